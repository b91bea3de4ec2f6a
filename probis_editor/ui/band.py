"""The SIPOC that a map shows below itself, on the canvas: the picture that the book prints, no element of the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from probis_editor.drawing.bounds import bounds
from probis_editor.drawing.primitives import Group
from probis_editor.geometry import Rect, bounding
from probis_editor.layout.sipoc import shown_on
from probis_editor.model.document import Document
from probis_editor.render import sipoc_band
from probis_editor.ui import painting
from probis_editor.ui.painting import Picture

if TYPE_CHECKING:
    from probis_editor.ui.scene import MapScene

BELOW_ALL = -1.0


class Band:
    """Kept below everything drawn in a scene; `picture` is None while the map shows none."""

    def __init__(self, scene: MapScene, document: Document) -> None:
        self._scene = scene
        self._document = document
        self._known: dict[str, tuple[Group, Rect | None]] = {}
        self.picture: Picture | None = None

    def read(self) -> None:
        """Show what the document says, below what the scene has drawn."""
        scene = self._scene
        wanted = not scene.plane and shown_on(self._document, scene.map_id)
        room = self._room() if wanted else None
        group = sipoc_band.band(self._document, scene.map_id, room) if room is not None else None
        if group is None:
            if self.picture is not None:
                scene.removeItem(self.picture.root)
                self.picture = None
        elif self.picture is None:
            self.picture = Picture(group)
            self.picture.root.setZValue(BELOW_ALL)
            scene.addItem(self.picture.root)
        else:
            self.picture.become(group)

    def follow(self) -> None:
        """Keep below what a preview draws; columns and widths wait for the document."""
        room = self._room() if self.picture is not None else None
        if self.picture is not None and room is not None:
            self.picture.root.setPos(room.x, room.bottom + sipoc_band.GAP)

    def _room(self) -> Rect | None:
        """The room that everything else takes, as the book measures it."""
        drawn = dict(self._scene.elements())
        known = {
            key: found
            if (found := self._known.get(key)) is not None and found[0] is group
            else (group, bounds(group))
            for key, group in drawn.items()
        }
        self._known = known
        return bounding(box for _, box in known.values() if box is not None)

    def extent(self) -> QRectF:
        """The room that the band takes in the scene; null without one."""
        return painting.extent(self.picture.root) if self.picture is not None else QRectF()

    def holds(self, at: QPointF) -> bool:
        """Whether a point of the scene lies on the band."""
        return self.extent().contains(at)
