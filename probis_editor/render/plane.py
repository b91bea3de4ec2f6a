"""One plane of a map made ready for drawing: looks, header widths, effective ends and routes.

Kept in the map's index until the map changes, so that single elements are composed without looking at the rest.
"""

from __future__ import annotations

from functools import cached_property

from msgspec.structs import replace

from probis_editor.drawing.theme import Theme, theme
from probis_editor.geometry import Point, Rect, polyline_point
from probis_editor.kinds import POOL_PARTS, kind
from probis_editor.kinds.look import LineLook, Look, line_look, node_look
from probis_editor.kinds.spec import Family
from probis_editor.model import numbering
from probis_editor.model.document import Document
from probis_editor.model.elements import Element, Flow, Map, Node
from probis_editor.model.queries import exported_nodes
from probis_editor.model.repairs import effective_ends
from probis_editor.render.docking import docked
from probis_editor.render.labels import Labels

FRAMES = ("group", "band")
LEAST_HEADER = 14.0
BPMN_STRIP = 30.0
_FREE = 4.0
HORIZONTAL = "di:@isHorizontal"
"""The foreign text of a pool or lane read from BPMN that says how it lies."""

Route = tuple[Point, ...]


class Plane:
    """What composing needs to know of one plane of one map. Made by `plane_of`; never outlives a change."""

    def __init__(self, document: Document, map_id: str, plane: str) -> None:
        self.document = document
        self.map_id = map_id
        self.id = plane
        record = document.index(map_id).record or Map(id=map_id)
        self.theme: Theme = theme(record.theme, record.size)
        self.symbols = document.settings.symbols
        self.foreign_pools = document.settings.origin == "bpmn"
        self.nodes = [n for n in exported_nodes(document, map_id) if n.plane == plane]
        self.flows = [f for f in document.flows(map_id) if f.plane == plane]
        self.by_id = {n.id: n for n in self.nodes}
        self.ends = effective_ends(document, map_id)
        self._routes: dict[str, Route] = {}
        self._headers: dict[str, float] = {}
        self._derived: dict[str, Route] | None = None
        self._codes: dict[str, str] | None = None
        self.labels = Labels(self)

    @cached_property
    def elements(self) -> dict[str, Element]:
        """Nodes and flows by id."""
        found: dict[str, Element] = dict(self.by_id)
        found.update((f.id, f) for f in self.flows)
        return found

    @cached_property
    def solid(self) -> list[Node]:
        """The shapes that hide what lies below them: no containers, no frames."""
        return [n for n in self._contents if not n.hidden and not (n.expanded and n.inline)]

    def look(self, node: Node) -> Look:
        """How the node is to look."""
        family = kind(node.kind).family
        header = self.header(node) if family in POOL_PARTS and not node.hidden else 0.0
        code = self.code(node.process) if node.kind == "box.process" and node.process else ""
        blank = family is Family.POOL and self.is_blank(node)
        upright = family in (Family.POOL, Family.LANE) and self.upright(node)
        return node_look(node.kind, node.style, self.theme, self.symbols, header, code, blank, upright)

    def line_look(self, flow: Flow) -> LineLook:
        """How the flow is to look. Between the boxes of a derived map an association is a solid line."""
        look = line_look(flow.kind, flow.style, self.theme)
        if flow.kind == "association" and look.line.dash:
            ends = [self.by_id.get(end) for end in (flow.source, flow.target)]
            if all(node is not None and kind(node.kind).family is Family.BOX for node in ends):
                return look._replace(line=replace(look.line, dash=()))
        return look

    def code(self, process: str) -> str:
        """The code of a process of the tree, "" for an unknown one."""
        if self._codes is None:
            self._codes = numbering.codes(self.document)
        return self._codes.get(process, "")

    def forget_codes(self) -> None:
        """The tree changes without the map; its codes are read anew at each use of the plane."""
        self._codes = None

    # Strips of pools and lanes

    def is_blank(self, pool: Node) -> bool:
        """Whether a pool is empty and carries its name across; Bizagi keeps the strip."""
        if self.theme.name == "bizagi" and not self.foreign_pools:
            return False
        return not self.document.children(self.map_id, pool.id)

    def upright(self, container: Node) -> bool:
        """Whether a pool or lane is vertical: it says so, or what it lies in does, or its lanes stand side by side."""
        seen: list[str] = []
        node: Node | None = container
        while node is not None and node.id not in seen:
            said = dict(node.foreign).get(HORIZONTAL, "")
            if node.style.direction == "down" or said:
                return said != "true"
            seen.append(node.id)
            lanes = self._lanes_of(node.id)
            if len(lanes) > 1 and len({lane.bounds.x for lane in lanes}) > 1:
                return len({lane.bounds.y for lane in lanes}) == 1
            node = self.by_id.get(node.parent)
        return False

    def header(self, node: Node) -> float:
        """The width of a container's strip: as the theme has it, less where something starts sooner."""
        wide = self.theme.form(node.kind).header
        if node.kind == "phase":
            return wide
        nested = self._nested(node)
        if node.kind == "pool":
            wide = BPMN_STRIP if self.foreign_pools else wide
            if nested is not None:
                return max(0.0, min(nested, 2 * wide))
            return max(LEAST_HEADER, min(wide, self._first(node) - _FREE))
        if nested is not None:
            return max(0.0, nested)
        found = self._headers.get(node.parent)
        if found is None:
            first = min(self._first(lane) for lane in self._lanes_of(node.parent) or [node])
            found = self._headers[node.parent] = max(LEAST_HEADER, min(wide, first - _FREE))
        return found

    def _nested(self, node: Node) -> float | None:
        """Where the lanes inside start, None for none."""
        lanes = self._lanes_of(node.id)
        if not lanes:
            return None
        if self.upright(node):
            return min(n.bounds.y for n in lanes) - node.bounds.y
        return min(n.bounds.x for n in lanes) - node.bounds.x

    def _lanes_of(self, parent: str) -> list[Node]:
        return self._all_lanes.get(parent, [])

    @cached_property
    def _all_lanes(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for node in self.nodes:
            if node.kind == "lane":
                found.setdefault(node.parent, []).append(node)
        return found

    def _first(self, container: Node) -> float:
        """How far from the container's edge the first thing inside it starts."""
        x, y, right, bottom = (
            container.bounds.x,
            container.bounds.y,
            container.bounds.right,
            container.bounds.bottom,
        )
        inside = [(left, top) for cx, cy, left, top in self._spots if x <= cx <= right and y <= cy <= bottom]
        if not inside:
            return 1e9
        return (
            min(top for _, top in inside) - y
            if self.upright(container)
            else min(left for left, _ in inside) - x
        )

    @cached_property
    def _spots(self) -> list[tuple[float, float, float, float]]:
        """Centre, left and top of everything that may stand in a lane."""
        boxes = [n.drawn for n in self._contents]
        return [(b.x + b.w / 2, b.y + b.h / 2, b.x, b.y) for b in boxes]

    @cached_property
    def _contents(self) -> list[Node]:
        return [n for n in self.nodes if kind(n.kind).family not in POOL_PARTS and n.kind not in FRAMES]

    # Routes

    def route(self, flow: Flow) -> Route:
        """The points along which a flow is drawn, on the outlines of its ends; () where it cannot be drawn."""
        found = self._routes.get(flow.id)
        if found is None:
            found = self._routes[flow.id] = self._route(flow)
        return found

    def _route(self, flow: Flow) -> Route:
        points = flow.points if len(flow.points) > 1 else self._derived_routes().get(flow.id, ())
        if len(points) < 2:
            return ()
        source, target = self.ends.get(flow.id, ("", ""))
        points = self._dock(points, source)
        return self._dock(points[::-1], target)[::-1]

    def _dock(self, points: Route, end: str) -> Route:
        node = self.by_id.get(end)
        if node is None or node.hidden:
            return points
        return docked(points, kind(node.kind).outline_in(self.symbols), node.drawn)

    def _derived_routes(self) -> dict[str, Route]:
        """Routes of the flows that store none."""
        if self._derived is None:
            open_flows = [f for f in self.flows if len(f.points) < 2]
            self._derived = self._routed(open_flows) if open_flows else {}
        return self._derived

    def _routed(self, flows: list[Flow]) -> dict[str, Route]:
        from probis_editor.layout.routing import Ask, Line, Router, Shape

        shapes = [
            Shape(n.id, n.drawn, _outline_name(n), n.kind in FRAMES or _is_flat(n))
            for n in self.nodes
            if not n.hidden
        ]
        lines = [Line(f.id, *self.ends[f.id], f.points, f.kind) for f in self.flows if len(f.points) > 1]
        router = Router(shapes, lines)
        ways: dict[str, Route] = {line.id: line.points for line in lines}
        for flow in flows:
            source, target = self.ends[flow.id]
            if not source or not target:
                continue
            known = True
            for end in (source, target):
                if end not in self.by_id:
                    if end in ways:
                        middle = polyline_point(ways[end], 0.5)
                        router.put_shape(Shape(end, Rect(middle.x, middle.y, 0, 0), "rect", True))
                    else:
                        known = False
            if known and not (self._hidden(source) or self._hidden(target)):
                points = router.route(Ask(flow.id, source, target, flow.kind))
                router.put_line(Line(flow.id, source, target, points, flow.kind))
                ways[flow.id] = points
        return {flow.id: ways[flow.id] for flow in flows if flow.id in ways}

    def _hidden(self, end: str) -> bool:
        node = self.by_id.get(end)
        return node is not None and node.hidden


def _is_flat(node: Node) -> bool:
    return kind(node.kind).family in POOL_PARTS or (node.expanded and node.inline)


def _outline_name(node: Node) -> str:
    family = kind(node.kind).family
    return "diamond" if family is Family.GATEWAY else "circle" if family is Family.EVENT else "rect"


def plane_of(document: Document, map_id: str, plane: str = "") -> Plane:
    """The plane, made once for the map's present state and the document's present symbol set."""
    settings = document.settings
    key = f"render:{settings.symbols}:{settings.origin}:{plane}"
    derived = document.index(map_id).derived
    found = derived.get(key)
    if isinstance(found, Plane) and found.document is document:
        found.forget_codes()
        return found
    made = Plane(document, map_id, plane)
    derived[key] = made
    return made
