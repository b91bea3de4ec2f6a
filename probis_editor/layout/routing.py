"""The orthogonal router for editing: one flow at a time, round shapes and clear of other lines.

`Router` keeps a `Plan` of the map; `route` finds the way of one flow, `moved` those of one moved shape,
`route_all` all of them. The functions `route` and `repair_end` serve callers without a plan.

Guarantees: every segment is horizontal or vertical; no segment enters a shape (unless a shape is walled in
on all
sides); the flow lies on no other flow except on the piece that joins a common end; ends dock on
the outline. Method: a lattice of the interesting coordinates of a window (sides of shapes plus a margin,
axes of
the ends, tracks beside other lines), the cheapest path by length, corners and crossings, then the middle
segments are slid to the middle of their free space. Cost depends on the window, not on the map.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from probis_editor.geometry import Point, Rect, simplified
from probis_editor.layout.lattice import DOWN, LEFT, RIGHT, UP, End, Lattice
from probis_editor.layout.plan import Line, Plan, Segment, Shape
from probis_editor.layout.repair import repair_end

__all__ = ["Ask", "Line", "Plan", "Router", "Shape", "dock", "ports", "repair_end", "route"]

MARGIN = 12.0
TRACK = 10.0
NEAR = 6.0
BEND = 100.0
CROSS = 104.0
OVER = 4000.0
LENGTH = 0.25
HUG = 25.0
WINDOW = 150.0

SIDES = ("right", "bottom", "left", "top")


class Ask(NamedTuple):
    """What to route. `source_side`/`target_side` force a side ("right", "bottom", "left", "top", "" = free).

    `answer` is "yes" or "no" for a labelled branch of a gateway: yes prefers to leave to the right, no
    downward.
    """

    id: str
    source: str
    target: str
    kind: str = "sequence"
    source_side: str = ""
    target_side: str = ""
    answer: str = ""


class Port(NamedTuple):
    """A place on an outline where a line may dock."""

    x: float
    y: float
    side: int
    cost: float


def ports(shape: Shape, toward: Rect | None = None, busy: Container[int] = (0, 1, 2, 3)) -> list[Port]:
    """Where lines may dock: middles of the sides; on rectangles also level with `toward`, and beside the middle of
    sides in `busy`."""
    r = shape.rect
    if r.w == 0 and r.h == 0:
        return [Port(r.x, r.y, side, 0.0) for side in (RIGHT, DOWN, LEFT, UP)]
    c = r.center
    found = [
        Port(r.right, c.y, RIGHT, 0.0),
        Port(c.x, r.bottom, DOWN, 0.0),
        Port(r.x, c.y, LEFT, 0.0),
        Port(c.x, r.y, UP, 0.0),
    ]
    if shape.outline != "rect":
        return found
    across: list[tuple[float, float]] = []
    along: list[tuple[float, float]] = []
    for shift in (16.0, -16.0):
        if r.w >= 56:
            found += [
                Port(c.x + shift, r.bottom if s == DOWN else r.y, s, 12.0) for s in (DOWN, UP) if s in busy
            ]
        if r.h >= 48:
            found += [
                Port(r.right if s == RIGHT else r.x, c.y + shift, s, 12.0) for s in (RIGHT, LEFT) if s in busy
            ]
    if toward is not None:
        t = toward.center
        if 1.0 < abs(t.x - c.x) <= r.w / 2 - 10:
            across.append((t.x - c.x, 6.0))
        if 1.0 < abs(t.y - c.y) <= r.h / 2 - 10:
            along.append((t.y - c.y, 6.0))
    for shift, cost in across:
        found.append(Port(c.x + shift, r.bottom, DOWN, cost))
        found.append(Port(c.x + shift, r.y, UP, cost))
    for shift, cost in along:
        found.append(Port(r.right, c.y + shift, RIGHT, cost))
        found.append(Port(r.x, c.y + shift, LEFT, cost))
    return found


class Router:
    """Routes the flows of one plane. Keep it beside the map and tell it what changed."""

    def __init__(self, shapes: Iterable[Shape] = (), lines: Iterable[Line] = ()) -> None:
        self.plan = Plan(shapes, lines)

    def put_shape(self, shape: Shape) -> None:
        """Adds, moves or resizes a shape; lines stay as they are until asked for."""
        self.plan.put_shape(shape)

    def remove_shape(self, shape_id: str) -> None:
        self.plan.remove_shape(shape_id)

    def put_line(self, line: Line) -> None:
        """Adds or replaces a routed line."""
        self.plan.put_line(line)

    def remove_line(self, line_id: str) -> None:
        self.plan.remove_line(line_id)

    def route(self, ask: Ask) -> tuple[Point, ...]:
        """The way of one flow among the present shapes and lines. Its own old line, if any, hinders
        nothing."""
        a, b = self.plan.shapes[ask.source], self.plan.shapes[ask.target]
        reach = WINDOW
        if self._buried(a, b) or self._buried(b, a):
            return _plain(a.rect, b.rect)
        for _ in range(3):
            found = self._within(ask, a, b, a.rect.united(b.rect).grown(reach))
            if found is not None:
                return found
            reach *= 4
        return _plain(a.rect, b.rect)

    def _buried(self, shape: Shape, other: Shape) -> bool:
        """Whether other shapes lie over every port: no search finds a way there, and it takes long to say so."""
        over = [
            s.rect.grown(-0.5)
            for s in self.plan.boxes(shape.rect)
            if s.id == other.id
            or (s.id != shape.id and not (s.rect.covers(shape.rect) or s.rect.covers(other.rect)))
        ]
        return bool(over) and all(
            any(rect.contains(Point(port.x, port.y)) for rect in over) for port in ports(shape)
        )

    def moved(
        self, shape_ids: Sequence[str], answers: dict[str, str] | None = None
    ) -> dict[str, tuple[Point, ...]]:
        """New ways of all flows at the given shapes (which were put at their new place before).

        The lines are replaced in the plan. Returned by flow id, in the order the flows were put.
        """
        ids = dict.fromkeys(f for s in shape_ids for f in self.plan.incident.get(s, ()))
        return self.again(list(ids), answers)

    def again(
        self, line_ids: Sequence[str], answers: dict[str, str] | None = None
    ) -> dict[str, tuple[Point, ...]]:
        """Routes the named lines anew, shortest first, and keeps them in the plan."""
        lines = [self.plan.lines[f] for f in line_ids]
        for line in lines:
            self.plan.remove_line(line.id)
        result: dict[str, tuple[Point, ...]] = {}
        for line in sorted(lines, key=self._span):
            points = line.points
            if line.source in self.plan.shapes and line.target in self.plan.shapes:
                answer = (answers or {}).get(line.id, "")
                points = self.route(Ask(line.id, line.source, line.target, line.kind, answer=answer))
            self.plan.put_line(line._replace(points=points))
            result[line.id] = points
        return {line.id: result[line.id] for line in lines}

    def _span(self, line: Line) -> float:
        a, b = self.plan.shapes.get(line.source), self.plan.shapes.get(line.target)
        if a is None or b is None:
            return 0.0
        p, q = a.rect.center, b.rect.center
        return abs(p.x - q.x) + abs(p.y - q.y)

    def _within(self, ask: Ask, a: Shape, b: Shape, window: Rect) -> tuple[Point, ...] | None:
        plan = self.plan
        shapes = [
            s
            for s in plan.boxes(window)
            if s.id in (a.id, b.id) or not (s.rect.covers(a.rect) or s.rect.covers(b.rect))
        ]
        pieces = [s for s in plan.segments(window) if s.line != ask.id]
        out = self._priced(ask, a, b.rect, True)
        into = self._priced(ask, b, a.rect, False)
        xs, ys = _lines(shapes, pieces, out + into, window, (a.id, b.id))
        lattice = Lattice(xs, ys, BEND, LENGTH)
        self._fill(lattice, ask, shapes, pieces, (a.id, b.id))
        ends_a = [End(_at(xs, p.x), _at(ys, p.y), p.side, p.cost) for p in out]
        ends_b = [End(_at(xs, p.x), _at(ys, p.y), p.side, p.cost) for p in into]
        found = lattice.best(ends_a, ends_b)
        if found is None:
            return None
        points = [Point(xs[i], ys[j]) for i, j in found[1]]
        points[0] = _exact(points[0], out)
        points[-1] = _exact(points[-1], into)
        return simplified(self._centred(points, ask), 0.01)

    def _priced(self, ask: Ask, shape: Shape, toward: Rect, leaving: bool) -> list[Port]:
        """The ports of one end with their prices: habits of reading, branches, and what already docks
        there."""
        forced = ask.source_side if leaving else ask.target_side
        used: dict[tuple[float, float], tuple[int, int]] = {}
        for line_id in self.plan.incident.get(shape.id, ()):
            line = self.plan.lines[line_id]
            if line_id == ask.id or len(line.points) < 2:
                continue
            for point, goes_out in ((line.points[0], True), (line.points[-1], False)):
                if (line.source if goes_out else line.target) != shape.id:
                    continue
                same, other = used.get((round(point.x), round(point.y)), (0, 0))
                if goes_out == leaving and line.kind == ask.kind:
                    same += 1
                else:
                    other += 1
                used[(round(point.x), round(point.y))] = (same, other)
        busy = {p.side for p in ports(shape, None, ()) if (round(p.x), round(p.y)) in used}
        result = []
        for port in ports(shape, toward, busy):
            if forced and SIDES[port.side] != forced:
                continue
            cost = port.cost + self._habit(ask, shape, port.side, leaving)
            same, other = used.get((round(port.x), round(port.y)), (0, 0))
            if other:
                cost += 150.0
            if same:
                cost += (60.0 if shape.outline == "diamond" else 25.0) if leaving else 6.0
            result.append(port._replace(cost=cost))
        return result

    @staticmethod
    def _habit(ask: Ask, shape: Shape, side: int, leaving: bool) -> float:
        if ask.kind == "message":
            return 0.0 if side in (UP, DOWN) else 40.0
        if ask.kind == "association":
            return 0.0
        if leaving:
            if shape.outline == "diamond":
                if ask.answer == "no":
                    return (8.0, 0.0, 40.0, 4.0)[side]
                return (0.0, 8.0, 40.0, 10.0)[side]
            return (0.0, 10.0, 30.0, 12.0)[side]
        return (30.0, 12.0, 0.0, 10.0)[side]

    def _fill(
        self, lattice: Lattice, ask: Ask, shapes: list[Shape], pieces: list[Segment], own: tuple[str, str]
    ) -> None:
        xs, ys, h, v = lattice.xs, lattice.ys, lattice.h, lattice.v
        for s in shapes:
            r = s.rect
            i0, i1 = bisect_left(xs, r.x + 0.5), bisect_left(xs, r.right - 0.49)
            j0, j1 = bisect_left(ys, r.y + 0.5), bisect_left(ys, r.bottom - 0.49)
            lattice.block(i0, i1, j0, j1)
            if s.id in own:
                continue
            g0, g1 = bisect_left(xs, r.x - NEAR), bisect_left(xs, r.right + NEAR)
            k0, k1 = bisect_left(ys, r.y - NEAR), bisect_left(ys, r.bottom + NEAR)
            for i in (*range(g0, i0), *range(i1, g1)):
                column = v[i]
                for j in range(k0, k1):
                    column[j] += HUG
            for j in (*range(k0, j0), *range(j1, k1)):
                row = h[j]
                for i in range(g0, g1):
                    row[i] += HUG
        lines = self.plan.lines
        for p in pieces:
            line = lines[p.line]
            joins = (p.n == p.last and line.target == ask.target) or (p.n == 0 and line.source == ask.source)
            if line.kind != ask.kind:
                joins = False
            if p.x0 == p.x1:
                _mark(p.x0, min(p.y0, p.y1), max(p.y0, p.y1), xs, ys, v, h, joins)
            elif p.y0 == p.y1:
                _mark(p.y0, min(p.x0, p.x1), max(p.x0, p.x1), ys, xs, h, v, joins)

    def _centred(self, points: list[Point], ask: Ask) -> list[Point]:
        """Slides each middle segment of a Z to the middle of its free space where nothing is in the way."""
        for n in range(1, len(points) - 2):
            before, a, b, after = points[n - 1], points[n], points[n + 1], points[n + 2]
            if a.x == b.x and (before.x - a.x) * (after.x - a.x) < 0:
                moved = (
                    Point(round((before.x + after.x) / 2), a.y),
                    Point(round((before.x + after.x) / 2), b.y),
                )
            elif a.y == b.y and (before.y - a.y) * (after.y - a.y) < 0:
                moved = (
                    Point(a.x, round((before.y + after.y) / 2)),
                    Point(b.x, round((before.y + after.y) / 2)),
                )
            else:
                continue
            if moved[0] != a and self._clear((before, *moved, after), ask):
                points[n], points[n + 1] = moved
        return points

    def _clear(self, points: Sequence[Point], ask: Ask) -> bool:
        """Whether the moved segment keeps clear of shapes and lines, and its neighbours run through nothing."""
        a, b = points[1], points[2]
        ends = (self.plan.shapes[ask.source].rect, self.plan.shapes[ask.target].rect)
        for p, q in pairwise(points):
            box = Rect(min(p.x, q.x), min(p.y, q.y), abs(p.x - q.x), abs(p.y - q.y))
            middle = (p, q) == (a, b)
            for s in self.plan.boxes(box.grown(TRACK - 0.5 if middle else -0.5)):
                if any(s.rect.covers(e) and s.rect != e for e in ends):
                    continue
                if middle or s.rect not in ends:
                    return False
        for p, q in pairwise(points):
            run = Rect(min(p.x, q.x), min(p.y, q.y), abs(p.x - q.x), abs(p.y - q.y))
            near = run.grown(TRACK - 2 if (p, q) == (a, b) else 0.5)
            for piece in self.plan.segments(near):
                line = self.plan.lines[piece.line]
                if piece.line != ask.id and line.target != ask.target and line.source != ask.source:
                    return False
        return True


def _mark(
    at: float,
    low: float,
    high: float,
    across: list[float],
    along: list[float],
    same: list[list[float]],
    other: list[list[float]],
    joins: bool,
) -> None:
    """Prices a foreign segment into the lattice: lying on it is dear, crossing it costs, joining it is
    free."""
    j0, j1 = bisect_left(along, low - NEAR), bisect_left(along, high + NEAR)
    if j0 >= j1:
        return
    i0, i1 = bisect_left(across, at - NEAR), bisect_left(across, at + NEAR)
    if not joins:
        for i in range(i0, i1):
            row = same[i]
            for j in range(j0, j1):
                row[j] += OVER
    nearest = bisect_left(across, at)
    if nearest == len(across) or (nearest > 0 and at - across[nearest - 1] < across[nearest] - at):
        nearest -= 1
    cross = 4.0 if joins else CROSS
    for j in range(j0, j1):
        other[j][nearest] += cross


def _lines(
    shapes: list[Shape], pieces: list[Segment], docks: list[Port], window: Rect, own: tuple[str, str]
) -> tuple[list[float], list[float]]:
    """The coordinates that a way may take, sorted, without near-duplicates; those of docks always stay."""
    keep_x = sorted({p.x for p in docks})
    keep_y = sorted({p.y for p in docks})
    xs: list[float] = []
    ys: list[float] = []
    for s in shapes:
        r = s.rect
        xs += (r.x - MARGIN, r.right + MARGIN, r.x + r.w / 2)
        ys += (r.y - MARGIN, r.bottom + MARGIN, r.y + r.h / 2)
    for p in pieces:
        if p.x0 == p.x1:
            xs += (p.x0 - TRACK, p.x0 + TRACK)
        elif p.y0 == p.y1:
            ys += (p.y0 - TRACK, p.y0 + TRACK)
    rects = [s.rect for s in shapes if s.id in own]
    if len(rects) == 2:
        a, b = sorted(rects)
        if b.x > a.right:
            xs.append((a.right + b.x) / 2)
        a, b = sorted(rects, key=lambda r: r.y)
        if b.y > a.bottom:
            ys.append((a.bottom + b.y) / 2)
    return (
        _thin(keep_x, xs, window.x, window.right),
        _thin(keep_y, ys, window.y, window.bottom),
    )


def _thin(keep: list[float], more: list[float], low: float, high: float) -> list[float]:
    """Sorted coordinates at least 3 apart, except that all of `keep` stay."""
    result = list(keep)
    last = -1e18
    extra: list[float] = []
    for x in sorted(set(more)):
        if x < low or x > high or x - last < 3.0:
            continue
        n = bisect_left(keep, x)
        if (n < len(keep) and keep[n] - x < 3.0) or (n > 0 and x - keep[n - 1] < 3.0):
            continue
        extra.append(x)
        last = x
    result += extra
    result.sort()
    return result


def _at(values: list[float], x: float) -> int:
    return bisect_left(values, x)


def _exact(point: Point, docks: list[Port]) -> Point:
    best = min(docks, key=lambda p: abs(p.x - point.x) + abs(p.y - point.y))
    return Point(best.x, best.y)


def _plain(a: Rect, b: Rect) -> tuple[Point, ...]:
    """A way that ignores everything: the last resort for a walled-in shape."""
    p, q = a.center, b.center
    if b.x >= a.right:
        m = (a.right + b.x) / 2
        return simplified((Point(a.right, p.y), Point(m, p.y), Point(m, q.y), Point(b.x, q.y)))
    if a.x >= b.right:
        m = (b.right + a.x) / 2
        return simplified((Point(a.x, p.y), Point(m, p.y), Point(m, q.y), Point(b.right, q.y)))
    if b.y >= a.bottom:
        m = (a.bottom + b.y) / 2
        return simplified((Point(p.x, a.bottom), Point(p.x, m), Point(q.x, m), Point(q.x, b.y)))
    m = (b.bottom + a.y) / 2
    return simplified((Point(p.x, a.y), Point(p.x, m), Point(q.x, m), Point(q.x, b.bottom)))


def route(shapes: Iterable[Shape], lines: Iterable[Line], ask: Ask) -> tuple[Point, ...]:
    """The way of one flow, for callers that keep no Router."""
    return Router(shapes, lines).route(ask)


def dock(shape: Shape, toward: Point) -> Point:
    """The point of the outline where a straight line from the shape's centre towards a point leaves it."""
    r, c = shape.rect, shape.rect.center
    dx, dy = toward.x - c.x, toward.y - c.y
    if (dx == 0 and dy == 0) or r.w == 0 or r.h == 0:
        return c
    if shape.outline == "diamond":
        t = 1.0 / (abs(dx) / (r.w / 2) + abs(dy) / (r.h / 2))
    elif shape.outline == "circle":
        t = 1.0 / ((dx / (r.w / 2)) ** 2 + (dy / (r.h / 2)) ** 2) ** 0.5
    else:
        t = min(r.w / 2 / abs(dx) if dx else 1e18, r.h / 2 / abs(dy) if dy else 1e18)
    return Point(c.x + dx * t, c.y + dy * t)
