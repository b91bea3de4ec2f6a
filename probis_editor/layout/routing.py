"""The orthogonal router for editing: one flow at a time, round shapes and clear of other lines.

`Router` keeps a `Plan` of the map; `route` finds the way of one flow, `moved` those of one moved shape,
`again` any of them. The functions `route` and `repair_end` serve callers without a plan.

Guarantees: every segment is horizontal or vertical; no segment enters a shape (unless a shape is walled in on
all sides); the flow lies on no other flow except on the piece that joins a common end; ends dock on the
outline. Method: a lattice of the interesting coordinates of a window (sides of shapes plus a margin, axes of
the ends, tracks beside other lines), the cheapest path by length, corners and crossings, then the middle
segments are slid to the middle of their free space. Cost depends on the window, not on the map.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

from probis_editor.geometry import Point, Rect, bounding_points, simplified
from probis_editor.layout.docking import Port, dock, ports
from probis_editor.layout.families import NONE
from probis_editor.layout.lattice import DOWN, UP, Lattice, Spot
from probis_editor.layout.plan import Ask, Line, Plan, Shape
from probis_editor.layout.repair import repair_end
from probis_editor.layout.window import TRACK, fill, window_lines

__all__ = ["Ask", "Line", "Plan", "Port", "Router", "Shape", "dock", "plain", "ports", "repair_end", "route"]

BEND = 100.0
LENGTH = 0.25
WINDOW = 150.0
WIDER = 4
TRIES = 3
FURTHEST = WINDOW * WIDER ** (TRIES - 1)
"""Nothing further than this from the ends of a flow plays a part in its way."""
BESIDE = 2

_OVER = 16.0
"""How far over two shapes that touch their flow runs."""

SIDES = ("right", "bottom", "left", "top")


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
        """The way of one flow among the present shapes and lines. Its own old line, if any, hinders nothing."""
        a, b = self.plan.shapes[ask.source], self.plan.shapes[ask.target]
        if a.id == b.id:
            return self._loop(a)
        reach = WINDOW
        if self._buried(a, b) or self._buried(b, a):
            return plain(a.rect, b.rect)
        for _ in range(TRIES):
            found = self._within(ask, a, b, a.rect.united(b.rect).grown(reach))
            if found is not None:
                return found
            reach *= WIDER
        return plain(a.rect, b.rect)

    def _loop(self, shape: Shape) -> tuple[Point, ...]:
        """Round a corner of the shape and back into it, where nothing stands: clockwise from below, if it can be."""
        ways = [_round(shape.rect, corner) for corner in ("sw", "nw", "ne", "se")]
        for way in ways:
            box = bounding_points(way) or shape.rect
            others = [s for s in self.plan.boxes(box) if s.id != shape.id and not s.rect.covers(shape.rect)]
            if not others and not any(self.plan.segments(Rect(p.x, p.y, 0, 0)) for p in way[1:-1]):
                return way
        return ways[0]

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
        # Where the two touch, a way from one to the other would be no way at all.
        shared = {(port.x, port.y) for port in out} & {(port.x, port.y) for port in into}
        out = [port for port in out if (port.x, port.y) not in shared] or out
        into = [port for port in into if (port.x, port.y) not in shared] or into
        xs, ys = window_lines(shapes, pieces, out + into, window, (a.id, b.id))
        lattice = Lattice(xs, ys, BEND, LENGTH, BESIDE)
        fill(plan, lattice, ask, shapes, pieces, (a.id, b.id))
        found = lattice.best(_spots(xs, ys, out), _spots(xs, ys, into))
        if found is None:
            return None
        points = [Point(xs[i], ys[j]) for i, j in found.path]
        points[0] = _exact(points[0], out)
        points[-1] = _exact(points[-1], into)
        way = simplified(self._centred(points, ask), 0.01)
        return way if len(way) > 1 else None

    def _priced(self, ask: Ask, shape: Shape, toward: Rect, leaving: bool) -> list[Port]:
        """The ports of one end with their prices: habits of reading, branches, and what already docks there."""
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


def _round(r: Rect, corner: str) -> tuple[Point, ...]:
    """The loop round a corner: it leaves at one side a quarter from the corner, and comes back in at the other."""
    x, out_x = (r.x, -_OVER) if "w" in corner else (r.right, _OVER)
    y, out_y = (r.y, -_OVER) if "n" in corner else (r.bottom, _OVER)
    dx, dy = (r.w / 4, r.h / 4)
    across = x + dx if "w" in corner else x - dx
    along = y + dy if "n" in corner else y - dy
    flat = Point(across, y), Point(across, y + out_y)
    steep = Point(x + out_x, along), Point(x, along)
    way = (*flat, Point(x + out_x, y + out_y), *steep)
    return way if corner in ("sw", "ne") else way[::-1]


def _spots(xs: list[float], ys: list[float], docks: Sequence[Port]) -> list[Spot]:
    """Ports as ends on a lattice; of several at one place and side the cheapest."""
    found: dict[tuple[int, int], list[float]] = {}
    for p in docks:
        prices = found.setdefault((bisect_left(xs, p.x), bisect_left(ys, p.y)), [NONE] * 4)
        prices[p.side] = min(prices[p.side], p.cost)
    return [Spot(i, j, (p[0], p[1], p[2], p[3])) for (i, j), p in found.items()]


def _exact(point: Point, docks: list[Port]) -> Point:
    best = min(docks, key=lambda p: abs(p.x - point.x) + abs(p.y - point.y))
    return Point(best.x, best.y)


def plain(a: Rect, b: Rect) -> tuple[Point, ...]:
    """A way of at least two points that ignores everything: the last resort for a walled-in shape."""
    way = _across(a, b)
    if len(way) > 1:
        return way
    over = min(a.y, b.y) - _OVER  # the two touch: over them
    p, q = a.center, b.center
    return (Point(p.x, a.y), Point(p.x, over), Point(q.x, over), Point(q.x, b.y))


def _across(a: Rect, b: Rect) -> tuple[Point, ...]:
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
