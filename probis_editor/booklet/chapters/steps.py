"""The table of steps of a cross-functional map."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from probis_editor.booklet.blocks import Table, plain
from probis_editor.booklet.context import Context
from probis_editor.layout.steps import rows
from probis_editor.model.elements import Map

_TOLD = ("task", "decision", "inclusive", "call")


def steps_tables(context: Context, record: Map) -> Iterator[Table]:
    """One table with number, deed, actor, inputs, time, outputs; nothing for other kinds of maps or without steps."""
    if record.kind != "cross_functional":
        return
    told = [row for row in rows(context.document, record.id) if row.kind in _TOLD]
    if not told:
        return
    head = tuple(
        context.text(key)
        for key in (
            "column_no",
            "column_deed",
            "column_actor",
            "column_inputs",
            "column_time",
            "column_outputs",
        )
    )
    cells = tuple(
        tuple(plain(cell) for cell in (str(at), row.text, row.actor, row.inputs, row.duration, row.outputs))
        for at, row in enumerate(told, 1)
    )
    title = context.tr("booklet.steps_of", name=context.caption(record))
    table = context.table(title, head, cells, (0.06, 0.31, 0.2, 0.19, 0.09, 0.15))
    yield replace(table, source="map:" + record.id)
