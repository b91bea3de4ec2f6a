"""Codes of the process tree."""

from __future__ import annotations

from probis_editor.model import numbering
from probis_editor.model.document import Document
from probis_editor.model.office import Process, Settings


def tree(*rows: Process, **settings: str) -> Document:
    return Document([Settings(**settings), *rows])


ROWS = (
    Process(id="a", name="Umum", order=0),
    Process(id="b", name="Keuangan", order=1),
    Process(id="a1", name="Surat", parent="a", order=0),
    Process(id="a2", name="Pegawai", parent="a", order=1),
    Process(id="a2x", name="Cuti", parent="a2", order=0),
)


def test_codes_follow_the_place() -> None:
    codes = numbering.codes(tree(*reversed(ROWS)))
    assert codes == {"a": "P1", "a1": "P1.1", "a2": "P1.2", "a2x": "P1.2.1", "b": "P2"}


def test_other_schemes() -> None:
    assert numbering.codes(tree(*ROWS, code_prefix="P."))["a2x"] == "P.1.2.1"
    assert numbering.codes(tree(*ROWS, code_prefix="KECKLB.", code_separator="-"))["a2"] == "KECKLB.1-2"
    assert numbering.codes(tree(*ROWS, code_prefix=""))["a1"] == "1.1"


def test_a_pinned_number_wins_and_later_ones_count_on() -> None:
    rows = (
        Process(id="a", name="", order=0),
        Process(id="b", name="", order=1, pinned=7),
        Process(id="c", name="", order=2),
        Process(id="b1", name="", parent="b", pinned=4),
    )
    assert numbering.codes(tree(*rows)) == {"a": "P1", "b": "P7", "b1": "P7.4", "c": "P8"}


def test_an_unknown_parent_is_the_top_level() -> None:
    assert numbering.codes(tree(Process(id="a", name="", parent="gone"))) == {"a": "P1"}


def test_a_loop_is_left_out_and_ends() -> None:
    rows = (Process(id="a", name="", parent="b"), Process(id="b", name="", parent="a"))
    assert numbering.codes(tree(*rows)) == {}
    assert numbering.walk(tree(*rows)) == []


def test_walk_is_in_the_order_of_the_codes() -> None:
    walked = numbering.walk(tree(*ROWS))
    assert [(depth, p.id) for depth, p in walked] == [(0, "a"), (1, "a1"), (1, "a2"), (2, "a2x"), (0, "b")]
    assert [p.id for p in numbering.children(tree(*ROWS), "a")] == ["a1", "a2"]
    assert [p.id for p in numbering.children(tree(*ROWS))] == ["a", "b"]


def test_equal_places_go_by_id() -> None:
    rows = (Process(id="b", name=""), Process(id="a", name=""))
    assert numbering.codes(tree(*rows)) == {"a": "P1", "b": "P2"}
