"""Writing a node's fields into its element: only what differs between two states of the record.

`before` is what the element says (as the reader reads it), `now` what it is to say.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from probis_editor.formats import xpdl_tree as tree
from probis_editor.formats.xmlsafe import local
from probis_editor.formats.xpdl_kinds import write_body, write_loop, write_set
from probis_editor.formats.xpdl_reading import Bound, labelled
from probis_editor.formats.xpdl_style import Default, to_float, write_label, write_style
from probis_editor.formats.xpdl_tree import Element
from probis_editor.geometry import Point, Rect
from probis_editor.model.elements import Node

_BODY = (
    *("kind", "trigger", "interrupting", "parallel_multiple", "marker", "instantiate", "attached", "called"),
    *("expanded",),
)
_WHOLE_SIZES = ("Activity", "DataObject", "DataStoreReference")


class Frame(NamedTuple):
    """What a node's coordinates in the file are relative to, before and now."""

    before: Point = Point(0.0, 0.0)
    now: Point = Point(0.0, 0.0)


def write_node(bound: Bound, before: Node, now: Node, usual: Default, frame: Frame, host: str) -> None:
    """Bring the element of a node from `before` to `now`. `host` is the file's id of what it is attached to."""
    tag = local(bound.element)
    if tag == "Activity":
        _write_activity(bound, before, now, host)
    if before.name != now.name:
        _write_name(bound, tag, before.name, now)
    if before.documentation != now.documentation:
        _write_documentation(bound, tag, now.documentation)
    if before.hidden != now.hidden and tag == "Pool":
        bound.element.set("BoundaryVisible", "false" if now.hidden else "true")
    if before.multiple != now.multiple and tag == "Pool":
        tree.set_attribute(bound.element, "MultiInstance", "true" if now.multiple else None)
        tree.set_attribute(bound.element, "MaximumMultiInstance", "0" if now.multiple else None)
    if before.state != now.state and tag in ("DataObject", "DataStoreReference"):
        bound.element.set("State", tree.clean(now.state))
    _write_graphics(bound, tag, before, now, usual, frame)


def _write_activity(bound: Bound, before: Node, now: Node, host: str) -> None:
    if _differs(before, now, _BODY):
        write_body(bound.element, now, host)
    if bound.other is not None and before.kind != now.kind:
        write_set(bound.other, now)
    if before.loop != now.loop:
        write_loop(tree.need(bound.element, "Loop"), now.loop)
    if before.compensation != now.compensation:
        value = "true" if now.compensation else None
        tree.set_attribute(bound.element, "IsForCompensation", value)


def _write_name(bound: Bound, tag: str, before: str, now: Node) -> None:
    element, name = bound.element, now.name
    if tag == "Artifact" and now.kind in ("annotation", "text"):
        tree.set_attribute(element, "TextAnnotation", name)
    elif tag == "DataStoreReference":
        if bound.other is not None:
            bound.other.set("Name", tree.clean(name))
        else:
            tree.set_attribute(element, "Name", name or None)
    else:
        keeps = tag in ("Activity", "Milestone")
        tree.set_attribute(element, "Name", name if name or keeps else None)
    inner = tree.child(element, "Group") if tag == "Artifact" else None
    if tag == "Artifact" and inner is None:
        inner = tree.child(element, "DataObject")
    if inner is not None:
        inner.set("Name", tree.clean(name))
    if tag in ("Pool", "Activity") and bound.other is not None and (bound.other.get("Name") or "") == before:
        tree.set_attribute(bound.other, "Name", name if name or tag == "Activity" else None)


def _write_documentation(bound: Bound, tag: str, text: str) -> None:
    if tag == "Pool":
        if bound.other is not None:
            tree.set_text(bound.other, text, "ProcessHeader", "Description")
    elif tag == "DataObject":
        tree.set_text(bound.element, text, "Object", "Documentation")
    elif tag == "DataStoreReference":
        if bound.other is not None:
            tree.set_text(bound.other, text, "Object", "Documentation")
    else:
        tree.set_text(bound.element, text, "Documentation")
        if tag == "Activity":
            tree.set_text(bound.element, text, "Description")


def _write_graphics(bound: Bound, tag: str, before: Node, now: Node, usual: Default, frame: Frame) -> None:
    if bound.info is None:
        if before.bounds == now.bounds and before.style == now.style and before.label == now.label:
            return
        infos = tree.need(bound.element, "NodeGraphicsInfos")
        bound.info = tree.need(infos, "NodeGraphicsInfo")
        before = msgspec.structs.replace(before, bounds=Rect(0.0, 0.0, 0.0, 0.0))
    info = bound.info
    _write_bounds(info, before, now, frame, tag in _WHOLE_SIZES)
    if before.style != now.style:
        style = now.style
        if tag == "Pool":
            # Bizagi's pools have no background behind their names.
            style = msgspec.structs.replace(style, text_background=before.style.text_background)
        write_style(info, before.style, style, usual)
    if before.label != now.label and labelled(now.kind):
        write_label(info, now.label)
    elif before.bounds != now.bounds and not labelled(now.kind):
        _move_text(info, before.bounds, now.bounds)
    if before.expanded != now.expanded:
        info.set("Expanded", "true" if now.expanded else "false")
    if before.expanded_size != now.expanded_size:
        size = now.expanded_size or (None, None)
        for name, value in zip(("ExpandedWidth", "ExpandedHeight"), size, strict=True):
            tree.set_attribute(info, name, None if value is None else tree.whole(value))


def _write_bounds(info: Element, before: Node, now: Node, frame: Frame, whole: bool) -> None:
    old = before.bounds.moved(-frame.before.x, -frame.before.y)
    new = now.bounds.moved(-frame.now.x, -frame.now.y)
    if old == new:
        return
    place = tree.need(info, "Coordinates")
    for name, was, value in (("XCoordinate", old.x, new.x), ("YCoordinate", old.y, new.y)):
        if was != value or place.get(name) is None:
            place.set(name, tree.number(value))
    for name, was, value in (("Width", old.w, new.w), ("Height", old.h, new.h)):
        if was != value:
            info.set(name, tree.whole(value) if whole else tree.number(value))


def _move_text(info: Element, before: Rect, now: Rect) -> None:
    """Keep the text box that Bizagi stores for tasks and lanes where it was relative to the shape."""
    for name, was, value in (("TextX", before.x, now.x), ("TextY", before.y, now.y)):
        if info.get(name) is not None and was != value:
            info.set(name, tree.whole(to_float(info.get(name)) + value - was))
    for name, was, value in (("TextWidth", before.w, now.w), ("TextHeight", before.h, now.h)):
        if info.get(name) is not None and was != value and to_float(info.get(name)) == was:
            info.set(name, tree.whole(value))


def _differs(before: Node, now: Node, fields: tuple[str, ...]) -> bool:
    return any(getattr(before, name) != getattr(now, name) for name in fields)
