"""What a cell of a table in Word says: its paragraphs and the items of its lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from probis_editor.formats import word_items
from probis_editor.model import cells
from probis_editor.model.office import Block

if TYPE_CHECKING:
    from probis_editor.formats.word_lines import Line


def text(inner: list[Line]) -> str:
    """The markup of a cell. A label before a single paragraph is kept as it is typed: it is a number, not a list."""
    lines = [line for line in inner if line.cells or line.markup]
    if len(lines) == 1 and not lines[0].cells:
        (line,) = lines
        return f"{line.label} {line.markup}" if line.label else line.markup
    found: list[Block] = []
    for line in lines:
        if line.cells:
            found += _rows(line)
        else:
            found.append(word_items.block(line, found))
    return cells.text_of(found)


def _rows(line: Line) -> Iterator[Block]:
    """A table inside, row by row."""
    for row in line.cells:
        said = [cells.on_lines(cell.text) for cell in row if cell.text]
        if said:
            yield Block(text=" | ".join(said))
