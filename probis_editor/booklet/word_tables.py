"""A table of the book as a real one of Word's: merged cells, head rows that every page repeats, fixed columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from probis_editor.booklet import rich
from probis_editor.booklet import word_parts as parts
from probis_editor.booklet.blocks import Grid, Item, plain
from probis_editor.booklet.markup import cleaned
from probis_editor.booklet.measures import STEP
from probis_editor.booklet.word_runs import runs
from probis_editor.model import cells, grids
from probis_editor.model.office import Cell


def table(
    docx: Any, grid: Grid, inches: float, boxed: bool = False, counted: Mapping[str, str] | None = None
) -> None:
    """Add the table, as wide as `inches`, in rules of three weights; small in a box of rules if `boxed`.

    `counted` as `word_runs.runs` has it.
    """
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Inches

    found = grids.areas(grid.rows)
    wide = max((area.column + area.cell.across for area in found), default=0)
    if not wide:
        return
    widths = grid.widths if len(grid.widths) == wide else (1.0,) * wide
    made = docx.add_table(rows=len(grid.rows), cols=wide)
    made.autofit = False
    ruled(made, grid.open, boxed)
    heads = max((a.row + a.cell.down for a in found if a.row < grid.heads), default=0)
    total = sum(widths)
    for at, row in enumerate(made.rows):
        form = row._tr.get_or_add_trPr()
        form.append(OxmlElement("w:cantSplit"))
        if at < heads:
            form.append(OxmlElement("w:tblHeader"))
    for column, share in zip(made.columns, widths, strict=True):
        column.width = Inches(inches * share / total)
    aligned = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
    # `table.cell` counts all rows anew at every call; the rows' own lists do not.
    places = [list(row.cells) for row in made.rows]
    for area in found:
        cell = places[area.row][area.column]
        last = places[area.row + area.cell.down - 1][area.column + area.cell.across - 1]
        if last is not cell:
            cell = cell.merge(last)
        cell.width = Inches(inches * sum(widths[area.column : area.column + area.cell.across]) / total)
        if area.row + area.cell.down == heads:
            _ruled_below(cell)
        for rest in cell.paragraphs[1:]:
            rest._p.getparent().remove(rest._p)
        if boxed and area.cell.down > 1:
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        style = parts.KOP if boxed else parts.CELL
        _fill(cell, area.cell, area.row < heads, aligned.get(area.cell.align), style, counted)
        tight = grid.open and heads < area.row and area.row + area.cell.down < len(grid.rows)
        for paragraph in cell.paragraphs:
            if tight:
                paragraph.paragraph_format.space_before = parts.points(STEP / 4)
                paragraph.paragraph_format.space_after = parts.points(STEP / 4)
            if area.row + area.cell.down <= heads:
                paragraph.paragraph_format.keep_with_next = True
    parts.after_table(docx, 5.5 if boxed else 15.5)


def _fill(
    cell: Any, given: Cell, bold: bool, align: Any, style: str, counted: Mapping[str, str] | None
) -> None:
    """The paragraphs of a cell; items hang as those of the text do."""
    blocks: list[tuple[str, Item | None]] = [(given.text, None)]
    if not cells.is_plain(given.text):
        found = rich.blocks(cells.paragraphs(given.text))
        blocks = [(getattr(one, "text", ""), one if isinstance(one, Item) else None) for one in found]
    for at, (text, item) in enumerate(blocks):
        paragraph = cell.paragraphs[0] if not at else cell.add_paragraph()
        paragraph.style = style
        if item is None:
            paragraph.alignment = align
            runs(paragraph, text, bold, counted)
        else:
            runs(paragraph, f"{plain(cleaned(item.label))}\t{text}", bold, counted)
            parts.hanging(paragraph, item.level, 16)


def ruled(table: Any, open_: bool = False, boxed: bool = False) -> None:
    """The rules of a table: heavy at its head and foot, fine between its rows; all around each cell if `boxed`."""
    from docx.oxml import OxmlElement

    rules = OxmlElement("w:tblBorders")
    sides = {"top": "8", "bottom": "8", "insideH": "" if open_ else "2"}
    if boxed:
        sides = {"top": "4", "left": "4", "bottom": "4", "right": "4", "insideV": "4"}
    for side, size in sides.items():
        rules.append(_rule(side, size))
    _put(table, rules)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_measure(side, CELL_SIDE))
    _put(table, margins)


CELL_SIDE = 100
"""Room beside a cell's text in twentieths of a point."""
_ORDER = (
    "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc",
    "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption",
)  # fmt: skip


def _measure(tag: str, size: int) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement("w:" + tag)
    made.set(qn("w:w"), str(size))
    made.set(qn("w:type"), "dxa")
    return made


def _rule(side: str, size: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement("w:" + side)
    made.set(qn("w:val"), "single" if size else "nil")
    if size:
        made.set(qn("w:sz"), size)
        made.set(qn("w:space"), "0")
        made.set(qn("w:color"), "000000")
    return made


def _ruled_below(cell: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    rules = OxmlElement("w:tcBorders")
    rules.append(_rule("bottom", "5"))
    form = cell._tc.get_or_add_tcPr()
    after = {
        qn("w:" + name)
        for name in ("shd", "noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark")
    }
    place = next((one for one in form if one.tag in after), None)
    if place is None:
        form.append(rules)
    else:
        place.addprevious(rules)


def _put(table: Any, property_: Any) -> None:
    """Add a property where the schema wants it."""
    from docx.oxml.ns import qn

    at = _ORDER.index(property_.tag.rpartition("}")[2])
    after = {qn("w:" + name) for name in _ORDER[at + 1 :]}
    place = next((one for one in table._tbl.tblPr if one.tag in after), None)
    if place is None:
        table._tbl.tblPr.append(property_)
    else:
        place.addprevious(property_)
