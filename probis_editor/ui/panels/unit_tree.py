"""The tree widget of the list of units: its own keys, and drops that are reported instead of carried out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget

if TYPE_CHECKING:
    from probis_editor.ui.panels.units import UnitsPanel

ID = Qt.ItemDataRole.UserRole
"""Where an item keeps the id of its unit."""


def _way(event: QKeyEvent) -> str:
    """Where a key with Alt moves the unit, or "edit"; "" for any other key."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != Qt.KeyboardModifier.AltModifier:
        return ""
    ways = {
        Qt.Key.Key_Up: "up",
        Qt.Key.Key_Down: "down",
        Qt.Key.Key_Right: "in",
        Qt.Key.Key_Left: "out",
        Qt.Key.Key_Return: "edit",
        Qt.Key.Key_Enter: "edit",
    }
    return ways.get(Qt.Key(event.key()), "")


class UnitTree(QTreeWidget):
    """F2 and Del are its own; a drop is reported, the list follows the document."""

    def __init__(self, panel: UnitsPanel) -> None:
        super().__init__()
        self._panel = panel
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.setIconSize(QSize(16, 16))
        self.setExpandsOnDoubleClick(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Insert) or _way(event))
        ):
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen, way = self._panel.current, _way(event)
        if chosen and way == "edit":
            self._panel.edit(chosen)
        elif chosen and way:
            self._panel.shift(chosen, way)
        elif event.key() == Qt.Key.Key_Insert:
            self._panel.add_beside()
        elif chosen and event.key() == Qt.Key.Key_F2:
            self._panel.rename(chosen)
        elif chosen and event.key() == Qt.Key.Key_Delete:
            self._panel.delete(chosen)
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event) -> None:
        item, target = self.currentItem(), self.itemAt(event.position().toPoint())
        names = QAbstractItemView.DropIndicatorPosition
        place = {names.AboveItem: "above", names.BelowItem: "below"}.get(self.dropIndicatorPosition(), "on")
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if item is not None and item is not target and item.data(0, ID):
            goal = str(target.data(0, ID) or "") if target is not None else ""
            self._panel.moved(str(item.data(0, ID)), goal, place)
