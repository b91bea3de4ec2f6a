"""The signature block of the head of the office."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.booklet.blocks import BookBlock, SignatureBlock
from probis_editor.booklet.context import Context
from probis_editor.model.office import Person


def signature(context: Context) -> Iterator[BookBlock]:
    """Place and date, title, name, rank, NIP; nothing where the office names no head (a finding).

    Who the book names as knowing signs at the left.
    """
    head, book = context.document.office.head, context.document.book
    if not head.title and not head.name:
        if context.names.proper:
            context.find("no_head")
        return
    yield signer(context, place=", ".join(part for part in (book.place, book.date) if part))


def signer(context: Context, place: str = "", before: tuple[str, ...] = ()) -> SignatureBlock:
    """The block of the head, with the one who knows of it at the left."""
    book = context.document.book
    own = _block(context, context.document.office.head, place, before)
    if book.knowing is None:
        return own
    other = _block(context, book.knowing, "", (context.text("knowing"),))
    return SignatureBlock(
        place=own.place,
        title=own.title,
        name=own.name,
        rank=own.rank,
        nip=own.nip,
        before=own.before,
        field=own.field,
        other=other,
    )


def _block(context: Context, person: Person, place: str, before: tuple[str, ...]) -> SignatureBlock:
    title = tuple(line.strip() for line in person.title.upper().splitlines() if line.strip())
    if person.acting:
        # "a.n." stands before the one in whose name is signed; the signer's own office follows on the next line.
        title = (f"{person.acting} {title[0]}", *title[1:]) if title else (person.acting,)
    return SignatureBlock(
        place=place,
        title=title,
        name=person.name,
        rank=person.rank,
        nip=person.nip,
        before=before,
        field=context.field() if context.document.book.signing else "",
    )
