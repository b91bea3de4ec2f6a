"""Search, zoom and what the menu Tampilan does, with real keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_maps import Small, small
from ui.conftest import Driver

from probis_editor.commands import maps, shapes
from probis_editor.geometry import Point
from probis_editor.model import search
from probis_editor.model.changes import label
from probis_editor.ui.panels.findbar import FindBar

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def made(driver: Driver) -> Small:
    made = small()
    with made.document.transaction(label("cmd.test")) as tx:
        other = maps.create_map(tx, "P2 Arsip").id
        shapes.create(tx, other, "task", Point(200, 100), name="Menyimpan surat")
    driver.open(made.document, made.map)
    return made


@pytest.fixture
def bar(driver: Driver, made: Small) -> FindBar:
    driver.key(Qt.Key.Key_F, CTRL)
    bar = driver.window.viewing.findbar
    assert bar.isVisible()
    return bar


def _typed(bar: FindBar, words: str) -> None:
    QTest.keyClicks(bar.wanted, words)
    QApplication.processEvents()


def test_search_jumps_while_one_types_and_goes_on_over_all_maps(
    driver: Driver, made: Small, bar: FindBar
) -> None:
    _typed(bar, "mengirim surat")
    assert driver.session.selection == (made.send,)
    bar.wanted.clear()
    _typed(bar, "menyimpan")
    assert driver.session.place.map != made.map
    assert [e.name for e in driver.session.selected()] == ["Menyimpan surat"]
    QTest.keyClick(bar.wanted, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert driver.session.place.map == made.map


def test_enter_goes_on_and_escape_then_stays(driver: Driver, made: Small, bar: FindBar) -> None:
    _typed(bar, "surat")
    seen = [driver.session.selection]
    for _ in range(bar.list.count() - 1):
        QTest.keyClick(bar.wanted, Qt.Key.Key_Return)
        seen.append(driver.session.selection)
    assert len(seen) > 2
    last = driver.session.place
    QTest.keyClick(bar.wanted, Qt.Key.Key_Escape)
    assert driver.session.place == last
    driver.key(Qt.Key.Key_F3)
    assert not bar.isVisible()
    assert driver.session.place.map == made.map


def test_escape_gives_the_view_back(driver: Driver, made: Small) -> None:
    driver.session.select([made.send])
    driver.canvas.view.set_zoom(3.0)
    driver.canvas.view.centre(QPointF(700, 200))
    before = driver.canvas.view.mapToScene(0, 0)
    driver.key(Qt.Key.Key_F, CTRL)
    bar = driver.window.viewing.findbar
    _typed(bar, "menulis")
    assert driver.session.selection == (made.write,)
    QTest.keyClick(bar.wanted, Qt.Key.Key_Escape)
    after = driver.canvas.view.mapToScene(0, 0)
    assert abs(before.x() - after.x()) + abs(before.y() - after.y()) < 2
    assert driver.session.selection == (made.send,)


def test_whole_words_are_found_first(driver: Driver, made: Small) -> None:
    with made.document.transaction(label("cmd.test")) as tx:
        shapes.rename(tx, made.map, made.write, "Mengarsipkan")
    driver.key(Qt.Key.Key_F, CTRL)
    _typed(driver.window.viewing.findbar, "arsip")
    assert driver.session.selection == (made.sub,)


def test_replace_all_is_one_undo_step(driver: Driver, made: Small) -> None:
    before = driver.document.snapshot()
    driver.key(Qt.Key.Key_H, CTRL)
    bar = driver.window.viewing.findbar
    _typed(bar, "surat")
    count = len(bar._found)
    QTest.keyClicks(bar.new, "naskah")
    QTest.mouseClick(bar._all, Qt.MouseButton.LeftButton)
    assert made.node(made.send).name == "Mengirim naskah"
    assert count > 2
    assert "Tidak ditemukan" in bar.count.text()
    driver.session.undo()
    assert driver.document.snapshot() == before
    QTest.keyClick(bar.new, Qt.Key.Key_Return)
    assert len(search.find(driver.document, search.Query("naskah"))) == 1


def test_zoom_to_selection_fills_the_view(driver: Driver, made: Small) -> None:
    driver.canvas.view.fit()
    driver.session.select([made.send])
    driver.key(Qt.Key.Key_8, CTRL)
    view = driver.canvas.view
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    d = made.node(made.send).drawn
    assert seen.contains(d.x, d.y)
    assert seen.contains(d.right, d.bottom)
    assert view.zoom == pytest.approx(2.0)


def test_presentation_goes_into_shapes_and_back(driver: Driver) -> None:
    made = small()
    with made.document.transaction(label("cmd.test")) as tx:
        maps.create_map(tx, "P2 Arsip")
    driver.open(made.document, made.map)
    QTest.keyClick(driver.window, Qt.Key.Key_F5)
    shown = driver.window.viewing.presentation
    assert shown is not None
    assert shown.isFullScreen()
    spot = shown.sheet.mapFromScene(*made.node(made.sub).drawn.center)
    QTest.mouseClick(shown.sheet.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert shown.place == (made.map, made.sub)
    QTest.keyClick(shown, Qt.Key.Key_Backspace)
    assert shown.place == (made.map, "")
    QTest.keyClick(shown, Qt.Key.Key_Right)
    assert shown.place.map != made.map
    assert shown.title.text() == "P2 Arsip"
    QTest.keyClick(shown, Qt.Key.Key_Home)
    assert shown.place == (made.map, "")
    QTest.keyClick(shown, Qt.Key.Key_End)
    assert shown.title.text() == "P2 Arsip"
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert driver.window.viewing.presentation is None
    assert driver.session.place == shown.place


def test_copy_as_picture_takes_the_selection_or_all(driver: Driver, made: Small) -> None:
    driver.session.select([made.write, made.ok])
    driver.key(Qt.Key.Key_C, CTRL | Qt.KeyboardModifier.ShiftModifier)
    data = QApplication.clipboard().mimeData()
    small_one = QImage(data.imageData())
    vector = bytes(data.data("image/svg+xml").data()).decode()
    assert data.hasImage()
    assert made.node(made.write).name.split()[0] in vector
    assert made.node(made.send).name.split()[0] not in vector
    assert f'data-id="{made.b}"' in vector
    driver.session.select(())
    driver.key(Qt.Key.Key_C, CTRL | Qt.KeyboardModifier.ShiftModifier)
    whole = QImage(QApplication.clipboard().mimeData().imageData())
    assert whole.width() > 2 * small_one.width()


def test_a_tab_keeps_its_view_and_its_selection(driver: Driver, made: Small) -> None:
    view = driver.canvas.view
    view.set_zoom(1.5)
    view.centre(QPointF(300, 200))
    driver.session.select([made.send])
    seen = view.mapToScene(view.viewport().rect().center())
    other = driver.document.maps()[1].id
    driver.session.show(other)
    assert driver.session.selection == ()
    driver.session.show(made.map)
    assert driver.session.selection == (made.send,)
    assert driver.canvas.view.zoom == 1.5
    assert (driver.canvas.view.mapToScene(view.viewport().rect().center()) - seen).manhattanLength() < 2


def test_picture_to_trace_lies_below_and_is_not_selected(driver: Driver, made: Small, tmp_path: Path) -> None:
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(0xFF0000)
    image.save(str(tmp_path / "scan.png"))
    view, spot = driver.canvas.view, Point(700, 20)
    assert driver.window.viewing.lay_under(tmp_path / "scan.png")
    QApplication.processEvents()
    seen = driver.canvas.scene.traced._item
    assert seen is not None
    assert seen.opacity() < 0.5
    view.set_zoom(1.0)
    assert (
        driver.canvas.hit(view.pointer_at(QPointF(driver.spot(spot)), Qt.KeyboardModifier.NoModifier)).id
        in made.lanes
    )
    assert not driver.window.viewing.lay_under(tmp_path / "none.png")
    driver.window.trigger("untrace")
    assert driver.canvas.scene.traced._item is None
    driver.session.undo()
    assert driver.canvas.scene.traced._item is not None
