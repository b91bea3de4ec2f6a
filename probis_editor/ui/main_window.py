"""The window: places docks, menus and bars, and lets ACTIONS act on what is in front."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QStackedWidget, QWidget

from probis_editor.model.changes import ChangeSet
from probis_editor.ui import (
    actions_facts,
    behind,
    dialogs,
    drawing,
    help_pages,
    inserting,
    letters,
    nesting,
    recent,
)
from probis_editor.ui.actions import ACTIONS
from probis_editor.ui.bars import Bars
from probis_editor.ui.canvas import Canvas
from probis_editor.ui.exchange.desk import Exchange
from probis_editor.ui.facts.docking import Facts
from probis_editor.ui.files import Files
from probis_editor.ui.office_docks import OfficeDocks
from probis_editor.ui.panels.docktitle import DockTitle
from probis_editor.ui.panels.properties import PropertiesPanel
from probis_editor.ui.panels.report import ReportPanel
from probis_editor.ui.panels.sides import Sides
from probis_editor.ui.panels.start import StartPage
from probis_editor.ui.panels.steps import StepsPanel
from probis_editor.ui.panels.tree import TreePanel
from probis_editor.ui.preview.dock import BookDock
from probis_editor.ui.session import Session
from probis_editor.ui.status import StatusLine
from probis_editor.ui.steps_dock import StepsDock
from probis_editor.ui.viewing import Viewing
from probis_editor.ui.workspace import Workspace

LAYOUT = 2


class MainWindow(QMainWindow):
    session: Session
    files: Files
    exchange: Exchange
    tree: TreePanel
    steps: StepsPanel
    steps_dock: StepsDock
    viewing: Viewing
    office: OfficeDocks
    book: BookDock
    workspace: Workspace
    facts: Facts
    status: StatusLine
    grid_shown: bool

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.files = Files(self)
        self.exchange = Exchange(self)
        self.grid_shown = True
        self.setAcceptDrops(True)
        self.setMinimumSize(900, 560)
        self.start = StartPage(session)
        self.workspace = Workspace(session)
        self.viewing = Viewing(self)
        self.middle = QStackedWidget()
        self.middle.addWidget(self.start)
        self.middle.addWidget(self.workspace)
        self.setCentralWidget(self.middle)
        self.tree = TreePanel(session)
        self.properties = PropertiesPanel(session)
        self.report = ReportPanel(session)
        self.steps = StepsPanel(session)
        self._docks = {
            "tree": self._dock("tree", self.tree, Qt.DockWidgetArea.LeftDockWidgetArea),
            "properties": self._dock("properties", self.properties, Qt.DockWidgetArea.RightDockWidgetArea),
            "report": self._dock("report", self.report, Qt.DockWidgetArea.BottomDockWidgetArea),
            "steps": self._dock("steps", self.steps, Qt.DockWidgetArea.BottomDockWidgetArea),
        }
        self.tabifyDockWidget(self._docks["steps"], self._docks["report"])
        self.office = OfficeDocks(self, self._docks)
        self.book = BookDock(self, self._docks)
        self.facts = Facts(self)
        self.steps_dock = StepsDock(self, self.steps, self._docks)
        self.sides = Sides(self, self._docks, self.office.groups)
        self.bars = Bars(
            self, [dock for name, dock in self._docks.items() if name not in ("steps", "preview")]
        )
        self._actions = self.bars.actions
        self.status = StatusLine(self)
        self._connect()
        self._document_opened()
        self._restore()

    # Building

    def _dock(self, name: str, panel: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(self.session.text("ui.panel." + name), self)
        dock.setObjectName(name)
        dock.setWidget(panel)
        dock.setTitleBarWidget(DockTitle(dock, self.session.text("ui.panel.close")))
        dock.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetClosable | QDockWidget.DockWidgetFeature.DockWidgetMovable
        )
        self.addDockWidget(area, dock)
        self.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.BottomDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.BottomDockWidgetArea)
        return dock

    def _connect(self) -> None:
        session = self.session
        session.opened.connect(self._document_opened)
        session.history_changed.connect(self._history_changed)
        session.selection_changed.connect(self.update_actions)
        session.changed.connect(self._changed)
        self.workspace.canvas_changed.connect(self._canvas_changed)
        self.workspace.canvas_made.connect(self._canvas_made)
        self.start.new_wanted.connect(self.files.new)
        self.start.open_wanted.connect(self.files.open)
        self.start.import_wanted.connect(self.exchange.import_files)
        self.start.file_wanted.connect(self.files.open_path)
        self.report.asked.connect(self._go_to)
        self.tree.book_wanted.connect(self.book.show_in_book)
        self._docks["steps"].visibilityChanged.connect(lambda _: self.update_actions())
        self.steps.went.connect(self._show_selection)

    def _restore(self) -> None:
        stored = recent.settings()
        geometry, state = stored.value("window/geometry"), stored.value("window/state")
        if geometry is not None:
            self.restoreGeometry(geometry)
        else:
            self.resize(1280, 720)
            self.setWindowState(Qt.WindowState.WindowMaximized)
        if state is not None:
            self.restoreState(state, LAYOUT)
        if not self.session.is_open:
            for dock in self._docks.values():
                dock.hide()

    # What is in front

    @property
    def canvas(self) -> Canvas | None:
        return self.workspace.canvas

    @property
    def tool_name(self) -> str:
        return self.canvas.tool.name if self.canvas is not None else ""

    def document_name(self) -> str:
        """The file's name, else the document's title."""
        if self.session.path is not None:
            return self.session.path.name
        return self.session.document.settings.title or self.session.text("ui.untitled")

    def _document_opened(self) -> None:
        is_open = self.session.is_open
        self.middle.setCurrentWidget(self.workspace if is_open else self.start)
        self.sides.follow(is_open)
        found = self.report.show_notices()
        worth = [n for n in self.session.notices if n.level != "read"]
        self._docks["report"].setVisible(bool(is_open and found and worth))
        if is_open:
            self.resizeDocks([self._docks["report"]], [170], Qt.Orientation.Vertical)
        else:
            self.start.refresh()
        self._history_changed()

    def _canvas_made(self, canvas: Canvas) -> None:
        canvas.view.grid_shown = self.grid_shown
        canvas.tool_changed.connect(self._tool_changed)
        canvas.pointed.connect(self.status.show_lane)
        canvas.key_pressed.connect(lambda event: letters.pressed(self, event))
        canvas.menu_wanted.connect(self.bars.context_menu)
        canvas.view.zoomed.connect(self.status.show_zoom)

    def _canvas_changed(self) -> None:
        self.status.show_zoom()
        self._tool_changed()

    def _tool_changed(self) -> None:
        self.status.show_hint()
        self.update_actions()

    def _changed(self, _: ChangeSet) -> None:
        self._show_title()

    def _history_changed(self) -> None:
        history, text = self.session.history, self.session.text
        for name, label in (("undo", history.undo_label), ("redo", history.redo_label)):
            words = self.session.label_text(label)
            plain = text("ui.action." + name)
            self._actions[name].setText(f"{plain}: {words}" if words else plain)
        self._show_title()
        self.update_actions()

    def _show_title(self) -> None:
        self.status.show_file()
        if not self.session.is_open:
            self.setWindowTitle(self.session.text("app.name"))
            return
        self.setWindowTitle(f"{self.document_name()}[*] – {self.session.text('app.name')}")
        self.setWindowModified(self.session.modified)

    def update_actions(self) -> None:
        """Enable and check actions for what is in front."""
        for row in ACTIONS:
            action = self._actions[row.id]
            action.setEnabled(row.enabled(self))
            if row.checked is not None:
                action.setChecked(row.checked(self))

    # Doing

    def trigger(self, name: str) -> None:
        """Run an action by its id if it is enabled now."""
        row = next(r for r in ACTIONS if r.id == name)
        if row.enabled(self):
            if name in ("undo", "redo"):
                self.end_editing()
            row.run(self)
        self.update_actions()

    def end_editing(self) -> None:
        """Take over what is being typed anywhere."""
        if self.canvas is not None:
            self.canvas.end_editing()
        focused = self.focusWidget()
        if focused is not None and self.properties.isAncestorOf(focused):
            focused.clearFocus()
        self.steps.end_editing()
        self.office.end_editing()

    def use_tool(self, name: str, kind: str = "") -> None:
        if self.canvas is not None:
            self.canvas.use_tool(name, kind)
            self.canvas.view.setFocus()

    def connect_from_selection(self) -> None:
        if self.canvas is not None:
            self.canvas.connect_from_selection()
            self.canvas.view.setFocus()

    def append(self, kind: str) -> None:
        drawing.append(self, kind)

    def rename(self) -> None:
        if self.tree.has_current:
            self.tree.rename_current()
        elif self.canvas is not None and self.session.selection:
            self.canvas.rename(self.session.selection[0])

    def delete(self) -> None:
        """Delete what has the focus: the tree's row, else the selection on the canvas."""
        if self.tree.has_current:
            self.tree.delete_current()
        elif not actions_facts.hide(self) and self.session.selection and self.canvas is not None:
            self.canvas.delete_selection()

    def zoom(self, way: int) -> None:
        if self.canvas is not None:
            if way:
                self.canvas.view.zoom_step(way > 0)
            else:
                self.canvas.view.set_zoom(1.0)

    def fit(self) -> None:
        if self.canvas is not None:
            self.canvas.view.fit()

    def toggle_grid(self) -> None:
        self.grid_shown = not self.grid_shown
        for canvas in self.workspace.findChildren(Canvas):
            canvas.view.grid_shown = self.grid_shown
            canvas.view.viewport().update()

    def toggle_fullscreen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def go_inside(self) -> None:
        if self.canvas is not None and self.session.selection:
            chosen = self.session.selection[0]
            if not nesting.enter(self.canvas, chosen):
                behind.go(self.canvas, chosen)

    def go_up(self) -> None:
        self.workspace.go_up()

    def step_tab(self, by: int) -> None:
        self.workspace.step(by)

    def close_tab(self) -> None:
        self.workspace.close_tab(self.workspace.tabs.currentIndex())

    def close_document(self) -> None:
        if self.files.may_leave():
            self.session.close()

    def _show_selection(self) -> None:
        if self.canvas is not None:
            self.canvas.reveal_selection()

    def show_properties(self) -> None:
        """Bring the properties to the front with the keyboard in their first field."""
        self._docks["properties"].show()
        self._docks["properties"].raise_()
        self.properties.take_keyboard()

    def show_report(self) -> None:
        self._docks["report"].show()
        self._docks["report"].raise_()

    def show_shortcuts(self) -> None:
        help_pages.shortcuts(self, self.session.text)

    def show_about(self) -> None:
        text = self.session.text
        dialogs.tell(self, text, text("app.name"), text("ui.about"))

    def _go_to(self, map_id: str, element_id: str) -> None:
        element = self.session.document.element(map_id, element_id)
        self.session.show(map_id, element.plane if element is not None else "")
        if element is not None and self.canvas is not None:
            self.session.select([element_id])
            self.canvas.reveal_selection()

    # Files dropped on the window, and its end

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if paths:
            # opened after the drop is over, so that the file manager does not wait
            spot = event.position()
            QTimer.singleShot(0, lambda: self._take_dropped(paths, spot))

    def _take_dropped(self, paths: list[Path], spot: QPointF) -> None:
        if not inserting.dropped(self, paths, spot):
            self.exchange.dropped(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.may_leave():
            event.ignore()
            return
        self.book.end()
        stored = recent.settings()
        stored.setValue("window/geometry", self.saveGeometry())
        stored.setValue("window/state", self.saveState(LAYOUT))
        self.sides.remember()
        event.accept()
