"""Names for those who hear the screen: a control without one is called after its tip, its hint or its panel."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDockWidget,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_FIELDS = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)


def name_controls(root: QWidget) -> None:
    """Give every control below `root` that has none an accessible name, where one can be found."""
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
