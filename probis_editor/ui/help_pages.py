"""The list of shortcuts, made from the actions themselves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from probis_editor.ui import icons, look
from probis_editor.ui.actions import ACTIONS
from probis_editor.ui.menus import MENUS, listed

_MOUSE = (
    "wheel", "ctrl_wheel", "space", "arrows", "tab", "into", "out_of", "type", "double_click", "alt_click",
    "shift_drag", "alt_drag",
)  # fmt: skip
_SCROLLING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


def shortcuts(parent: QWidget, text: Callable[..., str]) -> None:
    """Show the keys, menu by menu."""
    ShortcutSheet(parent, text).exec()


class ShortcutSheet(QDialog):
    """Every key with what it does; what is typed leaves the rows that hold all its words."""

    def __init__(self, parent: QWidget, text: Callable[..., str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(text("ui.action.shortcuts"))
        self.resize(640, 600)
        self._sections: list[tuple[QLabel, list[tuple[str, QLabel, QLabel]]]] = []
        page = QWidget()
        page.setObjectName("page")
        page.setStyleSheet(f"QWidget#page {{ background: {look.BASE}; }}")
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(24, 4, 24, 24)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(4)
        self._fill(text)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnMinimumWidth(1, 260)
        self._nothing = QLabel(text("ui.keys.nothing"))
        self._nothing.setObjectName("muted")
        self._nothing.hide()
        self._grid.addWidget(self._nothing, self._grid.rowCount(), 0, 1, 2)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self.wanted = QLineEdit()
        self.wanted.setPlaceholderText(text("ui.keys.find"))
        self.wanted.setAccessibleName(text("ui.keys.find"))
        self.wanted.setClearButtonEnabled(True)
        self.wanted.addAction(icons.icon("search", look.MUTED), QLineEdit.ActionPosition.LeadingPosition)
        self.wanted.textChanged.connect(self._filter)
        self.wanted.installEventFilter(self)
        top = QVBoxLayout()
        top.setContentsMargins(24, 16, 24, 10)
        top.addWidget(self.wanted)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.area)
        self.wanted.setFocus()

    def _fill(self, text: Callable[..., str]) -> None:
        rows = {row.id: row for row in ACTIONS}
        for menu, names in MENUS:
            found = [rows[n] for n in listed(names) if rows[n].keys or rows[n].letters]
            if not found:
                continue
            self._section(text("ui.menu." + menu).replace("&", ""))
            for row in found:
                shown = [*row.keys, *(x for x in row.letters if x != "Return")]
                keys = [QKeySequence(k).toString(QKeySequence.SequenceFormat.NativeText) for k in shown]
                self._row(text("ui.action." + row.id).rstrip("…"), "   ".join(keys))
        self._section(text("ui.mouse.title"))
        for name in _MOUSE:
            self._row(text(f"ui.mouse.{name}"), text(f"ui.mouse.{name}_keys"))

    def _section(self, title: str) -> None:
        label = QLabel(title)
        label.setObjectName("section")
        label.setContentsMargins(0, 12, 0, 2)
        self._grid.addWidget(label, self._grid.rowCount(), 0, 1, 2)
        self._sections.append((label, []))

    def _row(self, what: str, keys: str) -> None:
        at, said, shown = self._grid.rowCount(), QLabel(what), QLabel(keys)
        shown.setStyleSheet(f"color: {look.ACCENT}; font-weight: bold;")
        self._grid.addWidget(said, at, 0)
        self._grid.addWidget(shown, at, 1)
        self._sections[-1][1].append((f"{what} {keys}".casefold(), said, shown))

    def _filter(self, wanted: str) -> None:
        words, any_row = wanted.casefold().split(), False
        for title, rows in self._sections:
            inside = all(word in title.text().casefold() for word in words)
            seen = False
            for said, what, keys in rows:
                fits = inside or all(word in said for word in words)
                what.setVisible(fits)
                keys.setVisible(fits)
                seen = seen or fits
            title.setVisible(seen)
            any_row = any_row or seen
        self._nothing.setVisible(not any_row)
        self.area.verticalScrollBar().setValue(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows and the page keys scroll the list while one types."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _SCROLLING
        ):
            bar = self.area.verticalScrollBar()
            by = bar.singleStep() if event.key() in _SCROLLING[:2] else bar.pageStep()
            bar.setValue(bar.value() + (by if event.key() in _SCROLLING[1::2] else -by))
            return True
        return super().eventFilter(watched, event)
