"""Data dokumen: the facts behind the maps, a page each; what is done here is done in the document at once."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from probis_editor.ui import icons, look
from probis_editor.ui.facts.decree import DecreePage
from probis_editor.ui.facts.goals import GoalsPage
from probis_editor.ui.facts.laws import LawsPage
from probis_editor.ui.facts.officials import OfficialsPage
from probis_editor.ui.facts.records import RecordPage
from probis_editor.ui.facts.revisions import RevisionsPage
from probis_editor.ui.facts.terms import TermsPage
from probis_editor.ui.session import Session

PAGES: tuple[tuple[str, type[RecordPage], str], ...] = (
    ("officials", OfficialsPage, "users"),
    ("laws", LawsPage, "landmark"),
    ("decree", DecreePage, "file-text"),
    ("terms", TermsPage, "type"),
    ("goals", GoalsPage, "check-check"),
    ("revisions", RevisionsPage, "rotate-cw"),
)


class FactsWindow(QDialog):
    """Stays open beside the main window. Undo and redo are the document's own."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self._session = session
        text = session.text
        self.setWindowTitle(text("facts.title"))
        self.resize(1040, 640)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        self.pages = QListWidget()
        self.pages.setFixedWidth(206)
        self.pages.setIconSize(QSize(18, 18))
        self.pages.setAccessibleName(text("facts.title"))
        self.pages.setStyleSheet(
            f"QListWidget {{ background: {look.BASE}; border-right: 1px solid {look.BORDER}; padding: 12px 0; }}"
            " QListView::item { height: 34px; padding-left: 10px; }"
        )
        self.stack = QStackedWidget()
        self.made: dict[str, RecordPage] = {}
        for name, _, icon in PAGES:
            item = QListWidgetItem(icons.icon(icon, look.ACCENT), text(f"facts.{name}.title"))
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.pages.addItem(item)
        self.pages.currentRowChanged.connect(self._shown)
        middle.addWidget(self.pages)
        middle.addWidget(self.stack, 1)
        outer.addLayout(middle, 1)
        outer.addWidget(self._foot())
        for keys, do in (("Ctrl+Z", session.undo), ("Ctrl+Y", session.redo), ("Ctrl+Shift+Z", session.redo)):
            QShortcut(QKeySequence(keys), self, do)
        session.history_changed.connect(self._history)
        session.opened.connect(self._opened)
        session.said.connect(self._say)
        self._history()

    def _foot(self) -> QWidget:
        text = self._session.text
        foot = QFrame()
        foot.setObjectName("panel")
        foot.setStyleSheet(f"QFrame#panel {{ border-top: 1px solid {look.BORDER}; }}")
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 8, 24, 8)
        row.setSpacing(8)
        self.undo = self._button(row, "undo-2", self._session.undo)
        self.redo = self._button(row, "redo-2", self._session.redo)
        self.said = QLabel()
        self.said.setWordWrap(True)
        row.addWidget(self.said, 1)
        close = QPushButton(text("ui.button.close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        row.addWidget(close)
        return foot

    def _button(self, row: QHBoxLayout, icon: str, do: object) -> QPushButton:
        made = QPushButton(icons.icon(icon), "")
        made.setAutoDefault(False)
        made.setFixedWidth(38)
        made.clicked.connect(do)
        row.addWidget(made)
        return made

    def _history(self) -> None:
        history, text = self._session.history, self._session.text
        for button, can, key, words in (
            (self.undo, history.can_undo, "undo", history.undo_label),
            (self.redo, history.can_redo, "redo", history.redo_label),
        ):
            button.setEnabled(can)
            plain = text("ui.action." + key)
            said = self._session.label_text(words)
            button.setToolTip(f"{plain}: {said}" if said else plain)
            button.setAccessibleName(button.toolTip())
        self.said.setText("")

    def _say(self, level: str, words: str) -> None:
        self.said.setText(words)
        self.said.setStyleSheet(f"color: {look.ERROR if level == 'error' else look.ACCENT};")

    def _opened(self) -> None:
        if not self._session.is_open:
            self.close()

    def _shown(self, at: int) -> None:
        name, make, _ = PAGES[at]
        if name not in self.made:
            self.made[name] = make(self._session)
            self.made[name].page_wanted.connect(self.show_page)
            self.stack.addWidget(self.made[name])
        self.stack.setCurrentWidget(self.made[name])
        self.said.setText("")

    def show_page(self, name: str, row: str = "") -> RecordPage:
        """Bring a page to the front, with a row of it chosen."""
        self.pages.setCurrentRow([page for page, _, _ in PAGES].index(name))
        page = self.made[name]
        if row:
            page.choose(row)
        page.list.setFocus()
        return page
