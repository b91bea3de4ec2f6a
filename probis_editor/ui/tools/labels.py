"""The width of a text that stands beside a shape or a line: dragging its sides wraps it anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from probis_editor.commands import shapes
from probis_editor.geometry import Point, Rect
from probis_editor.model.document import Transaction
from probis_editor.model.elements import Flow, Node
from probis_editor.ui import hits, wording
from probis_editor.ui.overlay import Handle
from probis_editor.ui.tools.base import Pointer
from probis_editor.ui.tools.gestures import Gesture

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas
    from probis_editor.ui.session import Session

LEAST = 20.0
_SHORTEST = 44.0
"""Pixels of a text that still leaves room to take it in its middle."""


def handles(session: Session, element: Node | Flow, zoom: float) -> list[Handle]:
    """Grips at both sides of the text beside an element, where it has one that is long enough."""
    box = hits.outer_label(session.document, element)
    if box is None or box.w * zoom < _SHORTEST:
        return []
    return [Handle("label:w", Point(box.x, box.center.y)), Handle("label:e", Point(box.right, box.center.y))]


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
