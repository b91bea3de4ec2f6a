"""How much room a picture takes, and its parts flattened into the outermost frame."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from probis_editor.drawing import fonts
from probis_editor.drawing.primitives import Group, Image, Path, Primitive, Text, TextStyle
from probis_editor.geometry import Rect, bounding


class Placed(NamedTuple):
    """A leaf of a picture with its way outward: its point p lies at (dx + scale * p.x, dy + scale * p.y).

    `id` is that of the innermost named group around it, "" without one.
    """

    leaf: Path | Text | Image
    dx: float
    dy: float
    scale: float
    id: str

    def bounds(self) -> Rect | None:
        """The room it takes in the outermost frame."""
        box = bounds(self.leaf)
        if box is None:
            return None
        return Rect(
            self.dx + self.scale * box.x, self.dy + self.scale * box.y, self.scale * box.w, self.scale * box.h
        )


class PlacedText(NamedTuple):
    """A line of text as it stands in the outermost frame; `id` as in `Placed`."""

    text: Text
    id: str


def bounds(primitive: Primitive) -> Rect | None:
    """The smallest axis-parallel rectangle around what is drawn; None where nothing is.

    Strokes count with half their width, text with its advance width and the face's ascent and descent, also
    turned. Curves count with their control points, which is exact for arcs of quarter circles.
    """
    if isinstance(primitive, Text):
        return _text(primitive)
    if isinstance(primitive, Path):
        return _path(primitive)
    if isinstance(primitive, Image):
        return primitive.rect
    box = bounding(inner for child in primitive.children if (inner := bounds(child)) is not None)
    if box is None:
        return None
    k = primitive.scale
    return Rect(primitive.dx + k * box.x, primitive.dy + k * box.y, k * box.w, k * box.h)


def _path(path: Path) -> Rect | None:
    if not path.fill and path.pen is None:
        return None
    xs: list[float] = []
    ys: list[float] = []
    for _, numbers in path.segments:
        if len(numbers) == 2:
            xs.append(numbers[0])
            ys.append(numbers[1])
        else:
            xs += numbers[::2]
            ys += numbers[1::2]
    if not xs:
        return None
    half = path.pen.width / 2 if path.pen is not None else 0.0
    left, top = min(xs) - half, min(ys) - half
    return Rect(left, top, max(xs) + half - left, max(ys) + half - top)


def _text(text: Text) -> Rect | None:
    if not text.text:
        return None
    style = text.style
    wide = fonts.width(text.text, style)
    start = {"start": 0.0, "middle": -wide / 2, "end": -wide}[text.anchor]
    up, down = fonts.ascent(style), fonts.descent(style)
    if text.angle == 0:
        return Rect(text.x + start, text.y - up, wide, up + down)
    angle = math.radians(text.angle)
    cos, sin = round(math.cos(angle), 12), round(math.sin(angle), 12)
    corners = [(u, v) for u in (start, start + wide) for v in (-up, down)]
    xs = [text.x + u * cos - v * sin for u, v in corners]
    ys = [text.y + u * sin + v * cos for u, v in corners]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def walk(primitive: Primitive) -> Iterator[Placed]:
    """Every path, text and image in drawing order, with its accumulated transform."""
    return _walk(primitive, 0.0, 0.0, 1.0, "")


def _walk(primitive: Primitive, dx: float, dy: float, scale: float, owner: str) -> Iterator[Placed]:
    if not isinstance(primitive, Group):
        yield Placed(primitive, dx, dy, scale, owner)
        return
    dx, dy = dx + scale * primitive.dx, dy + scale * primitive.dy
    scale *= primitive.scale
    owner = primitive.id or owner
    for child in primitive.children:
        yield from _walk(child, dx, dy, scale, owner)


def texts(primitive: Primitive) -> Iterator[PlacedText]:
    """Every line of text in drawing order, its place and size as in the outermost frame."""
    for leaf, dx, dy, scale, owner in walk(primitive):
        if isinstance(leaf, Text):
            if dx or dy or scale != 1:
                leaf = msgspec.structs.replace(
                    leaf, x=dx + scale * leaf.x, y=dy + scale * leaf.y, style=_scaled(leaf.style, scale)
                )
            yield PlacedText(leaf, owner)


def _scaled(style: TextStyle, scale: float) -> TextStyle:
    return style if scale == 1 else msgspec.structs.replace(style, size=style.size * scale)
