"""Pictures of element kinds for palette and menus, drawn by the kinds themselves at the size of an icon."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QGraphicsScene

from probis_editor.geometry import Rect
from probis_editor.kinds import Family, family
from probis_editor.model.document import Document
from probis_editor.model.elements import Map, Node
from probis_editor.render import compose
from probis_editor.ui import look, painting

SIDE = 24
_SIZES = {
    Family.POOL: (22, 14),
    Family.LANE: (22, 12),
    Family.PHASE: (14, 20),
    Family.ACTIVITY: (22, 15),
    Family.EVENT: (18, 18),
    Family.GATEWAY: (20, 20),
    Family.DATA: (14, 18),
    Family.ARTIFACT: (18, 16),
    Family.BOX: (22, 14),
}
_DETAILED = ("task.", "subprocess", "call", "data.input", "data.output")
"""Kinds whose marker would not fit at icon size: drawn larger, then shrunk."""


@cache
def picture(kind_id: str, side: int = SIDE) -> QIcon:
    """The kind's shape without a text; light on dark where the window is."""
    return QIcon(_Shape(kind_id, side))


class _Shape(QIconEngine):
    def __init__(self, kind_id: str, side: int) -> None:
        super().__init__()
        self._kind = kind_id
        self._side = side

    def paint(self, painter: QPainter, rect, mode, state) -> None:
        ratio = painter.device().devicePixelRatioF() if painter.device() is not None else 1.0
        painter.drawPixmap(rect, _pixmap(self._kind, self._side, max(1.0, ratio), look.is_dark()))

    def pixmap(self, size: QSize, mode, state) -> QPixmap:
        return _sized(self._kind, self._side, size.width(), size.height(), look.is_dark())

    def scaledPixmap(self, size: QSize, mode, state, scale: float) -> QPixmap:
        return self.pixmap(size, mode, state)

    def clone(self) -> QIconEngine:
        return _Shape(self._kind, self._side)


@cache
def _pixmap(kind_id: str, side: int, ratio: float, dark: bool) -> QPixmap:
    w, h = _SIZES[family(kind_id)]
    grow = 2.4 if kind_id.startswith(_DETAILED) else 1.0
    node = Node(map="m", id="n", kind=kind_id, bounds=Rect(0, 0, w * grow, h * grow))
    document = Document([Map(id="m"), node])
    scene = QGraphicsScene()
    drawn = painting.Picture(compose.element(document, ("m", "n")))
    scene.addItem(drawn.root)
    pixmap = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    wide = SIDE * grow
    source = QRectF(w * grow / 2 - wide / 2, h * grow / 2 - wide / 2, wide, wide)
    scene.render(painter, QRectF(0, 0, side, side), source)
    painter.end()
    if dark:
        image = pixmap.toImage()
        image.invertPixels(QImage.InvertMode.InvertRgb)
        pixmap = QPixmap.fromImage(image)
    return pixmap


@cache
def _sized(kind_id: str, side: int, wide: int, high: int, dark: bool) -> QPixmap:
    pixmap = QPixmap(wide, high)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.drawPixmap(pixmap.rect(), _pixmap(kind_id, side, wide / side, dark))
    painter.end()
    return pixmap
