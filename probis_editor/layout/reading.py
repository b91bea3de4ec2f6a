"""A plane of a document's map as a neutral graph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import msgspec

from probis_editor.kinds import Family, family
from probis_editor.layout import sizes
from probis_editor.layout.answers import answer_of
from probis_editor.layout.graph import Box, Edge, Graph, Lane, Pool, Role
from probis_editor.layout.sizes import Shape
from probis_editor.model import queries
from probis_editor.model.document import Document
from probis_editor.model.elements import Node
from probis_editor.model.repairs import effective_ends

Homes: TypeAlias = Mapping[str, str]
"""Node id -> lane (or pool) id, for maps without geometry."""

_ROLES: dict[Family, Role] = {
    Family.ACTIVITY: "task",
    Family.BOX: "task",
    Family.EVENT: "event",
    Family.GATEWAY: "gateway",
    Family.DATA: "data",
    Family.ARTIFACT: "annotation",
}
STRIP = 50.0
HEADER = 32.0


class Reading:
    """One plane of a map as a neutral graph, and the way back."""

    def __init__(
        self, document: Document, map_id: str, plane: str, shape: Shape | str, homes: Homes | None
    ) -> None:
        self.document, self.map_id, self.plane = document, map_id, plane
        self.shape = Shape(shape) if isinstance(shape, str) else shape
        self.size = self.shape.size
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
        found = {node.id: queries.phases(document, map_id, node.id) for node in pools}
        self.phases = max(found.values(), key=len, default=[])
        self.phase_at = {p.id: k for own in found.values() for k, p in enumerate(own)}
        self.pools = [msgspec.structs.replace(p, phased=bool(found[p.id])) for p in self.pools]

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
        record = self.record
        tied = {end for f in self.flows for end in self.ends[f.id]}
        boxes: list[Box] = []
        filled: set[int] = set()
        steps = {
            n.id: s.order for n in self.nodes if (s := self.document.step(self.map_id, n.id)) and s.order
        }
        order = sorted(self.nodes, key=lambda n: steps.get(n.id, 1 << 30)) if steps else self.nodes
        for node in order:
            group = family(node.kind)
            role = _ROLES.get(group)
            if role is None or node.kind in ("group", "band") or node.id in self.inner:
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
            w, h = sizes.box_size(record, node, self.shape)
            label = sizes.node_label(record, node, self.shape)
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
            tuple(p.id for p in self.phases),
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
        """In which phase a node stands: the columns of all pools are one set of phases."""
        x = node.drawn.center.x
        return next((k for k, p in enumerate(self.phases) if p.bounds.x <= x < p.bounds.right), 0)
