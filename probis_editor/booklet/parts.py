"""A figure over several pages: repeated lane names, lettered connectors, a small overview on every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from probis_editor.booklet.blocks import Figure, Splitting
from probis_editor.booklet.figures import (
    CAPTION_GAP,
    LEAST_TEXT,
    MARGIN,
    FigureItem,
    Fit,
    fit,
    margins_of,
    sheet_of,
    smallest_text,
)
from probis_editor.booklet.kop import head_height
from probis_editor.booklet.lines import draw_line
from probis_editor.booklet.measures import MM, STEP, Paper, paper_of
from probis_editor.booklet.splitting import Connector, Parts, connectors, silent, uncrossed
from probis_editor.drawing.primitives import Group
from probis_editor.geometry import Point, Rect
from probis_editor.layout import paper as paper_fit
from probis_editor.layout.paper import Tile
from probis_editor.render.pdf import POINTS_PER_UNIT, draw_at, draw_group

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

SIDE = 9 * MM
"""Room beside a part for its connectors."""

OVERVIEW = (46 * MM, 13 * MM)
"""Largest size of the overview."""

MARK = (5.2 * MM, 4.2 * MM)
"""Length and height of a connector."""

FRAME = 1.4
"""The stroke round the part in the overview, in points."""
OVERVIEW_EDGE = 1.0
"""Left free round an overview that is a picture of its own, in points."""

STUB, OUTLINE, LETTER = 0.6, 0.8, 7.5
"""Of a connector: strokes of the line to it and of its edge, size of its letter, in points."""

MOST_PARTS = 60


class Sign(NamedTuple):
    """A connector on paper: its edge, the line that leads to it where it had to move, its letter and that one's middle
    on the base line. Points, y upwards."""

    outline: tuple[Point, ...]
    stub: tuple[Point, ...]
    letter: str
    base: Point


def figure_items(figure: Figure, paper: str | Paper, language: str = "id") -> list[FigureItem]:
    """What a figure becomes on paper: one item, or one a page where its text would be too small on one sheet."""
    paper = paper_of(paper)
    one = fit(figure, paper)
    if figure.sheet != "split" and (figure.sheet or one.text >= LEAST_TEXT - 0.05 or not one.text):
        return [FigureItem(figure, one)]
    text = smallest_text(figure.picture)
    if text <= 0:
        return [FigureItem(figure, one)]
    box, split = figure.bounds, figure.splitting
    x0, y0 = box.x - MARGIN, box.y - MARGIN
    w, h = box.w + 2 * MARGIN, box.h + 2 * MARGIN
    header = split.header + MARGIN if 0 < split.header < 0.4 * w else 0.0
    margins = margins_of(paper, SIDE / MM, (2 * STEP + head_height(figure)) / MM)
    narrow = paper_fit.frame(paper.name, False, margins)[0] / min(1.0, LEAST_TEXT / text)
    if header > 0.3 * narrow:
        header = 0.0
    if w * h > MOST_PARTS * narrow * narrow:
        return [FigureItem(figure, one)]
    found = _cut(w, h, text, paper.name, margins, header, split, x0, y0)
    clean = _cut(w, h, text, paper.name, margins, header, uncrossed(split), x0, y0)
    if clean.pages <= found.pages + 1 and _borders_in(clean, uncrossed(split), x0, y0):
        found = clean
    if not 1 < found.pages <= MOST_PARTS:
        return [FigureItem(figure, one)]
    sheet = sheet_of(found.paper, found.landscape, paper)
    tiles = tuple(Tile(t.x + x0, t.y + y0, t.w, t.h, t.header) for t in found.tiles)
    marks = connectors(split.routes, tiles)
    parts = Parts(figure.picture)
    whole = Fit(sheet, found.scale, found.text)
    return [
        PartItem(figure, parts, whole, at, tiles, header if tile.header else 0.0, marks[at])
        for at, tile in enumerate(tiles)
    ]


def _cut(
    w: float,
    h: float,
    text: float,
    paper: str,
    margins: paper_fit.Margins,
    header: float,
    split: Splitting,
    x0: float,
    y0: float,
) -> paper_fit.Fit:
    cuts, rows = tuple(x - x0 for x in split.cuts), tuple(y - y0 for y in split.rows)
    return paper_fit.fit(w, h, text, paper, margins, cuts, header, rows)


def _borders_in(found: paper_fit.Fit, split: Splitting, x0: float, y0: float) -> bool:
    """Whether every border between tiles lies where the picture may be cut."""
    return all(
        any(abs(t.x + x0 - x) < 1e-6 for x in (x0, *split.cuts))
        and any(abs(t.y + y0 - y) < 1e-6 for y in (y0, *split.rows))
        for t in found.tiles
    )


class PartItem(FigureItem):
    """One page of a figure over several."""

    def __init__(
        self,
        figure: Figure,
        parts: Parts,
        fitted: Fit,
        at: int,
        tiles: tuple[Tile, ...],
        header: float,
        marks: list[Connector],
    ) -> None:
        title = f"{figure.title} ({at + 1}/{len(tiles)})".strip()
        super().__init__(replace(figure, title=title), fitted)
        self.part = at
        self._parts = parts
        self._form = "overview-" + (figure.anchor or figure.map + figure.plane)
        self.anchor = figure.anchor if at == 0 else f"{figure.anchor}-{at + 1}"
        self._tiles, self._tile, self._header, self._marks = tiles, tiles[at], header, marks

    def shrunk(self, room: float, width: float) -> FigureItem | None:
        return None

    def _caption_height(self, width: float) -> float:
        return max(super()._caption_height(width), OVERVIEW[1])

    def _picture_height(self) -> float:
        return self._tile.h * POINTS_PER_UNIT * self.fit.scale + self.above() + self._below()

    @property
    def unit(self) -> float:
        """How long a unit of the picture is in the part, in points."""
        return POINTS_PER_UNIT * self.fit.scale

    def above(self) -> float:
        """Room over the part for connectors."""
        return MARK[1] if any(mark.side == "top" for mark in self._marks) else 0.0

    def _below(self) -> float:
        return MARK[1] if any(mark.side == "bottom" for mark in self._marks) else 0.0

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        super().draw(canvas, x, top, width)
        unit = self.small()
        left, head = x + width - self.figure.bounds.w * unit, top - head_height(self.figure)
        if not self.figure.above:
            head -= self._picture_height() + CAPTION_GAP
        self._draw_overview(canvas, left, head)

    def small(self) -> float:
        """How long a unit is in the overview."""
        box = self.figure.bounds
        return min(OVERVIEW[0] / box.w, OVERVIEW[1] / box.h)

    def _draw_overview(self, canvas: Canvas, left: float, head: float) -> None:
        box, unit = self.figure.bounds, self.small()
        self._overview(canvas, left, head, unit)
        canvas.setLineWidth(FRAME)
        shown = self.framed()
        x, y = left + (shown.x - box.x) * unit, head - (shown.bottom - box.y) * unit
        canvas.rect(x, y, shown.w * unit, shown.h * unit)

    def framed(self) -> Rect:
        """What the frame in the overview is around, in the frame of the picture."""
        box, shown = self.figure.bounds, self._tile
        x, y = max(shown.x, box.x), max(shown.y, box.y)
        return Rect(x, y, min(shown.x + shown.w, box.right) - x, min(shown.y + shown.h, box.bottom) - y)

    def _overview(self, canvas: Canvas, left: float, top: float, unit: float) -> None:
        """The picture without its texts; it stands once in the file, however many pages show it."""
        box = self.figure.bounds
        if not canvas.hasForm(self._form):
            edge = box.grown(MARGIN)
            begin: Any = canvas.beginForm  # its stub knows whole numbers only
            begin(self._form, edge.x, edge.y, edge.right, edge.bottom)
            if small := silent(self.figure.picture):
                draw_group(canvas, _group(small))
            canvas.endForm()
        canvas.saveState()
        canvas.transform(unit, 0, 0, -unit, left - box.x * unit, top + box.y * unit)
        canvas.doForm(self._form)
        canvas.restoreState()

    def _left(self, x: float, width: float) -> float:
        return x + (width - (self._header + self._tile.w) * POINTS_PER_UNIT * self.fit.scale) / 2

    def _origin(self, x: float, top: float, width: float) -> tuple[float, float, float]:
        unit = POINTS_PER_UNIT * self.fit.scale
        left = self._left(x, width) + (self._header - self._tile.x) * unit
        return left, top - self.above() + self._tile.y * unit, unit

    def draw_picture(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        top -= self.above()
        for window, left in self.windows(x, width):
            self._piece(canvas, left, top, window)
        for sign in self.signs(x, top, width):
            _draw_sign(canvas, sign)

    def windows(self, x: float, width: float) -> list[tuple[Rect, float]]:
        """What is seen of the picture, the lane names and the part: each with the left edge where it stands in a
        column that wide, in points."""
        left, tile = self._left(x, width), self._tile
        part = Rect(tile.x, tile.y, tile.w, tile.h), left + self._header * self.unit
        if not self._header:
            return [part]
        return [(Rect(self.figure.bounds.x - MARGIN, tile.y, self._header, tile.h), left), part]

    def seen(self, window: Rect) -> Group:
        """What of the picture may be seen through a window."""
        return self._parts.part(window)

    def signs(self, x: float, top: float, width: float) -> Iterator[Sign]:
        """The connectors of the part whose picture, in a column that wide, has this upper edge."""
        left = self._left(x, width)
        start = left + self._header * self.unit
        taken: dict[str, list[float]] = {}
        for mark in sorted(self._marks, key=lambda m: (m.side, m.at.y, m.at.x)):
            yield self._sign(mark, start, top, left, taken.setdefault(mark.side, []))

    def extent(self) -> tuple[float, float]:
        """Width and height of the part with its lane names and connectors in points."""
        return (self._header + self._tile.w) * self.unit + 2 * SIDE, self._picture_height()

    def raster(self, dpi: float) -> bytes:
        """The part as PNG, as large as `extent`."""
        wide, high = self.extent()
        return _rastered(lambda canvas: self.draw_picture(canvas, 0.0, high, wide), (wide, high), dpi)

    def overview(self, dpi: float) -> tuple[bytes, float]:
        """The overview as PNG, and its width in points."""
        unit, edge = self.small(), OVERVIEW_EDGE
        size = (self.figure.bounds.w * unit + 2 * edge, self.figure.bounds.h * unit + 2 * edge)
        return _rastered(lambda canvas: self._draw_overview(canvas, edge, size[1] - edge), size, dpi), size[0]

    def _piece(self, canvas: Canvas, left: float, top: float, window: Rect) -> None:
        unit = POINTS_PER_UNIT * self.fit.scale
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(left, top - window.h * unit, window.w * unit, window.h * unit)
        canvas.clipPath(path, stroke=0, fill=0)
        shown = self._parts.part(window)
        draw_at(canvas, shown, left - window.x * unit, top + window.y * unit, self.fit.scale)
        canvas.restoreState()

    def _sign(self, mark: Connector, start: float, top: float, left: float, taken: list[float]) -> Sign:
        """A pentagon that points where the flow goes, outside the edge where it is cut."""
        unit = POINTS_PER_UNIT * self.fit.scale
        long, high = MARK
        at = Point(start + (mark.at.x - self._tile.x) * unit, top - (mark.at.y - self._tile.y) * unit)
        across = mark.side in ("left", "right")
        place = at.y if across else at.x
        for other in taken:
            if abs(other - place) < high + 1:
                place = other - high - 1 if across else other + long + 1
        taken.append(place)
        stub: tuple[Point, ...] = ()
        if across:
            edge = at.x if mark.side == "right" else left - long
            x, y = edge, place - high / 2
            if place != at.y:
                stub = (at, Point(at.x, place))
        else:
            x, y = place - long / 2, at.y - high if mark.side == "bottom" else at.y
        right = mark.onward == (mark.side in ("right", "bottom"))
        tip = 0.32 * long
        if across:
            ends = [
                (x, y),
                (x + long - tip, y),
                (x + long, y + high / 2),
                (x + long - tip, y + high),
                (x, y + high),
            ]
            if not right:
                ends = [(2 * x + long - px, py) for px, py in ends]
        else:
            ends = [(x, y + high), (x + long, y + high), (x + long, y + tip), (x + long / 2, y), (x, y + tip)]
            if not right:
                ends = [(px, 2 * y + high - py) for px, py in ends]
        return Sign(
            tuple(Point(*end) for end in ends), stub, mark.letter, Point(x + long / 2, y + high / 2 - 2.6)
        )


def _draw_sign(canvas: Canvas, sign: Sign) -> None:
    if sign.stub:
        canvas.setLineWidth(STUB)
        canvas.line(*sign.stub[0], *sign.stub[1])
    path = canvas.beginPath()
    path.moveTo(*sign.outline[0])
    for point in sign.outline[1:]:
        path.lineTo(*point)
    path.close()
    canvas.setLineWidth(OUTLINE)
    canvas.setFillGray(1)
    canvas.drawPath(path, stroke=1, fill=1)
    canvas.setFillGray(0)
    draw_line(canvas, *sign.base, sign.letter, LETTER, True, "middle")


def _group(small: object) -> Group:
    assert isinstance(small, Group)
    return small


def _rastered(draw: Callable[[Canvas], None], size: tuple[float, float], dpi: float) -> bytes:
    """What is drawn on a page of this size in points, as PNG."""
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    from probis_editor.render import png
    from probis_editor.render.pdf import register_fonts

    register_fonts()
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=size, invariant=1)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return png.page_png(stream.getvalue(), 0, dpi)
