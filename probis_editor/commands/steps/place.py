"""A free place for a new step: beside the step before it, inside its lane, clear of every other shape."""

from __future__ import annotations

from probis_editor.geometry import Point, Rect
from probis_editor.kinds import Family, family
from probis_editor.model.document import Document
from probis_editor.model.elements import Node
from probis_editor.model.queries import pools

_CLEAR = 14.0
_STEP = 20.0
_SOLID = (Family.ACTIVITY, Family.EVENT, Family.GATEWAY, Family.DATA, Family.BOX)


def free_place(document: Document, node: Node, lane: Node | None, x: float, y: float | None = None) -> Point:
    """The centre nearest to (x, y) where the node touches nothing, at `x` or to the right of it.

    In a lane, y is its middle unless given, and the node stays inside it. Without a free place in reach, the
    place right of everything in the lane is taken (the caller lets the lane grow).
    """
    w, h = node.bounds.w, node.bounds.h
    others = [
        n.drawn.grown(_CLEAR)
        for n in document.nodes(node.map)
        if n.plane == node.plane and n.id != node.id and family(n.kind) in _SOLID and not n.hidden
    ]
    middle = y if y is not None else lane.bounds.center.y if lane else 100.0
    if lane:
        others = [r for r in others if r.overlaps(lane.bounds)]
        x = max(x, lane.bounds.x + 40 + w / 2)
    low = lane.bounds.y + 10 + h / 2 if lane else middle - 400
    high = lane.bounds.bottom - 10 - h / 2 if lane else middle + 400
    offsets = [0.0]
    for n in range(1, 30):
        offsets += [n * _STEP, -n * _STEP]
    for column in range(60):
        cx = x + column * _STEP
        for dy in offsets if column == 0 or column % 4 == 0 else offsets[:1]:
            cy = middle + dy
            if dy and not low <= cy <= high:
                continue
            rect = Rect(cx - w / 2, cy - h / 2, w, h)
            if not any(rect.overlaps(r) for r in others):
                return Point(cx, cy)
    right = max([r.right for r in others], default=x)
    return Point(right + w / 2, middle)


def below_pools(document: Document, map_id: str, height: float, y: float | None) -> float | None:
    """The y for a step outside every pool: the wish, or below the lowest pool where there is one."""
    found = pools(document, map_id)
    if not found:
        return y
    low = max(p.bounds.bottom for p in found) + 40 + height / 2
    return max(low, y) if y is not None else low
