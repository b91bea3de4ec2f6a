"""Buku: title, year, place and date of signing; the answer is one undo step. How it looks is asked by `bookmaking`."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QWidget

from probis_editor.commands import tree
from probis_editor.model import people
from probis_editor.ui import look, wording
from probis_editor.ui.dialogs import Form
from probis_editor.ui.session import Session

PAPERS = ("a4", "f4", "f4-210")


def edit_book(parent: QWidget, session: Session) -> None:
    """Ask for what stands on the book's cover and above its signatures."""
    form = BookForm(parent, session)
    if form.exec():
        form.take()


class BookForm(Form):
    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, session.text, "bookform.title", "ui.button.save")
        self._session = session
        text, book, office = session.text, session.document.book, session.document.office
        self._book = book
        self.setMinimumWidth(560)
        self.title = self.line(text("bookform.name"), book.title, session.document.settings.title)
        self.subtitle = self.line(text("bookform.subtitle"), book.subtitle)
        self.year = self.line(text("bookform.year"), book.year, str(dt.date.today().year))
        self.period = self.line(text("bookform.period"), book.period, text("bookform.period_hint"))
        self.place = self.line(text("bookform.place"), book.place, office.region)
        self.date = self.line(text("bookform.date"), book.date, text("bookform.date_hint"))
        self.problem = QLabel()
        self.problem.setStyleSheet(f"color: {look.ERROR};")
        self.rows.addRow("", self.problem)
        self.knowing = self._knowing()
        self.draft_mark = self._check("draft_mark", book.draft_mark)
        for edit in (self.date, self.period, self.year):
            edit.textChanged.connect(self._validate)
        self._validate()
        self.title.setFocus()

    def _choice(self, key: str, rows: list[tuple[str, str]], value: str) -> QComboBox:
        combo = QComboBox()
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for row, words in rows:
            combo.addItem(words, row)
        combo.setCurrentIndex(max(combo.findData(value), 0))
        self.rows.addRow(self._session.text("bookform." + key), combo)
        return combo

    def _check(self, key: str, on: bool) -> QCheckBox:
        box = QCheckBox(self._session.text("bookform." + key))
        box.setChecked(on)
        self.rows.addRow("", box)
        return box

    def _knowing(self) -> QComboBox:
        """Who signs at the left: one of the officials, or who stands in the book already."""
        office, now = self._session.document.office, self._book.knowing
        known = list(office.officials)
        if now is not None and now not in known:
            known.append(now)
        self._known = known
        rows = [("", self._session.text("bookform.nobody"))]
        rows += [(str(at), f"{people.signing_title(p)}  {p.name}".strip()) for at, p in enumerate(known)]
        return self._choice("knowing", rows, "" if now is None else str(known.index(now)))

    def _validate(self) -> None:
        """Say what cannot be a date, a year or a period; what is left open is no fault."""
        text = self._session.text
        date, period, year = (e.text().strip() for e in (self.date, self.period, self.year))
        said = ""
        if year and not (year.isdecimal() and len(year) == 4):
            said = text("bookform.bad_year")
        elif period and people.period_years(period) is None:
            said = text("bookform.bad_period")
        elif date and people.date_parts(date) is None:
            said = text("bookform.bad_date")
        self.problem.setText(said)
        self.problem.setVisible(bool(said))
        self.do.setEnabled(not said)

    def take(self) -> None:
        """Write what was entered, as one undo step; nothing where nothing is new."""
        chosen = str(self.knowing.currentData())
        fields = {
            "title": self.title.text().strip(),
            "subtitle": self.subtitle.text().strip(),
            "year": self.year.text().strip(),
            "period": self.period.text().strip(),
            "place": self.place.text().strip(),
            "date": self.date.text().strip(),
            "knowing": self._known[int(chosen)] if chosen else None,
            "draft_mark": self.draft_mark.isChecked(),
        }
        changed = {name: value for name, value in fields.items() if value != getattr(self._book, name)}
        if changed:
            self._session.run(wording.step("book"), lambda tx: tree.set_book(tx, **changed))
