"""SOP sheets as files: PDF for printing and signing, .xlsx to be worked on."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from probis_editor.booklet.measures import Sheet, turned
from probis_editor.booklet.sop.columns import LEFT, NARROWEST_ACTOR, RIGHT, columns
from probis_editor.booklet.sop.identity import identity, identity_page
from probis_editor.booklet.sop.plan import planned
from probis_editor.booklet.sop.sheet import flow_page, heads_height
from probis_editor.booklet.sop.steps import SopTable, sop_table
from probis_editor.drawing.primitives import Group
from probis_editor.i18n import Translator
from probis_editor.model.document import Document
from probis_editor.model.elements import Map

UNIT = 0.75
"""Points of a unit."""
_MOST_ACTORS = 11
"""More columns of actors than this need A3."""


class NoStepsError(ValueError):
    """A map without steps has no SOP."""


def offered(document: Document) -> list[Map]:
    """The maps that an SOP can be made of: those with steps."""
    from probis_editor.layout.steps import rows

    return [one for one in document.maps() if rows(document, one.id)]


def titles(tr: Translator) -> dict[str, str]:
    """The heads of the columns that are not those of actors."""
    return {key: tr("sop.column." + key) for key in (*LEFT, *RIGHT)}


def pages(document: Document, record: Map, tr: Translator) -> tuple[Sheet, list[Group]]:
    """The paper and the pages of one map's SOP, each in units from the upper left corner of its frame.

    The book's paper turned, A3 where there are more actors than that can hold. Raises NoStepsError.
    """
    table = sop_table(document, record.id, tr)
    if not table.rows:
        raise NoStepsError(record.id)
    sheet = _sheet(document, table)
    wide, high = sheet.measure / UNIT, sheet.depth / UNIT
    shape = columns(table, titles(tr), wide)
    parts = planned(table, shape, high - heads_height(shape))
    said = identity(document, record, tr)
    spans = (tr("sop.actors"), tr("sop.standard"))
    total = len(parts) + 1
    made = [identity_page(said, wide, high, tr)]
    for at, part in enumerate(parts, start=2):
        count = tr("sop.page", n=at, total=total)
        made.append(flow_page(table, shape, part, tr("sop.of", title=said.title), count, spans))
    return sheet, made


def _sheet(document: Document, table: SopTable) -> Sheet:
    sheet = turned(document.book.paper)
    if len(table.actors) <= _MOST_ACTORS and len(table.actors) * NARROWEST_ACTOR * UNIT < sheet.measure / 2:
        return sheet
    return turned("a3")


def pdf(
    document: Document,
    maps: Iterable[Map],
    tr: Translator,
    step: Callable[[], None] = lambda: None,
) -> bytes:
    """The SOPs of the maps one after the other. The same document gives the same bytes. `step` is called once a map
    and may raise to stop. Raises NoStepsError for a map without steps."""
    from probis_editor.render.pdf import Sheet as PdfSheet
    from probis_editor.render.pdf import sheets_pdf

    found: list[PdfSheet] = []
    title = ""
    for record in maps:
        sheet, groups = pages(document, record, tr)
        title = title or groups[0].title
        found += [PdfSheet(group, sheet.width, sheet.height, sheet.left, sheet.top) for group in groups]
        step()
    return sheets_pdf(found, tr("sop.of", title=title))
