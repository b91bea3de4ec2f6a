"""Which unit has a part in which process: a matrix, or a list where the codes of the processes are too wide for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from probis_editor.booklet.blocks import BookBlock, Grid, Para, plain
from probis_editor.booklet.context import Context
from probis_editor.booklet.lines import line_width
from probis_editor.booklet.tables import SIDE
from probis_editor.commands import involved
from probis_editor.model import duties, grids, numbering, tokens
from probis_editor.model.office import Cell, Process, Unit

OWNS, TAKES_PART = "\u25cf", "\u25cb"
MEASURE = 455.0
"""The least width of a table in points: A4 and F4 with the widest margins that are usual."""

ROOM = 0.68
"""The share of it that columns of marks may take."""


def blocks(context: Context, units: Sequence[Unit]) -> Iterator[BookBlock]:
    """A section; nothing where no unit of these answers for a process or takes part in one.

    Single duties whose text refers to a process stand in a table of their own below.
    """
    top = numbering.children(context.document)
    parts = involved.by_process(context.document)
    rows = []
    for unit in units:
        marks = [_mark(unit, process, parts.get(process.id, ())) for process in top]
        if any(marks):
            rows.append((unit, marks))
    used = [at for at in range(len(top)) if any(marks[at] for _, marks in rows)]
    if not rows or len(used) < 2:
        return
    yield context.section(context.tr("booklet.shares"))
    yield Para(text=context.text("shares_1"), keep=True)
    processes = [top[at] for at in used]
    chosen = [(unit, [marks[at] for at in used]) for unit, marks in rows]
    codes = [context.codes.get(process.id, "") for process in processes]
    needed = [line_width(code, 9.5, True) + 2 * SIDE + 2 for code in codes]
    if all(codes) and sum(needed) <= ROOM * MEASURE:
        yield _matrix(context, codes, chosen, max(needed))
    else:
        yield _list(context, processes, chosen)
    yield from _duties(context, units)


def _duties(context: Context, units: Sequence[Unit]) -> Iterator[BookBlock]:
    document = context.document
    body = []
    for unit in units:
        for slot, block, ids in duties.served(document, unit):
            said = tokens.resolved(document, block.text, slot=slot, counted=context.counted)
            processes = [context.process_name(p) for i in ids if (p := document.process(i)) is not None]
            body.append([plain(unit.name), said.rstrip(".;"), "<br/>".join(plain(p) for p in processes)])
    if body:
        head = [context.text("column_" + key) for key in ("unit", "duty", "process")]
        anchor, label = context.table_label()
        title = context.tr("booklet.duties_table")
        rows = grids.plain([head, *body])
        yield Grid(rows=rows, widths=(0.24, 0.44, 0.32), heads=1, anchor=anchor, label=label, title=title)


def _mark(unit: Unit, process: Process, parts: Sequence[str]) -> str:
    if process.owner == unit.id:
        return OWNS
    return TAKES_PART if unit.id in parts else ""


def _matrix(context: Context, codes: list[str], rows: list[tuple[Unit, list[str]]], wide: float) -> Grid:
    head = (
        Cell(context.text("column_unit"), down=2),
        Cell(context.text("column_process"), across=len(codes), align="center"),
    )
    second = tuple(Cell(plain(code), align="center") for code in codes)
    body = ((Cell(plain(u.name)), *(Cell(mark, align="center") for mark in marks)) for u, marks in rows)
    names = max(line_width(unit.name, 9.5) for unit, _ in rows) + 2 * SIDE + 2
    share = max(wide / MEASURE, min(0.08, (1 - names / MEASURE) / len(codes)))
    widths = (1 - share * len(codes), *(share for _ in codes))
    return _numbered(context, (head, second, *body), widths, 2)


def _list(context: Context, processes: list[Process], rows: list[tuple[Unit, list[str]]]) -> Grid:
    head = [context.text("column_" + key) for key in ("unit", "owns", "takes_part")]
    body = [head]
    for unit, marks in rows:
        cells = [plain(unit.name)]
        for wanted in (OWNS, TAKES_PART):
            names = [context.process_name(p) for p, m in zip(processes, marks, strict=True) if m == wanted]
            cells.append("<br/>".join(plain(name) for name in names) or "\u2013")
        body.append(cells)
    return _numbered(context, grids.plain(body), (0.3, 0.35, 0.35), 1)


def _numbered(context: Context, rows: grids.Rows, widths: tuple[float, ...], heads: int) -> Grid:
    anchor, label = context.table_label()
    title = context.tr("booklet.shares_table")
    return Grid(rows=rows, widths=widths, heads=heads, anchor=anchor, label=label, title=title)
