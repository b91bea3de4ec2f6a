"""Sampai mana?: how far every process is, tick by tick, and the one next step."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from probis_editor.commands import progress
from probis_editor.commands.progress import TICKS, Standing, Step
from probis_editor.model import numbering
from probis_editor.model.changes import ChangeSet
from probis_editor.ui import icons, look
from probis_editor.ui.examiner import Examiner
from probis_editor.ui.session import Session
from probis_editor.ui.trees import stretch_first

ID = Qt.ItemDataRole.UserRole


class _Table(QTreeWidget):
    """Enter on a cell goes to what it stands for; left and right choose the column."""

    def __init__(self, panel: ProgressPanel) -> None:
        super().__init__()
        self._panel = panel

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._panel.go(self.currentItem(), self.currentColumn())
            event.accept()
        else:
            super().keyPressEvent(event)


class ProgressPanel(QWidget):
    """A row a process with a tick for its map, text, SIPOC, SOP and checks."""

    wanted = Signal(str, str)
    """(what, process id): the map, text ... of a process that the user wants to go to; ("office", "") and
    ("tree", "") for what comes before the processes."""

    def __init__(self, session: Session, examiner: Examiner) -> None:
        super().__init__()
        self._session, self._examiner = session, examiner
        self.next: Step | None = None
        text = session.text
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        self.table = _Table(self)
        self.table.setColumnCount(1 + len(TICKS))
        self.table.setHeaderLabels(
            [text("progress.column.process"), *(text("progress.column." + t) for t in TICKS)]
        )
        self.table.setRootIsDecorated(False)
        self.table.setIndentation(0)
        self.table.setUniformRowHeights(True)
        self.table.setIconSize(QSize(16, 16))
        self.table.setAccessibleName(text("ui.panel.progress"))
        self.table.setStyleSheet(
            "QTreeView::item { height: 26px; } QHeaderView::section { padding: 3px 8px; }"
        )
        stretch_first(self.table, *[84] * len(TICKS))
        for column in range(1, 1 + len(TICKS)):
            self.table.headerItem().setTextAlignment(column, Qt.AlignmentFlag.AlignCenter)
        self.table.itemClicked.connect(self._clicked)
        self.table.itemDoubleClicked.connect(self.go)
        layout.addWidget(self.table, 1)
        self.setObjectName("paper")
        self.setStyleSheet(f"QWidget#paper {{ background: {look.BASE}; }}")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(400)
        self._late.timeout.connect(self.refresh)
        session.opened.connect(self._late.start)
        session.changed.connect(self._changed)
        examiner.found.connect(lambda: self._late.start() if self.isVisible() else None)

    def _head(self) -> QFrame:
        text = self._session.text
        head = QFrame()
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        picture = QLabel()
        picture.setPixmap(icons.icon("arrow-up-right", look.ACCENT).pixmap(18, 18))
        row.addWidget(picture)
        words = QVBoxLayout()
        words.setSpacing(0)
        caption = QLabel(text("progress.next"))
        caption.setObjectName("section")
        words.addWidget(caption)
        self.said = QLabel()
        self.said.setStyleSheet("font-weight: bold;")
        words.addWidget(self.said)
        row.addLayout(words, 1)
        self.count = QLabel()
        self.count.setObjectName("muted")
        row.addWidget(self.count)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(140)
        self.bar.setAccessibleName(text("ui.panel.progress"))
        row.addWidget(self.bar)
        self.do = QPushButton(text("progress.go"))
        self.do.setObjectName("primary")
        self.do.clicked.connect(self.go_next)
        row.addWidget(self.do)
        return head

    def _changed(self, _: ChangeSet) -> None:
        if self.isVisible():
            self._late.start()

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Work it out anew and show it."""
        if not self.isVisible():
            return
        document = self._session.document
        errors = frozenset(f.map for f in self._examiner.findings if f.severity == "error" and f.map)
        found = progress.standings(document, errors)
        self.next = progress.next_step(document, errors)
        self.said.setText(
            self._session.label_text(self.next.label)
            if self.next
            else self._session.text("progress.all_done")
        )
        self.do.setVisible(self.next is not None)
        done, needed = sum(s.done for s in found), sum(s.needed for s in found)
        self.bar.setMaximum(max(needed, 1))
        self.bar.setValue(done)
        self.count.setText(self._session.text("progress.count", n=done, all=needed))
        item = self.table.currentItem()
        chosen, column = (str(item.data(0, ID)), self.table.currentColumn()) if item else ("", 0)
        self.table.clear()
        codes = numbering.codes(document)
        depths = {process.id: (depth, process.name) for depth, process in numbering.walk(document)}
        for one in found:
            depth, name = depths[one.process]
            row = self._row(one, f"{'    ' * depth}{codes.get(one.process, '')}  {name}")
            if not depth:
                font = self.table.font()
                font.setBold(True)
                row.setFont(0, font)
            self.table.addTopLevelItem(row)
            if one.process == chosen:
                self.table.setCurrentItem(row, column)

    def _row(self, one: Standing, name: str) -> QTreeWidgetItem:
        row = QTreeWidgetItem([name])
        row.setData(0, ID, one.process)
        for at, tick in enumerate(TICKS, 1):
            state = getattr(one, tick)
            said = "none" if state is None else "done" if state else "open"
            row.setText(at, {"none": "–", "done": "✓", "open": "○"}[said])
            row.setTextAlignment(at, Qt.AlignmentFlag.AlignCenter)
            colors = {"none": look.DISABLED, "done": look.ACCENT, "open": look.MUTED}
            row.setForeground(at, QColor(colors[said]))
            words = f"{self._session.text('progress.column.' + tick)}: {self._session.text('progress.state.' + said)}"
            row.setToolTip(at, words)
            row.setData(at, Qt.ItemDataRole.AccessibleTextRole, words)
        return row

    # Going

    def _clicked(self, item: QTreeWidgetItem, column: int) -> None:
        if column:
            self.go(item, column)

    def go(self, item: QTreeWidgetItem | None, column: int) -> None:
        """Go to what a cell stands for: the map, text, SIPOC ... of its process."""
        if item is not None:
            self.wanted.emit(TICKS[max(column, 1) - 1], str(item.data(0, ID)))

    def go_next(self) -> None:
        """Go to where the next step is done."""
        if self.next is not None:
            self.wanted.emit(self.next.label.key.removeprefix("progress."), self.next.process)
