"""The last pass over a file being written: what the schema and strict readers ask of it as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter

from probis_editor.formats.bpmn_keep import MARKS, set_aside
from probis_editor.formats.bpmn_names import (
    BPMNDI,
    FLOW_NODE_TAGS,
    FLOW_TAGS,
    MODEL,
    SUBPROCESS_TAGS,
    as_ncname,
    clean,
    is_ncname,
    is_true,
    m,
    p,
    rank,
)
from probis_editor.formats.bpmn_xml import Element, SubElement, freed, parents
from probis_editor.formats.xmlsafe import local

_REFERENCES = frozenset(
    (
        *(
            "messageRef",
            "signalRef",
            "errorRef",
            "escalationRef",
            "operationRef",
            "dataStoreRef",
            "dataObjectRef",
            "itemSubjectRef",
        ),
        *(
            "attachedToRef",
            "default",
            "categoryValueRef",
            "processRef",
            "activityRef",
            "correlationPropertyRef",
        ),
        *(
            "calledCollaborationRef",
            "calledChoreographyRef",
            "initiatingParticipantRef",
            "definitionalCollaborationRef",
        ),
        *(
            "inMessageRef",
            "outMessageRef",
            "parameterRef",
            "partitionElementRef",
            "source",
            "target",
            "noneBehaviorEventRef",
        ),
        *("oneBehaviorEventRef", "correlationKeyRef"),
    )
)
_REQUIRED = frozenset(("sourceRef", "targetRef"))
_LISTS = frozenset(
    (
        *(
            "flowNodeRef",
            "dataInputRefs",
            "dataOutputRefs",
            "categoryValueRef",
            "participantRef",
            "messageFlowRef",
        ),
        *(
            "inputSetRefs",
            "outputSetRefs",
            "optionalInputRefs",
            "whileExecutingInputRefs",
            "eventDefinitionRef",
        ),
        *(
            "optionalOutputRefs",
            "whileExecutingOutputRefs",
            "loopDataInputRef",
            "loopDataOutputRef",
            "resourceRef",
        ),
        *("interfaceRef", "endPointRef", "supportedInterfaceRef", "supports", "operationRef", "inMessageRef"),
    )
)
_IN_ORDER = frozenset(
    (
        *("process", "collaboration", "participant", "lane", "laneSet", "ioSpecification", "sequenceFlow"),
        *("dataInputAssociation", "dataOutputAssociation", "dataObjectReference", "dataStoreReference"),
        *("messageFlow", "association", "textAnnotation", "group", "dataInput", "dataOutput", "dataObject"),
        *FLOW_NODE_TAGS,
        *SUBPROCESS_TAGS,
    )
)
_FLOW_NODES = frozenset(FLOW_NODE_TAGS)
_FLOWS = frozenset(FLOW_TAGS)
_MODEL = f"{{{MODEL}}}"
_AS_IS = ("documentation", "text", "script")
_Named = list[tuple[Element, str]]
"""Elements of the standard outside extensions, with their tags."""


def tidy(root: Element, spaces: Mapping[str, str]) -> None:
    """Make ids unique, references resolvable, incoming and outgoing true, and children ordered as the schema asks.

    `spaces` are the prefixes that the file may use.
    """
    # What the passes add are leaves, and what they take out needs no more tidying: one list serves them all.
    elements = _outside_extensions(root)
    known = _unique_ids(elements)
    _data_objects(root, known)
    standard = [(e, tag[len(_MODEL) :]) for e in elements if (tag := e.tag).startswith(_MODEL)]
    if _references(root, standard, known, spaces):
        known = _ids(root)
    _drawn(root, known)
    _ends(standard)
    _ordered(root, standard)


def _outside_extensions(root: Element) -> list[Element]:
    """The elements outside extensions, in the order of the file."""
    elements = list(root.iter())
    extensions = [e for e in elements if e.tag.endswith("extensionElements")]
    if not extensions:
        return elements
    hidden = {item for extension in extensions for item in extension.iter()}
    return [e for e in elements if e not in hidden]


def _unique_ids(elements: list[Element]) -> dict[str, Element]:
    """The elements by id, now that each has its own."""
    taken: dict[str, Element] = {}
    again: list[tuple[Element, str]] = []
    # Drawn elements were given unique ids before; a double one is in something kept, and nothing drawn names it.
    for element in elements:
        text = element.get("id")
        if text is None:
            continue
        if not is_ncname(text):
            element.set("id", text := as_ncname(text))
        if text in taken:
            again.append((element, text))
        else:
            taken[text] = element
    for element, text in again:
        count = 2
        while f"{text}_{count}" in taken:
            count += 1
        taken[f"{text}_{count}"] = element
        element.set("id", f"{text}_{count}")
    return taken


def _ids(root: Element) -> dict[str, Element]:
    return {xml_id: e for e in _outside_extensions(root) if (xml_id := e.get("id"))}


def _data_objects(root: Element, known: dict[str, Element]) -> None:
    # A reference needs its data object; it stands beside it.
    references = list(root.iter(m("dataObjectReference")))
    if not references:
        return
    above = parents(root)
    for element in references:
        wanted = element.get("dataObjectRef") or ""
        held = known.get(wanted)
        if held is not None:
            if local(held) == "dataObject" and above.get(held) is above[element]:
                above[element].remove(held)
                _before(above[element], element, held)
            continue
        name = wanted if wanted and is_ncname(wanted) else f"DataObject_{element.get('id')}"
        while name in known:
            name += "_"
        held = Element(m("dataObject"), {"id": name})
        element.set("dataObjectRef", name)
        _before(above[element], element, held)
        known[name] = held
        above[held] = above[element]
    said: dict[str, list[str]] = {}
    for element in references:
        value = element.attrib.pop(p("collection"), None)
        if value is not None:
            said.setdefault(str(element.get("dataObjectRef")), []).append(value)
    for name, values in said.items():
        if "true" in values:
            known[name].set("isCollection", "true")
        elif is_true(known[name].get("isCollection")):
            del known[name].attrib["isCollection"]


def _before(above: Element, element: Element, new: Element) -> None:
    above.insert(list(above).index(element), new)


def _references(
    root: Element, elements: _Named, known: dict[str, Element], spaces: Mapping[str, str]
) -> bool:
    """Whether elements were added or taken out."""
    astray: list[Element] = []
    for element, tag in elements:
        for name, value in element.items():
            if name in _REFERENCES and value not in known and ":" not in value:
                # It names what this file does not hold: kept as a mark, since a strict reader stops at it.
                del element.attrib[name]
                if name not in MARKS:
                    element.set(p(name), value)
        if tag in _FLOWS:
            if any(end is not None and end not in known for end in map(element.get, _REQUIRED)):
                astray.append(element)
        elif tag in _LISTS:
            text = (element.text or "").strip()
            if text and text not in known and ":" not in text:
                astray.append(element)
        elif tag in _REQUIRED and (element.text or "").strip() not in known:
            astray.append(element)
    if not astray:
        return False
    above = parents(root)
    for element in astray:
        holder = above.get(element)
        tag = local(element)
        if holder is None:
            continue
        if tag in _FLOWS:
            set_aside(element, holder, spaces)
        elif tag in _LISTS:
            holder.remove(element)
        else:
            _placeholder(element, holder, above.get(holder), known)
    return True


def _drawn(root: Element, known: dict[str, Element]) -> None:
    # A kept shape of what is gone goes too.
    for plane in root.iter(f"{{{BPMNDI}}}BPMNPlane"):
        if plane.get("bpmnElement") not in known:
            plane.attrib.pop("bpmnElement", None)
        if not all(drawn.get("bpmnElement") in known for drawn in plane):
            plane[:] = [drawn for drawn in plane if drawn.get("bpmnElement") in known]


def _placeholder(
    element: Element, association: Element, holder: Element | None, known: dict[str, Element]
) -> None:
    if local(element) == "sourceRef":
        association.remove(element)
        return
    if holder is None:
        return
    # An input that the activity does not declare: a property without meaning stands for it, as bpmn.io does.
    name = f"Property_{association.get('id')}"
    if name not in known:
        known[name] = SubElement(holder, m("property"), {"id": name, "name": "__targetRef_placeholder"})
    element.text = name


def _ends(elements: _Named) -> None:
    incoming: dict[str, list[str]] = {}
    outgoing: dict[str, list[str]] = {}
    for flow, tag in elements:
        if tag == "sequenceFlow":
            outgoing.setdefault(str(flow.get("sourceRef")), []).append(str(flow.get("id")))
            incoming.setdefault(str(flow.get("targetRef")), []).append(str(flow.get("id")))
    tables = ((m("incoming"), incoming), (m("outgoing"), outgoing))
    for element, tag in elements:
        if tag not in _FLOW_NODES:
            continue
        if len(element):
            for old in [e for e in element if local(e) in ("incoming", "outgoing")]:
                element.remove(old)
        xml_id = str(element.get("id"))
        for name, table in tables:
            for flow_id in table.get(xml_id, ()):
                SubElement(element, name).text = flow_id


def _ordered(root: Element, elements: _Named) -> None:
    for element, tag in elements:
        if len(element) < 2 or element is root or tag in _AS_IS:
            continue
        inside = [local(item) for item in element]
        if inside.count("extensionElements") > 1:
            _merge_extensions(element)
            inside = [local(item) for item in element]
        if tag in _IN_ORDER:
            ranks = [rank(tag, name) for name in inside]
            if ranks != sorted(ranks):
                element[:] = [item for _, item in sorted(zip(ranks, element, strict=True), key=itemgetter(0))]


def _merge_extensions(element: Element) -> None:
    first: Element | None = None
    for item in [e for e in element if local(e) == "extensionElements"]:
        if first is None:
            first = item
        else:
            first.extend(freed(item))
            element.remove(item)


__all__ = ["clean", "tidy"]
