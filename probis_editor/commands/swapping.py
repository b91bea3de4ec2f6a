"""The verb that lets two shapes change places, so that their order in the flow is the other one."""

from __future__ import annotations

from msgspec.structs import replace

from probis_editor.commands import consequences, settling
from probis_editor.commands.following import flows_at
from probis_editor.commands.routes import outline_of, router_for, way
from probis_editor.geometry import Point
from probis_editor.kinds import POOL_PARTS, family
from probis_editor.layout.repair import repair_end
from probis_editor.model.changes import label
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Flow, Node
from probis_editor.model.queries import descendants
from probis_editor.model.repairs import effective_ends
from probis_editor.rules.permits import RefusedError, can_connect

_NEAR = 0.01

Ends = tuple[str, str]


def can_swap(document: Document, map_id: str, first: str, second: str) -> bool:
    """Whether two elements are shapes with places of their own, on one canvas, neither within the other."""
    a, b = document.element(map_id, first), document.element(map_id, second)
    if not isinstance(a, Node) or not isinstance(b, Node) or first == second or a.plane != b.plane:
        return False
    if any(family(n.kind) in POOL_PARTS or n.attached for n in (a, b)):
        return False
    inside = [n.id for one in (first, second) for n in descendants(document, map_id, one)]
    return first not in inside and second not in inside


def swap(tx: Transaction, map_id: str, first: str, second: str) -> None:
    """Put each of two shapes where the middle of the other one was. Sequence flows stay where they are and so come to
    the other shape; messages, associations and boundary events go with their shape.

    Raises RefusedError where a flow may not end at the shape that comes to its end, or the two have no places.
    """
    document = tx.document
    if not can_swap(document, map_id, first, second):
        raise RefusedError(label("permits.no_swap"))
    a, b = document.node(map_id, first), document.node(map_id, second)
    ends = effective_ends(document, map_id)
    staying = _staying(document, a, b, ends)
    for flow in staying:
        tx.drop(flow.key)  # so that it is not led after its old ends
    before = _moved(tx, a, b) | _moved(tx, b, a)
    consequences.follow(tx, before, ends)
    consequences.rehome(tx, map_id, (first, second))
    anew = []
    for flow in staying:
        changed, kept = _turned(document, flow, ends[flow.id], a, b)
        verdict = can_connect(document, map_id, changed.source, changed.target, flow.kind)
        if verdict.reason is not None:
            raise RefusedError(verdict.reason)
        tx.put(changed)
        if not kept:
            anew.append(changed)
    for flow in anew:
        router = router_for(document, map_id, flow.plane)
        if flow.id in router.plan.lines:
            router.remove_line(flow.id)
        tx.put(replace(flow, points=way(router, flow, flow.source, flow.target) or flow.points))
    settling.settle(tx, map_id, (first, second))
    consequences.make_way(tx, map_id, (first, second))


def _staying(document: Document, a: Node, b: Node, ends: dict[str, Ends]) -> list[Flow]:
    """The sequence flows that keep their place. Loops, and flows of an event on a border, belong to the shapes."""
    own = {n.id for one in (a, b) for n in document.attached(one.map, one.id)}
    result = []
    for flow in flows_at(document, a.map, (a.id, b.id)):
        source, target = ends.get(flow.id, (flow.source, flow.target))
        meets = {source, target} & {a.id, b.id}
        if flow.kind == "sequence" and meets and source != target and source not in own:
            result.append(flow)
    return result


def _moved(tx: Transaction, node: Node, other: Node) -> dict[str, Node]:
    """Bring a shape with its contents and boundary events to the middle of another one; how they were before."""
    here, there = node.drawn.center, other.drawn.center
    dx, dy = there.x - here.x, there.y - here.y
    before = {}
    for element_id in consequences.with_contents(tx, node.map, [node.id]):
        one = before[element_id] = tx.document.node(node.map, element_id)
        box = one.label.moved(dx, dy) if one.label else None
        tx.put(replace(one, bounds=one.bounds.moved(dx, dy), label=box))
    return before


def _turned(document: Document, flow: Flow, ends: Ends, a: Node, b: Node) -> tuple[Flow, bool]:
    """A flow at the shapes that now stand at its ends; and whether its points could be kept."""
    new = {a.id: b, b.id: a}
    points: tuple[Point, ...] | None = flow.points
    found = []
    for end, at_target in zip(ends, (False, True), strict=True):
        if end not in new:
            found.append(end)
            continue
        found.append(new[end].id)
        old, now = (a if end == a.id else b), document.node(flow.map, new[end].id)
        if points and (old.drawn != now.drawn or outline_of(old) != outline_of(now)):
            points = repair_end(points, old.drawn, now.drawn, at_target, outline_of(now))
            same = outline_of(old) == outline_of(now)
            if points and not same and not _on_axis(points[-1 if at_target else 0], now):
                points = None  # a place on the border of the one is not always on that of the other
    source, target = found
    holder = document.element(flow.map, source)
    parent = holder.parent if holder is not None else flow.parent
    changed = replace(flow, source=source, target=target, parent=parent, points=points or flow.points)
    return changed, points is not None


def _on_axis(p: Point, node: Node) -> bool:
    """Whether a point is level with the middle of a shape: there all outlines meet their rectangle."""
    c = node.drawn.center
    return abs(p.x - c.x) < _NEAR or abs(p.y - c.y) < _NEAR
