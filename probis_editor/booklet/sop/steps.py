"""A map as the rows of an SOP: which step stands in which column, and how the story goes on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from probis_editor.i18n import Translator
from probis_editor.layout.steps import Row, outgoing, rows
from probis_editor.model import queries
from probis_editor.model.document import Document
from probis_editor.model.elements import Node

CAPSULE, BOX, DIAMOND = "capsule", "box", "diamond"


class SopRow(NamedTuple):
    """One row. `number` is 0 for the capsules of start and end; `column` an index of `SopTable.actors`."""

    id: str
    symbol: str
    number: int
    text: str
    column: int
    inputs: str
    duration: str
    outputs: str
    remarks: str


class Edge(NamedTuple):
    """The story goes on from a row to another one (indices), under a name where a decision was made."""

    source: int
    target: int
    name: str


class SopTable(NamedTuple):
    """The steps of a map as the sheet shows them: who takes part, what is done, and the lines between the steps."""

    actors: tuple[str, ...]
    rows: tuple[SopRow, ...]
    edges: tuple[Edge, ...]


def sop_table(document: Document, map_id: str, tr: Translator) -> SopTable:
    """The map's steps in the order of its table of steps.

    Parallel branches and gateways that only join have no row, since the five symbols know none: what comes before
    them leads to what comes after. Columns are the lanes with steps, from top to bottom.
    """
    found = rows(document, map_id)
    nodes = {row.id: document.node(map_id, row.id) for row in found}
    through = {row.id for row in found if _only_leads_on(document, nodes[row.id])}
    kept = [row for row in found if row.id not in through]
    actors = _actors(document, map_id, kept, tr)
    place = {row.id: at for at, row in enumerate(kept)}
    made: list[SopRow] = []
    number = 0
    for row in kept:
        symbol = _symbol(document, nodes[row.id])
        number += symbol != CAPSULE
        made.append(_row(document, row, nodes[row.id], symbol, number, actors, tr))
    edges: dict[Edge, None] = {}
    for row in kept:
        node = nodes[row.id]
        if node.attached in place:
            edges[Edge(place[node.attached], place[row.id], "")] = None
        for target, name in _leads_to(document, node, nodes, through):
            if target in place:
                edges[Edge(place[row.id], place[target], " ".join(name.split()))] = None
    return SopTable(tuple(actors), tuple(made), tuple(edges))


def _only_leads_on(document: Document, node: Node) -> bool:
    if not node.kind.startswith("gateway"):
        return False
    return node.kind == "gateway.parallel" or len(outgoing(document, node)) < 2


def _symbol(document: Document, node: Node) -> str:
    if node.kind in ("event.start", "event.end"):
        return CAPSULE
    return DIAMOND if node.kind.startswith("gateway") else BOX


def _actors(document: Document, map_id: str, kept: list[Row], tr: Translator) -> list[str]:
    used = {row.actor for row in kept}
    lanes = [n for n in document.nodes(map_id) if n.kind == "lane" and n.plane == ""]
    lanes.sort(key=lambda n: (n.drawn.y, n.drawn.x, n.id))
    names = [n.name for n in lanes if n.name in used]
    return [*dict.fromkeys(names), *([""] if used - set(names) else [])] or [tr("sop.actor")]


def _row(
    document: Document, row: Row, node: Node, symbol: str, number: int, actors: list[str], tr: Translator
) -> SopRow:
    text = " ".join(row.text.split())
    remarks = row.remarks
    if symbol == CAPSULE:
        text, number = text or tr("sop.start" if node.kind == "event.start" else "sop.end"), 0
    opened = queries.map_for_call(document, node) if node.kind == "call" or node.process else None
    if opened is not None and opened.id != node.map:
        name = f"{queries.code_of(document, opened)} {queries.title_of(document, opened)}".strip()
        remarks = "\n".join(part for part in (remarks, tr("sop.see", name=name)) if part)
    column = actors.index(row.actor) if row.actor in actors else len(actors) - 1
    return SopRow(row.id, symbol, number, text, column, row.inputs, row.duration, row.outputs, remarks)


def _leads_to(
    document: Document, node: Node, nodes: dict[str, Node], through: set[str]
) -> Iterator[tuple[str, str]]:
    """Where the story goes on from a step, past what only leads on; each place with the last name on the way."""
    seen = {node.id}
    stack = [(flow.target, flow.name) for flow in reversed(outgoing(document, node))]
    while stack:
        target, name = stack.pop()
        if target not in through:
            yield target, name
        elif target not in seen:
            seen.add(target)
            onward = outgoing(document, nodes[target])
            stack += [(flow.target, name or flow.name) for flow in reversed(onward)]
