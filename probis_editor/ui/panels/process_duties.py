"""Which duties a process serves: a line of them beside its texts, and the question that changes them."""

from __future__ import annotations

import re
from html import unescape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QTreeWidgetItem, QWidget

from probis_editor.commands.serving import serve
from probis_editor.model import duties, numbering, tokens
from probis_editor.model.duties import Duty
from probis_editor.ui import look, wording
from probis_editor.ui.facts.form import CheckedForm, Ticks
from probis_editor.ui.session import Session
from probis_editor.ui.trees import bold

_TAG = re.compile(r"<[^<>]*>")
_END = re.compile(r"[;,.]?(?:\s+dan)?$")


def said(session: Session, duty: Duty) -> str:
    """A duty in plain words."""
    words = tokens.resolved(session.document, duty.block.text, slot=duty.slot)
    return _END.sub("", unescape(_TAG.sub("", words)).strip())


class DutyStrip(QFrame):
    """Says what the process in front serves."""

    wanted = Signal(str)
    """The process whose duties are to be chosen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._process = ""
        self.setObjectName("panel")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 4)
        row.setSpacing(8)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setStyleSheet(f"color: {look.MUTED};")
        row.addWidget(self.words, 1)
        self.choose = QPushButton(session.text("serving.choose"))
        self.choose.setToolTip(session.text("serving.choose_tip"))
        self.choose.setStyleSheet("padding: 2px 8px;")
        self.choose.clicked.connect(lambda: self.wanted.emit(self._process))
        row.addWidget(self.choose)

    def show_process(self, process_id: str) -> None:
        """Show the duties of a process; nothing for "" and where no unit has any."""
        document, text = self._session.document, self._session.text
        self._process = process_id if document.process(process_id) is not None else ""
        self.setVisible(bool(self._process) and bool(duties.single(document)))
        if not self._process:
            return
        found = duties.of_process(document, process_id)
        lines = [f"{one.unit.name}: {said(self._session, one)}" for one in found]
        self.words.setToolTip("\n".join(lines))
        if not found:
            self.words.setText(text("serving.none"))
            return
        units = ", ".join(dict.fromkeys(one.unit.name for one in found))
        self.words.setText(text("serving.serves", n=len(found), units=units))


def ask(parent: QWidget, session: Session, process_id: str) -> bool:
    """Ask which duties a process serves; whether something was changed. One undo step."""
    document, text = session.document, session.text
    process = document.process(process_id)
    every = duties.single(document)
    if process is None:
        return False
    if not every:
        session.said.emit("info", text("serving.no_duties"))
        return False
    form = CheckedForm(parent, session, "serving.title", "ui.button.ok")
    form.setMinimumWidth(720)
    name = f"{numbering.code(document, process_id)} {process.name}".strip()
    form.note(text("serving.hint", name=name))
    search = form.field("serving.search", "", text("serving.search_hint"))
    before = {one.place for one in every if process_id in duties.processes_of(document, one.block)}
    ticks = Ticks(12)
    places: list[Duty] = []
    heads: dict[str, QTreeWidgetItem] = {}
    for one in every:
        head = heads.get(one.unit.id)
        if head is None:
            head = heads[one.unit.id] = QTreeWidgetItem([one.unit.name])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            bold(head)
            ticks.addTopLevelItem(head)
        ticks.add(said(session, one), str(len(places)), one.place in before, head)
        places.append(one)
    form.row("serving.duties", ticks)

    def narrow() -> None:
        wanted = search.text().casefold().split()
        for head in heads.values():
            rows = [head.child(at) for at in range(head.childCount())]
            for row in rows:
                words = f"{head.text(0)} {row.text(0)}".casefold()
                row.setHidden(not all(one in words for one in wanted))
            head.setHidden(all(row.isHidden() for row in rows))

    search.textChanged.connect(narrow)
    search.setFocus()
    if not form.ask():
        return False
    chosen = [places[int(key)].place for key in ticks.ticked() if key]
    if set(chosen) == before:
        return False
    session.run(wording.step("serving", name=name), lambda tx: serve(tx, process_id, chosen))
    return True
