"""Bringing an XPDL package to the state of the records: the one writer for edited, rewritten and new maps.

The tree is read with the same reader as ever; what differs between that reading and the records is written in
place, records that are gone are taken out, new ones are made and put where their z says. Whatever the reader does
not know stays. A new map is an empty package brought to the state of its records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter
from uuid import NAMESPACE_URL, uuid5

from probis_editor.formats import xpdl_build as build
from probis_editor.formats import xpdl_tree as tree
from probis_editor.formats.xmlsafe import local
from probis_editor.formats.xpdl_fields import Frame, write_node
from probis_editor.formats.xpdl_lines import End, holder_of, tag_of, write_flow
from probis_editor.formats.xpdl_make import copied, data_links, made
from probis_editor.formats.xpdl_near import nearest
from probis_editor.formats.xpdl_owners import Owners, is_container
from probis_editor.formats.xpdl_reading import Bound, Reading
from probis_editor.formats.xpdl_style import line_default
from probis_editor.formats.xpdl_tree import Element, is_guid
from probis_editor.geometry import Point
from probis_editor.kinds import kind
from probis_editor.model.elements import Flow, Map, Node

_KEPT = ("Lanes", "Activities", "Pools", "WorkflowProcesses", "ActivitySets", "DataObjects")


def patch(
    root: Element,
    base: Reading,
    record: Map,
    nodes: Iterable[Node],
    flows: Iterable[Flow],
    stamp: build.Stamp,
    *,
    bizagi: bool = True,
) -> bool:
    """Edit `root`, of which `base` is the reading, until it says what the records say; whether that took an edit.

    `bizagi` puts the records into Bizagi's nearest form first (no negative places, no nested lanes, GUIDs).
    """
    return _Patch(root, base, record, nodes, flows, stamp, bizagi).run()


class _Patch:
    def __init__(
        self,
        root: Element,
        base: Reading,
        record: Map,
        nodes: Iterable[Node],
        flows: Iterable[Flow],
        stamp: build.Stamp,
        bizagi: bool,
    ) -> None:
        self.root = root
        self.base = base
        self.record = record
        self.stamp = stamp
        self.bizagi = bizagi
        given_nodes, given_flows = {n.id: n for n in nodes}, {f.id: f for f in flows}
        near_nodes, near_flows = nearest(given_nodes, given_flows, base, bizagi)
        self.nodes: Mapping[str, Node] = near_nodes
        self.flows: Mapping[str, Flow] = near_flows
        self.bound = dict(base.bound)
        self.of = {bound.element: record_id for record_id, bound in base.bound.items()}
        self.gone: list[str] = []
        self.owners = Owners(root, self.nodes, self.bound, stamp)

    def run(self) -> bool:
        gone = self.gone = [i for i in (*self.base.nodes, *self.base.flows) if not self._stays(i)]
        for record_id in gone:
            # An id may come back as something else: its old element must not stand for the new record.
            del self.bound[record_id]
        changed = bool(gone)
        changed |= self._write_map()
        # Containers first, outer before inner, so that everything else finds its place.
        order = sorted(
            self.nodes.values(),
            key=lambda n: (not is_container(n.kind), n.kind != "pool", self.owners.depth(n), n.z, n.id),
        )
        for node in order:
            changed |= self._write_node(node, node.id in gone)
        for flow in sorted(self.flows.values(), key=lambda f: (f.z, f.id)):
            changed |= self._write_flow(flow, flow.id in gone)
        self._remove(gone)
        changed |= self._sort()
        if changed:
            self._date()
        return changed

    def _stays(self, record_id: str) -> bool:
        """Whether the record's element can go on standing for it."""
        before = self.base.nodes.get(record_id) or self.base.flows.get(record_id)
        now = self.nodes.get(record_id) or self.flows.get(record_id)
        if now is None or before is None:
            return False
        if isinstance(now, Flow):
            return isinstance(before, Flow) and tag_of(before.kind) == tag_of(now.kind)
        if not isinstance(before, Node):
            return False
        old, new = kind(before.kind), kind(now.kind)
        if old.xpdl.tag == "Artifact" or before.kind == "data.object":
            return before.kind == now.kind or {before.kind, now.kind} == {"group", "band"}
        return old.xpdl.tag == new.xpdl.tag

    def _write_map(self) -> bool:
        before, now = self.base.map, self.record
        if before.name != now.name:
            self.root.set("Name", tree.clean(now.name))
            header = tree.need(self.root, "PackageHeader")
            if self.bizagi or tree.child(header, "Description") is not None:
                tree.set_text(header, now.name, "Description")
        if before.documentation != now.documentation:
            tree.set_text(tree.need(self.root, "PackageHeader"), now.documentation, "Documentation")
        return (before.name, before.documentation) != (now.name, now.documentation)

    # Nodes

    def _write_node(self, now: Node, replaced: bool) -> bool:
        before = None if replaced else self.base.nodes.get(now.id)
        usual = self.base.usual(now.kind)
        host = self._file_id(now.attached)
        if before is None:
            bound, start = self._new_node(now)
            self._keep(now.id, bound)
            frame = Frame(Point(0.0, 0.0), self._origin(now, self.nodes))
            write_node(bound, start, now, usual, frame, host)
            return True
        bound = self.bound[now.id]
        moved = self._rehome(before, now, bound)
        if before == now and not moved:
            return False
        if now.kind == "data.store" and before.name != now.name:
            self._own_store(now, bound)
        if before.kind.startswith("subprocess") != now.kind.startswith("subprocess"):
            self._switch_set(now, bound)
        frame = Frame(self._origin(before, self.base.nodes), self._origin(now, self.nodes))
        write_node(bound, before, now, usual, frame, host)
        return moved or _seen(before) != _seen(now)

    def _keep(self, record_id: str, bound: Bound) -> None:
        self.bound[record_id] = bound
        self.of[bound.element] = record_id

    def _new_node(self, now: Node) -> tuple[Bound, Node]:
        """A new element in its place, and the record that it says so far."""
        usual = self.base.usual(now.kind)
        file_id = now.id if is_guid(now.id) else self._guid(now.id)
        pattern = self.base.nodes.get(now.source)
        if pattern is not None and (found := copied(self.base.bound[pattern.id], pattern, now, file_id)):
            bound, start = found
        else:
            bound, start = made(self.root, self.owners, now, file_id, usual, self.stamp)
        holder = self.owners.holder(now)
        self._place(holder, bound.element, now.z)
        if now.kind.startswith("subprocess"):
            bound.other = self.owners.new_set(now, file_id)
        return bound, start

    def _rehome(self, before: Node, now: Node, bound: Bound) -> bool:
        """Move the element to another process or activity set where the record's owner changed."""
        if (before.parent, before.plane) == (now.parent, now.plane) and now.parent not in self.gone:
            return False
        holder = self.owners.holder(now)
        if bound.element.getparent() is holder:
            return False
        tree.remove(bound.element)
        self._place(holder, bound.element, now.z)
        if now.kind in ("lane", "phase"):
            tree.set_attribute(bound.element, "ParentPool", self._file_id(now.parent))
        if bound.other is not None and now.kind.startswith("subprocess"):
            self.owners.move_sets(now, bound.other)
        return True

    def _switch_set(self, now: Node, bound: Bound) -> None:
        if now.kind.startswith("subprocess"):
            bound.other = self.owners.new_set(now, bound.element.get("Id") or now.id)
        elif bound.other is not None:
            tree.remove(bound.other)
            bound.other = None

    def _own_store(self, now: Node, bound: Bound) -> None:
        """Give the reference a data store of its own where another one that keeps its name shares it."""
        sharing = [
            other
            for other in self.nodes.values()
            if other.kind == "data.store" and other.id != now.id and other.name != now.name
            if other.id in self.bound and self.bound[other.id].other is bound.other
        ]
        if bound.other is None or sharing:
            store_id = self._guid(now.id + "/store")
            bound.other = self.owners.new_store(store_id)
            bound.element.set("DataStoreRef", store_id)
            bound.other.set("Name", tree.clean(now.name))

    def _origin(self, node: Node, nodes: Mapping[str, Node]) -> Point:
        """What the node's coordinates in the file count from: its pool for lanes and phases."""
        if node.kind not in ("lane", "phase"):
            return Point(0.0, 0.0)
        pool = nodes.get(node.parent)
        return Point(pool.bounds.x, pool.bounds.y) if pool is not None else Point(0.0, 0.0)

    # Flows

    def _write_flow(self, now: Flow, replaced: bool) -> bool:
        before = None if replaced else self.base.flows.get(now.id)
        usual = line_default(self.base.theme, now.kind)
        if before is None:
            file_id = now.id if is_guid(now.id) else self._guid(now.id)
            element = build.flow(self.root, tag_of(now.kind), file_id, usual)
            info = tree.child(element, "ConnectorGraphicsInfos", "ConnectorGraphicsInfo")
            self._keep(now.id, Bound(element, info))
            self._place(self._flow_holder(now), element, now.z)
            before = Flow(map=now.map, id=now.id, kind=now.kind)
            write_flow(self.bound[now.id], before, now, usual, *self._ends(before, now))
            return True
        bound = self.bound[now.id]
        moved = False
        if (before.parent, before.plane) != (now.parent, now.plane) or now.parent in self.gone:
            holder = self._flow_holder(now)
            if bound.element.getparent() is not holder:
                tree.remove(bound.element)
                self._place(holder, bound.element, now.z)
                moved = True
        ends = self._ends(before, now)
        if before != now or any(end.before != end.now for end in ends):
            write_flow(bound, before, now, usual, *ends)
        return moved or _seen(before) != _seen(now)

    def _ends(self, before: Flow, now: Flow) -> tuple[End, End]:
        return (
            End(self.base.nodes.get(before.source), self.nodes.get(now.source), self._file_id(now.source)),
            End(self.base.nodes.get(before.target), self.nodes.get(now.target), self._file_id(now.target)),
        )

    def _flow_holder(self, flow: Flow) -> Element:
        if flow.kind == "message":
            return tree.need(self.root, "MessageFlows")
        owner = self.owners.of_flow(flow)
        if flow.kind != "sequence" and local(owner) == "WorkflowProcess":
            owner = self.root
        return tree.need(owner, holder_of(flow.kind))

    # Ids, order, removal

    def _file_id(self, record_id: str) -> str:
        if not record_id:
            return ""
        bound = self.bound.get(record_id)
        if bound is not None:
            return bound.element.get("Id") or ""
        known = record_id in self.nodes or record_id in self.flows
        return (record_id if is_guid(record_id) else self._guid(record_id)) if known else ""

    def _guid(self, record_id: str) -> str:
        return str(uuid5(NAMESPACE_URL, f"{self.base.map.id}/{record_id}"))

    def _place(self, holder: Element, element: Element, z: int) -> None:
        """Put the element where its z says among those that stand for records."""
        index = len(holder)
        for place in range(index - 1, -1, -1):
            record = self._record(holder[place])
            if record is not None:
                if record.z <= z:
                    break
                index = place
        tree.insert(holder, element, index)

    def _record(self, element: Element) -> Node | Flow | None:
        record_id = self.of.get(element, "")
        node: Node | Flow | None = self.nodes.get(record_id)
        return node or self.flows.get(record_id)

    def _sort(self) -> bool:
        """Bring elements into the order of z where records of one list changed places."""
        changed = False
        for holder in self._disturbed():
            ranks: dict[Element, int] = {}
            for element in holder:
                record = self._record(element)
                if record is not None:
                    ranks[element] = record.z
            standing = list(ranks)
            wanted = sorted(standing, key=ranks.__getitem__)
            if wanted == standing:
                continue
            changed = True
            places = [holder.index(element) for element in standing]
            tails = [element.tail for element in standing]
            for element in standing:
                holder.remove(element)
            for place, element, tail in zip(places, wanted, tails, strict=True):
                element.tail = tail
                holder.insert(place, element)
        return changed

    def _disturbed(self) -> list[Element]:
        found: dict[Element, None] = {}
        was = {record_id: record.z for record_id, record in self.base.nodes.items()}
        was |= {record_id: record.z for record_id, record in self.base.flows.items()}
        places = {record_id: record.z for record_id, record in self.nodes.items()}
        places |= {record_id: record.z for record_id, record in self.flows.items()}
        for record_id, z in places.items():
            if was.get(record_id, z) != z:
                holder = self.bound[record_id].element.getparent()
                if holder is not None:
                    found[holder] = None
        return list(found)

    def _remove(self, gone: list[str]) -> None:
        for record_id in gone:
            bound = self.base.bound[record_id]
            self._take_out(bound.element)
            shared = any(other.other is bound.other for other in self.bound.values())
            if bound.other is not None and not shared:
                self._take_out(bound.other)
        if gone:
            ids = {i: bound.element.get("Id") or "" for i, bound in self.base.bound.items()}
            flows = [self.base.flows[i] for i in gone if i in self.base.flows]
            cut = [(ids.get(f.source, ""), ids.get(f.target, "")) for f in flows if f.kind == "association"]
            lost = [ids[i] for i in gone if i in self.base.nodes and i not in self.nodes]
            data_links(self.root, lost, cut)

    def _take_out(self, element: Element) -> None:
        holder = element.getparent()
        if holder is None:
            return
        tree.remove(element)
        above = holder.getparent()
        kept = local(holder) in _KEPT or (above is not None and local(above) == "ActivitySet")
        if not len(holder) and not kept:
            tree.remove(holder)

    def _date(self) -> None:
        header = tree.need(self.root, "PackageHeader")
        if not self.bizagi:
            return
        tree.set_text(header, self.stamp.local, "ModificationDate")
        list_of = tree.child(header, "Modifications")
        if list_of is not None:
            last = list_of[-1] if len(list_of) else None
            if last is None or last.get("Date") != self.stamp.utc:
                entry = list_of.makeelement(tree.namespace(list_of) + "Modification")
                entry.set("Date", self.stamp.utc)
                entry.set("UserName", self.stamp.author)
                tree.insert(list_of, entry, len(list_of))


_SEEN_NODE = attrgetter(
    *("kind", "bounds", "name", "parent", "plane", "attached", "label", "style", "documentation", "trigger"),
    *("interrupting", "parallel_multiple", "loop", "marker", "instantiate", "expanded", "expanded_size"),
    *("hidden", "multiple", "compensation", "state", "called", "image"),
)
_SEEN_FLOW = attrgetter(
    *("kind", "source", "target", "points", "name", "parent", "plane", "label", "style", "documentation"),
    *("condition", "direction"),
)


def _seen(record: Node | Flow) -> tuple[object, ...]:
    """The fields that XPDL can say."""
    seen: tuple[object, ...] = _SEEN_NODE(record) if isinstance(record, Node) else _SEEN_FLOW(record)
    return seen
