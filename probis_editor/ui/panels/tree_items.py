"""The rows of the process tree and the widget that shows them; what happens to them is said in `tree`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

from probis_editor.model.elements import Map
from probis_editor.model.office import Process
from probis_editor.ui import icons, look
from probis_editor.ui.session import Session

KIND, ID, PLANE, MAP = (Qt.ItemDataRole(Qt.ItemDataRole.UserRole + n) for n in range(4))
"""What an item is ("process", "map", "plane", "section"), its id, and the map and plane that a click opens."""

OFFICE_KINDS = ("level0", "relation", "organisation", "overview")
"""Kinds of map that belong to the office as a whole where they belong to no process."""

MAP_ICONS = {
    "level0": "layout-grid",
    "subprocess": "layout-dashboard",
    "relation": "workflow",
    "organisation": "users",
    "overview": "layout-dashboard",
}


def process_item(session: Session, process: Process, code: str, own: list[Map]) -> QTreeWidgetItem:
    """A process; with a single map the map is opened by the process's own row."""
    item = QTreeWidgetItem([f"{code}  {process.name}".strip()])
    item.setData(0, KIND, "process")
    item.setData(0, ID, process.id)
    item.setToolTip(0, item.text(0))
    if not process.parent:
        font = QFont(look.UI_FAMILY, 10)
        font.setBold(True)
        item.setFont(0, font)
    if len(own) == 1:
        item.setData(0, MAP, own[0].id)
        item.setIcon(0, icons.icon(MAP_ICONS.get(own[0].kind, "workflow"), look.ACCENT))
        item.addChildren(_planes(session, own[0]))
    elif not own:
        item.setForeground(0, QBrush(QColor(look.TEXT if not process.parent else look.MUTED)))
    return item


def map_item(session: Session, record: Map, name: str = "") -> QTreeWidgetItem:
    full = " ".join(record.name.split())
    item = QTreeWidgetItem([name or full or session.text("ui.tree.unnamed")])
    item.setIcon(0, icons.icon(MAP_ICONS.get(record.kind, "workflow"), look.ACCENT))
    item.setData(0, KIND, "map")
    item.setData(0, ID, record.id)
    item.setData(0, MAP, record.id)
    item.setToolTip(0, full)
    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
    item.addChildren(_planes(session, record))
    return item


def _planes(session: Session, record: Map) -> list[QTreeWidgetItem]:
    """The inner canvases of the map's sub-processes that hold something."""
    document, result = session.document, []
    for node in document.nodes(record.id):
        inner = node.kind.startswith("subprocess") and not node.inline
        if inner and any(c.plane == node.id for c in document.children(record.id, node.id)):
            item = QTreeWidgetItem([" ".join(node.name.split()) or session.text("kind.subprocess")])
            item.setIcon(0, icons.icon("square", look.FAINT))
            item.setData(0, KIND, "plane")
            item.setData(0, MAP, record.id)
            item.setData(0, PLANE, node.id)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            result.append(item)
    return result


def append(parent: QTreeWidget | QTreeWidgetItem, item: QTreeWidgetItem) -> None:
    if isinstance(parent, QTreeWidget):
        parent.addTopLevelItem(item)
    else:
        parent.addChild(item)


class Tree(QTreeWidget):
    """Reports a drop instead of carrying it out: the tree follows the document."""

    def __init__(self, dropped: Callable[[QTreeWidgetItem, QTreeWidgetItem | None, str], None]) -> None:
        super().__init__()
        self._dropped = dropped
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.setIconSize(QSize(16, 16))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setExpandsOnDoubleClick(False)

    def dropEvent(self, event) -> None:
        item = self.currentItem()
        spot = event.position().toPoint()
        target = self.itemAt(spot)
        where = self.dropIndicatorPosition()
        names = QAbstractItemView.DropIndicatorPosition
        place = {names.AboveItem: "above", names.BelowItem: "below"}.get(where, "on")
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if item is not None and item is not target and item.data(0, KIND) in ("map", "process"):
            self._dropped(item, target, place)
