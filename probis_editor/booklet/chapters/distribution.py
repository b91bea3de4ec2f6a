"""Daftar Distribusi."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.booklet.blocks import BookBlock, Para, Table, plain
from probis_editor.booklet.context import Context


def blocks(context: Context) -> Iterator[BookBlock]:
    """Who gets a copy, with room for the receipt; nothing where nobody is named."""
    names = context.document.book.distribution
    if not names:
        return
    yield context.front("distribution")
    yield Para(text=context.text("distribution_1"), keep=True)
    head = tuple(
        context.text(key) for key in ("column_no", "column_receiver", "column_received", "column_initials")
    )
    rows = tuple((str(at), plain(name), "", "") for at, name in enumerate(names, 1))
    yield Table(head=head, rows=rows, widths=(0.08, 0.5, 0.24, 0.18))
