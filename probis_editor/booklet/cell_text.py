"""The text of a cell with several paragraphs as it is set: one below the other, items with their labels hanging."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from probis_editor.booklet import rich, styles
from probis_editor.booklet.blocks import Item
from probis_editor.booklet.items import text_paragraph
from probis_editor.booklet.lines import draw_line, line_width
from probis_editor.booklet.paragraph import Paragraph
from probis_editor.model import cells

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

GAP, HANG = 2.5, 4.0
"""Points between plain paragraphs, and between a label and its text."""


class Part:
    """One paragraph, and the label that hangs before it; `left` is where its text begins."""

    def __init__(self, text: Paragraph, left: float = 0.0, label: str = "", before: float = 0.0) -> None:
        self.text, self.left, self.label, self.before = text, left, label, before


class CellText:
    """Stands where a paragraph would: measured, split and drawn as one."""

    def __init__(self, parts: list[Part]) -> None:
        self.parts = parts
        self.style = parts[0].text.style

    def minWidth(self) -> float:  # noqa: N802 - as reportlab's paragraphs have it
        """The width that its longest word needs."""
        return max(part.left + float(part.text.minWidth()) for part in self.parts)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Its width and height in a column of this width."""
        return width, sum(self._high(part, width) for part in self.parts)

    def _high(self, part: Part, width: float) -> float:
        return part.before + float(part.text.wrap(max(width - part.left, 1.0), 1e6)[1])

    def split(self, width: float, height: float) -> list[CellText]:
        """What goes into this height, and the rest; one of them alone where all or nothing goes."""
        for at, part in enumerate(self.parts):
            high = self._high(part, width)
            if high <= height:
                height -= high
                continue
            torn: list[Any] = part.text.split(max(width - part.left, 1.0), height - part.before)
            if len(torn) == 2:
                head = Part(torn[0], part.left, part.label, part.before)
                return [
                    CellText([*self.parts[:at], head]),
                    CellText([Part(torn[1], part.left), *self.parts[at + 1 :]]),
                ]
            if not at:
                return [self]
            return [CellText(self.parts[:at]), CellText(self.parts[at:])]
        return [self]

    def drawOn(self, canvas: Canvas, x: float, y: float) -> None:  # noqa: N802
        """Draw it with its lower left corner there, as wide as it was last wrapped."""
        top = y + sum(part.before + float(part.text.height) for part in self.parts)
        for part in self.parts:
            top -= part.before
            high = float(part.text.height)
            part.text.drawOn(canvas, x + part.left, top - high)
            if part.label:
                style = part.text.style
                bold, family = styles.is_bold(style), styles.family_of(style)
                wide = line_width(part.label, style.fontSize, bold, family)
                left = x + part.left - HANG - wide
                draw_line(
                    canvas, left, top - float(style.fontSize), part.label, style.fontSize, bold, family=family
                )
            top -= high


def cell_text(text: str, name: str, align: str, language: str, family: str = "sans") -> Paragraph | CellText:
    """A cell as it is set: a single paragraph, or all of them; `name` is that of the style."""
    own = name + styles.ALIGNED.get(align, "")
    if cells.is_plain(text):
        return text_paragraph(text, own, language, family)
    blocks = rich.blocks(cells.paragraphs(text))
    parts: list[Part] = []
    for at, one in enumerate(blocks):
        said = getattr(one, "text", "")
        if not isinstance(one, Item):
            parts.append(Part(text_paragraph(said, own, language, family), before=GAP if at else 0.0))
            continue
        set_text = text_paragraph(said, name, language, family)
        parts.append(Part(set_text, _left(blocks, one, set_text), one.label))
    return CellText(parts) if parts else text_paragraph("", own, language, family)


def _left(blocks: list[Any], one: Item, text: Paragraph) -> float:
    """Where the text of an item begins: behind the widest labels of its level and of those around it."""
    style = text.style
    bold, family = styles.is_bold(style), styles.family_of(style)
    left = 0.0
    for level in range(one.level + 1):
        labels = [b.label for b in blocks if isinstance(b, Item) and b.level == level]
        left += max((line_width(label, style.fontSize, bold, family) for label in labels), default=0.0) + HANG
    return left
