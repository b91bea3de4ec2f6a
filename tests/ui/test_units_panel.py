"""Unit & pihak: one list, with real clicks and keys; the assertions are about the document."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit
from small_maps import Small, small
from ui.conftest import Driver

from probis_editor.commands import tree, unit_order, unit_rows
from probis_editor.model.changes import label
from probis_editor.model.office import Block, Unit
from probis_editor.ui.dialogs import Form
from probis_editor.ui.panels.units import UnitsPanel

EDIT = label("cmd.test")
Key = Qt.Key


@pytest.fixture
def made(driver: Driver) -> Small:
    made = small()
    with made.document.transaction(EDIT) as tx:
        unit_rows.enter_lanes(tx)
        tree.create_unit(tx, "Bupati", kind="party")
        process = tree.create_process(tx, "Persuratan", owner=unit(made, "Camat")).id
        tree.set_text(tx, f"process:{process}:intro", (Block(text="Surat diterima Sekretaris."),))
    driver.open(made.document, made.map)
    driver.window.trigger("units")
    QApplication.processEvents()
    return made


def unit(made: Small, name: str) -> str:
    return next(u.id for u in made.document.of_type(Unit) if u.name == name)


def names(made: Small) -> set[str]:
    return {u.name for u in made.document.of_type(Unit)}


def panel(driver: Driver) -> UnitsPanel:
    return driver.window.office.units


def answer(**fields: str) -> None:
    """Fills in the form that opens next and presses its button; a key is the place of a line, "text" the first."""

    def fill() -> None:
        form = QApplication.activeModalWidget()
        assert isinstance(form, Form)
        edits = form.findChildren(QLineEdit)
        for key, value in fields.items():
            if key == "choose":
                combo = form.findChildren(QComboBox)[0]
                combo.setCurrentIndex(combo.findText(value))
            else:
                edit = edits[int(key[4:] or 0)]
                edit.selectAll()
                QTest.keyClicks(edit, value)
        QTest.qWait(250)
        QTest.mouseClick(form.do, Qt.MouseButton.LeftButton)
        if form.isVisible():
            form.reject()

    QTimer.singleShot(0, fill)


def key(driver: Driver, which: Qt.Key) -> None:
    QTest.keyClick(panel(driver).tree, which)
    QApplication.processEvents()


def test_list_shows_units_and_parties(driver: Driver, made: Small) -> None:
    shown = [i.text(0) for i in panel(driver)._items()]
    assert shown[-2:] == ["Pihak luar", "Bupati"]
    assert {"Camat", "Sekretaris", "Staf"} <= set(shown)
    assert driver.canvas.isVisible()


def test_new_unit_by_name(driver: Driver, made: Small) -> None:
    answer(text="Seksi   Pelayanan")
    panel(driver).add("unit")
    assert "Seksi Pelayanan" in names(made)
    assert panel(driver).current == unit(made, "Seksi Pelayanan")
    before = len(names(made))
    answer(text="seksi pelayanan")
    panel(driver).add("unit")
    assert len(made.document.of_type(Unit)) == before
    driver.session.undo()
    assert "Seksi Pelayanan" not in names(made)


def test_rename_goes_everywhere_in_one_step(driver: Driver, made: Small) -> None:
    panel(driver).tree.setFocus()
    panel(driver).reveal(unit(made, "Sekretaris"))
    before = len(driver.session.history._done)
    answer(text="Sekretaris Camat")
    key(driver, Key.Key_F2)
    assert made.node(made.lanes[1]).name == "Sekretaris Camat"
    text = made.document.narrative(f"process:{process(made)}:intro")
    assert text.blocks[0].text == "Surat diterima Sekretaris Camat."
    assert len(driver.session.history._done) == before + 1
    driver.session.undo()
    assert made.node(made.lanes[1]).name == "Sekretaris"


def process(made: Small) -> str:
    from probis_editor.model.office import Process

    return made.document.of_type(Process)[0].id


def test_a_name_that_is_taken_is_refused_before_anything_changes(driver: Driver, made: Small) -> None:
    panel(driver).reveal(unit(made, "Sekretaris"))
    before = made.document.snapshot()
    answer(text="Camat")
    panel(driver).rename(unit(made, "Sekretaris"))
    assert made.document.snapshot() == before


def test_delete_refuses_what_is_used_and_removes_what_is_not(driver: Driver, made: Small) -> None:
    driver.session.select([made.send])
    panel(driver).tree.setFocus()
    panel(driver).reveal(unit(made, "Staf"))
    key(driver, Key.Key_Delete)
    assert "Staf" in names(made)
    assert made.document.element(made.map, made.send) is not None
    panel(driver).reveal(unit(made, "Bupati"))
    key(driver, Key.Key_Delete)
    assert "Bupati" not in names(made)


def test_merge_ties_the_lanes_to_the_one_that_stays(driver: Driver, made: Small) -> None:
    answer(choose="Sekretaris")
    panel(driver).merge(unit(made, "Staf"))
    assert "Staf" not in names(made)
    assert made.node(made.lanes[2]).unit == unit(made, "Sekretaris")
    driver.session.undo()
    assert made.node(made.lanes[2]).unit == unit(made, "Staf")


def test_drop_hangs_and_orders(driver: Driver, made: Small) -> None:
    a, b, c = (unit(made, n) for n in ("Camat", "Sekretaris", "Staf"))
    panel(driver).moved(c, a, "on")
    assert [u.id for u in unit_order.children(made.document, a)] == [c]
    panel(driver).moved(b, a, "above")
    assert [u.id for u in unit_order.children(made.document)][:2] == [b, a]
    panel(driver).moved(a, c, "on")
    assert made.document.unit(a).parent == ""


def test_used_in_leads_there(driver: Driver, made: Small) -> None:
    panel(driver).reveal(unit(made, "Camat"))
    rows = panel(driver).usage
    shown = [rows.topLevelItem(i).text(0) for i in range(rows.topLevelItemCount())]
    assert any(s.startswith("Lajur") for s in shown)
    assert any(s.startswith("Penanggung jawab") for s in shown)
    lane = next(i for i, s in enumerate(shown) if s.startswith("Lajur"))
    driver.session.leave()
    box = rows.visualItemRect(rows.topLevelItem(lane))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert driver.session.place.map == made.map
    assert driver.session.selection == (made.lanes[0],)


def test_duties_are_written_beside_the_map(driver: Driver, made: Small) -> None:
    chosen = unit(made, "Camat")
    panel(driver).duties_wanted.emit(chosen)
    narrative = driver.window.office.narrative
    assert [s.slot for s in narrative.sections] == [
        f"unit:{chosen}:{p}" for p in ("tugas", "fungsi", "uraian")
    ]
    edit = narrative.sections[0].edit
    edit.setFocus()
    QTest.keyClicks(edit, "Memimpin")
    driver.window.end_editing()
    assert made.document.narrative(f"unit:{chosen}:tugas").blocks == (Block(text="Memimpin"),)


def test_search_hides_the_others(driver: Driver, made: Small) -> None:
    panel(driver).search.setText("bup")
    shown = [i.text(0) for i in panel(driver)._items() if not i.isHidden()]
    assert shown == ["Pihak luar", "Bupati"]


def test_units_move_by_keyboard_and_have_instances(driver: Driver, made: Small) -> None:
    shown = panel(driver)
    shown.reveal(unit(made, "Staf"))
    QTest.keyClick(shown.tree, Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    holder = made.document.unit(unit(made, "Staf")).parent  # type: ignore[union-attr]
    assert holder
    assert shown.current == unit(made, "Staf")
    QTest.keyClick(shown.tree, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert made.document.unit(unit(made, "Staf")).parent == ""  # type: ignore[union-attr]

    def fill() -> None:
        form = QApplication.activeModalWidget()
        assert isinstance(form, Form)
        edit = form.findChildren(QPlainTextEdit)[0]
        QTest.keyClicks(edit, "Staf Satu")
        QTest.keyClick(edit, Key.Key_Return)
        QTest.keyClicks(edit, "Staf Dua")
        QTest.mouseClick(form.do, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, fill)
    QTest.keyClick(shown.tree, Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    staff = made.document.unit(unit(made, "Staf"))
    assert staff is not None
    assert (staff.repeat, staff.instances) == (2, ("Staf Satu", "Staf Dua"))
