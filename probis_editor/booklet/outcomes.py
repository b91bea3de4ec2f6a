"""What comes of printing a map on a sheet in a size: how large its smallest text is, how many pages it takes."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from probis_editor.booklet import sizes
from probis_editor.booklet.context import Context
from probis_editor.booklet.measures import Paper
from probis_editor.booklet.parts import figure_items
from probis_editor.i18n import Translator
from probis_editor.model.document import Document

SHEETS = ("", "text", "turned", "a3", "split")
"""How a map may be put on paper: as its texts ask, upright in the text, turned, on folded A3, over several pages."""


class Outcome(msgspec.Struct, frozen=True, array_like=True):
    """For a choice of size (`sizes.SIZES`) and sheet (`SHEETS`): the smallest text in points (0 without text), the
    pages of its own (0 = it stands in the text), and the kinds of sheet it then has ("text", "turned", "a3")."""

    size: str
    sheet: str
    text: float
    pages: int
    on: str


def outcomes(document: Document, map_id: str, paper: Paper, language: str = "id") -> tuple[Outcome, ...]:
    """Every choice for a map, in the form that the document's book has; sizes first, those it can have. Empty for a
    map without anything on it."""
    from probis_editor.booklet.profile import chosen

    record = document.map(map_id)
    profile = chosen(document.book.profile, document.book.own_profile)
    offered = sizes.SIZES if sizes.can_resize(document, map_id) else (sizes.DRAWN,)
    found: list[Outcome] = []
    for size in offered:
        book = replace(document.book, sizes=((map_id, size),))
        sized = Document([book if r is document.book else r for r in document.records()])
        context = Context(sized, Translator(language), profile=profile)
        figures = context.figures(record)
        for sheet in SHEETS if figures else ():
            texts, pages, on = [], 0, ""
            for figure in figures:
                items = figure_items(replace(figure, sheet=sheet), paper, language)
                texts += [item.fit.text for item in items if item.fit.text > 0]
                pages += sum(1 for item in items if not item.fit.inline or len(items) > 1)
                on = on or items[0].fit.sheet.name
            found.append(Outcome(size, sheet, round(min(texts, default=0.0), 2), pages, on))
    return tuple(found)
