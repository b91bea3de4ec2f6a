"""A paragraph of a book in Word as a block of text: an item where Word counts it, or where a label is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from probis_editor.formats import pasted
from probis_editor.formats import word_marks as marks
from probis_editor.model.office import Block

if TYPE_CHECKING:
    from probis_editor.formats.word_lines import Line


def block(line: Line, before: Sequence[Block]) -> Block:
    """The block; `before` are those of the text so far, which tell how deep a typed label is."""
    run = _run(before)
    patterns = [one.number for one in run]
    if line.number:
        start = line.value if line.value > 1 and line.number not in patterns else 0
        return Block(kind="item", text=line.markup, level=min(line.level, 4), number=line.number, start=start)
    found = marks.MARK.match(line.plain)
    if not found:
        return Block(text=line.markup)
    number, value = pasted.pattern(found.group())
    start = value if value > 1 and number not in patterns else 0
    same = next((one.level for one in reversed(run) if one.number == number), -1)
    level = same if same >= 0 else len(dict.fromkeys(patterns))
    text = marks.without(line.markup, found.end())
    return Block(kind="item", text=text, level=min(level, 4), number=number, start=start)


def _run(blocks: Sequence[Block]) -> list[Block]:
    """The items at the end of a text."""
    found: list[Block] = []
    for one in reversed(blocks):
        if one.kind != "item":
            break
        found.append(one)
    return found[::-1]
