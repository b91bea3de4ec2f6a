"""Pictures as things of a map (a logo, a photo, a scan): from a file, dropped from the file manager, or pasted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageReader, QImageWriter

from probis_editor.commands import shapes
from probis_editor.commands.yielding import free_beside
from probis_editor.geometry import Point, Rect
from probis_editor.kinds import POOL_PARTS, family
from probis_editor.ui import dialogs, recent, wording

if TYPE_CHECKING:
    from probis_editor.ui.main_window import MainWindow

MOST = 1600
"""Pixels of the longer side that are kept: 300 dpi at the width of an upright page."""
LARGEST = (240.0, 160.0)
"""Units of the map that a new picture takes at most."""
BELOW = 30
"""Units between the map and a picture below it."""
SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".webp")
_FEW = 256
_QUALITY = 88


class Picture(NamedTuple):
    """A picture as a document keeps it: PNG or JPEG, with its size in pixels."""

    data: bytes
    wide: int
    high: int


def read(path: Path) -> Picture | None:
    """A picture file, upright and of reasonable size; None where it is none, or too large to be read."""
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)  # photos say in words how they are turned
    return written(reader.read())


def written(image: QImage) -> Picture | None:
    """The picture made anew, without what cameras write beside it: PNG where it is transparent or a drawing of few
    colours, else JPEG; None for an empty one."""
    if image.isNull():
        return None
    if max(image.width(), image.height()) > MOST:
        ways = (Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        image = image.scaled(MOST, MOST, *ways)
    clear = image.hasAlphaChannel()
    image = image.convertToFormat(QImage.Format.Format_ARGB32 if clear else QImage.Format.Format_RGB32)
    kind = b"png" if clear or _is_drawn(image) else b"jpg"
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind))
    if kind == b"jpg":
        writer.setQuality(_QUALITY)
    if not writer.write(image):
        return None
    return Picture(bytes(buffer.data().data()), image.width(), image.height())


def _is_drawn(image: QImage) -> bool:
    """Whether a small copy of the picture has few colours, as drawings have and photos have not."""
    small = image.scaled(96, 96, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.FastTransformation)
    found = {small.pixel(x, y) for x in range(small.width()) for y in range(small.height())}
    return len(found) <= _FEW


def room(picture: Picture, middle: Point) -> Rect:
    """Where a new picture lies round a point: as many units as pixels, but no larger than LARGEST."""
    scale = min(1.0, LARGEST[0] / picture.wide, LARGEST[1] / picture.high)
    w, h = max(10.0, round(picture.wide * scale)), max(10.0, round(picture.high * scale))
    return Rect(round(middle.x - w / 2), round(middle.y - h / 2), w, h)


def ask(window: MainWindow) -> None:
    """Ask for a picture file and put it on the map in front, in the middle of what is seen."""
    path = dialogs.ask_picture(window, window.session.text, "ui.action.insert_picture", recent.folder())
    if path is not None:
        put_files(window, [path])


def put_files(window: MainWindow, paths: Sequence[Path], middle: Point | None = None) -> None:
    """Put pictures of files on the map in front, one undo step for each; what cannot be read is said."""
    for path in paths:
        picture = read(path)
        if picture is None:
            window.session.said.emit("error", window.session.text("ui.error.picture", name=path.name))
        elif put(window, picture, path.stem, middle) and middle is not None:
            middle = middle.moved(20, 20)


def put(window: MainWindow, picture: Picture, name: str, middle: Point | None = None) -> bool:
    """Put a picture on the map in front round `middle`; without one in the middle of what is seen, beside the
    steps there, or where there is no room below the map. It is selected. Whether it was put."""
    canvas, session = window.canvas, window.session
    if canvas is None:
        return False
    window.end_editing()
    map_id, plane = session.place
    if middle is None:
        seen = canvas.view.mapToScene(canvas.view.viewport().rect().center())
        rect = room(picture, Point(seen.x(), seen.y()))
        rect = rect.moved(*free_beside(session.document, map_id, plane, [rect]))
        if any(
            n.plane == plane and not n.hidden and family(n.kind) not in POOL_PARTS and n.drawn.overlaps(rect)
            for n in session.document.nodes(map_id)
        ):
            content = canvas.scene.content()
            rect = Rect(round(content.x()), round(content.bottom()) + BELOW, rect.w, rect.h)
    else:
        rect = room(picture, middle)
    made = session.run(
        wording.step("insert_picture", name=name),
        lambda tx: shapes.create(
            tx, map_id, "image", bounds=rect, name=name, plane=plane, image=picture.data
        ),
    )
    if made is None:
        return False
    canvas.use_tool("select")
    session.select([made.id])
    canvas.reveal_selection()
    canvas.view.setFocus()
    return True


def paste(window: MainWindow) -> bool:
    """Put the picture on the clipboard on the map in front; whether there is one."""
    data = QGuiApplication.clipboard().mimeData()
    if data is None or not data.hasImage() or data.hasText():
        return False
    picture = written(QGuiApplication.clipboard().image())
    return picture is not None and put(window, picture, window.session.text("ui.inserted.pasted"))


def dropped(window: MainWindow, paths: Sequence[Path], spot: QPointF) -> bool:
    """Put picture files that were dropped at `spot` of the window on the map there; whether that is what they are."""
    canvas = window.canvas
    if canvas is None or not all(path.suffix.lower() in SUFFIXES for path in paths):
        return False
    viewport = canvas.view.viewport()
    here = viewport.mapFrom(window, spot.toPoint())
    if not canvas.isVisible() or not viewport.rect().contains(here):
        return False
    p = canvas.view.mapToScene(here)
    put_files(window, paths, Point(p.x(), p.y()))
    return True
