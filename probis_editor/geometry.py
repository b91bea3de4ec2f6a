"""Points, rectangles and polylines: the lowest room.

Frame: x to the right, y downward. Unit: 1/96 inch, the unit of Bizagi files and of the canvas at 100 %.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Point(NamedTuple):
    """A place on a plane. A tuple, so it unpacks, hashes and compares by value."""

    x: float
    y: float

    def moved(self, dx: float, dy: float) -> Point:
        return Point(self.x + dx, self.y + dy)

    def distance(self, other: Point) -> float:
        return math.hypot(self.x - other.x, self.y - other.y)


class Rect(NamedTuple):
    """An axis-parallel rectangle: top-left corner, width, height (never negative by convention)."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    @property
    def center(self) -> Point:
        return Point(self.x + self.w / 2, self.y + self.h / 2)

    def moved(self, dx: float, dy: float) -> Rect:
        return Rect(self.x + dx, self.y + dy, self.w, self.h)

    def grown(self, by: float) -> Rect:
        """The rectangle with every side pushed out by `by` (in, where negative)."""
        return Rect(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)

    def contains(self, p: Point) -> bool:
        """Whether the point lies inside or on the border."""
        return self.x <= p.x <= self.right and self.y <= p.y <= self.bottom

    def covers(self, other: Rect) -> bool:
        """Whether the other rectangle lies wholly inside this one."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def overlaps(self, other: Rect) -> bool:
        """Whether the two share area; touching borders do not count."""
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )

    def united(self, other: Rect) -> Rect:
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Rect(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)


def bounding(rects: Iterable[Rect]) -> Rect | None:
    """The smallest rectangle around all, or None for none."""
    found = list(rects)
    if len(found) <= 1:
        return found[0] if found else None
    left, top = min(r.x for r in found), min(r.y for r in found)
    right, bottom = max(r.x + r.w for r in found), max(r.y + r.h for r in found)
    return Rect(left, top, right - left, bottom - top)


def bounding_points(points: Iterable[Point]) -> Rect | None:
    """The smallest rectangle around all points, or None for none."""
    return bounding(Rect(p.x, p.y, 0.0, 0.0) for p in points)


def segment_distance(p: Point, a: Point, b: Point) -> float:
    """Distance from `p` to the segment a-b."""
    return p.distance(nearest_on_segment(p, a, b))


def nearest_on_segment(p: Point, a: Point, b: Point) -> Point:
    """The point of the segment a-b nearest to `p`."""
    dx, dy = b.x - a.x, b.y - a.y
    length = dx * dx + dy * dy
    if length == 0:
        return a
    t = max(0.0, min(1.0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length))
    return Point(a.x + t * dx, a.y + t * dy)


def polyline_length(points: Sequence[Point]) -> float:
    """The length of all its parts; 0 for none or one point."""
    return sum(a.distance(b) for a, b in itertools.pairwise(points))


def polyline_point(points: Sequence[Point], share: float) -> Point:
    """The point at `share` (0..1) of the length. `points` must not be empty."""
    rest = polyline_length(points) * share
    for a, b in itertools.pairwise(points):
        step = a.distance(b)
        if step >= rest and step > 0:
            t = rest / step
            return Point(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t)
        rest -= step
    return points[-1]


def segment_meets_rect(a: Point, b: Point, rect: Rect) -> bool:
    """Whether the segment a-b enters the inside of the rectangle (Liang-Barsky; touching does not count)."""
    t0, t1 = 0.0, 1.0
    dx, dy = b.x - a.x, b.y - a.y
    for delta, low, high, start in ((dx, rect.x, rect.right, a.x), (dy, rect.y, rect.bottom, a.y)):
        if delta == 0:
            if not low < start < high:
                return False
            continue
        near, far = (low - start) / delta, (high - start) / delta
        if near > far:
            near, far = far, near
        t0, t1 = max(t0, near), min(t1, far)
        if t0 >= t1:
            return False
    return True


def simplified(points: Sequence[Point], tolerance: float = 0.0) -> tuple[Point, ...]:
    """The polyline without repeated points and without inner points on a straight axis-parallel run."""
    kept: list[Point] = []
    for p in points:
        if kept and abs(kept[-1].x - p.x) <= tolerance and abs(kept[-1].y - p.y) <= tolerance:
            continue
        while len(kept) >= 2:
            a, b = kept[-2], kept[-1]
            same_x = abs(a.x - b.x) <= tolerance and abs(b.x - p.x) <= tolerance
            same_y = abs(a.y - b.y) <= tolerance and abs(b.y - p.y) <= tolerance
            if not (same_x or same_y):
                break
            kept.pop()
        kept.append(p)
    return tuple(kept)
