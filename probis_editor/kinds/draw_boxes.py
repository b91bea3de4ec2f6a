"""Pictures of the boxes and bands of derived maps."""

from __future__ import annotations

import msgspec

from probis_editor.drawing import fonts
from probis_editor.drawing.primitives import Primitive, rectangle
from probis_editor.geometry import Rect
from probis_editor.kinds.lettering import fitted, inside
from probis_editor.kinds.look import Look
from probis_editor.model.elements import Node


def draw_process_box(node: Node, look: Look) -> tuple[Primitive, ...]:
    """A process: its code in bold above its name, both together in the middle."""
    w, h = node.drawn.w, node.drawn.h
    form = look.form
    box = rectangle(Rect(0, 0, w, h), form.pen, form.fill, 0.0 if look.flowchart else form.radius)
    if not look.code:
        return (box, *_name(node.name, look, Rect(0, 0, w, h)))
    bold = msgspec.structs.replace(look.text, bold=True)
    step = fonts.line_height(bold)
    below = fitted(node.name, look.text, w, h - step, form.min_text, form.padding / 2) if node.name else None
    high = step + (below.height if below else 0.0)
    top = max(2.0, (h - high) / 2)
    code = inside(look.code, bold, Rect(0, top, w, step + 4), form.min_text, 0.0)
    if below is None:
        return (box, *code)
    name = inside(
        node.name, look.text, Rect(0, top + step, w, h - top - step), form.min_text, form.padding / 2
    )
    if not below.overflow:
        name = fonts.place(below, Rect(0, top + step - below.padding, w, below.height + 2 * below.padding))
    return (box, *code, *name)


def draw_unit(node: Node, look: Look) -> tuple[Primitive, ...]:
    """A unit or position of the organisation."""
    rect = Rect(0, 0, node.drawn.w, node.drawn.h)
    return (rectangle(rect, look.form.pen, look.form.fill, look.form.radius), *_name(node.name, look, rect))


def draw_party(node: Node, look: Look) -> tuple[Primitive, ...]:
    """A party to a process: a chip with round ends."""
    rect = Rect(0, 0, node.drawn.w, node.drawn.h)
    form = look.form
    side = min(form.radius, rect.h / 2) * 0.3
    text = _name(node.name, look, Rect(side, 0, rect.w - 2 * side, rect.h))
    return (rectangle(rect, form.pen, form.fill, form.radius), *text)


def draw_band(node: Node, look: Look) -> tuple[Primitive, ...]:
    """A titled band that groups boxes: a frame with the title in a strip on top."""
    w, h = node.drawn.w, node.drawn.h
    form = look.form
    strip = Rect(0, 0, w, min(form.header or 24.0, h))
    parts: list[Primitive] = [rectangle(Rect(0, 0, w, h), form.pen, form.fill, form.radius)]
    if form.header_fill:
        parts.append(rectangle(strip, form.detail_pen, form.header_fill, form.radius))
    return (*parts, *inside(node.name, look.text, strip, form.min_text, 3.0, look.align or "center"))


def _name(text: str, look: Look, rect: Rect) -> tuple[Primitive, ...]:
    return inside(text, look.text, rect, look.form.min_text, look.form.padding, look.align or "center")
