"""Edits of a table as values: numbers follow, what said nothing goes to the row below."""

from __future__ import annotations

import pytest
from commands.step_rows import story, tables
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from probis_editor.commands.steps.cells import (
    NOWHERE,
    from_cells,
    kind_of_text,
    kind_of_word,
    no_cell,
    paste,
    set_branches,
    yes_cell,
)
from probis_editor.commands.steps.edits import (
    default_next,
    insert,
    move,
    numbers,
    remove,
    set_fields,
    set_kind,
)
from probis_editor.layout.steps import LOCKED_BOUNDARY, Next, Row


def texts(rows: tuple[Row, ...]) -> list[str]:
    return [row.text for row in rows]


def ways(rows: tuple[Row, ...]) -> dict[str, str]:
    """Text -> the texts it leads to."""
    names = {row.id: row.text for row in rows}
    return {row.text: ",".join(names[n.to] for n in row.next) for row in rows}


def new_ids(prefix: str = "n"):
    numbers = iter(range(1, 1000))
    return lambda: f"{prefix}{next(numbers)}"


def review() -> tuple[Row, ...]:
    """Terima -> Periksa -> Lengkap? -(Ya)-> Cetak -> Selesai, -(Tidak)-> Terima."""
    a, b, c, d, e = story("Terima", "Periksa", "Lengkap?", "Cetak", "Selesai")
    c = replace(c, kind="decision", next=(Next("s4", "Ya"), Next("s1", "Tidak")))
    return a, b, c, d, replace(e, kind="end")


def test_inserting_renumbers_references() -> None:
    rows = review()
    assert (yes_cell(rows, rows[2]), no_cell(rows, rows[2])) == ("4", "1")
    rows = insert(rows, 0, Row(id="new", text="Datang"))
    assert texts(rows) == ["Datang", "Terima", "Periksa", "Lengkap?", "Cetak", "Selesai"]
    assert (yes_cell(rows, rows[3]), no_cell(rows, rows[3])) == ("5", "2")
    assert ways(rows)["Datang"] == "Terima"


def test_inserting_lets_the_story_pass_through() -> None:
    rows = insert(review(), 1, Row(id="new", text="Catat"))
    assert ways(rows) == {
        "Terima": "Catat",
        "Catat": "Periksa",
        "Periksa": "Lengkap?",
        "Lengkap?": "Cetak,Terima",
        "Cetak": "Selesai",
        "Selesai": "",
    }


def test_inserting_behind_a_decision_is_on_its_yes() -> None:
    rows = insert(review(), 3, Row(id="new", text="Paraf"))
    assert ways(rows)["Lengkap?"] == "Paraf,Terima"
    assert ways(rows)["Paraf"] == "Cetak"
    assert rows[2].next[0].name == "Ya"


def test_appending_goes_on_from_the_last_row_unless_it_ends() -> None:
    rows = insert(story("A", "B"), 2, Row(id="new", text="C"))
    assert ways(rows)["B"] == "C"
    rows = insert(review(), 5, Row(id="new", text="Arsip"))
    assert ways(rows)["Selesai"] == ""


def test_a_plain_step_does_not_go_on_into_a_start() -> None:
    a, b, c = story("A", "Mulai", "C")
    rows = (replace(a, next=()), replace(b, kind="start"), c)
    assert default_next(rows, 0) == (Next(c.id),)
    assert yes_cell(rows, rows[0]) == NOWHERE


def test_removing_joins_what_it_parted() -> None:
    rows = remove(review(), "s2")
    assert ways(rows) == {"Terima": "Lengkap?", "Lengkap?": "Cetak,Terima", "Cetak": "Selesai", "Selesai": ""}
    rows = remove(rows, "s3")
    assert ways(rows) == {"Terima": "Cetak", "Cetak": "Selesai", "Selesai": ""}


def test_removing_what_leads_back_to_itself_leaves_no_loop() -> None:
    a, b = story("A", "B")
    rows = (a, replace(b, next=(Next("s1"),)))
    assert remove(rows, "s2") == (replace(a, next=()),)


def test_a_locked_row_is_not_removed() -> None:
    rows = (*story("A"), Row(id="x", text="Waktu habis", locked=LOCKED_BOUNDARY))
    assert remove(rows, "x") == rows


def test_moving_keeps_named_ways_and_retells_the_silent_ones() -> None:
    rows = move(review(), "s1", 1)
    assert texts(rows) == ["Periksa", "Terima", "Lengkap?", "Cetak", "Selesai"]
    assert ways(rows) == {
        "Periksa": "Terima",
        "Terima": "Lengkap?",
        "Lengkap?": "Cetak,Terima",
        "Cetak": "Selesai",
        "Selesai": "",
    }
    assert no_cell(rows, rows[2]) == "2"


@given(tables(), st.data())
@settings(max_examples=60, deadline=None)
def test_moving_there_and_back_is_nothing(rows: tuple[Row, ...], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(rows) - 1))
    to = data.draw(st.integers(0, len(rows) - 1))
    moved = move(rows, rows[at].id, to)
    assert moved[to].id == rows[at].id
    assert texts(move(moved, rows[at].id, at)) == texts(rows)


@given(tables(), st.data())
@settings(max_examples=60, deadline=None)
def test_inserting_and_removing_again_is_nothing(rows: tuple[Row, ...], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(rows)))
    again = remove(insert(rows, at, Row(id="new")), "new")
    assert [replace(r, next=()) for r in again] == [replace(r, next=()) for r in rows]
    for old, new in zip(rows, again, strict=True):
        if old.kind != "start" and old.next:
            assert {n.to for n in new.next} <= {n.to for n in old.next} | {r.id for r in rows}


@given(tables(), st.data())
@settings(max_examples=80, deadline=None)
def test_what_the_branch_cells_show_they_also_say(rows: tuple[Row, ...], data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(rows))
    assert set_branches(rows, row.id, yes_cell(rows, row), no_cell(rows, row)) == rows


def test_kinds_name_and_unname_their_branches() -> None:
    rows = set_kind(story("A", "Sesuai?", "C"), "s2", "decision")
    assert rows[1].next == (Next("s3", "Ya"),)
    assert (yes_cell(rows, rows[1]), no_cell(rows, rows[1])) == ("3", "")
    rows = set_branches(rows, "s2", "3", "1")
    assert rows[1].next == (Next("s3", "Ya"), Next("s1", "Tidak"))
    assert set_kind(rows, "s2", "parallel")[1].next == (Next("s3"), Next("s1"))
    assert set_kind(rows, "s2", "task")[1].next == (Next("s3"),)
    assert set_kind(rows, "s2", "end")[1].next == ()
    assert set_kind(set_kind(rows, "s2", "end"), "s2", "task")[1].next == (Next("s3"),)


def test_a_row_that_becomes_a_start_is_led_to_no_more() -> None:
    rows = set_kind(story("A", "B", "C"), "s2", "start")
    assert ways(rows) == {"A": "C", "B": "C", "C": ""}


@pytest.mark.parametrize(
    ("yes", "no", "kind", "expected"),
    [
        ("", "", "task", (Next("s4"),)),
        ("5", "", "task", (Next("s5"),)),
        ("", "1", "task", (Next("s4", "Ya"), Next("s1", "Tidak"))),
        ("5", "1", "task", (Next("s5", "Ya"), Next("s1", "Tidak"))),
        ("", "tender: 4; non tender: 5", "decision", (Next("s4", "tender"), Next("s5", "non tender"))),
        ("5.", "ke no. 1", "decision", (Next("s5", "Ya"), Next("s1", "Tidak"))),
        ("", "4; 5", "parallel", (Next("s4"), Next("s5"))),
        ("", "4, 5 dan 1", "parallel", (Next("s4"), Next("s5"), Next("s1"))),
        ("-", "", "task", ()),
        (NOWHERE, "1", "decision", (Next("s1", "Tidak"),)),
        ("Lengkap: 4", "Kurang: ke no 1", "decision", (Next("s4", "Lengkap"), Next("s1", "Kurang"))),
    ],
)
def test_branch_cells(yes: str, no: str, kind: str, expected: tuple[Next, ...]) -> None:
    rows = story("A", "B", "C", "D", "E")
    rows = (*rows[:2], replace(rows[2], kind=kind), *rows[3:])
    assert set_branches(rows, "s3", yes, no)[2].next == expected


@pytest.mark.parametrize("cell", ["9", "0", "kembali", "Tidak: x", "3 atau 99"])
def test_a_number_that_is_no_rows(cell: str) -> None:
    rows = story("A", "B", "C")
    with pytest.raises(ValueError, match=r"\w"):
        set_branches(rows, "s2", "", cell)


def test_back_to_the_start_means_the_row_after_it() -> None:
    a, b, c, d = story("Mulai", "Terima", "Lengkap?", "Selesai")
    rows = (replace(a, kind="start"), b, replace(c, kind="decision"), replace(d, kind="end"))
    assert set_branches(rows, "s3", "4", "1")[2].next == (Next("s4", "Ya"), Next("s2", "Tidak"))


def test_words_for_kinds() -> None:
    assert [kind_of_word(w) for w in ("Mulai", " KEPUTUSAN ", "cabang  paralel", "inklusif", "apa", "")] == [
        "start",
        "decision",
        "parallel",
        "inclusive",
        "",
        "",
    ]
    assert [kind_of_text(w) for w in ("Mulai", "Selesai.", "Sudah lengkap ?", "Mulai mencatat")] == [
        "start",
        "end",
        "decision",
        "task",
    ]


def test_own_numbers_of_a_pasted_table() -> None:
    table = [
        ["1.", "Mulai", "Pemohon"],
        ["2.", "Menerima berkas", ""],
        ["2a.", "Berkas lengkap?", "Petugas", "", "", "", "3", "2"],
        ["3.", "Selesai", "Petugas"],
    ]
    rows = from_cells(table, new_ids())
    assert [r.kind for r in rows] == ["start", "task", "decision", "end"]
    assert rows[2].next == (Next("n4", "Ya"), Next("n2", "Tidak"))


def test_head_row_says_which_column_is_which() -> None:
    table = [
        ["SOP Surat Masuk"],
        ["No.", "Uraian Kegiatan", "Keterangan", "Waktu", "Pelaksana", "Kelengkapan", "Output"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        ["1", "Mencatat surat", "segera", "5 menit", "Arsiparis", "Surat", "Agenda"],
        ["", "", "", "", "", "", ""],
    ]
    (row,) = from_cells(table, new_ids())
    assert (row.text, row.actor, row.inputs, row.outputs) == (
        "Mencatat surat",
        "Arsiparis",
        "Surat",
        "Agenda",
    )
    assert (row.duration, row.remarks) == ("5 menit", "segera")


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ([["Menerima", "Camat"], ["Mencatat", "Kasi"]], [("Menerima", "Camat"), ("Mencatat", "Kasi")]),
        ([["1", "Menerima"], ["2", "Mencatat"]], [("Menerima", ""), ("Mencatat", "")]),
        ([["1. Menerima"], ["2) Mencatat"]], [("Menerima", ""), ("Mencatat", "")]),
        ([["- Menerima"], ["• Mencatat"]], [("Menerima", ""), ("Mencatat", "")]),
        ([["Menerima", "Camat", "kegiatan"]], [("Menerima", "Camat")]),
        ([["", ""], []], []),
    ],
)
def test_tables_without_a_head(table: list[list[str]], expected: list[tuple[str, str]]) -> None:
    assert [(r.text, r.actor) for r in from_cells(table, new_ids())] == expected


def test_pasting_into_the_middle_joins_the_story() -> None:
    rows = paste(story("A", "B"), 1, [["X"], ["Y"]], new_ids())
    assert ways(rows) == {"A": "X", "X": "Y", "Y": "B", "B": ""}


def test_pasted_rows_may_name_rows_of_the_table() -> None:
    rows = paste(story("A", "B"), 2, [["7", "Sesuai?", "", "", "", "", "", "1"]], new_ids())
    assert no_cell(rows, rows[2]) == "1"


def test_fields_and_numbers() -> None:
    rows = set_fields(story("A", "B"), "s2", inputs="Surat", remarks="x")
    assert (rows[1].inputs, rows[1].remarks, rows[0].inputs) == ("Surat", "x", "")
    assert numbers(rows) == {"s1": 1, "s2": 2}
