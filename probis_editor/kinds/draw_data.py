"""Drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from probis_editor.drawing.primitives import Pen, Primitive, rectangle
from probis_editor.geometry import Rect
from probis_editor.model.elements import Node

if TYPE_CHECKING:
    from probis_editor.kinds.look import Look


def draw_data(node: Node, look: Look) -> tuple[Primitive, ...]:
    return (rectangle(Rect(0, 0, node.drawn.w, node.drawn.h), Pen("#000000", 1.2)),)


def draw_document(node: Node, look: Look) -> tuple[Primitive, ...]:
    return (rectangle(Rect(0, 0, node.drawn.w, node.drawn.h), Pen("#000000", 1.2)),)


def draw_store(node: Node, look: Look) -> tuple[Primitive, ...]:
    return (rectangle(Rect(0, 0, node.drawn.w, node.drawn.h), Pen("#000000", 1.2)),)
