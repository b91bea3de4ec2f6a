"""Tables with merged cells: rows of cells as a text keeps them, and the area that each cell covers.

A row names only the cells that begin in it, from left to right, as in HTML; a cell may reach over the columns to its
right and the rows below.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from probis_editor.model.office import Cell

MOST_COLUMNS, MOST_ROWS = 60, 4000
"""What lies beyond is cut off: no sheet of paper holds it."""

Rows = tuple[tuple[Cell, ...], ...]


class Area(NamedTuple):
    """A cell with the place of its upper left corner; it covers `cell.down` rows and `cell.across` columns."""

    row: int
    column: int
    cell: Cell


def areas(rows: Sequence[Sequence[Cell]]) -> list[Area]:
    """The areas of all cells, in the order of rows and columns: they cover the whole table, and none lies on another.

    Holes become empty cells; what reaches below the last row, or over another cell, is cut.
    """
    rows = rows[:MOST_ROWS]
    taken: dict[tuple[int, int], None] = {}
    found: list[Area] = []
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while (at, column) in taken:
                column += 1
            if column >= MOST_COLUMNS:
                break
            across = _free(taken, at, column, min(max(cell.across, 1), MOST_COLUMNS - column))
            down = min(max(cell.down, 1), len(rows) - at)
            found.append(_claimed(taken, at, column, replace(cell, across=across, down=down)))
            column += across
    wide = max((column + 1 for _, column in taken), default=0)
    for at in range(len(rows)):
        for column in range(wide):
            if (at, column) not in taken:
                found.append(_claimed(taken, at, column, Cell()))
    return sorted(found, key=lambda area: (area.row, area.column))


def _free(taken: dict[tuple[int, int], None], row: int, column: int, wanted: int) -> int:
    """How many of the wanted columns are free in a row."""
    count = 1
    while count < wanted and (row, column + count) not in taken:
        count += 1
    return count


def _claimed(taken: dict[tuple[int, int], None], row: int, column: int, cell: Cell) -> Area:
    for r in range(row, row + cell.down):
        for c in range(column, column + cell.across):
            taken[(r, c)] = None
    return Area(row, column, cell)


def columns(rows: Sequence[Sequence[Cell]]) -> int:
    """How many columns a table has."""
    return max((area.column + area.cell.across for area in areas(rows)), default=0)


def rows_of(found: Sequence[Area], count: int) -> Rows:
    """The `count` rows of a table from the areas of its cells, the inverse of `areas`."""
    rows: list[list[Cell]] = [[] for _ in range(count)]
    for area in sorted(found, key=lambda a: (a.row, a.column)):
        rows[area.row].append(area.cell)
    return tuple(tuple(row) for row in rows)


def sound(rows: Sequence[Sequence[Cell]]) -> Rows:
    """The same table with cells that cover it wholly and each place once; () without any cell."""
    found = areas(rows)
    return rows_of(found, min(len(rows), MOST_ROWS)) if found else ()


def plain(rows: Sequence[Sequence[str]]) -> Rows:
    """A table of cells that are not merged."""
    return tuple(tuple(Cell(text=text) for text in row) for row in rows)
