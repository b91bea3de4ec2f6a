"""The pictures of figures in the window: drawn small for the text, read from files and from the clipboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtGui import QImage, QImageWriter

from probis_editor.drawing import raster
from probis_editor.model.affairs import Picture
from probis_editor.model.document import Document
from probis_editor.model.office import EXAMPLE, Block

LARGEST = 3_000_000
"""Bytes of a picture file that is kept as it is; a larger one is made smaller."""

SIDE = 2400
"""Pixels of the longer side of a picture that was made smaller: 300 to the inch over a page."""

_SHOWN = (640, 440)


def drawn(document: Document, one: Block, new: dict[str, Picture]) -> QImage | None:
    """The picture of a figure, small; None where it is gone. `new` are pictures that the document is about to get."""
    if one.picture:
        record = new.get(one.picture) or document.get(("", "picture:" + one.picture))
        image = QImage.fromData(record.data) if isinstance(record, Picture) else QImage()
        return None if image.isNull() else image
    from probis_editor.commands import examples
    from probis_editor.render import compose, png

    if one.map.startswith(EXAMPLE):
        document = examples.document(document.settings.language)
    if not one.map or document.get((one.map, "")) is None:
        return None
    picture = compose.printed(document, one.map)
    if picture.bounds.w <= 0 or picture.bounds.h <= 0:
        return None
    image = QImage.fromData(png.thumbnail(picture.group, *_SHOWN))
    return None if image.isNull() else image


def from_file(path: Path, new_id: str) -> Picture | None:
    """A picture file as a record; None where it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    image = QImage.fromData(data)
    if image.isNull():
        return None
    if raster.size(data) is None or len(data) > LARGEST:
        data = _encoded(image)
    return Picture(id=new_id, data=data, name=path.name)


def from_image(image: QImage, new_id: str) -> Picture | None:
    """A picture of the clipboard as a record."""
    return None if image.isNull() else Picture(id=new_id, data=_encoded(image))


def _encoded(image: QImage) -> bytes:
    if max(image.width(), image.height()) > SIDE:
        smooth = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
