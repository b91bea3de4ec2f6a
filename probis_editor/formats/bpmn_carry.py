"""What a file says beyond its drawn elements, kept with the records of maps, pools and open call activities.

Definitions, root elements without a shape (messages, signals, data stores, resources, undrawn processes) go with
the first map; a collaboration and a process without a pool with the map that shows them; a process with its pool.
"""

from __future__ import annotations

import msgspec
from lxml import etree

from probis_editor.formats.bpmn_flows import owner
from probis_editor.formats.bpmn_keep import child, kept, kept_attributes, kept_children, text_of
from probis_editor.formats.bpmn_names import PREFIXES, SUBPROCESS_TAGS, m, p
from probis_editor.formats.bpmn_nodes import kind_of
from probis_editor.formats.bpmn_scope import Scope
from probis_editor.formats.bpmn_source import Source
from probis_editor.formats.xmlsafe import local
from probis_editor.model.changes import Record
from probis_editor.model.elements import Map, Node

_SURFACE = p("surface")
_Pairs = list[tuple[str, str]]


def carried(
    source: Source, scopes: list[Scope], consumed: frozenset[etree._Element], records: list[Record]
) -> list[Record]:
    """The records with all that is kept added to their `foreign`."""
    maps = [record for record in records if isinstance(record, Map)]
    keeper = _Keeper(source, consumed)
    added: dict[tuple[str, str], _Pairs] = {}
    for record, scope in zip(maps, scopes, strict=False):
        added.update(keeper.of_map(scope, record))
    first = keeper.of_file()
    if maps:
        key = maps[0].key
        added[key] = added.get(key, []) + first
    result: list[Record] = []
    for one in records:
        more = added.get(one.key)
        if more and isinstance(one, Map | Node):
            one = msgspec.structs.replace(one, foreign=(*one.foreign, *more))
        result.append(one)
    return result


class _Keeper:
    def __init__(self, source: Source, consumed: frozenset[etree._Element]) -> None:
        self.source = source
        self.consumed = consumed
        self.shown: set[etree._Element] = set()

    def of_map(self, scope: Scope, record: Map) -> dict[tuple[str, str], _Pairs]:
        """What goes with the map's own record, its pools and its open calls, by key."""
        source = self.source
        found: dict[tuple[str, str], _Pairs] = {}
        own = found.setdefault(record.key, [])
        if scope.main is not None:
            if scope.main.element.get("id"):
                own.append(("bpmn:id", str(scope.main.element.get("id"))))
            own += kept_attributes(
                scope.main.element, ("id", "name", "documentation"), "diagram:@", source.target
            )
            assert scope.main.plane is not None
            own += kept_attributes(scope.main.plane, ("bpmnElement",), "plane:@", source.target)
            own.append(("plane:ref", scope.main.ref))
        processes: list[etree._Element] = []
        collaborations: list[etree._Element] = []
        plane = source.resolve(scope.main.ref) if scope.main is not None else None
        containers = dict.fromkeys(source.container(e) for e in scope.nodes)
        for element in (plane, *dict.fromkeys(self._root(c) for c in containers)):
            group = collaborations if element is not None and local(element) == "collaboration" else processes
            if (
                element is not None
                and local(element) in ("process", "collaboration")
                and element not in group
            ):
                group.append(element)
        for element in scope.nodes:
            process = source.resolve(element.get("processRef")) if local(element) == "participant" else None
            if process is not None and process not in processes:
                processes.append(process)
        for participant in (part for c in collaborations for part in c.iterchildren(m("participant"))):
            # Ours for what lies outside every pool; it is made anew when needed.
            process = source.resolve(participant.get("processRef")) if participant.get(_SURFACE) else None
            if process is not None and process not in processes:
                processes.append(process)
            if process is not None:
                own.append(("process:participant", str(participant.get("id", ""))))
        for process in processes:
            self.shown.add(process)
            holder = scope.holder(process)
            key = (record.id, source.guid(holder)) if holder is not None else record.key
            if key != record.key or not any(name == "process:@id" for name, _ in own):
                found.setdefault(key, []).extend(self._container(process, "process"))
            else:
                own += self._children(process, "process:child")
        for collaboration in collaborations[:1]:
            self.shown.add(collaboration)
            own += self._container(collaboration, "collaboration")
        own += [("di:element", kept(drawn.element, source.target)) for drawn in scope.foreign]
        for ref, diagram in scope.inner.items():
            sub = found.setdefault((record.id, source.guid(source.index[ref])), [])
            sub += kept_attributes(diagram.element, ("documentation",), "diagram:@", source.target)
        return found

    def of_file(self) -> _Pairs:
        """The attributes of the definitions and the root elements that no map shows."""
        root = self.source.root
        found = kept_attributes(root, (), "definitions:@", self.source.target)
        for prefix, uri in root.nsmap.items():
            if (
                prefix
                and prefix not in PREFIXES
                and uri not in PREFIXES.values()
                and uri != self.source.target
            ):
                found.append(("definitions:ns", f"{prefix} {uri}"))
        for element in self.source.roots():
            if element in self.shown or element in self.consumed:
                continue
            # What is not the standard's may not stand there; it is kept but not written.
            key = "bpmn:root" if str(element.tag).startswith(m("")) else "bpmn:alien"
            found.append((key, kept(element, self.source.target)))
        return found

    def _root(self, container: etree._Element | None) -> etree._Element | None:
        # The process or collaboration at the top of what holds an element with that container.
        while container is not None and local(container) not in ("process", "collaboration"):
            container = self.source.container(container)
        return container

    def _container(self, element: etree._Element, key: str) -> _Pairs:
        found = kept_attributes(element, (), key + ":@", self.source.target)
        documentation = child(element, "documentation")
        if text_of(documentation):
            found.append((key + ":documentation", text_of(documentation)))
        lane_set = child(element, "laneSet")
        if lane_set is not None and any(lane in self.consumed for lane in lane_set.iter(m("lane"))):
            found += kept_attributes(lane_set, (), "laneSet:@", self.source.target)
            found += kept_children(lane_set, self._is_shown_lane, "laneSet:child", self.source.target)
        return found + self._children(element, key + ":child")

    def _is_shown_lane(self, lane: etree._Element) -> bool:
        return any(one in self.consumed for one in lane.iter(m("lane")))

    def _children(self, element: etree._Element, key: str) -> _Pairs:
        documentation = child(element, "documentation")

        def is_taken(sub: etree._Element) -> bool:
            if sub is documentation or sub in self.consumed or sub.get(_SURFACE) is not None:
                return True
            return local(sub) == "laneSet" and any(lane in self.consumed for lane in sub.iter(m("lane")))

        pairs = kept_children(element, is_taken, key, self.source.target)
        # What lies in a sub-process without a shape has records of its own, beside the sub-process that is kept.
        inside = {
            str(e.get("id"))
            for sub in element.iterchildren()
            if local(sub) in SUBPROCESS_TAGS and sub not in self.consumed
            for e in sub.iter()
            if e in self.consumed
        }
        if inside:
            pairs = [(name, _emptied(text, inside)) for name, text in pairs]
        drawn = [
            e
            for e in element.iter(m("dataInput"), m("dataOutput"))
            if e in self.consumed and owner(e) is None
        ]
        return [(name, _without(text, drawn)) for name, text in pairs] if drawn else pairs


def _emptied(text: str, ids: set[str]) -> str:
    if not any(f'"{one}"' in text for one in ids):
        return text
    from probis_editor.formats.bpmn_keep import restored

    piece = restored(text)
    for item in list(piece.iter()):
        above = item.getparent()
        if above is not None and item.get("id") in ids:
            above.remove(item)
    return etree.tostring(piece, encoding="unicode")


def _without(text: str, drawn: list[etree._Element]) -> str:
    # Inputs and outputs that have records are written from them, so they leave the kept specification.
    if "ioSpecification" not in text[:200]:
        return text
    from probis_editor.formats.bpmn_keep import restored

    ids = {e.get("id") for e in drawn}
    piece = restored(text)
    for item in list(piece.iter()):
        names = local(item) in ("dataInputRefs", "dataOutputRefs") and (item.text or "").strip() in ids
        if names or (kind_of(item).startswith("data.") and item.get("id") in ids):
            above = item.getparent()
            if above is not None:
                above.remove(item)
    return etree.tostring(piece, encoding="unicode")
