"""The verbs for pools and lanes (phases: `commands.phases`). After each of them lanes tile their pool.

A pool has a strip of 50 at its left; lanes and phases start behind it, as in Bizagi (measured on 223 lane groups).
Lanes that stand side by side, as BPMN files may have them, are served alike; "below" then means to the right.
"""

from __future__ import annotations

from probis_editor.commands import consequences
from probis_editor.commands.phases import PHASE_LEAST, add_phase, delete_phase, resize_phase
from probis_editor.commands.reshape import STRIP, Reshape, fit, fit_phases, open_room
from probis_editor.geometry import Rect
from probis_editor.kinds import STEPS, Family, family
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Node
from probis_editor.model.layers import next_z
from probis_editor.model.queries import main_pool, surface

__all__ = [
    "LANE_HEIGHT", "LANE_LEAST", "PHASE_LEAST", "STRIP", "add_lane", "add_phase", "add_pool", "delete_lane",
    "delete_phase", "grow_lane", "grow_pool", "hidden_pool", "move_lane", "resize_part", "resize_pool",
]  # fmt: skip

LANE_HEIGHT = 120.0
LANE_LEAST = 50.0
_MARGIN = 10.0


def add_pool(tx: Transaction, map_id: str, bounds: Rect, name: str = "") -> Node:
    """A new visible pool with its own process; the hidden main pool is made first where the map has none.

    What lies on the surface inside it becomes its own.
    """
    document = tx.document
    if main_pool(document, map_id) is None:
        tx.put(hidden_pool(document, map_id))
    node = _pool(document, map_id, bounds, name, hidden=False)
    tx.put(node)
    outside = ("", surface(document, map_id))
    loose = [n for n in document.nodes(map_id) if n.plane == "" and n.parent in outside and not n.hidden]
    consequences.rehome(tx, map_id, [n.id for n in loose if bounds.contains(n.drawn.center)])
    return node


def hidden_pool(document: Document, map_id: str) -> Node:
    """The main pool that Bizagi expects on every map: it is not drawn and owns what lies outside every pool."""
    return _pool(document, map_id, Rect(0, 0, 0, 0), document.map(map_id).name, hidden=True)


def _pool(document: Document, map_id: str, bounds: Rect, name: str, hidden: bool) -> Node:
    return Node(
        map=map_id,
        id=document.new_id(),
        kind="pool",
        bounds=bounds,
        name=name,
        hidden=hidden,
        workflow=document.new_id(),
        z=next_z(document, map_id, "pool"),
    )


def add_lane(
    tx: Transaction,
    map_id: str,
    beside: str,
    below: bool = True,
    name: str = "",
    height: float = LANE_HEIGHT,
    unit: str = "",
) -> Node:
    """A new lane in a pool (as its last) or above/below a lane. Everything beyond moves down, the pool grows.

    In a pool without lanes the first one takes the whole pool, and keeps the pool's height.
    """
    document = tx.document
    place = document.node(map_id, beside)
    shape = Reshape(tx, map_id, beside)
    holder = place if place.kind == "pool" else document.node(map_id, place.parent)
    outer = shape.bounds(holder)
    present = shape.lanes(holder)
    if not present:
        rect = Rect(outer.x + STRIP, outer.y, outer.w - STRIP, outer.h)
    else:
        last = shape.bounds(place if place.kind == "lane" else present[-1])
        top = last.bottom if below or place.kind == "pool" else last.y
        open_room(shape, holder, top, height)
        rect = Rect(last.x, top, last.w, height)
    bounds = shape.turned(rect)
    shape.done()
    lane = Node(
        map=map_id,
        id=document.new_id(),
        kind="lane",
        bounds=bounds,
        name=name,
        parent=holder.id,
        plane=holder.plane,
        unit=unit,
        z=next_z(document, map_id, "lane"),
    )
    tx.put(lane)
    return lane


def grow_lane(tx: Transaction, map_id: str, lane_id: str, by: float) -> None:
    """Make a lane higher at its lower border; what is below moves down, the pool grows."""
    lane = tx.document.node(map_id, lane_id)
    shape = Reshape(tx, map_id, lane_id)
    open_room(shape, lane, shape.bounds(lane).bottom, by, fill=True)
    shape.done()


def grow_pool(tx: Transaction, map_id: str, pool_id: str, by: float, down: float = 0.0) -> None:
    """Make a pool wider at its right border by `by` and higher at its lower one by `down`; its last parts take it."""
    pool = tx.document.node(map_id, pool_id)
    shape = Reshape(tx, map_id, pool_id)
    rect = Rect(pool.bounds.x, pool.bounds.y, pool.bounds.w + by, pool.bounds.h + down)
    fit(shape, pool, shape.turned(rect))
    fit_phases(shape, shape.turned(rect))
    shape.done()


def resize_pool(tx: Transaction, map_id: str, pool_id: str, rect: Rect) -> None:
    """Move a pool's borders; its contents stay where they are, and no border goes through them.

    The first and the last lane take the change of height, all lanes the change of width.
    """
    pool = tx.document.node(map_id, pool_id)
    shape = Reshape(tx, map_id, pool_id)
    new = _round_parts(shape, _round_contents(shape, shape.turned(rect)))
    fit(shape, pool, new)
    fit_phases(shape, new)
    shape.done()


def _round_contents(shape: Reshape, rect: Rect) -> Rect:
    old = shape.bounds(shape.pool)
    inside = [r for n in shape.steps() if family(n.kind) in STEPS and old.covers(r := shape.drawn(n))]
    x = min([rect.x, *(r.x - STRIP - 2 * _MARGIN for r in inside)])
    y = min([rect.y, *(r.y - _MARGIN for r in inside)])
    right = max([rect.right, *(r.right + _MARGIN for r in inside)])
    bottom = max([rect.bottom, *(r.bottom + _MARGIN for r in inside)])
    return Rect(x, y, right - x, bottom - y)


def _round_parts(shape: Reshape, rect: Rect) -> Rect:
    """The rectangle, large enough for the outer lanes and phases to keep their least size."""
    lanes, phases = shape.lanes(shape.pool), shape.phases()
    x, y, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    if lanes:
        y = min(y, shape.bounds(lanes[0]).bottom - LANE_LEAST)
        bottom = max(bottom, (shape.bounds(lanes[-1]).y if len(lanes) > 1 else y) + LANE_LEAST)
    if phases:
        x = min(x, shape.bounds(phases[0]).right - PHASE_LEAST - STRIP)
        left = shape.bounds(phases[-1]).x if len(phases) > 1 else x + STRIP
        right = max(right, left + PHASE_LEAST)
    return Rect(x, y, right - x, bottom - y)


def resize_part(tx: Transaction, map_id: str, part_id: str, rect: Rect) -> None:
    """Drag a border of a lane or phase.

    Its lower (a phase's right) border: what is beyond it moves, the pool grows or shrinks, not below its contents.
    The border to the part before it moves between the two, contents stay. The outer ones are the pool's.
    """
    part = tx.document.node(map_id, part_id)
    if part.kind == "phase":
        resize_phase(tx, map_id, part_id, rect)
        return
    shape = Reshape(tx, map_id, part_id)
    old, new = shape.bounds(part), shape.turned(rect)
    if abs(new.y - old.y) > 0.5:
        _move_border(shape, part, new.y - old.y)
    elif abs(new.h - old.h) > 0.01:
        by = _least_change(shape, part, new.h - old.h)
        open_room(shape, part, old.bottom, by, fill=True)
    shape.done()
    left, right = new.x - old.x, new.right - old.right
    if left or right:
        wide = Reshape(tx, map_id, part_id)
        pool = wide.bounds(wide.pool)
        whole = Rect(pool.x + left, pool.y, pool.w - left + right, pool.h)
        resize_pool(tx, map_id, wide.pool.id, wide.turned(whole))


def _move_border(shape: Reshape, lane: Node, by: float) -> None:
    """Move the upper border of a lane; the lane before it, or for the first one the pool, takes the change."""
    present = shape.lanes(shape.document.node(shape.map, lane.parent))
    at = [n.id for n in present].index(lane.id)
    own = shape.bounds(lane)
    tops = [shape.drawn(n).y - _MARGIN for n in _in_lane(shape, lane)]
    by = min([by, own.h - LANE_LEAST, *(top - own.y for top in tops)])
    if at > 0:
        by = _least_change(shape, present[at - 1], by)
        above = shape.bounds(present[at - 1])
        fit(shape, present[at - 1], above._replace(h=above.h + by))
    elif lane.parent == shape.pool.id:
        pool = shape.bounds(shape.pool)
        pool = Rect(pool.x, pool.y + by, pool.w, pool.h - by)
        fit(shape, shape.pool, pool)
        fit_phases(shape, pool)
        return
    else:
        return
    fit(shape, lane, Rect(own.x, own.y + by, own.w, own.h - by))


def _in_lane(shape: Reshape, lane: Node) -> list[Node]:
    """The steps and data that lie in a lane by their centre."""
    bounds = shape.bounds(lane)
    return [
        n
        for n in shape.steps()
        if family(n.kind) in (*STEPS, Family.DATA) and bounds.contains(shape.center(shape.anchor(n)))
    ]


def _least_change(shape: Reshape, lane: Node, by: float) -> float:
    """`by`, but where it is negative no more than leaves the lane's contents and its least height."""
    if by >= 0:
        return by
    own = shape.bounds(lane)
    inner = shape.lanes(lane)
    floor = shape.bounds(inner[-1]).y if inner else own.y
    bottoms = [shape.drawn(n).bottom + _MARGIN for n in _in_lane(shape, lane)]
    least = max([floor + LANE_LEAST, *bottoms]) - own.y
    return min(0.0, max(by, least - own.h))


def delete_lane(tx: Transaction, map_id: str, lane_id: str, contents: bool = False) -> None:
    """Remove a lane. Its steps stay and its room goes to the neighbours, half each or so that no step is cut; with
    `contents` they go too and what is below moves up. Lanes in it go with it."""
    from probis_editor.commands.settling import settle
    from probis_editor.commands.shapes import delete

    document = tx.document
    lane = document.node(map_id, lane_id)
    if document.element(map_id, lane.parent) is None:
        _drop_deep(tx, lane)
        return
    shape = Reshape(tx, map_id, lane_id)
    holder = document.node(map_id, lane.parent)
    if contents:
        bounds = shape.bounds(lane)
        delete(
            tx,
            map_id,
            [n.id for n in shape.steps() if bounds.contains(shape.center(shape.anchor(n)))],
        )
    present = shape.lanes(holder)
    at = [n.id for n in present].index(lane_id)
    _drop_deep(tx, lane)
    if len(present) == 1:
        return
    shape = Reshape(tx, map_id, holder.id, shape.upright)
    gone = shape.turned(lane.bounds)
    if contents:
        open_room(shape, holder, gone.bottom, -gone.h)
    else:
        above = present[at - 1] if at > 0 else None
        below = present[at + 1] if at + 1 < len(present) else None
        border = _between(shape, gone) if above and below else gone.y if below else gone.bottom
        if above:
            rect = shape.bounds(above)
            fit(shape, above, rect._replace(h=border - rect.y))
        if below:
            rect = shape.bounds(below)
            fit(shape, below, Rect(rect.x, border, rect.w, rect.bottom - border))
    shape.done()
    settle(
        tx, map_id, [n.id for n in document.children(map_id, shape.pool.id) if lane.bounds.overlaps(n.drawn)]
    )


def _between(shape: Reshape, gone: Rect) -> float:
    """Where two lanes meet in the room of one that goes: as near to its middle as no step is cut."""
    kept = (*STEPS, Family.DATA)
    steps = [
        shape.drawn(n) for n in shape.steps() if family(n.kind) in kept and shape.drawn(n).overlaps(gone)
    ]
    edges = [y for r in steps for y in (r.y - _MARGIN, r.bottom + _MARGIN)]
    free = [
        y
        for y in (gone.center.y, gone.y, gone.bottom, *edges)
        if gone.y <= y <= gone.bottom and not any(r.y < y < r.bottom for r in steps)
    ]
    return min(free, key=lambda y: abs(y - gone.center.y), default=gone.center.y)


def _drop_deep(tx: Transaction, lane: Node) -> None:
    for child in tx.document.children(lane.map, lane.id):
        if child.kind == "lane":
            _drop_deep(tx, child)
    tx.drop(lane.key)


def move_lane(tx: Transaction, map_id: str, lane_id: str, by: int) -> None:
    """Take a lane `by` places down (up where negative), with its contents; the lanes passed move the other way."""
    document = tx.document
    lane = document.node(map_id, lane_id)
    shape = Reshape(tx, map_id, lane_id)
    present = shape.lanes(document.node(map_id, lane.parent))
    at = [n.id for n in present].index(lane_id)
    order = [n for n in present if n.id != lane_id]
    order.insert(max(0, min(len(present) - 1, at + by)), lane)
    y = shape.bounds(present[0]).y
    free = {n.id: n for n in shape.inside() if n.kind != "phase"}
    shifts: list[tuple[list[Node], float]] = []
    for one in order:
        bounds = shape.bounds(one)
        own = [free.pop(one.id)]
        for node in list(free.values()):
            deep = node.kind == "lane" and _lies_in(document, node, one)
            step = node.kind != "lane" and bounds.contains(shape.center(shape.anchor(node)))
            if deep or step:
                own.append(free.pop(node.id))
        shifts.append((own, y - bounds.y))
        y += bounds.h
    for nodes, dy in shifts:
        if dy:
            shape.shift(nodes, dy=dy)
    shape.done()


def _lies_in(document: Document, node: Node, lane: Node) -> bool:
    seen: set[str] = set()
    while node.kind == "lane" and node.id not in seen:
        if node.id == lane.id:
            return True
        seen.add(node.id)
        above = document.element(node.map, node.parent)
        if not isinstance(above, Node):
            return False
        node = above
    return False
