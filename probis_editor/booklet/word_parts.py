"""What python-docx has no call for: styles, bookmarks, pages, lists of symbols, signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from probis_editor.booklet.blocks import Figure, SignatureBlock, SymbolTable
from probis_editor.booklet.markup import cleaned
from probis_editor.booklet.measures import STEP, Sheet

CAPTION = "Caption"
TABLE_CAPTION = "Table Caption"
CENTER = "Body Center"
SMALL = "Body Small"
PICTURE = "Picture"
ENTRIES = ("toc 1", "toc 2", "toc 3", "toc 4", "toc 5")
LISTED = "table of figures"
"""The styles that Word gives the lines of contents and lists when it makes them anew."""
CELL = "Table Text"
KOP = "Map Head"
BOOKMAN = "Bookman Old Style"
"""The face of decrees: that of the offices' own programs, not embedded."""
FINE = 0.25
"""The stroke between the rows of a table, which Word adds to their height, in points."""
HIGHEST_SYMBOL = 44.0
"""In a list of symbols, in units."""

_NOT_A_NAME = re.compile(r"[^A-Za-z0-9_]")
PROPERTY = 255
"""Letters that a property of a Word file holds."""


def points(value: float) -> Any:
    """A length of Word's."""
    from docx.shared import Pt

    return Pt(value)


def styles(docx: Any, face: str, language: str, measure: float) -> None:
    """The book's styles: sizes, leading and spaces as on the printed page, `measure` points wide; its language."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    for lang in docx.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)
    left, middle, both = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
    rows: list[tuple[str, float, bool, Any, float, float]] = [
        ("Normal", 11, False, left, 0, 0),
        ("Body Text", 11, False, both, 0, 1.5 * STEP),
        ("List", 11, False, left, 0, 0.5 * STEP),
        (CENTER, 11, False, middle, 0, 1.5 * STEP),
        (SMALL, 9.5, False, left, 0, STEP),
        (PICTURE, 11, False, middle, 14, 11),
        (CAPTION, 9.5, False, middle, 0, 22),
        (TABLE_CAPTION, 9.5, False, left, 11, 5.5),
        (CELL, 9.5, False, left, (STEP - FINE) / 2, (STEP - FINE) / 2),
        (KOP, 8, False, left, 2, 2),
        (ENTRIES[0], 11, True, left, 5.5, 0),
        *((name, 11, False, left, 0, 0) for name in (*ENTRIES[1:], LISTED)),
        ("Title", 22, True, middle, 6, 6),
        ("Heading 1", 14, True, middle, 22, 27.5),
        ("Heading 2", 12, True, left, 22, 11),
        ("Heading 3", 12, True, left, 22, STEP),
        ("Heading 4", 11, True, left, 3 * STEP, STEP),
        ("Heading 5", 11, True, left, 3 * STEP, STEP),
    ]
    known = {style.name for style in docx.styles}
    for name, size, bold, align, before, after in rows:
        if name not in known:
            built_in = name in (*ENTRIES, LISTED)
            made = docx.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=built_in)
            made.base_style = docx.styles["Normal"]
        style = docx.styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.italic = face, points(size), bold, False
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn("w:" + theme), None)
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), face)
        form = style.paragraph_format
        form.alignment, form.space_before, form.space_after = align, points(before), points(after)
        form.line_spacing = (
            1.0 if name == PICTURE else points((3.0 if size >= 11 else 2.25) * STEP) if size < 14 else 1.2
        )
        form.widow_control = True
        if name == "Heading 1":
            form.line_spacing = points(22)
        for mark in style.element.pPr.findall(qn("w:contextualSpacing")):
            style.element.pPr.remove(mark)
        if name in (*ENTRIES, LISTED):
            form.tab_stops.add_tab_stop(points(measure), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            form.left_indent = points(17 * max(0, ENTRIES.index(name) - 1) if name in ENTRIES else 0)
            form.right_indent = points(0)
        if name != "Body Text":
            _whole_words(style.element)
        border = style.element.pPr.find(qn("w:pBdr")) if style.element.pPr is not None else None
        if border is not None:
            style.element.pPr.remove(border)


_BEHIND_HYPHENS = (
    "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd",
    "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection",
    "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr",
)  # fmt: skip
"""What the schema wants after the mark against hyphens."""


def _whole_words(style: Any) -> None:
    """No hyphenation: only running text is justified."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    form = style.get_or_add_pPr()
    after = {qn("w:" + name) for name in _BEHIND_HYPHENS}
    mark = OxmlElement("w:suppressAutoHyphens")
    place = next((one for one in form if one.tag in after), None)
    if place is None:
        form.append(mark)
    else:
        place.addprevious(mark)


def page(section: Any, sheet: Sheet) -> None:
    """The size and margins of a section."""
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn

    for kind in section._sectPr.findall(qn("w:pgNumType")):
        # A section begins as a copy of the one before it, but goes on counting.
        kind.attrib.pop(qn("w:start"), None)
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.width > sheet.height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = points(sheet.width), points(sheet.height)
    section.left_margin, section.right_margin = points(sheet.left), points(sheet.width - sheet.right)
    section.top_margin, section.bottom_margin = points(sheet.height - sheet.top), points(sheet.bottom)


def on_the_right(section: Any) -> None:
    """A section that begins on a page with an odd number."""
    from docx.enum.section import WD_SECTION

    section.start_type = WD_SECTION.ODD_PAGE


def after_table(docx: Any, space: float = 15.5) -> None:
    """The paragraph that Word wants behind a table, no higher than the space there."""
    form = docx.add_paragraph().paragraph_format
    form.line_spacing, form.space_after = points(1), points(space)


def new_page(docx: Any) -> None:
    """A page break."""
    docx.add_page_break()


def bookmark(paragraph: Any, anchor: str, number: int) -> None:
    """A place that links lead to."""
    start, end = marks(mark_name(anchor), number)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)


def marks(name: str, number: int) -> tuple[Any, Any]:
    """Begin and end of a place in the text."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    return start, end


def mark_name(anchor: str) -> str:
    return ("b_" + _NOT_A_NAME.sub("_", anchor))[:40]


def set_face(paragraph: Any, face: str) -> None:
    """The runs of a paragraph in a face of their own; "" = that of its style."""
    from docx.oxml.ns import qn

    for run in paragraph.runs if face else ():
        run.font.name = face
        fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:eastAsia", "w:cs"):
            fonts.set(qn(script), face)


def hanging(paragraph: Any, level: int, step: float = 23) -> None:
    """The indent of an item of a list, `step` points for every level."""
    form = paragraph.paragraph_format
    form.left_indent, form.first_line_indent = points(step * (level + 1)), points(-step)
    form.tab_stops.add_tab_stop(points(step * (level + 1)))


def clause(paragraph: Any, numbered: bool) -> None:
    """The columns of a decree's paragraph."""
    form = paragraph.paragraph_format
    stops = (91, 105, 128) if numbered else (91, 105)
    form.left_indent, form.first_line_indent = points(stops[-1]), points(-stops[-1])
    for stop in stops:
        form.tab_stops.add_tab_stop(points(stop))


def symbols(docx: Any, block: SymbolTable, inches: float) -> None:
    """The list of symbols."""
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Inches

    from probis_editor.booklet import word_pictures, word_tables

    made = docx.add_table(rows=0, cols=3)
    made.autofit = False
    word_tables.ruled(made)
    for row in block.rows:
        cells = made.add_row().cells
        for cell, share in zip(cells, (0.24, 0.26, 0.5), strict=True):
            cell.width = Inches(inches * share)
            cell.paragraphs[0].style = CELL
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        figure = Figure(anchor="", label="", title=row.name, picture=row.picture, bounds=row.bounds)
        cells[0].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        cells[0].paragraphs[0].paragraph_format.line_spacing = 1.0
        scale = min(1.0, (0.24 * inches - 0.2) * 96 / row.bounds.w, HIGHEST_SYMBOL / row.bounds.h)
        word_pictures.picture(cells[0].paragraphs[0], figure, row.bounds.w / 96.0 * scale)
        cells[1].paragraphs[0].add_run(cleaned(row.name)).bold = True
        cells[2].paragraphs[0].add_run(cleaned(row.text))
    after_table(docx)


def signatures(docx: Any, signers: Sequence[SignatureBlock], inches: float, face: str = "") -> None:
    """Signature blocks side by side, one alone at the right; a row that no page break goes through."""
    from docx.oxml import OxmlElement
    from docx.shared import Inches

    made = docx.add_table(rows=1, cols=2)
    row = made.rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, signer in zip(row.cells, [None, *signers][-2:], strict=True):
        cell.width = Inches(inches / 2)
        if signer is None:
            continue
        first = cell.paragraphs[0]
        first.style = CENTER
        first.paragraph_format.space_after = points(85)
        first.add_run("\n".join(cleaned(x) for x in (signer.place, *signer.before, *signer.title) if x))
        last = cell.add_paragraph(style=CENTER)
        if signer.name:
            name = last.add_run(cleaned(signer.name))
            name.bold = name.underline = True
        under = [cleaned(x) for x in (signer.rank, f"NIP {signer.nip}" if signer.nip else "") if x]
        if under:
            last.add_run("\n" + "\n".join(under))
        for paragraph in cell.paragraphs:
            set_face(paragraph, face)
    after_table(docx)
