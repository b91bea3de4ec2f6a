"""Daftar Isi."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.booklet.blocks import BookBlock, Contents
from probis_editor.booklet.context import Context


def blocks(context: Context) -> Iterator[BookBlock]:
    """The table of contents."""
    yield context.front("contents")
    yield Contents(depth=context.profile.depth)
