"""The button "+ Lajur" under the last lane of every pool: on the canvas, in the size of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QGraphicsSimpleTextItem

from probis_editor.commands.reshape import stands_upright
from probis_editor.geometry import Point
from probis_editor.model import queries
from probis_editor.render import sipoc_band
from probis_editor.ui import look
from probis_editor.ui.overlay import TOP
from probis_editor.ui.tools.base import Pointer

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas

GAP = 6.0
HIGH = 26.0
FROM = 0.35
"""Zoom under which the buttons would cover more than they help."""


class _Button(NamedTuple):
    pool: str
    spot: Point
    wide: float
    item: QGraphicsPathItem


class LaneAdders:
    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._buttons: list[_Button] = []
        self._lit = ""

    def settle(self, shown: bool) -> None:
        """Stand where the pools now are, or hide."""
        for button in self._buttons:
            self._canvas.scene.removeItem(button.item)
        self._buttons = []
        self._lit = ""
        canvas = self._canvas
        if not shown or canvas.view.zoom < FROM:
            return
        document = canvas.session.document
        for pool in queries.pools(document, canvas.map_id):
            if pool.plane != canvas.plane:
                continue
            b, gap = pool.bounds, GAP / canvas.view.zoom
            upright = stands_upright(document, pool)
            band = canvas.scene.band.extent()
            hidden = not band.isNull() and band.top() < b.bottom + 2 * sipoc_band.GAP
            # Below the columns, too, where they stand below the pool.
            foot = band.bottom() if hidden else b.bottom
            spot = Point(b.right + gap, b.y) if upright else Point(b.x, foot + gap)
            self._buttons.append(self._make(pool.id, spot))

    def _make(self, pool: str, spot: Point) -> _Button:
        words = QGraphicsSimpleTextItem(self._canvas.session.text("draw.add_lane"))
        font = QFont(look.UI_FAMILY)
        font.setPixelSize(13)
        font.setBold(True)
        words.setFont(font)
        words.setBrush(QBrush(QColor(look.on_paper("ACCENT"))))
        wide = words.boundingRect().width() + 24
        path = QPainterPath()
        path.addRoundedRect(QRectF(0, 0, wide, HIGH), 6, 6)
        item = QGraphicsPathItem(path)
        item.setPen(QPen(QColor(look.on_paper("ACCENT")), 1, Qt.PenStyle.DashLine))
        item.setBrush(QBrush(QColor(look.on_paper("ACCENT_HOVER"))))
        item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        item.setPos(spot.x, spot.y)
        item.setZValue(TOP - 1)
        words.setParentItem(item)
        words.setPos(12, (HIGH - words.boundingRect().height()) / 2)
        self._canvas.scene.addItem(item)
        return _Button(pool, spot, wide, item)

    def at(self, pointer: Pointer) -> str:
        """The pool whose button is under the pointer, "" for none."""
        for button in self._buttons:
            x, y = (pointer.p.x - button.spot.x) * pointer.zoom, (pointer.p.y - button.spot.y) * pointer.zoom
            if 0 <= x <= button.wide and 0 <= y <= HIGH:
                return button.pool
        return ""

    def light(self, pool: str) -> None:
        """Fill the button under the pointer."""
        if pool == self._lit:
            return
        self._lit = pool
        for button in self._buttons:
            color = look.on_paper("ACCENT_SOFT") if button.pool == pool else look.on_paper("ACCENT_HOVER")
            button.item.setBrush(QBrush(QColor(color)))

    def middle(self, pool: str) -> Point:
        """Where the button of a pool can be pressed."""
        button = next(b for b in self._buttons if b.pool == pool)
        zoom = self._canvas.view.zoom
        return button.spot.moved(button.wide / 2 / zoom, HIGH / 2 / zoom)
