"""The book as .docx: the same blocks with Word's own headings, captions, fields and pictures, to be edited further."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from probis_editor.booklet import word_parts as parts
from probis_editor.booklet import word_tables
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
from probis_editor.booklet.markup import cleaned, without_tags
from probis_editor.booklet.measures import INCH, Sheet, paper_called, upright
from probis_editor.booklet.typeset import Setting

if TYPE_CHECKING:
    from docx.document import Document as Docx

DPI = 220.0
"""Of the pictures that programs show which cannot read SVG."""


def word(blocks: Sequence[BookBlock], setting: Setting, step: Callable[[], None] = lambda: None) -> bytes:
    """The blocks as .docx. The same blocks give the same bytes. `step` is called once a figure and may raise to stop.

    Contents and lists are fields that Word fills when it opens the file; until then they show their entries without
    page numbers.
    """
    return _Writer(blocks, setting, step).bytes()


class _Writer:
    def __init__(self, blocks: Sequence[BookBlock], setting: Setting, step: Callable[[], None]) -> None:
        import docx

        self._blocks, self._setting, self._step = blocks, setting, step
        self._docx: Docx = docx.Document()
        self._sheet = upright(setting.paper)
        self._fresh = True
        parts.styles(self._docx, "TeX Gyre Bonum" if setting.family == "serif" else "Arial")
        parts.page(self._docx.sections[0], self._sheet)
        self._bookmarks = 0

    def bytes(self) -> bytes:
        for block in self._blocks:
            self._put(block)
        about = self._setting.about
        core = self._docx.core_properties
        core.title, core.author = about.title, about.author
        core.subject, core.language = about.subject, about.lang
        return parts.saved(self._docx)

    def _put(self, block: BookBlock) -> None:
        if isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Para):
            self._para(block)
        elif isinstance(block, Item):
            self._item(block)
        elif isinstance(block, Figure):
            self._figure(block)
        elif isinstance(block, Table | Grid):
            self._table(merged(block) if isinstance(block, Table) else block)
        elif isinstance(block, PageBreak):
            self._break(block)
        elif isinstance(block, Barrier):
            return
        elif isinstance(block, Cover):
            self._cover(block)
        elif isinstance(block, Contents):
            self._contents(block)
        elif isinstance(block, FigureList):
            self._list([(b.label, b.title) for b in listed_figures(self._blocks)], parts.CAPTION)
        elif isinstance(block, TableList):
            self._list([(b.label, b.title) for b in listed_tables(self._blocks)], parts.TABLE_CAPTION)
        elif isinstance(block, SymbolTable):
            self._symbols(block)
        elif isinstance(block, Clause):
            self._clause(block)
        else:
            self._signature(block)

    def _add(self, style: str, text: str = "", bold: bool = False) -> Any:
        """A paragraph with markup."""
        paragraph = self._docx.add_paragraph(style=style)
        parts.runs(paragraph, text, bold)
        self._fresh = False
        return paragraph

    def _heading(self, heading: Heading) -> None:
        if not heading.shown:
            return
        if heading.level == 0 and not self._fresh:
            self._new_page()
        text = "<br/>".join(p for p in (plain(cleaned(heading.number)), heading.text) if p)
        if heading.level:
            text = "\u2002".join(p for p in (plain(cleaned(heading.number)), heading.text) if p)
        style = "Title" if not heading.listed else f"Heading {min(heading.level, 4) + 1}"
        self._bookmark(self._add(style, text), heading.anchor)

    def _bookmark(self, paragraph: Any, anchor: str) -> None:
        self._bookmarks += 1
        parts.bookmark(paragraph, anchor, self._bookmarks)

    def _para(self, block: Para) -> None:
        style = {"center": parts.CENTER, "letterhead": parts.CENTER, "small": parts.SMALL}.get(
            block.style, "Body Text"
        )
        paragraph = self._add(style, block.text)
        paragraph.paragraph_format.keep_with_next = block.keep or None

    def _item(self, block: Item) -> None:
        paragraph = self._add("List", f"{plain(cleaned(block.label))}\t{block.text}")
        parts.hanging(paragraph, block.level)

    def _figure(self, figure: Figure) -> None:
        from probis_editor.booklet.figures import fit

        self._step()
        placed = fit(figure, self._setting.paper)
        turned = placed.sheet.name != "text"
        if turned:
            self._section(placed.sheet)
        if figure.above:
            self._caption(figure, True)
        room = placed.sheet.measure
        wide = min(room, figure.bounds.w * 0.75 * placed.scale)
        paragraph = self._docx.add_paragraph(style=parts.PICTURE)
        paragraph.paragraph_format.keep_with_next = not figure.above
        parts.picture(paragraph, figure, wide / INCH, DPI)
        if not figure.above:
            self._caption(figure, False)
        self._fresh = False
        if turned:
            self._section(self._sheet)

    def _caption(self, figure: Figure, keep: bool) -> None:
        gap = "<br/>" if figure.lines > 1 else "\u2002"
        label = f"<b>{plain(figure.label)}</b>{gap}" if figure.label else ""
        if not label and not figure.title:
            return
        paragraph = self._add(parts.CAPTION if label else parts.CENTER, label + plain(figure.title))
        paragraph.paragraph_format.keep_with_next = keep
        self._bookmark(paragraph, figure.anchor)

    def _table(self, table: Grid) -> None:
        label = f"<b>{plain(table.label)}</b>" if table.label else ""
        text = "\u2002".join(part for part in (label, plain(table.title)) if part)
        if text:
            paragraph = self._add(parts.TABLE_CAPTION if label else parts.SMALL, text)
            paragraph.paragraph_format.keep_with_next = True
            self._bookmark(paragraph, table.anchor)
        word_tables.table(self._docx, table, self._sheet.measure / INCH)
        self._fresh = False

    def _symbols(self, block: SymbolTable) -> None:
        parts.symbols(self._docx, block, self._sheet.measure / INCH)
        self._fresh = False

    def _break(self, block: PageBreak) -> None:
        if block.paper:
            self._sheet = upright(paper_called(block.paper, self._setting.paper))
            if block is not self._blocks[-1]:
                self._section(self._sheet)
            return
        if block.section:
            self._section(self._sheet)
            roman = block.section == "front" and self._setting.counting == "roman"
            parts.count_pages(self._docx.sections[-1], roman, self._setting.counting == "none")
        elif not self._fresh:
            self._new_page()

    def _new_page(self) -> None:
        parts.new_page(self._docx)
        self._fresh = True

    def _section(self, sheet: Sheet) -> None:
        from docx.enum.section import WD_SECTION

        parts.page(self._docx.add_section(WD_SECTION.NEW_PAGE), sheet)
        self._fresh = True

    def _cover(self, cover: Cover) -> None:
        for line in cover.top:
            self._add(parts.CENTER, f"<b>{plain(line)}</b>")
        for at, line in enumerate(cover.title):
            paragraph = self._add("Title", plain(line))
            paragraph.paragraph_format.space_before = parts.points(150 if at == 0 else 6)
        for line in (cover.year, *cover.foot):
            self._add(parts.CENTER, plain(line))

    def _contents(self, block: Contents) -> None:
        found = [
            b
            for b in self._blocks
            if isinstance(b, Heading) and b.listed and b.shown and b.level <= block.depth
        ]
        entries = [(f"{cleaned(h.number)}  {without_tags(h.text)}".strip(), min(h.level, 4)) for h in found]
        parts.field(self._docx, f'TOC \\o "1-{block.depth + 1}" \\h \\z \\u', entries)
        self._fresh = False

    def _list(self, found: list[tuple[str, str]], style: str) -> None:
        entries = [(f"{label}  {title}".strip(), 0) for label, title in found]
        parts.field(self._docx, f'TOC \\h \\z \\t "{style};1"', entries)
        self._fresh = False

    def _clause(self, clause: Clause) -> None:
        lead = f"{plain(clause.lead)}\t:" if clause.lead else "\t"
        number = f"\t{plain(clause.number)}" if clause.number else ""
        paragraph = self._add("Body Text", f"{lead}{number}\t{clause.text}")
        parts.clause(paragraph, bool(clause.number))

    def _signature(self, block: SignatureBlock) -> None:
        signers = [block] if block.other is None else [block.other, block]
        parts.signatures(self._docx, signers, self._sheet.measure / INCH)
        self._fresh = False
