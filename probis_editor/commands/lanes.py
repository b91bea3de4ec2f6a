"""The verbs for pools, lanes and phases. After each of them lanes tile their pool, and phases too.

A pool has a strip of 50 at its left; lanes and phases start behind it, as in Bizagi (measured on 223 lane groups).
"""

from __future__ import annotations

from msgspec.structs import replace

from probis_editor.commands import consequences
from probis_editor.geometry import Rect
from probis_editor.kinds import Family, family
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Node
from probis_editor.model.queries import lanes as lanes_of
from probis_editor.model.queries import main_pool, pools, top_z
from probis_editor.model.queries import phases as phases_of
from probis_editor.model.repairs import effective_ends

STRIP = 50.0
LANE_HEIGHT = 120.0
LANE_LEAST = 50.0
PHASE_LEAST = 60.0


def add_pool(tx: Transaction, map_id: str, bounds: Rect, name: str = "") -> Node:
    """A new visible pool with its own process; the hidden main pool is made first where the map has none."""
    document = tx.document
    if main_pool(document, map_id) is None:
        tx.put(_pool(document, map_id, Rect(0, 0, 0, 0), document.map(map_id).name, hidden=True))
    node = _pool(document, map_id, bounds, name, hidden=False)
    tx.put(node)
    return node


def _pool(document: Document, map_id: str, bounds: Rect, name: str, hidden: bool) -> Node:
    return Node(
        map=map_id,
        id=document.new_id(),
        kind="pool",
        bounds=bounds,
        name=name,
        hidden=hidden,
        workflow=document.new_id(),
        z=0,
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
    pool_id = place.id if place.kind == "pool" else place.parent
    pool = document.node(map_id, pool_id)
    present = lanes_of(document, map_id, pool_id)
    x = pool.bounds.x + (STRIP if pool.kind == "pool" else 0)
    w = pool.bounds.right - x
    if not present:
        rect = Rect(x, pool.bounds.y, w, pool.bounds.h)
    else:
        last = place if place.kind == "lane" else present[-1]
        top = last.bounds.bottom if below or place.kind == "pool" else last.bounds.y
        _make_room(tx, map_id, pool_id, top, height)
        rect = Rect(x, top, w, height)
    lane = Node(
        map=map_id,
        id=document.new_id(),
        kind="lane",
        bounds=rect,
        name=name,
        parent=pool_id,
        plane=pool.plane,
        unit=unit,
        z=max((n.z for n in present), default=0) + 1,
    )
    tx.put(lane)
    return lane


def _make_room(tx: Transaction, map_id: str, pool_id: str, line: float, by: float) -> None:
    """Shift what lies below `line` in the pool down by `by` and grow the pool; pools beneath it move too."""
    document = tx.document
    pool = document.node(map_id, pool_id)
    moved = [n for n in _all_of(document, map_id, pool_id) if n.kind != "phase" and _top(n) >= line - 0.5]
    below = [
        n
        for p in pools(document, map_id)
        if p.id != pool_id and p.plane == pool.plane and p.bounds.y >= pool.bounds.bottom - 0.5
        for n in [p, *_all_of(document, map_id, p.id)]
    ]
    _shift(tx, map_id, [*moved, *below], by)
    pool = document.node(map_id, pool_id)
    tx.put(replace(pool, bounds=pool.bounds._replace(h=pool.bounds.h + by)))
    for phase in phases_of(document, map_id, pool_id):
        tx.put(replace(phase, bounds=phase.bounds._replace(h=pool.bounds.h + by)))


def _top(node: Node) -> float:
    return node.drawn.y if node.kind == "lane" else node.drawn.center.y


def _all_of(document: Document, map_id: str, container: str) -> list[Node]:
    holder = document.node(map_id, container)
    ids: dict[str, Node] = {}
    stack = [container]
    while stack:
        for child in document.children(map_id, stack.pop()):
            if child.plane == holder.plane and child.id not in ids:
                ids[child.id] = child
                stack.append(child.id)
    return list(ids.values())


def _shift(tx: Transaction, map_id: str, nodes: list[Node], dy: float, dx: float = 0.0) -> None:
    ends = effective_ends(tx.document, map_id)
    before = {n.id: n for n in nodes}
    for node in before.values():
        label = node.label.moved(dx, dy) if node.label else None
        tx.put(replace(node, bounds=node.bounds.moved(dx, dy), label=label))
    consequences.follow(tx, before, ends)


def grow_lane(tx: Transaction, map_id: str, lane_id: str, by: float) -> None:
    """Make a lane higher at its lower border; what is below moves down, the pool grows."""
    document = tx.document
    lane = document.node(map_id, lane_id)
    pool_id = lane.parent
    _make_room(tx, map_id, pool_id, lane.bounds.bottom, by)
    tx.put(replace(lane, bounds=lane.bounds._replace(h=lane.bounds.h + by)))


def grow_pool(tx: Transaction, map_id: str, pool_id: str, by: float) -> None:
    """Make a pool wider at its right border, with its lanes and its last phase."""
    document = tx.document
    pool = document.node(map_id, pool_id)
    tx.put(replace(pool, bounds=pool.bounds._replace(w=pool.bounds.w + by)))
    for lane in _lanes_deep(document, map_id, pool_id):
        tx.put(replace(lane, bounds=lane.bounds._replace(w=lane.bounds.w + by)))
    for phase in phases_of(document, map_id, pool_id)[-1:]:
        tx.put(replace(phase, bounds=phase.bounds._replace(w=phase.bounds.w + by)))


def _lanes_deep(document: Document, map_id: str, parent: str) -> list[Node]:
    result = []
    for lane in lanes_of(document, map_id, parent):
        result += [lane, *_lanes_deep(document, map_id, lane.id)]
    return result


def resize_pool(tx: Transaction, map_id: str, pool_id: str, rect: Rect) -> None:
    """Move a pool's borders; its contents stay where they are, and no border goes through them.

    The first and the last lane take the change of height, all lanes the change of width.
    """
    document = tx.document
    pool = document.node(map_id, pool_id)
    rect = _round_contents(document, map_id, pool, rect)
    present = lanes_of(document, map_id, pool_id)
    ends = effective_ends(document, map_id)
    if present:
        first_least = present[0].bounds.bottom - LANE_LEAST
        last_least = present[-1].bounds.y + LANE_LEAST
        top, bottom = min(rect.y, first_least), max(rect.bottom, last_least)
        rect = Rect(rect.x, top, rect.w, bottom - top)
    tx.put(replace(pool, bounds=rect))
    x, w = rect.x + STRIP, rect.w - STRIP
    for lane in present:
        top = rect.y if lane is present[0] else lane.bounds.y
        bottom = rect.bottom if lane is present[-1] else lane.bounds.bottom
        tx.put(replace(lane, bounds=Rect(x, top, w, bottom - top)))
    _tile_phases(tx, map_id, pool_id)
    consequences.follow(tx, {pool_id: pool}, ends)


def _round_contents(document: Document, map_id: str, pool: Node, rect: Rect) -> Rect:
    steps = (Family.ACTIVITY, Family.EVENT, Family.GATEWAY)
    inside = [
        n.drawn
        for n in _all_of(document, map_id, pool.id)
        if family(n.kind) in steps and pool.bounds.covers(n.drawn)
    ]
    x = min([rect.x, *(r.x - STRIP - 20 for r in inside)])
    y = min([rect.y, *(r.y - 10 for r in inside)])
    right = max([rect.right, *(r.right + 10 for r in inside)])
    bottom = max([rect.bottom, *(r.bottom + 10 for r in inside)])
    return Rect(x, y, right - x, bottom - y)


def _tile_phases(tx: Transaction, map_id: str, pool_id: str) -> None:
    document = tx.document
    pool = document.node(map_id, pool_id).bounds
    present = phases_of(document, map_id, pool_id)
    x = pool.x + STRIP
    for phase in present:
        w = phase.bounds.w if phase is not present[-1] else max(PHASE_LEAST, pool.right - x)
        tx.put(replace(phase, bounds=Rect(x, pool.y, w, pool.h)))
        x += w


def resize_part(tx: Transaction, map_id: str, part_id: str, rect: Rect) -> None:
    """Drag a border of a lane or phase: what is beyond it moves, the pool grows or shrinks (not below its contents)."""
    document = tx.document
    part = document.node(map_id, part_id)
    pool = document.node(map_id, part.parent)
    if part.kind == "lane":
        by = _least_change(document, part, rect.h - part.bounds.h)
        if by:
            grow_lane(tx, map_id, part_id, by)
        if rect.right != part.bounds.right:
            whole = pool.bounds._replace(w=rect.right - pool.bounds.x)
            resize_pool(tx, map_id, pool.id, document.node(map_id, pool.id).bounds._replace(w=whole.w))
        return
    by = max(rect.w, PHASE_LEAST) - part.bounds.w
    beyond = [
        n
        for n in _all_of(document, map_id, pool.id)
        if n.kind != "lane" and n.drawn.center.x >= part.bounds.right and n.id != part_id
    ]
    _shift(tx, map_id, beyond, 0.0, by)
    tx.put(replace(part, bounds=part.bounds._replace(w=part.bounds.w + by)))
    pool = document.node(map_id, pool.id)
    tx.put(replace(pool, bounds=pool.bounds._replace(w=pool.bounds.w + by)))
    for lane in _lanes_deep(document, map_id, pool.id):
        tx.put(replace(lane, bounds=lane.bounds._replace(w=lane.bounds.w + by)))


def _least_change(document: Document, lane: Node, by: float) -> float:
    inside = [
        n.drawn.bottom
        for n in document.nodes(lane.map)
        if n.plane == lane.plane
        and family(n.kind) in (Family.ACTIVITY, Family.EVENT, Family.GATEWAY, Family.DATA)
        and lane.bounds.contains(n.drawn.center)
    ]
    least = max([LANE_LEAST, *(b + 10 - lane.bounds.y for b in inside)])
    return max(by, least - lane.bounds.h) if by < 0 else by


def delete_lane(tx: Transaction, map_id: str, lane_id: str, contents: bool = False) -> None:
    """Remove a lane. Its steps stay and its room goes to the neighbours, half each; with `contents` they go too
    and what is below moves up."""
    from probis_editor.commands.shapes import delete

    document = tx.document
    lane = document.node(map_id, lane_id)
    present = lanes_of(document, map_id, lane.parent)
    at = [n.id for n in present].index(lane_id)
    if contents:
        inside = [
            n.id
            for n in _all_of(document, map_id, lane.parent)
            if n.kind not in ("lane", "phase") and lane.bounds.contains(n.drawn.center)
        ]
        delete(tx, map_id, [*inside, *(c.id for c in document.children(map_id, lane_id))])
    tx.drop(lane.key)
    if len(present) == 1:
        return
    if contents:
        _make_room(tx, map_id, lane.parent, lane.bounds.bottom, -lane.bounds.h)
        return
    above = present[at - 1] if at > 0 else None
    below = present[at + 1] if at + 1 < len(present) else None
    share = lane.bounds.h / 2 if above and below else lane.bounds.h
    if above:
        tx.put(replace(above, bounds=above.bounds._replace(h=above.bounds.h + share)))
    if below:
        b = below.bounds
        tx.put(replace(below, bounds=Rect(b.x, b.y - share, b.w, b.h + share)))


def move_lane(tx: Transaction, map_id: str, lane_id: str, by: int) -> None:
    """Take a lane `by` places down (up where negative), with its contents; the lanes passed move the other way."""
    document = tx.document
    lane = document.node(map_id, lane_id)
    present = lanes_of(document, map_id, lane.parent)
    at = [n.id for n in present].index(lane_id)
    to = max(0, min(len(present) - 1, at + by))
    order = [n for n in present if n.id != lane_id]
    order.insert(to, lane)
    y = present[0].bounds.y
    ends = effective_ends(document, map_id)
    before: dict[str, Node] = {}
    shifts: dict[str, float] = {}
    contents = [n for n in _all_of(document, map_id, lane.parent) if n.kind not in ("lane", "phase")]
    for one in order:
        dy = y - one.bounds.y
        y += one.bounds.h
        inside = [n for n in contents if one.bounds.contains(n.drawn.center) and n.id not in before]
        for node in [one, *_lanes_deep(document, map_id, one.id), *inside]:
            before[node.id] = node
            shifts[node.id] = dy
    for node in before.values():
        dy = shifts[node.id]
        label = node.label.moved(0, dy) if node.label else None
        tx.put(replace(node, bounds=node.bounds.moved(0, dy), label=label))
    moved = {i: n for i, n in before.items() if shifts[i]}
    consequences.follow(tx, moved, ends)


def add_phase(tx: Transaction, map_id: str, pool_id: str, name: str = "", width: float = 200.0) -> Node:
    """A new phase at the right of a pool; the first one takes the whole pool, later ones make it wider."""
    document = tx.document
    pool = document.node(map_id, pool_id)
    present = phases_of(document, map_id, pool_id)
    if present:
        rect = Rect(pool.bounds.right, pool.bounds.y, width, pool.bounds.h)
        tx.put(replace(pool, bounds=pool.bounds._replace(w=pool.bounds.w + width)))
        for lane in _lanes_deep(document, map_id, pool_id):
            tx.put(replace(lane, bounds=lane.bounds._replace(w=lane.bounds.w + width)))
    else:
        rect = Rect(pool.bounds.x + STRIP, pool.bounds.y, pool.bounds.w - STRIP, pool.bounds.h)
    phase = Node(
        map=map_id,
        id=document.new_id(),
        kind="phase",
        bounds=rect,
        name=name,
        parent=pool_id,
        plane=pool.plane,
        z=min(top_z(document, map_id) + 1, 5),
    )
    tx.put(phase)
    return phase


def delete_phase(tx: Transaction, map_id: str, phase_id: str) -> None:
    """Remove a phase; its room goes to the one before it, or after it where it was the first."""
    document = tx.document
    phase = document.node(map_id, phase_id)
    present = phases_of(document, map_id, phase.parent)
    at = [n.id for n in present].index(phase_id)
    tx.drop(phase.key)
    if at > 0:
        heir = present[at - 1]
        tx.put(replace(heir, bounds=heir.bounds._replace(w=heir.bounds.w + phase.bounds.w)))
    elif len(present) > 1:
        heir = present[1]
        tx.put(
            replace(
                heir,
                bounds=Rect(phase.bounds.x, heir.bounds.y, heir.bounds.w + phase.bounds.w, heir.bounds.h),
            )
        )
