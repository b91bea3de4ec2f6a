"""The second page of the import: the process tree with the imported maps in it, moved by dragging or from a list."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from probis_editor.commands.import_places import Placing, Spot
from probis_editor.model import numbering
from probis_editor.model.document import Document
from probis_editor.model.office import Process
from probis_editor.ui import icons, look
from probis_editor.ui.session import Session
from probis_editor.ui.trees import stretch_first

KEY, MAP = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
"""Where an item keeps the process or spot it is, or the map."""
OUTSIDE = "-"
_BY_HAND = "hand:"
_WHY = {"double": "ERROR", "taken": "GUESSED", "differs": "GUESSED", "letters": "GUESSED"}


class _Tree(QTreeWidget):
    """A drop is reported, the page makes the tree anew."""

    def __init__(self, page: PlacesPage) -> None:
        super().__init__()
        self._page = page
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setUniformRowHeights(True)
        self.setIndentation(18)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )

    def dropEvent(self, event) -> None:
        target = self.itemAt(event.position().toPoint())
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if target is not None:
            self._page.place(self._page.chosen(), key_of(target))


def key_of(item: QTreeWidgetItem) -> str:
    """The node that an item is, or that its map lies under."""
    at: QTreeWidgetItem | None = item
    while at is not None and at.data(0, MAP):
        at = at.parent()
    return str(at.data(0, KEY) or "") if at is not None else ""


class PlacesPage(QWidget):
    """What is shown is `of`, `spots` and `without`; every change of these makes the tree anew."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._document = Document()
        self._incoming = Document()
        self._placing = Placing((), {}, {}, {}, {}, {})
        self.spots: dict[str, Spot] = {}
        self.of: dict[str, str] = {}
        self.without: set[str] = set()
        self._files: Mapping[str, str] = {}
        self._made = 0
        text = session.text
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        hint = QLabel(text("gather.places_hint"))
        hint.setWordWrap(True)
        hint.setObjectName("muted")
        layout.addWidget(hint)
        self.tree = _Tree(self)
        self.tree.setAccessibleName(text("gather.page.places"))
        self.tree.setHeaderLabels([text("gather.column.node"), text("gather.column.why")])
        stretch_first(self.tree, 250)
        self.tree.itemSelectionChanged.connect(self._selected)
        self.tree.itemChanged.connect(self._edited)
        layout.addWidget(self.tree, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(QLabel(text("gather.place_at")))
        self.goal = QComboBox()
        self.goal.setAccessibleName(text("gather.place_at"))
        self.goal.setMinimumWidth(340)
        self.goal.activated.connect(self._goal_chosen)
        row.addWidget(self.goal, 1)
        self.new_node = QPushButton(icons.icon("plus"), text("gather.new_node"))
        self.new_node.setToolTip(text("gather.new_node_tip"))
        self.new_node.setAutoDefault(False)
        self.new_node.clicked.connect(self._make_nodes)
        row.addWidget(self.new_node)
        layout.addLayout(row)

    def start(
        self, document: Document, incoming: Document, placing: Placing, files: Mapping[str, str]
    ) -> None:
        """Show the proposals for the maps of `incoming`; `files` says which file each came from.

        What was placed, left out or named by hand before stays so, where it can.
        """
        by_hand = {m: key for m, key in self.of.items() if key != self._placing.of.get(m)}
        made = {key: spot for key, spot in self.spots.items() if key.startswith(_BY_HAND)}
        proposed = {spot.key: spot for spot in self._placing.spots}
        named = {key: s.name for key, s in self.spots.items() if key in proposed and s != proposed[key]}
        self._files = files
        self._document, self._incoming, self._placing = document, incoming, placing
        spots = {s.key: s._replace(name=named.get(s.key, s.name)) for s in placing.spots}
        known = {"", *spots, *made, *(p.id for p in document.of_type(Process))}
        self.spots = spots | {key: spot for key, spot in made.items() if spot.parent in known}
        here = {m.id for m in incoming.maps()}
        self.of = dict(placing.of) | {m: k for m, k in by_hand.items() if m in here and k in known}
        self.without &= here
        self._fill()

    # The tree

    def _fill(self, select: set[str] | None = None) -> None:
        scrolled = self.tree.verticalScrollBar().value()
        with QSignalBlocker(self.tree):
            self.tree.clear()
            outside = self._outside()
            self.tree.addTopLevelItem(outside)
            nodes: dict[str, QTreeWidgetItem] = {}
            for key, parent, name, spot in self._nodes():
                item = self._node(key, name, spot)
                nodes[key] = item
                holder = nodes.get(parent)
                if holder is not None:
                    holder.addChild(item)
                else:
                    self.tree.addTopLevelItem(item)
            for record in self._incoming.maps():
                holder = nodes.get(self.of.get(record.id, ""), outside)
                holder.insertChild(self._maps_in(holder), self._map(record.id))
            self.tree.expandAll()
            outside.setHidden(outside.childCount() == 0)
            for item in self._items():
                if item.data(0, MAP) in (select or ()):
                    item.setSelected(True)
                    self.tree.setCurrentItem(item, 0, self.tree.selectionModel().SelectionFlag.NoUpdate)
        self.tree.verticalScrollBar().setValue(scrolled)
        current = self.tree.currentItem()
        if select and current is not None:
            self.tree.scrollToItem(current)
        self._fill_goals(list(nodes))
        self._selected()

    def _outside(self) -> QTreeWidgetItem:
        item = QTreeWidgetItem([self._session.text("gather.outside"), ""])
        item.setData(0, KEY, OUTSIDE)
        item.setForeground(0, QColor(look.MUTED))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDropEnabled)
        return item

    def _nodes(self) -> list[tuple[str, str, str, Spot | None]]:
        """(key, parent, what is written, spot) of all nodes, each after the one above it, by their numbers."""
        codes, numbers = numbering.codes(self._document), numbering.numbers(self._document)
        below: dict[str, list[tuple[int, str, str, Spot | None]]] = {}
        for depth, process in numbering.walk(self._document):
            said = f"{codes.get(process.id, '')}  {process.name}"
            parent = process.parent if depth else ""
            below.setdefault(parent, []).append((numbers.get(process.id, 0), process.id, said, None))
        for spot in self.spots.values():
            below.setdefault(spot.parent, []).append((spot.number or 10_000, spot.key, "", spot))
        found: list[tuple[str, str, str, Spot | None]] = []

        def visit(parent: str, path: str) -> None:
            for _, key, said, spot in sorted(below.get(parent, []), key=lambda n: n[0]):
                code = path
                if spot is not None:
                    code = f"{path}.{spot.number}" if path else f"{self._prefix()}{spot.number}"
                    code = code if spot.number else f"{path}.…" if path else "…"
                    code = self._code_of(key) or code
                    said = f"{code}  {spot.name}"
                else:
                    code = said.split("  ")[0]
                found.append((key, parent, said, spot))
                visit(key, code)

        visit("", "")
        return found

    def _prefix(self) -> str:
        return str(self._placing.scheme.get("code_prefix", self._document.settings.code_prefix))

    def _code_of(self, key: str) -> str:
        """The code as a map that was found to belong there writes it."""
        return next((self._placing.codes[m] for m, k in self._placing.of.items() if k == key), "")

    def _node(self, key: str, said: str, spot: Spot | None) -> QTreeWidgetItem:
        text = self._session.text
        item = QTreeWidgetItem([said, text("gather.proposed") if spot is not None else ""])
        item.setData(0, KEY, key)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDropEnabled | Qt.ItemFlag.ItemIsSelectable
        if spot is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
            font = item.font(0)
            font.setItalic(True)
            item.setFont(0, font)
            item.setForeground(1, QColor(look.ACCENT))
            item.setToolTip(0, text("gather.rename_tip"))
        item.setFlags(flags)
        item.setIcon(0, icons.icon("list-tree", look.ACCENT if spot is not None else look.MUTED))
        return item

    def _map(self, map_id: str) -> QTreeWidgetItem:
        record = self._incoming.map(map_id)
        why = self._why(map_id)
        item = QTreeWidgetItem([" ".join(record.name.split()) or map_id, why])
        item.setData(0, MAP, map_id)
        item.setIcon(0, icons.icon("workflow"))
        item.setToolTip(0, self._files.get(map_id, ""))
        item.setToolTip(1, why)
        state = Qt.CheckState.Unchecked if map_id in self.without else Qt.CheckState.Checked
        item.setCheckState(0, state)
        if self.of.get(map_id) == self._placing.of.get(map_id):
            color = _WHY.get(self._placing.why.get(map_id, ""), "MUTED")
            item.setForeground(1, QColor(getattr(look, color)))
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemIsUserCheckable
        )
        return item

    def _why(self, map_id: str) -> str:
        if self.of.get(map_id) != self._placing.of.get(map_id):
            return self._session.text("gather.why.hand")
        why = self._placing.why.get(map_id, "")
        code = self._placing.codes.get(map_id, "")
        if why:
            return self._session.text("gather.why." + why, code=code)
        return self._session.text("gather.from_file", name=PurePath(self._files.get(map_id, "")).name)

    @staticmethod
    def _maps_in(holder: QTreeWidgetItem) -> int:
        return sum(bool(holder.child(at).data(0, MAP)) for at in range(holder.childCount()))

    def _items(self) -> list[QTreeWidgetItem]:
        return self.tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)

    # By hand

    def chosen(self) -> list[str]:
        """The maps that are selected."""
        return [str(i.data(0, MAP)) for i in self.tree.selectedItems() if i.data(0, MAP)]

    def place(self, maps: list[str], key: str) -> None:
        """Put maps at a node, OUTSIDE for none."""
        if maps and key:
            self.of |= dict.fromkeys(maps, "" if key == OUTSIDE else key)
            self._fill(set(maps))

    def _fill_goals(self, keys: list[str]) -> None:
        said = {key: words for key, _, words, _ in self._nodes()}
        with QSignalBlocker(self.goal):
            self.goal.clear()
            self.goal.addItem(self._session.text("gather.outside"), OUTSIDE)
            for key in keys:
                self.goal.addItem(said[key], key)

    def _selected(self) -> None:
        maps = self.chosen()
        self.goal.setEnabled(bool(maps))
        self.new_node.setEnabled(bool(maps))
        keys = {self.of.get(m, "") or OUTSIDE for m in maps}
        self.goal.setCurrentIndex(self.goal.findData(keys.pop()) if len(keys) == 1 else -1)

    def _goal_chosen(self, _: int) -> None:
        self.place(self.chosen(), str(self.goal.currentData()))

    def _make_nodes(self) -> None:
        """A node of its own for every selected map, beside the others where it lies."""
        maps = self.chosen()
        for map_id in maps:
            self._made += 1
            key = f"{_BY_HAND}{self._made}"
            self.spots[key] = Spot(key, self.of.get(map_id, ""), 0, self._placing.titles[map_id])
            self.of[map_id] = key
        self._fill(set(maps))

    def _edited(self, item: QTreeWidgetItem, column: int) -> None:
        map_id = item.data(0, MAP)
        if map_id:
            wanted = item.checkState(0) == Qt.CheckState.Checked
            (self.without.discard if wanted else self.without.add)(str(map_id))
            return
        spot = self.spots.get(str(item.data(0, KEY)))
        if spot is not None and column == 0:
            shown = {key: words for key, _, words, _ in self._nodes()}[spot.key]
            code = shown.split("  ")[0]
            name = " ".join(item.text(0).removeprefix(code).split())
            self.spots[spot.key] = spot._replace(name=name)
            # The item is still in use by the field in which it was typed.
            QTimer.singleShot(0, lambda: self._fill(set(self.chosen())))

    def choices(self) -> tuple[tuple[Spot, ...], Mapping[str, str], frozenset[str]]:
        """(spots, places, maps not wanted) as they now are."""
        return tuple(self.spots.values()), dict(self.of), frozenset(self.without)
