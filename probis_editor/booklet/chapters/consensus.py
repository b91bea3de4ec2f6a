"""Lembar Kesepakatan: per map the initials of those who answer for its lanes."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.booklet.blocks import BookBlock, Grid, plain
from probis_editor.booklet.chapters.telling import actors_of
from probis_editor.booklet.context import Context
from probis_editor.model.office import Cell

ROOM = "\u00a0<br/>\u00a0"
"""Two lines: room to write by hand."""


def blocks(context: Context) -> Iterator[BookBlock]:
    """A table with a row per lane of every cross-functional map; nothing without such maps."""
    rows: list[tuple[Cell, ...]] = []
    for record in context.document.maps():
        if record.kind != "cross_functional":
            continue
        actors = actors_of(context, record)
        for at, actor in enumerate(actors):
            row = (Cell(plain(actor)), Cell(), Cell(ROOM))
            rows.append((Cell(plain(context.caption(record)), down=len(actors)), *row) if at == 0 else row)
    if not rows:
        return
    yield context.front("consensus")
    yield from context.lead("chapter:consensus", "consensus_1")
    keys = ("column_map", "column_actor", "column_name", "column_initials")
    head = tuple(Cell(context.text(key)) for key in keys)
    yield Grid(rows=(head, *rows), widths=(0.32, 0.28, 0.24, 0.16))
