"""Kata Pengantar."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.booklet.blocks import BookBlock, PageBreak
from probis_editor.booklet.chapters.signature import signature
from probis_editor.booklet.context import Context


def blocks(context: Context) -> Iterator[BookBlock]:
    """The preface, signed. Always opens the front part; a bare file has no preface."""
    yield PageBreak(section="front")
    if not context.names.proper and not context.narrative("chapter:preface"):
        return
    yield context.front("preface")
    yield from context.template("chapter:preface", "preface_1", "preface_2", "preface_3", "preface_4")
    yield from signature(context)
