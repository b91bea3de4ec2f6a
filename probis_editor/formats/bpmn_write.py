"""A document as one BPMN 2.0 file: all its maps, a BPMNDiagram each."""

from __future__ import annotations

from collections.abc import Sequence

from probis_editor.formats import bpmn_xml
from probis_editor.formats.bpmn_build import MapBuilder, Registry, kept_roots
from probis_editor.formats.bpmn_keep import every, is_from_bpmn, one, put_attributes
from probis_editor.formats.bpmn_names import BPMNDI, PREFIXES, as_ncname, clean, is_ncname, m, p
from probis_editor.formats.bpmn_shapes import diagrams_of
from probis_editor.formats.bpmn_tidy import tidy
from probis_editor.formats.bpmn_valid import is_harmless, is_valid, made_valid
from probis_editor.formats.bpmn_xml import Element, SubElement
from probis_editor.formats.xmlsafe import local
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Foreign, Node

_TARGET = "urn:probis-editor:definitions"
_FIRST = ("import", "extension")
_LAST = ("relationship",)
_ALWAYS = ("bpmn", "bpmndi", "dc", "di")


def write(document: Document, map_ids: Sequence[str] | None = None) -> bytes:
    """The maps (all, or those named) as one file, valid against the OMG's schema. Raises KeyError for an unknown map.

    Equal documents give equal bytes. A flow that lacks an end stands in an extension, as does all that BPMN has no
    form for; an id used in several maps gets a suffix in the later ones, and keeps the original beside it.
    """
    wanted = [record.id for record in document.maps()] if map_ids is None else list(map_ids)
    registry = Registry()
    builders = [MapBuilder(document, map_id, registry) for map_id in wanted]
    spaces = _spaces(document, builders)
    root = _definitions(document, builders)
    called: dict[str, str] = {}
    for builder in builders:
        for key, process_id in builder.processes.items():
            holder = builder.by_id[key]
            workflow = holder.workflow or holder.called
            if workflow:
                called.setdefault(workflow, process_id)
    kept = kept_roots(document, builders)
    root.extend(e for e in kept if local(e) in _FIRST)
    root.extend(e for e in kept if local(e) not in _FIRST and local(e) not in _LAST)
    stores: dict[str, Element] = {}
    elements = [element for builder in builders for element in builder.build(called, stores)]
    categories = [c for builder in builders for c in _categories(builder, root, registry)]
    root.extend([*stores.values(), *categories, *elements])
    for builder in builders:
        root.extend(diagrams_of(builder, registry))
    root.extend(e for e in kept if local(e) in _LAST)
    tidy(root, spaces)
    data = bpmn_xml.document(root, spaces, _ALWAYS)
    if _is_sound(document, builders) or is_valid(data):
        return data
    valid = bpmn_xml.taken(made_valid(bpmn_xml.bare(root, spaces)))
    return bpmn_xml.document(valid, spaces, _ALWAYS)


def _is_sound(document: Document, builders: Sequence[MapBuilder]) -> bool:
    """Whether nothing is written that another program's file brought and the schema could forbid."""
    maps = document.maps()
    if not any(is_from_bpmn(record.foreign) for record in maps):
        return True
    held = [record.foreign for record in maps]
    for builder in builders:
        held += [node.foreign for node in builder.nodes]
        held += [flow.foreign for flow in builder.flows]
    return is_harmless(held)


def _spaces(document: Document, builders: Sequence[MapBuilder]) -> dict[str, str]:
    """The prefixes that the file may declare: those of the file that it came from, and ours."""
    own = [text.partition(" ") for text in every(_foreign(document, builders), "definitions:ns")]
    found = {
        prefix: uri for prefix, _, uri in own if is_ncname(prefix) and uri and uri not in PREFIXES.values()
    }
    return {**found, **PREFIXES}


def _foreign(document: Document, builders: Sequence[MapBuilder]) -> Foreign:
    if not any(is_from_bpmn(b.record.foreign) for b in builders):
        return ()
    return next((r.foreign for r in document.maps() if one(r.foreign, "definitions:@targetNamespace")), ())


def _definitions(document: Document, builders: Sequence[MapBuilder]) -> Element:
    foreign = _foreign(document, builders)
    root = Element(m("definitions"))
    root.set("id", "Definitions_1")
    for name in ("id", "name", "targetNamespace"):
        value = one(foreign, "definitions:@" + name)
        if value:
            root.set(name, as_ncname(value) if name == "id" else value)
    put_attributes(root, foreign, "definitions:@")
    if root.get("targetNamespace") is None:
        root.set("targetNamespace", _TARGET)
    if root.get("name") is None and document.settings.title:
        root.set("name", clean(document.settings.title))
    root.set("exporter", "Probis Editor")
    root.attrib.pop("exporterVersion", None)
    root.set(p("version"), "1")
    return root


def _categories(builder: MapBuilder, root: Element, registry: Registry) -> list[Element]:
    """The categories that give the map's groups their names; a group's name is its category's value in BPMN."""
    made: list[Element] = []
    values = {str(e.get("id")): e for e in root.iter(m("categoryValue"))}
    used: dict[str, str] = {}
    for record_id, element in builder.made.items():
        record: Node | Flow | None = builder.by_id.get(record_id)
        if local(element) != "group" or not isinstance(record, Node):
            continue
        element.attrib.pop(p("name"), None)
        raw = one(record.foreign, "bpmn:categoryValueRef").rpartition(":")[2]
        name = clean(record.name)
        if raw in values and used.setdefault(raw, name) == name:
            if name or values[raw].get("value") is not None:
                values[raw].set("value", name)
            element.set("categoryValueRef", raw)
        elif name:
            category = Element(m("category"), {"id": registry.take(f"Category_{element.get('id')}")})
            value = registry.take(f"CategoryValue_{element.get('id')}")
            SubElement(category, m("categoryValue"), {"id": value, "value": name})
            element.set("categoryValueRef", value)
            made.append(category)
    return made


__all__ = ["BPMNDI", "write"]
