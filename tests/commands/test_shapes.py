"""The verbs for shapes and what follows from them."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from small_maps import EDIT, Small, small
from verbs import trio

from probis_editor.commands import consequences, flows, shapes
from probis_editor.geometry import Point, Rect
from probis_editor.model import queries
from probis_editor.model.elements import PLAIN, Node, StepRow, Style
from probis_editor.model.repairs import outline_distance
from probis_editor.rules.permits import RefusedError


@pytest.fixture
def s() -> Small:
    return small()


def test_create_takes_size_owner_and_place_on_top(s: Small) -> None:
    node = trio(s.document, lambda tx: shapes.create(tx, s.map, "task", Point(700, 60), name="Baru"))
    assert node.drawn.center == Point(700, 60)
    assert node.parent == s.pool
    assert node.name == "Baru"
    assert node.z > s.node(s.lanes[2]).z
    assert node.z > s.node(s.sub).z
    outside = trio(s.document, lambda tx: shapes.create(tx, s.map, "task", Point(500, 3000)))
    assert outside.parent == queries.surface(s.document, s.map)
    exact = Rect(1, 2, 33, 44)
    assert trio(s.document, lambda tx: shapes.create(tx, s.map, "text", bounds=exact)).bounds == exact


def test_create_grows_lane_and_pool(s: Small) -> None:
    lane, pool = s.node(s.lanes[0]).bounds, s.node(s.pool).bounds
    node = trio(s.document, lambda tx: shapes.create(tx, s.map, "task", Point(980, 110)))
    assert s.node(s.lanes[0]).bounds.bottom == node.drawn.bottom + 20
    assert s.node(s.pool).bounds.right == node.drawn.right + 20
    grown = s.node(s.lanes[0]).bounds.h - lane.h
    assert s.node(s.ok).drawn.center.y == 180 + grown
    assert s.node(s.pool).bounds.h == pool.h + grown
    assert s.node(s.other).bounds.y == 420 + grown


def test_create_on_a_border(s: Small) -> None:
    host = s.node(s.send)
    at = Point(host.drawn.center.x, 200)
    event = trio(s.document, lambda tx: shapes.create(tx, s.map, "event.catch", at, attached=s.send))
    assert event.kind == "event.boundary"
    assert outline_distance("task", host.drawn, event.drawn.center) == 0
    inner = trio(
        s.document,
        lambda tx: shapes.create(tx, s.map, "event.boundary", Point(0, 0), attached=s.inner_a),
    )
    assert (inner.parent, inner.plane) == (s.sub, s.sub)


def test_create_is_refused(s: Small) -> None:
    before = s.document.snapshot()
    for kind, fields in (
        ("event.start", {"attached": s.send}),
        ("event.catch", {"attached": s.ok}),
        ("task", {"parent": s.send}),
        ("lane", {"parent": s.sub}),
    ):
        with pytest.raises(RefusedError), s.document.transaction(EDIT) as tx:
            shapes.create(tx, s.map, kind, Point(550, 180), **fields)
    assert s.document.snapshot() == before


def test_create_makes_containers_that_tile(s: Small) -> None:
    pool = trio(s.document, lambda tx: shapes.create(tx, s.map, "pool", bounds=Rect(0, 900, 800, 200)))
    assert pool.workflow
    assert pool.parent == ""
    lane = trio(s.document, lambda tx: shapes.create(tx, s.map, "lane", Point(400, 950), name="Kasi"))
    assert lane.parent == pool.id
    trio(s.document, lambda tx: shapes.create(tx, s.map, "phase", Point(400, 950), name="Awal"))
    trio(s.document, lambda tx: shapes.create(tx, s.map, "lane", Point(400, 950), unit="u"))
    assert [n.unit for n in queries.lanes(s.document, s.map, pool.id)] == ["", "u"]


def test_move_carries_flows_labels_and_boundary_events(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        shapes.move_label(tx, s.map, s.timer, Rect(260, 100, 40, 20))
        shapes.move_label(tx, s.map, s.a, Rect(150, 40, 40, 20))
    timer, other = s.node(s.timer), s.node(s.send)
    trio(s.document, lambda tx: shapes.move(tx, s.map, [s.write], 40, -10))
    assert s.node(s.write).drawn.center == Point(290, 50)
    assert s.node(s.timer).bounds == timer.bounds.moved(40, -10)
    assert s.node(s.timer).label == Rect(300, 90, 40, 20)
    assert s.flow(s.a).label != Rect(150, 40, 40, 20)
    assert s.node(s.send) == other


def test_flows_between_moved_shapes_move_along(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        shapes.move_label(tx, s.map, s.last, Rect(700, 150, 40, 20))
    points = s.flow(s.last).points
    trio(s.document, lambda tx: shapes.move(tx, s.map, [s.send, s.end], 13, 7))
    assert s.flow(s.last).points == tuple(p.moved(13, 7) for p in points)
    assert s.flow(s.last).label == Rect(713, 157, 40, 20)


def test_bends_made_by_hand_survive_a_move(s: Small) -> None:
    right, left = s.node(s.send).drawn.right, s.node(s.end).drawn.x
    bent = (
        Point(right, 180),
        Point(700, 180),
        Point(700, 220),
        Point(860, 220),
        Point(860, 180),
        Point(left, 180),
    )
    with s.document.transaction(EDIT) as tx:
        flows.set_points(tx, s.map, s.last, bent)
    trio(s.document, lambda tx: shapes.move(tx, s.map, [s.send], -10, 5))
    moved = s.flow(s.last).points
    assert moved == (Point(right - 10, 185), Point(700, 185), *bent[2:])


def test_a_mended_flow_does_not_run_through_a_shape(s: Small) -> None:
    right, left = s.node(s.send).drawn.right, s.node(s.end).drawn.x
    bent = (
        Point(right, 180),
        Point(800, 180),
        Point(800, 220),
        Point(860, 220),
        Point(860, 180),
        Point(left, 180),
    )
    with s.document.transaction(EDIT) as tx:
        flows.set_points(tx, s.map, s.last, bent)
        block = shapes.create(tx, s.map, "task", Point(720, 130)).drawn
    trio(s.document, lambda tx: shapes.move(tx, s.map, [s.send], 0, -40))
    for a, b in zip(s.flow(s.last).points, s.flow(s.last).points[1:], strict=False):
        box = Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y))
        assert not block.grown(-1).overlaps(box)


def test_move_between_lanes_and_pools(s: Small) -> None:
    trio(s.document, lambda tx: shapes.move(tx, s.map, [s.write], 0, 430))
    assert s.node(s.write).parent == s.other
    assert s.node(s.timer).parent == s.other
    assert s.flow(s.b).parent == s.other
    trio(s.document, lambda tx: shapes.move(tx, s.map, [s.write], 0, 3000))
    assert s.node(s.write).parent == queries.surface(s.document, s.map)


def test_a_moved_pool_takes_everything_along(s: Small) -> None:
    before = {i: s.node(i).bounds for i in (*s.steps, *s.lanes, s.timer, s.note, s.pool)}
    points = s.flow(s.a).points
    trio(s.document, lambda tx: shapes.move(tx, s.map, [s.pool], 30, -1000))
    for i, rect in before.items():
        assert s.node(i).bounds == rect.moved(30, -1000)
    assert s.node(s.inner_a).bounds.center == Point(100, 60)
    assert s.flow(s.a).points == tuple(p.moved(30, -1000) for p in points)


def test_lanes_and_flows_do_not_move_alone(s: Small) -> None:
    before = s.document.snapshot()
    trio(s.document, lambda tx: shapes.move(tx, s.map, [s.lanes[0], s.a, "gone"], 30, 10), changes=False)
    assert s.document.snapshot() == before


def test_a_boundary_event_slides_along_its_host(s: Small) -> None:
    trio(s.document, lambda tx: shapes.move(tx, s.map, [s.timer], 500, -3))
    host = s.node(s.write).drawn
    assert s.node(s.timer).drawn.center.x == host.right


@pytest.mark.parametrize(
    ("center", "found"),
    [
        (Point(50, -5), Point(50, 0)),
        (Point(-5, 200), Point(0, 100)),
        (Point(50, 60), Point(50, 100)),
        (Point(5, 50), Point(0, 50)),
        (Point(100, 50), Point(100, 50)),
    ],
)
def test_nearest_place_on_a_border(center: Point, found: Point) -> None:
    assert consequences.on_border(center, Rect(0, 0, 100, 100)) == found


def test_resize_keeps_events_on_the_border_and_flows_docked(s: Small) -> None:
    trio(s.document, lambda tx: shapes.resize(tx, s.map, s.write, Rect(200, 20, 140, 70)))
    assert s.node(s.write).bounds == Rect(200, 20, 140, 70)
    trio(s.document, lambda tx: shapes.resize(tx, s.map, s.write, Rect(200, 20, 1, 1)))
    assert s.node(s.write).bounds == Rect(200, 20, 40, 30)


def test_resize_of_an_open_sub_process_leaves_its_closed_size(s: Small) -> None:
    closed = s.node(s.sub).bounds
    trio(s.document, lambda tx: shapes.change(tx, s.map, s.sub, expanded=True, expanded_size=(200.0, 90.0)))
    assert s.node(s.sub).bounds == closed
    trio(s.document, lambda tx: shapes.resize(tx, s.map, s.sub, Rect(480, 260, 220, 80)))
    assert s.node(s.sub).bounds == Rect(480, 260, closed.w, closed.h)
    assert s.node(s.sub).expanded_size == (220, 80)


def test_flows_follow_an_opened_sub_process(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        flow = flows.connect(tx, s.map, s.send, s.sub).id
        back = flows.connect(tx, s.map, s.sub, s.end).id

    def ends() -> tuple[Point, Point]:
        return s.flow(flow).points[-1], s.flow(back).points[0]

    closed = ends()
    trio(s.document, lambda tx: shapes.change(tx, s.map, s.sub, expanded=True, expanded_size=(200.0, 90.0)))
    assert all(outline_distance(s.node(s.sub).kind, s.node(s.sub).drawn, p) < 0.01 for p in ends())
    assert ends() != closed
    trio(s.document, lambda tx: shapes.change(tx, s.map, s.sub, expanded=False))
    assert all(outline_distance(s.node(s.sub).kind, s.node(s.sub).drawn, p) < 0.01 for p in ends())
    assert {f.id for f in s.document.incident(s.map, s.sub)} == {flow, back}


def test_inline_contents_move_with_their_sub_process(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        sub = shapes.create(
            tx, s.map, "subprocess", bounds=Rect(600, 700, 90, 60), inline=True, expanded=True,
            expanded_size=(300.0, 200.0),
        )  # fmt: skip
        inner = shapes.create(tx, s.map, "task", Point(700, 800))
    assert (inner.parent, inner.plane) == (sub.id, "")
    trio(s.document, lambda tx: shapes.move(tx, s.map, [sub.id], 10, 10))
    assert s.node(inner.id).drawn.center == Point(710, 810)
    trio(s.document, lambda tx: shapes.move(tx, s.map, [inner.id], 400, 0))
    assert s.node(inner.id).parent == queries.surface(s.document, s.map)


def test_rename_change_and_style(s: Small) -> None:
    trio(s.document, lambda tx: shapes.rename(tx, s.map, s.write, "  Baris 1\nBaris 2 "))
    assert s.node(s.write).name == "Baris 1\nBaris 2"
    trio(s.document, lambda tx: shapes.rename(tx, s.map, s.yes, "Sesuai"))
    assert s.flow(s.yes).name == "Sesuai"
    trio(s.document, lambda tx: shapes.change(tx, s.map, s.write, documentation="x"))
    with pytest.raises(KeyError), s.document.transaction(EDIT) as tx:
        shapes.change(tx, s.map, "gone", name="x")
    trio(s.document, lambda tx: shapes.set_style(tx, s.map, [s.write, s.a, "gone"], fill="#FF0000"))
    assert s.node(s.write).style == Style(fill="#FF0000")
    trio(s.document, lambda tx: shapes.set_style(tx, s.map, [s.write, s.a]))
    assert (s.node(s.write).style, s.flow(s.a).style) == (PLAIN, PLAIN)
    trio(s.document, lambda tx: shapes.move_label(tx, s.map, s.ok, Rect(1, 2, 3, 4)))
    assert s.node(s.ok).label == Rect(1, 2, 3, 4)


def test_change_kind_stays_in_the_family(s: Small) -> None:
    trio(s.document, lambda tx: shapes.change_kind(tx, s.map, s.write, "task.user"))
    assert s.node(s.write).kind == "task.user"
    trio(s.document, lambda tx: shapes.change_kind(tx, s.map, s.ok, "gateway.parallel"))
    refused = {s.write: "gateway.parallel", s.timer: "event.end", s.end: "event.boundary", s.sub: "call"}
    for element, kind in refused.items():
        with pytest.raises(RefusedError), s.document.transaction(EDIT) as tx:
            shapes.change_kind(tx, s.map, element, kind)


def gone(s: Small, *ids: str) -> bool:
    return all(s.document.get((s.map, i)) is None for i in ids)


def test_delete_heals_a_step_with_one_flow_in_and_one_out(s: Small) -> None:
    trio(s.document, lambda tx: shapes.delete(tx, s.map, [s.send]))
    assert gone(s, s.send, s.last, s.tie, s.message)
    joined = s.flow(s.yes)
    assert (joined.source, joined.target, joined.name) == (s.ok, s.end, "Ya")


def test_delete_of_branching_steps_does_not_heal(s: Small) -> None:
    trio(s.document, lambda tx: shapes.delete(tx, s.map, [s.ok]))
    assert gone(s, s.ok, s.b, s.yes, s.no)
    trio(s.document, lambda tx: shapes.delete(tx, s.map, [s.send, s.start]))
    assert gone(s, s.send, s.start, s.last, s.a)


@pytest.mark.parametrize("with_their_flows", [False, True])
def test_delete_heals_over_a_chain_of_steps(s: Small, with_their_flows: bool) -> None:
    with s.document.transaction(EDIT) as tx:
        more = shapes.create(tx, s.map, "task", Point(740, 180), name="Mencatat").id
        between = s.last
        flows.insert(tx, s.map, s.last, more)
    ids = [s.send, more, *([between] if with_their_flows else [])]
    trio(s.document, lambda tx: shapes.delete(tx, s.map, ids))
    assert gone(s, s.send, more, between)
    joined = s.flow(s.yes)
    assert (joined.source, joined.target, joined.name) == (s.ok, s.end, "Ya")


def test_delete_does_not_heal_over_a_flow_that_is_to_go_too(s: Small) -> None:
    trio(s.document, lambda tx: shapes.delete(tx, s.map, [s.send, s.yes]))
    assert gone(s, s.send, s.yes, s.last)


def test_delete_takes_contents_events_and_rows(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        tx.put(StepRow(map=s.map, element=s.write, inputs="x"))
        tx.put(replace(s.flow(s.inner), id="loose", source="", target=""))
    trio(s.document, lambda tx: shapes.delete(tx, s.map, [s.sub]))
    assert gone(s, s.sub, s.inner_a, s.inner_b, s.inner, "loose")
    trio(s.document, lambda tx: shapes.delete(tx, s.map, [s.write]))
    assert gone(s, s.write, s.timer, "#step:" + s.write, s.a, s.no)


def test_delete_of_flows_takes_their_notes(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        note = flows.connect(tx, s.map, s.note, s.yes).id
    trio(s.document, lambda tx: shapes.delete(tx, s.map, [s.yes]))
    assert gone(s, s.yes, note)
    assert not gone(s, s.note)


def test_delete_of_a_step_takes_flows_whose_ends_are_only_drawn(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        tx.put(replace(s.flow(s.last), source=""))
    trio(s.document, lambda tx: shapes.delete(tx, s.map, [s.send, s.note]))
    assert gone(s, s.last)


def test_delete_of_a_pool_takes_all_in_it_and_nothing_else(s: Small) -> None:
    trio(s.document, lambda tx: shapes.delete(tx, s.map, [s.lanes[1], s.pool, s.send]))
    assert gone(s, s.pool, *s.lanes, *s.steps, s.inner_a, s.timer, s.message)
    assert not gone(s, s.other, s.reply)
    main = queries.surface(s.document, s.map)
    trio(s.document, lambda tx: shapes.delete(tx, s.map, [main]), changes=False)


def test_delete_all(s: Small) -> None:
    everything = [n.id for n in s.document.nodes(s.map)] + [f.id for f in s.document.flows(s.map)]
    trio(s.document, lambda tx: shapes.delete(tx, s.map, everything))
    assert [n.hidden for n in s.document.nodes(s.map)] == [True]
    assert s.document.flows(s.map) == []


def test_a_guessed_end_follows_and_is_then_stored(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        tx.put(replace(s.flow(s.last), source="", target=""))
    trio(s.document, lambda tx: shapes.move(tx, s.map, [s.send], 0, 20))
    assert (s.flow(s.last).source, s.flow(s.last).target) == (s.send, s.end)


def test_a_loose_end_stays_in_the_air(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        first = s.flow(s.last).points[0]
        tx.put(replace(s.flow(s.last), target="", points=(first, Point(800, 230))))
    trio(s.document, lambda tx: shapes.move(tx, s.map, [s.send], 5, 6))
    assert s.flow(s.last).points == (first.moved(5, 6), Point(800, 230))
    assert s.flow(s.last).target == ""


def test_a_note_at_a_flow_follows_it(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        note = flows.connect(tx, s.map, s.note, s.last).id
    before = s.flow(note).points
    trio(s.document, lambda tx: shapes.move(tx, s.map, [s.end], 60, 40))
    after = s.flow(note).points
    assert after[1] != before[1]
    assert outline_distance("annotation", s.node(s.note).drawn, after[0]) < 1
    trio(s.document, lambda tx: shapes.move(tx, s.map, [s.note], 30, 0))
    assert s.flow(note).points[1] == after[1]


def test_flows_of_counts_guessed_ends_once(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        tx.put(replace(s.flow(s.last), source=""))
        found = consequences.flows_of(tx, s.map, [s.send, s.end])
    assert [f.id for f in found] == [
        f.id for f in s.document.flows(s.map) if f.id in (s.yes, s.last, s.tie, s.message)
    ]


def test_new_elements_of_an_imported_map_lie_in_the_right_layer(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        for number, node in enumerate(s.document.nodes(s.map)):
            tx.put(replace(node, z=number + 1))
        for number, flow in enumerate(s.document.flows(s.map)):
            tx.put(replace(flow, z=100 + number))
    trio(s.document, lambda tx: shapes.create(tx, s.map, "pool", bounds=Rect(0, 2000, 600, 200)))
    trio(s.document, lambda tx: shapes.create(tx, s.map, "lane", Point(300, 2100)))
    made: Node = trio(s.document, lambda tx: shapes.create(tx, s.map, "task", Point(300, 2100)))
    assert made.z > max(n.z for n in s.document.nodes(s.map) if n.kind == "lane")
