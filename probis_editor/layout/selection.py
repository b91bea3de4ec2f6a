"""Tidying of chosen shapes only: they are set in columns and rows among themselves, nothing else moves.

The chosen shapes keep their lanes; lanes, pools and all other shapes stay. Flows at the chosen shapes are
routed anew, all others keep their bends.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from probis_editor.geometry import Rect, bounding
from probis_editor.layout.graph import Graph, Layout, Measures, Role
from probis_editor.layout.swimlane import arrange

STEP = 8.0
TRIES = 60
EDGE = 6.0


def part(graph: Graph, chosen: Sequence[str]) -> Graph:
    """The graph of the chosen boxes alone, with their boundary events and the edges between them."""
    wanted = dict.fromkeys(chosen)
    keep = {b.id for b in graph.boxes if (b.id in wanted or b.host in wanted) and b.role != "pool"}
    boxes = tuple(
        msgspec.structs.replace(
            b, phase=0, host=b.host if b.host in keep else "", role=_role(b.host, keep, b.role)
        )
        for b in graph.boxes
        if b.id in keep
    )
    edges = tuple(e for e in graph.edges if e.source in keep and e.target in keep)
    return Graph(boxes, edges, graph.lanes, graph.pools, ())


def _role(host: str, keep: set[str], role: Role) -> Role:
    return "event" if role == "boundary" and host not in keep else role


def places(
    graph: Graph,
    measures: Measures,
    lanes: dict[str, Rect],
    old: dict[str, Rect],
    solid: Sequence[Rect],
) -> dict[str, Rect]:
    """New rectangles of the graph's boxes within lanes that stay (`lanes` by id; "" = no lane).

    The block starts where the chosen shapes started and gives way to `solid` shapes by moving right; where no
    place is found within reach, nothing moves and the result is empty.
    """
    layout = arrange(graph, measures)
    start = bounding(old[b.id] for b in graph.boxes if b.id in old)
    if start is None:
        return {}
    left = min(layout.boxes[b.id].x for b in graph.boxes)
    raw: dict[str, Rect] = {}
    for box in graph.boxes:
        raw[box.id] = _in_lane(graph, layout, box.id, lanes, start).moved(start.x - left, 0.0)
    for n in range(TRIES):
        shifted = {k: r.moved(n * STEP, 0.0) for k, r in raw.items()}
        if _free(graph, shifted, solid) and _inside(graph, shifted, lanes):
            return _with_events(graph, layout, shifted)
    return {}


def _with_events(graph: Graph, layout: Layout, rects: dict[str, Rect]) -> dict[str, Rect]:
    """The rectangles on whole units; boundary events sit where the layout put them on their hosts."""
    result = {k: Rect(round(r.x), round(r.y), r.w, r.h) for k, r in rects.items()}
    for box in graph.boxes:
        if box.role == "boundary" and box.host in result:
            was, now = layout.boxes[box.host], result[box.host]
            result[box.id] = layout.boxes[box.id].moved(now.x - was.x, now.y - was.y)
    return result


def _in_lane(graph: Graph, layout: Layout, box_id: str, lanes: dict[str, Rect], start: Rect) -> Rect:
    """The box at the same height relative to the middle of its lane, kept inside the lane."""
    box = next(b for b in graph.boxes if b.id == box_id)
    rect = layout.boxes[box_id]
    lane = graph.lanes[box.lane].id
    drawn = lanes.get(lane)
    if drawn is None:
        return rect.moved(0.0, start.y - min(r.y for r in layout.boxes.values()))
    used = [layout.boxes[b.id] for b in graph.boxes if b.lane == box.lane and b.role != "boundary"]
    block = bounding(used) or rect
    y = drawn.center.y + rect.y - block.center.y
    if box.role != "boundary":
        y = min(max(y, drawn.y + EDGE), max(drawn.y + EDGE, drawn.bottom - EDGE - rect.h))
    return Rect(rect.x, y, rect.w, rect.h)


def _free(graph: Graph, rects: dict[str, Rect], solid: Sequence[Rect]) -> bool:
    own = [rects[b.id] for b in graph.boxes if b.role != "boundary"]
    if any(r.grown(EDGE).overlaps(s) for r in own for s in solid):
        return False
    return not any(a.overlaps(b) for n, a in enumerate(own) for b in own[n + 1 :])


def _inside(graph: Graph, rects: dict[str, Rect], lanes: dict[str, Rect]) -> bool:
    for box in graph.boxes:
        lane = lanes.get(graph.lanes[box.lane].id)
        if lane is not None and rects[box.id].right > lane.right - EDGE:
            return False
    return True
