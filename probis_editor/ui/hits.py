"""What lies under the pointer: exact tests on the few elements whose items are near it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPainterPathStroker
from PySide6.QtWidgets import QGraphicsPathItem

from probis_editor.geometry import Point, Rect
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Node
from probis_editor.render import compose
from probis_editor.render.plane import plane_of
from probis_editor.ui.scene import MapScene

CONTAINERS = ("pool", "lane", "phase", "group", "band")
TITLE = 26.0
"""Height of the strip that carries the name of an open sub-process or a band."""


class Hit(NamedTuple):
    """An element and where it was met: "body", "label" (outside the shape) or "inside" (a container's free room)."""

    id: str
    part: str


def at(scene: MapScene, document: Document, point: Point, tolerance: float) -> Hit | None:
    """The topmost element at a point of the scene; a container's free room only if nothing else is there."""
    inside: Hit | None = None
    for hit in _met(scene, document, point, tolerance):
        if hit.part != "inside":
            return hit
        inside = inside or hit
    return inside


def below(scene: MapScene, document: Document, point: Point, tolerance: float) -> list[Hit]:
    """Everything at a point of the scene, in the order in which repeated clicks go through it."""
    met = list(_met(scene, document, point, tolerance))
    return sorted(met, key=lambda hit: hit.part == "inside")


def _met(scene: MapScene, document: Document, point: Point, t: float) -> Iterator[Hit]:
    for element_id in scene.ids_in(QRectF(point.x - t, point.y - t, 2 * t, 2 * t)):
        element = document.element(scene.map_id, element_id)
        hit: Hit | None = None
        if isinstance(element, Node):
            hit = _node(scene, document, element, point, t)
        elif isinstance(element, Flow):
            hit = _flow(scene, element, point, t)
        if hit is not None:
            yield hit


def is_open(node: Node) -> bool:
    """Whether things lie inside the drawn shape: containers and expanded sub-processes."""
    return node.kind in CONTAINERS or node.expanded


def _node(scene: MapScene, document: Document, node: Node, point: Point, t: float) -> Hit | None:
    rect = node.drawn
    if rect.grown(t / 2).contains(point):
        if not is_open(node):
            return Hit(node.id, "body")
        return Hit(node.id, "body" if _on_frame(document, node, rect, point, t) else "inside")
    return Hit(node.id, "label") if _on_text(scene, node.id, point) else None


def _on_frame(document: Document, node: Node, rect: Rect, point: Point, t: float) -> bool:
    if not rect.grown(-max(t, 4.0)).contains(point):
        return True
    if node.kind in ("pool", "lane", "phase"):
        strip = compose.header(document, node)
        upright = node.kind == "phase" or plane_of(document, node.map, node.plane).upright(node)
        return (point.y - rect.y if upright else point.x - rect.x) < strip
    if node.expanded and not node.inline:
        return True
    return (node.expanded or node.kind == "band") and point.y - rect.y < TITLE


def _on_text(scene: MapScene, element_id: str, point: Point) -> bool:
    picture = scene.picture(element_id)
    if picture is None:
        return False
    spot = QPointF(point.x, point.y)
    return any(text.sceneBoundingRect().contains(spot) for text in picture.texts)


def _flow(scene: MapScene, flow: Flow, point: Point, t: float) -> Hit | None:
    picture = scene.picture(flow.id)
    if picture is None:
        return None
    root = picture.root
    stroker = QPainterPathStroker()
    stroker.setWidth(2 * t)
    for item in (root, *(c for c in root.childItems() if isinstance(c, QGraphicsPathItem))):
        local = item.mapFromScene(QPointF(point.x, point.y))
        path: QPainterPath = item.path()
        if path.boundingRect().adjusted(-t, -t, t, t).contains(local) and stroker.createStroke(path).contains(
            local
        ):
            return Hit(flow.id, "body")
    return Hit(flow.id, "label") if _on_text(scene, flow.id, point) else None


def route(document: Document, flow: Flow) -> tuple[Point, ...]:
    """The flow's points as drawn, stored or derived."""
    return compose.route(document, flow)


def outer_label(document: Document, element: Node | Flow) -> Rect | None:
    """Where the text beside an element stands, None where it has none."""
    found = compose.label(document, element)
    return None if found is None else found.rect
