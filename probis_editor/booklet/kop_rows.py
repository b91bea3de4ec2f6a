"""What the head of a map says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from probis_editor.booklet.words import day
from probis_editor.model import queries
from probis_editor.model.affairs import Revision
from probis_editor.model.elements import Map

if TYPE_CHECKING:
    from probis_editor.booklet.context import Context


def map_head(context: Context, record: Map) -> tuple[tuple[str, str], ...]:
    """(label, text): the office with label "", then code, name, kind, owner, number, revision and date where known."""
    document, tr = context.document, context.tr
    process = document.process(record.process) if record.process else None
    owner = document.unit(process.owner) if process is not None and process.owner else None
    revisions = document.of_type(Revision)
    last = max(revisions, key=lambda one: one.number, default=None)
    rows = (
        (tr("booklet.kop.code"), queries.code_of(document, record)),
        (tr("booklet.kop.kind"), tr("booklet.maps." + record.kind)),
        (tr("booklet.kop.name"), queries.title_of(document, record)),
        (tr("booklet.kop.owner"), owner.name if owner else ""),
        (tr("booklet.kop.revision"), str(last.number) if last else ""),
        (tr("booklet.kop.date"), day(last.date, tr) if last else document.book.date),
    )
    return (("", context.names.office.upper()), *((name, text) for name, text in rows if text))
