"""BAB Proses Bisnis: level 0, relations, then every process of the tree with its maps and texts."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from probis_editor.booklet.blocks import Barrier, BookBlock, Heading, PageBreak, Para, Table, plain
from probis_editor.booklet.chapters import sipoc
from probis_editor.booklet.chapters.steps import steps_tables
from probis_editor.booklet.chapters.telling import children_told, map_told, referring
from probis_editor.booklet.context import Context
from probis_editor.model import numbering
from probis_editor.model.elements import Map
from probis_editor.model.office import Process

DEEPEST = 4


def blocks(context: Context) -> Iterator[BookBlock]:
    """Nothing where the document has no process tree (`others` then shows its maps)."""
    document = context.document
    top = numbering.children(document)
    if not top:
        return
    tr, names = context.tr, context.names
    yield context.chapter(
        tr("booklet.processes_of", office=names.office) if names.office else tr("booklet.processes")
    )
    yield context.section(_titled(context, "level0"))
    told = [*context.template("chapter:level0", "level0_1"), Para(text=_counts(context, top))]
    if context.profile.level0 == "table":
        yield from told
        yield _level0_table(context, top)
        for record in context.maps_of(""):
            if record.kind == "level0":
                context.replaced(record)
    else:
        yield from _plain_maps(context, "level0", told)
    if any(m.kind == "relation" for m in context.maps_of("")):
        yield context.section(_titled(context, "relation"))
        yield from _plain_maps(context, "relation", list(context.template("chapter:relation", "relation_1")))
    for group, members in grouped(context, top):
        yield from _group(context, group, members)


def _level0_table(context: Context, top: list[Process]) -> Table:
    """The processes of the top level, a column for each group."""
    found = grouped(context, top)
    columns = [[plain(context.process_name(p)) for p in members] for _, members in found]
    head = tuple(plain((group or context.tr("booklet.processes")).upper()) for group, _ in found)
    rows = tuple(itertools.zip_longest(*columns, fillvalue=""))
    return context.table(_titled(context, "level0"), head, rows, tuple(1.0 for _ in found))


def grouped(context: Context, top: list[Process]) -> list[tuple[str, list[Process]]]:
    """The processes of the top level by group, in the order of the settings; those of no group come last."""
    groups = list(context.document.settings.groups)
    groups += [name for name in dict.fromkeys(p.group for p in top) if name not in groups]
    found = [(name, [p for p in top if p.group == name]) for name in groups]
    return [(name, members) for name, members in found if members]


def _titled(context: Context, key: str) -> str:
    office = context.names.office
    return context.tr(f"booklet.{key}_of", office=office) if office else context.tr("booklet." + key)


def _counts(context: Context, top: list[Process]) -> str:
    parts = [
        context.tr("booklet.group_count", count=context.counted(len(members)), group=group)
        for group, members in grouped(context, top)
        if group
    ]
    if len(parts) < 2:
        return context.text("level0_all", count=context.counted(len(top)))
    return context.text("level0_groups", count=context.counted(len(top)), groups=context.listed(parts))


def _plain_maps(context: Context, kind: str, told: list[BookBlock]) -> Iterator[BookBlock]:
    """The maps of a kind that belong to no process, after the text that leads to them."""
    maps = [m for m in context.maps_of("") if m.kind == kind and not context.drawn(m)]
    figures = [figure for record in maps for figure in context.figures(record)]
    yield from referring(context, told, figures)
    yield from figures
    yield Barrier()


def _group(context: Context, group: str, members: list[Process]) -> Iterator[BookBlock]:
    below = numbering.tree(context.document)
    title = context.tr("booklet.group", group=group) if group else context.tr("booklet.processes")
    if context.names.office:
        title = f"{title} {context.names.office}"
    yield context.section(title, room=0.3)
    names = [context.process_name(p) for p in members]
    yield Para(
        text=context.text(
            "group_1", group=group, count=context.counted(len(names)), names=context.listed(names)
        )
    )
    if not any(_told(context, p, below) for p in members):
        yield _table(context, title, members)
        return
    for at, process in enumerate(members):
        if at:
            yield PageBreak()
        yield from _process(context, process, below, 0, at + 1)


def _told(context: Context, process: Process, below: dict[str, list[Process]]) -> bool:
    """Whether there is more to say of a process than its name."""
    own = context.maps_of(process.id) or below.get(process.id)
    return bool(own or context.narrative(f"process:{process.id}:intro"))


def _table(context: Context, title: str, members: list[Process]) -> Table:
    units = context.document.unit
    rows = []
    for process in members:
        parties = [unit.name for p in process.parties if (unit := units(p)) is not None]
        cells = (context.codes.get(process.id, ""), process.name, ", ".join(parties) or "–")
        rows.append(tuple(plain(cell) for cell in cells))
    head = tuple(context.text(key) for key in ("column_code", "column_process", "column_parties"))
    return context.table(title, head, tuple(rows), (0.1, 0.42, 0.48))


def _process(
    context: Context, process: Process, below: dict[str, list[Process]], depth: int, place: int
) -> Iterator[BookBlock]:
    children = below.get(process.id, [])
    maps = context.maps_of(process.id)
    yield Heading(
        text=plain(process.name),
        number=context.process_number(process, place, depth),
        level=min(depth + 2, DEEPEST),
        anchor="process-" + process.id,
        source="process:" + process.id,
        room=0.3 if not children else 0.2,
    )
    figures = [figure for record in maps for figure in context.figures(record)]
    intro = context.narrative(f"process:{process.id}:intro")
    if not intro:
        told = _drafted(context, process, maps, children)
        intro = [Para(text=told, source=f"text:process:{process.id}:intro")]
        if not children:
            context.find("no_intro", process=process.id, name=context.process_name(process))
    yield from referring(context, intro, figures)
    yield from figures
    if not maps and not children:
        context.find("no_map", process=process.id, name=context.process_name(process))
    if sipoc.wanted(context, depth) and (columns := sipoc.table(context, process)) is not None:
        yield columns
    if context.profile.steps:
        yield from (table for record in maps for table in steps_tables(context, record))
    yield from context.narrative(f"process:{process.id}:steps")
    yield Barrier()
    for at, child in enumerate(children, 1):
        yield from _process(context, child, below, depth + 1, at)


def _drafted(context: Context, process: Process, maps: list[Map], children: list[Process]) -> str:
    if children:
        return children_told(context, process, children)
    for record in maps:
        return map_told(context, record)
    return context.text("no_text", name=context.process_name(process))
