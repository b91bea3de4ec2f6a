"""Repairs for what Bizagi Modeler's BPMN export gets wrong or says in its own way, as real exports show it."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from probis_editor.formats.bpmn_colours import bizagi_properties
from probis_editor.geometry import Rect

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
    if stray and 0.75 * pool.h <= total <= 1.25 * pool.h:
        y, scale = pool.y, pool.h / total if total else 1.0
        places: dict[int, Rect] = {}
        for i in sorted(range(len(fixed)), key=lambda i: (fixed[i].y, i)):
            places[i] = Rect(pool.x + STRIP, y, max(0.0, pool.w - STRIP), fixed[i].h * scale)
            y += fixed[i].h * scale
        return tuple(places[i] for i in range(len(fixed)))
    return tuple(fixed)


def is_inline(outer: Rect, inner: Sequence[Rect]) -> bool:
    """Whether the children of a sub-process lie in its own rectangle; else they lie on a canvas of their own."""
    held = sum(1 for rect in inner if outer.contains(rect.center))
    return held * 2 > len(inner)
