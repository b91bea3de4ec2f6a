"""A map read as a table of steps."""

from __future__ import annotations

import msgspec

from probis_editor.kinds import Family, family
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Node
from probis_editor.model.queries import lane_of, lanes, pools

ROW_KINDS = ("start", "task", "decision", "parallel", "inclusive", "call", "end")
"""Jenis: mulai, kegiatan, keputusan, cabang paralel, cabang inklusif, rujukan proses, selesai."""

_OF_ELEMENT = {
    "event.start": "start",
    "event.end": "end",
    "gateway.exclusive": "decision",
    "gateway.parallel": "parallel",
    "gateway.inclusive": "inclusive",
    "call": "call",
}
ELEMENT_OF = {row: element for element, row in _OF_ELEMENT.items()} | {"task": "task"}
"""Row kind -> the element kind that a new row becomes."""

YES, NO = "Ya", "Tidak"


class Next(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where the story goes on: the id of a row, and the name of the branch ("" for none)."""

    to: str
    name: str = ""


class Row(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One step. `id` is the element's; `actor` the name of its lane ("" = no lanes), `unit` the lane's unit id.

    `locked` says why the row cannot be edited as a row: an i18n key under `steps.` ("" = it can).
    """

    id: str
    kind: str = "task"
    text: str = ""
    actor: str = ""
    unit: str = ""
    inputs: str = ""
    outputs: str = ""
    duration: str = ""
    remarks: str = ""
    next: tuple[Next, ...] = ()
    locked: str = ""


def row_kind(node: Node) -> str:
    """The row kind of an element, "" for what is no step."""
    if node.kind.startswith("task"):
        return "task"
    return _OF_ELEMENT.get(node.kind, "")


def is_step(node: Node) -> bool:
    """Whether the element takes part in the flow of the story (and so has a row, if only a locked one)."""
    return family(node.kind) in (Family.ACTIVITY, Family.EVENT, Family.GATEWAY)


def rows(document: Document, map_id: str) -> tuple[Row, ...]:
    """The map's steps in the order of the table: as the rows were put, else as the story runs.

    Steps on inner canvases of sub-processes belong to their own tables and do not appear.
    """
    steps = [n for n in document.nodes(map_id) if n.plane == "" and is_step(n)]
    several = len(pools(document, map_id)) > 1
    return tuple(_row(document, node, several) for node in in_order(document, map_id, steps))


def _row(document: Document, node: Node, several: bool) -> Row:
    extra = document.step(node.map, node.id)
    lane = lane_of(document, node)
    nexts = [Next(f.target, f.name) for f in outgoing(document, node)]
    return Row(
        id=node.id,
        kind=row_kind(node) or "task",
        text=node.name,
        actor=lane.name if lane else "",
        unit=lane.unit if lane else "",
        inputs=extra.inputs if extra else "",
        outputs=extra.outputs if extra else "",
        duration=extra.duration if extra else "",
        remarks=extra.remarks if extra else "",
        next=tuple(nexts),
        locked=_locked(node, several),
    )


def _locked(node: Node, several: bool) -> str:
    if several:
        return "steps.locked_pools"
    if node.attached:
        return "steps.locked_boundary"
    if not row_kind(node) or node.trigger not in ("none", "terminate"):
        return "steps.locked_kind"
    return ""


def outgoing(document: Document, node: Node) -> list[Flow]:
    """The sequence flows that leave a step: "Ya" first, "Tidak" second, then by name and age."""
    found = [
        f
        for f in document.incident(node.map, node.id)
        if f.kind == "sequence" and f.source == node.id and f.target
    ]
    return sorted(found, key=lambda f: (_branch_order(f.name), f.z, f.id))


def _branch_order(name: str) -> int:
    folded = name.strip().casefold()
    return 0 if folded == YES.casefold() else 1 if folded == NO.casefold() else 2


def in_order(document: Document, map_id: str, steps: list[Node]) -> list[Node]:
    """Steps by the row they were given; those without one follow the step before them in the story.

    The story is a walk from the starts, leftmost first, along the flows; what no start reaches comes last.
    """
    walked = _story(document, steps)
    given = {n.id: row.order for n in steps if (row := document.step(map_id, n.id)) and row.order}
    if not given:
        return walked
    keys: dict[str, tuple[int, int]] = {}
    last = 0
    for at, node in enumerate(walked):
        last = given.get(node.id, last)
        keys[node.id] = (last, 0 if node.id in given else at + 1)
    return sorted(walked, key=lambda n: keys[n.id])


def _story(document: Document, steps: list[Node]) -> list[Node]:
    by_id = {n.id: n for n in steps}
    place = {n.id: (n.drawn.center.x, n.drawn.center.y, n.id) for n in steps}
    entered = {f.target for n in steps for f in outgoing(document, n) if f.target != n.id}
    starts = sorted(steps, key=lambda n: (n.kind != "event.start", n.id in entered, place[n.id]))
    result: dict[str, Node] = {}
    for start in starts:
        stack = [start.id]
        while stack:
            one = stack.pop()
            if one in result or one not in by_id:
                continue
            # An end that others still lead to waits until the rest of the story is told.
            result[one] = by_id[one]
            stack += [f.target for f in reversed(outgoing(document, by_id[one]))]
    return list(result.values())


def actors(document: Document, map_id: str) -> list[str]:
    """The names of the map's lanes from top to bottom, those of every pool."""
    found: list[str] = []
    for pool in pools(document, map_id):
        found += [lane.name for lane in lanes(document, map_id, pool.id)]
    return found
