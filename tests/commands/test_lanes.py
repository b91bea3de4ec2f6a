"""The verbs for pools, lanes and phases: everything tiles, everything follows."""

from __future__ import annotations

import pytest
from small_maps import EDIT, Small, counting, small
from verbs import trio

from probis_editor.commands import flows, lanes, maps, shapes
from probis_editor.commands.reshape import pool_above, stands_upright
from probis_editor.geometry import Point, Rect
from probis_editor.model import queries
from probis_editor.model.document import Document
from probis_editor.model.elements import Node
from probis_editor.rules.permits import RefusedError


@pytest.fixture
def s() -> Small:
    return small()


def lane_of(s: Small, element_id: str) -> str:
    lane = queries.lane_of(s.document, s.node(element_id))
    return lane.id if lane else ""


def names(s: Small) -> list[str]:
    return [n.name for n in queries.lanes(s.document, s.map, s.pool)]


def test_the_first_lane_takes_the_pool() -> None:
    document = counting()
    with document.transaction(EDIT) as tx:
        m = maps.create_map(tx, "x").id
        pool = lanes.add_pool(tx, m, Rect(10, 20, 500, 130))
    lane = trio(document, lambda tx: lanes.add_lane(tx, m, pool.id, name="Camat", unit="u"))
    assert lane.bounds == Rect(60, 20, 450, 130)
    assert (lane.name, lane.unit, lane.parent) == ("Camat", "u", pool.id)
    second = trio(document, lambda tx: lanes.add_lane(tx, m, pool.id, height=80))
    assert second.bounds == Rect(60, 150, 450, 80)
    assert document.node(m, pool.id).bounds == Rect(10, 20, 500, 210)


@pytest.mark.parametrize(("below", "order"), [(True, ["Camat", "Baru"]), (False, ["Baru", "Camat"])])
def test_a_lane_beside_a_lane(s: Small, below: bool, order: list[str]) -> None:
    trio(s.document, lambda tx: lanes.add_lane(tx, s.map, s.lanes[0], below, "Baru", 90))
    assert names(s)[:2] == order
    assert lane_of(s, s.write) == s.lanes[0]
    assert lane_of(s, s.ok) == s.lanes[1]
    assert s.node(s.timer).drawn.center.y == s.node(s.write).drawn.bottom
    assert s.node(s.ok).drawn.center.y == 180 + 90
    assert s.node(s.other).bounds.y == 420 + 90
    assert s.node(s.reply).drawn.center.y == 500 + 90


def test_add_pool_makes_the_main_pool_and_takes_what_lies_in_it() -> None:
    document = counting()
    with document.transaction(EDIT) as tx:
        m = maps.create_map(tx, "x").id
        tx.drop((m, queries.surface(document, m)))
        inside = shapes.create(tx, m, "task", Point(200, 100))
        outside = shapes.create(tx, m, "task", Point(900, 100))
    pool = trio(document, lambda tx: lanes.add_pool(tx, m, Rect(0, 0, 600, 200), "Kecamatan"))
    assert queries.main_pool(document, m) is not None
    assert document.node(m, inside.id).parent == pool.id
    assert document.node(m, outside.id).parent == ""
    assert pool.workflow


def test_grow_lane_and_pool(s: Small) -> None:
    trio(s.document, lambda tx: lanes.grow_lane(tx, s.map, s.lanes[1], 35))
    assert s.node(s.lanes[1]).bounds.h == 155
    assert s.node(s.sub).drawn.center.y == 335
    assert s.node(s.other).bounds.y == 455
    trio(s.document, lambda tx: lanes.grow_pool(tx, s.map, s.pool, 100, 10))
    assert s.node(s.pool).bounds == Rect(0, 0, 1100, 405)
    assert s.node(s.lanes[2]).bounds.h == 130


def test_resize_pool_moves_borders_not_contents(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        lanes.add_phase(tx, s.map, s.pool, "Awal")
        lanes.add_phase(tx, s.map, s.pool, "Akhir")
    kept = {i: s.node(i).bounds for i in (*s.steps, s.note)}
    trio(s.document, lambda tx: shapes.resize(tx, s.map, s.pool, Rect(-50, -40, 1400, 500)))
    assert s.node(s.pool).bounds == Rect(-50, -40, 1400, 500)
    assert [s.node(i).bounds for i in s.lanes] == [
        Rect(0, -40, 1350, 160), Rect(0, 120, 1350, 120), Rect(0, 240, 1350, 220),
    ]  # fmt: skip
    assert {i: s.node(i).bounds for i in kept} == kept


def test_resize_pool_stops_at_its_contents(s: Small) -> None:
    trio(s.document, lambda tx: shapes.resize(tx, s.map, s.pool, Rect(400, 200, 300, 100)))
    pool = s.node(s.pool).bounds
    assert all(pool.covers(s.node(i).drawn) for i in s.steps)
    assert all(s.node(i).bounds.h >= lanes.LANE_LEAST for i in s.lanes)


def test_message_flows_stay_on_the_borders_of_a_pool(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        flow = flows.connect(tx, s.map, s.sub, s.other).id
        up = flows.connect(tx, s.map, s.other, s.pool).id
    for rect in (Rect(0, 380, 1000, 190), Rect(-60, 440, 1300, 130)):
        trio(s.document, lambda tx, rect=rect: shapes.resize(tx, s.map, s.other, rect))
    trio(s.document, lambda tx: lanes.grow_lane(tx, s.map, s.lanes[2], 50))
    trio(s.document, lambda tx: shapes.move(tx, s.map, [s.other], 40, 30))
    assert s.flow(flow).points[-1].y == s.flow(up).points[0].y == s.node(s.other).bounds.y
    assert s.flow(up).points[-1].y == s.node(s.pool).bounds.bottom


def test_drag_the_lower_border_of_a_lane(s: Small) -> None:
    rect = s.node(s.lanes[0]).bounds
    trio(s.document, lambda tx: shapes.resize(tx, s.map, s.lanes[0], rect._replace(h=200)))
    assert s.node(s.lanes[0]).bounds.h == 200
    assert s.node(s.ok).drawn.center.y == 260
    assert s.node(s.pool).bounds.h == 440
    trio(s.document, lambda tx: shapes.resize(tx, s.map, s.lanes[0], rect._replace(h=10)))
    assert s.node(s.lanes[0]).bounds.bottom == s.node(s.timer).drawn.bottom + 10
    assert lane_of(s, s.write) == s.lanes[0]


def test_drag_the_upper_border_of_a_lane(s: Small) -> None:
    kept = {i: s.node(i).bounds for i in s.steps}
    rect = s.node(s.lanes[1]).bounds
    trio(s.document, lambda tx: shapes.resize(tx, s.map, s.lanes[1], Rect(rect.x, 118, rect.w, rect.h + 2)))
    assert [s.node(i).bounds.h for i in s.lanes] == [118, 122, 120]
    trio(s.document, lambda tx: shapes.resize(tx, s.map, s.lanes[1], Rect(rect.x, 300, rect.w, 50)))
    top = min(s.node(i).drawn.y for i in (s.ok, s.send)) - 10
    assert s.node(s.lanes[1]).bounds.y == top
    assert {i: s.node(i).bounds for i in s.steps} == kept
    first = s.node(s.lanes[0]).bounds
    up = Rect(first.x, -30, first.w, first.h + 30)
    trio(s.document, lambda tx: shapes.resize(tx, s.map, s.lanes[0], up))
    assert s.node(s.pool).bounds.y == -30


def test_drag_the_right_border_of_a_lane(s: Small) -> None:
    rect = s.node(s.lanes[1]).bounds
    trio(s.document, lambda tx: shapes.resize(tx, s.map, s.lanes[1], rect._replace(w=rect.w + 77)))
    assert s.node(s.pool).bounds.right == 1077


def test_delete_a_lane_keeps_its_steps(s: Small) -> None:
    trio(s.document, lambda tx: lanes.delete_lane(tx, s.map, s.lanes[1]))
    first, last = queries.lanes(s.document, s.map, s.pool)
    assert first.bounds.h + last.bounds.h == 360
    assert s.node(s.ok).drawn.center.y == 180
    assert min(first.bounds.h, last.bounds.h) > 120
    assert first.bounds.bottom not in range(159, 202)  # no step is cut
    trio(s.document, lambda tx: shapes.delete(tx, s.map, [s.lanes[0]]))
    assert s.node(s.lanes[2]).bounds == Rect(50, 0, 950, 360)
    trio(s.document, lambda tx: shapes.delete(tx, s.map, [s.lanes[2]]))
    assert names(s) == []
    assert s.node(s.pool).bounds.h == 360


def test_delete_a_lane_with_its_contents(s: Small) -> None:
    trio(s.document, lambda tx: lanes.delete_lane(tx, s.map, s.lanes[0], contents=True))
    assert s.document.element(s.map, s.write) is None
    assert s.document.element(s.map, s.timer) is None
    assert s.document.element(s.map, s.note) is None
    assert s.node(s.ok).drawn.center.y == 60
    assert s.node(s.pool).bounds.h == 240
    assert s.node(s.other).bounds.y == 300


@pytest.mark.parametrize(("by", "order"), [(1, (1, 0, 2)), (2, (1, 2, 0)), (9, (1, 2, 0))])
def test_move_a_lane_down(s: Small, by: int, order: tuple[int, ...]) -> None:
    with s.document.transaction(EDIT) as tx:
        lanes.grow_lane(tx, s.map, s.lanes[0], 40)
    homes = {i: lane_of(s, i) for i in s.steps}
    before = names(s)
    trio(s.document, lambda tx: lanes.move_lane(tx, s.map, s.lanes[0], by))
    assert names(s) == [before[i] for i in order]
    assert {i: lane_of(s, i) for i in s.steps} == homes
    assert s.node(s.timer).drawn.center.y == s.node(s.write).drawn.bottom


def test_move_a_lane_up_and_nowhere(s: Small) -> None:
    trio(s.document, lambda tx: lanes.move_lane(tx, s.map, s.lanes[2], -1))
    assert names(s) == ["Camat", "Staf", "Sekretaris"]
    assert s.node(s.sub).drawn.center.y == 180
    trio(s.document, lambda tx: lanes.move_lane(tx, s.map, s.lanes[0], -1), changes=False)


def test_phases(s: Small) -> None:
    first = trio(s.document, lambda tx: lanes.add_phase(tx, s.map, s.pool, "Awal"))
    assert first.bounds == Rect(50, 0, 950, 360)
    second = trio(s.document, lambda tx: lanes.add_phase(tx, s.map, s.pool, "Akhir", 150))
    assert second.bounds == Rect(1000, 0, 150, 360)
    assert s.node(s.lanes[0]).bounds.right == 1150
    trio(s.document, lambda tx: lanes.add_lane(tx, s.map, s.pool))
    step = trio(s.document, lambda tx: shapes.create(tx, s.map, "task", Point(1075, 60)))
    wider = s.node(first.id).bounds._replace(w=1000)
    trio(s.document, lambda tx: shapes.resize(tx, s.map, first.id, wider))
    assert s.node(step.id).drawn.center.x == 1125
    assert s.node(s.pool).bounds.right == 1200
    narrow = s.node(first.id).bounds._replace(w=1)
    trio(s.document, lambda tx: shapes.resize(tx, s.map, first.id, narrow))
    assert s.node(first.id).bounds.right == s.node(s.end).drawn.right + 10
    border = s.node(second.id).bounds
    trio(
        s.document,
        lambda tx: shapes.resize(tx, s.map, second.id, Rect(border.x - 40, 0, border.w + 40, border.h)),
    )
    assert s.node(first.id).bounds.right == border.x - 40
    trio(s.document, lambda tx: shapes.delete(tx, s.map, [first.id]))
    assert s.node(second.id).bounds.x == 50
    trio(s.document, lambda tx: shapes.delete(tx, s.map, [second.id]))


def test_delete_the_last_phase(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        first = lanes.add_phase(tx, s.map, s.pool)
        second = lanes.add_phase(tx, s.map, s.pool)
    trio(s.document, lambda tx: lanes.delete_phase(tx, s.map, second.id))
    assert s.node(first.id).bounds.right == s.node(s.pool).bounds.right


def nested(s: Small) -> tuple[str, str]:
    """Two lanes in the middle lane, as BPMN files may have them."""
    outer = s.node(s.lanes[1])
    rect = outer.bounds
    with s.document.transaction(EDIT) as tx:
        for number, name in enumerate(("a", "b")):
            bounds = Rect(rect.x + 30, rect.y + 60 * number, rect.w - 30, 60)
            tx.put(Node(map=s.map, id=name, kind="lane", bounds=bounds, parent=outer.id, z=outer.z + 50))
    return "a", "b"


def test_nested_lanes_tile_after_every_verb(s: Small) -> None:
    a, b = nested(s)
    trio(s.document, lambda tx: lanes.grow_lane(tx, s.map, b, 30))
    assert s.node(s.lanes[1]).bounds.h == 150
    assert s.node(s.pool).bounds.h == 390
    trio(s.document, lambda tx: lanes.grow_lane(tx, s.map, s.lanes[1], 20))
    assert s.node(b).bounds.h == 110
    trio(s.document, lambda tx: lanes.add_lane(tx, s.map, a, name="c"))
    assert [n.name or n.id for n in queries.lanes(s.document, s.map, s.lanes[1])] == ["a", "c", "b"]
    trio(s.document, lambda tx: lanes.move_lane(tx, s.map, s.lanes[1], -1))
    assert [n.id for n in queries.lanes(s.document, s.map, s.pool)] == [s.lanes[1], s.lanes[0], s.lanes[2]]
    trio(s.document, lambda tx: lanes.move_lane(tx, s.map, b, -2))
    assert [n.name or n.id for n in queries.lanes(s.document, s.map, s.lanes[1])] == ["b", "a", "c"]
    trio(s.document, lambda tx: shapes.resize(tx, s.map, s.pool, Rect(0, -20, 1200, 700)))
    assert s.node(s.pool).bounds == Rect(0, -20, 1200, 700)
    trio(s.document, lambda tx: lanes.delete_lane(tx, s.map, a))
    assert [n.name or n.id for n in queries.lanes(s.document, s.map, s.lanes[1])] == ["b", "c"]
    trio(s.document, lambda tx: lanes.delete_lane(tx, s.map, s.lanes[2]))
    assert [n.id for n in queries.lanes(s.document, s.map, s.pool)] == [s.lanes[1], s.lanes[0]]
    trio(s.document, lambda tx: lanes.delete_lane(tx, s.map, s.lanes[1]))
    assert s.document.element(s.map, b) is None


def upright() -> tuple[Document, str, str, list[str]]:
    """A pool whose three lanes stand side by side, with a step in each and flows between them."""
    document = counting()
    with document.transaction(EDIT) as tx:
        m = maps.create_map(tx, "x").id
        pool = lanes.add_pool(tx, m, Rect(0, 0, 600, 850)).id
        z = document.node(m, pool).z + 1
        ids = ["l1", "l2", "l3"]
        for number, i in enumerate(ids):
            bounds = Rect(200 * number, 50, 200, 800)
            tx.put(Node(map=m, id=i, kind="lane", bounds=bounds, parent=pool, z=z + number))
        steps = [shapes.create(tx, m, "task", Point(100 + 200 * n, 150 + 100 * n)).id for n in range(3)]
        flows.connect(tx, m, steps[0], steps[1])
        flows.connect(tx, m, steps[1], steps[2])
    return document, m, pool, [*ids, *steps]


def test_lanes_side_by_side() -> None:
    document, m, pool, (one, two, three, first, second, third) = upright()
    assert stands_upright(document, document.node(m, pool))
    new = trio(document, lambda tx: lanes.add_lane(tx, m, one, name="Baru", height=150))
    assert new.bounds == Rect(200, 50, 150, 800)
    assert document.node(m, second).drawn.center == Point(450, 250)
    assert document.node(m, pool).bounds == Rect(0, 0, 750, 850)
    trio(document, lambda tx: lanes.move_lane(tx, m, three, -1))
    assert document.node(m, third).drawn.center.x == 450
    trio(document, lambda tx: lanes.grow_lane(tx, m, one, 25))
    assert document.node(m, one).bounds.w == 225
    low = trio(document, lambda tx: shapes.create(tx, m, "task", Point(100, 845)))
    assert document.node(m, one).bounds.covers(low.drawn)
    trio(document, lambda tx: shapes.resize(tx, m, pool, Rect(-30, 0, 900, 1000)))
    assert document.node(m, pool).bounds == Rect(-30, 0, 900, 1000)
    trio(document, lambda tx: lanes.delete_lane(tx, m, two))
    assert [n.id for n in queries.lanes(document, m, pool)] == [one, new.id, three]
    trio(document, lambda tx: lanes.delete_lane(tx, m, one, contents=True))
    assert document.element(m, first) is None


def test_the_pool_above(s: Small) -> None:
    assert pool_above(s.document, s.map, s.lanes[0]).id == s.pool
    assert pool_above(s.document, s.map, s.inner_a).id == s.pool
    with s.document.transaction(EDIT) as tx:
        tx.put(Node(map=s.map, id="x", kind="task", bounds=Rect(0, 0, 1, 1)))
    with pytest.raises(RefusedError):
        pool_above(s.document, s.map, "x")
    with pytest.raises(KeyError):
        pool_above(s.document, s.map, "gone")


def test_lanes_without_a_pool_can_only_be_removed(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        for name, parent in (("x", ""), ("y", "x")):
            tx.put(
                Node(map=s.map, id=name, kind="lane", bounds=Rect(0, 900, 300, 90), parent=parent, z=100_050)
            )
    for verb in (lanes.add_lane, lambda tx, m, i: lanes.grow_lane(tx, m, i, 10)):
        with pytest.raises(RefusedError), s.document.transaction(EDIT) as tx:
            verb(tx, s.map, "x")
    trio(s.document, lambda tx: shapes.delete(tx, s.map, ["x"]))
    assert s.document.element(s.map, "y") is None
