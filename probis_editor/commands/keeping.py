"""Steps stay in lanes: what is brought to the edge of a pool makes it grow, or stops at its head."""

from __future__ import annotations

from probis_editor.commands.lanes import grow_lane, grow_pool
from probis_editor.commands.reshape import STRIP, stands_upright
from probis_editor.commands.spots import INSET
from probis_editor.geometry import Rect
from probis_editor.model.document import Transaction
from probis_editor.model.elements import Node
from probis_editor.model.queries import lanes

ROOM = 20.0
HEAD = 32.0


def hold(tx: Transaction, pool: Node, rect: Rect) -> tuple[float, float]:
    """How far something that is to lie at `rect` must be moved to lie in the lanes of a pool; the pool grows first.

    It grows to the right, and its last lane downward; above and on the left what comes is shifted. (0, 0) for a
    pool without lanes.
    """
    document = tx.document
    rows = lanes(document, pool.map, pool.id)
    if not rows:
        return 0.0, 0.0
    upright = stands_upright(document, pool)
    edge = pool.bounds
    if rect.right > edge.right:
        grow_pool(tx, pool.map, pool.id, rect.right + ROOM - edge.right)
    if rect.bottom > edge.bottom:
        by = rect.bottom + ROOM - edge.bottom
        if upright:
            grow_pool(tx, pool.map, pool.id, 0.0, by)
        else:
            grow_lane(tx, pool.map, rows[-1].id, by)
    left, top = (INSET, STRIP + HEAD + INSET) if upright else (STRIP + HEAD + INSET, INSET)
    return max(0.0, edge.x + left - rect.x), max(0.0, edge.y + top - rect.y)
