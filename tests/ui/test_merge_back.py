"""Perbarui dari Bizagi by hand: conflicts are decided before it goes on, all of it is one undo step, and it is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_maps import EDIT, Small, small
from ui.conftest import Driver

from probis_editor.commands import maps, shapes, tree
from probis_editor.formats import base, exports
from probis_editor.model.document import Document
from probis_editor.model.office import Process
from probis_editor.ui import dialogs
from probis_editor.ui.exchange.merge_dialog import WHAT, MergeDialog

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def made(driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Small:
    """The small document with a process, as it was exported; `edit_there` says what came back."""
    made = small()
    with made.document.transaction(EDIT) as tx:
        process = tree.create_process(tx, "Surat")
        maps.change_map(tx, made.map, process=process.id)
        maps.create_map(tx, "P2 Hilang nanti")
    base.write_any(made.document, tmp_path / "sent.bpm")
    sent = exports.exported(made.document, (tmp_path / "sent.bpm").read_bytes())
    exports.remember(made.document, sent)
    driver.open(made.document, made.map)
    monkeypatch.setattr(dialogs, "ask_bizagi", lambda *_: tmp_path / "back.bpm")
    return made


@pytest.fixture
def edit_there(tmp_path: Path) -> Callable[[Callable[[object, Document], object]], None]:
    def edit(do: Callable[[object, Document], object]) -> None:
        document = base.open_any(tmp_path / "sent.bpm").document
        with document.transaction(EDIT) as tx:
            do(tx, document)
        base.write_any(document, tmp_path / "back.bpm")

    return edit


def rename(tx: object, document: Document, old: str, new: str) -> None:
    for one in document.maps():
        for node in document.nodes(one.id):
            if node.name == old:
                shapes.rename(tx, one.id, node.id, new)


def in_dialog(do: Callable[[MergeDialog], None], press: bool = True) -> list[MergeDialog]:
    seen: list[MergeDialog] = []

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, MergeDialog):
            QTimer.singleShot(20, act)
            return
        seen.append(dialog)
        try:
            do(dialog)
            if press:
                QTest.mouseClick(dialog.do, LEFT)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, act)
    return seen


def test_changes_are_taken_as_one_step_and_told(driver: Driver, made: Small, edit_there) -> None:
    edit_there(lambda tx, d: rename(tx, d, "Menulis surat", "Mengetik surat"))
    before, steps = driver.document.snapshot(), len(driver.session.history._done)
    seen = in_dialog(lambda dialog: None)
    driver.window.trigger("merge_back")
    assert seen
    assert driver.named("Mengetik surat").id == made.write
    assert len(driver.session.history._done) == steps + 1
    top = driver.window.report.tree.topLevelItem(0)
    assert "Mengetik surat" in top.child(0).text(0)
    assert "1 diambil" in driver.window.report._summary.text()
    driver.session.undo()
    assert driver.document.snapshot() == before


@pytest.mark.parametrize(("side", "name"), [("take_ours", "Punya kita"), ("take_theirs", "Punya mereka")])
def test_conflict_is_decided_with_both_pictures(
    driver: Driver, made: Small, edit_there, side: str, name: str
) -> None:
    edit_there(lambda tx, d: rename(tx, d, "Menulis surat", "Punya mereka"))
    driver.session.run(EDIT, lambda tx: shapes.rename(tx, made.map, made.write, "Punya kita"))

    def do(dialog: MergeDialog) -> None:
        assert not dialog.do.isEnabled()
        for view in (dialog.ours, dialog.theirs):
            assert view.scene().items()
        QTest.mouseClick(getattr(dialog, side), LEFT)
        assert dialog.do.isEnabled()

    in_dialog(do)
    driver.window.trigger("merge_back")
    assert driver.document.node(made.map, made.write).name == name


def test_conflict_can_be_decided_by_its_row(driver: Driver, made: Small, edit_there) -> None:
    edit_there(lambda tx, d: rename(tx, d, "Menulis surat", "Punya mereka"))
    driver.session.run(EDIT, lambda tx: shapes.rename(tx, made.map, made.write, "Punya kita"))

    def do(dialog: MergeDialog) -> None:
        (goals,) = dialog._rows[(made.map, made.write)]
        goals.setFocus()
        QTest.keyClick(goals, Qt.Key.Key_End)
        goals.activated.emit(goals.currentIndex())
        assert dialog.take_theirs.isChecked()

    in_dialog(do)
    driver.window.trigger("merge_back")
    assert driver.document.node(made.map, made.write).name == "Punya mereka"


def test_new_maps_get_a_place_and_removed_ones_are_asked_about(
    driver: Driver, made: Small, edit_there
) -> None:
    def there(tx: object, document: Document) -> None:
        maps.create_map(tx, "P9 Baru")
        maps.delete_map(tx, next(m.id for m in document.maps() if "Hilang" in m.name))

    edit_there(there)
    process = driver.document.of_type(Process)[0]

    def do(dialog: MergeDialog) -> None:
        dialog.under.setCurrentIndex(dialog.under.findData(process.id))
        group = dialog.tree.topLevelItem(dialog.tree.topLevelItemCount() - 1)
        gone = group.child(0)
        assert gone.checkState(0) == Qt.CheckState.Unchecked
        gone.setCheckState(0, Qt.CheckState.Checked)
        assert isinstance(gone.data(0, WHAT), str)

    in_dialog(do)
    driver.window.trigger("merge_back")
    assert sorted(m.name for m in driver.document.maps()) == ["P1 Surat", "P1.1 Baru"]
    assert {p.name: p.parent for p in driver.document.of_type(Process)} == {"Surat": "", "Baru": process.id}


def test_other_names_are_only_offered(driver: Driver, made: Small, edit_there) -> None:
    def there(tx: object, document: Document) -> None:
        there_id = next(m.id for m in document.maps() if "Surat" in m.name)
        maps.rename_map(tx, there_id, "P1 Persuratan")

    edit_there(there)
    found: list[str] = []

    def do(dialog: MergeDialog) -> None:
        group = dialog.tree.topLevelItem(dialog.tree.topLevelItemCount() - 1)
        found.append(group.child(0).text(0))
        assert group.child(0).checkState(0) == Qt.CheckState.Unchecked

    in_dialog(do)
    driver.window.trigger("merge_back")
    assert found == ["Surat menjadi Persuratan"]
    assert driver.document.of_type(Process)[0].name == "Surat"


def test_cancelled_update_changes_nothing(driver: Driver, made: Small, edit_there) -> None:
    edit_there(lambda tx, d: rename(tx, d, "Menulis surat", "x"))
    before = driver.document.snapshot()
    in_dialog(lambda dialog: None, press=False)
    driver.window.trigger("merge_back")
    assert driver.document.snapshot() == before


def test_nothing_new_and_no_bizagi_file(
    driver: Driver, made: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(dialogs, "tell", lambda _w, _t, message, *_, **__: told.append(message))
    (tmp_path / "back.bpm").write_bytes((tmp_path / "sent.bpm").read_bytes())
    driver.window.trigger("merge_back")
    (tmp_path / "back.bpm").write_bytes(b"PK\x03\x04")
    driver.window.trigger("merge_back")
    (tmp_path / "back.bpm").unlink()
    driver.window.trigger("merge_back")
    assert len(told) == 3
    assert told[0] == "Tidak ada perubahan untuk diambil."
