"""Sentences made from the maps themselves, for what the office has not written."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from probis_editor.booklet.blocks import BookBlock, Figure, Para, link
from probis_editor.booklet.context import Context
from probis_editor.kinds import Family, family
from probis_editor.model import queries
from probis_editor.model.elements import Map
from probis_editor.model.office import Process

MOST_NAMES = 12


def with_reference(context: Context, text: str, figures: Sequence[Figure]) -> str:
    """A text (markup) with the sentence that leads to its figures, in the words of the first one's kind of map."""
    if not figures:
        return text
    links = [link(figure.label or figure.title, figure.anchor) for figure in figures]
    shown = context.listed(links)
    if len(links) > 3:
        shown = context.tr("booklet.range", first=links[0], last=links[-1])
    kind = context.document.map(figures[0].map).kind
    return f"{text} {context.tr('booklet.reference.' + kind, figures=shown)}".strip()


def referring(context: Context, told: Sequence[BookBlock], figures: Sequence[Figure]) -> list[BookBlock]:
    """Blocks of text with the sentence that leads to the figures at the end of the last paragraph."""
    last = told[-1] if told else None
    if isinstance(last, Para) and last.style == "body":
        return [*told[:-1], replace(last, text=with_reference(context, last.text, figures))]
    alone = with_reference(context, "", figures)
    return [*told, Para(text=alone)] if alone else list(told)


def map_told(context: Context, record: Map) -> str:
    """How many steps and decisions a map has, and who takes part; markup."""
    document = context.document
    nodes = document.nodes(record.id)
    steps = sum(1 for n in nodes if family(n.kind) is Family.ACTIVITY)
    decisions = sum(1 for n in nodes if n.kind in ("gateway.exclusive", "gateway.inclusive"))
    names = actors_of(context, record)
    about = {"name": context.caption(record), "steps": context.counted(steps)}
    if not steps:
        return context.text("map_bare", **about)
    text = context.text("map_steps", **about)
    if decisions:
        text = context.text("map_decisions", decisions=context.counted(decisions), **about)
    if 2 <= len(names) <= MOST_NAMES:
        count = context.counted(len(names))
        text += " " + context.text("map_actors", count=count, actors=context.listed(names))
    return text


def actors_of(context: Context, record: Map) -> list[str]:
    """The names of a map's lanes, and of its pools without lanes, each once."""
    document = context.document
    actors: list[str] = []
    for pool in queries.pools(document, record.id):
        lanes = queries.lanes(document, record.id, pool.id)
        actors += [lane.name for lane in lanes] or [pool.name]
    return [name for name in dict.fromkeys(" ".join(a.split()) for a in actors) if name]


def children_told(context: Context, process: Process, children: Sequence[Process]) -> str:
    """Which sub-processes a process has; markup."""
    names = [context.process_name(child) for child in children]
    return context.text(
        "children",
        name=context.process_name(process),
        count=context.counted(len(names)),
        names=context.listed(names),
    )
