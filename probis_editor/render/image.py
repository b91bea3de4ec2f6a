"""Maps as finished images, in one call: SVG, PNG, PDF. All show the same picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from probis_editor.drawing.primitives import Group
from probis_editor.geometry import Rect
from probis_editor.model import queries
from probis_editor.model.document import Document
from probis_editor.render import compose

MARGIN = 12.0
EMPTY = Rect(0.0, 0.0, 200.0, 100.0)
"""The room of an image of a map with nothing on it."""


def svg(document: Document, map_id: str, plane: str = "") -> str:
    """The map as a complete SVG file."""
    from probis_editor.render import svg as backend

    picture = compose.map_picture(document, map_id, plane)
    box = picture.bounds if picture.group.children else EMPTY
    return backend.page(picture.group, box, MARGIN, background="#FFFFFF", title=_title(document, map_id))


def png(document: Document, map_id: str, scale: float = 1.0, plane: str = "") -> bytes:
    """The map as PNG on white, one unit = `scale` pixels. Raises ValueError for an image of unreasonable size."""
    from probis_editor.render import png as backend

    return backend.png(_group(document, map_id, plane), scale, MARGIN)


def pngs(document: Document, map_ids: Iterable[str], scale: float = 1.0) -> Iterator[bytes]:
    """`png` of each map, in their order, in half the time."""
    from probis_editor.render import png as backend

    return backend.pngs((_group(document, map_id, "") for map_id in map_ids), scale, MARGIN)


def pdf(document: Document, map_ids: Iterable[str]) -> bytes:
    """The maps as a PDF, one page each, the page as large as its map."""
    from probis_editor.render import pdf as backend

    pictures = [compose.map_picture(document, map_id) for map_id in map_ids]
    boxes = [one.bounds if one.group.children else None for one in pictures]
    return backend.page_pdf([one.group for one in pictures], MARGIN, boxes=boxes)


def _group(document: Document, map_id: str, plane: str) -> Group:
    return msgspec.structs.replace(
        compose.map_picture(document, map_id, plane).group, title=_title(document, map_id)
    )


def _title(document: Document, map_id: str) -> str:
    record = document.index(map_id).record
    if record is None:
        return ""
    return " ".join(
        part for part in (queries.code_of(document, record), queries.title_of(document, record)) if part
    )
