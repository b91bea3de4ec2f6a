"""The import in three steps: files, places in the process tree, units. Reading goes on beside the window."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout

from probis_editor.commands import importing
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.office import Settings
from probis_editor.ui import access, dialogs, jobs, look
from probis_editor.ui.exchange.import_files import FilesPage
from probis_editor.ui.exchange.import_places import PlacesPage
from probis_editor.ui.exchange.import_units import UnitsPage

if TYPE_CHECKING:
    from probis_editor.formats.gathering import Gathered
    from probis_editor.ui.main_window import MainWindow

_log = logging.getLogger(__name__)

PAGES = ("files", "places", "units")


def start(window: MainWindow, paths: list[Path]) -> None:
    """Ask what to import, beginning with these files or folders, and take it over."""
    window.end_editing()
    wizard = ImportWizard(window)
    if paths:
        wizard.files.add(paths)
        if wizard.found is None:
            return
    if wizard.exec():
        wizard.finish()


class ImportWizard(QDialog):
    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._text = window.session.text
        self.found: Gathered | None = None
        self._read_paths: list[Path] = []
        self._read_into_open = False
        self._into: Document | None = None
        self._placing: importing.Placing | None = None
        text = self._text
        self.setWindowTitle(text("gather.title"))
        dialogs.resize(self, 940, 640)
        self.setMinimumSize(720, 480)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(16)
        self._heading = QLabel()
        self._heading.setObjectName("heading")
        self._steps = QLabel()
        self._steps.setTextFormat(Qt.TextFormat.RichText)
        head = QHBoxLayout()
        head.addWidget(self._heading)
        head.addStretch()
        head.addWidget(self._steps)
        layout.addLayout(head)
        self.files, self.places, self.units = (
            FilesPage(self._session), PlacesPage(self._session), UnitsPage(self._session)
        )  # fmt: skip
        self.pages = QStackedWidget()
        for page in (self.files, self.places, self.units):
            self.pages.addWidget(page)
        layout.addWidget(self.pages, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.back = QPushButton(text("gather.back"))
        self.back.clicked.connect(lambda: self._show(self.pages.currentIndex() - 1))
        foot.addWidget(self.back)
        foot.addStretch()
        self.cancel = QPushButton(text("ui.button.cancel"))
        self.cancel.clicked.connect(self.reject)
        foot.addWidget(self.cancel)
        self.next = QPushButton(text("gather.next"))
        self.next.clicked.connect(lambda: self._show(self.pages.currentIndex() + 1))
        self.do = QPushButton()
        self.do.clicked.connect(self.accept)
        foot.addWidget(self.do)
        foot.addWidget(self.next)
        layout.addLayout(foot)
        self.files.wanted.connect(self._read)
        self.places.tree.itemChanged.connect(self._show_buttons)
        access.name_controls(self)
        self._show(0)

    # Reading

    def _read(self) -> None:
        """Read all files anew; on cancel what was read before stays."""
        from probis_editor.formats import gathering
        from probis_editor.formats.base import FormatError

        paths = list(self.files.paths)
        frozen = None
        if self.files.into_open.isChecked():
            # A worker may only read: records are values, so a copy of the mapping is enough.
            frozen = Document(self._session.document.snapshot().values())
        if not paths:
            self._take_found(None, frozen)
            self._read_paths = []
            return
        parent = self if self.isVisible() else self._window
        try:
            found = jobs.run(
                parent,
                self._text("gather.reading"),
                self._text("ui.button.cancel"),
                lambda progress: gathering.gather(paths, frozen, progress),
            )
        except jobs.CancelledError:
            self._session.said.emit("info", self._text("ui.said.cancelled"))
            self._keep()
        except FormatError as error:
            self._keep()
            dialogs.tell(parent, self._text, self._session.label_text(error.label), error=True)
        except Exception:  # the window must outlive a fault in any reader
            _log.exception("import failed")
            self._keep()
            message = self._text("ui.error.unexpected")
            dialogs.tell(parent, self._text, message, self._text("ui.error.unexpected_detail"), error=True)
        else:
            self._take_found(found, frozen)
            self._read_paths, self._read_into_open = paths, frozen is not None

    def _keep(self) -> None:
        """Let the page say what was read before."""
        self.files.paths = list(self._read_paths)
        if self.found is not None:
            self.files.choose_target(self._read_into_open)

    def _take_found(self, found: Gathered | None, into: Document | None) -> None:
        self.found = found
        self._into = into if into is not None else Document()
        self.files.show_found(found)
        if found is not None:
            self._placing = importing.propose(self._into, found.document, found.hints)
            files = {m: source.name for source in found.sources for m in source.maps}
            self.places.start(self._into, found.document, self._placing, files)
            self.units.start(self._into, importing.actors(self._into, found.document))
        self._show_buttons()

    # Pages

    def _show(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        self._heading.setText(self._text("gather.page." + PAGES[page]))
        steps = []
        for at, name in enumerate(PAGES):
            color = look.ACCENT if at == page else look.MUTED
            weight = "bold" if at == page else "normal"
            words = f"{at + 1}&nbsp;{self._text('gather.step_name.' + name).replace(' ', '&nbsp;')}"
            steps.append(f'<span style="color:{color};font-weight:{weight}">{words}</span>')
        self._steps.setText("&nbsp;&nbsp;›&nbsp;&nbsp;".join(steps))
        self._show_buttons()

    def _show_buttons(self) -> None:
        page = self.pages.currentIndex()
        n = len(self._wanted())
        self.back.setVisible(page > 0)
        self.next.setVisible(page < len(PAGES) - 1)
        self.next.setEnabled(n > 0)
        self.do.setEnabled(n > 0)
        self.do.setText(self._text("gather.do", n=n) if n else self._text("gather.do_none"))
        first, second = (self.next, self.do) if page < len(PAGES) - 1 else (self.do, self.next)
        for button, name in ((first, "primary"), (second, "")):
            if button.objectName() != name:
                button.setObjectName(name)
                self.style().polish(button)
        first.setDefault(True)

    def _wanted(self) -> list[str]:
        if self.found is None:
            return []
        return [m.id for m in self.found.document.maps() if m.id not in self.places.without]

    # Taking over

    def choices(self) -> importing.Choices:
        """What the pages say."""
        spots, places, without = self.places.choices()
        scheme = self._placing.scheme if self._placing is not None else {}
        return importing.Choices(
            spots=spots, places=places, scheme=scheme, names=self.units.names(), without=without
        )

    def finish(self) -> None:
        """Take the maps over: into the open document as one undo step, or as a new document."""
        found, session = self.found, self._session
        if found is None:
            return
        choices, wanted = self.choices(), self._wanted()
        if self.files.as_new.isChecked():
            if not self._window.files.may_leave():
                return
            session.open(Document([Settings(origin=found.format)]), None, "probis")
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            ids = session.run(
                label("gather.step", n=len(wanted)), lambda tx: importing.take(tx, found.document, choices)
            )
        finally:
            QGuiApplication.restoreOverrideCursor()
        if not ids:
            return
        here = set(ids)
        session.report(tuple(n for n in found.notices if not n.map or n.map in here))
        session.show(next((i for i in ids if session.document.map(i).process), ids[0]))
        placed = sum(bool(session.document.map(i).process) for i in ids)
        session.said.emit("info", self._text("gather.said", n=len(ids), placed=placed))
