"""Riwayat Perubahan."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.booklet.blocks import BookBlock, Table, plain
from probis_editor.booklet.context import Context
from probis_editor.booklet.words import day
from probis_editor.model.affairs import Revision


def blocks(context: Context) -> Iterator[BookBlock]:
    """The determined revisions in their order; nothing where there is none."""
    found = sorted((r for r in context.document.of_type(Revision) if r.determined), key=lambda r: r.number)
    if not found:
        return
    yield context.front("revisions")
    rows = tuple(
        (
            str(r.number),
            plain(day(r.date, context.tr)),
            "<br/>".join(plain(t) for t in (r.note, *r.changes) if t) or "–",
        )
        for r in found
    )
    head = tuple(context.text(key) for key in ("column_revision", "column_date", "column_changes"))
    yield Table(head=head, rows=rows, widths=(0.12, 0.24, 0.64))
