"""Panels, tabs, files: the window around the canvas."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_maps import Small, small
from ui.conftest import Driver

from probis_editor.commands import lanes, maps, shapes, tree
from probis_editor.kinds.triggers import triggers_for
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.render import compose
from probis_editor.ui import dialogs
from probis_editor.ui.actions import ACTIONS
from probis_editor.ui.bookmaking import making
from probis_editor.ui.menus import CONTEXT, MENUS, TOOLBAR, listed
from probis_editor.ui.panels.fields import ChoiceField, TextField
from probis_editor.ui.panels.tree_items import MAP
from probis_editor.ui.scene import MapScene

CTRL = Qt.KeyboardModifier.ControlModifier


def test_every_action_is_named_once_and_every_row_known() -> None:
    ids = [row.id for row in ACTIONS]
    assert len(ids) == len(set(ids))
    rows = [n for _, names in MENUS for n in listed(names)]
    assert len(rows) == len(set(rows))
    assert set(rows) | {n for n in (*TOOLBAR, *CONTEXT) if n and not n.startswith("*")} <= set(ids)
    assert {row.id for row in ACTIONS if row.keys or row.letters} <= set(rows)
    assert all(len([n for n in names if n]) <= 19 for _, names in MENUS)


def test_canvas_keeps_most_of_a_small_screen(driver: Driver, made: Small) -> None:
    driver.window.resize(1366, 738)
    QApplication.processEvents()
    assert driver.canvas.width() >= 0.6 * 1366


def test_scene_after_changes_is_the_scene_made_anew(driver: Driver, made: Small) -> None:
    with driver.document.transaction(label("cmd.test")) as tx:
        shapes.move(tx, made.map, [made.write], 13, 40)
        shapes.delete(tx, made.map, [made.ok])
        lanes.add_lane(tx, made.map, made.lanes[0], name="Baru")
    fresh = MapScene(driver.document, made.map)
    assert _shown(driver.canvas.scene) == _shown(fresh)
    driver.session.undo()
    assert _shown(driver.canvas.scene) == _shown(MapScene(driver.document, made.map))


def _shown(scene: MapScene) -> list[object]:
    order = compose.order(scene._document, scene.map_id, scene.plane)
    pictures = [scene.picture(i) for i in order]
    return [(p.group, p.root.pos().toTuple(), p.root.zValue()) for p in pictures if p is not None]


def test_properties_change_the_record(driver: Driver, made: Small) -> None:
    driver.session.select([made.send])
    name = driver.window.properties.findChildren(TextField)[0]
    name.setFocus()
    name.selectAll()
    QTest.keyClicks(name, "Mengarsipkan surat")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert made.node(made.send).name == "Mengarsipkan surat"
    kind = driver.window.properties.findChildren(ChoiceField)[0]
    kind.setCurrentIndex(kind.findData("task.user"))
    kind.activated.emit(kind.currentIndex())
    assert made.node(made.send).kind == "task.user"
    driver.session.undo()
    driver.session.undo()
    assert (made.node(made.send).name, made.node(made.send).kind) == ("Mengirim surat", "task")


def test_an_event_is_offered_what_may_set_it_off(driver: Driver, made: Small) -> None:
    def offered() -> list[str]:
        field = next(
            f for f in driver.window.properties.findChildren(ChoiceField) if f.findData("message") >= 0
        )
        return [field.itemData(i) for i in range(field.count())]

    driver.session.select([made.start])
    assert offered() == list(triggers_for("event.start"))
    driver.session.select([made.end])
    assert "terminate" in offered()
    with driver.document.transaction(label("cmd.test")) as tx:
        shapes.change(tx, made.map, made.end, trigger="timer")  # as a file may have it
    assert offered() == ["timer", *triggers_for("event.end")]


def test_undo_shows_the_map_that_it_changes(driver: Driver, made: Small) -> None:
    with driver.document.transaction(label("cmd.test")) as tx:
        other = maps.create_map(tx, "Lain").id
    driver.session.select([made.send])
    driver.key(Qt.Key.Key_Right)
    driver.session.show(other)
    driver.key(Qt.Key.Key_Z, CTRL)
    assert driver.session.place.map == made.map
    assert driver.session.selection == (made.send,)


def test_undo_text_names_what_it_takes_back(driver: Driver, made: Small) -> None:
    driver.session.select([made.write, made.send])
    driver.key(Qt.Key.Key_Right)
    assert driver.window.bars.actions["undo"].text() == "Urungkan: geser 2 kegiatan"


def test_tree_opens_maps_and_follows_the_document(driver: Driver) -> None:
    document = Document()
    with document.transaction(label("cmd.test")) as tx:
        process = tree.create_process(tx, "Umum")
        below = tree.create_process(tx, "Persuratan", parent=process.id)
        own = maps.create_map(tx, "x", process=below.id).id
        maps.create_map(tx, "Lepas", kind="free")
    driver.open(document)
    widget = driver.window.tree.tree
    item = widget.topLevelItem(0).child(0)
    assert item.text(0) == "P1.1  Persuratan"
    assert item.data(0, MAP) == own
    widget.itemClicked.emit(item, 0)
    assert driver.session.place.map == own
    assert "P1 Umum" in driver.window.workspace.crumbs.text()
    driver.session.run(label("cmd.test"), lambda tx: tree.rename_process(tx, process.id, "Sekretariat"))
    assert widget.topLevelItem(0).text(0) == "P1  Sekretariat"
    driver.window.tree.search.setText("lepas")
    assert widget.topLevelItem(0).isHidden()


def test_deleted_map_closes_its_tab_and_comes_back(driver: Driver, made: Small) -> None:
    driver.session.run(label("cmd.test"), lambda tx: maps.delete_map(tx, made.map))
    assert driver.window.canvas is None
    driver.session.undo()
    driver.session.show(made.map)
    assert driver.canvas.map_id == made.map


def test_tab_closes_and_neighbour_comes_forward(driver: Driver, made: Small) -> None:
    driver.session.show(made.map, made.sub)
    driver.key(Qt.Key.Key_W, CTRL)
    assert driver.session.place == (made.map, "")
    driver.key(Qt.Key.Key_W, CTRL)
    assert driver.window.canvas is None


def test_damaged_file_is_told_and_the_document_stays(
    driver: Driver, made: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(dialogs, "tell", lambda _w, _t, message, *_, **__: told.append(message))
    broken = tmp_path / "rusak.bpm"
    broken.write_bytes(b"PK\x03\x04 nothing")
    assert not driver.window.files.open_path(broken)
    assert len(told) == 1
    assert "rusak.bpm" in told[0]
    assert driver.session.document is made.document


def test_cancelled_save_keeps_the_change_unsaved(
    driver: Driver, made: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.session.select([made.send])
    driver.key(Qt.Key.Key_Right)
    monkeypatch.setattr(dialogs, "ask_save_as", lambda *_: None)
    assert not driver.window.files.save()
    assert driver.session.modified
    monkeypatch.setattr(dialogs, "ask_save", lambda *_: "cancel")
    assert not driver.window.close()
    monkeypatch.setattr(dialogs, "ask_save", lambda *_: "discard")


def test_book_is_made_beside_the_window(driver: Driver, made: Small, tmp_path: Path) -> None:
    path = tmp_path / "buku.pdf"
    assert making.write(driver.window, path) is not None
    assert path.read_bytes().startswith(b"%PDF")


def test_save_in_the_format_it_came_from(
    driver: Driver, made: Small, tmp_path: Path, save_to: Callable[[Path], None]
) -> None:
    path = tmp_path / "hasil.bpm"
    save_to(path)
    assert driver.window.files.save()
    assert driver.session.format == "bizagi-bpm"
    driver.session.select([made.send])
    driver.key(Qt.Key.Key_Right)
    before = path.read_bytes()
    assert driver.window.files.save()
    assert path.read_bytes() != before


def test_new_document_has_an_empty_map_that_teaches(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        dialogs, "ask_new", lambda *_: ("Kecamatan Wonoasih", "Kota Probolinggo", "Peta pertama")
    )
    driver.window.files.new()
    assert driver.document.office.name == "Kecamatan Wonoasih"
    assert driver.canvas._hint.isVisible()
    driver.key(Qt.Key.Key_N)
    from probis_editor.geometry import Point

    driver.click(Point(400, 300))
    driver.type("Menerima berkas")
    assert not driver.canvas._hint.isVisible()


def test_fault_in_the_program_is_told_and_survived(
    driver: Driver, made: Small, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    import sys

    told: list[str] = []
    monkeypatch.setattr(dialogs, "tell", lambda _w, _t, message, *_, **__: told.append(message))
    monkeypatch.setattr(sys, "__excepthook__", lambda *_: None)
    before = driver.document.snapshot()
    try:
        with driver.document.transaction(label("cmd.test")) as tx:
            shapes.move(tx, made.map, [made.send], 5, 5)
            raise RuntimeError("fault")
    except RuntimeError:
        sys.excepthook(*sys.exc_info())
    assert told == [driver.session.text("ui.error.unexpected")]
    assert driver.document.snapshot() == before


def test_saving_for_bizagi_says_what_stays_behind(
    driver: Driver, made: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.session.run(label("cmd.test"), lambda tx: tree.create_process(tx, "Umum"))
    monkeypatch.setattr(dialogs, "ask_save_as", lambda *_: tmp_path / "hasil.bpm")
    asked: list[str] = []
    monkeypatch.setattr(dialogs, "ask_yes", lambda _w, _t, question, *_: bool(asked.append(question)))
    assert not driver.window.files.save_as()
    assert len(asked) == 1
    assert not (tmp_path / "hasil.bpm").exists()


def test_file_dropped_on_the_window_is_opened(
    driver: Driver, made: Small, tmp_path: Path, qtbot: object
) -> None:
    from PySide6.QtCore import QMimeData, QPointF, QUrl
    from PySide6.QtGui import QDropEvent

    path = tmp_path / "peta.probis"
    assert driver.window.files._write(path)
    driver.session.close()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    driver.window.dropEvent(QDropEvent(QPointF(400, 300), Qt.DropAction.CopyAction, data, buttons, keys))
    qtbot.waitUntil(lambda: driver.session.path == path)
    assert driver.named("Menulis surat")


def test_delete_key_in_the_tree_means_the_tree(driver: Driver, made: Small) -> None:
    driver.session.select([made.send])
    widget = driver.window.tree.tree
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Delete)
    assert driver.document.maps() == []
    driver.session.undo()
    assert made.node(made.send).name == "Mengirim surat"


def test_closed_panel_stays_closed_for_the_next_document(driver: Driver, made: Small) -> None:
    docks = driver.window._docks
    docks["properties"].close()
    driver.session.close()
    assert docks["tree"].isHidden()
    driver.open(small().document)
    assert docks["properties"].isHidden()
    assert not docks["tree"].isHidden()
    docks["properties"].show()
