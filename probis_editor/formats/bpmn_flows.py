"""Flows of a BPMN file: their ends, condition and direction, and what is kept of them."""

from __future__ import annotations

from lxml import etree

from probis_editor.formats.bpmn_colours import COLOUR_ATTRIBUTES, style_of
from probis_editor.formats.bpmn_items import Item
from probis_editor.formats.bpmn_keep import is_mark, kept_attributes, kept_children, text_of
from probis_editor.formats.bpmn_names import FLOW_NODE_TAGS, p
from probis_editor.formats.bpmn_scope import Scope
from probis_editor.formats.bpmn_source import Drawn, Source
from probis_editor.formats.xmlsafe import local
from probis_editor.model.elements import PLAIN, Flow

_KINDS = {"sequenceFlow": "sequence", "messageFlow": "message"}
_ATTRIBUTES = frozenset(("id", "name", "sourceRef", "targetRef", "associationDirection"))
_LOOSE_ATTRIBUTES = frozenset(("map", "plane", *COLOUR_ATTRIBUTES))
_DRAWN = frozenset(("bpmnElement", "sourceElement", "targetElement", "id", *COLOUR_ATTRIBUTES))
_ID, _NAME, _GUESSED, _DERIVED, _CONDITION = (
    p(name) for name in ("id", "name", "guessed", "derived", "condition")
)


def owner(element: etree._Element) -> etree._Element | None:
    """The activity or event that a data association belongs to."""
    return next((e for e in element.iterancestors() if local(e) in FLOW_NODE_TAGS), None)


def raw_ends(item: Item) -> tuple[str, str]:
    """What the element says of its ends, "" for nothing."""
    if item.tag.startswith("data"):
        source, target = item.child("sourceRef"), item.child("targetRef")
        return text_of(source).strip(), text_of(target).strip()
    return item.said.get("sourceRef", ""), item.said.get("targetRef", "")


def ends_of(element: etree._Element, source: Source) -> tuple[etree._Element | None, etree._Element | None]:
    """The elements at both ends, None where the file names none or none that exists."""
    item = source.item(element)
    start, end = raw_ends(item)
    first, last = source.resolve(start), source.resolve(end)
    if item.tag == "dataInputAssociation":
        return first, owner(element)
    if item.tag == "dataOutputAssociation":
        return owner(element), last
    return first, last


_Ends = tuple[etree._Element | None, etree._Element | None]


def shown_ends(element: etree._Element, scope: Scope) -> _Ends:
    """What of the map stands for both ends; asked when all of the map is known."""
    found = scope.ends.get(element)
    if found is None:
        first, last = ends_of(element, scope.source)
        found = scope.ends[element] = (shown(first, scope), shown(last, scope))
    return found


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
    item = source.item(element)
    tag, said = item.tag, item.said
    kind = _KINDS.get(tag, "association")
    guessed = said.get(_GUESSED, "").split()
    first, last = shown_ends(element, scope)
    above = scope.above(item)
    derived = drawn is not None and drawn.said.get(_DERIVED) is not None
    return Flow(
        map=map_id,
        id=source.guid(element),
        kind=kind,
        source="" if first is None or "source" in guessed else source.guid(first),
        target="" if last is None or "target" in guessed else source.guid(last),
        points=drawn.points if drawn is not None and not derived else (),
        name=said.get("name") or said.get(_NAME) or "",
        parent=source.guid(above) if above is not None else "",
        plane=scope.plane_guid(item),
        z=z,
        label=drawn.label if drawn is not None else None,
        style=style_of(drawn, item, kind, theme == "bizagi") if drawn is not None else PLAIN,
        documentation=text_of(item.child("documentation")),
        condition=_condition(item, source.item(first) if first is not None else None)
        if kind == "sequence"
        else "",
        direction=_direction(element) if kind == "association" else "none",
        foreign=tuple(_kept(item, drawn, source, None in (first, last))),
    )


def _condition(item: Item, start: Item | None) -> str:
    own = item.said.get(_CONDITION)
    if own in ("default", "conditional"):
        return own
    default = start.said.get("default") if start is not None else None
    if default and default == item.said.get("id"):
        return "default"
    return "conditional" if item.child("conditionExpression") is not None else ""


def _direction(element: etree._Element) -> str:
    if local(element) != "association":
        return "one"
    said = (element.get("associationDirection") or "").lower()
    return said if said in ("one", "both") else "none"


def _kept(item: Item, drawn: Drawn | None, source: Source, is_loose: bool) -> list[tuple[str, str]]:
    element, tag, said = item.element, item.tag, item.said
    found: list[tuple[str, str]] = [("bpmn:id", said.get(_ID) or said.get("id") or "None")]
    if tag.startswith("data"):
        found.append(("bpmn:tag", tag))
    if not said.keys() <= _ATTRIBUTES:
        known = _ATTRIBUTES | _LOOSE_ATTRIBUTES if is_mark(element) else _ATTRIBUTES
        found += kept_attributes(element, known, "bpmn:@", source.target)
    is_data = tag.startswith("data")
    if is_data or is_loose:
        for name, text in zip(("sourceRef", "targetRef"), raw_ends(item), strict=True):
            # What an end names may be no thing that is drawn (an input of the activity, a process).
            if text and (is_data or source.resolve(text) is None):
                found.append(("bpmn:" + name, text))
    if len(element):
        documentation = item.child("documentation")

        def is_taken(sub: etree._Element) -> bool:
            is_end = is_data and local(sub) in ("sourceRef", "targetRef")
            return sub is documentation or is_mark(sub) or is_end

        found += kept_children(element, is_taken, "bpmn:child", source.target)
    if drawn is not None and drawn.element is not element:
        found += kept_drawn(drawn, _DRAWN, source)
    return found


def kept_drawn(drawn: Drawn, known: frozenset[str], source: Source) -> list[tuple[str, str]]:
    """What a shape or edge says beyond geometry, colours (both `known`) and what stands in its record."""
    found: list[tuple[str, str]] = []
    own = drawn.said.get("id")
    if own:
        found.append(("di:id", own))
    if not drawn.said.keys() <= known:
        found += kept_attributes(drawn.element, known, "di:@", source.target)
    extension = drawn.extension
    if extension is not None and len(extension):
        found += kept_children(drawn.element, lambda sub: sub is not extension, "di:child", source.target)
    if drawn.font:
        found.append(("di:font", "\n".join(f"{name}={value}" for name, value in drawn.font)))
    return found
