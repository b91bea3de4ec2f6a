"""What is drawn over the map and never part of it: frames, handles, guides, bands, messages at the pointer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainterPath, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
)

from probis_editor.geometry import Point, Rect
from probis_editor.ui import look

TOP = 1_000_000
GAP = 4.0
HANDLE = 8.0
DOT = 3.5


class Hint(NamedTuple):
    """A distance that is shown while it equals another one: its two ends and what stands beside it."""

    a: Point
    b: Point
    text: str


class Handle(NamedTuple):
    """A grip: `role` is a compass name ("nw", "e") for a shape, "point:2", "segment:1", "source" ... for a flow."""

    role: str
    point: Point


def _pen(color: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(QColor(color), width, style)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


class Overlay:
    """Frames keep their distance and handles their size on screen, whatever the zoom (`scale`)."""

    def __init__(self, scene: QGraphicsScene) -> None:
        self._scene = scene
        self.scale = 1.0
        self._frames: list[QGraphicsPathItem] = []
        self._grips: list[QGraphicsItem] = []
        self._arrows: list[QGraphicsItem] = []
        self._guides: list[QGraphicsPathItem] = []
        self._words: list[QGraphicsItem] = []
        self._hover = self._path(look.ACCENT, 1.0, 1)
        self._band = self._path(look.ACCENT, 1.0, 3)
        tint = QColor(look.ACCENT)
        tint.setAlphaF(0.07)
        self._band.setBrush(QBrush(tint))
        self._target = self._path(look.ACCENT, 1.5, 0)
        self._target.setBrush(QBrush(tint))
        self._line = self._path(look.ACCENT, 1.5, 3)
        self._docks = self._path(look.ACCENT, 1.25, 4)
        self._docks.setBrush(QBrush(QColor("#FFFFFF")))
        self._dock = self._path(look.ACCENT, 1.25, 4)
        self._dock.setBrush(QBrush(QColor(look.ACCENT)))
        self._leader = self._path(look.ACCENT, 1.0, 1)
        self._leader.setPen(_pen(look.ACCENT, 1.0, Qt.PenStyle.DashLine))
        self._note = _Note(scene)

    def _path(self, color: str, width: float, z: int) -> QGraphicsPathItem:
        item = QGraphicsPathItem()
        item.setPen(_pen(color, width))
        item.setZValue(TOP + z)
        item.setVisible(False)
        self._scene.addItem(item)
        return item

    def _clear(self, items: list[QGraphicsItem]) -> None:
        for item in items:
            self._scene.removeItem(item)
        items.clear()

    # Selection

    def frames(self, rects: Iterable[Rect], routes: Iterable[Sequence[Point]]) -> None:
        """Outlines of the selected shapes and lines."""
        wanted: list[tuple[QPainterPath, QPen]] = []
        pen = _pen(look.ACCENT, 1.5)
        for rect in rects:
            r = rect.grown(GAP / self.scale)
            path = QPainterPath()
            path.addRoundedRect(QRectF(r.x, r.y, r.w, r.h), 3 / self.scale, 3 / self.scale)
            wanted.append((path, pen))
        for points in routes:
            color = QColor(look.ACCENT)
            color.setAlphaF(0.35)
            pen = _pen(look.ACCENT, 5)
            pen.setColor(color)
            wanted.append((_polyline(points), pen))
        self._draw(self._frames, wanted)

    def _draw(self, items: list[QGraphicsPathItem], wanted: list[tuple[QPainterPath, QPen]]) -> None:
        """Let the items show these paths. They are kept: a new item in a large scene costs more than all the rest."""
        for _ in range(len(items) - len(wanted)):
            self._scene.removeItem(items.pop())
        for at, (path, pen) in enumerate(wanted):
            if at == len(items):
                items.append(QGraphicsPathItem())
                items[at].setZValue(TOP + 2)
                self._scene.addItem(items[at])
            items[at].setPath(path)
            items[at].setPen(pen)

    def handles(self, handles: Iterable[Handle]) -> None:
        self._clear(self._grips)
        for handle in handles:
            small = handle.role.startswith(("segment", "label"))
            size = HANDLE - 2 if small else HANDLE
            item = QGraphicsRectItem(-size / 2, -size / 2, size, size)
            item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
            item.setPen(_pen(look.ACCENT, 1.25))
            item.setBrush(QBrush(QColor(look.ACCENT_SOFT if small else "#FFFFFF")))
            item.setPos(handle.point.x, handle.point.y)
            item.setZValue(TOP + 5)
            self._scene.addItem(item)
            self._grips.append(item)

    def arrows(self, handles: Iterable[Handle], active: str = "") -> None:
        """The handles that go on from a step; the one under the pointer is filled."""
        self._clear(self._arrows)
        for handle in handles:
            item = QGraphicsPathItem(_PLUS)
            item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
            on = handle.role == active
            item.setPen(_pen("#FFFFFF" if on else look.ACCENT, 1.4))
            item.setPos(handle.point.x, handle.point.y)
            item.setZValue(TOP + 5)
            disc = QGraphicsPathItem(_DISC, item)
            disc.setFlag(QGraphicsItem.GraphicsItemFlag.ItemStacksBehindParent)
            disc.setPen(_pen(look.ACCENT, 1.25))
            disc.setBrush(QBrush(QColor(look.ACCENT if on else look.ACCENT_SOFT)))
            self._scene.addItem(item)
            self._arrows.append(item)

    # Gestures

    def hover(self, rect: Rect | None, route: Sequence[Point] = ()) -> None:
        """A thin outline of what a click would take."""
        path = QPainterPath()
        if rect is not None:
            r = rect.grown(2 / self.scale)
            path.addRoundedRect(QRectF(r.x, r.y, r.w, r.h), 3 / self.scale, 3 / self.scale)
        elif route:
            path = _polyline(route)
        self._show(self._hover, path, rect is not None or bool(route))

    def band(self, rect: Rect | None) -> None:
        path = QPainterPath()
        if rect is not None:
            path.addRect(QRectF(*rect))
        self._show(self._band, path, rect is not None)

    def target(self, rect: Rect | None, allowed: bool = True, more: Sequence[Rect] = ()) -> None:
        """Where a drop would go, with what `more` belongs to that; red where it may not."""
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        for part in (*((rect,) if rect is not None else ()), *more):
            path.addRect(QRectF(*part))
        color = QColor(look.ACCENT if allowed else look.ERROR)
        self._target.setPen(_pen(color.name(), 1.5))
        color.setAlphaF(0.08)
        self._target.setBrush(QBrush(color))
        self._show(self._target, path, not path.isEmpty())

    def docks(self, points: Iterable[Point], taken: Point | None = None) -> None:
        """Where a line could end at a shape, and where it will."""
        for item, spots in ((self._docks, points), (self._dock, (taken,) if taken is not None else ())):
            path, r = QPainterPath(), DOT / self.scale
            for spot in spots:
                path.addEllipse(QPointF(*spot), r, r)
            self._show(item, path, not path.isEmpty())

    def line(self, points: Sequence[Point], allowed: bool = True) -> None:
        """A line in the making."""
        self._line.setPen(_pen(look.ACCENT if allowed else look.ERROR, 1.5, Qt.PenStyle.DashLine))
        self._show(self._line, _polyline(points), len(points) > 1)

    def leader(self, points: Sequence[Point]) -> None:
        """A dashed line from a text to what it belongs to; () for none."""
        self._show(self._leader, _polyline(points), len(points) > 1)

    def guides(self, lines: Iterable[tuple[Point, Point]], hints: Iterable[Hint] = ()) -> None:
        """Lines of things in line, and equal distances with their length."""
        hints = list(hints)
        self._clear(self._words)
        dashed, plain = _pen(look.ACCENT, 1, Qt.PenStyle.DashLine), _pen(look.ACCENT, 1)
        wanted = [(_polyline((hint.a, hint.b)), dashed) for hint in hints]
        wanted += [(_polyline(line), plain) for line in lines]
        # one at least stays: lines come and go with every step of a drag
        self._draw(self._guides, wanted or [(QPainterPath(), plain)])
        for hint in hints:
            item = QGraphicsSimpleTextItem(hint.text)
            font = QFont(look.UI_FAMILY)
            font.setPixelSize(11)
            item.setFont(font)
            item.setBrush(QBrush(QColor(look.on_paper("ACCENT"))))
            item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
            item.setPos((hint.a.x + hint.b.x) / 2, (hint.a.y + hint.b.y) / 2)
            item.setZValue(TOP + 6)
            self._scene.addItem(item)
            self._words.append(item)

    def note(self, text: str, point: Point | None = None, error: bool = False) -> None:
        """A few words beside the pointer; "" takes them away."""
        self._note.show(text, point, error)

    def end_gesture(self) -> None:
        """Take away everything but the selection."""
        self.hover(None)
        self.band(None)
        self.target(None)
        self.docks(())
        self.line(())
        self.guides(())
        self.note("")

    @staticmethod
    def _show(item: QGraphicsPathItem, path: QPainterPath, visible: bool) -> None:
        item.setPath(path)
        item.setVisible(visible)


class _Note:
    def __init__(self, scene: QGraphicsScene) -> None:
        self._box = QGraphicsPathItem()
        self._box.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self._box.setZValue(TOP + 9)
        self._box.setPen(QPen(Qt.PenStyle.NoPen))
        self._text = QGraphicsSimpleTextItem(self._box)
        font = QFont(look.UI_FAMILY)
        font.setPixelSize(12)
        self._text.setFont(font)
        self._text.setBrush(QBrush(QColor("#FFFFFF")))
        self._text.setPos(24, 21)
        self._box.setVisible(False)
        scene.addItem(self._box)

    def show(self, text: str, point: Point | None, error: bool) -> None:
        self._box.setVisible(bool(text) and point is not None)
        if not text or point is None:
            return
        self._text.setText(text)
        path = QPainterPath()
        path.addRoundedRect(
            self._text.mapRectToParent(self._text.boundingRect()).adjusted(-8, -5, 8, 5), 5, 5
        )
        self._box.setPath(path)
        self._box.setBrush(QBrush(QColor(look.on_paper("ERROR") if error else look.TIP)))
        self._box.setPos(point.x, point.y)


def _polyline(points: Sequence[Point]) -> QPainterPath:
    path = QPainterPath()
    if points:
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
    return path


def _signs() -> tuple[QPainterPath, QPainterPath]:
    """A plus, and the disc behind it."""
    plus, disc = QPainterPath(), QPainterPath()
    for a, b in (((-4, 0), (4, 0)), ((0, -4), (0, 4))):
        plus.moveTo(*a)
        plus.lineTo(*b)
    disc.addEllipse(QPointF(0, 0), DISC / 2, DISC / 2)
    return plus, disc


DISC = 15.0
_PLUS, _DISC = _signs()
