"""Arranging several things, making room, changing kinds in place, texts that fit: each with undo and redo."""

from __future__ import annotations

import pytest
from small_maps import EDIT, Small, small
from verbs import trio

from probis_editor.commands import arrange, flows, lanes, phases, shapes, texts, turning
from probis_editor.commands.space import make_space
from probis_editor.commands.straight import straighten
from probis_editor.geometry import Point, Rect
from probis_editor.rules.permits import RefusedError


@pytest.fixture
def s() -> Small:
    return small()


def test_align_with_the_first(s: Small) -> None:
    y = s.node(s.ok).drawn.y
    trio(s.document, lambda tx: arrange.align(tx, s.map, [s.ok, s.end], "top"))
    assert s.node(s.end).drawn.y == y


def test_distribute(s: Small) -> None:
    ids = [s.ok, s.send, s.end]
    trio(s.document, lambda tx: arrange.distribute(tx, s.map, ids, True))
    a, b, c = (s.node(i).drawn for i in ids)
    assert abs((b.x - a.right) - (c.x - b.right)) <= 1


def test_same_size(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        shapes.resize(tx, s.map, s.send, Rect(480, 145, 160, 70))
    trio(s.document, lambda tx: arrange.same_size(tx, s.map, [s.send, s.write, s.ok]))
    assert (s.node(s.write).drawn.w, s.node(s.write).drawn.h) == (160, 70)
    assert s.node(s.ok).drawn.w == 44


def test_front_and_back_touch_no_other_layer(s: Small) -> None:
    others = {n.id: n.z for n in s.document.nodes(s.map) if n.kind in ("pool", "lane", "annotation")}
    trio(s.document, lambda tx: arrange.to_back(tx, s.map, [s.send]))
    steps = [n.id for n in s.document.nodes(s.map) if n.kind.startswith(("task", "event", "gateway"))]
    assert steps[0] == s.send
    trio(s.document, lambda tx: arrange.to_front(tx, s.map, [s.send, s.write]))
    assert {n.id: n.z for n in s.document.nodes(s.map) if n.id in others} == others
    steps = [n.id for n in s.document.nodes(s.map) if n.kind.startswith(("task", "gateway"))]
    assert set(steps[-2:]) == {s.send, s.write}


def test_a_group_takes_what_it_frames_along(s: Small) -> None:
    frame = trio(s.document, lambda tx: arrange.group(tx, s.map, [s.ok, s.send]))
    assert frame is not None
    assert set(arrange.with_grouped(s.document, s.map, [frame.id])) == {frame.id, s.ok, s.send}


def test_space_across_a_pool(s: Small) -> None:
    before = {i: s.node(i).drawn.x for i in s.steps}
    trio(s.document, lambda tx: make_space(tx, s.map, "", Point(480, 180), 100, True))
    assert s.node(s.pool).bounds.w == 1100
    for i in s.steps:
        assert s.node(i).drawn.x == before[i] + (100 if before[i] > 440 else 0)
    assert s.node(s.reply).drawn.x == 490  # another pool


def test_space_in_a_lane_moves_the_lanes_below(s: Small) -> None:
    trio(s.document, lambda tx: make_space(tx, s.map, "", Point(700, 130), 60, False))
    assert s.node(s.lanes[1]).bounds.h == 180
    assert s.node(s.send).drawn.center.y == 240
    assert s.node(s.sub).drawn.center.y == 360
    assert s.node(s.write).drawn.center.y == 60
    assert s.node(s.other).bounds.y == 480


def test_room_is_taken_away_only_as_far_as_nothing_touches(s: Small) -> None:
    trio(s.document, lambda tx: make_space(tx, s.map, "", Point(700, 180), -4000, True))
    assert s.node(s.end).drawn.x >= s.node(s.send).drawn.right


def test_space_on_the_whole_map(s: Small) -> None:
    trio(s.document, lambda tx: make_space(tx, s.map, "", Point(480, 180), 50, True, everywhere=True))
    assert s.node(s.reply).drawn.x == 540
    trio(s.document, lambda tx: make_space(tx, s.map, "", Point(480, 390), 50, False, everywhere=True))
    assert s.node(s.other).bounds.y == 470


def test_space_with_phases(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        lanes.add_phase(tx, s.map, s.pool, "Satu")
        lanes.add_phase(tx, s.map, s.pool, "Dua")
    at = {i: s.node(i).drawn.x for i in (s.write, s.send, s.reply)}
    pool = s.node(s.pool).bounds
    trio(s.document, lambda tx: make_space(tx, s.map, "", Point(480, 180), 100, True))
    assert s.node(s.pool).bounds == pool._replace(w=pool.w + 100)
    trio(s.document, lambda tx: make_space(tx, s.map, "", Point(480, 180), -70, True))
    assert {i: s.node(i).drawn.x for i in at} == at | {s.send: at[s.send] + 30}


def test_kinds_change_in_place(s: Small) -> None:
    center = s.node(s.write).drawn.center
    flows = {(f.source, f.target) for f in s.document.flows(s.map)}
    with pytest.raises(RefusedError), s.document.transaction(EDIT) as tx:
        turning.turn(tx, s.map, s.write, "gateway.parallel")  # a timer sits on it
    with s.document.transaction(EDIT) as tx:
        shapes.delete(tx, s.map, [s.timer])
    trio(s.document, lambda tx: turning.turn(tx, s.map, s.write, "gateway.parallel"))
    assert s.node(s.write).drawn.center == center
    assert s.node(s.write).name == "Menulis surat"
    assert {(f.source, f.target) for f in s.document.flows(s.map)} == flows
    trio(s.document, lambda tx: turning.turn(tx, s.map, s.write, "task.user"))
    assert s.node(s.write).drawn.w == 120
    with pytest.raises(RefusedError), s.document.transaction(EDIT) as tx:
        turning.turn(tx, s.map, s.write, "event.end")  # it leads on
    with pytest.raises(RefusedError), s.document.transaction(EDIT) as tx:
        turning.turn(tx, s.map, s.sub, "task")


def test_events_leave_their_border_and_come_back(s: Small) -> None:
    trio(s.document, lambda tx: turning.detach(tx, s.map, s.timer, Point(300, 300)))
    assert s.node(s.timer).kind == "event.catch"
    assert s.node(s.timer).trigger == "timer"
    trio(s.document, lambda tx: turning.attach(tx, s.map, s.timer, s.send, Point(560, 212)))
    event = s.node(s.timer)
    assert (event.attached, event.drawn.center) == (s.send, Point(560, 210))


def test_symbols_of_the_whole_document(s: Small) -> None:
    trio(s.document, lambda tx: turning.set_symbols(tx, "flowchart"))
    assert s.document.settings.symbols == "flowchart"


LONG = (
    "Memeriksa kelengkapan berkas permohonan dan mencocokkannya dengan persyaratan yang berlaku di kecamatan"
)


def test_a_box_grows_for_its_text_and_shrinks_again(s: Small) -> None:
    start = s.node(s.sub).drawn
    with s.document.transaction(EDIT) as tx:
        task = shapes.create(tx, s.map, "task", Point(300, 300)).id
    trio(s.document, lambda tx: texts.retitle(tx, s.map, task, LONG))
    tall = s.node(task).drawn
    assert tall.h > 60
    assert (tall.h - 60) % 10 == 0
    trio(s.document, lambda tx: texts.retitle(tx, s.map, task, LONG * 4))
    assert s.node(task).drawn.h == 120
    trio(s.document, lambda tx: texts.retitle(tx, s.map, task, "Memeriksa"))
    assert s.node(task).drawn.h == 60
    with s.document.transaction(EDIT) as tx:
        shapes.resize(tx, s.map, task, Rect(240, 250, 120, 100))
    trio(s.document, lambda tx: texts.retitle(tx, s.map, task, "Mencatat"))
    assert s.node(task).drawn.h == 100
    assert s.node(s.sub).drawn == start


def test_phases_change_places_with_what_lies_in_them(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        one = lanes.add_phase(tx, s.map, s.pool, "Satu").id
        shapes.resize(tx, s.map, one, s.node(one).bounds._replace(w=400))
        two = lanes.add_phase(tx, s.map, s.pool, "Dua").id
        three = lanes.add_phase(tx, s.map, s.pool, "Tiga").id
    start = {i: s.node(i).drawn.x - s.node(one).bounds.x for i in (s.start, s.write)}
    trio(s.document, lambda tx: phases.move_phase(tx, s.map, one, 1))
    order = sorted((one, two, three), key=lambda i: s.node(i).bounds.x)
    assert order == [two, one, three]
    assert {i: s.node(i).drawn.x - s.node(one).bounds.x for i in start} == start
    trio(s.document, lambda tx: phases.move_phase(tx, s.map, one, -1))
    assert sorted(order, key=lambda i: s.node(i).bounds.x) == [one, two, three]
    assert {i: s.node(i).drawn.x - s.node(one).bounds.x for i in start} == start


def test_straight_lines(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        flows.set_points(
            tx, s.map, s.last, [Point(610, 180), Point(700, 180), Point(700, 220), Point(884, 220)]
        )
    trio(s.document, lambda tx: straighten(tx, s.map, [s.last]))
    a, b = s.flow(s.last).points
    assert a.y == b.y == 180
