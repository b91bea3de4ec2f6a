"""Repair of the moved end of a flow: bends made by hand survive (after bpmn-js' "repair, not re-route")."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from probis_editor.geometry import Point, Rect, simplified

DROP = 20.0
SNAG = 3.0


def repair_end(
    points: Sequence[Point],
    old: Rect,
    new: Rect,
    at_target: bool,
    outline: str = "rect",
) -> tuple[Point, ...] | None:
    """The flow's points after its source (or target) shape went from `old` to `new`; None = route it anew.

    Only the moved end and the first bend next to it change; the docked place moves with the shape, the bend
    shifts to keep the right angle. Bends that the shape now covers are dropped. None is returned when nothing
    is left to keep: fewer than three points, a collapse onto one line, or a line through the shape.
    """
    chain = list(points[::-1]) if at_target else list(points)
    if len(chain) < 3:
        return None
    if len(chain) == 4 and any(abs(a.x - b.x) + abs(a.y - b.y) < SNAG for a, b in pairwise(chain)):
        return None
    end = _carried(chain[0], old, new, outline)
    first, second = chain[0], chain[1]
    third = chain[2]
    if abs(first.y - second.y) <= 0.5:
        bend = Point(second.x, end.y)
        if abs(second.x - third.x) > 0.5:
            return None
    elif abs(first.x - second.x) <= 0.5:
        bend = Point(end.x, second.y)
        if abs(second.y - third.y) > 0.5:
            return None
    else:
        return None
    chain[0], chain[1] = end, bend
    reach = new.grown(DROP)
    if len(chain) == 3 and reach.contains(chain[2]):
        return None
    facing = _side(end, new)
    if facing == "":
        return None
    ahead = {
        "right": bend.x - end.x,
        "left": end.x - bend.x,
        "bottom": bend.y - end.y,
        "top": end.y - bend.y,
    }[facing]
    if ahead < 8.0:
        return None
    for a, b in pairwise(chain[1:]):
        if _enters(a, b, new):
            return None
    fixed = simplified(chain, 0.01)
    if len(fixed) < 2:
        return None
    return tuple(reversed(fixed)) if at_target else fixed


def _carried(point: Point, old: Rect, new: Rect, outline: str) -> Point:
    """The docked point on the moved (perhaps resized) shape, at the same share of its side."""
    fx = (point.x - old.x) / old.w if old.w else 0.5
    fy = (point.y - old.y) / old.h if old.h else 0.5
    if outline != "rect":
        fx = min((0.0, 0.5, 1.0), key=lambda f: abs(f - fx)) if outline == "diamond" else fx
        fy = min((0.0, 0.5, 1.0), key=lambda f: abs(f - fy)) if outline == "diamond" else fy
    return Point(new.x + fx * new.w, new.y + fy * new.h)


def _side(point: Point, rect: Rect) -> str:
    gaps = {
        "right": abs(point.x - rect.right),
        "left": abs(point.x - rect.x),
        "bottom": abs(point.y - rect.bottom),
        "top": abs(point.y - rect.y),
    }
    side = min(gaps, key=lambda s: gaps[s])
    return side if gaps[side] <= 2.0 else ""


def _enters(a: Point, b: Point, rect: Rect) -> bool:
    inner = rect.grown(-1.0)
    return (
        min(a.x, b.x) < inner.right
        and max(a.x, b.x) > inner.x
        and min(a.y, b.y) < inner.bottom
        and max(a.y, b.y) > inner.y
    )
