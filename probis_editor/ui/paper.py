"""The paper that a map prints on: its frame on the canvas, and a warning where the text would be too small."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from probis_editor.drawing.primitives import Group, Primitive, Text
from probis_editor.layout import paper as papers
from probis_editor.ui import look

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas

PAUSE = 150
"""Milliseconds after a change before the paper is judged anew."""

AROUND = 4.0
"""Units left free around a picture in the book."""

DASH, GAP = 6.0, 2.0
"""Pixels of the screen of a dash and the gap after it, and of the gap alone."""

TYPICAL = 10.0
"""Points of the text of a map that has none yet."""


class Verdict(NamedTuple):
    """How a map comes out on the wished paper. Sizes in points; `page` is one page's room in the map's frame.

    `alone` is the smallest text if the map were forced on one page of the wished paper. `fit` is what the book does.
    """

    paper: str
    landscape: bool
    scale: float
    alone: float
    fit: papers.Fit
    page: QRectF
    breaks: tuple[float, ...] = ()

    @property
    def too_small(self) -> bool:
        return self.alone < papers.MIN_PT - 0.01


def judge(content: QRectF, text: float, paper: str) -> Verdict:
    """The verdict on a picture at `content` whose smallest text has `text` points (0 = none)."""
    w, h = content.width() + 2 * AROUND, content.height() + 2 * AROUND
    text = text or TYPICAL
    best = max((False, True), key=lambda turned: (_scale(w, h, paper, turned), turned))
    scale = _scale(w, h, paper, best)
    fit = papers.fit(w, h, text, paper)
    wide, high = papers.frame(paper, best)
    if fit.pages > 1:
        wide, high = w * scale, papers.frame(fit.paper, fit.landscape)[1] / fit.scale * scale
    left, top = content.x() - AROUND, content.y() - AROUND
    if left >= 0 and content.right() <= wide / scale - AROUND:
        left = 0.0  # a small map keeps its place on the sheet while it grows
    if top >= 0 and content.bottom() <= high / scale - AROUND:
        top = 0.0
    page = QRectF(left, top, wide / scale, high / scale)
    breaks = tuple(content.x() - AROUND + tile.x for tile in fit.tiles if tile.x > 0)
    return Verdict(paper, best, scale, text * scale, fit, page, breaks)


def _scale(w: float, h: float, paper: str, landscape: bool) -> float:
    wide, high = papers.frame(paper, landscape)
    return min(1.0, wide / w, high / h)


def smallest_text(part: Primitive, scale: float = 0.75) -> float:
    """The smallest text of a picture in points, 0 without text."""
    return min(_sizes(part, scale), default=0.0)


def _sizes(part: Primitive, scale: float) -> Iterator[float]:
    if isinstance(part, Text):
        yield part.style.size * scale
    elif isinstance(part, Group):
        for child in part.children:
            yield from _sizes(child, scale * part.scale)


class PaperFrame(QObject):
    """The frame of one canvas, gone with it. `verdict` is None while nothing is drawn."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.wanted = True
        self.verdict: Verdict | None = None
        self._sizes: dict[str, tuple[Group, float]] = {}
        self._said: tuple[Verdict | None, str] = (None, "")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.renew)
        canvas.scene.completed.connect(self.read)

    def read(self) -> None:
        """The map or the wished paper has changed; the verdict follows in a moment."""
        if not self._timer.isActive():
            self._timer.start()

    def renew(self) -> None:
        """Judge now; a large map first when all of its texts are drawn."""
        if not self._canvas.scene.is_complete:
            return
        content = self._canvas.scene.content()
        paper = self._canvas.session.document.book.paper
        before = self.verdict
        self.verdict = None if content.isEmpty() else judge(content, self._smallest(), paper)
        if self.verdict != before:
            self._canvas.scene.show_page(self.verdict.page if self.verdict is not None else None)
            self._canvas.view.viewport().update()
            self._canvas.paper_judged.emit()

    def _smallest(self) -> float:
        found: dict[str, tuple[Group, float]] = {}
        for element_id, group in self._canvas.scene.groups():
            known = self._sizes.get(element_id)
            fresh = known is None or known[0].children is not group.children
            found[element_id] = (group, smallest_text(group)) if fresh or known is None else known
        self._sizes = found
        return min((size for _, size in found.values() if size), default=0.0)

    def words(self) -> str:
        """The verdict in a few words."""
        text, v = self._canvas.session.text, self.verdict
        if v is None:
            return ""
        name = text("ui.paper." + v.paper)
        if not v.too_small:
            way = text("ui.paper.landscape" if v.landscape else "ui.paper.upright")
            return text("ui.paper.fits", paper=name, way=way, size=_size(v.alone))
        if v.fit.pages > 1:
            what = text("ui.paper.split", n=v.fit.pages)
        elif v.fit.paper != v.paper:
            what = text("ui.paper.instead", paper=text("ui.paper." + v.fit.paper))
        else:
            what = ""
        return f"{text('ui.paper.small', paper=name, size=_size(v.alone))} {what}".strip()

    def draw(self, painter: QPainter, zoom: float, rect: QRectF) -> None:
        """Paint the frame in the scene's frame, as far as it meets the rectangle."""
        v, line = self.verdict, 2 / zoom
        if v is None or not self.wanted:
            return
        inside = v.page.adjusted(line, line, -line, -line).contains(rect)
        if inside and not any(rect.left() - line < x < rect.right() + line for x in v.breaks):
            return
        color = QColor(look.on_paper("ERROR") if v.too_small else "#7F9398")
        transform = painter.worldTransform()
        page, seen = transform.mapRect(v.page), transform.mapRect(rect)
        painter.save()
        painter.resetTransform()
        ratio = painter.device().devicePixelRatioF()
        for x in (page.left(), page.right(), *(transform.map(QPointF(x, 0)).x() for x in v.breaks)):
            if seen.left() - 1 < x < seen.right() + 1:
                for a, b, dashed in _dashes(page.top(), page.bottom(), seen.top(), seen.bottom(), ratio):
                    painter.setPen(_pen(color, dashed))
                    painter.drawLine(QPointF(x, a), QPointF(x, b))
        for y in (page.top(), page.bottom()):
            if seen.top() - 1 < y < seen.bottom() + 1:
                for a, b, dashed in _dashes(page.left(), page.right(), seen.left(), seen.right(), ratio):
                    painter.setPen(_pen(color, dashed))
                    painter.drawLine(QPointF(a, y), QPointF(b, y))
        painter.restore()
        if self._said[0] is not v:
            self._said = (v, self.words())
        font = QFont(look.UI_FAMILY)
        font.setPixelSize(12)
        painter.save()
        painter.translate(v.page.topLeft())
        painter.scale(1 / zoom, 1 / zoom)
        painter.setFont(font)
        painter.setPen(color if v.too_small else QColor(look.on_paper("MUTED")))
        painter.drawText(QPointF(2, -6), self._said[1])
        painter.restore()


def _pen(color: QColor, dashed: bool) -> QPen:
    pen = QPen(color, 1)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashed:
        pen.setDashPattern([DASH - GAP, GAP])
    return pen


def _dashes(
    first: float, last: float, begin: float, end: float, ratio: float
) -> Iterator[tuple[float, float, bool]]:
    """A dashed line from `first` to `last` as far as it lies between `begin` and `end`: what is left of a dash, then
    a line whose dashes start with it (True). `ratio` is pixels a unit.

    Qt's dashes begin where a repaint begins, and would not meet those that were scrolled there.
    """
    step, until = DASH / ratio, min(last, end)
    at = first
    if begin > first:
        at += step * ((begin - first) // step)
        dash = at + (DASH - GAP) / ratio
        if begin < dash:
            yield begin, min(dash, until), False
        at += step
    if at < until:
        yield at, until, True


def _size(points: float) -> str:
    """To a tenth, rounded down: what is warned of must not read as the limit itself."""
    return f"{int(points * 10 + 0.1) / 10:.1f}".rstrip("0").rstrip(".").replace(".", ",")
