"""Revisi: which revision is worked on, why, since when one holds, what changed, and when it must be reviewed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QPlainTextEdit

from probis_editor.commands import revision_changes, revisions
from probis_editor.model import people
from probis_editor.model.affairs import REASONS, Revision
from probis_editor.model.document import Document, Transaction
from probis_editor.ui import dialogs, jobs, look, recent, wording
from probis_editor.ui.facts.dates import iso, said_date
from probis_editor.ui.facts.form import CheckedForm
from probis_editor.ui.facts.records import RecordPage, Row


class RevisionsPage(RecordPage):
    name = "revisions"
    columns = (("number", 60), ("state", 130), ("date", 130), ("reason", 0), ("review", 130))
    watches = ("revision:", "process:")

    def extra(self) -> None:
        self.determine_button = self.button("facts.revisions.determine", self.determine)
        self.button("facts.revisions.compare", self.compare)

    def below(self) -> None:
        self.due = QLabel()
        self.due.setWordWrap(True)
        self.due.setStyleSheet(f"color: {look.GUESSED}; font-weight: bold;")
        self.foot.addWidget(self.due)
        self.told = QLabel()
        self.told.setObjectName("section")
        self.foot.addWidget(self.told)
        self.changes = QPlainTextEdit()
        self.changes.setReadOnly(True)
        self.changes.setTabChangesFocus(True)
        self.changes.setFixedHeight(150)
        self.changes.setAccessibleName(self.text("facts.revisions.changes"))
        self.foot.addWidget(self.changes)
        self.list.currentItemChanged.connect(lambda *_: self._show_changes())

    def rows(self) -> Sequence[Row]:
        found = revisions.revisions(self.session.document)
        return [self._row(r) for r in found] or [self._row(Revision(number=0))]

    def _row(self, one: Revision) -> Row:
        text = self.text
        state = text("facts.revisions.is_determined" if one.determined else "facts.revisions.is_open")
        reason = text("facts.reason." + one.reason) if one.reason else text("facts.revisions.first")
        if one.note and one.note != reason:
            reason += "\n" + one.note
        cells = (
            str(one.number),
            state,
            said_date(self.session, one.date),
            reason,
            said_date(self.session, one.review),
        )
        return Row(f"n{one.number}", cells)

    def shown(self) -> None:
        current = revisions.current(self.session.document)
        self.add_button.setText(self.text("facts.revisions.open"))
        self.add_button.setEnabled(current.determined)
        self.add_button.setToolTip("" if current.determined else self.text("facts.revisions.still_open"))
        self.determine_button.setEnabled(not current.determined)
        due = revisions.review_due(self.session.document, dt.date.today().isoformat())
        self.due.setVisible(due)
        self.due.setText(
            self.text("facts.revisions.due", date=said_date(self.session, current.review)) if due else ""
        )
        self._show_changes()

    def _number(self, row: str) -> int:
        return int(row[1:]) if row else 0

    def _revision(self, row: str) -> Revision:
        number = self._number(row)
        found = [r for r in revisions.revisions(self.session.document) if r.number == number]
        return found[0] if found else Revision(number=number)

    def _show_changes(self) -> None:
        one = self._revision(self.chosen)
        lines = one.changes
        if not lines and not one.determined:
            lines = revision_changes.changes(self.session.document, self.session.tr_)
        self.told.setText(self.text("facts.revisions.changes_n", number=one.number, n=len(lines)))
        nothing = "facts.revisions.nothing" if one.number else "facts.revisions.nothing_first"
        self.changes.setPlainText("\n".join("•  " + line for line in lines) or self.text(nothing))

    def can(self, what: str, row: str) -> bool:
        stored = [r.number for r in revisions.revisions(self.session.document)]
        return what == "edit" and bool(row) and self._number(row) in stored

    def add(self) -> None:
        """Open the next revision, for one of the five causes."""
        form = CheckedForm(self, self.session, "facts.revisions.open_title", "facts.revisions.open_do")
        form.note(self.text("facts.revisions.open_about"))
        reason = form.choice(
            "facts.revisions.column.reason", [(r, self.text("facts.reason." + r)) for r in REASONS]
        )
        note = form.lines("facts.revisions.note", "", 3, self.text("facts.revisions.note_hint"))
        reason.setFocus()
        if not form.ask():
            return
        cause, said = str(reason.currentData()), " ".join(note.toPlainText().split())
        made = self.session.run(
            wording.step("facts.revision_open"), lambda tx: revisions.open_new(tx, cause, said)
        )
        if isinstance(made, Revision):
            self.choose(f"n{made.number}")

    def determine(self) -> None:
        """Determine the open revision: codes and figure numbers stay from now on."""
        document, current = self.session.document, revisions.current(self.session.document)
        lines = current.changes or revision_changes.changes(document, self.session.tr_)
        form = CheckedForm(
            self, self.session, "facts.revisions.determine_title", "facts.revisions.determine_do"
        )
        form.note(self.text("facts.revisions.determine_about"))
        today = self.session.tr_.date(dt.date.today())
        date = form.field(
            "facts.revisions.column.date", document.book.date or today, self.text("bookform.date_hint")
        )
        told = form.lines("facts.revisions.changes", "\n".join(lines), 6)
        form.check = lambda: self._bad_date(date.text())
        date.selectAll()
        date.setFocus()
        if not form.ask():
            return
        said = iso(date.text())
        changed = [line.strip() for line in told.toPlainText().splitlines() if line.strip()]
        figures = self._figures()
        self.session.run(
            wording.step("facts.revision_determined", number=current.number),
            lambda tx: revisions.determine(tx, said, figures, changed),
        )

    def _figures(self) -> tuple[tuple[str, str], ...]:
        """The numbers that the figures of the book have now."""
        from probis_editor.booklet import book, references

        blocks, _ = book.assemble(self.session.document, self.session.tr_)
        return references.numbers(blocks)

    def edit(self, row: str) -> None:
        one = self._revision(row)
        form = CheckedForm(self, self.session, "facts.revisions.single")
        shown = (said_date(self.session, one.date), said_date(self.session, one.review))
        date = form.field(
            "facts.revisions.column.date", shown[0] if one.date else "", self.text("bookform.date_hint")
        )
        reasons = [("", self.text("facts.revisions.first"))] if not one.number else []
        reasons += [(r, self.text("facts.reason." + r)) for r in REASONS]
        reason = form.choice("facts.revisions.column.reason", reasons, one.reason)
        note = form.lines("facts.revisions.note", one.note, 3, self.text("facts.revisions.note_hint"))
        told = form.lines("facts.revisions.changes", "\n".join(one.changes), 6)
        review = form.field(
            "facts.revisions.column.review",
            shown[1] if one.review else "",
            self.text("facts.revisions.review_hint"),
        )
        form.check = lambda: self._bad_date(date.text()) or self._bad_date(review.text())
        date.setFocus()
        if not form.ask():
            return
        fields = {
            "date": iso(date.text()),
            "reason": str(reason.currentData()),
            "note": " ".join(note.toPlainText().split()),
            "changes": tuple(x.strip() for x in told.toPlainText().splitlines() if x.strip()),
            "review": iso(review.text()),
        }
        new = {name: value for name, value in fields.items() if value != getattr(one, name)}
        if new:
            step = wording.step("facts.revision", number=one.number)
            self.session.run(step, lambda tx: revisions.change(tx, one.number, **new))

    def _bad_date(self, said: str) -> str:
        wrong = said.strip() and people.date_parts(said) is None
        return self.text("revision.refused.date", date=said.strip()) if wrong else ""

    def compare(self) -> None:
        """Take the list of changes from another file: last year's document."""
        path = dialogs.ask_open(self, self.session.text, recent.folder())
        if path is None:
            return
        from probis_editor.formats import base
        from probis_editor.formats.base import FormatError

        said, cancel = self.text("ui.job.reading", name=path.name), self.text("ui.button.cancel")
        try:
            read = jobs.run(self, said, cancel, lambda progress: base.open_any(path, progress))
            assert isinstance(read, base.ReadResult)
            other: Document = read.document
        except jobs.CancelledError:
            self.session.said.emit("info", self.text("ui.said.cancelled"))
            return
        except (FormatError, OSError) as error:
            reason = self.session.label_text(error.label) if isinstance(error, FormatError) else str(error)
            dialogs.tell(
                self, self.session.text, self.text("ui.error.file", name=path.name), reason, error=True
            )
            return
        lines = revisions.changes_since(other, self.session.document, self.session.tr_)
        current = revisions.current(self.session.document)

        def verb(tx: Transaction) -> None:
            if tx.document.get(current.key) is None:
                tx.put(current)
            revisions.change(tx, current.number, changes=lines)

        self.session.run(wording.step("facts.revision", number=current.number), verb)
        self.session.said.emit("info", self.text("facts.revisions.compared", n=len(lines), name=path.name))
        self.choose(f"n{current.number}")
