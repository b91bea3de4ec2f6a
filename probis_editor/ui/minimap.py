"""The whole map in small at the canvas's lower right, with a frame around what is seen; a press moves there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen, QPixmap

from probis_editor.ui import look
from probis_editor.ui.floating import Floating

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas

WIDEST, HIGHEST = 208, 132
EDGE = 8
PAUSE = 120
"""Milliseconds after a change before the picture is made anew."""


class MiniMap(Floating):
    """Hidden while everything is in sight. The picture is made of the canvas's own items, without their texts."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._picture: QPixmap | None = None
        self._bounds = QRectF()
        self._framed = QRectF()
        self.wanted = True
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(canvas.session.text("ui.minimap.name"))
        self.setToolTip(canvas.session.text("ui.minimap.tip"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._renew)
        self.hide()

    def read(self) -> None:
        """The map has changed; the picture follows in a moment."""
        if not self._timer.isActive():
            self._timer.start()

    def _renew(self) -> None:
        self._picture = None
        self.settle()

    def settle(self) -> None:
        """Stand at the lower right with the present view framed, or hide."""
        view = self._canvas.view
        if self._picture is None or self._bounds.isNull():
            self._bounds = self._canvas.scene.content()
        seen = view.mapToScene(view.viewport().rect()).boundingRect()
        roomy = self._canvas.width() > 480 and self._canvas.height() > 320
        if not self.wanted or self._bounds.isEmpty() or not roomy or seen.contains(self._bounds):
            self.hide()
            return
        scale = self._scale
        wide, high = (
            round(self._bounds.width() * scale) + 2 * EDGE,
            round(self._bounds.height() * scale) + 2 * EDGE,
        )
        room = view.viewport().size()
        fresh = self._picture is None or self._framed != seen
        self._framed = seen
        place = QRect(room.width() - wide - 12, room.height() - high - 12, wide, high)
        if place.intersects(self._canvas.zoombar.geometry()):  # on a narrow canvas
            place.moveBottom(self._canvas.zoombar.y() - 8)
        if self.stand(place) or fresh:
            self.update()

    @property
    def _scale(self) -> float:
        b = self._bounds
        return min((WIDEST - 2 * EDGE) / max(b.width(), 1), (HIGHEST - 2 * EDGE) / max(b.height(), 1), 0.5)

    def _frame(self) -> QRectF:
        """What the view shows, in the widget's frame."""
        view = self._canvas.view
        seen = view.mapToScene(view.viewport().rect()).boundingRect()
        s = self._scale
        return QRectF(
            EDGE + (seen.x() - self._bounds.x()) * s,
            EDGE + (seen.y() - self._bounds.y()) * s,
            seen.width() * s,
            seen.height() * s,
        )

    def _made(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        size = QSize(round(self.width() * ratio), round(self.height() * ratio))
        if self._picture is None or self._picture.size() != size:
            self._picture = QPixmap(size)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(QColor("#FFFFFF"))
            painter = QPainter(self._picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(EDGE, EDGE)
            painter.scale(self._scale, self._scale)
            painter.translate(-self._bounds.topLeft())
            self._canvas.scene.sketch(painter)
            painter.end()
        return self._picture

    def paintEvent(self, _) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._made())
        frame = self._frame() & QRectF(self.rect()).adjusted(1, 1, -1, -1)
        shade = QColor(look.DESK)
        shade.setAlphaF(0.55)
        for part in _around(QRectF(self.rect()), frame):
            painter.fillRect(part, shade)
        painter.setPen(QPen(QColor(look.ACCENT), 1.5))
        painter.drawRect(frame)
        painter.setPen(QPen(QColor(look.BORDER), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())

    def mouseReleaseEvent(self, _: QMouseEvent) -> None:
        self._canvas.view.setFocus()

    def _go(self, spot: QPointF) -> None:
        s = self._scale
        self._canvas.view.centre(
            QPointF(self._bounds.x() + (spot.x() - EDGE) / s, self._bounds.y() + (spot.y() - EDGE) / s)
        )


def _around(whole: QRectF, hole: QRectF) -> list[QRectF]:
    if hole.isEmpty():
        return [whole]
    return [
        QRectF(whole.left(), whole.top(), whole.width(), hole.top() - whole.top()),
        QRectF(whole.left(), hole.bottom(), whole.width(), whole.bottom() - hole.bottom()),
        QRectF(whole.left(), hole.top(), hole.left() - whole.left(), hole.height()),
        QRectF(hole.right(), hole.top(), whole.right() - hole.right(), hole.height()),
    ]
