"""Where lines dock on outlines: ports on the sides, and the point that a straight line meets."""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from probis_editor.geometry import Point, Rect
from probis_editor.layout.lattice import DOWN, LEFT, RIGHT, UP
from probis_editor.layout.plan import Shape


class Port(NamedTuple):
    """A place on an outline where a line may dock."""

    x: float
    y: float
    side: int
    cost: float


def ports(shape: Shape, toward: Rect | None = None, busy: Container[int] = (0, 1, 2, 3)) -> list[Port]:
    """Where lines may dock: middles of the sides; on rectangles also level with `toward`, and beside the
    middle of sides in `busy`."""
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
