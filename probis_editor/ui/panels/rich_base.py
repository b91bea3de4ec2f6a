"""What an editor of one text shows, and what can be done with it; keys and clipboard are `rich_edit`'s."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import msgspec
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFont,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit

from probis_editor.model import cells
from probis_editor.model.affairs import Picture
from probis_editor.model.blocks import rewritten
from probis_editor.model.office import Block
from probis_editor.model.runs import Run, markup, runs, stripped
from probis_editor.ui.panels import rich_blocks, rich_cells, rich_figures, rich_tables
from probis_editor.ui.panels import rich_text as rich
from probis_editor.ui.panels.rich_dress import Dress
from probis_editor.ui.panels.rich_figures import Draw

PAUSE = 700
"""Milliseconds after the last key before what was typed goes into the document."""
_Keys = Qt.Key
FIXED = ("figure", rich.CAPTION)
"""Kinds of paragraphs that stay what they are."""


class RichBase(QTextEdit):
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
        draw: Draw = lambda _: None,
    ) -> None:
        """`words` are the texts of the context menu: cut, copy, paste, select_all. `draw` shows figures."""
        super().__init__()
        self._say = say
        self.draw = draw
        self.new_id: Callable[[], str] = lambda: ""
        """Makes the ids of tables and figures."""
        self.is_known: Callable[[Block], bool] = lambda block: False
        """Whether the document has a table or figure of this id."""
        self.pictures: dict[str, Picture] = {}
        """Pictures that the text shows and the document does not hold yet."""
        self._words = words
        self._quiet = False
        self._lines = 1
        self._step = 0
        self._written: tuple[Block, ...] = ()
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(True)
        self._hint = hint
        self.setAccessibleName(accessible)
        self.setMinimumHeight(64)
        self.document().setIndentWidth(rich.INDENT)
        self.document().setDocumentMargin(6)
        self._dress = Dress(self.document())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.commit)
        self.textChanged.connect(self._changed)
        self.cursorPositionChanged.connect(self.moved)

    def sizeHint(self) -> QSize:
        return QSize(200, 120)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._hint and self.document().isEmpty():
            # Qt's own placeholder gets the height of the first line, however many lines its words need.
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().placeholderText().color())
            edge = round(self.document().documentMargin())
            room = self.viewport().rect().adjusted(edge, edge, -edge, -edge)
            painter.drawText(room, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop, self._hint)
            painter.end()

    # The document's text

    def show_blocks(self, blocks: tuple[Block, ...]) -> None:
        """Show the text; the cursor stays near where it was. What was typed and not yet written is given up."""
        cursor = self.textCursor()
        place, column = cursor.blockNumber(), cursor.positionInBlock()
        scrolled = self.verticalScrollBar().value()
        self._pause.stop()
        with Quiet(self):
            rich_blocks.fill(self.document(), blocks, self._say, self.draw)
        self._written = blocks
        block = self.document().findBlockByNumber(min(place, self.document().blockCount() - 1))
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + min(column, block.length() - 1))
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(scrolled)
        self.moved.emit()

    def blocks(self) -> tuple[Block, ...]:
        """The text as it stands in the editor."""
        return rich_blocks.blocks_of(self.document())

    @property
    def shown(self) -> tuple[Block, ...]:
        """The text as it was last shown or written."""
        return self._written

    @property
    def typing(self) -> bool:
        """Whether something was typed that is not yet written."""
        return self._pause.isActive()

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
        with Quiet(self):
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
        with Quiet(self):
            for block in list(self._chosen()):
                if rich.kind_of(block) in FIXED:
                    continue
                if rich_tables.of(block) is not None:
                    rich_cells.restyle(block, change)
                else:
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
        blocks = [self._named(one) for one in blocks]
        cursor = self.textCursor()
        with Quiet(self):
            cursor.removeSelectedText()
            if self.kind in FIXED:
                rich.put(cursor, _on_lines(blocks), self._say)
            elif rich_tables.of(cursor.block()) is not None:
                self._put_in_cell(cursor, blocks)
            else:
                self._put(cursor, blocks)
            rich.relabel(self.document())
        self.setTextCursor(cursor)
        self._lines = self.document().blockCount()
        self.commit(new_step=True)

    def _put(self, cursor: QTextCursor, blocks: Sequence[Block]) -> None:
        fresh = False
        for at, one in enumerate(blocks):
            here = not cursor.block().text()
            if at == 0 and one.kind == "p" and not (len(blocks) > 1 and here):
                rich.put(cursor, runs(one.text), self._say)
                continue
            fresh = rich_blocks.put_block(cursor, one, self._say, self.draw, fresh or (at == 0 and here))

    def _put_in_cell(self, cursor: QTextCursor, blocks: Sequence[Block]) -> None:
        held = rich_cells.lines(blocks)
        fresh = not cursor.block().text() and (len(held) > 1 or any(one.kind == "item" for one in held))
        rich_cells.put_blocks(cursor, held, rich_cells.align_of(cursor.block()), self._say, fresh)

    def _named(self, one: Block) -> Block:
        """A table or figure with an id of its own."""
        if one.kind not in ("table", "figure") or (one.id and not self.is_known(one)):
            return one
        return msgspec.structs.replace(one, id=self.new_id())

    def insert_picture(self, picture: Picture, caption: str = "") -> None:
        """Put a picture into the text as a figure."""
        self.pictures[picture.id] = picture
        self.insert_blocks((Block(kind="figure", text=markup([Run(caption)]), picture=picture.id),))

    def change_table(self, what: str) -> None:
        """Do something with the table that the cursor stands in, see `rich_tables.DEEDS`."""
        self.commit(new_step=True)
        cursor = self.textCursor()
        with Quiet(self):
            done = rich_tables.do(cursor, what, self._say)
            if done:
                self._dress.rehighlight()
        self._lines = self.document().blockCount()
        if done:
            self.commit(new_step=True)
        self.moved.emit()

    @property
    def in_table(self) -> bool:
        """Whether the cursor stands in a table."""
        return self.textCursor().currentTable() is not None

    @property
    def figure(self) -> Block | None:
        """The figure that the cursor stands in."""
        block = self.textCursor().block()
        return rich.figure_of(block) if rich.kind_of(block) == "figure" else None

    def change_figure(self, **fields: Any) -> None:
        """Let the figure with the cursor have other fields."""
        shown = self.figure
        if shown is None:
            return
        self.commit(new_step=True)
        block = self.textCursor().block()
        text = _caption_of(block)
        with Quiet(self):
            cursor = QTextCursor(block)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            changed = msgspec.structs.replace(shown, **fields)
            rich_blocks.put_block(
                cursor, msgspec.structs.replace(changed, text=text), self._say, self.draw, True
            )
            self.setTextCursor(cursor)
        self.commit(new_step=True)
        self.moved.emit()


def _caption_of(block: QTextBlock) -> str:
    """The markup of a figure's caption."""
    parts = rich.runs_of(block, block.position(), block.position() + block.length())
    return markup(stripped(rich_figures.caption(parts)))


def _on_lines(blocks: Sequence[Block]) -> list[Run]:
    """Blocks as lines of one paragraph, for where there can be only one."""
    parts: list[Run] = []
    for one in blocks:
        parts += [Run("\n")] if parts else []
        parts += rich_tables.plain_cells(one) if one.kind == "table" else runs(one.text)
    return parts


def _clean(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks as the editor gives them back."""
    return tuple(
        rewritten(b, lambda text: cells.rewritten(text, lambda one: markup(stripped(runs(one)))))
        for b in blocks
    )


class Quiet:
    """Changes inside are none of the user's; whether the number of paragraphs changed is not asked."""

    def __init__(self, edit: RichBase) -> None:
        self._edit = edit

    def __enter__(self) -> None:
        self._edit._quiet = True

    def __exit__(self, *_: object) -> None:
        self._edit._quiet = False
        self._edit._lines = self._edit.document().blockCount()
