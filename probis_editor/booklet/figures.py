"""Figures on paper: how large a picture stands, on which sheet, with its caption."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from probis_editor.booklet.blocks import Figure, plain
from probis_editor.booklet.items import Whole, text_paragraph
from probis_editor.booklet.kop import draw_head, head_height
from probis_editor.booklet.measures import MM, STEP, Paper, Sheet, folded, paper_of, turned, upright
from probis_editor.booklet.paragraph import Paragraph
from probis_editor.drawing.primitives import Group, Primitive, Text
from probis_editor.layout import paper as paper_fit
from probis_editor.render.pdf import POINTS_PER_UNIT, draw_at

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

LEAST_TEXT = paper_fit.MIN_PT
"""Smallest text on paper in points."""

CAPTION_GAP = 1.5 * STEP
MARGIN = 4.0
"""Units left free around a picture, so that strokes at its edge are not cut."""


class Fit(NamedTuple):
    """Where a picture goes: its sheet, its scale (1 = 96 units an inch) and the smallest text on paper in points."""

    sheet: Sheet
    scale: float
    text: float

    @property
    def inline(self) -> bool:
        """Whether it stands in the text, not on a page of its own."""
        return self.sheet.name == "text"


def smallest_text(picture: Group) -> float:
    """The smallest text size of a picture in points at full size; 0 without text."""
    return min((size for size in _sizes(picture, 1.0)), default=0.0) * POINTS_PER_UNIT


def _sizes(part: Primitive, scale: float) -> Iterator[float]:
    if isinstance(part, Text):
        yield part.style.size * scale
    elif isinstance(part, Group):
        for child in part.children:
            yield from _sizes(child, scale * part.scale)


def fit(figure: Figure, paper: str | Paper) -> Fit:
    """Where a figure goes that stands on one sheet: the answer of `layout.paper`, or the sheet it is forced on.

    A picture that would need several pages goes on the sheet that leaves it largest, with smaller text.
    """
    paper = paper_of(paper)
    text = smallest_text(figure.picture)
    w, h = figure.bounds.w + 2 * MARGIN, figure.bounds.h + 2 * MARGIN
    forced = {"text": upright, "turned": turned, "a3": folded}.get(figure.sheet)
    margins = margins_of(paper, caption=head_height(figure) / MM)
    found = paper_fit.fit(w, h, text, paper.name, margins)
    if forced is not None:
        sheets = [forced(paper)]
    elif found.pages == 1:
        sheets = [sheet_of(found.paper, found.landscape, paper)]
    else:
        sheets = [upright(paper), turned(paper), folded(paper)]
    fits = []
    for sheet in sheets:
        high = sheet.depth - caption_height(figure, sheet.measure) - CAPTION_GAP - head_height(figure)
        room = sheet.measure * (figure.width or 1.0)
        scale = min(1.0, room / _points(figure.bounds.w), high / _points(figure.bounds.h))
        fits.append(Fit(sheet, scale, text * scale))
    return max(fits, key=lambda one: round(one.scale, 3))


def margins_of(paper: Paper, side: float = 0.0, caption: float = 0.0) -> paper_fit.Margins:
    """The margins of a paper in mm, wider by `side` left and right, with `caption` more room under the picture."""
    house = paper_fit.BOOK
    if paper.edge == "top":
        sides, high, low = paper.outer / MM, paper.binding / MM + side, paper.bottom / MM + side
        return paper_fit.Margins(sides, sides, high, low, house.caption + caption)
    return paper_fit.Margins(
        paper.binding / MM,
        paper.outer / MM,
        paper.top / MM + side,
        paper.bottom / MM + side,
        house.caption + caption,
    )


def sheet_of(name: str, landscape: bool, paper: Paper) -> Sheet:
    """The sheet that an answer of `layout.paper` means in a book on `paper`."""
    if name == "a3" and paper.name != "a3":
        return folded(paper) if landscape else upright(paper._replace(name="a3"))._replace(name="a3")
    return turned(paper) if landscape else upright(paper)


def _points(units: float) -> float:
    return max(1.0, units + 2 * MARGIN) * POINTS_PER_UNIT


def caption_height(figure: Figure, width: float) -> float:
    """Height of the caption at this width in points."""
    return _height_of(_caption_markup(figure), width)


@lru_cache(maxsize=1024)
def _height_of(markup: str, width: float) -> float:
    return float(text_paragraph(markup, "caption", "id").wrap(width, 1e6)[1])


def _caption_markup(figure: Figure) -> str:
    text = f"<b>{plain(figure.label)}</b>" if figure.label else ""
    if figure.title:
        text += ("<br/>" if figure.lines > 1 else "\u2002") if text else ""
        text += plain(figure.title)
    return text


def _caption(figure: Figure) -> Paragraph:
    return text_paragraph(_caption_markup(figure), "caption", "id")


class FigureItem(Whole):
    """A picture, centred, with its caption under it."""

    role = "Figure"
    part = 0
    """Which page of a figure over several pages this is, from 0."""

    def __init__(self, figure: Figure, fitted: Fit) -> None:
        self.before, self.after = 2 * STEP, 4 * STEP
        self.anchor = figure.anchor
        self.alt = figure.alt or figure.title or figure.label
        self.figure, self.fit = figure, fitted

    def height(self, width: float) -> float:
        full = self._picture_height() + CAPTION_GAP + self._caption_height(width) + head_height(self.figure)
        # Text after a figure is back on the grid; a figure as high as the frame keeps its height.
        return full if full > 0.9 * self.fit.sheet.depth else STEP * math.ceil(full / STEP - 0.01)

    def shrunk(self, room: float, width: float) -> FigureItem | None:
        """The figure in at most this height, None where its text would then be too small."""
        high = room - CAPTION_GAP - self._caption_height(width) - STEP - head_height(self.figure)
        scale = min(self.fit.scale, high / _points(self.figure.bounds.h))
        if scale <= 0:
            return None
        text = self.fit.text * scale / self.fit.scale
        if text < min(LEAST_TEXT, self.fit.text):
            return None
        return FigureItem(self.figure, Fit(self.fit.sheet, scale, text))

    def _caption_height(self, width: float) -> float:
        return caption_height(self.figure, width)

    def _picture_height(self) -> float:
        return _points(self.figure.bounds.h) * self.fit.scale

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        top = draw_head(canvas, self.figure, x, top, width)
        caption = _caption(self.figure)
        high = float(caption.wrap(width, 1e6)[1])
        if self.figure.above:
            caption.drawOn(canvas, x, top - high)
            top -= self._caption_height(width) + CAPTION_GAP
            self.draw_picture(canvas, x, top, width)
        else:
            self.draw_picture(canvas, x, top, width)
            caption.drawOn(canvas, x, top - self._picture_height() - CAPTION_GAP - high)

    def draw_picture(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """The picture alone."""
        left, high, _ = self._origin(x, top, width)
        draw_at(canvas, self.figure.picture, left, high, self.fit.scale)

    def origin(self, x: float, top: float, width: float) -> tuple[float, float, float]:
        """Where the origin of the picture's frame lies when the item is drawn there, and how long a unit is."""
        top -= head_height(self.figure)
        if self.figure.above:
            top -= self._caption_height(width) + CAPTION_GAP
        return self._origin(x, top, width)

    def _origin(self, x: float, top: float, width: float) -> tuple[float, float, float]:
        box = self.figure.bounds
        unit = POINTS_PER_UNIT * self.fit.scale
        left = x + (width - box.w * unit) / 2 - box.x * unit
        return left, top + (box.y - MARGIN) * unit, unit
