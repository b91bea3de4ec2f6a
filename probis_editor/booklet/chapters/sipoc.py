"""SIPOC of a process: who gives what to it, and who gets what from it."""

from __future__ import annotations

from itertools import zip_longest

from probis_editor.booklet.blocks import Grid, plain
from probis_editor.booklet.chapters.shares import MEASURE
from probis_editor.booklet.context import Context
from probis_editor.booklet.lines import line_width
from probis_editor.booklet.tables import SIDE
from probis_editor.layout import sipoc
from probis_editor.model import grids
from probis_editor.model.office import Process


def wanted(context: Context, depth: int) -> bool:
    """Whether the profile wants the table of a process this deep in the tree (0 = top)."""
    return context.profile.sipoc == "all" or (context.profile.sipoc == "top" and depth == 0)


def table(context: Context, process: Process) -> Grid | None:
    """The five columns, each a list; None where nothing is known of any but the process itself."""
    found = sipoc.table(context.document, process.id)
    columns = {name: getattr(found, name) for name in sipoc.COLUMNS}
    if not any(value for name, value in columns.items() if name != "process"):
        return None
    head = tuple(context.text("sipoc_" + name) for name in sipoc.COLUMNS)
    body = zip_longest(
        *((plain(one) for one in value or ("\u2013",)) for value in columns.values()), fillvalue=""
    )
    anchor, label = context.table_label()
    title = context.tr("booklet.sipoc_of", name=context.process_name(process))
    rows = grids.plain((head, *body))
    return Grid(rows=rows, widths=_widths(head, found), anchor=anchor, label=label, title=title, open=True)


def _widths(head: tuple[str, ...], found: sipoc.Table) -> tuple[float, ...]:
    """No word is broken; what is left goes to the columns that say more."""
    words = [" ".join((name, *column)).split() for name, column in zip(head, found, strict=True)]
    least = [max(line_width(word, 9.5, True) for word in of) + 2 * SIDE + 2 for of in words]
    spare = max(MEASURE - sum(least), 0.0)
    said = [sum(len(text) + 4 for text in column) ** 0.5 for column in found]
    total = sum(said) or 1.0
    return tuple(round(one + spare * more / total, 1) for one, more in zip(least, said, strict=True))
