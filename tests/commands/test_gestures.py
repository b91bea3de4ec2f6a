"""Random gestures, by the verbs of the tools: lanes hold their steps, lines go round shapes, undo is exact."""

from __future__ import annotations

from collections import deque
from itertools import pairwise

import pytest
from random_hand import STEPS, Hand
from small_maps import EDIT, counting
from verbs import sound

from probis_editor.commands import flows, lanes, maps, shapes
from probis_editor.commands.routes import router_for, runs_through, shapes_of
from probis_editor.commands.swapping import swap
from probis_editor.geometry import Point, Rect, bounding_points, segment_meets_rect
from probis_editor.kinds import family
from probis_editor.layout.plan import Shape
from probis_editor.layout.routing import SIDES
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow
from probis_editor.model.history import History
from probis_editor.model.queries import lane_of
from probis_editor.model.repairs import effective_ends
from probis_editor.rules.permits import RefusedError


def first_map() -> tuple[Document, str]:
    """A pool with three lanes and a start."""
    document = counting()
    with document.transaction(EDIT) as tx:
        m = maps.create_map(tx, "P1", "cross_functional").id
        pool = lanes.add_pool(tx, m, Rect(40, 40, 960, 120), "Kecamatan").id
        for name in ("Camat", "Sekretaris", "Staf"):
            lanes.add_lane(tx, m, pool, name=name)
        shapes.create(tx, m, "event.start", Point(170, 100), name="Mulai")
    return document, m


def holds(document: Document, m: str) -> None:
    """Every step lies wholly in one lane, every flow has both ends, and the kept router is what a new one would be."""
    sound(document, m)
    for node in document.nodes(m):
        if family(node.kind) in STEPS and not node.attached:
            lane = lane_of(document, node)
            assert lane is not None, node
            assert lane.bounds.grown(0.01).covers(node.drawn), (lane, node)
    ends = effective_ends(document, m)
    for flow in document.flows(m):
        assert flow.source, flow
        assert flow.target, flow
        assert ends[flow.id] == (flow.source, flow.target)
    fresh = Document(list(document.records()))
    kept, new = router_for(document, m, "").plan, router_for(fresh, m, "").plan
    assert (kept.shapes, kept.lines) == (new.shapes, new.lines)
    assert [n.id for n in document.nodes(m)] == [n.id for n in fresh.nodes(m)]


def lines_go_round(document: Document, m: str) -> None:
    """No flow enters a shape where a plain search on a grid finds a way that does not."""
    obstacles = shapes_of(document, m, "")
    for flow in document.flows(m):
        ends = (flow.source, flow.target)
        if flow.kind == "association" or not runs_through(flow.points, obstacles, ends):
            continue
        assert not free_way(document, flow, obstacles), flow


def free_way(document: Document, flow: Flow, obstacles: list[Shape], step: float = 8.0) -> bool:
    """Whether a walk on a grid leads from the border of the source to that of the target through no other shape."""
    a, b = document.node(flow.map, flow.source).drawn, document.node(flow.map, flow.target).drawn
    around = [s.rect for s in obstacles if s.id in (flow.source, flow.target)]
    solid = [s for s in obstacles if not s.flat and s.id not in (flow.source, flow.target)]
    walls = [s.rect.grown(2.0) for s in solid if not any(s.rect.covers(r) for r in around)]
    if any(w.overlaps(r) for w in walls for r in (a, b)):
        return False  # an end is overlapped: what is free is a matter of taste
    area = bounding_points(
        [Point(a.x, a.y), Point(a.right, a.bottom), Point(b.x, b.y), Point(b.right, b.bottom)]
    )
    assert area is not None
    area = area.grown(300.0)
    walls = [w for w in walls if w.overlaps(area)]

    def closed(p: Point, q: Point) -> bool:
        box = Rect(min(p.x, q.x), min(p.y, q.y), abs(p.x - q.x), abs(p.y - q.y))
        return any(segment_meets_rect(p, q, w) for w in walls if w.grown(1).overlaps(box.grown(1)))

    starts = [
        Point(a.center.x, a.y),
        Point(a.center.x, a.bottom),
        Point(a.x, a.center.y),
        Point(a.right, a.center.y),
    ]
    seen = {(0, 0)}
    for start in starts:
        todo, seen = deque([(0, 0)]), {(0, 0)}
        while todo:
            i, j = todo.popleft()
            here = start.moved(i * step, j * step)
            if b.contains(here):
                return True
            for di, dj in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                place = (i + di, j + dj)
                there = start.moved(place[0] * step, place[1] * step)
                if (
                    place in seen
                    or not area.contains(there)
                    or a.grown(-1).contains(there)
                    or closed(here, there)
                ):
                    continue
                seen.add(place)
                todo.append(place)
    return False


def run(seed: int, gestures: int) -> None:
    document, m = first_map()
    history = History(document)
    start = document.snapshot()
    hand = Hand(document, m, seed)
    for at in range(gestures):
        hand.one()
        if at % 25 == 24:
            holds(document, m)
    holds(document, m)
    lines_go_round(document, m)
    end = document.snapshot()
    steps = 0
    while history.can_undo:
        history.undo()
        steps += 1
    assert document.snapshot() == start
    assert steps <= hand.done
    while history.can_redo:
        history.redo()
    assert document.snapshot() == end
    assert hand.done > gestures / 3
    for flow in document.flows(m):
        source, target = (document.node(m, i).drawn for i in (flow.source, flow.target))
        if flow.kind != "association" or not source.grown(0.5).overlaps(
            target
        ):  # a tie of what touches has no length
            assert all(a != b for a, b in pairwise(flow.points)), flow


@pytest.mark.parametrize("seed", range(3))
def test_random_gestures(seed: int) -> None:
    run(seed, 150)


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", range(50))
def test_many_random_gestures(seed: int) -> None:
    run(1000 + seed, 500)


@pytest.mark.parametrize("seed", range(3))
def test_random_swaps_and_lines_to_a_side(seed: int) -> None:
    document, m = first_map()
    hand = Hand(document, m, seed)
    for _ in range(60):
        hand.one()
    history, before, done = History(document), document.snapshot(), 0
    for at in range(24):
        a, b, side = hand.step(), hand.step(), hand.chance.choice(SIDES)
        try:
            with document.transaction(EDIT) as tx:
                if at % 4:
                    swap(tx, m, a, b)
                else:
                    flows.connect(tx, m, a, b, to=side)
        except RefusedError:
            continue
        done += 1
        holds(document, m)
    lines_go_round(document, m)
    assert done > 10
    while history.can_undo:
        history.undo()
    assert document.snapshot() == before
