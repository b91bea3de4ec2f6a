"""What a BPMN element with a shape means: its kind and the fields of its record."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as Base64Error
from typing import Any
from xml.etree.ElementTree import Element

from lxml import etree

from probis_editor.formats.bpmn_keep import child, children, kept_attributes, kept_children, text_of
from probis_editor.formats.bpmn_names import (
    EVENT_DEFINITIONS,
    MODEL,
    is_true,
    p,
)
from probis_editor.formats.bpmn_source import Source
from probis_editor.formats.xmlsafe import local
from probis_editor.kinds import KINDS, Family, family
from probis_editor.kinds.triggers import TRIGGERS

_TRIGGERS = {row.bpmn: row.id for row in TRIGGERS if row.bpmn}
_OWN_KINDS = frozenset(row.id for row in KINDS)
_KINDS = {
    "participant": "pool",
    "lane": "lane",
    "task": "task",
    "userTask": "task.user",
    "serviceTask": "task.service",
    "scriptTask": "task.script",
    "sendTask": "task.send",
    "receiveTask": "task.receive",
    "manualTask": "task.manual",
    "businessRuleTask": "task.rule",
    "subProcess": "subprocess",
    "transaction": "subprocess.transaction",
    "adHocSubProcess": "subprocess.adhoc",
    "callActivity": "call",
    "startEvent": "event.start",
    "intermediateCatchEvent": "event.catch",
    "intermediateThrowEvent": "event.throw",
    "boundaryEvent": "event.boundary",
    "endEvent": "event.end",
    "exclusiveGateway": "gateway.exclusive",
    "inclusiveGateway": "gateway.inclusive",
    "parallelGateway": "gateway.parallel",
    "complexGateway": "gateway.complex",
    "eventBasedGateway": "gateway.event",
    "dataObjectReference": "data.object",
    "dataObject": "data.object",
    "dataInput": "data.input",
    "dataOutput": "data.output",
    "dataStoreReference": "data.store",
    "dataStore": "data.store",
    "textAnnotation": "annotation",
    "group": "group",
}
_ATTRIBUTES = frozenset(
    (
        *(
            "id",
            "name",
            "processRef",
            "attachedToRef",
            "cancelActivity",
            "isInterrupting",
            "parallelMultiple",
            "triggeredByEvent",
        ),
        *(
            "calledElement",
            "eventGatewayType",
            "isForCompensation",
            "default",
            "categoryValueRef",
            "isCollection",
        ),
    )
)


def kind_of(element: etree._Element | Element) -> str:
    """The kind of a BPMN element; "" where we have none (choreographies, conversations, messages)."""
    if not str(element.tag).startswith(f"{{{MODEL}}}"):
        return ""
    own = element.get(p("kind"))
    if own in _OWN_KINDS:
        return str(own)
    tag = local(element)
    if tag == "subProcess" and is_true(element.get("triggeredByEvent")):
        return "subprocess.event"
    if tag == "eventBasedGateway" and is_true(element.get("instantiate")):
        parallel = element.get("eventGatewayType") == "Parallel"
        return "gateway.event_parallel" if parallel else "gateway.event_start"
    return _KINDS.get(tag, "")


def trigger_of(element: etree._Element, source: Source) -> str:
    """The trigger that the event's definitions make."""
    found: list[str] = []
    for item in children(element):
        if local(item) == "eventDefinitionRef":
            root = source.resolve(text_of(item))
            found.append(_TRIGGERS.get(local(root), "") if root is not None else "")
        elif local(item) in EVENT_DEFINITIONS:
            found.append(_TRIGGERS.get(local(item), ""))
    if len(found) > 1:
        return "multiple"
    return (found[0] if found else "") or "none"


def loop_of(element: etree._Element | Element) -> str:
    """ "" · "standard" · "parallel" · "sequential"."""
    for item in element:
        if local(item) == "standardLoopCharacteristics":
            return "standard"
        if local(item) == "multiInstanceLoopCharacteristics":
            return "sequential" if is_true(item.get("isSequential")) else "parallel"
    return ""


def fields_of(element: etree._Element, kind: str, source: Source) -> dict[str, Any]:
    """The fields of the record that the element itself states; geometry, parents and what is kept come elsewhere."""
    found: dict[str, Any] = {
        "name": _name(element, source),
        "documentation": text_of(child(element, "documentation")),
    }
    group = family(kind)
    if group is Family.EVENT:
        found["trigger"] = trigger_of(element, source)
        said = element.get("cancelActivity" if kind == "event.boundary" else "isInterrupting")
        found["interrupting"] = said is None or is_true(said)
        found["parallel_multiple"] = is_true(element.get("parallelMultiple"))
    elif group is Family.ACTIVITY or local(element) in ("task", "callActivity"):
        found["loop"] = loop_of(element)
        found["compensation"] = is_true(element.get("isForCompensation"))
        found["instantiate"] = kind == "task.receive" and is_true(element.get("instantiate"))
        if local(element) == "callActivity":
            found["called"] = called_of(element, source)
    elif group is Family.DATA:
        found.update(_data(element, source))
    elif kind == "pool":
        found["multiple"] = child(element, "participantMultiplicity") is not None
        process = source.resolve(element.get("processRef"))
        found["workflow"] = source.guid(process) if process is not None else ""
    elif kind == "image":
        try:
            found["image"] = b64decode(element.get(p("image")) or "")
        except (Base64Error, ValueError):
            found["image"] = b""
    return found


def called_of(element: etree._Element, source: Source) -> str:
    """The called process: its GUID where it is in the file, else what the file says."""
    raw = str(element.get("calledElement", ""))
    process = source.resolve(raw)
    if process is not None and local(process) == "process":
        return source.guid(process)
    return raw


def _name(element: etree._Element, source: Source) -> str:
    tag = local(element)
    if tag == "textAnnotation":
        return text_of(child(element, "text"))
    if tag == "group":
        value = source.resolve(element.get("categoryValueRef"))
        return str(value.get("value", "")) if value is not None else str(element.get(p("name"), ""))
    name = element.get("name")
    if name is None and tag == "dataStoreReference":
        store = source.resolve(element.get("dataStoreRef"))
        name = store.get("name") if store is not None else None
    if name is None and tag == "dataObjectReference":
        held = source.resolve(element.get("dataObjectRef"))
        name = held.get("name") if held is not None else None
    return str(name or "")


def _data(element: etree._Element, source: Source) -> dict[str, Any]:
    state = child(element, "dataState")
    held = source.resolve(element.get("dataObjectRef"))
    collection = element.get("isCollection") or (held.get("isCollection") if held is not None else None)
    store = source.resolve(element.get("dataStoreRef"))
    return {
        "state": str(state.get("name", "")) if state is not None else "",
        "multiple": is_true(collection),
        "ref": source.guid(store) if store is not None else "",
    }


def kept_of(
    element: etree._Element, kind: str, source: Source, consumed: frozenset[etree._Element]
) -> list[tuple[str, str]]:
    """What the record has no field for. `consumed` are the elements that have records of their own."""
    found: list[tuple[str, str]] = [("bpmn:id", str(element.get(p("id")) or element.get("id")))]
    tag = local(element)
    if tag in ("dataObject", "dataStore"):
        found.append(("bpmn:tag", tag))
    known = set(_ATTRIBUTES)
    if kind.startswith("gateway.event") or kind == "task.receive":
        known.add("instantiate")
    found += kept_attributes(element, known, "bpmn:@", source.target)
    if element.get("categoryValueRef"):
        found.append(("bpmn:categoryValueRef", str(element.get("categoryValueRef"))))
    if element.get("calledElement"):
        # Both what the file says and what was made of it, so that a changed call is told from an unchanged one.
        found.append(("bpmn:calledElement", str(element.get("calledElement"))))
        found.append(("bpmn:called", called_of(element, source)))
        called = source.resolve(element.get("calledElement"))
        if called is not None and local(called).startswith("global"):
            found.append(("bpmn:global", local(called)))
    documentation = child(element, "documentation")
    if documentation is not None:
        found += kept_attributes(documentation, (), "bpmn:documentation@", source.target)

    def is_taken(sub: etree._Element) -> bool:
        name = local(sub)
        if sub is documentation or sub in consumed or name in ("incoming", "outgoing", "flowNodeRef"):
            return True
        if name == "text" and tag == "textAnnotation":
            return True
        if name == "laneSet" or name == "childLaneSet":
            return any(lane in consumed for lane in sub.iter(f"{{{MODEL}}}lane"))
        return False

    return found + kept_children(element, is_taken, "bpmn:child", source.target)
