"""Repairs for what Bizagi Modeler's BPMN export gets wrong or says in its own way, as real exports show it."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from probis_editor.formats.bpmn_colours import bizagi_properties
from probis_editor.geometry import Point, Rect

STRIP = 50.0
"""Width of a pool's name strip in Bizagi."""


def is_main(participant: etree._Element) -> bool:
    """Whether the participant carries the mark of the main pool, which is never drawn."""
    return "isMainParticipant" in bizagi_properties(participant)


def lane_bounds(pool: Rect, lanes: Sequence[Rect]) -> tuple[Rect, ...]:
    """The lanes of a pool where they belong. The export writes x relative to the pool and, for files that came
    from elsewhere, sometimes y too; lanes that lie in their pool stay as they are.
    """
    fixed = [
        Rect(pool.x + STRIP, *lane[1:])
        if abs(lane.x - STRIP) < 1.5 and abs(lane.w - (pool.w - STRIP)) < 1.5 and abs(pool.x) > 0.5
        else lane
        for lane in lanes
    ]
    inside = pool.grown(1.5)
    stray = [lane for lane in fixed if not inside.covers(lane)]
    total = sum(lane.h for lane in fixed)
    crossing = any(a.grown(-1.5).overlaps(b) for i, a in enumerate(fixed) for b in fixed[i + 1 :])
    if crossing or (stray and 0.75 * pool.h <= total <= 1.25 * pool.h):
        y, scale = pool.y, pool.h / total if total else 1.0
        places: dict[int, Rect] = {}
        for i in sorted(range(len(fixed)), key=lambda i: (fixed[i].y, i)):
            places[i] = Rect(pool.x + STRIP, y, max(0.0, pool.w - STRIP), fixed[i].h * scale)
            y += fixed[i].h * scale
        return tuple(places[i] for i in range(len(fixed)))
    return tuple(fixed)


def open_size(shape: Rect, leaving: Sequence[Point], entering: Sequence[Point]) -> tuple[float, float] | None:
    """The size that an open sub-process was drawn with; the export gives the closed one. None where it fits.

    `leaving` and `entering` are the points where flows and boundary events touch it: the outermost tell its sides,
    one in the middle of a side tells half its height.
    """
    spots = [p for p in (*leaving, *entering) if p.x >= shape.x - 2 and p.y >= shape.y - 2]
    w = max([shape.w, *(p.x - shape.x for p in spots)])
    if w <= shape.w + 5 and all(p.y <= shape.bottom + 5 for p in spots):
        return None
    sides = [p for p in spots if abs(p.x - shape.x) < 3 or abs(p.x - shape.x - w) < 3]
    below = [p.y - shape.y for p in spots if p not in sides]
    middle = [2 * (p.y - shape.y) for p in sides]
    return (w, max([shape.h, *(below or middle)]))


def is_inline(outer: Rect, inner: Sequence[Rect]) -> bool:
    """Whether the children of a sub-process lie in its own rectangle; else they lie on a canvas of their own."""
    held = sum(1 for rect in inner if outer.contains(rect.center))
    return held * 2 > len(inner)
