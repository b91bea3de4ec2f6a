"""Word's fields: numbers of pages, contents whose entries know their page, running heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from probis_editor.booklet import word_parts as parts
from probis_editor.booklet.markup import writable
from probis_editor.booklet.word_parts import ENTRIES, LISTED, mark_name, points

HEAD_SIZE = 8.5
LABELS = 100_000
"""The marks of labels are numbered from here on, those of anchors below it."""
CODE, BEGIN, SEPARATE, END = "code", "begin", "separate", "end"


class Entry(NamedTuple):
    """A line of contents or of a list: its level (0 = a chapter, -1 = none), its place's anchor and page number."""

    text: str
    level: int
    anchor: str
    page: str = ""


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
    field(paragraph, "PAGE", "1")


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
        run = paragraph.add_run("\t".join(map(writable, heads)))
        run.font.size, run.font.color.rgb = points(HEAD_SIZE), RGBColor(0x55, 0x55, 0x55)
    section.different_first_page_header_footer = opening
    if opening:
        section.first_page_header.is_linked_to_previous = False
        section.first_page_footer.is_linked_to_previous = False
        if numbered and not section.first_page_footer.paragraphs[0].runs:
            _folio(section.first_page_footer)


def contents(docx: Any, code: str, entries: Sequence[Entry]) -> None:
    """A field over several paragraphs, one an entry; Word makes them anew, in the same styles, when it is asked to."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shown = list(entries) or [Entry("", -1, "")]
    for at, entry in enumerate(shown):
        paragraph = docx.add_paragraph(style=LISTED if entry.level < 0 else ENTRIES[entry.level])
        if at == 0:
            paragraph.paragraph_format.space_before = points(0)
            _mark(paragraph.add_run(), BEGIN)
            _code(paragraph.add_run(), code)
            _mark(paragraph.add_run(), SEPARATE)
        first = len(paragraph.runs)
        paragraph.add_run(entry.text + ("\t" if entry.anchor else ""))
        if entry.anchor:
            field(paragraph, f"PAGEREF {mark_name(entry.anchor)} \\h", entry.page)
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), mark_name(entry.anchor))
            link.set(qn("w:history"), "1")
            paragraph._p.append(link)
            for run in paragraph.runs[first:]:
                link.append(run._r)
        if at == len(shown) - 1:
            _mark(paragraph.add_run(), END)


class Counter:
    """Numbers captions as Word does: the number that ends a label is a field that counts on from the one before.

    Where a chapter begins anew, its first caption says so itself: other programs know no counting by chapters.
    """

    def __init__(self) -> None:
        self._last: dict[str, int] = {}
        self._labels = 0

    def write(self, paragraph: Any, label: str, anchor: str = "") -> None:
        """The label, bold, its number a field; between the marks that references to `anchor` take their words from."""
        word, number = name_of(label), number_of(label)
        first = len(paragraph.runs)
        if not word:
            paragraph.add_run(label)
        else:
            code = f"SEQ {word} \\* ARABIC"
            if number != self._last.get(word, 0) + 1:
                code += f" \\r {number}"
            self._last[word] = number
            paragraph.add_run(label[: -len(str(number))])
            field(paragraph, code, str(number))
        made = paragraph.runs[first:]
        for run in made:
            run.bold = True
        if anchor:
            self._labels += 1
            start, end = parts.marks(label_name(anchor), LABELS + self._labels)
            made[0]._r.addprevious(start)
            made[-1]._r.addnext(end)


def label_name(anchor: str) -> str:
    """The name of the marks round a label. Word shows no names that begin so."""
    return ("_Ref" + mark_name(anchor))[:40]


def reference(paragraph: Any, anchor: str, label: str) -> None:
    """Another place's label, which Word fills anew when that one has changed, in the face that it has here."""
    field(paragraph, f"REF {label_name(anchor)} \\h \\* MERGEFORMAT", label)


_COUNTED = re.compile(r"^(\w+)\b.*?([1-9]\d*)$")


def name_of(label: str) -> str:
    """What a label counts: "Gambar 3.5" -> "Gambar"; "" where no number ends it."""
    found = _COUNTED.match(label)
    return found[1] if found else ""


def number_of(label: str) -> int:
    """The number that ends a label, 0 for none."""
    found = _COUNTED.match(label)
    return int(found[2]) if found else 0


def field(paragraph: Any, code: str, shown: str) -> None:
    """A field with what it shows until Word fills it."""
    for kind in (BEGIN, CODE, SEPARATE, "shown", END):
        run = paragraph.add_run(shown if kind == "shown" else "")
        if kind == CODE:
            _code(run, code)
        elif kind != "shown":
            _mark(run, kind)


def _mark(run: Any, kind: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run._r.append(mark)


def _code(run: Any, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {code} "
    run._r.append(text)
