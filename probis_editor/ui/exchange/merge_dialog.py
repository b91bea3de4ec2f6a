"""Perbarui dari Bizagi: what changed on which side, conflicts decided with both pictures, taken as one undo step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from probis_editor.commands.merge_plan import OURS, THEIRS, Choices, Conflict, MapMerge, Rename
from probis_editor.model import numbering
from probis_editor.ui import access, dialogs, icons, look
from probis_editor.ui.exchange.merge_work import MergeWork, decided
from probis_editor.ui.exchange.picture_view import PictureView
from probis_editor.ui.trees import bold, stretch_first

if TYPE_CHECKING:
    from probis_editor.ui.main_window import MainWindow

MAP, WHAT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
ELEMENT = Qt.ItemDataRole.UserRole + 2
_OUT = "-"
_CHOSEN = f"""
QPushButton {{ padding: 3px 12px; }}
QPushButton:checked {{ background: {look.PRIMARY}; color: #FFFFFF; border: none; }}
"""


class MergeDialog(QDialog):
    """The two sides of the chosen map, and below them the maps with their changes."""

    def __init__(self, window: MainWindow, work: MergeWork, name: str) -> None:
        super().__init__(window)
        self._work = work
        self._text = window.session.text
        self._conflicts: dict[tuple[str, str], str] = {}
        self._shown = ""
        self._rows: dict[tuple[str, str], list[QComboBox]] = {}
        text = self._text
        self.setWindowTitle(text("merge.step"))
        dialogs.resize(self, 1240, 740)
        self.setMinimumSize(860, 520)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        head = QLabel(text("merge.heading", name=name))
        head.setObjectName("heading")
        layout.addWidget(head)
        hint = QLabel(text("merge.hint"))
        hint.setWordWrap(True)
        hint.setObjectName("muted")
        layout.addWidget(hint)
        # Maps are wide: beside each other over the full width they are seen best.
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self._pictures())
        split.addWidget(self._list())
        split.setSizes([300, 300])
        layout.addWidget(split, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.problem = QLabel()
        self.problem.setStyleSheet(f"color: {look.ERROR};")
        foot.addWidget(self.problem, 1)
        cancel = QPushButton(text("ui.button.cancel"))
        cancel.clicked.connect(self.reject)
        foot.addWidget(cancel)
        self.do = QPushButton(text("merge.do"))
        self.do.setObjectName("primary")
        self.do.setDefault(True)
        self.do.clicked.connect(self.accept)
        foot.addWidget(self.do)
        layout.addLayout(foot)
        self._fill()
        access.name_controls(self)
        self._show_open()
        self.tree.setFocus()

    # Building

    def _list(self) -> QWidget:
        text = self._text
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(text("merge.maps"))
        self.tree.setUniformRowHeights(False)
        self.tree.setIndentation(16)
        self.tree.setHeaderLabels([text("merge.column." + c) for c in ("what", "ours", "theirs")])
        stretch_first(self.tree, 84, 84)
        self.tree.currentItemChanged.connect(self._show)
        column.addWidget(self.tree, 1)
        self.under = QComboBox()
        self.under.setAccessibleName(text("merge.under"))
        self.under.addItem(text("gather.outside"), _OUT)
        self.under.addItem(text("merge.top_level"), "")
        codes = numbering.codes(self._work.document)
        for depth, process in numbering.walk(self._work.document):
            self.under.addItem(f"{'    ' * depth}{codes.get(process.id, '')}  {process.name}", process.id)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._under_label = QLabel(text("merge.under"))
        row.addWidget(self._under_label)
        row.addWidget(self.under, 1)
        column.addLayout(row)
        for widget in (self._under_label, self.under):
            widget.setVisible(bool(self._work.plan.added))
        return side

    def _pictures(self) -> QWidget:
        side = QWidget()
        row = QHBoxLayout(side)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self.ours, self.take_ours = self._half(row, "ours")
        self.theirs, self.take_theirs = self._half(row, "theirs")
        self.ours.pair(self.theirs)
        self.take_ours.clicked.connect(lambda: self.decide(self._current(), OURS))
        self.take_theirs.clicked.connect(lambda: self.decide(self._current(), THEIRS))
        return side

    def _half(self, row: QHBoxLayout, side: str) -> tuple[PictureView, QPushButton]:
        column = QVBoxLayout()
        column.setSpacing(6)
        head = QHBoxLayout()
        title = QLabel(self._text("merge.picture." + side))
        title.setObjectName("section")
        head.addWidget(title, 1)
        button = QPushButton(self._text("merge.take." + side))
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setStyleSheet(_CHOSEN)
        head.addWidget(button)
        head.addStrut(30)
        column.addLayout(head)
        view = PictureView(self._text("merge.picture." + side))
        column.addWidget(view, 1)
        row.addLayout(column, 1)
        return view, button

    def _fill(self) -> None:
        plan = self._work.plan
        maps = sorted(plan.maps, key=lambda m: not m.conflicts)
        if maps:
            group = self._group("merge.group.maps", len(maps))
            for part in maps:
                self._add_map(group, part)
        if plan.added:
            group = self._group("merge.group.added", len(plan.added))
            for record in plan.added:
                self._tick(group, record.name, record.id, record.id, True)
        if plan.removed:
            group = self._group("merge.group.removed", len(plan.removed))
            for record in plan.removed:
                self._tick(
                    group, self._text("merge.remove_too", name=record.name), record.id, record.id, False
                )
        if plan.renames:
            group = self._group("merge.group.renames", len(plan.renames))
            for rename in plan.renames:
                words = self._text("merge.rename_to", before=rename.before, after=rename.after)
                self._tick(group, words, rename.map, rename, False)
        first = self.tree.topLevelItem(0)
        if first is not None and (row := first.child(0)) is not None:
            self.tree.setCurrentItem(row)

    def _group(self, key: str, n: int) -> QTreeWidgetItem:
        item = QTreeWidgetItem([self._text(key, n=n)])
        bold(item)
        item.setForeground(0, QColor(look.MUTED))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.tree.addTopLevelItem(item)
        item.setFirstColumnSpanned(True)
        item.setExpanded(True)
        return item

    def _tick(self, group: QTreeWidgetItem, words: str, map_id: str, what: object, on: bool) -> None:
        item = QTreeWidgetItem([words])
        item.setData(0, MAP, map_id)
        item.setData(0, WHAT, what)
        item.setToolTip(0, words)
        item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        group.addChild(item)
        item.setFirstColumnSpanned(True)

    def _add_map(self, group: QTreeWidgetItem, part: MapMerge) -> None:
        text, work = self._text, self._work
        counts = [work.changes(part.id, side) for side in (OURS, THEIRS)]
        item = QTreeWidgetItem([work.map_name(part.id), *(str(n) if n else "–" for n in counts)])
        item.setData(0, MAP, part.id)
        item.setToolTip(0, work.map_name(part.id))
        for column in (1, 2):
            item.setTextAlignment(column, Qt.AlignmentFlag.AlignCenter)
        clash = bool(part.conflicts)
        name, color = ("git-merge", look.ERROR) if clash else ("check", look.ACCENT)
        item.setIcon(0, icons.icon(name, color))
        if clash:
            bold(item)
        group.addChild(item)
        for conflict in part.conflicts:
            self._add_conflict(item, conflict)
        for change in part.taken:
            self._line(item, work.words.change_line(change), look.TEXT, change.key[1])
        if part.left:
            n = len({left.element for left in part.left})
            self._line(item, text("merge.left", n=n), look.GUESSED)
        item.setExpanded(clash)

    def _line(self, above: QTreeWidgetItem, words: str, color: str, element: str = "") -> QTreeWidgetItem:
        item = QTreeWidgetItem([words])
        item.setData(0, ELEMENT, element)
        item.setData(0, MAP, above.data(0, MAP))
        item.setForeground(0, QColor(color))
        item.setToolTip(0, words)
        above.addChild(item)
        return item

    def _add_conflict(self, above: QTreeWidgetItem, conflict: Conflict) -> None:
        text = self._text
        item = self._line(above, self._work.conflict_line(conflict), look.ERROR, conflict.element)
        item.setData(0, WHAT, conflict)
        goals = QComboBox()
        goals.setAccessibleName(self._work.conflict_line(conflict))
        goals.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        goals.setMaximumWidth(260)
        for side in ("", OURS, THEIRS):
            goals.addItem(text("merge.choose." + (side or "open")), side)
        goals.activated.connect(
            lambda _, g=goals, c=conflict: self._decide_one(c.map, c.element, str(g.currentData()))
        )
        self._rows.setdefault((conflict.map, conflict.element), []).append(goals)
        box = QTreeWidgetItem([""])
        box.setData(0, MAP, conflict.map)
        item.addChild(box)
        self.tree.setItemWidget(box, 0, goals)
        box.setFirstColumnSpanned(True)
        item.setExpanded(True)

    # Choosing

    def _current(self) -> str:
        item = self.tree.currentItem()
        return str(item.data(0, MAP) or "") if item is not None else ""

    def _show(self) -> None:
        map_id = self._current()
        if map_id != self._shown:
            self._shown = map_id
            for view, side in ((self.ours, OURS), (self.theirs, THEIRS)):
                picture = self._work.picture(map_id, side) if map_id else None
                view.clear()
                if picture is not None:
                    view.show_pictures((picture, 1.0))
            self._show_sides()
        item = self.tree.currentItem()
        element = str(item.data(0, ELEMENT) or "") if item is not None else ""
        place = self._work.place(map_id, element) if element else None
        if place is not None:
            self.ours.reveal(place)
        elif map_id:
            self.ours.fit()

    def _show_sides(self) -> None:
        map_id = self._current()
        mine = [c for c in self._work.plan.conflicts if c.map == map_id]
        sides = {decided(self._conflicts, c) for c in mine}
        for button, side in ((self.take_ours, OURS), (self.take_theirs, THEIRS)):
            button.setVisible(bool(mine))
            button.setChecked(sides == {side})

    def decide(self, map_id: str, side: str) -> None:
        """Give all conflicts of a map to one side."""
        for conflict in self._work.plan.conflicts:
            if conflict.map == map_id:
                self._decide_one(map_id, conflict.element, side)
        self._show_sides()

    def _decide_one(self, map_id: str, element: str, side: str) -> None:
        if side:
            self._conflicts[(map_id, element)] = side
        else:
            self._conflicts.pop((map_id, element), None)
        for goals in self._rows.get((map_id, element), ()):
            with QSignalBlocker(goals):
                goals.setCurrentIndex(goals.findData(side))
        self._show_sides()
        self._show_open()

    def _show_open(self) -> None:
        n = sum(not decided(self._conflicts, c) for c in self._work.plan.conflicts)
        self.problem.setText(self._text("merge.open", n=n) if n else "")
        self.do.setEnabled(n == 0)

    def choices(self) -> Choices:
        """What was decided."""
        ticked, unticked = self._ticked(True), self._ticked(False)
        added = {m.id for m in self._work.plan.added}
        removed = {m.id for m in self._work.plan.removed}
        under = str(self.under.currentData())
        return Choices(
            conflicts=dict(self._conflicts),
            under=None if under == _OUT else under,
            without=frozenset(w for w in unticked if isinstance(w, str) and w in added),
            remove=frozenset(w for w in ticked if isinstance(w, str) and w in removed),
            renames=tuple(w for w in ticked if isinstance(w, Rename)),
        )

    def _ticked(self, on: bool) -> list[object]:
        state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        found: list[object] = []
        for at in range(self.tree.topLevelItemCount()):
            group = self.tree.topLevelItem(at)
            for row in range(group.childCount()):
                item = group.child(row)
                if item.data(0, Qt.ItemDataRole.CheckStateRole) is not None and item.checkState(0) == state:
                    found.append(item.data(0, WHAT))
        return found
