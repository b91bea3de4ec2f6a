"""Which list of the XPDL tree a record belongs in, with the processes, sets and stores made where they are missing."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import NAMESPACE_URL, uuid5

from probis_editor.formats import xpdl_build as build
from probis_editor.formats import xpdl_tree as tree
from probis_editor.formats.xmlsafe import local
from probis_editor.formats.xpdl_kinds import process_guid
from probis_editor.formats.xpdl_reading import Bound
from probis_editor.formats.xpdl_style import default
from probis_editor.formats.xpdl_tree import Element
from probis_editor.kinds import kind
from probis_editor.model.elements import Flow, Node


def is_container(kind_id: str) -> bool:
    """Whether other records can lie in nodes of the kind, so that its element must be there before theirs."""
    return kind_id in ("pool", "lane", "phase") or kind_id.startswith("subprocess")


class Owners:
    """Finds owners in one tree. `bound` is shared with the writer and grows as it works."""

    def __init__(
        self, root: Element, nodes: Mapping[str, Node], bound: Mapping[str, Bound], stamp: build.Stamp
    ) -> None:
        self.root = root
        self._nodes = nodes
        self._bound = bound
        self._stamp = stamp
        self._main: Element | None = None

    def chain(self, node: Node) -> list[Node]:
        """The node's owners, inmost first; a circle is cut."""
        found: list[Node] = []
        seen = {node.id}
        parent = self._nodes.get(node.parent)
        while parent is not None and parent.id not in seen:
            found.append(parent)
            seen.add(parent.id)
            parent = self._nodes.get(parent.parent)
        return found

    def depth(self, node: Node) -> int:
        return len(self.chain(node))

    def holder(self, node: Node) -> Element:
        """The list element for a node."""
        tag = kind(node.kind).xpdl
        if tag.tag == "Pool":
            return tree.need(self.root, "Pools")
        if tag.tag in ("Lane", "Milestone"):
            return tree.need(self._pool_element(node), tag.container)
        owner = self._owner(self.chain(node))
        if tag.tag == "Artifact" and local(owner) == "WorkflowProcess":
            owner = self.root
        return tree.need(owner, tag.container)

    def of_flow(self, flow: Flow) -> Element:
        """The process or activity set that a flow lies in."""
        home = self._nodes.get(flow.parent) or self._nodes.get(flow.plane)
        if home is not None:
            return self._owner([home, *self.chain(home)])
        for end in (flow.source, flow.target):
            node = self._nodes.get(end)
            if node is not None:
                return self._owner([node, *self.chain(node)] if node.kind == "pool" else self.chain(node))
        return self.main_process()

    def pool_id(self, node: Node) -> str:
        """The file's id of the pool that a lane or phase stands in."""
        return self._pool_element(node).get("Id") or ""

    def _pool_element(self, node: Node) -> Element:
        for owner in self.chain(node):
            if owner.kind == "pool" and owner.id in self._bound:
                return self._bound[owner.id].element
        process = self.main_process()
        for pool in tree.children(tree.need(self.root, "Pools"), "Pool"):
            if pool.get("Process") == process.get("Id"):
                return pool
        raise AssertionError("a main process always has its pool")

    def _owner(self, chain: list[Node]) -> Element:
        for owner in chain:
            bound = self._bound.get(owner.id)
            if bound is None:
                continue
            if owner.kind.startswith("subprocess"):
                if bound.other is None:
                    bound.other = self.new_set(owner, bound.element.get("Id") or owner.id)
                return bound.other
            if owner.kind == "pool":
                return self._process(bound)
        return self.main_process()

    def _process(self, bound: Bound) -> Element:
        if bound.other is None:
            process_id = bound.element.get("Process") or made_id(bound.element.get("Id") or "", "process")
            bound.element.set("Process", process_id)
            bound.other = self.new_process(process_id)
        return bound.other

    def main_process(self) -> Element:
        """The process of the hidden main pool, both made where the map has none."""
        for node in self._nodes.values():
            if node.kind == "pool" and node.hidden and node.id in self._bound:
                return self._process(self._bound[node.id])
        if self._main is None:
            package = self.root.get("Id") or ""
            process_id = made_id(package, "main/process")
            usual = default("bizagi", "pool")
            pool = build.pool(self.root, made_id(package, "main"), process_id, usual)
            pool.set("BoundaryVisible", "false")
            for info in pool.iter(tree.namespace(pool) + "Coordinates"):
                info.set("XCoordinate", "30")
                info.set("YCoordinate", "30")
            tree.insert(tree.need(self.root, "Pools"), pool, 0)
            self._main = build.process(self.root, process_id, self._stamp)
            tree.insert(tree.need(self.root, "WorkflowProcesses"), self._main, 0)
        return self._main

    def new_process(self, process_id: str) -> Element:
        """An empty process at the end of the package's."""
        holder = tree.need(self.root, "WorkflowProcesses")
        made = build.process(self.root, process_id, self._stamp)
        tree.insert(holder, made, len(holder))
        return made

    def new_set(self, node: Node, set_id: str) -> Element:
        """An empty activity set for an embedded sub-process, in its process."""
        holder = tree.need(self._process_of(node), "ActivitySets")
        made = build.activity_set(self.root, set_id)
        tree.insert(holder, made, len(holder))
        return made

    def new_store(self, store_id: str) -> Element:
        """A data store in the catalogue."""
        holder = tree.need(self.root, "DataStores")
        made = build.store(self.root, store_id)
        tree.insert(holder, made, len(holder))
        return made

    def store(self, store_id: str) -> Element | None:
        """The data store of that id in the catalogue."""
        stores = tree.children(tree.child(self.root, "DataStores"), "DataStore")
        return next((store for store in stores if store.get("Id") == store_id), None)

    def move_sets(self, node: Node, inside: Element, seen: frozenset[str] = frozenset()) -> None:
        """Bring a sub-process's activity set, and those nested in it, into the process it now belongs to."""
        holder = tree.need(self._process_of(node), "ActivitySets")
        if inside.getparent() is not holder:
            tree.remove(inside)
            tree.insert(holder, inside, len(holder))
        seen |= {node.id}
        for child in self._nodes.values():
            bound = self._bound.get(child.id)
            if child.parent != node.id or child.id in seen or bound is None or bound.other is None:
                continue
            if child.kind.startswith("subprocess"):
                self.move_sets(child, bound.other, seen)

    def _process_of(self, node: Node) -> Element:
        for owner in self.chain(node):
            if owner.kind == "pool" and owner.id in self._bound:
                return self._process(self._bound[owner.id])
        return self.main_process()


def made_id(base: str, what: str) -> str:
    """The GUID of something that goes with `base`, the same every time."""
    return str(uuid5(NAMESPACE_URL, f"{base}/{what}"))


def workflow_id(node: Node) -> str:
    """The process id for a pool's record: its own where that is a GUID, else one made from it or from the pool."""
    return process_guid(node.workflow) if node.workflow else made_id(f"{node.map}/{node.id}", "workflow")
