"""Draws a line: press on the one, release on the other (or click the one, then the other)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from probis_editor.commands import flows
from probis_editor.geometry import Point
from probis_editor.model.elements import Flow, Node
from probis_editor.rules import permits
from probis_editor.ui import hits, wording
from probis_editor.ui.tools.base import Pointer, Tool

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas


class ConnectTool(Tool):
    name = "connect"
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self.kind = ""
        self.once = False
        self._source = ""
        self._pressed: Pointer | None = None

    def begin_from(self, source: str) -> None:
        """Start with the source given; ends after one line."""
        self._source = source
        self.once = True

    def press(self, at: Pointer) -> None:
        self._pressed = at
        if not self._source:
            hit = self.canvas.hit(at)
            self._source = hit.id if hit is not None and self._can_start(hit) else ""

    def _can_start(self, hit: hits.Hit) -> bool:
        element = self.session.element(hit.id)
        return isinstance(element, Flow) or (
            isinstance(element, Node) and element.kind not in ("lane", "phase")
        )

    def drag(self, at: Pointer) -> None:
        self._aim(at)

    def hover(self, at: Pointer) -> None:
        if self._source:
            self._aim(at)
            return
        hit = self.canvas.hit(at)
        element = self.session.element(hit.id) if hit and hit.part != "inside" else None
        self.canvas.overlay.hover(element.drawn if isinstance(element, Node) else None)

    def release(self, at: Pointer) -> None:
        started = self._pressed
        self._pressed = None
        if not self._source or (started is not None and not at.far_from(started) and self._is_source(at)):
            return  # the first of two clicks
        self._finish(at)

    def _is_source(self, at: Pointer) -> bool:
        hit = self.canvas.hit(at)
        return hit is not None and hit.id == self._source

    def _finish(self, at: Pointer) -> None:
        hit = self.canvas.hit(at)
        source, map_id, kind = self._source, self.canvas.map_id, self.kind
        self.cancel()
        if hit is not None and hit.part != "inside":
            target = hit.id
            made = self.session.run(
                wording.step("connect"), lambda tx: flows.connect(tx, map_id, source, target, kind)
            )
            if made is not None:
                self.session.select([made.id])
        if self.once or hit is None:
            self.canvas.use_tool("select")

    def _aim(self, at: Pointer) -> None:
        overlay, document = self.canvas.overlay, self.session.document
        source = self.session.element(self._source)
        if source is None:
            return
        begin = (
            source.drawn.center
            if isinstance(source, Node)
            else _middle(hits.route(self.session.document, source))
        )
        hit = self.canvas.hit(at)
        aim = self.session.element(hit.id) if hit is not None and hit.part != "inside" else None
        if aim is None or aim.id == self._source:
            overlay.target(None)
            overlay.note("")
            overlay.line((begin, at.p))
            return
        verdict = permits.can_connect(document, self.canvas.map_id, source.id, aim.id, self.kind)
        overlay.target(aim.drawn if isinstance(aim, Node) else None, verdict.allowed)
        overlay.line((begin, aim.drawn.center if isinstance(aim, Node) else at.p), verdict.allowed)
        overlay.note(self.session.label_text(verdict.reason), at.p, error=True)

    def key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            if self._source:
                self.cancel()
            else:
                self.canvas.use_tool("select")
            return True
        return False

    def cancel(self) -> None:
        self._source = ""
        self._pressed = None
        super().cancel()


def _middle(route: tuple[Point, ...]) -> Point:
    from probis_editor.geometry import polyline_point

    return polyline_point(route, 0.5) if route else Point(0, 0)
