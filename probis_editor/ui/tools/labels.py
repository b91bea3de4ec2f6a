"""A text that stands beside a shape or a line: what it belongs to, its place and its width."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING

from probis_editor.commands import shapes
from probis_editor.geometry import Point, Rect, nearest_on_segment
from probis_editor.model.document import Transaction
from probis_editor.model.elements import Flow, Node
from probis_editor.render import compose
from probis_editor.ui import hits, wording
from probis_editor.ui.overlay import Handle
from probis_editor.ui.tools.base import Pointer
from probis_editor.ui.tools.gestures import Gesture

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas
    from probis_editor.ui.session import Session

LEAST = 20.0
_NEAR = 8.0
"""Pixels between a text and its owner under which nobody asks what it belongs to."""

_SHORTEST = 44.0
"""Pixels of a text that still leaves room to take it in its middle."""


def handles(session: Session, element: Node | Flow, zoom: float) -> list[Handle]:
    """Grips at both sides of the text beside an element, where it has one that is long enough."""
    box = hits.outer_label(session.document, element)
    if box is None or box.w * zoom < _SHORTEST:
        return []
    return [Handle("label:w", Point(box.x, box.center.y)), Handle("label:e", Point(box.right, box.center.y))]


def leader(session: Session, element: Node | Flow, box: Rect, zoom: float) -> tuple[Point, Point] | tuple[()]:
    """The line from a text at `box` to the shape or line it belongs to; () where it stands right beside it."""
    document = session.document
    if isinstance(element, Node):
        a = _inside(box, element.drawn.center)
        outline = compose.outline(document, element)
        if outline.contains(element.drawn, a):
            return ()
        b = outline.dock(element.drawn, a)
    else:
        spots = [
            nearest_on_segment(box.center, p, q) for p, q in itertools.pairwise(hits.route(document, element))
        ]
        if not spots:
            return ()
        b = min(spots, key=box.center.distance)
        a = _inside(box, b)
    return (a, b) if a.distance(b) * zoom >= _NEAR else ()


def _inside(box: Rect, p: Point) -> Point:
    """The point of a rectangle that is nearest to another one."""
    return Point(min(max(p.x, box.x), box.right), min(max(p.y, box.y), box.bottom))


class MoveLabel(Gesture):
    """Moves the text that stands beside a shape or a line."""

    def __init__(self, canvas: Canvas, start: Pointer, element: Node | Flow, box: Rect) -> None:
        super().__init__(canvas, start)
        self._element = element
        self._id = element.id
        self._drawn = box
        self._box = element.label or box

    def _way(self, at: Pointer) -> tuple[float, float]:
        return round(at.p.x - self.start.p.x), round(at.p.y - self.start.p.y)

    def _verb(self, at: Pointer) -> Callable[[Transaction], object]:
        moved = self._box.moved(*self._way(at))
        return lambda tx: shapes.move_label(tx, self.canvas.map_id, self._id, moved)

    def update(self, at: Pointer) -> None:
        self.show(self._verb(at), at)
        box = self._drawn.moved(*self._way(at))
        self.canvas.overlay.leader(leader(self.session, self._element, box, at.zoom))

    def finish(self, at: Pointer) -> None:
        self.commit(wording.step_on(self.session, "move_label", (self._id,)), self._verb(at))


class LabelWidth(Gesture):
    """Drags one side of the text; the other stays."""

    def __init__(self, canvas: Canvas, start: Pointer, element: Node | Flow, role: str) -> None:
        super().__init__(canvas, start)
        self._id = element.id
        self._side = role.partition(":")[2]
        box = hits.outer_label(self.session.document, element)
        assert box is not None
        self._box = box

    def _verb(self, at: Pointer) -> Callable[[Transaction], object]:
        box, dx = self._box, round(at.p.x - self.start.p.x)
        if self._side == "e":
            rect = Rect(box.x, box.y, max(LEAST, box.w + dx), box.h)
        else:
            x = min(box.x + dx, box.right - LEAST)
            rect = Rect(x, box.y, box.right - x, box.h)
        return lambda tx: shapes.move_label(tx, self.canvas.map_id, self._id, rect)

    def update(self, at: Pointer) -> None:
        self.show(self._verb(at), at)

    def finish(self, at: Pointer) -> None:
        self.commit(wording.step_on(self.session, "move_label", (self._id,)), self._verb(at))
