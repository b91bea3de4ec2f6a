"""The table of steps typed with real keys; the assertions are about the document."""

from __future__ import annotations

import pytest
from ui.conftest import Driver
from ui.steps_hand import ALT, CTRL, SHIFT, Hand, Key, letter

from probis_editor.layout.steps import actors
from probis_editor.model.changes import label
from probis_editor.model.office import Unit


@pytest.fixture
def hand(driver: Driver) -> Hand:
    return Hand(driver)


def test_a_map_is_typed_from_nothing(hand: Hand) -> None:
    hand.open()
    assert hand.panel.pages.currentWidget() is hand.panel.empty
    hand.panel.empty.buttons["begin"].click()
    for text, actor in (
        ("Mulai", "Pemohon"),
        ("Menyerahkan berkas", ""),
        ("Berkas lengkap?", "Petugas"),
        ("Mencetak surat", ""),
        ("Selesai", "Pemohon"),
    ):
        hand.type(text, Key.Key_Tab)
        assert hand.here == (len(hand.rows), "actor")
        hand.type(actor, Key.Key_Return) if actor else hand.press(Key.Key_Return)
        hand.go(len(hand.rows) + 1, "text")
    hand.go(3, "no_")
    hand.type("1")
    assert hand.texts == ["Mulai", "Menyerahkan berkas", "Berkas lengkap?", "Mencetak surat", "Selesai"]
    assert [r.kind for r in hand.rows] == ["start", "task", "decision", "task", "end"]
    assert [r.actor for r in hand.rows] == ["Pemohon", "Pemohon", "Petugas", "Petugas", "Pemohon"]
    assert hand.ways("Berkas lengkap?") == [("Ya", "Mencetak surat"), ("Tidak", "Menyerahkan berkas")]
    assert (hand.cell(3, "yes"), hand.cell(3, "no_")) == ("4", "2")
    assert actors(hand.document, hand.map) == ["Pemohon", "Petugas"]
    nodes = [hand.document.node(hand.map, r.id) for r in hand.rows]
    for at, one in enumerate(nodes):
        assert not any(one.drawn.overlaps(other.drawn) for other in nodes[at + 1 :])
    steps_done = 0
    while hand.history.can_undo:
        hand.press(Key.Key_Z, CTRL)
        steps_done += 1
    assert steps_done == 9  # one for each cell
    assert hand.rows == ()
    assert hand.panel.pages.currentWidget() is hand.panel.table
    while hand.history.can_redo:
        hand.press(Key.Key_Y, CTRL)
    assert len(hand.rows) == 5


def test_typing_enter_tab_and_escape(hand: Hand) -> None:
    hand.open(letter())
    hand.go(2, "text")
    hand.type("Bukukan")
    assert (hand.texts[1], hand.here) == ("Bukukan", (3, "text"))
    hand.press(Key.Key_Tab)
    assert hand.here == (3, "actor")
    hand.press(Key.Key_Backtab)
    hand.press(Key.Key_Return, SHIFT)
    assert hand.here == (2, "text")
    hand.type("tidak jadi", None)
    assert hand.editing
    hand.press(Key.Key_Escape)
    assert hand.texts[1] == "Bukukan"
    hand.press(Key.Key_F2)
    hand.press(Key.Key_End)
    hand.type(" surat")
    assert hand.texts[1] == "Bukukan surat"
    hand.go(4, "remarks")
    hand.press(Key.Key_Tab)
    assert hand.here == (5, "text")
    hand.go(2, "inputs")
    hand.type("KTP", None)
    hand.press(Key.Key_Return, SHIFT)
    hand.type("KK", Key.Key_Tab)
    assert (hand.rows[1].inputs, hand.here) == ("KTP\nKK", (2, "outputs"))
    assert hand.history.undo_label is not None
    assert hand.driver.session.label_text(hand.history.undo_label) == "isi Kelengkapan baris 2"


def test_enter_at_the_end_of_a_line_leads_to_the_next_line(hand: Hand) -> None:
    hand.open(letter())
    hand.go(5, "text")
    hand.type("Kirim surat", Key.Key_Tab)
    hand.type("Kurir")
    assert hand.here == (6, "text")
    hand.type("Tanda terima", Key.Key_Tab)
    hand.press(Key.Key_Tab)
    hand.type("selesai")
    assert hand.here == (7, "text")
    hand.go(2, "actor")
    hand.press(Key.Key_Tab)
    hand.go(3, "remarks")
    hand.press(Key.Key_Return)
    assert hand.here == (4, "remarks")


def test_branches_may_name_rows_that_are_still_to_come(hand: Hand) -> None:
    said: list[tuple[str, str]] = []
    hand.open(letter()[:1])
    hand.driver.session.said.connect(lambda level, text: said.append((level, text)))
    hand.go(2, "text")
    hand.type("Lengkap?")
    hand.go(2, "yes")
    hand.type("4")
    hand.go(2, "no_")
    hand.type("3")
    assert [level for level, _ in said] == ["info", "info"]
    assert (hand.cell(2, "yes"), hand.cell(2, "no_")) == ("4", "3")
    hand.go(3, "text")
    hand.type("Kembalikan")
    assert ("Tidak", "Kembalikan") in hand.ways("Lengkap?")
    hand.go(4, "text")
    hand.type("Catat")
    assert hand.ways("Lengkap?") == [("Ya", "Catat"), ("Tidak", "Kembalikan")]
    assert (hand.cell(2, "yes"), hand.cell(2, "no_")) == ("4", "3")
    hand.press(Key.Key_Z, CTRL)
    assert hand.texts == ["Terima surat", "Lengkap?", "Kembalikan"]


def test_parallel_branches_may_name_rows_that_are_still_to_come(hand: Hand) -> None:
    hand.open(letter()[:1])
    hand.go(2, "text")
    hand.type("Bagi tugas")
    hand.go(2, "kind")
    hand.type("cabang paralel")
    for column, number in (("yes", "3"), ("no_", "4")):
        hand.go(2, column)
        hand.type(number)
    for at, text in ((3, "Catat"), (4, "Periksa")):
        hand.go(at, "text")
        hand.type(text)
    assert [to for _, to in hand.ways("Bagi tugas")] == ["Catat", "Periksa"]


def test_what_waits_is_taken_back_by_emptying_its_cell(hand: Hand) -> None:
    hand.open(letter())
    before = hand.document.snapshot()
    hand.go(2, "no_")
    hand.type("6")
    assert hand.cell(2, "no_") == "6"
    hand.go(2, "no_")
    hand.press(Key.Key_Delete)
    assert hand.cell(2, "no_") == ""
    assert hand.document.snapshot() == before


def test_a_letter_begins_the_table_of_an_empty_map(hand: Hand) -> None:
    hand.open()
    hand.panel.take_focus()
    hand.type("Surat masuk")
    assert hand.texts == ["Surat masuk"]


def test_other_cells(hand: Hand) -> None:
    hand.open(letter())
    for column, text in (("outputs", "Agenda"), ("duration", "5 menit"), ("remarks", "segera")):
        hand.go(1, column)
        hand.type(text)
    assert (hand.rows[0].outputs, hand.rows[0].duration, hand.rows[0].remarks) == (
        "Agenda",
        "5 menit",
        "segera",
    )
    hand.go(3, "kind")
    hand.type("kep")
    assert hand.rows[2].kind == "decision"
    hand.go(3, "no_")
    hand.type("kurang: 1; salah: 2")
    named = [("kurang", "Terima surat"), ("salah", "Catat surat")]
    assert hand.ways("Periksa surat") == [("Ya", "Arsipkan"), *named]
    hand.go(3, "yes")
    hand.press(Key.Key_Delete)
    assert hand.ways("Periksa surat") == named


def test_a_wrong_number_or_kind_is_said_and_changes_nothing(hand: Hand) -> None:
    said: list[tuple[str, str]] = []
    hand.open(letter())
    hand.driver.session.said.connect(lambda level, text: said.append((level, text)))
    before = hand.document.snapshot()
    hand.go(2, "yes")
    hand.type("70")
    hand.go(2, "kind")
    hand.type("xyz")
    assert said == [("error", '"70" bukan nomor baris yang ada.'), ("error", '"xyz" bukan jenis langkah.')]
    assert hand.document.snapshot() == before


def test_actors_come_from_lanes_and_units_and_may_be_new(hand: Hand) -> None:
    said: list[str] = []
    hand.open(letter())
    with hand.document.transaction(label("test")) as tx:
        tx.put(Unit(id="u", name="Sekretaris Kecamatan", kind="position"))
        tx.put(Unit(id="v", name="camat", kind="position"))
    assert hand.panel.work.words("actor") == ["Petugas", "Camat", "Sekretaris Kecamatan"]
    hand.driver.session.said.connect(lambda _, text: said.append(text))
    hand.go(1, "actor")
    hand.type("sekre", None)
    hand.press(Key.Key_Down)
    hand.press(Key.Key_Return)
    assert hand.rows[0].actor == "Sekretaris Kecamatan"
    assert hand.rows[0].unit == "u"
    assert said == ["Lajur baru: Sekretaris Kecamatan."]
    assert hand.here == (2, "actor")
    hand.type("Arsiparis", Key.Key_Tab)
    assert hand.rows[1].actor == "Arsiparis"
    assert hand.here == (2, "kind")


def test_rows_are_inserted_removed_and_moved(hand: Hand) -> None:
    hand.open(letter())
    hand.go(4, "no_")
    hand.type("2")
    assert hand.ways("Arsipkan") == [("Tidak", "Catat surat")]
    hand.go(2, "text")
    hand.press(Key.Key_Insert)
    assert hand.texts == ["Terima surat", "", "Catat surat", "Periksa surat", "Arsipkan"]
    assert hand.here == (2, "text")
    hand.type("Beri nomor")
    assert hand.ways("Terima surat") == [("", "Beri nomor")]
    assert hand.cell(5, "no_") == "3"
    hand.go(4, "text")
    hand.press(Key.Key_Minus, CTRL)
    assert hand.texts == ["Terima surat", "Beri nomor", "Catat surat", "Arsipkan"]
    assert hand.ways("Catat surat") == [("", "Arsipkan")]
    hand.go(3, "text")
    hand.press(Key.Key_Up, ALT)
    assert hand.texts == ["Terima surat", "Catat surat", "Beri nomor", "Arsipkan"]
    assert hand.here == (2, "text")
    assert hand.ways("Catat surat") == [("", "Beri nomor")]
    hand.press(Key.Key_Down, ALT)
    assert hand.texts[2] == "Catat surat"
    hand.press(Key.Key_Plus, CTRL)
    assert hand.texts[2] == ""


def test_delete_clears_cells_but_not_the_canvas(hand: Hand) -> None:
    hand.open(letter())
    hand.go(2, "remarks")
    hand.type("segera", Key.Key_Tab)
    hand.go(2, "remarks")
    hand.press(Key.Key_Delete)
    assert hand.rows[1].remarks == ""
    assert len(hand.rows) == 4
    hand.go(2, "actor")
    before = hand.document.snapshot()
    hand.press(Key.Key_Delete)
    assert hand.document.snapshot() == before
