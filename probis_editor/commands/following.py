"""How flows follow their ends: kept where they can be, mended at the moved end, else routed anew."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from msgspec.structs import replace

from probis_editor.commands.routes import (
    beside,
    entered,
    outline_of,
    router_for,
    shape_of,
    straight,
    through,
    way,
)
from probis_editor.geometry import Point, Rect, bounding_points, polyline_point
from probis_editor.kinds import POOL_PARTS, family
from probis_editor.layout.plan import Line
from probis_editor.layout.repair import repair_end
from probis_editor.layout.routing import Router, Shape, plain
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Flow, Node
from probis_editor.model.repairs import effective_ends, vague_flows

Ends = dict[str, tuple[str, str]]

_NEAR = 1e-6


def follow(tx: Transaction, before: dict[str, Node], ends: Ends) -> None:
    """Let every flow follow its ends, which were at `before` and are where the document now has them.

    `ends` are the effective ends of the map's flows before the move, as a guess by geometry would now fail.
    A flow whose two ends moved alike moves along; else only its moved end is repaired, manual bends stay;
    where nothing can be kept, or it would now run through a shape, the flow is routed anew. So are the flows
    of other shapes over which a moved one has come to lie.
    """
    if not before:
        return
    document = tx.document
    map_id = next(iter(before.values())).map
    following = _Following(tx, map_id, before)
    tied: list[Flow] = []
    anew: list[Flow] = []
    for flow in flows_at(document, map_id, before):
        source, target = ends.get(flow.id, (flow.source, flow.target))
        if any(isinstance(document.element(map_id, end), Flow) for end in (source, target)):
            tied.append(flow)
        elif (source in before or target in before) and not following.keep(flow, source, target):
            anew.append(flow)
    if tx.rough:
        following.sketch(anew, ends)
    else:
        following.route(anew, ends)
        following.route(crossed(document, map_id, before), ends)
    for flow in tied:
        following.tie(flow, *ends.get(flow.id, (flow.source, flow.target)))


def flows_at(document: Document, map_id: str, ids: Iterable[str]) -> list[Flow]:
    """The flows that state an end among the elements, and all whose ends have to be guessed; bottom to top."""
    index = document.index(map_id)
    found = {f.id: f for i in ids for f in index.incident(i)}
    for flow_id in vague_flows(document, map_id):
        found[flow_id] = document.flow(map_id, flow_id)
    return sorted(found.values(), key=lambda f: (f.z, f.id))


def crossed(document: Document, map_id: str, before: Mapping[str, Node | None]) -> list[Flow]:
    """The flows that run through one of the nodes, which were at `before` (None: not there), and did not move along."""
    found: dict[str, Flow] = {}
    routers: dict[str, Router] = {}
    for node_id, old in before.items():
        node = document.element(map_id, node_id)
        if not isinstance(node, Node) or node.hidden or shape_of(node).flat:
            continue
        router = routers.get(node.plane)
        if router is None:
            router = routers[node.plane] = router_for(document, map_id, node.plane)
        for piece in router.plan.segments(node.drawn.grown(-1.0)):
            line = router.plan.lines[piece.line]
            if piece.line in found or line.kind == "association" or node_id in (line.source, line.target):
                continue
            ends = (line.source, line.target)
            along = old is not None and line.source in before and line.target in before
            if through(line.points, node, router, ends) and not along:
                found[piece.line] = document.flow(map_id, piece.line)
    return sorted(found.values(), key=lambda f: (f.z, f.id))


def make_way(tx: Transaction, map_id: str, ids: Iterable[str], led: Container[str] = frozenset()) -> None:
    """Lead the flows over which new shapes have come to lie round them, but for those that are `led` already."""
    if tx.rough:
        return
    new: dict[str, Node | None] = dict.fromkeys(ids)
    flows = [flow for flow in crossed(tx.document, map_id, new) if flow.id not in led]
    if flows:
        _Following(tx, map_id, {}).route(flows, effective_ends(tx.document, map_id))


def _distinct(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The points without those that stand where the one before does: ends may meet where shapes lie on each other."""
    return tuple(p for at, p in enumerate(points) if not at or p != points[at - 1])


def _met(points: tuple[Point, ...], shapes: list[Shape], ends: tuple[str, str]) -> set[str]:
    """The shapes that a line runs through, in the sense of `runs_through`."""
    return {s.id for s in entered(points, shapes, ends)}


class _Following:
    def __init__(self, tx: Transaction, map_id: str, before: dict[str, Node]) -> None:
        self._tx = tx
        self._document: Document = tx.document
        self._map = map_id
        self._before = before
        self._after = {i: tx.document.node(map_id, i) for i in before}
        self._changed: set[str] = set()
        self._shapes: dict[str, Router] = {}
        """By plane, routers that know where the shapes are: keeping flows moves none."""

    def keep(self, flow: Flow, source: str, target: str) -> bool:
        """Move or mend the flow; False where it has to be routed anew."""
        shift = self._common_shift(source, target)
        if shift is not None:
            points = tuple(p.moved(*shift) for p in flow.points)
            if source and target and self._newly_through(flow, points, (source, target)):
                return False
            box = flow.label.moved(*shift) if flow.label else None
            self._put(replace(flow, source=source, target=target, points=points, label=box))
            return True
        if not flow.points:
            return not (source and target)
        mended = self._mended(flow, source, target)
        if mended is None and not (source and target):
            mended = self._loose(flow, source)
        mended = mended and _distinct(mended)
        if mended is None or len(mended) < 2:
            return False
        if source and target and self._through(flow, mended, (source, target)):
            return False
        self._put_points(flow, source, target, mended)
        return True

    def route(self, flows: list[Flow], ends: Ends) -> None:
        """Route the flows anew, one after the other, each knowing those before it."""
        for plane in dict.fromkeys(f.plane for f in flows):
            router = router_for(self._document, self._map, plane)
            here = [f for f in flows if f.plane == plane]
            for flow in here:
                if flow.id in router.plan.lines:
                    router.remove_line(flow.id)
            for flow in here:
                source, target = ends.get(flow.id, (flow.source, flow.target))
                points = way(router, flow, source, target) or flow.points
                if len(points) >= 2:
                    router.put_line(Line(flow.id, source, target, points, flow.kind))
                self._put_points(flow, source, target, points)

    def sketch(self, flows: list[Flow], ends: Ends) -> None:
        """Lead the flows from end to end, whatever lies between."""
        for flow in flows:
            source, target = ends.get(flow.id, (flow.source, flow.target))
            a, b = self._document.element(self._map, source), self._document.element(self._map, target)
            if isinstance(a, Node) and isinstance(b, Node):
                straightly = flow.kind == "association"
                points = (
                    straight(self._document, flow, source, target) if straightly else plain(a.drawn, b.drawn)
                )
                self._put_points(flow, source, target, points or flow.points)

    def tie(self, flow: Flow, source: str, target: str) -> None:
        """An association that ends at a flow follows that flow's middle."""
        if self._changed.isdisjoint((source, target)) and not {source, target} & self._before.keys():
            return
        points = straight(self._document, flow, source, target) or flow.points
        self._put_points(flow, source, target, points)

    def _put_points(self, flow: Flow, source: str, target: str, points: tuple[Point, ...]) -> None:
        box = _label_follows(flow, points)
        self._put(replace(flow, source=source, target=target, points=points, label=box))

    def _put(self, flow: Flow) -> None:
        if flow.points != self._document.flow(flow.map, flow.id).points:
            self._changed.add(flow.id)
        self._tx.put(flow)

    def _mended(self, flow: Flow, source: str, target: str) -> tuple[Point, ...] | None:
        points: tuple[Point, ...] = flow.points
        for end, at_target in ((source, False), (target, True)):
            old, new = self._before.get(end), self._after.get(end)
            if old is None or new is None or old.drawn == new.drawn:
                continue
            if len(points) < 2:
                return None
            if family(new.kind) in POOL_PARTS:
                mended = _at_container(points, old.drawn, new.drawn, at_target)
            else:
                mended = repair_end(points, old.drawn, new.drawn, at_target, outline_of(new))
            if mended is None:
                return None
            points = mended
        return points

    def _loose(self, flow: Flow, source: str) -> tuple[Point, ...]:
        """A flow with one end in the air: the end at the moved shape goes along, the rest stays."""
        end = source if source in self._after else next(iter(self._after))
        old, new = self._before[end].drawn, self._after[end].drawn
        at = flow.points[0] if end == source else flow.points[-1]
        x = new.x + (at.x - old.x) * (new.w / old.w if old.w else 1.0)
        y = new.y + (at.y - old.y) * (new.h / old.h if old.h else 1.0)
        return (Point(x, y), *flow.points[1:]) if end == source else (*flow.points[:-1], Point(x, y))

    def _newly_through(self, flow: Flow, points: tuple[Point, ...], ends: tuple[str, str]) -> bool:
        """Whether the points run through shapes that the flow did not run through before."""
        now = self._through(flow, points, ends)
        return bool(now) and not now <= self._was_through(self._shapes[flow.plane], flow, ends)

    def _through(self, flow: Flow, points: tuple[Point, ...], ends: tuple[str, str]) -> set[str]:
        """The shapes that new points of the flow run through; none in a sketch."""
        if points == flow.points or self._tx.rough:
            return set()
        window = bounding_points(points)
        if window is None:
            return set()
        router = self._shapes.get(flow.plane)
        if router is None:
            router = self._shapes[flow.plane] = router_for(self._document, self._map, flow.plane)
        return _met(points, beside(router, window, ends), ends)

    def _was_through(self, router: Router, flow: Flow, ends: tuple[str, str]) -> set[str]:
        """The shapes that the flow ran through before the move: through these it was drawn, or had no other way."""
        window = bounding_points(flow.points)
        if window is None:
            return set()
        stayed = [s for s in router.plan.boxes(window) if s.id not in self._before]
        known = {s.id for s in stayed}
        stayed += [
            router.plan.shapes[e]
            for e in ends
            if e in router.plan.shapes and e not in known | self._before.keys()
        ]
        moved = [shape_of(n) for n in self._before.values() if n.plane == flow.plane and not n.hidden]
        return _met(flow.points, [*stayed, *moved], ends)

    def _common_shift(self, source: str, target: str) -> tuple[float, float] | None:
        """By how much both ends moved, None where they moved differently or one stayed."""
        shift: tuple[float, float] | None = None
        for end in (source, target):
            if end not in self._after:
                return None
            old, new = self._before[end].drawn, self._after[end].drawn
            if (old.w, old.h) != (new.w, new.h):
                return None
            dx, dy = new.x - old.x, new.y - old.y
            if shift is not None and (abs(shift[0] - dx) > _NEAR or abs(shift[1] - dy) > _NEAR):
                return None
            shift = shift or (dx, dy)
        return shift


def _at_container(
    points: tuple[Point, ...], old: Rect, new: Rect, at_target: bool
) -> tuple[Point, ...] | None:
    """A flow at a pool whose borders moved: the end keeps its place along its side and goes with the side."""
    at = points[-1] if at_target else points[0]
    gaps = {
        "left": abs(at.x - old.x),
        "right": abs(at.x - old.right),
        "top": abs(at.y - old.y),
        "bottom": abs(at.y - old.bottom),
    }
    side = min(gaps, key=lambda s: gaps[s])
    if side in ("left", "right"):
        end = Point(new.x if side == "left" else new.right, at.y)
    else:
        end = Point(at.x, new.y if side == "top" else new.bottom)
    if (old.w, old.h) == (new.w, new.h):
        end = at.moved(new.x - old.x, new.y - old.y)
    if not new.contains(end):
        return None
    if end == at:
        return points
    beside = points[-2] if at_target else points[1]
    along = end.x == beside.x if side in ("top", "bottom") else end.y == beside.y
    if not along:
        return None
    outward = {
        "left": end.x - beside.x,
        "right": beside.x - end.x,
        "top": end.y - beside.y,
        "bottom": beside.y - end.y,
    }
    if outward[side] < 8.0:
        return None
    return (*points[:-1], end) if at_target else (end, *points[1:])


def _label_follows(flow: Flow, points: tuple[Point, ...]) -> Rect | None:
    """The label keeps its offset to the middle of its line."""
    if flow.label is None or len(flow.points) < 2 or len(points) < 2:
        return flow.label
    old, new = polyline_point(flow.points, 0.5), polyline_point(points, 0.5)
    return flow.label.moved(new.x - old.x, new.y - old.y)
