"""What is measured of a laid-out graph: the hard zeros of the layout's contract, crossings and bends.

Counts only; no judgement. Written from the contract, not from the layout's code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from probis_editor.geometry import Point, Rect
from probis_editor.layout.graph import Graph, Layout

EPS = 0.5


class Quality(NamedTuple):
    """Zeros: everything but crossings, bends and length, and `uncovered` labels."""

    unrouted: int
    slanted: int
    undocked: int
    through: int
    on_another: int
    shapes_overlap: int
    out_of_lane: int
    lanes_broken: int
    labels_overlap: int
    labels_missing: int
    labels_crossed: int
    crossings: int
    bends: int
    length: float

    @property
    def faults(self) -> dict[str, int]:
        """The zeros that are not zero."""
        zeros = self._asdict()
        for soft in ("crossings", "bends", "length", "labels_missing", "labels_crossed"):
            del zeros[soft]
        return {k: v for k, v in zeros.items() if v}


def measure(graph: Graph, layout: Layout) -> Quality:
    """The quality of a layout of the graph."""
    roles = {b.id: b.role for b in graph.boxes}
    solid = {k: r for k, r in layout.boxes.items() if roles[k] not in ("pool", "boundary")}
    ends = {e.id: (e.source, e.target) for e in graph.edges}
    segments = list(_segments(layout.routes))
    return Quality(
        unrouted=sum(1 for e in graph.edges if e.source != e.target and e.id not in layout.routes),
        slanted=sum(1 for _, a, b in segments if abs(a.x - b.x) > EPS and abs(a.y - b.y) > EPS),
        undocked=_undocked(layout, ends),
        through=_through(segments, solid, ends, roles),
        on_another=_on_another(segments, ends),
        shapes_overlap=sum(1 for (_, a), (_, b) in combinations(solid.items(), 2) if a.overlaps(b)),
        out_of_lane=sum(
            1
            for b in graph.boxes
            if b.role != "boundary"
            and not layout.lanes[graph.lanes[b.lane].id].covers(layout.boxes[b.id])
            and b.role != "pool"
        ),
        lanes_broken=_lanes_broken(graph, layout),
        labels_overlap=_labels_overlap(layout, solid, roles),
        labels_missing=_wanted(graph) - len(layout.labels),
        labels_crossed=sum(
            1 for r in layout.labels.values() if any(_meets(a, b, r.grown(-EPS)) for _, a, b in segments)
        ),
        crossings=crossings(layout.routes),
        bends=sum(len(p) - 2 for p in layout.routes.values()),
        length=sum(abs(a.x - b.x) + abs(a.y - b.y) for _, a, b in segments),
    )


def crossings(routes: Mapping[str, Sequence[Point]]) -> int:
    """Proper crossings of pieces of different flows."""
    pieces = list(_segments(routes))
    upright = [(k, a, b) for k, a, b in pieces if abs(a.x - b.x) <= EPS]
    level = [(k, a, b) for k, a, b in pieces if abs(a.y - b.y) <= EPS]
    count = 0
    for k, a, b in upright:
        low, high = min(a.y, b.y) + EPS, max(a.y, b.y) - EPS
        for other, c, d in level:
            if other != k and low < c.y < high and min(c.x, d.x) + EPS < a.x < max(c.x, d.x) - EPS:
                count += 1
    return count


def _segments(routes: Mapping[str, Sequence[Point]]) -> Iterator[tuple[str, Point, Point]]:
    for key, points in routes.items():
        for a, b in pairwise(points):
            yield key, a, b


def _meets(a: Point, b: Point, r: Rect) -> bool:
    return (
        min(a.x, b.x) < r.right and max(a.x, b.x) > r.x and min(a.y, b.y) < r.bottom and max(a.y, b.y) > r.y
    )


def _undocked(layout: Layout, ends: Mapping[str, tuple[str, str]]) -> int:
    """Ends that do not lie on the border of their shape's rectangle or, for round and slanted ones, inside it."""
    count = 0
    for key, points in layout.routes.items():
        for end, p in zip(ends[key], (points[0], points[-1]), strict=True):
            r = layout.boxes[end]
            if not r.grown(EPS).contains(p):
                count += 1
    return count


def _through(
    segments: Sequence[tuple[str, Point, Point]],
    solid: Mapping[str, Rect],
    ends: Mapping[str, tuple[str, str]],
    roles: Mapping[str, str],
) -> int:
    count = 0
    for key, a, b in segments:
        for box, rect in solid.items():
            own = box in ends[key]
            if own and roles[box] in ("gateway", "event"):
                rect = rect.grown(-min(rect.w, rect.h) / 4)
            if _meets(a, b, rect.grown(-EPS)):
                count += 1
    return count


def _on_another(segments: Sequence[tuple[str, Point, Point]], ends: Mapping[str, tuple[str, str]]) -> int:
    """Pairs of flows without a common end that lie on each other."""
    count = 0
    for (k, a, b), (other, c, d) in combinations(segments, 2):
        if k == other or set(ends[k]) & set(ends[other]):
            continue
        if abs(a.x - b.x) <= EPS and abs(c.x - d.x) <= EPS and abs(a.x - c.x) < 2.0:
            shared = min(max(a.y, b.y), max(c.y, d.y)) - max(min(a.y, b.y), min(c.y, d.y))
        elif abs(a.y - b.y) <= EPS and abs(c.y - d.y) <= EPS and abs(a.y - c.y) < 2.0:
            shared = min(max(a.x, b.x), max(c.x, d.x)) - max(min(a.x, b.x), min(c.x, d.x))
        else:
            continue
        count += shared > EPS
    return count


def _lanes_broken(graph: Graph, layout: Layout) -> int:
    """Lanes of one pool that do not follow each other without gap, or differ in width, or leave their pool."""
    count = 0
    for a, b in pairwise(graph.lanes):
        if a.pool == b.pool:
            r, s = layout.lanes[a.id], layout.lanes[b.id]
            count += abs(r.bottom - s.y) > EPS or r.x != s.x or r.w != s.w
    for lane in graph.lanes:
        pool = graph.pools[lane.pool]
        count += not layout.pools[pool.id].grown(EPS).covers(layout.lanes[lane.id])
    return count


def _labels_overlap(layout: Layout, solid: Mapping[str, Rect], roles: Mapping[str, str]) -> int:
    labels = list(layout.labels.values())
    count = sum(1 for a, b in combinations(labels, 2) if a.overlaps(b))
    for a in labels:
        count += sum(1 for key, b in solid.items() if a.overlaps(b) and not _beside(a, b, roles[key]))
    return count


def _beside(a: Rect, b: Rect, role: str) -> bool:
    """Whether a rectangle lies in a corner of a gateway's box, outside its diamond."""
    c = b.center
    dx = max(a.x - c.x, c.x - a.right, 0.0)
    dy = max(a.y - c.y, c.y - a.bottom, 0.0)
    return role == "gateway" and dx / (b.w / 2) + dy / (b.h / 2) >= 1.0


def _wanted(graph: Graph) -> int:
    return sum(1 for b in graph.boxes if b.label_w) + sum(1 for e in graph.edges if e.label_w)
