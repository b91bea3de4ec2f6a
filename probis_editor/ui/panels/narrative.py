"""Uraian: the texts of the process in front, of a chapter of the book or of a unit, beside the map."""

from __future__ import annotations

import re
from html import unescape

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from probis_editor.model import numbering, queries, tokens
from probis_editor.model.changes import ChangeSet
from probis_editor.model.elements import Map
from probis_editor.model.mentions import escaped
from probis_editor.model.search import Query
from probis_editor.ui import icons, look
from probis_editor.ui.panels.figure_numbers import FigureNumbers
from probis_editor.ui.panels.found_words import select_found
from probis_editor.ui.panels.narrative_section import Section
from probis_editor.ui.panels.process_duties import DutyStrip
from probis_editor.ui.panels.rich_bar import RichBar
from probis_editor.ui.panels.rich_edit import RichEdit
from probis_editor.ui.session import Session

CHAPTERS = (
    "preface", "approval", "consensus", "distribution", "background", "purpose", "laws", "principles", "method",
    "aims", "goals", "organisation", "level0", "relation", "closing", "bibliography",
)  # fmt: skip
"""The texts of the book that belong to no process."""
_CHAPTER_OF = {"level0": "level0", "relation": "relation", "organisation": "organisation"}
_TAG = re.compile(r"<[^<>]*>")
UNIT_PARTS = ("tugas", "fungsi", "uraian")
_FOLLOW = "follow"


class NarrativePanel(QWidget):
    """Follows the map in front until another text is chosen; a look at another map follows again."""

    widened = Signal()
    """The user wants more (or less) room for writing."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._subject = ""
        self._process = ""
        self._unit = ""
        self.sections: list[Section] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        self.duties = DutyStrip(session)
        layout.addWidget(self.duties)
        self.bar = RichBar(session)
        layout.addWidget(self.bar)
        self.room = QSplitter(Qt.Orientation.Vertical)
        self.room.setChildrenCollapsible(False)
        layout.addWidget(self.room, 1)
        self._empty = QLabel(session.text("text.no_process"))
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setStyleSheet(f"color: {look.MUTED}; padding: 12px;")
        layout.addWidget(self._empty, 1)
        self.setObjectName("paper")
        self.setStyleSheet(f"QWidget#paper {{ background: {look.BASE}; }}")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(300)
        self._late.timeout.connect(self._look_again)
        self.numbers = FigureNumbers(session, lambda: any(s.edit.typing for s in self.sections), self)
        self.numbers.changed.connect(self._refresh)
        session.opened.connect(self._opened)
        session.place_changed.connect(self._place_changed)
        session.changed.connect(self._changed)
        self._opened()

    def _head(self) -> QFrame:
        head = QFrame()
        head.setObjectName("panel")
        row = QHBoxLayout(head)
        row.setContentsMargins(8, 8, 6, 4)
        row.setSpacing(4)
        self.subjects = QComboBox()
        self.subjects.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.subjects.setMinimumContentsLength(10)
        self.subjects.setAccessibleName(self._session.text("text.subject"))
        self.subjects.activated.connect(lambda _: self.show_subject(self.subjects.currentData()))
        row.addWidget(self.subjects, 1)
        wide = QToolButton()
        wide.setObjectName("quiet")
        wide.setIcon(icons.icon("unfold-horizontal", look.MUTED))
        wide.setIconSize(QSize(16, 16))
        wide.setFixedSize(26, 26)
        wide.setToolTip(self._session.text("text.wide"))
        wide.setAccessibleName(self._session.text("text.wide"))
        wide.clicked.connect(self.widened)
        row.addWidget(wide)
        return head

    # What is shown

    def _opened(self) -> None:
        self._process = self._unit = ""
        self._subject = ""
        self.numbers.forget()
        self._place_changed()

    def _place_changed(self) -> None:
        session = self._session
        record = session.document.get((session.place.map, ""))
        if isinstance(record, Map):
            self._process = record.process if session.document.process(record.process) else ""
            chapter = _CHAPTER_OF.get(record.kind, "") if not self._process else ""
            self.show_subject("chapter:" + chapter if chapter else _FOLLOW)
        else:
            self._process = ""
            self.show_subject(_FOLLOW)

    def show_process(self, process_id: str) -> None:
        """Show the texts of a process, whether it has a map or not."""
        self._process = process_id
        self.show_subject(_FOLLOW)

    def show_unit(self, unit_id: str) -> None:
        """Show the duties of a unit."""
        self._unit = unit_id
        self.show_subject("unit:" + unit_id)

    def show_slot(self, slot: str) -> None:
        """Show the text of a slot with the cursor in it."""
        parts = slot.split(":")
        if parts[0] == "process":
            self.show_process(parts[1])
        elif parts[0] == "unit":
            self.show_unit(parts[1])
        else:
            self.show_subject(slot)
        for section in self.sections:
            if section.slot == slot:
                section.edit.setFocus()

    def select_words(self, slot: str, query: Query, nth: int) -> None:
        """Select the occurrence after `nth` others in the text of a slot that is shown, in view."""
        for section in self.sections:
            if section.slot == slot:
                select_found(section.edit, query, nth)

    def focused_slot(self) -> str:
        """The slot of the text with the cursor, "" for none."""
        return next((s.slot for s in self.sections if s.isAncestorOf(self.focusWidget())), "")

    def show_subject(self, subject: str) -> None:
        """Show the texts of a subject: "follow", "chapter:<name>" or "unit:<id>"."""
        rows = self._slots(subject)
        if [s.slot for s in self.sections] != [slot for slot, _ in rows]:
            self.end_editing()
            self._build(rows)
        self._subject = subject
        self._fill_subjects()
        self._empty.setVisible(not rows)
        self.room.setVisible(bool(rows))
        self.bar.setVisible(bool(rows))
        self._mind_duties()
        for section in self.sections:
            section.refresh()

    def _mind_duties(self) -> None:
        self.duties.show_process(self._process if self._subject == _FOLLOW else "")

    @property
    def process(self) -> str:
        """The process in front, "" for none."""
        return self._process

    def _slots(self, subject: str) -> list[tuple[str, str]]:
        """(slot, title) of the texts of a subject."""
        text = self._session.text
        if subject.startswith("chapter:"):
            return [(subject, text("text.chapter." + subject.partition(":")[2]))]
        if subject.startswith("unit:"):
            if self._session.document.unit(self._unit) is None:
                return []
            return [(f"{subject}:{part}", text("text.unit." + part)) for part in UNIT_PARTS]
        if not self._process or self._session.document.process(self._process) is None:
            return []
        return [(f"process:{self._process}:{part}", text("text." + part)) for part in ("intro", "steps")]

    def _build(self, rows: list[tuple[str, str]]) -> None:
        self.bar.show_state(None)
        for old in self.sections:
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self.sections = []
        for slot, title in rows:
            section = Section(self._session, slot, title, lambda raw, s=slot: self._say(raw, s))
            section.edit.moved.connect(lambda e=section.edit: self._moved(e))
            section.used.connect(self.bar.show_state)
            self.sections.append(section)
            self.room.addWidget(section)
        if len(self.sections) == 2:
            self.room.setSizes([1000, 1600])
        if self.sections:
            self.bar.show_state(self.sections[-1].edit)
            self.setFocusProxy(self.sections[0].edit)
        else:
            self.setFocusProxy(self.subjects)

    def _moved(self, edit: RichEdit) -> None:
        if edit.hasFocus():
            self.bar.show_state(edit)

    def _fill_subjects(self) -> None:
        document, text = self._session.document, self._session.text
        rows: list[tuple[str, str]] = []
        process = document.process(self._process)
        if process is not None:
            code = numbering.codes(document).get(process.id, "")
            rows.append((f"{code} {process.name}".strip(), _FOLLOW))
        elif self._subject == _FOLLOW:
            rows.append((text("text.no_text"), _FOLLOW))
        unit = document.unit(self._unit)
        if unit is not None:
            rows.append((unit.name, "unit:" + unit.id))
        rows += [(text("text.chapter." + name), "chapter:" + name) for name in CHAPTERS]
        now = [(self.subjects.itemText(i), self.subjects.itemData(i)) for i in range(self.subjects.count())]
        if now != rows:
            self.subjects.clear()
            for name, subject in rows:
                self.subjects.addItem(name, subject)
            first = sum(1 for _, s in rows if not str(s).startswith("chapter:"))
            if first:
                self.subjects.insertSeparator(first)
        self.subjects.setCurrentIndex(self.subjects.findData(self._subject))
        self.subjects.setToolTip(self.subjects.currentText())

    def choose_chapter(self) -> None:
        """Offer the chapters."""
        self.subjects.setFocus()
        self.subjects.showPopup()

    # Following the document

    def _changed(self, change: ChangeSet) -> None:
        if any(not key[0] for key in change.touched):
            if [slot for slot, _ in self._slots(self._subject)] != [s.slot for s in self.sections]:
                self.show_subject(self._subject)
            self._fill_subjects()
            self._mind_duties()
            self._refresh()
        if self.isVisible():
            self._late.start()

    def _refresh(self) -> None:
        for section in self.sections:
            section.refresh()

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self._late.start()

    def _look_again(self) -> None:
        for section in self.sections:
            section.look_for_drift()
        if any(section.names_figures for section in self.sections):
            self.numbers.want()

    def _say(self, raw: str, slot: str) -> str:
        """The words of a live reference."""
        document, language = self._session.document, self._session.document.settings.language
        from probis_editor.booklet.words import counted

        def figure(name: str) -> str:
            if number := self.numbers.of(name):
                return escaped(number)
            record = document.get((name, ""))
            if isinstance(record, Map):
                said = queries.code_of(document, record) or queries.title_of(document, record)
                return self._session.text("text.figure", name=said)
            for kind, key in (("figure", "text.figure"), ("table", "text.table_called")):
                if one := tokens.block(document, name, kind):
                    return self._session.text(key, name=one.text or "…")
            return ""

        words = tokens.resolved(
            document, raw, slot=slot, counted=lambda n: counted(n, language), figure=figure
        )
        return unescape(_TAG.sub("", words))

    def end_editing(self) -> None:
        """Write what is being typed."""
        for section in self.sections:
            section.edit.commit(new_step=True)
