"""Lembar Kesepakatan: per map the initials of those who answer for its lanes."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.booklet.blocks import BookBlock, Grid, Para, plain
from probis_editor.booklet.context import Context
from probis_editor.commands.involved import actors
from probis_editor.model.office import Cell

ROOM = "\u00a0<br/>\u00a0"
"""Two lines: room to write by hand."""


def blocks(context: Context) -> Iterator[BookBlock]:
    """A table with a row per lane of every cross-functional map; nothing without such maps.

    Outside parties are asked only where the profile wants them; else a line says that they are not.
    """
    rows: list[tuple[Cell, ...]] = []
    left_out = False
    for record in context.document.maps():
        if record.kind != "cross_functional":
            continue
        found = dict(actors(context.document, record.id))
        names = [
            name
            for name, key in found.items()
            if context.profile.party_initials or not _outside(context, key)
        ]
        left_out |= len(names) < len(found)
        for at, name in enumerate(names):
            row = (Cell(plain(name)), Cell(), Cell(ROOM))
            rows.append((Cell(plain(context.caption(record)), down=len(names)), *row) if at == 0 else row)
    if not rows:
        return
    yield context.front("consensus")
    yield from context.lead("chapter:consensus", "consensus_1")
    if left_out:
        yield Para(text=context.text("consensus_outside"), keep=True)
    keys = ("column_map", "column_actor", "column_name", "column_initials")
    head = tuple(Cell(context.text(key)) for key in keys)
    yield Grid(rows=(head, *rows), widths=(0.32, 0.28, 0.24, 0.16))


def _outside(context: Context, unit: str) -> bool:
    found = context.document.unit(unit) if unit else None
    return found is not None and found.kind == "party"
