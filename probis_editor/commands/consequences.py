"""What follows from an edit: flows keep their ends, contents move along, things find their container, flows heal."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from probis_editor.commands.routes import outline_of, router_for, way
from probis_editor.geometry import Point, Rect, polyline_point
from probis_editor.kinds import Family, family
from probis_editor.layout.repair import repair_end
from probis_editor.layout.routing import Router
from probis_editor.model.document import Transaction
from probis_editor.model.elements import Flow, Node
from probis_editor.model.queries import container_at, descendants
from probis_editor.model.repairs import effective_ends


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
    return [f for f in document.flows(map_id) if not wanted.isdisjoint(ends.get(f.id, (f.source, f.target)))]


def follow(tx: Transaction, before: dict[str, Node], ends: dict[str, tuple[str, str]]) -> None:
    """Let every flow follow its ends, which were at `before` and are where the document now has them.

    `ends` are the effective ends of the map's flows before the move, as a guess by geometry would now fail.
    A flow whose two ends moved alike moves along; else only its moved end is repaired, manual bends stay;
    where nothing can be kept the flow is routed anew.
    """
    if not before:
        return
    document = tx.document
    map_id = next(iter(before.values())).map
    routers: dict[str, Router] = {}
    for flow in document.flows(map_id):
        source, target = ends.get(flow.id, (flow.source, flow.target))
        if source not in before and target not in before:
            continue
        after = {end: document.node(map_id, end) for end in (source, target) if end in before}
        shift = _common_shift(before, after, source, target)
        if shift is not None:
            points: tuple[Point, ...] = tuple(p.moved(*shift) for p in flow.points)
            box = flow.label.moved(*shift) if flow.label else None
        else:
            repaired = _repaired(flow, before, after, source, target)
            if repaired is None:
                if flow.plane not in routers:
                    routers[flow.plane] = router_for(document, map_id, flow.plane)
                repaired = way(routers[flow.plane], flow, source, target) or flow.points
            points = repaired
            box = _label_follows(flow, points)
        tx.put(replace(flow, source=source, target=target, points=points, label=box))


def _repaired(
    flow: Flow, before: dict[str, Node], after: dict[str, Node], source: str, target: str
) -> tuple[Point, ...] | None:
    points: tuple[Point, ...] | None = flow.points
    for end, at_target in ((source, False), (target, True)):
        if points and end in after and before[end].drawn != after[end].drawn:
            new = after[end]
            points = repair_end(points, before[end].drawn, new.drawn, at_target, outline_of(new))
    if not points and (not source or not target):
        return _loose(flow, before, after, source)
    return points or None


def _loose(flow: Flow, before: dict[str, Node], after: dict[str, Node], source: str) -> tuple[Point, ...]:
    """A flow with one end in the air: the end at the moved shape goes along, the rest stays."""
    if not flow.points:
        return ()
    end = source if source in after else next(iter(after))
    old, new = before[end].drawn, after[end].drawn
    dx, dy = new.center.x - old.center.x, new.center.y - old.center.y
    if end == source:
        return (flow.points[0].moved(dx, dy), *flow.points[1:])
    return (*flow.points[:-1], flow.points[-1].moved(dx, dy))


def _label_follows(flow: Flow, points: tuple[Point, ...]) -> Rect | None:
    """The label keeps its offset to the middle of its line."""
    if flow.label is None or len(flow.points) < 2 or len(points) < 2:
        return flow.label
    old, new = polyline_point(flow.points, 0.5), polyline_point(points, 0.5)
    return flow.label.moved(new.x - old.x, new.y - old.y)


def _common_shift(
    before: dict[str, Node], after: dict[str, Node], source: str, target: str
) -> tuple[float, float] | None:
    """By how much both ends moved, None where they moved differently or one stayed."""
    shifts = set()
    for end in (source, target):
        if end not in after:
            return None
        old, new = before[end].drawn, after[end].drawn
        if (old.w, old.h) != (new.w, new.h):
            return None
        shifts.add((new.x - old.x, new.y - old.y))
    return shifts.pop() if len(shifts) == 1 else None


def rehome(tx: Transaction, map_id: str, ids: Iterable[str]) -> None:
    """Give every node the container it now lies in, and sequence flows the container of their source."""
    document = tx.document
    for element_id in ids:
        node = document.element(map_id, element_id)
        if not isinstance(node, Node) or family(node.kind) in (Family.POOL, Family.LANE, Family.PHASE):
            continue
        if node.attached:
            host = document.element(map_id, node.attached)
            home = host.parent if isinstance(host, Node) else node.parent
        else:
            home = container_at(document, map_id, node.plane, node.drawn.center, without=node.id)
        if home == node.parent or any(n.id == home for n in descendants(document, map_id, node.id)):
            continue
        tx.put(replace(node, parent=home))
        for flow in document.incident(map_id, node.id):
            if flow.kind == "sequence" and flow.source == node.id:
                tx.put(replace(flow, parent=home))


def heal(tx: Transaction, map_id: str, removed: str) -> None:
    """Where a step with exactly one flow in and one out goes, join the two; call before the step is dropped."""
    document = tx.document
    flows = [f for f in document.incident(map_id, removed) if f.kind == "sequence"]
    into = [f for f in flows if f.target == removed and f.source != removed]
    out = [f for f in flows if f.source == removed and f.target != removed]
    if len(into) != 1 or len(out) != 1 or len(flows) != 2:
        return
    first, second = into[0], out[0]
    if first.source == second.target or not first.source or not second.target:
        return
    router = router_for(document, map_id, first.plane)
    router.remove_shape(removed)
    router.remove_line(second.id)
    joined = replace(first, target=second.target, label=None)
    tx.drop(second.key)
    tx.put(replace(joined, points=way(router, joined, first.source, second.target)))


def grow_to_hold(tx: Transaction, map_id: str, ids: Iterable[str], room: float = 20.0) -> None:
    """Grow lane and pool to the right and downward where a node placed in them reaches over their border."""
    from probis_editor.commands.lanes import grow_lane, grow_pool

    document = tx.document
    for element_id in ids:
        node = document.element(map_id, element_id)
        if not isinstance(node, Node) or family(node.kind) not in (
            Family.ACTIVITY,
            Family.EVENT,
            Family.GATEWAY,
            Family.DATA,
        ):
            continue
        holder = document.element(map_id, node.parent)
        if not isinstance(holder, Node) or holder.kind != "pool" or holder.hidden:
            continue
        over = node.drawn.right + room - holder.bounds.right
        if over > room:
            grow_pool(tx, map_id, holder.id, over)
        center = node.drawn.center
        for lane in document.nodes(map_id):
            if lane.kind == "lane" and lane.plane == node.plane and lane.bounds.contains(center):
                below = node.drawn.bottom + room - lane.bounds.bottom
                if below > room:
                    grow_lane(tx, map_id, lane.id, below)
                break
        else:
            below = node.drawn.bottom + room - holder.bounds.bottom
            if below > room and not any(n.kind == "lane" for n in document.children(map_id, holder.id)):
                tx.put(replace(holder, bounds=holder.bounds._replace(h=holder.bounds.h + below)))


def new_router(tx: Transaction, flow: Flow) -> Router:
    """A router for the flow's plane, without the flow itself."""
    router = router_for(tx.document, flow.map, flow.plane)
    if flow.id in router.plan.lines:
        router.remove_line(flow.id)
    return router
