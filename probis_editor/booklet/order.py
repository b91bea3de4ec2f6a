"""The last hand on the order of a book: maps at the end where the profile wants it, no list of what is not there."""

from __future__ import annotations

from collections.abc import Sequence

from probis_editor.booklet.blocks import (
    Barrier,
    BookBlock,
    Figure,
    FigureList,
    Grid,
    Heading,
    PageBreak,
    SignatureBlock,
    Table,
    TableList,
    plain,
)
from probis_editor.booklet.profile import Profile
from probis_editor.i18n import Translator

DECREE_END = PageBreak(paper="own", family="own")
"""What follows a decree."""

FEWEST_TABLES = 2
"""A list of one table would only repeat the contents."""

_LISTS = (("front-figures", FigureList), ("front-tables", TableList))


def arranged(
    blocks: Sequence[BookBlock], profile: Profile, tr: Translator, annex: Sequence[str] = ()
) -> list[BookBlock]:
    """The blocks as they are to be set; the maps of `annex` stand in an annex."""
    found = list(blocks)
    if profile.maps == "end":
        found = _at_the_end(found, frozenset(annex), tr)
    if annex:
        found = _annexed(found, frozenset(annex), tr)
    has = {
        FigureList: any(isinstance(b, Figure) and b.label for b in found) and profile.figures != "none",
        TableList: sum(1 for b in found if isinstance(b, Table | Grid) and b.label) >= FEWEST_TABLES,
    }
    for anchor, kind in _LISTS:
        if not has[kind]:
            found = [
                b
                for b in found
                if not isinstance(b, kind) and not (isinstance(b, Heading) and b.anchor == anchor)
            ]
    return found


def _annexed(blocks: list[BookBlock], maps: frozenset[str], tr: Translator) -> list[BookBlock]:
    """The figures of these maps on pages of their own: in the annex of a decree, before the signature that is repeated
    there; without one after everything else, under a heading."""
    moved = [b for b in blocks if isinstance(b, Figure) and not b.block and b.map in maps]
    if not moved:
        return blocks
    gone = {id(b) for b in moved}
    rest = [b for b in blocks if id(b) not in gone]
    begun = next((n for n, b in enumerate(rest) if isinstance(b, Heading) and b.anchor == "annex"), None)
    if begun is not None:
        signed = next(n for n in range(begun, len(rest)) if isinstance(rest[n], SignatureBlock))
        shown: list[BookBlock] = [part for figure in moved for part in (figure, PageBreak())]
        return [*rest[:signed], *shown[:-1], Barrier(), *rest[signed:]]
    title = tr("booklet.annex")
    tail: list[BookBlock] = [
        Heading(text=plain(title.upper()), level=0, anchor="annex", head=title, source="book")
    ]
    for figure in moved:
        tail += [figure, PageBreak()]
    return _behind(rest, tail)


def _at_the_end(blocks: list[BookBlock], annex: frozenset[str], tr: Translator) -> list[BookBlock]:
    """Every figure on a page of its own after everything but a decree; the text closes up.

    The maps of `annex` stay where they are.
    """
    # What a text shows by itself stays in the text.
    figures = [b for b in blocks if isinstance(b, Figure) and not b.block and b.map not in annex]
    if not figures:
        return blocks
    gone = {id(b) for b in figures}
    rest: list[BookBlock] = []
    own = True
    for block in blocks:
        if isinstance(block, PageBreak) and block.family:
            own = block.family == "own"
        # A decree keeps its pages.
        closes_up = isinstance(block, Barrier) or block == PageBreak()
        if id(block) not in gone and not (own and closes_up):
            rest.append(block)
    title = tr("booklet.maps_at_end")
    head = Heading(text=plain(title.upper()), level=0, anchor="maps", head=title, shown=False)
    tail: list[BookBlock] = [PageBreak(), head]
    for figure in figures:
        tail += [figure, PageBreak()]
    return _behind(rest, tail)


def _behind(blocks: list[BookBlock], tail: list[BookBlock]) -> list[BookBlock]:
    """The blocks with `tail` at their end, before a decree that ends the book."""
    decree = next((n for n, b in enumerate(blocks) if isinstance(b, PageBreak) and b.family == "serif"), None)
    if decree is None or blocks[-1] != DECREE_END:
        return [*blocks, *tail]
    return [*blocks[:decree], *tail, *blocks[decree:]]
