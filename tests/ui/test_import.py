"""The import by hand: files dropped or chosen, maps moved in the tree, names made one; into a document as one step."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from formats.small import small_bpm, small_diagram
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTreeWidgetItem
from small_maps import Small
from ui.conftest import Driver

from probis_editor.model import numbering
from probis_editor.model.office import Process, Unit
from probis_editor.ui import dialogs
from probis_editor.ui.exchange import import_places
from probis_editor.ui.exchange.importing import ImportWizard

LEFT, KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
IDS = ("429894cf-4868-477b-aa26-cf79192e190f", "529894cf-4868-477b-aa26-cf79192e190f")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "kantor"
    root.mkdir()
    for guid, name in zip(IDS, ("P1.2 Surat keluar", "Tanpa kode"), strict=True):
        (root / f"{name}.bpm").write_bytes(small_bpm(small_diagram(guid, name)))
    (root / "rusak.bpm").write_bytes(b"PK\x03\x04 nothing")
    return root


def drop(driver: Driver, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(QPointF(400, 300), Qt.DropAction.CopyAction, data, LEFT, KEYS)
    driver.window.dropEvent(event)


def in_wizard(do: Callable[[ImportWizard], None], then: str = "do") -> list[ImportWizard]:
    """Act in the wizard as soon as it stands open, and press its button."""
    seen: list[ImportWizard] = []

    def act() -> None:
        wizard = QApplication.activeModalWidget()
        if not isinstance(wizard, ImportWizard):
            QTimer.singleShot(20, act)
            return
        seen.append(wizard)
        try:
            do(wizard)
            QTest.mouseClick(getattr(wizard, then), LEFT)
        finally:
            if wizard.isVisible():
                wizard.reject()

    QTimer.singleShot(0, act)
    return seen


def item(wizard: ImportWizard, words: str) -> QTreeWidgetItem:
    (found,) = [i for i in wizard.places._items() if words in i.text(0) and not i.isHidden()]
    return found


def next_page(wizard: ImportWizard) -> None:
    QTest.mouseClick(wizard.next, LEFT)
    QApplication.processEvents()


def test_folder_dropped_on_an_open_document_is_one_undo_step(
    driver: Driver, made: Small, folder: Path, qtbot: object
) -> None:
    before, steps = driver.document.snapshot(), len(driver.session.history._done)
    pages: list[str] = []

    def do(wizard: ImportWizard) -> None:
        assert wizard.files.into_open.isChecked()
        rows = [wizard.files.list.topLevelItem(at) for at in range(3)]
        assert [row.text(1) for row in rows] == ["Tidak terbaca", "1 peta", "1 peta"]
        for _ in range(2):
            pages.append(wizard._heading.text())
            next_page(wizard)
        assert not wizard.next.isVisible()

    seen = in_wizard(do)
    drop(driver, folder)
    qtbot.waitUntil(lambda: bool(seen) and len(driver.document.maps()) == 3)
    assert len(set(pages)) == 2
    assert len(driver.session.history._done) == steps + 1
    names = sorted(m.name for m in driver.document.maps())
    assert names == ["P1 Surat", "P1.2 Surat keluar", "Tanpa kode"]
    assert driver.window.report.isVisible()
    tops = [driver.window.report.tree.topLevelItem(at).text(0) for at in range(3)]
    assert tops == ["Berkas dan dokumen", "P1.2 Surat keluar", "Tanpa kode"]
    driver.session.undo()
    assert driver.document.snapshot() == before


def test_jump_from_the_report(driver: Driver, made: Small, folder: Path, qtbot: object) -> None:
    seen = in_wizard(lambda wizard: None)
    drop(driver, folder)
    qtbot.waitUntil(lambda: bool(seen) and len(driver.document.maps()) == 3)
    tree = driver.window.report.tree
    top = tree.topLevelItem(2)
    row = next(top.child(at) for at in range(top.childCount()) if top.child(at).data(0, 0x100)[1])
    map_id, element = row.data(0, 0x100)
    top.setExpanded(True)
    tree.scrollToItem(row)
    spot = tree.visualItemRect(row).center()
    QTest.mouseClick(tree.viewport(), LEFT, KEYS, spot)
    QTest.mouseDClick(tree.viewport(), LEFT, KEYS, spot)
    assert driver.session.place.map == map_id
    assert driver.session.selection == (element,)


def test_new_document_with_places_by_hand(
    driver: Driver, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_: folder)

    def do(wizard: ImportWizard) -> None:
        assert not wizard.next.isEnabled()
        QTest.mouseClick(wizard.files.add_folder, LEFT)
        assert wizard.files.as_new.isChecked()
        next_page(wizard)
        places = wizard.places
        places.tree.setCurrentItem(item(wizard, "Tanpa kode"))
        places.goal.setFocus()
        places.goal.setCurrentIndex(places.goal.findText("P1", Qt.MatchFlag.MatchStartsWith))
        places.goal.activated.emit(places.goal.currentIndex())
        assert item(wizard, "Tanpa kode").parent().text(0).startswith("P1 ")
        QTest.mouseClick(places.new_node, LEFT)
        assert item(wizard, "…").text(0) == "P1.…  Tanpa kode"
        level = next(i for i in places._items() if i.text(0).strip() == "P1")
        places.tree.setCurrentItem(level)
        QTest.keyClick(places.tree, Qt.Key.Key_F2)
        editor = places.tree.findChild(QLineEdit)
        editor.selectAll()
        QTest.keyClicks(editor, "P1  Umum")
        QTest.keyClick(editor, Qt.Key.Key_Return)
        QApplication.processEvents()
        assert item(wizard, "Umum").text(0) == "P1  Umum"

    in_wizard(do)
    driver.window.trigger("import_files")
    document = driver.document
    codes = {p.name: numbering.code(document, p.id) for p in document.of_type(Process)}
    assert codes == {"Umum": "P1", "Surat keluar": "P1.2", "Tanpa kode": "P1.3"}
    assert sorted(m.name for m in document.maps()) == ["P1.2 Surat keluar", "P1.3 Tanpa kode"]
    assert driver.session.modified
    assert driver.session.path is None


def test_what_was_chosen_by_hand_survives_more_files(
    driver: Driver, made: Small, folder: Path, qtbot: object
) -> None:
    more = folder.parent / "P3 Lagi.bpm"
    more.write_bytes(small_bpm(small_diagram("629894cf-4868-477b-aa26-cf79192e190f", "P3 Lagi")))
    seen: list[bool] = []

    def do(wizard: ImportWizard) -> None:
        places = wizard.places
        key = next(m.id for m in wizard.found.document.maps() if m.name == "Tanpa kode")
        places.place([key], "new:1.2")
        item(wizard, "P1.2 Surat keluar").setCheckState(0, Qt.CheckState.Unchecked)
        name = next(a.name for a in wizard.units._actors)
        wizard.units.targets[name] = next(n for n in wizard.units.targets if n != name)
        wizard.files.add([more])
        assert places.of[key] == "new:1.2"
        assert len(places.without) == 1
        assert wizard.units.targets[name] != name
        assert wizard.do.text() == "Impor 2 peta"
        seen.append(True)

    in_wizard(do, then="cancel")
    drop(driver, folder)
    qtbot.waitUntil(lambda: bool(seen))


def test_map_is_dragged_to_another_node_and_one_is_left_out(
    driver: Driver, made: Small, folder: Path, qtbot: object
) -> None:
    def do(wizard: ImportWizard) -> None:
        next_page(wizard)
        tree = wizard.places.tree
        dragged, goal = item(wizard, "Tanpa kode"), item(wizard, "P1.2  Surat keluar")
        tree.clearSelection()
        dragged.setSelected(True)
        spot = QPointF(tree.visualItemRect(goal).center())
        mime = tree.mimeData([dragged])
        tree.dropEvent(QDropEvent(spot, Qt.DropAction.MoveAction, mime, LEFT, KEYS))
        assert import_places.key_of(item(wizard, "Tanpa kode")) == "new:1.2"
        item(wizard, "P1.2 Surat keluar").setCheckState(0, Qt.CheckState.Unchecked)
        assert wizard.do.text() == "Impor 1 peta"

    seen = in_wizard(do)
    drop(driver, folder)
    qtbot.waitUntil(lambda: bool(seen) and len(driver.document.maps()) == 2)
    (one,) = [m for m in driver.document.maps() if m.id != made.map]
    assert (one.id, one.name) == (IDS[1], "P1.2 Surat keluar")


def test_suggested_names_are_taken_or_declined(
    driver: Driver, made: Small, tmp_path: Path, qtbot: object
) -> None:
    for at, (guid, actor) in enumerate(zip(IDS, ("Sekretaris Camat", "Staff"), strict=True)):
        diagram = small_diagram(guid, f"Peta {at}").replace(b'Name="Kasi"', f'Name="{actor}"'.encode())
        (tmp_path / f"{at}.bpm").write_bytes(small_bpm(diagram))
    actors: list[str] = []

    def do(wizard: ImportWizard) -> None:
        next_page(wizard)
        next_page(wizard)
        page = wizard.units
        actors.extend(sorted(page.targets))
        rows = [r for r in page._rows() if r.checkState(0) == Qt.CheckState.Checked]
        for row in rows:
            spot = page.tree.visualItemRect(row)
            QTest.mouseClick(page.tree.viewport(), LEFT, KEYS, spot.topLeft() + _tick(page.tree, row))
        assert all(page.targets[r.text(0)] == r.text(0) for r in rows)
        QTest.mouseClick(page.all, LEFT)
        QTest.mouseClick(page.none, LEFT)
        goals = page._goals(page._rows()[0])
        goals.setFocus()
        goals.fill()
        assert goals.count() > 1

    seen = in_wizard(do)
    drop(driver, tmp_path)
    qtbot.waitUntil(lambda: bool(seen) and len(driver.document.maps()) == 3)
    assert {u.name for u in driver.document.of_type(Unit)} >= set(actors)


def _tick(tree, row):
    from PySide6.QtCore import QPoint

    return QPoint(10, tree.visualItemRect(row).height() // 2)


def test_cancelled_wizard_changes_nothing(driver: Driver, made: Small, folder: Path, qtbot: object) -> None:
    before = driver.document.snapshot()
    seen = in_wizard(lambda wizard: None, then="cancel")
    drop(driver, folder)
    qtbot.waitUntil(lambda: bool(seen))
    assert driver.document.snapshot() == before


def test_files_leave_the_list(driver: Driver, made: Small, folder: Path, qtbot: object) -> None:
    counts: list[int] = []

    def do(wizard: ImportWizard) -> None:
        files = wizard.files.list
        for expected in (3, 2):
            counts.append(files.topLevelItemCount())
            assert counts[-1] == expected
            files.setCurrentItem(files.topLevelItem(0))
            QTest.keyClick(files, Qt.Key.Key_Delete)

    seen = in_wizard(do, then="cancel")
    drop(driver, folder)
    qtbot.waitUntil(lambda: bool(seen) and len(counts) == 2)


def test_folder_without_files_is_told(
    driver: Driver, made: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: object
) -> None:
    told: list[str] = []
    monkeypatch.setattr(dialogs, "tell", lambda _w, _t, message, *_, **__: told.append(message))
    drop(driver, tmp_path)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["Tidak ada berkas Bizagi, XPDL, atau BPMN untuk diimpor."]


def test_reading_can_be_cancelled_and_what_was_read_stays(
    driver: Driver, made: Small, folder: Path, monkeypatch: pytest.MonkeyPatch, qtbot: object
) -> None:
    from probis_editor.formats import gathering
    from probis_editor.ui import jobs

    monkeypatch.setattr(jobs, "PATIENCE", 0)
    read = gathering.open_any
    seen: list[str] = []

    def slow(path: Path, progress: Callable[[int, int], None]) -> object:
        if path.name == "lambat.bpm":
            while True:
                time.sleep(0.01)
                progress(0, 0)
        return read(path, progress)

    def press_cancel() -> None:
        box = next(
            (w for w in QApplication.topLevelWidgets() if isinstance(w, jobs._Box) and w.isVisible()), None
        )
        if box is None:
            QTimer.singleShot(20, press_cancel)
            return
        QTest.mouseClick(box.button, LEFT)

    def do(wizard: ImportWizard) -> None:
        before = wizard.found
        monkeypatch.setattr(gathering, "open_any", slow)
        QTimer.singleShot(0, press_cancel)
        wizard.files.add([folder.parent / "lambat.bpm"])
        assert wizard.found is before
        assert wizard.files.paths == [folder]
        seen.append(wizard.files.summary.text())

    opened = in_wizard(do, then="cancel")
    drop(driver, folder)
    qtbot.waitUntil(lambda: bool(opened) and bool(seen))
    assert seen == ["3 berkas, 2 peta, 1 tidak terbaca"]
