"""Bandingkan dengan by hand: the list, its filters, three ways to look at a map, the way back to the document."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_maps import EDIT, Small, small
from ui.conftest import Driver

from probis_editor.commands import maps, shapes
from probis_editor.formats import base
from probis_editor.ui import dialogs
from probis_editor.ui.exchange.compare_window import CompareWindow

LEFT, KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def made(driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Small:
    """The small document; as it was a moment ago it stands in `lama.probis`."""
    made = small()
    base.write_any(made.document, tmp_path / "lama.probis")
    driver.open(made.document, made.map)
    monkeypatch.setattr(dialogs, "ask_open", lambda *_: tmp_path / "lama.probis")
    return made


@pytest.fixture
def shown(driver: Driver, made: Small) -> CompareWindow:
    """The window after a step was renamed, one moved, one deleted, and a map added."""

    def edit(tx: object) -> None:
        shapes.rename(tx, made.map, made.write, "Mengetik surat")
        shapes.move(tx, made.map, [made.note], 0, 30)
        shapes.delete(tx, made.map, [made.reply])
        maps.create_map(tx, "P2 Baru")

    driver.session.run(EDIT, edit)
    driver.session.show(driver.document.maps()[-1].id)
    driver.window.trigger("compare_with")
    window = driver.window.exchange.comparison
    assert window is not None
    QApplication.processEvents()
    return window


def rows(window: CompareWindow) -> list[str]:
    return [item.text(0) for item in window._leaves() if not item.isHidden()]


def choose(window: CompareWindow, words: str) -> None:
    item = next(i for i in window._leaves() if words in i.text(0))
    if item.parent() is not None:
        item.parent().setExpanded(True)
    window.tree.scrollToItem(item)
    QTest.mouseClick(window.tree.viewport(), LEFT, KEYS, window.tree.visualItemRect(item).center())


def test_list_tells_what_became_of_what(shown: CompareWindow) -> None:
    told = "\n".join(rows(shown))
    for words in (
        '"Mengetik surat" diubah',
        '"Lewat pos" dipindahkan',
        '"Menjawab" dihapus',
        "Peta baru: P2 Baru",
    ):
        assert words in told
    assert shown.kinds["added"].text() == "Ditambahkan (1)"


def test_filters_by_fate_and_by_words(shown: CompareWindow) -> None:
    every = len(rows(shown))
    QTest.keyClick(shown.kinds["changed"], Qt.Key.Key_Space)
    assert 0 < len(rows(shown)) < every
    QTest.keyClick(shown.kinds["changed"], Qt.Key.Key_Space)
    assert len(rows(shown)) == every
    QTest.keyClicks(shown.search, "menjawab")
    assert all("Menjawab" in row for row in rows(shown) if "Peta" not in row)


@pytest.mark.parametrize("mode", ["marked", "beside", "over"])
def test_three_ways_to_look(shown: CompareWindow, mode: str) -> None:
    choose(shown, "Mengetik surat")
    button = next(b for b in shown._buttons.buttons() if b.property("mode") == mode)
    QTest.mouseClick(button, LEFT)
    QApplication.processEvents()
    assert shown.old.isVisible() == (mode == "beside")
    assert shown.mix.isVisible() == (mode == "over")
    assert len(shown.new._pictures) == (2 if mode == "over" else 1)
    if mode == "over":
        shown.mix.setFocus()
        QTest.keyClick(shown.mix, Qt.Key.Key_End)
        assert [p.root.opacity() for p in shown.new._pictures] == [0.0, 1.0]
    if mode == "beside":
        shown.new.zoom_by(1.25)
        assert shown.old.transform() == shown.new.transform()
        assert shown.old.scene().sceneRect() == shown.new.scene().sceneRect()


def test_jump_shows_the_element_in_the_document(driver: Driver, made: Small, shown: CompareWindow) -> None:
    choose(shown, "Mengetik surat")
    assert "→" in shown.detail.text()
    QTest.mouseClick(shown.jump, LEFT)
    assert driver.session.place.map == made.map
    assert driver.session.selection == (made.write,)
    choose(shown, "Menjawab")
    assert not shown.jump.isEnabled()


def test_again_takes_what_changed_since(driver: Driver, made: Small, shown: CompareWindow) -> None:
    driver.session.run(EDIT, lambda tx: shapes.rename(tx, made.map, made.send, "Mengantar surat"))
    shown.again.emit()
    fresh = driver.window.exchange.comparison
    assert fresh is not None
    assert "Mengantar surat" in "\n".join(rows(fresh))


def test_window_goes_with_its_document(driver: Driver, shown: CompareWindow) -> None:
    driver.session.close()
    assert driver.window.exchange.comparison is None


def test_no_difference_and_no_file_are_told(
    driver: Driver, made: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(dialogs, "tell", lambda _w, _t, message, *_, **__: told.append(message))
    driver.window.trigger("compare_with")
    (tmp_path / "lama.probis").unlink()
    driver.window.trigger("compare_with")
    assert told[0] == "Tidak ada perbedaan."
    assert "lama.probis" in told[1]


def test_escape_takes_the_words_away_and_then_the_window(shown: CompareWindow) -> None:
    everything = rows(shown)
    QTest.keyClick(shown.tree, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert shown.focusWidget() is shown.search
    QTest.keyClicks(shown.search, "zzzz")
    assert rows(shown) != everything
    QTest.keyClick(shown.search, Qt.Key.Key_Escape)
    assert shown.isVisible()
    assert rows(shown) == everything
    QTest.keyClick(shown.tree, Qt.Key.Key_Escape)
    assert not shown.isVisible()
