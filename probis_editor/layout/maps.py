"""Layout of a document's map: records in, changed records out. The caller puts them in its transaction.

`arranged(document, map_id)` lays out a whole plane, `rerouted` only its flows, `arranged_selection` only the
chosen shapes. Nothing is written here; unchanged records are not returned.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from probis_editor.geometry import Point, Rect, bounding, polyline_point
from probis_editor.kinds import Family, family
from probis_editor.layout import paper, sizes
from probis_editor.layout.answers import answer_of
from probis_editor.layout.graph import Box, Edge, Graph, Lane, Layout, Pool
from probis_editor.layout.routing import Shape, dock
from probis_editor.layout.swimlane import arrange
from probis_editor.model import queries
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Map, Node
from probis_editor.model.repairs import effective_ends

Changed = list[Map | Node | Flow]
Homes = Mapping[str, str]
"""Node id -> lane (or pool) id, for maps without geometry."""

_ROLES = {
    Family.ACTIVITY: "task",
    Family.BOX: "task",
    Family.EVENT: "event",
    Family.GATEWAY: "gateway",
    Family.DATA: "data",
    Family.ARTIFACT: "annotation",
}
STRIP = 50.0
HEADER = 32.0


class _Reading:
    """One plane of a map as a neutral graph, and the way back."""

    def __init__(self, document: Document, map_id: str, plane: str, size: str, homes: Homes | None) -> None:
        self.document, self.map_id, self.plane, self.size = document, map_id, plane, size
        self.record = document.map(map_id)
        self.nodes = [n for n in document.nodes(map_id) if n.plane == plane and not n.hidden]
        self.by_id = {n.id: n for n in self.nodes}
        self.inner = self._inner()
        self.lanes: list[Lane] = []
        self.pools: list[Pool] = []
        self.lane_nodes: dict[str, Node] = {}
        self._lane_at: dict[str, int] = {}
        self._read_pools()
        self.homes = homes if homes is not None else self._homes()
        ends = effective_ends(document, map_id)
        self.ends = {f.id: ends.get(f.id, (f.source, f.target)) for f in document.flows(map_id)}
        self.flows = [f for f in document.flows(map_id) if f.plane == plane]
        self.loose: list[Node] = []
        self.graph = self._graph()

    def _inner(self) -> dict[str, str]:
        """What lies inside an open sub-process of this plane: node -> the outermost such sub-process."""
        result: dict[str, str] = {}
        for node in self.nodes:
            at, seen = node.parent, {node.id}
            while at in self.by_id and at not in seen:
                seen.add(at)
                holder = self.by_id[at]
                if family(holder.kind) is Family.ACTIVITY:
                    result[node.id] = holder.id
                at = holder.parent
        return result

    def _read_pools(self) -> None:
        document, map_id = self.document, self.map_id
        pools = [p for p in queries.pools(document, map_id) if p.plane == self.plane]
        for node in pools:
            leaves = self._leaves(node.id, 0)
            depth = max((d for _, d in leaves), default=0)
            index = len(self.pools)
            self.pools.append(Pool(node.id, STRIP + HEADER * depth, not leaves))
            if not leaves:
                self._lane_at[node.id] = len(self.lanes)
                self.lanes.append(Lane(node.id, index))
            for lane, _ in leaves:
                self._lane_at[lane.id] = len(self.lanes)
                self.lane_nodes[lane.id] = lane
                self.lanes.append(Lane(lane.id, index, sizes.head_length(self.record, lane, self.size)))
            if leaves:
                self._lane_at.setdefault(node.id, self._lane_at[leaves[0][0].id])
        self.phases = [p for node in pools for p in queries.phases(document, map_id, node.id)]

    def _leaves(self, parent: str, depth: int) -> list[tuple[Node, int]]:
        result: list[tuple[Node, int]] = []
        for lane in queries.lanes(self.document, self.map_id, parent):
            inside = self._leaves(lane.id, depth + 1)
            result += inside or [(lane, depth)]
        return result

    def _homes(self) -> dict[str, str]:
        """The lane that each node lies in by its centre, else the pool that owns it."""
        result: dict[str, str] = {}
        bands = [*self.lane_nodes.values()]
        for node in self.nodes:
            c = node.drawn.center
            lane = next((b for b in bands if b.bounds.w > 0 and b.bounds.contains(c)), None)
            result[node.id] = lane.id if lane else queries.pool_of(self.document, self.map_id, node.parent)
        return result

    def _surface(self) -> int:
        """The lane for what lies outside every pool, made when first needed."""
        if "" not in self._lane_at:
            self._lane_at[""] = len(self.lanes)
            self.pools.append(Pool("", 0.0, True))
            self.lanes.append(Lane("", len(self.pools) - 1))
        return self._lane_at[""]

    def _graph(self) -> Graph:
        record, size = self.record, self.size
        tied = {end for f in self.flows for end in self.ends[f.id]}
        boxes: list[Box] = []
        filled: set[int] = set()
        steps = {
            n.id: s.order for n in self.nodes if (s := self.document.step(self.map_id, n.id)) and s.order
        }
        order = sorted(self.nodes, key=lambda n: steps.get(n.id, 1 << 30)) if steps else self.nodes
        for node in order:
            group = family(node.kind)
            role = _ROLES.get(group, "")
            if not role or node.kind in ("group", "band") or node.id in self.inner:
                continue
            if group is Family.ARTIFACT and node.id not in tied:
                self.loose.append(node)
                continue
            home = self.homes.get(node.id, "")
            lane = self._lane_at[home] if home in self._lane_at else self._surface()
            if node.attached in self.by_id:
                role = "boundary"
                lane = self._lane_at.get(self.homes.get(node.attached, ""), lane)
            filled.add(lane)
            w, h = sizes.box_size(record, node, size)
            label = sizes.node_label(record, node, size)
            stage = node.kind.split(".")[1] if node.kind.startswith("event.") else ""
            boxes.append(
                Box(
                    node.id,
                    w,
                    h,
                    role,
                    lane,
                    self._phase(node),
                    label.w,
                    label.h,
                    node.attached if role == "boundary" else "",
                    stage if stage in ("start", "end") else "",
                )
            )
        for n, pool in enumerate(self.pools):
            own = [k for k, lane in enumerate(self.lanes) if lane.pool == n]
            if pool.id and pool.plain and own and own[0] not in filled:
                boxes.append(Box("pool:" + pool.id, 100.0, 40.0, "pool", own[0]))
        if not self.lanes:
            self._surface()
        return Graph(
            tuple(boxes),
            self._edges({b.id for b in boxes}),
            tuple(self.lanes),
            tuple(self.pools),
            tuple(p.id for p in self.phases) if len(self.pools) == 1 else (),
        )

    def _edges(self, known: set[str]) -> tuple[Edge, ...]:
        edges: list[Edge] = []
        for flow in self.flows:
            source, target = (e if e in known else "pool:" + e for e in self.ends[flow.id])
            if source not in known or target not in known or source == target:
                continue
            label = sizes.flow_label(self.record, flow, self.size)
            edges.append(Edge(flow.id, source, target, flow.kind, answer_of(flow.name), label.w, label.h))
        return tuple(edges)

    def _phase(self, node: Node) -> int:
        x = node.drawn.center.x
        return next((k for k, p in enumerate(self.phases) if p.bounds.x <= x < p.bounds.right), 0)


def arranged(
    document: Document,
    map_id: str,
    plane: str = "",
    size: str = "",
    homes: Homes | None = None,
    effort: int = 2,
    paper_name: str = "f4",
) -> Changed:
    """The records of a plane that a fresh layout changes: pools, lanes, phases, shapes, flows, labels, the
    map's size.

    `size` is "normal", "compact" or "" (normal if that prints on the paper, else compact; foreign maps keep
    their sizes). `homes` names the lane of each node where the map has no geometry. Lane membership and
    order are kept.
    """
    record = document.map(map_id)
    chosen = [size] if size else ["normal", "compact"] if record.theme == "house" else ["normal"]
    for name in chosen:
        reading = _Reading(document, map_id, plane, name, homes)
        layout = arrange(reading.graph, sizes.measures(record, name), effort)
        fits = paper.fit(layout.bounds.w, layout.bounds.h, sizes.smallest_text(record, name), paper_name)
        if fits.paper == paper_name and fits.pages == 1:
            break
    return _Writing(reading, layout).changed()


class _Writing:
    """Puts a layout into records."""

    def __init__(self, reading: _Reading, layout: Layout) -> None:
        self.reading, self.layout = reading, layout
        old = bounding(n.drawn for n in reading.nodes if n.drawn.w > 0 and n.id not in reading.inner)
        first = next((n for n in reading.nodes if n.kind == "pool"), None)
        corner = first.bounds if first is not None and first.bounds.w > 0 else old
        self.dx, self.dy = (round(corner.x), round(corner.y)) if corner is not None else (0, 0)
        if not reading.pools or not any(p.id for p in reading.pools):
            self.dx, self.dy = max(self.dx, 0), max(self.dy, 0)

    def changed(self) -> Changed:
        reading = self.reading
        result: Changed = []
        if reading.record.size != self.layout.size:
            result.append(msgspec.structs.replace(reading.record, size=self.layout.size))
        now: dict[str, Rect] = {}
        for node in reading.nodes:
            fresh = self._node(node, now)
            if fresh != node:
                result.append(fresh)
        for flow in reading.flows:
            fresh_flow = self._flow(flow, now)
            if fresh_flow != flow:
                result.append(fresh_flow)
        return result

    def _at(self, r: Rect) -> Rect:
        return r.moved(self.dx, self.dy)

    def _node(self, node: Node, now: dict[str, Rect]) -> Node:
        reading, layout = self.reading, self.layout
        replace = msgspec.structs.replace
        bounds = node.bounds
        label = node.label
        if node.id in layout.boxes:
            drawn = self._at(layout.boxes[node.id])
            bounds = Rect(drawn.x, drawn.y, node.bounds.w, node.bounds.h) if node.expanded else drawn
            found = layout.labels.get(node.id)
            label = self._at(found) if found is not None else None
        elif node.id in layout.lanes and node.kind == "lane":
            bounds = self._at(layout.lanes[node.id])
        elif node.id in layout.pools:
            bounds = self._at(layout.pools[node.id])
        elif node.kind == "lane":
            inside = [layout.lanes[n.id] for n in self._below(node.id) if n.id in layout.lanes]
            box = bounding(inside)
            if box is not None:
                bounds = self._at(Rect(box.x - HEADER, box.y, box.w + HEADER, box.h))
        elif node.kind == "phase" and layout.phases:
            k = next((k for k, p in enumerate(reading.phases) if p.id == node.id), -1)
            if 0 <= k < len(layout.phases):
                bounds = self._at(layout.phases[k])
        elif node.id in reading.inner:
            delta = self._delta(reading.inner[node.id])
            bounds = node.bounds.moved(*delta)
            label = label.moved(*delta) if label is not None else None
        elif node.kind == "group":
            bounds = self._group(node)
        now[node.id] = bounds
        return replace(node, bounds=bounds, label=label)

    def _below(self, parent: str) -> list[Node]:
        return queries.descendants(self.reading.document, self.reading.map_id, parent)

    def _delta(self, node_id: str) -> tuple[float, float]:
        """How far a laid-out shape moves."""
        old = self.reading.by_id[node_id].drawn
        rect = self.layout.boxes.get(node_id)
        if rect is None:
            return 0.0, 0.0
        new = self._at(rect)
        return new.x - old.x, new.y - old.y

    def _group(self, node: Node) -> Rect:
        """A group follows what it surrounded."""
        inside = [
            self._at(self.layout.boxes[n.id])
            for n in self.reading.nodes
            if n.id in self.layout.boxes and node.bounds.w > 0 and node.bounds.contains(n.drawn.center)
        ]
        box = bounding(inside)
        return box.grown(10.0) if box is not None else node.bounds

    def _flow(self, flow: Flow, now: dict[str, Rect]) -> Flow:
        layout = self.layout
        points = flow.points
        label = flow.label
        if flow.id in layout.routes:
            points = tuple(p.moved(self.dx, self.dy) for p in layout.routes[flow.id])
            found = layout.labels.get(flow.id)
            label = self._at(found) if found is not None else None
        else:
            source, target = self.reading.ends[flow.id]
            inner = self.reading.inner
            if source in inner and target in inner:
                dx, dy = self._delta(inner[source])
                points = tuple(p.moved(dx, dy) for p in points)
                label = label.moved(dx, dy) if label is not None else None
            else:
                points = self._straight(flow, source, target, now) or points
                label = None if points is not flow.points else label
        return msgspec.structs.replace(flow, points=points, label=label)

    def _straight(self, flow: Flow, source: str, target: str, now: dict[str, Rect]) -> tuple[Point, ...]:
        """A line to what the layout does not route: to another flow, or to a pool with content."""
        ends: list[Shape] = []
        for end in (source, target):
            if end in now:
                ends.append(Shape(end, now[end]))
            elif end in self.layout.routes:
                p = polyline_point(self.layout.routes[end], 0.5).moved(self.dx, self.dy)
                ends.append(Shape(end, Rect(p.x, p.y, 0.0, 0.0)))
            else:
                return ()
        a, b = ends
        if source == target:
            return ()
        if flow.kind == "message" and (a.rect.w > 2 * b.rect.w or b.rect.w > 2 * a.rect.w):
            small, large = (b, a) if a.rect.w > b.rect.w else (a, b)
            x = small.rect.center.x
            down = large.rect.center.y > small.rect.center.y
            inner = Point(x, small.rect.bottom if down else small.rect.y)
            outer = Point(x, large.rect.y if down else large.rect.bottom)
            return (inner, outer) if small is a else (outer, inner)
        return (dock(a, b.rect.center), dock(b, a.rect.center))


def rerouted(document: Document, map_id: str, plane: str = "", only: Sequence[str] = ()) -> Changed:
    """The flows of a plane (or those in `only`) with new routes; shapes stay. Manual bends are given up."""
    from probis_editor.layout.reroute import reroute_all

    reading = _Reading(document, map_id, plane, document.map(map_id).size, None)
    return list(reroute_all(reading.record, reading.nodes, reading.flows, reading.ends, only))


Arranger = Callable[[Document, str], Changed]
"""What all three modes are for a caller."""
