"""The table of steps beside the map: both show one story, and an edit of either is seen in the other at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from probis_editor.commands.steps.edits import Rows
from probis_editor.formats import clipboard_tables as clips
from probis_editor.model.changes import ChangeSet
from probis_editor.model.queries import title_of
from probis_editor.ui import dialogs, icons, look
from probis_editor.ui.panels.steps_delegate import StepsDelegate
from probis_editor.ui.panels.steps_model import TEXT, StepsModel, open_for_adding
from probis_editor.ui.panels.steps_table import StepsTable
from probis_editor.ui.panels.steps_work import StepsWork
from probis_editor.ui.session import Session

_TELLING = ("cross_functional", "free", "subprocess")
"""Kinds of map that tell a story; the others show processes or units, which are no steps."""

_BUTTONS = (
    ("add", "plus"),
    ("remove", "trash-2"),
    ("up", "arrow-up"),
    ("down", "arrow-down"),
    ("", ""),
    ("import", "file-up"),
    ("export", "file-down"),
    ("", ""),
    ("tidy", "wand-sparkles"),
)


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
        self.work = StepsWork(session)
        self.model = StepsModel(session.text)
        self.table = StepsTable(self.model)
        self.delegate = StepsDelegate(self.table, self.work.words, self.table.done)
        self.table.setItemDelegate(self.delegate)
        self.model.typed.connect(self._typed)
        self.table.asked.connect(self.do)
        self.table.rows_selected.connect(self._rows_selected)
        self.table.locked_touched.connect(lambda at: session.said.emit("error", self.model.reason(at)))
        self._build()
        session.changed.connect(self._changed)
        session.place_changed.connect(self._place_changed)
        session.opened.connect(self._place_changed)
        session.selection_changed.connect(self._selection_changed)
        self.refresh()

    # Building

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar())
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self._empty = self._empty_page()
        self.pages.addWidget(self._empty)
        self._nothing = self._page(self._muted(""))
        self.pages.addWidget(self._nothing)
        layout.addWidget(self.pages, 1)
        self.table.setStyleSheet(
            f"QTableView {{ gridline-color: {look.BORDER}; selection-background-color: {look.ACCENT_SOFT};"
            f" selection-color: {look.TEXT}; }}"
            f"QHeaderView::section {{ padding: 4px 6px; border-right: 1px solid {look.BORDER}; }}"
        )

    def _bar(self) -> QFrame:
        text = self._session.text
        bar = QFrame()
        bar.setObjectName("stepsbar")
        bar.setStyleSheet(
            f"QFrame#stepsbar {{ background: {look.BASE}; border-bottom: 1px solid {look.BORDER}; }}"
            "QToolButton { border: none; border-radius: 5px; padding: 3px 5px; }"
            f"QToolButton:hover {{ background: {look.ACCENT_HOVER}; }}"
            f"QToolButton:checked {{ background: {look.ACCENT_SOFT}; }}"
        )
        row = QHBoxLayout(bar)
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(2)
        self.buttons: dict[str, QToolButton] = {}
        for name, icon in _BUTTONS:
            if not name:
                row.addSpacing(12)
                continue
            button = self._button(name, icon)
            row.addWidget(button)
        tidy = self.buttons["tidy"]
        tidy.setText(" " + text("steps.do.tidy"))
        tidy.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        row.addStretch(1)
        self._count = self._muted("")
        row.addWidget(self._count)
        row.addSpacing(8)
        full = self._button("full", "maximize")
        full.setCheckable(True)
        row.addWidget(full)
        return bar

    def _button(self, name: str, icon: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(icon))
        button.setIconSize(QSize(18, 18))
        button.setToolTip(self._session.text("steps.tip." + name))
        button.setAccessibleName(self._session.text("steps.do." + name))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.do(name))
        self.buttons[name] = button
        return button

    def _muted(self, line: str) -> QLabel:
        label = QLabel(line)
        label.setObjectName("muted")
        label.setWordWrap(False)
        return label

    def _page(self, *widgets: QWidget) -> QFrame:
        page = QFrame()
        page.setObjectName("panel")
        column = QVBoxLayout(page)
        column.setSpacing(12)
        column.addStretch(1)
        for widget in widgets:
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return page

    def _empty_page(self) -> QFrame:
        text = self._session.text
        head = QLabel(text("steps.empty.head"))
        head.setObjectName("heading")
        teach = self._muted(text("steps.empty.teach"))
        teach.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        self.begin_buttons: dict[str, QPushButton] = {}
        for name, icon in (("begin", "pencil"), ("paste", "clipboard-paste"), ("import", "file-up")):
            first = name == "begin"
            button = QPushButton(" " + text("steps.empty." + name))
            button.setIcon(icons.icon(icon, "#FFFFFF" if first else look.TEXT))
            if first:
                button.setObjectName("primary")
            button.clicked.connect(lambda _=False, n=name: self.do(n))
            row.addWidget(button)
            self.begin_buttons[name] = button
        return self._page(head, teach, buttons)

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
        self._count.setText(session.text("steps.count", n=len(table)) if table else "")
        self._enable(table)
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
            self.pages.setCurrentWidget(self._empty)

    def _say_nothing(self, key: str) -> None:
        label = self._nothing.findChild(QLabel)
        label.setText(self._session.text(key))
        self.pages.setCurrentWidget(self._nothing)

    def _enable(self, table: Rows) -> None:
        can_add = self.model.extra >= 0
        for name in ("add", "import"):
            self.buttons[name].setEnabled(can_add)
        for name in ("remove", "up", "down"):
            self.buttons[name].setEnabled(can_add and bool(table))
        for name in ("export", "tidy"):
            self.buttons[name].setEnabled(bool(table))

    def _changed(self, change: ChangeSet) -> None:
        map_id = self._session.place.map
        if self.isVisible() and any(key[0] == map_id for key in change.touched):
            self.refresh()

    def _place_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event) -> None:  # noqa: ANN001
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event) -> None:  # noqa: ANN001
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

    def begin(self) -> None:
        """Go to the place to type into, the keyboard with it."""
        self._begun = self._session.place.map
        self._show_page(self.model.rows)
        self.table.setFocus()
        self.table.go(self.model.rowCount() - 1, TEXT)

    _do_begin = begin

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

    def _do_copy(self) -> None:
        block = self.table.block()
        if block is None:
            return
        top, left, bottom, right = block
        bottom = min(bottom, len(self.model.rows) - 1)
        cells = [[self.model.cell(at, c) for c in range(left, right + 1)] for at in range(top, bottom + 1)]
        if not cells:
            return
        data = QMimeData()
        data.setText(clips.to_text(cells))
        data.setHtml(clips.to_html(cells))
        QGuiApplication.clipboard().setMimeData(data)

    def _do_cut(self) -> None:
        self._do_copy()
        block = self.table.block()
        if block is not None and block[1] == 0:
            self._do_remove()
        else:
            self._do_clear()

    def _do_paste(self) -> None:
        table = clipboard_cells()
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

    def _do_import(self) -> None:
        from probis_editor.formats.base import FormatError

        session = self._session
        path = dialogs.ask_table(self.window(), session.text, self._folder())
        if path is None:
            return
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        problem = ""
        try:
            self.work.read_file(path)
        except FormatError as error:
            problem = session.label_text(error.label)
        except OSError as error:
            problem = session.text("cli.os_error", name=path.name, reason=error.strerror or "")
        finally:
            QApplication.restoreOverrideCursor()
        if problem:
            dialogs.tell(self.window(), session.text, session.text("steps.not_imported"), problem, error=True)
        else:
            session.said.emit("info", session.text("steps.imported", name=path.name, n=len(self.model.rows)))

    def _do_export(self) -> None:
        from probis_editor.formats import tables
        from probis_editor.formats.base import save_bytes

        session = self._session
        record = session.document.map(session.place.map)
        title = title_of(session.document, record)
        safe = "".join(c for c in title if c not in '<>:"/\\|?*').strip() or "tabel"
        kinds = [("steps.file.xlsx", ".xlsx"), ("steps.file.csv", ".csv")]
        path = dialogs.ask_save_as(
            self.window(), session.text, "steps.do.export", Path(self._folder(), safe + ".xlsx"), kinds
        )
        if path is None:
            return
        table = self.model.rows
        as_csv = path.suffix.lower() == ".csv"
        data = tables.to_csv(table, session.tr_) if as_csv else tables.to_xlsx(table, session.tr_, title)
        try:
            save_bytes(data, path)
        except OSError as error:
            detail = session.text("cli.os_error", name=path.name, reason=error.strerror or "")
            dialogs.tell(self.window(), session.text, session.text("steps.not_exported"), detail, error=True)
            return
        session.said.emit("info", session.text("steps.exported", name=path.name))

    def _folder(self) -> str:
        return str(self._session.path.parent) if self._session.path is not None else str(Path.home())

    def _do_tidy(self) -> None:
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self.work.tidy()
        finally:
            QApplication.restoreOverrideCursor()

    def _do_full(self) -> None:
        self.fill_window(self.buttons["full"].isChecked())

    def fill_window(self, on: bool) -> None:
        """Take the room of the canvas, or give it back."""
        button = self.buttons["full"]
        if button.isChecked() == on and button.property("on") == on:
            return
        button.setChecked(on)
        button.setProperty("on", on)
        button.setIcon(icons.icon("minimize" if on else "maximize"))
        self.filling.emit(on)


def clipboard_cells() -> list[list[str]]:
    """The cells on the clipboard: of a table in HTML (Word, Excel), else of its text."""
    data = QGuiApplication.clipboard().mimeData()
    if data is None:
        return []
    found = clips.from_html(data.html()) if data.hasHtml() else []
    return found or (clips.from_text(data.text()) if data.hasText() else [])
