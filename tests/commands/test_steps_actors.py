"""Actors of the table and lanes of the map are the same things."""

from __future__ import annotations

from commands.step_rows import arranged_service, on_new_map, places, story
from msgspec.structs import replace

from probis_editor.commands import shapes
from probis_editor.commands.steps import edits
from probis_editor.commands.steps.apply import apply
from probis_editor.geometry import Rect
from probis_editor.layout.steps import Next, Row, actors, rows
from probis_editor.model.changes import label
from probis_editor.model.office import Unit
from probis_editor.model.queries import lane_of, pools


def test_a_renamed_lane_is_the_same_actor() -> None:
    document, map_id, _ = arranged_service()
    lane = lane_of(document, document.node(map_id, "c"))
    assert lane is not None
    with document.transaction(label("test")) as tx:
        shapes.rename(tx, map_id, lane.id, "Petugas Loket")
    assert [r.actor for r in rows(document, map_id)].count("Petugas Loket") == 3
    before = places(document, map_id)
    with document.transaction(label("test")) as tx:
        apply(tx, map_id, edits.set_fields(rows(document, map_id), "e", actor="petugas  loket", text="Cetak"))
    assert places(document, map_id) == before
    assert actors(document, map_id) == ["Pemohon", "Petugas Loket"]


def test_new_actors_become_lanes_below_with_their_unit() -> None:
    document, map_id, _ = arranged_service()
    with document.transaction(label("test")) as tx:
        tx.put(Unit(id="u1", name="Camat Wonoasih", kind="position", aliases=("Camat",)))
        apply(tx, map_id, edits.set_fields(rows(document, map_id), "e", actor="Camat"))
    assert actors(document, map_id) == ["Pemohon", "Petugas", "Camat"]
    assert next(r for r in rows(document, map_id) if r.id == "e").unit == "u1"


def test_lanes_inside_lanes_are_found() -> None:
    document, map_id, _ = arranged_service()
    outer = lane_of(document, document.node(map_id, "c"))
    assert outer is not None
    inner = replace(
        outer,
        id="inner",
        name="Loket 1",
        parent=outer.id,
        bounds=Rect(outer.bounds.x + 32, outer.bounds.y, outer.bounds.w - 32, outer.bounds.h),
    )
    with document.transaction(label("test")) as tx:
        tx.put(inner)
    assert actors(document, map_id) == ["Pemohon", "Loket 1"]
    with document.transaction(label("test")) as tx:
        apply(
            tx, map_id, edits.insert(rows(document, map_id), 3, Row(id="n", text="Mencatat", actor="Loket 1"))
        )
    node = document.node(map_id, "n")
    assert node.parent == pools(document, map_id)[0].id
    assert [n.name for n in document.nodes(map_id) if n.kind == "lane"].count("Loket 1") == 1


def test_a_row_without_actor_takes_the_one_above() -> None:
    document, map_id, _ = on_new_map(
        (
            Row(id="a", text="A", actor="", next=(Next("b"),)),
            Row(id="b", text="B", actor="Camat", next=(Next("c"),)),
            Row(id="c", text="C", actor="", next=(Next("d"),)),
            Row(id="d", text="D", actor="Kasi"),
        )
    )
    assert [r.actor for r in rows(document, map_id)] == ["Camat", "Camat", "Camat", "Kasi"]
    with document.transaction(label("test")) as tx:
        apply(tx, map_id, edits.set_fields(rows(document, map_id), "d", actor=""))
    assert rows(document, map_id)[3].actor == "Kasi"


def test_the_first_actor_of_a_map_draws_the_pool_around_what_is_there() -> None:
    document, map_id, _ = on_new_map(story("A", "B", "C"))
    before = places(document, map_id)
    with document.transaction(label("test")) as tx:
        apply(tx, map_id, edits.set_fields(rows(document, map_id), "s2", actor="Camat"))
    assert [r.actor for r in rows(document, map_id)] == ["Camat"] * 3
    assert {i: places(document, map_id)[i] for i in ("s1", "s2", "s3")} == {
        i: before[i] for i in ("s1", "s2", "s3")
    }
    with document.transaction(label("test")) as tx:
        apply(tx, map_id, edits.insert(rows(document, map_id), 3, Row(id="n", text="D", actor="Kasi")))
    assert [r.actor for r in rows(document, map_id)] == ["Camat"] * 3 + ["Kasi"]


def test_lanes_come_in_the_order_of_the_table() -> None:
    names = ["Pemohon", "Loket", "Camat", "Arsip"]
    table = tuple(Row(id=f"r{n}", text=str(n), actor=name) for n, name in enumerate([*names, *names]))
    document, map_id, _ = on_new_map(table)
    assert actors(document, map_id) == names


def test_a_lane_without_room_grows_for_the_step_that_comes_into_it() -> None:
    table = story(*"ABCDEF")
    document, map_id, _ = on_new_map(tuple(replace(row, actor="Kasi") for row in table))
    wanted = tuple(replace(row, actor="Camat") for row in rows(document, map_id))
    with document.transaction(label("test")) as tx:
        apply(tx, map_id, wanted)
    assert rows(document, map_id) == wanted
    (pool,) = pools(document, map_id)
    for row in wanted:
        node = document.node(map_id, row.id)
        assert node.parent == pool.id
        assert node.drawn.right <= pool.bounds.right
