"""What one row does to the picture: its lane, its shape, its kind, the process it refers to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from probis_editor.commands import consequences, lanes, shapes
from probis_editor.commands.settling import settle
from probis_editor.commands.steps.place import below_pools, free_place
from probis_editor.geometry import Rect, bounding
from probis_editor.kinds import Family, family, kind
from probis_editor.layout import sizes
from probis_editor.layout.steps import ELEMENT_OF, Row, lane_named, plain, row_kind, steps_of
from probis_editor.model import numbering
from probis_editor.model.changes import label
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Node
from probis_editor.model.office import Unit
from probis_editor.model.queries import lane_of, pools, surface, title_of, top_z
from probis_editor.model.repairs import effective_ends
from probis_editor.rules.permits import RefusedError

FIRST_POOL = Rect(40, 40, 900, lanes.LANE_HEIGHT)
_GAP = 48.0
_MARGIN = 20.0
_AROUND = 40.0


def lanes_for(tx: Transaction, map_id: str, rows: Sequence[Row]) -> None:
    """A lane for every actor, made under the last one where it is missing; the first one brings its pool.

    A first pool on a map that has steps already is drawn around them: they all fall to its first lane.
    """
    document = tx.document
    first: dict[str, Row] = {}
    for row in rows:
        if row.actor:
            first.setdefault(row.actor, row)
    for row in first.values():
        if lane_named(document, map_id, row.actor) is not None:
            continue
        found = pools(document, map_id)
        pool = found[-1] if found else _first_pool(tx, map_id)
        unit = row.unit or _unit_named(document, row.actor)
        lanes.add_lane(tx, map_id, pool.id, name=row.actor, unit=unit)


def _first_pool(tx: Transaction, map_id: str) -> Node:
    document = tx.document
    steps = steps_of(document, map_id)
    bounds = FIRST_POOL
    around = bounding(n.drawn for n in steps)
    if around is not None:
        x, y = around.x - lanes.STRIP - 2 * _AROUND, around.y - _AROUND
        bounds = Rect(x, y, around.right + _AROUND - x, max(bounds.h, around.bottom + _AROUND - y))
    pool = lanes.add_pool(tx, map_id, bounds, title_of(document, document.map(map_id)))
    consequences.rehome(tx, map_id, [n.id for n in document.nodes(map_id) if n.kind != "pool"])
    return pool


def _unit_named(document: Document, name: str) -> str:
    """The unit or position of that name, short name or alias, "" for none."""
    wanted = plain(name)
    units = document.of_type(Unit)
    named = [u.id for u in units if plain(u.name) == wanted]
    named += [u.id for u in units if any(plain(n) == wanted for n in (u.short, *u.aliases))]
    return named[0] if named else ""


def update_step(tx: Transaction, node: Node, old: Row, row: Row) -> None:
    """Make the shape agree with its row. Raises RefusedError where events on its border forbid the new kind."""
    document = tx.document
    changed = node
    if row.text != old.text:
        changed = replace(changed, name=row.text)
    if row.kind != row_kind(node):
        changed = _turned(document, changed, ELEMENT_OF[row.kind])
    if row.kind == "call" and (row.text != old.text or row.kind != old.kind):
        changed = replace(changed, process=process_in(document, row.text) or changed.process)
    ends = effective_ends(document, node.map)
    tx.put(changed)
    if changed.bounds != node.bounds:
        consequences.follow(tx, {node.id: node}, ends)
        settle(tx, node.map, [node.id])
        changed = document.node(node.map, node.id)
    if row.actor and plain(row.actor) != plain(old.actor):
        lane = lane_named(document, node.map, row.actor)
        now = lane_of(document, changed)
        if lane is not None and (now is None or now.id != lane.id):
            place = free_place(document, changed, lane, changed.drawn.center.x)
            over = place.x + changed.drawn.w / 2 + _MARGIN - lane.bounds.right
            if over > 0:
                lanes.grow_pool(tx, node.map, _pool_over(document, lane), over)
            here = changed.drawn.center
            shapes.move(tx, node.map, [node.id], place.x - here.x, place.y - here.y)


def _turned(document: Document, node: Node, new_kind: str) -> Node:
    turned = replace(node, kind=new_kind, trigger="none", called="", process="")
    if family(new_kind) is family(node.kind):
        return turned
    if document.attached(node.map, node.id):
        raise RefusedError(label("steps.refused_boundary"))
    record = document.map(node.map)
    size = kind(new_kind).size_in(record.theme, record.size)
    center = node.drawn.center
    bounds = Rect(center.x - size.w / 2, center.y - size.h / 2, *size)
    turned = replace(turned, bounds=bounds, label=None, loop="", marker=False, compensation=False)
    return replace(turned, expanded=False, expanded_size=None)


def process_in(document: Document, text: str) -> str:
    """The id of the process that a text refers to by code ("lihat P1.2", "P.1.2 Surat") or by its whole name."""
    codes = numbering.codes(document)
    prefix = document.settings.code_prefix
    for process_id, code in sorted(codes.items(), key=lambda c: (-len(c[1]), c[1])):
        head, tail = (prefix, code[len(prefix) :]) if prefix else ("", code)
        pattern = rf"(?<![\w.]){re.escape(head)}\.?\s?{re.escape(tail)}(?!\w|\.\d)"
        if re.search(pattern, text, re.IGNORECASE):
            return process_id
    named = (p for p in codes if (process := document.process(p)) and plain(process.name) == plain(text))
    return next(named, "")


def create_step(tx: Transaction, map_id: str, row: Row, previous: Node | None, wanted: Sequence[Row]) -> None:
    """A new shape for a row, at a free place beside the step that leads to it (or stands above it)."""
    document = tx.document
    record = document.map(map_id)
    element = ELEMENT_OF[row.kind]
    size = kind(element).size_in(record.theme, record.size)
    lane = lane_named(document, map_id, row.actor) if row.actor else None
    node = Node(
        map=map_id,
        id=row.id,
        kind=element,
        bounds=Rect(0, 0, size.w, size.h),
        name=row.text,
        parent=_pool_over(document, lane) if lane else surface(document, map_id),
        z=max(top_z(document, map_id), 9) + 1,
        process=process_in(document, row.text) if row.kind == "call" else "",
    )
    if family(element) is Family.ACTIVITY:
        w, h = sizes.box_size(record, node, record.size)
        node = replace(node, bounds=Rect(0, 0, w, h))
    w, h = node.bounds.w, node.bounds.h
    anchor = _leading(document, map_id, row, wanted) or previous
    x = lane.bounds.x + lanes.STRIP + w / 2 if lane else 100.0
    y: float | None = None
    if anchor is not None:
        x = anchor.drawn.right + _GAP + w / 2
        if lane is None or lane_of(document, anchor) == lane:
            y = anchor.drawn.center.y
    if lane is None:
        y = below_pools(document, map_id, h, y)
    center = free_place(document, node, lane, x, y)
    tx.put(replace(node, bounds=Rect(center.x - w / 2, center.y - h / 2, w, h)))
    settle(tx, map_id, [node.id])
    consequences.make_way(tx, map_id, [node.id])


def _leading(document: Document, map_id: str, row: Row, wanted: Sequence[Row]) -> Node | None:
    """The first step on the map that goes on to the row."""
    for one in wanted:
        if any(n.to == row.id for n in one.next):
            element = document.element(map_id, one.id)
            if isinstance(element, Node):
                return element
    return None


def _pool_over(document: Document, lane: Node) -> str:
    """The pool of a lane, through any lanes that hold it."""
    at = lane.parent
    while (element := document.element(lane.map, at)) is not None:
        if not isinstance(element, Node) or element.kind == "pool":
            break
        at = element.parent
    return at
