"""How a page, a marked piece of one and what was found on it look in a viewer."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from probis_editor.ui import look
from probis_editor.ui.preview.images import Shown

FOUND, FOUND_NOW, FOUND_EDGE = "#F8D765", "#F7A54A", "#B4560B"
"""On paper, which is white by night too: an occurrence of what was looked for, and the one that is shown."""


def paint_page(
    painter: QPainter, rect: QRectF, shown: Shown | None, scale: float, ratio: float, stale: bool
) -> None:
    """A page in its place, with the picture there is of it; `scale` is the one wanted (pixels a point)."""
    painter.fillRect(rect, Qt.GlobalColor.white)
    if shown is not None:
        exact = abs(shown.scale - scale) < 1e-3
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not exact)
        if exact:
            painter.drawImage(QRectF(rect.topLeft(), shown.image.size() / ratio), shown.image)
        else:
            painter.drawImage(rect, shown.image)
    painter.setPen(QPen(QColor(look.SHEET_EDGE), 1))
    painter.drawRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5))
    if stale:
        amber = QColor(look.GUESSED)
        painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 3), amber)
        amber.setAlpha(16)
        painter.fillRect(rect, amber)


def paint_mark(painter: QPainter, rect: QRectF, strong: bool) -> None:
    """The frame of a piece of a page."""
    color = QColor(look.ACCENT)
    painter.setPen(QPen(color, 1.5 if strong else 1.0))
    color.setAlpha(34 if strong else 18)
    painter.setBrush(color)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawRoundedRect(rect.adjusted(-4, -3, 4, 3), 4, 4)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_found(painter: QPainter, lines: Iterable[QRectF], strong: bool) -> None:
    """The lines of an occurrence, as with a marker pen; the one that is shown has an edge too."""
    color = QColor(FOUND_NOW if strong else FOUND)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.setBrush(color)
    painter.setPen(QPen(QColor(FOUND_EDGE), 1.2) if strong else Qt.PenStyle.NoPen)
    for line in lines:
        painter.drawRoundedRect(line.adjusted(-1.5, -1.5, 1.5, 1.5), 2, 2)
    painter.restore()
