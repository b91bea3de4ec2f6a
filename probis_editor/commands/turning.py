"""The verbs that make a step another kind of thing in place: its kind, its place on a border."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from probis_editor.commands import consequences, flows, shapes
from probis_editor.commands.settling import settle
from probis_editor.geometry import Point, Rect
from probis_editor.kinds import STEPS, family, kind
from probis_editor.model.changes import label
from probis_editor.model.document import Transaction
from probis_editor.model.elements import Node
from probis_editor.model.repairs import effective_ends, outline_distance
from probis_editor.rules.permits import RefusedError, can_attach, can_connect


def turn(tx: Transaction, map_id: str, element_id: str, kind_id: str, **fields: Any) -> None:
    """Turn a step into another kind; text and flows stay, the size where the family does, else the middle does.

    Raises RefusedError where its flows would be forbidden for the new kind, where events sit on its border, where
    it holds something, and outside activities, events and gateways for another family.
    """
    document = tx.document
    node = document.node(map_id, element_id)
    if family(kind_id) is family(node.kind):
        shapes.change_kind(tx, map_id, element_id, kind_id, **fields)
    else:
        if family(node.kind) not in STEPS or family(kind_id) not in STEPS or kind_id == "event.boundary":
            raise RefusedError(label("permits.other_family"))
        if node.attached or document.attached(map_id, element_id):
            raise RefusedError(label("steps.refused_boundary"))
        if node.kind.startswith("subprocess") and document.children(map_id, element_id):
            raise RefusedError(label("permits.has_contents"))
        _replace(tx, node, kind_id, fields)
    for flow in document.incident(map_id, element_id):
        if flow.source and flow.target:
            verdict = can_connect(document, map_id, flow.source, flow.target, flow.kind)
            if not verdict and verdict.reason:
                raise RefusedError(verdict.reason)


def _replace(tx: Transaction, node: Node, kind_id: str, fields: dict[str, Any]) -> None:
    document = tx.document
    record = document.map(node.map)
    w, h = kind(kind_id).size_in(record.theme, record.size)
    c = node.drawn.center
    ends = effective_ends(document, node.map)
    turned = replace(
        node, kind=kind_id, bounds=Rect(c.x - w / 2, c.y - h / 2, w, h), label=None, trigger="none", loop="",
        marker=False, compensation=False, called="", process="", expanded=False, expanded_size=None, inline=False,
    )  # fmt: skip
    tx.put(replace(turned, **fields))
    consequences.follow(tx, {node.id: node}, ends)
    _dock_anew(tx, node.map, node.id)
    settle(tx, node.map, [node.id])


def _dock_anew(tx: Transaction, map_id: str, element_id: str) -> None:
    """Route the flows anew that do not end on the outline of the node's new form."""
    document = tx.document
    node = document.node(map_id, element_id)
    for flow in document.incident(map_id, element_id):
        ends = ((flow.source, flow.points[:1]), (flow.target, flow.points[-1:]))
        at = [p for end, points in ends for p in points if end == element_id]
        if any(outline_distance(node.kind, node.drawn, p) > 0.5 for p in at):
            flows.tidy(tx, map_id, [flow.id])


def attach(tx: Transaction, map_id: str, element_id: str, host: str, center: Point) -> None:
    """Put an intermediate event on the border of an activity, nearest to `center`; its flow out stays.

    Raises RefusedError where it may not sit there, and where flows lead to it.
    """
    document = tx.document
    node = document.node(map_id, element_id)
    verdict = can_attach(document, map_id, node.kind, host)
    if not verdict and verdict.reason:
        raise RefusedError(verdict.reason)
    holder = document.node(map_id, host)
    ends = effective_ends(document, map_id)
    if any(
        ends[f.id][1] == element_id for f in document.incident(map_id, element_id) if f.kind == "sequence"
    ):
        raise RefusedError(label("permits.into_boundary"))
    middle = consequences.on_border(center, holder.drawn)
    w, h = node.bounds.w, node.bounds.h
    trigger = "timer" if node.trigger == "none" else node.trigger
    tx.put(
        replace(
            node, kind="event.boundary", attached=host, parent=holder.parent, label=None, trigger=trigger,
            bounds=Rect(middle.x - w / 2, middle.y - h / 2, w, h),
        )
    )  # fmt: skip
    _own_flows(tx, map_id, element_id, holder.parent)
    consequences.follow(tx, {element_id: node}, ends)


def detach(tx: Transaction, map_id: str, element_id: str, center: Point) -> None:
    """Take a boundary event off its host: it becomes an intermediate event at `center`, its trigger stays."""
    document = tx.document
    node = document.node(map_id, element_id)
    ends = effective_ends(document, map_id)
    w, h = node.bounds.w, node.bounds.h
    bounds = Rect(center.x - w / 2, center.y - h / 2, w, h)
    tx.put(replace(node, kind="event.catch", attached="", bounds=bounds, label=None, interrupting=True))
    consequences.follow(tx, {element_id: node}, ends)
    consequences.rehome(tx, map_id, [element_id])
    settle(tx, map_id, [element_id])


def _own_flows(tx: Transaction, map_id: str, element_id: str, parent: str) -> None:
    for flow in tx.document.incident(map_id, element_id):
        if flow.kind == "sequence" and flow.source == element_id:
            tx.put(replace(flow, parent=parent))


def set_symbols(tx: Transaction, symbols: str) -> None:
    """Show all maps of the document in another symbol set, "bpmn" or "flowchart"."""
    tx.put(replace(tx.document.settings, symbols=symbols))
