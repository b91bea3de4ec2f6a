"""Daftar Distribusi."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.booklet.blocks import BookBlock, Table, plain
from probis_editor.booklet.chapters.consensus import ROOM
from probis_editor.booklet.context import Context


def blocks(context: Context) -> Iterator[BookBlock]:
    """Who gets a copy, with room for the receipt; nothing where nobody is named."""
    names = context.document.book.distribution
    if not names:
        return
    yield context.front("distribution")
    yield from context.lead("chapter:distribution", "distribution_1")
    head = tuple(
        context.text(key) for key in ("column_no", "column_receiver", "column_received", "column_initials")
    )
    rows = tuple((str(at), plain(name), "", ROOM) for at, name in enumerate(names, 1))
    yield Table(head=head, rows=rows, widths=(0.08, 0.5, 0.24, 0.18))
