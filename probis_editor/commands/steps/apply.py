"""The verb that makes a map agree with a table of steps, touching only what differs."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from probis_editor.commands import consequences, flows, lanes, shapes
from probis_editor.commands.steps.place import free_place
from probis_editor.commands.steps.rows import ELEMENT_OF, Next, Row, is_step, outgoing, row_kind, rows
from probis_editor.geometry import Rect
from probis_editor.kinds import family, kind
from probis_editor.model.document import Transaction
from probis_editor.model.elements import Node, StepRow
from probis_editor.model.office import Unit
from probis_editor.model.queries import lane_of, lanes_by_name, pools, surface
from probis_editor.model.repairs import effective_ends

FIRST_POOL = Rect(40, 40, 900, 0)


def apply(tx: Transaction, map_id: str, wanted: Sequence[Row]) -> None:
    """Make the map's steps, lanes and sequence flows those of the rows; whatever agrees already stays as it is.

    Rows with an unknown id become new elements with that id. New actors become new lanes under the last one;
    lanes are never removed. Locked rows and everything that is no step stay. New steps take a free place
    beside the step before them; on a map without steps the caller lays out afterwards (see `was_empty`).
    """
    document = tx.document
    before = {row.id: row for row in rows(document, map_id)}
    kept = {row.id for row in wanted}
    for gone in before.values():
        if gone.id not in kept and not gone.locked:
            _drop_step(tx, map_id, gone.id)
    _lanes_for(tx, map_id, [row.actor for row in wanted if row.actor])
    previous: Node | None = None
    for row in wanted:
        element = document.element(map_id, row.id)
        if isinstance(element, Node):
            if not before[row.id].locked:
                _update(tx, element, before[row.id], row)
        else:
            _create(tx, map_id, row, previous, wanted)
        previous = document.node(map_id, row.id)
    for row in wanted:
        if row.id not in before or (not before[row.id].locked and row.next != before[row.id].next):
            _flows_of_row(tx, map_id, row)
    _remember(tx, map_id, wanted)


def replace_all(tx: Transaction, map_id: str, wanted: Sequence[Row]) -> None:
    """Put a table from elsewhere in the place of the map's own: rows that tell the same step keep their element.

    A row is the same step where kind and text agree (the first such row not yet taken).
    """
    free = [row for row in rows(tx.document, map_id) if not row.locked]
    locked = tuple(row for row in rows(tx.document, map_id) if row.locked)
    names: dict[str, str] = {}
    for row in wanted:
        same = next((old for old in free if (old.kind, old.text) == (row.kind, row.text)), None)
        names[row.id] = same.id if same else row.id
        if same:
            free.remove(same)
    renamed = [
        replace(row, id=names[row.id], next=tuple(Next(names[n.to], n.name) for n in row.next))
        for row in wanted
    ]
    apply(tx, map_id, [*renamed, *locked])


def was_empty(tx: Transaction, map_id: str) -> bool:
    """Whether the map has no steps yet, so that a table put on it deserves a whole layout."""
    return not any(is_step(n) for n in tx.document.nodes(map_id))


def _drop_step(tx: Transaction, map_id: str, element_id: str) -> None:
    document = tx.document
    for flow in document.incident(map_id, element_id):
        if flow.kind == "sequence":
            tx.drop(flow.key)
    shapes.delete(tx, map_id, [element_id])


def _lanes_for(tx: Transaction, map_id: str, actors: Sequence[str]) -> None:
    """A lane for every actor, made under the last one where it is missing; the first one brings its pool."""
    document = tx.document
    if not actors:
        return
    units = {u.name: u.id for u in document.of_type(Unit)}
    for name in dict.fromkeys(actors):
        if lanes_by_name(document, map_id, name) is not None:
            continue
        found = pools(document, map_id)
        if not found:
            title = document.map(map_id).name
            pool = lanes.add_pool(tx, map_id, FIRST_POOL._replace(h=lanes.LANE_HEIGHT), title)
        else:
            pool = found[-1]
        lanes.add_lane(tx, map_id, pool.id, name=name, unit=units.get(name, ""))


def _update(tx: Transaction, node: Node, old: Row, row: Row) -> None:
    document = tx.document
    changed = node
    if row.text != old.text:
        changed = replace(changed, name=row.text)
    if row.kind != row_kind(node):
        new_kind = ELEMENT_OF[row.kind]
        changed = replace(changed, kind=new_kind, trigger="none")
        if family(new_kind) is not family(node.kind):
            record = document.map(node.map)
            size = kind(new_kind).size_in(record.theme, record.size)
            center = node.bounds.center
            changed = replace(
                changed, bounds=Rect(center.x - size.w / 2, center.y - size.h / 2, *size), label=None
            )
    ends = effective_ends(document, node.map)
    tx.put(changed)
    if changed.bounds != node.bounds:
        consequences.follow(tx, {node.id: node}, ends)
    if row.actor and row.actor != old.actor:
        lane = lanes_by_name(document, node.map, row.actor)
        now = lane_of(document, changed)
        if lane is not None and (now is None or now.id != lane.id):
            place = free_place(document, changed, lane, changed.bounds.center.x)
            here = changed.bounds.center
            shapes.move(tx, node.map, [node.id], place.x - here.x, place.y - here.y)


def _create(tx: Transaction, map_id: str, row: Row, previous: Node | None, wanted: Sequence[Row]) -> None:
    document = tx.document
    record = document.map(map_id)
    element = ELEMENT_OF[row.kind]
    size = kind(element).size_in(record.theme, record.size)
    leading = [r.id for r in wanted if any(n.to == row.id for n in r.next)]
    anchor = next((document.element(map_id, i) for i in leading if document.element(map_id, i)), previous)
    lane = lanes_by_name(document, map_id, row.actor) if row.actor else None
    pool = lane.parent if lane else surface(document, map_id)
    start_x = lane.bounds.x + 72 + size.w / 2 if lane else 100.0
    if isinstance(anchor, Node):
        start_x = anchor.drawn.right + 48 + size.w / 2
    node = Node(
        map=map_id,
        id=row.id,
        kind=element,
        bounds=Rect(0, 0, size.w, size.h),
        name=row.text,
        parent=pool,
        z=max([n.z for n in document.nodes(map_id)] + [f.z for f in document.flows(map_id)] + [9]) + 1,
    )
    if lane is None and isinstance(anchor, Node):
        center = free_place(document, node, None, start_x, anchor.drawn.center.y)
    else:
        wish = (
            anchor.drawn.center.y if isinstance(anchor, Node) and lane_of(document, anchor) == lane else None
        )
        center = free_place(document, node, lane, start_x, wish)
    tx.put(replace(node, bounds=Rect(center.x - size.w / 2, center.y - size.h / 2, *size)))
    consequences.grow_to_hold(tx, map_id, [node.id])


def _flows_of_row(tx: Transaction, map_id: str, row: Row) -> None:
    """Give a step exactly the flows its row names; flows that already fit stay, a changed name is renamed."""
    document = tx.document
    node = document.node(map_id, row.id)
    present = outgoing(document, node)
    missing: list[Next] = []
    for one in row.next:
        fit = next((f for f in present if f.target == one.to and f.name == one.name), None)
        if fit is None:
            missing.append(one)
        else:
            present.remove(fit)
    for one in missing:
        same_end = next((f for f in present if f.target == one.to), None)
        if same_end is not None:
            present.remove(same_end)
            tx.put(replace(same_end, name=one.name, label=None))
        else:
            flow = flows.connect(tx, map_id, row.id, one.to, "sequence", name=one.name)
            if node.kind in ("gateway.exclusive", "gateway.inclusive"):
                tx.put(replace(flow, condition="conditional"))
    for flow in present:
        tx.drop(flow.key)


def _remember(tx: Transaction, map_id: str, wanted: Sequence[Row]) -> None:
    """Store what the picture does not show: the cells, and the order where the story alone gives another."""
    document = tx.document
    for row in wanted:
        old = document.step(map_id, row.id)
        cells = (row.inputs, row.outputs, row.duration, row.remarks)
        if old is None and not any(cells):
            continue
        tx.put(
            replace(
                old or StepRow(map=map_id, element=row.id),
                inputs=row.inputs,
                outputs=row.outputs,
                duration=row.duration,
                remarks=row.remarks,
            )
        )
    order = [row.id for row in wanted]
    if [row.id for row in rows(document, map_id)] == order:
        return
    for number, element_id in enumerate(order, start=1):
        step = document.step(map_id, element_id) or StepRow(map=map_id, element=element_id)
        tx.put(replace(step, order=number))
