"""The rows of the process tree and the widget that shows them; what happens to them is said in `tree`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent
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
    item.setToolTip(0, _told(session, process, item.text(0)))
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


def _told(session: Session, process: Process, name: str) -> str:
    """A process in the words of its tip: name, group, owner, whether it is determined."""
    owner = session.document.unit(process.owner)
    facts = [process.group if not process.parent else "", owner.name if owner is not None else ""]
    if process.code:
        facts.append(session.text("tree.form.states.ditetapkan"))
    return "\n".join([name, *(f for f in facts if f)])


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


def _way(event: QKeyEvent) -> str:
    """What a key means: "up", "down", "in", "out", "edit", "new", "rename", "delete"; "" for another key."""
    key = Qt.Key(event.key())
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier:
        ways = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down", Qt.Key.Key_Right: "in", Qt.Key.Key_Left: "out"}
        return ways.get(key, "edit" if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) else "")
    return {Qt.Key.Key_Insert: "new", Qt.Key.Key_F2: "rename", Qt.Key.Key_Delete: "delete"}.get(key, "")


class Tree(QTreeWidget):
    """Reports a drop instead of carrying it out: the tree follows the document."""

    def __init__(
        self,
        dropped: Callable[[QTreeWidgetItem, QTreeWidgetItem | None, str], None],
        pressed: Callable[[str], bool] = lambda _: False,
    ) -> None:
        super().__init__()
        self._dropped, self._pressed = dropped, pressed
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.setIconSize(QSize(16, 16))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setExpandsOnDoubleClick(False)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _way(event):
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _way(event)
        if way and self._pressed(way):
            event.accept()
        else:
            super().keyPressEvent(event)

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
