"""A document begun from the kind of office is whole at once; revisions keep what was determined."""

from __future__ import annotations

import pytest
from small_maps import EDIT, counting
from verbs import trio

from probis_editor import checks
from probis_editor.commands import in_step, revisions, starting, tree
from probis_editor.i18n import Translator
from probis_editor.model import numbering
from probis_editor.model.affairs import Revision
from probis_editor.model.document import Document
from probis_editor.model.office import Process, Unit
from probis_editor.model.office_kinds import OFFICES
from probis_editor.rules.permits import RefusedError


@pytest.mark.parametrize("kind", OFFICES)
def test_every_kind_of_office_begins(kind: str) -> None:
    document = counting()
    in_step.keep_in_step(document)
    found = starting.proposal(kind)
    trio(document, lambda tx: starting.begin(tx, found, "Kantor Contoh", "Kota Contoh"))
    assert document.office.kind == kind
    assert len(document.of_type(Unit)) == len(found.units)
    children = sum(len(p.children) for p in found.processes)
    assert len(document.of_type(Process)) == len(found.processes) + children
    assert {m.kind for m in document.maps()} == {"level0", "relation", "organisation", "subprocess"}
    known = {u.name for u in found.units}
    assert all(p.owner in known | {""} and set(p.parties) <= known for p in found.processes)
    assert all(u.above in known | {""} for u in found.units)
    assert {p.group for p in found.processes} <= set(found.groups)
    rules = ("code_twice", "code_differs", "unit_twice", "lane_not_listed", "same_process", "call_dangling")
    assert checks.run(document, rules) == ()


def test_what_is_unticked_stays_away_and_what_is_there_stays() -> None:
    document = counting()
    with document.transaction(EDIT) as tx:
        tree.create_unit(tx, "Camat", "position")
        tree.create_process(tx, "Lama", group="Lainnya")
    found = starting.proposal("kecamatan")
    without = {"Kelurahan", "Pelayanan Administrasi", "Penyusunan Rencana Kerja", "relation"}
    trio(document, lambda tx: starting.begin(tx, found, "Kecamatan X", without=without))
    names = {p.name for p in document.of_type(Process)} | {u.name for u in document.of_type(Unit)}
    assert not names & without
    assert "Lama" in names
    assert [u.name for u in document.of_type(Unit)].count("Camat") == 1
    assert "relation" not in {m.kind for m in document.maps()}
    with pytest.raises(KeyError):
        starting.proposal("kementerian")


def test_revisions_keep_codes_until_the_next_is_opened() -> None:
    document = counting()
    with document.transaction(EDIT) as tx:
        first = tree.create_process(tx, "A").id
        tree.create_process(tx, "B")
    before = Document(document.records())
    with pytest.raises(RefusedError), document.transaction(EDIT) as tx:
        revisions.open_new(tx, "need")
    trio(document, lambda tx: revisions.determine(tx, "Juni 2026", [("m", "Gambar 3.1")]))
    assert revisions.current(document).review == "2027-06"
    assert not revisions.review_due(document, "2027-05-31")
    assert revisions.review_due(document, "2027-06-01")
    with document.transaction(EDIT) as tx:
        tree.delete_process(tx, first)
    assert list(numbering.codes(document).values()) == ["P2"]
    for date in ("2026", "besok"):
        with pytest.raises(RefusedError), document.transaction(EDIT) as tx:
            revisions.determine(tx, date)
    second = trio(document, lambda tx: revisions.open_new(tx, "need", "Unit baru"))
    assert (second.number, second.reason) == (1, "need")
    assert list(numbering.codes(document).values()) == ["P1"]
    said = revisions.changes_since(before, document, Translator("id"))
    assert any("A" in line for line in said)
    trio(document, lambda tx: revisions.change(tx, 1, changes=said, date="2026-07-01"))
    trio(document, lambda tx: revisions.determine(tx, "2026-07-01"))
    assert [r.number for r in revisions.revisions(document)] == [0, 1]
    assert document.of_type(Revision)[-1].changes == said
    with pytest.raises(ValueError, match="no reason"), document.transaction(EDIT) as tx:
        revisions.open_new(tx, "boredom")
    with pytest.raises(KeyError), document.transaction(EDIT) as tx:
        revisions.change(tx, 9)
