"""Lembar Pengesahan."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.booklet.blocks import BookBlock
from probis_editor.booklet.chapters.signature import signature
from probis_editor.booklet.context import Context


def blocks(context: Context) -> Iterator[BookBlock]:
    """The sheet on which the head puts the book into force."""
    if not context.names.proper:
        return
    yield context.front("approval")
    yield from context.template("chapter:approval", "approval_1", "approval_2")
    yield from signature(context)
