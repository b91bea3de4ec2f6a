"""Where flows meet the shapes: points clipped or drawn out to the outline that is really seen."""

from __future__ import annotations

from functools import lru_cache

from probis_editor.geometry import Point, Rect, simplified
from probis_editor.kinds.outlines import Outline

REACH = 14.0
"""How far before the outline a line may stop to be drawn out to it, in units (a diamond's corner gap and more)."""

ASTRAY = 60.0
"""How far beside its shape a stored line may start to be led back to it."""

TOUCH = 4.0
STUB = 12.0
_SLACK = 0.75


@lru_cache(maxsize=32768)
def docked(points: tuple[Point, ...], outline: Outline, rect: Rect) -> tuple[Point, ...]:
    """The points with their first end on the outline of a shape with bounds `rect`.

    A line that starts inside is cut where it leaves for the last time; one that stops short is drawn out by at most
    `REACH`; one that misses the shape by at most `ASTRAY` gets a corner to the middle of the side it leaves from.
    A line that never leaves the shape, or starts farther away, is returned as it is.
    """
    last = -1
    for at, point in enumerate(points):
        if not _deep(outline, rect, point):
            break
        last = at
    if last == len(points) - 1:
        return points
    if last >= 0:
        cut = outline.crossing(rect, points[last], points[last + 1])
        return points if cut is None else (cut, *points[last + 1 :])
    start, after = points[0], points[1]
    if outline.contains(rect, start):
        return points
    longer = _drawn_out(points, start, after, outline, rect)
    return longer if longer != points else _led_back(points, outline, rect)


def _led_back(points: tuple[Point, ...], outline: Outline, rect: Rect) -> tuple[Point, ...]:
    """The points with a corner from a side's middle, where the first one lies beside the shape (27 real flows do)."""
    start, after = points[0], points[1]
    frame = outline.framed(rect)
    if frame.grown(TOUCH).contains(start) or not frame.grown(ASTRAY).contains(start):
        return points
    c = frame.center
    if abs(after.y - start.y) >= abs(after.x - start.x):
        away = 1.0 if after.y > start.y else -1.0
        side = Point(c.x, frame.bottom if away > 0 else frame.y)
        stub = Point(c.x, side.y + away * min(STUB, abs(after.y - side.y) / 2))
        corner = Point(start.x, stub.y)
    else:
        away = 1.0 if after.x > start.x else -1.0
        side = Point(frame.right if away > 0 else frame.x, c.y)
        stub = Point(side.x + away * min(STUB, abs(after.x - side.x) / 2), c.y)
        corner = Point(stub.x, start.y)
    return simplified((side, stub, corner, *points[1:]), 0.01)


def _deep(outline: Outline, rect: Rect, p: Point) -> bool:
    """Whether the point lies inside by more than the slack that files allow themselves."""
    inner = rect.grown(-_SLACK)
    return inner.w > 0 and inner.h > 0 and outline.contains(inner, p)


def _drawn_out(
    points: tuple[Point, ...], start: Point, after: Point, outline: Outline, rect: Rect
) -> tuple[Point, ...]:
    frame = outline.framed(rect)
    if not frame.grown(REACH).contains(start):
        return points
    length = start.distance(after)
    if length == 0:
        return points
    reach = 2 * REACH + max(frame.w, frame.h)
    ux, uy = (start.x - after.x) / length, (start.y - after.y) / length
    inside = _first_inside(start, ux, uy, reach, outline, rect)
    if inside is None:
        return points
    hit = outline.crossing(rect, inside, start)
    if hit is None or hit.distance(start) > REACH or hit.distance(start) < 0.25:
        return points
    return (hit, *points[1:])


def _first_inside(
    start: Point, ux: float, uy: float, reach: float, outline: Outline, rect: Rect
) -> Point | None:
    """A point of the ray that lies inside the outline: the one nearest to the centre, if any."""
    c = outline.framed(rect).center
    t = (c.x - start.x) * ux + (c.y - start.y) * uy
    if not 0 < t < reach:
        return None
    p = Point(start.x + ux * t, start.y + uy * t)
    return p if outline.contains(rect, p) else None
