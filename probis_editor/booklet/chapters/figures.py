"""Daftar Gambar."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.booklet.blocks import BookBlock, FigureList
from probis_editor.booklet.context import Context


def blocks(context: Context) -> Iterator[BookBlock]:
    """The list of figures."""
    yield context.front("figures")
    yield FigureList()
