"""The verbs for flows: connect, reconnect, bend, insert a step, tidy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from probis_editor.commands.consequences import new_router
from probis_editor.commands.routes import straight, way
from probis_editor.geometry import Point, simplified
from probis_editor.model.changes import label
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Flow, Node
from probis_editor.model.layers import next_z
from probis_editor.model.repairs import effective_ends
from probis_editor.rules.permits import RefusedError, can_connect


def connect(
    tx: Transaction, map_id: str, source: str, target: str, kind: str = "", name: str = "", to: str = ""
) -> Flow:
    """A new flow of the given or the fitting kind, routed. Raises RefusedError with the reason where not allowed.

    `to` is the side of the target ("left", "right", "top", "bottom") that it ends at, "" the one that fits best.
    """
    document = tx.document
    verdict = can_connect(document, map_id, source, target, kind)
    if not verdict and verdict.reason:
        raise RefusedError(verdict.reason)
    a = document.element(map_id, source)
    assert a is not None
    flow = Flow(
        map=map_id,
        id=document.new_id(),
        kind=verdict.kind,
        source=source,
        target=target,
        name=name,
        plane=a.plane,
        parent=_owner(document, map_id, source, verdict.kind),
        z=next_z(document, map_id, verdict.kind),
    )
    flow = replace(flow, points=_way(tx, flow, ("", to)))
    tx.put(flow)
    return flow


def _owner(document: Document, map_id: str, source: str, kind: str) -> str:
    """A sequence flow belongs to the container of its source, other flows to the whole map or their sub-process."""
    element = document.element(map_id, source)
    if element is None:
        return ""
    return element.parent if kind == "sequence" else element.plane


def _way(tx: Transaction, flow: Flow, sides: tuple[str, str] = ("", "")) -> tuple[Point, ...]:
    document = tx.document
    a, b = document.element(flow.map, flow.source), document.element(flow.map, flow.target)
    if isinstance(a, Node) and isinstance(b, Node):
        return way(new_router(tx, flow), flow, flow.source, flow.target, sides)
    return straight(document, flow, flow.source, flow.target)


def reconnect(tx: Transaction, map_id: str, flow_id: str, end: str, element: str, to: str = "") -> None:
    """Hang one end ("source" or "target") of a flow on another element and route it anew. Raises RefusedError.

    `to` is the side of the element that it docks at, "" the one that fits best.
    """
    document = tx.document
    if document.element(map_id, element) is None:
        raise RefusedError(label("permits.nothing_there"))
    flow = document.flow(map_id, flow_id)
    source, target = effective_ends(document, map_id).get(flow_id, (flow.source, flow.target))
    source, target = (element, target) if end == "source" else (source, element)
    if source and target:
        verdict = can_connect(document, map_id, source, target, flow.kind)
        if not verdict and verdict.reason:
            raise RefusedError(verdict.reason)
    parent = _owner(document, map_id, source or target, flow.kind) if source or target else flow.parent
    changed = replace(flow, source=source, target=target, label=None, parent=parent)
    sides = (to, "") if end == "source" else ("", to)
    tx.put(replace(changed, points=_way(tx, changed, sides) or flow.points))


def set_points(tx: Transaction, map_id: str, flow_id: str, points: Sequence[Point]) -> None:
    """Bend a flow by hand. Its guessed ends, if any, become its ends."""
    document = tx.document
    flow = document.flow(map_id, flow_id)
    source, target = effective_ends(document, map_id).get(flow_id, (flow.source, flow.target))
    kept = simplified(points, 0.01) if len(points) > 2 else tuple(points)
    tx.put(replace(flow, source=source, target=target, points=kept))


def tidy(tx: Transaction, map_id: str, flow_ids: Iterable[str]) -> None:
    """Route flows anew, one after the other; flows with a loose end stay."""
    document = tx.document
    for flow_id in flow_ids:
        flow = document.flow(map_id, flow_id)
        source, target = effective_ends(document, map_id).get(flow_id, (flow.source, flow.target))
        if source and target:
            found = replace(flow, source=source, target=target, label=None)
            points = _way(tx, found)
            if points:
                tx.put(replace(found, points=points))


def insert(tx: Transaction, map_id: str, flow_id: str, node_id: str) -> Flow:
    """Put a step into a sequence flow: the flow ends at it, a new one goes on. Returns the new flow.

    Raises RefusedError where the rules forbid it, where the flow is no sequence flow, and for the flow's own ends.
    """
    document = tx.document
    flow = document.flow(map_id, flow_id)
    node = document.node(map_id, node_id)
    source, target = effective_ends(document, map_id).get(flow_id, (flow.source, flow.target))
    if flow.kind != "sequence":
        raise RefusedError(label("permits.only_steps"))
    if node.id in (source, target):
        raise RefusedError(label("permits.itself"))
    for pair in ((source, node.id), (node.id, target)):
        verdict = can_connect(document, map_id, *pair, "sequence")
        if not verdict and verdict.reason:
            raise RefusedError(verdict.reason)
    first = replace(flow, source=source, target=node.id, label=None)
    tx.put(replace(first, points=_way(tx, first)))
    return connect(tx, map_id, node.id, target, "sequence")
