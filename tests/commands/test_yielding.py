"""A step dropped on another one slides beside it: to a free place, in the lane of the drop, near, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from small_maps import EDIT, Small, small

from probis_editor.commands import dropping, shapes
from probis_editor.commands.spots import CLEAR
from probis_editor.geometry import Point, Rect
from probis_editor.model.history import History
from probis_editor.model.queries import lane_of


def put(made: Small, element_id: str, goal: Point, **how: bool) -> Rect:
    c = made.node(element_id).drawn.center
    with made.document.transaction(EDIT) as tx:
        dropping.drop(tx, made.map, [element_id], goal.x - c.x, goal.y - c.y, **how)
    return made.node(element_id).drawn


def test_a_step_dropped_on_another_comes_to_lie_beside_it() -> None:
    made = small()
    history, before = History(made.document), made.document.snapshot()
    write = made.node(made.write).drawn
    d = put(made, made.send, write.center.moved(20, 0))
    assert not d.grown(CLEAR).overlaps(write)
    assert d.y == write.y  # along the row it was dropped in
    assert (d.x % 10, d.x > write.x) == (0, True)
    lane = lane_of(made.document, made.node(made.send))
    assert lane is not None
    assert lane.id == made.lanes[0]
    history.undo()
    assert made.document.snapshot() == before
    history.redo()
    assert made.node(made.send).drawn == d


def test_the_exact_place_is_kept_where_asked_for() -> None:
    made = small()
    write = made.node(made.write).drawn
    assert put(made, made.send, write.center, exact=True).center == write.center


def test_a_small_shape_leaves_a_large_one() -> None:
    made = small()
    write = made.node(made.write).drawn
    d = put(made, made.end, write.center)
    assert not d.grown(CLEAR).overlaps(write)


def test_what_finds_no_place_nearby_stays_where_it_was_dropped() -> None:
    made = small()
    write = made.node(made.write).drawn
    with made.document.transaction(EDIT) as tx:
        for x in range(100, 800, 130):
            shapes.create(tx, made.map, "task", Point(x + 0.0, write.center.y))
        loose = shapes.create(tx, made.map, "task", Point(700, 300)).id
    assert put(made, loose, write.center).center == write.center


def test_steps_of_a_selection_slide_together() -> None:
    made = small()
    write = made.node(made.write).drawn
    a, b = made.node(made.send).drawn, made.node(made.ok).drawn
    dx, dy = write.center.x - b.center.x, write.center.y - b.center.y
    with made.document.transaction(EDIT) as tx:
        dropping.drop(tx, made.map, [made.send, made.ok], dx, dy)
    c, d = made.node(made.send).drawn, made.node(made.ok).drawn
    assert (c.x - a.x, c.y - a.y) == (d.x - b.x, d.y - b.y)
    assert not d.overlaps(write)
    assert not c.overlaps(write)


def test_a_step_may_be_put_into_an_open_sub_process() -> None:
    made = small()
    with made.document.transaction(EDIT) as tx:
        frame = Rect(400, 700, 400, 240)
        sub = shapes.create(tx, made.map, "subprocess", bounds=frame)
        tx.put(replace(made.document.node(made.map, sub.id), expanded=True, inline=True))
    inner = made.node(sub.id).drawn.center
    d = put(made, made.send, inner)
    assert d.center == inner
    assert made.node(made.send).parent == sub.id


@settings(max_examples=60, deadline=None)
@given(st.integers(60, 900), st.integers(10, 350), st.sampled_from(["send", "end", "ok", "sub"]))
def test_whatever_slides_is_free_and_near(x: int, y: int, which: str) -> None:
    made = small()
    step = getattr(made, which)
    goal, size = Point(x, y), made.node(step).drawn
    exact = small()
    there = put(exact, step, goal, exact=True)
    d = put(made, step, goal)
    others = [made.node(i).drawn for i in made.steps if i != step]
    if d == there:
        return
    assert not any(d.overlaps(o) for o in others)
    largest = max(o.w for o in [*others, size])
    assert max(abs(d.x - there.x), abs(d.y - there.y)) <= largest + 40


@pytest.mark.parametrize("which", ["timer", "note"])
def test_what_is_no_step_does_not_slide(which: str) -> None:
    made = small()
    element = getattr(made, which)
    c, host = made.node(element).drawn.center, made.node(made.ok).drawn.center
    with made.document.transaction(EDIT) as tx:
        slid = dropping.drop(tx, made.map, [element], host.x - c.x, host.y - c.y)
    assert not slid
