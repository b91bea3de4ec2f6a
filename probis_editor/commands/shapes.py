"""The verbs for shapes: create, move, resize, rename, delete, change. Each runs inside a transaction of its caller."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from probis_editor.commands import consequences, settling
from probis_editor.geometry import Point, Rect
from probis_editor.kinds import POOL_PARTS, STEPS, Family, family, kind
from probis_editor.model.changes import label
from probis_editor.model.document import Transaction
from probis_editor.model.elements import PLAIN, Element, Flow, Node, Style
from probis_editor.model.layers import next_z
from probis_editor.model.queries import container_at
from probis_editor.model.repairs import effective_ends
from probis_editor.rules.permits import RefusedError, can_attach, can_contain

MIN_SIZES = {
    Family.POOL: (300.0, 100.0),
    Family.LANE: (300.0, 50.0),
    Family.PHASE: (60.0, 100.0),
    Family.ACTIVITY: (40.0, 30.0),
    Family.EVENT: (16.0, 16.0),
    Family.GATEWAY: (20.0, 20.0),
}
"""The least width and height of a resized element, by family; 10 x 10 for the others."""


def create(
    tx: Transaction,
    map_id: str,
    kind_id: str,
    center: Point | None = None,
    bounds: Rect | None = None,
    name: str = "",
    parent: str | None = None,
    plane: str = "",
    attached: str = "",
    **fields: Any,
) -> Node:
    """A new node at `bounds`, or around `center` with the kind's size in the map's theme.

    The owner is `parent`, or the container under the centre. On the border of a host (`attached`) it becomes a
    boundary event on the host's plane. Pools, lanes and phases are made by their own verbs, so they tile.
    Raises RefusedError where the rules forbid it.
    """
    document = tx.document
    record = document.map(map_id)
    if bounds is None:
        middle = center or Point(0, 0)
        size = kind(kind_id).size_in(record.theme, record.size)
        bounds = Rect(middle.x - size.w / 2, middle.y - size.h / 2, size.w, size.h)
    if attached:
        verdict = can_attach(document, map_id, kind_id, attached)
        if verdict:
            host = document.node(map_id, attached)
            kind_id, parent, plane = "event.boundary", host.parent, host.plane
            middle = consequences.on_border(bounds.center, host.drawn)
            bounds = Rect(middle.x - bounds.w / 2, middle.y - bounds.h / 2, bounds.w, bounds.h)
    else:
        if parent is None:
            parent = container_at(document, map_id, plane, bounds.center)
        if family(kind_id) is Family.POOL:
            parent = ""
        verdict = can_contain(document, map_id, kind_id, parent)
    if not verdict and verdict.reason:
        raise RefusedError(verdict.reason)
    if family(kind_id) in POOL_PARTS:
        return _create_part(tx, map_id, kind_id, bounds, name, parent or "", fields)
    node = Node(
        map=map_id,
        id=document.new_id(),
        kind=kind_id,
        bounds=bounds,
        name=name,
        parent=parent or "",
        plane=plane,
        attached=attached,
        z=next_z(document, map_id, kind_id),
        **fields,
    )
    tx.put(node)
    settling.settle(tx, map_id, [node.id])
    consequences.make_way(tx, map_id, [node.id])
    return document.node(map_id, node.id)


def _create_part(
    tx: Transaction, map_id: str, kind_id: str, bounds: Rect, name: str, parent: str, fields: dict[str, Any]
) -> Node:
    from probis_editor.commands import lanes

    if kind_id == "pool":
        node = lanes.add_pool(tx, map_id, bounds, name)
    elif kind_id == "phase":
        node = lanes.add_phase(tx, map_id, parent, name)
    else:
        node = lanes.add_lane(tx, map_id, parent, name=name)
    if fields:
        node = replace(node, **fields)
        tx.put(node)
    return node


def move(tx: Transaction, map_id: str, ids: Iterable[str], dx: float, dy: float) -> None:
    """Shift nodes with all that belongs to them; flows follow; nodes change container where they land in another.

    A selected flow between moved shapes moves with them; a selected flow alone does not move.
    Lanes and phases do not move alone: their pool does. A boundary event without its host slides along its border.
    """
    document = tx.document
    chosen = [i for i in ids if not _is_part(document.element(map_id, i))]
    ends = effective_ends(document, map_id)
    before: dict[str, Node] = {}
    for element_id in consequences.with_contents(tx, map_id, chosen):
        before[element_id] = document.node(map_id, element_id)
    for node in before.values():
        by_x, by_y = dx, dy
        host = document.element(map_id, node.attached) if node.attached not in before else None
        if isinstance(host, Node):
            center = node.bounds.center
            goal = consequences.on_border(center.moved(dx, dy), host.drawn)
            by_x, by_y = goal.x - center.x, goal.y - center.y
        label = node.label.moved(by_x, by_y) if node.label else None
        tx.put(replace(node, bounds=node.bounds.moved(by_x, by_y), label=label))
    consequences.follow(tx, before, ends)
    consequences.rehome(tx, map_id, chosen)
    settling.settle(tx, map_id, chosen)


def _is_part(element: Element | None) -> bool:
    return not isinstance(element, Node) or family(element.kind) in (Family.LANE, Family.PHASE)


def resize(tx: Transaction, map_id: str, element_id: str, rect: Rect) -> None:
    """Give a node new bounds (at least its family's least size). Pools and lanes keep tiling; flows follow."""
    from probis_editor.commands import lanes

    document = tx.document
    node = document.node(map_id, element_id)
    least = MIN_SIZES.get(family(node.kind), (10.0, 10.0))
    rect = Rect(rect.x, rect.y, max(rect.w, least[0]), max(rect.h, least[1]))
    if node.kind == "pool":
        lanes.resize_pool(tx, map_id, element_id, rect)
        return
    if node.kind in ("lane", "phase"):
        lanes.resize_part(tx, map_id, element_id, rect)
        return
    host = document.element(map_id, node.attached) if node.attached else None
    if isinstance(host, Node):
        middle = consequences.on_border(rect.center, host.drawn)
        rect = Rect(middle.x - rect.w / 2, middle.y - rect.h / 2, rect.w, rect.h)
    rect = settling.cut(document, node, rect)
    rect = Rect(rect.x, rect.y, max(rect.w, least[0]), max(rect.h, least[1]))
    changed = (
        replace(node, bounds=node.bounds._replace(x=rect.x, y=rect.y), expanded_size=(rect.w, rect.h))
        if node.expanded and node.expanded_size
        else replace(node, bounds=rect)
    )
    if node.label and node.label != node.bounds:
        center, old = rect.center, node.drawn.center
        changed = replace(changed, label=node.label.moved(center.x - old.x, center.y - old.y))
    _redraw(tx, changed)


def _redraw(tx: Transaction, changed: Node) -> None:
    """Write a node whose drawn rectangle differs; its boundary events keep their place on it, flows follow."""
    document = tx.document
    settling.make_room(tx, document.node(changed.map, changed.id), changed.drawn)
    node = document.node(changed.map, changed.id)
    ends = effective_ends(document, node.map)
    before = {node.id: node}
    tx.put(changed)
    for event in document.attached(node.map, node.id):
        before[event.id] = event
        tx.put(_kept_on_border(event, node.drawn, changed.drawn))
    consequences.follow(tx, before, ends)


def _kept_on_border(event: Node, old: Rect, new: Rect) -> Node:
    c = event.bounds.center
    x = new.x + (c.x - old.x) / old.w * new.w if old.w else c.x
    y = new.y + (c.y - old.y) / old.h * new.h if old.h else c.y
    label = event.label.moved(x - c.x, y - c.y) if event.label else None
    return replace(event, bounds=event.bounds.moved(x - c.x, y - c.y), label=label)


def rename(tx: Transaction, map_id: str, element_id: str, text: str) -> None:
    """Give an element a new text (line breaks kept, ends trimmed)."""
    change(tx, map_id, element_id, name=text.strip())


def change(tx: Transaction, map_id: str, element_id: str, **fields: Any) -> None:
    """Set fields of an element; where what is drawn changes (a sub-process opened), flows follow. Raises KeyError."""
    element = tx.document.element(map_id, element_id)
    if element is None:
        raise KeyError((map_id, element_id))
    changed: Element = replace(element, **fields)
    if isinstance(element, Node) and isinstance(changed, Node) and changed.drawn != element.drawn:
        _redraw(tx, changed)
    else:
        tx.put(changed)


def change_kind(tx: Transaction, map_id: str, element_id: str, kind_id: str, **fields: Any) -> None:
    """Turn a node into another kind in place; text, flows and size stay.

    Raises RefusedError across families, and where a sub-process that holds something would become something else.
    """
    document = tx.document
    node = document.node(map_id, element_id)
    if family(node.kind) is not family(kind_id) or (kind_id == "event.boundary") is not bool(node.attached):
        raise RefusedError(label("permits.other_family"))
    if not kind_id.startswith("subprocess"):
        if node.kind.startswith("subprocess") and document.children(map_id, element_id):
            raise RefusedError(label("permits.has_contents"))
        fields = {"expanded": False, "inline": False, **fields}
    change(tx, map_id, element_id, kind=kind_id, **fields)


def set_style(tx: Transaction, map_id: str, ids: Iterable[str], **fields: Any) -> None:
    """Set style fields of several elements; with no fields, all go back to the theme."""
    for element_id in ids:
        element = tx.document.element(map_id, element_id)
        if element is not None:
            style: Style = replace(element.style, **fields) if fields else PLAIN
            tx.put(replace(element, style=style))


def move_label(tx: Transaction, map_id: str, element_id: str, rect: Rect | None) -> None:
    """Put an outside label at `rect`; None lets it find its place by itself."""
    change(tx, map_id, element_id, label=rect)


def delete(tx: Transaction, map_id: str, ids: Iterable[str]) -> None:
    """Remove elements with their contents, boundary events and flows. Where steps with one flow in and one out go, the
    flow before them leads on to what came after them.

    A lane's steps stay: its room goes to its neighbours (`lanes.delete_lane`). The hidden main pool stays.
    """
    from probis_editor.commands import lanes

    document = tx.document
    chosen = dict.fromkeys(ids)
    steps = [i for i in chosen if _passes(document.element(map_id, i))]
    consequences.heal(tx, map_id, steps, without=chosen)
    for element_id in chosen:
        element = document.element(map_id, element_id)
        if isinstance(element, Flow):
            _drop_flow(tx, element)
    for element_id in chosen:
        element = document.element(map_id, element_id)
        if not isinstance(element, Node) or element.hidden:
            continue
        if element.kind == "lane":
            lanes.delete_lane(tx, map_id, element_id)
        elif element.kind == "phase":
            lanes.delete_phase(tx, map_id, element_id)
        else:
            _drop_with_contents(tx, element)


def _passes(element: Element | None) -> bool:
    """Whether work may come into the element and go on from it."""
    return isinstance(element, Node) and family(element.kind) in STEPS


def _drop_with_contents(tx: Transaction, node: Node) -> None:
    document = tx.document
    for event in document.attached(node.map, node.id):
        _drop_with_contents(tx, event)
    for child in document.children(node.map, node.id):
        _drop_with_contents(tx, child)
    for flow in consequences.flows_of(tx, node.map, [node.id]):
        _drop_flow(tx, flow)
    for flow in document.flows(node.map):
        if node.id in (flow.parent, flow.plane):
            _drop_flow(tx, flow)
    tx.drop((node.map, "#step:" + node.id))
    tx.drop(node.key)


def _drop_flow(tx: Transaction, flow: Flow) -> None:
    """Remove a flow and the associations that end at it."""
    tx.drop(flow.key)
    for note in tx.document.incident(flow.map, flow.id):
        _drop_flow(tx, note)
