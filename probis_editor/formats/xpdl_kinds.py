"""Between the XPDL body of an activity and the catalogue's kinds: which kind it is, and how a kind is written.

The rows of `kinds` say which body and attributes make a kind; what several kinds share (triggers, loops, the
side an intermediate event is on) stands here. Other vendors' spellings are understood, Bizagi's are written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from probis_editor.formats import xpdl_tree as tree
from probis_editor.formats.xmlsafe import local
from probis_editor.formats.xpdl_tree import Element, is_guid
from probis_editor.kinds import KINDS, Family, XpdlTag, kind
from probis_editor.kinds.triggers import TRIGGERS
from probis_editor.model.elements import Node

BODIES = ("Implementation", "BlockActivity", "Route", "Event")
CONDITIONED = frozenset({"gateway.exclusive", "gateway.inclusive", "gateway.complex"})
"""Gateways after which Bizagi marks nearly every flow as conditional, so that the mark says nothing."""

_TRIGGERS = {row.xpdl: row.id for row in TRIGGERS} | {
    "Rule": "conditional",
    "Exception": "error",
    "Compensate": "compensation",
    "ParallelMultiple": "multiple",
}
_ROUTE_TYPES = {
    "XOR": "",
    "Exclusive": "",
    "AND": "Parallel",
    "OR": "Inclusive",
    "XOREVENT": "",
    "EventBasedXOR": "",
}
_THROWN_CHILDREN = ("TriggerResultMessage", "TriggerResultSignal", "TriggerResultLink")
_MARK_BY_ID = "https://probis-editor.invalid/xpdl/"


class Body(NamedTuple):
    """What an activity's body says, in the words of Node."""

    kind: str
    trigger: str = "none"
    interrupting: bool = True
    parallel_multiple: bool = False
    marker: bool = False
    instantiate: bool = False
    attached: str = ""
    called: str = ""
    inner: str = ""
    known: bool = True


def _rows() -> dict[str, list[tuple[str, XpdlTag]]]:
    found: dict[str, list[tuple[str, XpdlTag]]] = {}
    for row in KINDS:
        if row.xpdl.tag == "Activity" and row.family is not Family.BOX:
            found.setdefault(row.xpdl.body, []).append((row.id, row.xpdl))
    for same in found.values():
        same.sort(key=lambda item: -len(_telling(item[1])))
    return found


def _telling(tag: XpdlTag) -> tuple[tuple[str, str], ...]:
    return (*tag.attributes, *tag.own_attributes, *tag.set_attributes)


_BY_BODY = _rows()


_Attributes: TypeAlias = "Mapping[str, str] | etree._Attrib"


def _says(attributes: _Attributes, wanted: Sequence[tuple[str, str]]) -> bool:
    # Most want nothing, and asking nothing of a generator takes longer than not asking.
    return not wanted or all(attributes.get(name) == value for name, value in wanted)


def _match(path: str, attributes: _Attributes, own: _Attributes, inner: _Attributes) -> str:
    for kind_id, tag in _BY_BODY.get(path, ()):
        if (
            _says(attributes, tag.attributes)
            and _says(own, tag.own_attributes)
            and _says(inner, tag.set_attributes)
        ):
            return kind_id
    return ""


def read_body(activity: Element, body: Element | None, sets: Mapping[str, Element]) -> Body:
    """What the activity is. `sets` are the process's activity sets by id. No body or an unknown one is a task."""
    if body is None:
        return Body("task")
    name = local(body)
    if name == "Implementation":
        return _implementation(activity, body)
    if name == "Route":
        return _route(activity, body)
    if name == "Event":
        for event in body:
            found = _event(activity, event)
            if found is not None:
                return found
        return Body("task", known=False)
    inner = body.get("ActivitySetId") or body.get("ActivitySetID") or ""
    inside = sets.get(inner)
    own: _Attributes = inside.attrib if inside is not None else {}
    found_kind = _match("BlockActivity", body.attrib, activity.attrib, own) or "subprocess"
    return Body(found_kind, inner=inner)


def _implementation(activity: Element, body: Element) -> Body:
    for item in body:
        name = local(item)
        if name == "SubFlow":
            return Body(_match("Implementation/SubFlow", {}, {}, {}), called=item.get("Id") or "")
        if name == "Task":
            for work in item:
                found = _match(f"Implementation/Task/{local(work)}", work.attrib, activity.attrib, {})
                if found:
                    return Body(found, instantiate=work.get("Instantiate") == "true")
            return Body("task")
    return Body("task")


def _route(activity: Element, body: Element) -> Body:
    attributes = dict(body.attrib)
    written = attributes.get("GatewayType", "")
    if "event" in written.lower():
        attributes["ExclusiveType"] = "Event"
    found = _ROUTE_TYPES.get(written, written)
    attributes["GatewayType"] = found
    kind_id = _match("Route", attributes, activity.attrib, {}) or "gateway.exclusive"
    return Body(kind_id, marker=body.get("MarkerVisible") == "true")


def _event(activity: Element, event: Element) -> Body | None:
    name = local(event)
    if name == "StartEvent":
        written = event.get("Trigger") or "None"
        return Body(
            "event.start",
            _TRIGGERS.get(written, "none"),
            event.get("Interrupting") != "false",
            written == "ParallelMultiple" or event.get("ParallelMultiple") == "true",
        )
    if name == "EndEvent":
        return Body("event.end", _TRIGGERS.get(event.get("Result") or "None", "none"))
    if name != "IntermediateEvent":
        return None
    written = event.get("Trigger") or "None"
    trigger = _TRIGGERS.get(written, "none")
    attached = event.get("Target") or ""
    if event.get("IsAttached") == "true" or attached:
        kind_id = "event.boundary"
    elif trigger == "none" or any(item.get("CatchThrow") == "THROW" for item in event.iter("{*}*")):
        kind_id = "event.throw"
    else:
        kind_id = "event.catch"
    interrupting = event.get("Interrupting") != "false"
    return Body(kind_id, trigger, interrupting, written == "ParallelMultiple", attached=attached)


def write_body(activity: Element, node: Node, target: str) -> None:
    """Make the activity's body say what the node is; what the body says besides stays where the kind stays.

    `target` is the host's id in the file ("" = none).
    """
    wanted = _make_body(activity, node, target)
    present = next((item for item in activity if local(item) in BODIES), None)
    if present is None:
        tree.insert(activity, wanted, tree.place_for(activity, local(wanted)))
    elif _paths(present) == _paths(wanted):
        _copy(wanted, present)
    else:
        index = activity.index(present)
        tree.remove(present)
        tree.insert(activity, wanted, min(index, len(activity)))
    for name, value in _every("own_attributes"):
        tree.set_attribute(activity, name, None if (name, value) not in _own(node) else value)


def write_set(inside: Element, node: Node) -> None:
    """Make the activity set of an embedded sub-process say which kind of sub-process it is."""
    wanted = dict(kind(node.kind).xpdl.set_attributes)
    for name, _ in _every("set_attributes"):
        tree.set_attribute(inside, name, wanted.get(name))


def _every(field: str) -> list[tuple[str, str]]:
    return [pair for row in KINDS for pair in getattr(row.xpdl, field)]


def _own(node: Node) -> tuple[tuple[str, str], ...]:
    return kind(node.kind).xpdl.own_attributes


def _paths(body: Element) -> list[str]:
    """The body's path of elements; white space, attributes and an event's trigger do not matter."""
    names = [local(body)]
    if names[0] in ("Implementation", "Event"):
        item = next((item for item in body if local(item)), None)
        if item is not None:
            names.append(local(item))
            if names[-1] == "Task":
                names += [local(work) for work in item if local(work)][:1]
    return names


def _copy(wanted: Element, present: Element) -> None:
    """Give `present` the telling attributes of `wanted`, down the common path, and its trigger where that differs."""
    names = _paths(wanted)
    for _ in names[1:]:
        wanted = next(item for item in wanted if local(item))
        present = next(item for item in present if local(item))
    for name in _controlled(names[-1]):
        tree.set_attribute(present, name, wanted.get(name))
    if names[0] != "Event":
        return
    if [_shape(item) for item in wanted] != [_shape(item) for item in present if local(item)]:
        for item in list(present):
            tree.remove(item)
        for item in list(wanted):
            tree.insert(present, item, len(present))


def _shape(item: Element) -> tuple[str, str]:
    # What a multiple event holds is the file's own affair; its name alone counts.
    return (local(item), item.get("CatchThrow") or "")


def _controlled(name: str) -> tuple[str, ...]:
    return {
        "StartEvent": ("Trigger", "Interrupting"),
        "IntermediateEvent": ("Trigger", "IsAttached", "Target", "Interrupting"),
        "EndEvent": ("Result",),
        "Route": ("GatewayType", "ExclusiveType", "Instantiate", "ParallelEventBased", "MarkerVisible"),
        "BlockActivity": ("View",),
        "SubFlow": ("Id",),
        "TaskReceive": ("Instantiate",),
    }.get(name, ())


def _make_body(activity: Element, node: Node, target: str) -> Element:
    tag = kind(node.kind).xpdl
    names = tag.body.split("/")
    ns = tree.namespace(activity)
    body = last = activity.makeelement(ns + names[0])
    for name in names[1:]:
        last = tree.make(last, name)
    for name, value in (*tag.attributes, *tag.defaults):
        last.set(name, value)
    if names[0] == "Event":
        _make_event(last, node, target)
    elif names[0] == "Route":
        if node.marker and node.kind == "gateway.exclusive":
            last.set("MarkerVisible", "true")
    elif names[-1] == "SubFlow":
        tree.set_attribute(last, "Id", process_guid(node.called) if node.called else None)
    elif names[-1] == "BlockActivity":
        last.set("ActivitySetId", activity.get("Id") or "")
        if node.expanded:
            last.set("View", "EXPANDED")
    elif names[-1] == "TaskScript":
        tree.make(last, "Script")
    elif names[-1] == "TaskReceive" and node.instantiate:
        last.set("Instantiate", "true")
    return body


def _make_event(event: Element, node: Node, target: str) -> None:
    row = next((row for row in TRIGGERS if row.id == node.trigger), TRIGGERS[0])
    end = node.kind == "event.end"
    written = "ParallelMultiple" if node.parallel_multiple and row.id == "multiple" else row.xpdl
    attached = event.attrib.pop("IsAttached", None)
    event.set("Result" if end else "Trigger", written)
    if attached:
        tree.set_attribute(event, "Target", target or None)
        event.set("IsAttached", "true")
    if not node.interrupting and node.kind in ("event.start", "event.boundary"):
        event.set("Interrupting", "false")
    throws = node.kind in ("event.throw", "event.end")
    if row.id == "multiple":
        if not end:
            several = "TriggerMultiple" if node.kind == "event.start" else "TriggerIntermediateMultiple"
            _make_trigger(tree.make(event, several), "TriggerResultMessage", node, throws)
    elif row.xpdl_child:
        _make_trigger(event, row.xpdl_child, node, throws)


def _make_trigger(parent: Element, name: str, node: Node, throws: bool) -> None:
    made = tree.make(parent, name)
    if throws and name in _THROWN_CHILDREN:
        made.set("CatchThrow", "THROW")
    if name == "TriggerResultMessage":
        message = uuid5(NAMESPACE_URL, f"{_MARK_BY_ID}{node.map}/{node.id}/message")
        tree.make(made, "Message", [("Id", str(message))])
    elif name == "TriggerConditional":
        tree.make(made, "Expression")
    elif name == "TriggerResultCompensation":
        made.set("WaitForCompletion", "false")


def process_guid(written: str) -> str:
    """A process id as Bizagi needs it: a GUID as it is, anything else as one that caller and called both get."""
    return written if is_guid(written) else str(uuid5(NAMESPACE_URL, f"workflow/{written}"))


def read_loop(loop: Element | None) -> str:
    """Node.loop of a Loop element."""
    if loop is None:
        return ""
    if loop.get("LoopType") == "Standard":
        return "standard"
    if loop.get("LoopType") == "MultiInstance":
        several = tree.child(loop, "LoopMultiInstance")
        if several is not None and several.get("MI_Ordering") == "Sequential":
            return "sequential"
        return "parallel"
    return ""


def write_loop(loop: Element, value: str) -> None:
    """Make a Loop element say `value`; what it says besides stays where it still fits."""
    loop.set("LoopType", {"": "None", "standard": "Standard"}.get(value, "MultiInstance"))
    for name, keep in (
        ("LoopStandard", value == "standard"),
        ("LoopMultiInstance", bool(value) and value != "standard"),
    ):
        found = tree.child(loop, name)
        if found is not None and not keep:
            tree.remove(found)
    if value == "standard":
        standard = tree.need(loop, "LoopStandard")
        for name in ("LoopCounter", "LoopMaximum"):
            if standard.get(name) is None:
                standard.set(name, "0")
    elif value == "sequential":
        tree.need(loop, "LoopMultiInstance").set("MI_Ordering", "Sequential")
    elif value == "parallel":
        found = tree.child(loop, "LoopMultiInstance")
        if found is not None:
            found.set("MI_Ordering", "Parallel")
