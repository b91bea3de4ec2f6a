"""The derived maps say what the tree and the unit list say, again and again, and can be undone."""

from __future__ import annotations

from itertools import count

import pytest
from verbs import trio

from probis_editor.commands import derived, in_step, maps, tree
from probis_editor.geometry import Rect
from probis_editor.model.changes import Label
from probis_editor.model.document import Document
from probis_editor.model.elements import Map, Node
from probis_editor.model.history import History
from probis_editor.model.office import Settings, Unit
from probis_editor.rules.permits import RefusedError


@pytest.fixture
def document() -> Document:
    document = Document([Settings(groups=("Utama", "Lainnya"))])
    numbers = count()
    document.new_id = lambda: f"id{next(numbers)}"
    with document.transaction(Label("")) as tx:
        head = tree.create_unit(tx, "Camat", "position")
        for name in ("Seksi A", "Seksi B"):
            tree.create_unit(tx, name, parent=head.id)
        parties = [tree.create_unit(tx, f"Pihak {n}", "party").id for n in range(12)]
        first = tree.create_process(tx, "Pelayanan", group="Utama", parties=tuple(parties))
        tree.create_process(tx, "Pengaduan", group="Utama", parties=tuple(parties[:1]))
        tree.create_process(tx, "Data", group="Lainnya")
        for name in ("Satu", "Dua", "Tiga"):
            tree.create_process(tx, name, parent=first.id)
    return document


def filled(document: Document, kind: str, process: str = "") -> Map:
    with document.transaction(Label("")) as tx:
        record = maps.create_map(tx, kind, kind, process)
        derived.FILL[kind](tx, record.id)
    return record


def boxes(document: Document, record: Map, kind: str) -> list[Node]:
    return [n for n in document.nodes(record.id) if n.kind == kind]


def apart(nodes: list[Node]) -> bool:
    rects: list[Rect] = [n.bounds for n in nodes]
    return all(
        a.right <= b.x or b.right <= a.x or a.bottom <= b.y or b.bottom <= a.y
        for at, a in enumerate(rects)
        for b in rects[at + 1 :]
    )


def top(document: Document, name: str) -> str:
    from probis_editor.model.numbering import children

    return next(p.id for p in children(document) if p.name == name)


def test_level0_shows_every_process_in_its_group(document: Document) -> None:
    record = filled(document, "level0")
    assert [n.name for n in boxes(document, record, "box.process")] == ["Pelayanan", "Pengaduan", "Data"]
    bands = boxes(document, record, "band")
    assert [n.name for n in bands] == ["Utama", "Lainnya"]
    assert bands[0].bounds.contains(boxes(document, record, "box.process")[0].bounds.center)
    assert apart(boxes(document, record, "box.process"))


def test_subprocess_shows_the_process_above_its_children(document: Document) -> None:
    record = filled(document, "subprocess", top(document, "Pelayanan"))
    names = [n.name for n in boxes(document, record, "box.process")]
    assert names == ["Pelayanan", "Satu", "Dua", "Tiga"]
    assert len(document.flows(record.id)) == 3
    assert apart(boxes(document, record, "box.process"))


def test_relation_shows_every_party_of_every_process(document: Document) -> None:
    record = filled(document, "relation")
    chips = boxes(document, record, "box.party")
    assert {n.name for n in chips} == {f"Pihak {n}" for n in range(12)}
    assert len(document.flows(record.id)) == 13
    assert apart([*chips, *boxes(document, record, "box.process")])


def test_organisation_shows_units_and_their_head(document: Document) -> None:
    record = filled(document, "organisation")
    assert {n.name for n in boxes(document, record, "box.unit")} == {"Camat", "Seksi A", "Seksi B"}


@pytest.mark.parametrize("kind", ["level0", "relation", "organisation"])
def test_filling_again_changes_nothing_but_lines(document: Document, kind: str) -> None:
    record = filled(document, kind)
    before = document.nodes(record.id)
    with document.transaction(Label("")) as tx:
        derived.FILL[kind](tx, record.id)
    assert document.nodes(record.id) == before


def test_a_process_that_is_gone_leaves_the_map(document: Document) -> None:
    record = filled(document, "level0")
    kept = {n.process: n.id for n in boxes(document, record, "box.process")}
    gone = top(document, "Data")
    with document.transaction(Label("")) as tx:
        tree.delete_process(tx, gone)
        derived.FILL["level0"](tx, record.id)
    now = {n.process: n.id for n in boxes(document, record, "box.process")}
    assert now == {process: key for process, key in kept.items() if process != gone}


@pytest.mark.parametrize("kind", list(derived.FILL))
def test_undo_and_redo(document: Document, kind: str) -> None:
    history = History(document)
    before = document.snapshot()
    record = filled(document, kind, top(document, "Pelayanan"))
    after = document.snapshot()
    assert document.nodes(record.id)
    history.undo()
    assert document.snapshot() == before
    history.redo()
    assert document.snapshot() == after


def test_hidden_boxes_stay_away_until_shown(document: Document) -> None:
    record = filled(document, "level0")
    gone, stays = top(document, "Pengaduan"), top(document, "Pelayanan")
    trio(document, lambda tx: derived.hide(tx, record.id, [gone]))
    assert {n.name for n in boxes(document, record, "box.process")} == {"Pelayanan", "Data"}
    with document.transaction(Label("")) as tx:
        tree.rename_process(tx, stays, "Layanan")
        derived.refresh(tx, record.id)
    assert {n.name for n in boxes(document, record, "box.process")} == {"Layanan", "Data"}
    with pytest.raises(RefusedError), document.transaction(Label("")) as tx:
        derived.hide(tx, record.id, [stays, top(document, "Data")])
    trio(document, lambda tx: derived.show_hidden(tx, record.id))
    assert {n.name for n in boxes(document, record, "box.process")} == {"Layanan", "Pengaduan", "Data"}
    chart = filled(document, "organisation")
    unit = next(u.id for u in document.of_type(Unit) if u.name == "Seksi A")
    trio(document, lambda tx: derived.hide(tx, chart.id, [unit]))
    assert "Seksi A" not in {n.name for n in boxes(document, chart, "box.unit")}
    for verb in (derived.show_hidden, lambda tx, m: derived.hide(tx, m, [gone])):
        with pytest.raises(KeyError), document.transaction(Label("")) as tx:
            verb(tx, maps.create_map(tx, "x", "free").id)


def test_a_repeated_unit_names_each_where_the_office_tells_them_apart() -> None:
    document = Document([])
    in_step.keep_in_step(document)
    with document.transaction(Label("cmd.test")) as tx:
        unit = tree.create_unit(tx, "Kelurahan").id
        chart = maps.create_map(tx, "Struktur", "organisation").id
        tree.change_unit(tx, unit, repeat=6)
        derived.fill(tx, chart)
    (box,) = [n for n in document.nodes(chart) if n.kind == "box.unit"]
    assert box.name == "6 Kelurahan"
    history = History(document)
    with document.transaction(Label("cmd.test")) as tx:
        tree.change_unit(
            tx, unit, instances=("Mawar", "Melati", "Kenanga", "Anggrek", "Dahlia", "Cempaka Putih")
        )
    named = document.node(chart, box.id)
    assert named.name == "6 Kelurahan\nMawar, Melati, Kenanga, Anggrek, Dahlia, Cempaka Putih"
    assert named.bounds.h >= box.bounds.h
    history.undo()
    assert document.node(chart, box.id) == box
