"""The cover."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.booklet.blocks import BookBlock, Cover
from probis_editor.booklet.context import Context


def blocks(context: Context) -> Iterator[BookBlock]:
    """The region's government, the title in lines, the period, the address."""
    names, office, book = context.names, context.document.office, context.document.book
    tr = context.tr
    if not names.proper:
        subtitle = (book.subtitle,) if book.subtitle else ()
        yield Cover(title=(names.title, *subtitle), year=names.period or names.year)
        return
    own = book.title.strip()
    title: tuple[str, ...] = (own.upper(),) if own else (tr("booklet.title").upper(), names.office.upper())
    if names.region and names.region.upper() not in " ".join(title):
        title += (names.region.upper(),)
    reach = [
        tr("booklet.phone", number=office.phone) if office.phone else "",
        tr("booklet.fax", number=office.fax) if office.fax else "",
    ]
    lines = [
        office.address,
        "   ".join(part for part in reach if part),
        "   ".join(part for part in (office.email, office.website) if part),
    ]
    yield Cover(
        top=(names.government.upper(),) if names.government else (),
        title=title,
        year=(names.period or names.year).upper(),
        foot=tuple(line for line in lines if line),
        logo=office.logo,
    )
