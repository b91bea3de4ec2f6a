"""The table of steps with clipboard, files, canvas and window; the assertions are about the document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui.conftest import Driver
from ui.steps_hand import CTRL, Hand, Key, clip, letter

from probis_editor.commands import lanes, shapes
from probis_editor.commands.maps import create_map
from probis_editor.geometry import Point, Rect
from probis_editor.layout.steps import LOCKED_BOUNDARY, rows
from probis_editor.model.changes import label
from probis_editor.model.elements import Node
from probis_editor.ui import dialogs


@pytest.fixture
def hand(driver: Driver) -> Hand:
    return Hand(driver)


def test_a_table_from_excel_makes_a_map(hand: Hand) -> None:
    hand.open()
    clip(
        "No\tUraian Kegiatan\tPelaksana\tJika Ya\tJika Tidak\r\n1\tMulai\tPemohon\t\t\r\n"
        '2\t"Menyerahkan\nberkas"\tPemohon\t\t\r\n3\tBerkas lengkap?\tPetugas\t4\t2\r\n4\tSelesai\t\t\t\r\n'
    )
    hand.panel.empty.buttons["paste"].click()
    assert hand.texts == ["Mulai", "Menyerahkan\nberkas", "Berkas lengkap?", "Selesai"]
    assert hand.ways("Berkas lengkap?") == [("Ya", "Selesai"), ("Tidak", "Menyerahkan\nberkas")]
    assert [r.actor for r in hand.rows] == ["Pemohon", "Pemohon", "Petugas", "Petugas"]
    assert hand.history.undo_label is not None
    hand.driver.session.undo()
    assert (hand.rows, hand.history.can_undo) == ((), False)


def test_a_table_from_word_goes_into_the_middle(hand: Hand) -> None:
    hand.open(letter())
    hand.go(2, "text")
    clip("x", "<table><tr><th>Kegiatan<th>Pelaksana</tr><tr><td>Menomori<td>Camat</tr></table>")
    hand.press(Key.Key_V, CTRL)
    assert hand.texts == ["Terima surat", "Menomori", "Catat surat", "Periksa surat", "Arsipkan"]
    assert hand.ways("Menomori") == [("", "Catat surat")]
    assert hand.rows[1].actor == "Camat"


def test_cells_are_copied_and_pasted(hand: Hand) -> None:
    hand.open(letter())
    clip("KTP\tSurat\r\nKK\tAgenda")
    hand.go(2, "inputs")
    hand.press(Key.Key_V, CTRL)
    assert [(r.inputs, r.outputs) for r in hand.rows[1:3]] == [("KTP", "Surat"), ("KK", "Agenda")]
    hand.go(2, "inputs")
    hand.press(Key.Key_C, CTRL)
    assert QApplication.clipboard().text().strip() == "KTP"
    hand.go(4, "remarks")
    hand.press(Key.Key_V, CTRL)
    assert hand.rows[3].remarks == "KTP"
    hand.go(2, "outputs")
    hand.press(Key.Key_X, CTRL)
    assert (hand.rows[1].outputs, QApplication.clipboard().text().strip()) == ("", "Surat")
    clip("Bagian Umum\nBagian Hukum")
    hand.go(5, "text")
    hand.press(Key.Key_V, CTRL)
    assert hand.texts[4:] == ["Bagian Umum", "Bagian Hukum"]


def test_whole_rows_copied_go_in_as_rows(hand: Hand) -> None:
    hand.open(letter())
    at = hand.table.visualRect(hand.panel.model.index(1, 0)).center()
    QTest.mouseClick(hand.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    hand.press(Key.Key_C, CTRL)
    hand.go(4, "text")
    hand.press(Key.Key_V, CTRL)
    assert hand.texts == ["Terima surat", "Catat surat", "Periksa surat", "Catat surat", "Arsipkan"]


def test_selection_goes_both_ways(hand: Hand) -> None:
    hand.open(letter())
    session = hand.driver.session
    hand.go(3, "text")
    assert session.selection == ("s3",)
    session.select(["s2"])
    assert (hand.table.chosen_rows(), hand.here[0]) == ([1], 2)
    hand.press(Key.Key_Down)
    assert session.selection == ("s3",)
    lane = next(n for n in hand.document.nodes(hand.map) if n.kind == "lane")
    session.select([lane.id])
    assert (session.selection, hand.table.chosen_rows()) == ((lane.id,), [])


def test_an_edit_on_the_canvas_shows_in_the_table(hand: Hand) -> None:
    hand.open(letter())
    hand.driver.canvas.view.setFocus()
    with hand.document.transaction(label("test")) as tx:
        shapes.rename(tx, hand.map, "s2", "Nama dari gambar")
        shapes.delete(tx, hand.map, ["s3"])
    assert hand.cell(2, "text") == "Nama dari gambar"
    assert hand.panel.model.rowCount() == 4
    hand.driver.session.undo()
    assert hand.cell(3, "text") == "Periksa surat"


def test_a_locked_row_is_grey_and_says_why(hand: Hand) -> None:
    said: list[str] = []
    hand.open(letter())
    host = hand.document.node(hand.map, "s2").drawn
    with hand.document.transaction(label("test")) as tx:
        shapes.create(
            tx, hand.map, "event.boundary", Point(host.x + 20, host.bottom), attached="s2", name="3 hari"
        )
    hand.driver.session.said.connect(lambda _, text: said.append(text))
    at = next(n for n, row in enumerate(hand.rows, start=1) if row.locked)
    assert hand.rows[at - 1].locked == LOCKED_BOUNDARY
    why = hand.driver.session.text(LOCKED_BOUNDARY)
    assert hand.panel.model.index(at - 1, 1).data(Qt.ItemDataRole.ToolTipRole) == why
    before = hand.document.snapshot()
    hand.go(at, "text")
    hand.type("x", None)
    hand.press(Key.Key_Minus, CTRL)
    assert not hand.editing
    assert said == [why, why]
    assert hand.document.snapshot() == before


def test_a_map_with_two_pools_takes_no_rows(hand: Hand) -> None:
    hand.open(letter())
    with hand.document.transaction(label("test")) as tx:
        lanes.add_pool(tx, hand.map, Rect(40, 900, 900, 120), "Kelurahan")
    assert hand.panel.model.extra == -1
    assert not hand.panel.bar.buttons["add"].isEnabled()
    assert hand.panel.bar.buttons["export"].isEnabled()


def test_a_map_that_only_the_table_made_grows_tidily_and_a_touched_one_is_left(hand: Hand) -> None:
    hand.open()
    hand.panel.begin()
    for text in ("Satu", "Dua", "Tiga"):
        hand.type(text)
    first = [hand.document.node(hand.map, r.id).drawn for r in hand.rows]
    hand.go(2, "text")
    hand.press(Key.Key_Insert)
    xs = [hand.document.node(hand.map, r.id).drawn.x for r in hand.rows]
    assert xs == sorted(xs)
    hand.driver.session.undo()
    assert [hand.document.node(hand.map, r.id).drawn for r in hand.rows] == first
    with hand.document.transaction(label("test")) as tx:
        shapes.move(tx, hand.map, [hand.rows[2].id], 0, 60)
    touched = {r.id: hand.document.node(hand.map, r.id).drawn for r in hand.rows}
    hand.go(2, "text")
    hand.press(Key.Key_Insert)
    assert {i: hand.document.node(hand.map, i).drawn for i in touched} == touched


def test_rapikan_lays_out_the_whole_map(hand: Hand) -> None:
    hand.open(letter(), arrange=False)
    with hand.document.transaction(label("test")) as tx:
        shapes.move(tx, hand.map, ["s2"], 300, 0)
    hand.panel.bar.buttons["tidy"].click()
    xs = [hand.document.node(hand.map, f"s{n}").drawn.center.x for n in (1, 2, 3)]
    assert xs == sorted(xs)
    assert hand.driver.session.label_text(hand.history.undo_label) == "rapikan peta"
    hand.driver.session.undo()
    assert isinstance(hand.document.element(hand.map, "s2"), Node)


def test_files_in_and_out(
    hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, save_to: Callable[[Path], None]
) -> None:
    hand.open(letter())
    before = hand.rows
    path = tmp_path / "langkah.xlsx"
    save_to(path)
    hand.panel.bar.buttons["export"].click()
    assert path.read_bytes()[:2] == b"PK"
    monkeypatch.setattr(dialogs, "ask_table", lambda *_: path)
    hand.panel.bar.buttons["import"].click()
    assert hand.rows == before
    hand.driver.session.show(_another_map(hand))
    hand.panel.empty.buttons["import"].click()
    assert [r.text for r in rows(hand.document, hand.driver.session.place.map)] == hand.texts


def _another_map(hand: Hand) -> str:
    with hand.document.transaction(label("test")) as tx:
        return create_map(tx, "P1.2 Lain", kind="cross_functional").id


def test_a_damaged_file_is_told(hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    hand.open(letter())
    before = hand.document.snapshot()
    bad = tmp_path / "rusak.xlsx"
    bad.write_bytes(b"PK\x03\x04")
    monkeypatch.setattr(dialogs, "tell", lambda _w, _t, message, detail="", **__: told.append(detail))
    for path in (bad, tmp_path / "tidak-ada.csv"):
        monkeypatch.setattr(dialogs, "ask_table", lambda *_, path=path: path)
        hand.panel.bar.buttons["import"].click()
    assert len(told) == 2
    assert "rusak.xlsx" in told[0]
    assert hand.document.snapshot() == before


def test_the_whole_window_for_the_table_and_back(hand: Hand) -> None:
    hand.open(letter())
    window = hand.driver.window
    wide = window.tree.width()
    hand.panel.bar.buttons["full"].click()
    assert not window.middle.isVisible()
    assert not window.tree.isVisible()
    hand.panel.bar.buttons["full"].click()
    QApplication.processEvents()
    assert window.middle.isVisible()
    assert window.tree.isVisible()
    assert abs(window.tree.width() - wide) < 4
    hand.panel.bar.buttons["full"].click()
    window.trigger("steps")
    assert window.middle.isVisible()
    assert not hand.panel.isVisible()


def test_maps_of_other_kinds_and_no_map(hand: Hand) -> None:
    hand.open()
    with hand.document.transaction(label("test")) as tx:
        other = create_map(tx, "Organisasi", kind="organisation")
    hand.driver.session.show(other.id)
    assert hand.panel._reason.text() == hand.driver.session.text("steps.no_story")
    hand.driver.session.leave()
    assert hand.panel._reason.text() == hand.driver.session.text("steps.no_map")


def test_what_is_being_typed_is_kept_when_the_document_is_saved(
    hand: Hand, tmp_path: Path, save_to: Callable[[Path], None]
) -> None:
    hand.open(letter())
    save_to(tmp_path / "surat.probis")
    hand.go(2, "text")
    hand.type("Setengah jalan", None)
    assert hand.editing
    hand.driver.window.trigger("save")
    assert hand.texts[1] == "Setengah jalan"
    assert not hand.driver.session.modified
