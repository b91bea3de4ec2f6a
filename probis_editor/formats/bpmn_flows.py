"""Flows of a BPMN file: their ends, condition and direction, and what is kept of them."""

from __future__ import annotations

from lxml import etree

from probis_editor.formats.bpmn_colours import COLOUR_ATTRIBUTES, style_of
from probis_editor.formats.bpmn_keep import child, is_mark, kept_attributes, kept_children, text_of
from probis_editor.formats.bpmn_names import DI, FLOW_NODE_TAGS, p
from probis_editor.formats.bpmn_scope import Scope
from probis_editor.formats.bpmn_source import Drawn, Source
from probis_editor.formats.xmlsafe import local
from probis_editor.model.elements import PLAIN, Flow

_KINDS = {"sequenceFlow": "sequence", "messageFlow": "message"}
_ATTRIBUTES = ("id", "name", "sourceRef", "targetRef", "associationDirection")
_LOOSE_ATTRIBUTES = ("map", "plane")
_DRAWN = ("bpmnElement", "sourceElement", "targetElement")


def owner(element: etree._Element) -> etree._Element | None:
    """The activity or event that a data association belongs to."""
    return next((e for e in element.iterancestors() if local(e) in FLOW_NODE_TAGS), None)


def raw_ends(element: etree._Element) -> tuple[str, str]:
    """What the element says of its ends, "" for nothing."""
    if local(element).startswith("data"):
        source, target = child(element, "sourceRef"), child(element, "targetRef")
        return text_of(source).strip(), text_of(target).strip()
    return str(element.get("sourceRef", "")), str(element.get("targetRef", ""))


def ends_of(element: etree._Element, source: Source) -> tuple[etree._Element | None, etree._Element | None]:
    """The elements at both ends, None where the file names none or none that exists."""
    first, last = (source.resolve(raw) for raw in raw_ends(element))
    if local(element) == "dataInputAssociation":
        return first, owner(element)
    if local(element) == "dataOutputAssociation":
        return owner(element), last
    return first, last


def shown(element: etree._Element | None, scope: Scope) -> etree._Element | None:
    """What of the map stands for an end: the element itself, or what shows it."""
    if element is None or element in scope.nodes or element in scope.edges:
        return element
    if local(element) == "process":
        return scope.holder(element)
    if local(element) == "dataObject":
        found = (e for e in scope.nodes if scope.source.resolve(e.get("dataObjectRef")) is element)
        return next(found, None)
    if local(element) in ("dataInput", "dataOutput", "property"):
        holder = owner(element)
        return holder if holder in scope.nodes else None
    return None


def record_of(element: etree._Element, scope: Scope, map_id: str, z: int, theme: str) -> Flow:
    """The record of a flow that the map shows. `parent` and `plane` are raw references made into GUIDs."""
    source = scope.source
    drawn = scope.edges[element]
    tag = local(element)
    kind = _KINDS.get(tag, "association")
    guessed = (element.get(p("guessed")) or "").split()
    raw = raw_ends(element)
    found = [shown(end, scope) for end in ends_of(element, source)]
    ends = [
        "" if end is None or name in guessed else source.guid(end)
        for end, name in zip(found, ("source", "target"), strict=True)
    ]
    above = scope.above(element)
    derived = drawn is not None and drawn.element.get(p("derived")) is not None
    return Flow(
        map=map_id,
        id=source.guid(element),
        kind=kind,
        source=ends[0],
        target=ends[1],
        points=drawn.points if drawn is not None and not derived else (),
        name=str(element.get("name") or element.get(p("name")) or ""),
        parent=source.guid(above) if above is not None else "",
        plane=scope.plane_guid(element),
        z=z,
        label=drawn.label if drawn is not None else None,
        style=style_of(drawn.element, element, drawn.font, kind, theme == "bizagi")
        if drawn is not None
        else PLAIN,
        documentation=text_of(child(element, "documentation")),
        condition=_condition(element, found[0]) if kind == "sequence" else "",
        direction=_direction(element) if kind == "association" else "none",
        foreign=tuple(_kept(element, drawn, raw, tag, source)),
    )


def _condition(element: etree._Element, start: etree._Element | None) -> str:
    own = element.get(p("condition"))
    if own in ("default", "conditional"):
        return str(own)
    if start is not None and start.get("default") and start.get("default") == element.get("id"):
        return "default"
    return "conditional" if child(element, "conditionExpression") is not None else ""


def _direction(element: etree._Element) -> str:
    if local(element) != "association":
        return "one"
    said = (element.get("associationDirection") or "").lower()
    return said if said in ("one", "both") else "none"


def _kept(
    element: etree._Element, drawn: Drawn | None, raw: tuple[str, str], tag: str, source: Source
) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = [("bpmn:id", str(element.get(p("id")) or element.get("id")))]
    if tag.startswith("data"):
        found.append(("bpmn:tag", tag))
    known = (*_ATTRIBUTES, *_LOOSE_ATTRIBUTES, *COLOUR_ATTRIBUTES) if is_mark(element) else _ATTRIBUTES
    found += kept_attributes(element, known, "bpmn:@", source.target)
    for name, text in zip(("sourceRef", "targetRef"), raw, strict=True):
        # What an end names may be no thing that is drawn (an input of the activity, a process).
        if text and (tag.startswith("data") or source.resolve(text) is None):
            found.append(("bpmn:" + name, text))
    documentation = child(element, "documentation")

    def is_taken(sub: etree._Element) -> bool:
        return (
            sub is documentation
            or is_mark(sub)
            or (tag.startswith("data") and local(sub) in ("sourceRef", "targetRef"))
        )

    found += kept_children(element, is_taken, "bpmn:child", source.target)
    if drawn is not None and drawn.element is not element:
        found += kept_drawn(drawn, (*_DRAWN, "id"), source)
    return found


def kept_drawn(drawn: Drawn, known: tuple[str, ...], source: Source) -> list[tuple[str, str]]:
    """What a shape or edge says beyond geometry and colours."""
    found: list[tuple[str, str]] = []
    if drawn.element.get("id"):
        found.append(("di:id", str(drawn.element.get("id"))))
    found += kept_attributes(drawn.element, (*known, *COLOUR_ATTRIBUTES), "di:@", source.target)
    extension = drawn.element.find(f"{{{DI}}}extension")
    if extension is not None and len(extension):
        found += kept_children(drawn.element, lambda sub: sub is not extension, "di:child", source.target)
    if drawn.font:
        found.append(("di:font", "\n".join(f"{name}={value}" for name, value in drawn.font)))
    return found
