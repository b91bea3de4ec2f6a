"""SIPOC: the five columns of the process in front, proposed from its maps until the office says otherwise."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QBrush, QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from probis_editor.commands import sipoc
from probis_editor.layout.sipoc import COLUMNS, shown_on, table
from probis_editor.model import numbering
from probis_editor.model.affairs import Sipoc
from probis_editor.model.changes import ChangeSet
from probis_editor.model.elements import Map
from probis_editor.ui import look, wording
from probis_editor.ui.actions_sipoc import show_on_map
from probis_editor.ui.session import Session

EDITED = tuple(name for name in COLUMNS if name != "process")
LATE = 250
"""Milliseconds after a change of a map before its proposals are worked out anew."""


class SipocPanel(QWidget):
    """Follows the map in front, or the process that was last shown."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._process = ""
        self._filling = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        self.table = QTableWidget(0, len(COLUMNS))
        self.table.setAccessibleName("SIPOC")
        self.table.setHorizontalHeaderLabels([session.text("sipoc." + name) for name in COLUMNS])
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().hide()
        self.table.setWordWrap(True)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(
            triggers.DoubleClicked
            | triggers.EditKeyPressed
            | triggers.AnyKeyPressed
            | triggers.SelectedClicked
        )
        self.table.itemChanged.connect(self._changed_cell)
        self.table.currentCellChanged.connect(lambda *_: self._mind_column())
        self.table.installEventFilter(self)
        column.addWidget(self.table, 1)
        self.empty = QLabel(session.text("sipoc.no_process"))
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.setStyleSheet(f"color: {look.MUTED}; padding: 12px;")
        column.addWidget(self.empty, 1)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(LATE)
        self._late.timeout.connect(self.refresh)
        session.opened.connect(self._opened)
        session.place_changed.connect(self._place_changed)
        session.changed.connect(self._document_changed)
        self._opened()

    def _head(self) -> QFrame:
        head = QFrame()
        head.setObjectName("panel")
        row = QHBoxLayout(head)
        row.setContentsMargins(8, 6, 6, 4)
        row.setSpacing(6)
        self.title = QLabel()
        self.title.setObjectName("section")
        row.addWidget(self.title)
        self.said = QLabel()
        self.said.setStyleSheet(f"color: {look.MUTED};")
        row.addWidget(self.said)
        row.addStretch(1)
        text = self._session.text
        self.take = QPushButton(text("sipoc.take"))
        self.take.setToolTip(text("sipoc.take_tip"))
        self.take.clicked.connect(self.take_proposals)
        self.back = QPushButton(text("sipoc.back"))
        self.back.setToolTip(text("sipoc.back_tip"))
        self.back.clicked.connect(self.back_to_proposals)
        self.back_column = QPushButton(text("sipoc.back_column"))
        self.back_column.setToolTip(text("sipoc.back_column_tip"))
        self.back_column.clicked.connect(self.back_to_proposed_column)
        self.shown = QCheckBox(text("sipoc.shown"))
        self.shown.setToolTip(text("sipoc.shown_tip"))
        self.shown.clicked.connect(self.show_on_map)
        row.addWidget(self.shown)
        for button in (self.take, self.back_column, self.back):
            button.setStyleSheet("padding: 2px 8px;")
            row.addWidget(button)
        return head

    # What is shown

    def _opened(self) -> None:
        self._process = ""
        self._place_changed()

    def _place_changed(self) -> None:
        record = self._session.document.get((self._session.place.map, ""))
        if isinstance(record, Map) and record.process:
            self._process = record.process
        self.refresh()

    def show_process(self, process_id: str) -> None:
        """Show the columns of a process, whether it has a map or not."""
        self._process = process_id
        self.refresh()

    @property
    def process(self) -> str:
        """The id of the process shown, "" for none."""
        return self._process if self._session.document.process(self._process) is not None else ""

    def _document_changed(self, change: ChangeSet) -> None:
        if any(not key[0] for key in change.touched):
            self.refresh()
        elif self.isVisible():
            self._late.start()

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self.refresh()

    def _record(self) -> Sipoc:
        found = self._session.document.get(("", "sipoc:" + self._process))
        return found if isinstance(found, Sipoc) else Sipoc(process=self._process)

    def refresh(self) -> None:
        """Show what the document says now; a cell that is being written is left alone."""
        process = self.process
        self.empty.setVisible(not process)
        self.table.setVisible(bool(process))
        for button in (self.take, self.back, self.back_column):
            button.setEnabled(False)
        self._mind_map()
        self.title.setText("")
        self.said.setText("")
        writing = self.table.state() == QAbstractItemView.State.EditingState
        if not process or not self.isVisible() or writing:
            return
        document, text = self._session.document, self._session.text
        code = numbering.codes(document).get(process, "")
        named = document.process(process)
        self.title.setText(f"{code} {named.name if named else ''}".strip())
        own = self._record()
        proposed = [name for name in EDITED if getattr(own, name) is None]
        if len(proposed) == len(EDITED):
            self.said.setText(text("sipoc.all_proposed"))
        elif proposed:
            self.said.setText(text("sipoc.some_proposed"))
        self.take.setEnabled(bool(proposed))
        self.back.setEnabled(len(proposed) < len(EDITED))
        self._fill(proposed)
        self._mind_column()

    def _mind_map(self) -> None:
        """Offer to show the columns below the map in front where it is one of the process shown."""
        document, map_id = self._session.document, self._session.place.map
        record = document.index(map_id).record
        here = record is not None and bool(self.process) and record.process == self.process
        self.shown.setEnabled(here)
        self.shown.setChecked(here and shown_on(document, map_id))

    def show_on_map(self, shown: bool) -> None:
        """Show the columns below the map in front, or not."""
        show_on_map(self._session, shown)

    def _mind_column(self) -> None:
        """Offer to leave the column with the cursor to the maps where the office wrote it."""
        self.back_column.setEnabled(
            bool(self.process) and getattr(self._record(), self._column, None) is not None
        )

    @property
    def _column(self) -> str:
        """The name of the column with the cursor, "" for none."""
        at = self.table.currentColumn()
        return COLUMNS[at] if at >= 0 else ""

    def _fill(self, proposed: list[str]) -> None:
        found = table(self._session.document, self._process)
        rows = max(len(column) for column in found) + 1
        self._filling = True
        self.table.setRowCount(rows)
        for at, name in enumerate(COLUMNS):
            said = getattr(found, name)
            for row in range(rows):
                item = QTableWidgetItem(said[row] if row < len(said) else "")
                if name == "process":
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                if name in proposed or name == "process":
                    font = item.font()
                    font.setItalic(name != "process")
                    item.setFont(font)
                    item.setForeground(QBrush(QColor(look.MUTED)))
                    item.setToolTip(
                        self._session.text("sipoc.proposed" if name in proposed else "sipoc.read")
                    )
                self.table.setItem(row, at, item)
            mark = self._session.text("sipoc.mark") if name in proposed else ""
            header = self._session.text("sipoc." + name)
            self.table.horizontalHeaderItem(at).setText(f"{header} {mark}".strip())
        self.table.resizeRowsToContents()
        self._filling = False

    # Changing it

    def _changed_cell(self, item: QTableWidgetItem) -> None:
        if self._filling or not self.process:
            return
        name = COLUMNS[item.column()]
        texts = (self.table.item(row, item.column()) for row in range(self.table.rowCount()))
        said = tuple(cell.text() for cell in texts if cell is not None and cell.text().strip())
        if said != getattr(table(self._session.document, self._process), name):
            self._say(**{name: said})
        QTimer.singleShot(0, self.refresh)

    def _say(self, **columns: tuple[str, ...] | None) -> None:
        process = self._process
        step = wording.step("sipoc", what=self.title.text())
        self._session.run(step, lambda tx: sipoc.say(tx, process, **columns))

    def take_proposals(self) -> None:
        """Make what the maps propose the office's own, so that later changes of the maps leave it as it is."""
        own, found = self._record(), table(self._session.document, self._process)
        columns = {name: getattr(found, name) for name in EDITED if getattr(own, name) is None}
        if columns:
            self._say(**columns)

    def back_to_proposals(self) -> None:
        """Leave all columns to the maps again."""
        if self._record() != Sipoc(process=self._process):
            self._say(**dict.fromkeys(EDITED))

    def back_to_proposed_column(self) -> None:
        """Leave the column with the cursor to the maps again."""
        if getattr(self._record(), self._column, None) is not None:
            self._say(**{self._column: None})

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Del empties the cell with the cursor."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            item = self.table.currentItem()
            clear = event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
            if clear and item is not None and item.flags() & Qt.ItemFlag.ItemIsEditable:
                item.setText("")
                return True
        return False
