"""One list of facts: rows in columns, buttons beside them, and every button a key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from probis_editor.model.changes import ChangeSet
from probis_editor.ui import icons, look
from probis_editor.ui.session import Session

ID = Qt.ItemDataRole.UserRole


class Row(NamedTuple):
    """A row: its id ("" = nothing can be done with it), its cells, and what is wrong with it. `quiet` rows are grey."""

    id: str
    cells: tuple[str, ...]
    said: str = ""
    quiet: bool = False
    strong: bool = False


class _Wrapped(QStyledItemDelegate):
    """Rows as high as their longest cell needs in its column."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        tree = self.parent()
        assert isinstance(tree, QTreeWidget)
        wide = max(tree.columnWidth(index.column()) - 18, 40)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        words = str(index.data() or "")
        high = tree.fontMetrics().boundingRect(0, 0, wide, 4000, int(flags), words).height()
        return QSize(wide, max(high + 12, 32))


class _List(QTreeWidget):
    """Keys of the list: Enter and F2 edit, Del deletes, Insert adds, Alt with an arrow moves."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__()
        self._page = page
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setAllColumnsShowFocus(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setWordWrap(True)
        self.setItemDelegate(_Wrapped(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._page.move_chosen(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._page.edit_chosen()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._page.remove_chosen()
        elif key == Qt.Key.Key_Insert:
            self._page.add()
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class RecordPage(QWidget):
    """A page of facts. `name` begins its texts: facts.<name>.title, .about, .empty and .column.<column>.

    What a page does goes through the session, so that it is one undo step each; it follows the document.
    """

    name = ""
    columns: tuple[tuple[str, int], ...] = ()
    """(name, width) of every column; the one of width 0 takes what is left."""
    moves = False
    watches: tuple[str, ...] = ()
    """Beginnings of the keys of the records that it shows."""

    page_wanted = Signal(str)
    """The name of another page that the user wants to see."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.text = session.text
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(8)
        head = QLabel(self.text(f"facts.{self.name}.title"))
        head.setObjectName("heading")
        layout.addWidget(head)
        about = QLabel(self.text(f"facts.{self.name}.about"))
        about.setObjectName("muted")
        about.setWordWrap(True)
        layout.addWidget(about)
        layout.addSpacing(4)
        self._bar = QHBoxLayout()
        self._bar.setSpacing(8)
        self.add_button = self.button("facts.add", self.add, "plus")
        self.add_button.setObjectName("primary")
        self.add_button.setIcon(icons.icon("plus", "#FFFFFF"))
        self.extra()
        self._bar.addStretch(1)
        self._tools: list[tuple[QToolButton, str]] = []
        if self.moves:
            self._tool("up", "arrow-up", lambda: self.move_chosen(-1))
            self._tool("down", "arrow-down", lambda: self.move_chosen(1))
        self._tool("edit", "pencil", self.edit_chosen)
        self._tool("remove", "trash-2", self.remove_chosen)
        layout.addLayout(self._bar)
        frame = QFrame()
        frame.setObjectName("boxed")
        frame.setStyleSheet(
            f"QFrame#boxed {{ background: {look.BASE}; border: 1px solid {look.BORDER}; border-radius: 6px; }}"
        )
        self._stack = QStackedLayout(frame)
        self._stack.setContentsMargins(1, 1, 1, 1)
        self.list = _List(self)
        self.list.setColumnCount(len(self.columns))
        self.list.setHeaderLabels([self.text(f"facts.{self.name}.column.{c}") for c, _ in self.columns])
        self.list.setAccessibleName(head.text())
        self.list.setStyleSheet("QTreeView { border-radius: 6px; } QTreeView::item { padding: 0 6px; }")
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        for at, (_, width) in enumerate(self.columns):
            if width:
                header.resizeSection(at, width)
            else:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(lambda *_: self.list.scheduleDelayedItemsLayout())
        self.list.currentItemChanged.connect(lambda *_: self._enable())
        self.list.itemDoubleClicked.connect(lambda *_: self.edit_chosen())
        self._stack.addWidget(self.list)
        empty = QLabel(self.text(f"facts.{self.name}.empty"))
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setWordWrap(True)
        empty.setStyleSheet(f"color: {look.MUTED}; padding: 32px;")
        self._stack.addWidget(empty)
        layout.addWidget(frame, 1)
        self.foot = QVBoxLayout()
        self.foot.setSpacing(8)
        layout.addLayout(self.foot)
        self.below()
        session.opened.connect(self.refresh)
        session.changed.connect(self._changed)
        self.refresh()

    # What a page says for itself

    def rows(self) -> Sequence[Row]:
        """What the list shows now; a page without a list of its own shows none."""
        return ()

    def add(self) -> None:
        """Ask for a new row."""

    def edit(self, row: str) -> None:
        """Ask how a row is to be."""

    def remove(self, row: str) -> None:
        """Take a row away."""

    def move(self, row: str, by: int) -> None:
        """Move a row up or down."""

    def can(self, what: str, row: str) -> bool:
        """Whether a row can be treated so ("edit", "remove", "up", "down"); "" = no row."""
        return bool(row)

    def extra(self) -> None:
        """Buttons after the first one."""

    def below(self) -> None:
        """What stands below the list."""

    def shown(self) -> None:
        """After the list was filled anew."""

    # Building

    def button(self, key: str, do: Callable[[], object], icon: str = "") -> QPushButton:
        """A button in the bar above the list."""
        made = QPushButton(self.text(key))
        if icon:
            made.setIcon(icons.icon(icon))
        made.setAutoDefault(False)
        made.clicked.connect(lambda: do())
        self._bar.addWidget(made)
        return made

    def _tool(self, name: str, icon: str, do: Callable[[], None]) -> None:
        tool = QToolButton()
        tool.setObjectName("quiet")
        tool.setIcon(icons.icon(icon))
        tool.setIconSize(QSize(18, 18))
        tool.setFixedSize(30, 28)
        tool.setToolTip(self.text("facts.tool." + name))
        tool.setAccessibleName(tool.toolTip())
        tool.clicked.connect(lambda: do())
        self._bar.addWidget(tool)
        self._tools.append((tool, name))

    # Showing

    def _changed(self, change: ChangeSet) -> None:
        if any(not key[0] and key[1].startswith(self.watches) for key in change.touched):
            self.refresh()

    def refresh(self) -> None:
        """Fill the list anew; what was chosen stays chosen, else its neighbour is."""
        chosen, at = self.chosen, self.list.currentIndex().row()
        self.list.clear()
        for row in self.rows():
            item = QTreeWidgetItem(list(row.cells))
            item.setData(0, ID, row.id)
            for column in range(len(row.cells)):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
                item.setToolTip(column, row.said or row.cells[column])
                if row.said:
                    item.setForeground(column, QColor(look.ERROR))
                elif row.quiet:
                    item.setForeground(column, QColor(look.MUTED))
                if row.strong:
                    font = self.list.font()
                    font.setBold(True)
                    item.setFont(column, font)
            self.list.addTopLevelItem(item)
        self._stack.setCurrentIndex(0 if self.list.topLevelItemCount() else 1)
        if not self.choose(chosen):
            beside = self.list.topLevelItem(min(max(at, 0), self.list.topLevelItemCount() - 1))
            if beside is not None:
                self.list.setCurrentItem(beside)
        self._enable()
        self.shown()

    @property
    def chosen(self) -> str:
        """The id of the current row, "" for none."""
        item = self.list.currentItem()
        return str(item.data(0, ID) or "") if item is not None else ""

    def choose(self, row: str) -> bool:
        """Make a row the current one; whether there is such a row."""
        for at in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(at)
            if item is not None and row and item.data(0, ID) == row:
                self.list.setCurrentItem(item)
                self.list.scrollToItem(item)
                return True
        return False

    def _enable(self) -> None:
        for tool, name in self._tools:
            tool.setEnabled(self.can(name, self.chosen))

    # Doing

    def edit_chosen(self) -> None:
        if self.can("edit", self.chosen):
            self.edit(self.chosen)

    def remove_chosen(self) -> None:
        if self.can("remove", self.chosen):
            self.remove(self.chosen)
        self.list.setFocus()

    def move_chosen(self, by: int) -> None:
        if self.moves and self.can("up" if by < 0 else "down", self.chosen):
            self.move(self.chosen, by)
        self.list.setFocus()
