"""The verbs for phases. They stand side by side across the lanes and span their pool behind its strip."""

from __future__ import annotations

from probis_editor.commands.reshape import STRIP, Reshape, widen
from probis_editor.geometry import Rect
from probis_editor.kinds import Family, family
from probis_editor.model.document import Transaction
from probis_editor.model.elements import Node
from probis_editor.model.layers import next_z

PHASE_LEAST = 60.0
_MARGIN = 10.0


def add_phase(tx: Transaction, map_id: str, pool_id: str, name: str = "", width: float = 200.0) -> Node:
    """A new phase at the right of a pool; the first one takes the whole pool, later ones make it wider."""
    document = tx.document
    pool = document.node(map_id, pool_id)
    shape = Reshape(tx, map_id, pool_id)
    outer = shape.bounds(pool)
    if shape.phases():
        rect = Rect(outer.right, outer.y, width, outer.h)
        widen(shape, width, phases=False)
    else:
        rect = Rect(outer.x + STRIP, outer.y, outer.w - STRIP, outer.h)
    bounds = shape.turned(rect)
    shape.done()
    phase = Node(
        map=map_id,
        id=document.new_id(),
        kind="phase",
        bounds=bounds,
        name=name,
        parent=pool_id,
        plane=pool.plane,
        z=next_z(document, map_id, "phase"),
    )
    tx.put(phase)
    return phase


def resize_phase(tx: Transaction, map_id: str, phase_id: str, rect: Rect) -> None:
    """Drag a border of a phase: what is right of its right border moves, the pool grows or shrinks with it.

    The border to the phase before it moves between the two; contents stay.
    """
    document = tx.document
    phase = document.node(map_id, phase_id)
    shape = Reshape(tx, map_id, phase_id)
    old, new = shape.bounds(phase), shape.turned(rect)
    present = shape.phases()
    at = [n.id for n in present].index(phase_id)
    if abs(new.x - old.x) > 0.5 and at > 0:
        before = shape.bounds(present[at - 1])
        by = max(PHASE_LEAST - before.w, min(new.x - old.x, old.w - PHASE_LEAST))
        shape.put(present[at - 1], before._replace(w=before.w + by))
        shape.put(phase, Rect(old.x + by, old.y, old.w - by, old.h))
    elif abs(new.x - old.x) <= 0.5:
        by = _least_change(shape, phase, new.right - old.right)
        beyond = [
            n
            for n in shape.inside()
            if n.kind != "lane" and n.id != phase_id and _middle(shape, n) >= old.right - 0.5
        ]
        shape.shift(beyond, dx=by)
        widen(shape, by, phases=False)
        shape.put(phase, old._replace(w=old.w + by))
    shape.done()


def _middle(shape: Reshape, node: Node) -> float:
    return shape.bounds(node).x if node.kind == "phase" else shape.center(shape.anchor(node)).x


def _least_change(shape: Reshape, phase: Node, by: float) -> float:
    """`by`, but where it is negative no more than leaves what lies in the phase and its least width."""
    if by >= 0:
        return by
    own = shape.bounds(phase)
    families = (Family.ACTIVITY, Family.EVENT, Family.GATEWAY, Family.DATA)
    rights = [
        shape.drawn(n).right + _MARGIN
        for n in shape.steps()
        if family(n.kind) in families and own.x <= _middle(shape, n) < own.right
    ]
    least = max([PHASE_LEAST, *(right - own.x for right in rights)])
    return min(0.0, max(by, least - own.w))


def delete_phase(tx: Transaction, map_id: str, phase_id: str) -> None:
    """Remove a phase; its room goes to the one before it, or after it where it was the first."""
    document = tx.document
    phase = document.node(map_id, phase_id)
    shape = Reshape(tx, map_id, phase_id)
    present = shape.phases()
    at = [n.id for n in present].index(phase_id)
    gone = shape.bounds(phase)
    tx.drop(phase.key)
    if at > 0:
        rect = shape.bounds(present[at - 1])
        shape.put(present[at - 1], rect._replace(w=rect.w + gone.w))
    elif len(present) > 1:
        rect = shape.bounds(present[1])
        shape.put(present[1], Rect(gone.x, rect.y, rect.w + gone.w, rect.h))
    shape.done()


def move_phase(tx: Transaction, map_id: str, phase_id: str, by: int) -> None:
    """Take a phase `by` places to the right (left where negative), with what lies in it."""
    from probis_editor.commands.settling import settle

    document = tx.document
    phase = document.node(map_id, phase_id)
    shape = Reshape(tx, map_id, phase_id)
    present = shape.phases()
    at = [n.id for n in present].index(phase_id)
    order = [n for n in present if n.id != phase_id]
    order.insert(max(0, min(len(present) - 1, at + by)), phase)
    steps = shape.steps()
    x = shape.bounds(present[0]).x
    shifts: list[tuple[list[Node], float]] = []
    for one in order:
        own = shape.bounds(one)
        # The columns before the first and behind the last phase belong to these.
        left = -1e9 if one is present[0] else own.x
        right = 1e9 if one is present[-1] else own.right
        inside = [n for n in steps if left <= shape.center(shape.anchor(n)).x < right]
        shifts.append(([one, *inside], x - own.x))
        x += own.w
    for nodes, dx in shifts:
        if dx:
            shape.shift(nodes, dx=dx)
    shape.done()
    settle(tx, map_id, [n.id for n in steps])
