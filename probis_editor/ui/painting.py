"""Display list -> graphics items of Qt's own classes (no Python code runs while the canvas repaints)."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainterPath, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QGraphicsPixmapItem, QGraphicsSimpleTextItem

from probis_editor.drawing import fonts, rtl
from probis_editor.drawing.primitives import Group, Image, Path, Pen, Primitive, Segment, Text
from probis_editor.geometry import Rect

SMALL = 40.0
"""Parts less wide and high than this are marks."""

EM = 64
"""Pixel size that every label's font has before scaling: there Qt's widths agree with the font file."""


class Picture:
    """The items of one element: `root` (placed by its group) and, below it, what hides when seen from afar:
    `texts`, and `marks` (heads of arrows, signs within shapes) from farther still."""

    __slots__ = ("_fresh", "_parts", "group", "marks", "root", "texts")

    def __init__(self, group: Group) -> None:
        self.group = group
        self.texts: list[QGraphicsItem] = []
        self.marks: list[QGraphicsItem] = []
        self.root = QGraphicsPathItem()
        self._fresh = True
        self._parts: list[list[QGraphicsItem]] = []
        """The items of each child of the group that can follow a change; [] for the others."""
        self._fill(group)

    def become(self, group: Group) -> None:
        """Show another group with the same root: to put a new root into a large scene sorts all of its items."""
        if self.group == group or self.follows(group):
            return
        for child in self.root.childItems():
            scene = child.scene()
            if scene is not None:
                scene.removeItem(child)
            else:
                child.setParentItem(None)
        self.group, self.texts, self.marks, self._parts = group, [], [], []
        self._fill(group)

    def _fill(self, group: Group) -> None:
        first = group.children[0] if group.children else None
        rest = group.children
        if isinstance(first, Path):
            _show_path(self.root, first)
            self._parts.append([self.root])
            rest = rest[1:]
        elif not self._fresh:
            self.root.setPath(QPainterPath())
        for child in rest:
            self._parts.append(self._add(child, self.root))
        if group.dx or group.dy or not self._fresh:
            self.root.setPos(group.dx, group.dy)
        if group.scale != 1.0 or not self._fresh:
            self.root.setScale(group.scale)
        self._fresh = False

    def _add(self, primitive: Primitive, parent: QGraphicsItem) -> list[QGraphicsItem]:
        match primitive:
            case Path():
                item = QGraphicsPathItem(parent)
                _show_path(item, primitive)
                box = item.boundingRect()
                if parent is self.root and max(box.width(), box.height()) < SMALL:
                    self.marks.append(item)
                return [item]
            case Text():
                items = text_items(primitive, parent)
                self.texts += items
                return items
            case Image():
                _add_image(primitive, parent)
            case Group():
                inner = QGraphicsPathItem(parent)
                inner.setPos(primitive.dx, primitive.dy)
                inner.setScale(primitive.scale)
                for child in primitive.children:
                    self._add(child, inner)
        return []

    def follows(self, group: Group) -> bool:
        """Take `group` over with the items that are there, if it has the same parts; whether it had.

        Paths may run otherwise and texts stand elsewhere. To put new items into a scene costs a hundred times as much.
        """
        mine = self.group
        if mine.scale != group.scale or len(mine.children) != len(group.children):
            return False
        pairs = list(zip(self._parts, mine.children, group.children, strict=True))
        pairs = [(items, old, new) for items, old, new in pairs if old is not new and old != new]
        if not all(_same_part(items, old, new) for items, old, new in pairs):
            return False
        for items, old, new in pairs:
            if isinstance(old, Path) and isinstance(new, Path):
                _follow_path(items[0], old, new)
            elif isinstance(old, Text) and isinstance(new, Text):
                for item in items:
                    item.setTransform(
                        item.transform() * QTransform.fromTranslate(new.x - old.x, new.y - old.y)
                    )
        self.group = group
        self.root.setPos(group.dx, group.dy)
        return True


def _same_part(items: list[QGraphicsItem], old: Primitive, new: Primitive) -> bool:
    """Whether the items of one part of a picture can become another."""
    if isinstance(old, Path):
        return isinstance(new, Path) and bool(items)
    if isinstance(old, Text) and isinstance(new, Text):
        same = (old.text, old.style, old.anchor, old.angle) == (new.text, new.style, new.anchor, new.angle)
        return same and bool(items)
    return False


def _follow_path(item: QGraphicsItem, old: Path, new: Path) -> None:
    assert isinstance(item, QGraphicsPathItem)
    if old.segments != new.segments:
        item.setPath(painter_path(new))
    if old.pen != new.pen:
        item.setPen(_pen(new.pen))
    if old.fill != new.fill:
        item.setBrush(_brush(new.fill))


def _show_path(item: QGraphicsPathItem, path: Path) -> None:
    item.setPath(_shared_path(path.segments))
    item.setPen(_pen(path.pen))
    item.setBrush(_brush(path.fill))


@lru_cache(maxsize=256)
def _shared_path(segments: tuple[Segment, ...]) -> QPainterPath:
    """Most shapes of a map have the outline of some other one."""
    return _built(segments)


def painter_path(path: Path) -> QPainterPath:
    """The outline as Qt's path."""
    return _built(path.segments)


def _built(segments: tuple[Segment, ...]) -> QPainterPath:
    result = QPainterPath()
    for command, n in segments:
        if command == "M":
            result.moveTo(*n)
        elif command == "L":
            result.lineTo(*n)
        elif command == "C":
            result.cubicTo(*n)
        else:
            result.closeSubpath()
    return result


@cache
def _pen(pen: Pen | None) -> QPen:
    if pen is None:
        return QPen(Qt.PenStyle.NoPen)
    result = QPen(QColor(pen.color), pen.width)
    result.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    result.setCapStyle(Qt.PenCapStyle.FlatCap)
    if pen.dash and pen.width:
        result.setDashPattern([d / pen.width for d in pen.dash])
    return result


@cache
def _brush(color: str) -> QBrush:
    return QBrush(QColor(color)) if color else QBrush(Qt.BrushStyle.NoBrush)


def family(file: str) -> str:
    """Qt's name of the family that a bundled font file belongs to."""
    return "DejaVu Sans" if file.startswith("DejaVu") else file.split("-")[0]


@cache
def _font(file: str, underline: bool, strike: bool) -> tuple[QFont, float]:
    """The font of a bundled file at EM pixels, and its ascent."""
    font = QFont(family(file))
    font.setPixelSize(EM)
    font.setBold("Bold" in file)
    font.setItalic("Italic" in file)
    font.setKerning(False)  # the bundled widths are without it; with it Qt is up to 4.7 % narrower
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setUnderline(underline)
    font.setStrikeOut(strike)
    return font, QFontMetricsF(font).ascent()


def text_items(text: Text, parent: QGraphicsItem | None = None) -> list[QGraphicsItem]:
    """The line as one item for each font file it needs."""
    style = text.style
    if rtl.occurs(text.text):  # Qt shapes and turns the line itself
        pieces: tuple[tuple[str, str], ...] = (("DejaVuSans.ttf", text.text),)
    else:
        pieces = fonts.runs(text.text, style)
    scale = style.size / EM
    start = 0.0
    if text.anchor != "start":
        width = fonts.width(text.text, style)
        start = -width if text.anchor == "end" else -width / 2
    result: list[QGraphicsItem] = []
    for file, piece in pieces:
        font, ascent = _font(file, style.underline, style.strike)
        item = QGraphicsSimpleTextItem(piece, parent)
        item.setFont(font)
        item.setBrush(_brush(style.color))
        transform = QTransform.fromTranslate(text.x, text.y)
        if text.angle:
            transform.rotate(text.angle)
        transform.scale(scale, scale)
        transform.translate(start / scale, -ascent)
        item.setTransform(transform)
        result.append(item)
        if len(pieces) > 1:
            start += QFontMetricsF(font).horizontalAdvance(piece) * scale
    return result


def _add_image(image: Image, parent: QGraphicsItem) -> None:
    pixmap = QPixmap()
    if not pixmap.loadFromData(image.data) or not pixmap.width() or not pixmap.height():
        return
    item = QGraphicsPixmapItem(pixmap, parent)
    item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
    item.setShapeMode(QGraphicsPixmapItem.ShapeMode.BoundingRectShape)  # met where it is transparent too
    rect = image.rect
    item.setPos(rect.x, rect.y)
    item.setTransform(QTransform.fromScale(rect.w / pixmap.width(), rect.h / pixmap.height()))


def faint(data: bytes, rect: Rect, opacity: float) -> QGraphicsItem | None:
    """A picture over a rectangle that lets what lies below shine through; None for bytes that are none."""
    holder = QGraphicsPathItem()
    _add_image(Image(rect, data), holder)
    if not holder.childItems():
        return None
    holder.setOpacity(opacity)
    return holder


def extent(item: QGraphicsItem) -> QRectF:
    """The item's own and its children's bounds in the scene."""
    return item.sceneBoundingRect() | item.mapRectToScene(item.childrenBoundingRect())


def show_all(items: list[QGraphicsItem], visible: bool) -> None:
    for item in items:
        item.setVisible(visible)


def root_of(item: QGraphicsItem) -> QGraphicsItem:
    """The item at the top of those that this one belongs to."""
    parent = item.parentItem()
    while parent is not None:
        item, parent = parent, parent.parentItem()
    return item
