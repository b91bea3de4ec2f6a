"""Random gestures, by the verbs of the tools: lanes hold their steps, lines go round shapes, undo is exact."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable
from itertools import pairwise

import pytest
from small_maps import EDIT, counting
from verbs import sound

from probis_editor.commands import (
    arrange,
    clipboard,
    dropping,
    flows,
    lanes,
    maps,
    phases,
    shapes,
    space,
    straight,
    texts,
    turning,
)
from probis_editor.commands.append import append, neighbour_lane
from probis_editor.commands.routes import router_for, runs_through, shapes_of
from probis_editor.geometry import Point, Rect, bounding_points, segment_meets_rect
from probis_editor.kinds import Family, family
from probis_editor.layout.plan import Shape
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Flow, Node
from probis_editor.model.history import History
from probis_editor.model.queries import lane_of, pools
from probis_editor.model.repairs import effective_ends
from probis_editor.rules.permits import RefusedError

STEPS = (Family.ACTIVITY, Family.EVENT, Family.GATEWAY)
WORDS = "memeriksa kelengkapan berkas permohonan surat keterangan dan meneruskan kepada camat untuk ditandatangani"
KINDS = (
    "task",
    "task",
    "task",
    "gateway.exclusive",
    "gateway.parallel",
    "event.catch",
    "event.end",
    "data.object",
)


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


class Hand:
    """Chooses what to do and to which elements; everything through one generator of chances."""

    def __init__(self, document: Document, m: str, seed: int) -> None:
        self.document, self.map = document, m
        self.chance = random.Random(seed)
        self.done = 0

    def steps(self) -> list[Node]:
        return [n for n in self.document.nodes(self.map) if family(n.kind) in STEPS]

    def step(self) -> str:
        return self.chance.choice(self.steps()).id if self.steps() else "gone"

    def some(self) -> list[str]:
        found = [n.id for n in self.steps() if not n.attached]
        return self.chance.sample(found, min(len(found), self.chance.randint(1, 4)))

    def part(self, kind: str) -> str:
        found = [n.id for n in self.document.nodes(self.map) if n.kind == kind]
        return self.chance.choice(found) if found else "gone"

    def flow(self) -> str:
        found = [f.id for f in self.document.flows(self.map)]
        return self.chance.choice(found) if found else "gone"

    def by(self, most: int = 160) -> float:
        return float(self.chance.randint(-most, most))

    def spot(self) -> Point:
        box = pools(self.document, self.map)[0].bounds
        return Point(
            self.chance.randint(round(box.x + 160), round(box.right - 80)),
            self.chance.randint(round(box.y + 40), round(box.bottom - 40)),
        )

    def one(self) -> None:
        """One gesture, refused or not; each is a step of its own for undo."""
        name = self.chance.choices(list(GESTURES), [weight for weight, _ in GESTURES.values()])[0]
        try:
            with self.document.transaction(EDIT) as tx:
                GESTURES[name][1](self, tx, self.map)
            self.done += 1
        except (RefusedError, KeyError):
            pass


Gesture = Callable[[Hand, Transaction, str], object]


def _append(h: Hand, tx: Transaction, m: str) -> None:
    way = h.chance.choice(("right", "right", "right", "down", "up", "left"))
    append(tx, m, h.step(), h.chance.choice(KINDS), way)


def _move(h: Hand, tx: Transaction, m: str) -> None:
    dropping.drop(tx, m, [h.step()], h.by(), h.by())


def _move_some(h: Hand, tx: Transaction, m: str) -> None:
    dropping.drop(tx, m, h.some(), h.by(), h.by(80))


def _create(h: Hand, tx: Transaction, m: str) -> None:
    shapes.create(tx, m, h.chance.choice(KINDS), h.spot())


def _insert(h: Hand, tx: Transaction, m: str) -> None:
    flow = tx.document.flow(m, h.flow())
    a, b = flow.points[0], flow.points[1]
    node = shapes.create(tx, m, "task", Point((a.x + b.x) / 2, (a.y + b.y) / 2))
    flows.insert(tx, m, flow.id, node.id)


def _reconnect(h: Hand, tx: Transaction, m: str) -> None:
    flows.reconnect(tx, m, h.flow(), h.chance.choice(("source", "target")), h.step())


def _retitle(h: Hand, tx: Transaction, m: str) -> None:
    words = WORDS.split() * 3
    texts.retitle(tx, m, h.step(), " ".join(words[: h.chance.randint(1, len(words))]))


def _resize(h: Hand, tx: Transaction, m: str) -> None:
    node = tx.document.node(m, h.step())
    d = node.drawn
    if family(node.kind) is Family.ACTIVITY:
        shapes.resize(tx, m, node.id, Rect(d.x, d.y, max(60.0, d.w + h.by(40)), max(40.0, d.h + h.by(40))))


def _resize_lane(h: Hand, tx: Transaction, m: str) -> None:
    node = tx.document.node(m, h.part("lane"))
    shapes.resize(tx, m, node.id, node.bounds._replace(h=node.bounds.h + h.by(60)))


def _phase(h: Hand, tx: Transaction, m: str) -> None:
    found = [n for n in tx.document.nodes(m) if n.kind == "phase"]
    if len(found) < 3:
        lanes.add_phase(tx, m, pools(tx.document, m)[0].id)
    elif h.chance.random() < 0.4:
        phases.delete_phase(tx, m, found[0].id)
    else:
        phases.move_phase(tx, m, h.part("phase"), h.chance.choice((-1, 1)))


def _add_lane(h: Hand, tx: Transaction, m: str) -> None:
    if len([n for n in tx.document.nodes(m) if n.kind == "lane"]) < 7:
        lanes.add_lane(tx, m, h.part("lane"), below=h.chance.random() < 0.5)


def _delete_lane(h: Hand, tx: Transaction, m: str) -> None:
    if len([n for n in tx.document.nodes(m) if n.kind == "lane"]) > 2:
        lanes.delete_lane(tx, m, h.part("lane"), contents=h.chance.random() < 0.3)


def _space(h: Hand, tx: Transaction, m: str) -> None:
    space.make_space(tx, m, "", h.spot(), h.by(120), h.chance.random() < 0.5, h.chance.random() < 0.2)


def _duplicate(h: Hand, tx: Transaction, m: str) -> None:
    clip = clipboard.copy(tx.document, m, h.some()[:2])
    if clip is not None:
        clipboard.paste(tx, m, clip, h.spot())


def _detach(h: Hand, tx: Transaction, m: str) -> None:
    node = tx.document.node(m, h.part("event.boundary"))
    dropping.drop(tx, m, [node.id], h.by(), h.by())


def _attach(h: Hand, tx: Transaction, m: str) -> None:
    node, host = tx.document.node(m, h.part("event.catch")), tx.document.node(m, h.part("task"))
    goal = Point(host.drawn.center.x, host.drawn.bottom)
    dropping.drop(tx, m, [node.id], goal.x - node.drawn.center.x, goal.y - node.drawn.center.y)


def _size_up(h: Hand, tx: Transaction, m: str) -> None:
    found = [i for i in h.some() if family(tx.document.node(m, i).kind) is Family.ACTIVITY]
    arrange.same_size(tx, m, found)


GESTURES: dict[str, tuple[int, Gesture]] = {
    "append": (22, _append),
    "move": (16, _move),
    "move some": (6, _move_some),
    "create": (3, _create),
    "insert": (3, _insert),
    "connect": (8, lambda h, tx, m: flows.connect(tx, m, h.step(), h.step())),
    "reconnect": (4, _reconnect),
    "delete": (8, lambda h, tx, m: shapes.delete(tx, m, [h.chance.choice((h.step(), h.flow()))])),
    "delete some": (2, lambda h, tx, m: shapes.delete(tx, m, h.some())),
    "retitle": (6, _retitle),
    "resize": (4, _resize),
    "resize lane": (3, _resize_lane),
    "add lane": (2, _add_lane),
    "delete lane": (2, _delete_lane),
    "move lane": (4, lambda h, tx, m: lanes.move_lane(tx, m, h.part("lane"), h.chance.choice((-2, -1, 1, 2)))),
    "neighbour": (3, lambda h, tx, m: neighbour_lane(tx, m, (h.step(),), h.chance.choice((-1, 1)))),
    "phase": (2, _phase),
    "space": (4, _space),
    "align": (2, lambda h, tx, m: arrange.align(tx, m, h.some(), h.chance.choice(("left", "center", "middle")))),
    "distribute": (1, lambda h, tx, m: arrange.distribute(tx, m, h.some(), h.chance.random() < 0.5)),
    "same size": (1, _size_up),
    "stack": (1, lambda h, tx, m: arrange.to_front(tx, m, h.some())),
    "turn": (4, lambda h, tx, m: turning.turn(tx, m, h.step(), h.chance.choice(KINDS[:6]))),
    "attach": (3, _attach),
    "detach": (2, _detach),
    "straighten": (3, lambda h, tx, m: straight.straighten(tx, m, [h.flow()])),
    "tidy": (3, lambda h, tx, m: flows.tidy(tx, m, [h.flow()])),
    "duplicate": (2, _duplicate),
    "style": (1, lambda h, tx, m: shapes.set_style(tx, m, h.some(), bold=True)),
}  # fmt: skip


def holds(document: Document, m: str) -> None:
    """Every step lies in a lane, every flow has both ends, and the kept router is what a new one would be."""
    sound(document, m)
    for node in document.nodes(m):
        if family(node.kind) in STEPS and not node.attached:
            assert lane_of(document, node) is not None, node
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
    assert all(a != b for f in document.flows(m) for a, b in pairwise(f.points))


@pytest.mark.parametrize("seed", range(3))
def test_random_gestures(seed: int) -> None:
    run(seed, 150)


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", range(50))
def test_many_random_gestures(seed: int) -> None:
    run(1000 + seed, 500)
