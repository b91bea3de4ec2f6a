"""What a book says, neutral of how it is set: frozen blocks in reading order.

`text` of a block is markup: plain text with `&`, `<` and `>` escaped (`plain`) and the tags <b>, <i>, <br/> and
<a href="#anchor">. Anchors are unique in a book; a chapter that refers to a figure asks `numbers.Figures` first.

`source` says what in the document a block comes from, in the words of `seen`; "" = its chapter.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import msgspec

from probis_editor.drawing.primitives import Group
from probis_editor.geometry import Rect
from probis_editor.model import grids
from probis_editor.model.office import Cell


class Heading(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A heading; `level` 0 is a chapter (which starts a page), 1 to 4 stand below it.

    `number` is what counts it ("BAB I", "1.1", "P1.1.1", "" for none). `listed` puts it into the contents and the
    outline. `room` is the share of a page (0 to 1) that must be left for it; with less it starts a new page.
    `head` is the text of the running head, "" = the heading's own. One that is not `shown` only starts its page and
    stands in contents and outline; what follows says it in its own way.
    """

    text: str
    level: int
    anchor: str
    number: str = ""
    listed: bool = True
    shown: bool = True
    room: float = 0.0
    head: str = ""
    source: str = ""


class Para(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A paragraph. `style` is "body", "lead" (leads in a list, figure or table), "small" or "center".

    `keep` holds it on the page of what follows.
    """

    text: str
    style: str = "body"
    keep: bool = False
    source: str = ""


class Item(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An item of a list: `label` ("1.", "a.", "-") hangs before the text, `level` (0 to 4) indents both."""

    text: str
    label: str = ""
    level: int = 0
    source: str = ""


class Route(msgspec.Struct, frozen=True, array_like=True):
    """The line of a flow as drawn, in the frame of its picture."""

    points: tuple[tuple[float, float], ...]


class Splitting(msgspec.Struct, frozen=True, kw_only=True):
    """How a picture may be cut into pages, in its own frame: x (`cuts`) and y (`rows`) where no shape is cut.

    `header` is the width of the strips at its left edge, with the names of pools and lanes, that every page repeats.
    """

    cuts: tuple[float, ...] = ()
    rows: tuple[float, ...] = ()
    header: float = 0.0
    routes: tuple[Route, ...] = ()


class Figure(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A numbered picture with its caption: `label` ("Gambar 3.5"), then code and `title`.

    `picture` is a display list with its `bounds` (unit 1/96 inch). `map` and `plane` say what it shows.
    `above` puts the caption over the picture, `lines` 2 its title under its label. `head` is the map's own head
    (label, text), first the office's name with label "". `alt` says in words what is seen.
    `sheet` forces "text" (upright, in the text), "turned", "a3" or "split" (over pages); "" = as its texts ask.
    `width` is the share of the measure that it fills at most (0 = all). One without `label` is in no list. `block` is
    the id of the text block that it was.
    It may move to a later page, never before its place, and never past a `Barrier` or a chapter.
    """

    anchor: str
    label: str
    title: str
    picture: Group
    bounds: Rect
    map: str = ""
    plane: str = ""
    splitting: Splitting = Splitting()
    sheet: str = ""
    above: bool = False
    lines: int = 1
    head: tuple[tuple[str, str], ...] = ()
    alt: str = ""
    width: float = 0.0
    block: str = ""
    source: str = ""


class Table(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A table with a head row that is repeated on every page; `widths` are shares of the measure.

    A numbered table has an `anchor`, a `label` ("Tabel 3.1") and a `title`, both plain, which stand above it.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    anchor: str = ""
    label: str = ""
    title: str = ""
    source: str = ""


class Grid(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A table whose cells may be merged; its first `heads` rows are repeated on every page. One that is `open` has no
    rules between its rows: its columns are lists side by side.

    `rows` name the cells that begin in them (`model.grids`), their text is markup. `anchor`, `label` and `title` as in
    `Table`; one that is not numbered has no label. `block` is the id of the text block that it was.
    """

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    heads: int = 1
    anchor: str = ""
    label: str = ""
    title: str = ""
    block: str = ""
    source: str = ""
    open: bool = False


class PageBreak(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A new page. `section` "front" starts roman, "body" arabic numbers at 1; "" goes on counting.

    From here on the book is on `paper` and in `family` ("sans", "serif"), "" = as before; "own" = as it began.
    """

    section: str = ""
    paper: str = ""
    family: str = ""


class Barrier(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Figures that wait for their page come before whatever follows."""


class Cover(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The cover: a line for the region's government, the title in lines, the year, the address. Plain text."""

    title: tuple[str, ...]
    top: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    year: str = ""
    logo: bytes = b""


class Contents(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The table of contents: every listed heading down to `depth`, with its page."""

    depth: int = 4


class FigureList(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The list of figures: every figure's label and title, with its page."""


class TableList(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The list of tables: every numbered table's label and title, with its page."""


class SymbolRow(msgspec.Struct, frozen=True, kw_only=True):
    """One symbol of a list: its picture with the bounds, its name and what it means (plain text)."""

    picture: Group
    bounds: Rect
    name: str
    text: str


class SymbolTable(msgspec.Struct, frozen=True, kw_only=True):
    """Symbols with their meanings."""

    rows: tuple[SymbolRow, ...]


class Clause(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A paragraph of a decree: a lead-in ("Menimbang", "KESATU", "" after the first), a colon, a number, the text.

    `text` is markup. `colon` stands only with the first.
    """

    lead: str
    text: str
    number: str = ""


class SignatureBlock(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Place and date, office, 30 mm for pen or electronic mark, name, rank, NIP. Never alone on a page. Plain text.

    `before` are lines over the office ("Mengetahui,"). `field` names the electronic signature, "" for none: two blocks
    never have the same. `other` is who signs at the left of the same block.
    """

    place: str
    title: tuple[str, ...]
    name: str
    rank: str = ""
    nip: str = ""
    before: tuple[str, ...] = ()
    field: str = ""
    other: SignatureBlock | None = None


BookBlock: TypeAlias = (
    Heading
    | Para
    | Item
    | Figure
    | Table
    | Grid
    | PageBreak
    | Barrier
    | Cover
    | Contents
    | FigureList
    | TableList
    | SymbolTable
    | Clause
    | SignatureBlock
)


def listed_figures(blocks: Iterable[BookBlock]) -> list[Figure]:
    """The figures that a list of figures names: those with a number."""
    return [block for block in blocks if isinstance(block, Figure) and block.label]


def listed_tables(blocks: Iterable[BookBlock]) -> list[Table | Grid]:
    """The tables that a list of tables names: those with a number."""
    return [block for block in blocks if isinstance(block, Table | Grid) and block.label]


def merged(table: Table) -> Grid:
    """A plain table as one of cells."""
    return Grid(
        rows=grids.plain((table.head, *table.rows)),
        widths=table.widths,
        anchor=table.anchor,
        label=table.label,
        title=table.title,
        source=table.source,
    )


def plain(text: str) -> str:
    """Plain text as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def link(text: str, anchor: str) -> str:
    """Markup that leads to an anchor; `text` is plain."""
    return f'<a href="#{anchor}">{plain(text)}</a>'
