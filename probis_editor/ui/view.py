"""The view on a canvas: panning, zooming, the desk, the sheet and its grid; input goes on to the active tool."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QTransform, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from probis_editor.geometry import Point
from probis_editor.ui import look
from probis_editor.ui.grid import Grid
from probis_editor.ui.scene import DETAIL_FROM, MapScene
from probis_editor.ui.tools.base import Pointer

if TYPE_CHECKING:
    from probis_editor.ui.paper import PaperFrame
    from probis_editor.ui.tools.base import Tool

ZOOM_MIN, ZOOM_MAX = 0.05, 8.0
STEPS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)
_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
EDGE = 20
"""Pixels from the border at which a drag scrolls the canvas."""


class MapView(QGraphicsView):
    """Converts events to scene points for the one active tool; knows no command."""

    zoomed = Signal(float)
    pointed = Signal(object)
    moved = Signal()

    def __init__(self, scene: MapScene) -> None:
        super().__init__(scene)
        self.tool: Tool | None = None
        self.grid_shown = True
        self.covered_left = 64
        """Pixels at the left that the floating palette takes."""
        self.paper: PaperFrame | None = None
        self._grid = Grid()
        self._exposed: list[QRect] = []
        self._painted = False
        self._steps: list[QPoint] | None = None
        self._pan_from: QPoint | None = None
        self._space = False
        self._pressed = False
        self._last: QMouseEvent | None = None
        self._fitting = True
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setAcceptDrops(False)  # files dropped here belong to the window
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll = QTimer(self)
        self._scroll.setInterval(30)
        self._scroll.timeout.connect(self._scroll_at_edge)
        scene.completed.connect(self._completed)

    # Zoom

    @property
    def zoom(self) -> float:
        return self.transform().m11()

    def set_zoom(self, zoom: float, about: QPointF | None = None) -> None:
        """Zoom so that the viewport point `about` (default: the middle) keeps its place."""
        zoom = max(ZOOM_MIN, min(ZOOM_MAX, zoom))
        spot = about if about is not None else QPointF(self.viewport().rect().center())
        before = self.mapToScene(spot.toPoint())
        self._fitting = False
        self.setTransform(QTransform.fromScale(zoom, zoom))
        after = self.mapFromScene(before)
        self._scroll_by(after.x() - round(spot.x()), after.y() - round(spot.y()))
        self._zoom_changed()

    def _zoom_changed(self) -> None:
        scene = self.scene()
        assert isinstance(scene, MapScene)
        scene.set_zoom(self.zoom)
        self._finish_seen()
        self.setRenderHint(QPainter.RenderHint.Antialiasing, self.zoom >= DETAIL_FROM)
        self.zoomed.emit(self.zoom)

    def zoom_step(self, up: bool) -> None:
        """The next round zoom in a direction."""
        now = self.zoom
        nexts = [s for s in STEPS if (s > now * 1.01 if up else s < now * 0.99)]
        if nexts:
            self.set_zoom(nexts[0] if up else nexts[-1])

    def fit(self, at_most: float = 1.0) -> None:
        """Show everything, no larger than `at_most`; stays fitted while the window changes its size."""
        scene = self.scene()
        assert isinstance(scene, MapScene)
        bounds = scene.content()
        if bounds.isNull():
            bounds = QRectF(scene.sheet)
        left = self.covered_left
        room = self.viewport().rect().adjusted(left, 20, -20, -64)
        zoom = min(room.width() / max(bounds.width(), 1), room.height() / max(bounds.height(), 1), at_most)
        zoom = max(ZOOM_MIN, zoom)
        self.setTransform(QTransform.fromScale(zoom, zoom))
        top_left = self.mapFromScene(bounds.topLeft())
        wide, high = bounds.width() * zoom, bounds.height() * zoom
        dx = top_left.x() - (left + max(0, (room.width() - wide) / 2))
        dy = top_left.y() - (20 + max(0, min((room.height() - high) / 2, 40)))
        self._scroll_by(round(dx), round(dy))
        self._zoom_changed()
        self._fitting = True

    def reveal(self, rect: QRectF) -> None:
        """Scroll as little as needed to see the rectangle, not below the palette either."""
        seen = self.viewport().rect().adjusted(self.covered_left, 0, 0, 0)
        if not self.mapToScene(seen).boundingRect().contains(rect):
            self.ensureVisible(rect, max(80, self.covered_left + 16), 60)

    def centre(self, p: QPointF) -> None:
        """Scroll so that a point of the scene lies in the middle."""
        self._fitting = False
        self.centerOn(p)
        self.moved.emit()

    def show_rect(self, rect: QRectF) -> None:
        """Zoom and scroll so that a rectangle of the scene fills the view, at most twice its size."""
        room = self.viewport().rect().adjusted(72, 32, -32, -72)
        if rect.isNull() or room.isEmpty():
            return
        zoom = min(room.width() / max(rect.width(), 1), room.height() / max(rect.height(), 1), 2.0)
        self.set_zoom(zoom)
        middle, wanted = self.viewport().rect().center(), room.center()
        self.centre(rect.center() + QPointF(middle - wanted) / self.zoom)

    def _scroll_by(self, dx: int, dy: int) -> None:
        """Scroll both ways at once: each time all that is seen is moved and what floats over it painted."""
        self._steps = []
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + dx)
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + dy)
        steps, self._steps = self._steps, None
        if steps:
            self.scrollContentsBy(sum(s.x() for s in steps), sum(s.y() for s in steps))

    # Input

    def set_tool(self, tool: Tool) -> None:
        self.tool = tool
        self.viewport().setCursor(tool.cursor)

    def pointer(self, event: QMouseEvent) -> Pointer:
        """The event in the scene's frame."""
        return self.pointer_at(event.position(), event.modifiers())

    def pointer_at(self, spot: QPointF, modifiers: Qt.KeyboardModifier) -> Pointer:
        inverse, _ = self.viewportTransform().inverted()
        p = inverse.map(spot)
        return Pointer(Point(p.x(), p.y()), spot, modifiers, self.zoom)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        hand = self._space or (self.tool is not None and self.tool.pans)
        if event.button() == Qt.MouseButton.MiddleButton or (
            hand and event.button() == Qt.MouseButton.LeftButton
        ):
            self._pan_from = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton and self.tool is not None:
            self._pressed = True
            self.tool.press(self.pointer(event))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.position().toPoint()
        if self._pan_from is not None:
            self._scroll_by(self._pan_from.x() - here.x(), self._pan_from.y() - here.y())
            self._pan_from = here
            self._fitting = False
            self.moved.emit()
        elif self.tool is not None:
            pointer = self.pointer(event)
            if self._pressed and event.buttons() & Qt.MouseButton.LeftButton:
                self.tool.drag(pointer)
                self._watch_edge(event)
            else:
                self.tool.hover(pointer)
            self.pointed.emit(pointer.p)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._scroll.stop()
        if self._pan_from is not None and event.button() in (
            Qt.MouseButton.MiddleButton,
            Qt.MouseButton.LeftButton,
        ):
            self._pan_from = None
            self._restore_cursor()
        elif event.button() == Qt.MouseButton.LeftButton and self._pressed and self.tool is not None:
            self._pressed = False
            self.tool.release(self.pointer(event))
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.tool is not None and not self._space:
            self._pressed = False
            self.tool.double_click(self.pointer(event))
        event.accept()

    def _restore_cursor(self) -> None:
        if self._space:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif self.tool is not None:
            self.viewport().setCursor(self.tool.cursor)

    def leaveEvent(self, event) -> None:
        if self.tool is not None:
            self.tool.left()
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta, pixels = event.angleDelta(), event.pixelDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * math.pow(1.0015, delta.y()), event.position())
        else:
            step = pixels if not pixels.isNull() else QPoint(delta.x() * 2 // 3, delta.y() * 2 // 3)
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not step.x():
                step = QPoint(step.y(), 0)
            self._scroll_by(-step.x(), -step.y())
            self._fitting = False
            self.moved.emit()
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from shape to shape, not out of the canvas."""
        return False if self.hasFocus() else super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat() and not self._pressed:
            self._space = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif self.tool is not None and self.tool.key(event):
            event.accept()
        elif event.key() in _WAYS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            step = 200 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 50
            self._scroll_by(*(step * way for way in _WAYS[Qt.Key(event.key())]))
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self._restore_cursor()
        else:
            event.ignore()

    def focusOutEvent(self, event) -> None:
        self._space = False
        self._restore_cursor()
        super().focusOutEvent(event)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        if self._fitting:
            self.fit()
        self.moved.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move the picture; what floats over the map (children of the viewport, which Qt moves along) goes back.

        Were it beside the viewport, Qt would not move what is painted but paint everything anew.
        """
        if self._steps is not None:
            self._steps.append(QPoint(dx, dy))
            return
        floating = [(w, w.pos()) for w in self.viewport().children() if isinstance(w, QWidget)]
        super().scrollContentsBy(dx, dy)
        for widget, place in floating:
            widget.move(place)
        if not self._fitting:
            self._finish_seen()
        self.moved.emit()

    def _finish_seen(self) -> None:
        """Where texts can be read they are there."""
        scene = self.scene()
        if not isinstance(scene, MapScene) or scene.is_complete:
            return
        scene.wait()
        if self.zoom >= DETAIL_FROM:
            scene.finish(self.mapToScene(self.viewport().rect()).boundingRect())

    def _completed(self) -> None:
        if self._fitting:
            self.fit()  # texts may reach over the outlines

    # Scrolling while dragging

    def _watch_edge(self, event: QMouseEvent) -> None:
        self._last = event.clone()
        inner = self.viewport().rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        if inner.contains(event.position().toPoint()):
            self._scroll.stop()
        elif not self._scroll.isActive():
            self._scroll.start()

    def _scroll_at_edge(self) -> None:
        if self._last is None or self.tool is None or not self._pressed:
            self._scroll.stop()
            return
        spot, rect = self._last.position().toPoint(), self.viewport().rect()
        dx = min(0, spot.x() - EDGE) + max(0, spot.x() - rect.right() + EDGE)
        dy = min(0, spot.y() - EDGE) + max(0, spot.y() - rect.bottom() + EDGE)
        self._fitting = False
        self._scroll_by(max(-30, min(30, dx)), max(-30, min(30, dy)))
        self.tool.drag(self.pointer(self._last))

    # Desk, sheet, grid

    def paintEvent(self, event: QPaintEvent) -> None:
        self._exposed = list(event.region())  # type: ignore[call-overload]
        super().paintEvent(event)
        self._exposed = []
        if not self._painted:
            self._painted = True
            self.scene().wait()  # type: ignore[attr-defined]

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        """Only where something is to be painted: after a scroll these are a few narrow strips."""
        scene = self.scene()
        assert isinstance(scene, MapScene)
        transform = painter.worldTransform()
        sheet = transform.mapRect(scene.sheet)
        whole = self._exposed and float(self.devicePixelRatioF()).is_integer()
        parts = [QRectF(r) for r in self._exposed] if whole else [transform.mapRect(rect)]
        painter.save()
        painter.resetTransform()
        for part in parts:
            if not sheet.contains(part):
                painter.fillRect(part, QColor(look.DESK))
            self._grid.draw(painter, sheet & part, transform, self.grid_shown)
        painter.restore()
        line = 2 / self.zoom
        if not scene.sheet.adjusted(line, line, -line, -line).contains(rect):
            pen = QPen(QColor(look.SHEET_EDGE), 1)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(scene.sheet)
        if self.paper is not None:
            self.paper.draw(painter, self.zoom, rect)
