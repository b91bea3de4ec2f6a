"""The verbs for whole maps: create, rename, delete, duplicate, reorder, link to a process."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from probis_editor.commands import sipoc
from probis_editor.commands.clipboard import own_foreign
from probis_editor.commands.lanes import hidden_pool
from probis_editor.model.document import Transaction
from probis_editor.model.elements import AttributeValue, Flow, Map, Node, StepRow


def create_map(tx: Transaction, name: str, kind: str = "cross_functional", process: str = "") -> Map:
    """A new, empty map at the end of the tabs: house style, with the hidden main pool that Bizagi expects."""
    document = tx.document
    order = max((m.order for m in document.maps()), default=-1) + 1
    record = Map(id=document.new_id(), name=name, kind=kind, process=process, order=order, theme="house")
    tx.put(record)
    tx.put(hidden_pool(document, record.id))
    return record


def rename_map(tx: Transaction, map_id: str, name: str) -> None:
    """Give a map a new name (ends trimmed, line breaks become blanks). Raises KeyError."""
    tx.put(replace(tx.document.map(map_id), name=" ".join(name.split())))


def change_map(tx: Transaction, map_id: str, **fields: Any) -> None:
    """Set fields of the map's own record: kind, process, theme, size, documentation. Raises KeyError."""
    tx.put(replace(tx.document.map(map_id), **fields))


def delete_map(tx: Transaction, map_id: str) -> None:
    """Remove a map with everything on it, what was carried for it and what the book says of it included."""
    for element_id in tx.document.index(map_id).all():
        tx.drop((map_id, element_id))
    sipoc.forget_map(tx, map_id)
    book = tx.document.book
    kept = replace(
        book,
        sheets=tuple(pair for pair in book.sheets if pair[0] != map_id),
        sizes=tuple(pair for pair in book.sizes if pair[0] != map_id),
        annex=tuple(one for one in book.annex if one != map_id),
    )
    if kept != book:
        tx.put(kept)


def duplicate_map(tx: Transaction, map_id: str, name: str, values: Iterable[AttributeValue] = ()) -> Map:
    """A copy with new ids throughout, at the end of the tabs, linked to no process.

    `values` are what extended attributes say on the map (see `formats.attribute_copies`).
    """
    document = tx.document
    source = document.map(map_id)
    order = max(m.order for m in document.maps()) + 1
    record = replace(source, id=document.new_id(), name=name, process="", order=order, foreign=())
    tx.put(record)
    nodes, flows = document.nodes(map_id), document.flows(map_id)
    names = {key: document.new_id() for key in [n.id for n in nodes] + [f.id for f in flows]}
    names[""] = ""
    for node in nodes:
        tx.put(_copied_node(node, record.id, names, document.new_id() if node.kind == "pool" else ""))
        row = document.step(map_id, node.id)
        if isinstance(row, StepRow):
            tx.put(replace(row, map=record.id, element=names[node.id]))
    for flow in flows:
        tx.put(_copied_flow(flow, record.id, names))
    for value in values:
        if value.element in names:
            tx.put(replace(value, map=record.id, element=names[value.element], was=""))
    return record


def _copied_node(node: Node, map_id: str, names: dict[str, str], workflow: str) -> Node:
    return replace(
        node,
        map=map_id,
        id=names[node.id],
        parent=names.get(node.parent, ""),
        plane=names.get(node.plane, ""),
        attached=names.get(node.attached, ""),
        workflow=workflow or node.workflow,
        foreign=own_foreign(node.foreign),
    )


def _copied_flow(flow: Flow, map_id: str, names: dict[str, str]) -> Flow:
    return replace(
        flow,
        map=map_id,
        id=names[flow.id],
        source=names.get(flow.source, ""),
        target=names.get(flow.target, ""),
        parent=names.get(flow.parent, ""),
        plane=names.get(flow.plane, ""),
        foreign=own_foreign(flow.foreign),
    )
