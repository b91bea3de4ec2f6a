"""Names of lanes and phases that stay in sight while the map is scrolled past their headers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPen, QRegion

from probis_editor.model import queries
from probis_editor.render import compose
from probis_editor.render.plane import plane_of
from probis_editor.ui import look
from probis_editor.ui.floating import Floating

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas

STRIP = 32
"""Width in pixels of a strip that stays."""

BORDER = "#B8C2C5"


class Strip(NamedTuple):
    """A container with a name: its rectangle, the inner edge of its own header, its colours."""

    id: str
    rect: QRectF
    header_end: float
    upright: bool
    name: str
    fill: str
    text: str


class Sticky(Floating):
    """One edge of the canvas: "left" for lanes that lie, "top" for lanes that stand and for phases."""

    def __init__(self, canvas: Canvas, edge: str) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._top = edge == "top"
        # Opaque where strips are and away elsewhere, so that the map below is not painted with it.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._covered = QRegion()
        self._strips: list[Strip] = []
        self._shown: list[tuple[Strip, QRect]] = []
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setObjectName("sticky_" + edge)
        self.hide()

    def read(self) -> None:
        """Take the containers of the document as it is now."""
        self._strips = [s for s in strips(self._canvas) if s.upright == self._top]
        self.settle()

    def settle(self) -> None:
        """Show the names whose headers are out of sight, and nothing otherwise."""
        view = self._canvas.view
        shown: list[tuple[Strip, QRect]] = []
        viewport = view.viewport().rect()
        for strip in self._strips:
            box = view.mapFromScene(strip.rect).boundingRect() & viewport
            if self._top:
                out = view.mapFromScene(QPointF(strip.rect.x(), strip.header_end)).y() < STRIP * 0.6
                room = box.bottom() - STRIP
                place = QRect(box.left(), 0, box.width(), STRIP)
            else:
                end = view.mapFromScene(QPointF(strip.header_end, strip.rect.y())).x()
                # Names stand beside the palette, which covers the edge.
                left = view.covered_left
                out, room = end < left + STRIP * 0.6, box.right() - left - STRIP
                place = QRect(0, box.top(), left + STRIP, box.height())
            if out and room > STRIP and not box.isEmpty() and min(place.width(), place.height()) > 8:
                shown.append((strip, place))
        if not shown:
            self._shown = []
            self.hide()
            return
        around = QRect()
        for _, place in shown:
            around |= place
        here = [(s, place.translated(-around.topLeft())) for s, place in shown]
        if self.stand(around.adjusted(0, 0, 1, 1)) or here != self._shown:
            self._shown = here
            self._cover([place for _, place in here])
            self.update()

    def _cover(self, places: list[QRect]) -> None:
        covered = QRegion()
        for place in places:
            covered |= place.adjusted(0, 0, 1, 1)
        if covered == self._covered:
            return
        self._covered = covered
        if covered == QRegion(self.rect()):
            self.clearMask()
        else:
            self.setMask(covered)

    @property
    def names(self) -> list[str]:
        """The names shown now."""
        return [s.name for s, _ in self._shown]

    def paintEvent(self, _) -> None:
        painter = QPainter(self)
        font = QFont(look.UI_FAMILY)
        font.setPixelSize(11)
        font.setBold(True)
        painter.setFont(font)
        for strip, place in self._shown:
            # At 200 % a line ends within its pixel.
            painter.fillRect(place.adjusted(0, 0, 1, 1), QColor(BORDER))
            painter.setPen(QPen(QColor(BORDER), 1))
            painter.setBrush(QColor(strip.fill))
            painter.drawRect(place)
            painter.setPen(QColor(strip.text))
            if self._top:
                _words(painter, QRectF(place).adjusted(6, 0, -6, 0), strip.name)
            else:
                painter.save()
                painter.translate(place.right() + 1 - STRIP, place.bottom())
                painter.rotate(-90)
                _words(painter, QRectF(4, 0, place.height() - 8, STRIP), strip.name)
                painter.restore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for strip, place in self._shown:
            if place.contains(event.position().toPoint()):
                self._canvas.session.select([strip.id])
                self._canvas.view.setFocus()
                return


def _words(painter: QPainter, room: QRectF, text: str) -> None:
    """The text in the middle, on two lines where one is too short, cut where two are."""
    metrics = QFontMetrics(painter.font())
    wrap = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    needed = metrics.boundingRect(room.toRect(), wrap, text)
    if needed.height() > room.height() or needed.width() > room.width():
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        wrap = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
    painter.drawText(room, wrap, text)


def strips(canvas: Canvas) -> list[Strip]:
    """The named containers of the canvas: innermost lanes, pools without lanes, phases."""
    document, map_id = canvas.session.document, canvas.map_id
    plane = plane_of(document, map_id, canvas.plane)
    found: list[Strip] = []
    for node in plane.nodes:
        if node.hidden or node.kind not in ("pool", "lane", "phase"):
            continue
        name = " ".join(node.name.split())
        if not name or (node.kind != "phase" and queries.lanes(document, map_id, node.id)):
            continue
        ready = plane.look(node)
        upright = node.kind == "phase" or ready.upright
        strip = compose.header(document, node)
        d = node.drawn
        end = (d.y if upright else d.x) + strip
        fill = ready.form.header_fill or ready.form.fill or "#FFFFFF"
        found.append(Strip(node.id, QRectF(*d), end, upright, name, fill, ready.text.color))
    return found
