"""Where everything of a set book landed, as `seen` tells it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from probis_editor.booklet.blocks import (
    BookBlock,
    Clause,
    Contents,
    Cover,
    Figure,
    FigureList,
    Heading,
    SignatureBlock,
    TableList,
)
from probis_editor.booklet.contents import EntryItem
from probis_editor.booklet.figures import FigureItem
from probis_editor.booklet.markup import cleaned, without_tags
from probis_editor.booklet.pages import Page, Placed, page_label
from probis_editor.booklet.seen import Entry, Leaf, Spot
from probis_editor.booklet.typeset import Typeset

ROOM = 4.0
"""Points that a line may reach out of the frame of its page."""


def leaves(pages: Sequence[Page]) -> tuple[Leaf, ...]:
    """The pages in order."""
    return tuple(_leaf(page) for page in pages)


def _leaf(page: Page) -> Leaf:
    sheet = page.sheet
    top, bottom = (round(sheet.height - y, 1) for y in (sheet.top, sheet.bottom))
    if page.section == "cover":
        top, bottom = 0.0, sheet.height
    return Leaf(
        sheet.width,
        sheet.height,
        page_label(page),
        page.section,
        page.number,
        sheet.name,
        top - ROOM,
        bottom + ROOM,
    )


def spots(blocks: Sequence[BookBlock], result: Typeset) -> tuple[Spot, ...]:
    """Every piece that comes from somewhere, page by page, from top to bottom."""
    return tuple(_spots(blocks, result.pages))


def _spots(blocks: Sequence[BookBlock], pages: Sequence[Page]) -> Iterator[Spot]:
    for at, page in enumerate(pages):
        for placed in page.items:
            item = placed.item
            block = blocks[item.block] if 0 <= item.block < len(blocks) else None
            source = f"anchor:{item.target}" if isinstance(item, EntryItem) else source_of(block)
            if not source:
                continue
            yield Spot(
                at,
                round(placed.x, 1),
                round(page.sheet.height - placed.top, 1),
                round(placed.width, 1),
                round(item.height(placed.width), 1),
                source,
                _frame(placed, page),
            )


def source_of(block: BookBlock | None) -> str:
    """What in the document a block comes from; "" where nothing can be said."""
    if isinstance(block, Figure):
        if block.source:
            return block.source
        return f"map:{block.map}/{block.plane}" if block.plane else f"map:{block.map}"
    if isinstance(block, SignatureBlock):
        return "signature"
    if isinstance(block, Clause):
        return "decree"
    if isinstance(block, Cover):
        return "book"
    if isinstance(block, Contents | FigureList | TableList) or block is None:
        return ""
    source = getattr(block, "source", "")
    return source if isinstance(source, str) else ""


def _frame(placed: Placed, page: Page) -> tuple[float, float, float] | None:
    if not isinstance(placed.item, FigureItem):
        return None
    x, y, unit = placed.item.origin(placed.x, placed.top, placed.width)
    return round(x, 2), round(page.sheet.height - y, 2), round(unit, 5)


def outline(blocks: Sequence[BookBlock], result: Typeset) -> tuple[Entry, ...]:
    """The listed headings with their pages."""
    tops: dict[str, tuple[int, float]] = {}
    for at, page in enumerate(result.pages):
        for placed in page.items:
            if placed.item.anchor:
                tops.setdefault(placed.item.anchor, (at, round(page.sheet.height - placed.top, 1)))
    found = []
    for block in blocks:
        if isinstance(block, Heading) and block.listed and block.anchor in tops:
            words = cleaned(f"{block.number} {without_tags(block.text)}")
            found.append(Entry(words, block.level, *tops[block.anchor]))
    return tuple(found)


def anchors(result: Typeset) -> dict[str, int]:
    """Anchor -> the index of its page."""
    found: dict[str, int] = {}
    for at, page in enumerate(result.pages):
        for placed in page.items:
            if placed.item.anchor:
                found.setdefault(placed.item.anchor, at)
    return found
