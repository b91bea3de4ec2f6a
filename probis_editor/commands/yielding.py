"""Where a step comes to lie that is dropped on another one: the nearest free place beside it, in the same lane."""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from functools import cache

from probis_editor.commands import consequences
from probis_editor.commands.keeping import HEAD
from probis_editor.commands.reshape import STRIP, stands_upright
from probis_editor.commands.routes import router_for
from probis_editor.commands.spots import CLEAR, GRID, INSET, SOLID, UNSEEN, name_of
from probis_editor.geometry import Rect, bounding
from probis_editor.kinds import STEPS, Family, family
from probis_editor.layout import sizes
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Node
from probis_editor.model.queries import container_at, lane_at

_SPARE = 3 * GRID
"""How much farther than its own size something slides."""


def give_way(tx: Transaction, map_id: str, ids: Sequence[str], dx: float, dy: float) -> tuple[float, float]:
    """How far steps that are to be moved by (dx, dy) have to slide from there so as not to lie on other steps.

    As `free_beside` for the steps among the elements; boundary events, notes and frames never slide by themselves.
    """
    moved = [tx.document.element(map_id, i) for i in ids]
    steps = [n for n in moved if isinstance(n, Node) and _is_step(n)]
    if not steps:
        return 0.0, 0.0
    rects = [n.drawn.moved(dx, dy) for n in steps]
    along = {*ids, *consequences.with_contents(tx, map_id, [n.id for n in steps])}
    return free_beside(tx.document, map_id, steps[0].plane, rects, along)


def free_beside(
    document: Document, map_id: str, plane: str, rects: Sequence[Rect], along: Set[str] = frozenset()
) -> tuple[float, float]:
    """How far steps that are to lie in the rectangles slide together so as not to lie on other steps than `along`.

    To the nearest place that keeps CLEAR of every shape and name and lies wholly in the lane (or open sub-process)
    of the drop, at most about their own size away; along an axis on which they slide they come to the grid. (0, 0)
    where they lie on nothing, and where there is no such place.
    """
    box = bounding(rects)
    if box is None:
        return 0.0, 0.0
    near = [n for n in _near(document, map_id, plane, box) if _is_step(n) and n.id not in along]
    near = [n for n in near if any(map(n.drawn.overlaps, rects))]
    if not near:
        return 0.0, 0.0
    home = container_at(document, map_id, plane, box.center)
    while home in along:
        home = document.node(map_id, home).parent
    around = {home, *_above(document, map_id, home)}
    met = [n.drawn for n in near if n.id not in around]
    if not met:
        return 0.0, 0.0
    wide = max(box.w, *((box.w + r.w) / 2 for r in met)) + _SPARE
    high = max(box.h, *((box.h + r.h) / 2 for r in met)) + _SPARE
    reach = Rect(box.x - wide, box.y - high, box.w + 2 * wide, box.h + 2 * high)
    area = _area(document, map_id, plane, home, box)
    shapes = _shapes(document, map_id, plane, reach, along | around)
    for i, j in _offsets(int(wide // GRID), int(high // GRID)):
        x = _on_grid(box.x + i * GRID) - box.x if i else 0.0
        y = _on_grid(box.y + j * GRID) - box.y if j else 0.0
        if area is not None and not area.covers(box.moved(x, y)):
            continue
        if not any(s.overlaps(r.moved(x, y)) for r in rects for s in shapes):
            return x, y
    return 0.0, 0.0


def _is_step(node: Node) -> bool:
    return family(node.kind) in STEPS and not node.attached and not node.hidden


def _near(document: Document, map_id: str, plane: str, window: Rect) -> list[Node]:
    """The solid shapes that meet a window, from the router's own index."""
    plan = router_for(document, map_id, plane).plan
    found = dict.fromkeys(s.id for s in plan.boxes(window))
    found |= dict.fromkeys(n.id for n in document.index(map_id).of_kind(*UNSEEN))
    nodes = [document.node(map_id, i) for i in found]
    solid = [n for n in nodes if family(n.kind) in SOLID and n.kind not in ("group", "band")]
    return [n for n in solid if n.plane == plane and not n.hidden and n.drawn.overlaps(window)]


def _shapes(document: Document, map_id: str, plane: str, window: Rect, without: Set[str]) -> list[Rect]:
    """What is in the way: shapes with the room around them, and the names beside them."""
    record = document.map(map_id)
    found: list[Rect] = []
    for node in _near(document, map_id, plane, window.grown(CLEAR)):
        if node.id in without:
            continue
        found.append(node.drawn.grown(CLEAR))
        if node.name and family(node.kind) in (Family.EVENT, Family.GATEWAY, Family.DATA):
            found.append(name_of(node, *sizes.node_label(record, node, record.size)))
    return found


def _above(document: Document, map_id: str, element_id: str) -> list[str]:
    found: list[str] = []
    while isinstance(node := document.element(map_id, element_id), Node) and node.parent not in found:
        found.append(element_id := node.parent)
    return found


def _area(document: Document, map_id: str, plane: str, home: str, box: Rect) -> Rect | None:
    """Where the steps have to stay: their lane without its head, else the container they come to; None anywhere."""
    holder = document.element(map_id, home)
    if not isinstance(holder, Node) or holder.hidden or holder.plane != plane:
        return None
    if holder.kind != "pool":
        return holder.drawn.grown(-INSET)
    lane = lane_at(document, map_id, plane, box.center)
    b, pool = (lane or holder).bounds, holder.bounds
    before = STRIP + HEAD + INSET
    if stands_upright(document, holder):
        top = max(b.y, pool.y + before)
        return Rect(b.x, top, b.w, b.bottom - top)
    left = max(b.x, pool.x + before)
    return Rect(left, b.y, b.right - left, b.h)


def _on_grid(at: float) -> float:
    return round(at / GRID) * GRID


@cache
def _offsets(wide: int, high: int) -> list[tuple[int, int]]:
    """Places by distance, in steps of the grid; of equally near ones to the right, below, left, above."""
    places = [(i, j) for i in range(-wide, wide + 1) for j in range(-high, high + 1) if i or j]
    return sorted(places, key=lambda p: (math.hypot(*p), -p[0], -p[1]))
