"""The pointer: selects, moves, resizes, renames, opens. Which gesture a press begins depends on what is under it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

from probis_editor.commands.dropping import nudge
from probis_editor.commands.spots import Way
from probis_editor.model.elements import Flow, Node
from probis_editor.ui import drawing, hits, nesting, wording
from probis_editor.ui.hits import Hit
from probis_editor.ui.marks import Sign
from probis_editor.ui.overlay import Handle
from probis_editor.ui.tools import appending
from probis_editor.ui.tools.base import Pointer, Tool
from probis_editor.ui.tools.gestures import Band, Gesture, Move, MoveLane, Resize
from probis_editor.ui.tools.labels import LabelWidth, MoveLabel
from probis_editor.ui.tools.lines import Bend, End

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas

REACH = 7.0
"""Pixels around a handle's middle that take it."""

_CURSORS = {
    "nw": Qt.CursorShape.SizeFDiagCursor,
    "se": Qt.CursorShape.SizeFDiagCursor,
    "ne": Qt.CursorShape.SizeBDiagCursor,
    "sw": Qt.CursorShape.SizeBDiagCursor,
    "n": Qt.CursorShape.SizeVerCursor,
    "s": Qt.CursorShape.SizeVerCursor,
    "e": Qt.CursorShape.SizeHorCursor,
    "w": Qt.CursorShape.SizeHorCursor,
    "label:w": Qt.CursorShape.SizeHorCursor,
    "label:e": Qt.CursorShape.SizeHorCursor,
}
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class SelectTool(Tool):
    name = "select"

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._start: Pointer | None = None
        self._hit: Hit | None = None
        self._grip: Handle | None = None
        self._arrow: Handle | None = None
        self._sign: Sign | None = None
        self._pool = ""
        self._lit = ""
        self._was_selected = False
        self._before: tuple[str, ...] = ()
        self._gesture: Gesture | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a button is held."""
        return self._start is not None

    # Mouse

    def press(self, at: Pointer) -> None:
        self.canvas.ghost.drop()
        self.cancel()
        self._start = at
        self._before = self.session.selection
        self._pool = self.canvas.adders.at(at)
        self._arrow = self._near(self.canvas.arrows, at)
        self._sign = None if self._arrow or self._pool else self.canvas.aids.marks.at(at)
        self._grip = None if self._arrow else self._near(self.canvas.grips, at)
        self._hit = None if self._grip or self._arrow or self._pool else self.canvas.hit(at)
        self._was_selected = self._hit is not None and self._hit.id in self.session.selection
        if self._hit is None or self._hit.part == "inside":
            return
        if at.shift or at.ctrl:
            if not self._was_selected:
                self.session.select([*self.session.selection, self._hit.id])
        elif not self._was_selected:
            self.session.select([self._hit.id])

    def drag(self, at: Pointer) -> None:
        if self._start is None:
            return
        if self._gesture is None and at.far_from(self._start):
            self.canvas.overlay.hover(None)
            self._gesture = self._begin(self._start)
        if self._gesture is not None:
            self._gesture.update(at)

    def release(self, at: Pointer) -> None:
        start, gesture, hit = self._start, self._gesture, self._hit
        self._start = self._gesture = None
        if start is None:
            return
        if gesture is not None:
            gesture.finish(at)
            if not isinstance(gesture, appending.AppendDrag):  # its name still belongs to the step
                self.session.history.seal()
            self.cancel()
        elif self._pool:
            drawing.add_lane(self.canvas, pool=self._pool)
        elif self._arrow is not None:
            way = cast(Way, self._arrow.role)
            appending.append(self.canvas, self.session.selection[0], "task", way)
        elif self._sign is not None:
            self._click_sign(self._sign)
        elif hit is None and self._grip is None:
            if not (at.shift or at.ctrl):
                self.session.select(())
        elif hit is not None:
            self._click(hit, at)
            self.canvas.refresh_selection()

    def _click_sign(self, sign: Sign) -> None:
        if sign.way is not None:
            self.session.select([sign.element])
            appending.append(self.canvas, sign.element, "task", sign.way)
        else:
            self.canvas.aids.marks.ask(sign.findings[0])

    def _click(self, hit: Hit, at: Pointer) -> None:
        if at.alt:
            self._click_through(at)
        elif at.shift or at.ctrl:
            if self._was_selected:
                self.session.select([i for i in self.session.selection if i != hit.id])
            elif hit.part == "inside":
                self.session.select([*self.session.selection, hit.id])
        else:
            self.session.select([hit.id])

    def _click_through(self, at: Pointer) -> None:
        """Select what lies under that which was selected, and after the lowest the topmost again."""
        canvas = self.canvas
        met = [h.id for h in hits.below(canvas.scene, self.session.document, at.p, at.tolerance)]
        now = self._before[0] if len(self._before) == 1 else ""
        self.session.select([met[(met.index(now) + 1) % len(met)] if now in met else met[0]])

    def _begin(self, start: Pointer) -> Gesture | None:
        canvas, session = self.canvas, self.session
        if self._pool:
            return None
        if self._arrow is not None:
            canvas.overlay.arrows(())
            return appending.AppendDrag(canvas, start, session.selection[0])
        if self._sign is not None and self._sign.way is not None:
            return appending.AppendDrag(canvas, start, self._sign.element)
        if self._grip is not None:
            element = session.element(session.selection[0])
            role = self._grip.role
            if role.startswith("label") and element is not None:
                return LabelWidth(canvas, start, element, role)
            if isinstance(element, Node):
                return Resize(canvas, start, element, role)
            if isinstance(element, Flow):
                return (
                    End(canvas, start, element, role)
                    if role in ("source", "target")
                    else Bend(canvas, start, element, role)
                )
        if self._hit is None or self._hit.part == "inside":
            return Band(canvas, start)
        element = session.element(self._hit.id)
        if element is not None and self._hit.part == "label":
            box = hits.outer_label(session.document, element)
            return MoveLabel(canvas, start, element, box) if box else None
        if (
            isinstance(element, Node)
            and element.kind in ("lane", "phase")
            and session.selection == (element.id,)
        ):
            return MoveLane(canvas, start, element)
        if isinstance(element, Flow) and session.selection == (element.id,):
            return self._segment(start, element)
        return Move(canvas, start)

    def _segment(self, start: Pointer, flow: Flow) -> Gesture | None:
        from probis_editor.geometry import segment_distance

        route = hits.route(self.session.document, flow)
        if len(route) < 2:
            return None
        near = [segment_distance(start.p, a, b) for a, b in itertools.pairwise(route)]
        return Bend(self.canvas, start, flow, f"segment:{near.index(min(near))}")

    def hover(self, at: Pointer) -> None:
        pool = self.canvas.adders.at(at)
        self.canvas.adders.light(pool)
        arrow = self._near(self.canvas.arrows, at)
        if (arrow.role if arrow else "") != self._lit:
            self._lit = arrow.role if arrow else ""
            self.canvas.overlay.arrows(self.canvas.arrows, self._lit)
        if arrow is not None:
            self.canvas.ghost.want(self.session.selection[0], "task", cast(Way, arrow.role))
            self.canvas.overlay.hover(None)
            self.canvas.view.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
            return
        sign = self.canvas.aids.marks.light(at)
        if sign is not None:
            if sign.way is not None:
                self.canvas.ghost.want(sign.element, "task", sign.way)
            self.canvas.overlay.hover(None)
            self.canvas.view.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
            return
        self.canvas.ghost.drop()
        grip = self._near(self.canvas.grips, at)
        hit = None if grip else self.canvas.hit(at)
        element = self.session.element(hit.id) if hit and hit.part != "inside" else None
        overlay, cursor = self.canvas.overlay, Qt.CursorShape.ArrowCursor
        if grip is not None:
            overlay.hover(None)
            cursor = _CURSORS.get(grip.role, Qt.CursorShape.SizeAllCursor)
        elif element is None or element.id in self.session.selection:
            overlay.hover(None)
            cursor = Qt.CursorShape.SizeAllCursor if element is not None else cursor
        elif isinstance(element, Node):
            overlay.hover(element.drawn)
        else:
            overlay.hover(None, hits.route(self.session.document, element))
        self.canvas.view.viewport().setCursor(cursor)

    def left(self) -> None:
        self.canvas.ghost.drop()
        self.canvas.aids.marks.light(None)
        self.canvas.overlay.hover(None)

    def double_click(self, at: Pointer) -> None:
        self.cancel()
        hit = self.canvas.hit(at)
        if hit is None and self.canvas.scene.band.holds(QPointF(at.p.x, at.p.y)):
            self.canvas.columns_wanted.emit()
            return
        if hit is None or hit.part == "inside":
            if hit is not None and self.session.element(hit.id) is not None:
                self.session.select([hit.id])
            return
        self.session.select([hit.id])
        if hit.part == "label" or not self.canvas.open_inside(hit.id):
            self.canvas.rename(hit.id)

    @staticmethod
    def _near(handles: list[Handle], at: Pointer) -> Handle | None:
        reach = REACH / at.zoom
        near = [h for h in handles if abs(h.point.x - at.p.x) <= reach and abs(h.point.y - at.p.y) <= reach]
        return min(near, key=lambda h: h.point.distance(at.p), default=None)

    # Keys

    def key(self, event: QKeyEvent) -> bool:
        key, mods = event.key(), event.modifiers()
        plain = not mods & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if key == Qt.Key.Key_Escape:
            if self._gesture is not None:
                self.cancel()
            elif not nesting.leave(self.session):
                self.session.select(())
            return True
        if key in _ARROWS and plain and self.session.selection:
            step = 10 if mods & Qt.KeyboardModifier.ShiftModifier else 1
            self._nudge(_ARROWS[Qt.Key(key)], step)
            return True
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._next(backwards=key == Qt.Key.Key_Backtab)
            return True
        return False

    def _nudge(self, way: tuple[int, int], step: int) -> None:
        ids, map_id = self.session.selection, self.canvas.map_id
        self.session.run(
            wording.step_on(self.session, "move", ids),
            lambda tx: nudge(tx, map_id, ids, way[0] * step, way[1] * step),
            merge_key="nudge:" + ",".join(ids),
        )

    def _next(self, backwards: bool) -> None:
        now = self.session.selection[0] if self.session.selection else ""
        ids = [n.id for n in nesting.level(self.session, now)]
        if not ids:
            return
        at = ids.index(now) if now in ids else (0 if backwards else -1)
        self.session.select([ids[(at + (-1 if backwards else 1)) % len(ids)]])
        self.canvas.reveal_selection()

    def cancel(self) -> None:
        self._gesture = None
        self._start = None
        super().cancel()
        self.canvas.refresh_selection()
