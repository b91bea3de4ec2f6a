"""The verb of a drag: elements go where they were dropped, into the line or onto the border that lies there."""

from __future__ import annotations

from collections.abc import Sequence

from probis_editor.commands import arrange, flows, shapes, turning
from probis_editor.commands.keeping import hold
from probis_editor.commands.yielding import give_way
from probis_editor.geometry import Point, bounding, segment_distance
from probis_editor.kinds import STEPS, Family, family
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Flow, Node
from probis_editor.model.queries import pools
from probis_editor.model.repairs import effective_ends
from probis_editor.rules.permits import can_attach, can_connect

NEAR_LINE = 12.0
NEAR_BORDER = 10.0
FREED = 30.0
"""How far from its border a boundary event must be dragged to come off."""


def drop(
    tx: Transaction,
    map_id: str,
    ids: Sequence[str],
    dx: float,
    dy: float,
    plain: bool = False,
    exact: bool = False,
) -> bool:
    """Move elements by (dx, dy). A single free step dropped on a sequence flow is put into it; an intermediate event
    dropped on the border of an activity sticks to it, and one dragged off its border comes free; steps dropped on
    others slide beside them, unless they are to come to that place `exact`. With `plain` they only move.
    What lies in the frames of moved groups moves along. Answers whether they slid.
    """
    document = tx.document
    if not plain:
        dx, dy = kept_inside(tx, map_id, arrange.with_grouped(document, map_id, ids), dx, dy)
    if not plain and len(ids) == 1:
        node = document.element(map_id, ids[0])
        if isinstance(node, Node):
            goal = node.drawn.center.moved(dx, dy)
            host = host_at(document, node, goal)
            if host:
                turning.attach(tx, map_id, node.id, host, goal)
                return False
            if node.attached and _freed(document, node, goal):
                pool = document.element(map_id, node.parent)
                if isinstance(pool, Node) and pool.kind == "pool" and not pool.hidden:
                    goal = goal.moved(*hold(tx, pool, node.drawn.moved(dx, dy)))
                turning.detach(tx, map_id, node.id, goal)
                return False
            line = line_at(document, node, goal)
            if line:
                shapes.move(tx, map_id, arrange.with_grouped(document, map_id, ids), dx, dy)
                flows.insert(tx, map_id, line, node.id)
                return False
    along = arrange.with_grouped(document, map_id, ids)
    by = (0.0, 0.0) if plain or exact else give_way(tx, map_id, along, dx, dy)
    shapes.move(tx, map_id, along, dx + by[0], dy + by[1])
    return by != (0.0, 0.0)


def nudge(tx: Transaction, map_id: str, ids: Sequence[str], dx: float, dy: float) -> None:
    """Move elements a little by keys; steps stop at the borders of their pool as under a drag."""
    along = arrange.with_grouped(tx.document, map_id, ids)
    drop(tx, map_id, ids, *kept_inside(tx, map_id, along, dx, dy), plain=True)


def kept_inside(
    tx: Transaction, map_id: str, ids: Sequence[str], dx: float, dy: float
) -> tuple[float, float]:
    """The move that keeps steps in their lanes: pool and last lane grow to the right and downward, the other borders
    hold. Steps that come to another pool, or have no lane, go where they are dragged."""
    document = tx.document
    nodes = [document.element(map_id, i) for i in ids]
    steps = [n for n in nodes if isinstance(n, Node) and family(n.kind) in STEPS and not n.attached]
    box = bounding(n.drawn for n in steps)
    pool = document.element(map_id, steps[0].parent) if steps else None
    if box is None or not isinstance(pool, Node) or pool.kind != "pool" or pool.hidden:
        return dx, dy
    if any(n.parent != pool.id for n in steps):
        return dx, dy
    goal = box.moved(dx, dy)
    if any(p.id != pool.id and p.bounds.contains(goal.center) for p in pools(document, map_id)):
        return dx, dy
    by = hold(tx, pool, goal)
    return dx + by[0], dy + by[1]


def _freed(document: Document, node: Node, goal: Point) -> bool:
    host = document.node(node.map, node.attached).drawn
    return not host.grown(FREED).contains(goal)


def host_at(document: Document, node: Node, goal: Point) -> str:
    """The activity on whose border an intermediate event would sit, "" for none (or where it sits already)."""
    if node.kind not in ("event.catch", "event.boundary"):
        return ""
    ends = effective_ends(document, node.map)
    if any(ends[f.id][1] == node.id for f in document.incident(node.map, node.id) if f.kind == "sequence"):
        return ""
    for other in reversed(document.nodes(node.map)):
        if (
            other.plane != node.plane
            or family(other.kind) is not Family.ACTIVITY
            or other.id == node.attached
        ):
            continue
        d = other.drawn
        on_border = d.grown(NEAR_BORDER).contains(goal) and not d.grown(-NEAR_BORDER).contains(goal)
        if on_border and can_attach(document, node.map, node.kind, other.id):
            return other.id
    return ""


def line_at(document: Document, node: Node, goal: Point) -> str:
    """The sequence flow that a step without flows of its own would be put into, "" for none."""
    if family(node.kind) not in STEPS or node.attached or node.kind in ("event.start", "event.end"):
        return ""
    if any(f.kind == "sequence" for f in document.incident(node.map, node.id)):
        return ""
    ends = effective_ends(document, node.map)
    for flow in reversed(document.flows(node.map)):
        if flow.plane != node.plane or not _takes(document, flow, ends.get(flow.id, ("", "")), node):
            continue
        pairs = zip(flow.points, flow.points[1:], strict=False)
        if any(segment_distance(goal, a, b) < NEAR_LINE for a, b in pairs):
            return flow.id
    return ""


def _takes(document: Document, flow: Flow, ends: tuple[str, str], node: Node) -> bool:
    source, target = ends
    if flow.kind != "sequence" or not source or not target or node.id in ends:
        return False
    into = can_connect(document, node.map, source, node.id, "sequence")
    return bool(into) and bool(can_connect(document, node.map, node.id, target, "sequence"))
