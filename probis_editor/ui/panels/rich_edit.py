"""The editor of one text: paragraphs, headings, quotations and legal lists. Undo is the document's, not its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

import msgspec
from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QTextEdit

from probis_editor.formats import pasted
from probis_editor.model.office import Block
from probis_editor.model.runs import markup, runs
from probis_editor.ui.panels import rich_text as rich

PAUSE = 700
"""Milliseconds after the last key before what was typed goes into the document."""
MIME = "application/x-probis-text"

_Keys = Qt.Key
_LABEL = re.compile(r"(?:\(1\)|[1a][.)]|-)")


class RichEdit(QTextEdit):
    """`written(blocks, step)`: what the text is now; `step` counts up where a new undo step begins."""

    written = Signal(object, int)
    moved = Signal()
    """The cursor is elsewhere, or what it stands in is something else."""

    def __init__(
        self,
        say: rich.Say,
        hint: str = "",
        accessible: str = "",
        words: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """`words` are the texts of the context menu: cut, copy, paste, select_all."""
        super().__init__()
        self._say = say
        self._words = words
        self._quiet = False
        self._lines = 1
        self._step = 0
        self._written: tuple[Block, ...] = ()
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(True)
        self.setPlaceholderText(hint)
        self.setAccessibleName(accessible)
        self.setMinimumHeight(64)
        self.document().setIndentWidth(rich.INDENT)
        self.document().setDocumentMargin(6)
        self._dress = rich.Dress(self.document())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.commit)
        self.textChanged.connect(self._changed)
        self.cursorPositionChanged.connect(self.moved)

    def sizeHint(self) -> QSize:
        return QSize(200, 120)

    # The document's text

    def show_blocks(self, blocks: tuple[Block, ...]) -> None:
        """Show the text; the cursor stays near where it was. What was typed and not yet written is given up."""
        cursor = self.textCursor()
        place, column = cursor.blockNumber(), cursor.positionInBlock()
        scrolled = self.verticalScrollBar().value()
        self._pause.stop()
        with _Quiet(self):
            rich.fill(self.document(), blocks, self._say)
        self._written = blocks
        block = self.document().findBlockByNumber(min(place, self.document().blockCount() - 1))
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + min(column, block.length() - 1))
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(scrolled)
        self.moved.emit()

    def blocks(self) -> tuple[Block, ...]:
        """The text as it stands in the editor."""
        return rich.blocks_of(self.document())

    @property
    def shown(self) -> tuple[Block, ...]:
        """The text as it was last shown or written."""
        return self._written

    def commit(self, new_step: bool = False) -> None:
        """Write what was typed; with `new_step`, what is typed later is another undo step."""
        self._pause.stop()
        now = self.blocks()
        if now != self._written and now != _clean(self._written):
            self._written = now
            self.written.emit(now, self._step)
        if new_step:
            self._step += 1

    def _changed(self) -> None:
        if self._quiet:
            return
        if self.document().blockCount() != self._lines:
            self._relabel()
            self._step += 1
        self._lines = self.document().blockCount()
        self._pause.start()

    def _relabel(self) -> None:
        with _Quiet(self):
            rich.relabel(self.document())

    # What the selection is

    def _chosen(self) -> Iterator[QTextBlock]:
        cursor = self.textCursor()
        block = self.document().findBlock(cursor.selectionStart())
        end = max(cursor.selectionEnd() - (1 if cursor.hasSelection() else 0), cursor.selectionStart())
        while block.isValid() and block.position() <= end:
            yield block
            block = block.next()

    @property
    def kind(self) -> str:
        """The kind of the paragraph with the cursor."""
        return rich.kind_of(self.textCursor().block())

    # What can be done with it

    def _restyle(self, change: Callable[[QTextBlock], None]) -> None:
        self.commit(new_step=True)
        with _Quiet(self):
            for block in list(self._chosen()):
                change(block)
                self._dress.rehighlightBlock(block)
            rich.relabel(self.document())
        self.commit(new_step=True)
        self.moved.emit()

    def set_kind(self, kind: str) -> None:
        """Make the chosen paragraphs plain ("p"), headings ("h1" to "h4") or quotations ("quote")."""
        self._restyle(lambda block: rich.set_paragraph(block, Block(kind=kind)))

    def set_list(self, number: str) -> None:
        """Make the chosen paragraphs items counted this way; plain ones where they all are."""
        chosen = list(self._chosen())
        if all(rich.shape_of(b).number == number for b in chosen):
            self.set_kind("p")
            return
        level = rich.level_for(chosen[0], number)

        def change(block: QTextBlock) -> None:
            own = rich.shape_of(block).level if rich.kind_of(block) == "item" else level
            rich.set_paragraph(block, Block(kind="item", level=own, number=number))

        self._restyle(change)

    def shift(self, by: int) -> None:
        """Move the chosen items one level in (1) or out (-1); an item of the first level becomes plain text."""

        def change(block: QTextBlock) -> None:
            item = rich.kind_of(block) == "item"
            level = rich.shape_of(block).level + by if item else min(by - 1, 0)
            if level < 0:
                rich.set_paragraph(block, Block(kind="p" if item else rich.kind_of(block)))
            elif level <= rich.DEEPEST:
                number = rich.number_beside(block, level)
                rich.set_paragraph(block, Block(kind="item", level=level, number=number))

        self._restyle(change)

    def start_at(self, number: int, continues: bool = False) -> None:
        """Count the item with the cursor from a number (0 = from 1), or on from the list before."""
        here = self.textCursor().block()

        def change(block: QTextBlock) -> None:
            if rich.kind_of(block) == "item" and block == here:
                shape = msgspec.structs.replace(rich.shape_of(block), start=number, continues=continues)
                rich.set_paragraph(block, shape)

        self._restyle(change)

    def toggle(self, what: str) -> None:
        """Make the selection "bold" or "italic", or plain again."""
        form, now = QTextCharFormat(), self.textCursor().charFormat()
        if what == "bold":
            on = now.fontWeight() < QFont.Weight.Bold.value
            form.setFontWeight(QFont.Weight.Bold if on else QFont.Weight.Normal)
        else:
            form.setFontItalic(not now.fontItalic())
        self.commit(new_step=True)
        self.mergeCurrentCharFormat(form)
        self.moved.emit()

    def insert_reference(self, raw: str) -> None:
        """Put a live reference at the cursor."""
        self.insert_blocks((Block(text=raw),))

    def insert_blocks(self, blocks: Sequence[Block]) -> None:
        """Put text in place of the selection; a single plain paragraph joins the line."""
        if not blocks:
            return
        self.commit(new_step=True)
        cursor = self.textCursor()
        with _Quiet(self):
            cursor.removeSelectedText()
            for at, one in enumerate(blocks):
                form = rich.paragraph(one)
                if at or (one.kind != "p" and cursor.block().text()):
                    cursor.insertBlock(form, QTextCharFormat())
                elif one.kind != "p" or (len(blocks) > 1 and not cursor.block().text()):
                    cursor.setBlockFormat(form)
                rich.put(cursor, runs(one.text), self._say)
            rich.relabel(self.document())
        self.setTextCursor(cursor)
        self._lines = self.document().blockCount()
        self.commit(new_step=True)

    # Clipboard

    def copy(self) -> None:
        """Put the selection on the clipboard, as it is and as plain text (Qt's own way loses numbers)."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        chosen = rich.blocks_of(self.document(), start, end)
        if chosen and self.document().findBlock(start) == self.document().findBlock(end):
            chosen = (Block(text=chosen[0].text),)
        data = QMimeData()
        data.setData(MIME, msgspec.json.encode(chosen))
        data.setText(cursor.selectedText().replace("\u2029", "\n").replace("\u2028", "\n"))
        data.setHtml(cursor.selection().toHtml())
        QGuiApplication.clipboard().setMimeData(data)

    def cut(self) -> None:
        """Copy the selection and take it away."""
        if self.textCursor().hasSelection():
            self.copy()
            self.commit(new_step=True)
            self.textCursor().removeSelectedText()
            self.commit(new_step=True)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasFormat(MIME) or source.hasHtml() or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasFormat(MIME):
            try:
                found = msgspec.json.decode(bytes(source.data(MIME).data()), type=tuple[Block, ...])
            except msgspec.DecodeError:
                found = ()
        elif source.hasHtml():
            found = pasted.from_html(source.html())
        else:
            found = pasted.from_plain(source.text())
        self.insert_blocks(found)

    def contextMenuEvent(self, event) -> None:
        menu = QMenu(self)
        some = self.textCursor().hasSelection()
        menu.addAction(self._words["cut"], self.cut).setEnabled(some)
        menu.addAction(self._words["copy"], self.copy).setEnabled(some)
        menu.addAction(self._words["paste"], self.paste).setEnabled(self.canPaste())
        menu.addSeparator()
        menu.addAction(self._words["select_all"], self.selectAll)
        menu.exec(event.globalPos())

    # Keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
                event.ignore()
                return False
            if self._mark_of(event):
                event.accept()
                return True
        return bool(super().event(event))

    def _mark_of(self, event: QKeyEvent) -> str:
        if event.matches(QKeySequence.StandardKey.Bold):
            return "bold"
        return "italic" if event.matches(QKeySequence.StandardKey.Italic) else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        mark = self._mark_of(event)
        if mark:
            self.toggle(mark)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.cut()
        elif key in (_Keys.Key_Return, _Keys.Key_Enter) and plain:
            self._enter(event)
        elif key == _Keys.Key_Tab and plain and self.kind == "item":
            self.shift(1)
        elif key == _Keys.Key_Backtab and self.kind == "item":
            self.shift(-1)
        elif key in (_Keys.Key_Tab, _Keys.Key_Backtab):
            self.focusNextPrevChild(key == _Keys.Key_Tab)
        elif key == _Keys.Key_Backspace and plain and self._at_start() and self.kind != "p":
            self.shift(-1) if self.kind == "item" else self.set_kind("p")
        elif key == _Keys.Key_Space and plain and self._become_item():
            return
        else:
            if event.text():
                self._leave_reference()
            super().keyPressEvent(event)

    def _at_start(self) -> bool:
        cursor = self.textCursor()
        return not cursor.hasSelection() and cursor.positionInBlock() == 0

    def _enter(self, event: QKeyEvent) -> None:
        cursor = self.textCursor()
        block, kind = cursor.block(), self.kind
        if not cursor.hasSelection() and not block.text() and kind != "p":
            self.shift(-1) if kind == "item" else self.set_kind("p")
            return
        at_end = cursor.atBlockEnd()
        super().keyPressEvent(event)
        fresh = self.textCursor().block()
        with _Quiet(self):
            if kind == "item":
                shape = rich.shape_of(fresh)
                rich.set_paragraph(fresh, Block(kind="item", level=shape.level, number=shape.number))
            elif kind in rich.HEADINGS and at_end:
                rich.set_paragraph(fresh, Block())
            rich.relabel(self.document())
        self.commit(new_step=True)

    def _become_item(self) -> bool:
        """A label typed at the beginning of a plain paragraph makes it an item."""
        cursor = self.textCursor()
        said = cursor.block().text()[: cursor.positionInBlock()]
        if self.kind != "p" or cursor.hasSelection() or not _LABEL.fullmatch(said):
            return False
        with _Quiet(self):
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        self.set_list(said)
        return True

    def _leave_reference(self) -> None:
        """What is typed beside a reference is no part of it."""
        form = self.textCursor().charFormat()
        if form.property(rich.RAW):
            form.clearProperty(rich.RAW)
            form.clearProperty(rich.SAID)
            self.setCurrentCharFormat(form)

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit(new_step=True)


def _clean(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks as the editor gives them back."""
    return tuple(msgspec.structs.replace(b, text=markup(runs(b.text))) for b in blocks)


class _Quiet:
    """Changes inside are none of the user's; whether the number of paragraphs changed is not asked."""

    def __init__(self, edit: RichEdit) -> None:
        self._edit = edit

    def __enter__(self) -> None:
        self._edit._quiet = True

    def __exit__(self, *_: object) -> None:
        self._edit._quiet = False
        self._edit._lines = self._edit.document().blockCount()
