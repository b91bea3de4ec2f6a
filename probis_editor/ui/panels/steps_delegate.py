"""The editors of the table's cells: text that grows, and words to choose from that still can be typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from probis_editor.commands.steps.heads import COLUMNS
from probis_editor.ui import icons, look

_LINES = ("text", "inputs", "outputs", "remarks")
_CHOICES = ("actor", "kind")
_MARGIN = 6

Key = Qt.Key


class LinesEdit(QPlainTextEdit):
    """Several lines over the cell, growing downward. Shift+Enter and Alt+Enter break the line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(3)
        self.setStyleSheet(
            f"QPlainTextEdit {{ border: 2px solid {look.ACCENT}; border-radius: 0; padding: 0; }}"
        )
        self.textChanged.connect(self._grow)

    def _grow(self) -> None:
        lines = max(1, round(self.document().size().height()))
        high = self.fontMetrics().lineSpacing() * lines + 12
        if high > self.height():
            self.resize(self.width(), high)


class ChoiceEdit(QLineEdit):
    """A line with the words that can be chosen below it; all of them at the arrow or with Alt+Down."""

    def __init__(self, parent: QWidget, words: Sequence[str]) -> None:
        super().__init__(parent)
        self.setStyleSheet(
            f"QLineEdit {{ border: 2px solid {look.ACCENT}; border-radius: 0; padding: 0 2px; }}"
        )
        self._all = QCompleter(list(words), self)
        self._all.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._all.setFilterMode(Qt.MatchFlag.MatchContains)
        self._all.setMaxVisibleItems(10)
        self.setCompleter(self._all)
        arrow = self.addAction(
            icons.icon("chevron-down", look.MUTED), QLineEdit.ActionPosition.TrailingPosition
        )
        arrow.triggered.connect(self.show_all)

    @property
    def choosing(self) -> bool:
        """Whether a word in the list is marked, so that Enter takes it."""
        popup = self._all.popup()
        return popup.isVisible() and popup.currentIndex().isValid()

    def show_all(self) -> None:
        self._all.setCompletionPrefix("")
        self._all.complete()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.show_all()
        else:
            super().keyPressEvent(event)


class StepsDelegate(QStyledItemDelegate):
    """`words(column)` gives what can be chosen; `done(key, back)` is called after Enter or Tab ended an editor."""

    def __init__(
        self, parent: QWidget, words: Callable[[str], list[str]], done: Callable[[Key, bool], None]
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._done = done

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> QWidget:
        column = COLUMNS[index.column()]
        if column in _LINES:
            return LinesEdit(parent)
        if column in _CHOICES:
            return ChoiceEdit(parent, self._words(column))
        line = QLineEdit(parent)
        line.setStyleSheet(
            f"QLineEdit {{ border: 2px solid {look.ACCENT}; border-radius: 0; padding: 0 2px; }}"
        )
        return line

    def setEditorData(self, editor: QWidget, index: QModelIndex) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, LinesEdit):
            editor.setPlainText(text)
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model, index: QModelIndex) -> None:  # noqa: ANN001
        if isinstance(editor, LinesEdit):
            model.setData(index, editor.toPlainText().strip())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text().strip())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        editor.setGeometry(option.rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(editor, QWidget)
        ):
            key, held = Key(event.key()), event.modifiers()
            breaks = held & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier)
            if key in (Key.Key_Return, Key.Key_Enter) and isinstance(editor, LinesEdit) and breaks:
                editor.insertPlainText("\n")
                return True
            if key in (Key.Key_Return, Key.Key_Enter, Key.Key_Tab, Key.Key_Backtab):
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
                back = key == Key.Key_Backtab or bool(held & Qt.KeyboardModifier.ShiftModifier)
                self._done(Key.Key_Tab if key == Key.Key_Backtab else key, back)
                return True
        return super().eventFilter(editor, event)

    # Looks

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        super().initStyleOption(option, index)
        option.features |= QStyleOptionViewItem.ViewItemFeature.WrapText
        option.textElideMode = Qt.TextElideMode.ElideRight
        option.decorationSize = QSize(18, 18)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        current = bool(option.state & QStyle.StateFlag.State_HasFocus)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)
        if current:
            painter.save()
            painter.setPen(QPen(QColor(look.ACCENT), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
            painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """As high as its text needs in the width of its column, six lines at most."""
        text = str(index.data() or "")
        if not text or COLUMNS[index.column()] not in (*_LINES, "actor", "no_", "kind"):
            return QSize(0, 28)
        view = self.parent()
        room = view.columnWidth(index.column()) - 2 * _MARGIN if hasattr(view, "columnWidth") else 100
        metrics = option.fontMetrics
        if "\n" not in text and metrics.horizontalAdvance(text) <= room:
            return QSize(0, 28)
        box = metrics.boundingRect(0, 0, max(20, room), 10_000, int(Qt.TextFlag.TextWordWrap), text)
        high = min(box.height(), 6 * metrics.lineSpacing())
        return QSize(0, max(28, high + 10))
