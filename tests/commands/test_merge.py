"""Three-way merge: changes of one side are taken, conflicts are exactly where both changed the same field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_maps import EDIT, Small, small

from probis_editor.commands import flows, lanes, maps, shapes, tree
from probis_editor.commands.merge import Choices, MergePlan, merge, take
from probis_editor.geometry import Point, Rect
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Element
from probis_editor.model.fields import changed_fields, values, with_field
from probis_editor.model.history import History
from probis_editor.model.repairs import TOLERANCE, outline_distance

FIELDS: dict[str, tuple[Any, ...]] = {
    "name": ("", "Satu", "Dua"),
    "documentation": ("", "<p>x</p>", "<p>y</p>"),
    "style.fill": ("", "#FF0000", "#00FF00"),
    "style.bold": (None, True, False),
    "label": (None, Rect(1, 2, 30, 10), Rect(5, 6, 30, 10)),
    "process": ("", "p1", "p2"),
}
Edit = tuple[int, str, int]
EDITS = st.lists(
    st.tuples(st.integers(0, 60), st.sampled_from(sorted(FIELDS)), st.integers(0, 2)), max_size=12
)


def elements(document: Document, map_id: str) -> list[Element]:
    return sorted([*document.nodes(map_id), *document.flows(map_id)], key=lambda e: e.id)


def changed(s: Small, edits: list[Edit], part: int = 0, of: int = 1) -> Document:
    """The small document with fields set on every `of`-th element, counted from `part`."""
    document = Document(s.document.records())
    found = elements(document, s.map)[part::of]
    with document.transaction(EDIT) as tx:
        for at, field, value in edits:
            element = document.element(*found[at % len(found)].key)
            tx.put(with_field(element, field, FIELDS[field][value]))
    return document


def copy(document: Document, verb: Callable[[Transaction], object] | None = None) -> Document:
    """The same document, after the verb."""
    other = Document(document.records())
    numbers = iter(range(1, 1000))
    tag = "x" if verb is None else f"{id(verb):x}"
    other.new_id = lambda: f"{tag}-{next(numbers)}"
    if verb is not None:
        with other.transaction(EDIT) as tx:
            verb(tx)
    return other


def taken(document: Document, plan: MergePlan, **choices: Any) -> Document:
    """The document after the plan was taken; undo must give it back."""
    history = History(document)
    before = document.snapshot()
    with document.transaction(EDIT) as tx:
        take(tx, plan, Choices(**choices))
    after = document.snapshot()
    if history.can_undo:
        history.undo()
        assert document.snapshot() == before
        assert not history.can_undo, "more than one step"
        history.redo()
    assert document.snapshot() == after
    return document


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(EDITS, EDITS)
def test_edits_of_different_elements_all_arrive(mine: list[Edit], yours: list[Edit]) -> None:
    s = small()
    base = copy(s.document)
    ours, theirs = changed(s, mine, 0, 2), changed(s, yours, 1, 2)
    plan = merge(ours, base, theirs)
    assert plan.conflicts == ()
    expected = ours.snapshot()
    for element in elements(theirs, s.map)[1::2]:
        expected[element.key] = msgspec.structs.replace(element, process="")
    assert taken(ours, plan).snapshot() == expected


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(EDITS, EDITS, st.sampled_from(["ours", "theirs"]))
def test_conflicts_are_where_both_changed_the_same_field(
    mine: list[Edit], yours: list[Edit], prefer: str
) -> None:
    s = small()
    base = copy(s.document)
    ours, theirs = changed(s, mine), changed(s, yours)
    expected: set[tuple[str, str]] = set()
    results: dict[str, dict[str, Any]] = {}
    for was in elements(base, s.map):
        own, other = ours.element(*was.key), theirs.element(*was.key)
        assert own is not None
        assert other is not None
        a = {c.name: c.after for c in changed_fields(was, own)}
        b = {c.name: c.after for c in changed_fields(was, other) if c.name != "process"}
        expected |= {(was.id, name) for name in a.keys() & b.keys() if a[name] != b[name]}
        results[was.id] = values(was) | (b | a if prefer == "ours" else a | b)
    plan = merge(ours, base, theirs)
    assert {(c.element, c.field) for c in plan.conflicts} == expected
    merged = taken(ours, plan, prefer=prefer)
    assert {e.id: values(e) for e in elements(merged, s.map)} == results


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(EDITS)
def test_what_came_back_unedited_changes_nothing(mine: list[Edit]) -> None:
    s = small()
    base = copy(s.document)
    ours = changed(s, mine)
    before = ours.snapshot()
    plan = merge(ours, base, copy(s.document))
    assert not plan
    assert taken(ours, plan).snapshot() == before


def test_the_same_edit_on_both_sides_is_no_conflict() -> None:
    s = small()
    base = copy(s.document)
    ours, theirs = (
        copy(s.document, lambda tx: shapes.rename(tx, s.map, s.write, "Menyusun")) for _ in range(2)
    )
    assert not merge(ours, base, theirs)


def test_verbs_of_both_sides_come_together() -> None:
    s = small()
    base = copy(s.document)

    def yours(tx: Transaction) -> None:
        task = shapes.create(tx, s.map, "task", Point(700, 300), name="Dari Bizagi")
        flows.connect(tx, s.map, s.sub, task.id)
        shapes.delete(tx, s.map, [s.tie])

    ours = copy(s.document, lambda tx: shapes.rename(tx, s.map, s.ok, "Benar?"))
    merged = taken(ours, merge(ours, base, copy(s.document, yours)))
    assert merged.node(s.map, s.ok).name == "Benar?"
    assert merged.element(s.map, s.tie) is None
    task = next(n for n in merged.nodes(s.map) if n.name == "Dari Bizagi")
    assert [f.source for f in merged.incident(s.map, task.id)] == [s.sub]


@pytest.mark.parametrize(("prefer", "name"), [("ours", "Milik kita"), ("theirs", "")])
def test_removed_there_and_changed_here(prefer: str, name: str) -> None:
    s = small()
    base = copy(s.document)
    ours = copy(s.document, lambda tx: shapes.rename(tx, s.map, s.note, "Milik kita"))
    theirs = copy(s.document, lambda tx: shapes.delete(tx, s.map, [s.note]))
    plan = merge(ours, base, theirs)
    assert [(c.element, c.field, c.theirs) for c in plan.conflicts] == [(s.note, "", None)]
    merged = taken(ours, plan, prefer=prefer)
    found = merged.element(s.map, s.note)
    assert (found.name if found else "") == name
    assert all(merged.element(s.map, end) for f in merged.flows(s.map) for end in (f.source, f.target) if end)


@pytest.mark.parametrize("prefer", ["ours", "theirs"])
def test_removed_there_and_newly_used_here(prefer: str) -> None:
    s = small()
    base = copy(s.document)
    new: list[str] = []
    ours = copy(s.document, lambda tx: new.append(flows.connect(tx, s.map, s.sub, s.end).id))
    theirs = copy(s.document, lambda tx: shapes.delete(tx, s.map, [s.end, s.last]))
    plan = merge(ours, base, theirs)
    assert [(c.element, c.field) for c in plan.conflicts] == [(s.end, "")]
    merged = taken(ours, plan, prefer=prefer)
    assert (merged.element(s.map, s.end) is not None) is (prefer == "ours")
    assert (merged.element(s.map, new[0]) is not None) is (prefer == "ours")


@pytest.mark.parametrize("prefer", ["ours", "theirs"])
def test_removed_here_and_newly_used_there(prefer: str) -> None:
    s = small()
    base = copy(s.document)
    new: list[str] = []
    ours = copy(s.document, lambda tx: shapes.delete(tx, s.map, [s.end, s.last]))
    theirs = copy(s.document, lambda tx: new.append(flows.connect(tx, s.map, s.sub, s.end).id))
    plan = merge(ours, base, theirs)
    assert [(c.element, c.field, c.ours) for c in plan.conflicts] == [(s.end, "", None)]
    merged = taken(ours, plan, prefer=prefer)
    assert (merged.element(s.map, s.end) is not None) is (prefer == "theirs")
    assert (merged.element(s.map, new[0]) is not None) is (prefer == "theirs")


@pytest.mark.parametrize("prefer", ["ours", "theirs"])
def test_a_line_whose_ends_moved_on_either_side_docks_again(prefer: str) -> None:
    s = small()
    base = copy(s.document)
    ours = copy(s.document, lambda tx: shapes.move(tx, s.map, [s.send], 0, -100))
    theirs = copy(s.document, lambda tx: shapes.move(tx, s.map, [s.end], -40, 10))
    plan = merge(ours, base, theirs)
    assert [(c.element, c.field) for c in plan.conflicts] == [(s.last, "points")]
    merged = taken(ours, plan, prefer=prefer)
    flow = merged.flow(s.map, s.last)
    for end, point in ((flow.source, flow.points[0]), (flow.target, flow.points[-1])):
        node = merged.node(s.map, end)
        assert outline_distance(node.kind, node.drawn, point) <= TOLERANCE


def test_single_conflicts_can_be_decided_apart() -> None:
    s = small()
    base = copy(s.document)

    def named(word: str) -> Document:
        def verb(tx: Transaction) -> None:
            shapes.rename(tx, s.map, s.write, word)
            shapes.rename(tx, s.map, s.send, word)

        return copy(s.document, verb)

    ours = named("A")
    plan = merge(ours, base, named("B"))
    merged = taken(ours, plan, conflicts={(s.map, ""): "theirs", (s.map, s.send): "ours"})
    assert (merged.node(s.map, s.write).name, merged.node(s.map, s.send).name) == ("B", "A")


# Whole maps


def two_maps() -> tuple[Small, str]:
    s = small()
    with s.document.transaction(EDIT) as tx:
        other = maps.create_map(tx, "P2 Arsip")
        lanes.add_pool(tx, other.id, Rect(0, 0, 500, 100), "Arsip")
    return s, other.id


def test_new_maps_go_under_the_chosen_process() -> None:
    s, _ = two_maps()
    with s.document.transaction(EDIT) as tx:
        parent = tree.create_process(tx, "Umum")
    base = copy(s.document)
    ids: list[str] = []
    theirs = copy(s.document, lambda tx: ids.append(maps.duplicate_map(tx, s.map, "P1.7 Surat edaran").id))
    plan = merge(s.document, base, theirs)
    assert [m.id for m in plan.added] == ids
    merged = taken(copy(s.document), plan, under=parent.id)
    record = merged.map(ids[0])
    process = merged.process(record.process)
    assert process is not None
    assert (process.name, process.parent) == ("Surat edaran", parent.id)
    assert len(merged.nodes(ids[0])) == len(merged.nodes(s.map))
    assert taken(copy(s.document), plan).map(ids[0]).process == ""
    refused = taken(copy(s.document), plan, without=frozenset(ids))
    assert refused.get((ids[0], "")) is None


def test_removed_maps_are_asked_about() -> None:
    s, other = two_maps()
    base = copy(s.document)
    theirs = copy(s.document, lambda tx: maps.delete_map(tx, other))
    plan = merge(s.document, base, theirs)
    assert [m.id for m in plan.removed] == [other]
    assert taken(copy(s.document), plan).get((other, "")) is not None
    assert taken(copy(s.document), plan, remove=frozenset([other])).get((other, "")) is None


@pytest.mark.parametrize("prefer", ["ours", "theirs"])
def test_a_map_removed_here_and_edited_there(prefer: str) -> None:
    s, other = two_maps()
    base = copy(s.document)
    ours = copy(s.document, lambda tx: maps.delete_map(tx, other))
    assert not merge(ours, base, copy(s.document))
    pool = next(n.id for n in s.document.nodes(other) if not n.hidden)
    theirs = copy(s.document, lambda tx: shapes.rename(tx, other, pool, "Lain"))
    plan = merge(ours, base, theirs)
    assert [(c.map, c.element, c.field) for c in plan.conflicts] == [(other, "", "")]
    merged = taken(ours, plan, prefer=prefer)
    assert (merged.get((other, "")) is not None) is (prefer == "theirs")


def derived() -> tuple[Document, str, str, str]:
    """A level-0 map with one box of a process and one note."""
    document = Document()
    numbers = iter(range(1, 100))
    document.new_id = lambda: f"id-{next(numbers)}"
    with document.transaction(EDIT) as tx:
        process = tree.create_process(tx, "Persuratan")
        record = maps.create_map(tx, "Peta proses", "level0")
        box = shapes.create(
            tx, record.id, "box.process", Point(200, 100), name="Persuratan", process=process.id
        )
        shapes.create(tx, record.id, "annotation", Point(400, 100), name="Catatan")
    return document, record.id, box.id, process.id


def test_derived_maps_take_geometry_and_notes_and_offer_names() -> None:
    document, map_id, box, process = derived()
    base = copy(document)
    note = next(n.id for n in document.nodes(map_id) if n.kind == "annotation")

    def yours(tx: Transaction) -> None:
        shapes.change(tx, map_id, box, name="Tata persuratan", documentation="Keterangan", trigger="timer")
        shapes.move(tx, map_id, [box], 30, 40)
        shapes.rename(tx, map_id, note, "Catatan baru")
        shapes.create(tx, map_id, "annotation", Point(600, 100), name="Tambahan")
        shapes.create(tx, map_id, "box.process", Point(600, 300), name="Tak dikenal")

    plan = merge(document, base, copy(document, yours))
    assert [(r.what, r.id, r.after) for r in plan.renames] == [("process", process, "Tata persuratan")]
    (part,) = plan.maps
    assert sorted((left.how, left.field) for left in part.left) == [
        ("added", ""), ("changed", "name"), ("changed", "trigger"),
    ]  # fmt: skip
    plain = taken(copy(document), plan)
    node = plain.node(map_id, box)
    assert (node.name, node.documentation, node.trigger) == ("Persuratan", "Keterangan", "none")
    assert node.bounds == document.node(map_id, box).bounds.moved(30, 40)
    assert sorted(n.name for n in plain.nodes(map_id) if n.kind == "annotation") == [
        "Catatan baru", "Tambahan",
    ]  # fmt: skip
    renamed = taken(copy(document), plan, renames=plan.renames)
    found = renamed.process(process)
    assert found is not None
    assert found.name == renamed.node(map_id, box).name == "Tata persuratan"


def test_tree_units_narratives_and_book_stay() -> None:
    s = small()
    with s.document.transaction(EDIT) as tx:
        process = tree.create_process(tx, "Surat")
        maps.change_map(tx, s.map, process=process.id)
        tree.create_unit(tx, "Camat")
        tree.set_book(tx, title="Buku")
    bare = Document(r for r in s.document.records() if r.key[0])
    with bare.transaction(EDIT) as tx:
        maps.rename_map(tx, s.map, "P1 Persuratan")
        maps.change_map(tx, s.map, process="", kind="free", theme="bizagi")
    plan = merge(s.document, copy(s.document), bare)
    assert [(r.what, r.before, r.after) for r in plan.renames] == [("process", "Surat", "Persuratan")]
    wide = {k: r for k, r in s.document.snapshot().items() if not k[0]}
    merged = taken(s.document, plan)
    assert {k: r for k, r in merged.snapshot().items() if not k[0]} == wide
    record = merged.map(s.map)
    assert (record.name, record.process, record.theme) == ("P1 Surat", process.id, "house")
