"""One record as one BPMN element."""

from __future__ import annotations

from base64 import b64encode

from probis_editor.formats.bpmn_colours import put_colours, put_properties
from probis_editor.formats.bpmn_keep import beyond_ids, one, pieces, put_attributes, set_aside
from probis_editor.formats.bpmn_names import (
    EVENT_DEFINITIONS,
    FLOW_NODE_TAGS,
    LOOPS,
    XSI,
    clean,
    m,
    number,
    p,
)
from probis_editor.formats.bpmn_nodes import kind_of, loop_of
from probis_editor.formats.bpmn_xml import Element, SubElement
from probis_editor.formats.xmlsafe import local
from probis_editor.kinds import kind as kind_row
from probis_editor.kinds.triggers import TRIGGERS
from probis_editor.model.elements import Flow, Foreign, Node

_NO_TAG = {"phase": "group", "image": "textAnnotation"}
"""Kinds the standard lacks, as the artifact that comes nearest; a mark says what they are."""

_DEFINITIONS = {row.id: row.bpmn for row in TRIGGERS}
_TRIGGERS = {row.bpmn: row.id for row in TRIGGERS if row.bpmn}
_FORMAL = "bpmn:tFormalExpression"
_WITH_DEFAULT = (
    *("task", "userTask", "serviceTask", "scriptTask", "sendTask", "receiveTask", "manualTask"),
    *("businessRuleTask", "callActivity", "subProcess", "transaction", "adHocSubProcess"),
    *("exclusiveGateway", "inclusiveGateway", "complexGateway"),
)
_ACTIVITY = _WITH_DEFAULT[:12]
_READS = (*_ACTIVITY, "intermediateThrowEvent", "endEvent")
_WRITES = (*_ACTIVITY, "startEvent", "intermediateCatchEvent", "boundaryEvent")


def element_of(node: Node, xml_id: str, original: str, host: str = "") -> Element:
    """The element of a node without what it contains. `host` is the id of what a boundary event sits on."""
    tag, attributes = _tag(node, host)
    element = Element(m(tag))
    element.set("id", xml_id)
    if original:
        element.set(p("id"), original)
    if tag not in ("textAnnotation", "group") and node.name:
        element.set("name", clean(node.name))
    for name, value in attributes:
        element.set(name, value)
    foreign = beyond_ids(node.foreign)
    if foreign or node.documentation:
        _describe(element, node.documentation, foreign)
    _put_fields(element, node, tag, host)
    if foreign:
        put_attributes(element, foreign, "bpmn:@")
        _put_kept(element, node)
    _put_behaviour(element, node, tag)
    if kind_of(element) != node.kind:
        element.set(p("kind"), node.kind)
    if tag == "textAnnotation":
        SubElement(element, m("text")).text = clean(node.name)
    if tag == "group" and node.name:
        element.set(p("name"), clean(node.name))
    if node.image:
        element.set(p("image"), b64encode(node.image).decode())
    if foreign:
        put_properties(element, node.style, node.kind)
    return element


def _tag(node: Node, host: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    row = kind_row(node.kind).bpmn
    if node.kind in _NO_TAG or not row.tag:
        return _NO_TAG.get(node.kind, "textAnnotation"), ()
    if node.kind == "event.boundary" and not host:
        # An event on nothing: BPMN knows none, so it stands free and keeps its kind as a mark.
        return "intermediateCatchEvent", ()
    own = one(node.foreign, "bpmn:tag")
    if own and kind_of(Element(m(own))) == node.kind:
        return own, ()
    return row.tag, row.attributes


def _put_fields(element: Element, node: Node, tag: str, host: str) -> None:
    if tag == "boundaryEvent":
        element.set("attachedToRef", host)
        if not node.interrupting:
            element.set("cancelActivity", "false")
    elif tag == "startEvent" and not node.interrupting:
        element.set("isInterrupting", "false")
    if node.parallel_multiple and tag in ("startEvent", "intermediateCatchEvent", "boundaryEvent"):
        element.set("parallelMultiple", "true")
    if node.compensation and tag in _ACTIVITY:
        element.set("isForCompensation", "true")
    if node.instantiate and tag == "receiveTask":
        element.set("instantiate", "true")
    if tag == "dataObjectReference":
        # Whether it is a collection says the data object, which is put in place at the end.
        element.set(p("collection"), "true" if node.multiple else "false")
    if node.multiple and tag in ("dataObject", "dataInput", "dataOutput"):
        element.set("isCollection", "true")


def _describe(element: Element, text: str, foreign: Foreign) -> None:
    if not text and not any(name.startswith("bpmn:documentation@") for name, _ in foreign):
        return
    item = SubElement(element, m("documentation"))
    put_attributes(item, foreign, "bpmn:documentation@")
    item.text = clean(text) or None


def _put_kept(element: Element, node: Node) -> None:
    for piece in pieces(node.foreign, "bpmn:child"):
        tag = local(piece)
        if tag == "dataState":
            if not node.state:
                continue
            piece.set("name", clean(node.state))
        if tag == "participantMultiplicity" and not node.multiple:
            continue
        if not str(piece.tag).startswith("{"):
            set_aside(piece, element)
        elif not str(piece.tag).startswith(m("")):
            extension_of(element).append(piece)
        else:
            element.append(piece)


def _put_behaviour(element: Element, node: Node, tag: str) -> None:
    if node.kind.startswith("event."):
        _put_trigger(element, node)
    if tag in _ACTIVITY and loop_of(element) != node.loop:
        for item in list(element):
            if local(item) in LOOPS:
                element.remove(item)
        if node.loop == "standard":
            SubElement(element, m("standardLoopCharacteristics"))
        elif node.loop:
            item = SubElement(element, m("multiInstanceLoopCharacteristics"))
            if node.loop == "sequential":
                item.set("isSequential", "true")
    if node.state and element.find(m("dataState")) is None and node.kind.startswith("data."):
        SubElement(element, m("dataState")).set("name", clean(node.state))
    if tag == "participant" and node.multiple and element.find(m("participantMultiplicity")) is None:
        SubElement(element, m("participantMultiplicity")).set("minimum", "2")


def _put_trigger(element: Element, node: Node) -> None:
    kept = [e for e in element if local(e) in EVENT_DEFINITIONS or local(e) == "eventDefinitionRef"]
    if len(kept) > 1:
        says = "multiple"
    elif kept and local(kept[0]) == "eventDefinitionRef":
        says = node.trigger if node.trigger not in ("none", "multiple") else "other"
    else:
        says = _TRIGGERS.get(local(kept[0]), "other") if kept else "none"
    if says == node.trigger or (says == "other" and node.trigger == "none" and kept):
        return
    for item in kept:
        element.remove(item)
    # "Multiple" means several definitions; which ones the record does not know.
    several = ("messageEventDefinition", "signalEventDefinition")
    for name in several if node.trigger == "multiple" else (_DEFINITIONS.get(node.trigger, ""),):
        if not name:
            continue
        item = SubElement(element, m(name))
        if name == "linkEventDefinition":
            item.set("name", clean(node.name))
        if name == "conditionalEventDefinition":
            SubElement(item, m("condition")).set(f"{{{XSI}}}type", _FORMAL)


def extension_of(element: Element) -> Element:
    """The element's extensionElements, made where it has none."""
    found = element.find(m("extensionElements"))
    return SubElement(element, m("extensionElements")) if found is None else found


def flow_of(flow: Flow, xml_id: str, original: str, source: str, target: str) -> Element:
    """The element of a flow with both ends."""
    tag = {"sequence": "sequenceFlow", "message": "messageFlow"}.get(flow.kind, "association")
    element = Element(m(tag))
    _fill_flow(element, flow, xml_id, original)
    element.set("sourceRef", source)
    element.set("targetRef", target)
    if tag == "association" and flow.direction in ("one", "both"):
        element.set("associationDirection", flow.direction.capitalize())
    return element


def loose_of(flow: Flow, xml_id: str, original: str, source: str, target: str, diagram: str) -> Element:
    """A flow that lacks an end, with its route, as an element of ours for an extension."""
    tag = {"sequence": "sequenceFlow", "message": "messageFlow"}.get(flow.kind, "association")
    element = Element(p(tag))
    _fill_flow(element, flow, xml_id, original)
    element.set("map", diagram)
    for name, value, raw in (
        ("sourceRef", source, "bpmn:sourceRef"),
        ("targetRef", target, "bpmn:targetRef"),
    ):
        text = value or one(flow.foreign, raw)
        if text:
            element.set(name, text)
    if flow.direction in ("one", "both"):
        element.set("associationDirection", flow.direction.capitalize())
    if flow.condition:
        element.set(p("condition"), flow.condition)
    for point in flow.points:
        SubElement(element, p("waypoint"), {"x": number(point.x), "y": number(point.y)})
    if flow.label is not None:
        x, y, w, h = (number(side) for side in flow.label)
        SubElement(element, p("label"), {"x": x, "y": y, "width": w, "height": h})
    put_colours(element, flow.style)
    return element


def _fill_flow(element: Element, flow: Flow, xml_id: str, original: str) -> None:
    element.set("id", xml_id)
    if original:
        element.set(p("id"), original)
    if flow.name:
        # Associations have no name in the standard.
        element.set(p("name") if flow.kind == "association" else "name", clean(flow.name))
    foreign = beyond_ids(flow.foreign)
    put_attributes(element, foreign, "bpmn:@")
    if foreign or flow.documentation:
        _describe(element, flow.documentation, foreign)
    if not foreign:
        return
    for piece in pieces(foreign, "bpmn:child"):
        if local(piece) == "conditionExpression" and flow.condition == "" and flow.kind == "sequence":
            continue
        element.append(piece)
    put_properties(element, flow.style, flow.kind)


def put_condition(flow: Flow, element: Element, start: Element | None) -> None:
    """Say that a sequence flow is conditional, or its source's default."""
    if flow.condition == "conditional" and element.find(m("conditionExpression")) is None:
        SubElement(element, m("conditionExpression")).set(f"{{{XSI}}}type", _FORMAL)
    if flow.condition == "default":
        if start is not None and local(start) in _WITH_DEFAULT and start.get("default") is None:
            start.set("default", str(element.get("id")))
        else:
            element.set(p("condition"), "default")


def data_association_of(
    flow: Flow, element: Element, start: Element | None, end: Element | None
) -> Element | None:
    """The flow as the data association that it was, put into its activity; None where it can be none (any more)."""
    tag = one(flow.foreign, "bpmn:tag")
    if tag not in ("dataInputAssociation", "dataOutputAssociation"):
        return None
    reads = tag == "dataInputAssociation"
    holder, data = (end, start) if reads else (start, end)
    allowed = _READS if reads else _WRITES
    if holder is None or data is None or local(holder) not in allowed or local(data) in FLOW_NODE_TAGS:
        return None
    made = SubElement(holder, m(tag))
    for name, value in element.attrib.items():
        if name not in ("sourceRef", "targetRef", "associationDirection"):
            made.set(name, value)
    for item in list(element):
        made.append(item)
    raw_source, raw_target = one(flow.foreign, "bpmn:sourceRef"), one(flow.foreign, "bpmn:targetRef")
    data_id = str(data.get("id"))
    inner = raw_target if tag == "dataInputAssociation" else raw_source
    if tag == "dataInputAssociation":
        SubElement(made, m("sourceRef")).text = data_id
        SubElement(made, m("targetRef")).text = inner or "?"
    else:
        if inner:
            SubElement(made, m("sourceRef")).text = inner
        SubElement(made, m("targetRef")).text = data_id
    return made


def put_in_specification(container: Element, element: Element) -> None:
    """Add a data input or output to the container's ioSpecification, made where it has none."""
    found = container.find(m("ioSpecification"))
    if found is None:
        found = SubElement(container, m("ioSpecification"))
    found.append(element)
    for name, refs in (("inputSet", "dataInputRefs"), ("outputSet", "dataOutputRefs")):
        group = found.find(m(name))
        if group is None:
            group = SubElement(found, m(name))
        if local(element) == refs.removesuffix("Refs"):
            reference = Element(m(refs))
            reference.text = str(element.get("id"))
            # References come before the optional and while-executing ones.
            place = sum(1 for e in group if local(e) in ("documentation", "extensionElements", refs))
            group.insert(place, reference)
