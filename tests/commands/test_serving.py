"""Which duties a process serves, seen and changed from the process's side; the texts stay what they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_maps import EDIT, counting
from verbs import trio

from probis_editor.commands import tree
from probis_editor.commands.serving import serve
from probis_editor.model import duties, tokens
from probis_editor.model.document import Document
from probis_editor.model.office import Block


def office() -> tuple[Document, str, str, str]:
    """A unit with two lettered duties and a led-in line, one with a paragraph; two processes."""
    document = counting()
    with document.transaction(EDIT) as tx:
        first = tree.create_process(tx, "Persuratan").id
        second = tree.create_process(tx, "Keuangan").id
        unit = tree.create_unit(tx, "Sekretariat").id
        other = tree.create_unit(tx, "Camat").id
        tree.set_text(tx, duties.slot(unit, "tugas"), (
            Block(text="Sekretariat mempunyai tugas:"),
            Block(kind="item", number="a.", text="menata surat; dan"),
            Block(kind="item", number="a.", text="mengelola <b>keuangan</b>."),
        ))  # fmt: skip
        tree.set_text(tx, duties.slot(other, "fungsi"), (Block(text="Memimpin kecamatan"),))
    return document, first, second, unit


def lines(document: Document) -> list[str]:
    return [tokens.resolved(document, one.block.text, slot=one.slot) for one in duties.single(document)]


def test_single_duties_in_the_order_of_the_list() -> None:
    document, *_ = office()
    assert lines(document) == ["menata surat; dan", "mengelola <b>keuangan</b>.", "Memimpin kecamatan"]


def test_ties_stand_in_brackets_at_the_end() -> None:
    document, first, second, _ = office()
    every = [one.place for one in duties.single(document)]
    trio(document, lambda tx: serve(tx, first, every))
    trio(document, lambda tx: serve(tx, second, every[:2]))
    assert lines(document) == [
        "menata surat (P1, P2); dan",
        "mengelola <b>keuangan</b> (P1, P2).",
        "Memimpin kecamatan (P1)",
    ]
    assert [one.place for one in duties.of_process(document, second)] == every[:2]
    trio(document, lambda tx: tree.move_process(tx, second, "", 0))
    assert lines(document)[0] == "menata surat (P2, P1); dan"
    trio(document, lambda tx: serve(tx, first, ()))
    trio(document, lambda tx: serve(tx, second, ()))
    assert lines(document) == ["menata surat; dan", "mengelola <b>keuangan</b>.", "Memimpin kecamatan"]
    trio(document, lambda tx: serve(tx, second, ()), changes=False)


def test_a_name_in_the_sentence_stays_when_the_tie_goes() -> None:
    document, first, second, unit = office()
    said = f'melaksanakan <ref name="{first}"/> menurut <ref code="{second}"/>.'
    with document.transaction(EDIT) as tx:
        tree.set_text(tx, duties.slot(unit, "tugas"), (Block(kind="item", text=said),))
    trio(document, lambda tx: serve(tx, first, ()))
    assert lines(document)[0] == "melaksanakan Persuratan menurut P2."
    assert duties.of_process(document, first) == ()
    assert len(duties.of_process(document, second)) == 1


def test_what_is_not_there_is_refused() -> None:
    document, first, _, unit = office()
    for process, place in (
        (first, (duties.slot(unit, "tugas"), 0)),
        ("gone", (duties.slot(unit, "tugas"), 1)),
    ):
        with pytest.raises(KeyError), document.transaction(EDIT) as tx:
            serve(tx, process, [place])


ENDS = st.sampled_from(["", ".", ";", "; dan", ", dan", " ;", " dan"])
WORDS = st.text("abc (),", min_size=1, max_size=20).map(str.strip).filter(bool)


@given(WORDS, ENDS, st.lists(st.tuples(st.booleans(), st.booleans()), max_size=6))
def test_any_order_of_ticks_ends_where_it_began(words: str, end: str, ticks: list[tuple[bool, bool]]) -> None:
    document, first, second, unit = office()
    with document.transaction(EDIT) as tx:
        tree.set_text(tx, duties.slot(unit, "tugas"), (Block(kind="item", text=words + end),))
    places = [one.place for one in duties.single(document) if one.unit.id == unit]
    before = lines(document)
    for which, on in ticks:
        process = first if which else second
        with document.transaction(EDIT) as tx:
            serve(tx, process, places if on else ())
        assert bool(duties.of_process(document, process)) is (on and bool(places))
    with document.transaction(EDIT) as tx:
        serve(tx, first, ())
        serve(tx, second, ())
    assert lines(document) == before
