"""The picture to be traced: faintly on the lanes, below all that is traced of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGraphicsItem

from probis_editor.commands.underlay import underlay
from probis_editor.geometry import Rect
from probis_editor.model.document import Document
from probis_editor.model.elements import Node
from probis_editor.ui import painting

if TYPE_CHECKING:
    from probis_editor.ui.scene import MapScene

FAINT = 0.35


class Traced:
    """The item of one scene for the picture that its map has to be traced, if it has one."""

    def __init__(self, scene: MapScene, document: Document) -> None:
        self._scene = scene
        self._document = document
        self._node: Node | None = None
        self._item: QGraphicsItem | None = None

    def read(self) -> None:
        """Show what the document has; the item stays where nothing is different."""
        node = self._stored()
        if node != self._node:
            self._node = node
            self._put(node.bounds if node is not None else None)
        elif self._item is not None:
            self._item.setZValue(self._scene.floor())

    def show(self, rect: Rect) -> None:
        """Show the picture at another place, until the document says where it is."""
        self._put(rect)

    def end(self) -> None:
        """Show the picture where the document has it."""
        node = self._stored()
        if node is not None:
            self._put(node.bounds)

    def _stored(self) -> Node | None:
        return underlay(self._document, self._scene.map_id, self._scene.plane)

    def _put(self, rect: Rect | None) -> None:
        if self._item is not None:
            self._scene.removeItem(self._item)
            self._item = None
        if self._node is not None and rect is not None:
            self._item = painting.faint(self._node.image, rect, FAINT)
        if self._item is not None:
            self._item.setZValue(self._scene.floor())
            self._scene.addItem(self._item)
