"""Where a new step goes: beside the step before it, clear of every shape and off the lines, inside its lane."""

from __future__ import annotations

import math
from collections import Counter
from functools import cache
from typing import Literal, NamedTuple

from probis_editor.commands.routes import router_for
from probis_editor.geometry import Point, Rect
from probis_editor.kinds import KINDS, Family, family
from probis_editor.kinds.spec import Size
from probis_editor.layout import sizes
from probis_editor.layout.plan import Plan
from probis_editor.model.document import Document
from probis_editor.model.elements import Node
from probis_editor.model.queries import lane_of, lanes

Way = Literal["right", "left", "up", "down"]
"""Where the new step lies as seen from the one before it."""

GAP = 48.0
CLEAR = 14.0
GRID = 10.0
_GAPS = (40.0, 120.0)
_FARTHEST = 250.0
INSET = 10.0
_ROW = 28.0
_CROSSED = 60.0
_GROWN = 150.0
_LEFT, _RIGHT, _ROWS = 30, 60, 40
"""How many steps of the grid a place may lie from the wish: to the left, to the right, up or down."""

SOLID = (Family.ACTIVITY, Family.EVENT, Family.GATEWAY, Family.DATA, Family.ARTIFACT, Family.BOX)
_LABELLED = (Family.EVENT, Family.GATEWAY, Family.DATA)
UNSEEN = tuple(k.id for k in KINDS if k.family is Family.ARTIFACT or k.id.startswith("subprocess"))
"""Solid kinds that lines need not go round, so that the router does not know them."""


class _Field(NamedTuple):
    """What is in the way around a wish, and between which y the step belongs; `open_below`: the lane may grow."""

    wish: Point
    shapes: list[Rect]
    plan: Plan
    source: Node
    top: float
    bottom: float
    left: float
    grown: float = 0.0
    """What it costs that the lane has to grow."""


def beside(
    document: Document, source: Node, kind_id: str, size: Size, way: Way = "right"
) -> tuple[Point, Node | None]:
    """The centre (and lane, which may have to grow) for a new step of the given kind and size that follows `source`.

    Right and left keep to the source's lane; up and down go to the lane above or below, in the same column,
    where there is one. No other shape, nor the name beside one, is touched; of the free places the nearest is
    taken that crosses no line, be it that the lane has to grow for it.
    """
    if family(kind_id) is Family.DATA and way == "right":
        wish = Point(source.drawn.center.x + 30, source.drawn.bottom + _ROW + size.h / 2)
        lane = lane_of(document, source)
        return _nearest(document, _field(document, source, lane, wish), size, free=True), lane
    if family(kind_id) is Family.ARTIFACT and way == "right":
        d = source.drawn
        wish = Point(d.right + size.w / 2 - 20, d.y - _ROW - size.h / 2)
        return _nearest(document, _field(document, source, None, wish), size, free=True), None
    lane = _goal(document, source, way)
    own = lane_of(document, source)
    wish = _wish(document, source, size, way, lane if lane is not own else None)
    return _nearest(document, _field(document, source, lane, wish), size, free=way != "right"), lane


def usual_gap(document: Document, source: Node) -> float:
    """The gap most often found between the step and its neighbours (outgoing ones count most), from 40 to 120."""
    found: Counter[float] = Counter()
    for flow in document.incident(source.map, source.id):
        leaving = flow.source == source.id
        other = document.element(source.map, flow.target if leaving else flow.source)
        if not isinstance(other, Node) or flow.kind != "sequence":
            continue
        a, b = (source.drawn, other.drawn) if leaving else (other.drawn, source.drawn)
        gap = b.x - a.right
        if 0 < gap <= _FARTHEST:
            found[min(max(round(gap), _GAPS[0]), _GAPS[1])] += 2 if leaving else 1
    if not found:
        return GAP
    return max(found.items(), key=lambda item: (item[1], -item[0]))[0]


def in_lane(document: Document, map_id: str, lane: Node, size: Size) -> Point:
    """The centre for a first step of a lane, or one more: right of what lies in it, on its middle line."""
    inside = [
        n.drawn
        for n in document.nodes(map_id)
        if n.plane == lane.plane and family(n.kind) in SOLID and lane.bounds.contains(n.drawn.center)
    ]
    x = max((r.right for r in inside), default=lane.bounds.x + 32 + 40 - GAP) + GAP + size.w / 2
    return Point(x, lane.bounds.center.y)


def inside(document: Document, node: Node, lane: Node) -> Point:
    """The free place nearest to the node's column on the middle line of a lane."""
    wish = Point(node.drawn.center.x, lane.bounds.center.y)
    size = Size(node.drawn.w, node.drawn.h)
    return _nearest(document, _field(document, node, lane, wish), size, free=True)


def _goal(document: Document, source: Node, way: Way) -> Node | None:
    """The lane that the new step belongs to."""
    own = lane_of(document, source)
    if own is None or way in ("right", "left"):
        return own
    rows = lanes(document, source.map, own.parent)
    at = next(i for i, lane in enumerate(rows) if lane.id == own.id) + (1 if way == "down" else -1)
    return rows[at] if 0 <= at < len(rows) else own


def _wish(document: Document, source: Node, size: Size, way: Way, other: Node | None) -> Point:
    d = source.drawn
    if way == "left":
        return Point(d.x - usual_gap(document, source) - size.w / 2, d.center.y)
    if way == "right":
        host = document.element(source.map, source.attached) if source.attached else None
        if isinstance(host, Node):
            above = abs(d.center.y - host.drawn.y) < abs(d.center.y - host.drawn.bottom)
            off = _ROW + size.h / 2
            return Point(d.center.x, d.y - off if above else d.bottom + off)
        return Point(d.right + usual_gap(document, source) + size.w / 2, d.center.y)
    if other is not None:
        return Point(d.center.x, other.bounds.center.y)
    off = _ROW + size.h / 2
    return Point(d.center.x, d.bottom + off if way == "down" else d.y - off)


def _field(document: Document, source: Node, lane: Node | None, wish: Point) -> _Field:
    record = document.map(source.map)
    plan = router_for(document, source.map, source.plane).plan
    around = _reach(wish)
    index = document.index(source.map)
    near = [s.id for s in plan.boxes(around.grown(_FARTHEST))]
    near += [n.id for n in index.of_kind(*UNSEEN)]  # what no line has to go round
    shapes: list[Rect] = []
    low, high = (lane.bounds.y, lane.bounds.bottom) if lane is not None else (-1e18, 1e18)
    for node_id in near:
        node = document.node(source.map, node_id)
        named = bool(node.name) and family(node.kind) in _LABELLED
        kept = node.drawn.grown(CLEAR)
        met = kept.overlaps(around) and kept.y < high and kept.bottom > low
        if not (met or named) or not _in_the_way(node, source):
            continue
        if met:
            shapes.append(kept)
        if named:
            name = name_of(node, *sizes.node_label(record, node, record.size))
            if name.overlaps(around) and name.y < high and name.bottom > low:
                shapes.append(name)
    if lane is None:
        return _Field(wish, shapes, plan, source, -1e9, 1e9, -1e9)
    bounds = lane.bounds
    # Below its host is where the way out of an event is looked for.
    grown = 0.0 if source.attached else _GROWN
    left = bounds.x + 32 + INSET
    return _Field(wish, shapes, plan, source, bounds.y + INSET, bounds.bottom - INSET, left, grown)


def _reach(wish: Point) -> Rect:
    return Rect(wish.x - 700, wish.y - 700, 2200, 1400)


def _in_the_way(node: Node, source: Node) -> bool:
    if node.plane != source.plane or node.hidden or family(node.kind) not in SOLID:
        return False
    return node.kind not in ("group", "band") and node.id != source.parent


def name_of(node: Node, w: float, h: float) -> Rect:
    """Where the name beside a shape stands or will stand; `w`, `h`: its size where it has no place of its own."""
    if node.label is not None and node.label.w > 1:
        return node.label
    d = node.drawn
    y = d.y - 4 - h if family(node.kind) is Family.GATEWAY else d.bottom + 4
    return Rect(d.center.x - w / 2, y, w, h)


def _nearest(document: Document, field: _Field, size: Size, free: bool) -> Point:
    """The cheapest free place around the wish; `free` looks to both sides, else only to the right."""
    best, least = None, 1e18
    wish, plan, lines, source = field.wish, field.plan, field.plan.lines, field.source.id
    taken = _taken(field, size)
    for cost, i, j in _offsets(free):
        if cost >= least:
            break
        if taken[j] >> (i + _LEFT) & 1:
            continue
        p = Point(wish.x + i * GRID, wish.y + j * GRID)
        rect = Rect(p.x - size.w / 2, p.y - size.h / 2, size.w, size.h)
        if rect.y < field.top or rect.x < field.left:
            continue
        if rect.bottom > field.bottom:
            cost += field.grown
        if cost >= least:
            continue
        for piece in plan.segments(rect.grown(6.0)):
            if lines[piece.line].source != source:
                cost += _CROSSED
        if cost < least:
            best, least = p, cost
    if best is not None:
        return best
    others = [n.drawn for n in document.nodes(field.source.map) if _in_the_way(n, field.source)]
    right = max((r.right + CLEAR for r in others), default=wish.x)
    return Point(max(right, field.left) + size.w / 2, max(wish.y, field.top + size.h / 2))


def _taken(field: _Field, size: Size) -> dict[int, int]:
    """Where a step of this size would touch a shape: for each row of the grid around the wish the columns as bits."""
    rows = dict.fromkeys(range(-_ROWS, _ROWS + 1), 0)
    w, h, wish = size.w / 2, size.h / 2, field.wish
    for s in field.shapes:
        # strictly between: edges may meet
        low = max(_above((s.x - w - wish.x) / GRID), -_LEFT)
        high = min(_below((s.right + w - wish.x) / GRID), _RIGHT)
        if low > high:
            continue
        bits = ((1 << (high - low + 1)) - 1) << (low + _LEFT)
        first = max(_above((s.y - h - wish.y) / GRID), -_ROWS)
        for j in range(first, min(_below((s.bottom + h - wish.y) / GRID), _ROWS) + 1):
            rows[j] |= bits
    return rows


def _above(x: float) -> int:
    return math.floor(x) + 1


def _below(x: float) -> int:
    return math.ceil(x) - 1


@cache
def _offsets(free: bool) -> list[tuple[float, int, int]]:
    """Places by cost, in steps of the grid: to the right along the row first, then rows below, then above."""
    found = []
    for i in range(-_LEFT if free else 0, _RIGHT + 1):
        across = i * GRID if i >= 0 else -i * GRID * 1.4
        for j in range(-_ROWS, _ROWS + 1):
            down = j * GRID * 1.2 if j >= 0 else -j * GRID * 1.5
            found.append((across + down, abs(j), -j, -i))
    return [(cost, -i, -j) for cost, _, j, i in sorted(found)]
