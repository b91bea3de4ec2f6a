"""The sheet with its grid, as the canvas shows it."""

from __future__ import annotations

import math
from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap, QTransform

from probis_editor.ui import look

GRID = 10.0
GRID_FROM = 0.5
STRIP = 16
TILE = 20
"""Cells of the grid, each way, in the piece that is drawn at once."""


class Grid:
    """Draws from a ready piece, kept from frame to frame."""

    def __init__(self) -> None:
        self._tile: tuple[tuple[int, int, float], QPixmap] | None = None

    def draw(self, painter: QPainter, part: QRectF, transform: QTransform, lines: bool) -> None:
        """Draw a part of the white sheet, with `lines` where they do not lie too close.

        The painter and the part are in the viewport's frame, `transform` leads to it from the map's.
        """
        if part.isEmpty():
            return
        zoom = transform.m11()
        if not lines or zoom <= GRID_FROM:
            painter.fillRect(part, QColor("#FFFFFF"))
            return
        color = QColor(look.GRID)
        color.setAlphaF(min(1.0, (zoom - GRID_FROM) / 0.5))
        side = TILE * GRID * zoom
        if abs(side - round(side)) < 0.02:  # a piece has whole pixels at this zoom
            self._draw_tiles(painter, part, transform, round(side), color)
        else:
            _draw_lines(painter, part, transform, color)

    def _draw_tiles(
        self, painter: QPainter, part: QRectF, transform: QTransform, side: int, color: QColor
    ) -> None:
        """A fraction of the time that the lines take."""
        ratio = painter.device().devicePixelRatioF()
        key = (side, color.rgba(), ratio)
        if self._tile is None or self._tile[0] != key:
            tile = QPixmap(round(side * ratio), round(side * ratio))
            tile.setDevicePixelRatio(ratio)
            tile.fill(QColor("#FFFFFF"))  # no transparency: it is copied, not mixed, in a quarter of the time
            pen = QPainter(tile)
            for at in range(TILE):
                spot = round(at * side / TILE)
                pen.fillRect(QRectF(spot, 0, 1, side), color)
                pen.fillRect(QRectF(0, spot, side, 1), color)
            pen.end()
            self._tile = (key, tile)
        origin = transform.map(QPointF(0, 0))
        painter.drawTiledPixmap(
            part, self._tile[1], part.topLeft() - QPointF(round(origin.x()), round(origin.y()))
        )


def _draw_lines(painter: QPainter, part: QRectF, transform: QTransform, color: QColor) -> None:
    """The upright lines from a low strip of the same width: mixed in all the way down, each would cost a tenth of a
    millisecond."""
    ratio = painter.device().devicePixelRatioF()
    step, pixel = GRID * transform.m11(), 1 / ratio
    strip = QPixmap(math.ceil(part.width() * ratio), STRIP)
    strip.setDevicePixelRatio(ratio)
    strip.fill(QColor("#FFFFFF"))
    pen = QPainter(strip)
    for at in _spots(part.left(), part.right(), transform.dx(), step, ratio):
        pen.fillRect(QRectF(at - part.left(), 0, pixel, STRIP / ratio), color)
    pen.end()
    painter.drawTiledPixmap(part, strip)
    for at in _spots(part.top(), part.bottom(), transform.dy(), step, ratio):
        painter.fillRect(QRectF(part.left(), at, part.width(), pixel), color)


def _spots(first: float, last: float, origin: float, step: float, ratio: float) -> Iterator[float]:
    """Where between two places lines stand that are `step` apart, on whole pixels."""
    for at in range(math.ceil((first - origin) / step - 1), math.floor((last - origin) / step) + 2):
        spot = math.floor((origin + at * step) * ratio + 0.5) / ratio
        if first <= spot < last:
            yield spot
