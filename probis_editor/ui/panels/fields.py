"""The small editors of the properties panel: each shows a value and reports a new one when the user is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QComboBox,
    QMenu,
    QPlainTextEdit,
    QSpinBox,
    QToolButton,
)

from probis_editor.ui import icons, look
from probis_editor.ui.panels import colors

Report = Callable[[Any], None]


class TextField(QPlainTextEdit):
    """Several lines; done when the focus leaves or on Enter; Shift+Enter is a new line."""

    def __init__(self, report: Report, lines: int) -> None:
        super().__init__()
        self._report = report
        self._shown = ""
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 16)

    def show_value(self, value: str) -> None:
        if value != self._shown or not self.hasFocus():
            self._shown = value
            if self.toPlainText() != value:
                self.setPlainText(value)

    def _commit(self) -> None:
        text = self.toPlainText()
        if text != self._shown:
            self._shown = text
            self._report(text)
            self.document().clearUndoRedoStacks()  # what was taken over is undone in the document

    def event(self, event: QEvent) -> bool:
        """Undo and redo belong to the document while there is nothing typed to take back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            own = self.document()
            if (event.matches(undo) and not own.isUndoAvailable()) or (
                event.matches(redo) and not own.isRedoAvailable()
            ):
                event.ignore()
                return True
        return super().event(event)

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        self._commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if enter and (ctrl or not shift):
            self._commit()
        elif event.key() == Qt.Key.Key_Escape:
            self.setPlainText(self._shown)
            self.clearFocus()
        else:
            super().keyPressEvent(event)


class ChoiceField(QComboBox):
    """One of (value, text) rows."""

    def __init__(self, report: Report, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        for value, text in rows:
            self.addItem(text, value)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.activated.connect(lambda _: report(self.currentData()))

    def show_value(self, value: str) -> None:
        self.setCurrentIndex(self.findData(value))

    def wheelEvent(self, event) -> None:
        event.ignore()  # scrolling the panel must not change values


class CheckField(QCheckBox):
    def __init__(self, report: Report, text: str) -> None:
        super().__init__(text)
        self.clicked.connect(lambda on: report(bool(on)))

    def show_value(self, value: bool) -> None:
        self.setChecked(value)


class NumberField(QSpinBox):
    """A whole number; done on Enter, on leaving, and on each step of the arrows."""

    def __init__(self, report: Report, low: int, high: int, suffix: str = "", special: str = "") -> None:
        super().__init__()
        self._report = report
        self._shown = 0
        self.setRange(low, high)
        self.setSuffix(suffix)
        self.setSpecialValueText(special)
        self.setKeyboardTracking(False)
        self.lineEdit().setTextMargins(6, 0, 0, 0)
        self.valueChanged.connect(self._changed)

    def _changed(self, value: int) -> None:
        if value != self._shown:
            self._shown = value
            self._report(value)

    def show_value(self, value: float) -> None:
        self._shown = round(value)
        self.setValue(self._shown)

    def wheelEvent(self, event) -> None:
        event.ignore()


class ColorField(QToolButton):
    """A colour, or none for what the theme says."""

    def __init__(self, report: Report, tip: str, text: colors.Text) -> None:
        super().__init__()
        self._report = report
        self._value = ""
        self._text, self._tip = text, tip
        self._other = other = text("ui.field.other_color")
        self.setText(tip)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(18, 18))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setStyleSheet(
            "QToolButton { border: none; border-radius: 5px; padding: 3px 4px; } "
            f"QToolButton:hover {{ background: {look.ACCENT_HOVER}; }} "
            "QToolButton::menu-indicator { image: none; }"
        )
        menu = QMenu(self)
        menu.addAction(icons.swatch(""), text("ui.field.automatic"), lambda: self._choose(""))
        menu.addSeparator()
        menu.addAction(colors.action(menu, text, self._picked))
        menu.addSeparator()
        menu.addAction(other, self._ask)
        self.setMenu(menu)

    def show_value(self, value: str) -> None:
        self._value = value
        self.setIcon(icons.swatch(value))
        named = self._text("ui.color.of", what=self._tip, color=colors.spoken(self._text, value))
        self.setToolTip(named)
        self.setAccessibleName(named)

    def _picked(self, color: str) -> None:
        self.menu().close()
        self._choose(color)

    def _choose(self, color: str) -> None:
        if color != self._value:
            self._report(color)

    def _ask(self) -> None:
        chosen = QColorDialog.getColor(QColor(self._value or "#FFFFFF"), self.window(), self._other)
        if chosen.isValid():
            self._choose(chosen.name().upper())
