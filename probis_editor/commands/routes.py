"""The router seen from the document: the shapes and lines of a plane as obstacles and ends."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from probis_editor.geometry import Point, Rect, polyline_point, segment_meets_rect
from probis_editor.kinds import Family, family
from probis_editor.layout.answers import answer_of
from probis_editor.layout.routing import Ask, Line, Router, Shape
from probis_editor.layout.routing import dock as dock_shape
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Node
from probis_editor.model.repairs import effective_ends, vague_flows

_FLAT = (Family.POOL, Family.LANE, Family.PHASE, Family.ARTIFACT)


def outline_of(node: Node) -> str:
    """The router's word for a node's outline: "rect", "diamond" or "circle"."""
    return {Family.GATEWAY: "diamond", Family.EVENT: "circle"}.get(family(node.kind), "rect")


def shape_of(node: Node) -> Shape:
    """A node as the router sees it. Containers and artifacts hinder nothing; an inline sub-process neither."""
    open_inside = node.inline and node.expanded
    return Shape(node.id, node.drawn, outline_of(node), family(node.kind) in _FLAT or open_inside)


def shapes_of(document: Document, map_id: str, plane: str) -> list[Shape]:
    """Every visible shape of a plane, bottom to top."""
    return [
        shape_of(n) for n in document.nodes(map_id) if n.plane == plane and not n.hidden and n.drawn.w > 0
    ]


class KeptRouter(Router):
    """A router that outlives the changes of its map; what its user changed in it is put right at the next use."""

    def __init__(self) -> None:
        super().__init__()
        self.strayed: dict[str, None] = {}

    def put_shape(self, shape: Shape) -> None:
        self.strayed[shape.id] = None
        super().put_shape(shape)

    def remove_shape(self, shape_id: str) -> None:
        self.strayed[shape_id] = None
        super().remove_shape(shape_id)

    def put_line(self, line: Line) -> None:
        self.strayed[line.id] = None
        super().put_line(line)

    def remove_line(self, line_id: str) -> None:
        self.strayed[line_id] = None
        super().remove_line(line_id)

    def meet(self, element_id: str, element: Node | Flow | None, ends: tuple[str, str]) -> None:
        """Take over how an element now stands on the plane; None or an element without a place: it is gone."""
        plan = self.plan
        if isinstance(element, Node) and not element.hidden and element.drawn.w > 0:
            shape = shape_of(element)
            if plan.shapes.get(element_id) != shape:
                plan.put_shape(shape)
            return
        if element_id in plan.shapes:
            plan.remove_shape(element_id)
        if isinstance(element, Flow) and len(element.points) >= 2:
            line = Line(element_id, *ends, element.points, element.kind)
            if plan.lines.get(element_id) != line:
                plan.put_line(line)
        elif element_id in plan.lines:
            plan.remove_line(element_id)


def router_for(document: Document, map_id: str, plane: str) -> Router:
    """A router that knows every shape and line of the plane as they now are; valid until the next call for the plane.

    It is kept with the map, so that asking for it costs what was written since.
    """
    index = document.index(map_id)
    name = "routes:" + plane
    router, news = index.kept.get(name), index.since(name)
    ends = effective_ends(document, map_id)
    if not isinstance(router, KeptRouter) or news is None:
        index.kept[name] = router = KeptRouter()
        todo = [n.id for n in document.nodes(map_id)] + [f.id for f in document.flows(map_id)]
    else:
        todo = [*news, *router.strayed, *vague_flows(document, map_id)]
        todo += [f.id for i in news for f in document.incident(map_id, i)]
    router.strayed = {}
    for element_id in dict.fromkeys(todo):
        element = document.element(map_id, element_id)
        if element is not None and element.plane != plane:
            element = None
        router.meet(element_id, element, ends.get(element_id, ("", "")))
    return router


def through(points: tuple[Point, ...], node: Node, router: Router, ends: tuple[str, ...]) -> bool:
    """Whether a line enters a node as it stands in the record, in the sense of `runs_through`."""
    around = [router.plan.shapes[e] for e in ends if e in router.plan.shapes]
    return runs_through(points, [shape_of(node), *around], ends)


def beside(router: Router, window: Rect, ends: tuple[str, ...]) -> list[Shape]:
    """The shapes in a window, and the ends wherever they are."""
    shapes = router.plan.boxes(window)
    found = {s.id for s in shapes}
    return [*shapes, *(router.plan.shapes[e] for e in ends if e in router.plan.shapes and e not in found)]


def straight(document: Document, flow: Flow, source: str, target: str) -> tuple[Point, ...]:
    """The straight line of an association between two elements, one of which may be a flow (its middle counts).

    () where an end is missing or is a flow without points.
    """
    ends = (document.element(flow.map, source), document.element(flow.map, target))
    middles: list[Point] = []
    for end in ends:
        if isinstance(end, Node):
            middles.append(end.drawn.center)
        elif isinstance(end, Flow) and end.points:
            middles.append(polyline_point(end.points, 0.5))
        else:
            return ()
    a, b = (
        dock_shape(shape_of(end), toward) if isinstance(end, Node) else middle
        for end, middle, toward in zip(ends, middles, reversed(middles), strict=True)
    )
    return (a, b)


def runs_through(points: tuple[Point, ...], shapes: list[Shape], ends: tuple[str, ...]) -> bool:
    """Whether the line enters a shape that hinders it: neither an end of it nor something around an end."""
    return next(entered(points, shapes, ends), None) is not None


def entered(points: tuple[Point, ...], shapes: list[Shape], ends: tuple[str, ...]) -> Iterator[Shape]:
    """The shapes that hinder the line and that it enters, in their order."""
    around = [s.rect for s in shapes if s.id in ends]
    pieces = [
        (a, b, *((a.x, b.x) if a.x < b.x else (b.x, a.x)), *((a.y, b.y) if a.y < b.y else (b.y, a.y)))
        for a, b in pairwise(points)
    ]
    for shape in shapes:
        if shape.flat or shape.id in ends:
            continue
        inner = shape.rect.grown(-1.0)
        left, top, right, bottom = inner.x, inner.y, inner.right, inner.bottom
        for a, b, x0, x1, y0, y1 in pieces:
            if x1 <= left or x0 >= right or y1 <= top or y0 >= bottom:
                continue
            if segment_meets_rect(a, b, inner):
                if not any(shape.rect.covers(rect) for rect in around):
                    yield shape
                break


def way(
    router: Router, flow: Flow, source: str, target: str, sides: tuple[str, str] = ("", "")
) -> tuple[Point, ...]:
    """The flow's route between two shapes: orthogonal, but straight for an association. () without both ends.

    `sides` of the two ("left", "right", "top", "bottom") are where it has to dock; "" leaves it to the router.
    """
    shapes = router.plan.shapes
    if source not in shapes or target not in shapes:
        return ()
    if flow.kind == "association":
        a, b = shapes[source], shapes[target]
        return (dock_shape(a, b.rect.center), dock_shape(b, a.rect.center))
    return router.route(Ask(flow.id, source, target, flow.kind, *sides, answer=answer_of(flow.name)))
