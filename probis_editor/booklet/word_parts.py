"""What python-docx has no call for: styles, fields, bookmarks, pictures as SVG, pages, a file without a clock."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Sequence
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from probis_editor.booklet.blocks import Figure, SignatureBlock, SymbolTable
from probis_editor.booklet.markup import cleaned
from probis_editor.booklet.measures import Sheet

CAPTION = "Caption"
TABLE_CAPTION = "Table Caption"
CENTER = "Body Center"
SMALL = "Body Small"
PICTURE = "Picture"
ENTRY = "Contents Entry"
BOOKMAN = "Bookman Old Style"
"""The face of decrees: that of the offices' own programs, not embedded."""

CAPTION_LINE = 12.5
FIGURE_SPACE = 52.0
"""What stands over and under a figure's picture with a caption of one line, in points."""

_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NOT_TEXT = re.compile(r"[\x00-\x20\x7f\ud800-\udfff\ufffe\uffff]+")
_NOT_A_NAME = re.compile(r"[^A-Za-z0-9_]")


def points(value: float) -> Any:
    """A length of Word's."""
    from docx.shared import Pt

    return Pt(value)


def styles(docx: Any, face: str) -> None:
    """The book's styles: sizes, leading and spaces as on the printed page."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    left, middle, both = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
    rows: list[tuple[str, float, bool, Any, float, float]] = [
        ("Normal", 11, False, left, 0, 0),
        ("Body Text", 11, False, both, 0, 8),
        ("List", 11, False, left, 0, 3),
        (CENTER, 11, False, middle, 0, 8),
        (SMALL, 9.5, False, left, 0, 6),
        (PICTURE, 11, False, middle, 11, 6),
        (CAPTION, 9.5, False, middle, 0, 18),
        (TABLE_CAPTION, 9.5, False, left, 11, 5),
        (ENTRY, 11, False, left, 0, 0),
        ("Title", 22, True, middle, 6, 6),
        ("Heading 1", 14, True, middle, 22, 27),
        ("Heading 2", 12, True, left, 22, 11),
        ("Heading 3", 12, True, left, 22, 6),
        ("Heading 4", 11, True, left, 16, 6),
        ("Heading 5", 11, True, left, 16, 6),
    ]
    known = {style.name for style in docx.styles}
    for name, size, bold, align, before, after in rows:
        if name not in known:
            docx.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = docx.styles["Normal"]
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
            1.0 if name == PICTURE else points(16.5 if size >= 11 else 12.5) if size < 14 else 1.2
        )
        form.widow_control = True
        border = style.element.pPr.find(qn("w:pBdr")) if style.element.pPr is not None else None
        if border is not None:
            style.element.pPr.remove(border)


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


def new_page(docx: Any) -> None:
    """A page break."""
    docx.add_page_break()


def bookmark(paragraph: Any, anchor: str, number: int) -> None:
    """A place that links lead to."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), mark_name(anchor))
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)


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


def runs(paragraph: Any, markup: str, bold: bool = False) -> None:
    """The runs of a block's markup; links lead to bookmarks."""
    reader = _Runs(paragraph, bold)
    reader.feed(markup)
    reader.close()


class _Runs(HTMLParser):
    def __init__(self, paragraph: Any, bold: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._paragraph, self._bold, self._italic = paragraph, int(bold), 0
        self._link: Any = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._paragraph.add_run().add_break()
        elif tag == "b":
            self._bold += 1
        elif tag == "i":
            self._italic += 1
        elif tag == "a":
            self._begin_link((dict(attrs).get("href") or "").removeprefix("#"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "b":
            self._bold = max(0, self._bold - 1)
        elif tag == "i":
            self._italic = max(0, self._italic - 1)
        elif tag == "a":
            self._link = None

    def handle_data(self, data: str) -> None:
        pieces = data.split("\t")
        for at, piece in enumerate(pieces):
            text = _NOT_TEXT.sub(" ", piece)
            if at:
                self._paragraph.add_run("\t")
            if text:
                run = self._paragraph.add_run(text)
                run.bold, run.italic = bool(self._bold) or None, bool(self._italic) or None
                if self._link is not None:
                    self._link.append(run._r)

    def _begin_link(self, anchor: str) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), mark_name(anchor))
        self._paragraph._p.append(link)
        self._link = link


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


def picture(paragraph: Any, figure: Figure, inches: float, dpi: float) -> None:
    """A figure: PNG, and SVG for programs that can read it, with its words for those who cannot see it."""
    from docx.shared import Inches

    from probis_editor.render import png, svg

    scale = min(1.0, 6000.0 / max(figure.bounds.w, figure.bounds.h) / dpi * 96.0)
    shape = paragraph.add_run().add_picture(
        BytesIO(png.png(figure.picture, margin=0.0, dpi=dpi * scale)), width=Inches(inches)
    )
    shape._inline.docPr.set("descr", cleaned(figure.alt or figure.title))
    _add_svg(paragraph.part, shape, svg.page(figure.picture, margin=0.0).encode("utf-8"))


def _add_svg(part: Any, shape: Any, data: bytes) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml.parser import parse_xml

    package = part.package
    count = sum(1 for one in package.iter_parts() if str(one.partname).endswith(".svg"))
    made = Part(PackURI(f"/word/media/picture{count + 1}.svg"), "image/svg+xml", data, package)
    relation = part.relate_to(made, RELATIONSHIP_TYPE.IMAGE)
    blip = shape._inline.graphic.graphicData.pic.blipFill.blip
    blip.append(
        parse_xml(
            f'<a:extLst xmlns:a="{_MAIN}"><a:ext uri="{_SVG_EXTENSION}"><asvg:svgBlip xmlns:asvg="{_SVG}"'
            f' xmlns:r="{_RELATION}" r:embed="{relation}"/></a:ext></a:extLst>'
        )
    )


def symbols(docx: Any, block: SymbolTable, inches: float) -> None:
    """The list of symbols."""
    from docx.shared import Inches

    made = docx.add_table(rows=0, cols=3, style="Table Grid")
    made.autofit = False
    for row in block.rows:
        cells = made.add_row().cells
        for cell, share in zip(cells, (0.24, 0.26, 0.5), strict=True):
            cell.width = Inches(inches * share)
            cell.paragraphs[0].style = SMALL
        figure = Figure(anchor="", label="", title=row.name, picture=row.picture, bounds=row.bounds)
        cells[0].paragraphs[0].style = PICTURE
        picture(cells[0].paragraphs[0], figure, min(0.24 * inches - 0.3, row.bounds.w / 96.0), 220.0)
        cells[1].paragraphs[0].add_run(row.name).bold = True
        cells[2].paragraphs[0].add_run(row.text)
    docx.add_paragraph()


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
            last.add_run(cleaned(signer.name)).bold = True
        under = [cleaned(x) for x in (signer.rank, f"NIP {signer.nip}" if signer.nip else "") if x]
        if under:
            last.add_run("\n" + "\n".join(under))
        for paragraph in cell.paragraphs:
            set_face(paragraph, face)
    docx.add_paragraph()


def saved(docx: Any) -> bytes:
    """The file, with fixed dates inside and out, and Word asked to fill its fields when it opens it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    update = OxmlElement("w:updateFields")
    update.set(qn("w:val"), "true")
    settings = docx.settings.element
    after = (settings.find(qn("w:" + n)) for n in ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat"))
    place = next((one for one in after if one is not None), None)
    if place is None:
        settings.append(update)
    else:
        place.addprevious(update)
    package = docx.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            package.rels.pop(key)
    core = docx.core_properties
    core.created = core.modified = dt.datetime(2000, 1, 1)
    core.comments, core.last_modified_by, core.revision = "", "", 1
    stream, result = BytesIO(), BytesIO()
    docx.save(stream)
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return result.getvalue()
