"""Lines of the table of contents and the list of figures: hanging numbers, dotted leaders, aligned page numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from probis_editor.booklet import styles
from probis_editor.booklet.items import Whole, text_paragraph
from probis_editor.booklet.lines import draw_line, line_width
from probis_editor.booklet.measures import MM

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from probis_editor.booklet.pages import Places

PAGE_COLUMN = 12 * MM
DOT_STEP = 1.6 * MM


class EntryItem(Whole):
    """One entry; the whole line leads to its anchor. `number` hangs in a column of width `hang`."""

    role = "TOCI"

    def __init__(
        self,
        places: Places,
        target: str,
        number: str,
        text: str,
        language: str,
        indent: float = 0.0,
        hang: float = 0.0,
        bold: bool = False,
        before: float = 0.0,
        family: str = "sans",
    ) -> None:
        self.before = before
        self._places, self.target, self._number, self._bold = places, target, number, bold
        self._indent, self._hang, self._family = indent, hang, family
        self._text = text_paragraph(text, "entrybold" if bold else "entry", language, family)

    def _room(self, width: float) -> float:
        return width - self._indent - self._hang - PAGE_COLUMN

    def height(self, width: float) -> float:
        return float(self._text.wrap(self._room(width), 1e6)[1])

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        room = self._room(width)
        high = float(self._text.wrap(room, 1e6)[1])
        left = x + self._indent + self._hang
        size, leading = styles.ENTRY_SIZE, styles.ENTRY_LEADING
        self._text.drawOn(canvas, left, top - high)
        draw_line(canvas, x + self._indent, top - size, self._number, size, self._bold, family=self._family)
        last = top - high + leading - size
        lines: list[object] = getattr(getattr(self._text, "blPara", None), "lines", [])
        used = last_line_width(lines, room)
        label = self._places.label(self.target)
        right = x + width
        draw_line(canvas, right, last, label, size, self._bold, "end", self._family)
        edge = right - line_width(label, size, self._bold, self._family) - 1.5 * MM
        # Dots stand on a grid counted from the right edge, so that they line up down the page.
        first = math.ceil((right - edge) / DOT_STEP)
        count = int((right - left - used - 1.5 * MM) / DOT_STEP) - first
        if count > 0 and label:
            spread = DOT_STEP - line_width(".", size)
            canvas.setFont(styles.PLAIN, size)
            canvas.drawString(right - DOT_STEP * (first + count - 1), last, "." * count, charSpace=spread)
        canvas.linkRect(
            "", self.target, (x, top - high, right, top), relative=0, thickness=0, Border="[0 0 0]"
        )


def last_line_width(lines: list[object], room: float) -> float:
    """Width of a paragraph's last line; `lines` as reportlab breaks them: (spare, words) or objects with extraSpace."""
    if not lines:
        return 0.0
    last = lines[-1]
    spare = last[0] if isinstance(last, tuple) else getattr(last, "extraSpace", 0.0)
    return room - float(spare)
