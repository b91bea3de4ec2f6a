"""What helps to look at a canvas and is no part of the map: names that stay in sight, marks of what is found,
the map in small, the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from probis_editor.ui.marks import Marks
from probis_editor.ui.minimap import MiniMap
from probis_editor.ui.paper import PaperFrame
from probis_editor.ui.sticky import Sticky

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas


class Aids:
    """Made by the canvas, which tells them when the map changed (`read`) and when the view moved (`settle`)."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self.lanes = Sticky(canvas, "left")
        self.heads = Sticky(canvas, "top")
        self.heads.lower()
        self.lanes.lower()
        self.marks = Marks(canvas)
        self.minimap = MiniMap(canvas)
        self.paper = PaperFrame(canvas)
        canvas.view.paper = self.paper
        canvas.view.moved.connect(self.settle)
        canvas.view.zoomed.connect(self.settle)

    def read(self) -> None:
        """The map is another one than before."""
        self.lanes.read()
        self.heads.read()
        self.marks.read()
        self.minimap.read()
        self.paper.read()

    def settle(self, *_: object) -> None:
        """The view shows another part, or has another size."""
        if not self._canvas.isVisible():
            return
        self.lanes.settle()
        self.heads.settle()
        self.marks.settle()
        self.minimap.settle()
