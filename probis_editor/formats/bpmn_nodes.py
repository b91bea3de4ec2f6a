"""What a BPMN element with a shape means: its kind and the fields of its record."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element

from lxml import etree

from probis_editor.formats.bpmn_items import Item
from probis_editor.formats.bpmn_keep import child, kept_attributes, kept_children, text_of
from probis_editor.formats.bpmn_names import (
    EVENT_DEFINITIONS,
    MODEL,
    is_true,
    p,
    qualified,
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
_KNOWN_TAGS = {qualified(tag): kind for tag, kind in _KINDS.items()}
_STANDARD, _OWN, _ID = qualified(""), p("kind"), p("id")
_AMBIGUOUS = frozenset((qualified("subProcess"), qualified("eventBasedGateway")))
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


_STARTING = _ATTRIBUTES | {"instantiate"}


def kind_of(element: etree._Element | Element) -> str:
    """The kind of a BPMN element; "" where we have none (choreographies, conversations, messages)."""
    name = str(element.tag)
    if not name.startswith(_STANDARD):
        return ""
    own = element.get(_OWN)
    if own in _OWN_KINDS:
        return str(own)
    if name not in _AMBIGUOUS:
        return _KNOWN_TAGS.get(name, "")
    tag = local(element)
    if tag == "subProcess" and is_true(element.get("triggeredByEvent")):
        return "subprocess.event"
    if tag == "eventBasedGateway" and is_true(element.get("instantiate")):
        parallel = element.get("eventGatewayType") == "Parallel"
        return "gateway.event_parallel" if parallel else "gateway.event_start"
    return _KINDS.get(tag, "")


def trigger_of(subs: Iterable[etree._Element], source: Source) -> str:
    """The trigger that the definitions among an event's children make."""
    found: list[str] = []
    for item in subs:
        if local(item) == "eventDefinitionRef":
            root = source.resolve(text_of(item))
            found.append(_TRIGGERS.get(local(root), "") if root is not None else "")
        elif local(item) in EVENT_DEFINITIONS:
            found.append(_TRIGGERS.get(local(item), ""))
    if len(found) > 1:
        return "multiple"
    return (found[0] if found else "") or "none"


def loop_of(subs: Iterable[etree._Element] | Iterable[Element]) -> str:
    """What the children of an activity say: "", "standard", "parallel" or "sequential"."""
    for item in subs:
        if local(item) == "standardLoopCharacteristics":
            return "standard"
        if local(item) == "multiInstanceLoopCharacteristics":
            return "sequential" if is_true(item.get("isSequential")) else "parallel"
    return ""


def fields_of(item: Item, kind: str, source: Source) -> dict[str, Any]:
    """The fields of the record that the element itself states; geometry, parents and what is kept come elsewhere."""
    element, said = item.element, item.said
    found: dict[str, Any] = {
        "name": _name(item, source),
        "documentation": text_of(item.child("documentation")),
    }
    group = family(kind)
    if group is Family.EVENT:
        found["trigger"] = trigger_of(item.subs, source)
        stops = said.get("cancelActivity" if kind == "event.boundary" else "isInterrupting")
        found["interrupting"] = stops is None or is_true(stops)
        found["parallel_multiple"] = is_true(said.get("parallelMultiple"))
    elif group is Family.ACTIVITY or item.tag in ("task", "callActivity"):
        found["loop"] = loop_of(item.subs)
        found["compensation"] = is_true(said.get("isForCompensation"))
        found["instantiate"] = kind == "task.receive" and is_true(said.get("instantiate"))
        if item.tag == "callActivity":
            found["called"] = called_of(element, source)
    elif group is Family.DATA:
        found.update(_data(element, source))
    elif kind == "pool":
        found["multiple"] = item.child("participantMultiplicity") is not None
        process = source.resolve(said.get("processRef"))
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


def _name(item: Item, source: Source) -> str:
    tag, said = item.tag, item.said
    if tag == "textAnnotation":
        return text_of(item.child("text"))
    if tag == "group":
        value = source.resolve(said.get("categoryValueRef"))
        return str(value.get("value", "")) if value is not None else said.get(p("name"), "")
    name = said.get("name")
    if name is None and tag == "dataStoreReference":
        store = source.resolve(said.get("dataStoreRef"))
        name = store.get("name") if store is not None else None
    if name is None and tag == "dataObjectReference":
        held = source.resolve(said.get("dataObjectRef"))
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
    item: Item, kind: str, source: Source, consumed: frozenset[etree._Element]
) -> list[tuple[str, str]]:
    """What the record has no field for. `consumed` are the elements that have records of their own."""
    element, said, tag = item.element, item.said, item.tag
    found: list[tuple[str, str]] = [("bpmn:id", said.get(_ID) or said.get("id") or "None")]
    if tag in ("dataObject", "dataStore"):
        found.append(("bpmn:tag", tag))
    if not said.keys() <= _ATTRIBUTES:
        starts = kind.startswith("gateway.event") or kind == "task.receive"
        known = _STARTING if starts else _ATTRIBUTES
        found += kept_attributes(element, known, "bpmn:@", source.target)
    if said.get("categoryValueRef"):
        found.append(("bpmn:categoryValueRef", said["categoryValueRef"]))
    if said.get("calledElement"):
        # Both what the file says and what was made of it, so that a changed call is told from an unchanged one.
        found.append(("bpmn:calledElement", said["calledElement"]))
        found.append(("bpmn:called", called_of(element, source)))
        called = source.resolve(said["calledElement"])
        if called is not None and local(called).startswith("global"):
            found.append(("bpmn:global", local(called)))
    if not item.subs:
        return found
    documentation = item.child("documentation")
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
