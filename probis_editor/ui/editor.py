"""Renaming in place: a text box over the shape. Enter ends, Shift+Enter breaks the line, Esc gives up."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QStringListModel, Qt
from PySide6.QtGui import QFont, QKeyEvent, QTextOption
from PySide6.QtWidgets import QCompleter, QPlainTextEdit, QWidget

from probis_editor.ui import look

LEAST_LETTERS = 9
"""Pixels: smaller letters could not be read while typing."""


class InlineEditor(QPlainTextEdit):
    """Lives until it is done; `done(text)` with the new text, or with None where it was given up.

    In `font` and with `padding` pixels at the sides the lines break where they will in the shape. `names` are
    offered while typing.
    """

    def __init__(
        self,
        parent: QWidget,
        text: str,
        rect: QRect,
        font: QFont,
        done: Callable[[str | None], None],
        padding: int = 4,
        names: Sequence[str] = (),
    ) -> None:
        super().__init__(parent)
        self._done: Callable[[str | None], None] | None = done
        font.setPixelSize(max(LEAST_LETTERS, font.pixelSize()))
        self.setFont(font)
        self.setPlainText(text)
        option = QTextOption(Qt.AlignmentFlag.AlignHCenter)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self.document().setDocumentMargin(0)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side = max(1, padding - 2)
        self.setStyleSheet(
            f"QPlainTextEdit {{ border: 2px solid {look.ACCENT}; border-radius: 5px;"
            f" padding: 1px {side}px; color: {look.on_paper('TEXT')}; background: {look.on_paper('BASE')}; }}"
        )
        self._least = rect
        self._names = self._offer(names) if names else None
        self.textChanged.connect(self._grow)
        self._grow()
        self.selectAll()
        self.show()
        self.setFocus()

    def _offer(self, names: Sequence[str]) -> QCompleter:
        offered = QCompleter(QStringListModel(list(names), self), self)
        offered.setWidget(self)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        offered.setFilterMode(Qt.MatchFlag.MatchContains)
        offered.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        offered.setMaxVisibleItems(8)
        offered.popup().setStyleSheet(f"QListView {{ border: 1px solid {look.BORDER}; padding: 2px; }}")
        offered.activated.connect(self._take)
        self.textChanged.connect(self._suggest)
        return offered

    def _suggest(self) -> None:
        offered, typed = self._names, " ".join(self.toPlainText().split())
        if offered is None or self._done is None:
            return
        offered.setCompletionPrefix(typed)
        alone = offered.completionCount() == 1 and offered.currentCompletion() == typed
        if typed and offered.completionCount() and not alone:
            spot = self.rect()
            spot.setWidth(max(260, spot.width()))
            offered.complete(spot)
        else:
            offered.popup().hide()

    def _take(self, name: str) -> None:
        self.setPlainText(name)
        self.finish()

    def _picked(self) -> bool:
        """Whether a name of the list that stands open is marked."""
        popup = self._names.popup() if self._names is not None else None
        return popup is not None and popup.isVisible() and popup.currentIndex().isValid()

    def settle(self, rect: QRect) -> None:
        """Stand at another place: the canvas moved under the box."""
        self._least = rect
        self._grow()

    def _grow(self) -> None:
        high = round(self.fontMetrics().lineSpacing() * max(1, self.document().size().height())) + 8
        rect = QRect(self._least)
        if high > rect.height():
            rect.moveTop(rect.top() - (high - rect.height()) // 2)
            rect.setHeight(high)
        self.setGeometry(rect)
        space = max(0, (rect.height() - high) // 2)
        self.setViewportMargins(0, space, 0, 0)

    def finish(self, keep: bool = True) -> None:
        """End the editing; only the first call counts."""
        done, self._done = self._done, None
        if done is not None:
            text = self.toPlainText() if keep else None
            if self._names is not None:
                self._names.popup().hide()
            self.hide()
            self.deleteLater()
            done(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.finish(keep=False)
        elif enter and self._picked():
            event.ignore()  # the list of names takes the key, and with it the marked name
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
