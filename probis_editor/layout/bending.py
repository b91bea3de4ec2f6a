"""Lines bent by hand: segments and bends go where they are dragged, what hangs on them stays at right angles."""

from __future__ import annotations

from collections.abc import Sequence

from probis_editor.geometry import Point, Rect, simplified
from probis_editor.layout.docking import inset
from probis_editor.layout.plan import Shape

OUT = 10.0
"""How far beside its shape a line runs at least that leaves it at its upper or lower side."""
_CORNER = 6.0
_ROUND = 0.7
"""The share of half a side of a round or slanted shape within which a line may dock level with where it runs."""
_STRAIGHT = 0.5


def segment_moved(
    points: Sequence[Point], at: int, to: float, source: Shape | None = None, target: Shape | None = None
) -> tuple[Point, ...]:
    """The line with its segment `at` moved to the height `to` (an upright one to that x).

    The first and the last segment take their docks along as far as their shapes reach; beyond that the line leaves
    the shape at the side where the segment runs. Without a shape the end stays and a bend comes in.
    """
    return simplified(_moved(list(points), at, to, source, target)[0], 0.01)


def bend_moved(
    points: Sequence[Point], at: int, to: Point, source: Shape | None = None, target: Shape | None = None
) -> tuple[Point, ...]:
    """The line with its bend `at` moved; the segments at both sides of it stay level or upright where they were so."""
    before, here, after = points[at - 1], points[at], points[at + 1]
    first, second = _is_level(before, here), _is_level(here, after)
    square = first is not None and second is not None and first is not second
    if not square:
        return simplified([*points[:at], to, *points[at + 1 :]])
    moved, shift = _moved(list(points), at - 1, to.y if first else to.x, source, target)
    moved, _ = _moved(moved, at + shift, to.x if first else to.y, source, target)
    return simplified(moved, 0.01)


def _is_level(a: Point, b: Point) -> bool | None:
    """Whether a segment is level (False: upright, None: neither)."""
    if abs(a.y - b.y) < _STRAIGHT < abs(a.x - b.x):
        return True
    return False if abs(a.x - b.x) < _STRAIGHT else None


def _moved(
    points: list[Point], at: int, to: float, source: Shape | None, target: Shape | None
) -> tuple[list[Point], int]:
    """The moved line, and how many points came in before the segment."""
    level = _is_level(points[at], points[at + 1])
    if level is False:
        turned, shift = _level_moved([_turned(p) for p in points], at, to, _across(source), _across(target))
        return [_turned(p) for p in turned], shift
    return _level_moved(points, at, to, source, target)


def _level_moved(
    points: list[Point], at: int, y: float, source: Shape | None, target: Shape | None
) -> tuple[list[Point], int]:
    a, b = points[at], points[at + 1]
    begins, ends = at == 0, at + 2 == len(points)
    for _ in range(3):  # each end may ask for another height
        if begins and source is not None:
            y = _height(source, y)
        if ends and target is not None:
            y = _height(target, y)
    head = _docked(source, a, b, y) if begins else [Point(a.x, y)]
    tail = _docked(target, b, a, y) if ends else [Point(b.x, y)]
    return [*points[:at], *head, *reversed(tail), *points[at + 2 :]], len(head) - 1


def _height(shape: Shape, y: float) -> float:
    """The height nearest to `y` at which a line can run that docks at the shape: level with it, or clear of it."""
    r = shape.rect
    half, off = r.h / 2, y - r.center.y
    within = max(0.0, half - _CORNER if shape.outline == "rect" else half * _ROUND)
    beyond = half + OUT
    if within < abs(off) < beyond:
        off = (within if abs(off) - within <= beyond - abs(off) else beyond) * (1 if off > 0 else -1)
    return r.center.y + off


def _docked(shape: Shape | None, end: Point, other: Point, y: float) -> list[Point]:
    """From the dock to where the segment begins."""
    if shape is None:
        return [end, Point(end.x, y)]
    r, c = shape.rect, shape.rect.center
    off = y - c.y
    if abs(off) >= r.h / 2:
        return [Point(c.x, r.bottom if off > 0 else r.y), Point(c.x, y)]
    cut = inset(shape.outline, r.w / 2, abs(off) / (r.h / 2)) if shape.outline != "rect" else 0.0
    rightward = other.x > c.x
    return [Point(r.right - cut if rightward else r.x + cut, y)]


def _turned(p: Point) -> Point:
    return Point(p.y, p.x)


def _across(shape: Shape | None) -> Shape | None:
    if shape is None:
        return None
    r = shape.rect
    return shape._replace(rect=Rect(r.y, r.x, r.h, r.w))
