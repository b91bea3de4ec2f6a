"""Pictures of data: papers and stores. Their names stand outside."""

from __future__ import annotations

from probis_editor.drawing.primitives import KAPPA, Path, Primitive, polyline
from probis_editor.geometry import Point, Rect
from probis_editor.kinds.glyphs import glyph
from probis_editor.kinds.look import Look
from probis_editor.model.elements import Node


def draw_data(node: Node, look: Look) -> tuple[Primitive, ...]:
    """A sheet with a folded corner; an arrow tells input and output, three bars a collection."""
    w, h = node.drawn.w, node.drawn.h
    fold = min(w, h) * 0.3
    corners = (Point(0, 0), Point(w - fold, 0), Point(w, fold), Point(w, h), Point(0, h))
    parts: list[Path] = [
        polyline(corners, look.form.pen, look.form.fill, closed=True),
        polyline((Point(w - fold, 0), Point(w - fold, fold), Point(w, fold)), look.form.detail_pen),
    ]
    if node.kind in ("data.input", "data.output"):
        side = min(14.0, w * 0.38)
        parts += glyph(node.kind.removeprefix("data."), Rect(3, 3, side, side), look.ink)
    if node.multiple:
        side = min(12.0, w * 0.3)
        parts += glyph("collection", Rect((w - side) / 2, h - side - 2, side, side), look.ink)
    return tuple(parts)


def draw_document(node: Node, look: Look) -> tuple[Primitive, ...]:
    """The flowchart's document: a sheet with a wavy lower edge, two for a collection."""
    w, h = node.drawn.w, node.drawn.h
    if not node.multiple:
        return (_wavy(Rect(0, 0, w, h), look),)
    step = min(4.0, w * 0.12)
    return (_wavy(Rect(step, 0, w - step, h - step), look), _wavy(Rect(0, step, w - step, h - step), look))


def _wavy(rect: Rect, look: Look) -> Path:
    x, y, w, h = rect
    wave = h * 0.1
    low = y + h - wave
    return Path(
        (
            ("M", (x, y)),
            ("L", (x + w, y)),
            ("L", (x + w, low)),
            ("C", (x + w * 0.75, low - 2 * wave, x + w * 0.6, low - wave, x + w * 0.5, low)),
            ("C", (x + w * 0.35, low + 1.3 * wave, x + w * 0.2, low + 1.3 * wave, x, low)),
            ("Z", ()),
        ),
        look.form.pen,
        look.form.fill,
    )


def draw_store(node: Node, look: Look) -> tuple[Primitive, ...]:
    """A drum with two rings below its lid."""
    w, h = node.drawn.w, node.drawn.h
    lid = min(h * 0.14, w * 0.2)
    body = Path(
        (
            ("M", (0, lid)),
            *_half(w, lid, lid, upper=True),
            ("L", (w, h - lid)),
            *_half(w, h - lid, lid, upper=False),
            ("Z", ()),
        ),
        look.form.pen,
        look.form.fill,
    )
    rings = [
        Path((("M", (w, y)), *_half(w, y, lid, upper=False)), look.form.detail_pen)
        for y in ((lid,) if look.flowchart else (lid, lid + h * 0.09, lid + h * 0.18))
    ]
    return (body, *rings)


def _half(w: float, y: float, ry: float, upper: bool) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """Half an ellipse of width `w` at height `y`: the upper one from left to right, the lower one back."""
    rx = w / 2
    kx, ky = rx * KAPPA, ry * KAPPA
    if upper:
        return (
            ("C", (0, y - ky, rx - kx, y - ry, rx, y - ry)),
            ("C", (rx + kx, y - ry, w, y - ky, w, y)),
        )
    return (
        ("C", (w, y + ky, rx + kx, y + ry, rx, y + ry)),
        ("C", (rx - kx, y + ry, 0, y + ky, 0, y)),
    )
