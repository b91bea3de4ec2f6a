"""Unit & pihak: the one list of units, positions and parties that lanes, owners and texts refer to."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSplitter,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from probis_editor.commands import tree, unit_order, unit_rows, units
from probis_editor.model import numbering, queries, unit_names
from probis_editor.model.changes import ChangeSet
from probis_editor.model.office import Unit
from probis_editor.ui import icons, look, wording
from probis_editor.ui.panels import list_files, unit_dialogs
from probis_editor.ui.panels.unit_tree import ID as _ID
from probis_editor.ui.panels.unit_tree import UnitTree
from probis_editor.ui.session import Session

ICONS = {"unit": "building-2", "position": "user", "party": "landmark", "collective": "users"}
_PARTY = "party"


class UnitsPanel(QWidget):
    """Units as a tree with the parties below; what is chosen says where it is used."""

    asked = Signal(object)
    """A `units.Use` that the user wants to see."""
    duties_wanted = Signal(str)
    """The unit whose duties are to be written."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        text = session.text
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head())
        self.tree = UnitTree(self)
        self.setFocusProxy(self.tree)
        self.tree.currentItemChanged.connect(lambda *_: self._show_usage())
        self.tree.itemDoubleClicked.connect(lambda item, _: self.edit(item.data(0, _ID)))
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._menu)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.used = QLabel(text("parties.used"))
        self.used.setObjectName("section")
        self.used.setContentsMargins(12, 6, 12, 4)
        column.addWidget(self.used)
        self.usage = QTreeWidget()
        self.usage.setHeaderHidden(True)
        self.usage.setRootIsDecorated(False)
        self.usage.setIndentation(0)
        self.usage.setUniformRowHeights(True)
        self.usage.setStyleSheet("QTreeView::item { height: 24px; padding-left: 8px; }")
        self.usage.itemClicked.connect(self._go)
        self.usage.itemActivated.connect(self._go)
        column.addWidget(self.usage)
        self._empty = QLabel(text("parties.empty"))
        self._empty.setWordWrap(True)
        self._empty.setStyleSheet(f"color: {look.MUTED}; padding: 12px;")
        layout.addWidget(self._empty)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.tree)
        split.addWidget(below)
        split.setSizes([420, 170])
        layout.addWidget(split, 1)
        self.setObjectName("paper")
        self.setStyleSheet(f"QWidget#paper {{ background: {look.BASE}; }}")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(300)
        self._late.timeout.connect(self._show_usage)
        session.opened.connect(self.rebuild)
        session.changed.connect(self._changed)
        self.rebuild()

    def _head(self) -> QHBoxLayout:
        text = self._session.text
        head = QHBoxLayout()
        head.setContentsMargins(8, 8, 8, 8)
        head.setSpacing(4)
        self.search = QLineEdit()
        self.search.setPlaceholderText(text("parties.search"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icons.icon("search", look.FAINT), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(lambda _: self._filter())
        head.addWidget(self.search)
        add = QToolButton()
        add.setIcon(icons.icon("plus"))
        add.setIconSize(QSize(18, 18))
        add.setFixedSize(30, 28)
        add.setAutoRaise(True)
        add.setToolTip(text("parties.add"))
        add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        add.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        menu = QMenu(add)
        for kind, icon in ICONS.items():
            menu.addAction(
                icons.icon(icon), text("parties.new." + kind), lambda k=kind: self.add(k, self._below(k))
            )
        menu.addSeparator()
        menu.addAction(text("parties.from_lanes"), self.add_from_lanes)
        menu.addAction(text("parties.from_text"), self.add_from_text)
        menu.addSeparator()
        menu.addAction(text("parties.twins"), self.find_twins)
        menu.addSeparator()
        menu.addAction(text("lists.export_units"), self.export)
        add.setMenu(menu)
        head.addWidget(add)
        return head

    # Filling

    def _changed(self, change: ChangeSet) -> None:
        if any(key[1].startswith("unit:") for key in change.touched if not key[0]):
            self.rebuild()
        elif self.isVisible():
            self._late.start()

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self._show_usage()

    def rebuild(self) -> None:
        """Show the list as it is now; what was chosen stays chosen."""
        document, chosen = self._session.document, self.current
        closed = {i.data(0, _ID) for i in self._items() if i.childCount() and not i.isExpanded()}
        self.tree.blockSignals(True)
        self.tree.clear()

        def add(parent: QTreeWidgetItem | QTreeWidget, above: str) -> None:
            for unit in unit_order.children(document, above):
                if above or unit.kind != _PARTY:
                    add_one(parent, unit)

        def add_one(parent: QTreeWidgetItem | QTreeWidget, unit: Unit) -> None:
            item = self._item(unit)
            if isinstance(parent, QTreeWidget):
                parent.addTopLevelItem(item)
            else:
                parent.addChild(item)
            add(item, unit.id)
            item.setExpanded(unit.id not in closed)

        add(self.tree, "")
        parties = [u for u in unit_order.children(document) if u.kind == _PARTY]
        if parties:
            top = QTreeWidgetItem([self._session.text("parties.outside")])
            top.setData(0, _ID, "")
            top.setForeground(0, QColor(look.MUTED))
            top.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDropEnabled)
            self.tree.addTopLevelItem(top)
            for unit in parties:
                add_one(top, unit)
            top.setExpanded(True)
        self.tree.blockSignals(False)
        self._empty.setVisible(not self._items())
        self._filter()
        self.reveal(chosen)
        self._show_usage()

    def _item(self, unit: Unit) -> QTreeWidgetItem:
        name = unit.name if unit.repeat <= 1 else f"{unit.name}  × {unit.repeat}"
        item = QTreeWidgetItem([name])
        item.setIcon(0, icons.icon(ICONS.get(unit.kind, "building-2"), look.ACCENT))
        item.setData(0, _ID, unit.id)
        kind = self._session.text("parties.kind." + unit.kind)
        others = ", ".join(n for n in (unit.short, *unit.instances, *unit.aliases) if n)
        item.setToolTip(0, f"{unit.name}\n{kind}" + (f"\n{others}" if others else ""))
        return item

    def _items(self) -> list[QTreeWidgetItem]:
        result: list[QTreeWidgetItem] = []
        stack = [self.tree.topLevelItem(i) for i in range(self.tree.topLevelItemCount())]
        while stack:
            item = stack.pop(0)
            if item is not None:
                result.append(item)
                stack = [item.child(i) for i in range(item.childCount())] + stack
        return result

    def _filter(self) -> None:
        wanted = self.search.text().casefold().strip()
        for item in reversed(self._items()):
            own = wanted in item.text(0).casefold() or wanted in item.toolTip(0).casefold()
            inner = any(not item.child(i).isHidden() for i in range(item.childCount()))
            item.setHidden(bool(wanted) and not own and not inner)

    @property
    def current(self) -> str:
        """The id of the chosen unit, "" for none."""
        item = self.tree.currentItem()
        return str(item.data(0, _ID) or "") if item is not None else ""

    def reveal(self, unit_id: str) -> None:
        """Make a unit's row the current one, in view."""
        for item in self._items():
            if unit_id and item.data(0, _ID) == unit_id:
                self.tree.setCurrentItem(item)
                self.tree.scrollToItem(item)
                return

    # Where it is used

    def _show_usage(self) -> None:
        self.usage.clear()
        unit = self._session.document.unit(self.current)
        text = self._session.text
        self.used.setText(text("parties.used"))
        if unit is None or not self.isVisible():
            return
        found = units.usage(self._session.document, unit.id)
        self.used.setText(text("parties.used_n", n=len(found)))
        rows: dict[str, list[units.Use]] = {}
        for use in found:
            rows.setdefault(self._said(use), []).append(use)
        for said, uses in rows.items():
            item = QTreeWidgetItem([said if len(uses) == 1 else f"{said}  ({len(uses)})"])
            item.setToolTip(0, item.text(0))
            item.setData(0, _ID, uses[0])
            self.usage.addTopLevelItem(item)

    def _said(self, use: units.Use) -> str:
        document = self._session.document
        where = ""
        process = document.process(use.element.split(":")[1] if ":" in use.element else use.element)
        other = document.unit(use.element)
        if use.map:
            record = document.map(use.map)
            where = f"{queries.code_of(document, record)} {queries.title_of(document, record)}".strip()
        elif process is not None:
            where = f"{numbering.codes(document).get(process.id, '')} {process.name}".strip()
        elif other is not None:
            where = other.name
        words = self._session.text("parties.use." + use.what)
        return f"{words}: {where}" if where else words

    def _go(self, item: QTreeWidgetItem) -> None:
        use = item.data(0, _ID)
        if isinstance(use, tuple):
            self.asked.emit(units.Use(*use))

    # Changing

    def _below(self, kind: str) -> str:
        """Where a new one belongs: positions and units below the unit that is chosen."""
        chosen = self._session.document.unit(self.current)
        return chosen.id if chosen is not None and kind == "position" and chosen.kind == "unit" else ""

    def add(self, kind: str, parent: str = "") -> None:
        """Ask for a name and enter a new one."""
        session = self._session
        above = session.document.unit(parent)
        name = unit_dialogs.ask_name(self, session, kind, above.name if above else "")
        if not name:
            return
        known = unit_names.by_name(session.document, name)
        if known is not None and known.parent == parent:
            session.said.emit("error", session.text("parties.there", name=known.name))
            self.reveal(known.id)
            return
        made = session.run(
            wording.step("new_unit", name=name), lambda tx: tree.create_unit(tx, name, kind, parent)
        )
        if isinstance(made, Unit):
            self.reveal(made.id)

    def add_from_lanes(self) -> None:
        """Enter the actor of every lane that is in no list yet."""
        session = self._session
        made = session.run(wording.step("units_from_lanes"), unit_rows.enter_lanes)
        session.said.emit("info", session.text("parties.entered", n=len(made or ())))

    def add_from_text(self) -> None:
        """Enter a list, one a line (or rows from Excel)."""
        session = self._session
        given = unit_dialogs.ask_list(self, session)
        cells = [line.split("\t") for line in given.splitlines()]
        found = unit_rows.from_cells(cells) if "\t" in given else unit_rows.from_text(given)
        if found:
            made = session.run(wording.step("units_from_text"), lambda tx: unit_rows.enter(tx, found))
            session.said.emit("info", session.text("parties.entered", n=len(made or ())))

    def export(self) -> None:
        """Write the list as a sheet or as indented text."""
        list_files.write_units(self, self._session)

    def find_twins(self) -> None:
        """Offer to merge the two units that are most alike."""
        twins = units.suggestions(self._session.document)
        if twins:
            self.merge(twins[0].second, twins[0].first)
        else:
            self._session.said.emit("info", self._session.text("parties.no_twins"))

    def rename(self, unit_id: str) -> None:
        name = unit_dialogs.ask_rename(self, self._session, unit_id)
        if name:
            step = wording.step("rename", what=name)
            self._session.run(step, lambda tx: units.rename(tx, unit_id, name))

    def merge(self, gone: str, keep: str = "") -> None:
        """Make a unit and another one the same; which one stays is asked."""
        session = self._session
        kept = unit_dialogs.ask_merge(self, session, gone, keep)
        unit = session.document.unit(gone)
        if kept and unit is not None:
            step = wording.step("merge_unit", name=unit.name)
            session.run(step, lambda tx: units.merge(tx, kept, gone))
            self.reveal(kept)

    def edit(self, unit_id: str) -> None:
        """Ask for the fields of a unit."""
        unit = self._session.document.unit(unit_id)
        if unit is None:
            return
        fields = unit_dialogs.ask_fields(self, self._session, unit)
        if fields:
            step = wording.step("change", what=unit.name)
            self._session.run(step, lambda tx: tree.change_unit(tx, unit_id, **fields))

    def delete(self, unit_id: str) -> None:
        """Remove a unit that is not used any more; a used one is refused with the reason."""
        unit = self._session.document.unit(unit_id)
        if unit is not None:
            step = wording.step("delete", what=unit.name)
            self._session.run(step, lambda tx: units.remove(tx, unit_id))

    def add_beside(self) -> None:
        """Ask for a new unit beside the chosen one."""
        unit = self._session.document.unit(self.current)
        self.add(unit.kind if unit is not None else "unit", unit.parent if unit is not None else "")

    def shift(self, unit_id: str, way: str) -> None:
        """Move a unit "up" or "down" among its siblings, "in" under the one before it, "out" beside its holder."""
        found = unit_order.shifted(self._session.document, unit_id, way)
        unit = self._session.document.unit(unit_id)
        if found is not None and unit is not None:
            step = wording.step("move", what=unit.name)
            self._session.run(step, lambda tx: unit_order.move(tx, unit_id, *found))
            self.reveal(unit_id)

    def moved(self, unit_id: str, target: str, place: str) -> None:
        """A unit was dropped "on", "above" or "below" another one; target "" = the free room below."""
        document = self._session.document
        unit, beside = document.unit(unit_id), document.unit(target)
        if unit is None:
            return
        parent, order = target, None
        if beside is not None and place != "on":
            parent = beside.parent if document.unit(beside.parent) is not None else ""
            siblings = [u.id for u in unit_order.children(document, parent) if u.id != unit_id]
            order = siblings.index(beside.id) + (place == "below") if beside.id in siblings else None
        self._session.run(
            wording.step("move", what=unit.name), lambda tx: unit_order.move(tx, unit_id, parent, order)
        )

    def _menu(self, spot) -> None:
        item = self.tree.itemAt(spot)
        found = str(item.data(0, _ID) or "") if item is not None else ""
        text, menu = self._session.text, QMenu(self)
        if found:
            menu.addAction(text("parties.new_below"), lambda: self.add("unit", found))
            menu.addAction(text("parties.position_below"), lambda: self.add("position", found))
            menu.addSeparator()
            menu.addAction(text("ui.tree.rename") + "\tF2", lambda: self.rename(found))
            menu.addAction(text("parties.fields") + "\tAlt+Enter", lambda: self.edit(found))
            menu.addAction(text("parties.duties"), lambda: self.duties_wanted.emit(found))
            menu.addSeparator()
            menu.addAction(text("parties.merge"), lambda: self.merge(found))
            menu.addAction(text("ui.action.delete") + "\tDel", lambda: self.delete(found))
        else:
            for kind in ICONS:
                menu.addAction(text("parties.new." + kind), lambda k=kind: self.add(k))
            menu.addSeparator()
            menu.addAction(text("lists.export_units"), self.export)
        menu.exec(self.tree.viewport().mapToGlobal(spot))
