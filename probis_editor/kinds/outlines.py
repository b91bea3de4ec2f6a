"""Outlines: the closed line that a flow docks on and that a click must hit."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from probis_editor.geometry import Point, Rect


class Outline(NamedTuple):
    """A convex outline inscribed in a rectangle that may differ from the element's own one.

    `polygon(rect)` gives its corners; `curved` says that the polygon stands for an ellipse, which is then computed
    exactly. `frame(rect)` turns the element's rectangle into the one that is outlined.
    """

    polygon: Callable[[Rect], tuple[Point, ...]]
    curved: bool = False
    frame: Callable[[Rect], Rect] | None = None

    def framed(self, rect: Rect) -> Rect:
        """The rectangle around the outline of an element with bounds `rect`."""
        return self.frame(rect) if self.frame else rect

    def corners(self, rect: Rect) -> tuple[Point, ...]:
        """The outline as a polygon (32 corners for an ellipse)."""
        return self.polygon(self.framed(rect))

    def contains(self, rect: Rect, p: Point) -> bool:
        """Whether the point lies inside or on the outline of an element with bounds `rect`."""
        r = self.framed(rect)
        if not r.contains(p):
            return False
        if self.curved:
            if r.w <= 0 or r.h <= 0:
                return True
            c = r.center
            return ((p.x - c.x) / (r.w / 2)) ** 2 + ((p.y - c.y) / (r.h / 2)) ** 2 <= 1 + 1e-9
        corners = self.polygon(r)
        return all(_turn(a, b, p) >= -1e-9 for a, b in zip(corners, corners[1:] + corners[:1], strict=True))

    def dock(self, rect: Rect, toward: Point) -> Point:
        """Where the ray from the centre towards a point leaves the outline; the centre itself if that is the point."""
        c = self.framed(rect).center
        return self.crossing(rect, c, toward, beyond=True) or c

    def crossing(self, rect: Rect, inside: Point, outside: Point, beyond: bool = False) -> Point | None:
        """Where the segment first leaves the outline on its way from `inside` to `outside`.

        None where it does not; with `beyond` the segment is a ray. `inside` should lie inside or on the outline.
        """
        r = self.framed(rect)
        dx, dy = outside.x - inside.x, outside.y - inside.y
        if dx == 0 and dy == 0:
            return None
        t = (
            _leave_ellipse(r, inside, dx, dy)
            if self.curved
            else _leave_polygon(self.polygon(r), inside, dx, dy)
        )
        if t is None or (t > 1 and not beyond):
            return None
        return Point(inside.x + t * dx, inside.y + t * dy)


def _turn(a: Point, b: Point, p: Point) -> float:
    return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)


def _leave_ellipse(r: Rect, p: Point, dx: float, dy: float) -> float | None:
    if r.w <= 0 or r.h <= 0:
        return None
    c = r.center
    px, py = (p.x - c.x) / (r.w / 2), (p.y - c.y) / (r.h / 2)
    ex, ey = dx / (r.w / 2), dy / (r.h / 2)
    a, b, k = ex * ex + ey * ey, px * ex + py * ey, px * px + py * py - 1
    root = b * b - a * k
    if root < 0:
        return None
    t = (-b + math.sqrt(root)) / a
    return t if t >= 0 else None


def _leave_polygon(corners: tuple[Point, ...], p: Point, dx: float, dy: float) -> float | None:
    best: float | None = None
    for a, b in zip(corners, corners[1:] + corners[:1], strict=True):
        ex, ey = b.x - a.x, b.y - a.y
        cross = dx * ey - dy * ex
        # Round-off makes edges of no length, which have no direction.
        if cross <= 0 or abs(ex) + abs(ey) < 1e-6:
            continue
        t = ((a.x - p.x) * ey - (a.y - p.y) * ex) / cross
        if best is None or t < best:
            best = t
    return best if best is not None and best >= 0 else None


def _rectangle(r: Rect) -> tuple[Point, ...]:
    return (Point(r.x, r.y), Point(r.right, r.y), Point(r.right, r.bottom), Point(r.x, r.bottom))


def _diamond(r: Rect) -> tuple[Point, ...]:
    c = r.center
    return (Point(c.x, r.y), Point(r.right, c.y), Point(c.x, r.bottom), Point(r.x, c.y))


def _ellipse(r: Rect) -> tuple[Point, ...]:
    c = r.center
    steps = [math.pi * at / 16 for at in range(32)]
    return tuple(Point(c.x + r.w / 2 * math.cos(t), c.y + r.h / 2 * math.sin(t)) for t in steps)


def _capsule(r: Rect) -> tuple[Point, ...]:
    radius = min(r.w, r.h) / 2
    arcs = []
    for x, y, start in (
        (r.right - radius, r.y + radius, -8),
        (r.right - radius, r.bottom - radius, 0),
        (r.x + radius, r.bottom - radius, 8),
        (r.x + radius, r.y + radius, 16),
    ):
        for at in range(start, start + 9):
            t = math.pi * at / 16
            arcs.append(Point(x + radius * math.cos(t), y + radius * math.sin(t)))
    return tuple(arcs)


def _pentagon(r: Rect) -> tuple[Point, ...]:
    shoulder = r.y + r.h * 0.6
    return (
        Point(r.x, r.y),
        Point(r.right, r.y),
        Point(r.right, shoulder),
        Point(r.center.x, r.bottom),
        Point(r.x, shoulder),
    )


def terminator_frame(rect: Rect) -> Rect:
    """The capsule of a start or end: the event's height, one and a half times as wide, where its bounds are square."""
    w = max(rect.w, rect.h * 1.5)
    return Rect(rect.center.x - w / 2, rect.y, w, rect.h)


RECTANGLE = Outline(_rectangle)
DIAMOND = Outline(_diamond)
ELLIPSE = Outline(_ellipse, curved=True)
CAPSULE = Outline(_capsule, frame=terminator_frame)
PENTAGON = Outline(_pentagon)
