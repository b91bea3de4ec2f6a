"""Find and replace over all maps and texts: floats at the canvas's upper right and jumps while one types."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from probis_editor.commands.replace import replace
from probis_editor.model import numbering, queries, search
from probis_editor.model.elements import Flow, Node
from probis_editor.model.search import Found, Query
from probis_editor.ui import icons, look, wording
from probis_editor.ui.session import Place, Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from probis_editor.ui.workspace import Workspace

WIDTH = 400
ROWS = 8
_TAG = re.compile(r"<[^<>]*>")
MOST = 400
"""Occurrences listed; more are counted and replaced all the same."""


class _Sight(NamedTuple):
    """What one had before the search began."""

    selection: tuple[str, ...]
    zoom: float
    middle: QPointF


class FindBar(QFrame):
    """`went` is emitted when what was found is selected on its canvas. What is shown never takes the keyboard."""

    went = Signal()
    read = Signal(object)
    """An occurrence (`Found`) that stands on no map: in a text, or the name of a unit or process."""

    def __init__(self, session: Session, parent: Workspace) -> None:
        super().__init__(parent)
        self._session = session
        self._workspace = parent
        self._view = _Sight((), 1.0, QPointF())
        self._found: list[Found] = []
        self._at = -1
        self._start = Place("")
        self._kept = False
        self._stale = False
        self._text = session.text
        self.setObjectName("floating")
        self.setFixedWidth(WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(6)
        grid = QGridLayout()
        grid.setSpacing(6)
        layout.addLayout(grid)
        self.wanted = self._line("ui.find.what")
        self.wanted.addAction(icons.icon("search", look.MUTED), QLineEdit.ActionPosition.LeadingPosition)
        self.wanted.textChanged.connect(lambda _: self.refresh(jump=True))
        grid.addWidget(self.wanted, 0, 0)
        self.case = self._toggle("Aa", "ui.find.case")
        self.words = self._toggle("ab|", "ui.find.words")
        row = QHBoxLayout()
        row.setSpacing(2)
        for button in (
            self.case, self.words,
            self._button("arrow-up", "ui.action.find_previous", lambda: self.step(-1)),
            self._button("arrow-down", "ui.action.find_next", lambda: self.step(1)),
            self._button("x", "ui.find.close", self.close_bar),
        ):  # fmt: skip
            row.addWidget(button)
        grid.addLayout(row, 0, 1)
        self.new = self._line("ui.find.new")
        grid.addWidget(self.new, 1, 0)
        self._one = self._push("ui.find.replace", self.replace_one)
        self._all = self._push("ui.find.replace_all", self.replace_all)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self._one)
        buttons.addWidget(self._all)
        grid.addLayout(buttons, 1, 1)
        in_order = (self.wanted, self.new, self._one, self._all, self.case)
        for one, following in pairwise(in_order):
            QWidget.setTabOrder(one, following)
        self.count = QLabel()
        self.count.setObjectName("muted")
        layout.addWidget(self.count)
        self.list = QListWidget()
        self.list.setAccessibleName(self._text("ui.find.results"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(lambda item: self._go(self.list.row(item), keep=True))
        layout.addWidget(self.list)
        session.changed.connect(self._changed)
        session.opened.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    # Parts

    def _line(self, key: str) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(self._text(key))
        line.setAccessibleName(self._text(key))
        line.installEventFilter(self)
        return line

    def _toggle(self, words: str, key: str) -> QToolButton:
        button = QToolButton()
        button.setText(words)
        button.setCheckable(True)
        self._dress(button, key)
        button.toggled.connect(lambda _: self.refresh(jump=True))
        return button

    def _button(self, icon: str, key: str, run: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(icon))
        button.setIconSize(QSize(16, 16))
        self._dress(button, key)
        button.clicked.connect(lambda _=False: run())
        return button

    def _dress(self, button: QToolButton, key: str) -> None:
        button.setFixedSize(28, 28)
        button.setToolTip(self._text(key))
        button.setAccessibleName(self._text(key))

    def _push(self, key: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(self._text(key))
        button.setStyleSheet("QPushButton { padding: 4px 10px; }")
        button.clicked.connect(lambda _=False: run())
        return button

    # Opening and closing

    def open_bar(self, replacing: bool) -> None:
        """Show the bar, with the row for replacing or without; what was looked for is selected."""
        if not self.isVisible():
            self._start, self._kept = self._session.place, False
            self._view = self._sight()
        for widget in (self.new, self._one, self._all):
            widget.setVisible(replacing)
        self.show()
        self.wanted.setFocus()
        self.wanted.selectAll()
        self.refresh(jump=False)

    def close_bar(self) -> None:
        self.hide()
        self.went.emit()

    def _give_up(self) -> None:
        """Close and, where nothing was chosen, go back to where the search began."""
        self.hide()
        back = not self._kept and bool(self._start.map)
        if back:
            self._session.show(*self._start)
            self._session.select(self._view.selection)
        self.went.emit()
        canvas = self._workspace.canvas
        if back and canvas is not None and self._sight() != self._view:
            canvas.view.set_zoom(self._view.zoom)
            canvas.view.centre(self._view.middle)

    def _sight(self) -> _Sight:
        canvas = self._workspace.canvas
        if canvas is None:
            return _Sight((), 1.0, QPointF())
        view = canvas.view
        middle = view.mapToScene(view.viewport().rect()).boundingRect().center()
        return _Sight(self._session.selection, view.zoom, middle)

    def settle(self) -> None:
        """Stand at the upper right of the canvas."""
        shown = min(ROWS, self.list.count())
        self.list.setVisible(bool(shown))
        self.list.setFixedHeight(shown * 28 + 2)
        self.adjustSize()
        self.move(self.parentWidget().width() - self.width() - 20, 72)
        self.raise_()

    # Looking

    @property
    def query(self) -> Query:
        return Query(self.wanted.text(), self.case.isChecked(), self.words.isChecked())

    def refresh(self, jump: bool) -> None:
        """Search anew; `jump` goes to the first occurrence of the map in front, else the present one stays so."""
        was = self._found[self._at].place if 0 <= self._at < len(self._found) else None
        found = search.find(self._session.document, self.query)
        here = self._session.place.map
        self._found = [f for f in found if f.key[0] == here] + [f for f in found if f.key[0] != here]
        self._at = next((at for at, f in enumerate(self._found) if f.place == was), -1)
        self._stale = False
        self.list.clear()
        for one in self._found[:MOST]:
            self.list.addItem(self._row(one))
        self.list.setCurrentRow(self._at if self._at < self.list.count() else -1)
        self._show_count()
        self.settle()
        if jump and self._found:
            self._go(self._first())

    def _first(self) -> int:
        """Where to jump while one types: to whole words on the map in front before parts of words."""
        here = [at for at, f in enumerate(self._found) if f.key[0] == self._found[0].key[0]]
        whole = Query(self.query.text, self.query.case, words=True)
        found = {f.place for f in search.find(self._session.document, whole)}
        return next((at for at in here if self._found[at].place in found), 0)

    def step(self, by: int) -> None:
        """The next or previous occurrence, of what was last looked for where the bar is closed."""
        if self._stale:
            self.refresh(jump=False)
        if self._found:
            self._go((self._at + by) % len(self._found), keep=True)

    def _go(self, at: int, keep: bool = False) -> None:
        self._at, self._kept = at, self._kept or keep
        found = self._found[at]
        if at < self.list.count():
            self.list.setCurrentRow(at)
        map_id, element_id = found.key[0], found.key[1].removeprefix("#step:")
        typing = self.window().focusWidget()  # a canvas that comes to the front again takes the keyboard
        if not map_id:
            map_id = _map_of(self._session, element_id)
            element_id = ""
        if map_id:
            element = self._session.document.element(map_id, element_id)
            self._session.show(map_id, element.plane if element is not None else "")
            self._session.select([element_id] if element is not None else ())
            self.went.emit()
        if not found.key[0]:
            self.read.emit(found)
        if typing is not None and self.isAncestorOf(typing):
            typing.setFocus()
        self._show_count()

    def nth(self, found: Found) -> int:
        """How many occurrences of the same record come before this one."""
        return [f.place for f in self._found if f.key == found.key].index(found.place)

    def _show_count(self) -> None:
        if not self.wanted.text().strip():
            self.count.setText(self._text("ui.find.hint"))
        elif not self._found:
            self.count.setText(self._text("ui.find.nothing"))
        else:
            self.count.setText(self._text("ui.find.count", at=max(self._at + 1, 1), n=len(self._found)))
        for button in (self._one, self._all):
            button.setEnabled(bool(self._found))

    def _row(self, found: Found) -> str:
        return f"{around(found)}   –   {self._where(found)}"

    def _where(self, found: Found) -> str:
        document, record = self._session.document, self._session.document.get(found.key)
        if found.key[0]:
            owner = document.map(found.key[0])
            name = f"{queries.code_of(document, owner)} {queries.title_of(document, owner)}".strip()
            what = wording.noun(self._session, [record]) if isinstance(record, Node | Flow) else ""
            return ", ".join(part for part in (what, name) if part)
        what = self._text("ui.find.in." + type(record).__name__.casefold())
        return f"{what} {_of_text(self._session, found.key[1])}".rstrip()

    def _changed(self, _: object) -> None:
        if self.isVisible():
            at = self._at
            self.refresh(jump=False)
            if self._at < 0:
                self._at = min(at, len(self._found) - 1)
            self._show_count()
        else:
            self._stale = True

    # Replacing

    def replace_one(self) -> None:
        """Replace the present occurrence and go to the next."""
        if not self._found:
            return
        at = max(self._at, 0)
        done = self._found[at]
        self._run([done])
        if self._found:
            after = range(done.start, done.start + len(self.new.text()))
            while at < len(self._found) and self._found[at].place in {
                (done.key, done.path, i) for i in after
            }:
                at += 1  # what was put in holds the word itself
            self._go(at % len(self._found), keep=True)

    def replace_all(self) -> None:
        """Replace every occurrence as one step and say how many there were."""
        n = self._run(None)
        if n:
            self._session.said.emit("info", self._text("ui.find.done", n=n))

    def _run(self, only: Sequence[Found] | None) -> int:
        query, new = self.query, self.new.text()
        self._kept = True
        step = wording.step("replace", old=query.text.strip(), new=new)
        return self._session.run(step, lambda tx: replace(tx, query, new, only)) or 0

    # Keys

    def eventFilter(self, target, event) -> bool:
        if target is self.parentWidget():
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self.settle()
            return False
        if event.type() == QEvent.Type.KeyPress and self._key(event, target is self.new):
            return True
        return super().eventFilter(target, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._key(event, replacing=False):
            super().keyPressEvent(event)

    def _key(self, event: QKeyEvent, replacing: bool) -> bool:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            self._give_up()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if replacing:
                self.replace_one()
            else:
                self.step(-1 if back else 1)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            return False
        return True


def around(found: Found, reach: int = 22) -> str:
    """The occurrence with a few words before and after it, on one line."""
    before, words, after = (
        unescape(_TAG.sub("", part))
        for part in (found.text[: found.start], found.text[found.start : found.end], found.text[found.end :])
    )
    piece = " ".join((before[-reach:] + words + after[:reach]).split())
    return ("…" if len(before) > reach else "") + piece + ("…" if len(after) > reach else "")


def _of_text(session: Session, key: str) -> str:
    """What a text is about: a process, a unit or a chapter; "" for any other record."""
    document, parts = session.document, key.split(":")
    if parts[0] != "text" or len(parts) < 3:
        return ""
    process, unit = document.process(parts[2]), document.unit(parts[2])
    if process is not None:
        return f"{numbering.codes(document).get(process.id, '')} {process.name}".strip()
    if unit is not None:
        return unit.name
    return session.text("text.chapter." + parts[2]) if parts[1] == "chapter" else ""


def _map_of(session: Session, key: str) -> str:
    """The map of the process that a document-wide record belongs to, "" for none."""
    parts = key.split(":")
    if "process" not in parts:
        return ""
    process = parts[parts.index("process") + 1]
    return next((m.id for m in session.document.maps() if m.process == process), "")
