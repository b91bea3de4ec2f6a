"""Single lines on a canvas, with the fallback face for characters that the face lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from probis_editor.drawing import fonts
from probis_editor.drawing.primitives import TextStyle
from probis_editor.render.pdf import font_name

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


def line_width(text: str, size: float, bold: bool = False, family: str = "sans") -> float:
    """Width of a line in points."""
    return fonts.width(text, TextStyle(size=size, bold=bold, family=family))


def draw_line(
    canvas: Canvas,
    x: float,
    y: float,
    text: str,
    size: float,
    bold: bool = False,
    anchor: str = "start",
    family: str = "sans",
) -> None:
    """Draw a line of plain text with its baseline at y; x is its start, "middle" or "end"."""
    wide = line_width(text, size, bold, family)
    x -= wide if anchor == "end" else wide / 2 if anchor == "middle" else 0.0
    for file, run in fonts.runs(text, TextStyle(size=size, bold=bold, family=family)):
        name = font_name(file)
        canvas.setFont(name, size)
        canvas.drawString(x, y, run)
        x += float(canvas.stringWidth(run, name, size))


def fitted(text: str, size: float, room: float, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it is wider than `room`."""
    if line_width(text, size, bold) <= room:
        return text
    while text and line_width(text + "…", size, bold) > room:
        text = text[:-1]
    return text.rstrip() + "…"
