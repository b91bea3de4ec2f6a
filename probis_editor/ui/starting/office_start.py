"""A new document from the kind of office: the proposed tree, units and book, of which anything can be unticked."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTreeWidgetItem, QVBoxLayout, QWidget

from probis_editor.commands import starting
from probis_editor.model import laws, people
from probis_editor.model.changes import label
from probis_editor.model.document import Document, Transaction
from probis_editor.model.office import Settings
from probis_editor.model.office_kinds import OFFICES
from probis_editor.ui import look
from probis_editor.ui.facts.form import CheckedForm, Ticks
from probis_editor.ui.session import Session

ON, OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_KEY = Qt.ItemDataRole.UserRole
_ALWAYS = ("cover", "processes")
"""Chapters without which there is no book."""


class OfficeStart(CheckedForm):
    """Who the office is above; what it begins with below, in three lists."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, session, "start.office.title", "start.do")
        text = session.text
        self._session = session
        self.setMinimumSize(1000, 620)
        self.kind = self.choice("start.office.kind", [(k, text("office.kind." + k)) for k in OFFICES])
        self.name = self.field("start.office.name", "", text("ui.new.office_hint"))
        self.region = self.field("start.office.region", "", text("ui.new.region_hint"))
        self.period = self.field("start.office.period", "", text("bookform.period_hint"))
        self.note(text("start.office.about"))
        columns = QHBoxLayout()
        columns.setSpacing(16)
        self.processes = self._column(columns, "start.office.processes", 5)
        self.units = self._column(columns, "start.office.units", 4)
        self.book = self._column(columns, "start.office.book", 4)
        holder = QWidget()
        holder.setLayout(columns)
        columns.setContentsMargins(0, 0, 0, 0)
        self.rows.addRow(holder)
        self.kind.currentIndexChanged.connect(self._fill)
        self.check = self._wrong
        self._fill()
        self.name.setFocus()

    def _column(self, columns: QHBoxLayout, key: str, share: int) -> Ticks:
        column = QVBoxLayout()
        column.setSpacing(4)
        head = QLabel(self._session.text(key))
        head.setObjectName("section")
        column.addWidget(head)
        ticks = Ticks(9)
        ticks.setAccessibleName(head.text())
        ticks.itemChanged.connect(self._counted)
        column.addWidget(ticks, 1)
        columns.addLayout(column, share)
        return ticks

    @property
    def proposal(self) -> starting.Proposal:
        return starting.proposal(str(self.kind.currentData()))

    def _fill(self) -> None:
        """Show what the kind of office begins with, all of it ticked."""
        text, proposed = self._session.text, self.proposal
        for ticks in (self.processes, self.units, self.book):
            ticks.blockSignals(True)
            ticks.clear()
        auto = Qt.ItemFlag.ItemIsAutoTristate
        for group in proposed.groups:
            top = self._head(self.processes, group)
            for row in (r for r in proposed.processes if r.group == group):
                item = self.processes.add(row.name, row.name, True, top)
                for child in row.children:
                    self.processes.add(child, child, True, item)
                if row.children:
                    item.setFlags(item.flags() | auto)
        items: dict[str, QTreeWidgetItem] = {}
        for unit in proposed.units:
            words = (
                unit.name if unit.kind == "unit" else f"{unit.name}  ({text('parties.kind.' + unit.kind)})"
            )
            items[unit.name] = self.units.add(words, unit.name, True, items.get(unit.above))
        from probis_editor.booklet.profile import CHAPTERS

        top = self._head(self.book, text("start.office.chapters"))
        for name in CHAPTERS:
            if name not in _ALWAYS:
                self.book.add(text("start.chapter." + name), name, True, top)
        top = self._head(self.book, text("start.office.maps"))
        for kind in (*proposed.maps, "subprocess"):
            self.book.add(text("ui.map_kind." + kind), kind, True, top)
        top = self._head(self.book, text("facts.laws.title"))
        for law in proposed.laws:
            self.book.add(laws.cited(law), law.id, True, top)
        for ticks in (self.processes, self.units, self.book):
            ticks.blockSignals(False)
        self.refresh()

    def _head(self, ticks: Ticks, words: str) -> QTreeWidgetItem:
        top = ticks.add(words, "", True)
        top.setFlags(top.flags() | Qt.ItemFlag.ItemIsAutoTristate)
        top.setForeground(0, QColor(look.MUTED))
        return top

    def _counted(self, item: QTreeWidgetItem) -> None:
        """A unit that goes takes those below it along; one that comes brings those above it."""
        ticks = item.treeWidget()
        if ticks is self.units:
            self.units.blockSignals(True)
            if item.checkState(0) == OFF:
                for at in range(item.childCount()):
                    child = item.child(at)
                    if child is not None:
                        child.setCheckState(0, OFF)
                        self._counted(child)
            else:
                above = item.parent()
                while isinstance(above, QTreeWidgetItem):
                    above.setCheckState(0, ON)
                    above = above.parent()
            self.units.blockSignals(False)
        self.refresh()

    def _wrong(self) -> str:
        text = self._session.text
        if not self.name.text().strip():
            return text("start.office.no_name")
        period = self.period.text().strip()
        if period and people.period_years(period) is None:
            return text("bookform.bad_period")
        if not any(i.checkState(0) != OFF for i in self.processes.items()):
            return text("start.office.no_process")
        return ""

    def _without(self) -> list[str]:
        """What was unticked; the key of a process, unit, kind of map or regulation."""
        every = (*self.processes.items(), *self.units.items(), *self.book.items())
        return [str(i.data(0, _KEY)) for i in every if i.data(0, _KEY) and i.checkState(0) == OFF]

    def document(self) -> Document:
        """The document that was asked for."""
        without = self._without()
        return begun(
            self._session,
            self.proposal,
            " ".join(self.name.text().split()),
            " ".join(self.region.text().split()),
            self.period.text().strip(),
            without,
        )


def begun(
    session: Session, proposed: starting.Proposal, name: str, region: str, period: str, without: Iterable[str]
) -> Document:
    """A new document with a proposal but for what is left out of it."""
    from probis_editor.booklet.profile import CHAPTERS
    from probis_editor.commands import tree

    left_out = tuple(without)
    chapters = tuple(c for c in CHAPTERS if c not in left_out)
    titles = {k: f"{session.text('ui.map_kind.' + k)} {name}".strip() for k in starting.DERIVED}
    document = Document([Settings(title="", language=session.tr_.language)])

    def verb(tx: Transaction) -> None:
        starting.begin(tx, proposed, name, region, left_out, titles, chapters if chapters != CHAPTERS else ())
        if period:
            tree.set_book(tx, period=period)

    with document.transaction(label("ui.step.start.begin")) as tx:
        verb(tx)
    return document
