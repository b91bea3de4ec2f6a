"""Figures of a text in a QTextDocument: a picture at the head of its paragraph, the caption on the line below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QTextBlock, QTextCursor, QTextImageFormat

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
    image = draw(one)
    wide, high = 32.0, 32.0
    if image is not None and not image.isNull():
        scale = min(WIDEST * (one.width or 1.0) / image.width(), HIGHEST / image.height(), 1.0)
        wide, high = max(24.0, image.width() * scale), max(16.0, image.height() * scale)
    form.setWidth(wide)
    form.setHeight(high)
    form.setName(f"{_SCHEME}:{one.map or one.picture}:{round(wide)}")
    if image is not None and not image.isNull():
        cursor.document().addResource(2, QUrl(form.name()), _smooth(image, wide, high))
    cursor.insertImage(form)
    cursor.insertText("\u2028", rich.plain_format())
    rich.put(cursor, runs(one.text), say)


def _smooth(image: QImage, wide: float, high: float) -> QImage:
    """The picture in the points of the screen: a text scales its pictures coarsely."""
    screen = QGuiApplication.primaryScreen()
    ratio = screen.devicePixelRatio() if screen is not None else 1.0
    found = image.scaled(
        round(wide * ratio),
        round(high * ratio),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    found.setDevicePixelRatio(ratio)
    return found


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
