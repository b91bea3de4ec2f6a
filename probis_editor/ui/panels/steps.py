"""The table of steps beside the map: both show one story, and an edit of either is seen in the other at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from probis_editor.commands.steps.edits import Rows
from probis_editor.model.changes import ChangeSet
from probis_editor.ui import look
from probis_editor.ui.panels import steps_files
from probis_editor.ui.panels.steps_bar import EmptyPage, Page, StepsBar, muted
from probis_editor.ui.panels.steps_delegate import StepsDelegate
from probis_editor.ui.panels.steps_model import TEXT, StepsModel, open_for_adding
from probis_editor.ui.panels.steps_table import StepsTable
from probis_editor.ui.panels.steps_work import StepsWork
from probis_editor.ui.session import Session

_TELLING = ("cross_functional", "free", "subprocess")
"""Kinds of map that tell a story; the others show processes or units, which are no steps."""


class StepsPanel(QWidget):
    filling = Signal(bool)
    """The table wants the room of the canvas too, or gives it back."""
    went = Signal()
    """The user went to another row: what is selected should come into view."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._telling = False
        self._begun = ""
        self._map = ""
        self._full = False
        self.work = StepsWork(session)
        self.model = StepsModel(session.text, self.work.awaited)
        self.table = StepsTable(self.model)
        self.delegate = StepsDelegate(self.table, self.work.words)
        self.table.setItemDelegate(self.delegate)
        self.model.typed.connect(self._typed)
        self.table.asked.connect(self.do)
        self.table.rows_selected.connect(self._rows_selected)
        self.table.locked_touched.connect(lambda at: session.said.emit("error", self.model.reason(at)))
        self._build()
        session.changed.connect(self._changed)
        session.place_changed.connect(self._place_changed)
        session.opened.connect(self._opened)
        session.selection_changed.connect(self._selection_changed)
        self.refresh()

    # Building

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.bar = StepsBar(self._session.text, self.do)
        layout.addWidget(self.bar)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.empty = EmptyPage(self._session.text, self.do)
        self.pages.addWidget(self.empty)
        self._reason = muted("")
        self._nothing = Page(self._reason)
        self.pages.addWidget(self._nothing)
        layout.addWidget(self.pages, 1)
        self.table.setStyleSheet(
            f"QTableView {{ gridline-color: {look.BORDER}; selection-background-color: {look.ACCENT_SOFT};"
            f" selection-color: {look.TEXT}; }}"
            "QTableView::item { padding: 0 3px; }"
            f"QHeaderView::section {{ padding: 2px 6px; border-right: 1px solid {look.BORDER}; }}"
        )

    # Following the document

    def refresh(self) -> None:
        """Show the rows of the map in front as they are now."""
        session, map_id = self._session, self._session.place.map
        record = session.document.get((map_id, ""))
        old = {row.id: (at, row) for at, row in enumerate(self.model.rows)}
        table: Rows = self.work.rows if record is not None else ()
        here = self.table.currentIndex()
        other = map_id != self._map
        self._map = map_id
        self._telling = True
        try:
            self.model.show_rows(table, record is not None and open_for_adding(table))
        finally:
            self._telling = False
        if other:
            self.table.fit_rows()
            self._begun = ""
        else:
            changed = [at for at, row in enumerate(table) if old.get(row.id) != (at, row)]
            self.table.fit_rows(changed)
            if here.isValid() and not self.table.currentIndex().isValid():
                self.table.go(here.row(), here.column())
        self._show_page(table)
        self.bar.count.setText(session.text("steps.count", n=len(table)) if table else "")
        self.bar.enable(self.model.extra >= 0, bool(table))
        self._selection_changed()

    def _show_page(self, table: Rows) -> None:
        session = self._session
        if not session.place.map:
            self._say_nothing("steps.no_map")
        elif table or self._begun == session.place.map:
            self.pages.setCurrentWidget(self.table)
        elif session.document.map(session.place.map).kind not in _TELLING:
            self._say_nothing("steps.no_story")
        else:
            self.pages.setCurrentWidget(self.empty)

    def _say_nothing(self, key: str) -> None:
        self._reason.setText(self._session.text(key))
        self.pages.setCurrentWidget(self._nothing)

    def _changed(self, change: ChangeSet) -> None:
        map_id = self._session.place.map
        if self.isVisible() and any(key[0] == map_id for key in change.touched):
            self.refresh()

    def _place_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _opened(self) -> None:
        self.fill_window(False)
        self._place_changed()

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.fill_window(False)

    # Selection, both ways

    def _selection_changed(self) -> None:
        if self._telling or not self.isVisible():
            return
        places = [self.model.place_of(i) for i in self._session.selection]
        found = sorted(at for at in places if at >= 0)
        if found == [at for at in self.table.chosen_rows() if at != self.model.extra]:
            return
        self.table.select_rows(found)

    def _rows_selected(self) -> None:
        if self._telling or self._session.place.plane:
            return
        found = [row.id for at in self.table.chosen_rows() if (row := self.model.row_at(at)) is not None]
        if not found and not any(self.model.place_of(i) >= 0 for i in self._session.selection):
            return
        self._telling = True
        try:
            self._session.select(found)
        finally:
            self._telling = False
        if found:
            self.went.emit()

    # Doing

    def do(self, name: str) -> None:
        """Run a command by its name: of a button, or of a key (`steps_table.COMMANDS`)."""
        getattr(self, "_do_" + name)()

    def _typed(self, at: int, column: str, text: str) -> None:
        self.work.type(at, column, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A letter on the page of a map without steps begins the first one.
        command = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        letter = event.text().isprintable() and event.text().strip() and not command
        if letter and self.pages.currentWidget() is self.empty:
            self.begin()
            QApplication.sendEvent(self.table, event)
            return
        super().keyPressEvent(event)

    def begin(self) -> None:
        """Go to the place to type into, the keyboard with it."""
        self._begun = self._session.place.map
        self._show_page(self.model.rows)
        self.table.setFocus()
        self.table.go(self.model.rowCount() - 1, TEXT)

    _do_begin = begin

    def take_focus(self) -> None:
        """Put the keyboard where work can begin."""
        if self.pages.currentWidget() is self.table:
            self.table.setFocus()
            if not self.table.currentIndex().isValid():
                self.table.go(0, TEXT)
        elif self.pages.currentWidget() is self.empty:
            self.empty.buttons["begin"].setFocus()

    def end_editing(self) -> None:
        """Take over what is being typed into a cell."""
        focused = QApplication.focusWidget()
        if focused is not None and focused is not self.table and self.table.isAncestorOf(focused):
            self.table.setFocus()

    def _here(self) -> int:
        at = self.table.currentIndex().row()
        return at if at >= 0 else len(self.model.rows)

    def _do_add(self) -> None:
        if self.pages.currentWidget() is self.table and self.table.chosen_rows():
            at = self.table.chosen_rows()[-1] + 1
            if at < len(self.model.rows):
                self._insert(at)
                return
        self.begin()

    def _do_insert(self) -> None:
        at = self._here()
        if at < len(self.model.rows):
            self._insert(at)

    def _insert(self, at: int) -> None:
        if self.model.extra >= 0 and self.work.insert(at):
            self.table.setFocus()
            self.table.go(at, TEXT)

    def _do_remove(self) -> None:
        places = self.table.chosen_rows()
        column = self.table.currentIndex().column()
        if places and self.work.remove(places):
            self.table.go(places[0], column)

    def _do_up(self) -> None:
        self._move(-1)

    def _do_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        places = [at for at in self.table.chosen_rows() if at != self.model.extra]
        ids = [row.id for at in places if (row := self.model.row_at(at)) is not None]
        column = self.table.currentIndex().column()
        if places and self.work.move(places, by):
            moved = [self.model.place_of(i) for i in ids]
            self.table.go(moved[0], column)
            if len(moved) > 1:
                self.table.select_rows(sorted(moved))

    def _cells(self) -> list[tuple[int, int]]:
        found = self.table.selectionModel().selectedIndexes()
        return sorted((i.row(), i.column()) for i in found if i.row() != self.model.extra)

    def _do_clear(self) -> None:
        self.work.clear(self._cells())
        self.table.viewport().update()

    def _do_copy(self) -> None:
        block = self.table.block()
        if block is None:
            return
        top, left, bottom, right = block
        bottom = min(bottom, len(self.model.rows) - 1)
        cells = [[self.model.cell(at, c) for c in range(left, right + 1)] for at in range(top, bottom + 1)]
        if cells:
            steps_files.to_clipboard(cells)

    def _do_cut(self) -> None:
        self._do_copy()
        block = self.table.block()
        if block is not None and block[1] == 0:
            self._do_remove()
        else:
            self._do_clear()

    def _do_paste(self) -> None:
        table = steps_files.clipboard_cells()
        if not table:
            self._session.said.emit("info", self._session.text("steps.nothing_to_paste"))
            return
        if self.model.extra < 0:
            self._session.said.emit("error", self.model.reason(0))
            return
        chosen = self._cells()
        single = len(table) == 1 and len(table[0]) == 1
        if single and len(chosen) > 1:
            self.work.fill(chosen, table[0][0])
            return
        block = self.table.block() if self.pages.currentWidget() is self.table else None
        at, column = (block[0], block[1]) if block else (len(self.model.rows), 1)
        if self.work.paste(table, at, column):
            self.table.setFocus()
            self.table.go(at, max(1, column))

    def paste_below(self) -> bool:
        """Put the table on the clipboard below the last row of the map in front; False where there is no table."""
        table = steps_files.clipboard_cells()
        if len(table) < 2 and len(table[0] if table else ()) < 2:
            return False
        self.refresh()
        if self.model.extra < 0:
            self._session.said.emit("error", self.model.reason(0))
        else:
            self.work.paste(table, len(self.model.rows), 1)
        return True

    def _do_import(self) -> None:
        steps_files.bring_in(self, self._session, self.work)

    def _do_export(self) -> None:
        steps_files.write_out(self, self._session, self.model.rows)

    def _do_tidy(self) -> None:
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self.work.tidy()
        finally:
            QApplication.restoreOverrideCursor()

    def _do_full(self) -> None:
        self.fill_window(not self._full)

    def fill_window(self, on: bool) -> None:
        """Take the room of the canvas, or give it back."""
        self.bar.show_full(on)
        if on != self._full:
            self._full = on
            self.filling.emit(on)
