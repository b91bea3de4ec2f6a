"""The last pass over a file being written: what the schema and strict readers ask of it as a whole."""

from __future__ import annotations

from itertools import pairwise

from lxml import etree

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
_MODEL = f"{{{MODEL}}}"


def tidy(root: etree._Element) -> None:
    """Make ids unique, references resolvable, incoming and outgoing true, and children ordered as the schema asks."""
    alive = list(root.iter())  # while lxml's handles of the elements live, each pass finds them ready
    # What the passes add are leaves, and what they take out needs no more tidying: one list serves them all.
    elements = _standard(root)
    known = _unique_ids(elements)
    _data_objects(root, known)
    if _references(elements, known):
        known = _ids(root)
    _drawn(root, known)
    _ends(root, elements)
    _ordered(root, elements)
    del alive


def _standard(root: etree._Element) -> list[etree._Element]:
    """The standard's elements outside extensions, in the order of the file."""
    hidden: set[etree._Element] = set()
    for extension in root.iter("{*}extensionElements"):
        hidden.update(extension.iter(etree.Element))
    elements = root.iter(etree.Element)
    return [e for e in elements if e not in hidden] if hidden else list(elements)


def _unique_ids(elements: list[etree._Element]) -> dict[str, etree._Element]:
    """The elements by id, now that each has its own."""
    taken: dict[str, etree._Element] = {}
    again: list[tuple[etree._Element, str]] = []
    # Drawn elements were given unique ids before; a double one is in something kept, and nothing drawn names it.
    for element in elements:
        xml_id = element.get("id")
        if xml_id is None:
            continue
        text = str(xml_id)
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


def _ids(root: etree._Element) -> dict[str, etree._Element]:
    return {str(xml_id): e for e in _standard(root) if (xml_id := e.get("id"))}


def _data_objects(root: etree._Element, known: dict[str, etree._Element]) -> None:
    # A reference needs its data object; it stands beside it.
    for element in list(root.iter(m("dataObjectReference"))):
        wanted = str(element.get("dataObjectRef") or "")
        held = known.get(wanted)
        if held is not None:
            if local(held) == "dataObject" and held.getparent() is element.getparent():
                element.addprevious(held)
            continue
        name = wanted if wanted and is_ncname(wanted) else f"DataObject_{element.get('id')}"
        while name in known:
            name += "_"
        held = etree.Element(m("dataObject"), id=name)
        element.set("dataObjectRef", name)
        element.addprevious(held)
        known[name] = held
    said: dict[str, list[str]] = {}
    for element in root.iter(m("dataObjectReference")):
        value = element.attrib.pop(p("collection"), None)
        if value is not None:
            said.setdefault(str(element.get("dataObjectRef")), []).append(str(value))
    for name, values in said.items():
        if "true" in values:
            known[name].set("isCollection", "true")
        elif is_true(known[name].get("isCollection")):
            del known[name].attrib["isCollection"]


def _references(elements: list[etree._Element], known: dict[str, etree._Element]) -> bool:
    """Whether elements were added or taken out."""
    changed = False
    for element in elements:
        if not str(element.tag).startswith(_MODEL):
            continue
        for name, value in element.items():
            if name in _REFERENCES and ":" not in str(value) and str(value) not in known:
                # It names what this file does not hold: kept as a mark, since a strict reader stops at it.
                del element.attrib[name]
                if name not in MARKS:
                    element.set(p(str(name)), value)
        tag = local(element)
        if tag in FLOW_TAGS and any(
            end is not None and end not in known for end in map(element.get, _REQUIRED)
        ):
            set_aside(element)
            changed = True
            continue
        if tag not in _LISTS and tag not in _REQUIRED:
            continue
        text = (element.text or "").strip()
        above = element.getparent()
        if above is None:
            continue
        if tag in _LISTS and text and ":" not in text and text not in known:
            above.remove(element)
            changed = True
        elif tag in _REQUIRED and text not in known:
            _placeholder(element, above, known)
            changed = True
    return changed


def _drawn(root: etree._Element, known: dict[str, etree._Element]) -> None:
    # A kept shape of what is gone goes too.
    for plane in root.iter(f"{{{BPMNDI}}}BPMNPlane"):
        if plane.get("bpmnElement") not in known:
            plane.attrib.pop("bpmnElement", None)
        for drawn in list(plane):
            if drawn.get("bpmnElement") not in known:
                plane.remove(drawn)


def _placeholder(
    element: etree._Element, association: etree._Element, known: dict[str, etree._Element]
) -> None:
    if local(element) == "sourceRef":
        association.remove(element)
        return
    holder = association.getparent()
    if holder is None:
        return
    # An input that the activity does not declare: a property without meaning stands for it, as bpmn.io does.
    name = f"Property_{association.get('id')}"
    if name not in known:
        known[name] = etree.SubElement(holder, m("property"), id=name, name="__targetRef_placeholder")
    element.text = name


def _ends(root: etree._Element, elements: list[etree._Element]) -> None:
    incoming: dict[str, list[str]] = {}
    outgoing: dict[str, list[str]] = {}
    for flow in root.iter(m("sequenceFlow")):
        outgoing.setdefault(str(flow.get("sourceRef")), []).append(str(flow.get("id")))
        incoming.setdefault(str(flow.get("targetRef")), []).append(str(flow.get("id")))
    for element in elements:
        if local(element) not in _FLOW_NODES:
            continue
        if len(element):
            for old in [e for e in element if local(e) in ("incoming", "outgoing")]:
                element.remove(old)
        xml_id = str(element.get("id"))
        for tag, table in (("incoming", incoming), ("outgoing", outgoing)):
            for flow_id in table.get(xml_id, ()):
                etree.SubElement(element, m(tag)).text = flow_id


def _ordered(root: etree._Element, elements: list[etree._Element]) -> None:
    for element in elements:
        if len(element) < 2 or element is root or not str(element.tag).startswith(_MODEL):
            continue
        tag = local(element)
        if tag in ("documentation", "text", "script"):
            continue
        _merge_extensions(element)
        if tag in _IN_ORDER:
            ranks = [rank(tag, local(item)) for item in element]
            if any(a > b for a, b in pairwise(ranks)):
                element[:] = sorted(element, key=lambda item: rank(tag, local(item)))


def _merge_extensions(element: etree._Element) -> None:
    first: etree._Element | None = None
    for item in [e for e in element if local(e) == "extensionElements"]:
        if first is None:
            first = item
        else:
            first.extend(list(item))
            element.remove(item)


__all__ = ["clean", "tidy"]
