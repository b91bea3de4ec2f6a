"""BAB Tujuan dan Sasaran: the aims of the office, its goals with their indicators, the processes that serve them."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.booklet.blocks import BookBlock, Grid, Para, plain
from probis_editor.booklet.context import Context
from probis_editor.model import numbering
from probis_editor.model.affairs import Goal
from probis_editor.model.office import Cell, Process

AIMS = "chapter:aims"
MARK = "\u25cf"
MOST_COLUMNS = 12


def blocks(context: Context) -> Iterator[BookBlock]:
    """A chapter of its own; nothing where the office named neither aims nor goals."""
    if known(context):
        yield context.chapter(context.tr("booklet.goals_chapter"))
        yield from sections(context)


def known(context: Context) -> bool:
    """Whether there is anything to say."""
    return bool(_goals(context) or context.document.narrative(AIMS).blocks)


def sections(context: Context) -> Iterator[BookBlock]:
    """The sections on aims and on goals."""
    if context.document.narrative(AIMS).blocks:
        yield context.section(context.tr("booklet.aims"))
        yield from context.narrative(AIMS)
    goals = _goals(context)
    if not goals:
        return
    yield context.section(context.tr("booklet.goals"))
    yield from context.template("chapter:goals", "goals_1", count=context.counted(len(goals)))
    yield _indicators(context, goals)
    rows = _served(context, goals)
    if rows and 1 < len(goals) <= MOST_COLUMNS:
        yield Para(text=context.text("goals_2"), keep=True)
        yield _matrix(context, goals, rows)


def _goals(context: Context) -> list[Goal]:
    return sorted(context.document.of_type(Goal), key=lambda goal: (goal.order, goal.id))


def _indicators(context: Context, goals: list[Goal]) -> Grid:
    """A row for every indicator; the goal and its processes stand once beside them."""
    head = tuple(Cell(context.text("column_" + key)) for key in ("no", "goal", "indicator", "processes"))
    rows = [head]
    for at, goal in enumerate(goals, 1):
        named = [context.process_name(p) for i in goal.processes if (p := context.document.process(i))]
        down = max(len(goal.indicators), 1)
        first = (goal.indicators or ("\u2013",))[0]
        served = "<br/>".join(plain(name) for name in named) or "\u2013"
        rows.append(
            (
                Cell(f"{at}.", down=down),
                Cell(plain(goal.name), down=down),
                Cell(plain(first)),
                Cell(served, down=down),
            )
        )
        rows += [(Cell(plain(one)),) for one in goal.indicators[1:]]
    anchor, label = context.table_label()
    title = context.tr("booklet.goals_table")
    return Grid(rows=tuple(rows), widths=(0.06, 0.32, 0.32, 0.3), anchor=anchor, label=label, title=title)


def _served(context: Context, goals: list[Goal]) -> list[tuple[Process, list[bool]]]:
    """The processes of the top level that serve a goal, themselves or by one below them, and which goals."""
    document = context.document
    found = []
    for process in numbering.children(document):
        branch = {process.id, *(p.id for p in numbering.descendants(document, process.id))}
        marks = [not branch.isdisjoint(goal.processes) for goal in goals]
        if any(marks):
            found.append((process, marks))
    return found


def _matrix(context: Context, goals: list[Goal], rows: list[tuple[Process, list[bool]]]) -> Grid:
    """Processes against the numbers of goals."""
    head = (
        Cell(context.text("column_process"), down=2),
        Cell(context.text("column_goal"), across=len(goals), align="center"),
    )
    numbers = tuple(Cell(str(at), align="center") for at in range(1, len(goals) + 1))
    body = (
        (Cell(plain(context.process_name(p))), *(Cell(MARK if m else "", align="center") for m in marks))
        for p, marks in rows
    )
    anchor, label = context.table_label()
    share = min(0.5 / len(goals), 0.1)
    return Grid(
        rows=(head, numbers, *body),
        widths=(1 - share * len(goals), *(share for _ in goals)),
        heads=2,
        anchor=anchor,
        label=label,
        title=context.tr("booklet.goals_matrix"),
    )
