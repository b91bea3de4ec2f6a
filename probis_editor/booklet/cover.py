"""The cover: mark, region, title in quiet lines, year, address."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from probis_editor.booklet.blocks import Cover
from probis_editor.booklet.items import Whole
from probis_editor.booklet.lines import draw_line, line_width
from probis_editor.booklet.measures import MM, STEP

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

TITLE, TOP, FOOT, YEAR = 24.0, 13.0, 9.5, 13.0
LOGO = 28 * MM


class CoverItem(Whole):
    """Fills the frame of its page."""

    def __init__(self, cover: Cover, depth: float) -> None:
        self._cover, self._depth = cover, depth

    def height(self, width: float) -> float:
        return self._depth

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        cover, middle = self._cover, x + width / 2
        y = top - 4 * STEP
        if cover.logo:
            y = self._logo(canvas, middle, y, cover.logo) - 3 * STEP
        for text in cover.top:
            self._line(canvas, middle, y - TOP, text, TOP, True, width)
            y -= 4 * STEP
        # The title's first line stands a little above the optical middle of the frame.
        y = min(y - 8 * STEP, top - 0.34 * self._depth)
        canvas.setLineWidth(1.2)
        canvas.line(middle - 22 * MM, y, middle + 22 * MM, y)
        y -= 5 * STEP
        for at, text in enumerate(cover.title):
            size = TITLE if at == 0 else TITLE - 6
            self._line(canvas, middle, y - size, text, size, at == 0, width)
            y -= 7 * STEP if at == 0 else 5 * STEP
        y -= 2 * STEP
        canvas.line(middle - 22 * MM, y, middle + 22 * MM, y)
        if cover.year:
            self._line(canvas, middle, y - 8 * STEP, cover.year, YEAR, False, width)
        y = top - self._depth + 3 * STEP * (len(cover.foot) - 1)
        for text in cover.foot:
            self._line(canvas, middle, y, text, FOOT, False, width)
            y -= 3 * STEP

    @staticmethod
    def _line(canvas: Canvas, x: float, y: float, text: str, size: float, bold: bool, room: float) -> None:
        wide = line_width(text, size, bold)
        draw_line(canvas, x, y, text, size * min(1.0, room / wide) if wide else size, bold, "middle")

    @staticmethod
    def _logo(canvas: Canvas, middle: float, top: float, data: bytes) -> float:
        """Draws the logo under `top`; returns its lower edge. A picture that cannot be read is left out."""
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        try:
            with Image.open(BytesIO(data)) as found:
                picture = found.convert("RGBA")
        except (OSError, ValueError):
            return top
        # On white and without an alpha channel, as archives ask.
        sheet = Image.new("RGB", picture.size, "white")
        sheet.paste(picture, mask=picture.getchannel("A"))
        wide = LOGO * min(1.5, picture.width / picture.height)
        high = wide * picture.height / picture.width
        canvas.drawImage(ImageReader(sheet), middle - wide / 2, top - high, wide, high)
        return top - high
