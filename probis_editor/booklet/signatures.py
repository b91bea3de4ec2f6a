"""Signature blocks on paper, and where an electronic signature is to stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from probis_editor.booklet import styles
from probis_editor.booklet.blocks import SignatureBlock
from probis_editor.booklet.items import Whole
from probis_editor.booklet.lines import draw_line, line_width
from probis_editor.booklet.markup import cleaned
from probis_editor.booklet.measures import MM, STEP

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

SPACE = 30 * MM
"""Height left for pen, stamp or electronic mark."""

FIELD_WIDTH = 62 * MM


class Box(NamedTuple):
    """Where an electronic signature goes: its name and its rectangle on the page in points from the lower left."""

    field: str
    x0: float
    y0: float
    x1: float
    y1: float


class SignatureItem(Whole):
    """One signature in the right half, or two side by side; see `blocks.SignatureBlock`.

    `mark` is the character that the electronic signature's service looks for, "" for none.
    """

    def __init__(self, block: SignatureBlock, mark: str = "", family: str = "sans") -> None:
        self.before, self.after = 3 * STEP, 4 * STEP
        self._block, self._mark, self._family = block, mark, family

    def _signers(self) -> list[SignatureBlock]:
        other = self._block.other
        return [self._block] if other is None else [self._block, other]

    @staticmethod
    def _heads(block: SignatureBlock) -> list[str]:
        return [text for line in (block.place, *block.before, *block.title) if (text := cleaned(line))]

    def _head_rows(self) -> int:
        return max(len(self._heads(block)) for block in self._signers())

    @staticmethod
    def _under(block: SignatureBlock) -> list[str]:
        return [t for line in (block.rank, f"NIP {block.nip}" if block.nip else "") if (t := cleaned(line))]

    def height(self, width: float) -> float:
        rows = max(len(self._under(block)) + bool(block.name) for block in self._signers())
        return SPACE + styles.BODY_LEADING * (rows + self._head_rows())

    def boxes(self, x: float, top: float, width: float) -> list[Box]:
        """The rectangles of the electronic signatures when drawn there."""
        high = top - styles.BODY_LEADING * self._head_rows()
        found = []
        for at, block in enumerate(self._signers()):
            middle, room = self._column(at, x, width)
            half = min(FIELD_WIDTH, room) / 2
            if block.field:
                found.append(Box(block.field, middle - half, high - SPACE + 2 * MM, middle + half, high - MM))
        return found

    def _column(self, at: int, x: float, width: float) -> tuple[float, float]:
        """Middle and width of a signer's column: the first at the right."""
        if self._block.other is None:
            return x + 0.74 * width, 0.52 * width
        return x + (0.76 if at == 0 else 0.24) * width, 0.46 * width

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        rows = self._head_rows()
        for at, block in enumerate(self._signers()):
            middle, room = self._column(at, x, width)
            heads = self._heads(block)
            # Offices end on the same line, so that both names stand at one height.
            y = top - styles.BODY_SIZE - styles.BODY_LEADING * (rows - len(heads))
            for text in heads:
                self._centred(canvas, middle, y, text, False, room)
                y -= styles.BODY_LEADING
            if self._mark and block.field:
                draw_line(canvas, middle, y - SPACE / 2, self._mark, 11, anchor="middle", family=self._family)
            y -= SPACE
            if block.name:
                wide = self._centred(canvas, middle, y, cleaned(block.name), True, room)
                canvas.setLineWidth(0.6)
                canvas.line(middle - wide / 2, y - 2, middle + wide / 2, y - 2)
                y -= styles.BODY_LEADING
            for text in self._under(block):
                self._centred(canvas, middle, y, text, False, room)
                y -= styles.BODY_LEADING

    def _centred(self, canvas: Canvas, x: float, y: float, text: str, bold: bool, room: float) -> float:
        wide = line_width(text, styles.BODY_SIZE, bold, self._family)
        size = styles.BODY_SIZE * min(1.0, room / wide) if wide else styles.BODY_SIZE
        draw_line(canvas, x, y, text, size, bold, "middle", self._family)
        return min(wide, room)
