"""Where bends stick: the middle lines of the shapes around, so that lines run where the eye expects them."""

from __future__ import annotations

from collections.abc import Iterable

from probis_editor.geometry import Point, Rect
from probis_editor.model.elements import Node
from probis_editor.ui.session import Session

Line = tuple[Point, Point]
_FAR = 1200.0
"""Shapes farther away than this are not asked."""
_CONTAINERS = ("pool", "lane", "phase", "group")


class Axes:
    """The middles of the shapes on the canvas in front."""

    def __init__(self, session: Session) -> None:
        self._session = session
        shapes = [e for e in session.elements_here() if isinstance(e, Node)]
        self._rects = [n.drawn for n in shapes if not n.kind.startswith(_CONTAINERS)]

    def across(self, x: float, span: Iterable[Point], reach: float) -> tuple[float, list[Line]]:
        """The x to stick to, and the guide from the shape whose middle it is; x itself where none is near."""
        return self._stick(x, list(span), reach, upright=True)

    def down(self, y: float, span: Iterable[Point], reach: float) -> tuple[float, list[Line]]:
        """The same for a y."""
        return self._stick(y, list(span), reach, upright=False)

    def _stick(self, at: float, span: list[Point], reach: float, upright: bool) -> tuple[float, list[Line]]:
        if not self._session.snaps or not span:
            return at, []
        middle = Point(sum(p.x for p in span) / len(span), sum(p.y for p in span) / len(span))
        best: tuple[float, float, Rect] | None = None
        for rect in self._rects:
            c = rect.center
            off, far = abs((c.x if upright else c.y) - at), c.distance(middle)
            if off <= reach and far <= _FAR and (best is None or (off, far) < best[:2]):
                best = (off, far, rect)
        if best is None:
            return at, []
        c = best[2].center
        if upright:
            ys = [c.y, *(p.y for p in span)]
            return c.x, [(Point(c.x, min(ys) - 8), Point(c.x, max(ys) + 8))]
        xs = [c.x, *(p.x for p in span)]
        return c.y, [(Point(min(xs) - 8, c.y), Point(max(xs) + 8, c.y))]
