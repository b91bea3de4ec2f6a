"""Reshaping a pool: new bounds for many of its parts at once, so that every flow follows once.

All arithmetic is done for lanes that lie one below the other. Where a pool's lanes stand side by side, x and y are
exchanged on the way in and out; "below" then means to the right.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

from msgspec.structs import replace

from probis_editor.commands import consequences
from probis_editor.geometry import Point, Rect
from probis_editor.model.changes import label
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Node
from probis_editor.model.queries import lanes as lanes_of
from probis_editor.model.queries import phases as phases_of
from probis_editor.model.queries import pools
from probis_editor.model.repairs import effective_ends
from probis_editor.rules.permits import RefusedError

STRIP = 50.0
_WIDEST_STRIP = 100.0


class Reshape:
    """The planned bounds of a pool's parts, in the frame in which lanes lie one below the other.

    Nothing is written before `done`, which writes what changed and lets the flows follow.
    """

    def __init__(self, tx: Transaction, map_id: str, part_id: str, upright: bool | None = None) -> None:
        """`part_id` is the pool or anything in it. Raises RefusedError where it lies in no pool.

        `upright` tells that the lanes stand side by side where they no longer show it.
        """
        self.document = tx.document
        self.map = map_id
        self.pool = pool_above(tx.document, map_id, part_id)
        self._tx = tx
        self._ends = effective_ends(tx.document, map_id)
        self.upright = stands_upright(tx.document, self.pool) if upright is None else upright
        self._planned: dict[str, Rect] = {}

    def turned(self, rect: Rect) -> Rect:
        """From the plane's frame into this one or back."""
        return Rect(rect.y, rect.x, rect.h, rect.w) if self.upright else rect

    def bounds(self, node: Node) -> Rect:
        """The planned bounds, or the present ones."""
        return self._planned.get(node.id) or self.turned(node.bounds)

    def center(self, node: Node) -> Point:
        """The middle of what is drawn, at its present place."""
        return self.turned(node.drawn).center

    def drawn(self, node: Node) -> Rect:
        """What is drawn, at its present place."""
        return self.turned(node.drawn)

    def put(self, node: Node, rect: Rect) -> None:
        self._planned[node.id] = rect

    def shift(self, nodes: Iterable[Node], dx: float = 0.0, dy: float = 0.0) -> None:
        for node in nodes:
            self.put(node, self.bounds(node).moved(dx, dy))

    def lanes(self, holder: Node) -> list[Node]:
        """The lanes directly in a pool or lane, in their order."""
        return lanes_of(self.document, self.map, holder.id)

    def phases(self) -> list[Node]:
        """The pool's phases in their order."""
        found = phases_of(self.document, self.map, self.pool.id)
        return sorted(found, key=lambda n: (self.turned(n.bounds).x, n.id))

    def inside(self, pool: Node | None = None) -> list[Node]:
        """All that lies in the pool on its plane, lanes and phases included."""
        return all_inside(self.document, pool or self.pool)

    def steps(self) -> list[Node]:
        """All that lies in the pool on its plane, except lanes and phases."""
        return [n for n in self.inside() if n.kind not in ("lane", "phase")]

    def anchor(self, node: Node, cut: Container[str] = ()) -> Node:
        """The thing that decides where a node belongs: its host, the outermost sub-process around it, or itself.

        Sub-processes that are `cut`, so that their parts go different ways, decide nothing.
        """
        seen = {node.id}
        while True:
            above = self.document.element(self.map, node.attached or node.parent)
            if not isinstance(above, Node) or above.kind in ("pool", "lane") or above.plane != node.plane:
                return node
            if above.id in seen or above.id in cut:
                return node
            seen.add(above.id)
            node = above

    def done(self) -> None:
        """Write what changed; labels move along, flows follow. An open sub-process grows as it is seen."""
        before: dict[str, Node] = {}
        for node_id, rect in self._planned.items():
            node = self.document.node(self.map, node_id)
            new = self.turned(rect)
            if new == node.bounds:
                continue
            before[node_id] = node
            old, seen = node.bounds, node.expanded_size
            if node.expanded and seen:
                seen = (seen[0] + new.w - old.w, seen[1] + new.h - old.h)
                new = Rect(new.x, new.y, old.w, old.h)
            text = node.label.moved(new.x - old.x, new.y - old.y) if node.label else None
            self._tx.put(replace(node, bounds=new, label=text, expanded_size=seen))
        consequences.follow(self._tx, before, self._ends)


def pool_above(document: Document, map_id: str, part_id: str) -> Node:
    """The pool that a pool, lane, phase or step lies in. Raises KeyError for an unknown part, RefusedError where it
    lies in no pool (lanes of a BPMN process without a participant)."""
    node = document.node(map_id, part_id)
    seen: set[str] = set()
    while node.kind != "pool":
        above = document.element(map_id, node.parent)
        if not isinstance(above, Node) or node.id in seen:
            raise RefusedError(label("permits.needs_pool"))
        seen.add(node.id)
        node = above
    return node


def stands_upright(document: Document, pool: Node) -> bool:
    """Whether the pool's lanes stand side by side: told by the first two, or by the strip beside a single one."""
    present = lanes_of(document, pool.map, pool.id)
    if not present:
        return False
    a = present[0].bounds
    if len(present) == 1:
        return abs(a.x - pool.bounds.x) < 1 < a.y - pool.bounds.y
    b = present[1].bounds
    return abs(b.x - a.x) > abs(b.y - a.y)


def all_inside(document: Document, holder: Node) -> list[Node]:
    """Everything in a container on its own plane, at any depth, boundary events included; each once."""
    found: dict[str, Node] = {}
    stack = [holder.id]
    while stack:
        for child in document.children(holder.map, stack.pop()):
            if child.plane == holder.plane and child.id not in found:
                found[child.id] = child
                stack.append(child.id)
    return list(found.values())


def fit(shape: Reshape, holder: Node, rect: Rect) -> None:
    """Give a pool or lane new bounds; its lanes keep tiling it: the outer ones take the change of height."""
    present = shape.lanes(holder)
    offset = shape.bounds(present[0]).x - shape.bounds(holder).x if present else STRIP
    strip = offset if 0 <= offset <= _WIDEST_STRIP else STRIP
    shape.put(holder, rect)
    for lane in present:
        own = shape.bounds(lane)
        top = rect.y if lane is present[0] else own.y
        bottom = rect.bottom if lane is present[-1] else own.bottom
        fit(shape, lane, Rect(rect.x + strip, top, rect.w - strip, bottom - top))


def fit_phases(shape: Reshape, rect: Rect) -> None:
    """Let the phases span a pool's new bounds: the first and the last take the change of width."""
    present = shape.phases()
    for phase in present:
        own = shape.bounds(phase)
        left = rect.x + STRIP if phase is present[0] else own.x
        right = rect.right if phase is present[-1] else own.right
        shape.put(phase, Rect(left, rect.y, right - left, rect.h))


def open_room(
    shape: Reshape, holder: Node, line: float, by: float, fill: bool = False, cut: Container[str] = ()
) -> None:
    """Shift what lies below `line` in the pool by `by`; `holder` and what holds it grow, pools beneath move too.

    With `fill` the last lane in the holder takes the room. Frames and sub-processes that are `cut` stay, and each of
    their parts goes where it lies itself.
    """
    chain = _chain(shape, holder, fill)
    grown = {node.id for node in chain}
    bottom = shape.bounds(shape.pool).bottom
    for node in shape.inside():
        if node.id in grown or node.id in cut or node.kind == "phase":
            continue
        start = shape.bounds(node).y if node.kind == "lane" else shape.center(shape.anchor(node, cut)).y
        if start >= line - 0.5:
            shape.shift([node], dy=by)
    for node in [*chain, *shape.phases()]:
        rect = shape.bounds(node)
        shape.put(node, rect._replace(h=rect.h + by))
    for pool in pools(shape.document, shape.map):
        beneath = pool.plane == shape.pool.plane and shape.bounds(pool).y >= bottom - 0.5
        if pool.id != shape.pool.id and beneath:
            shape.shift([pool, *shape.inside(pool)], dy=by)


def _chain(shape: Reshape, holder: Node, fill: bool) -> list[Node]:
    """The holder, what holds it up to the pool, and with `fill` the last lane in it, and in that one, and so on."""
    chain = [holder]
    while chain[-1].kind == "lane":
        chain.append(shape.document.node(shape.map, chain[-1].parent))
    last = shape.lanes(holder) if fill else []
    while last:
        chain.append(last[-1])
        last = shape.lanes(last[-1])
    return chain


def widen(shape: Reshape, by: float, phases: bool = True) -> None:
    """Make the pool and all its lanes wider at the right, and its last phase with them."""
    deep = [n for n in shape.inside() if n.kind == "lane"]
    for node in [shape.pool, *deep, *(shape.phases()[-1:] if phases else ())]:
        rect = shape.bounds(node)
        shape.put(node, rect._replace(w=rect.w + by))
