"""Draws a line: press on the one, release on the other (or click the one, then the other)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent

from probis_editor.commands import flows
from probis_editor.geometry import Point
from probis_editor.model.elements import Flow, Node
from probis_editor.rules import permits
from probis_editor.ui import hits, nesting
from probis_editor.ui.tools import appending, landing
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
        self._goal = ""
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
        source, kind = self._source, self.kind
        self.cancel()
        if hit is not None and hit.part != "inside":
            to = landing.side(self.session.element(hit.id), at)
            appending.connect(self.canvas, source, hit.id, kind, to)
        if self.once or hit is None:
            self.canvas.use_tool("select")

    def _aim(self, at: Pointer) -> None:
        overlay = self.canvas.overlay
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
            landing.hide(self.canvas)
            overlay.line((begin, at.p))
            return
        self._goal = aim.id
        self._show_line(aim, at.p, landing.side(aim, at))

    def key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and self._source:
            self._next_target(-1 if event.key() == Qt.Key.Key_Backtab else 1)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._source and self._goal:
            source, goal, kind = self._source, self._goal, self.kind
            self.cancel()
            appending.connect(self.canvas, source, goal, kind)
            self.canvas.use_tool("select")
            return True
        if event.key() == Qt.Key.Key_Escape:
            if self._source:
                self.cancel()
            else:
                self.canvas.use_tool("select")
            return True
        return False

    def _next_target(self, by: int) -> None:
        """Go round the shapes that may be connected to, in reading order."""
        document, map_id = self.session.document, self.canvas.map_id
        nodes = [
            e for e in self.session.elements_here() if isinstance(e, Node) and e.kind not in hits.CONTAINERS
        ]
        nodes = [
            n
            for n in sorted(nodes, key=nesting.reading_order)
            if n.id != self._source and permits.can_connect(document, map_id, self._source, n.id, self.kind)
        ]
        ids = [n.id for n in nodes]
        if not ids:
            return
        at = ids.index(self._goal) + by if self._goal in ids else (0 if by > 0 else -1)
        node = nodes[at % len(ids)]
        self._goal = node.id
        d = node.drawn
        self.canvas.view.reveal(QRectF(d.x, d.y, d.w, d.h))
        self._show_line(node, d.center)
        name = " ".join(node.name.split()) or self.session.text("kind." + node.kind)
        self.canvas.overlay.note(name, Point(d.center.x, d.bottom))

    def _show_line(self, aim: Node | Flow, p: Point, to: str = "") -> None:
        """The line as it would be drawn, or why it may not be."""
        document, map_id, source, kind = self.session.document, self.canvas.map_id, self._source, self.kind
        verdict = permits.can_connect(document, map_id, source, aim.id, kind)
        landing.show(
            self.canvas,
            aim,
            verdict,
            p,
            lambda tx: flows.connect(tx, map_id, source, aim.id, kind, to=to),
            to,
        )
        begin = self.session.element(source)
        if not verdict.allowed and isinstance(begin, Node):
            self.canvas.overlay.line((begin.drawn.center, p), False)

    def cancel(self) -> None:
        self._source = self._goal = ""
        self._pressed = None
        super().cancel()


def _middle(route: tuple[Point, ...]) -> Point:
    from probis_editor.geometry import polyline_point

    return polyline_point(route, 0.5) if route else Point(0, 0)
