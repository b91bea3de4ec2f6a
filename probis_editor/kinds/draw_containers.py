"""Pictures of pools, lanes and phases: a frame and a strip with the name."""

from __future__ import annotations

from probis_editor.drawing.primitives import Primitive, polyline, rectangle
from probis_editor.geometry import Point, Rect
from probis_editor.kinds.lettering import fitted, inside
from probis_editor.kinds.look import Look
from probis_editor.model.elements import Node

LEAST_TEXT = 6.0


def draw_pool(node: Node, look: Look) -> tuple[Primitive, ...]:
    """A frame with the name in a strip at the left, reading upward; nothing for the hidden main pool.

    A pool with nothing inside carries its name across, where the strip could not hold it.
    """
    if node.hidden:
        return ()
    w, h = node.drawn.w, node.drawn.h
    form = look.form
    frame = rectangle(Rect(0, 0, w, h), form.pen, form.fill)
    if look.blank:
        text = inside(node.name, look.text, Rect(0, 0, w, h), form.min_text, 4.0, look.align or "center")
        return (frame, *text)
    return (frame, *_strip(node, look, w, h))


def draw_lane(node: Node, look: Look) -> tuple[Primitive, ...]:
    """A frame with the name in a strip at the left, reading upward (on top of a vertical lane)."""
    w, h = node.drawn.w, node.drawn.h
    frame = rectangle(Rect(0, 0, w, h), look.form.pen, look.form.fill)
    return (frame, *_strip(node, look, w, h))


def draw_phase(node: Node, look: Look) -> tuple[Primitive, ...]:
    """A strip with the name on top and a dashed line at the right, over the lanes."""
    w, h = node.drawn.w, node.drawn.h
    form = look.form
    head = min(look.header or form.header, h)
    strip = Rect(0, 0, w, head)
    solid = rectangle(strip, form.detail_pen, form.header_fill or form.fill)
    line = polyline((Point(w, head), Point(w, h)), form.pen)
    text = inside(node.name, look.text, strip, form.min_text, 3.0, look.align or "center")
    return (solid, line, *text)


def _strip(node: Node, look: Look, w: float, h: float) -> tuple[Primitive, ...]:
    form = look.form
    size = look.header or form.header
    if look.upright:
        strip = Rect(0, 0, w, min(size, h))
        edge = (Point(0, strip.bottom), Point(w, strip.bottom))
        angle = 0
    else:
        strip = Rect(0, 0, min(size, w), h)
        edge = (Point(strip.right, 0), Point(strip.right, h))
        angle = -90
    parts: list[Primitive] = []
    if form.header_fill:
        parts.append(rectangle(strip, form.pen, form.header_fill))
    else:
        parts.append(polyline(edge, form.pen if node.kind == "pool" else form.detail_pen))
    # Whole at 6 pt is better than cut at 7: the name says who acts.
    wide, deep = (strip.w, strip.h) if angle == 0 else (strip.h, strip.w)
    floor, padding = form.min_text, 2.0
    if fitted(node.name, look.text, wide, deep, floor, padding).overflow:
        floor, padding = min(floor, LEAST_TEXT), 1.0
    text = inside(node.name, look.text, strip, floor, padding, look.align or "center", angle=angle)
    return (*parts, *text)
