"""A table of the book as a real one of Word's: merged cells, head rows that every page repeats, fixed columns."""

from __future__ import annotations

from typing import Any

from probis_editor.booklet import rich
from probis_editor.booklet import word_parts as parts
from probis_editor.booklet.blocks import Grid, Item, plain
from probis_editor.booklet.markup import cleaned
from probis_editor.model import cells, grids
from probis_editor.model.office import Cell


def table(docx: Any, grid: Grid, inches: float) -> None:
    """Add the table, as wide as `inches`."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Inches

    found = grids.areas(grid.rows)
    wide = max((area.column + area.cell.across for area in found), default=0)
    if not wide:
        return
    widths = grid.widths if len(grid.widths) == wide else (1.0,) * wide
    made = docx.add_table(rows=len(grid.rows), cols=wide, style="Table Grid")
    made.autofit = False
    indent = OxmlElement("w:tblInd")
    indent.set(
        qn("w:w"), "108"
    )  # the padding of a cell, so that the rules and not the texts stand at the margin
    indent.set(qn("w:type"), "dxa")
    _put(made, indent)
    if grid.open:
        _open(made)
    total = sum(widths)
    for at, row in enumerate(made.rows):
        form = row._tr.get_or_add_trPr()
        form.append(OxmlElement("w:cantSplit"))
        if at < grid.heads:
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
        if grid.open and area.row < grid.heads:
            _ruled_below(cell)
        for rest in cell.paragraphs[1:]:
            rest._p.getparent().remove(rest._p)
        _fill(cell, area.cell, area.row < grid.heads, aligned.get(area.cell.align))
    docx.add_paragraph()


def _fill(cell: Any, given: Cell, bold: bool, align: Any) -> None:
    """The paragraphs of a cell; items hang as those of the text do."""
    blocks: list[tuple[str, Item | None]] = [(given.text, None)]
    if not cells.is_plain(given.text):
        found = rich.blocks(cells.paragraphs(given.text))
        blocks = [(getattr(one, "text", ""), one if isinstance(one, Item) else None) for one in found]
    for at, (text, item) in enumerate(blocks):
        paragraph = cell.paragraphs[0] if not at else cell.add_paragraph()
        paragraph.style = parts.SMALL
        if item is None:
            paragraph.alignment = align
            parts.runs(paragraph, text, bold=bold)
        else:
            parts.runs(paragraph, f"{plain(cleaned(item.label))}\t{text}", bold=bold)
            parts.hanging(paragraph, item.level, 16)


def _open(table: Any) -> None:
    """No rules between rows: its columns are lists, not its rows records."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    rules = OxmlElement("w:tblBorders")
    inside = OxmlElement("w:insideH")
    inside.set(qn("w:val"), "nil")
    rules.append(inside)
    _put(table, rules)


def _ruled_below(cell: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    rules = OxmlElement("w:tcBorders")
    foot = OxmlElement("w:bottom")
    foot.set(qn("w:val"), "single")
    foot.set(qn("w:sz"), "4")
    rules.append(foot)
    cell._tc.get_or_add_tcPr().append(rules)


def _put(table: Any, property_: Any) -> None:
    """Add a property where the schema wants it: before layout, margins of cells and look."""
    from docx.oxml.ns import qn

    after = {qn("w:" + name) for name in ("tblLayout", "tblCellMar", "tblLook")}
    place = next((one for one in table._tbl.tblPr if one.tag in after), None)
    if place is None:
        table._tbl.tblPr.append(property_)
    else:
        place.addprevious(property_)
