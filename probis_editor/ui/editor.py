"""Renaming in place: a text box over the shape. Enter ends, Shift+Enter breaks the line, Esc gives up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QKeyEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from probis_editor.ui import look


class InlineEditor(QPlainTextEdit):
    """Lives until it is done; `done(text)` with the new text, or with None where it was given up."""

    def __init__(
        self, parent: QWidget, text: str, rect: QRect, zoom: float, done: Callable[[str | None], None]
    ) -> None:
        super().__init__(parent)
        self._done: Callable[[str | None], None] | None = done
        font = QFont(look.UI_FAMILY)
        font.setPixelSize(max(12, round(11 * zoom)))
        self.setFont(font)
        self.setPlainText(text)
        option = QTextOption(Qt.AlignmentFlag.AlignHCenter)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet(
            f"QPlainTextEdit {{ border: 2px solid {look.ACCENT}; border-radius: 5px; padding: 1px; }}"
        )
        self._least = rect
        self.textChanged.connect(self._grow)
        self._grow()
        self.selectAll()
        self.show()
        self.setFocus()

    def _grow(self) -> None:
        high = round(self.fontMetrics().lineSpacing() * max(1, self.document().size().height())) + 16
        rect = QRect(self._least)
        if high > rect.height():
            rect.setHeight(high)
        self.setGeometry(rect)

    def finish(self, keep: bool = True) -> None:
        """End the editing; only the first call counts."""
        done, self._done = self._done, None
        if done is not None:
            text = self.toPlainText() if keep else None
            self.hide()
            self.deleteLater()
            done(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.finish(keep=False)
        elif (
            enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ) or event.key() == Qt.Key.Key_Tab:
            self.finish()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish()
