"""How the marks of a canvas look: a disc or a ring for what is found, a dashed circle for a hint to go on."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsPathItem

from probis_editor.commands.spots import Way
from probis_editor.geometry import Point, Rect
from probis_editor.ui import look

ERROR_RADIUS, ADVICE_RADIUS, HINT_RADIUS = 7.0, 6.0, 8.0
STUB = 12.0
"""Length of the line between a step and the hint that goes on from it."""

PLUS = 1.4
_WAYS: dict[Way, tuple[int, int]] = {"right": (1, 0), "down": (0, 1), "up": (0, -1), "left": (-1, 0)}


def beside(d: Rect, way: Way) -> Point:
    """The middle of the hint that goes on from a step, which is drawn at `d`."""
    x, y = _WAYS[way]
    off = STUB + HINT_RADIUS
    return Point(d.center.x + x * (d.w / 2 + off), d.center.y + y * (d.h / 2 + off))


def found(grave: bool) -> QGraphicsPathItem:
    """A disc with "!" for what has to be mended, a ring with "i" for what had better be."""
    radius, color = (
        (ERROR_RADIUS, look.on_paper("ERROR")) if grave else (ADVICE_RADIUS, look.on_paper("ACCENT"))
    )
    disc, letter = QPainterPath(), QPainterPath()
    disc.addEllipse(QPointF(0, 0), radius, radius)
    item = QGraphicsPathItem(disc)
    item.setPen(QPen(QColor("#FFFFFF" if grave else color), 1.2))
    item.setBrush(QBrush(QColor(color if grave else "#FFFFFF")))
    up = 1 if grave else -1
    letter.addRect(QRectF(-0.85, -4 if grave else -1.2, 1.7, 4.8))
    letter.addEllipse(QPointF(0, 3 * up), 1.0, 1.0)
    glyph = QGraphicsPathItem(letter, item)
    glyph.setPen(QPen(Qt.PenStyle.NoPen))
    glyph.setBrush(QBrush(QColor("#FFFFFF" if grave else color)))
    return item


def hint(way: Way) -> QGraphicsPathItem:
    """A dashed line to a dashed circle, with a plus in it."""
    x, y = _WAYS[way]
    path, plus = QPainterPath(), QPainterPath()
    path.addEllipse(QPointF(0, 0), HINT_RADIUS, HINT_RADIUS)
    path.moveTo(-x * HINT_RADIUS, -y * HINT_RADIUS)
    path.lineTo(-x * (HINT_RADIUS + STUB), -y * (HINT_RADIUS + STUB))
    item = QGraphicsPathItem(path)
    pen = QPen(QColor(look.on_paper("FAINT")), 1)
    pen.setDashPattern([2.5, 2.0])
    item.setPen(pen)
    item.setBrush(QBrush(QColor("#FFFFFF")))
    for a, b in (((-3.5, 0), (3.5, 0)), ((0, -3.5), (0, 3.5))):
        plus.moveTo(*a)
        plus.lineTo(*b)
    sign = QGraphicsPathItem(plus, item)
    sign.setPen(QPen(QColor(look.on_paper("ACCENT")), PLUS))
    return item


def light(hint: QGraphicsPathItem, on: bool) -> None:
    """Fill a hint, as the pointer is over it, or empty it again."""
    hint.setBrush(QBrush(QColor(look.on_paper("ACCENT") if on else "#FFFFFF")))
    plus = hint.childItems()[0]
    assert isinstance(plus, QGraphicsPathItem)
    plus.setPen(QPen(QColor("#FFFFFF" if on else look.on_paper("ACCENT")), PLUS))
