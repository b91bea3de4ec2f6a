"""Codes: the offices' schemes, pins, what is determined stays, and codes never repeat whatever is done."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_maps import EDIT, counting
from verbs import trio

from probis_editor.commands import codes, tree
from probis_editor.model import numbering
from probis_editor.model.document import Document
from probis_editor.model.history import History
from probis_editor.model.office import Process
from probis_editor.rules.permits import RefusedError


def planted(document: Document) -> dict[str, str]:
    ids: dict[str, str] = {}
    with document.transaction(EDIT) as tx:
        for name, parent in (("A", ""), ("B", ""), ("B1", "B"), ("B1a", "B1"), ("B1b", "B1")):
            ids[name] = tree.create_process(tx, name, ids.get(parent, "")).id
    return ids


def shown(document: Document) -> dict[str, str]:
    found = numbering.codes(document)
    return {p.name: found[p.id] for p in document.of_type(Process)}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("P1.1.1", ("P1", "P2.1", "P2.1.2")),
        ("P.1.2.1.1", ("P.1", "P.2.1", "P.2.1.2")),
        ("P.1.1.", ("P.1.", "P.2.1.", "P.2.1.2.")),
        ("KECKLB.02.01.CFM.01", ("KECKLB.01", "KECKLB.02.01", "KECKLB.02.01.CFM.02")),
    ],
)
def test_the_offices_schemes(name: str, expected: tuple[str, ...]) -> None:
    document = counting()
    planted(document)
    fields: dict[str, Any] = numbering.scheme(name)
    if fields["code_prefix"] != "P":
        trio(document, lambda tx: codes.set_scheme(tx, **fields))
    found = shown(document)
    assert (found["A"], found["B1"], found["B1b"]) == expected


def test_an_office_has_its_own_letters() -> None:
    assert numbering.scheme("KECKLB.02.01.CFM.01", "KECJTL")["code_prefix"] == "KECJTL."
    with pytest.raises(TypeError), counting().transaction(EDIT) as tx:
        codes.set_scheme(tx, title="x")


def test_a_pin_leaves_a_gap_and_must_fit() -> None:
    document = counting()
    ids = planted(document)
    trio(document, lambda tx: codes.pin(tx, ids["B"], 4))
    assert shown(document)["B1"] == "P4.1"
    for process, number in (("B", 1), ("B1b", 1)):
        with pytest.raises(RefusedError), document.transaction(EDIT) as tx:
            codes.pin(tx, ids[process], number)
    trio(document, lambda tx: tree.move_process(tx, ids["B"], "", 0))
    trio(document, lambda tx: codes.pin(tx, ids["B"], 0))
    assert (shown(document)["B"], shown(document)["A"]) == ("P1", "P2")


def test_a_pin_that_no_longer_fits_is_loosened() -> None:
    document = counting()
    ids = planted(document)
    with document.transaction(EDIT) as tx:
        codes.pin(tx, ids["B"], 2)
        codes.pin(tx, ids["A"], 1)
        tree.move_process(tx, ids["A"], "", 1)
    assert shown(document)["A"] == "P3"
    trio(document, lambda tx: codes.loosen_pins(tx, [""]))
    process = document.process(ids["A"])
    assert process is not None
    assert process.pinned == 0


def test_determined_codes_stay_until_reopened() -> None:
    document = counting()
    ids = planted(document)
    trio(document, lambda tx: codes.determine(tx, [ids["B1"]]))
    assert {p.name for p in document.of_type(Process) if p.code} == {"B", "B1"}
    trio(document, lambda tx: tree.delete_process(tx, ids["A"]))
    assert shown(document) == {"B": "P2", "B1": "P2.1", "B1a": "P2.1.1", "B1b": "P2.1.2"}
    new = trio(document, lambda tx: tree.create_process(tx, "N", order=0))
    assert shown(document)["N"] == "P3"
    for verb in (
        lambda tx: tree.move_process(tx, ids["B1"], ""),
        lambda tx: tree.move_process(tx, ids["B"], new.id),
        lambda tx: codes.pin(tx, ids["B"], 9),
        lambda tx: codes.set_scheme(tx, code_prefix="Q"),
    ):
        with pytest.raises(RefusedError), document.transaction(EDIT) as tx:
            verb(tx)
    trio(document, lambda tx: tree.change_process(tx, ids["B"], status="draf"))
    assert shown(document)["B"] == "P1"
    trio(document, lambda tx: tree.change_process(tx, ids["B"], status="ditetapkan"))
    trio(document, codes.reopen)
    assert not any(p.code for p in document.of_type(Process))


EDITS = st.lists(st.tuples(st.sampled_from("cdmpfrs"), st.integers(0, 30), st.integers(0, 30)), max_size=25)


@settings(max_examples=60, deadline=None)
@given(EDITS)
def test_codes_never_repeat_and_undo_gives_them_back(edits: list[tuple[str, int, int]]) -> None:
    document = counting()
    history = History(document)
    before = document.snapshot()
    for what, a, b in edits:
        known = [p.id for p in document.of_type(Process)]
        one = known[a % len(known)] if known else ""
        other = known[b % len(known)] if known and b % 3 else ""
        frozen = {p.id: p.code for p in document.of_type(Process) if p.code}
        try:
            with document.transaction(EDIT) as tx:
                if what == "c" or not one:
                    tree.create_process(tx, f"N{a}", other, order=b % 4)
                elif what == "d":
                    tree.delete_process(tx, one)
                elif what == "m":
                    tree.move_process(tx, one, other, a % 4)
                elif what == "p":
                    codes.pin(tx, one, b % 6)
                elif what == "f":
                    codes.determine(tx, [one])
                elif what == "s":
                    codes.set_scheme(tx, **numbering.scheme(list(numbering.SCHEMES)[a % 4]))
                else:
                    codes.reopen(tx, [one])
        except RefusedError:
            pass
        found = numbering.codes(document)
        assert len(found) == len(document.of_type(Process))
        assert len(set(found.values())) == len(found)
        reopened = what in "rd"
        assert reopened or all(found[key] == code for key, code in frozen.items())
        numbers = numbering.numbers(document)
        for siblings in numbering.tree(document).values():
            assert [numbers[p.id] for p in siblings] == sorted(numbers[p.id] for p in siblings)
    while history.can_undo:
        history.undo()
    assert document.snapshot() == before
