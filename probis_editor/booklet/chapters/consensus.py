"""Lembar Kesepakatan: per map the initials of those who answer for its lanes."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.booklet.blocks import BookBlock, Para, Table, plain
from probis_editor.booklet.chapters.telling import actors_of
from probis_editor.booklet.context import Context


def blocks(context: Context) -> Iterator[BookBlock]:
    """A table with a row per lane of every cross-functional map; nothing without such maps."""
    rows = []
    for record in context.document.maps():
        if record.kind != "cross_functional":
            continue
        for at, actor in enumerate(actors_of(context, record)):
            rows.append((plain(context.caption(record)) if at == 0 else "", plain(actor), "", ""))
    if not rows:
        return
    yield context.front("consensus")
    yield Para(text=context.text("consensus_1"), keep=True)
    head = tuple(
        context.text(key) for key in ("column_map", "column_actor", "column_name", "column_initials")
    )
    yield Table(head=head, rows=tuple(rows), widths=(0.34, 0.26, 0.24, 0.16))
