"""The table of steps of the map in front as Qt sees it: the rows, and one more to type into."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from probis_editor.commands.steps.cells import no_cell, yes_cell
from probis_editor.commands.steps.edits import Rows, numbers
from probis_editor.commands.steps.heads import COLUMNS
from probis_editor.layout.steps import ELEMENT_OF, LOCKED_POOLS, Row
from probis_editor.ui import kind_icons, look

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

TEXT, KIND = COLUMNS.index("text"), COLUMNS.index("kind")
YES, NO = COLUMNS.index("yes"), COLUMNS.index("no_")


class StepsModel(QAbstractTableModel):
    """Shows rows; what is typed goes out as `typed(row, column, text)` and comes back through `show_rows`."""

    typed = Signal(int, str, str)

    def __init__(
        self, text: Callable[..., str], awaited: Callable[[str, str], str] = lambda _, __: ""
    ) -> None:
        """`awaited(row id, column)` is what was typed there about rows that are still to come."""
        super().__init__()
        self._text = text
        self._awaited = awaited
        self._rows: Rows = ()
        self._cells: list[list[str] | None] = []
        self._numbers: dict[str, int] = {}
        self._open = False
        self._typing = False

    @property
    def rows(self) -> Rows:
        return self._rows

    @property
    def extra(self) -> int:
        """The place of the row to type into, -1 where the table cannot be added to."""
        return len(self._rows) if self._open else -1

    def show_rows(self, rows: Rows, can_add: bool) -> None:
        """Show these rows from now on, telling the view of no more than what differs."""
        old, new = [r.id for r in self._rows], [r.id for r in rows]
        if can_add != self._open:
            self.beginResetModel()
            self._open = can_add
            self._take(rows)
            self.endResetModel()
            return
        head = 0
        while head < min(len(old), len(new)) and old[head] == new[head]:
            head += 1
        tail = 0
        while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
            tail += 1
        gone, come = len(old) - head - tail, len(new) - head - tail
        if gone:
            self.beginRemoveRows(QModelIndex(), head, head + gone - 1)
            self._take(self._rows[:head] + self._rows[len(old) - tail :])
            self.endRemoveRows()
        if come:
            self.beginInsertRows(QModelIndex(), head, head + come - 1)
            self._take(rows)
            self.endInsertRows()
        self._take(rows)
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(COLUMNS) - 1))

    def _take(self, rows: Rows) -> None:
        self._rows = rows
        self._numbers = numbers(rows)
        self._cells = [None] * len(rows)

    def row_at(self, at: int) -> Row | None:
        """The row at a place, None for the one to type into."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def place_of(self, row_id: str) -> int:
        """The place of a row, -1 for an unknown one."""
        return self._numbers.get(row_id, 0) - 1

    def cell(self, at: int, column: int) -> str:
        """The text of a cell, as it is shown and as it is edited."""
        row = self.row_at(at)
        if row is None:
            return ""
        cells = self._cells[at]
        if cells is None:
            cells = self._cells[at] = [
                str(at + 1),
                row.text,
                row.actor,
                "" if row.locked and row.kind == "task" else self._text("steps.kind." + row.kind),
                row.inputs,
                row.outputs,
                yes_cell(self._rows, row, self._numbers),
                no_cell(self._rows, row, self._numbers),
                row.duration,
                row.remarks,
            ]
        return self._waiting(row, column) or cells[column]

    def _waiting(self, row: Row, column: int) -> str:
        return self._awaited(row.id, COLUMNS[column]) if column in (YES, NO) else ""

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows) + self._open

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole:
            return self._text("steps.column." + COLUMNS[section])
        if role == Role.TextAlignmentRole:
            return _alignment(section) | int(Qt.TextFlag.TextWordWrap)
        if role == Role.ToolTipRole and section in (YES, NO):
            return self._text("steps.help." + COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        at, column = index.row(), index.column()
        row = self.row_at(at)
        if role in (Role.DisplayRole, Role.EditRole):
            if row is None and role == Role.DisplayRole:
                return self._hint(at, column)
            return self.cell(at, column)
        if role == Role.TextAlignmentRole:
            return _alignment(column)
        if role == Role.ForegroundRole:
            if row is None:
                return QColor(look.FAINT)
            return QColor(look.MUTED) if row.locked or column == 0 or self._waiting(row, column) else None
        if row is None:
            return None
        if role == Role.BackgroundRole:
            return QColor(look.WINDOW) if row.locked else None
        if role == Role.ToolTipRole and self._waiting(row, column):
            return self._text("steps.awaited", cell=self._waiting(row, column))
        if role == Role.ToolTipRole:
            return self._text(row.locked) if row.locked else self.cell(at, column) or None
        if role == Role.DecorationRole and column == KIND and not row.locked:
            return kind_icons.picture(ELEMENT_OF[row.kind], 18)
        return None

    def _hint(self, at: int, column: int) -> str:
        if column == 0:
            return str(at + 1)
        return self._text("steps.type_here") if column == TEXT else ""

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        row = self.row_at(index.row())
        if index.column() and not (row is not None and row.locked):
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        # Storing a cell makes Qt close its editor, which would store it once more.
        if role != Role.EditRole or self._typing:
            return False
        self._typing = True
        try:
            if str(value) != self.cell(index.row(), index.column()):
                self.typed.emit(index.row(), COLUMNS[index.column()], str(value))
        finally:
            self._typing = False
        return True

    def reason(self, at: int) -> str:
        """Why a row cannot be edited, as a text; "" where it can."""
        row = self.row_at(at)
        return self._text(row.locked) if row is not None and row.locked else ""


def open_for_adding(rows: Rows) -> bool:
    """Whether the map takes new rows."""
    return not any(row.locked == LOCKED_POOLS for row in rows)


def _alignment(column: int) -> int:
    across = Qt.AlignmentFlag.AlignHCenter if column in (0, YES) else Qt.AlignmentFlag.AlignLeft
    return int(across | Qt.AlignmentFlag.AlignVCenter)
