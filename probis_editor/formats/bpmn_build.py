"""One map as BPMN elements: its collaboration, its processes and what stands in them.

Ids first, for all maps of a file (`MapBuilder(...)`), then the elements (`build`), so that maps may name each
other's processes. What becomes of diagrams is in `bpmn_shapes`.
"""

from __future__ import annotations

from probis_editor.formats import bpmn_elements, bpmn_lanes
from probis_editor.formats.bpmn_keep import is_from_bpmn, one, pieces, put_attributes, put_children
from probis_editor.formats.bpmn_names import (
    BIZAGI,
    as_ncname,
    clean,
    m,
    number,
    p,
)
from probis_editor.formats.bpmn_xml import Element, SubElement
from probis_editor.formats.xmlsafe import local
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Foreign, Node
from probis_editor.model.repairs import effective_ends


class Registry:
    """The ids of the file being written: each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, *wanted: str) -> str:
        """The first of the ids that is free, else the first with the lowest suffix that makes it so."""
        for text in wanted:
            if text and (found := as_ncname(text)) not in self._taken:
                self._taken.add(found)
                return found
        stem, count = next(as_ncname(text) for text in wanted if text), 2
        while f"{stem}_{count}" in self._taken:
            count += 1
        return self.take(f"{stem}_{count}")


class MapBuilder:
    """The BPMN form of one map."""

    def __init__(self, document: Document, map_id: str, registry: Registry) -> None:
        self.document = document
        self.record = document.map(map_id)
        self.registry = registry
        self.nodes = document.nodes(map_id)
        self.flows = document.flows(map_id)
        self.by_id = {node.id: node for node in self.nodes}
        self.ends = effective_ends(document, map_id)
        self.xml: dict[str, str] = {}
        self.made: dict[str, Element] = {}
        self.diagram = registry.take(
            as_ncname(one(self.record.foreign, "bpmn:id") or f"Diagram_{map_id}"), f"Diagram_{map_id}"
        )
        self.pools = [n for n in self.nodes if n.kind == "pool" and (not n.hidden or self._is_used(n))]
        foreign = self.record.foreign
        self.has_collaboration = bool(
            self.pools or any(f.kind == "message" for f in self.flows) or one(foreign, "collaboration:@id")
        )
        self._own: set[str] = set()
        self.processes: dict[str, str] = {}
        for pool in self.pools:
            raw = one(pool.foreign, "process:@id")
            if raw or not pool.foreign or pool.workflow or document.children(map_id, pool.id):
                self.processes[pool.id] = self._process_id(raw, pool.workflow or pool.id)
        for node in self.nodes:
            if node.kind == "call" and document.children(map_id, node.id):
                self.processes[node.id] = self._process_id(
                    one(node.foreign, "process:@id"), node.called or node.id
                )
        records: list[Node | Flow] = [*self.nodes, *self.flows]
        for record in records:
            if isinstance(record, Flow) or record.kind != "pool" or record in self.pools:
                self.xml[record.id] = self._take(one(record.foreign, "bpmn:id"), record.id)
        self.top = ""
        if self.has_collaboration:
            self.top = self._take(one(foreign, "collaboration:@id"), "", f"Collaboration_{map_id}")
        self.canvases = self._canvases()
        self.loose = self._loose()
        self._containers: dict[str, Element] = {}
        self._roots: list[Element] = []
        self._collaboration: Element | None = None

    def _canvases(self) -> frozenset[str]:
        """The sub-processes that have a canvas of their own which the map's surface leads to."""
        records: list[Node | Flow] = [*self.nodes, *self.flows]
        used = {r.plane for r in records if r.plane in self.by_id}
        holds = {i: self.by_id[i].plane for i in used if _opens(self.by_id[i])}
        good: set[str] = set()
        grown = True
        while grown:
            new = {i for i, above in holds.items() if i not in good and (not above or above in good)}
            good |= new
            grown = bool(new)
        return frozenset(good)

    def _loose(self) -> frozenset[str]:
        """The flows that lack an end, and those that end at such a flow."""
        found: set[str] = set()
        grown = True
        while grown:
            new = {
                flow.id
                for flow in self.flows
                if flow.id not in found
                and any(end not in self.xml or end in found for end in self.ends.get(flow.id, ("", "")))
            }
            found |= new
            grown = bool(new)
        return frozenset(found)

    def plane(self, record: Node | Flow) -> str:
        """The canvas that the element is written on: its own, else the map's surface where there is no such canvas."""
        return record.plane if record.plane in self.canvases else ""

    def _is_used(self, pool: Node) -> bool:
        # An empty main pool leaves no trace, unless the file it came from was BPMN and named it.
        if one(pool.foreign, "bpmn:id"):
            return True
        own = self.document.children(pool.map, pool.id)
        return bool(own) or any(f.parent == pool.id and f.kind != "message" for f in self.flows)

    def _take(self, raw: str, guid: str, fallback: str = "") -> str:
        """A free id: the file's own where this map has not used it, else from the GUID, else with a suffix."""
        wanted = as_ncname(raw) if raw else ""
        spare = fallback or f"Id_{guid}"
        if wanted and wanted in self._own:
            wanted = ""
        first = wanted or spare
        self._own.add(first)
        return self.registry.take(first)

    def _process_id(self, raw: str, guid: str) -> str:
        wanted = as_ncname(raw) if raw else as_ncname(guid if not _is_guid(guid) else f"Id_{guid}")
        if wanted in self._own:
            wanted = f"Process_{guid}"
        self._own.add(wanted)
        return self.registry.take(wanted)

    def original(self, record_id: str, foreign: Foreign) -> str:
        """The id that a suffix hides, "" where there is none."""
        written = self.xml.get(record_id, "")
        raw = as_ncname(one(foreign, "bpmn:id") or f"Id_{record_id}")
        return raw if written != raw and written.startswith(raw + "_") else ""

    def build(self, called: dict[str, str], stores: dict[str, Element]) -> list[Element]:
        """The map's root elements. `called` names the processes of all maps by workflow; `stores` collects data
        stores by the GUID they are referred to by."""
        if self.has_collaboration:
            self._begin_collaboration()
        for pool in self.pools:
            self._pool(pool)
        for node in sorted(self.nodes, key=self.depth):
            if node.kind != "pool" and node.kind != "lane":
                self._node(node, called, stores)
        bpmn_lanes.put_lanes(self)
        for root in self._roots:
            for lane_set in root.iter(m("laneSet")):
                lane_set.attrib.pop(bpmn_lanes.OWN, None)
        for flow in self.flows:
            self._flow(flow)
        kept = one(self.record.foreign, "plane:ref") and not one(self.record.foreign, "process:@id")
        if self._collaboration is None and not self._containers and not kept:
            # An empty map still needs something for its diagram to show (a choreography is kept as it was).
            self.container("")
        return self._roots

    def depth(self, node: Node) -> int:
        """How deep the node lies in others: what holds others is made before them."""
        count, above = 0, self.by_id.get(node.parent)
        while above is not None and count < 64:
            count, above = count + 1, self.by_id.get(above.parent)
        return count

    def _begin_collaboration(self) -> None:
        foreign = self.record.foreign
        element = _new("collaboration", self.top)
        put_attributes(element, foreign, "collaboration:@")
        _document(element, one(foreign, "collaboration:documentation"))
        put_children(element, foreign, "collaboration:child")
        self._collaboration = element
        self._roots.append(element)

    def _process(
        self, key: str, process_id: str, name: str, foreign: Foreign, documentation: str = ""
    ) -> Element:
        element = _new("process", process_id)
        raw = one(foreign, "process:@id")
        if raw and raw != process_id and process_id.startswith(raw + "_"):
            element.set(p("id"), raw)
        put_attributes(element, foreign, "process:@")
        if name and element.get("name") is None:
            element.set("name", clean(name))
        _document(element, one(foreign, "process:documentation") or documentation)
        put_children(element, foreign, "process:child")
        self._containers[key] = element
        self._roots.append(element)
        return element

    def _pool(self, pool: Node) -> None:
        assert self._collaboration is not None
        element = bpmn_elements.element_of(pool, self.xml[pool.id], self.original(pool.id, pool.foreign))
        process_id = self.processes.get(pool.id)
        if process_id is not None:
            element.set("processRef", process_id)
            name = "" if one(pool.foreign, "process:@id") else pool.name
            self._process(pool.id, process_id, name, pool.foreign)
        if pool.hidden:
            mark_main(element)
            element.set(p("bounds"), " ".join(number(side) for side in pool.bounds))
        self.made[pool.id] = element
        self._collaboration.append(element)

    def container(self, parent: str) -> Element:
        """The process or sub-process that holds the things whose parent is `parent`."""
        seen: set[str] = set()
        while parent not in self._containers:
            node = self.by_id.get(parent)
            if node is None or parent in seen:
                return self._surface()
            seen.add(parent)
            if parent in self.processes:
                name = "" if one(node.foreign, "process:@id") else node.name
                made = self._process(parent, self.processes[parent], name, node.foreign)
                if parent in self.made:
                    self.made[parent].set("calledElement", self.processes[parent])
                return made
            parent = node.parent
        return self._containers[parent]

    def _surface(self) -> Element:
        found = self._containers.get("")
        if found is not None:
            return found
        map_id, foreign = self.record.id, self.record.foreign
        process_id = self._take(one(foreign, "process:@id"), "", f"Process_{map_id}")
        element = self._process("", process_id, "", foreign)
        part_id = one(foreign, "process:participant")
        if self._collaboration is not None and (part_id or not one(foreign, "process:@id")):
            part = _new("participant", self.registry.take(part_id or f"Participant_{map_id}"))
            part.set("processRef", process_id)
            part.set(p("surface"), "true")
            mark_main(part)
            self._collaboration.append(part)
        elif self._collaboration is None:
            self.top = process_id
        return element

    def _holder(self, record: Node | Flow, tag: str) -> Element:
        # Artifacts outside every pool belong to the collaboration.
        artifact = tag in ("group", "textAnnotation", "association")
        if artifact and self._collaboration is not None and record.parent not in self.by_id:
            return self._collaboration
        return self.container(record.parent)

    def _node(self, node: Node, called: dict[str, str], stores: dict[str, Element]) -> None:
        host = self.xml.get(node.attached, "") if node.attached in self.by_id else ""
        element = bpmn_elements.element_of(
            node, self.xml[node.id], self.original(node.id, node.foreign), host
        )
        tag = local(element)
        if tag == "callActivity":
            target = called.get(node.called, "")
            if not target and node.called == one(node.foreign, "bpmn:called"):
                target = one(node.foreign, "bpmn:calledElement").rpartition(":")[2]
            target = as_ncname(target or node.called) if target or node.called else ""
            if target:
                element.set("calledElement", target)
        if (
            node.kind == "data.store"
            and node.ref
            and not element.get("dataStoreRef")
            and tag == "dataStoreReference"
        ):
            if node.ref not in stores:
                stores[node.ref] = _new(
                    "dataStore", self.registry.take(f"Id_{node.ref}", f"DataStore_{node.ref}")
                )
                if node.name:
                    stores[node.ref].set("name", clean(node.name))
            element.set("dataStoreRef", str(stores[node.ref].get("id")))
        self.made[node.id] = element
        if tag in ("dataInput", "dataOutput"):
            bpmn_elements.put_in_specification(self.container(node.parent), element)
        elif tag == "dataStore":
            self._roots.append(element)
        else:
            self._holder(node, tag).append(element)
        if tag in ("subProcess", "transaction", "adHocSubProcess"):
            self._containers[node.id] = element

    def _flow(self, flow: Flow) -> None:
        source, target = (self.xml.get(end, "") for end in self.ends.get(flow.id, (flow.source, flow.target)))
        guessed = [
            name
            for name, now, before in zip(
                ("source", "target"),
                self.ends.get(flow.id, ("", "")),
                (flow.source, flow.target),
                strict=True,
            )
            if now and now != before
        ]
        xml_id, original = self.xml[flow.id], self.original(flow.id, flow.foreign)
        if flow.id in self.loose:
            element = bpmn_elements.loose_of(flow, xml_id, original, source, target, self.diagram)
            if self.plane(flow):
                element.set("plane", self.xml[self.plane(flow)])
            holder = self._holder(flow, "association" if flow.kind == "association" else "")
            if flow.kind == "message" and self._collaboration is not None:
                holder = self._collaboration
            bpmn_elements.extension_of(holder).append(element)
            return
        element = bpmn_elements.flow_of(flow, xml_id, original, source, target)
        if guessed:
            element.set(p("guessed"), " ".join(guessed))
        self.made[flow.id] = element
        ends = self.ends.get(flow.id, (flow.source, flow.target))
        if flow.kind == "message":
            assert self._collaboration is not None
            self._collaboration.append(element)
        elif flow.kind == "sequence":
            start = self.by_id.get(ends[0])
            parent = flow.parent if flow.parent in self.by_id or start is None else start.parent
            self.container(parent).append(element)
            bpmn_elements.put_condition(flow, element, self.made.get(ends[0]))
        else:
            data = bpmn_elements.data_association_of(
                flow, element, self.made.get(ends[0]), self.made.get(ends[1])
            )
            if data is None:
                self._holder(flow, "association").append(element)
            else:
                self.made[flow.id] = data


def _opens(node: Node) -> bool:
    return node.kind.startswith("subprocess") and not node.hidden


def _new(tag: str, xml_id: str) -> Element:
    element = Element(m(tag))
    if xml_id:
        element.set("id", xml_id)
    return element


def _document(element: Element, text: str) -> None:
    if text:
        SubElement(element, m("documentation")).text = clean(text)


def _is_guid(text: str) -> bool:
    return len(text) == 36 and text.count("-") == 4


def mark_main(participant: Element) -> None:
    """Mark a participant as Bizagi marks the main pool."""
    extension = bpmn_elements.extension_of(participant)
    if any(e.get("name") == "isMainParticipant" for e in extension.iter(f"{{{BIZAGI}}}BizagiProperty")):
        return
    block = SubElement(extension, f"{{{BIZAGI}}}BizagiExtensions")
    properties = SubElement(block, f"{{{BIZAGI}}}BizagiProperties")
    SubElement(properties, f"{{{BIZAGI}}}BizagiProperty").set("name", "isMainParticipant")


def kept_roots(document: Document, builders: list[MapBuilder]) -> list[Element]:
    """The root elements that the document's maps carry from the file they came from."""
    chosen = {builder.record.id for builder in builders}
    maps = [r for r in document.maps() if r.id in chosen]
    if any(is_from_bpmn(r.foreign) for r in maps):
        # The first map carries them for the whole file; it may not be among the chosen.
        maps = document.maps()
    return [piece for record in maps for piece in pieces(record.foreign, "bpmn:root")]
