"""A table set in rules of three weights; it breaks between rows and repeats its head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from probis_editor.booklet.blocks import Table
from probis_editor.booklet.items import EASE, Item, text_paragraph
from probis_editor.booklet.measures import STEP

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus.paragraph import Paragraph

PAD = 1.0 * STEP
SIDE = 5.0


class TableItem:
    """A table; see `blocks.Table`."""

    anchor = ""
    keep = False
    alt = ""
    role = "P"
    block = -1

    def __init__(self, table: Table, language: str, family: str = "sans") -> None:
        self.before, self.after = STEP, 3 * STEP
        self._language, self._family = language, family
        self._table = table
        self._head = [text_paragraph(cell, "cellhead", language, family) for cell in table.head]
        self._rows = [[text_paragraph(cell, "cell", language, family) for cell in row] for row in table.rows]

    def _columns(self, width: float) -> list[float]:
        total = sum(self._table.widths)
        return [share / total * width for share in self._table.widths]

    def _row_height(self, row: list[Paragraph], width: float) -> float:
        wide = self._columns(width)
        cells = [float(cell.wrap(w - 2 * SIDE, 1e6)[1]) for cell, w in zip(row, wide, strict=True)]
        return max(cells, default=0.0) + PAD

    def height(self, width: float) -> float:
        return sum(self._row_height(row, width) for row in [self._head, *self._rows])

    def least(self, width: float) -> float:
        return sum(self._row_height(row, width) for row in [self._head, *self._rows[:2]])

    def split(self, width: float, room: float) -> tuple[Item, Item] | None:
        used, count = self._row_height(self._head, width), 0
        for row in self._rows:
            used += self._row_height(row, width)
            if used > room + EASE:
                break
            count += 1
        if count == 0 or count == len(self._rows):
            return None
        parts = []
        for rows in (self._table.rows[:count], self._table.rows[count:]):
            parts.append(
                TableItem(
                    Table(head=self._table.head, rows=rows, widths=self._table.widths),
                    self._language,
                    self._family,
                )
            )
        parts[1].before = 0.0
        return parts[0], parts[1]

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        y = top
        self._rule(canvas, x, y, width, 1.0)
        for at, row in enumerate([self._head, *self._rows]):
            high = self._row_height(row, width)
            left = x
            for cell, wide in zip(row, self._columns(width), strict=True):
                tall = float(cell.wrap(wide - 2 * SIDE, 1e6)[1])
                cell.drawOn(canvas, left + SIDE, y - PAD / 2 - tall)
                left += wide
            y -= high
            self._rule(canvas, x, y, width, 1.0 if at == len(self._rows) else 0.6 if at == 0 else 0.25)

    @staticmethod
    def _rule(canvas: Canvas, x: float, y: float, width: float, weight: float) -> None:
        canvas.setLineWidth(weight)
        canvas.line(x, y, x + width, y)
