"""Singkatan: abbreviations and what they stand for, by their letters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from probis_editor.commands import office
from probis_editor.model.affairs import Term
from probis_editor.model.document import Transaction
from probis_editor.ui import wording
from probis_editor.ui.facts.form import CheckedForm
from probis_editor.ui.facts.paste import ask_lines
from probis_editor.ui.facts.records import RecordPage, Row
from probis_editor.ui.session import Session

_PARTS = re.compile(r"\t+|\s+[:=–-]\s+|\s*[:=]\s*")


class TermsPage(RecordPage):
    name = "terms"
    columns = (("short", 180), ("long", 0))
    watches = ("term:",)

    def extra(self) -> None:
        self.button("facts.terms.paste", self.paste)

    def rows(self) -> Sequence[Row]:
        terms = sorted(self.session.document.of_type(Term), key=lambda t: (t.short.casefold(), t.short))
        return [Row(t.short, (t.short, t.long)) for t in terms]

    def can(self, what: str, row: str) -> bool:
        return bool(row) and what in ("edit", "remove")

    def add(self) -> None:
        given = ask_term(self, self.session, "", "")
        if given is not None:
            self.session.run(
                wording.step("facts.term", what=given[0]), lambda tx: office.set_term(tx, *given)
            )
            self.choose(given[0])

    def edit(self, row: str) -> None:
        found = self.session.document.get(("", "term:" + row))
        if not isinstance(found, Term):
            return
        given = ask_term(self, self.session, found.short, found.long)
        if given is not None and given != (found.short, found.long):
            step = wording.step("facts.term", what=given[0])
            self.session.run(step, lambda tx: office.change_term(tx, row, *given))
            self.choose(given[0])

    def remove(self, row: str) -> None:
        self.session.run(wording.step("delete", what=row), lambda tx: office.set_term(tx, row, ""))

    def paste(self) -> None:
        """Enter a list: short form, then what it stands for, apart by a tab, a dash, "=" or ":"."""
        lines = ask_lines(self, self.session, "facts.terms.paste_title", "facts.terms.paste_hint")
        pairs = [tuple(_PARTS.split(line, maxsplit=1)) for line in lines]
        good = [(p[0].strip(), p[1].strip()) for p in pairs if len(p) == 2 and p[0].strip() and p[1].strip()]
        if good:

            def verb(tx: Transaction) -> None:
                for pair in good:
                    office.set_term(tx, *pair)

            self.session.run(wording.step("facts.terms"), verb)
        if lines:
            said = self.text("facts.terms.pasted", n=len(good))
            if len(good) < len(lines):
                said += " " + self.text("facts.terms.unread", n=len(lines) - len(good))
            self.session.said.emit("info", said)


def ask_term(parent: QWidget, session: Session, short: str, long: str) -> tuple[str, str] | None:
    """An abbreviation and its meaning; None where the user gave up."""
    form = CheckedForm(parent, session, "facts.terms.single")
    first = form.field("facts.terms.column.short", short, session.text("facts.terms.short_hint"))
    second = form.field("facts.terms.column.long", long, session.text("facts.terms.long_hint"))

    def check() -> str:
        name = " ".join(first.text().split())
        if not name or not second.text().strip():
            return session.text("office.refused.term_empty")
        known = session.document.get(("", "term:" + name))
        if name != short and isinstance(known, Term):
            return session.text("facts.terms.there", name=name, long=known.long)
        return ""

    form.check = check
    first.setFocus()
    if not form.ask():
        return None
    return " ".join(first.text().split()), " ".join(second.text().split())
