"""The window's way to the facts: the window of their pages, and Sampai mana? as a panel."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from probis_editor.ui.facts.dates import said_date
from probis_editor.ui.panels.progress import ProgressPanel
from probis_editor.ui.starting.desk import Starting

if TYPE_CHECKING:
    from probis_editor.ui.facts.window import FactsWindow
    from probis_editor.ui.main_window import MainWindow

_LEAST, _USUAL = 240, 300


class Facts:
    """Opens the pages and goes where the next step is done."""

    starting: Starting

    def __init__(self, window: MainWindow) -> None:
        self._window, self._session = window, window.session
        self._pages: FactsWindow | None = None
        office = window.office
        self.progress = ProgressPanel(window.session, office.examiner)
        dock = window._dock("progress", self.progress, Qt.DockWidgetArea.BottomDockWidgetArea)
        office.docks["progress"] = dock
        window.tabifyDockWidget(office.docks["findings"], dock)
        dock.hide()
        dock.visibilityChanged.connect(window.update_actions)
        self.progress.wanted.connect(self.go)
        self._session.opened.connect(self._opened)
        self.starting = Starting(window)

    def show_page(self, name: str, row: str = "") -> FactsWindow:
        """Open a page of the facts."""
        from probis_editor.ui.facts.window import FactsWindow

        self._window.end_editing()
        if self._pages is None:
            self._pages = FactsWindow(self._window, self._session)
        self._pages.show()
        self._pages.raise_()
        self._pages.activateWindow()
        self._pages.show_page(name, row)
        return self._pages

    def toggle_progress(self) -> None:
        """Open Sampai mana?, or put it away."""
        office = self._window.office
        if office.in_front("progress"):
            office.docks["progress"].hide()
            return
        office.examiner.now()
        office._raise("progress")
        if self.progress.height() < _LEAST:
            self._window.resizeDocks([office.docks["progress"]], [_USUAL], Qt.Orientation.Vertical)
        self.progress.table.setFocus()

    def go(self, what: str, process: str) -> None:
        """Go to where a process gets its map, text ("intro"), SIPOC, table of steps or checks."""
        window, document = self._window, self._session.document
        if what == "office":
            window.office.edit_office()
            return
        if what == "tree" or document.process(process) is None:
            window.office._raise("tree")
            window.tree.tree.setFocus()
            return
        own = [m.id for m in document.maps() if m.process == process]
        if what == "map" and not own:
            window.office._raise("tree")
            window.tree.reveal(process)
            window.tree.new_map(process)
            return
        if own:
            self._session.show(own[0])
        window.tree.reveal(process)
        if what == "sipoc":
            window.office.show_sipoc(process)
        elif what == "text":
            window.office._raise("narrative")
            window.office.narrative.show_process(process)
        elif what == "sop" and own:
            if not window.steps.isVisible():
                window.trigger("steps")
        elif what in ("checked", "check"):
            window.office._raise("findings")

    def _opened(self) -> None:
        if not self._session.is_open:
            self._window.office.docks["progress"].hide()
            return
        from probis_editor.commands import revisions

        if revisions.review_due(self._session.document, dt.date.today().isoformat()):
            date = said_date(self._session, revisions.current(self._session.document).review)
            self._session.said.emit("error", self._session.text("facts.revisions.due", date=date))
