"""Icons: Lucide outlines coloured with the palette, and small pictures of element kinds drawn by themselves."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap

from probis_editor import resources
from probis_editor.ui import look


class _Stroked(QIconEngine):
    """Draws one SVG at any size, in the colour of the wanted state."""

    def __init__(self, name: str, color: str) -> None:
        super().__init__()
        self._name = name
        self._color = color

    def _shade(self, mode) -> str:
        return look.DISABLED if mode == QIcon.Mode.Disabled else look.shade(self._color)

    def paint(self, painter: QPainter, rect, mode, state) -> None:
        _renderer(self._name, self._shade(mode)).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode, state) -> QPixmap:
        return _pixmap(self._name, self._shade(mode), size.width(), size.height())

    def scaledPixmap(self, size: QSize, mode, state, scale: float) -> QPixmap:
        return self.pixmap(size, mode, state)

    def clone(self) -> QIconEngine:
        return _Stroked(self._name, self._color)


@cache
def _renderer(name: str, color: str):
    from PySide6.QtSvg import QSvgRenderer  # loaded with the first icon, not with this module

    svg = resources.read_text(f"icons/{name}.svg").replace("currentColor", color)
    return QSvgRenderer(QByteArray(svg.replace('stroke-width="2"', 'stroke-width="1.75"').encode()))


@cache
def _pixmap(name: str, color: str, width: int, height: int) -> QPixmap:
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _renderer(name, color).render(painter, QRectF(0, 0, width, height))
    painter.end()
    return pixmap


@cache
def icon(name: str, color: str = look.LIGHT["TEXT"]) -> QIcon:
    """The Lucide icon `name` of `resources/icons`; an empty icon where `name` is "" or not bundled."""
    if not name:
        return QIcon()
    try:
        resources.path(f"icons/{name}.svg")
    except FileNotFoundError:
        return QIcon()
    return QIcon(_Stroked(name, color))


@cache
def swatch(color: str) -> QIcon:
    """A small square of a colour, "" for none."""
    pixmap = QPixmap(32, 32)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(look.BORDER))
    painter.setBrush(QColor(color) if color and color != "none" else Qt.GlobalColor.white)
    painter.drawRoundedRect(QRectF(3, 3, 26, 26), 6, 6)
    if not color or color == "none":
        painter.setPen(QColor(look.FAINT))
        painter.drawLine(7, 25, 25, 7)
    painter.end()
    return QIcon(pixmap)
