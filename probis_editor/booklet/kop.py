"""The head of a map (kop peta): the office at the left, what identifies the map at the right, in one ruled strip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from probis_editor.booklet.blocks import Figure
from probis_editor.booklet.lines import draw_line, fitted, line_width
from probis_editor.booklet.measures import STEP

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

ROW = 2.25 * STEP
PAD = 1.2 * STEP
SIZE = 8.0
LEAST_ROWS = 2


def _rows(figure: Figure) -> int:
    """Rows of the strip: the pairs after the office's name stand in two columns."""
    return max(LEAST_ROWS, (len(figure.head) - 1 + 1) // 2)


def head_height(figure: Figure) -> float:
    """Its height with the space under it in points; 0 for a figure without one."""
    return _rows(figure) * ROW + 2 * PAD + STEP if figure.head else 0.0


def draw_head(canvas: Canvas, figure: Figure, x: float, top: float, width: float) -> float:
    """Draw it under `top`; returns where the figure goes on."""
    if not figure.head:
        return top
    high = _rows(figure) * ROW + 2 * PAD
    office = figure.head[0][1]
    room = 0.3 * width
    canvas.setLineWidth(0.6)
    canvas.rect(x, top - high, width, high)
    canvas.line(x + room, top, x + room, top - high)
    size = SIZE + 1
    while size > 6 and line_width(office, size, True) > room - 2 * PAD:
        size -= 0.5
    middle = top - high / 2 - size / 3
    draw_line(canvas, x + room / 2, middle, fitted(office, size, room - PAD, True), size, True, "middle")
    column = (width - room) / 2
    for at, (name, text) in enumerate(figure.head[1:]):
        left = x + room + PAD + (at % 2) * column
        y = top - PAD - (at // 2) * ROW - SIZE
        draw_line(canvas, left, y, name, SIZE)
        start = left + 62
        draw_line(canvas, start, y, fitted(text, SIZE, column - 62 - 2 * PAD, True), SIZE, True)
    return top - high - STEP
