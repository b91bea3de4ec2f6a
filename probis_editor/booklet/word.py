"""The book as .docx: the same blocks with Word's own headings, captions, fields and pictures, to be edited further."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from probis_editor.booklet import word_fields, word_pictures, word_saved, word_tables
from probis_editor.booklet import word_parts as parts
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
from probis_editor.booklet.measures import INCH, STEP, Sheet, paper_called, upright
from probis_editor.booklet.styles import AFTER
from probis_editor.booklet.typeset import Setting
from probis_editor.booklet.word_cover import cover as put_cover
from probis_editor.booklet.word_fields import Counter, Entry, name_of
from probis_editor.booklet.word_plan import Plan
from probis_editor.booklet.word_runs import runs

if TYPE_CHECKING:
    from docx.document import Document as Docx

    from probis_editor.booklet.figures import FigureItem


def word(blocks: Sequence[BookBlock], setting: Setting, step: Callable[[], None] = lambda: None) -> bytes:
    """The blocks as .docx. The same blocks give the same bytes. `step` is called once a figure and may raise to stop.

    Contents and lists are fields that show their entries with the pages on which Word puts them, see `word_plan`.
    Wide maps stand on turned pages behind the text that fills the page before. Every chapter is a section, with its
    running head from its second page on.
    """
    return _Writer(blocks, setting, step).bytes()


_EDGE = 3.0
"""Over a picture at the head of a page, so that strokes at its edge are not cut."""
_PLATE_GAP = 6.0
"""Between a picture that fills its page and its caption, in points."""
CENTERED = 1
"""Word's number of it."""


class _Writer:
    def __init__(self, blocks: Sequence[BookBlock], setting: Setting, step: Callable[[], None]) -> None:
        import docx

        self._blocks, self._setting, self._step = blocks, setting, step
        self._docx: Docx = docx.Document()
        self._sheet = upright(setting.paper)
        self._fresh = True
        self._want = self._standing = self._sheet
        self._head, self._opening, self._numbered = "", False, False
        self._breaking = self._body = False
        self._face = ""
        self._plan = Plan(blocks, setting)
        self._counter = Counter()
        self._labels = {
            b.anchor: cleaned(b.label) for b in blocks if isinstance(b, Figure | Table | Grid) and b.label
        }
        face = "TeX Gyre Bonum" if setting.family == "serif" else "Arial"
        parts.styles(self._docx, face, setting.about.lang, self._sheet.measure)
        parts.page(self._docx.sections[0], self._sheet)
        self._bookmarks = 0

    def bytes(self) -> bytes:
        for at, block in enumerate(self._blocks):
            self._figures(at)
            if at in self._plan.broken:
                self._new_page()
            signed = at + 1 < len(self._blocks) and isinstance(self._blocks[at + 1], SignatureBlock)
            self._put(block, signed or self._held(at))
        self._figures(len(self._blocks))
        about = self._setting.about
        core = self._docx.core_properties
        core.title, core.author, core.subject = (
            cleaned(said)[: parts.PROPERTY] for said in (about.title, about.author, about.subject)
        )
        core.language = about.lang
        word_saved.prepare(self._docx, about.lang, self._setting.two_sided)
        return word_saved.saved(self._docx)

    def _held(self, at: int) -> bool:
        """Whether an item stays with the next one: the first two and the last two of a list stay together."""
        before, own, after, last = (
            0 <= n < len(self._blocks) and isinstance(self._blocks[n], Item) for n in range(at - 1, at + 3)
        )
        return own and after and not (before and last)

    def _put(self, block: BookBlock, keep: bool) -> None:
        if isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Para):
            self._para(block, keep)
        elif isinstance(block, Item):
            self._item(block, keep)
        elif isinstance(block, Table | Grid):
            self._table(merged(block) if isinstance(block, Table) else block)
        elif isinstance(block, PageBreak):
            self._break(block)
        elif isinstance(block, Barrier | Figure):
            return
        elif isinstance(block, Cover):
            self._cover(block)
        elif isinstance(block, Contents):
            self._contents(block)
        elif isinstance(block, FigureList):
            figures = [(b.label, b.title, b.anchor) for b in listed_figures(self._blocks)]
            self._list(figures, parts.CAPTION)
        elif isinstance(block, TableList):
            tables = [(b.label, b.title, b.anchor) for b in listed_tables(self._blocks)]
            self._list(tables, parts.TABLE_CAPTION)
        elif isinstance(block, SymbolTable):
            self._symbols(block)
        elif isinstance(block, Clause):
            self._clause(block, keep)
        else:
            self._signature(block)

    def _add(self, style: str, text: str = "", bold: bool = False) -> Any:
        """A paragraph with markup."""
        self._ready()
        paragraph = self._docx.add_paragraph(style=style)
        if self._fresh and style not in ("Title", "Heading 1"):
            paragraph.paragraph_format.space_before = parts.points(0)
        self._begin(paragraph)
        runs(paragraph, text, bold, self._labels)
        parts.set_face(paragraph, self._face)
        self._fresh = False
        return paragraph

    def _begin(self, paragraph: Any) -> None:
        """What is next on the page is this paragraph."""
        if self._breaking:
            paragraph.paragraph_format.page_break_before = True
        self._breaking = False

    def _begin_table(self) -> None:
        """What is next is a table, which knows no break before itself."""
        self._ready()
        if self._breaking:
            parts.new_page(self._docx)
        self._breaking = False

    def _heading(self, heading: Heading) -> None:
        if heading.level == 0:
            if self._breaking or not self._fresh:
                self._section(self._sheet)
            if self._body and self._setting.two_sided:
                parts.on_the_right(self._docx.sections[-1])
            title = without_tags(heading.text)
            self._head = heading.head or cleaned(f"{heading.number} {title}")
            self._opening = True
            self._dress()
        if not heading.shown:
            return
        text = "<br/>".join(p for p in (plain(cleaned(heading.number)), heading.text) if p)
        if heading.level:
            text = "\u2002".join(p for p in (plain(cleaned(heading.number)), heading.text) if p)
        style = "Title" if not heading.listed else f"Heading {min(heading.level, 4) + 1}"
        self._bookmark(self._add(style, text), heading.anchor)

    def _bookmark(self, paragraph: Any, anchor: str) -> None:
        self._bookmarks += 1
        parts.bookmark(paragraph, anchor, self._bookmarks)

    def _para(self, block: Para, keep: bool) -> None:
        style = {"center": parts.CENTER, "letterhead": parts.CENTER, "small": parts.SMALL}.get(
            block.style, "Body Text"
        )
        paragraph = self._add(style, block.text)
        paragraph.paragraph_format.keep_with_next = block.keep or keep or None
        if block.style in ("lead", "letterhead"):
            paragraph.paragraph_format.space_after = parts.points(AFTER[block.style])

    def _item(self, block: Item, keep: bool) -> None:
        paragraph = self._add("List", f"{plain(cleaned(block.label))}\t{block.text}")
        parts.hanging(paragraph, block.level)
        paragraph.paragraph_format.keep_with_next = keep or None

    def _figures(self, at: int) -> None:
        """The figures that stand before a block."""
        for item in self._plan.figures.get(at, ()):
            self._draw(item)

    def _draw(self, item: FigureItem) -> None:
        self._step()
        figure = item.figure
        if not item.fit.inline:
            self._want = item.fit.sheet
            self._breaking |= self._standing is self._want and not self._fresh
        self._ready()
        if figure.head:
            self._begin_table()
            word_tables.table(
                self._docx, word_pictures.head_grid(figure), item.fit.sheet.measure / INCH, True
            )
        if figure.above:
            self._caption(item, True)
        paragraph = self._docx.add_paragraph(style=parts.PICTURE)
        form = paragraph.paragraph_format
        if self._fresh:
            form.space_before = parts.points(_EDGE)
        self._begin(paragraph)
        if figure.above:
            form.space_before, form.space_after = parts.points(0), parts.points(4 * STEP)
        elif figure.head:
            form.space_before = parts.points(0)
        if not item.fit.inline:
            form.space_before, form.space_after = parts.points(_lift(item)), parts.points(_PLATE_GAP)
            if figure.above or figure.head:
                form.space_before = parts.points(0)
        form.keep_with_next = not figure.above
        word_pictures.place(paragraph, item)
        if not figure.above:
            self._caption(item, False)
        self._fresh = False
        self._want = self._sheet

    def _caption(self, item: FigureItem, keep: bool) -> None:
        figure = item.figure
        if not figure.label and not figure.title:
            return
        # Word counts and lists a figure over several pages once.
        counted = bool(figure.label) and item.part == 0
        paragraph = self._add(parts.CAPTION if counted else parts.SMALL)
        if counted:
            self._counter.write(paragraph, cleaned(figure.label), figure.anchor)
        else:
            paragraph.alignment = CENTERED
            runs(paragraph, f"<b>{plain(figure.label)}</b>")
        gap = "" if not figure.label else "<br/>" if figure.lines > 1 else "\u2002"
        runs(paragraph, gap + plain(figure.title))
        word_pictures.overview(paragraph, item)
        paragraph.paragraph_format.keep_with_next = keep
        if figure.above:
            paragraph.paragraph_format.space_before = parts.points(2 * STEP)
            paragraph.paragraph_format.space_after = parts.points(STEP)
        if not item.fit.inline:
            lift = _lift(item) if figure.above and not figure.head else 0.0
            paragraph.paragraph_format.space_before = parts.points(lift)
            paragraph.paragraph_format.space_after = parts.points(STEP if figure.above else 0)
        if item.part == 0:
            self._bookmark(paragraph, figure.anchor)

    def _table(self, table: Grid) -> None:
        if table.label or table.title:
            paragraph = self._add(parts.TABLE_CAPTION if table.label else parts.SMALL)
            if table.label:
                self._counter.write(paragraph, cleaned(table.label), table.anchor)
            runs(paragraph, ("\u2002" if table.label else "") + plain(table.title))
            paragraph.paragraph_format.keep_with_next = True
            self._bookmark(paragraph, table.anchor)
        self._begin_table()
        word_tables.table(self._docx, table, self._sheet.measure / INCH, counted=self._labels)
        self._fresh = False

    def _symbols(self, block: SymbolTable) -> None:
        self._begin_table()
        parts.symbols(self._docx, block, self._sheet.measure / INCH)
        self._fresh = False

    def _break(self, block: PageBreak) -> None:
        if block.family:
            self._face = parts.BOOKMAN if block.family == "serif" else ""
        if block.paper:
            self._sheet = upright(paper_called(block.paper, self._setting.paper))
            if block is not self._blocks[-1]:
                self._section(self._sheet)
            return
        if block.section:
            self._section(self._sheet)
            self._body = block.section == "body"
            roman = block.section == "front" and self._setting.counting == "roman"
            word_fields.count_pages(self._docx.sections[-1], roman, self._setting.counting == "none")
            self._numbered = self._setting.counting != "none"
        elif not self._fresh:
            self._new_page()

    def _new_page(self) -> None:
        if self._want is self._sheet and self._standing is self._sheet:
            # A break in a paragraph of its own would, after a full page, leave an empty one.
            self._breaking = self._fresh = True

    def _section(self, sheet: Sheet) -> None:
        from docx.enum.section import WD_SECTION

        parts.page(self._docx.add_section(WD_SECTION.NEW_PAGE), sheet)
        self._standing = self._want = sheet
        self._fresh, self._opening, self._breaking = True, False, False
        self._dress()

    def _ready(self) -> None:
        """A section of the sheet that what comes is to stand on."""
        if self._standing is self._want:
            return
        if self._fresh and not self._breaking:
            parts.page(self._docx.sections[-1], self._want)
            self._standing = self._want
            self._dress()
        else:
            self._section(self._want)

    def _dress(self) -> None:
        """The running head of the section."""
        section = self._docx.sections[-1]
        heads = (self._setting.about.head, self._head) if self._head else ("", "")
        word_fields.running_head(section, heads, self._standing.measure, self._opening, self._numbered)

    def _cover(self, cover: Cover) -> None:
        put_cover(self._docx, cover, self._sheet, cleaned(self._setting.about.author))
        self._fresh = False

    def _contents(self, block: Contents) -> None:
        found = [
            b
            for b in self._blocks
            if isinstance(b, Heading) and b.listed and b.shown and b.level <= block.depth
        ]
        entries = [
            self._entry(cleaned(h.number), without_tags(h.text), min(h.level, 4), h.anchor) for h in found
        ]
        self._entries(f'TOC \\o "1-{block.depth + 1}" \\h \\z \\u', entries)

    def _list(self, found: list[tuple[str, str, str]], style: str) -> None:
        entries = [self._entry(cleaned(label), cleaned(title), -1, anchor) for label, title, anchor in found]
        words = {name_of(cleaned(label)) for label, _, _ in found}
        one = words.pop() if len(words) == 1 else ""
        # What parts a style from its level depends on Word's region: there a semicolon where commas are for decimals.
        self._entries(f'TOC \\h \\z \\c "{one}"' if one else f'TOC \\h \\z \\t "{style};1"', entries)

    def _entry(self, number: str, title: str, level: int, anchor: str) -> Entry:
        gap = " " if level == 0 else "\u2002"
        return Entry(gap.join(x for x in (number, title) if x), level, anchor, self._plan.label(anchor))

    def _entries(self, code: str, entries: list[Entry]) -> None:
        self._begin_table()
        word_fields.contents(self._docx, code, entries)
        self._fresh = False

    def _clause(self, clause: Clause, keep: bool) -> None:
        lead = f"{plain(clause.lead)}\t:" if clause.lead else "\t"
        number = f"\t{plain(clause.number)}" if clause.number else ""
        paragraph = self._add("Body Text", f"{lead}{number}\t{clause.text}")
        parts.clause(paragraph, bool(clause.number))
        paragraph.paragraph_format.keep_with_next = keep or None

    def _signature(self, block: SignatureBlock) -> None:
        signers = [block] if block.other is None else [block.other, block]
        self._begin_table()
        parts.signatures(self._docx, signers, self._sheet.measure / INCH, self._face)
        self._fresh = False


def _lift(item: FigureItem) -> float:
    """What stands over a figure in the middle of its page, in points."""
    sheet = item.fit.sheet
    return max(0.0, (sheet.depth - item.height(sheet.measure)) / 2 - _EDGE)
