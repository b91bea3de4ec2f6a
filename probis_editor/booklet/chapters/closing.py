"""BAB Penutup, signed."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.booklet.blocks import BookBlock
from probis_editor.booklet.chapters.signature import signature
from probis_editor.booklet.context import Context


def blocks(context: Context) -> Iterator[BookBlock]:
    """Only an office's own book is closed and signed."""
    if not context.names.proper:
        return
    yield context.chapter(context.tr("booklet.closing"))
    yield from context.template("chapter:closing", "closing_1", "closing_2", "closing_3")
    yield from signature(context)
