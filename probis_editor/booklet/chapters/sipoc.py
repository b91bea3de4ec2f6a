"""SIPOC of a process: who gives what to it, and who gets what from it."""

from __future__ import annotations

from probis_editor.booklet.blocks import Table, plain
from probis_editor.booklet.context import Context
from probis_editor.commands import sipoc
from probis_editor.model.office import Process


def wanted(context: Context, depth: int) -> bool:
    """Whether the profile wants the table of a process this deep in the tree (0 = top)."""
    return context.profile.sipoc == "all" or (context.profile.sipoc == "top" and depth == 0)


def table(context: Context, process: Process) -> Table | None:
    """The five columns, each a list; None where nothing is known of any but the process itself."""
    found = sipoc.table(context.document, process.id)
    columns = {name: getattr(found, name) for name in sipoc.COLUMNS}
    if not any(value for name, value in columns.items() if name != "process"):
        return None
    cells = tuple("<br/>".join(plain(one) for one in value) or "\u2013" for value in columns.values())
    head = tuple(context.text("sipoc_" + name) for name in sipoc.COLUMNS)
    title = context.tr("booklet.sipoc_of", name=context.process_name(process))
    return context.table(title, head, (cells,), (0.19, 0.2, 0.22, 0.2, 0.19))
