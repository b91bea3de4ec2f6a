"""Going on from a step: the new one is connected, free of everything else, in its lane, and one undo step."""

from __future__ import annotations

import pytest
from small_maps import EDIT, Small, small
from verbs import trio

from probis_editor.commands import lanes, shapes
from probis_editor.commands.append import append, neighbour_lane
from probis_editor.commands.spots import usual_gap
from probis_editor.geometry import Point
from probis_editor.kinds import Family, family
from probis_editor.model.elements import Node
from probis_editor.model.queries import lane_of
from probis_editor.rules.permits import RefusedError

SOLID = (Family.ACTIVITY, Family.EVENT, Family.GATEWAY, Family.DATA)


def free(made: Small, node: Node) -> bool:
    others = [n for n in made.document.nodes(made.map) if n.plane == node.plane and n.id != node.id]
    others = [n for n in others if family(n.kind) in SOLID and not n.hidden]
    return not any(n.drawn.overlaps(node.drawn) for n in others)


def test_a_step_follows_on_the_same_line_with_the_usual_gap() -> None:
    made = small()
    source = made.node(made.sub)
    new = trio(made.document, lambda tx: append(tx, made.map, made.sub, "task"))
    assert new.drawn.center.y == source.drawn.center.y
    assert new.drawn.x == source.drawn.right + 48
    assert any((f.source, f.target) == (made.sub, new.id) for f in made.document.flows(made.map))


def test_the_gap_is_that_of_the_neighbours() -> None:
    made = small()
    a, b = made.node(made.ok).drawn, made.node(made.send).drawn
    assert usual_gap(made.document, made.node(made.ok)) == b.x - a.right


@pytest.mark.parametrize("way", ["right", "left", "up", "down"])
def test_many_from_one_step_touch_nothing_and_stay_in_a_lane(way: str) -> None:
    made = small()
    for _ in range(6):
        new = trio(made.document, lambda tx: append(tx, made.map, made.write, "task", way))
        assert free(made, made.node(new.id))
        lane = lane_of(made.document, made.node(new.id))
        assert lane is not None
        assert lane.bounds.grown(0.1).covers(made.node(new.id).drawn)


def test_down_goes_to_the_lane_below_in_the_same_column() -> None:
    made = small()
    new = trio(made.document, lambda tx: append(tx, made.map, made.write, "task", "down"))
    lane = lane_of(made.document, new)
    assert lane is not None
    assert lane.id == made.lanes[1]
    assert new.drawn.center.x == made.node(made.write).drawn.center.x


def test_the_pool_grows_at_its_end() -> None:
    made = small()
    last = made.send
    for _ in range(6):
        last = trio(made.document, lambda tx, last=last: append(tx, made.map, last, "task")).id
    assert made.node(made.pool).bounds.right >= made.node(last).drawn.right


def test_branches_of_a_decision_get_their_answers() -> None:
    made = small()
    gate = trio(made.document, lambda tx: append(tx, made.map, made.sub, "gateway.exclusive")).id
    for _ in range(3):
        trio(made.document, lambda tx: append(tx, made.map, gate, "task", answers=("Yes", "No")))
    leaving = [f.name for f in made.document.incident(made.map, gate) if f.source == gate]
    assert sorted(leaving) == ["", "No", "Yes"]


def test_free_placement_and_a_document() -> None:
    made = small()
    new = trio(made.document, lambda tx: append(tx, made.map, made.sub, "task", center=Point(800, 320)))
    assert new.drawn.center == Point(800, 320)
    sheet = trio(made.document, lambda tx: append(tx, made.map, made.sub, "data.object"))
    assert free(made, sheet)
    flow = next(f for f in made.document.flows(made.map) if f.target == sheet.id)
    assert flow.kind == "association"


def test_nothing_follows_an_end() -> None:
    made = small()
    before = made.document.snapshot()
    with pytest.raises(RefusedError), made.document.transaction(EDIT) as tx:
        append(tx, made.map, made.end, "task")
    assert made.document.snapshot() == before


def test_steps_change_lanes() -> None:
    made = small()
    trio(made.document, lambda tx: neighbour_lane(tx, made.map, (made.start,), 2))
    lane = lane_of(made.document, made.node(made.start))
    assert lane is not None
    assert lane.id == made.lanes[2]
    with pytest.raises(RefusedError), made.document.transaction(EDIT) as tx:
        neighbour_lane(tx, made.map, (made.start,), 1)


def test_without_lanes() -> None:
    made = small()
    with made.document.transaction(EDIT) as tx:
        for lane in made.lanes:
            lanes.delete_lane(tx, made.map, lane)
        alone = shapes.create(tx, made.map, "task", Point(300, 900)).id
    for way in ("right", "down", "left", "up"):
        new = trio(made.document, lambda tx, way=way: append(tx, made.map, alone, "task", way))
        assert free(made, new)
    assert len([f for f in made.document.flows(made.map) if f.source == alone]) == 4
