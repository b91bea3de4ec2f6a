"""What the blocks of a text have in common: all the markup they hold, and the tables among them made sound."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from probis_editor.model import grids
from probis_editor.model.office import Block


def markups(block: Block) -> Iterator[str]:
    """All markup of a block: its text or caption, then its cells row by row."""
    yield block.text
    for row in block.cells:
        for cell in row:
            yield cell.text


def said(blocks: Iterable[Block]) -> Iterator[str]:
    """All markup of a text in reading order."""
    for block in blocks:
        yield from markups(block)


def rewritten(block: Block, how: Callable[[str], str]) -> Block:
    """The block with all its markup as `how` gives it; the same block where that is the same."""
    if not block.cells:
        text = how(block.text)
        return block if text == block.text else replace(block, text=text)
    cells = tuple(tuple(replace(cell, text=how(cell.text)) for cell in row) for row in block.cells)
    return replace(block, text=how(block.text), cells=cells)


def empty(block: Block) -> bool:
    """Whether a block says and shows nothing."""
    if block.kind == "table":
        return not block.cells
    if block.kind == "figure":
        return not (block.map or block.picture)
    return not block.text.strip()


def sound(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with tables that can be drawn, whatever a file says of their cells."""
    return tuple(_sound(block) if block.kind == "table" else block for block in blocks)


def _sound(block: Block) -> Block:
    cells = grids.sound(block.cells)
    columns = grids.columns(cells)
    widths = block.widths if len(block.widths) == columns and all(0 < w < 1e6 for w in block.widths) else ()
    heads = min(max(block.heads, 0), len(cells))
    return replace(block, cells=cells, widths=widths, heads=heads)
