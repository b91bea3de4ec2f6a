"""The annex of one unit: only the cross-functional maps that it takes part in, numbered as in the whole book."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from probis_editor.booklet.blocks import (
    Barrier,
    BookBlock,
    Contents,
    Cover,
    Figure,
    FigureList,
    Grid,
    Heading,
    Item,
    PageBreak,
    Para,
    Table,
)
from probis_editor.booklet.book import Content, Told, told
from probis_editor.booklet.chapters import cover
from probis_editor.booklet.context import Context
from probis_editor.booklet.profile import chosen
from probis_editor.booklet.references import linked
from probis_editor.commands.involved import actors
from probis_editor.i18n import Translator
from probis_editor.model import unit_names
from probis_editor.model.document import Document
from probis_editor.model.office import Unit

_LINK = re.compile(r'<a href="#([^"]*)">(.*?)</a>', re.DOTALL)


def maps_of(document: Document, unit_id: str) -> frozenset[str]:
    """The ids of the cross-functional maps in which the unit, or one below it, has a lane.

    A lane of a collective unit is one of each of its members.
    """
    return frozenset(
        one.id
        for one in document.maps()
        if one.kind == "cross_functional"
        and any(unit_id in _standing_for(document, key) for _, key in actors(document, one.id) if key)
    )


def _standing_for(document: Document, lane_unit: str) -> set[str]:
    """The units that a lane's unit stands for, and all above them."""
    own = {lane_unit, *unit_names.roll_up(document, lane_unit)}
    return own | {upper.id for key in own for upper in unit_names.above(document, key)}


def offered(document: Document) -> list[Unit]:
    """The units that have such maps, in the order of the list; outside parties are none."""
    found = sorted(document.of_type(Unit), key=lambda unit: (unit.order, unit.id))
    return [unit for unit in found if unit.kind != "party" and maps_of(document, unit.id)]


def content(unit: Unit) -> Content:
    """What puts the annex of the unit together, for `book.make`."""

    def made(document: Document, tr: Translator, step: Callable[[], None], name: str) -> Told:
        whole, findings = told(document, tr, step, name)
        maps = maps_of(document, unit.id)
        blocks = list(_annex(document, tr, name, unit, linked(document, whole), maps))
        return _alive(blocks), [one for one in findings if one.map in maps]

    return made


def _annex(
    document: Document, tr: Translator, name: str, unit: Unit, whole: list[BookBlock], maps: frozenset[str]
) -> Iterator[BookBlock]:
    context = Context(
        document, tr, file=name, profile=chosen(document.book.profile, document.book.own_profile)
    )
    title = tr("booklet.annex_of.title")
    for block in cover.blocks(context):
        if isinstance(block, Cover):
            office = context.names.office or context.names.title
            lines = (title.upper(), unit.name.upper(), office.upper())
            yield replace(block, title=tuple(dict.fromkeys(lines)))
    sections = [section for section in _sections(whole) if _shows(section, maps)]
    shown = [b for section in sections for b in section if isinstance(b, Figure) and b.map in maps]
    yield PageBreak(section="front")
    if any(figure.label for figure in shown):
        yield context.front("figures")
        yield FigureList()
    else:
        yield context.front("contents")
        yield Contents(depth=1)
    yield PageBreak(section="body")
    head = f"{title} {unit.name}"
    yield Heading(
        text=context.text("annex_of.head", unit=unit.name).upper(), level=0, anchor="annex", head=head
    )
    yield Para(text=context.text("annex_of.text", unit=unit.name, count=context.counted(len(maps))))
    for section in sections:
        for block in section:
            if isinstance(block, Heading):
                yield replace(block, level=1)
            elif not isinstance(block, Figure) or block.map in maps or block.block:
                yield block
        yield Barrier()


def _sections(blocks: Iterable[BookBlock]) -> Iterator[list[BookBlock]]:
    """The pieces of a book that begin with a heading under a chapter and end before whatever begins another."""
    rest = iter(blocks)
    found: list[BookBlock] = []
    for block in rest:
        if isinstance(block, Heading | PageBreak):
            if found:
                yield found
            found = [block] if isinstance(block, Heading) and block.level > 0 else []
        elif found:
            found.append(block)
    if found:
        yield found


def _shows(section: list[BookBlock], maps: frozenset[str]) -> bool:
    return any(isinstance(b, Figure) and b.map in maps and not b.block for b in section)


def _alive(blocks: list[BookBlock]) -> list[BookBlock]:
    """The blocks, links to what is not among them as plain words."""
    anchors = {b.anchor for b in blocks if isinstance(b, Heading | Figure | Table | Grid)}

    def said(text: str) -> str:
        return _LINK.sub(lambda m: m.group() if m.group(1) in anchors else m.group(2), text)

    return [replace(b, text=said(b.text)) if isinstance(b, Para | Item) else b for b in blocks]
