"""The signature block of the head of the office."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.booklet.blocks import BookBlock, SignatureBlock
from probis_editor.booklet.context import Context


def signature(context: Context) -> Iterator[BookBlock]:
    """Place and date, title, name, rank, NIP; nothing where the office names no head (a finding)."""
    head, book = context.document.office.head, context.document.book
    if not head.title and not head.name:
        if context.names.proper:
            context.find("no_head")
        return
    title = tuple(line.strip() for line in head.title.upper().splitlines() if line.strip())
    if head.acting:
        title = (f"{head.acting} {title[0]}", *title[1:]) if title else (head.acting,)
    yield SignatureBlock(
        place=", ".join(part for part in (book.place, book.date) if part),
        title=title,
        name=head.name,
        rank=head.rank,
        nip=head.nip,
    )
