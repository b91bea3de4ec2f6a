"""Figures of a text in a QTextDocument: a picture at the head of its paragraph, the caption on the line below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextBlock, QTextCursor, QTextImageFormat

from probis_editor.model.office import Block
from probis_editor.model.runs import Run, runs
from probis_editor.ui.panels import rich_text as rich

Draw = Callable[[Block], QImage | None]
"""Gives the picture of a figure, None where it is gone."""

WIDEST, HIGHEST = 320, 220
_SCHEME = "figure"


def put(cursor: QTextCursor, one: Block, say: rich.Say, draw: Draw) -> None:
    """Insert the picture and the caption into the cursor's empty paragraph."""
    form = QTextImageFormat()
    name = f"{_SCHEME}:{one.map or one.picture}"
    form.setName(name)
    image = draw(one)
    if image is not None and not image.isNull():
        scale = min(WIDEST * (one.width or 1.0) / image.width(), HIGHEST / image.height(), 1.0)
        form.setWidth(max(24.0, image.width() * scale))
        form.setHeight(max(16.0, image.height() * scale))
        cursor.document().addResource(2, QUrl(name), image)
    else:
        form.setWidth(32)
        form.setHeight(32)
    cursor.insertImage(form)
    cursor.insertText("\u2028", rich.plain_format())
    rich.put(cursor, runs(one.text), say)


def is_shown(block: QTextBlock) -> bool:
    """Whether the picture is still in the paragraph."""
    return rich.OBJECT in block.text()


def caption(parts: list[Run]) -> list[Run]:
    """The caption's runs, without the break after the picture."""
    kept = [run._replace(text=run.text.replace(rich.OBJECT, "")) for run in parts]
    for at, run in enumerate(kept):
        text = run.text.lstrip("\n \u2028")
        kept[at] = run._replace(text=text)
        if text or run.raw:
            break
    return kept


def with_shape(block: QTextBlock, one: Block) -> None:
    """Let a figure's paragraph be another figure; its caption stays."""
    form = block.blockFormat()
    form.setProperty(rich.FIGURE, rich.encoded(one))
    QTextCursor(block).setBlockFormat(form)
