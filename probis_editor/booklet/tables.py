"""A table set in rules of three weights; it breaks between rows and repeats its head rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from probis_editor.booklet import styles
from probis_editor.booklet.blocks import Grid
from probis_editor.booklet.cell_text import CellText, cell_text
from probis_editor.booklet.items import EASE, Item
from probis_editor.booklet.measures import STEP
from probis_editor.booklet.paragraph import Paragraph
from probis_editor.model import grids

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

PAD = 1.0 * STEP
SIDE = 5.0
TALL = 60 * STEP
"""A row of this height may go on on the next page; a lower one stays whole."""

HEAVY, MIDDLE, FINE = 1.0, 0.6, 0.25
LEAST_SHARE = 0.04
"""No column is narrower than this share of the table."""


class Area(NamedTuple):
    """A cell as it is set: its place, the rows and columns it covers, its text."""

    row: int
    column: int
    down: int
    across: int
    text: Paragraph | CellText


class TableItem:
    """A table; see `blocks.Grid`."""

    anchor = ""
    keep = False
    alt = ""
    role = "P"
    block = -1

    def __init__(
        self, areas: list[Area], count: int, heads: int, widths: tuple[float, ...], ruled: bool = True
    ) -> None:
        self.before, self.after = STEP, 3 * STEP
        self._areas, self._count, self._heads, self._widths = areas, count, heads, widths
        self._ruled, self._pad = ruled, PAD if ruled else PAD / 2
        self._known: tuple[float, list[float]] = (-1.0, [])
        self._edged: dict[float, list[float]] = {}

    @classmethod
    def of(cls, table: Grid, language: str, family: str = "sans") -> TableItem:
        """The table with its cells set."""
        areas = []
        for row, column, cell in grids.areas(table.rows):
            name = "cellhead" if row < table.heads else "cell"
            text = cell_text(cell.text, name, cell.align, language, family)
            areas.append(Area(row, column, cell.down, cell.across, text))
        wide = max((a.column + a.across for a in areas), default=1)
        widths = table.widths if len(table.widths) == wide else (1.0,) * wide
        heads = table.heads
        for area in areas:
            if area.row < heads:
                heads = max(heads, area.row + area.down)
        # A head that is the whole table is none: there would be nothing to repeat it over.
        heads = heads if heads < len(table.rows) else 0
        return cls(areas, len(table.rows), heads, widths, not table.open)

    # Sizes

    def _edges(self, width: float) -> list[float]:
        """The x of every column's edge, from 0."""
        if width not in self._edged:
            total = sum(self._widths)
            shares = [max(share / total, LEAST_SHARE) for share in self._widths]
            wides = [share / sum(shares) * width for share in shares]
            edges = [0.0]
            for wide in _roomy(wides, self._longest()):
                edges.append(edges[-1] + wide)
            self._edged[width] = edges
        return self._edged[width]

    def _longest(self) -> list[float]:
        """The width that the longest word of every column needs."""
        needed = [0.0] * len(self._widths)
        for area in self._areas:
            if area.across == 1:
                needed[area.column] = max(needed[area.column], area.text.minWidth() + 2 * SIDE + 0.1)
        return needed

    def _rows(self, width: float) -> list[float]:
        """The heights of the rows: a cell over several makes its last one higher where it needs room."""
        if self._known[0] == width:
            return self._known[1]
        edges = self._edges(width)
        heights = [styles.CELL_LEADING + self._padding(at, at + 1) for at in range(self._count)]
        for area in sorted(self._areas, key=lambda a: (a.down, a.row, a.column)):
            high = self._needed(area, edges)
            spare = high - sum(heights[area.row : area.row + area.down])
            if spare > 0:
                heights[area.row + area.down - 1] += spare
        self._known = (width, heights)
        return heights

    def _padding(self, row: int, foot: int) -> float:
        """Air over and under rows together; more beside a rule."""
        return PAD if row <= self._heads or foot == self._count else self._pad

    def _needed(self, area: Area, edges: list[float]) -> float:
        wide = edges[area.column + area.across] - edges[area.column] - 2 * SIDE
        return float(area.text.wrap(max(wide, 1.0), 1e6)[1]) + self._padding(area.row, area.row + area.down)

    def height(self, width: float) -> float:
        return sum(self._rows(width))

    def least(self, width: float) -> float:
        """Its head rows and two more."""
        heights = self._rows(width)
        return sum(heights[: self._heads + 2])

    # Pages

    def split(self, width: float, room: float) -> tuple[Item, Item] | None:
        heights = self._rows(width)
        used, last = sum(heights[: self._heads]), self._heads
        while last < self._count and used + heights[last] <= room + EASE:
            used += heights[last]
            last += 1
        if last >= self._count:
            return None
        whole = next((at for at in range(last, self._heads, -1) if not self._crossed(at)), 0)
        # A group of merged rows stays together where at least a third of the page is filled without it.
        at = whole if whole and sum(heights[:whole]) > room / 3 else last
        if at == self._count - 1 and at > self._heads + 2 and not self._crossed(at - 1):
            at -= 1  # no row alone at the head of a page
        if at > self._heads:
            return self._cut(at)
        return self._torn(width, room)

    def _crossed(self, at: int) -> bool:
        return any(a.row < at < a.row + a.down for a in self._areas)

    def _cut(self, at: int) -> tuple[TableItem, TableItem]:
        """The table before and from a row; a cell that covers both sides stands on both."""
        first, second = [], []
        shift = at - self._heads
        for area in self._areas:
            end = area.row + area.down
            if area.row < at:
                first.append(area._replace(down=min(end, at) - area.row))
            if end <= self._heads:
                second.append(area)
            elif end > at:
                row = max(area.row, at)
                second.append(area._replace(row=row - shift, down=end - row))
        rest = TableItem(second, self._count - shift, self._heads, self._widths, self._ruled)
        rest.before = 0.0
        return TableItem(first, at, self._heads, self._widths, self._ruled), rest

    def _torn(self, width: float, room: float) -> tuple[TableItem, TableItem] | None:
        """A first row that is `TALL`, torn where the page ends; None where it may not be."""
        at, edges = self._heads, self._edges(width)
        high = room - sum(self._rows(width)[:at]) - PAD + EASE
        if self._rows(width)[at] < TALL or high < 3 * styles.CELL_LEADING:
            return None
        first, second = [], []
        for area in self._areas:
            if area.row < at:
                first.append(area)
            if area.row != at:
                second.append(area)
                continue
            wide = edges[area.column + area.across] - edges[area.column] - 2 * SIDE
            parts: list[Any] = area.text.split(wide, high)
            if len(parts) != 2:
                parts = [area.text, Paragraph("", area.text.style)]
            first.append(area._replace(text=parts[0], down=1))
            second.append(area._replace(text=parts[1]))
        rest = TableItem(second, self._count, self._heads, self._widths, self._ruled)
        rest.before = 0.0
        return TableItem(first, at + 1, self._heads, self._widths, self._ruled), rest

    # Drawing

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        edges, y = self._edges(width), [top]
        for high in self._rows(width):
            y.append(y[-1] - high)
        _rule(canvas, x, y[0], x + width, HEAVY)
        for area in self._areas:
            left, right = edges[area.column], edges[area.column + area.across]
            pad = self._padding(area.row, area.row + area.down)
            tall = self._needed(area, edges) - pad
            foot = area.row + area.down
            head = foot <= self._heads
            above = y[area.row] - pad / 2 - tall
            if head and area.down > 1:
                above -= (y[area.row] - y[foot] - pad - tall) / 2
            area.text.drawOn(canvas, x + left + SIDE, above)
            if foot < self._count and (self._ruled or foot <= self._heads):
                self._foot(canvas, area, x + left, x + right, y[foot])
        _rule(canvas, x, y[-1], x + width, HEAVY)

    def _foot(self, canvas: Canvas, area: Area, left: float, right: float, y: float) -> None:
        """The rule under a cell. One inside the head is short at both ends, so that it says what it spans."""
        foot = area.row + area.down
        if foot < self._heads:
            _rule(canvas, left + SIDE, y, right - SIDE, FINE)
        else:
            _rule(canvas, left, y, right, MIDDLE if foot == self._heads else FINE)


def _roomy(wides: list[float], needed: list[float]) -> list[float]:
    """The widths of columns, those too narrow for their longest word widened at the cost of what others can spare."""
    lack = sum(max(0.0, need - wide) for wide, need in zip(wides, needed, strict=True))
    spare = sum(max(0.0, wide - need) for wide, need in zip(wides, needed, strict=True))
    if lack <= 0 or spare < lack:
        return wides
    kept = 1 - lack / spare
    return [need + max(0.0, wide - need) * kept for wide, need in zip(wides, needed, strict=True)]


def _rule(canvas: Canvas, left: float, y: float, right: float, weight: float) -> None:
    canvas.setLineWidth(weight)
    canvas.line(left, y, right, y)
