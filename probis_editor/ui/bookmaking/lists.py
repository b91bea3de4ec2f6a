"""Chapters of the book in their order."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from probis_editor.booklet import profile as profiles
from probis_editor.ui.bookmaking.draft import Draft
from probis_editor.ui.bookmaking.rows import Rows
from probis_editor.ui.session import Session

_AT = Qt.ItemDataRole.UserRole
MORE = {
    "approval": "symbols",
    "consensus": "symbols",
    "principles": "organisation",
    "method": "organisation",
    "goals": "processes",
    "bibliography": "decree",
}
"""Chapters that a book has only where asked for, with the one that they usually come before."""


def known(names: tuple[str, ...]) -> list[str]:
    """All chapters: the chosen ones in their order, each other one after the one it usually follows."""
    usual = [*profiles.CHAPTERS]
    for name, following in MORE.items():
        if name not in usual:
            usual.insert(usual.index(following), name)
    found = list(names)
    for at, name in enumerate(usual):
        if name not in found:
            before = [n for n in usual[:at] if n in found]
            found.insert(found.index(before[-1]) + 1 if before else 0, name)
    return found


class ChaptersPage(QWidget):
    """A tick puts a chapter into the book; dragging or the buttons move it."""

    def __init__(self, session: Session, draft: Draft) -> None:
        super().__init__()
        self._session, self._draft = session, draft
        text = session.text
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        self.list = _Chapters(self)
        self.list.setStyleSheet("QListView::item { height: 26px; padding-left: 4px; }")
        self.list.setAccessibleName(text("bookmake.chapters"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.itemChanged.connect(self._take)
        self.list.model().rowsMoved.connect(self._take)
        layout.addWidget(self.list, 1)
        layout.setSpacing(20)
        column = QVBoxLayout()
        self.up = self._button(column, "up", lambda: self.move_current(-1))
        self.down = self._button(column, "down", lambda: self.move_current(1))
        self._button(column, "usual", self._usual)
        column.addSpacing(18)
        self.options = Rows(draft, text)
        self.options.setHorizontalSpacing(0)
        self.parties = self.options.check("party_initials", self.options.profile_field("party_initials"))
        column.addLayout(self.options)
        self.help = QLabel(text("bookmake.party_initials_help"))
        self.help.setWordWrap(True)
        self.help.setObjectName("muted")
        column.addWidget(self.help)
        column.addStretch(1)
        layout.addLayout(column, 1)
        self._filling = False
        draft.changed.connect(self.refresh)
        self.refresh()

    def _button(self, column: QVBoxLayout, key: str, run) -> QPushButton:
        button = QPushButton(self._session.text("bookmake." + key))
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: run())
        button.setMinimumWidth(150)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    def refresh(self) -> None:
        """Show the draft."""
        self.options.refresh()
        self.parties.setEnabled("consensus" in self._draft.chapters)
        if self.chosen() == self._draft.chapters and self.list.count():
            return
        self._filling = True
        current = self.list.currentItem()
        kept = current.data(_AT) if current is not None else ""
        self.list.clear()
        for name in known(self._draft.chapters):
            item = QListWidgetItem(self._session.text("bookmake.chapter_of." + name))
            item.setData(_AT, name)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
                | Qt.ItemFlag.ItemIsUserCheckable
            )  # fmt: skip
            on = name in self._draft.chapters
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.list.addItem(item)
            if name == kept:
                self.list.setCurrentItem(item)
        self._filling = False

    def chosen(self) -> tuple[str, ...]:
        """The ticked chapters in order."""
        items = [self.list.item(at) for at in range(self.list.count())]
        return tuple(i.data(_AT) for i in items if i.checkState() == Qt.CheckState.Checked)

    def _take(self, *_: object) -> None:
        if not self._filling and self.chosen():
            self._draft.put(chapters=self.chosen())

    def move_current(self, by: int) -> None:
        """Move the current chapter up or down."""
        at = self.list.currentRow()
        if not 0 <= at + by < self.list.count() or at < 0:
            return
        self._filling = True
        item = self.list.takeItem(at)
        self.list.insertItem(at + by, item)
        self.list.setCurrentItem(item)
        self._filling = False
        self._take()

    def _usual(self) -> None:
        self._draft.put(chapters=self._draft.profile.chapters)


class _Chapters(QListWidget):
    def __init__(self, page: ChaptersPage) -> None:
        super().__init__()
        self._page = page

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._page.move_current(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)
