"""A map or what is selected of it as a picture on the clipboard: SVG for those who take it, PNG for all others."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter

from probis_editor.drawing.bounds import bounds
from probis_editor.drawing.primitives import Group
from probis_editor.model.document import Document
from probis_editor.model.elements import Node
from probis_editor.model.queries import descendants
from probis_editor.render import compose
from probis_editor.ui.session import Place

MARGIN = 8.0
TRACED = 3000
"""Pixels of the longer side of a picture to be traced."""
SCALE = 2.0
MOST = 6000.0
"""Pixels of the longer side at most: what other programs take without trouble."""


def part(document: Document, place: Place, ids: Collection[str]) -> Group:
    """The picture of the elements with what is inside them and the flows between them; of all where none is named."""
    chosen: set[str] = set()
    if not ids:
        return compose.map_picture(document, place.map, place.plane).group
    for element_id in ids:
        chosen.add(element_id)
        chosen.update(n.id for n in descendants(document, place.map, element_id))
        holder = document.element(place.map, element_id)
        if isinstance(holder, Node) and holder.kind in ("lane", "pool", "group"):
            inside = [n for n in document.nodes(place.map) if n.plane == place.plane and not n.hidden]
            chosen.update(n.id for n in inside if holder.drawn.covers(n.drawn))
    chosen.update(f.id for f in document.flows(place.map) if f.source in chosen and f.target in chosen)
    order = compose.order(document, place.map, place.plane)
    groups = [compose.element(document, (place.map, i)) for i in order if i in chosen]
    return Group(tuple(g for g in groups if g.children))


def copy(document: Document, place: Place, ids: Collection[str]) -> bool:
    """Put the picture on the clipboard; whether there was anything to draw."""
    from probis_editor.render import png, svg

    group = part(document, place, ids)
    room = bounds(group)
    if room is None:
        return False
    scale = min(SCALE, MOST / max(room.w, room.h, 1.0))
    data = QMimeData()
    data.setData("image/svg+xml", svg.page(group, None, MARGIN, background="#FFFFFF").encode())
    data.setImageData(QImage.fromData(png.png(group, scale, MARGIN)))
    QGuiApplication.clipboard().setMimeData(data)
    return True


def to_trace(path: Path) -> tuple[bytes, float, float] | None:
    """A picture file as JPEG of reasonable size, with its width and height; None where it is no picture."""
    image = QImage(str(path))
    if image.isNull():
        return None
    if max(image.width(), image.height()) > TRACED:
        image = image.scaled(
            TRACED, TRACED, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpg"))
    writer.setQuality(82)
    writer.write(image.convertToFormat(QImage.Format.Format_RGB32))
    return bytes(buffer.data().data()), float(image.width()), float(image.height())
