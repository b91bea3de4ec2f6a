"""All blocks of a text in a QTextDocument, and back: paragraphs, tables, figures."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from probis_editor.model.office import Block
from probis_editor.model.runs import markup, runs, stripped
from probis_editor.ui.panels import rich_figures, rich_tables
from probis_editor.ui.panels.rich_figures import Draw
from probis_editor.ui.panels.rich_text import (
    CAPTION,
    Say,
    paragraph,
    plain_format,
    put,
    relabel,
    runs_of,
    shape_of,
)


def put_block(cursor: QTextCursor, one: Block, say: Say, draw: Draw, fresh: bool) -> bool:
    """Insert a block in a paragraph of its own; `fresh` = the cursor stands in an empty one that may be it.

    Whether the cursor then stands in an empty paragraph after it.
    """
    shape = Block(kind=CAPTION) if one.kind == "table" else one
    if fresh:
        cursor.setBlockFormat(paragraph(shape))
        cursor.setCharFormat(plain_format())
    else:
        cursor.insertBlock(paragraph(shape), plain_format())
    if one.kind == "figure":
        rich_figures.put(cursor, one, say, draw)
        return False
    put(cursor, runs(one.text), say)
    if one.kind != "table":
        return False
    rich_tables.put(cursor, one, say)
    return True


def fill(document: QTextDocument, blocks: Sequence[Block], say: Say, draw: Draw = lambda _: None) -> None:
    """Show the blocks in the document, instead of what it holds."""
    document.clear()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    fresh = True
    for one in blocks:
        fresh = put_block(cursor, one, say, draw, fresh)
    if not blocks:
        cursor.setBlockFormat(paragraph(Block()))
    cursor.endEditBlock()  # before it, Qt does not know yet which paragraph stands in which cell
    relabel(document)


def blocks_of(document: QTextDocument, start: int = 0, end: int = -1) -> tuple[Block, ...]:
    """The document's blocks, or what lies between two places of it; empty paragraphs are left out."""
    found: list[Block] = []
    block = document.findBlock(start)
    last = end if end >= 0 else document.characterCount()
    caption: Block | None = None
    while block.isValid() and block.position() <= last:
        table = rich_tables.of(block)
        if table is not None and not (table.firstPosition() <= start and last <= table.lastPosition()):
            found.append(replace(rich_tables.block_of(table), text=caption.text if caption else ""))
            caption = None
            block = rich_tables.end(document, block, table)
            continue
        found += [caption] if caption is not None else []
        one = _block_of(block, start, last)
        caption = replace(one, kind="p") if one is not None and one.kind == CAPTION else None
        if one is not None and caption is None:
            found.append(one)
        block = block.next()
    found += [caption] if caption is not None else []
    return tuple(found)


def _block_of(block: QTextBlock, start: int, end: int) -> Block | None:
    """A paragraph, None for an empty one; a figure without its picture is plain text."""
    parts = runs_of(block, start, end)
    shape = shape_of(block)
    if shape.kind == "figure":
        parts = rich_figures.caption(parts)
        if rich_figures.is_shown(block):
            return replace(shape, text=markup(stripped(parts)))
        shape = Block()
    text = markup(stripped(parts))
    return replace(shape, text=text) if text else None
