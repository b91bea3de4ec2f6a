"""Snapping to the edges and middles of neighbours, with the guide lines that say so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from probis_editor.geometry import Point, Rect
from probis_editor.model.elements import Node

if TYPE_CHECKING:
    from probis_editor.ui.session import Session

Line = tuple[Point, Point]
_CONTAINERS = ("pool", "lane", "phase")


class Guides:
    """Edges and middles of the shapes on the canvas in front that are not being moved."""

    def __init__(self, session: Session, moving: Iterable[str]) -> None:
        left_out = set(moving)
        self._rects = [
            e.drawn
            for e in session.elements_here()
            if isinstance(e, Node) and e.id not in left_out and not e.kind.startswith(_CONTAINERS)
        ]

    def snap(self, box: Rect, reach: float) -> tuple[float, float, list[Line]]:
        """(dx, dy) that lays the box in line with its nearest neighbours, and the guide lines; 0 where none is near."""
        dx, vertical = self._along(box, reach, horizontal=True)
        dy, level = self._along(box.moved(dx, 0), reach, horizontal=False)
        box = box.moved(dx, dy)
        lines: list[Line] = []
        if vertical is not None:
            at, other = vertical
            lines.append((Point(at, min(box.y, other.y) - 8), Point(at, max(box.bottom, other.bottom) + 8)))
        if level is not None:
            at, other = level
            lines.append((Point(min(box.x, other.x) - 8, at), Point(max(box.right, other.right) + 8, at)))
        return dx, dy, lines

    def _along(self, box: Rect, reach: float, horizontal: bool) -> tuple[float, tuple[float, Rect] | None]:
        best: tuple[float, float, float, float, Rect] | None = None
        mine = _marks(box, horizontal)
        for rect in self._rects:
            far = box.center.distance(rect.center)
            for at, (a, b) in enumerate(zip(mine, _marks(rect, horizontal), strict=True)):
                off = b - a
                if abs(off) <= reach:
                    rank = (abs(off) - (0.5 if at == 1 else 0), far)
                    if best is None or rank < best[:2]:
                        best = (*rank, off, b, rect)
        return (0.0, None) if best is None else (best[2], (best[3], best[4]))


def _marks(rect: Rect, horizontal: bool) -> tuple[float, float, float]:
    if horizontal:
        return rect.x, rect.center.x, rect.right
    return rect.y, rect.center.y, rect.bottom
