"""Surat Keputusan: one list that reads like the decree itself, from its number to the tembusan."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from probis_editor.commands import decree as verbs
from probis_editor.model import laws, people
from probis_editor.model.affairs import Law
from probis_editor.model.office import Decree
from probis_editor.ui import wording
from probis_editor.ui.book_dialog import PAPERS
from probis_editor.ui.facts.form import CheckedForm
from probis_editor.ui.facts.records import RecordPage, Row
from probis_editor.ui.session import Session

_HEAD = ("number", "about", "at")


class DecreePage(RecordPage):
    name = "decree"
    columns = (("part", 130), ("text", 0))
    moves = True
    watches = ("book", "law:", "office", "settings")

    def extra(self) -> None:
        self.copy_button = self.button("facts.decree.copy", lambda: self._add_to("copies"))
        self.laws_button = self.button("facts.decree.laws", self._to_laws)
        self.drop_button = self.button("facts.decree.drop", self._drop)

    @property
    def _decree(self) -> Decree | None:
        return self.session.document.book.decree

    def _lines(self, part: str) -> list[str]:
        """The texts of a part as typed; those that the book uses by itself while nothing else is said."""
        found = getattr(self._decree or Decree(), part)
        if found or part == "copies":
            return [verbs.typed(t) for t in found] if part != "copies" else list(found)
        from probis_editor.booklet.context import Context

        context = Context(self.session.document, self.session.tr_)
        keys = (
            ("weigh_a", "weigh_b", "weigh_c") if part == "weigh" else ("decides_1", "decides_2", "decides_3")
        )
        return [verbs.typed(context.text("decree." + key)) for key in keys]

    def _proposed(self, part: str) -> bool:
        return part != "copies" and not getattr(self._decree or Decree(), part)

    def rows(self) -> Sequence[Row]:
        decree, text = self._decree, self.text
        if decree is None:
            return []
        from probis_editor.booklet.context import Names
        from probis_editor.booklet.words import ordinal

        title = decree.about or Names(self.session.document, self.session.tr_).title
        rows = [
            Row("number", (text("facts.decree.number"), decree.number or "…"), strong=True),
            Row("about", (text("facts.decree.about_label"), title or "…"), strong=True),
        ]
        for at, line in enumerate(self._lines("weigh")):
            lead = text("booklet.decree.weigh") if not at else ""
            rows.append(
                Row(f"weigh:{at}", (lead, f"{chr(97 + at % 26)}.  {line}"), quiet=self._proposed("weigh"))
            )
        found = laws.ordered(self.session.document.of_type(Law))
        for at, law in enumerate(found):
            lead = text("booklet.decree.recall") if not at else ""
            rows.append(Row(f"law:{law.id}", (lead, f"{at + 1}.  {laws.cited(law)}")))
        if not found:
            rows.append(Row("law:", (text("booklet.decree.recall"), "–"), text("facts.decree.no_laws")))
        for at, line in enumerate(self._lines("decides")):
            lead = ordinal(at + 1, self.session.tr_)
            rows.append(Row(f"decides:{at}", (lead, line), quiet=self._proposed("decides")))
        book = self.session.document.book
        place, date = decree.place or book.place or "…", decree.date or "…"
        rows.append(Row("at", (text("facts.decree.at"), f"{place}, {date}"), strong=True))
        for at, line in enumerate(decree.copies):
            lead = text("facts.decree.copies") if not at else ""
            rows.append(Row(f"copies:{at}", (lead, f"{at + 1}.  {line}")))
        return rows

    def shown(self) -> None:
        there = self._decree is not None
        self.add_button.setText(self.text("facts.decree.add" if there else "facts.decree.make"))
        for button in (self.copy_button, self.laws_button, self.drop_button):
            button.setVisible(there)

    def _place(self, row: str) -> tuple[str, int]:
        part, _, at = row.partition(":")
        return part, int(at) if at.isdecimal() else -1

    def can(self, what: str, row: str) -> bool:
        part, at = self._place(row)
        if what == "edit":
            return bool(row)
        if part not in verbs.PARTS:
            return False
        last = len(self._lines(part)) - 1
        return not (what == "up" and at == 0) and not (what == "down" and at == last)

    def add(self) -> None:
        """Make the decree; where there is one, a new text after the current one."""
        if self._decree is None:
            self.session.run(wording.step("facts.decree"), lambda tx: verbs.set_decree(tx))
            self.choose("number")
            self.list.setFocus()
            return
        part = self._place(self.chosen)[0]
        self._add_to(part if part in verbs.PARTS else "decides")

    def _add_to(self, part: str) -> None:
        lines = self._lines(part)
        chosen, at = self._place(self.chosen)
        place = at + 1 if chosen == part else len(lines)
        given = self._ask(part, "")
        if given:
            self._write(part, [*lines[:place], given, *lines[place:]])
            self.choose(f"{part}:{place}")

    def edit(self, row: str) -> None:
        part, at = self._place(row)
        if part in _HEAD:
            self._edit_head(part)
        elif part == "law":
            self._to_laws()
        else:
            lines = self._lines(part)
            given = self._ask(part, lines[at])
            if given and given != lines[at]:
                self._write(part, [*lines[:at], given, *lines[at + 1 :]])

    def remove(self, row: str) -> None:
        part, at = self._place(row)
        lines = self._lines(part)
        self._write(part, [*lines[:at], *lines[at + 1 :]])

    def move(self, row: str, by: int) -> None:
        part, at = self._place(row)
        lines = self._lines(part)
        lines.insert(at + by, lines.pop(at))
        self._write(part, lines)
        self.choose(f"{part}:{at + by}")

    def _write(self, part: str, lines: Sequence[str]) -> None:
        self.session.run(wording.step("facts.decree"), lambda tx: verbs.set_lines(tx, part, lines))

    def _ask(self, part: str, value: str) -> str:
        form = CheckedForm(self, self.session, "facts.decree.one." + part)
        form.setMinimumWidth(680)
        if part != "copies":
            form.note(self.text("facts.decree.hint." + part))
        edit = form.lines("facts.decree.column.text", value, 2 if part == "copies" else 7)
        form.check = lambda: "" if edit.toPlainText().strip() else self.text("facts.decree.empty_text")
        edit.setFocus()
        return edit.toPlainText().strip() if form.ask() else ""

    def _edit_head(self, first: str) -> None:
        fields = ask_head(self, self.session, self._decree or Decree(), first)
        if fields:
            self.session.run(wording.step("facts.decree"), lambda tx: verbs.set_decree(tx, **fields))

    def _drop(self) -> None:
        self.session.run(wording.step("facts.decree_gone"), verbs.drop_decree)

    def _to_laws(self) -> None:
        self.page_wanted.emit("laws")


def ask_head(parent: QWidget, session: Session, decree: Decree, first: str) -> dict[str, object]:
    """The fields of the decree's head and end that were changed; none where the user gave up."""
    text, book = session.text, session.document.book
    form = CheckedForm(parent, session, "facts.decree.head")
    number = form.field("facts.decree.number", decree.number, text("facts.decree.number_hint"))
    about = form.lines(
        "facts.decree.about_label", decree.about, 2, book.title or session.document.settings.title
    )
    place = form.field("facts.decree.place", decree.place, book.place or session.document.office.region)
    date = form.field("facts.decree.date", decree.date, text("bookform.date_hint"))
    paper = form.choice("bookform.paper", [(p, text("bookform.papers." + p)) for p in PAPERS], decree.paper)
    listed = form.tick("facts.decree.listed", decree.listed)
    annexed = form.tick("facts.decree.annexed", decree.annexed)

    def check() -> str:
        said = date.text().strip()
        return text("decree.refused.date", date=said) if said and people.date_parts(said) is None else ""

    form.check = check
    {"number": number, "about": about, "at": place}[first].setFocus()
    if not form.ask():
        return {}
    given: dict[str, object] = {
        "number": number.text().strip(),
        "about": " ".join(about.toPlainText().split()),
        "place": place.text().strip(),
        "date": date.text().strip(),
        "paper": str(paper.currentData()),
        "listed": listed.isChecked(),
        "annexed": annexed.isChecked(),
    }
    return {name: value for name, value in given.items() if value != getattr(decree, name)}
