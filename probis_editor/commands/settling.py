"""Steps lie wholly in one lane: over its head and beginning they are shifted, at the other borders it grows."""

from __future__ import annotations

from collections.abc import Iterable

from probis_editor.commands import consequences, lanes
from probis_editor.commands.keeping import HEAD
from probis_editor.commands.reshape import STRIP, Reshape, open_room, stands_upright
from probis_editor.commands.spots import INSET
from probis_editor.geometry import Rect
from probis_editor.kinds import Family, family
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Node
from probis_editor.model.queries import lanes as lanes_of

KEPT = (Family.ACTIVITY, Family.EVENT, Family.GATEWAY, Family.DATA)
ROOM = 20.0
_EDGE = 1.0
"""What lies as near as this to a lower border belongs to the lane below: it would move with it."""


def settle(tx: Transaction, map_id: str, ids: Iterable[str]) -> None:
    """Bring nodes that were put down across a border of their lane wholly into the lane their centre lies in.

    The nodes of one lane are shifted together, so that a row stays a row; boundary events and contents move along.
    At its lower border the lane grows (right: the pool). Nodes whose pool is among them stay as they are in it.
    """
    document = tx.document
    chosen = dict.fromkeys(ids)
    groups: dict[str, dict[str, list[Node]]] = {}
    for element_id in chosen:
        node = document.element(map_id, element_id)
        lane = own_lane(document, node) if isinstance(node, Node) and node.parent not in chosen else None
        if isinstance(node, Node) and lane is not None:
            groups.setdefault(node.parent, {}).setdefault(lane.id, []).append(node)
    for pool_id, by_lane in groups.items():
        _shift(tx, map_id, pool_id, by_lane)
    consequences.grow_to_hold(tx, map_id, chosen)


def _shift(tx: Transaction, map_id: str, pool_id: str, by_lane: dict[str, list[Node]]) -> None:
    """One reshaping of the pool, from the lowest lane up, so that what grows below is not in the way above."""
    document = tx.document
    shape = Reshape(tx, map_id, pool_id)
    rows = [(document.node(map_id, lane_id), nodes) for lane_id, nodes in by_lane.items()]
    for lane, nodes in sorted(rows, key=lambda row: -shape.bounds(row[0]).y):
        box, left = shape.bounds(lane), shape.bounds(shape.pool).x + STRIP + HEAD
        x, y = min(shape.drawn(n).x for n in nodes), min(shape.drawn(n).y for n in nodes)
        dx = left + INSET - x if x < left else 0.0
        dy = box.y + INSET - y if y < box.y else 0.0
        along = [
            document.node(map_id, i) for i in consequences.with_contents(tx, map_id, [n.id for n in nodes])
        ]
        shape.shift(along, dx, dy)
        over = max(shape.drawn(n).bottom for n in nodes) + dy - box.bottom
        if over > 0:
            staying = {n.id: shape.bounds(n) for n in along}
            open_room(shape, lane, box.bottom, over + ROOM, fill=True)
            for node in along:  # one whose middle lies on the border is not to go down with what is below it
                shape.put(node, staying[node.id])
    shape.done()


def own_lane(document: Document, node: Node) -> Node | None:
    """The innermost lane a node of a pool belongs to by its centre, also where that lies on the pool's strip.

    None for what needs no lane: containers, notes, events on borders, and everything outside pools with lanes.
    """
    pool = document.element(node.map, node.parent)
    if family(node.kind) not in KEPT or node.attached:
        return None
    if not isinstance(pool, Node) or pool.kind != "pool" or pool.hidden or pool.plane != node.plane:
        return None
    upright = stands_upright(document, pool)
    at = node.drawn.center.x if upright else node.drawn.center.y
    found: Node | None = None
    rows = lanes_of(document, node.map, pool.id)
    while rows:
        spans = [
            ((r.bounds.x, r.bounds.right) if upright else (r.bounds.y, r.bounds.bottom), r) for r in rows
        ]
        inside = next((r for (low, high), r in spans if low <= at < high - _EDGE), None)
        inside = inside or next((r for (low, high), r in reversed(spans) if low <= at <= high), None)
        if inside is None:
            return found
        found = inside
        rows = lanes_of(document, node.map, inside.id)
    return found


def cut(document: Document, node: Node, rect: Rect) -> Rect:
    """A rectangle that a node is to get, cut off at the head and the beginning of the lane the node lies in."""
    limits = _limits(document, node)
    if limits is None:
        return rect
    x, y = max(rect.x, limits[0]), max(rect.y, limits[1])
    return Rect(x, y, rect.right - x, rect.bottom - y)


def shifted(document: Document, node: Node, rect: Rect) -> Rect:
    """A rectangle that a node is to get, moved to begin in the lane the node lies in."""
    limits = _limits(document, node)
    return rect if limits is None else Rect(max(rect.x, limits[0]), max(rect.y, limits[1]), rect.w, rect.h)


def _limits(document: Document, node: Node) -> tuple[float, float] | None:
    """The least x and y of a node in its lane; where it lies beyond them already, its own."""
    lane = own_lane(document, node)
    if lane is None:
        return None
    pool = document.node(node.map, node.parent)
    if stands_upright(document, pool):
        x, y = lane.bounds.x, pool.bounds.y + STRIP + HEAD
    else:
        x, y = pool.bounds.x + STRIP + HEAD, lane.bounds.y
    return min(x, node.drawn.x), min(y, node.drawn.y)


def make_room(tx: Transaction, node: Node, rect: Rect) -> None:
    """Let the lane a node lies in, and its pool, grow until the node can have `rect`."""
    document = tx.document
    lane = own_lane(document, node)
    if lane is None:
        return
    pool = document.node(node.map, node.parent)
    upright = stands_upright(document, pool)
    beside = rect.bottom - pool.bounds.bottom if upright else rect.right - pool.bounds.right
    below = rect.right - lane.bounds.right if upright else rect.bottom - lane.bounds.bottom
    if beside > 0:
        by = beside + ROOM
        lanes.grow_pool(tx, node.map, pool.id, 0.0 if upright else by, by if upright else 0.0)
    if below > 0:
        lanes.grow_lane(tx, node.map, lane.id, below + ROOM)
