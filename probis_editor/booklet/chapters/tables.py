"""Daftar Tabel."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.booklet.blocks import BookBlock, TableList
from probis_editor.booklet.context import Context


def blocks(context: Context) -> Iterator[BookBlock]:
    """The list of tables; `book.assemble` drops it where the book has no numbered table."""
    yield context.front("tables")
    yield TableList()
