"""The list of symbols on paper: picture, name, meaning, under rules as in tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from probis_editor.booklet.blocks import SymbolTable, plain
from probis_editor.booklet.items import EASE, Item, text_paragraph
from probis_editor.booklet.measures import MM, STEP
from probis_editor.render.pdf import POINTS_PER_UNIT, draw_at

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

PICTURE = 36 * MM
NAME = 42 * MM
HIGHEST = 12 * MM
PAD = 1.5 * STEP


class SymbolItem:
    """See `blocks.SymbolTable`. Breaks between rows."""

    anchor = ""
    keep = False
    alt = ""
    role = "P"
    block = -1

    def __init__(self, table: SymbolTable, language: str, family: str) -> None:
        self.before, self.after = STEP, 3 * STEP
        self._table, self._language, self._family = table, language, family
        self._texts = [
            (
                text_paragraph(plain(row.name), "cellhead", language, family),
                text_paragraph(plain(row.text), "cell", language, family),
            )
            for row in table.rows
        ]

    def _row(self, at: int, width: float) -> float:
        name, text = self._texts[at]
        words = max(name.wrap(NAME - STEP, 1e6)[1], text.wrap(width - PICTURE - NAME, 1e6)[1])
        picture = self._table.rows[at].bounds.h * POINTS_PER_UNIT * self._scale(at)
        return max(float(words), picture) + PAD

    def _scale(self, at: int) -> float:
        box = self._table.rows[at].bounds
        wide, high = box.w * POINTS_PER_UNIT, box.h * POINTS_PER_UNIT
        return min(1.0, (PICTURE - 6 * MM) / wide, HIGHEST / high)

    def height(self, width: float) -> float:
        return sum(self._row(at, width) for at in range(len(self._texts)))

    def least(self, width: float) -> float:
        return sum(self._row(at, width) for at in range(min(2, len(self._texts))))

    def split(self, width: float, room: float) -> tuple[Item, Item] | None:
        used, count = 0.0, 0
        while count < len(self._texts) and used + self._row(count, width) <= room + EASE:
            used += self._row(count, width)
            count += 1
        if not 0 < count < len(self._texts):
            return None
        rows = self._table.rows
        halves = [
            SymbolItem(SymbolTable(rows=part), self._language, self._family)
            for part in (rows[:count], rows[count:])
        ]
        halves[1].before = 0.0
        return halves[0], halves[1]

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        y = top
        self._rule(canvas, x, y, width, 1.0)
        for at, row in enumerate(self._table.rows):
            high, unit = self._row(at, width), POINTS_PER_UNIT * self._scale(at)
            box, middle = row.bounds, y - high / 2
            left = x + (PICTURE - 4 * MM) / 2 - (box.x + box.w / 2) * unit
            draw_at(canvas, row.picture, left, middle + (box.y + box.h / 2) * unit, self._scale(at))
            for paragraph, start, room in zip(
                self._texts[at], (PICTURE, PICTURE + NAME), (NAME - STEP, width - PICTURE - NAME), strict=True
            ):
                tall = float(paragraph.wrap(room, 1e6)[1])
                paragraph.drawOn(canvas, x + start, middle - tall / 2)
            y -= high
            self._rule(canvas, x, y, width, 1.0 if at == len(self._texts) - 1 else 0.25)

    @staticmethod
    def _rule(canvas: Canvas, x: float, y: float, width: float, weight: float) -> None:
        canvas.setLineWidth(weight)
        canvas.line(x, y, x + width, y)
