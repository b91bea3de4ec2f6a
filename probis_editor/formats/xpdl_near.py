"""Bizagi's nearest form of a map's records: what its XPDL cannot say is put into what it can.

Bizagi has no negative coordinates, no nested lanes, no drawn data inputs and outputs, and draws what lies in an
embedded sub-process on a canvas of its own. The true records are kept elsewhere (`.probis`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import msgspec

from probis_editor.formats.xpdl_reading import Reading
from probis_editor.geometry import Point, Rect
from probis_editor.model.elements import Flow, Node

Nodes = dict[str, Node]
Flows = dict[str, Flow]


def nearest(
    nodes: Mapping[str, Node], flows: Mapping[str, Flow], base: Reading, bizagi: bool
) -> tuple[Nodes, Flows]:
    """Nodes and flows in XPDL's terms, for `bizagi` in Bizagi's; records that need nothing are the same objects."""
    near, lines = dict(nodes), dict(flows)
    for node in nodes.values():
        if node.kind in ("data.input", "data.output"):
            near[node.id] = msgspec.structs.replace(node, kind="data.object")
    _give_canvases(near, lines)
    if bizagi:
        _flatten_lanes(near)
        _shift(near, lines, base)
    return near, lines


def _flatten_lanes(nodes: Nodes) -> None:
    """Only inmost lanes stay, as lanes of their pool."""
    outer = {n.parent for n in nodes.values() if n.kind == "lane"}
    for node in list(nodes.values()):
        if node.kind != "lane":
            continue
        if node.id in outer:
            del nodes[node.id]
            continue
        parent, seen = node, {node.id}
        top = node.parent
        while (above := nodes.get(top) or None) is not None and above.kind == "lane" and above.id not in seen:
            seen.add(above.id)
            parent, top = above, above.parent
        if parent is not node:
            nodes[node.id] = msgspec.structs.replace(node, parent=top)


def _give_canvases(nodes: Nodes, flows: Flows) -> None:
    """What is drawn inline in a sub-process moves to its canvas, whose origin is the sub-process's corner."""
    inline = {n.id: n for n in nodes.values() if n.inline and n.kind.startswith("subprocess")}
    if not inline:
        return
    original = dict(nodes)
    for node in original.values():
        home = inline.get(node.parent)
        if home is not None and node.plane != home.id:
            dx, dy = -home.drawn.x, -home.drawn.y
            nodes[node.id] = msgspec.structs.replace(
                node, plane=home.id, bounds=node.bounds.moved(dx, dy), label=_moved(node.label, dx, dy)
            )
    for flow in list(flows.values()):
        home = inline.get(flow.parent)
        if home is not None and flow.plane != home.id:
            dx, dy = -home.drawn.x, -home.drawn.y
            flows[flow.id] = _moved_flow(flow, dx, dy, home.id)


def _shift(nodes: Nodes, flows: Flows, base: Reading) -> None:
    """Each plane with negative places moves as a whole; one that had them when it was read stays."""
    low = _lowest(nodes, flows)
    had = {plane for plane, p in _lowest(base.nodes, base.flows).items() if p.x < 0 or p.y < 0}
    by = {
        plane: Point(float(-math.floor(p.x)) if p.x < 0 else 0.0, float(-math.floor(p.y)) if p.y < 0 else 0.0)
        for plane, p in low.items()
        if (p.x < 0 or p.y < 0) and plane not in had
    }
    if not by:
        return
    for node in list(nodes.values()):
        if node.plane in by:
            dx, dy = by[node.plane]
            nodes[node.id] = msgspec.structs.replace(
                node, bounds=node.bounds.moved(dx, dy), label=_moved(node.label, dx, dy)
            )
    for flow in list(flows.values()):
        if flow.plane in by:
            dx, dy = by[flow.plane]
            flows[flow.id] = _moved_flow(flow, dx, dy, flow.plane)


def _lowest(nodes: Mapping[str, Node], flows: Mapping[str, Flow]) -> dict[str, Point]:
    """The least x and y on each plane; labels do not count, Bizagi puts them beyond the edge itself."""
    low: dict[str, list[float]] = {}
    for node in nodes.values():
        _lower(low, node.plane, node.bounds[:2])
    for flow in flows.values():
        for point in flow.points:
            _lower(low, flow.plane, point)
    return {plane: Point(x, y) for plane, (x, y) in low.items()}


def _lower(low: dict[str, list[float]], plane: str, point: tuple[float, float]) -> None:
    known = low.setdefault(plane, [0.0, 0.0])
    if point[0] < known[0]:
        known[0] = point[0]
    if point[1] < known[1]:
        known[1] = point[1]


def _moved(label: Rect | None, dx: float, dy: float) -> Rect | None:
    return None if label is None else label.moved(dx, dy)


def _moved_flow(flow: Flow, dx: float, dy: float, plane: str) -> Flow:
    points = tuple(point.moved(dx, dy) for point in flow.points)
    return msgspec.structs.replace(flow, plane=plane, points=points, label=_moved(flow.label, dx, dy))
