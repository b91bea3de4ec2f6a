"""The grid of the table of steps: the keys of a spreadsheet, and what is selected told to those who ask."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from probis_editor.commands.steps.heads import COLUMNS
from probis_editor.ui.panels.steps_delegate import ChoiceEdit
from probis_editor.ui.panels.steps_model import TEXT, StepsModel

Key = Qt.Key
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_WIDTHS = (36, 280, 156, 132, 124, 124, 64, 128, 76, 128)
_SHARES = {TEXT: 5, COLUMNS.index("actor"): 2, COLUMNS.index("inputs"): 2, COLUMNS.index("outputs"): 2}
_SHARES |= {COLUMNS.index("remarks"): 2, COLUMNS.index("no_"): 1}
_MARK = QItemSelectionModel.SelectionFlag

COMMANDS: dict[tuple[Key, bool, bool], str] = {
    (Key.Key_Insert, False, False): "insert",
    (Key.Key_Plus, True, False): "insert",
    (Key.Key_Equal, True, False): "insert",
    (Key.Key_Minus, True, False): "remove",
    (Key.Key_Up, False, True): "up",
    (Key.Key_Down, False, True): "down",
    (Key.Key_C, True, False): "copy",
    (Key.Key_X, True, False): "cut",
    (Key.Key_V, True, False): "paste",
    (Key.Key_Insert, True, False): "copy",
    (Key.Key_Delete, False, False): "clear",
    (Key.Key_Backspace, False, False): "clear",
}
"""(key, Ctrl, Alt) -> what it asks for."""


class StepsTable(QTableView):
    asked = Signal(str)
    """A command of COMMANDS."""
    rows_selected = Signal()
    """The user chose other rows."""
    locked_touched = Signal(int)
    """The user tried to type into a locked row."""

    def __init__(self, model: StepsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = model
        self._quiet = False
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.AnyKeyPressed | triggers.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(28)
        self.verticalHeader().setDefaultSectionSize(28)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        )
        head.setFixedHeight(40)
        head.setMinimumSectionSize(32)
        for at, width in enumerate(_WIDTHS):
            self.setColumnWidth(at, width)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        head.sectionResized.connect(lambda *_: self._widths_changed())
        self.selectionModel().selectionChanged.connect(self._selection_changed)
        self._sized = False
        self._filled = 0
        self._line: tuple[tuple[int, int], int] | None = None

    # Where we are

    def go(self, row: int, column: int) -> None:
        """Make a cell the current and only selected one; places outside are brought in."""
        row = max(0, min(self._steps.rowCount() - 1, row))
        column = max(1, min(len(COLUMNS) - 1, column))
        index = self._steps.index(row, column)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, _MARK.ClearAndSelect)
            self.scrollTo(index)

    def place(self) -> tuple[int, int]:
        """(row, column) of the current cell."""
        here = self.currentIndex()
        return here.row(), here.column()

    def done(self, key: Key, back: bool, here: tuple[int, int]) -> None:
        """Go on from a cell: Enter down, Tab to the right and into the next row, with Shift the other way.

        Enter at the end of a line of Tabs leads to below where the line began, as in a spreadsheet.
        """
        row, column = here
        by = -1 if back else 1
        line, self._line = self._line, None
        begun = line[1] if line is not None and line[0] == here else column
        if key == Key.Key_Tab:
            column += by
            if column < 1:
                row, column = row - 1, len(COLUMNS) - 1
            elif column >= len(COLUMNS):
                row, column = row + 1, 1
            if row < 0 or row >= self._steps.rowCount():
                return
            begun = min(begun, column) if row == here[0] else 1
        else:
            row, column = row + by, begun
        self.go(row, column)
        if key == Key.Key_Tab:
            self._line = (self.place(), begun)

    def chosen_rows(self) -> list[int]:
        """The places of the rows with a selected cell, from top to bottom."""
        return sorted({i.row() for i in self.selectionModel().selectedIndexes()})

    def block(self) -> tuple[int, int, int, int] | None:
        """(top, left, bottom, right) around the selected cells."""
        found = self.selectionModel().selectedIndexes()
        if not found:
            return None
        rows, columns = [i.row() for i in found], [i.column() for i in found]
        return min(rows), min(columns), max(rows), max(columns)

    def select_rows(self, places: list[int]) -> None:
        """Select whole rows without telling anybody."""
        selection = QItemSelection()
        last = len(COLUMNS) - 1
        for at in places:
            selection.select(self._steps.index(at, 0), self._steps.index(at, last))
        self._quiet = True
        try:
            marks = self.selectionModel()
            if places:
                column = max(1, self.currentIndex().column())
                marks.setCurrentIndex(self._steps.index(places[0], column), _MARK.NoUpdate)
            marks.select(selection, _MARK.ClearAndSelect)
        finally:
            self._quiet = False
        if places:
            self.scrollTo(self._steps.index(places[0], max(1, self.currentIndex().column())))

    def _selection_changed(self) -> None:
        if not self._quiet:
            self.rows_selected.emit()

    # Keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_ours(event):
            # The window's own shortcuts for these keys would act on the canvas.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = _command(event)
        held = event.modifiers()
        if command:
            self.asked.emit(command)
        elif event.key() in (Key.Key_Return, Key.Key_Enter) and not held & (_CTRL | _ALT):
            self.done(Key.Key_Return, bool(held & _SHIFT), self.place())
        elif event.key() in (Key.Key_Tab, Key.Key_Backtab):
            self.done(Key.Key_Tab, event.key() == Key.Key_Backtab, self.place())
        elif event.text().isprintable() and event.text() and self._steps.reason(self.currentIndex().row()):
            self.locked_touched.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def edit(self, index: QModelIndex, trigger=None, event=None):
        if trigger is None:
            return super().edit(index)
        opened = super().edit(index, trigger, event)
        triggers = QAbstractItemView.EditTrigger
        if opened and trigger in (triggers.DoubleClicked, triggers.EditKeyPressed):
            editor = self.indexWidget(index)
            if isinstance(editor, ChoiceEdit):
                QTimer.singleShot(0, editor, editor.show_all)
        return opened

    def focusNextPrevChild(self, next_: bool) -> bool:
        # Tab belongs to the cells.
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        plain = not event.modifiers() & (_CTRL | _SHIFT)
        if index.isValid() and index.column() == 0 and plain:
            self.setFocus()
            if index.row() != self._steps.extra:
                self.select_rows([index.row()])
                self.rows_selected.emit()
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._steps.reason(index.row()):
            self.locked_touched.emit(index.row())
        super().mouseDoubleClickEvent(event)

    # Sizes

    def fit_rows(self, places: Iterable[int] | None = None) -> None:
        """Make rows (all of them unless said) as high as their texts need."""
        for at in range(self._steps.rowCount()) if places is None else places:
            high = max(28, self.sizeHintForRow(at))
            if self.rowHeight(at) != high:
                self.setRowHeight(at, high)

    def _widths_changed(self) -> None:
        if self._sized:
            self.fit_rows()

    def fit_columns(self) -> None:
        """Share the room that the columns leave; never make one narrower than it was at first."""
        room = self.viewport().width() - sum(_WIDTHS)
        if room == self._filled:
            return
        self._filled = room
        self._sized = False
        total = sum(_SHARES.values())
        for at, width in enumerate(_WIDTHS):
            self.setColumnWidth(at, width + (max(0, room) * _SHARES.get(at, 0)) // total)
        self._sized = True
        self.fit_rows()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def moveCursor(self, action, modifiers) -> QModelIndex:
        index = super().moveCursor(action, modifiers)
        if index.isValid() and index.column() == 0:
            return self._steps.index(index.row(), 1)
        return index


def _command(event: QKeyEvent) -> str:
    held = event.modifiers()
    if held & _SHIFT and event.key() not in (Key.Key_Plus, Key.Key_Equal):
        return ""
    return COMMANDS.get((Key(event.key()), bool(held & _CTRL), bool(held & _ALT)), "")


def _is_ours(event: QKeyEvent) -> bool:
    every = event.key() == Key.Key_A and event.modifiers() == _CTRL
    return bool(_command(event)) or event.key() == Key.Key_F2 or every
