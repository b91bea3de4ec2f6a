"""Tables of a text in a QTextDocument, and back; what can be done with the one that the cursor stands in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from probis_editor.model import cells, grids
from probis_editor.model.office import Block, Cell
from probis_editor.model.runs import Run, runs
from probis_editor.ui import look
from probis_editor.ui.panels import rich_cells
from probis_editor.ui.panels import rich_text as rich

SHAPE = QTextFormat.Property.UserProperty.value + 20
"""The property of a table that holds what its block is, without cells and caption."""
NARROWEST = 0.05


def of(block: QTextBlock) -> QTextTable | None:
    """The table that a paragraph stands in."""
    return QTextCursor(block).currentTable()


def put(cursor: QTextCursor, one: Block, say: rich.Say) -> None:
    """Insert a table at the end of the cursor's paragraph; the cursor is then in the paragraph after it."""
    rows = grids.sound(one.cells)
    wide = max(grids.columns(rows), 1)
    table = cursor.insertTable(max(len(rows), 1), wide, _format(one, wide))
    for area in grids.areas(rows):
        if area.cell.down > 1 or area.cell.across > 1:
            table.mergeCells(area.row, area.column, area.cell.down, area.cell.across)
        inside = table.cellAt(area.row, area.column).firstCursorPosition()
        rich_cells.put(inside, area.cell.text, area.cell.align, say)
    _shade(table)
    cursor.setPosition(table.lastPosition() + 1)
    cursor.setBlockFormat(rich.paragraph(Block()))


def _format(one: Block, wide: int) -> QTextTableFormat:
    form = QTextTableFormat()
    form.setProperty(SHAPE, rich.encoded(one))
    form.setHeaderRowCount(one.heads)
    form.setBorder(1)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderCollapse(True)
    form.setBorderBrush(QBrush(QColor(look.MUTED)))
    form.setCellPadding(3)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    widths = one.widths if len(one.widths) == wide else (1.0,) * wide
    form.setColumnWidthConstraints(_lengths(widths))
    form.setBottomMargin(6)
    return form


def _lengths(widths: Sequence[float]) -> list[QTextLength]:
    total = sum(widths)
    return [QTextLength(QTextLength.Type.PercentageLength, 100 * share / total) for share in widths]


def shape_of(table: QTextTable) -> Block:
    """What a table is, without its cells and caption."""
    one = rich.decoded(table.format().property(SHAPE), "table")
    return replace(one, heads=min(table.format().headerRowCount(), table.rows()), widths=_widths(table, one))


def _widths(table: QTextTable, one: Block) -> tuple[float, ...]:
    """The shares of the columns; () where they are equal and were not given."""
    lengths = [length.rawValue() / 100 for length in table.format().columnWidthConstraints()]
    if len(lengths) != table.columns() or max(lengths) - min(lengths) < 1e-6:
        return one.widths if len(one.widths) == table.columns() and len(set(one.widths)) == 1 else ()
    if len(one.widths) == len(lengths):
        total = sum(one.widths)
        if all(abs(w / total - v) < 1e-6 for w, v in zip(one.widths, lengths, strict=True)):
            return one.widths
    return tuple(round(value, 4) for value in lengths)


def block_of(table: QTextTable) -> Block:
    """The table as a block without its caption."""
    rows: list[tuple[Cell, ...]] = []
    for row in range(table.rows()):
        cells = []
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            if (cell.row(), cell.column()) == (row, column):
                cells.append(_cell(table, row, column))
        rows.append(tuple(cells))
    return replace(shape_of(table), kind="table", cells=grids.sound(rows))


def _cell(table: QTextTable, row: int, column: int) -> Cell:
    cell = table.cellAt(row, column)
    align = rich_cells.align_of(cell.firstCursorPosition().block())
    return Cell(rich_cells.text_of(table, row, column), cell.columnSpan(), cell.rowSpan(), align)


def _shade(table: QTextTable) -> None:
    """Head rows stand on a tint."""
    heads = table.format().headerRowCount()
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            form = cell.format()
            brush = QBrush(QColor(look.WINDOW)) if row < heads else QBrush(Qt.BrushStyle.NoBrush)
            if form.background() != brush:
                form.setBackground(brush)
                cell.setFormat(form)


def is_head(block: QTextBlock) -> bool:
    """Whether a paragraph stands in a head row."""
    table = of(block)
    return table is not None and table.cellAt(block.position()).row() < table.format().headerRowCount()


def fresh(rows: int, columns: int) -> Block:
    """A new table with one head row."""
    cells = tuple(tuple(Cell() for _ in range(columns)) for _ in range(rows))
    return Block(kind="table", heads=min(1, rows - 1), cells=cells)


# What can be done with it


def do(cursor: QTextCursor, what: str, say: rich.Say) -> bool:
    """Change the table with the cursor; whether there was anything to change. `what` is a key of `DEEDS`."""
    table = cursor.currentTable()
    if table is None:
        return False
    cell = table.cellAt(cursor)
    row, column = cell.row(), cell.column()
    foot, right = row + cell.rowSpan(), column + cell.columnSpan()
    if what == "row_above":
        table.insertRows(row, 1)
    elif what == "row_below":
        table.insertRows(foot, 1) if foot < table.rows() else table.appendRows(1)
    elif what in ("column_left", "column_right"):
        _insert_column(table, column if what == "column_left" else right)
    elif what == "row_away":
        return _remove(table, True, row, foot - row)
    elif what == "column_away":
        return _remove(table, False, column, right - column)
    elif what == "table_away":
        _take_away(table)
        return True
    elif what == "merge":
        if not cursor.hasComplexSelection():
            return False
        _merge(table, cursor, say)
    elif what == "split":
        if cell.rowSpan() == 1 and cell.columnSpan() == 1:
            return False
        table.splitCell(row, column, 1, 1)
    elif what in ("left", "center", "right"):
        _align_chosen(table, cursor, "" if what == "left" else what)
    elif what in ("wider", "narrower"):
        _resize(table, column, 1.25 if what == "wider" else 0.8)
    elif what == "heads":
        form = table.format()
        form.setHeaderRowCount(0 if form.headerRowCount() == foot else foot)
        table.setFormat(form)
    elif what == "numbered":
        form, one = table.format(), shape_of(table)
        kept = replace(one, numbered=not one.numbered)
        form.setProperty(SHAPE, rich.encoded(kept))
        table.setFormat(form)
    _shade(table)
    return True


DEEDS = (
    "row_above", "row_below", "column_left", "column_right", "", "row_away", "column_away", "table_away", "",
    "merge", "split", "heads", "numbered", "", "left", "center", "right", "", "wider", "narrower",
)  # fmt: skip
"""What can be done with a table, in the order of the menu."""


def _merge(table: QTextTable, cursor: QTextCursor, say: rich.Say) -> None:
    """Join the chosen cells, their texts one below the other (Qt's own way runs them together)."""
    top, high, left, wide = _chosen(cursor)
    found: list[Block] = []
    align = rich_cells.align_of(table.cellAt(top, left).firstCursorPosition().block())
    for row, column in _places(table):
        if top <= row < top + high and left <= column < left + wide:
            text = rich_cells.text_of(table, row, column)
            found += cells.paragraphs(text) if text else ()
            inside = table.cellAt(row, column).firstCursorPosition()
            last = table.cellAt(row, column).lastCursorPosition().position()
            inside.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
            inside.removeSelectedText()
    table.mergeCells(top, left, high, wide)
    inside = table.cellAt(top, left).firstCursorPosition()
    inside.setPosition(
        table.cellAt(top, left).lastCursorPosition().position(), QTextCursor.MoveMode.KeepAnchor
    )
    inside.removeSelectedText()
    rich_cells.put_blocks(inside, found, align, say, True)


def _chosen(cursor: QTextCursor) -> tuple[int, int, int, int]:
    """First row, rows, first column and columns of the chosen cells."""
    row, rows, column, columns = cast(tuple[int, int, int, int], cursor.selectedTableCells())
    return row, rows, column, columns


def _insert_column(table: QTextTable, at: int) -> None:
    lengths = [length.rawValue() for length in table.format().columnWidthConstraints()]
    count = table.columns()
    table.insertColumns(at, 1) if at < count else table.appendColumns(1)
    if len(lengths) == count:
        lengths.insert(at, sum(lengths) / count)
        _set_widths(table, lengths)


def _remove(table: QTextTable, rows: bool, at: int, count: int) -> bool:
    """Take rows or columns away; the last ones take the table with them."""
    total = table.rows() if rows else table.columns()
    if count >= total:
        _take_away(table)
        return True
    if rows:
        form = table.format()
        heads = form.headerRowCount()
        table.removeRows(at, count)
        form.setHeaderRowCount(max(0, heads - max(0, min(heads, at + count) - at)))
        table.setFormat(form)
    else:
        lengths = [length.rawValue() for length in table.format().columnWidthConstraints()]
        table.removeColumns(at, count)
        if len(lengths) == total:
            del lengths[at : at + count]
            _set_widths(table, lengths)
    return True


def _take_away(table: QTextTable) -> None:
    """Remove a table with its caption; the paragraph after it stays what it is."""
    document = table.document()
    after = document.findBlock(table.lastPosition() + 1).blockFormat()
    before = document.findBlock(table.firstPosition() - 2)
    cursor = QTextCursor(before)
    if rich.kind_of(before) == rich.CAPTION:
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
    else:
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.insertBlock()
    table.removeRows(0, table.rows())
    cursor.setBlockFormat(after)


def _set_widths(table: QTextTable, widths: Sequence[float]) -> None:
    form = table.format()
    form.setColumnWidthConstraints(_lengths(widths))
    table.setFormat(form)


def _resize(table: QTextTable, column: int, factor: float) -> None:
    widths = [length.rawValue() / 100 for length in table.format().columnWidthConstraints()]
    if len(widths) != table.columns():
        widths = [1.0 / table.columns()] * table.columns()
    widths[column] = max(NARROWEST, widths[column] * factor)
    _set_widths(table, widths)


def _align_chosen(table: QTextTable, cursor: QTextCursor, align: str) -> None:
    here = table.cellAt(cursor)
    top, high, left, wide = here.row(), 1, here.column(), 1
    if cursor.hasComplexSelection():
        top, high, left, wide = _chosen(cursor)
    for row in range(top, top + high):
        for column in range(left, left + wide):
            for block in rich_cells.blocks_in(table.cellAt(row, column)):
                rich_cells.set_align(QTextCursor(block), align)


def step(cursor: QTextCursor, by: int) -> QTextCursor | None:
    """The beginning of the next cell (-1: of the one before); a new row after the last one. None outside of tables."""
    table = cursor.currentTable()
    if table is None:
        return None
    places = _places(table)
    cell = table.cellAt(cursor)
    at = places.index((cell.row(), cell.column())) + by
    if at >= len(places):
        table.appendRows(1)
        places = _places(table)
    row, column = places[max(at, 0)]
    return table.cellAt(row, column).firstCursorPosition()


def _places(table: QTextTable) -> list[tuple[int, int]]:
    """Where the cells begin, in reading order."""
    every = ((row, column) for row in range(table.rows()) for column in range(table.columns()))
    cells = ((place, table.cellAt(*place)) for place in every)
    return [place for place, cell in cells if (cell.row(), cell.column()) == place]


def end(document: QTextDocument, block: QTextBlock, table: QTextTable) -> QTextBlock:
    """The paragraph after a table."""
    return document.findBlock(table.lastPosition()).next()


def plain_cells(block: Block) -> list[Run]:
    """A table as runs of text, for where there can be none."""
    parts: list[Run] = []
    for row in block.cells:
        parts += [Run("\n")] if parts else []
        for at, cell in enumerate(row):
            parts += ([Run(" \u2013 ")] if at else []) + list(runs(cell.text))
    return parts
