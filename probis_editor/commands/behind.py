"""The verbs that put a map behind a step: a new one, or one that is there already."""

from __future__ import annotations

from msgspec.structs import replace

from probis_editor.commands import maps, tree, turning
from probis_editor.kinds import Family, family
from probis_editor.model import queries
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Map, Node


def may_open_a_map(node: Node) -> bool:
    """Whether a map can lie behind the node: a process box, a call, or a task, which then becomes a call."""
    return family(node.kind) in (Family.ACTIVITY, Family.BOX) and not node.kind.startswith("subprocess")


def make_map(tx: Transaction, map_id: str, element_id: str, name: str) -> Map:
    """A new map behind a step. Its process is the one the step names, else a new one below that of its own map.

    Without a process of its own, a map gets maps without one. Raises RefusedError where a task may not become a call.
    """
    document = tx.document
    node, record = document.node(map_id, element_id), document.map(map_id)
    process = node.process if node.process and document.process(node.process) is not None else ""
    if not process and record.process:
        process = tree.create_process(tx, name, parent=record.process).id
    made = maps.create_map(tx, name, kind="cross_functional", process=process)
    link_map(tx, map_id, element_id, made.id)
    return made


def link_map(tx: Transaction, map_id: str, element_id: str, target: str) -> None:
    """Let a step open another map of the document; a task becomes a call. Raises RefusedError where it may not."""
    document = tx.document
    node = document.node(map_id, element_id)
    if family(node.kind) is Family.ACTIVITY and node.kind != "call":
        turning.turn(tx, map_id, element_id, "call")
        node = document.node(map_id, element_id)
    process = document.map(target).process
    tx.put(replace(node, called=workflow_of(document, target), process=process))


def workflow_of(document: Document, map_id: str) -> str:
    """What a call names to open a map: the process of its first visible pool, else of its surface, "" for none."""
    pools = queries.pools(document, map_id)
    main = queries.main_pool(document, map_id)
    return pools[0].workflow if pools else main.workflow if main is not None else ""
