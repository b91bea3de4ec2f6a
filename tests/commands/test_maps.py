"""The verbs for whole maps."""

from __future__ import annotations

import pytest
from small_maps import EDIT, counting, small
from verbs import trio

from probis_editor.commands import maps, shapes, tree
from probis_editor.model import queries
from probis_editor.model.elements import Carried, Flow, Node, StepRow
from probis_editor.model.office import Book


def test_create_map_with_its_main_pool() -> None:
    document = counting()
    first = trio(document, lambda tx: maps.create_map(tx, "Satu"))
    second = trio(document, lambda tx: maps.create_map(tx, "Dua", "level0", "p"))
    assert [m.name for m in document.maps()] == ["Satu", "Dua"]
    assert (second.kind, second.process, second.theme, second.order) == ("level0", "p", "house", 1)
    pool = queries.main_pool(document, first.id)
    assert pool is not None
    assert (pool.hidden, pool.name) == (True, "Satu")
    assert pool.workflow


def test_rename_and_change() -> None:
    document = counting()
    record = trio(document, lambda tx: maps.create_map(tx, "Satu"))
    trio(document, lambda tx: maps.rename_map(tx, record.id, "  Dua\nbaris "))
    assert document.map(record.id).name == "Dua baris"
    trio(document, lambda tx: maps.change_map(tx, record.id, theme="bizagi", size="compact"))
    assert document.map(record.id).theme == "bizagi"
    with pytest.raises(KeyError), document.transaction(EDIT) as tx:
        maps.rename_map(tx, "gone", "x")


def test_delete_leaves_nothing_of_the_map() -> None:
    s = small()
    with s.document.transaction(EDIT) as tx:
        tx.put(Carried(map=s.map, origin="bizagi", archive=b"x"))
        tx.put(StepRow(map=s.map, element=s.write))
        other = maps.create_map(tx, "Dua")
    trio(s.document, lambda tx: maps.delete_map(tx, s.map))
    assert {key[0] for key in s.document.snapshot()} == {other.id}


def test_the_book_says_nothing_of_a_deleted_map() -> None:
    s = small()
    with s.document.transaction(EDIT) as tx:
        kept = maps.create_map(tx, "Lain", "cross_functional").id
        both = (s.map, kept)
        tx.put(
            Book(sheets=tuple((m, "a3") for m in both), sizes=tuple((m, "compact") for m in both), annex=both)
        )
    trio(s.document, lambda tx: maps.delete_map(tx, s.map))
    book = s.document.book
    assert (book.sheets, book.sizes, book.annex) == (((kept, "a3"),), ((kept, "compact"),), (kept,))


def test_duplicate_has_new_ids_throughout() -> None:
    s = small()
    with s.document.transaction(EDIT) as tx:
        process = tree.create_process(tx, "Surat").id
        maps.change_map(tx, s.map, process=process)
        tx.put(StepRow(map=s.map, element=s.write, inputs="Surat"))
        shapes.change(tx, s.map, s.write, foreign=(("bpmn:id", "x"),))
    copy = trio(s.document, lambda tx: maps.duplicate_map(tx, s.map, "Salinan"))
    assert (copy.name, copy.process, copy.order) == ("Salinan", "", 1)
    old = {e.id for e in [*s.document.nodes(s.map), *s.document.flows(s.map)]}
    new: list[Node | Flow] = [*s.document.nodes(copy.id), *s.document.flows(copy.id)]
    assert len(new) == len(old)
    assert old.isdisjoint(e.id for e in new)
    for element in new:
        fields = [element.parent, element.plane]
        fields += [element.attached] if isinstance(element, Node) else [element.source, element.target]
        assert old.isdisjoint(fields)
        assert element.foreign == ()
    pools = {n.workflow for n in s.document.nodes(s.map) if n.kind == "pool"}
    assert pools.isdisjoint(n.workflow for n in s.document.nodes(copy.id) if n.kind == "pool")
    (row,) = [r for r in s.document.records() if isinstance(r, StepRow) and r.map == copy.id]
    assert row.inputs == "Surat"
    assert s.document.node(copy.id, row.element).name == "Menulis surat"
