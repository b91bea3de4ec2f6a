"""Writing a flow's fields into its element: only what differs between two states of the record."""

from __future__ import annotations

from typing import NamedTuple

from probis_editor.formats import xpdl_tree as tree
from probis_editor.formats.xmlsafe import local
from probis_editor.formats.xpdl_kinds import CONDITIONED
from probis_editor.formats.xpdl_reading import Bound
from probis_editor.formats.xpdl_style import Default, write_label, write_style
from probis_editor.formats.xpdl_tree import Element
from probis_editor.geometry import Point, Rect
from probis_editor.model.elements import Flow, Node

_TAGS = {"sequence": "Transition", "message": "MessageFlow", "association": "Association"}
_HOLDERS = {"sequence": "Transitions", "message": "MessageFlows", "association": "Associations"}
_DIRECTIONS = {"one": "To", "both": "Both"}
_TEXT = ("TextX", "TextY", "TextWidth", "TextHeight")


class End(NamedTuple):
    """One end of a flow: the node there before and now (None = loose or no node), and its id in the file now."""

    before: Node | None
    now: Node | None
    file_id: str


def tag_of(kind: str) -> str:
    """The element of a flow kind."""
    return _TAGS.get(kind, "Association")


def holder_of(kind: str) -> str:
    """The list that holds flows of a kind."""
    return _HOLDERS.get(kind, "Associations")


def write_flow(bound: Bound, before: Flow, now: Flow, usual: Default, source: End, target: End) -> None:
    """Bring the element of a flow from `before` to `now`."""
    element = bound.element
    names = ("From", "To") if local(element) == "Transition" else ("Source", "Target")
    if before.name != now.name:
        tree.set_attribute(element, "Name", now.name or None)
    if before.source != now.source:
        tree.set_attribute(element, names[0], source.file_id or None)
    if before.target != now.target:
        tree.set_attribute(element, names[1], target.file_id or None)
    if local(element) == "Transition":
        if (before.condition, before.source) != (now.condition, now.source):
            _write_condition(element, now, source.now)
        if before.documentation != now.documentation:
            tree.set_text(element, now.documentation, "Description")
    if before.direction != now.direction and local(element) == "Association":
        tree.set_attribute(element, "AssociationDirection", _DIRECTIONS.get(now.direction))
    _write_graphics(bound, before, now, usual, source, target)


def _write_condition(element: Element, flow: Flow, source: Node | None) -> None:
    wanted = {"conditional": "CONDITION", "default": "OTHERWISE"}.get(flow.condition, "")
    if not wanted and source is not None and source.kind in CONDITIONED:
        wanted = "CONDITION"
    condition = tree.need(element, "Condition")
    tree.set_attribute(condition, "Type", wanted or None)
    expression = tree.child(condition, "Expression")
    if wanted == "CONDITION" and expression is None:
        tree.need(condition, "Expression")
    elif wanted != "CONDITION" and expression is not None and not expression.text and not len(expression):
        tree.remove(expression)


def _write_graphics(bound: Bound, before: Flow, now: Flow, usual: Default, source: End, target: End) -> None:
    same = (before.points, before.style, before.label, before.name) == (
        *(now.points, now.style, now.label, now.name),
    )
    if same and (before.source, before.target) == (now.source, now.target):
        return
    if bound.info is None:
        infos = tree.need(bound.element, "ConnectorGraphicsInfos")
        bound.info = tree.need(infos, "ConnectorGraphicsInfo")
    info = bound.info
    if before.style != now.style:
        write_style(info, before.style, now.style, usual, line=True)
    if before.label != now.label or (now.label is None and before.name != now.name):
        # Without a name Bizagi leaves a box that means nothing; a new name must not appear there.
        write_label(info, now.label) if now.name.strip() or now.label else _drop_label(info, before)
    if before.points != now.points:
        _write_points(info, now.points)
    _write_port(info, "FromPort", before.points[:1], now.points[:1], source)
    _write_port(info, "ToPort", before.points[-1:], now.points[-1:], target)


def _drop_label(info: Element, before: Flow) -> None:
    if before.label is not None:
        for name in _TEXT:
            tree.set_attribute(info, name, None)


def _write_points(info: Element, points: tuple[Point, ...]) -> None:
    present = list(tree.children(info, "Coordinates"))
    for place, point in enumerate(points):
        if place < len(present):
            element = present[place]
        else:
            element = info.makeelement(tree.namespace(info) + "Coordinates")
            tree.insert(info, element, len(info))
        for name, value in (("XCoordinate", point.x), ("YCoordinate", point.y)):
            written = tree.number(value)
            if element.get(name) != written:
                element.set(name, written)
    for element in present[len(points) :]:
        tree.remove(element)


def _write_port(
    info: Element, name: str, before: tuple[Point, ...], now: tuple[Point, ...], end: End
) -> None:
    """Name the port where the end touches a middle of a side; a port that no longer fits is taken away."""
    was = end.before.bounds if end.before else None
    bounds = end.now.bounds if end.now else None
    if _relative(before, was) == _relative(now, bounds) and (end.before is None) == (end.now is None):
        return
    port = _port(now[0], bounds) if now and bounds else 0
    if port or info.get(name) is not None:
        tree.set_attribute(info, name, str(port) if port else None)


def _relative(points: tuple[Point, ...], bounds: Rect | None) -> tuple[float, ...]:
    if not points or bounds is None:
        return ()
    return (points[0].x - bounds.x, points[0].y - bounds.y, bounds.w, bounds.h)


def _port(point: Point, bounds: Rect) -> int:
    middle = bounds.center
    sides = (
        Point(middle.x, bounds.y),
        Point(middle.x, bounds.bottom),
        Point(bounds.x, middle.y),
        Point(bounds.right, middle.y),
    )
    for number, side in enumerate(sides, 1):
        if point.distance(side) <= 1.5:
            return number
    return 0
