"""The paragraphs of a decree: lead-in, colon, number and text in four columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from probis_editor.booklet import styles
from probis_editor.booklet.blocks import Clause
from probis_editor.booklet.even import evened
from probis_editor.booklet.items import EASE, Item, other_settings, text_paragraph
from probis_editor.booklet.lines import draw_line
from probis_editor.booklet.markup import cleaned
from probis_editor.booklet.measures import MM, STEP
from probis_editor.booklet.paragraph import Paragraph

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

LEAD = 32 * MM
COLON = 5 * MM
NUMBER = 8 * MM


class ClauseItem:
    """See `blocks.Clause`."""

    keep = False
    alt = ""
    role = "P"
    block = -1
    anchor = ""

    def __init__(self, clause: Clause, language: str, family: str, text: Paragraph | None = None) -> None:
        self.before, self.after = 0.0, STEP
        self._clause, self._language, self._family = clause, language, family
        self._another = None if text else other_settings(clause.text, "clause", language, family)
        self._text = text or text_paragraph(clause.text, "clause", language, family)

    def _left(self) -> float:
        return LEAD + COLON + (NUMBER if self._clause.number else 0.0)

    def height(self, width: float) -> float:
        if self._another is not None:
            self._text, self._another = evened(self._text, self._another, width - self._left()), None
        return float(self._text.wrap(width - self._left(), 1e6)[1])

    def least(self, width: float) -> float:
        return min(self.height(width), 2 * styles.BODY_LEADING)

    def split(self, width: float, room: float) -> tuple[Item, Item] | None:
        if room + EASE < 2 * styles.BODY_LEADING:
            return None
        parts: Any = self._text.split(width - self._left(), room + EASE)
        if len(parts) != 2:
            return None
        head = ClauseItem(self._clause, self._language, self._family, parts[0])
        number = "\u00a0" if self._clause.number else ""
        rest = ClauseItem(Clause(lead="", text="", number=number), self._language, self._family, parts[1])
        return head, rest

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        clause, size, high = self._clause, styles.BODY_SIZE, self.height(width)
        self._text.drawOn(canvas, x + self._left(), top - high)
        y = top - size
        if clause.lead:
            draw_line(canvas, x, y, cleaned(clause.lead), size, family=self._family)
            draw_line(canvas, x + LEAD, y, ":", size, family=self._family)
        if clause.number:
            draw_line(canvas, x + LEAD + COLON, y, cleaned(clause.number), size, family=self._family)
