"""Ekspor: the questions, the files, and what is told when it fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from small_maps import Small, small
from ui.conftest import Driver

from probis_editor.commands import maps
from probis_editor.formats.outputs import Order
from probis_editor.model.changes import label
from probis_editor.ui import dialogs, exporting
from probis_editor.ui.exporting import ExportForm


@pytest.fixture
def made(driver: Driver) -> Small:
    s = small()
    with s.document.transaction(label("cmd.test")) as tx:
        maps.create_map(tx, "P9 Lain")
    driver.open(s.document, s.map)
    return s


def pick(box, data: str) -> None:
    """Walk to an answer with the keys."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    while box.currentData() != data:
        QTest.keyClick(box, Qt.Key.Key_Down)


def test_the_questions_make_the_order_and_are_remembered(driver: Driver, made: Small) -> None:
    form = ExportForm(driver.window, driver.session)
    form.show()
    pick(form.form, "png")
    assert form.dpi.isVisible()
    pick(form.dpi, "300")
    assert form.order() == Order("png", (made.map,), 300)
    pick(form.scope, "all")
    assert form.order().maps == tuple(m.id for m in driver.document.maps())
    assert not form.order().one_file
    assert "2" in form.note.text()
    pick(form.scope, "chosen")
    assert form.list.isVisible()
    assert form.order().maps == (made.map,)
    form.list.setFocus()
    QTest.keyClick(form.list, Qt.Key.Key_Space)
    assert form.order().maps == ()
    assert not form.do.isEnabled()
    QTest.keyClick(form.list, Qt.Key.Key_Space)
    pick(form.form, "pdf")
    assert not form.dpi.isVisible()
    form.keep()
    form.close()
    again = ExportForm(driver.window, driver.session)
    assert (again.form.currentData(), again.dpi.currentData()) == ("pdf", "300")
    assert again.scope.currentData() == "chosen"
    again.close()


@pytest.mark.parametrize("form", ["svg", "png", "pdf", "bpm", "csv"])
def test_files_are_written_and_the_folder_is_remembered(
    driver: Driver, made: Small, tmp_path: Path, form: str
) -> None:
    place = tmp_path / "hasil" / f"peta.{form}"
    place.parent.mkdir()
    said: list[tuple[str, str]] = []
    driver.session.said.connect(lambda level, text: said.append((level, text)))
    assert exporting.run(driver.window, Order(form, (made.map,)), place)
    assert place.stat().st_size > 0
    assert exporting.folder() == place.parent
    assert said
    assert said[-1][0] == "info"
    assert not driver.session.history.can_undo


def test_asked_in_the_window(
    driver: Driver, made: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions: list[str] = []
    monkeypatch.setattr(
        ExportForm, "exec", lambda form: pick(form.form, "svg") or pick(form.scope, "all") or True
    )
    monkeypatch.setattr(dialogs, "ask_target_folder", lambda *_: tmp_path)
    monkeypatch.setattr(dialogs, "ask_yes", lambda _w, _t, message, *_: bool(questions.append(message)))
    driver.window.trigger("export")
    assert len(list(tmp_path.glob("*.svg"))) == 2
    assert questions == []
    driver.window.trigger("export")  # the files are there now
    assert len(questions) == 1


def test_what_cannot_be_written_is_told(
    driver: Driver, made: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(dialogs, "tell", lambda _w, _t, message, *_, **__: told.append(message))
    assert not exporting.run(driver.window, Order("pdf", (made.map,)), tmp_path / "nowhere" / "a.pdf")
    assert len(told) == 1
