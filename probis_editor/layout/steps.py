"""A map read as a table of steps."""

from __future__ import annotations

import msgspec

from probis_editor.kinds import STEPS, Family, family
from probis_editor.layout.answers import answer_of
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Node
from probis_editor.model.queries import pools
from probis_editor.model.repairs import effective_ends

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
LOCKED_POOLS = "steps.locked_pools"
LOCKED_BOUNDARY = "steps.locked_boundary"
LOCKED_KIND = "steps.locked_kind"

_OUTGOING = "steps.outgoing"
_ROWS = "steps.rows"


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
    return family(node.kind) in STEPS


def steps_of(document: Document, map_id: str) -> list[Node]:
    """The steps of the map's own surface, bottom to top; what lies in sub-processes belongs to their own tables."""
    nodes = [n for n in document.nodes(map_id) if n.plane == "" and is_step(n)]
    inside = {n.id for n in nodes if family(n.kind) is Family.ACTIVITY}
    return [n for n in nodes if n.parent not in inside]


def rows(document: Document, map_id: str) -> tuple[Row, ...]:
    """The map's steps in the order of the table: as the rows were put, else as the story runs.

    Kept until the map changes.
    """
    derived = document.index(map_id).derived
    found = derived.get(_ROWS)
    if isinstance(found, tuple):
        return found
    table = _rows(document, map_id)
    document.index(map_id).derived[_ROWS] = table
    return table


def _rows(document: Document, map_id: str) -> tuple[Row, ...]:
    several = len(pools(document, map_id)) > 1
    steps = steps_of(document, map_id)
    lanes = [n for n in document.nodes(map_id) if n.kind == "lane" and n.plane == ""]
    lanes.sort(key=lambda n: (n.bounds.w * n.bounds.h, n.id))
    result = []
    for node in in_order(document, map_id, steps):
        center = node.drawn.center
        lane = next((n for n in lanes if n.bounds.contains(center)), None)
        result.append(_row(document, node, lane, several))
    return tuple(result)


def _row(document: Document, node: Node, lane: Node | None, several: bool) -> Row:
    extra = document.step(node.map, node.id)
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
        next=tuple(Next(f.target, f.name) for f in outgoing(document, node)),
        locked=_locked(node, several),
    )


def _locked(node: Node, several: bool) -> str:
    if several:
        return LOCKED_POOLS
    if node.attached:
        return LOCKED_BOUNDARY
    if not row_kind(node) or node.trigger not in ("none", "terminate"):
        return LOCKED_KIND
    return ""


def outgoing(document: Document, node: Node) -> list[Flow]:
    """The sequence flows that leave a step, with their effective ends: "Ya" first, "Tidak" second, then by age."""
    derived = document.index(node.map).derived
    found = derived.get(_OUTGOING)
    if not isinstance(found, dict):
        found = derived[_OUTGOING] = _all_outgoing(document, node.map)
    return list(found.get(node.id, ()))


def _all_outgoing(document: Document, map_id: str) -> dict[str, list[Flow]]:
    ends = effective_ends(document, map_id)
    steps = {n.id for n in steps_of(document, map_id)}
    result: dict[str, list[Flow]] = {}
    for flow in document.flows(map_id):
        source, target = ends[flow.id]
        if flow.kind == "sequence" and source in steps and target in steps:
            if (source, target) != (flow.source, flow.target):
                flow = msgspec.structs.replace(flow, source=source, target=target)
            result.setdefault(source, []).append(flow)
    for flows in result.values():
        flows.sort(key=lambda f: (branch_order(f.name), f.z, f.id))
    return result


def branch_order(name: str) -> int:
    """0 for a branch called yes, 1 for no, 2 for any other."""
    return {"yes": 0, "no": 1}.get(answer_of(name), 2)


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


def one_story(document: Document, steps: list[Node]) -> bool:
    """Whether the flows alone give the order: one step leads to all others. Else the places of shapes have a say."""
    told = _story(document, steps)
    reached: dict[str, None] = {}
    todo = [n.id for n in told[:1]]
    known = {n.id: n for n in told}
    while todo:
        one = todo.pop()
        if one in known and one not in reached:
            reached[one] = None
            todo += [f.target for f in outgoing(document, known[one])]
    return len(reached) == len(told)


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
            result[one] = by_id[one]
            stack += [f.target for f in reversed(outgoing(document, by_id[one]))]
    return list(result.values())


def plain(text: str) -> str:
    """A name for comparing: case and the kind of white space do not matter."""
    return " ".join(text.split()).casefold()


def lanes_in_order(document: Document, map_id: str) -> list[Node]:
    """The lanes that hold steps (the innermost ones), pool after pool, from top to bottom."""
    found: list[Node] = []

    def visit(parent: str) -> None:
        for lane in sorted(document.children(map_id, parent), key=lambda n: (n.bounds.y, n.bounds.x, n.id)):
            if lane.kind == "lane" and lane.plane == "":
                inner = [n for n in document.children(map_id, lane.id) if n.kind == "lane"]
                if inner:
                    visit(lane.id)
                else:
                    found.append(lane)

    for pool in pools(document, map_id):
        visit(pool.id)
    return found


def lane_named(document: Document, map_id: str, name: str) -> Node | None:
    """The topmost lane of that name; spelling that differs in case or white space only is the same name."""
    found = [n for n in lanes_in_order(document, map_id) if plain(n.name) == plain(name)]
    return next((n for n in found if n.name == name), found[0] if found else None)


def actors(document: Document, map_id: str) -> list[str]:
    """The names of the map's lanes from top to bottom, each once."""
    return list(dict.fromkeys(n.name for n in lanes_in_order(document, map_id) if n.name))
