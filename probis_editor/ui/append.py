"""Appending: a new step right of the selected one, connected to it, in the first free place."""

from __future__ import annotations

from probis_editor.commands import flows, shapes
from probis_editor.geometry import Rect
from probis_editor.kinds import Family, family, kind
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Node
from probis_editor.rules.permits import RefusedError

GAP = 48.0
STEP = 24.0
_SIZED = (Family.ACTIVITY, Family.EVENT, Family.GATEWAY, Family.DATA, Family.ARTIFACT, Family.BOX)


def append(tx: Transaction, map_id: str, source: str, kind_id: str) -> Node:
    """The new node. Raises RefusedError where the source cannot be connected onward."""
    document = tx.document
    node = document.node(map_id, source)
    record = document.map(map_id)
    size = kind(kind_id).size_in(record.theme, record.size)
    rect = _free_place(document, node, size.w, size.h)
    made = shapes.create(tx, map_id, kind_id, bounds=rect, plane=node.plane)
    flows.connect(tx, map_id, source, made.id)
    return made


def possible(document: Document, node: Node) -> bool:
    """Whether anything can follow the node."""
    map_id = node.map
    try:
        document.dry_run(lambda tx: append(tx, map_id, node.id, "task"))
    except RefusedError:
        return False
    return True


def _free_place(document: Document, node: Node, w: float, h: float) -> Rect:
    """Right of the node on its middle line; lower by steps while anything is in the way."""
    others = [
        n.drawn.grown(10)
        for n in document.nodes(node.map)
        if n.plane == node.plane and n.id != node.id and family(n.kind) in _SIZED and n.kind != "group"
    ]
    d = node.drawn
    rect = Rect(d.right + GAP, d.center.y - h / 2, w, h)
    for _ in range(40):
        if not any(o.overlaps(rect) for o in others):
            return rect
        rect = rect.moved(0, STEP)
    return Rect(d.right + GAP, d.center.y - h / 2, w, h)
