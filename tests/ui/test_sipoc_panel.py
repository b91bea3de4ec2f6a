"""SIPOC in the window: proposals of the map taken, changed and left to the map again; Undo is the document's."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from small_maps import small
from ui.conftest import Driver

from probis_editor.commands import maps, shapes, sipoc, tree
from probis_editor.drawing.bounds import bounds, texts
from probis_editor.geometry import Point
from probis_editor.layout.sipoc import COLUMNS, shown_on
from probis_editor.model.affairs import Sipoc
from probis_editor.model.changes import label
from probis_editor.model.elements import StepRow
from probis_editor.render import compose
from probis_editor.ui.panels.sipoc import SipocPanel

EDIT = label("cmd.test")


class Desk:
    def __init__(self, driver: Driver) -> None:
        made = small()
        with made.document.transaction(EDIT) as tx:
            self.process = tree.create_process(tx, "Surat masuk").id
            maps.change_map(tx, made.map, process=self.process)
            tx.put(StepRow(map=made.map, element=made.send, inputs="Surat"))
        driver.open(made.document, made.map)
        driver.window.trigger("sipoc")
        QApplication.processEvents()
        self.driver, self.made = driver, made
        self.panel: SipocPanel = driver.window.office.sipoc

    @property
    def said(self) -> Sipoc | None:
        found = self.driver.document.get(("", "sipoc:" + self.process))
        return found if isinstance(found, Sipoc) else None

    def column(self, name: str) -> list[str]:
        at = COLUMNS.index(name)
        cells = (self.panel.table.item(row, at) for row in range(self.panel.table.rowCount()))
        return [cell.text() for cell in cells if cell is not None and cell.text()]

    def type_in(self, row: int, name: str, words: str) -> None:
        """Write into a cell by keyboard."""
        table = self.panel.table
        table.setCurrentCell(row, COLUMNS.index(name))
        table.setFocus()
        QTest.keyClick(table, Qt.Key.Key_F2)
        editor = table.findChild(QLineEdit)
        assert editor is not None
        editor.selectAll()
        QTest.keyClicks(editor, words)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        QApplication.processEvents()


@pytest.fixture
def desk(driver: Driver) -> Desk:
    return Desk(driver)


def test_proposals_are_shown_and_a_written_cell_is_the_offices_own(desk: Desk) -> None:
    assert desk.column("inputs") == ["Surat"]
    assert desk.said is None
    desk.type_in(1, "inputs", "Disposisi")
    assert desk.said is not None
    assert desk.said.inputs == ("Surat", "Disposisi")
    assert desk.said.suppliers is None
    assert desk.column("inputs") == ["Surat", "Disposisi"]
    desk.driver.session.undo()
    assert desk.said is None
    assert desk.column("inputs") == ["Surat"]


def test_a_cell_is_emptied_and_a_column_left_to_the_maps_again(desk: Desk) -> None:
    desk.type_in(0, "customers", "Warga")
    first = desk.column("customers")
    assert first[0] == "Warga"
    desk.panel.table.setCurrentCell(0, COLUMNS.index("customers"))
    QTest.keyClick(desk.panel.table, Qt.Key.Key_Delete)
    QApplication.processEvents()
    assert desk.said is not None
    assert "Warga" not in (desk.said.customers or ())
    assert desk.panel.back_column.isEnabled()
    QTest.mouseClick(desk.panel.back_column, Qt.MouseButton.LeftButton)
    assert desk.said is None


def test_proposals_are_taken_in_one_step_and_stay_when_the_map_changes(desk: Desk) -> None:
    QTest.mouseClick(desk.panel.take, Qt.MouseButton.LeftButton)
    assert desk.said is not None
    assert desk.said.inputs == ("Surat",)
    assert None not in (desk.said.suppliers, desk.said.outputs, desk.said.customers)
    with desk.driver.document.transaction(EDIT) as tx:
        tx.put(StepRow(map=desk.made.map, element=desk.made.send, inputs="Berkas"))
    desk.panel.refresh()
    assert desk.column("inputs") == ["Surat"]
    QTest.mouseClick(desk.panel.back, Qt.MouseButton.LeftButton)
    assert desk.column("inputs") == ["Berkas"]


def test_the_process_column_is_only_read(desk: Desk) -> None:
    item = desk.panel.table.item(0, COLUMNS.index("process"))
    assert item is not None
    assert not item.flags() & Qt.ItemFlag.ItemIsEditable


# Below the map


def band(desk: Desk) -> QRectF:
    return desk.driver.canvas.scene.band.extent()


def test_the_columns_stand_below_the_map(desk: Desk) -> None:
    scene = desk.driver.canvas.scene
    assert band(desk).isNull()
    QTest.mouseClick(
        desk.panel.shown, Qt.MouseButton.LeftButton, pos=QPoint(8, desk.panel.shown.height() // 2)
    )
    assert shown_on(desk.driver.document, desk.made.map)
    assert desk.panel.shown.isChecked()
    everything = [box for _, group in scene.elements() if (box := bounds(group)) is not None]
    assert band(desk).top() > max(box.bottom for box in everything) + 10
    printed = compose.map_picture(desk.driver.document, desk.made.map)
    assert scene.band.picture is not None
    assert scene.band.picture.group == printed.group.children[-1]
    assert scene.content().bottom() >= band(desk).bottom()
    desk.driver.canvas.view.set_zoom(1.0)
    adders = desk.driver.canvas.adders
    adders.settle(True)
    assert adders._buttons
    assert not any(band(desk).contains(button.spot.x, button.spot.y) for button in adders._buttons)
    desk.driver.session.undo()
    assert band(desk).isNull()
    assert not desk.panel.shown.isChecked()


def test_the_menu_shows_them_on_every_map(desk: Desk) -> None:
    desk.driver.window.trigger("sipoc_on_all")
    assert desk.driver.document.settings.sipoc_on_maps
    assert not band(desk).isNull()
    desk.driver.window.trigger("sipoc_on_map")
    assert desk.driver.document.settings.sipoc_maps == ((desk.made.map, False),)
    assert band(desk).isNull()


def test_the_columns_follow_the_map_and_the_panel(desk: Desk) -> None:
    desk.driver.window.trigger("sipoc_on_map")
    before = band(desk)
    desk.driver.session.run(
        label("cmd.test"),
        lambda tx: shapes.create(tx, desk.made.map, "annotation", Point(300, 1400), name="Catatan"),
    )
    assert band(desk).top() > 1400 > before.top()
    group = desk.driver.canvas.scene.band.picture.group
    desk.type_in(0, "customers", "Kepala Desa")
    said = " ".join(t.text.text for t in texts(desk.driver.canvas.scene.band.picture.group))
    assert "Kepala" in said
    assert group != desk.driver.canvas.scene.band.picture.group


def test_a_double_click_on_the_columns_opens_the_panel(desk: Desk) -> None:
    desk.driver.window.trigger("sipoc_on_map")
    desk.driver.window.trigger("sipoc")
    assert not desk.panel.isVisible()
    desk.driver.canvas.view.fit()
    middle = band(desk).center()
    desk.driver.double_click(Point(middle.x(), middle.y()))
    assert desk.panel.isVisible()


def test_what_cannot_be_seen_yet_is_said(desk: Desk) -> None:
    said: list[str] = []
    desk.driver.session.said.connect(lambda _, words: said.append(words))
    empty = ("suppliers", "inputs", "outputs", "customers")
    desk.driver.session.run(
        label("cmd.test"), lambda tx: sipoc.say(tx, desk.process, **dict.fromkeys(empty, ()))
    )
    desk.driver.window.trigger("sipoc_on_map")
    assert shown_on(desk.driver.document, desk.made.map)
    assert band(desk).isNull()
    assert any("kosong" in words for words in said)
