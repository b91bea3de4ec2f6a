"""Tables of a pasted page as they come: rows, cells over several rows and columns, head rows."""

from __future__ import annotations

import re

from probis_editor.model import grids
from probis_editor.model.cells import on_lines
from probis_editor.model.office import Block, Cell

_CENTER = re.compile(r"text-align:\s*(center|right)")


class Collector:
    """One table. Rows and cells are told as they begin, the text of a cell when it ends."""

    def __init__(self) -> None:
        self.depth = 0
        """How many tables are open inside it; their cells are text of its own."""
        self.in_cell = False
        self.in_caption = False
        self._rows: list[list[Cell]] = []
        self._heads: list[bool] = []
        self._in_head = False
        self._cell = Cell()

    def section(self, tag: str, begins: bool) -> None:
        """A `thead` begins, or ends."""
        self._in_head = begins and tag == "thead"

    def row(self) -> None:
        """A row begins."""
        self._rows.append([])
        self._heads.append(self._in_head)

    def cell(self, tag: str, given: dict[str, str], style: str) -> None:
        """A cell begins."""
        if not self._rows:
            self.row()
        if tag == "th" and not self._rows[-1]:
            self._heads[-1] = True
        if tag == "td" and not self._in_head:
            self._heads[-1] = False
        found = _CENTER.search(style)
        align = found.group(1) if found else given.get("align", "").lower()
        align = align if align in ("center", "right") else ""
        self._cell = Cell("", _count(given.get("colspan")), _count(given.get("rowspan")), align)
        self.in_cell = True

    def aligned(self, style: str) -> None:
        """A paragraph in the cell says how it is aligned."""
        found = _CENTER.search(style)
        if found and not self._cell.align:
            self._cell = Cell("", self._cell.across, self._cell.down, found.group(1))

    def end_cell(self, text: str) -> None:
        """The cell ends; `text` is its markup."""
        if self.in_cell:
            self._rows[-1].append(Cell(text, self._cell.across, self._cell.down, self._cell.align))
        self.in_cell = False

    def block(self) -> Block | None:
        """The table; the paragraph of one that is a frame around a single cell; None for an empty one."""
        cells = grids.sound(self._rows)
        texts = [cell.text for row in cells for cell in row]
        if not any(texts):
            return None
        if len(texts) == 1:
            return Block(text=on_lines(texts[0]))
        heads = 0
        while heads < len(cells) - 1 and self._is_head(heads, cells):
            heads += 1
        return Block(kind="table", cells=cells, heads=heads)

    def _is_head(self, at: int, cells: grids.Rows) -> bool:
        """Whether a row is one by its tags, or the first one all in bold."""
        bold = at == 0 and all(
            c.text.startswith("<b>") and c.text.endswith("</b>") for c in cells[0] if c.text
        )
        return (at < len(self._heads) and self._heads[at]) or bold


def _count(said: str | None) -> int:
    return int(said[:4]) if said and said.isascii() and said.isdecimal() else 1
