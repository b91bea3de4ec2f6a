"""The process tree by keyboard: moved in, out, up and down, changed, planted, deleted with a list of what goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel
from small_maps import Small, small
from ui.conftest import Driver
from ui.test_facts import answer, typed

from probis_editor.commands import codes, derived, maps, tree, tree_rows, unit_rows
from probis_editor.formats import tables
from probis_editor.model import numbering
from probis_editor.model.changes import label
from probis_editor.model.office import Block
from probis_editor.ui import dialogs
from probis_editor.ui.facts.form import CheckedForm

EDIT = label("cmd.test")
Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def made(driver: Driver) -> Small:
    made = small()
    with made.document.transaction(EDIT) as tx:
        first = tree.create_process(tx, "Satu", group="Utama").id
        tree.create_process(tx, "Anak", first)
        tree.create_process(tx, "Dua", group="Lainnya")
    driver.open(made.document, made.map)
    return made


def shown(driver: Driver) -> list[str]:
    codes = numbering.codes(driver.document)
    return [f"{codes[p.id]} {p.name}" for _, p in numbering.walk(driver.document)]


def process(driver: Driver, name: str) -> str:
    return next(p.id for _, p in numbering.walk(driver.document) if p.name == name)


def press(driver: Driver, name: str, key: Qt.Key, how: Qt.KeyboardModifier = ALT) -> None:
    driver.window.tree.reveal(process(driver, name))
    QTest.keyClick(driver.window.tree.tree, key, how)
    QApplication.processEvents()


def test_processes_move_by_keyboard(driver: Driver, made: Small) -> None:
    press(driver, "Dua", Key.Key_Up)
    assert shown(driver) == ["P1 Dua", "P2 Satu", "P2.1 Anak"]
    press(driver, "Dua", Key.Key_Up)
    assert shown(driver)[0] == "P1 Dua"
    press(driver, "Satu", Key.Key_Right)
    assert shown(driver) == ["P1 Dua", "P1.1 Satu", "P1.1.1 Anak"]
    press(driver, "Anak", Key.Key_Left)
    assert shown(driver) == ["P1 Dua", "P1.1 Satu", "P1.2 Anak"]
    press(driver, "Anak", Key.Key_Left)
    assert shown(driver) == ["P1 Dua", "P1.1 Satu", "P2 Anak"]
    assert driver.document.process(process(driver, "Anak")).group == "Lainnya"  # type: ignore[union-attr]
    driver.session.undo()
    assert shown(driver)[2] == "P1.2 Anak"
    assert driver.window.tree.tree.currentItem().text(0).endswith("Anak")


def test_determined_process_stays(driver: Driver, made: Small) -> None:
    with driver.document.transaction(EDIT) as tx:
        codes.determine(tx)
    before = driver.document.snapshot()
    press(driver, "Dua", Key.Key_Up)
    press(driver, "Anak", Key.Key_Left)
    assert driver.document.snapshot() == before


def test_facts_of_a_process(driver: Driver, made: Small) -> None:
    def fill(form: CheckedForm) -> None:
        typed(form, "Dua Baru", "7")
        assert any(said.text() == "Kode: P7" for said in form.findChildren(QLabel))

    answer(fill)
    press(driver, "Dua", Key.Key_Return)
    assert shown(driver)[-1] == "P7 Dua Baru"
    driver.session.undo()
    assert shown(driver)[-1] == "P2 Dua"


def test_groups_and_codes(driver: Driver, made: Small) -> None:
    def fill(form: CheckedForm) -> None:
        form.focusWidget().selectAll()
        typed(form, "Pengarah")
        pattern = form.findChildren(QComboBox)[0]
        pattern.setCurrentIndex(pattern.findText("P.1.1."))

    answer(fill)
    driver.window.trigger("tree.scheme")
    assert driver.document.settings.groups[0] == "Pengarah"
    assert shown(driver) == ["P.1. Satu", "P.1.1. Anak", "P.2. Dua"]
    driver.session.undo()
    assert shown(driver)[0] == "P1 Satu"


def test_list_is_planted(driver: Driver, made: Small) -> None:
    def fill(form: CheckedForm) -> None:
        QApplication.clipboard().setText("P3 Tiga\tx\nP3.1\tCucu\tSeksi Umum\nP3.2\tCicit\tSeksi Umum")
        QTest.keyClick(form.focusWidget(), Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    answer(fill)
    driver.window.trigger("tree.plant")
    assert shown(driver)[-2:] == ["P3.1 Cucu", "P3.2 Cicit"]


def test_tree_and_units_go_into_files_and_come_back(
    driver: Driver, made: Small, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    wanted: list[Path] = []
    monkeypatch.setattr(dialogs, "ask_save_as", lambda *_: wanted.pop(0))
    with driver.document.transaction(EDIT) as tx:
        above = tree.create_unit(tx, "Sekretariat").id
        tree.create_unit(tx, "Bendahara", "position", above)
        tree.create_unit(tx, "Warga", "party")
    sheet, units_sheet, listed = (tmp_path / name for name in ("p.xlsx", "u.xlsx", "u.txt"))
    wanted += [sheet, units_sheet, listed]
    driver.window.trigger("tree.export")
    driver.window.trigger("tree.export_units")
    driver.window.trigger("tree.export_units")
    rows = tree_rows.from_cells(tables.sheet_lines(sheet.read_bytes(), sheet.name))
    assert [f"{row.code} {row.name}" for row in rows] == shown(driver)
    found = unit_rows.from_cells(tables.sheet_lines(units_sheet.read_bytes(), units_sheet.name))
    assert found == unit_rows.rows(driver.document)
    assert ("Bendahara", "", "position", "Sekretariat") in found
    names = [(row.name, row.above) for row in unit_rows.from_text(listed.read_text("utf-8"))]
    assert names == [(row.name, row.above) for row in found]


def test_deleting_tells_what_goes(driver: Driver, made: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    answers = [False, True]

    def ask(_parent: object, _text: object, message: str, detail: str, _do: str) -> bool:
        asked.append(message + "\n" + detail)
        return answers.pop(0)

    monkeypatch.setattr(dialogs, "ask_yes", ask)
    child = process(driver, "Anak")
    with driver.document.transaction(EDIT) as tx:
        tree.set_text(tx, f"process:{child}:intro", (Block(text="x"),))
        maps.change_map(tx, made.map, process=child)
    for _ in range(2):
        driver.window.tree.reveal(process(driver, "Satu"))
        driver.window.tree.tree.setFocus()
        QTest.keyClick(driver.window.tree.tree, Key.Key_Delete)
        if len(asked) == 1:
            assert len(shown(driver)) == 3
    assert "P1.1 Anak" in asked[0]
    assert "1 naskah" in asked[0]
    assert "1 peta" in asked[0]
    assert shown(driver) == ["P1 Dua"]
    assert driver.document.map(made.map).process == ""
    driver.session.undo()
    assert len(shown(driver)) == 3
    assert len(asked) == 2


def test_delete_hides_a_box_of_a_derived_map(driver: Driver, made: Small) -> None:
    with driver.document.transaction(EDIT) as tx:
        record = maps.create_map(tx, "Peta proses", "level0")
        derived.fill(tx, record.id)
    driver.session.show(record.id)
    QApplication.processEvents()
    driver.canvas.view.set_zoom(1.0)
    box = next(n for n in driver.document.nodes(record.id) if n.name == "Dua")
    driver.canvas.view.centerOn(box.bounds.center.x, box.bounds.center.y)
    driver.click(box.bounds.center)
    driver.window.trigger("delete")
    assert [n.name for n in driver.document.nodes(record.id) if n.kind == "box.process"] == ["Satu"]
    assert process(driver, "Dua")
    driver.window.trigger("map_boxes.show")
    assert len([n for n in driver.document.nodes(record.id) if n.kind == "box.process"]) == 2
