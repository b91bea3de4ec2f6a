"""What a map plainly means but does not say: the ends of flows that real files leave open.

Nothing here is stored (the file would otherwise change by being read); callers show and report it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from probis_editor.geometry import Point, Rect, nearest_on_segment
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Node

TOLERANCE = 4.0
"""How far an end point may lie from a shape's outline to count as docked on it, in units.

Of 5 684 flows in real files 5 657 end within 3 units of their shapes.
"""

Ends = dict[str, tuple[str, str]]

_KEY = "repairs.ends"
_FLOW_NODES = ("task", "subprocess", "call", "event", "gateway", "box")


def effective_ends(document: Document, map_id: str) -> Ends:
    """Flow id -> (source, target) as they are meant; "" where an end is really loose.

    A stated end that exists is kept. A missing one, or one that names nothing on the map, is the shape whose
    outline the end point lies on, within `TOLERANCE`, or the step that it stops in: the one whose outline is
    nearest, the smaller one first where several are equally near. The result must not be changed; it is kept
    until the map changes.
    """
    return _known_ends(document, map_id).ends


def vague_flows(document: Document, map_id: str) -> Iterable[str]:
    """The flows whose stated ends do not tell which shapes they touch: an end is open, unknown, or another flow."""
    return _known_ends(document, map_id).vague


class _Known(NamedTuple):
    ends: Ends
    vague: dict[str, None]


def _known_ends(document: Document, map_id: str) -> _Known:
    """The ends of all flows, brought up to date with what was written since they were last asked for."""
    index = document.index(map_id)
    known, news = index.kept.get(_KEY), index.since(_KEY)
    if not isinstance(known, _Known) or news is None:
        known = _Known({}, {})
        todo = [f.id for f in document.flows(map_id)]
    else:
        todo = []
        moved = False
        for element_id in news:
            moved = moved or not isinstance(document.element(map_id, element_id), Flow)
            todo.append(element_id)
            todo += [f.id for f in index.incident(element_id)]
        if not todo:
            return known
        if moved:
            todo += known.vague
        known = _Known(dict(known.ends), dict(known.vague))
    nodes: list[Node] | None = None
    for flow_id in dict.fromkeys(todo):
        known.vague.pop(flow_id, None)
        flow = document.element(map_id, flow_id)
        if not isinstance(flow, Flow):
            known.ends.pop(flow_id, None)
            continue
        source = flow.source if index.has(flow.source) else ""
        target = flow.target if index.has(flow.target) else ""
        plain = all(isinstance(document.element(map_id, end), Node) for end in (source, target))
        if not plain:
            known.vague[flow_id] = None
        if flow.points and not (source and target):
            nodes = document.nodes(map_id) if nodes is None else nodes
            candidates = [_Candidate(n, n.drawn) for n in nodes if _may_end(flow, n)]
            source = source or _at(flow.points[0], candidates, target)
            target = target or _at(flow.points[-1], candidates, source)
        known.ends[flow_id] = (source, target)
    index.kept[_KEY] = known
    return known


def guessed_ends(document: Document, map_id: str) -> list[tuple[Flow, str, str]]:
    """The flows whose effective ends differ from their record, with those ends, bottom to top."""
    ends = effective_ends(document, map_id)
    return [
        (flow, *ends[flow.id])
        for flow in document.flows(map_id)
        if ends[flow.id] != (flow.source, flow.target)
    ]


class _Candidate(NamedTuple):
    node: Node
    rect: Rect


def _may_end(flow: Flow, node: Node) -> bool:
    if node.plane != flow.plane or node.hidden or node.id == flow.id:
        return False
    family = node.kind.split(".")[0]
    if flow.kind == "sequence":
        return family in _FLOW_NODES
    if flow.kind == "message":
        return family in _FLOW_NODES or family == "pool"
    return family not in ("pool", "lane", "phase", "group", "band")


def _at(point: Point, candidates: Iterable[_Candidate], other: str) -> str:
    best: tuple[float, float, str] | None = None
    for node, rect in candidates:
        if node.id == other or not rect.grown(TOLERANCE).contains(point):
            continue
        distance = outline_distance(node.kind, rect, point)
        if distance <= TOLERANCE or (_is_step(node) and rect.contains(point)):
            found = (round(distance, 1), rect.w * rect.h, node.id)
            best = found if best is None else min(best, found)
    return best[2] if best else ""


def _is_step(node: Node) -> bool:
    """Whether an end that stops inside the shape can mean nothing else: nothing lies in it."""
    return node.kind.split(".")[0] in _FLOW_NODES and not node.expanded


def outline_distance(kind: str, rect: Rect, p: Point) -> float:
    """Distance of a point to the border of an element of that kind: diamond, ellipse or rectangle.

    A diamond's bounding box counts as its border too, for real lines end on either.
    """
    c = rect.center
    box = (
        Point(rect.x, rect.y),
        Point(rect.right, rect.y),
        Point(rect.right, rect.bottom),
        Point(rect.x, rect.bottom),
    )
    wide, high = rect.w / 2, rect.h / 2
    if kind.startswith("event") and wide > 0 and high > 0:
        dx, dy = p.x - c.x, p.y - c.y
        share = math.hypot(dx / wide, dy / high)
        return abs(1 - 1 / share) * math.hypot(dx, dy) if share > 0 else min(rect.w, rect.h) / 2
    distance = _to_polygon(p, box)
    if kind.startswith("gateway"):
        diamond = (Point(c.x, rect.y), Point(rect.right, c.y), Point(c.x, rect.bottom), Point(rect.x, c.y))
        distance = min(distance, _to_polygon(p, diamond))
    return distance


def _to_polygon(p: Point, corners: tuple[Point, ...]) -> float:
    return min(p.distance(nearest_on_segment(p, a, b)) for a, b in pairwise((*corners, corners[0])))
