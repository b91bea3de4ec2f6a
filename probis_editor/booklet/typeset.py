"""Blocks to PDF: every block becomes items, the page maker places them, the painter draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from probis_editor.booklet import styles
from probis_editor.booklet.blocks import (
    Barrier,
    BookBlock,
    Clause,
    Contents,
    Cover,
    Figure,
    FigureList,
    Grid,
    Heading,
    Item,
    PageBreak,
    Para,
    SignatureBlock,
    SymbolTable,
    Table,
    TableList,
    listed_figures,
    listed_tables,
    merged,
    plain,
)
from probis_editor.booklet.clauses import ClauseItem
from probis_editor.booklet.contents import EntryItem
from probis_editor.booklet.cover import CoverItem
from probis_editor.booklet.figures import fit
from probis_editor.booklet.items import AnchorItem, ChapterItem, TextItem, other_settings, text_paragraph
from probis_editor.booklet.items import Item as PageItem
from probis_editor.booklet.lines import line_width
from probis_editor.booklet.markup import cleaned, without_tags
from probis_editor.booklet.measures import MM, STEP, Paper, paper_called, paper_of, upright
from probis_editor.booklet.pages import Page, PageMaker, Places
from probis_editor.booklet.paint import About, Mark, paint
from probis_editor.booklet.parts import figure_items
from probis_editor.booklet.signatures import SignatureItem
from probis_editor.booklet.symbols import SymbolItem
from probis_editor.booklet.tables import TableItem
from probis_editor.booklet.tags import Tag

ENTRY_INDENT = (0.0, 0.0, 6 * MM, 12 * MM, 18 * MM)
"""Indent of contents entries by level."""

NUMBER_GAP = 2.5 * MM


class Setting(NamedTuple):
    """How a book is set. `paper` is a key of `measures.PAPERS`, or one with its margins.

    `counting` as `pages.PageMaker` has it; `family` is "sans" or "serif"; `mark` the character in place of electronic
    signatures, `watermark` a word behind every page.
    """

    about: About
    paper: str | Paper = "a4"
    two_sided: bool = False
    language: str = "id"
    counting: str = "roman"
    family: str = "sans"
    mark: str = ""
    watermark: str = ""


class Typeset(NamedTuple):
    """A set book: the bytes, its pages, the places of its anchors, and what was marked for the structure."""

    data: bytes
    pages: list[Page]
    places: Places
    tags: list[Tag]


def typeset(
    blocks: Sequence[BookBlock],
    setting: Setting,
    laid: Callable[[], None] = lambda: None,
    drawn: Callable[[], None] = lambda: None,
) -> Typeset:
    """Set the blocks. The same blocks give the same bytes.

    `laid` is called for every page that is made, `drawn` for every page that is drawn; either may raise to stop.
    """
    places = Places()
    compositor = Compositor(blocks, setting, places, laid)
    pages = compositor.pages()
    places.take(pages)
    marks = [
        Mark(cleaned(f"{h.number} {without_tags(h.text)}"), h.level, h.anchor)
        for h in blocks
        if isinstance(h, Heading) and h.listed
    ]
    data, tags = paint(pages, places, marks, setting.about, setting.two_sided, drawn, setting.watermark)
    return Typeset(data, pages, places, tags)


class Compositor:
    """Hands the items of each block to a page maker."""

    def __init__(
        self,
        blocks: Sequence[BookBlock],
        setting: Setting,
        places: Places,
        step: Callable[[], None],
        maker: type[PageMaker] = PageMaker,
    ) -> None:
        self._blocks, self._setting, self._places = blocks, setting, places
        self._language = setting.language
        self._family = setting.family
        self._paper = paper_of(setting.paper)
        self._maker = maker(setting.paper, setting.two_sided, step, setting.counting)

    def pages(self) -> list[Page]:
        for at, block in enumerate(self._blocks):
            self._maker.block = at
            self._set(block, at)
        return self._maker.finish()

    def _set(self, block: BookBlock, at: int) -> None:
        maker = self._maker
        if isinstance(block, Heading):
            if block.level and (section := self._closing(at)) and maker.alone(section):
                maker.need(1.0)
            self._heading(block)
        elif isinstance(block, Para):
            signed = at + 1 < len(self._blocks) and isinstance(self._blocks[at + 1], SignatureBlock)
            maker.add(self._text(block.text, block.style, keep=block.keep or signed))
        elif isinstance(block, Item):
            self._item(block, at)
        elif isinstance(block, Figure):
            for part in figure_items(block, self._paper, self._language):
                maker.figure(part)
        elif isinstance(block, Table | Grid):
            self._table(merged(block) if isinstance(block, Table) else block)
        elif isinstance(block, PageBreak):
            if block.family:
                self._family = self._setting.family if block.family == "own" else block.family
            if block.paper:
                self._paper = paper_called(block.paper, self._setting.paper)
                maker.use(self._paper)
            if block.section:
                maker.section(block.section)
            else:
                maker.break_page()
        elif isinstance(block, Barrier):
            maker.barrier()
        elif isinstance(block, Cover):
            maker.add(CoverItem(block, upright(self._paper).depth))
        elif isinstance(block, Contents):
            self._contents(block)
        elif isinstance(block, FigureList):
            self._list([(b.anchor, b.label, b.title) for b in listed_figures(self._blocks)])
        elif isinstance(block, SymbolTable):
            maker.add(SymbolItem(block, self._language, self._family))
        elif isinstance(block, Clause):
            clause = ClauseItem(block, self._language, self._family)
            clause.keep = at + 1 < len(self._blocks) and isinstance(self._blocks[at + 1], SignatureBlock)
            maker.add(clause)
        elif isinstance(block, TableList):
            self._list([(b.anchor, b.label, b.title) for b in listed_tables(self._blocks)])
        else:
            self._signature(block)

    def _closing(self, at: int) -> list[PageItem]:
        """The heading at `at` and what follows it, if that is text and tables and a page ends behind it; else
        nothing. Plates count as nothing: they have their own pages."""
        found: list[BookBlock] = [self._blocks[at]]
        figures: list[Figure] = []
        for n in range(at + 1, len(self._blocks)):
            block = self._blocks[n]
            if isinstance(block, PageBreak) or (isinstance(block, Heading) and block.level == 0):
                break
            if isinstance(block, Para | Item | Table | Grid):
                found.append(block)
            elif isinstance(block, Figure):
                figures.append(block)
            elif not isinstance(block, Barrier):
                return []
        if not self._near(found) or any(fit(figure, self._paper).inline for figure in figures):
            return []
        made: list[PageItem] = []
        for block in found:
            if isinstance(block, Heading):
                made.append(self._head_item(block))
            elif isinstance(block, Para):
                made.append(self._text(block.text, block.style))
            elif isinstance(block, Item):
                indent = styles.INDENT * (block.level + 1)
                made.append(self._text(block.text, "item", False, indent))
            elif isinstance(block, Table | Grid):
                made += self._table_items(merged(block) if isinstance(block, Table) else block)
        return made

    def _near(self, blocks: Sequence[BookBlock]) -> bool:
        """Whether blocks may be about as high as what is left of the page: a guess, before anything is set."""
        high = 0.0
        for block in blocks:
            if isinstance(block, Table | Grid):
                high += 1.5 * styles.BODY_LEADING * (1 + len(block.rows))
            elif isinstance(block, Para | Item | Heading):
                high += styles.BODY_LEADING * (1.2 + len(block.text) / 75)
        return self._maker.near(high)

    def _item(self, block: Item, at: int) -> None:
        """An item; the first two and the last two of a list stay together."""
        around = [self._is_item(at + d) for d in (-1, 1, 2)]
        keep = around[1] and (not around[0] or not around[2])
        indent = styles.INDENT * (block.level + 1)
        self._maker.add(self._text(block.text, "item", keep, indent, cleaned(block.label)))

    def _is_item(self, at: int) -> bool:
        return 0 <= at < len(self._blocks) and isinstance(self._blocks[at], Item)

    def _text(
        self, text: str, name: str, keep: bool = False, indent: float = 0.0, label: str = "", anchor: str = ""
    ) -> TextItem:
        paragraph = text_paragraph(text, name, self._language, self._family)
        before, after = styles.BEFORE.get(name, 0.0), styles.AFTER.get(name, 0.0)
        another = other_settings(text, name, self._language, self._family)
        return TextItem(paragraph, before, after, keep, indent, label, anchor, another)

    def _heading(self, heading: Heading) -> None:
        maker = self._maker
        title = without_tags(heading.text)
        if heading.level == 0:
            maker.chapter(heading.head or cleaned(f"{heading.number} {title}"))
            if not heading.shown:
                maker.add(AnchorItem(heading.anchor))
                return
            maker.add(ChapterItem(heading.number, heading.text, heading.anchor, self._language, self._family))
            return
        if heading.room:
            maker.need(heading.room)
        maker.add(self._head_item(heading))

    def _head_item(self, heading: Heading) -> TextItem:
        name = f"h{min(heading.level, 4)}"
        size = styles.style(name, self._language, self._family).fontSize
        label = cleaned(heading.number)
        indent = line_width(label, size, True, self._family) + NUMBER_GAP if label else 0.0
        return self._text(heading.text, name, True, indent, label, heading.anchor)

    def _contents(self, block: Contents) -> None:
        found = [b for b in self._blocks if isinstance(b, Heading) and b.listed and b.level <= block.depth]
        hang = [self._hang([h.number for h in found if h.level == level], level == 0) for level in range(5)]
        for at, heading in enumerate(found):
            level = min(heading.level, 4)
            top = level == 0
            self._maker.add(
                EntryItem(
                    self._places,
                    heading.anchor,
                    cleaned(heading.number),
                    heading.text,
                    self._language,
                    ENTRY_INDENT[level],
                    hang[level] if heading.number else 0.0,
                    top,
                    STEP if top and at else 0.0,
                    self._family,
                )
            )

    def _list(self, found: list[tuple[str, str, str]]) -> None:
        """Entries of (anchor, label, title)."""
        hang = self._hang([label for _, label, _ in found], False)
        for anchor, label, title in found:
            self._maker.add(
                EntryItem(
                    self._places,
                    anchor,
                    cleaned(label),
                    plain(title),
                    self._language,
                    0.0,
                    hang,
                    family=self._family,
                )
            )

    def _table(self, table: Grid) -> None:
        for item in self._table_items(table):
            self._maker.add(item)

    def _table_items(self, table: Grid) -> Iterator[PageItem]:
        label = f"<b>{plain(table.label)}</b>" if table.label else ""
        text = "\u2002".join(part for part in (label, plain(table.title)) if part)
        if text:
            yield self._text(text, "tablecaption", True, anchor=table.anchor)
        elif table.anchor:
            yield AnchorItem(table.anchor)
        yield TableItem.of(table, self._language, self._family)

    def _hang(self, numbers: list[str], bold: bool) -> float:
        widest = max(
            (line_width(cleaned(n), styles.ENTRY_SIZE, bold, self._family) for n in numbers if n), default=0.0
        )
        return widest + NUMBER_GAP if widest else 0.0

    def _signature(self, block: SignatureBlock) -> None:
        self._maker.add(SignatureItem(block, self._setting.mark, self._family))
