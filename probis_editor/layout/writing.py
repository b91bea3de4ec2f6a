"""A layout put into records: changed copies of the plane's nodes and flows."""

from __future__ import annotations

import msgspec

from probis_editor.geometry import Point, Rect, bounding, polyline_point
from probis_editor.layout import sizes
from probis_editor.layout.docking import dock
from probis_editor.layout.graph import Layout
from probis_editor.layout.plan import Ask, Line, Shape
from probis_editor.layout.reading import HEADER, Reading
from probis_editor.layout.reroute import shape_of
from probis_editor.layout.routing import Router
from probis_editor.model import queries
from probis_editor.model.elements import Flow, Map, Node

GROUP_GAP = 10.0
"""Between a group and what it surrounds."""

Changed = list[Map | Node | Flow]


class Writing:
    """Puts a layout into records."""

    def __init__(self, reading: Reading, layout: Layout) -> None:
        self.reading, self.layout = reading, layout
        self._routes: Router | None = None
        placed = {**layout.boxes, **layout.pools}
        shown = [n for n in reading.nodes if n.id in placed and n.drawn.w > 0]
        old = bounding(n.drawn for n in shown)
        new = bounding(placed[n.id] for n in shown)
        self.dx, self.dy = (round(old.x - new.x), round(old.y - new.y)) if old and new else (0, 0)

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
            k = reading.phase_at.get(node.id, -1)
            if 0 <= k < len(layout.phases):
                bounds = self._at(self._phase(layout.phases[k], node.parent))
        elif node.id in reading.inner:
            delta = self._delta(reading.inner[node.id])
            bounds = node.bounds.moved(*delta)
            label = label.moved(*delta) if label is not None else None
        elif node.kind == "group":
            bounds = self._group(node)
        now[node.id] = bounds
        return replace(node, bounds=bounds, label=label)

    def _phase(self, column: Rect, pool_id: str) -> Rect:
        """A phase of one of several pools: its part of the column, with the name over the pool."""
        pool = self.layout.pools.get(pool_id)
        if pool is None or len(self.layout.pools) < 2:
            return column
        head = sizes.measures(self.reading.record, self.reading.shape).phase_header
        return Rect(column.x, pool.y - head, column.w, pool.h + head)

    def _below(self, parent: str) -> list[Node]:
        return queries.descendants(self.reading.document, self.reading.map_id, parent)

    def _delta(self, node_id: str) -> tuple[float, float]:
        """How far a laid-out shape moves; nothing else moves."""
        rect = self.layout.boxes.get(node_id)
        if rect is None:
            return 0.0, 0.0
        old = self.reading.by_id[node_id].drawn
        new = self._at(rect)
        return new.x - old.x, new.y - old.y

    def _group(self, node: Node) -> Rect:
        """A group follows what it surrounded, and surrounds what now stands between that."""
        placed = {
            n.id: self._at(self.layout.boxes[n.id]) for n in self.reading.nodes if n.id in self.layout.boxes
        }
        frame = node.bounds
        inside = [r for key, r in placed.items() if frame.contains(self.reading.by_id[key].drawn.center)]
        while frame.w > 0:
            box = bounding(inside)
            if box is None:
                break
            frame = box.grown(GROUP_GAP)
            more = [r for r in placed.values() if frame.contains(r.center)]
            if len(more) == len(inside):
                break
            inside = more
        return frame

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
                points = self._straight(flow, source, target, now)
                label = None if points else label
                if not points:
                    dx, dy = self._delta(source) if source in now else self._delta(target)
                    points = tuple(p.moved(dx, dy) for p in flow.points)
                    label = label.moved(dx, dy) if label is not None else None
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
        pools = [end for end in (source, target) if end in self.layout.pools]
        if flow.kind == "message" and len(pools) == 1:
            small, large = (b, a) if pools[0] == source else (a, b)
            x = small.rect.center.x
            down = large.rect.center.y > small.rect.center.y
            inner = Point(x, small.rect.bottom if down else small.rect.y)
            outer = Point(x, large.rect.y if down else large.rect.bottom)
            return (inner, outer) if small is a else (outer, inner)
        if flow.kind != "association" and source in now and target in now and not pools:
            points = self._router(now).route(Ask(flow.id, source, target, flow.kind))
            self._router(now).put_line(Line(flow.id, source, target, points, flow.kind))
            return points
        return (dock(a, b.rect.center), dock(b, a.rect.center))

    def _router(self, now: dict[str, Rect]) -> Router:
        """A router that knows the new picture, for flows into open sub-processes."""
        if self._routes is None:
            shapes = (
                shape_of(msgspec.structs.replace(n, bounds=now[n.id]))
                for n in self.reading.nodes
                if n.id in now
            )
            self._routes = Router(s for s in shapes if s.rect.w > 0)
            for flow in self.reading.flows:
                points = self.layout.routes.get(flow.id, ())
                ends = self.reading.ends[flow.id]
                if points:
                    moved = tuple(p.moved(self.dx, self.dy) for p in points)
                    self._routes.put_line(Line(flow.id, *ends, moved, flow.kind))
        return self._routes
