"""Baru dari ...: a document from the kind of office, from a book in Word, or from last year's document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from probis_editor.commands import starting
from probis_editor.model.affairs import REASONS
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.ui import dialogs, recent
from probis_editor.ui.facts.form import CheckedForm

if TYPE_CHECKING:
    from probis_editor.formats.base import Notice
    from probis_editor.ui.main_window import MainWindow


class Starting:
    """Each asks first whether the present document may be left, and reports its own failures."""

    def __init__(self, window: MainWindow) -> None:
        self._window, self._session = window, window.session
        window.start.begin_wanted.connect(lambda how: getattr(self, how)())

    def from_office(self) -> None:
        """From the kind of office."""
        from probis_editor.ui.starting.office_start import OfficeStart

        if self._window.files.may_leave():
            form = OfficeStart(self._window, self._session)
            if form.ask():
                self._open(form.document())

    def from_book(self) -> None:
        """From a book in Word; what was read, guessed and left out stands in the report."""
        if not self._window.files.may_leave():
            return
        path = dialogs.ask_word(self._window, self._session.text, recent.folder())
        if path is not None:
            self.read_book(path)

    def read_book(self, path: Path) -> None:
        """The document of a book in Word."""
        from probis_editor.formats import word_book

        text = self._session.text
        result = self._window.files.work(
            text("ui.job.reading", name=path.name),
            lambda _: word_book.read(path.read_bytes(), path.name),
            path,
        )
        if result is not None:
            self._open(result.document, result.notices)

    def from_last_year(self) -> None:
        """From last year's document: the same, as a new revision that is saved under another name."""
        if not self._window.files.may_leave():
            return
        text = self._session.text
        path = dialogs.ask_open(self._window, text, recent.folder())
        if path is None:
            return
        from probis_editor.formats import base

        result = self._window.files.work(
            text("ui.job.reading", name=path.name), lambda progress: base.open_any(path, progress), path
        )
        if result is None:
            return
        form = CheckedForm(self._window, self._session, "start.revision.title", "start.revision.do")
        form.note(text("start.revision.about", name=path.name))
        reason = form.choice(
            "facts.revisions.column.reason", [(r, text("facts.reason." + r)) for r in REASONS]
        )
        note = form.lines("facts.revisions.note", "", 3, text("facts.revisions.note_hint"))
        reason.setFocus()
        if not form.ask():
            return
        document: Document = result.document
        with document.transaction(label("ui.step.facts.revision_open")) as tx:
            starting.from_last_year(tx, str(reason.currentData()), " ".join(note.toPlainText().split()))
        self._open(document, result.notices)

    def _open(self, document: Document, notices: tuple[Notice, ...] = ()) -> None:
        self._session.open(document, None, "probis", notices)
        first = document.maps()
        if first:
            self._session.show(first[0].id)
        self._session.said.emit("info", self._session.text("start.said"))
