"""Daftar Singkatan."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.booklet.blocks import BookBlock, Table, plain
from probis_editor.booklet.context import Context
from probis_editor.model.affairs import Term


def blocks(context: Context) -> Iterator[BookBlock]:
    """The terms of the document by their letters; nothing without terms."""
    terms = sorted(context.document.of_type(Term), key=lambda term: (term.short.casefold(), term.short))
    if not terms:
        return
    yield context.front("abbreviations")
    rows = tuple((plain(term.short), plain(term.long)) for term in terms)
    head = (context.text("column_short"), context.text("column_long"))
    yield Table(head=head, rows=rows, widths=(0.22, 0.78))
