"""Pictures of annotations, groups, images and free text."""

from __future__ import annotations

from probis_editor.drawing import fonts
from probis_editor.drawing.primitives import Image, Path, Pen, Primitive, polyline, rectangle
from probis_editor.geometry import Point, Rect
from probis_editor.kinds.lettering import inside
from probis_editor.kinds.look import Look
from probis_editor.model.elements import Node

_BRACKET = 10.0
_PLACEHOLDER = Pen("#9AA0A6", 1.0)


def draw_annotation(node: Node, look: Look) -> tuple[Primitive, ...]:
    """An open bracket at the left with the text beside it. Long text sticks out below rather than being cut."""
    w, h = node.drawn.w, node.drawn.h
    form = look.form
    arm = min(_BRACKET, w / 3)
    parts: list[Primitive] = []
    # Bizagi writes its bracket's colour as fill, too, and paints none.
    if form.fill and form.fill != form.border:
        parts.append(rectangle(Rect(0, 0, w, h), None, form.fill))
    parts.append(polyline((Point(arm, 0), Point(0, 0), Point(0, h), Point(arm, h)), form.pen))
    parts += _flowing(node.name, Rect(2, 0, w - 2, h), look)
    return tuple(parts)


def draw_group(node: Node, look: Look) -> tuple[Primitive, ...]:
    """A rounded frame of dashes and dots, its name at the top inside; never filled, for it lies over things."""
    w, h = node.drawn.w, node.drawn.h
    form = look.form
    frame = rectangle(Rect(0, 0, w, h), form.pen, "", form.radius)
    strip = Rect(4, 2, w - 8, min(h - 4, 34))
    text = inside(node.name, look.text, strip, form.min_text, 2.0, look.align or "center", "top")
    return (frame, *text)


def draw_image(node: Node, look: Look) -> tuple[Primitive, ...]:
    """The picture; a crossed frame where its bytes are missing."""
    rect = Rect(0, 0, node.drawn.w, node.drawn.h)
    if node.image:
        return (Image(rect, node.image),)
    cross = Path(
        (("M", (0, 0)), ("L", (rect.w, rect.h)), ("M", (rect.w, 0)), ("L", (0, rect.h))), _PLACEHOLDER
    )
    return (rectangle(rect, _PLACEHOLDER), cross)


def draw_text(node: Node, look: Look) -> tuple[Primitive, ...]:
    """Free text without a frame."""
    rect = Rect(0, 0, node.drawn.w, node.drawn.h)
    ground = (rectangle(rect, None, look.form.fill),) if look.form.fill else ()
    return (*ground, *_flowing(node.name, rect, look))


def _flowing(text: str, rect: Rect, look: Look) -> tuple[Primitive, ...]:
    """The whole text beside a bracket: smaller down to the floor, then beyond the lower edge."""
    form = look.form
    fitted = fonts.fit(text, look.text, rect.w, rect.h, form.min_text, min(form.padding, 4.0))
    return fonts.place(fitted, rect, look.align or "start", "top" if fitted.overflow else "middle")
