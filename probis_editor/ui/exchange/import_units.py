"""The third page of the import: who stands in the lanes, and which of these names are one."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from probis_editor.commands.import_units import UNIT, Actor
from probis_editor.model.document import Document
from probis_editor.model.office import Unit
from probis_editor.ui import look
from probis_editor.ui.session import Session
from probis_editor.ui.trees import bold

NAME = Qt.ItemDataRole.UserRole


class _Goals(QComboBox):
    """Whom a name stands for; the long list is filled in when it is looked at, as there is one for every name."""

    def __init__(self, goals: list[tuple[str, str]]) -> None:
        super().__init__()
        self._all = goals
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(16)
        self.setStyleSheet("QComboBox { margin: 3px 4px 3px 0; }")

    def choose(self, target: str) -> None:
        """Show a target; an unknown one is the first."""
        if self.findData(target) < 0:
            self.addItem(*next((g for g in self._all if g[1] == target), self._all[0]))
        self.setCurrentIndex(self.findData(target))

    def fill(self) -> None:
        """Offer all of them."""
        if self.count() == len(self._all):
            return
        chosen = self.currentData()
        with QSignalBlocker(self):
            self.clear()
            for words, target in self._all:
                self.addItem(words, target)
            self.setCurrentIndex(max(self.findData(chosen), 0))

    def showPopup(self) -> None:
        self.fill()
        super().showPopup()

    def focusInEvent(self, event) -> None:
        self.fill()
        super().focusInEvent(event)

    def wheelEvent(self, event) -> None:
        event.ignore()  # the list scrolls, and no choice is changed by it


class UnitsPage(QWidget):
    """Every row is a name; a tick says that it stands for whom the list at its right names."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._actors: list[Actor] = []
        self._document = Document()
        self.targets: dict[str, str] = {}
        text = session.text
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        hint = QLabel(text("gather.units_hint"))
        hint.setWordWrap(True)
        hint.setObjectName("muted")
        layout.addWidget(hint)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.search = QLineEdit()
        self.search.setPlaceholderText(text("gather.search_name"))
        self.search.textChanged.connect(self._filter)
        row.addWidget(self.search, 1)
        self.only = QCheckBox(text("gather.only_suggested"))
        self.only.toggled.connect(self._filter)
        row.addWidget(self.only)
        row.addStretch()
        self.all, self.none = QPushButton(text("gather.take_all")), QPushButton(text("gather.decline_all"))
        self.all.clicked.connect(lambda: self._tick_all(True))
        self.none.clicked.connect(lambda: self._tick_all(False))
        for button in (self.all, self.none):
            button.setAutoDefault(False)
            row.addWidget(button)
        layout.addLayout(row)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(text("gather.page.units"))
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setHeaderLabels([text("gather.column." + c) for c in ("actor", "used", "becomes")])
        self.tree.setStyleSheet("QTreeView::item { height: 36px; }")
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(1, 120)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.tree.itemChanged.connect(self._ticked)
        layout.addWidget(self.tree, 1)
        self.enter = QCheckBox(text("gather.enter_units"))
        self.enter.setChecked(True)
        self.enter.toggled.connect(self.tree.setEnabled)
        layout.addWidget(self.enter)

    def start(self, document: Document, actors: list[Actor]) -> None:
        """Show the names with their suggestions, those that need a look first. What was chosen by hand stays."""
        proposed = {a.name: a.target for a in self._actors}
        by_hand = {name: goal for name, goal in self.targets.items() if goal != proposed.get(name)}
        self._document = document
        self._actors = sorted(actors, key=lambda a: not a.suggested)
        names = {a.name for a in actors}
        known = names | {UNIT + unit.id for unit in document.of_type(Unit)}
        self.targets = {a.name: a.target for a in actors}
        self.targets |= {name: goal for name, goal in by_hand.items() if name in names and goal in known}
        self.only.setEnabled(any(a.suggested for a in actors))
        self.all.setEnabled(self.only.isEnabled())
        self.none.setEnabled(self.only.isEnabled())
        with QSignalBlocker(self.tree):
            self.tree.clear()
            for actor in self._actors:
                self._add(actor)
        self._filter()

    def _add(self, actor: Actor) -> None:
        text = self._session.text
        item = QTreeWidgetItem([actor.name, text("gather.uses", n=actor.lanes, maps=actor.maps), ""])
        item.setData(0, NAME, actor.name)
        item.setForeground(1, QColor(look.MUTED))
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        )
        if actor.suggested:
            bold(item)
            item.setToolTip(0, text("gather.likeness", score=actor.score))
        target = self.targets[actor.name]
        own = target == actor.name
        item.setCheckState(0, Qt.CheckState.Unchecked if own else Qt.CheckState.Checked)
        self.tree.addTopLevelItem(item)
        goals = _Goals(self._goals_of(actor))
        goals.setAccessibleName(text("gather.becomes", name=actor.name))
        goals.choose(target)
        goals.activated.connect(lambda _, i=item, g=goals, a=actor: self._chosen(a, i, g))
        self.tree.setItemWidget(item, 2, goals)

    def _goals_of(self, actor: Actor) -> list[tuple[str, str]]:
        """(words, target) of all whom a name may stand for: itself, the units of the list, the other names."""
        text = self._session.text
        found = [(text("gather.own_unit"), actor.name)]
        listed = sorted(self._document.of_type(Unit), key=lambda u: u.name.casefold())
        found += [(text("gather.listed", name=unit.name), UNIT + unit.id) for unit in listed]
        others = sorted((a for a in self._actors if a.name != actor.name), key=lambda a: a.name.casefold())
        return found + [(a.name, a.name) for a in others if not a.target.startswith(UNIT)]

    def _goals(self, item: QTreeWidgetItem) -> _Goals:
        found = self.tree.itemWidget(item, 2)
        assert isinstance(found, _Goals)
        return found

    def _chosen(self, actor: Actor, item: QTreeWidgetItem, goals: _Goals) -> None:
        target = str(goals.currentData())
        self.targets[actor.name] = target
        with QSignalBlocker(self.tree):
            own = target == actor.name
            item.setCheckState(0, Qt.CheckState.Unchecked if own else Qt.CheckState.Checked)

    def _ticked(self, item: QTreeWidgetItem, column: int) -> None:
        if column:
            return
        name = str(item.data(0, NAME))
        actor = next(a for a in self._actors if a.name == name)
        goals = self._goals(item)
        if item.checkState(0) == Qt.CheckState.Checked:
            target = actor.target
            if target == name:
                goals.setFocus()
                goals.showPopup()
        else:
            target = name
        self.targets[name] = target
        goals.choose(target)

    def _tick_all(self, on: bool) -> None:
        state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        for item in self._rows():
            actor = next(a for a in self._actors if a.name == item.data(0, NAME))
            if actor.suggested:
                item.setCheckState(0, state)

    def _rows(self) -> list[QTreeWidgetItem]:
        return [self.tree.topLevelItem(at) for at in range(self.tree.topLevelItemCount())]

    def _filter(self) -> None:
        wanted = self.search.text().casefold().strip()
        suggested = {a.name for a in self._actors if a.suggested}
        for item in self._rows():
            name = str(item.data(0, NAME))
            hidden = wanted not in name.casefold() or (self.only.isChecked() and name not in suggested)
            item.setHidden(hidden)

    def names(self) -> dict[str, str]:
        """Name -> whom it stands for, with the names that stand for others followed to the end; {} for none at all."""
        return {name: self._end(name) for name in self.targets} if self.enter.isChecked() else {}

    def _end(self, name: str) -> str:
        seen = {name}
        while (target := self.targets.get(name, name)) not in seen and target in self.targets:
            seen.add(target)
            name = target
        return target
