"""Where lines dock on outlines: ports on the sides, and the point that a straight line meets."""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from probis_editor.geometry import Point, Rect
from probis_editor.layout.lattice import DOWN, LEFT, RIGHT, UP
from probis_editor.layout.plan import Shape

OFF = 4.0
"""So far off its corner a line may dock at a round or slanted shape if that makes it straight."""


class Port(NamedTuple):
    """A place on an outline where a line may dock."""

    x: float
    y: float
    side: int
    cost: float


def ports(shape: Shape, toward: Rect | None = None, busy: Container[int] = (0, 1, 2, 3)) -> list[Port]:
    """Where lines may dock: middles of the sides; on rectangles also level with `toward` or with the middle of
    what both share, and beside the middle of sides in `busy`; on others level with what is hardly off."""
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
        return found if toward is None else found + _level(shape, toward)
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
        for apart, own, other, shifts in (
            (t.x - c.x, r.w / 2, toward.w / 2, across),
            (t.y - c.y, r.h / 2, toward.h / 2, along),
        ):
            if 0.0 < abs(apart) <= own - 10:
                shifts.append((apart, 6.0))
            elif abs(apart) > max(own, other) - 10 and abs(apart) <= own + other - 20:
                # Side by side, but neither reaches the other's middle: the middle of what both share.
                shared = (abs(apart) + own - other) / 2
                shifts.append((round(shared) if apart > 0 else -round(shared), 6.0))
    for shift, cost in across:
        found.append(Port(c.x + shift, r.bottom, DOWN, cost))
        found.append(Port(c.x + shift, r.y, UP, cost))
    for shift, cost in along:
        found.append(Port(r.right, c.y + shift, RIGHT, cost))
        found.append(Port(r.x, c.y + shift, LEFT, cost))
    return found


def _level(shape: Shape, toward: Rect) -> list[Port]:
    """Ports of a round or slanted shape level with the middle of one that stands a little off its own."""
    r, c = shape.rect, shape.rect.center
    dx, dy = toward.center.x - c.x, toward.center.y - c.y
    found: list[Port] = []
    if 0.0 < abs(dy) <= OFF:
        cut = inset(shape.outline, r.w / 2, 2 * abs(dy) / r.h)
        found += [Port(r.right - cut, c.y + dy, RIGHT, 6.0), Port(r.x + cut, c.y + dy, LEFT, 6.0)]
    if 0.0 < abs(dx) <= OFF:
        cut = inset(shape.outline, r.h / 2, 2 * abs(dx) / r.w)
        found += [Port(c.x + dx, r.bottom - cut, DOWN, 6.0), Port(c.x + dx, r.y + cut, UP, 6.0)]
    return found


def inset(outline: str, half: float, share: float) -> float:
    """How far the outline lies inside its box, `share` of the half side away from the corner in the middle."""
    share = min(1.0, share)
    return half * (share if outline == "diamond" else 1.0 - (1.0 - share * share) ** 0.5)


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
