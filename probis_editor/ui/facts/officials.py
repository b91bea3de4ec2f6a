"""Pejabat: who signs and who else is named, in the order of the list; below it the period of the book."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from probis_editor.commands import office, tree
from probis_editor.model import people
from probis_editor.model.document import Transaction
from probis_editor.model.office import Person
from probis_editor.ui import office_dialogs, wording
from probis_editor.ui.facts.form import CheckedForm
from probis_editor.ui.facts.records import RecordPage, Row
from probis_editor.ui.session import Session

_HEAD = "head"


class OfficialsPage(RecordPage):
    name = "officials"
    columns = (("title", 0), ("person", 220), ("rank", 170), ("nip", 170))
    moves = True
    watches = ("office", "book")

    def below(self) -> None:
        row = QHBoxLayout()
        self.period = QLabel()
        self.period.setObjectName("muted")
        self.period.setWordWrap(True)
        row.addWidget(self.period, 1)
        for key, do in (
            ("facts.officials.office", self._edit_office),
            ("facts.officials.book", self._edit_book),
        ):
            button = QPushButton(self.text(key))
            button.setAutoDefault(False)
            button.clicked.connect(do)
            row.addWidget(button)
        self.foot.addLayout(row)

    def _edit_office(self) -> None:
        office_dialogs.edit_office(self, self.session)

    def _edit_book(self) -> None:
        from probis_editor.ui import book_dialog

        book_dialog.edit_book(self, self.session)

    def rows(self) -> Sequence[Row]:
        office_ = self.session.document.office
        rows = [self._row(_HEAD, office_.head, True)] if office_.head != Person() else []
        return [*rows, *(self._row(str(at), person) for at, person in enumerate(office_.officials))]

    def _row(self, row: str, person: Person, head: bool = False) -> Row:
        title = " ".join(people.signing_title(person).split())
        if self.session.document.book.knowing == person:
            title += "  · " + self.text("facts.officials.knowing_mark")
        wrong = not people.placeholder(person.nip) and people.nip(person.nip) is None
        said = self.text("office.refused.nip", nip=person.nip, name=person.name) if wrong else ""
        return Row(row, (title or "–", person.name, person.rank, person.nip), said, strong=head)

    def shown(self) -> None:
        book = self.session.document.book
        parts = [
            self.text("facts.officials.year", year=book.year or "–"),
            self.text("facts.officials.period", period=book.period or "–"),
            self.text("facts.officials.signed", place=book.place or "–", date=book.date or "–"),
        ]
        self.period.setText("   ·   ".join(parts))

    def can(self, what: str, row: str) -> bool:
        last = str(len(self.session.document.office.officials) - 1)
        if not row or (row == _HEAD and what != "edit"):
            return False
        return not (what == "up" and row == "0") and not (what == "down" and row == last)

    def _person(self, row: str) -> Person:
        office_ = self.session.document.office
        return office_.head if row == _HEAD else office_.officials[int(row)]

    def add(self) -> None:
        if self.session.document.office.head == Person():
            self.edit(_HEAD)
            return
        given = ask_person(self, self.session, Person(), False)
        if given is not None:
            self._set([*self.session.document.office.officials, given[0]], given[0].title, Person(), given)
            self.choose(str(len(self.session.document.office.officials) - 1))

    def edit(self, row: str) -> None:
        old = self._person(row)
        knows = self.session.document.book.knowing == old and old != Person()
        given = ask_person(self, self.session, old, knows, head=row == _HEAD)
        if given is None or given == (old, knows):
            return
        if row == _HEAD:
            person = given[0]
            fields = {f: getattr(person, f) for f in Person.__struct_fields__}
            self.session.run(
                wording.step("change", what=person.title), lambda tx: office.set_head(tx, **fields)
            )
            return
        officials = list(self.session.document.office.officials)
        officials[int(row)] = given[0]
        self._set(officials, given[0].title, old, given)

    def _set(self, officials: list[Person], what: str, old: Person, given: tuple[Person, bool]) -> None:
        """Write the list; who signs at the left follows the person that was changed."""

        def verb(tx: Transaction) -> None:
            office.set_officials(tx, officials)
            known = tx.document.book.knowing
            placed = replace(given[0], nip=people.nip_written(given[0].nip))
            if given[1] and known != placed:
                tree.set_book(tx, knowing=placed)
            elif not given[1] and known is not None and known in (old, placed):
                tree.set_book(tx, knowing=None)

        self.session.run(wording.step("change", what=" ".join(what.split())), verb)

    def remove(self, row: str) -> None:
        gone = self._person(row)
        left = [p for at, p in enumerate(self.session.document.office.officials) if str(at) != row]

        def verb(tx: Transaction) -> None:
            office.set_officials(tx, left)
            if tx.document.book.knowing == gone:
                tree.set_book(tx, knowing=None)

        self.session.run(wording.step("delete", what=" ".join((gone.title or gone.name).split())), verb)

    def move(self, row: str, by: int) -> None:
        officials, at = list(self.session.document.office.officials), int(row)
        officials.insert(at + by, officials.pop(at))
        what = " ".join(officials[at + by].title.split())
        self.session.run(wording.step("move", what=what), lambda tx: office.set_officials(tx, officials))
        self.choose(str(at + by))


def ask_person(
    parent: QWidget, session: Session, person: Person, knows: bool, head: bool = False
) -> tuple[Person, bool] | None:
    """An official and whether they sign at the left ("Mengetahui"); None where the user gave up."""
    text = session.text
    form = CheckedForm(parent, session, "office.head" if head else "facts.officials.single")
    acting = form.choice(
        "office.acting", [(a, a or text("office.proper")) for a in people.ACTING], person.acting
    )
    title = form.lines("office.head_title", person.title, 2, text("office.head_title_hint"))
    name = form.field("office.head_name", person.name, text("office.head_name_hint"))
    rank = form.choice(
        "office.rank", [(r, r) for r in ("", *office_dialogs.RANKS)], person.rank, editable=True
    )
    nip = form.field("office.nip", person.nip, "19700101 199503 1 001")
    says = form.note("")
    signs = form.tick("facts.officials.knowing", knows)
    signs.setVisible(not head)
    others = [p for p in (session.document.office.head, *session.document.office.officials) if p != person]

    def check() -> str:
        found = people.nip(nip.text())
        month = session.tr_.month(found.entry[1]) if found is not None else ""
        says.setText(
            text("office.nip_says", birth=found.birth, entry=f"{month} {found.entry[0]}") if found else ""
        )
        if not title.toPlainText().strip() and not name.text().strip():
            return text("facts.officials.empty_person")
        if people.placeholder(nip.text()):
            return ""
        if found is None:
            return text("office.refused.nip", nip=nip.text(), name=name.text().strip() or "–")
        written = people.nip_written(nip.text())
        twice = any(people.nip_written(p.nip) == written for p in others)
        return text("office.refused.nip_twice", nip=written) if twice else ""

    form.check = check
    title.setFocus()
    if not form.ask():
        return None
    given = Person(
        title=title.toPlainText().strip(),
        name=name.text().strip(),
        rank=rank.currentText().strip(),
        nip=people.nip_written(nip.text().strip()),
        acting=str(acting.currentData()),
    )
    return given, signs.isChecked()
