"""Flows as paths: rounded bends, heads and end marks as BPMN prescribes."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise

from probis_editor.drawing.primitives import Path, Pen, Segment, arrow_head, ellipse, polyline
from probis_editor.drawing.theme import Line
from probis_editor.geometry import Point, Rect, simplified

CIRCLE = 3.5
DIAMOND = (16.0, 9.0)
_PAPER = "#FFFFFF"


@lru_cache(maxsize=16384)
def drawn(
    points: tuple[Point, ...],
    line: Line,
    kind: str,
    condition: str = "",
    direction: str = "none",
    jumps: tuple[Point, ...] = (),
) -> tuple[Path, ...]:
    """The paths of a flow along its points, which are where it docks; none for fewer than two points.

    `condition` is "default" (a slash near the source), "conditional" (a small diamond at the source; leave it out
    where the source is a gateway) or "". At `jumps`, points of level pieces in their order, the line leaps.
    """
    points = simplified(points, 0.01)
    if len(points) < 2:
        return ()
    if kind == "message":
        return _message(points, line, jumps)
    if kind == "association":
        return _association(points, line, direction)
    return _sequence(points, line, condition, jumps)


def _sequence(
    points: tuple[Point, ...], line: Line, condition: str, jumps: tuple[Point, ...]
) -> tuple[Path, ...]:
    head = arrow_head(points[-1], points[-2], line.arrow_length, line.arrow_width, None, line.color)
    # The line stops inside the head, so that its square end does not blunt the tip.
    shaft = _shortened(points, line.arrow_length * 0.6)
    marks: list[Path] = []
    if condition == "conditional":
        marks.append(_mini_diamond(points[0], points[1], line))
    elif condition == "default":
        marks.append(_slash(points[0], points[1], line))
    return (rounded(shaft, line.radius, line.pen, line.jump, jumps), head, *marks)


def _message(points: tuple[Point, ...], line: Line, jumps: tuple[Point, ...]) -> tuple[Path, ...]:
    tip, behind = points[-1], points[-2]
    head = arrow_head(tip, behind, line.arrow_length, line.arrow_width, line.head_pen, _PAPER)
    start = _along(points[0], points[1], CIRCLE)
    ring = ellipse(Rect(start.x - CIRCLE, start.y - CIRCLE, 2 * CIRCLE, 2 * CIRCLE), line.head_pen, _PAPER)
    shaft = _shortened(points, line.arrow_length)
    return (rounded(shaft, line.radius, line.pen, line.jump, jumps), head, ring)


def _association(points: tuple[Point, ...], line: Line, direction: str) -> tuple[Path, ...]:
    paths = [rounded(points, line.radius, line.pen)]
    if direction in ("one", "both"):
        paths.append(_open_head(points[-1], points[-2], line))
    if direction == "both":
        paths.append(_open_head(points[0], points[1], line))
    return tuple(paths)


def rounded(
    points: tuple[Point, ...], radius: float, pen: Pen, leap: float = 0.0, jumps: tuple[Point, ...] = ()
) -> Path:
    """The polyline with its bends rounded by at most `radius`, less where a piece is short; arcs of radius `leap`
    at the jumps."""
    segments: list[Segment] = [("M", (points[0].x, points[0].y))]
    for before, bend, after in zip(points, points[1:], points[2:], strict=False):
        _leap(segments, before, bend, leap, jumps)
        r = min(radius, before.distance(bend) / 2, bend.distance(after) / 2)
        if r < 0.1:
            segments.append(("L", (bend.x, bend.y)))
            continue
        start, end = _along(bend, before, r), _along(bend, after, r)
        k = 0.45
        segments.append(("L", (start.x, start.y)))
        segments.append(
            (
                "C",
                (
                    bend.x + (start.x - bend.x) * k,
                    bend.y + (start.y - bend.y) * k,
                    bend.x + (end.x - bend.x) * k,
                    bend.y + (end.y - bend.y) * k,
                    end.x,
                    end.y,
                ),
            )
        )
    _leap(segments, points[-2], points[-1], leap, jumps)
    segments.append(("L", (points[-1].x, points[-1].y)))
    return Path(tuple(segments), pen)


def _leap(segments: list[Segment], a: Point, b: Point, r: float, jumps: tuple[Point, ...]) -> None:
    """Half circles over the jumps on a level piece; jumps that would touch become one bridge."""
    if not jumps or r <= 0 or abs(a.y - b.y) > 0.5:
        return
    way = 1.0 if b.x > a.x else -1.0
    spans: list[list[float]] = []
    for p in jumps:
        if abs(p.y - a.y) > 0.5 or not min(a.x, b.x) < p.x < max(a.x, b.x):
            continue
        if spans and (p.x - spans[-1][1]) * way < 2 * r + 2:
            spans[-1][1] = p.x
        else:
            spans.append([p.x, p.x])
    k, y = r * 0.5523, a.y
    for first, last in spans:
        x0, x1 = first - way * r, last + way * r
        segments.append(("L", (x0, y)))
        segments.append(("C", (x0, y - k, first - way * k, y - r, first, y - r)))
        if first != last:
            segments.append(("L", (last, y - r)))
        segments.append(("C", (last + way * k, y - r, x1, y - k, x1, y)))


def _along(start: Point, toward: Point, distance: float) -> Point:
    length = start.distance(toward)
    if length == 0:
        return start
    share = distance / length
    return Point(start.x + (toward.x - start.x) * share, start.y + (toward.y - start.y) * share)


def _shortened(points: tuple[Point, ...], by: float) -> tuple[Point, ...]:
    """The polyline without the last `by` units of its last piece, of which a little always stays."""
    a, b = points[-2], points[-1]
    by = min(by, max(0.0, a.distance(b) - 0.5))
    return (*points[:-1], _along(b, a, by))


def _open_head(tip: Point, behind: Point, line: Line) -> Path:
    angle = math.atan2(tip.y - behind.y, tip.x - behind.x)
    bx, by = tip.x - line.arrow_length * math.cos(angle), tip.y - line.arrow_length * math.sin(angle)
    ox, oy = -math.sin(angle) * line.arrow_width / 2, math.cos(angle) * line.arrow_width / 2
    return polyline((Point(bx + ox, by + oy), tip, Point(bx - ox, by - oy)), line.head_pen)


def _mini_diamond(start: Point, toward: Point, line: Line) -> Path:
    length, width = DIAMOND
    angle = math.atan2(toward.y - start.y, toward.x - start.x)
    ux, uy = math.cos(angle), math.sin(angle)
    corners = (
        start,
        Point(start.x + ux * length / 2 - uy * width / 2, start.y + uy * length / 2 + ux * width / 2),
        Point(start.x + ux * length, start.y + uy * length),
        Point(start.x + ux * length / 2 + uy * width / 2, start.y + uy * length / 2 - ux * width / 2),
    )
    return polyline(corners, line.head_pen, _PAPER, closed=True)


def _slash(start: Point, toward: Point, line: Line) -> Path:
    length = start.distance(toward)
    middle = _along(start, toward, min(10.0, length / 2))
    angle = math.atan2(toward.y - start.y, toward.x - start.x) + math.radians(60)
    dx, dy = 5.0 * math.cos(angle), 5.0 * math.sin(angle)
    return polyline((middle.moved(-dx, -dy), middle.moved(dx, dy)), line.head_pen)


def pieces(points: tuple[Point, ...]) -> list[tuple[Point, Point]]:
    """The straight pieces of a polyline that have a length."""
    return [(a, b) for a, b in pairwise(points) if a != b]
