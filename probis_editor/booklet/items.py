"""Things that stand on a page: measured, split and drawn. What a block becomes between content and paper.

Frame: PDF points; an item is drawn with its top edge at `top` and its left edge at `x`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from probis_editor.booklet import styles
from probis_editor.booklet.even import Another, evened
from probis_editor.booklet.lines import draw_line, line_width
from probis_editor.booklet.markup import paragraph_markup
from probis_editor.booklet.measures import MM, STEP
from probis_editor.booklet.paragraph import Paragraph
from probis_editor.booklet.tags import role_of

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

EASE = 0.01
"""Rounding slack in points when asking whether something fits."""


class Item(Protocol):
    """What the page maker places. `keep` = on the same page as (the beginning of) the next item."""

    before: float
    after: float
    keep: bool
    anchor: str
    alt: str
    block: int
    """Which of the book's blocks it comes from, -1 = of none."""

    @property
    def role(self) -> str:
        """What it is for readers that see nothing: a role of tagged PDF."""

    def height(self, width: float) -> float:
        """Its height at this width, without the spaces around it."""

    def least(self, width: float) -> float:
        """The height of the smallest beginning that may stand at the foot of a page."""

    def split(self, width: float, room: float) -> tuple[Item, Item] | None:
        """Its parts before and after a page break at `room`, None where it must not be split there."""

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw it."""


class Whole(ABC):
    """An item that is never split."""

    before = 0.0
    after = 0.0
    keep = False
    anchor = ""
    alt = ""
    role = "P"
    block = -1

    @abstractmethod
    def height(self, width: float) -> float:
        """Its height at this width."""

    def least(self, width: float) -> float:
        """All of it."""
        return self.height(width)

    def split(self, width: float, room: float) -> tuple[Item, Item] | None:
        """Never."""
        return None


class TextItem:
    """A paragraph, a heading or an item of a list (with its label hanging at the left)."""

    alt = ""
    block = -1

    def __init__(
        self,
        paragraph: Paragraph,
        before: float = 0.0,
        after: float = 0.0,
        keep: bool = False,
        indent: float = 0.0,
        label: str = "",
        anchor: str = "",
        another: Another | None = None,
    ) -> None:
        """`another` makes other settings of the same paragraph, for where one is more even."""
        self.paragraph, self._another = paragraph, another
        self.before, self.after, self.keep = before, after, keep
        self.indent, self.label, self.anchor = indent, label, anchor
        self._wrapped = (-1.0, 0.0)

    @property
    def role(self) -> str:
        return role_of(self.paragraph.style.name)

    def height(self, width: float) -> float:
        if self._wrapped[0] != width:
            if self._another is not None:
                self.paragraph, self._another = (
                    evened(self.paragraph, self._another, width - self.indent),
                    None,
                )
                high: Any = self.paragraph.height
            else:
                high = self.paragraph.wrap(width - self.indent, 1e6)[1]
            self._wrapped = (width, float(high))
        return self._wrapped[1]

    def least(self, width: float) -> float:
        full = self.height(width)
        leading = float(self.paragraph.style.leading)
        return full if self.keep or round(full / leading) <= 3 else 2 * leading

    def split(self, width: float, room: float) -> tuple[Item, Item] | None:
        if self.keep or self.least(width) > room + EASE:
            return None
        parts: Any = self.paragraph.split(width - self.indent, room + EASE)
        if len(parts) != 2:
            return None
        head = TextItem(parts[0], self.before, 0.0, False, self.indent, self.label, self.anchor)
        return head, TextItem(parts[1], 0.0, self.after, False, self.indent)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        high = self.height(width)
        self.paragraph.drawOn(canvas, x + self.indent, top - high)
        if self.label:
            style = self.paragraph.style
            bold, family = styles.is_bold(style), styles.family_of(style)
            # reportlab sets the first baseline one text size below the top of the paragraph.
            y = top - float(style.fontSize)
            gap = 2.4 * MM
            left = x + self.indent - gap - line_width(self.label, style.fontSize, bold, family)
            if bold:
                left = x
            draw_line(canvas, left, y, self.label, style.fontSize, bold, family=family)


class AnchorItem(Whole):
    """Nothing that is seen: a place that contents and outline can name."""

    keep = True

    def __init__(self, anchor: str) -> None:
        self.anchor = anchor

    def height(self, width: float) -> float:
        return 0.0

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Nothing."""


class ChapterItem(Whole):
    """The opening of a chapter: air, its number, its title."""

    role = "H1"

    def __init__(self, number: str, title: str, anchor: str, language: str, family: str = "sans") -> None:
        self.anchor = anchor
        self.keep = True
        self.after = styles.AFTER["h0"]
        self._lines = [text_paragraph(part, "h0", language, family) for part in (number, title) if part]

    def height(self, width: float) -> float:
        return 4 * STEP + sum(float(line.wrap(width, 1e6)[1]) for line in self._lines)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        y = top - 4 * STEP
        for line in self._lines:
            high = float(line.wrap(width, 1e6)[1])
            line.drawOn(canvas, x, y - high)
            y -= high


def text_paragraph(
    markup: str,
    name: str,
    language: str,
    family: str = "sans",
    whole: bool = True,
    shrink: float | None = None,
) -> Paragraph:
    """A paragraph of a style from a block's markup; its last word is not hyphenated if `whole`.

    Spaces of a justified line may shrink by the share `shrink`, None = as the style says.
    """
    bold = name.startswith(("h", "cellhead"))
    style = styles.style(name, language, family, shrink)
    return Paragraph(paragraph_markup(markup, bold, family, whole), style)


def other_settings(markup: str, name: str, language: str, family: str = "sans") -> Another | None:
    """What makes other settings of the paragraph; None in a style that is not justified."""
    if name not in styles.JUSTIFIED:
        return None
    return partial(text_paragraph, markup, name, language, family)
