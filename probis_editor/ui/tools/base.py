"""What every tool is: a small life cycle that the view drives, with the canvas as its only surroundings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

from probis_editor.geometry import Point

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas

THRESHOLD = 4.0
"""Pixels the pointer may tremble before a press becomes a drag."""


class Pointer(NamedTuple):
    """Where the pointer is: `p` in the scene, `spot` in the viewport; held keys; the zoom."""

    p: Point
    spot: QPointF
    modifiers: Qt.KeyboardModifier
    zoom: float

    @property
    def tolerance(self) -> float:
        """Five pixels, in scene units."""
        return 5.0 / self.zoom

    @property
    def shift(self) -> bool:
        return bool(self.modifiers & Qt.KeyboardModifier.ShiftModifier)

    @property
    def ctrl(self) -> bool:
        return bool(self.modifiers & Qt.KeyboardModifier.ControlModifier)

    @property
    def alt(self) -> bool:
        return bool(self.modifiers & Qt.KeyboardModifier.AltModifier)

    def far_from(self, other: Pointer) -> bool:
        """Whether the way between the two is a drag."""
        return (self.spot - other.spot).manhattanLength() >= THRESHOLD


class Tool:
    """One active tool at a time. A gesture changes the document once, in `release`."""

    name = ""
    """Names the tool in ACTIONS; `ui.hint.<name>` is its hint in the status bar."""

    cursor = Qt.CursorShape.ArrowCursor
    pans = False

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.session = canvas.session

    def enter(self) -> None: ...

    def leave(self) -> None:
        self.cancel()

    def press(self, at: Pointer) -> None: ...

    def drag(self, at: Pointer) -> None: ...

    def release(self, at: Pointer) -> None: ...

    def hover(self, at: Pointer) -> None: ...

    def double_click(self, at: Pointer) -> None: ...

    def left(self) -> None:
        """The pointer went out of the canvas."""

    def key(self, event: QKeyEvent) -> bool:
        """Whether the key was for this tool."""
        return False

    def frames(self) -> bool:
        """Whether the tool shows frames of its own in the place of those of the selection."""
        return False

    def cancel(self) -> None:
        """Give the gesture up; the document stays as it is."""
        self.canvas.goal = None
        self.canvas.scene.end_preview()
        self.canvas.overlay.end_gesture()


class HandTool(Tool):
    """Drags the canvas."""

    name = "hand"
    cursor = Qt.CursorShape.OpenHandCursor
    pans = True
