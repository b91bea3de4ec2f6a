"""The process tree with its maps, and below it the maps not yet placed: the document's table of contents."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from probis_editor.commands import maps, tree
from probis_editor.model import numbering, queries
from probis_editor.model.changes import ChangeSet
from probis_editor.model.elements import Map, Node
from probis_editor.model.office import Process, Settings
from probis_editor.ui import dialogs, icons, look, wording
from probis_editor.ui.panels import list_files, tree_work
from probis_editor.ui.panels.tree_items import (
    ID,
    KIND,
    MAP,
    OFFICE_KINDS,
    PLANE,
    Tree,
    append,
    map_item,
    process_item,
)
from probis_editor.ui.session import Session


class TreePanel(QWidget):
    """A click opens a map. Items move by drag and drop: maps onto processes, processes among themselves."""

    book_wanted = Signal(str, str)
    """A process or map is to be shown in the book, in the words of `booklet.seen`."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        text = session.text
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(8, 8, 8, 8)
        head.setSpacing(4)
        self.search = QLineEdit()
        self.search.setPlaceholderText(text("ui.tree.search"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icons.icon("search", look.FAINT), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._filter)
        head.addWidget(self.search)
        self._add = QToolButton()
        self._add.setIcon(icons.icon("plus"))
        self._add.setIconSize(QSize(18, 18))
        self._add.setFixedSize(30, 28)
        self._add.setAutoRaise(True)
        self._add.setToolTip(text("ui.tree.add"))
        self._add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._add.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        menu = QMenu(self._add)
        menu.addAction(icons.icon("list-tree"), text("ui.tree.new_process"), lambda: self.new_process(""))
        menu.addAction(icons.icon("file-plus"), text("ui.tree.new_map"), lambda: self.new_map(""))
        menu.addSeparator()
        menu.addAction(icons.icon("clipboard-paste"), text("ui.action.tree.plant"), self.plant)
        menu.addAction(icons.icon("list-ordered"), text("ui.action.tree.scheme"), self.edit_scheme)
        self._add.setMenu(menu)
        head.addWidget(self._add)
        layout.addLayout(head)
        self.tree = Tree(self._moved, self._pressed)
        self.tree.itemClicked.connect(self._clicked)
        self.tree.itemActivated.connect(self._clicked)
        self.tree.itemDoubleClicked.connect(self._draw)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._menu)
        layout.addWidget(self.tree)
        self.setStyleSheet(f"TreePanel {{ background: {look.BASE}; }}")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        session.opened.connect(self.rebuild)
        session.changed.connect(self._changed)
        session.place_changed.connect(self._mark)

    # Filling

    def _changed(self, change: ChangeSet) -> None:
        for put in change.puts:
            for record in (put.before, put.after):
                inner = isinstance(record, Node) and record.kind.startswith("subprocess")
                if isinstance(record, Map | Process | Settings) or inner:
                    self.rebuild()
                    return

    def rebuild(self) -> None:
        closed = {i.data(0, ID) for i in self._items() if i.childCount() and not i.isExpanded()}
        item = self.tree.currentItem()
        chosen = item.data(0, ID) if item is not None and item.data(0, KIND) == "process" else ""
        self.tree.clear()
        document = self._session.document
        codes = numbering.codes(document)
        below = numbering.tree(document)
        placed: dict[str, list[Map]] = {}
        for record in document.maps():
            home = record.process if record.process in codes else ""
            placed.setdefault(home, []).append(record)

        def add(parent: QTreeWidget | QTreeWidgetItem, processes: list[Process]) -> None:
            for process in processes:
                own = placed.get(process.id, [])
                item = process_item(self._session, process, codes[process.id], own)
                append(parent, item)
                if len(own) > 1:
                    item.addChildren(
                        [map_item(self._session, m, self._session.text("ui.map_kind." + m.kind)) for m in own]
                    )
                add(item, below.get(process.id, []))
                item.setExpanded(process.id not in closed)

        rest = placed.get("", [])
        whole = [m for m in rest if m.kind in OFFICE_KINDS] if codes else []
        loose = [m for m in rest if m not in whole]
        self.tree.addTopLevelItems([map_item(self._session, m) for m in whole])
        add(self.tree, below.get("", []))
        if codes and loose:
            top = QTreeWidgetItem([self._session.text("ui.tree.unplaced")])
            top.setData(0, KIND, "section")
            top.setForeground(0, QBrush(QColor(look.MUTED)))
            top.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDropEnabled)
            self.tree.addTopLevelItem(top)
            top.addChildren([map_item(self._session, m) for m in loose])
            top.setExpanded(True)
        else:
            self.tree.addTopLevelItems([map_item(self._session, m) for m in loose])
        self._filter(self.search.text())
        self._mark()
        for row in self._items() if chosen else ():
            if row.data(0, KIND) == "process" and row.data(0, ID) == chosen:
                self.tree.setCurrentItem(row)

    def _items(self) -> list[QTreeWidgetItem]:
        result: list[QTreeWidgetItem] = []
        stack = [self.tree.topLevelItem(i) for i in range(self.tree.topLevelItemCount())]
        while stack:
            item = stack.pop()
            if item is not None:
                result.append(item)
                stack += [item.child(i) for i in range(item.childCount())]
        return result

    def reveal(self, process_id: str) -> None:
        """Make a process's row the current one, in view."""
        self.search.clear()
        for item in self._items():
            if item.data(0, KIND) == "process" and item.data(0, ID) == process_id:
                self.tree.setCurrentItem(item)
                self.tree.scrollToItem(item)
                return

    def _filter(self, wanted: str) -> None:
        wanted = wanted.casefold().strip()

        def shown(item: QTreeWidgetItem, inherited: bool) -> bool:
            own = inherited or wanted in item.text(0).casefold() or wanted in item.toolTip(0).casefold()
            inner = [shown(child, own) for i in range(item.childCount()) if (child := item.child(i))]
            visible = not wanted or own or any(inner)
            item.setHidden(not visible)
            if wanted and any(inner):
                item.setExpanded(True)
            return visible

        for i in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(i)
            if item is not None:
                shown(item, False)

    def _mark(self) -> None:
        place = self._session.place
        for item in self._items():
            if item.data(0, MAP) == place.map and (item.data(0, PLANE) or "") == place.plane:
                self.tree.setCurrentItem(item)
                return
        self.tree.clearSelection()
        self.tree.setCurrentIndex(QModelIndex())

    # Doing

    def _clicked(self, item: QTreeWidgetItem) -> None:
        if item.data(0, MAP):
            self._session.show(item.data(0, MAP), item.data(0, PLANE) or "")
        elif item.childCount():
            item.setExpanded(not item.isExpanded())
        elif item.data(0, KIND) == "process":
            self._session.said.emit("info", self._session.text("ui.tree.no_map", name=item.text(0)))

    def _draw(self, item: QTreeWidgetItem) -> None:
        """A double click on a process that has neither a map nor parts begins its map."""
        if item.data(0, KIND) == "process" and not item.data(0, MAP) and not item.childCount():
            self.new_map(item.data(0, ID))

    def new_map_here(self) -> None:
        """A new map, of the process of the current row where that has none yet."""
        process, own = self.current_ids()
        self.new_map("" if own else process)

    def _menu(self, spot) -> None:
        item = self.tree.itemAt(spot)
        text = self._session.text
        menu = QMenu(self)
        kind, found = (item.data(0, KIND), item.data(0, ID)) if item is not None else ("", "")
        if kind == "process":
            menu.addAction(text("ui.tree.new_child"), lambda: self.new_process(found))
            menu.addAction(text("ui.tree.new_map_here"), lambda: self.new_map(found))
            menu.addSeparator()
            menu.addAction(text("ui.tree.rename") + "\tF2", lambda: self.rename_process(found))
            menu.addAction(text("tree.form.action") + "\tAlt+Enter", lambda: self._pressed("edit"))
            menu.addAction(text("ui.tree.delete_process") + "\tDel", lambda: self._delete_process(found))
            menu.addSeparator()
            for way, keys in (("up", "Alt+↑"), ("down", "Alt+↓"), ("in", "Alt+→"), ("out", "Alt+←")):
                menu.addAction(f"{text('tree.shift.' + way)}\t{keys}", lambda w=way: self._pressed(w))
            own = item.data(0, MAP) if item is not None else ""
            if own:
                menu.addSeparator()
                menu.addAction(text("ui.tree.duplicate_map"), lambda: self._duplicate_map(own))
                menu.addAction(text("ui.tree.delete_map"), lambda: self._delete_map(own))
            menu.addSeparator()
            sources = "process:" + found, "map:" + (own or "")
            menu.addAction(text("ui.action.show_in_book"), lambda: self.book_wanted.emit(*sources))
        elif kind == "map":
            menu.addAction(text("ui.tree.open"), lambda: self._session.show(found))
            menu.addAction(text("ui.tree.rename"), lambda: self.rename_map(found))
            menu.addAction(text("ui.tree.duplicate_map"), lambda: self._duplicate_map(found))
            menu.addAction(text("ui.tree.delete_map"), lambda: self._delete_map(found))
            menu.addSeparator()
            menu.addAction(text("ui.action.show_in_book"), lambda: self.book_wanted.emit("map:" + found, ""))
        else:
            menu.addAction(text("ui.tree.new_process"), lambda: self.new_process(""))
            menu.addAction(text("ui.tree.new_map"), lambda: self.new_map(""))
            menu.addSeparator()
            menu.addAction(text("ui.action.tree.plant"), self.plant)
            menu.addAction(text("ui.action.tree.export"), self.export)
        menu.exec(self.tree.viewport().mapToGlobal(spot))

    @property
    def has_current(self) -> bool:
        """Whether the tree has the focus on a row that can be renamed and deleted."""
        item = self.tree.currentItem()
        return self.tree.hasFocus() and item is not None and item.data(0, KIND) in ("process", "map")

    def current_ids(self) -> tuple[str, str]:
        """(process id, map id) of the current row, "" where it has none."""
        item = self.tree.currentItem()
        if item is None:
            return "", ""
        process = item.data(0, ID) if item.data(0, KIND) == "process" else ""
        return process or "", item.data(0, MAP) or ""

    def rename_current(self) -> None:
        item = self.tree.currentItem()
        if item.data(0, KIND) == "process":
            self.rename_process(item.data(0, ID))
        else:
            self.rename_map(item.data(0, ID))

    def delete_current(self) -> None:
        item = self.tree.currentItem()
        if item.data(0, KIND) == "process":
            self._delete_process(item.data(0, ID))
        else:
            self._delete_map(item.data(0, ID))

    def new_process(self, parent: str, after: str = "") -> None:
        made = tree_work.new_process(self, self._session, parent, after)
        if made:
            self.reveal(made)

    def plant(self) -> None:
        """Enter processes from a list."""
        tree_work.plant(self, self._session)

    def export(self) -> None:
        """Write the tree as a sheet."""
        list_files.write_tree(self, self._session)

    def edit_scheme(self) -> None:
        """Ask for the groups and the form of the codes."""
        tree_work.edit_scheme(self, self._session)

    def _pressed(self, way: str) -> bool:
        """A key for the current row: move the process, ask for its facts, or for a new one after it."""
        item = self.tree.currentItem()
        if way in ("rename", "delete"):
            if item is not None and item.data(0, KIND) in ("process", "map"):
                self.rename_current() if way == "rename" else self.delete_current()
            return True
        found = item.data(0, ID) if item is not None and item.data(0, KIND) == "process" else ""
        process = self._session.document.process(found)
        if way == "new":
            self.new_process(process.parent if process is not None else "", found)
        elif process is None:
            return False
        elif way == "edit":
            tree_work.edit(self, self._session, found)
        elif tree_work.shift(self._session, found, way):
            self.reveal(found)
        self.tree.setFocus()
        return True

    def new_map(self, process: str) -> None:
        session = self._session
        kind, name = dialogs.ask_map(self, session.text, self._suggested(process))
        if name:
            made = session.run(
                wording.step("new_map", name=name),
                lambda tx: maps.create_map(tx, name, kind=kind, process=process),
            )
            if made is not None:
                session.show(made.id)

    def _suggested(self, process_id: str) -> str:
        process = self._session.document.process(process_id)
        if process is None:
            return ""
        return f"{numbering.codes(self._session.document).get(process_id, '')} {process.name}".strip()

    def rename_process(self, process_id: str) -> None:
        process = self._session.document.process(process_id)
        assert process is not None
        name = dialogs.ask_text(
            self, self._session.text, "ui.tree.rename", "ui.tree.process_name", process.name
        )
        if name and name != process.name:
            self._session.run(
                wording.step("rename", what=name), lambda tx: tree.rename_process(tx, process_id, name)
            )

    def rename_map(self, map_id: str) -> None:
        record = self._session.document.map(map_id)
        name = dialogs.ask_text(self, self._session.text, "ui.tree.rename", "ui.tree.map_name", record.name)
        if name and name != record.name:
            self._session.run(wording.step("rename", what=name), lambda tx: maps.rename_map(tx, map_id, name))

    def _duplicate_map(self, map_id: str) -> None:
        from probis_editor.formats import attribute_copies

        session = self._session
        name = session.text("ui.tree.copy_of", name=session.document.map(map_id).name)
        made = session.run(
            wording.step("new_map", name=name),
            lambda tx: maps.duplicate_map(
                tx, map_id, name, attribute_copies.values(session.document, map_id)
            ),
        )
        if made is not None:
            session.show(made.id)

    def _delete_map(self, map_id: str) -> None:
        name = queries.title_of(self._session.document, self._session.document.map(map_id))
        self._session.run(wording.step("delete", what=name), lambda tx: maps.delete_map(tx, map_id))

    def _delete_process(self, process_id: str) -> None:
        tree_work.delete(self, self._session, process_id)

    def _moved(self, item: QTreeWidgetItem, target: QTreeWidgetItem | None, place: str) -> None:
        """An item was dropped `place` ("on", "above", "below") a target; None = the free room below."""
        session = self._session
        kind, found = item.data(0, KIND), item.data(0, ID)
        goal = target
        while goal is not None and goal.data(0, KIND) not in ("process", "section"):
            goal, place = goal.parent(), "on"
        home = goal.data(0, ID) if goal is not None and goal.data(0, KIND) == "process" else ""
        if kind == "map":
            session.run(
                wording.step("place_map", what=item.toolTip(0)),
                lambda tx: maps.change_map(tx, found, process=home),
            )
            return
        process = session.document.process(found)
        beside = session.document.process(home)
        if process is None:
            return
        parent, order = home, None
        if beside is not None and place != "on":
            parent = beside.parent
            siblings = [p.id for p in numbering.children(session.document, parent) if p.id != found]
            order = (
                siblings.index(beside.id) + (1 if place == "below" else 0) if beside.id in siblings else None
            )
        session.run(
            wording.step("move", what=process.name), lambda tx: tree.move_process(tx, found, parent, order)
        )
