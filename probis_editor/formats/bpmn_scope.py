"""Which elements one map shows, on which plane, inside what: decided before any record is made."""

from __future__ import annotations

from lxml import etree

from probis_editor.formats import bpmn_bizagi
from probis_editor.formats.bpmn_items import Item
from probis_editor.formats.bpmn_names import FLOW_TAGS, SUBPROCESS_TAGS, p
from probis_editor.formats.bpmn_nodes import kind_of
from probis_editor.formats.bpmn_source import Diagram, Drawn, Source, loose
from probis_editor.formats.xmlsafe import local


class Scope:
    """What one map holds. `nodes` and `edges` map an element to its shape or edge (None for a flow without one).

    `kinds` are those of the nodes.
    """

    def __init__(self, source: Source, main: Diagram | None, inner: dict[str, Diagram]) -> None:
        self.source = source
        self.main = main
        self.inner = inner
        self.nodes: dict[etree._Element, Drawn] = {}
        self.kinds: dict[etree._Element, str] = {}
        self.edges: dict[etree._Element, Drawn | None] = {}
        self.unknown: list[Drawn] = []
        self.foreign: list[Drawn] = []
        self.ends: dict[etree._Element, tuple[etree._Element | None, etree._Element | None]] = {}
        """What stands for both ends of a flow, once it was found out."""
        self._base: dict[etree._Element, str] = {}
        self._own_plane: dict[etree._Element, bool] = {}
        self._holders: dict[etree._Element, etree._Element] | None = None
        self._held: dict[etree._Element | None, etree._Element | None] = {}
        self._depths: dict[etree._Element, int] = {}
        self._planes: dict[tuple[etree._Element | None, str], str] = {}
        if main is not None:
            self._take(main, "")
            self._take_loose(str(main.element.get("id", "")))
        for ref, diagram in inner.items():
            self._take(diagram, ref)

    def _take_loose(self, diagram: str) -> None:
        for tag in FLOW_TAGS:
            for element in self.source.root.iter(p(tag)):
                if element.get("map") == diagram:
                    self.edges[element] = loose(element)
                    self._base[element] = str(element.get("plane", ""))

    def _take(self, diagram: Diagram, base: str) -> None:
        resolve, choreographed = self.source.resolve, self.source.choreographed
        for shape in diagram.shapes:
            element = resolve(shape.ref)
            if element is None:
                self.unknown.append(shape)
                continue
            kind = kind_of(element)
            if not kind or element in choreographed or shape.said.get("participantBandKind"):
                self.foreign.append(shape)
            elif element not in self.nodes:
                self.nodes[element] = shape
                self.kinds[element] = kind
                self._base[element] = base
        for edge in diagram.edges:
            element = resolve(edge.ref)
            if element is None:
                self.unknown.append(edge)
            elif element in choreographed or local(element) not in FLOW_TAGS:
                self.foreign.append(edge)
            elif element not in self.edges:
                self.edges[element] = edge
                self._base[element] = base

    def add_hidden(self, participant: etree._Element, shape: Drawn) -> None:
        """Take in a participant that has no shape of its own."""
        self._holders = None
        self._held.clear()
        self._planes.clear()
        self._depths.clear()
        self.nodes[participant] = shape
        self.kinds[participant] = kind_of(participant)
        self._base[participant] = ""

    def add_flow(self, element: etree._Element, end: etree._Element) -> None:
        """Take in a flow that no edge shows; it lies on the plane of its end."""
        self.edges[element] = None
        self._base[element] = self._base.get(end, "")

    def above(self, item: Item) -> etree._Element | None:
        """The shown thing that holds the element: sub-process, expanded call, lane of a lane, or participant."""
        if item.tag == "lane":
            for outer in item.element.iterancestors():
                if local(outer) == "lane" and outer in self.nodes:
                    return outer
        container = item.container
        if container not in self._held:
            self._held[container] = self._holding(container)
        return self._held[container]

    def _holding(self, container: etree._Element | None) -> etree._Element | None:
        while container is not None:
            if container in self.nodes:
                return container
            if local(container) == "process":
                return self.holder(container)
            container = self.source.container(container)
        return None

    def holder(self, process: etree._Element) -> etree._Element | None:
        """The shown participant whose process it is, else the open call activity that shows it inside."""
        if self._holders is None:
            self._holders = {}
            for element, shape in self.nodes.items():
                if local(element) == "callActivity" and shape.expanded:
                    called = self.source.resolve(element.get("calledElement"))
                    if called is not None:
                        self._holders.setdefault(called, element)
            for element in reversed(self.nodes):
                own = (
                    self.source.resolve(element.get("processRef"))
                    if local(element) == "participant"
                    else None
                )
                if own is not None:
                    self._holders[own] = element
        return self._holders.get(process)

    def inside(self, sub: etree._Element) -> list[etree._Element]:
        """The nodes shown directly inside the sub-process, on whatever plane."""
        return [e for e in self.nodes if self.source.container(e) is sub]

    def has_own_plane(self, sub: etree._Element) -> bool:
        """Whether the sub-process's inside has a canvas of its own."""
        known = self._own_plane.get(sub)
        if known is None:
            known = self._own_plane[sub] = self._finds_own_plane(sub)
        return known

    def _finds_own_plane(self, sub: etree._Element) -> bool:
        shape = self.nodes[sub]
        inside = [self.nodes[e] for e in self.inside(sub) if self._base[e] == self._base[sub]]
        if str(sub.get("id")) in self.inner:
            return True
        if not inside:
            return not self.looks_expanded(sub)
        if self.source.bizagi:
            return not bpmn_bizagi.is_inline(shape.bounds, [s.bounds for s in inside])
        return shape.expanded is False

    def looks_expanded(self, sub: etree._Element) -> bool:
        """Whether the shape is that of an open sub-process."""
        shape = self.nodes[sub]
        if shape.expanded is not None:
            return shape.expanded
        return shape.bounds.w >= 140 and shape.bounds.h >= 100

    def plane(self, element: etree._Element) -> str:
        """The raw id of the sub-process on whose canvas the element lies; "" for the map's own surface."""
        base = self._base.get(element, "")
        container = self.source.container(element)
        while container is not None and str(container.get("id")) != base:
            if (
                local(container) in SUBPROCESS_TAGS
                and container in self.nodes
                and self.has_own_plane(container)
            ):
                return str(container.get("id"))
            container = self.source.container(container)
        return base

    def plane_guid(self, item: Item) -> str:
        """The id of the record on whose canvas the element lies; "" for the map's own surface."""
        place = (item.container, self._base.get(item.element, ""))
        found = self._planes.get(place)
        if found is None:
            sub = self.source.index.get(self.plane(item.element))
            found = self.source.guid(sub) if sub is not None and sub in self.nodes else ""
            self._planes[place] = found
        return found

    def depth(self, item: Item) -> int:
        """How many shown things hold the element."""
        first = self.above(item)
        if first is None:
            return 0
        found = self._depths.get(first)
        if found is None:
            count, above = 1, self.above(self.source.item(first))
            while above is not None and count < 64:
                count, above = count + 1, self.above(self.source.item(above))
            found = self._depths[first] = count
        return found

    @property
    def content(self) -> frozenset[etree._Element]:
        """The elements that get records."""
        return frozenset((*self.nodes, *self.edges))


def maps_of(source: Source) -> list[Scope]:
    """One scope for each diagram that is a map; a collapsed sub-process's plane is part of the map that draws it."""
    diagrams = [d for d in source.diagrams if d.plane is not None]
    drawn: dict[str, list[int]] = {}
    for i, diagram in enumerate(diagrams if len(diagrams) > 1 else ()):
        for shape in diagram.shapes:
            element = source.resolve(shape.ref)
            if element is not None:
                drawn.setdefault(str(element.get("id")), []).append(i)
    parent: dict[int, int] = {}
    for i, diagram in enumerate(diagrams):
        element = source.resolve(diagram.ref)
        if element is None or local(element) not in SUBPROCESS_TAGS:
            continue
        home = next((j for j in drawn.get(str(element.get("id")), ()) if j != i), None)
        if home is not None and not _shows_inside(source, diagrams[home], element):
            parent[i] = home
    roots: dict[int, dict[str, Diagram]] = {}
    for i in range(len(diagrams)):
        home, seen = i, {i}
        while home in parent and parent[home] not in seen:
            home = parent[home]
            seen.add(home)
        inner = roots.setdefault(home, {})
        if home != i:
            element = source.resolve(diagrams[i].ref)
            assert element is not None
            inner.setdefault(str(element.get("id")), diagrams[i])
    return [Scope(source, diagrams[i], inner) for i, inner in sorted(roots.items())]


def _shows_inside(source: Source, diagram: Diagram, sub: etree._Element) -> bool:
    for shape in diagram.shapes:
        element = source.resolve(shape.ref)
        if element is not None and source.container(element) is sub:
            return True
    return False
