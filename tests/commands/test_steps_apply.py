"""A table made true on the map: what is touched, what stays, what survives, and that it is quick."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from commands.step_rows import arranged_service, counted, on_new_map, places, service, story, with_boundary
from msgspec.structs import replace

from probis_editor.commands import flows, lanes, shapes, tree
from probis_editor.commands.append import append
from probis_editor.commands.maps import create_map
from probis_editor.commands.steps import cells, edits
from probis_editor.commands.steps.apply import apply, replace_all, was_empty
from probis_editor.geometry import Point, Rect
from probis_editor.layout.steps import (
    LOCKED_BOUNDARY,
    LOCKED_KIND,
    LOCKED_POOLS,
    Next,
    Row,
    actors,
    rows,
)
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Node
from probis_editor.model.queries import lane_of
from probis_editor.rules.permits import RefusedError

Edit = Callable[[tuple[Row, ...]], tuple[Row, ...]]


EDITS: dict[str, Edit] = {
    "text": lambda r: edits.set_fields(r, "c", text="Meneliti berkas"),
    "cells": lambda r: edits.set_fields(
        r, "c", inputs="Berkas", outputs="Catatan", duration="", remarks="cepat"
    ),
    "actor": lambda r: edits.set_fields(r, "c", actor="Pemohon"),
    "new actor": lambda r: edits.set_fields(r, "e", actor="Camat"),
    "insert": lambda r: edits.insert(r, 2, Row(id="n", text="Mencatat", actor="Petugas")),
    "insert first": lambda r: edits.insert(r, 1, Row(id="n", text="Mengambil nomor", actor="Pemohon")),
    "append": lambda r: edits.insert(r, 6, Row(id="n", text="Mengarsipkan", actor="Petugas")),
    "insert with new actor": lambda r: edits.insert(r, 4, Row(id="n", text="Menandatangani", actor="Camat")),
    "remove": lambda r: edits.remove(r, "c"),
    "remove decision": lambda r: edits.remove(r, "d"),
    "remove start": lambda r: edits.remove(r, "a"),
    "move": lambda r: edits.move(r, "c", 4),
    "move up": lambda r: edits.move(r, "e", 1),
    "to decision": lambda r: edits.set_kind(r, "c", "decision"),
    "to task": lambda r: edits.set_kind(r, "d", "task"),
    "to parallel": lambda r: edits.set_kind(r, "d", "parallel"),
    "to call": lambda r: edits.set_kind(r, "e", "call"),
    "to end": lambda r: edits.set_kind(r, "e", "end"),
    "branches": lambda r: cells.set_branches(r, "d", "6", "3"),
    "named branches": lambda r: cells.set_branches(r, "d", "", "kurang: 2; salah: 3; lengkap: 5"),
    "no branches": lambda r: cells.set_branches(r, "c", "–", ""),
    "paste": lambda r: cells.paste(
        r, 5, [["Menomori surat", "Sekretaris"], ["Mengecap surat", ""]], iter(["n1", "n2"]).__next__
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_every_edit_is_true_on_the_map_and_can_be_undone(name: str) -> None:
    document, map_id, history = arranged_service()
    before = document.snapshot()
    wanted = EDITS[name](rows(document, map_id))
    with document.transaction(label("test")) as tx:
        apply(tx, map_id, wanted)
    inherited = [
        replace(row, actor=row.actor or found.actor)
        for row, found in zip(wanted, rows(document, map_id), strict=True)
    ]
    assert [replace(r, unit="") for r in rows(document, map_id)] == inherited
    after = document.snapshot()
    assert after != before
    history.undo()
    assert document.snapshot() == before
    history.redo()
    assert document.snapshot() == after


@pytest.mark.parametrize(
    "name", [n for n in EDITS if n not in ("insert with new actor", "new actor", "paste")]
)
def test_what_was_arranged_by_hand_stays_where_it_was(name: str) -> None:
    document, map_id, _ = arranged_service()
    with document.transaction(label("test")) as tx:
        shapes.move(tx, map_id, ["e"], 12, -8)
        shapes.move(tx, map_id, ["b"], 9, 7)
    before = places(document, map_id)
    old = {r.id: r for r in rows(document, map_id)}
    wanted = EDITS[name](tuple(old.values()))
    with document.transaction(label("test")) as tx:
        apply(tx, map_id, wanted)
    after = places(document, map_id)
    for row in wanted:
        if row.id in old and (row.kind, row.actor) == (old[row.id].kind, old[row.id].actor):
            assert after[row.id] == before[row.id]
        elif row.id in old and row.actor == old[row.id].actor:
            assert after[row.id].center == before[row.id].center


def test_flows_that_agree_stay_and_one_that_is_led_elsewhere_keeps_its_identity() -> None:
    document, map_id, _ = arranged_service()
    before = {f.id: f for f in document.flows(map_id)}
    with document.transaction(label("test")) as tx:
        apply(
            tx, map_id, edits.insert(rows(document, map_id), 2, Row(id="n", text="Mencatat", actor="Petugas"))
        )
    after = {f.id: f for f in document.flows(map_id)}
    assert len(set(after) - set(before)) == 1
    assert set(before) <= set(after)
    changed = [i for i in before if after[i] != before[i]]
    assert [(after[i].source, before[i].target, after[i].target) for i in changed] == [("b", "c", "n")]


def test_new_shapes_touch_nothing_and_lie_in_their_lane() -> None:
    document, map_id, _ = arranged_service()
    wanted = rows(document, map_id)
    for n in range(8):
        actor = ("Petugas", "Pemohon", "Camat")[n % 3]
        wanted = edits.insert(wanted, 3, Row(id=f"n{n}", text=f"Langkah tambahan nomor {n}", actor=actor))
        with document.transaction(label("test")) as tx:
            apply(tx, map_id, wanted)
        wanted = rows(document, map_id)
    steps = [document.node(map_id, r.id) for r in wanted]
    for at, one in enumerate(steps):
        lane = lane_of(document, one)
        assert lane is not None
        assert lane.bounds.y <= one.drawn.y
        assert one.drawn.bottom <= lane.bounds.bottom
        for other in steps[at + 1 :]:
            assert not one.drawn.overlaps(other.drawn)


def test_a_special_task_stays_special_and_a_decision_looks_like_one() -> None:
    document, map_id, _ = arranged_service()
    with document.transaction(label("test")) as tx:
        shapes.change_kind(tx, map_id, "c", "task.user")
        apply(tx, map_id, edits.set_fields(rows(document, map_id), "c", text="Memeriksa"))
    assert document.node(map_id, "c").kind == "task.user"
    center = document.node(map_id, "c").drawn.center
    with document.transaction(label("test")) as tx:
        apply(tx, map_id, edits.set_kind(rows(document, map_id), "c", "decision"))
    node = document.node(map_id, "c")
    assert (node.kind, node.drawn.w, node.drawn.center) == ("gateway.exclusive", node.drawn.h, center)


def test_locked_rows_survive_every_edit() -> None:
    for name, edit in EDITS.items():
        document, map_id, _ = with_boundary()
        table = rows(document, map_id)
        (locked,) = [r for r in table if r.locked]
        assert (locked.locked, locked.text) == (LOCKED_BOUNDARY, "3 hari")
        wanted = edit(tuple(r for r in table if not r.locked))
        try:
            with document.transaction(label("test")) as tx:
                apply(tx, map_id, wanted)
        except RefusedError:
            assert name == "to decision"
            continue
        still_there = document.element(map_id, locked.id)
        assert (still_there is not None) == (document.element(map_id, "c") is not None), name
        if isinstance(still_there, Node):
            assert (still_there.attached, still_there.trigger) == ("c", "timer")


def test_a_locked_row_in_the_table_is_not_changed_and_goes_with_its_host() -> None:
    document, map_id, _ = with_boundary()
    wanted = tuple(
        replace(r, text="diubah", kind="task", next=(Next("e"),)) if r.locked else r
        for r in rows(document, map_id)
    )
    before = document.snapshot()
    with document.transaction(label("test")) as tx:
        apply(tx, map_id, wanted)
    assert document.snapshot() == before
    with document.transaction(label("test")) as tx:
        apply(tx, map_id, edits.remove(rows(document, map_id), "c"))
    assert not any(r.locked for r in rows(document, map_id))


def test_a_message_start_and_a_sub_process_are_locked_with_the_reason() -> None:
    document, map_id, _ = arranged_service()
    with document.transaction(label("test")) as tx:
        shapes.change(tx, map_id, "a", trigger="message")
        shapes.change_kind(tx, map_id, "e", "subprocess")
    locked = {r.id: r.locked for r in rows(document, map_id) if r.locked}
    assert locked == {"a": LOCKED_KIND, "e": LOCKED_KIND}
    wanted = edits.set_fields(rows(document, map_id), "c", text="Memeriksa ulang")
    with document.transaction(label("test")) as tx:
        apply(tx, map_id, wanted)
    assert rows(document, map_id) == wanted


def test_a_map_with_two_pools_is_read_only() -> None:
    document, map_id, _ = arranged_service()
    with document.transaction(label("test")) as tx:
        lower = lanes.add_pool(tx, map_id, Rect(40, 900, 900, 120), "Kelurahan")
        lanes.add_lane(tx, map_id, lower.id, name="Petugas")
    assert {r.locked for r in rows(document, map_id)} == {LOCKED_POOLS}
    with document.transaction(label("test")) as tx:
        apply(tx, map_id, rows(document, map_id))
    with pytest.raises(RefusedError), document.transaction(label("test")) as tx:
        apply(tx, map_id, edits.set_fields(rows(document, map_id), "c", text="x"))


def test_what_is_no_step_stays() -> None:
    document, map_id, _ = arranged_service()
    with document.transaction(label("test")) as tx:
        paper = shapes.create(tx, map_id, "data.object", Point(400, 60), name="Berkas")
        note = shapes.create(tx, map_id, "annotation", Point(500, 60), name="Paling lama 3 hari")
        line = flows.connect(tx, map_id, paper.id, "c")
    with document.transaction(label("test")) as tx:
        apply(tx, map_id, EDITS["insert"](rows(document, map_id)))
    for record in (paper, note, line):
        assert document.get(record.key) == record
    with document.transaction(label("test")) as tx:
        apply(tx, map_id, edits.remove(rows(document, map_id), "c"))
    assert document.get(paper.key) == paper
    assert document.get(line.key) is None


def test_a_reference_finds_its_process() -> None:
    document = counted(Document())
    with document.transaction(label("test")) as tx:
        one = tree.create_process(tx, "Umum")
        inner = tree.create_process(tx, "Surat Keluar", parent=one.id)
        tree.create_process(tx, "Keuangan")
        map_id = create_map(tx, "Peta").id
        texts = ("Lihat P1.1", "P.1.1 Surat Keluar", "surat  keluar", "P1.12 Lain", "Proses lain")
        apply(tx, map_id, tuple(Row(id=f"r{n}", kind="call", text=t) for n, t in enumerate(texts)))
    assert [document.node(map_id, f"r{n}").process for n in range(5)] == [inner.id] * 3 + ["", ""]
    with document.transaction(label("test")) as tx:
        apply(tx, map_id, edits.set_fields(rows(document, map_id), "r4", text="P1"))
    assert document.node(map_id, "r4").process == one.id


def test_flows_that_only_touch_their_shapes_count() -> None:
    document, map_id, _ = arranged_service()
    flow = next(f for f in document.flows(map_id) if (f.source, f.target) == ("b", "c"))
    before = rows(document, map_id)
    with document.transaction(label("test")) as tx:
        tx.put(replace(flow, source="", target=""))
    assert rows(document, map_id) == before


def test_a_table_from_elsewhere_keeps_the_steps_it_tells() -> None:
    document, map_id, _ = with_boundary()
    before = places(document, map_id)
    table = [
        ["1", "Mulai", "Pemohon", "mulai"],
        ["2", "Menyerahkan  berkas permohonan", "Pemohon"],
        ["3", "memeriksa berkas", "Petugas"],
        ["4", "Mencetak surat", "Camat"],
        ["5", "Selesai", "Pemohon", "selesai"],
    ]
    with document.transaction(label("test")) as tx:
        replace_all(tx, map_id, cells.from_cells(table, document.new_id))
    found = rows(document, map_id)
    assert [r.id for r in found if not r.locked] == ["a", "b", "c", "e", "f"]
    assert [r.text for r in found if r.locked] == ["3 hari"]
    assert found[1].text == "Menyerahkan  berkas permohonan"
    after = places(document, map_id)
    assert all(after[i] == before[i] for i in ("a", "b", "c", "f"))


def test_rows_of_parts_that_nothing_joins_keep_their_order_when_shapes_move() -> None:
    one, two, three, four = story("Satu", "Dua", "Tiga", "Empat", actor="Petugas")
    wanted = (one, replace(two, kind="end", next=()), three, four)
    document, map_id, _ = on_new_map(wanted)
    with document.transaction(label("test")) as tx:
        for n, row in enumerate(reversed(wanted)):
            node = document.node(map_id, row.id)
            tx.put(replace(node, bounds=node.bounds.moved(700 * n - node.bounds.x, 0)))
    assert [r.text for r in rows(document, map_id)] == ["Satu", "Dua", "Tiga", "Empat"]


def test_a_kind_is_refused_where_events_sit_on_the_border() -> None:
    document, map_id, _ = with_boundary()
    with pytest.raises(RefusedError) as refused, document.transaction(label("test")) as tx:
        apply(tx, map_id, edits.set_kind(rows(document, map_id), "c", "decision"))
    assert refused.value.reason.key == "steps.refused_boundary"


def test_empty_maps_and_empty_tables() -> None:
    document, map_id, _ = on_new_map(())
    with document.transaction(label("test")) as tx:
        assert was_empty(tx, map_id)
        apply(tx, map_id, service())
        assert not was_empty(tx, map_id)
    with document.transaction(label("test")) as tx:
        apply(tx, map_id, ())
    assert rows(document, map_id) == ()
    assert not [r for r in document.records() if r.key[1].startswith("#step")]
    assert actors(document, map_id) == ["Pemohon", "Petugas"]


def test_ways_to_nowhere_and_flows_that_are_not_allowed() -> None:
    document, map_id, _ = on_new_map((replace(story("A")[0], next=(Next("gone"),)),))
    assert rows(document, map_id)[0].next == ()
    document, map_id, _ = arranged_service()
    before = document.snapshot()
    wanted = tuple(replace(r, next=(Next("a"),)) if r.id == "e" else r for r in rows(document, map_id))
    with pytest.raises(RefusedError), document.transaction(label("test")) as tx:
        apply(tx, map_id, wanted)
    assert document.snapshot() == before


def test_flow_records_keep_their_kind() -> None:
    document, map_id, _ = arranged_service()
    assert all(isinstance(f, Flow) and f.kind == "sequence" and f.points for f in document.flows(map_id))


def test_a_boundary_event_stays_one_when_the_step_it_leads_to_goes() -> None:
    document, map_id, _ = with_boundary()
    (locked,) = [r for r in rows(document, map_id) if r.locked]
    with document.transaction(label("test")) as tx:
        extra = append(tx, map_id, locked.id, "task", name="Mengingatkan")
    wanted = edits.remove(rows(document, map_id), extra.id)
    with document.transaction(label("test")) as tx:
        apply(tx, map_id, wanted)
    event = document.node(map_id, locked.id)
    assert (event.kind, event.attached, event.trigger) == ("event.boundary", "c", "timer")
    assert document.element(map_id, extra.id) is None
