"""The paragraphs of a table's cell in a QTextDocument, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlock, QTextCursor, QTextTable, QTextTableCell

from probis_editor.model import cells
from probis_editor.model.office import Block
from probis_editor.model.runs import markup, runs, stripped
from probis_editor.ui.panels import rich_text as rich

ALIGNED = {
    "": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


def put(cursor: QTextCursor, text: str, align: str, say: rich.Say) -> None:
    """Fill an empty cell; the cursor stands in it."""
    put_blocks(cursor, cells.paragraphs(text), align, say, True)


def put_blocks(
    cursor: QTextCursor, blocks: Sequence[Block], align: str, say: rich.Say, fresh: bool = False
) -> None:
    """Insert paragraphs at the cursor in a cell; a plain first one goes on in the line, and any does where it is
    `fresh`, an empty one."""
    for at, one in enumerate(blocks):
        shape = one if one.kind == "item" else Block()
        if at or (shape.kind == "item" and not fresh):
            cursor.insertBlock(rich.paragraph(shape), rich.plain_format())
        elif fresh:
            cursor.setBlockFormat(rich.paragraph(shape))
        if at or fresh or shape.kind == "item":
            set_align(cursor, align)
        rich.put(cursor, runs(one.text), say)


def text_of(table: QTextTable, row: int, column: int) -> str:
    """What a cell says."""
    found: list[Block] = []
    for block in blocks_in(table.cellAt(row, column)):
        text = markup(stripped(rich.runs_of(block, block.position(), block.position() + block.length())))
        shape = rich.shape_of(block)
        found.append(replace(shape if shape.kind == "item" else Block(), text=text))
    return cells.text_of(found)


def blocks_in(cell: QTextTableCell) -> Iterator[QTextBlock]:
    """The paragraphs of a cell."""
    block, last = cell.firstCursorPosition().block(), cell.lastCursorPosition().block()
    while block.isValid():
        yield block
        if block == last:
            return
        block = block.next()


def align_of(block: QTextBlock) -> str:
    """How a paragraph of a cell is aligned."""
    flag = block.blockFormat().alignment()
    return next((name for name, one in ALIGNED.items() if name and flag & one), "")


def set_align(cursor: QTextCursor, align: str) -> None:
    """Align the paragraph with the cursor."""
    form = cursor.blockFormat()
    form.setAlignment(ALIGNED.get(align, Qt.AlignmentFlag.AlignLeft))
    cursor.setBlockFormat(form)


def restyle(block: QTextBlock, change: Callable[[QTextBlock], None]) -> None:
    """Change what a paragraph of a cell is: plain or an item, never anything else, and aligned as it was."""
    align, shape = align_of(block), rich.shape_of(block)
    change(block)
    if rich.kind_of(block) not in ("p", "item"):
        rich.set_paragraph(block, shape)
    set_align(QTextCursor(block), align)


def lines(blocks: Sequence[Block]) -> list[Block]:
    """Blocks as a cell can hold them: tables row by row, figures by their captions."""
    found: list[Block] = []
    for one in blocks:
        if one.kind == "table":
            for row in one.cells:
                said = [cells.on_lines(cell.text) for cell in row if cell.text]
                found.append(Block(text=" \u2013 ".join(said)))
        elif one.text:
            found.append(one if one.kind == "item" else Block(text=one.text))
    return found
