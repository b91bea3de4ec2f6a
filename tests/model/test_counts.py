"""Typed numbers that count what the document has, found and made live."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_maps import EDIT, counting
from verbs import trio

from probis_editor import checks
from probis_editor.booklet.words import counted
from probis_editor.commands import tree, units, wording
from probis_editor.model import counts, tokens
from probis_editor.model.document import Document
from probis_editor.model.number_words import in_words
from probis_editor.model.office import Block


def office() -> tuple[Document, str, str]:
    """A process with three sub-processes, six kelurahan with four sections each."""
    document = counting()
    with document.transaction(EDIT) as tx:
        top = tree.create_process(tx, "Pelayanan").id
        for name in ("A", "B", "C"):
            tree.create_process(tx, name, top)
        kelurahan = tree.create_unit(tx, "Kelurahan", repeat=6).id
        tree.create_unit(tx, "Seksi Kelurahan", parent=kelurahan, repeat=4)
    return document, top, kelurahan


@pytest.mark.parametrize(
    ("said", "number", "there"),
    [
        ("Ada 3 sub proses.", 3, 3),
        ("Ada 9 (sembilan) sub-proses.", 9, 3),
        ("Terdapat tiga buah subproses.", 3, 3),
        ("di 6 (enam) Kelurahan", 6, 6),
        ("dua puluh empat seksi kelurahan", 24, 24),
    ],
)
def test_typed_numbers_are_read(said: str, number: int, there: int) -> None:
    document, top, _ = office()
    (one,) = counts.typed(document, said, f"process:{top}:intro")
    assert (one.number, one.there) == (number, there)


@pytest.mark.parametrize(
    "said", ["salah satu sub proses", "Tabel 1.3 sub proses", "subproses", "setiap kelurahan", "<b>3</b>"]
)
def test_what_counts_nothing_is_left(said: str) -> None:
    document, top, _ = office()
    assert list(counts.typed(document, said, f"process:{top}:intro")) == []


def test_a_finding_makes_it_live_in_one_step() -> None:
    document, top, kelurahan = office()
    slot = f"process:{top}:intro"
    with document.transaction(EDIT) as tx:
        tree.set_text(tx, slot, (Block(text="Ada <b>4 sub proses</b> di 6 kelurahan &amp; 4 sub proses."),))
    wrong, typed = checks.run(document, ["count_wrong", "count_typed"])
    assert (wrong.rule, typed.rule) == ("count_wrong", "count_typed")
    for one in (wrong, typed):
        assert one.fix is not None
        trio(document, one.fix.verb)
    (block,) = document.narrative(slot).blocks
    count = '<ref count="children"/>'
    assert block.text == (
        f'Ada <b>{count} sub proses</b> di <ref count="unit:{kelurahan}"/> kelurahan &amp; {count} sub proses.'
    )
    with document.transaction(EDIT) as tx:
        tree.create_process(tx, "D", top)
        tree.change_unit(tx, kelurahan, repeat=7)
    said = tokens.resolved(document, block.text, slot=slot, counted=lambda n: counted(n, "id"))
    assert said == "Ada <b>4 (empat) sub proses</b> di 7 (tujuh) kelurahan &amp; 4 (empat) sub proses."
    assert checks.run(document, ["count_wrong", "count_typed", "unit_count", "reference_lost"]) == ()


def test_receivers_are_counted_too() -> None:
    document, _, _ = office()
    with document.transaction(EDIT) as tx:
        tree.set_book(tx, distribution=("Camat", "5 (lima) kelurahan"))
    (found,) = checks.run(document, ["unit_count"])
    assert found.fix is not None
    trio(document, found.fix.verb)
    assert document.book.distribution == ("Camat", "6 (enam) kelurahan")


def test_words_follow_the_digits() -> None:
    document, _, _ = office()
    with document.transaction(EDIT) as tx:
        tree.set_text(tx, "chapter:x", (Block(text="Ada 9 (delapan) urusan."),))
    (found,) = checks.run(document, ["number_words"])
    assert found.fix is not None
    trio(document, found.fix.verb)
    assert document.narrative("chapter:x").blocks[0].text == "Ada 9 (sembilan) urusan."


def test_merged_units_keep_their_counts() -> None:
    document, _, kelurahan = office()
    with document.transaction(EDIT) as tx:
        other = tree.create_unit(tx, "Kalurahan", repeat=2).id
        tree.set_text(tx, "chapter:x", (Block(text=f'<ref count="unit:{other}"/> <ref unit="{other}"/>'),))
    trio(document, lambda tx: units.merge(tx, kelurahan, other))
    text = document.narrative("chapter:x").blocks[0].text
    assert tokens.resolved(document, text) == "6 Kelurahan"


@given(st.integers(0, 99), st.booleans())
def test_every_number_below_a_hundred_is_read(number: int, spelled: bool) -> None:
    document, top, _ = office()
    said = f"{in_words(number) if spelled else number} sub proses"
    found = [one.number for one in counts.typed(document, said, f"process:{top}:intro")]
    assert found == ([] if spelled and number < 2 else [number])


def test_writing_makes_right_counts_live() -> None:
    document, top, _ = office()
    trio(document, lambda tx: wording.write(tx, f"process:{top}:intro", (Block(text="3 (tiga) sub proses"),)))
    assert "<ref count" in document.narrative(f"process:{top}:intro").blocks[0].text
