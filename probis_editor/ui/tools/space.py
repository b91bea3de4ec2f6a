"""The space tool: press and drag to the right or down makes room, back again takes it away."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from probis_editor.commands.space import make_space
from probis_editor.geometry import Point
from probis_editor.model.document import Transaction
from probis_editor.ui import wording
from probis_editor.ui.tools.base import Pointer, Tool

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas

_FAR = 4000.0


class SpaceTool(Tool):
    """In the pool under the pointer; with Shift on the whole map, with Ctrl on this side of the line instead of beyond.

    Which way is decided by how the drag begins. Stays active for the next time.
    """

    name = "space"
    cursor = Qt.CursorShape.SplitHCursor

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._start: Pointer | None = None
        self._across: bool | None = None

    def press(self, at: Pointer) -> None:
        self._start, self._across = at, None

    def hover(self, at: Pointer) -> None:
        self.canvas.overlay.guides([(Point(at.p.x, at.p.y - 40), Point(at.p.x, at.p.y + 40)),
                                    (Point(at.p.x - 40, at.p.y), Point(at.p.x + 40, at.p.y))])  # fmt: skip

    def _by(self, at: Pointer) -> float:
        assert self._start is not None
        by = at.p.x - self._start.p.x if self._across else at.p.y - self._start.p.y
        return float(round(by / 10) * 10) if not at.alt else float(round(by))

    def _verb(self, at: Pointer) -> Callable[[Transaction], object]:
        assert self._start is not None
        canvas, start, by, across = self.canvas, self._start.p, self._by(at), bool(self._across)
        return lambda tx: make_space(tx, canvas.map_id, canvas.plane, start, by, across, at.shift, at.ctrl)

    def drag(self, at: Pointer) -> None:
        start = self._start
        if start is None or (self._across is None and not at.far_from(start)):
            return
        if self._across is None:
            self._across = abs(at.p.x - start.p.x) >= abs(at.p.y - start.p.y)
        preview = self.session.preview(self._verb(at))
        self.canvas.scene.preview(preview.groups)
        a, b = start.p, at.p
        if self._across:
            lines = [(Point(x, a.y - _FAR), Point(x, a.y + _FAR)) for x in (a.x, b.x)]
        else:
            lines = [(Point(a.x - _FAR, y), Point(a.x + _FAR, y)) for y in (a.y, b.y)]
        self.canvas.overlay.guides(lines)
        reason = self.session.label_text(preview.refusal)
        self.canvas.overlay.note(reason or f"{self._by(at):+.0f}", at.p, error=bool(reason))

    def release(self, at: Pointer) -> None:
        start = self._start
        if start is not None and self._across is not None and at.far_from(start):
            verb, by = self._verb(at), self._by(at)
            self.cancel()
            if by:
                more = by < 0 if at.ctrl else by > 0
                self.session.run(wording.step("space" if more else "space_less"), verb)
        self.cancel()

    def left(self) -> None:
        if self._start is None:
            super().cancel()

    def key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            if self._start is not None:
                self.cancel()
            else:
                self.canvas.use_tool("select")
            return True
        return False

    def cancel(self) -> None:
        self._start = None
        super().cancel()
