"""Figures in Word: their head (kop), the picture as SVG with a PNG for programs without it, parts over pages."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from probis_editor.booklet import part_svg
from probis_editor.booklet.blocks import Figure, Grid, plain
from probis_editor.booklet.figures import FigureItem, caption_height
from probis_editor.booklet.kop import head_height
from probis_editor.booklet.markup import cleaned
from probis_editor.booklet.measures import INCH
from probis_editor.booklet.parts import PartItem
from probis_editor.model.office import Cell
from probis_editor.render.pdf import POINTS_PER_UNIT

DPI = 220.0
"""Of the pictures that programs show which cannot read SVG."""
_MOST_PIXELS = 6000.0
"""Across a picture, in either direction."""

_HEAD_MORE, _PLATE_MORE = 26.0, 14.0
"""Room for a head whose words take a further line; and between head, picture and caption; in points."""

_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def place(paragraph: Any, item: FigureItem) -> None:
    """A figure, or its part of a page, in the size that it has on paper."""
    if isinstance(item, PartItem):
        data, wide = item.raster(DPI), item.extent()[0]
        alt = cleaned(item.figure.alt or item.figure.title)
        shape = _shape(paragraph, data, wide / INCH, f"{alt} ({item.part + 1})")
        _add_svg(paragraph.part, shape, part_svg.part(item).encode("utf-8"))
        return
    wide = item.figure.bounds.w * POINTS_PER_UNIT * item.fit.scale
    picture(paragraph, item.figure, min(wide, _widest(item)) / INCH)


def _widest(item: FigureItem) -> float:
    """How wide a picture may be that has a page for itself, so that its head and caption stand there too."""
    if item.fit.inline:
        return item.fit.sheet.measure
    figure, sheet = item.figure, item.fit.sheet
    head = head_height(figure) + _HEAD_MORE if figure.head else 0.0
    room = sheet.depth - head - caption_height(figure, sheet.measure) - _PLATE_MORE
    return room * figure.bounds.w / figure.bounds.h


def overview(paragraph: Any, item: FigureItem) -> None:
    """Beside the caption of a part: the whole map small, the part framed."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Pt

    if not isinstance(item, PartItem):
        return
    form, measure = paragraph.paragraph_format, item.fit.sheet.measure
    form.alignment, form.line_spacing = 0, 1.0
    form.tab_stops.add_tab_stop(Pt(measure / 2), WD_TAB_ALIGNMENT.CENTER)
    form.tab_stops.add_tab_stop(Pt(measure), WD_TAB_ALIGNMENT.RIGHT)
    tab = paragraph.add_run("\t")
    paragraph._p.pPr.addnext(tab._r)
    paragraph.add_run("\t")
    data, wide = item.overview(DPI)
    shape = _shape(paragraph, data, wide / INCH, cleaned(item.figure.title))
    _add_svg(paragraph.part, shape, part_svg.overview(item).encode("utf-8"))


def picture(paragraph: Any, figure: Figure, inches: float) -> None:
    """A figure that wide, with its words for those who cannot see it."""
    from probis_editor.render import png, svg

    scale = min(1.0, _MOST_PIXELS / max(figure.bounds.w, figure.bounds.h) / DPI * 96.0)
    data = png.png(figure.picture, margin=0.0, dpi=DPI * scale)
    shape = _shape(paragraph, data, inches, cleaned(figure.alt or figure.title))
    _add_svg(paragraph.part, shape, svg.page(figure.picture, margin=0.0).encode("utf-8"))


def logo(paragraph: Any, data: bytes, high: float, alt: str) -> bool:
    """A logo, `high` points high, or wider where it is broad; False for a picture that cannot be read."""
    from PIL import Image

    try:
        with Image.open(BytesIO(data)) as found:
            made = found.convert("RGBA")
    except (OSError, ValueError):
        return False
    stream = BytesIO()
    made.save(stream, "PNG")
    _shape(paragraph, stream.getvalue(), high * min(1.5, made.width / made.height) / INCH, alt)
    return True


def head_grid(figure: Figure) -> Grid:
    """The figure's own head as a table: the office at the left, what identifies the map in two columns."""
    pairs = [(plain(name), plain(text)) for name, text in figure.head[1:]]
    pairs += [("", "")] * (len(pairs) % 2)
    rows = [
        tuple(
            Cell(text)
            for name, said in pairs[at : at + 2]
            for text in (name, f"<b>{said}</b>" if said else "")
        )
        for at in range(0, len(pairs), 2)
    ]
    office = Cell(f"<b>{plain(figure.head[0][1])}</b>", down=max(1, len(rows)), align="center")
    rows = [(office, *rows[0]), *rows[1:]] if rows else [(office,)]
    return Grid(rows=tuple(rows), widths=(0.24, 0.13, 0.25, 0.13, 0.25) if pairs else (1.0,), heads=0)


def _shape(paragraph: Any, data: bytes, inches: float, alt: str) -> Any:
    from docx.shared import Inches

    shape = paragraph.add_run().add_picture(BytesIO(data), width=Inches(inches))
    shape._inline.docPr.set("descr", alt)
    return shape


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
