"""The panels of the document behind the maps, as parts of the window: findings, texts, units and parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDockWidget, QTabBar, QTabWidget, QToolButton, QTreeWidgetItem, QWidget
from shiboken6 import isValid

from probis_editor.commands.units import Use
from probis_editor.ui import icons, look
from probis_editor.ui.examiner import Examiner
from probis_editor.ui.marking import Marking
from probis_editor.ui.panels.docktitle import DockTitle
from probis_editor.ui.panels.findings import FindingsPanel, summary
from probis_editor.ui.panels.narrative import NarrativePanel
from probis_editor.ui.panels.sipoc import SipocPanel
from probis_editor.ui.panels.tree_items import ID, KIND
from probis_editor.ui.panels.units import UnitsPanel

if TYPE_CHECKING:
    from probis_editor.checks import Finding
    from probis_editor.ui.canvas import Canvas
    from probis_editor.ui.main_window import MainWindow

_LEAST, _USUAL = 120, 190
_MOST_SHOWN = 999


class OfficeDocks:
    """Adds its docks to those of the window; what is closed until asked for is closed here."""

    marking: Marking

    def __init__(self, window: MainWindow, docks: dict[str, QDockWidget]) -> None:
        self._window = window
        self.docks = docks
        self._narrow = 0
        self._session = window.session
        self.examiner = Examiner(window.session, window)
        self.findings = FindingsPanel(window.session, self.examiner)
        area = Qt.DockWidgetArea
        docks["findings"] = window._dock("findings", self.findings, area.BottomDockWidgetArea)
        window.tabifyDockWidget(docks["report"], docks["findings"])
        docks["findings"].hide()
        docks["findings"].visibilityChanged.connect(window.update_actions)
        self.sipoc = SipocPanel(window.session)
        docks["sipoc"] = window._dock("sipoc", self.sipoc, area.BottomDockWidgetArea)
        window.tabifyDockWidget(docks["report"], docks["sipoc"])
        docks["sipoc"].hide()
        docks["sipoc"].visibilityChanged.connect(window.update_actions)
        self.narrative = NarrativePanel(window.session)
        docks["narrative"] = window._dock("narrative", self.narrative, area.RightDockWidgetArea)
        window.tabifyDockWidget(docks["properties"], docks["narrative"])
        window.setTabPosition(area.RightDockWidgetArea, QTabWidget.TabPosition.North)
        window.setTabPosition(area.LeftDockWidgetArea, QTabWidget.TabPosition.North)
        self.units = UnitsPanel(window.session)
        docks["units"] = window._dock("units", self.units, area.LeftDockWidgetArea)
        window.tabifyDockWidget(docks["tree"], docks["units"])
        self.units.asked.connect(self.show_use)
        self.units.duties_wanted.connect(self.write_duties)
        self.groups = (("tree", "units"), ("properties", "narrative"))
        for name in ("tree", "units", "properties", "narrative"):
            docks[name].visibilityChanged.connect(self._show_titles)
            docks[name].visibilityChanged.connect(window.update_actions)
        self.narrative.widened.connect(self._widen)
        self.narrative.duties.wanted.connect(self.choose_duties)
        window.tree.tree.itemClicked.connect(self._tree_clicked)
        self.findings.asked.connect(self.show_finding)
        self.findings.opened.connect(self.mend_finding)
        self.examiner.found.connect(self._count)
        self.marking = Marking(window, self)
        self._session.opened.connect(self._opened)
        window.workspace.canvas_made.connect(self._canvas_made)
        self._make_counter()

    def _canvas_made(self, canvas: Canvas) -> None:
        canvas.columns_wanted.connect(self._write_columns)

    def _write_columns(self) -> None:
        """The panel of the columns below a map, with the keyboard in it."""
        if not self.in_front("sipoc"):
            self.toggle_sipoc()
        self.sipoc.table.setFocus()

    def _opened(self) -> None:
        if not self._session.is_open:
            self.docks["findings"].hide()
            self.docks["sipoc"].hide()

    def end_editing(self) -> None:
        """Take over what is being typed in the panels."""
        self.narrative.end_editing()

    # Texts

    def toggle(self, name: str) -> None:
        """Bring a panel to the front with the keyboard in it, or put it away and go back to the canvas."""
        if self.in_front(name):
            self.docks[name].hide()
            if self._window.canvas is not None:
                self._window.canvas.view.setFocus()
        else:
            self._raise(name).setFocus()

    def toggle_sipoc(self) -> None:
        """Open the SIPOC of the process in front with the keyboard in it, or put it away."""
        self.toggle("sipoc")
        if self.in_front("sipoc") or self.docks["sipoc"].isVisible():
            if self.sipoc.height() < _LEAST:
                self._window.resizeDocks([self.docks["sipoc"]], [_USUAL], Qt.Orientation.Vertical)
            self.sipoc.table.setFocus()

    def show_sipoc(self, process_id: str) -> None:
        """Show the SIPOC of a process."""
        self._raise("sipoc")
        self.sipoc.show_process(process_id)
        self.sipoc.table.setFocus()

    def choose_chapter(self) -> None:
        """Offer the chapters of the book for writing."""
        self._raise("narrative")
        self.narrative.choose_chapter()

    @property
    def process_in_front(self) -> str:
        """The process whose texts are beside the map, "" for none."""
        return str(self.narrative.process)

    def choose_duties(self, process_id: str = "") -> None:
        """Ask which duties a process serves, the one in front without an id."""
        from probis_editor.ui.panels import process_duties

        wanted = process_id or self.process_in_front
        if wanted:
            self.end_editing()
            process_duties.ask(self._window, self._session, wanted)

    def write_duties(self, unit_id: str) -> None:
        """Open the texts of a unit's duties."""
        self._raise("narrative")
        self.narrative.show_unit(unit_id)

    def show_use(self, use: Use) -> None:
        """Show where a unit is used."""
        document = self._session.document
        if use.map:
            self._window._go_to(use.map, use.element)
        elif use.what == "text":
            self.show_text(use.element)
        elif document.process(use.element) is not None:
            self.show_process(use.element)
        elif document.unit(use.element) is not None:
            self.units.reveal(use.element)

    def show_process(self, process_id: str) -> None:
        """Show a process in the tree, its first map and its texts."""
        self._raise("tree")
        own = next((m.id for m in self._session.document.maps() if m.process == process_id), "")
        if own:
            self._session.show(own)
        self._window.tree.reveal(process_id)
        self.narrative.show_process(process_id)

    def show_text(self, slot: str) -> None:
        """Show a text with the cursor in it."""
        self._raise("narrative")
        self.narrative.show_slot(slot)

    def show_unit(self, unit_id: str) -> None:
        """Show a unit in its list."""
        self._raise("units")
        self.units.reveal(unit_id)

    def _tree_clicked(self, item: QTreeWidgetItem) -> None:
        if item.data(0, KIND) == "process":
            self.narrative.show_process(item.data(0, ID))
            self.sipoc.show_process(item.data(0, ID))

    def _widen(self) -> None:
        """Give the texts half of the window, or their old place back."""
        dock, half = self.docks["narrative"], self._window.width() // 2
        wide = self._narrow if self._narrow and dock.width() > half - 40 else half
        self._narrow = dock.width() if wide == half else 0
        self._window.resizeDocks([dock], [wide], Qt.Orientation.Horizontal)

    # Findings

    def _make_counter(self) -> None:
        self.counter = QToolButton()
        self.counter.setObjectName("quiet")
        self.counter.setStyleSheet(f"QToolButton {{ color: {look.MUTED}; padding: 2px 6px; }}")
        self.counter.setIconSize(QSize(15, 15))
        self.counter.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.counter.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.counter.setToolTip(self._session.text("findings.counter"))
        self.counter.clicked.connect(lambda: self._window.trigger("findings"))
        self._window.statusBar().addPermanentWidget(self.counter)
        self._count()

    def _count(self) -> None:
        found = list(self.examiner.findings)
        self.counter.setVisible(self._session.is_open)
        errors = any(f.severity == "error" for f in found)
        name, color = ("triangle-alert", look.ERROR) if errors else ("circle-check", look.ACCENT)
        self.counter.setIcon(icons.icon(name, color))
        words = summary(self._session, found[:_MOST_SHOWN]) or self._session.text("findings.none")
        self.counter.setText(" " + words)

    def toggle_findings(self) -> None:
        """Open the list, or put it away and go back to the canvas."""
        if self.in_front("findings"):
            self.docks["findings"].hide()
            if self._window.canvas is not None:
                self._window.canvas.view.setFocus()
            return
        self.examiner.now()
        self._raise("findings")
        if self.findings.height() < _LEAST:
            self._window.resizeDocks([self.docks["findings"]], [_USUAL], Qt.Orientation.Vertical)
        self.findings.take_keyboard()

    def open_finding(self, finding: Finding) -> None:
        """Open the list with a finding current in it, and show what it is about."""
        if not self.in_front("findings"):
            self.toggle_findings()
        self.findings.reveal(finding)
        self.show_finding(finding)

    def step_finding(self, by: int) -> None:
        """Go to the next finding, the list open beside it."""
        if not self.in_front("findings"):
            self.toggle_findings()
        self.findings.step(by)

    def show_finding(self, finding: Finding) -> None:
        """Show what the finding is about: the element on its map, the process, the unit or the text."""
        element, document = finding.element, self._session.document
        if finding.map:
            self._window._go_to(finding.map, element)
        elif document.process(element) is not None:
            self.show_process(element)
        elif document.unit(element) is not None:
            self.show_unit(element)
        elif element.startswith(("process:", "chapter:", "unit:")):
            self.show_text(element)

    def mend_finding(self, finding: Finding) -> None:
        """Open what mends a finding that lies on no map."""
        if finding.rule == "law_twice":
            self._window.facts.show_page("laws", finding.element.removeprefix("law:"))
        elif finding.rule in ("nip_wrong", "signer_incomplete", "nip_twice"):
            self.edit_office()
        elif finding.rule in ("period_missing", "decree_no_laws", "mark_in_text") and not finding.element:
            self.edit_book()

    # The office and the book

    def edit_office(self) -> None:
        """Ask for the office and its officials."""
        from probis_editor.ui import office_dialogs

        self._window.end_editing()
        office_dialogs.edit_office(self._window, self._session)

    def edit_book(self) -> None:
        """Ask how the book is made."""
        from probis_editor.ui import book_dialog

        self._window.end_editing()
        book_dialog.edit_book(self._window, self._session)

    def in_front(self, name: str) -> bool:
        """Whether a panel is open, and not behind the tab of another one."""
        dock = self.docks[name]
        return dock.isVisible() and not dock.visibleRegion().isEmpty()

    def _show_titles(self) -> None:
        """Panels that share a place have tabs; a title under a tab would say the same again."""
        if not isValid(self._window):  # docks are hidden once more while the window is taken down
            return
        for bar in self._window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            bar.setElideMode(Qt.TextElideMode.ElideNone)
        for group in self.groups:
            shown = [name for name in group if not self.docks[name].isHidden()]
            for name in group:
                title = self.docks[name].titleBarWidget()
                if isinstance(title, DockTitle):
                    title.collapse(len(shown) > 1)

    def _raise(self, name: str) -> QWidget:
        dock = self.docks[name]
        dock.show()
        dock.raise_()
        return dock.widget()
