"""Word's fields: numbers of pages, contents whose entries know their page, running heads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from probis_editor.booklet.word_parts import ENTRY, mark_name, points

HEAD_SIZE = 8.5
CODE, BEGIN, SEPARATE, END = "code", "begin", "separate", "end"


class Entry(NamedTuple):
    """A line of contents or of a list: its level (0 = a chapter) and the anchor of its place."""

    text: str
    level: int
    anchor: str


def count_pages(section: Any, roman: bool, silent: bool) -> None:
    """Page numbers from 1 at the foot of this section and those after it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    kind = OxmlElement("w:pgNumType")
    kind.set(qn("w:start"), "1")
    kind.set(qn("w:fmt"), "lowerRoman" if roman else "decimal")
    section._sectPr.find(qn("w:pgMar")).addnext(kind)
    section.footer.is_linked_to_previous = False
    if not silent:
        _folio(section.footer)


def _folio(footer: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _field(paragraph, "PAGE", "1")


def running_head(section: Any, heads: tuple[str, str], measure: float, opening: bool, numbered: bool) -> None:
    """Left and right head of a section's pages, `measure` points apart; its first one has none if it is `opening`."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import RGBColor

    header = section.header
    header.is_linked_to_previous = False
    paragraph = header.paragraphs[0]
    paragraph.style = "Normal"  # the style of headers has tab stops of its own
    for run in list(paragraph.runs):
        run._r.getparent().remove(run._r)
    stops = paragraph.paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(points(measure), WD_TAB_ALIGNMENT.RIGHT)
    if any(heads):
        run = paragraph.add_run("\t".join(heads))
        run.font.size, run.font.color.rgb = points(HEAD_SIZE), RGBColor(0x55, 0x55, 0x55)
    section.different_first_page_header_footer = opening
    if opening:
        section.first_page_header.is_linked_to_previous = False
        section.first_page_footer.is_linked_to_previous = False
        if numbered and not section.first_page_footer.paragraphs[0].runs:
            _folio(section.first_page_footer)


def contents(docx: Any, code: str, entries: Sequence[Entry], measure: float) -> None:
    """A field over several paragraphs, one an entry, which Word is asked to fill anew."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shown = list(entries) or [Entry("", 0, "")]
    for at, entry in enumerate(shown):
        paragraph = docx.add_paragraph(style=ENTRY)
        form = paragraph.paragraph_format
        form.left_indent = points(14 * max(0, entry.level - 1))
        form.tab_stops.add_tab_stop(points(measure), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        top = entry.level == 0
        if top and at:
            form.space_before = points(5.5)
        if at == 0:
            _mark(paragraph.add_run(), BEGIN, dirty=True)
            _code(paragraph.add_run(), code)
            _mark(paragraph.add_run(), SEPARATE)
        first = len(paragraph.runs)
        paragraph.add_run(entry.text + ("\t" if entry.anchor else ""))
        if entry.anchor:
            _field(paragraph, f"PAGEREF {mark_name(entry.anchor)} \\h", "")
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), mark_name(entry.anchor))
            paragraph._p.append(link)
            for run in paragraph.runs[first:]:
                run.bold = top or None
                link.append(run._r)
        if at == len(shown) - 1:
            _mark(paragraph.add_run(), END)


def _field(paragraph: Any, code: str, shown: str) -> None:
    for kind in (BEGIN, CODE, SEPARATE, "shown", END):
        run = paragraph.add_run(shown if kind == "shown" else "")
        if kind == CODE:
            _code(run, code)
        elif kind != "shown":
            _mark(run, kind)


def _mark(run: Any, kind: str, dirty: bool = False) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    if dirty:
        mark.set(qn("w:dirty"), "true")
    run._r.append(mark)


def _code(run: Any, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {code} "
    run._r.append(text)
