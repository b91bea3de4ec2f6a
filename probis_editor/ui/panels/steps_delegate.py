"""The editors of the table's cells: text that grows, and words to choose from that still can be typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal
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

if TYPE_CHECKING:
    from probis_editor.ui.panels.steps_table import StepsTable

_LINES = ("text", "inputs", "outputs", "remarks")
_CHOICES = ("actor", "kind")
_MARGIN = 6
_BOX = "{name} {{ border: 2px solid " + look.ACCENT + "; border-radius: 0; padding: 0 2px; }}"

Key = Qt.Key
_ENDING = (Key.Key_Return, Key.Key_Enter, Key.Key_Tab, Key.Key_Backtab)


class LinesEdit(QPlainTextEdit):
    """Several lines over the cell, growing downward. Shift+Enter and Alt+Enter break the line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(3)
        self.setStyleSheet(_BOX.format(name="QPlainTextEdit"))
        self.textChanged.connect(self._grow)

    def _grow(self) -> None:
        lines = max(1, round(self.document().size().height()))
        high = self.fontMetrics().lineSpacing() * lines + 12
        if high > self.height():
            self.resize(self.width(), high)


class ChoiceEdit(QLineEdit):
    """A line with the words that can be chosen below it; all of them at the arrow or with Alt+Down."""

    ended = Signal(int, bool)
    """(key, with Shift) that ended it, 0 for a word chosen with the mouse.

    While the words are shown Qt brings the keys here without asking the delegate.
    """

    def __init__(self, parent: QWidget, words: Sequence[str]) -> None:
        super().__init__(parent)
        self.setStyleSheet(_BOX.format(name="QLineEdit"))
        self._words = QCompleter(list(words), self)
        self._words.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._words.setFilterMode(Qt.MatchFlag.MatchContains)
        self._words.setMaxVisibleItems(10)
        self._words.popup().setStyleSheet(f"QListView {{ border: 1px solid {look.BORDER}; padding: 2px; }}")
        self.setCompleter(self._words)
        self._words.activated.connect(lambda _: self.ended.emit(0, False), Qt.ConnectionType.QueuedConnection)
        arrow = self.addAction(
            icons.icon("chevron-down", look.MUTED), QLineEdit.ActionPosition.TrailingPosition
        )
        arrow.triggered.connect(self.show_all)

    def show_all(self) -> None:
        """Show every word, whatever is typed."""
        self._words.setCompletionPrefix("")
        self._words.complete()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key, held = Key(event.key()), event.modifiers()
            if key in _ENDING:
                self._words.popup().hide()
                event.accept()
                self.ended.emit(key.value, bool(held & Qt.KeyboardModifier.ShiftModifier))
                return True
            if key == Key.Key_Down and held & Qt.KeyboardModifier.AltModifier:
                self.show_all()
                return True
        return super().event(event)


class StepsDelegate(QStyledItemDelegate):
    """`words(column)` gives what can be chosen in a column; the table knows where Enter and Tab lead."""

    def __init__(self, table: StepsTable, words: Callable[[str], list[str]]) -> None:
        super().__init__(table)
        self._table = table
        self._words = words

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> QWidget:
        column = COLUMNS[index.column()]
        if column in _LINES:
            return LinesEdit(parent)
        if column in _CHOICES:
            choice = ChoiceEdit(parent, self._words(column))
            choice.ended.connect(lambda key, back: self._finish(choice, key, back))
            return choice
        line = QLineEdit(parent)
        line.setStyleSheet(_BOX.format(name="QLineEdit"))
        return line

    def setEditorData(self, editor: QWidget, index: QModelIndex) -> None:
        if editor.property("begun"):
            return  # what is being typed outlives a change from elsewhere
        editor.setProperty("begun", True)
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, LinesEdit):
            editor.setPlainText(text)
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model, index: QModelIndex) -> None:
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
            if key in _ENDING and not isinstance(editor, ChoiceEdit):
                self._finish(editor, key.value, bool(held & Qt.KeyboardModifier.ShiftModifier))
                return True
            if key in _ENDING and isinstance(editor, ChoiceEdit):
                return editor.event(event)
        return super().eventFilter(editor, event)

    def _finish(self, editor: QWidget, key: int, back: bool) -> None:
        """Store what stands in an editor, close it, and go where the key leads.

        Once only: a word chosen in the list by Enter ends its editor as the key and as the choice.
        """
        if editor.property("ended"):
            return
        editor.setProperty("ended", True)
        here = self._table.place()
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self._table.setFocus()
        if key:
            ended = Key(key)
            tab = Key.Key_Tab if ended == Key.Key_Backtab else ended
            self._table.done(tab, back or ended == Key.Key_Backtab, here)

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
        room = self._table.columnWidth(index.column()) - 2 * _MARGIN
        metrics = option.fontMetrics
        if "\n" not in text and metrics.horizontalAdvance(text) <= room:
            return QSize(0, 28)
        box = metrics.boundingRect(0, 0, max(20, room), 10_000, int(Qt.TextFlag.TextWordWrap), text)
        high = min(box.height(), 6 * metrics.lineSpacing())
        return QSize(0, max(28, high + 10))
