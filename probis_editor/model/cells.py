"""Cells of tables that hold several paragraphs, items of lists among them, in one markup.

A tag begins every paragraph but a plain first one: `<par/>`, or `<par item="a." level="1" start="3"/>` for an item.
Text without the tag is a single paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from probis_editor.model.office import Block

_PAR = re.compile(
    r'<par(?: item="(1\.|a\.|1\)|a\)|\(1\)|-)")?(?: level="([0-4])")?(?: start="(\d{1,4})")?( continues="1")?\s*/>'
)


def paragraphs(text: str) -> tuple[Block, ...]:
    """The paragraphs and items of a cell; one empty paragraph for an empty cell."""
    found: list[Block] = []
    at, shape = 0, Block()
    for match in _PAR.finditer(text):
        if at or match.start():
            found.append(replace(shape, text=text[at : match.start()]))
        number, level, start, on = match.groups()
        shape = Block()
        if number:
            shape = Block(
                kind="item",
                number=number,
                level=int(level or 0),
                start=int(start or 0),
                continues=bool(on),
            )
        at = match.end()
    found.append(replace(shape, text=text[at:]))
    return tuple(found)


def text_of(blocks: Iterable[Block]) -> str:
    """The text of a cell with these paragraphs; what is neither plain nor an item becomes plain, empty ones go."""
    out: list[str] = []
    for one in blocks:
        if not one.text.strip():
            continue
        if one.kind == "item":
            out.append(_tag(one) + one.text)
        else:
            out.append(("<par/>" if out else "") + one.text)
    return "".join(out)


def _tag(one: Block) -> str:
    level = f' level="{one.level}"' if one.level else ""
    start = f' start="{one.start}"' if one.start else ""
    on = ' continues="1"' if one.continues else ""
    return f'<par item="{one.number or "1."}"{level}{start}{on}/>'


def is_plain(text: str) -> bool:
    """Whether a cell is a single plain paragraph."""
    return "<par" not in text or _PAR.search(text) is None


def on_lines(text: str) -> str:
    """The same with line breaks between the paragraphs, for where there can be only one."""
    return _PAR.sub(lambda match: "<br/>" if match.start() else "", text)


def rewritten(text: str, how: Callable[[str], str]) -> str:
    """The cell with the markup of each paragraph as `how` gives it; those that are then empty go."""
    if is_plain(text):
        return how(text)
    return text_of(replace(one, text=how(one.text)) for one in paragraphs(text))
