"""Search in the preview: words in the texts of all pages, marked there, each leading to its source."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QListWidget, QToolButton, QVBoxLayout

from probis_editor.booklet.pagesearch import MOST
from probis_editor.booklet.seen import Hit
from probis_editor.ui import icons, look
from probis_editor.ui.preview.images import PageImages
from probis_editor.ui.preview.view import PageView

LISTED = 400
"""Rows of the list; the others are reached one after another."""
ROWS = 5
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchBar(QFrame):
    """A line over the pages and a list of what was found. `ended`: it was closed; `missed`: a place has no source."""

    ended = Signal()
    missed = Signal()

    def __init__(self, text: Callable[..., str], images: PageImages, view: PageView) -> None:
        super().__init__()
        self._text, self._images, self._view = text, images, view
        self._waiting = False
        self.setObjectName("panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 6)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(2)
        column.addLayout(row)
        self.wanted = QLineEdit()
        self.wanted.setPlaceholderText(text("preview.search.what"))
        self.wanted.setAccessibleName(text("preview.search.what"))
        self.wanted.addAction(icons.icon("search", look.MUTED), QLineEdit.ActionPosition.LeadingPosition)
        self.wanted.textChanged.connect(lambda _: self.refresh())
        self.wanted.installEventFilter(self)
        row.addWidget(self.wanted, 1)
        row.addSpacing(4)
        self.case = self._button(row, "Aa", "ui.find.case", None)
        self.words = self._button(row, "ab|", "ui.find.words", None)
        self.previous = self._button(row, "arrow-up", "ui.action.find_previous", lambda: self.step(-1))
        self.next = self._button(row, "arrow-down", "ui.action.find_next", lambda: self.step(1))
        self.source = self._button(row, "locate-fixed", "preview.search.source", self.to_source)
        self._button(row, "x", "ui.find.close", self.close_bar)
        self.count = QLabel()
        self.count.setObjectName("muted")
        self.count.setWordWrap(True)
        column.addWidget(self.count)
        self.list = QListWidget()
        self.list.setAccessibleName(text("ui.find.results"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setUniformItemSizes(True)
        self.list.currentRowChanged.connect(self._row_changed)
        self.list.itemDoubleClicked.connect(lambda _: self.to_source())
        self.list.installEventFilter(self)
        column.addWidget(self.list)
        self.hide()
        self._show()

    def _button(self, row: QHBoxLayout, face: str, key: str, run: Callable[[], object] | None) -> QToolButton:
        """A button that does something, or (without `run`) one that changes what is looked for."""
        button = QToolButton()
        button.setObjectName("quiet")
        if run is None:
            button.setText(face)
            button.setCheckable(True)
            button.toggled.connect(lambda _: self.refresh())
        else:
            button.setIcon(icons.icon(face))
            button.setIconSize(QSize(16, 16))
            button.clicked.connect(lambda _=False: run())
        button.setFixedSize(27, 27)
        button.setToolTip(self._text(key))
        button.setAccessibleName(self._text(key))
        row.addWidget(button)
        return button

    # Opening and closing

    def open_bar(self) -> None:
        """Show the bar; what was looked for is selected."""
        fresh = self.isHidden()
        self.show()
        self.wanted.setFocus()
        self.wanted.selectAll()
        if fresh and self.wanted.text().strip():
            self.refresh()

    def close_bar(self) -> None:
        """Put the bar and the marks away, but for the frame of what was last shown."""
        self.hide()
        current = self._view.hits.shown
        self._view.show_hits((current,) if current is not None else ())
        if current is not None:
            self._view.reveal_hit(0)
        self.ended.emit()

    # Looking

    @property
    def hits(self) -> tuple[Hit, ...]:
        """What was found."""
        return self._view.hits.all

    def refresh(self) -> None:
        """Look in all pages; what is found first from the page in front on is shown."""
        self._look(lambda: self._view.hits.first_from(self._view.front), reveal=True)

    def renew(self) -> None:
        """The book was made anew: what was shown is shown still, and nothing moves."""
        if self.isHidden():
            return
        at = max(self.list.currentRow(), 0)
        self._look(lambda: min(at, len(self.hits) - 1), reveal=False)

    def _look(self, first: Callable[[], int], reveal: bool) -> None:
        self._waiting = bool(self.wanted.text().strip())

        def told(hits: tuple[Hit, ...]) -> None:
            self._waiting = False
            self._view.show_hits(hits)
            self._fill()
            self.list.setVisible(bool(hits))
            self._settle()
            if hits:
                self._go(first(), reveal)
            self._show()

        self._images.find(self.wanted.text(), self.case.isChecked(), self.words.isChecked(), told)
        self._show()

    def step(self, by: int) -> None:
        """Show the next or previous occurrence."""
        hits = self._view.hits
        if self.isHidden():
            self.open_bar()
        elif hits.all:
            now = hits.current
            if now is None:
                now = hits.first_from(self._view.front) - (by > 0)
            self._go((now + by) % len(hits.all), True)

    def to_source(self) -> None:
        """Open what the occurrence that is shown comes from."""
        if self._view.hits.shown is None:
            self.step(1)
        if self._view.hits.shown is not None and not self._view.jump_from_hit():
            self.missed.emit()

    def _go(self, at: int, reveal: bool) -> None:
        if reveal:
            self._view.reveal_hit(at)
        else:
            self._view.hits.current = at
            self._view.viewport().update()
        blocked = self.list.blockSignals(True)
        self.list.setCurrentRow(at if at < self.list.count() else -1)
        self.list.blockSignals(blocked)
        self._show()

    def _row_changed(self, row: int) -> None:
        if 0 <= row < len(self.hits):
            self._go(row, True)

    # Showing

    def _settle(self) -> None:
        """Give the pages at once the height that the list leaves them, so that what is shown stays in view."""
        for widget in (self, self.parentWidget()):
            layout = widget.layout() if widget is not None else None
            if layout is not None:
                layout.activate()

    def _fill(self) -> None:
        blocked = self.list.blockSignals(True)
        self.list.clear()
        leaves = self._view.leaves
        for hit in self.hits[:LISTED]:
            label = leaves[hit.page].label if hit.page < len(leaves) else ""
            page = self._text("preview.search.page", page=label or "–")
            words = f"{hit.before}{hit.words}{hit.after}".strip()
            self.list.addItem(f"{page}   {words}")
        self.list.blockSignals(blocked)
        high = max(24, self.list.sizeHintForRow(0)) if self.hits else 24
        self.list.setFixedHeight(min(ROWS, self.list.count()) * high + 4)

    def _show(self) -> None:
        hits = self._view.hits
        n = len(hits.all)
        if not self.wanted.text().strip():
            said = self._text("preview.search.hint")
        elif self._waiting and not n:
            said = self._text("preview.search.looking")
        elif not n:
            said = self._text("ui.find.nothing")
        else:
            key = "preview.search.many" if n >= MOST else "preview.search.count"
            said = self._text(key, at=(hits.current or 0) + 1, n=n)
        self.count.setText(said)
        self.list.setVisible(bool(n))
        for button in (self.previous, self.next, self.source):
            button.setEnabled(bool(n))

    # Keys

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event, target is self.list)
        return super().eventFilter(target, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._key(event, False):
            super().keyPressEvent(event)

    def _key(self, event: QKeyEvent, in_list: bool) -> bool:
        key, held = event.key(), event.modifiers()
        if key == Qt.Key.Key_Escape:
            self.close_bar()
        elif key in _ENTER and (in_list or held & Qt.KeyboardModifier.ControlModifier):
            self.to_source()
        elif key in _ENTER:
            self.step(-1 if held & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key == Qt.Key.Key_Down and not in_list and self.list.count():
            self.list.setFocus()
        elif key == Qt.Key.Key_Up and in_list and self.list.currentRow() <= 0:
            self.wanted.setFocus()
        else:
            return False
        return True
