"""Gestures on a selected line: moving its bends and segments, giving its ends to other elements."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING

from probis_editor.commands import flows
from probis_editor.commands.routes import shape_of
from probis_editor.geometry import Point, simplified
from probis_editor.layout.bending import bend_moved, segment_moved
from probis_editor.layout.plan import Shape
from probis_editor.model.document import Transaction
from probis_editor.model.elements import Flow, Node
from probis_editor.model.repairs import effective_ends
from probis_editor.rules import permits
from probis_editor.ui import hits, wording
from probis_editor.ui.overlay import Handle
from probis_editor.ui.tools import landing
from probis_editor.ui.tools.axes import Axes
from probis_editor.ui.tools.base import Pointer
from probis_editor.ui.tools.gestures import Gesture

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas

SNAP = 7.0


def handles(route: tuple[Point, ...], zoom: float) -> list[Handle]:
    """The grips of a line: its ends, its bends, the middles of segments long enough to hold one."""
    if len(route) < 2:
        return []
    result = [Handle("source", route[0]), Handle("target", route[-1])]
    result += [Handle(f"point:{i}", p) for i, p in enumerate(route[1:-1], 1)]
    for i, (a, b) in enumerate(itertools.pairwise(route)):
        if a.distance(b) * zoom >= 40:
            result.append(Handle(f"segment:{i}", Point((a.x + b.x) / 2, (a.y + b.y) / 2)))
    return result


class Bend(Gesture):
    """Drags a bend, or a whole segment at right angles to itself."""

    def __init__(self, canvas: Canvas, start: Pointer, flow: Flow, role: str) -> None:
        super().__init__(canvas, start)
        self._flow = flow
        kind, _, at = role.partition(":")
        self._segment = kind == "segment"
        self._at = int(at)
        self._route = hits.route(canvas.session.document, flow)
        document = canvas.session.document
        source, target = effective_ends(document, flow.map).get(flow.id, (flow.source, flow.target))
        self._ends = self._shape(source), self._shape(target)
        self._axes = Axes(canvas.session)
        self._lines: list[tuple[Point, Point]] = []

    def _points(self, at: Pointer) -> tuple[Point, ...]:
        """The line as it would be; `_lines` then holds the guides. Alt keeps it from sticking to anything."""
        dx, dy = at.p.x - self.start.p.x, at.p.y - self.start.p.y
        self._lines = []
        reach = 0.0 if at.alt else SNAP / at.zoom
        return self._segment_moved(dx, dy, reach) if self._segment else self._bend_moved(dx, dy, reach)

    def _bend_moved(self, dx: float, dy: float, reach: float) -> tuple[Point, ...]:
        points = self._route
        x, y = points[self._at].x + dx, points[self._at].y + dy
        beside = (points[self._at - 1], points[self._at + 1])
        in_line_x = next((o.x for o in beside if abs(o.x - x) <= reach), None)
        in_line_y = next((o.y for o in beside if abs(o.y - y) <= reach), None)
        x, across = (x, []) if in_line_x is not None else self._axes.across(x, [Point(x, y)], reach)
        y, down = (y, []) if in_line_y is not None else self._axes.down(y, [Point(x, y)], reach)
        self._lines = [*across, *down]
        x, y = in_line_x if in_line_x is not None else x, in_line_y if in_line_y is not None else y
        goal = Point(x if across else round(x), y if down else round(y))
        return bend_moved(points, self._at, goal, *self._ends)

    def _segment_moved(self, dx: float, dy: float, reach: float) -> tuple[Point, ...]:
        points, i = self._route, self._at
        a, b = points[i], points[i + 1]
        dx, dy = round(dx), round(dy)
        if abs(a.y - b.y) < 0.5:
            to, self._lines = self._axes.down(a.y + dy, (a, b), reach)
        elif abs(a.x - b.x) < 0.5:
            to, self._lines = self._axes.across(a.x + dx, (a, b), reach)
        else:
            moved = [a.moved(dx, dy), b.moved(dx, dy)]
            begin, end = ([a] if i == 0 else []), ([b] if i + 2 == len(points) else [])
            return simplified([*points[:i], *begin, *moved, *end, *points[i + 2 :]])
        return segment_moved(points, i, to, *self._ends)

    def _shape(self, element_id: str) -> Shape | None:
        """The shape at an end; the end of a line or at a container keeps its place."""
        node = self.session.element(element_id)
        shape = shape_of(node) if isinstance(node, Node) else None
        return shape if shape is not None and not shape.flat else None

    def _verb(self, at: Pointer) -> Callable[[Transaction], object]:
        points = self._points(at)
        return lambda tx: flows.set_points(tx, self.canvas.map_id, self._flow.id, points)

    def update(self, at: Pointer) -> None:
        self.show(self._verb(at), at)
        self.canvas.overlay.guides(self._lines)

    def finish(self, at: Pointer) -> None:
        self.commit(wording.step_on(self.session, "bend", (self._flow.id,)), self._verb(at))


class End(Gesture):
    """Drags an end of a line to another element."""

    def __init__(self, canvas: Canvas, start: Pointer, flow: Flow, role: str) -> None:
        super().__init__(canvas, start)
        self._flow = flow
        self._role = role
        route = hits.route(canvas.session.document, flow)
        self._fixed = route[-1] if role == "source" else route[0]

    def _aim(self, at: Pointer) -> tuple[str, permits.Verdict | None]:
        hit = self.canvas.hit(at)
        if hit is None or hit.id == self._flow.id or hit.part == "inside":
            return "", None
        flow, document = self._flow, self.session.document
        source, target = (hit.id, flow.target) if self._role == "source" else (flow.source, hit.id)
        if not source or not target:
            return hit.id, permits.Verdict(True, flow.kind)
        return hit.id, permits.can_connect(document, self.canvas.map_id, source, target, flow.kind)

    def _verb(self, aim: str, at: Pointer) -> Callable[[Transaction], object]:
        to, end = landing.side(self.session.element(aim), at), self._role
        return lambda tx: flows.reconnect(tx, self.canvas.map_id, self._flow.id, end, aim, to)

    def update(self, at: Pointer) -> None:
        aim, verdict = self._aim(at)
        element, overlay = self.session.element(aim), self.canvas.overlay
        self.canvas.frame({self._flow.id: self._flow})
        if element is None or verdict is None:
            landing.hide(self.canvas)
            overlay.line((self._fixed, at.p))
            return
        landing.show(self.canvas, element, verdict, at.p, self._verb(aim, at), landing.side(element, at))
        if not verdict.allowed:
            overlay.line((self._fixed, at.p), False)

    def finish(self, at: Pointer) -> None:
        aim, verdict = self._aim(at)
        if not aim or verdict is None:
            return
        if not verdict.allowed:
            self.session.said.emit("error", self.session.label_text(verdict.reason))
            return
        self.commit(wording.step_on(self.session, "reconnect", (self._flow.id,)), self._verb(aim, at))
