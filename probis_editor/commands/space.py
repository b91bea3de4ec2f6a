"""The verb of the space tool: make or take away room at a line, in one pool or on the whole map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from probis_editor.commands import consequences
from probis_editor.commands.phases import PHASE_LEAST
from probis_editor.commands.reshape import Reshape, open_room
from probis_editor.commands.shapes import move
from probis_editor.geometry import Point
from probis_editor.kinds import Family, family
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Node
from probis_editor.model.queries import lane_at, pools
from probis_editor.model.repairs import effective_ends

_LEAST = 10.0
LANE_LEAST = 50.0
_FRAMES = ("group", "band")


def make_space(
    tx: Transaction,
    map_id: str,
    plane: str,
    at: Point,
    by: float,
    across: bool,
    everywhere: bool = False,
    before: bool = False,
) -> None:
    """Shift what lies beyond `at` by `by`: to the right with `across`, else down; taken away where negative.

    With `before` what lies on this side of `at` is shifted instead: to the left or up where `by` is negative.

    Frames of groups and open sub-processes that the line goes through grow with the room.
    In a pool all its steps (downward those of the lane at `at` and all lanes below) move and the pool grows; with
    `everywhere` the whole plane does. Room is taken away only as far as nothing comes to touch what stays.
    """
    document = tx.document
    if before:
        _before(tx, map_id, plane, at, by, across, everywhere)
        return
    line = at.x if across else at.y
    for pool in pools(document, map_id):
        if pool.plane != plane or not (everywhere or pool.bounds.contains(at)):
            continue
        box = pool.bounds
        low, high = (box.x, box.right) if across else (box.y, box.bottom)
        if low < line < high:
            _in_pool(tx, pool, at, by, across)
            if not everywhere:
                return
    _beyond(tx, map_id, plane, line, by, across)


def _before(
    tx: Transaction, map_id: str, plane: str, at: Point, by: float, across: bool, everywhere: bool
) -> None:
    """Make the room as ever, then take all that moved or grew back by as much: what stood beyond is where it was."""
    document = tx.document
    outer = [
        n for n in document.nodes(map_id) if n.plane == plane and not n.hidden and _is_outer(document, n)
    ]
    was = {n.id: _end(n, across) for n in outer}
    make_space(tx, map_id, plane, at, -by, across, everywhere)
    shifts = {i: _end(document.node(map_id, i), across) - end for i, end in was.items()}
    room = max(shifts.values(), key=abs, default=0.0)
    if room:
        touched = [i for i, shift in shifts.items() if shift or everywhere]
        move(tx, map_id, touched, -room if across else 0.0, 0.0 if across else -room)


def _end(node: Node, across: bool) -> float:
    return node.drawn.right if across else node.drawn.bottom


def _is_open(node: Node) -> bool:
    """Whether the node is a sub-process with its steps drawn in it."""
    return node.kind.startswith("subprocess") and node.expanded and node.inline


def _frames(shape: Reshape, line: float, sideways: bool) -> list[Node]:
    """The frames of groups, and open sub-processes, that the line goes through: they grow with the room, as what they
    hold is on both sides."""
    found = [n for n in shape.steps() if n.kind in _FRAMES or _is_open(n)]
    rects = [(n, shape.drawn(n)) for n in found]
    return [n for n, r in rects if (r.x < line < r.right if sideways else r.y < line < r.bottom)]


def _kept(
    shape: Reshape, by: float, frames: Mapping[str, Node], stay: Iterable[Node], sideways: bool
) -> float:
    """`by`, but where it is negative no more than leaves open sub-processes round what stays in them."""
    for frame in frames.values() if by < 0 else ():
        if not _is_open(frame):
            continue
        inside = [shape.drawn(n) for n in stay if n.parent == frame.id]
        d = shape.drawn(frame)
        if sideways:
            by = min(0.0, max(by, max((r.right for r in inside), default=d.x + _LEAST) + _LEAST - d.right))
        else:
            by = min(0.0, max(by, max((r.bottom for r in inside), default=d.y + _LEAST) + _LEAST - d.bottom))
    return by


def _grow(shape: Reshape, frame: Node, dw: float, dh: float) -> None:
    """Let a frame grow at its end."""
    rect = shape.bounds(frame)
    if _is_open(frame):  # what is seen of it takes the change, not its closed size
        shape.put(frame, rect._replace(w=rect.w + dw, h=rect.h + dh))
    else:
        shape.put(frame, rect._replace(w=max(_LEAST, rect.w + dw), h=max(_LEAST, rect.h + dh)))


def _in_pool(tx: Transaction, pool: Node, at: Point, by: float, across: bool) -> None:
    document = tx.document
    shape = Reshape(tx, pool.map, pool.id)
    line = at.x if across else at.y
    sideways = across is not shape.upright
    if sideways:
        frames = {n.id: n for n in _frames(shape, line, sideways=True)}
        free = [n for n in shape.steps() if n.id not in frames]
        moved = [n for n in free if shape.center(shape.anchor(n, frames)).x >= line]
        staying = [n for n in free if shape.center(shape.anchor(n, frames)).x < line]
        stay = [shape.drawn(n).right for n in staying]
        by = _kept(shape, by, frames, staying, sideways=True)
        by = _allowed(by, [shape.drawn(n).x for n in moved], [*stay, shape.bounds(pool).x + 92])
        by = max(
            by, 300.0 - shape.bounds(pool).w, max(stay, default=-1e9) + _LEAST - shape.bounds(pool).right
        )
        phases = shape.phases()
        taker = next((p for p in reversed(phases) if shape.bounds(p).x < line), phases[0] if phases else None)
        if taker is not None:
            by = max(by, min(0.0, PHASE_LEAST - shape.bounds(taker).w))
        shape.shift(moved, dx=by)
        for frame in frames.values():
            _grow(shape, frame, by, 0.0)
        for part in [pool, *(n for n in shape.inside() if n.kind == "lane")]:
            rect = shape.bounds(part)
            shape.put(part, rect._replace(w=rect.w + by))
        for phase in phases:
            rect = shape.bounds(phase)
            if phase is taker:
                shape.put(phase, rect._replace(w=rect.w + by))
            elif rect.x >= line:
                shape.put(phase, rect.moved(by, 0))
        shape.done()
        return
    lane = lane_at(document, pool.map, pool.plane, _inside(shape, at))
    holder = lane if lane is not None else pool
    box = shape.bounds(holder)
    cut = {n.id: n for n in _frames(shape, line, sideways=False)}
    inside = [n for n in shape.steps() if n.id not in cut]
    own = [n for n in inside if box.contains(shape.center(shape.anchor(n, cut)))]
    moved = [n for n in own if shape.center(shape.anchor(n, cut)).y >= line]
    staying = [n for n in own if shape.center(shape.anchor(n, cut)).y < line]
    stay = [shape.drawn(n).bottom for n in staying]
    by = _kept(shape, by, cut, staying, sideways=False)
    by = _allowed(by, [shape.drawn(n).y for n in moved], [*stay, box.y])
    lowest = max([*stay, *(shape.drawn(n).bottom + by for n in moved)], default=box.y)
    by = max(by, LANE_LEAST - box.h, lowest + _LEAST - box.bottom if by < 0 and not moved else by)
    open_room(shape, holder, line, by, fill=lane is None, cut=cut)
    for frame in cut.values():
        _grow(shape, frame, 0.0, by)
    shape.done()


def _inside(shape: Reshape, at: Point) -> Point:
    """The point, moved behind the strip of the pool where it lies on it."""
    box = shape.pool.bounds
    if shape.upright:
        return Point(at.x, max(at.y, box.y + 60))
    return Point(max(at.x, box.x + 60), at.y)


def _allowed(by: float, starts: list[float], ends: list[float]) -> float:
    """`by`, but where it is negative no more than the free room between what stays and what moves."""
    if by >= 0 or not starts:
        return by
    room = min(starts) - max(ends, default=-1e9) - _LEAST
    return -min(-by, max(0.0, room))


def _beyond(tx: Transaction, map_id: str, plane: str, line: float, by: float, across: bool) -> None:
    """Shift what stands outside the pools that the line cuts."""
    document = tx.document
    ends = effective_ends(document, map_id)
    loose = [
        n for n in document.nodes(map_id) if n.plane == plane and not n.hidden and _is_outer(document, n)
    ]
    moved: list[Node] = []
    stay: list[float] = []
    grown: dict[str, float] = {}
    for node in loose:  # what is in an open sub-process that the line goes through comes after it
        d = node.drawn
        low, high, middle = (d.x, d.right, d.center.x) if across else (d.y, d.bottom, d.center.y)
        if node.kind == "pool" and low < line < high:
            continue
        if _is_open(node) and low < line < high:
            grown[node.id] = high
            loose += [
                n
                for n in document.nodes(map_id)
                if n.plane == plane and (n.attached == node.id or (n.parent == node.id and not n.attached))
            ]
            continue
        if (low if node.kind == "pool" else middle) >= line:
            moved.append(node)
        else:
            stay.append(high)
            if by < 0 and node.parent in grown and not node.attached:
                by = min(0.0, max(by, high + _LEAST - grown[node.parent]))
    by = _allowed(by, [n.drawn.x if across else n.drawn.y for n in moved], stay)
    before: dict[str, Node] = {}
    for element_id in consequences.with_contents(tx, map_id, [n.id for n in moved]):
        before[element_id] = document.node(map_id, element_id)
    dx, dy = (by, 0.0) if across else (0.0, by)
    for node in before.values():
        label = node.label.moved(dx, dy) if node.label else None
        tx.put(replace(node, bounds=node.bounds.moved(dx, dy), label=label))
    for node_id in grown:
        before[node_id] = node = document.node(map_id, node_id)
        w, h = node.drawn.w + dx, node.drawn.h + dy
        if node.expanded_size:
            tx.put(replace(node, expanded_size=(w, h)))
        else:
            tx.put(replace(node, bounds=node.bounds._replace(w=w, h=h)))
    consequences.follow(tx, before, ends)


def _is_outer(document: Document, node: Node) -> bool:
    """Whether the node lies in no visible pool and in no open sub-process of the same plane."""
    if family(node.kind) in (Family.LANE, Family.PHASE) or node.attached:
        return False
    above = document.element(node.map, node.parent)
    return not isinstance(above, Node) or above.hidden or above.plane != node.plane
