"""Places a new shape: click for its normal size, drag for a size of one's own.

A step put on another one slides beside it, unless Alt is held.
With its shape the tool ends, unless it is kept: by Shift for the one time, or for as many as are wanted (`keeps`).
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from probis_editor.commands import flows, lanes, pools, shapes
from probis_editor.commands.yielding import free_beside
from probis_editor.geometry import Point, Rect, segment_distance
from probis_editor.kinds import STEPS, Family, family, kind
from probis_editor.model.document import Transaction
from probis_editor.model.elements import Flow, Node
from probis_editor.model.queries import pools as visible_pools
from probis_editor.model.queries import title_of
from probis_editor.rules.permits import can_attach
from probis_editor.ui import hits, wording
from probis_editor.ui.tools import guides
from probis_editor.ui.tools.base import Pointer, Tool

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas

POOL_SIZE = (1000.0, 200.0)
_SIZABLE = ("pool", "group", "annotation", "text", "band")
_ASKING = ("gateway.exclusive", "gateway.inclusive")
"""Decisions: what they ask is typed at once."""


class CreateTool(Tool):
    name = "create"
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self.kind = "task"
        self.keeps = False
        self._start: Pointer | None = None
        self._guides: guides.Guides | None = None

    def enter(self) -> None:
        self._guides = guides.Guides(self.session, ())

    # What would be made

    def _bounds(self, at: Pointer) -> Rect:
        start = self._start
        if start is not None and at.far_from(start) and self.kind in _SIZABLE:
            a, b = start.p, at.p
            return Rect(
                round(min(a.x, b.x)), round(min(a.y, b.y)), round(abs(a.x - b.x)), round(abs(a.y - b.y))
            )
        record = self.session.document.map(self.canvas.map_id)
        w, h = POOL_SIZE if self.kind == "pool" else kind(self.kind).size_in(record.theme, record.size)
        rect = Rect(round(at.p.x - w / 2), round(at.p.y - h / 2), w, h)
        if self._guides is None or at.alt or self.kind in ("pool", "lane", "phase"):
            return rect
        dx, dy, lines = self._guides.snap(rect, 6 / at.zoom)
        self.canvas.overlay.guides(lines, self._guides.hints)
        return rect.moved(dx, dy)

    def _make(self, tx: Transaction, rect: Rect, at: Point, exact: bool = False) -> Node:
        canvas, document, map_id = self.canvas, self.session.document, self.canvas.map_id
        if self.kind == "pool":
            return lanes.add_pool(tx, map_id, self._first_round_all(rect))
        if self.kind in ("lane", "phase"):
            return self._make_part(tx, at)
        host = self._host(rect)
        if host:
            return shapes.create(
                tx,
                map_id,
                "event.boundary",
                bounds=_on_border(rect, document.node(map_id, host).drawn),
                attached=host,
                plane=canvas.plane,
                trigger="timer",
            )
        line = self._line_under(rect)
        if family(self.kind) in STEPS and not (line or exact):
            rect = rect.moved(*free_beside(document, map_id, canvas.plane, [rect]))
        node = shapes.create(tx, map_id, self.kind, bounds=rect, plane=canvas.plane)
        if line:
            flows.insert(tx, map_id, line, node.id)
        return node

    def _make_part(self, tx: Transaction, at: Point) -> Node:
        document, map_id = self.session.document, self.canvas.map_id
        holders = [
            n
            for n in document.nodes(map_id)
            if n.kind in ("pool", "lane")
            and not n.hidden
            and n.plane == self.canvas.plane
            and n.bounds.contains(at)
        ]
        pool = next((n for n in holders if n.kind == "pool"), None)
        if pool is None:
            rect = Rect(
                round(at.x - 60), round(at.y - lanes.LANE_HEIGHT / 2), POOL_SIZE[0], lanes.LANE_HEIGHT
            )
            name = title_of(document, document.map(map_id))
            pool = lanes.add_pool(tx, map_id, self._first_round_all(rect), name)
        if self.kind == "phase":
            return lanes.add_phase(tx, map_id, pool.id)
        inner = [n for n in holders if n.kind == "lane"]
        if not inner:
            return lanes.add_lane(tx, map_id, pool.id)
        lane = min(inner, key=lambda n: n.bounds.w * n.bounds.h)
        return lanes.add_lane(tx, map_id, lane.id, below=at.y >= lane.bounds.center.y)

    def _first_round_all(self, rect: Rect) -> Rect:
        """The first pool of a map goes round all steps that are there."""
        document, map_id = self.session.document, self.canvas.map_id
        return rect if visible_pools(document, map_id) else pools.round_loose(document, map_id, rect)

    def _host(self, rect: Rect) -> str:
        """The activity on whose border an intermediate event would land."""
        if self.kind not in ("event.catch", "event.boundary"):
            return ""
        c = rect.center
        for node in reversed(self.session.document.nodes(self.canvas.map_id)):
            if node.plane != self.canvas.plane or family(node.kind) is not Family.ACTIVITY:
                continue
            near = node.drawn.grown(10).contains(c) and not node.drawn.grown(-10).contains(c)
            if near and can_attach(self.session.document, self.canvas.map_id, self.kind, node.id):
                return node.id
        return ""

    def _line_under(self, rect: Rect) -> str:
        """The sequence flow that runs through the middle of the new step."""
        if family(self.kind) not in STEPS or self.kind in ("event.start", "event.end"):
            return ""
        for flow in reversed(self.session.document.flows(self.canvas.map_id)):
            if (
                flow.kind != "sequence"
                or flow.plane != self.canvas.plane
                or not (flow.source and flow.target)
            ):
                continue
            route = hits.route(self.session.document, flow)
            if any(segment_distance(rect.center, a, b) < 12 for a, b in itertools.pairwise(route)):
                return flow.id
        return ""

    # Events

    def hover(self, at: Pointer) -> None:
        self._preview(at)

    def drag(self, at: Pointer) -> None:
        self._preview(at)

    def press(self, at: Pointer) -> None:
        self._start = at

    def release(self, at: Pointer) -> None:
        rect = self._bounds(at)
        self.cancel()
        self._place(rect, at)

    def drop(self, at: Pointer) -> None:
        """The end of a drag that began on the palette."""
        self.release(at)

    def _place(self, rect: Rect, at: Pointer) -> None:
        spot, key = at.p, self.session.creation_key()
        made = self.session.run(
            wording.step("create", what=self.session.text("kind." + self.kind)),
            lambda tx: self._make(tx, rect, spot, at.alt),
            key,
        )
        if made is None:
            return
        kept = self.keeps or at.shift
        if not kept:
            self.canvas.use_tool("select")
        self.session.select([made.id])
        if (
            not kept
            and "name" in kind(made.kind).fields
            and (family(made.kind) not in (Family.EVENT, Family.GATEWAY) or made.kind in _ASKING)
        ):
            self.canvas.rename(made.id, key)

    def _place_without_mouse(self, modifiers: Qt.KeyboardModifier) -> None:
        """Put the shape where there is room for it: in the lane of what is selected, else in the middle."""
        from probis_editor.ui.drawing import place_for_new

        record = self.session.document.map(self.canvas.map_id)
        w, h = POOL_SIZE if self.kind == "pool" else kind(self.kind).size_in(record.theme, record.size)
        p = place_for_new(self.canvas, self.kind, w, h)
        spot = self.canvas.view.mapFromScene(p.x, p.y).toPointF()
        at = Pointer(p, spot, modifiers, self.canvas.view.zoom)
        self.cancel()
        self._place(Rect(p.x - w / 2, p.y - h / 2, w, h), at)
        self.canvas.reveal_selection()

    def _preview(self, at: Pointer) -> None:
        rect, overlay = self._bounds(at), self.canvas.overlay
        preview = self.session.preview(lambda tx: self._make(tx, rect, at.p, at.alt))
        self.canvas.scene.preview(preview.groups)
        new = next((r for r in preview.records.values() if isinstance(r, Node) and self._is_new(r)), None)
        held = self._held_by(new) if new is not None else None
        if new is None or new.attached or held is None:
            overlay.target(held.drawn if held is not None else None)
        else:
            self.canvas.show_target_lane(new.drawn.center, [new])
        line = self._line_under(rect)
        flow = self.session.element(line) if line else None
        overlay.hover(None, hits.route(self.session.document, flow) if isinstance(flow, Flow) else ())
        overlay.note(self.session.label_text(preview.refusal), at.p, error=True)

    def _is_new(self, node: Node) -> bool:
        return self.session.element(node.id) is None

    def _held_by(self, node: Node) -> Node | None:
        from probis_editor.model.queries import lane_at

        if node.kind in ("pool", "lane", "phase"):
            return None
        if node.attached:
            return self.session.document.node(node.map, node.attached)
        return lane_at(self.session.document, node.map, node.plane, node.drawn.center)

    def left(self) -> None:
        super().cancel()

    def key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.canvas.use_tool("select")
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._place_without_mouse(event.modifiers())
            return True
        return False

    def cancel(self) -> None:
        self._start = None
        super().cancel()


def _on_border(event: Rect, host: Rect) -> Rect:
    """The event's rectangle with its middle on the nearest border of the host."""
    c = event.center
    x, y = min(max(c.x, host.x), host.right), min(max(c.y, host.y), host.bottom)
    gaps = {"w": x - host.x, "e": host.right - x, "n": y - host.y, "s": host.bottom - y}
    side = min(gaps, key=lambda s: gaps[s])
    x = {"w": host.x, "e": host.right}.get(side, x)
    y = {"n": host.y, "s": host.bottom}.get(side, y)
    return Rect(x - event.w / 2, y - event.h / 2, event.w, event.h)
