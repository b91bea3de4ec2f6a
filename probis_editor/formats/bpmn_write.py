"""A document as one BPMN 2.0 file: all its maps, a BPMNDiagram each."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from probis_editor.formats.bpmn_build import MapBuilder, Registry, kept_roots
from probis_editor.formats.bpmn_keep import every, is_from_bpmn, one, put_attributes
from probis_editor.formats.bpmn_names import BPMNDI, PREFIXES, as_ncname, clean, is_ncname, m, p
from probis_editor.formats.bpmn_shapes import diagrams_of
from probis_editor.formats.bpmn_tidy import tidy
from probis_editor.formats.bpmn_valid import make_valid
from probis_editor.formats.xmlsafe import local
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Node

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
    stores: dict[str, etree._Element] = {}
    elements = [element for builder in builders for element in builder.build(called, stores)]
    categories = [c for builder in builders for c in _categories(builder, root, registry)]
    root.extend([*stores.values(), *categories, *elements])
    for builder in builders:
        root.extend(diagrams_of(builder, registry))
    root.extend(e for e in kept if local(e) in _LAST)
    tidy(root)
    if any(is_from_bpmn(record.foreign) for record in document.maps()):
        make_valid(root)
    return _serialised(root)


def _definitions(document: Document, builders: Sequence[MapBuilder]) -> etree._Element:
    foreign = next((r.foreign for r in document.maps() if one(r.foreign, "definitions:@targetNamespace")), ())
    if not any(is_from_bpmn(b.record.foreign) for b in builders):
        foreign = ()
    own = [text.partition(" ") for text in every(foreign, "definitions:ns")]
    nsmap = {
        prefix: uri for prefix, _, uri in own if is_ncname(prefix) and uri and uri not in PREFIXES.values()
    }
    root = etree.Element(m("definitions"), nsmap={**nsmap, **PREFIXES})
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


def _categories(builder: MapBuilder, root: etree._Element, registry: Registry) -> list[etree._Element]:
    """The categories that give the map's groups their names; a group's name is its category's value in BPMN."""
    made: list[etree._Element] = []
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
            category = etree.Element(m("category"), id=registry.take(f"Category_{element.get('id')}"))
            value = registry.take(f"CategoryValue_{element.get('id')}")
            etree.SubElement(category, m("categoryValue"), id=value, value=name)
            element.set("categoryValueRef", value)
            made.append(category)
    return made


def _serialised(root: etree._Element) -> bytes:
    alive = list(root.iter())  # while lxml's handles of the elements live, each pass finds them ready
    elements = [element for element in alive if isinstance(element.tag, str)]
    _indent(root, 0)
    kept = _prefixes_in_values(elements)
    spaces = _namespaces(elements)
    used = {prefix: uri for prefix, uri in PREFIXES.items() if prefix in _ALWAYS or uri in spaces}
    etree.cleanup_namespaces(root, top_nsmap=used, keep_ns_prefixes=sorted({*used, *kept}))
    del alive, elements
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _namespaces(elements: list[etree._Element]) -> set[str]:
    """The namespaces of all tags and attributes."""
    names = {str(element.tag) for element in elements}
    for element in elements:
        names.update(map(str, element.keys()))
    return {name[1:].partition("}")[0] for name in names if name.startswith("{")}


def _prefixes_in_values(elements: list[etree._Element]) -> set[str]:
    found: set[str] = set()
    for element in elements:
        text = element.text
        for value in (*element.values(), text) if text else element.values():
            if ":" not in value:
                continue
            prefix, _, rest = str(value).partition(":")
            if rest and len(prefix) < 40 and prefix in element.nsmap:
                found.add(prefix)
    return found


def _indent(element: etree._Element, level: int) -> None:
    # Only where white space means nothing: never inside text of the user or in what is not the standard's.
    if local(element) in ("documentation", "text", "script"):
        return
    inside = list(element)
    if (
        not inside
        or (element.text or "").strip()
        or any(text.strip() for child in inside if (text := child.tail))
    ):
        return
    element.text = deeper = "\n" + "  " * (level + 1)
    for child in inside:
        if len(child):
            _indent(child, level + 1)
        child.tail = deeper
    inside[-1].tail = "\n" + "  " * level


__all__ = ["BPMNDI", "write"]
