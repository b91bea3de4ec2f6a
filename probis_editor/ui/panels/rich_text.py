"""Paragraphs of a QTextDocument as blocks of text. Each carries what it is; its number is worked out.

A live reference (`<ref .../>`) stands as the words that it means, and goes back as the tag.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextListFormat,
)

from probis_editor.formats.pasted import LEGAL
from probis_editor.model.office import Block
from probis_editor.model.runs import Run, joined

KIND, LEVEL, NUMBER, START, GOES_ON, RAW, SAID = (
    QTextFormat.Property.UserProperty.value + n for n in range(1, 8)
)
FIGURE = QTextFormat.Property.UserProperty.value + 21
"""The property of a figure's paragraph that holds what its block is."""

OBJECT = "\ufffc"
"""The letter that a picture is in a text."""

DEEPEST = len(LEGAL) - 1
CAPTION = "tablecaption"
"""The paragraph before a table that holds its caption."""
HEADINGS = ("h1", "h2", "h3", "h4")
Say = Callable[[str], str]

_STYLES = {
    "1.": (QTextListFormat.Style.ListDecimal, "", "."),
    "a.": (QTextListFormat.Style.ListLowerAlpha, "", "."),
    "1)": (QTextListFormat.Style.ListDecimal, "", ")"),
    "a)": (QTextListFormat.Style.ListLowerAlpha, "", ")"),
    "(1)": (QTextListFormat.Style.ListDecimal, "(", ")"),
    "-": (QTextListFormat.Style.ListDisc, "", ""),
}
INDENT = 20.0


# What a paragraph is


def shape_of(block: QTextBlock) -> Block:
    """What a paragraph is, without its text."""
    form = block.blockFormat()
    kind = str(form.property(KIND) or "p")
    if kind == "figure":
        return figure_of(block)
    if kind != "item":
        return Block(kind=kind)
    return Block(
        kind=kind,
        level=min(int(form.property(LEVEL) or 0), DEEPEST),
        number=str(form.property(NUMBER) or "1."),
        start=int(form.property(START) or 0),
        continues=bool(form.property(GOES_ON)),
    )


def encoded(one: Block) -> str:
    """What a table or a figure is, without its text and cells."""
    return msgspec.json.encode(replace(one, text="", cells=())).decode()


def decoded(said: object, kind: str) -> Block:
    """What `encoded` wrote; a bare block for anything else."""
    try:
        return msgspec.json.decode(str(said or ""), type=Block)
    except msgspec.DecodeError:
        return Block(kind=kind)


def figure_of(block: QTextBlock) -> Block:
    """What a figure's paragraph shows, without its caption."""
    return decoded(block.blockFormat().property(FIGURE), "figure")


def kind_of(block: QTextBlock) -> str:
    return str(block.blockFormat().property(KIND) or "p")


def paragraph(shape: Block) -> QTextBlockFormat:
    """The format of a paragraph of this shape."""
    form = QTextBlockFormat()
    form.setProperty(KIND, shape.kind)
    form.setProperty(LEVEL, shape.level)
    form.setProperty(NUMBER, shape.number)
    form.setProperty(START, shape.start)
    form.setProperty(GOES_ON, shape.continues)
    form.setBottomMargin(3 if shape.kind == "item" else 6)
    form.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if shape.kind == "quote":
        form.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        form.setLeftMargin(INDENT)
        form.setRightMargin(INDENT)
    elif shape.kind in HEADINGS:
        form.setTopMargin(6)
    elif shape.kind == "figure":
        form.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        form.setProperty(FIGURE, encoded(shape))
    elif shape.kind == CAPTION:
        form.setBottomMargin(2)
    return form


def set_paragraph(block: QTextBlock, shape: Block) -> None:
    """Give a paragraph a shape; it leaves the list it was in."""
    if block.textList() is not None:
        block.textList().remove(block)
    QTextCursor(block).setBlockFormat(paragraph(shape))


def level_for(block: QTextBlock, number: str) -> int:
    """How deep a new item lies: beside one that is counted the same way, else below the one before it."""
    before, place = block.previous(), _place(block)
    if not before.isValid() or kind_of(before) != "item" or _place(before) != place:
        return 0
    deep = shape_of(before).level
    while before.isValid() and kind_of(before) == "item" and _place(before) == place:
        shape = shape_of(before)
        if shape.number == number:
            return shape.level
        before = before.previous()
    return min(deep + 1, DEEPEST)


def number_beside(block: QTextBlock, level: int) -> str:
    """How the item before at a level is counted, else the legal way."""
    before, place = block.previous(), _place(block)
    while before.isValid() and kind_of(before) == "item" and shape_of(before).level >= level:
        if _place(before) != place:
            break
        if shape_of(before).level == level:
            return shape_of(before).number
        before = before.previous()
    return LEGAL[level]


def relabel(document: QTextDocument) -> None:
    """Give every item of a list the number that it has in the book; each is a list of its own to Qt."""
    counts, last = [0] * len(LEGAL), [0] * len(LEGAL)
    block = document.begin()
    place: tuple[int, ...] = ()
    while block.isValid():
        if (here := _place(block)) != place:
            place, counts, last = here, [0] * len(LEGAL), [0] * len(LEGAL)
        if kind_of(block) != "item":
            if block.text().strip():
                last = counts if any(counts) else last
                counts = [0] * len(LEGAL)
            if block.textList() is not None:
                block.textList().remove(block)
        else:
            shape = shape_of(block)
            if shape.continues and any(last):
                counts, last = last, [0] * len(LEGAL)
            counts[shape.level] = shape.start or counts[shape.level] + 1
            counts[shape.level + 1 :] = [0] * (DEEPEST - shape.level)
            _number(block, shape.number, shape.level, counts[shape.level])
        block = block.next()


def _place(block: QTextBlock) -> tuple[int, ...]:
    """The cell that a paragraph stands in, () for none: every cell counts by itself."""
    table = QTextCursor(block).currentTable()
    if table is None:
        return ()
    cell = table.cellAt(block.position())
    return table.firstPosition(), cell.row(), cell.column()


def _number(block: QTextBlock, number: str, level: int, at: int) -> None:
    style, prefix, suffix = _STYLES.get(number, _STYLES["1."])
    own = block.textList()
    if own is not None and own.count() == 1:
        now = own.format()
        same = (now.style(), now.numberPrefix(), now.numberSuffix(), now.start(), now.indent())
        if same == (style, prefix, suffix, at, level + 1):
            return
    form = QTextListFormat()
    form.setStyle(style)
    form.setNumberPrefix(prefix)
    form.setNumberSuffix(suffix)
    form.setStart(at)
    form.setIndent(level + 1)
    QTextCursor(block).createList(form)


# Text


def letters(run: Run, say: Say) -> tuple[str, QTextCharFormat]:
    """The text of a run with its format."""
    form = QTextCharFormat()
    if run.bold:
        form.setFontWeight(QFont.Weight.Bold)
    if run.italic:
        form.setFontItalic(True)
    if not run.raw:
        return run.text.replace("\n", "\u2028"), form
    said = say(run.raw) or "…"
    form.setProperty(RAW, run.raw)
    form.setProperty(SAID, said)
    return said, form


def put(cursor: QTextCursor, parts: Sequence[Run], say: Say) -> None:
    """Insert runs at a cursor."""
    for run in parts:
        cursor.insertText(*letters(run, say))


def plain_format() -> QTextCharFormat:
    """The format of letters that have none."""
    return QTextCharFormat()


def runs_of(block: QTextBlock, start: int, end: int) -> list[Run]:
    """The runs of a paragraph between two places of the document."""
    found: list[Run] = []
    pending: tuple[str, str, QTextCharFormat, str] | None = None
    walk = block.begin()
    while not walk.atEnd():
        piece = walk.fragment()
        first = max(start - piece.position(), 0)
        text = piece.text()[first : max(end - piece.position(), 0)].replace(OBJECT, "")
        form = piece.charFormat()
        raw = str(form.property(RAW) or "")
        if pending is not None and (not raw or (raw, id_of(form)) != (pending[0], pending[1])):
            found += _reference(pending[0], pending[3], pending[2])
            pending = None
        if raw:
            before = pending[3] if pending is not None else ""
            pending = (raw, id_of(form), form, before + text)
        elif text:
            found.append(_run(text, form))
        walk += 1
    if pending is not None:
        found += _reference(pending[0], pending[3], pending[2])
    return list(joined(found))


def id_of(form: QTextCharFormat) -> str:
    return str(form.property(SAID) or "")


def _run(text: str, form: QTextCharFormat, raw: str = "") -> Run:
    bold, italic = form.fontWeight() >= QFont.Weight.Bold.value, form.fontItalic()
    return Run("" if raw else text, bold, italic, raw)


def _reference(raw: str, text: str, form: QTextCharFormat) -> list[Run]:
    """The tag of a reference whose words stand as they were shown, with what was typed around them."""
    said = id_of(form)
    if said not in text:
        return [_run(text, form)]
    parts: list[Run] = []
    for at, plain in enumerate(text.split(said)):
        if at:
            parts.append(_run("", form, raw))
        if plain:
            parts.append(_run(plain, form))
    return parts
