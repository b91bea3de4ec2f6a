"""Pictures of events."""

from __future__ import annotations

from probis_editor.drawing.primitives import Path, Pen, Primitive, ellipse, polyline, rectangle
from probis_editor.geometry import Rect
from probis_editor.kinds.glyphs import glyph
from probis_editor.kinds.look import Look
from probis_editor.kinds.outlines import PENTAGON, terminator_frame
from probis_editor.model.elements import Node

_THROWING = ("event.throw", "event.end")
_TWO_RINGS = ("event.catch", "event.throw", "event.boundary")
_DASH = (3.6, 2.4)


def draw_event(node: Node, look: Look) -> tuple[Primitive, ...]:
    """A circle: thin for a start, double for an intermediate, thick for an end; dashed where it does not interrupt."""
    rect = Rect(0, 0, node.drawn.w, node.drawn.h)
    parts: list[Primitive] = list(_rings(node, look, rect))
    name = node.trigger
    if name == "multiple" and node.parallel_multiple:
        name = "parallel_multiple"
    if name != "none":
        share = 0.5 if node.kind in _TWO_RINGS else 0.58
        parts += _centred(name, rect, share, look, node.kind in _THROWING)
    return tuple(parts)


def _rings(node: Node, look: Look, rect: Rect) -> tuple[Path, ...]:
    form = look.form
    dash = () if node.interrupting or node.kind not in ("event.start", "event.boundary") else _DASH
    # A thick ring grows inward, so that arrows still end on the element's bounds.
    outer = rect.grown(-(form.line - 1) / 2) if form.line > 1.5 else rect
    rings = [ellipse(outer, Pen(form.border, form.line, dash), form.fill)]
    if node.kind in _TWO_RINGS:
        gap = max(2.0, rect.w * 0.095)
        rings.append(ellipse(rect.grown(-gap), Pen(form.border, form.line, dash)))
    return tuple(rings)


def _centred(name: str, rect: Rect, share: float, look: Look, solid: bool) -> tuple[Path, ...]:
    side = min(rect.w, rect.h) * share
    c = rect.center
    return glyph(name, Rect(c.x - side / 2, c.y - side / 2, side, side), look.ink._replace(solid=solid))


def draw_terminator(node: Node, look: Look) -> tuple[Primitive, ...]:
    """The flowchart's start and end: a capsule."""
    rect = terminator_frame(Rect(0, 0, node.drawn.w, node.drawn.h))
    form = look.form
    pen = Pen(form.border, min(form.line, 2.0))
    shape: Primitive = rectangle(rect, pen, form.fill, rect.h / 2)
    if node.trigger in ("none", "terminate"):
        return (shape,)
    return (shape, *_centred(node.trigger, rect, 0.55, look, node.kind == "event.end"))


def draw_connector(node: Node, look: Look) -> tuple[Primitive, ...]:
    """The flowchart's connector: a circle, and for a link, which leads elsewhere, the off-page pentagon."""
    rect = Rect(0, 0, node.drawn.w, node.drawn.h)
    form = look.form
    if node.trigger == "link":
        return (polyline(PENTAGON.corners(rect), form.pen, form.fill, closed=True),)
    shape = ellipse(rect, form.pen, form.fill)
    if node.trigger == "none":
        return (shape,)
    return (shape, *_centred(node.trigger, rect, 0.55, look, node.kind in _THROWING))
