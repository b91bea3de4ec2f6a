"""The verb that goes on from a step: creates the next one, connects and places it."""

from __future__ import annotations

from msgspec.structs import replace

from probis_editor.commands import flows, shapes
from probis_editor.commands import lanes as lanes_
from probis_editor.commands.keeping import hold
from probis_editor.commands.reshape import pool_above, stands_upright
from probis_editor.commands.spots import INSET, Way, beside, inside
from probis_editor.geometry import Point, Rect
from probis_editor.kinds import kind
from probis_editor.model.changes import label
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Node
from probis_editor.model.queries import lane_of, lanes, pools
from probis_editor.rules.permits import RefusedError

ANSWERS = ("Ya", "Tidak")


def append(
    tx: Transaction,
    map_id: str,
    source: str,
    kind_id: str,
    way: Way = "right",
    center: Point | None = None,
    answers: tuple[str, str] = ANSWERS,
    name: str = "",
) -> Node:
    """A new element that follows `source`, connected with it; lane and pool grow where it needs room.

    Its place is `center`, or the nearest free one that way. The first two branches of a decision are named by
    `answers` unless they have names of the user's own. Raises RefusedError where nothing may follow.
    """
    document = tx.document
    node = document.node(map_id, source)
    record = document.map(map_id)
    size = kind(kind_id).size_in(record.theme, record.size)
    parent: str | None = None
    if center is None:
        parent = node.parent
        center, lane = beside(document, node, kind_id, size, way)
        if lane is not None:
            make_room(tx, lane, center.y + size.h / 2)
    elif _beside_pool(document, node, center):
        parent = node.parent
    bounds = Rect(center.x - size.w / 2, center.y - size.h / 2, size.w, size.h)
    answer = _answer(document, node, answers)
    made = shapes.create(tx, map_id, kind_id, bounds=bounds, plane=node.plane, name=name, parent=parent)
    flow = flows.connect(tx, map_id, source, made.id)
    if answer and flow.kind == "sequence":
        shapes.rename(tx, map_id, flow.id, answer)
    return document.node(map_id, made.id)


def _beside_pool(document: Document, source: Node, center: Point) -> bool:
    """Whether a place lies right of the source's pool, level with it and in no other: the pool then grows."""
    pool = document.element(source.map, source.parent)
    if not isinstance(pool, Node) or pool.kind != "pool" or pool.hidden:
        return False
    b = pool.bounds
    taken = any(p.bounds.contains(center) for p in pools(document, source.map))
    return not taken and center.x > b.right and b.y <= center.y <= b.bottom


def make_room(tx: Transaction, lane: Node, bottom: float) -> None:
    """Let a lane grow until something that ends at `bottom` lies wholly in it."""
    upright = stands_upright(tx.document, pool_above(tx.document, lane.map, lane.id))
    by = bottom + INSET - lane.bounds.bottom
    if by > 0 and not upright:
        lanes_.grow_lane(tx, lane.map, lane.id, by)


def _answer(document: Document, node: Node, answers: tuple[str, str]) -> str:
    """What a further branch of a decision is called: the first answer, then the second; "" for anything else."""
    if node.kind != "gateway.exclusive":
        return ""
    present = [f for f in document.incident(node.map, node.id) if f.kind == "sequence"]
    leaving = [f.name.strip().casefold() for f in present if f.source == node.id]
    if len(present) - len(leaving) > 1 and not leaving:
        return ""  # ways that meet, not a question
    known = [a.casefold() for a in answers]
    if any(name not in known for name in leaving):
        return ""
    return next((a for a in answers if a.casefold() not in leaving), "")


def rename_branch(tx: Transaction, map_id: str, flow_id: str, answers: tuple[str, str] = ANSWERS) -> None:
    """Name a branch that was just drawn from a decision as `append` would; nothing for other flows."""
    flow = tx.document.flow(map_id, flow_id)
    source = tx.document.element(map_id, flow.source)
    if flow.kind != "sequence" or flow.name or not isinstance(source, Node):
        return
    tx.drop(flow.key)
    answer = _answer(tx.document, source, answers)
    tx.put(replace(flow, name=answer))


def neighbour_lane(tx: Transaction, map_id: str, ids: tuple[str, ...], by: int) -> None:
    """Take steps to the lane `by` places below (above where negative) the one they lie in, to its middle line.

    Raises RefusedError where there is none.
    """
    document = tx.document
    for element_id in ids:
        node = document.element(map_id, element_id)
        if not isinstance(node, Node):
            continue
        own = lane_of(document, node)
        rows = lanes(document, map_id, own.parent) if own is not None else []
        at = next((i for i, lane in enumerate(rows) if own and lane.id == own.id), -1) + by
        if own is None or not 0 <= at < len(rows):
            raise RefusedError(label("draw.no_lane_there"))
        place = inside(document, node, rows[at])
        make_room(tx, rows[at], place.y + node.drawn.h / 2)
        d = document.node(map_id, element_id).drawn
        here, pool = d.center, pool_above(document, map_id, rows[at].id)
        hold(tx, pool, d.moved(place.x - here.x, place.y - here.y))
        shapes.move(tx, map_id, [element_id], place.x - here.x, place.y - here.y)
