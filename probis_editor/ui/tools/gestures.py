"""Gestures of the select tool on shapes: move, rubber band, resize. Each previews the verb itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from probis_editor.commands import clipboard, lanes, phases, shapes
from probis_editor.commands.dropping import drop, host_at, line_at
from probis_editor.geometry import Point, Rect, bounding
from probis_editor.model import queries
from probis_editor.model.changes import Label
from probis_editor.model.document import Transaction
from probis_editor.model.elements import Flow, Node
from probis_editor.render.plane import plane_of
from probis_editor.ui import hits, wording
from probis_editor.ui.tools import guides
from probis_editor.ui.tools.base import Pointer

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas

MIN_SIDE = 10.0
_SHAPED = ("event", "gateway", "image")
"""What keeps its proportions when a corner is dragged."""
BUDGET = 0.002
"""Seconds of work for one step of a gesture."""


class Gesture:
    """From press to release. `finish` makes at most one undo step."""

    def __init__(self, canvas: Canvas, start: Pointer) -> None:
        self.canvas = canvas
        self.session = canvas.session
        self.start = start
        self._slow = False

    def update(self, at: Pointer) -> None: ...

    def finish(self, at: Pointer) -> None: ...

    def show(self, verb: Callable[[Transaction], object], at: Pointer) -> None:
        """Preview a verb: shapes and lines as they would be, or the reason why not.

        Where that takes too long for the pointer to be followed, lines are right as soon as it rests.
        """
        if self._slow:
            self._show(verb, at, rough=True)
            self.canvas.scene.at_rest(lambda: self._exactly(verb, at))
        else:
            self._exactly(verb, at)

    def _exactly(self, verb: Callable[[Transaction], object], at: Pointer) -> None:
        begun = time.perf_counter()
        self._show(verb, at, rough=False)
        self._slow = time.perf_counter() - begun > BUDGET

    def _show(self, verb: Callable[[Transaction], object], at: Pointer, rough: bool) -> None:
        preview = self.session.preview(verb, rough)
        moved = [
            i for i, r in preview.records.items() if isinstance(r, Node) and r.kind not in hits.CONTAINERS
        ]
        self.canvas.scene.preview(preview.groups, moved)
        self.canvas.frame(preview.records)
        reason = self.session.label_text(preview.refusal)
        self.canvas.overlay.note(reason or self.remark(), at.p, error=bool(reason))

    def remark(self) -> str:
        """What is to be said at the pointer about what was just shown."""
        return ""

    def commit(self, label: Label, verb: Callable[[Transaction], object]) -> None:
        self.canvas.scene.end_preview()
        self.session.run(label, verb)


class Move(Gesture):
    """Moves the selection; snaps to neighbours and slides off other steps unless Alt is held, keeps to one axis with
    Shift, copies with Ctrl."""

    def __init__(self, canvas: Canvas, start: Pointer) -> None:
        super().__init__(canvas, start)
        self.ids = self.session.selection
        rects = [n.drawn for n in self.session.selected_nodes()]
        self._box = bounding(rects)
        self._guides = guides.Guides(self.session, self.ids) if rects else None
        self._shown: tuple[float, float, bool, bool] | None = None
        self._slid = False

    def _way(self, at: Pointer) -> tuple[float, float]:
        dx, dy = float(round(at.p.x - self.start.p.x)), float(round(at.p.y - self.start.p.y))
        if at.shift:
            dx, dy = (dx, 0) if abs(dx) >= abs(dy) else (0, dy)
        lines: Sequence[tuple[Point, Point]] = ()
        if self._guides is not None and self._box is not None and not at.alt:
            sx, sy, lines = self._guides.snap(self._box.moved(dx, dy), 6 / at.zoom)
            dx, dy = (dx if at.shift and dx == 0 else dx + sx), (dy if at.shift and dy == 0 else dy + sy)
        self.canvas.overlay.guides(
            lines, self._guides.hints if self._guides is not None and not at.alt else ()
        )
        return dx, dy

    def _verb(self, dx: float, dy: float, exact: bool) -> Callable[[Transaction], object]:
        def verb(tx: Transaction) -> None:
            self._slid = drop(tx, self.canvas.map_id, self.ids, dx, dy, exact=exact)

        return verb

    def remark(self) -> str:
        return self.session.text("ui.canvas.slid") if self._slid else ""

    def _copy(self, tx: Transaction, dx: float, dy: float) -> tuple[str, ...]:
        from probis_editor.formats import attribute_copies

        map_id = self.canvas.map_id
        clip = clipboard.copy(tx.document, map_id, self.ids)
        if clip is None:
            return ()
        clip = attribute_copies.complete(tx.document, map_id, clip)
        at = clip.bounds.center.moved(dx, dy)
        return clipboard.paste(tx, map_id, clip, at, plane=self.canvas.plane)

    def update(self, at: Pointer) -> None:
        dx, dy = self._way(at)
        if self._shown == (dx, dy, at.ctrl, at.alt):
            return  # what snaps moves less often than the mouse
        self._shown, self._slid = (dx, dy, at.ctrl, at.alt), False
        if at.ctrl:
            self.show(lambda tx: self._copy(tx, dx, dy), at)
        else:
            self.show(self._verb(dx, dy, at.alt), at)
        if self._box is None:
            return
        center, moved = self._box.moved(dx, dy).center, self.session.selected_nodes()
        self.canvas.show_target_lane(center, moved)
        if len(moved) == 1 and not at.ctrl:
            self._show_goal(moved[0], center)

    def _show_goal(self, node: Node, center: Point) -> None:
        """Light up the line or the shape that the step would be put into or stick to."""
        overlay, document = self.canvas.overlay, self.session.document
        host = self.session.element(host_at(document, node, center))
        line = self.session.element(line_at(document, node, center))
        if isinstance(host, Node):
            overlay.target(host.drawn)
        overlay.hover(None, hits.route(document, line) if isinstance(line, Flow) else ())

    def finish(self, at: Pointer) -> None:
        dx, dy = self._way(at)
        if at.ctrl:
            self.canvas.scene.end_preview()
            made = self.session.run(
                wording.step_on(self.session, "paste", self.ids), lambda tx: self._copy(tx, dx, dy)
            )
            self.session.select(made or self.ids)
            return
        self.commit(wording.step_on(self.session, "move", self.ids), self._verb(dx, dy, at.alt))


class Band(Gesture):
    """Selects what lies wholly in a rectangle; Shift or Ctrl adds to what is selected."""

    def __init__(self, canvas: Canvas, start: Pointer) -> None:
        super().__init__(canvas, start)
        self._before = self.session.selection if start.shift or start.ctrl else ()

    def _rect(self, at: Pointer) -> Rect:
        a, b = self.start.p, at.p
        return Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y))

    def update(self, at: Pointer) -> None:
        self.canvas.overlay.band(self._rect(at))

    def finish(self, at: Pointer) -> None:
        rect = self._rect(at)
        found = []
        for element in self.session.elements_here():
            if isinstance(element, Node):
                inside = rect.covers(element.drawn)
            else:
                route = hits.route(self.session.document, element)
                inside = bool(route) and all(rect.contains(p) for p in route)
            if inside:
                found.append(element.id)
        self.session.select([*self._before, *found])


class Resize(Gesture):
    """Drags one of the eight handles; Shift keeps the proportions."""

    def __init__(self, canvas: Canvas, start: Pointer, node: Node, side: str) -> None:
        super().__init__(canvas, start)
        self.node = node
        self._side = side

    def _rect(self, at: Pointer) -> Rect:
        r, side = self.node.drawn, self._side
        dx, dy = round(at.p.x - self.start.p.x), round(at.p.y - self.start.p.y)
        left = min(r.x + dx, r.right - MIN_SIDE) if "w" in side else r.x
        right = max(r.right + dx, r.x + MIN_SIDE) if "e" in side else r.right
        top = min(r.y + dy, r.bottom - MIN_SIDE) if "n" in side else r.y
        bottom = max(r.bottom + dy, r.y + MIN_SIDE) if "s" in side else r.bottom
        if len(side) == 2 and (at.shift or self.node.kind.startswith(_SHAPED)) and r.w and r.h:
            scale = max((right - left) / r.w, (bottom - top) / r.h)
            w, h = max(MIN_SIDE, round(r.w * scale)), max(MIN_SIDE, round(r.h * scale))
            left, right = (right - w, right) if "w" in side else (left, left + w)
            top, bottom = (bottom - h, bottom) if "n" in side else (top, top + h)
        return Rect(left, top, right - left, bottom - top)

    def _verb(self, rect: Rect) -> Callable[[Transaction], object]:
        return lambda tx: shapes.resize(tx, self.canvas.map_id, self.node.id, rect)

    def update(self, at: Pointer) -> None:
        rect = self._rect(at)
        self.show(self._verb(rect), at)
        self.canvas.overlay.note(f"{rect.w:.0f} × {rect.h:.0f}", at.p)

    def finish(self, at: Pointer) -> None:
        self.commit(wording.step_on(self.session, "resize", (self.node.id,)), self._verb(self._rect(at)))


class MoveLane(Gesture):
    """Drags a lane or phase by its header to another place in its pool; its contents go with it."""

    def __init__(self, canvas: Canvas, start: Pointer, lane: Node) -> None:
        super().__init__(canvas, start)
        self._lane = lane
        phase = lane.kind == "phase"
        rows = queries.phases if phase else queries.lanes
        self._lanes = rows(self.session.document, canvas.map_id, lane.parent)
        self._upright = phase or plane_of(self.session.document, canvas.map_id, lane.plane).upright(lane)
        self._move = phases.move_phase if phase else lanes.move_lane
        self._at = next((i for i, other in enumerate(self._lanes) if other.id == lane.id), 0)

    def _by(self, at: Pointer) -> int:
        """How many places: the lanes whose middle the pointer has passed."""
        here = at.p.x if self._upright else at.p.y
        middles = [o.bounds.center.x if self._upright else o.bounds.center.y for o in self._lanes]
        after = sum(1 for middle in middles[self._at + 1 :] if here > middle)
        before = sum(1 for middle in middles[: self._at] if here < middle)
        return after - before

    def _verb(self, by: int) -> Callable[[Transaction], object]:
        return lambda tx: self._move(tx, self.canvas.map_id, self._lane.id, by)

    def update(self, at: Pointer) -> None:
        by = self._by(at)
        if by:
            self.show(self._verb(by), at)
        else:
            self.canvas.scene.end_preview()
            self.canvas.frame({})
        self.canvas.overlay.note(" ".join(self._lane.name.split()), at.p)

    def finish(self, at: Pointer) -> None:
        by = self._by(at)
        if by:
            self.commit(wording.step_on(self.session, "move_lane", (self._lane.id,)), self._verb(by))
