"""Fitting the picture below a map: drag it, drag its corners, or use the keys. Everything else stays locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from probis_editor.commands.underlay import LEAST, place_underlay, underlay
from probis_editor.geometry import Point, Rect
from probis_editor.ui import wording
from probis_editor.ui.overlay import Handle
from probis_editor.ui.tools.base import Pointer, Tool

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas

_REACH = 9.0
_STEP = 1.05
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_CURSORS = {
    "nw": Qt.CursorShape.SizeFDiagCursor,
    "se": Qt.CursorShape.SizeFDiagCursor,
    "ne": Qt.CursorShape.SizeBDiagCursor,
    "sw": Qt.CursorShape.SizeBDiagCursor,
}


class TraceTool(Tool):
    """Keeps the picture's proportions; each drag, and each run of the same key, is one undo step."""

    name = "trace"
    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._start: Pointer | None = None
        self._corner = ""

    def _rect(self) -> Rect | None:
        node = underlay(self.session.document, self.canvas.map_id, self.canvas.plane)
        return node.bounds if node is not None else None

    def enter(self) -> None:
        self.session.select(())
        self.show()

    def leave(self) -> None:
        super().leave()
        self.canvas.overlay.frames((), ())
        self.canvas.overlay.handles(())

    def frames(self) -> bool:
        """The picture's frame; where the picture has gone, the pointer is back."""
        if self._rect() is None:
            self.canvas.use_tool("select")
        else:
            self.show()
        return True

    def show(self, rect: Rect | None = None) -> None:
        """The frame and the corners of the picture, or of where it would be."""
        rect = rect or self._rect()
        overlay = self.canvas.overlay
        overlay.scale = self.canvas.view.zoom
        overlay.frames([rect] if rect else [], ())
        overlay.handles(_corners(rect) if rect else ())

    def press(self, at: Pointer) -> None:
        rect = self._rect()
        if rect is not None:
            self._corner = self._corner_at(rect, at)
            self._start = at if self._corner or rect.contains(at.p) else None

    @staticmethod
    def _corner_at(rect: Rect, at: Pointer) -> str:
        near = [h for h in _corners(rect) if h.point.distance(at.p) <= _REACH / at.zoom]
        return near[0].role if near else ""

    def _moved(self, at: Pointer) -> Rect | None:
        rect, start = self._rect(), self._start
        if rect is None or start is None:
            return None
        dx, dy = at.p.x - start.p.x, at.p.y - start.p.y
        if not self._corner:
            return Rect(round(rect.x + dx), round(rect.y + dy), rect.w, rect.h)
        wide = rect.w + (dx if "e" in self._corner else -dx)
        high = rect.h + (dy if "s" in self._corner else -dy)
        scale = max(wide / rect.w, high / rect.h, LEAST / min(rect.w, rect.h))
        w, h = rect.w * scale, rect.h * scale
        return Rect(
            rect.right - w if "w" in self._corner else rect.x,
            rect.bottom - h if "n" in self._corner else rect.y,
            w,
            h,
        )

    def drag(self, at: Pointer) -> None:
        rect = self._moved(at)
        if rect is not None:
            self.canvas.scene.traced.show(rect)
            self.show(rect)
            before = self._rect()
            if self._corner and before is not None:
                self.canvas.overlay.note(f"{rect.w / before.w * 100:.0f} %", at.p)

    def release(self, at: Pointer) -> None:
        rect, start = self._moved(at), self._start
        self._start = None
        self.canvas.overlay.note("")
        if rect is not None and start is not None and at.far_from(start):
            self._put(rect)
            self.session.history.seal()
        else:
            self.canvas.scene.traced.end()
        self.show()

    def _put(self, rect: Rect, merge_key: str = "") -> None:
        map_id, plane = self.canvas.map_id, self.canvas.plane
        self.session.run(
            wording.step("place_trace"), lambda tx: place_underlay(tx, map_id, plane, rect), merge_key
        )

    def hover(self, at: Pointer) -> None:
        rect = self._rect()
        corner = self._corner_at(rect, at) if rect is not None else ""
        inside = rect is not None and rect.contains(at.p)
        shape = _CURSORS.get(corner, self.cursor if inside else Qt.CursorShape.ArrowCursor)
        self.canvas.view.viewport().setCursor(shape)

    def double_click(self, at: Pointer) -> None:
        self.canvas.use_tool("select")

    def key(self, event: QKeyEvent) -> bool:
        key, rect = event.key(), self._rect()
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._start is not None:
                self.cancel()
                self.show()
            else:
                self.canvas.use_tool("select")
            return True
        if rect is None:
            return False
        if key in _ARROWS:
            by = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            way = _ARROWS[Qt.Key(key)]
            self._put(rect.moved(way[0] * by, way[1] * by), "trace:move")
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            scale = 1 / _STEP if key == Qt.Key.Key_Minus else _STEP
            self._put(Rect(rect.x, rect.y, rect.w * scale, rect.h * scale), "trace:scale")
        else:
            return False
        self.show()
        return True

    def cancel(self) -> None:
        if self._start is not None:
            self.canvas.scene.traced.end()
        self._start = None
        super().cancel()


def _corners(rect: Rect) -> list[Handle]:
    return [
        Handle("nw", Point(rect.x, rect.y)),
        Handle("ne", Point(rect.right, rect.y)),
        Handle("se", Point(rect.right, rect.bottom)),
        Handle("sw", Point(rect.x, rect.bottom)),
    ]
