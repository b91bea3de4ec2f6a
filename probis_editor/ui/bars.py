"""Menus, toolbar and context menu, made from the table of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDockWidget, QMenu, QToolBar, QToolButton, QWidget

from probis_editor.ui import drawing, icons, kind_menu, recent
from probis_editor.ui.action_row import Action
from probis_editor.ui.actions import ACTIONS
from probis_editor.ui.menus import CONTEXT, MENUS, SUBMENUS, TOOLBAR

if TYPE_CHECKING:
    from probis_editor.ui.main_window import MainWindow

_NATIVE = QKeySequence.SequenceFormat.NativeText


class Bars:
    """`actions` by id; `letters` maps a key of the canvas to the action it runs."""

    def __init__(self, window: MainWindow, docks: list[QDockWidget]) -> None:
        self._window = window
        self._text = window.session.text
        self.actions: dict[str, QAction] = {}
        self.letters: dict[str, str] = {}
        for row in ACTIONS:
            self._make(row)
        self._menus(docks)
        self._toolbar()

    def _make(self, row: Action) -> None:
        action = QAction(icons.icon(row.icon), self._text("ui.action." + row.id), self._window)
        action.setShortcuts([QKeySequence(k) for k in row.keys])
        action.triggered.connect(lambda: self._window.trigger(row.id))
        action.setCheckable(row.checked is not None)
        key = "ui.tip." + row.id
        words = self._text(key)
        words = self._text("ui.action." + row.id).rstrip("…") if words == key else words
        keys = [QKeySequence(k).toString(_NATIVE) for k in (*row.keys[:1], *row.letters[:1])]
        action.setToolTip(f"{words}  ({', '.join(keys)})" if keys else words)
        if row.letters and not row.keys:
            action.setText(f"{action.text()}\t{keys[0]}")
        self.actions[row.id] = action
        self._window.addAction(action)
        for letter in row.letters:
            self.letters[letter] = row.id

    def _menus(self, docks: list[QDockWidget]) -> None:
        for name, rows in MENUS:
            menu = self._window.menuBar().addMenu(self._text("ui.menu." + name))
            menu.aboutToShow.connect(self._window.update_actions)
            self._fill(menu, rows, docks)

    def _fill(self, menu: QMenu, rows: tuple[str, ...], docks: list[QDockWidget]) -> None:
        for row in rows:
            if row == "*recent":
                self._recent = menu.addMenu(self._text("ui.menu.recent"))
                self._recent.aboutToShow.connect(self._fill_recent)
            elif row == "*docks":
                menu.addActions([dock.toggleViewAction() for dock in docks])
            elif row.startswith(">"):
                inner = menu.addMenu(self._text("ui.menu." + row[1:]))
                inner.aboutToShow.connect(self._window.update_actions)
                self._fill(inner, SUBMENUS[row[1:]], docks)
                if row == ">paper":
                    self.papers = inner
            elif row:
                menu.addAction(self.actions[row])
            else:
                menu.addSeparator()

    def _toolbar(self) -> None:
        bar = QToolBar(self._text("ui.toolbar"), self._window)
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setIconSize(QSize(20, 20))
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        for name in TOOLBAR:
            if name:
                bar.addAction(self.actions[name])
            else:
                bar.addSeparator()
        room = QWidget()
        room.setSizePolicy(room.sizePolicy().Policy.Expanding, room.sizePolicy().Policy.Preferred)
        bar.addWidget(room)
        action = self.actions["make_book"]
        book = QToolButton()
        book.setObjectName("primary")
        book.setIcon(icons.icon("book-open", "#FFFFFF"))
        book.setText(" " + self._text("ui.toolbar_book"))
        book.setToolTip(action.toolTip())
        book.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        book.clicked.connect(action.trigger)
        action.enabledChanged.connect(book.setEnabled)
        bar.addWidget(book)
        self._window.addToolBar(bar)

    def _fill_recent(self) -> None:
        self._recent.clear()
        for path in recent.files():
            action = self._recent.addAction(path.name)
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, p=path: self._window.files.open_path(p))
        if self._recent.isEmpty():
            self._recent.addAction(self._text("ui.start.no_recent")).setEnabled(False)

    def _kinds(self, menu: QMenu) -> None:
        """A menu of the kinds that the selected step can become."""
        inner = QMenu(self._text("ui.action.change_kind"), menu)
        node = drawing.one(self._window.session)
        if node is not None:
            kind_menu.fill(inner, self._window.session, node)
        if not inner.isEmpty():
            menu.addMenu(inner)

    def context_menu(self, spot: QPoint) -> None:
        """The menu of the canvas: what can be done with the selection."""
        menu = QMenu(self._window)
        self._window.update_actions()
        for name in CONTEXT:
            if not name:
                menu.addSeparator()
            elif name == "*kinds":
                self._kinds(menu)
            elif self.actions[name].isEnabled():
                menu.addAction(self.actions[name])
        menu.exec(spot)
