"""What follows from an edit: contents move along, events stay on their border, things find their owner, flows heal."""

from __future__ import annotations

from collections.abc import Container, Iterable

from msgspec.structs import replace

from probis_editor.commands.following import flows_at, follow, make_way
from probis_editor.commands.routes import router_for, way
from probis_editor.geometry import Point, Rect
from probis_editor.kinds import POOL_PARTS, STEPS, Family, family
from probis_editor.layout.routing import Router
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Flow, Node
from probis_editor.model.queries import container_at, descendants
from probis_editor.model.repairs import effective_ends

__all__ = [
    "flows_of", "follow", "grow_to_hold", "heal", "make_way", "new_router", "on_border", "rehome", "with_contents",
]  # fmt: skip

_ROOM = 20.0
"""Units between a step and the border of the lane that grows to hold it."""


def with_contents(tx: Transaction, map_id: str, ids: Iterable[str]) -> list[str]:
    """The nodes and all that moves with them on their plane: contents of containers, boundary events."""
    document = tx.document
    result: dict[str, None] = {}
    for element_id in ids:
        node = document.element(map_id, element_id)
        if not isinstance(node, Node) or element_id in result:
            continue
        for one in [node, *descendants(document, map_id, element_id)]:
            if one.plane == node.plane:
                result[one.id] = None
                result.update((event.id, None) for event in document.attached(map_id, one.id))
    return list(result)


def flows_of(tx: Transaction, map_id: str, ids: Iterable[str]) -> list[Flow]:
    """The flows that touch any of the elements, guessed ends included, bottom to top, each once."""
    document = tx.document
    wanted = set(ids)
    ends = effective_ends(document, map_id)
    near = flows_at(document, map_id, wanted)
    return [f for f in near if not wanted.isdisjoint(ends.get(f.id, (f.source, f.target)))]


def on_border(center: Point, host: Rect) -> Point:
    """The point of the host's border nearest to a boundary event's centre."""
    inside = Point(
        min(max(center.x, host.x), host.right),
        min(max(center.y, host.y), host.bottom),
    )
    if inside != center:
        return inside
    borders = (
        Point(center.x, host.bottom),
        Point(host.right, center.y),
        Point(center.x, host.y),
        Point(host.x, center.y),
    )
    return min(borders, key=center.distance)


def rehome(tx: Transaction, map_id: str, ids: Iterable[str]) -> None:
    """Give every node the container it now lies in; its boundary events and the sequence flows that leave follow."""
    document = tx.document
    for element_id in ids:
        node = document.element(map_id, element_id)
        if not isinstance(node, Node) or family(node.kind) in POOL_PARTS:
            continue
        if node.attached:
            host = document.element(map_id, node.attached)
            home = host.parent if isinstance(host, Node) else node.parent
        else:
            home = container_at(document, map_id, node.plane, node.drawn.center, without=node.id)
        if home == node.parent or any(n.id == home for n in descendants(document, map_id, node.id)):
            continue
        for one in [node, *document.attached(map_id, node.id)]:
            tx.put(replace(one, parent=home))
            for flow in document.incident(map_id, one.id):
                if flow.kind == "sequence" and flow.source == one.id:
                    tx.put(replace(flow, parent=home))


def heal(tx: Transaction, map_id: str, removed: Iterable[str], without: Container[str] = ()) -> None:
    """Where steps with exactly one flow in and one out go, join what stands before and after them, be it a chain of
    them; call before the steps are dropped. Nothing is joined where the flow in or out is itself one of `without`.
    """
    document = tx.document
    gone = dict.fromkeys(removed)
    passing = {i: pair for i in gone if (pair := _passing(tx, map_id, i)) is not None}
    for first_id, (first, second) in passing.items():
        if first.source in gone:
            continue
        chain = [first_id]
        while second.target in passing and second.target not in chain:
            chain.append(second.target)
            second = passing[second.target][1]
        if second.target in gone or first.source == second.target:
            continue
        if first.id in without or second.id in without:
            continue
        router = router_for(document, map_id, first.plane)
        for step in chain:
            if step in router.plan.shapes:
                router.remove_shape(step)
        if second.id in router.plan.lines:
            router.remove_line(second.id)
        joined = replace(first, target=second.target, label=None)
        for note in document.incident(map_id, second.id):
            tx.drop(note.key)
        tx.drop(second.key)
        tx.put(replace(joined, points=way(router, joined, first.source, second.target)))


def _passing(tx: Transaction, map_id: str, step: str) -> tuple[Flow, Flow] | None:
    """The flow into a step and the one out of it, with their ends in effect, if there is exactly one of each."""
    ends = effective_ends(tx.document, map_id)
    found = [
        replace(f, source=ends[f.id][0], target=ends[f.id][1])
        for f in flows_of(tx, map_id, [step])
        if f.kind == "sequence"
    ]
    into = [f for f in found if f.target == step and f.source != step]
    out = [f for f in found if f.source == step and f.target != step]
    if len(found) != 2 or len(into) != 1 or len(out) != 1 or not into[0].source or not out[0].target:
        return None
    return into[0], out[0]


def grow_to_hold(tx: Transaction, map_id: str, ids: Iterable[str]) -> None:
    """Grow lane and pool to the right and downward where a node placed in them reaches over their border."""
    from probis_editor.commands.lanes import grow_lane, grow_pool
    from probis_editor.commands.reshape import stands_upright

    document = tx.document
    for element_id in ids:
        node = document.element(map_id, element_id)
        if not isinstance(node, Node) or family(node.kind) not in (*STEPS, Family.DATA):
            continue
        pool = document.element(map_id, node.parent)
        if not isinstance(pool, Node) or pool.kind != "pool" or pool.hidden:
            continue
        upright = stands_upright(document, pool)
        lane = _lane_under(tx, node, pool)
        holder = lane or pool
        below = (
            node.drawn.right - holder.bounds.right if upright else node.drawn.bottom - holder.bounds.bottom
        )
        beside = node.drawn.bottom - pool.bounds.bottom if upright else node.drawn.right - pool.bounds.right
        if beside > 0:
            by = beside + _ROOM
            grow_pool(tx, map_id, pool.id, 0.0 if upright else by, by if upright else 0.0)
        if below > 0 and lane is not None:
            grow_lane(tx, map_id, lane.id, below + _ROOM)
        elif below > 0 and not any(n.kind == "lane" for n in document.children(map_id, pool.id)):
            grow_pool(tx, map_id, pool.id, 0.0, below + _ROOM)


def _lane_under(tx: Transaction, node: Node, pool: Node) -> Node | None:
    """The innermost lane of the pool that holds the node's centre."""
    center = node.drawn.center
    found = [
        n
        for n in tx.document.index(node.map).of_kind("lane")
        if n.plane == node.plane and n.bounds.contains(center) and _lies_in(tx.document, n, pool.id)
    ]
    return min(found, key=lambda n: (n.bounds.w * n.bounds.h, n.id), default=None)


def _lies_in(document: Document, lane: Node, pool: str) -> bool:
    seen: set[str] = set()
    at: Node | None = lane
    while at is not None and at.id not in seen:
        if at.parent == pool:
            return True
        seen.add(at.id)
        above = document.element(lane.map, at.parent)
        at = above if isinstance(above, Node) else None
    return False


def new_router(tx: Transaction, flow: Flow) -> Router:
    """A router for the flow's plane, without the flow itself."""
    router = router_for(tx.document, flow.map, flow.plane)
    if flow.id in router.plan.lines:
        router.remove_line(flow.id)
    return router
