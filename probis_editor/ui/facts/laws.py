"""Dasar hukum: the regulations that the book rests on, by hierarchy and year, each once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QWidget

from probis_editor.commands import office
from probis_editor.model import laws
from probis_editor.model.affairs import Law
from probis_editor.model.document import Transaction
from probis_editor.model.office import Unit
from probis_editor.ui import look, wording
from probis_editor.ui.facts.form import CheckedForm, Ticks
from probis_editor.ui.facts.paste import ask_lines
from probis_editor.ui.facts.records import RecordPage, Row
from probis_editor.ui.session import Session

_ISSUED = ("permen", "perlem", "kepmen", "perda_prov", "pergub", "perda", "perkada", "kepkada", "kepcam")
"""Ranks whose title goes on with who issued the regulation."""


class LawsPage(RecordPage):
    name = "laws"
    columns = (("number", 40), ("law", 0), ("used", 150))
    watches = ("law:", "unit:")

    def extra(self) -> None:
        self.button("facts.laws.library", self.choose_from_library)
        self.button("facts.laws.paste", self.paste)

    def below(self) -> None:
        self.twins = QWidget()
        row = QHBoxLayout(self.twins)
        row.setContentsMargins(0, 0, 0, 0)
        self.twins_said = QLabel()
        self.twins_said.setWordWrap(True)
        self.twins_said.setStyleSheet(f"color: {look.ERROR};")
        row.addWidget(self.twins_said, 1)
        self.mend = QPushButton(self.text("facts.laws.merge"))
        self.mend.setAutoDefault(False)
        self.mend.clicked.connect(self.merge_twins)
        row.addWidget(self.mend)
        self.foot.addWidget(self.twins)

    def rows(self) -> Sequence[Row]:
        found = laws.ordered(self.session.document.of_type(Law))
        twice = {law.id for pair in laws.twins(found) for law in pair}
        units = self.session.document.of_type(Unit)
        rows = []
        for at, law in enumerate(found, 1):
            users = [u.name for u in units if law.id in u.laws]
            used = (
                users[0] if len(users) == 1 else self.text("facts.laws.units", n=len(users)) if users else "–"
            )
            said = self.text("facts.laws.twice") if law.id in twice else ""
            rows.append(Row(law.id, (f"{at}.", laws.cited(law), used), said))
        return rows

    def shown(self) -> None:
        pairs = laws.twins(self.session.document.of_type(Law))
        self.twins.setVisible(bool(pairs))
        self.twins_said.setText(self.text("facts.laws.twins", n=len(pairs)) if pairs else "")

    def can(self, what: str, row: str) -> bool:
        return bool(row) and what in ("edit", "remove")

    def _law(self, law_id: str) -> Law | None:
        found = self.session.document.get(("", "law:" + law_id))
        return found if isinstance(found, Law) else None

    def add(self) -> None:
        given = ask_law(self, self.session, None)
        if given is not None:
            made = self.session.run(wording.step("facts.law"), lambda tx: office.add_law(tx, given))
            if isinstance(made, Law):
                self.choose(made.id)

    def edit(self, row: str) -> None:
        law = self._law(row)
        given = ask_law(self, self.session, law) if law is not None else None
        if given is not None and given != law:
            fields: dict[str, Any] = {f: getattr(given, f) for f in Law.__struct_fields__ if f != "id"}
            self.session.run(wording.step("facts.law"), lambda tx: office.change_law(tx, row, **fields))

    def remove(self, row: str) -> None:
        self.session.run(wording.step("facts.law_gone"), lambda tx: office.remove_law(tx, row))

    def choose_from_library(self) -> None:
        """Take regulations that books commonly cite."""
        known = self.session.document.of_type(Law)
        form = CheckedForm(self, self.session, "facts.laws.library_title", "facts.take")
        form.setMinimumWidth(760)
        ticks = Ticks(11)
        here = {law.id for law in laws.LIBRARY if any(laws.same(law, one) for one in known)}
        for law in laws.LIBRARY:
            item = ticks.add(laws.cited(law), law.id, law.id in here)
            item.setDisabled(law.id in here)
        form.rows.addRow(ticks)
        ticks.setAccessibleName(self.text("facts.laws.library_title"))
        ticks.itemChanged.connect(lambda *_: form.refresh())
        form.check = lambda: ""
        if not form.ask():
            return
        chosen = [law for law in laws.LIBRARY if law.id in ticks.ticked() and law.id not in here]
        if chosen:
            self.session.run(
                wording.step("facts.law"), lambda tx: [office.add_law(tx, law) for law in chosen]
            )

    def paste(self) -> None:
        """Enter regulations as they are cited, one a line; what cannot be read is said."""
        lines = ask_lines(self, self.session, "facts.laws.paste_title", "facts.laws.paste_hint")
        good = [line for line in lines if laws.parsed(line, "x") is not None]
        bad = [line for line in lines if laws.parsed(line, "x") is None]
        if good:
            self.session.run(
                wording.step("facts.law"), lambda tx: [office.add_law(tx, line) for line in good]
            )
        if lines:
            said = self.text("facts.laws.pasted", n=len(good))
            if bad:
                said += " " + self.text("facts.laws.unread", n=len(bad), line=bad[0][:80])
            self.session.said.emit("error" if bad else "info", said)

    def merge_twins(self) -> None:
        """Make every regulation that stands twice one entry, in one undo step."""

        def verb(tx: Transaction) -> None:
            while pairs := laws.twins(tx.document.of_type(Law)):
                office.merge_laws(tx, pairs[0][0].id, pairs[0][1].id)

        self.session.run(wording.step("facts.law_merge"), verb)


def ask_law(parent: QWidget, session: Session, law: Law | None) -> Law | None:
    """A regulation; None where the user gave up. A whole citation in the first line fills the others."""
    text, document = session.text, session.document
    form = CheckedForm(parent, session, "facts.laws.single")
    form.setMinimumWidth(640)
    old = law or Law(id=document.new_id(), rank="uu")
    cited = form.field("facts.laws.cited", "", text("facts.laws.cited_hint"))
    rank = form.choice("facts.laws.rank", [(r, text("facts.laws.ranks." + r)) for r in laws.RANKS], old.rank)
    issuer = form.field("facts.laws.issuer", old.issuer)
    number = form.field("facts.laws.law_number", old.number)
    year = form.field("facts.laws.year", str(old.year or ""))
    about = form.lines("facts.laws.about_label", old.about, 2)
    shown = form.note("")
    shown.setMinimumHeight(shown.fontMetrics().lineSpacing() * 3)
    shown.setAlignment(Qt.AlignmentFlag.AlignTop)

    def given() -> Law:
        said = str(year.text()).strip()
        return Law(
            id=old.id,
            rank=str(rank.currentData()),
            number=number.text().strip(),
            year=int(said) if said.isdecimal() else 0,
            about=" ".join(about.toPlainText().split()),
            issuer=" ".join(issuer.text().split()) if issuer.isEnabled() else "",
        )

    def take_apart(said: str) -> None:
        found = laws.parsed(said, old.id)
        if found is None:
            return
        rank.setCurrentIndex(rank.findData(found.rank))
        issuer.setText(found.issuer)
        number.setText(found.number)
        year.setText(str(found.year))
        about.setPlainText(found.about)

    def check() -> str:
        kind = str(rank.currentData())
        issuer.setEnabled(kind in _ISSUED)
        issuer.setPlaceholderText(text("facts.laws.issuers." + kind) if kind in _ISSUED else "")
        one = given()
        shown.setText(laws.cited(one))
        if kind != "uud" and not one.number:
            return text("facts.laws.no_number")
        if kind != "uud" and not 1945 <= one.year <= 2100:
            return text("facts.laws.no_year")
        twin = next((w for w in document.of_type(Law) if w.id != old.id and laws.same(w, one)), None)
        return text("facts.laws.there", law=laws.cited(twin)[:90]) if twin is not None else ""

    cited.textChanged.connect(take_apart)
    form.check = check
    if law is None:
        copied = " ".join(QApplication.clipboard().text().split())
        if len(copied) < 400 and laws.parsed(copied, old.id) is not None:
            cited.setText(copied)
    (cited if law is None else number).setFocus()
    return given() if form.ask() else None
