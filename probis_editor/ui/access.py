"""Controls for those who hear the screen or have no mouse: names, and buttons that Enter presses."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QDockWidget,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QWidget,
)


class _Presses(QObject):
    """Enter presses the button itself, not the dialog's default one, whose key it else is."""

    def eventFilter(self, button: QObject, event: QEvent) -> bool:
        if not (isinstance(event, QKeyEvent) and isinstance(button, QPushButton)):
            return False
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.type() == QEvent.Type.KeyPress:
            button.click()
        return enter


_FIELDS = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)


def name_controls(root: QWidget) -> None:
    """Give every control below `root` that has none an accessible name, where one can be found.

    A control without one is called after its tip, its hint or its panel. Enter presses a button that has the focus.
    """
    presses = _Presses(root)
    for button in root.findChildren(QPushButton):
        if not isinstance(button.window(), QDialog):
            button.setAutoDefault(True)
        elif not button.autoDefault():
            button.installEventFilter(presses)
    for widget in root.findChildren(QWidget):
        nameless = not widget.accessibleName()
        if nameless and isinstance(widget, QAbstractButton) and not widget.text():
            widget.setAccessibleName(widget.toolTip() or _hint(widget))
        elif nameless and isinstance(widget, _FIELDS):
            widget.setAccessibleName(widget.toolTip() or _hint(widget) or _panel(widget))


def _hint(widget: QWidget | None) -> str:
    """The grey words of the field that the widget is or stands in."""
    if widget is not None and not isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        widget = widget.parentWidget()
    return widget.placeholderText() if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit) else ""


def _panel(widget: QWidget) -> str:
    at: QWidget | None = widget
    while at is not None and not isinstance(at, QDockWidget):
        at = at.parentWidget()
    return at.windowTitle() if at is not None else ""
