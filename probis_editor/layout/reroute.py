"""New routes for the flows of a plane whose shapes stay where they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from probis_editor.geometry import Point, Rect
from probis_editor.kinds import POOL_PARTS, Family, family
from probis_editor.layout import sizes
from probis_editor.layout.answers import answer_of
from probis_editor.layout.labels import Request, place_labels
from probis_editor.layout.routing import Line, Router, Shape, dock
from probis_editor.model.elements import Flow, Map, Node


def shape_of(node: Node) -> Shape:
    """A node as the router sees it: containers, groups and open sub-processes hinder nothing."""
    group = family(node.kind)
    outline = {Family.GATEWAY: "diamond", Family.EVENT: "circle"}.get(group, "rect")
    flat = group in POOL_PARTS or node.kind in ("group", "band") or (node.expanded and node.inline)
    return Shape(node.id, node.drawn, outline, flat)


def reroute_all(
    record: Map,
    nodes: Sequence[Node],
    flows: Sequence[Flow],
    ends: Mapping[str, tuple[str, str]],
    only: Sequence[str] = (),
) -> list[Flow]:
    """The flows that change when they (or those in `only`) are routed anew, with new places of their labels."""
    chosen = set(only) or {f.id for f in flows}
    router = Router(shape_of(n) for n in nodes if n.drawn.w > 0)
    for flow in flows:
        source, target = ends[flow.id]
        points = flow.points if flow.id not in chosen else ()
        router.put_line(Line(flow.id, source, target, points, flow.kind))
    known = router.plan.shapes
    todo = [
        f for f in flows if f.id in chosen and f.kind != "association" and all(e in known for e in ends[f.id])
    ]
    found = router.again([f.id for f in todo], {f.id: answer_of(f.name) for f in todo})
    for flow in flows:
        source, target = ends[flow.id]
        if flow.id in chosen and flow.kind == "association" and source in known and target in known:
            a, b = known[source], known[target]
            found[flow.id] = (dock(a, b.rect.center), dock(b, a.rect.center))
    labels = place_flow_labels(record, nodes, flows, found)
    result = []
    for flow in flows:
        if flow.id in found:
            fresh = msgspec.structs.replace(flow, points=tuple(found[flow.id]), label=labels.get(flow.id))
            if fresh != flow:
                result.append(fresh)
    return result


def place_flow_labels(
    record: Map, nodes: Sequence[Node], flows: Sequence[Flow], fresh: Mapping[str, tuple[Point, ...]]
) -> dict[str, Rect]:
    """Places for the labels of the flows in `fresh`; labels of nodes stay and are avoided."""
    wanted = []
    for flow in flows:
        if flow.id in fresh and flow.name.strip():
            label = sizes.flow_label(record, flow, record.size)
            wanted.append(Request(flow.id, label.w, label.h, "flow", flow.source))
    solid = {n.id: n.drawn for n in nodes if not shape_of(n).flat}
    solid |= {"label:" + n.id: n.label for n in nodes if n.label is not None}
    routes = {f.id: fresh.get(f.id, f.points) for f in flows}
    frames = [n.bounds for n in nodes if n.kind == "lane"]
    return place_labels(wanted, solid, routes, frames)
