"""The table of steps as a clerk works with it, for tests with real keys and clicks."""

from __future__ import annotations

from commands.step_rows import counted, story
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui.conftest import Driver

from probis_editor.commands.maps import create_map
from probis_editor.commands.steps import apply as steps
from probis_editor.commands.steps.heads import COLUMNS
from probis_editor.layout.steps import Row, rows
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.history import History

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
COLUMN = {name: at for at, name in enumerate(COLUMNS)}


class Hand:
    """The table as a clerk works with it."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.panel = driver.window.steps
        self.table = self.panel.table

    @property
    def history(self) -> History:
        return self.driver.session.history

    def open(self, table: tuple[Row, ...] = (), arrange: bool = True) -> None:
        document = counted(Document())
        with document.transaction(label("test")) as tx:
            one = create_map(tx, "P1.1 Surat", kind="cross_functional")
            steps.apply(tx, one.id, table)
            if arrange and table:
                steps.arrange(tx, one.id, effort=0)
        self.driver.open(document, one.id)
        self.map = one.id
        if not self.panel.isVisible():
            self.driver.window.trigger("steps")
        QApplication.processEvents()

    @property
    def document(self) -> Document:
        return self.driver.document

    @property
    def rows(self) -> tuple[Row, ...]:
        return rows(self.document, self.map)

    @property
    def texts(self) -> list[str]:
        return [row.text for row in self.rows]

    def go(self, row: int, column: str) -> None:
        self.table.setFocus()
        self.table.go(row - 1, COLUMN[column])

    @property
    def here(self) -> tuple[int, str]:
        at = self.table.currentIndex()
        return at.row() + 1, COLUMNS[at.column()]

    @property
    def editing(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and focus is not self.table and self.table.isAncestorOf(focus)

    def press(self, key: Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self._target(), key, modifiers)
        QApplication.processEvents()

    def type(self, text: str, then: Key | None = Key.Key_Return) -> None:
        for letter in text:
            QTest.keyClicks(self._target(), letter)
        QApplication.processEvents()
        if then is not None:
            self.press(then)

    def _target(self):
        popup = QApplication.activePopupWidget()
        if popup is None and not self.driver.window.isActiveWindow():
            # Without a window manager nobody makes the window active again after a popup closed.
            self.driver.window.activateWindow()
            QTest.qWait(1)  # editors that were closed are gone then
        target = popup or QApplication.focusWidget()
        assert target is not None
        return target

    def cell(self, row: int, column: str) -> str:
        return str(self.panel.model.index(row - 1, COLUMN[column]).data() or "")

    def ways(self, text: str) -> list[tuple[str, str]]:
        names = {row.id: row.text for row in self.rows}
        row = next(r for r in self.rows if r.text == text)
        return [(n.name, names[n.to]) for n in row.next]


def letter() -> tuple[Row, ...]:
    a, b, c, d = story("Terima surat", "Catat surat", "Periksa surat", "Arsipkan", actor="Petugas")
    return a, b, c, replace(d, actor="Camat")


def clip(text: str, html: str = "") -> None:
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QApplication.clipboard().setMimeData(data)
