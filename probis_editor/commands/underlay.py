"""A picture below a map, to be traced: locked, never printed, one for each plane.

It is an image that is hidden like the main pool, so nothing that draws, checks or lays out a map sees it; only the
canvas shows it, faintly.
"""

from __future__ import annotations

from msgspec.structs import replace

from probis_editor.geometry import Rect
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Node
from probis_editor.model.queries import is_underlay, surface, top_z

LEAST = 40.0


def underlay(document: Document, map_id: str, plane: str = "") -> Node | None:
    """The picture below a plane, None where there is none."""
    nodes = document.nodes(map_id)
    return next((n for n in nodes if is_underlay(n) and n.plane == plane), None)


def put_underlay(tx: Transaction, map_id: str, plane: str, image: bytes, bounds: Rect) -> Node:
    """Lay a picture (PNG or JPEG) below a plane, in the place of the one that is there."""
    old = underlay(tx.document, map_id, plane)
    made = Node(
        map=map_id,
        id=old.id if old is not None else tx.document.new_id(),
        kind="image",
        bounds=bounds,
        z=old.z if old is not None else top_z(tx.document, map_id) + 1,
        parent=plane or surface(tx.document, map_id),
        plane=plane,
        hidden=True,
        image=image,
    )
    tx.put(made)
    return made


def place_underlay(tx: Transaction, map_id: str, plane: str, bounds: Rect) -> None:
    """Move or scale the picture, at least LEAST wide and high; nothing happens where there is none."""
    old = underlay(tx.document, map_id, plane)
    if old is not None:
        rect = Rect(bounds.x, bounds.y, max(bounds.w, LEAST), max(bounds.h, LEAST))
        tx.put(replace(old, bounds=rect))


def remove_underlay(tx: Transaction, map_id: str, plane: str) -> None:
    """Take the picture away; nothing happens where there is none."""
    old = underlay(tx.document, map_id, plane)
    if old is not None:
        tx.drop(old.key)
