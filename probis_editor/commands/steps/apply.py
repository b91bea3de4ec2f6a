"""The verb that makes a map agree with a table of steps, touching only what differs."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from probis_editor.commands import flows, shapes
from probis_editor.commands.steps.match import matched
from probis_editor.commands.steps.put import create_step, lanes_for, update_step
from probis_editor.layout.steps import (
    LOCKED_POOLS,
    Next,
    Row,
    in_order,
    one_story,
    outgoing,
    rows,
    steps_of,
)
from probis_editor.model.changes import label
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Flow, Node, StepRow
from probis_editor.model.queries import pools
from probis_editor.rules.permits import RefusedError


def apply(tx: Transaction, map_id: str, wanted: Sequence[Row]) -> None:
    """Make the map's steps, lanes and sequence flows those of the rows; whatever agrees already stays as it is.

    Rows with an unknown id become new elements with that id. New actors become new lanes under the last one;
    lanes are never removed. In a map with lanes a new row without an actor takes that of the row above. Locked
    rows and everything that is no step stay. New steps take a free place beside the step before them; on a map
    without steps the caller lays out afterwards (see `was_empty`). Raises RefusedError where a flow is not
    allowed, and for any change of a map with several pools.
    """
    document = tx.document
    present = rows(document, map_id)
    if tuple(wanted) == present:
        return
    if len(pools(document, map_id)) > 1:
        raise RefusedError(label(LOCKED_POOLS))
    before = {row.id: row for row in present}
    kept = {row.id for row in wanted}
    for gone in present:
        if gone.id not in kept and not gone.locked:
            _drop_step(tx, map_id, gone.id)
    wanted = _complete(document, map_id, wanted, before)
    lanes_for(tx, map_id, wanted)
    previous: Node | None = None
    for row in wanted:
        element = document.element(map_id, row.id)
        if isinstance(element, Node):
            if row is not before.get(row.id) and not row.locked:
                update_step(tx, element, before[row.id], row)
        else:
            create_step(tx, map_id, row, previous, wanted)
        previous = document.node(map_id, row.id)
    for row in wanted:
        if row is not before.get(row.id):
            flows_of_row(tx, map_id, row)
    _remember(tx, map_id, wanted, list(before))


def replace_all(tx: Transaction, map_id: str, wanted: Sequence[Row]) -> None:
    """Put a table from elsewhere in the place of the map's own; see `match.matched` for what stays the same step."""
    apply(tx, map_id, matched(rows(tx.document, map_id), wanted))


def was_empty(tx: Transaction, map_id: str) -> bool:
    """Whether the map has no steps yet, so that a table put on it deserves a whole layout."""
    return not steps_of(tx.document, map_id)


def arrange(tx: Transaction, map_id: str, effort: int = 2) -> None:
    """Lay the whole map out anew. `effort` 0 is quick enough for typing, 2 looks for a better picture."""
    from probis_editor.layout.maps import arranged

    for record in arranged(tx.document, map_id, effort=effort):
        tx.put(record)


def _complete(
    document: Document, map_id: str, wanted: Sequence[Row], before: dict[str, Row]
) -> tuple[Row, ...]:
    """The rows that can be made: locked ones as they are, none that went with its host, every new one with an actor.

    Ways to rows that are not there are left out.
    """
    result: list[Row] = []
    laned = any(row.actor for row in wanted) or any(n.kind == "lane" for n in document.nodes(map_id))
    actor = next((row.actor for row in wanted if row.actor), "") if laned else ""
    for row in wanted:
        old = before.get(row.id)
        if old is not None and (old == row or old.locked):
            if old.locked and document.element(map_id, row.id) is None:
                continue
            row = old
        elif old is None and row.locked:
            continue
        elif laned and not row.actor and (old is None or old.actor):
            row = replace(row, actor=old.actor if old is not None else actor)
        actor = row.actor or actor
        result.append(row)
    known = {row.id for row in result}
    return tuple(
        row
        if all(n.to in known or document.element(map_id, n.to) for n in row.next)
        else replace(row, next=tuple(n for n in row.next if n.to in known))
        for row in result
    )


def _drop_step(tx: Transaction, map_id: str, element_id: str) -> None:
    for flow in tx.document.incident(map_id, element_id):
        if flow.kind == "sequence":
            tx.drop(flow.key)
    shapes.delete(tx, map_id, [element_id])


def flows_of_row(tx: Transaction, map_id: str, row: Row) -> None:
    """Give a step exactly the flows its row names; those that fit stay, others are renamed or led elsewhere."""
    document = tx.document
    if document.element(map_id, row.id) is None or row.locked:
        return
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
        flow = _taken(present, one)
        if flow is None:
            flows.connect(tx, map_id, row.id, one.to, "sequence", name=one.name)
            continue
        present.remove(flow)
        if flow.name != one.name:
            tx.put(replace(flow, name=one.name, label=None))
        if flow.target != one.to:
            flows.reconnect(tx, map_id, flow.id, "target", one.to)
    for flow in present:
        tx.drop(flow.key)
    _put_in_order(tx, node, row.next)


def _put_in_order(tx: Transaction, node: Node, wanted: Sequence[Next]) -> None:
    """Branches that rank alike are told by age: where that is not the row's order, they trade their places."""
    present = outgoing(tx.document, node)
    if [Next(f.target, f.name) for f in present] == list(wanted):
        return
    heights = sorted(f.z for f in present)
    for one, z in zip(wanted, heights, strict=False):
        flow = next((f for f in present if Next(f.target, f.name) == one), None)
        if flow is not None:
            present.remove(flow)
            tx.put(replace(flow, z=z))


def _taken(present: Sequence[Flow], wanted: Next) -> Flow | None:
    """The flow to make the wanted one of: to the same end, else of the same name, else any."""
    for agrees in (
        lambda f: f.target == wanted.to,
        lambda f: f.name == wanted.name,
        lambda f: True,
    ):
        found = next((f for f in present if agrees(f)), None)
        if found is not None:
            return found
    return None


def _remember(tx: Transaction, map_id: str, wanted: Sequence[Row], before: list[str]) -> None:
    """Store what the picture does not show: the cells, and the order where the story alone gives another.

    An order that is new and that only the places of shapes give is stored too, for they may be moved.
    """
    document = tx.document
    for row in wanted:
        old = document.step(map_id, row.id)
        cells = (row.inputs, row.outputs, row.duration, row.remarks)
        if old is None and not any(cells):
            continue
        step = StepRow(map=map_id, element=row.id, order=old.order if old else 0)
        step = replace(
            step, inputs=row.inputs, outputs=row.outputs, duration=row.duration, remarks=row.remarks
        )
        if step.order or any(cells):
            tx.put(step)
        else:
            tx.drop(step.key)
    order = [row.id for row in wanted]
    present = steps_of(document, map_id)
    safe = order == before or one_story(document, present)
    if [n.id for n in in_order(document, map_id, present)] == order and safe:
        return
    for number, element_id in enumerate(order, start=1):
        placed = document.step(map_id, element_id) or StepRow(map=map_id, element=element_id)
        tx.put(replace(placed, order=number))
