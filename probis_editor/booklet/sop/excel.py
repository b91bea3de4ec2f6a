"""An SOP as a workbook: the table in cells, the symbols and lines as shapes of the spreadsheet, all to be edited."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from probis_editor.booklet.measures import turned
from probis_editor.booklet.sop.columns import Column, cell, columns, head_height, row_height, stands
from probis_editor.booklet.sop.identity import Identity, identity
from probis_editor.booklet.sop.make import NoStepsError, titles
from probis_editor.booklet.sop.plan import Line, Sign, SopPage, planned
from probis_editor.booklet.sop.steps import CAPSULE, DIAMOND, SopTable, sop_table
from probis_editor.drawing import fonts
from probis_editor.drawing.primitives import TextStyle, pt
from probis_editor.geometry import Point, Rect
from probis_editor.i18n import Translator
from probis_editor.model.document import Document
from probis_editor.model.elements import Map

EMU = 9525
"""Of a unit."""
_WIDE = 1120.0
_HEADS = 3
"""Rows over the first step: the title and two rows of heads."""
_FONT = "Arial"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_SHAPES = {CAPSULE: "flowChartTerminator", DIAMOND: "flowChartDecision"}
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_LABEL = TextStyle(pt(8))
_NAMES = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def xlsx(document: Document, record: Map, tr: Translator) -> bytes:
    """The map's SOP as .xlsx with a sheet of identity and one of the table. The same document gives the same bytes.

    Raises NoStepsError for a map without steps.
    """
    import datetime as dt

    from openpyxl import Workbook
    from openpyxl.styles import Font

    table = sop_table(document, record.id, tr)
    if not table.rows:
        raise NoStepsError(record.id)
    wide = turned(document.book.paper).measure / 0.75
    shape = columns(table, titles(tr), max(wide, _WIDE))
    (page,) = planned(table, shape, float("inf"))
    book = Workbook()
    book.properties.created = book.properties.modified = dt.datetime(2000, 1, 1)
    # Widths of columns count digits of this font, which every office has or has a twin of.
    normal: Any = book._named_styles["Normal"]
    normal.font = Font(name=_FONT, size=10)
    said = identity(document, record, tr)
    first: Any = book.active
    first.title = tr("sop.identity")
    _identity_sheet(first, said, tr)
    second: Any = book.create_sheet(tr("sop.chart"))
    _table_sheet(second, table, shape, said, tr)
    raw = BytesIO()
    book.save(raw)
    return _with_drawing(raw.getvalue(), _drawing(shape, page))


def _identity_sheet(sheet: Any, said: Identity, tr: Translator) -> None:
    from openpyxl.styles import Alignment, Font

    rows = [("", said.office), ("", said.unit), *said.facts, (tr("sop.title"), said.title)]
    rows.append((tr("sop.approved"), "\n".join(said.approved)))
    rows += [(name, "\n".join(lines)) for name, lines in said.blocks]
    for name, text in rows:
        sheet.append([name, _clean(text)])
    for line in sheet.iter_rows():
        line[0].font = Font(name=_FONT, bold=True)
        line[1].font = Font(name=_FONT)
        for one in line:
            one.alignment = Alignment(vertical="top", wrap_text=True)
    sheet["B1"].font = Font(name=_FONT, bold=True, size=14)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 90


def _table_sheet(
    sheet: Any, table: SopTable, shape: tuple[Column, ...], said: Identity, tr: Translator
) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    sheet.append([_clean(tr("sop.of", title=said.title))])
    sheet["A1"].font = Font(name=_FONT, bold=True, size=13)
    actors = [at for at, column in enumerate(shape, start=1) if not column.key]
    standard = [at for at, c in enumerate(shape, start=1) if c.key in ("inputs", "duration", "outputs")]
    over = {actors[0]: tr("sop.actors"), standard[0]: tr("sop.standard")}
    spanned = {*actors, *standard}
    sheet.append([over.get(at) or ("" if at in spanned else c.title) for at, c in enumerate(shape, start=1)])
    sheet.append([_clean(c.title) if at in spanned else "" for at, c in enumerate(shape, start=1)])
    for row in table.rows:
        sheet.append(
            [
                row.number or "" if c.key == "number" else _clean(cell(row, c.key)) if c.key else ""
                for c in shape
            ]
        )
    for group in (actors, standard):
        sheet.merge_cells(start_row=2, end_row=2, start_column=group[0], end_column=group[-1])
    thin = Side(style="thin", color="8C9498")
    for line in sheet.iter_rows(min_row=2):
        for one in line:
            head, text = one.row <= _HEADS, shape[one.column - 1].key not in ("", "number")
            if isinstance(one.value, str):
                one.data_type = "s"
            one.border = Border(thin, thin, thin, thin)
            one.alignment = Alignment(
                horizontal=None if text and not head else "center", vertical="center", wrap_text=True,
                text_rotation=90 if one.row == _HEADS and one.column in actors and stands(shape[one.column - 1]) else 0,
            )  # fmt: skip
            if head:
                one.font = Font(name=_FONT, bold=True, size=9)
                one.fill = PatternFill("solid", fgColor="EDF0F1")
            else:
                one.font = Font(name=_FONT, size=9)
    for at in range(1, len(shape) + 1):
        if at not in spanned:
            sheet.merge_cells(start_row=2, end_row=_HEADS, start_column=at, end_column=at)
        # A spreadsheet counts widths in digits of seven units with five units between columns.
        sheet.column_dimensions[get_column_letter(at)].width = round((shape[at - 1].w - 5) / 7, 3)
    sheet.row_dimensions[2].height = 15
    sheet.row_dimensions[_HEADS].height = head_height(shape) * 0.75
    for at, row in enumerate(table.rows, start=_HEADS + 1):
        sheet.row_dimensions[at].height = row_height(row, shape) * 0.75
    sheet.freeze_panes = "C4"
    sheet.print_title_rows = "2:3"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)


# Shapes


def _drawing(shape: tuple[Column, ...], page: SopPage) -> str:
    parts: list[str] = []
    for line in page.lines:
        parts.append(_line(line, shape, page, len(parts) + 2))
        if line.label:
            parts.append(_label(line, shape, page, len(parts) + 2))
    for sign in page.signs:
        parts.append(_sign(sign, shape, page, len(parts) + 2))
    return f"{_HEAD}<xdr:wsDr {_NAMES}>{''.join(parts)}</xdr:wsDr>"


def _anchored(rect: Rect, shape: tuple[Column, ...], page: SopPage, inside: str) -> str:
    """The shape held by the two cells of its corners: it follows where a row or column has another size, as columns
    have in every program with other fonts."""
    corners = "".join(
        f"<xdr:{name}>{_corner(p, shape, page)}</xdr:{name}>"
        for name, p in (("from", Point(rect.x, rect.y)), ("to", Point(rect.right, rect.bottom)))
    )
    return f"<xdr:twoCellAnchor>{corners}{inside}<xdr:clientData/></xdr:twoCellAnchor>"


def _corner(p: Point, shape: tuple[Column, ...], page: SopPage) -> str:
    column = max(at for at, one in enumerate(shape) if one.x <= p.x or at == 0)
    row = max(at for at, top in enumerate(page.tops[:-1]) if top <= p.y or at == 0)
    across, down = max(0.0, p.x - shape[column].x), max(0.0, p.y - page.tops[row])
    return (
        f"<xdr:col>{column}</xdr:col><xdr:colOff>{_emu(across)}</xdr:colOff>"
        f"<xdr:row>{row + _HEADS}</xdr:row><xdr:rowOff>{_emu(down)}</xdr:rowOff>"
    )


def _emu(units: float) -> int:
    return round(units * EMU)


def _shape(key: int, name: str, rect: Rect, geometry: str, look: str, text: str = "") -> str:
    body = (
        '<xdr:txBody><a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle/><a:p>'
        '<a:r><a:rPr lang="id-ID" sz="800"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
        f'<a:latin typeface="{_FONT}"/></a:rPr>'
        f"<a:t>{escape(_clean(text))}</a:t></a:r></a:p></xdr:txBody>"
        if text
        else ""
    )
    return (
        f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="{key}" name="{name} {key}"/>'
        "<xdr:cNvSpPr/></xdr:nvSpPr>"
        f'<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{_emu(rect.w)}" cy="{_emu(rect.h)}"/></a:xfrm>'
        f"{geometry}{look}</xdr:spPr>{body}</xdr:sp>"
    )


def _sign(sign: Sign, shape: tuple[Column, ...], page: SopPage, key: int) -> str:
    preset = _SHAPES.get(sign.symbol, "flowChartProcess")
    geometry = f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>'
    look = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>' + _stroke("")
    return _anchored(sign.rect, shape, page, _shape(key, "Simbol", sign.rect, geometry, look))


def _stroke(end: str) -> str:
    return f'<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill><a:miter lim="800000"/>{end}</a:ln>'


def _line(line: Line, shape: tuple[Column, ...], page: SopPage, key: int) -> str:
    xs, ys = [p.x for p in line.points], [p.y for p in line.points]
    box = Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    steps = "".join(
        f"<a:{'lnTo' if at else 'moveTo'}>{_point(p, box)}</a:{'lnTo' if at else 'moveTo'}>"
        for at, p in enumerate(line.points)
    )
    path = f'<a:path w="{_emu(box.w)}" h="{_emu(box.h)}" fill="none">{steps}</a:path>'
    geometry = (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f"<a:pathLst>{path}</a:pathLst></a:custGeom>"
    )
    look = "<a:noFill/>" + _stroke('<a:tailEnd type="triangle" w="med" len="med"/>')
    return _anchored(box, shape, page, _shape(key, "Alur", box, geometry, look))


def _point(p: Point, box: Rect) -> str:
    return f'<a:pt x="{_emu(p.x - box.x)}" y="{_emu(p.y - box.y)}"/>'


def _label(line: Line, shape: tuple[Column, ...], page: SopPage, key: int) -> str:
    wide = fonts.width(line.label, _LABEL) + 2
    x = line.spot.x if line.anchor == "start" else line.spot.x - wide
    rect = Rect(x, line.spot.y - 9.0, wide, 11.0)
    look = "<a:noFill/><a:ln><a:noFill/></a:ln>"
    geometry = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    return _anchored(rect, shape, page, _shape(key, "Cabang", rect, geometry, look, line.label))


def _with_drawing(data: bytes, drawing: str) -> bytes:
    """The workbook with the drawing on its second sheet, and without the time of writing."""
    out = BytesIO()
    added = {
        "xl/drawings/drawing1.xml": drawing,
        "xl/worksheets/_rels/sheet2.xml.rels": (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_RELATIONS}/drawing" '
            'Target="../drawings/drawing1.xml"/></Relationships>'
        ),
    }
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        parts = {name: source.read(name) for name in source.namelist()}
        sheet = parts["xl/worksheets/sheet2.xml"].decode()
        here = f'<drawing xmlns:r="{_RELATIONS}" r:id="rId1"/></worksheet>'
        parts["xl/worksheets/sheet2.xml"] = sheet.replace("</worksheet>", here).encode()
        types = parts["[Content_Types].xml"].decode()
        one = f'<Override PartName="/xl/drawings/drawing1.xml" ContentType="{_DRAWING_TYPE}"/></Types>'
        parts["[Content_Types].xml"] = types.replace("</Types>", one).encode()
        core = parts["docProps/core.xml"]
        parts["docProps/core.xml"] = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]{8}Z", b"2000-01-01T00:00:00Z", core)
        for name, part in [*parts.items(), *((n, text.encode()) for n, text in added.items())]:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, part)
    return out.getvalue()
