"""The editor of one text: paragraphs, legal lists, tables and figures. Undo is the document's, not its own."""

from __future__ import annotations

import re

import msgspec
from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu

from probis_editor.formats import pasted
from probis_editor.model.office import Block
from probis_editor.ui.panels import rich_blocks, rich_cells, rich_tables
from probis_editor.ui.panels import rich_text as rich
from probis_editor.ui.panels.rich_base import Quiet, RichBase

MIME = "application/x-probis-text"

_Keys = Qt.Key
_LABEL = re.compile(r"(?:\(1\)|[1a][.)]|-)")


class RichEdit(RichBase):
    """Keys and clipboard of the editor."""

    pictured = Signal(object)
    """A picture was pasted."""

    # Clipboard

    def copy(self) -> None:
        """Put the selection on the clipboard, as it is and as plain text (Qt's own way loses numbers)."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        chosen = rich_blocks.blocks_of(self.document(), start, end)
        if len(chosen) == 1 and chosen[0].kind == "figure":
            pass
        elif chosen and self.document().findBlock(start) == self.document().findBlock(end):
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
        return source.hasFormat(MIME) or source.hasHtml() or source.hasText() or source.hasImage()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasFormat(MIME):
            try:
                found = msgspec.json.decode(bytes(source.data(MIME).data()), type=tuple[Block, ...])
            except msgspec.DecodeError:
                found = ()
        elif source.hasImage() and not source.hasText():
            self.pictured.emit(source.imageData())
            return
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
        elif key in (_Keys.Key_Tab, _Keys.Key_Backtab) and self.in_table:
            self._next_cell(1 if key == _Keys.Key_Tab else -1)
        elif self._would_break(key, plain):
            return
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

    def _next_cell(self, by: int) -> None:
        self.commit(new_step=True)
        with Quiet(self):
            cursor = rich_tables.step(self.textCursor(), by)
        if cursor is not None:
            self.setTextCursor(cursor)
        self.commit(new_step=True)

    def _would_break(self, key: int, plain: bool) -> bool:
        """Whether the key would join a figure with the paragraph beside it, and so lose it."""
        cursor = self.textCursor()
        if not plain or cursor.hasSelection():
            return False
        block = cursor.block()
        if key == _Keys.Key_Backspace and cursor.atBlockStart():
            return "figure" in (rich.kind_of(block), rich.kind_of(block.previous())) and block.position() > 0
        beside = rich.kind_of(block.next()) if block.next().isValid() else ""
        return key == _Keys.Key_Delete and cursor.atBlockEnd() and "figure" in (rich.kind_of(block), beside)

    def _at_start(self) -> bool:
        cursor = self.textCursor()
        return not cursor.hasSelection() and cursor.positionInBlock() == 0

    def _enter(self, event: QKeyEvent) -> None:
        cursor = self.textCursor()
        block, kind = cursor.block(), self.kind
        if kind == rich.CAPTION:
            cell = rich_tables.of(block.next())
            if cell is not None:
                self.setTextCursor(cell.firstCursorPosition())
            return
        if not cursor.hasSelection() and not block.text() and kind != "p":
            self.shift(-1) if kind == "item" else self.set_kind("p")
            return
        at_end = cursor.atBlockEnd()
        super().keyPressEvent(event)
        fresh = self.textCursor().block()
        with Quiet(self):
            align = rich_cells.align_of(fresh) if self.in_table else None
            if kind == "item":
                shape = rich.shape_of(fresh)
                rich.set_paragraph(fresh, Block(kind="item", level=shape.level, number=shape.number))
                if align is not None:
                    rich_cells.set_align(QTextCursor(fresh), align)
            elif (kind in rich.HEADINGS and at_end) or kind in ("figure", "runin"):
                rich.set_paragraph(fresh, Block())
            rich.relabel(self.document())
        self.commit(new_step=True)

    def _become_item(self) -> bool:
        """A label typed at the beginning of a plain paragraph makes it an item."""
        cursor = self.textCursor()
        said = cursor.block().text()[: cursor.positionInBlock()]
        if self.kind != "p" or cursor.hasSelection() or not _LABEL.fullmatch(said):
            return False
        with Quiet(self):
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
