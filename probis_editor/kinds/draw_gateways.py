"""Pictures of gateways."""

from __future__ import annotations

from probis_editor.drawing.primitives import Path, Primitive, polyline
from probis_editor.geometry import Rect
from probis_editor.kinds.glyphs import glyph
from probis_editor.kinds.look import Look
from probis_editor.kinds.outlines import DIAMOND
from probis_editor.model.elements import Node

_MARKERS: dict[str, tuple[tuple[str, float], ...]] = {
    "gateway.inclusive": (("circle", 0.5),),
    "gateway.parallel": (("plus", 0.5),),
    "gateway.complex": (("asterisk", 0.5),),
    "gateway.event": (("ring", 0.58), ("ring", 0.48), ("pentagon", 0.34)),
    "gateway.event_start": (("ring", 0.56), ("pentagon", 0.36)),
    "gateway.event_parallel": (("ring", 0.56), ("cross_outline", 0.4)),
}


def draw_gateway(node: Node, look: Look) -> tuple[Primitive, ...]:
    """A diamond with its marker; an exclusive gateway shows its X only where `marker` says so."""
    rect = Rect(0, 0, node.drawn.w, node.drawn.h)
    marks = _MARKERS.get(node.kind, ())
    if node.kind == "gateway.exclusive" and node.marker:
        marks = (("x", 0.44),)
    c = rect.center
    parts: list[Path] = [_diamond(rect, look)]
    for name, share in marks:
        side = min(rect.w, rect.h) * share
        ink = look.ink if name not in ("ring", "pentagon", "cross_outline") else look.ink._replace(width=1.0)
        parts += glyph(name, Rect(c.x - side / 2, c.y - side / 2, side, side), ink)
    return tuple(parts)


def draw_decision(node: Node, look: Look) -> tuple[Primitive, ...]:
    """The flowchart's decision: a plain diamond. A parallel or event gateway is none and keeps its marker."""
    if node.kind in ("gateway.exclusive", "gateway.inclusive"):
        return (_diamond(Rect(0, 0, node.drawn.w, node.drawn.h), look),)
    return draw_gateway(node, look)


def _diamond(rect: Rect, look: Look) -> Path:
    return polyline(DIAMOND.corners(rect), look.form.pen, look.form.fill, closed=True)
