"""From document to picture: the one place that decides what is drawn, where and in which order.

A picture holds one named group per element, so that backends and the window know what they paint. Selection,
handles and badges are never part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from probis_editor.drawing import fonts
from probis_editor.drawing.bounds import bounds
from probis_editor.drawing.primitives import Group, Primitive, rectangle
from probis_editor.geometry import Point, Rect, bounding
from probis_editor.kinds import kind
from probis_editor.kinds.draw_activities import TITLE
from probis_editor.kinds.outlines import Outline
from probis_editor.kinds.spec import Family
from probis_editor.model import queries
from probis_editor.model.document import Document
from probis_editor.model.elements import Element, Flow, Key, Node
from probis_editor.render import lines, sipoc_band
from probis_editor.render.crossings import changed_jumps, crossings_of
from probis_editor.render.places import Label
from probis_editor.render.plane import Plane, plane_of

DEEPEST_PREVIEW = 3
_PLAIN_AFAR = (Family.ACTIVITY, Family.EVENT, Family.GATEWAY, Family.DATA)
"""Families whose first part is their outline."""

_Outlines = dict[tuple[object, ...], tuple[Primitive, ...]]

_NOTHING = Rect(0.0, 0.0, 0.0, 0.0)
_PREVIEW_MARGIN = 6.0


class Picture(NamedTuple):
    """A plane as drawn. `bounds` is the room it takes in the plane's own frame, without margin; `boxes` that of each
    child of the group, where it is known."""

    group: Group
    bounds: Rect
    boxes: tuple[Rect | None, ...] = ()


def map_picture(document: Document, map_id: str, plane: str = "") -> Picture:
    """The whole plane of a map ("" = its surface, else the inner canvas of the sub-process of that id).

    An unknown or empty map is an empty picture with bounds of no size. The result depends on nothing but the
    document. The SIPOC of its process stands below a map that is to show it.
    """
    return _with_band(document, map_id, plane, _picture(document, map_id, plane, 0))


def printed(document: Document, map_id: str, plane: str = "", parted: bool = False) -> Picture:
    """The plane as it goes on paper: as drawn, without the frame and strip of a pool that would only repeat the
    caption (`queries.silent_pool`). `parted`: over several pages, whatever its size."""
    pool = queries.silent_pool(document, map_id, plane)
    bare = _picture(document, map_id, plane, 0, "" if pool is None else pool.id)
    return _with_band(document, map_id, plane, bare, parted)


def _with_band(document: Document, map_id: str, plane: str, bare: Picture, parted: bool = False) -> Picture:
    band = None if plane else sipoc_band.band(document, map_id, bare.bounds, parted)
    if band is None:
        return bare
    return _measured((*bare.group.children, band), (*bare.boxes, bounds(band)))


def element(document: Document, key: Key, bare: bool = False) -> Group:
    """One element as it stands in its map's picture: a node placed by dx, dy, a flow in the plane's frame.

    Empty for what is not drawn: the hidden main pool, a flow that cannot be placed, an unknown key.
    `bare`: as seen from afar, without texts, jumps and marks, in a fraction of the time.
    """
    record = document.element(*key)
    if record is None:
        return Group((), id=key[1])
    plane = plane_of(document, key[0], record.plane)
    return _afar(plane, record, {}) if bare else _element(plane, record, 0)


def from_afar(document: Document, map_id: str, plane: str, ids: Iterable[str]) -> Iterator[Group]:
    """Elements of a plane as `element` has them bare; many at once, since most look like some other one."""
    ready = plane_of(document, map_id, plane)
    known: _Outlines = {}
    for element_id in ids:
        record = document.element(map_id, element_id)
        yield Group((), id=element_id) if record is None else _afar(ready, record, known)


def _afar(plane: Plane, record: Element, known: _Outlines) -> Group:
    if isinstance(record, Flow):
        return _flow(plane, record, bare=True)
    if record.expanded:
        return _element(plane, record, 0)
    x, y, w, h = record.drawn
    if kind(record.kind).family not in _PLAIN_AFAR:
        return Group(_shape(plane, record, ""), id=record.id, dx=x, dy=y)
    # what an outline depends on, and some that it does not
    alike = (
        record.kind, w, h, record.style, record.trigger, record.interrupting, record.instantiate,
        record.multiple, record.parallel_multiple, record.marker, record.compensation, record.loop,
    )  # fmt: skip
    parts = known.get(alike)
    if parts is None:
        parts = known[alike] = _shape(plane, record, "")[:1]
    return Group(parts, id=record.id, dx=x, dy=y)


def order(document: Document, map_id: str, plane: str = "") -> tuple[str, ...]:
    """The ids of a plane's elements in the order in which they are painted, lowest first.

    Pools, lanes, phases and bands; groups and open sub-processes, outer before inner; flows; other shapes; boundary
    events. Within each: as the records say.
    """
    return tuple(record.id for record in _ordered(plane_of(document, map_id, plane)))


def route(document: Document, flow: Flow) -> tuple[Point, ...]:
    """The points along which a flow is drawn: stored or derived, on its ends' outlines; () where there are none."""
    return plane_of(document, flow.map, flow.plane).route(flow)


def label(document: Document, record: Element) -> Label | None:
    """The outside label of an element as drawn, in the plane's frame; None where there is none."""
    return plane_of(document, record.map, record.plane).labels.of(record)


def outline(document: Document, node: Node) -> Outline:
    """The outline of a node in the document's symbol set; ask it with `node.drawn`."""
    return kind(node.kind).outline_in(document.settings.symbols)


def header(document: Document, node: Node) -> float:
    """The width of the strip of a pool or lane, or the height of that of a phase or vertical pool, as drawn."""
    return plane_of(document, node.map, node.plane).header(node)


def affected(document: Document, touched: frozenset[Key], near: bool = False) -> tuple[Key, ...]:
    """The elements whose pictures may differ after a change: what was touched and what depends on it.

    These are the flows at a touched shape, flows that now cross others elsewhere, labels that may have to give way,
    pools and lanes (their strips give way to what is inside), open sub-processes around, and boxes of processes.
    `near`: only what was touched and its flows, which is enough while a gesture lasts.
    """
    found: dict[Key, None] = dict.fromkeys(sorted(touched))
    if near:
        for key in [k for k in found if k[0]]:
            for flow in document.incident(*key):
                found[flow.key] = None
        return tuple(found)
    for map_id in sorted({key[0] for key in touched if key[0]}):
        for flow in document.flows(map_id):
            met = (map_id, flow.source) in touched or (map_id, flow.target) in touched
            vague = len(flow.points) < 2 or not (flow.source and flow.target)
            if met or vague or flow.name:
                found[flow.key] = None
        for flow_id in changed_jumps(document, map_id):
            found[(map_id, flow_id)] = None
        for node in document.nodes(map_id):
            holds = kind(node.kind).family in (Family.POOL, Family.LANE) or node.expanded
            if holds or (kind(node.kind).label_outside and (node.name or node.state)):
                found[node.key] = None
    if any(not key[0] for key in touched):
        for one in document.maps():
            for node in document.nodes(one.id):
                if node.kind == "box.process":
                    found[node.key] = None
    return tuple(found)


def _picture(document: Document, map_id: str, plane: str, depth: int, without: str = "") -> Picture:
    """`without` is the id of an element that is left out."""
    ready = plane_of(document, map_id, plane)
    groups = [_element(ready, record, depth) for record in _ordered(ready) if record.id != without]
    children = tuple(g for g in groups if g.children)
    return _measured(children, tuple(map(bounds, children)))


def _measured(children: tuple[Primitive, ...], boxes: tuple[Rect | None, ...]) -> Picture:
    return Picture(Group(children), bounding(filter(None, boxes)) or _NOTHING, boxes)


def _ordered(plane: Plane) -> list[Element]:
    records: list[Element] = [*plane.nodes, *plane.flows]
    return sorted(records, key=_rank)


def _rank(record: Element) -> tuple[int, float, int, str]:
    if isinstance(record, Flow):
        return (5, 0.0, record.z, record.id)
    family = kind(record.kind).family
    area = -record.drawn.w * record.drawn.h
    if family is Family.POOL:
        return (0, area, record.z, record.id)
    if family is Family.LANE:
        return (1, area, record.z, record.id)
    if family is Family.PHASE:
        return (2, 0.0, record.z, record.id)
    if record.kind in ("group", "band"):
        return (3, area, record.z, record.id)
    if record.expanded and record.inline:
        return (4, area, record.z, record.id)
    return (7 if record.kind == "event.boundary" else 6, 0.0, record.z, record.id)


def _element(plane: Plane, record: Element, depth: int) -> Group:
    if isinstance(record, Flow):
        return _flow(plane, record)
    return _node(plane, record, depth)


def _node(plane: Plane, node: Node, depth: int) -> Group:
    if node.hidden:
        return Group((), id=node.id)
    parts: list[Primitive] = list(_shape(plane, node, node.name))
    if node.expanded and not node.inline and depth < DEEPEST_PREVIEW:
        parts += _preview(plane, node, depth)
    found = plane.labels.of(node) if kind(node.kind).label_outside else None
    x, y = node.drawn.x, node.drawn.y
    if found is not None:
        parts += _label(found._replace(rect=found.rect.moved(-x, -y)), node.style.text_background)
    return Group(tuple(parts), id=node.id, dx=x, dy=y, title=node.name)


def _shape(plane: Plane, node: Node, name: str) -> tuple[Primitive, ...]:
    named = node if node.name == name else replace(node, name=name)
    return tuple(kind(node.kind).draw_in(plane.symbols)(named, plane.look(node)))


def _preview(plane: Plane, node: Node, depth: int) -> tuple[Group, ...]:
    """The inner canvas of an open sub-process, scaled down into it."""
    inner = _picture(plane.document, plane.map_id, node.id, depth + 1)
    room_w = node.drawn.w - 2 * _PREVIEW_MARGIN
    room_h = node.drawn.h - TITLE - 2 * _PREVIEW_MARGIN
    box = inner.bounds
    if box.w <= 0 or box.h <= 0 or room_w <= 0 or room_h <= 0:
        return ()
    scale = min(1.0, room_w / box.w, room_h / box.h)
    left = _PREVIEW_MARGIN + (room_w - box.w * scale) / 2
    top = TITLE + _PREVIEW_MARGIN + (room_h - box.h * scale) / 2
    return (Group(inner.group.children, dx=left - box.x * scale, dy=top - box.y * scale, scale=scale),)


def _flow(plane: Plane, flow: Flow, bare: bool = False) -> Group:
    points = plane.route(flow)
    condition = flow.condition
    if condition == "conditional":
        source = plane.by_id.get(plane.ends[flow.id][0])
        if source is None or kind(source.kind).family is not Family.ACTIVITY:
            condition = ""
    look = plane.line_look(flow)
    jumps: tuple[Point, ...] = ()
    if look.line.jump and len(points) > 1 and not bare:
        jumps = crossings_of(plane.document, plane.map_id, plane.id).of(flow, points)
    parts: list[Primitive] = list(lines.drawn(points, look.line, flow.kind, condition, flow.direction, jumps))
    if bare:
        return Group(tuple(parts[:1]), id=flow.id)
    found = plane.labels.of(flow) if flow.name else None
    if found is not None:
        parts += _label(found, flow.style.text_background)
    return Group(tuple(parts), id=flow.id, title=flow.name)


def _label(found: Label, background: str) -> list[Primitive]:
    parts: list[Primitive] = []
    if background not in ("", "none"):
        parts.append(rectangle(found.bounds.grown(1.0), None, background))
    parts += fonts.place(found.fitted, found.rect, found.align, found.valign, found.angle)
    return parts
