"""The verbs for a pool as a whole: taking its frame away from round its steps, and fitting one round steps that are
there already."""

from __future__ import annotations

from msgspec.structs import replace

from probis_editor.commands.spots import INSET
from probis_editor.geometry import Rect, bounding
from probis_editor.kinds import POOL_PARTS, Family, family
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Node
from probis_editor.model.queries import descendants, surface

_STEPS = (Family.ACTIVITY, Family.EVENT, Family.GATEWAY, Family.DATA)
HEADS = 50.0 + 32.0 + 20.0
"""What stands at the left of the first step: the pool's name, that of a lane, and a little air."""
AIR = 20.0


def dissolve_pool(tx: Transaction, map_id: str, pool_id: str) -> None:
    """Remove a pool with its lanes and phases; all that lies in it stays where it is, on the surface of the map.

    Flows that end at the pool itself go with it.
    """
    document = tx.document
    pool = document.node(map_id, pool_id)
    home = surface(document, map_id)
    for node in descendants(document, map_id, pool_id):
        if family(node.kind) in POOL_PARTS:
            tx.drop(node.key)
        elif node.parent == pool_id:
            tx.put(replace(node, parent=home))
    for flow in document.flows(map_id):
        if pool_id in (flow.source, flow.target):
            tx.drop(flow.key)
        elif flow.parent == pool_id:
            tx.put(replace(flow, parent=home))
    tx.drop(pool.key)


def loose_steps(document: Document, map_id: str) -> list[Node]:
    """What lies on the surface of a map, in no pool and in no open sub-process."""
    outside = ("", surface(document, map_id))
    return [
        n
        for n in document.nodes(map_id)
        if n.plane == ""
        and n.parent in outside
        and not n.hidden
        and not n.attached
        and family(n.kind) in _STEPS
    ]


def round_loose(document: Document, map_id: str, bounds: Rect) -> Rect:
    """The bounds for the first pool of a map: `bounds`, larger where it must be to hold all that is drawn already."""
    around = bounding(n.drawn for n in loose_steps(document, map_id))
    if around is None:
        return bounds
    x, y = min(bounds.x, around.x - HEADS), min(bounds.y, around.y - AIR)
    right, bottom = max(bounds.right, around.right + AIR), max(bounds.bottom, around.bottom + AIR + INSET)
    return Rect(x, y, right - x, bottom - y)
