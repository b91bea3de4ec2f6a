"""Buat buku: everything about the form of the book in one place, then the book itself."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from probis_editor.commands import tree
from probis_editor.ui import wording
from probis_editor.ui.bookmaking.draft import Draft
from probis_editor.ui.bookmaking.form_page import FormPage
from probis_editor.ui.bookmaking.lists import ChaptersPage
from probis_editor.ui.bookmaking.maps_page import MapsPage
from probis_editor.ui.bookmaking.paper_page import PaperPage
from probis_editor.ui.session import Session


class BookMaking(QDialog):
    """Answers what is wanted: "make", "keep" (only the settings), or nothing. `suffix` is the kind of file."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self._session = session
        self.wanted = ""
        text = session.text
        self.draft = Draft(session.document.book)
        self.setWindowTitle(text("bookmake.title"))
        self.resize(900, 620)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        head = QLabel(text("bookmake.title"))
        head.setObjectName("heading")
        layout.addWidget(head)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.form = FormPage(session, self.draft)
        self.chapters = ChaptersPage(session, self.draft)
        self.paper = PaperPage(session, self.draft)
        self.maps = MapsPage(session, self.draft)
        for key, page in (
            ("form_page", self.form),
            ("chapters", self.chapters),
            ("paper_page", self.paper),
            ("maps_page", self.maps),
        ):
            self.tabs.addTab(page, text("bookmake." + key))
        layout.addWidget(self.tabs, 1)
        layout.addLayout(self._foot())
        self.finished.connect(self.maps.prospects.end)
        self.do.setFocus()

    def _foot(self) -> QHBoxLayout:
        text = self._session.text
        row = QHBoxLayout()
        row.setSpacing(8)
        label = QLabel(text("bookmake.output"))
        row.addWidget(label)
        self.output = QComboBox()
        self.output.addItem(text("bookmake.output_pdf"), ".pdf")
        self.output.addItem(text("bookmake.output_docx"), ".docx")
        self.output.setAccessibleName(text("bookmake.output"))
        label.setBuddy(self.output)
        row.addWidget(self.output)
        row.addStretch(1)
        cancel = QPushButton(text("ui.button.cancel"))
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        self.keep = QPushButton(text("bookmake.keep"))
        self.keep.clicked.connect(lambda: self._end("keep"))
        row.addWidget(self.keep)
        self.do = QPushButton(text("bookmake.do"))
        self.do.setObjectName("primary")
        self.do.setDefault(True)
        self.do.clicked.connect(lambda: self._end("make"))
        row.addWidget(self.do)
        return row

    @property
    def suffix(self) -> str:
        return str(self.output.currentData())

    def _end(self, wanted: str) -> None:
        self.wanted = wanted
        fields = self.draft.fields()
        if fields:
            self._session.run(wording.step("book"), lambda tx: tree.set_book(tx, **fields))
        self.accept()
