"""What floats over the map and stays while the map is scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas


class Floating(QFrame):
    """A child of the view's viewport, in its frame: see `MapView.scrollContentsBy`. The mouse over it is its own."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas.view.viewport())
        self._view = canvas.view
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer is no longer over the map."""
        if self._view.tool is not None:
            self._view.tool.left()
        super().enterEvent(event)

    def stand(self, place: QRect) -> bool:
        """Be seen at a place; whether it was not so before."""
        if self.isVisible() and self.geometry() == place:
            return False
        self.setGeometry(place)
        self.show()
        return True
