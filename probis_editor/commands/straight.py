"""The verb "Luruskan": a line with as few bends as its ends allow, past no shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from msgspec.structs import replace

from probis_editor.commands import flows
from probis_editor.commands.routes import runs_through, shapes_of
from probis_editor.geometry import Point, Rect
from probis_editor.model.document import Transaction
from probis_editor.model.elements import Node
from probis_editor.model.repairs import effective_ends

_INSET = 6.0


def straighten(tx: Transaction, map_id: str, flow_ids: Iterable[str]) -> None:
    """Give each flow a straight way, else one with a single bend; where neither is free of shapes, route it anew."""
    document = tx.document
    for flow_id in flow_ids:
        flow = document.flow(map_id, flow_id)
        source, target = effective_ends(document, map_id).get(flow_id, (flow.source, flow.target))
        a, b = document.element(map_id, source), document.element(map_id, target)
        if not isinstance(a, Node) or not isinstance(b, Node) or flow.kind == "association" or a is b:
            continue
        shapes = shapes_of(document, map_id, flow.plane)
        for points in _simple(a, b):
            if any(p == q for p, q in pairwise(points)):
                continue  # an end level with a side of the other: no way there
            if not runs_through(points, shapes, (source, target)) and not _inside(points, (a.drawn, b.drawn)):
                tx.put(replace(flow, source=source, target=target, points=points, label=None))
                break
        else:
            flows.tidy(tx, map_id, [flow_id])


def _simple(a: Node, b: Node) -> Iterator[tuple[Point, ...]]:
    """Straight lines between facing sides, then those with one bend."""
    p, q = a.drawn, b.drawn
    box = not a.kind.startswith(("gateway", "event")), not b.kind.startswith(("gateway", "event"))
    y = _common(p.y, p.bottom, q.y, q.bottom, box)
    if y is not None and (q.x >= p.right or p.x >= q.right):
        yield (Point(p.right, y), Point(q.x, y)) if q.x >= p.right else (Point(p.x, y), Point(q.right, y))
    x = _common(p.x, p.right, q.x, q.right, box)
    if x is not None and (q.y >= p.bottom or p.y >= q.bottom):
        yield (Point(x, p.bottom), Point(x, q.y)) if q.y >= p.bottom else (Point(x, p.y), Point(x, q.bottom))
    m, n = p.center, q.center
    side = p.right if n.x > m.x else p.x
    end = q.y if n.y > m.y else q.bottom
    if not q.x <= side <= q.right:
        yield (Point(side, m.y), Point(n.x, m.y), Point(n.x, end))
    start = p.bottom if n.y > m.y else p.y
    far = q.x if n.x > m.x else q.right
    yield (Point(m.x, start), Point(m.x, n.y), Point(far, n.y))


def _common(a0: float, a1: float, b0: float, b1: float, box: tuple[bool, bool]) -> float | None:
    """A coordinate at which both may be met: the middle of one of them; diamonds and circles only at theirs."""
    a, b = (a0 + a1) / 2, (b0 + b1) / 2
    if abs(a - b) < 0.5:
        return a
    if box[1] and b0 + _INSET <= a <= b1 - _INSET:
        return a
    if box[0] and a0 + _INSET <= b <= a1 - _INSET:
        return b
    return None


def _inside(points: tuple[Point, ...], ends: tuple[Rect, Rect]) -> bool:
    """Whether the way leads through one of its own ends."""
    for a, b in pairwise(points):
        middle = Point((a.x + b.x) / 2, (a.y + b.y) / 2)
        if any(r.grown(-1).contains(middle) for r in ends):
            return True
    return False
