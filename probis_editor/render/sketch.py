"""Pictures for the time of a gesture: as `compose` makes them, but names stand where they stood beside their element.

Cost what the one element costs, whatever else is on the map; `compose` settles every name of a plane anew.
"""

from __future__ import annotations

from msgspec.structs import replace

from probis_editor.drawing.primitives import Group, Primitive, Text
from probis_editor.drawing.theme import theme
from probis_editor.geometry import Point, polyline_point
from probis_editor.kinds import kind
from probis_editor.kinds.look import line_look, node_look
from probis_editor.kinds.spec import Family
from probis_editor.model.document import Document
from probis_editor.model.elements import Element, Flow, Node
from probis_editor.model.repairs import effective_ends
from probis_editor.render import compose, lines
from probis_editor.render.crossings import crossings_of
from probis_editor.render.docking import docked

_WHOLE = (Family.POOL, Family.LANE, Family.PHASE, Family.BOX)


def sketch(
    document: Document, record: Element, before: Element | None, shown: Group | None, rough: bool = False
) -> Group:
    """The element as it now is; `before` is what it was, and `shown` its picture then (None where it is new).

    `rough`: lines do not jump.
    """
    if isinstance(record, Flow):
        return _flow(document, record, before if isinstance(before, Flow) else None, shown, rough)
    old = before if isinstance(before, Node) else None
    if old is not None and shown is not None and _only_moved(old, record):
        return _moved(shown, record.drawn.x - old.drawn.x, record.drawn.y - old.drawn.y)
    if kind(record.kind).family in _WHOLE or record.expanded:
        return compose.element(document, record.key)
    return _node(document, record, old, shown)


def _moved(group: Group, dx: float, dy: float) -> Group:
    """The picture at another place."""
    return replace(group, dx=group.dx + dx, dy=group.dy + dy)


def _only_moved(old: Node, new: Node) -> bool:
    a, b = old.bounds, new.bounds
    same = (a.w, a.h) == (b.w, b.h)
    return same and replace(new, bounds=a, label=old.label, parent=old.parent, z=old.z) == old


def _node(document: Document, node: Node, old: Node | None, shown: Group | None) -> Group:
    record = document.map(node.map)
    look = node_look(node.kind, node.style, theme(record.theme, record.size), document.settings.symbols)
    parts: list[Primitive] = list(kind(node.kind).draw_in(document.settings.symbols)(node, look))
    if old is not None and shown is not None and kind(node.kind).label_outside:
        parts += _words(shown, 0.0, 0.0)
    return Group(tuple(parts), id=node.id, dx=node.drawn.x, dy=node.drawn.y, title=node.name)


def _flow(document: Document, flow: Flow, old: Flow | None, shown: Group | None, rough: bool) -> Group:
    record = document.map(flow.map)
    ends = effective_ends(document, flow.map).get(flow.id, (flow.source, flow.target))
    nodes = [document.element(flow.map, end) for end in ends]
    if len(flow.points) < 2 or any(isinstance(n, Flow) for n in nodes):
        return compose.element(document, flow.key)
    points = _docked(document, flow.points, nodes[0])
    points = _docked(document, points[::-1], nodes[1])[::-1]
    look = line_look(flow.kind, flow.style, theme(record.theme, record.size))
    condition = flow.condition
    source = nodes[0]
    boxes = [isinstance(n, Node) and kind(n.kind).family is Family.BOX for n in nodes]
    if flow.kind == "association" and look.line.dash and all(boxes):
        look = look._replace(line=replace(look.line, dash=()))
    if condition == "conditional" and not (
        isinstance(source, Node) and kind(source.kind).family is Family.ACTIVITY
    ):
        condition = ""
    jumps: tuple[Point, ...] = ()
    if look.line.jump and not rough:
        jumps = crossings_of(document, flow.map, flow.plane).of(flow, points)
    parts: list[Primitive] = list(lines.drawn(points, look.line, flow.kind, condition, flow.direction, jumps))
    if shown is not None and old is not None and len(old.points) > 1:
        a, b = polyline_point(old.points, 0.5), polyline_point(points, 0.5)
        parts += _words(shown, b.x - a.x, b.y - a.y)
    return Group(tuple(parts), id=flow.id, title=flow.name)


def _docked(document: Document, points: tuple[Point, ...], end: Element | None) -> tuple[Point, ...]:
    if not isinstance(end, Node) or end.hidden:
        return points
    return docked(points, kind(end.kind).outline_in(document.settings.symbols), end.drawn)


def _words(shown: Group, dx: float, dy: float) -> list[Primitive]:
    """The lines of the name that stands beside an element."""
    return [replace(p, x=p.x + dx, y=p.y + dy) for p in shown.children if isinstance(p, Text)]
