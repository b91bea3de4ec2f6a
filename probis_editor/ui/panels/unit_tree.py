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
            and event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Delete)
        ):
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = self._panel.current
        if chosen and event.key() == Qt.Key.Key_F2:
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
