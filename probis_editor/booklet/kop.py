"""The head of a map (kop peta): the office at the left, what identifies the map at the right, in one ruled strip.

Nothing in it is cut: a long text takes the whole width, and more lines where it needs them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from probis_editor.booklet.blocks import Figure
from probis_editor.booklet.lines import draw_line, line_width
from probis_editor.booklet.measures import STEP

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

ROW = 2.25 * STEP
PAD = 1.2 * STEP
SIZE = 8.0
LABEL = 62.0
"""From a label to its text."""
OFFICE = 0.3
"""Share of the strip that the office's name takes."""
NARROWEST = 420.0
"""Points of the narrowest usual page: lines are broken for it, so that the strip is as high on every sheet."""
LEAST_ROWS = 2


class _Cell(NamedTuple):
    """What stands at a row (from 0) in a column (0, 1)."""

    row: int
    column: int
    name: str
    lines: tuple[str, ...]


def head_height(figure: Figure) -> float:
    """Its height with the space under it in points; 0 for a figure without one."""
    return _high(figure) + STEP if figure.head else 0.0


def draw_head(canvas: Canvas, figure: Figure, x: float, top: float, width: float) -> float:
    """Draw it under `top`; returns where the figure goes on."""
    if not figure.head:
        return top
    high, room = _high(figure), OFFICE * width
    canvas.setLineWidth(0.6)
    canvas.rect(x, top - high, width, high)
    canvas.line(x + room, top, x + room, top - high)
    office = _office(figure)
    y = top - high / 2 + (len(office) - 1) * ROW / 2 - (SIZE + 1) / 3
    for line in office:
        draw_line(canvas, x + room / 2, y, line, SIZE + 1, True, "middle")
        y -= ROW
    for cell in _cells(figure):
        left = x + room + PAD + cell.column * (width - room) / 2
        y = top - PAD - cell.row * ROW - SIZE
        draw_line(canvas, left, y, cell.name, SIZE)
        for line in cell.lines:
            draw_line(canvas, left + LABEL, y, line, SIZE, True)
            y -= ROW
    return top - high - STEP


def _high(figure: Figure) -> float:
    cells = _cells(figure)
    rows = max((cell.row + len(cell.lines) for cell in cells), default=0)
    return max(LEAST_ROWS, rows, len(_office(figure))) * ROW + 2 * PAD


def _office(figure: Figure) -> tuple[str, ...]:
    return broken(figure.head[0][1], SIZE + 1, OFFICE * NARROWEST - 2 * PAD)


def _cells(figure: Figure) -> list[_Cell]:
    """Short texts stand in two columns, a long one across both."""
    wide = (1 - OFFICE) * NARROWEST - LABEL - 2 * PAD
    narrow = (1 - OFFICE) * NARROWEST / 2 - LABEL - PAD
    found: list[_Cell] = []
    row = column = 0
    for name, text in figure.head[1:]:
        if line_width(text, SIZE, True) <= narrow:
            found.append(_Cell(row, column, name, (text,)))
            row, column = (row + 1, 0) if column else (row, 1)
            continue
        row += column
        lines = broken(text, SIZE, wide)
        found.append(_Cell(row, 0, name, lines))
        row, column = row + len(lines), 0
    return found


def broken(text: str, size: float, room: float) -> tuple[str, ...]:
    """A bold text in lines of at most this width; a word that is wider is broken within."""
    lines: list[str] = []
    line = ""
    for word in _words(text.split(), size, room):
        more = f"{line} {word}".strip()
        if line and line_width(more, size, True) > room:
            lines.append(line)
            line = word
        else:
            line = more
    return (*lines, line)


def _words(words: Sequence[str], size: float, room: float) -> list[str]:
    found: list[str] = []
    for word in words:
        while line_width(word, size, True) > room and len(word) > 1:
            at = next(
                n for n in range(len(word) - 1, 0, -1) if n == 1 or line_width(word[:n], size, True) <= room
            )
            found.append(word[:at])
            word = word[at:]
        found.append(word)
    return found
