"""Chapters that the office writes, from the house's text where it did not: their headings are numbered sections."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.booklet import templates
from probis_editor.booklet.blocks import BookBlock
from probis_editor.booklet.context import Context
from probis_editor.booklet.markup import without_tags
from probis_editor.model.office import Block


def principles(context: Context) -> Iterator[BookBlock]:
    """What a process map is, the principles it is made by, and the kinds of maps, each with an example."""
    yield from _chapter(context, "principles")


def method(context: Context) -> Iterator[BookBlock]:
    """The stages in which the map is made, put into force, watched and changed."""
    yield from _chapter(context, "method")


def _chapter(context: Context, name: str) -> Iterator[BookBlock]:
    """Only an office's own book has such a chapter."""
    if not context.names.proper:
        return
    yield context.chapter(context.tr("booklet." + name))
    slot = "chapter:" + name
    texts = context.document.narrative(slot).blocks or templates.blocks(slot, context.tr)
    yield from sections(context, slot, texts)


def sections(context: Context, slot: str, texts: tuple[Block, ...]) -> Iterator[BookBlock]:
    """A text whose headings of the first level are the chapter's sections."""
    part: list[Block] = []
    for block in texts:
        if block.kind == "h1":
            yield from context.said(part, slot)
            part = []
            yield context.section(without_tags(block.text))
        else:
            part.append(block)
    yield from context.said(part, slot)
