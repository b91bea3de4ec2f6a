"""The form of a table in a Word file: its rows and cells, what each cell covers, the rows that pages repeat, widths."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from probis_editor.formats.word_package import W, number, on, val
from probis_editor.formats.xmlsafe import local
from probis_editor.model.grids import MOST_COLUMNS
from probis_editor.model.runs import runs


class Held(NamedTuple):
    """A cell as the file holds it, and how many columns and rows it covers."""

    element: etree._Element
    across: int = 1
    down: int = 1


class Shape(NamedTuple):
    """Rows with the cells that begin in them, how many rows are heads, and the shares of the columns."""

    rows: list[list[Held]]
    heads: int
    widths: tuple[float, ...]


def shape(table: etree._Element) -> Shape:
    """The form of a table; rows that were deleted in tracked changes are left out."""
    rows: list[list[Held]] = []
    above: dict[int, tuple[int, int]] = {}
    heads, counting = 0, True
    for row in _parts(table, "tr"):
        form = row.find(W + "trPr")
        if form is not None and form.find(W + "del") is not None:
            continue
        counting = counting and form is not None and on(form.find(W + "tblHeader")) is True
        heads += counting
        cells: list[Held] = []
        column = _span(form, "gridBefore", 0)
        if column:
            cells.append(Held(etree.Element(W + "tc"), column))
        for cell in _parts(row, "tc"):
            column = _cell(cell, column, rows, cells, above)
        rows.append(cells)
    grid = table.find(W + "tblGrid")
    sizes = [number(val(one, "w")) for one in grid.iterchildren(W + "gridCol")] if grid is not None else []
    total = sum(sizes)
    shares = tuple(round(size / total, 3) for size in sizes) if total > 0 and min(sizes) > 0 else ()
    return Shape(rows, heads, shares if len(shares) <= MOST_COLUMNS else ())


def _cell(
    cell: etree._Element,
    column: int,
    rows: list[list[Held]],
    cells: list[Held],
    above: dict[int, tuple[int, int]],
) -> int:
    """Take a cell at a column of the row after `rows`; the column behind it. Covered ones let theirs grow."""
    form = cell.find(W + "tcPr")
    across = max(1, _span(form, "gridSpan", 1))
    down = form.find(W + "vMerge") if form is not None else None
    beside = form.find(W + "hMerge") if form is not None else None
    if beside is not None and val(beside) != "restart" and cells:
        cells[-1] = cells[-1]._replace(across=cells[-1].across + across)
        return column + across
    if down is not None and val(down) != "restart" and column in above:
        at, place = above[column]
        held = rows[at][place]
        rows[at][place] = held._replace(down=len(rows) - at + 1)
        return column + across
    if down is not None:
        above[column] = (len(rows), len(cells))
    else:
        above.pop(column, None)
    cells.append(Held(cell, across))
    return column + across


def _parts(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows or cells, those inside content controls too."""
    for child in element:
        found = local(child)
        if found == tag:
            yield child
        elif found in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _parts(child, tag)


def _span(form: etree._Element | None, tag: str, default: int) -> int:
    found = form.find(W + tag) if form is not None else None
    return default if found is None else min(max(number(val(found), default), 0), MOST_COLUMNS)


def plain(text: str) -> str:
    """The words of a markup."""
    return "".join(run.text for run in runs(text)).strip()
