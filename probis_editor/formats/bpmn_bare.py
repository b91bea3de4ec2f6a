"""BPMN files without diagram information: what to show, and where."""

from __future__ import annotations

import msgspec
from lxml import etree

from probis_editor.formats.bpmn_names import DI, m
from probis_editor.formats.bpmn_nodes import kind_of
from probis_editor.formats.bpmn_scope import Scope
from probis_editor.formats.bpmn_source import Diagram, Drawn, Source, undrawn
from probis_editor.formats.xmlsafe import local
from probis_editor.geometry import Rect
from probis_editor.kinds import kind as kind_row
from probis_editor.model import queries
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.elements import Node

_NOT_SHOWN = ("dataObject", "dataStore", "dataInput", "dataOutput", "group")
"""Groups are nothing but a place; the rest is shown by references to it."""
_SMALL = 12
"""Flows up to which the layout of a file that is being read also tries what would look better."""


def scopes_of(source: Source) -> list[Scope]:
    """One map for each collaboration with its processes, one for each other process that holds anything."""
    shown: set[etree._Element] = set()
    scopes: list[Scope] = []
    for collaboration in source.root.iterchildren(m("collaboration")):
        parts = list(collaboration.iterchildren(m("participant")))
        processes = [source.resolve(part.get("processRef")) for part in parts]
        own = [e for e in processes if e is not None]
        shown.update(own)
        scopes.append(_scope(source, collaboration, own))
    for process in source.root.iterchildren(m("process")):
        if process not in shown:
            scopes.append(_scope(source, process, []))
    return [scope for scope in scopes if scope.nodes]


def _scope(source: Source, top: etree._Element, more: list[etree._Element]) -> Scope:
    shapes: list[Drawn] = []
    spot = 0
    for root in (top, *more):
        for element in root.iter(etree.Element):
            kind = kind_of(element)
            if not kind or not element.get("id") or local(element) in _NOT_SHOWN or _hidden(element):
                continue
            size = kind_row(kind).size
            # What is inside a sub-process gets a canvas of its own.
            shape = etree.Element("bare", isExpanded="false")
            bounds = Rect(60 + spot % 8 * 170, 60 + spot // 8 * 110, size.w, size.h)
            shapes.append(undrawn(shape, str(element.get("id")), bounds))
            spot += 1
    plane = etree.Element(f"{{{DI}}}Plane")
    return Scope(source, Diagram(etree.Element("bare"), plane, str(top.get("id", "")), tuple(shapes), ()), {})


def _hidden(element: etree._Element) -> bool:
    return any(local(above) == "extensionElements" for above in element.iterancestors())


def lay_out(document: Document, map_id: str, source: Source) -> None:
    """Give the map's elements their places: every plane laid out afresh, lanes as the file says who is in them."""
    from probis_editor.layout import maps

    _stacked(document, map_id)
    homes = _homes(document, map_id, source)
    planes = sorted({n.plane for n in document.nodes(map_id)})
    # The search for a better picture takes seconds a plane, which a file that is only being opened must not.
    effort = 1 if sum(1 for _ in source.root.iter(m("sequenceFlow"))) <= _SMALL else 0
    for plane in planes:
        changed = maps.arranged(document, map_id, plane, homes=homes, effort=effort)
        with document.transaction(label("")) as tx:
            for record in changed:
                tx.put(record)


def _homes(document: Document, map_id: str, source: Source) -> dict[str, str]:
    """Node id -> its lane, else its pool; a boundary event's is its host's."""
    said: dict[str, str] = {}
    for lane in source.root.iter(m("lane")):
        for reference in lane.iterchildren(m("flowNodeRef")):
            element = source.resolve(reference.text)
            if element is not None and lane.get("id"):
                # The innermost lane that names it comes last.
                said[source.guid(element)] = source.guid(lane)
    result: dict[str, str] = {}
    for node in document.nodes(map_id):
        lane_id = said.get(node.attached or node.id, "")
        known = document.element(map_id, lane_id) is not None
        result[node.id] = lane_id if known else queries.pool_of(document, map_id, node.parent)
    return result


def _stacked(document: Document, map_id: str) -> None:
    # Pools one below the other, each as high as its lanes; the steps of each in one row.
    nodes = document.nodes(map_id)
    lanes = {
        n.parent: [lane for lane in nodes if lane.kind == "lane" and lane.parent == n.parent] for n in nodes
    }
    places: dict[str, Rect] = {}
    top = 40.0
    holders: list[Node | None] = [n for n in nodes if n.kind == "pool"]
    if any(not n.parent and not n.plane and n.kind != "pool" for n in nodes):
        holders.append(None)
    for holder in holders:
        own = [n for n in nodes if n.parent == (holder.id if holder else "") and not n.attached]
        steps = [n for n in own if n.kind not in ("pool", "lane")]
        x = 130.0
        for step in steps:
            places[step.id] = Rect(x, top + 60 - step.bounds.h / 2, step.bounds.w, step.bounds.h)
            x += step.bounds.w + 50
        width = max(x - 40, 500.0)
        strips = lanes.get(holder.id, []) if holder else []
        height = 120.0 * max(1, len(strips))
        if holder is not None:
            places[holder.id] = Rect(40, top, width, height)
        for i, strip in enumerate(strips):
            places[strip.id] = Rect(90, top + i * 120, width - 50, 120)
        top += height + 40
    for n in nodes:
        host = places.get(n.attached)
        if host is not None:
            places[n.id] = Rect(host.right - n.bounds.w, host.bottom - n.bounds.h / 2, n.bounds.w, n.bounds.h)
    with document.transaction(label("")) as tx:
        for n in nodes:
            if n.id in places:
                tx.put(msgspec.structs.replace(n, bounds=places[n.id]))


__all__ = ["lay_out", "scopes_of"]
