"""The same picture in other colours: faded, or as the ghost of what is gone."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import msgspec

from probis_editor.drawing.primitives import Group, Path, Pen, Primitive, Text

Recolor = Callable[[str], str]


def faded(primitive: Primitive, share: float) -> Primitive:
    """The primitive with every colour moved towards white by `share` (0 = as it is, 1 = white). Images stay."""
    return _recolored(primitive, lambda color: mixed(color, share), lambda color: mixed(color, share), None)


def ghost(primitive: Primitive, color: str, dash: tuple[float, ...]) -> Primitive:
    """The primitive drawn in one colour: lines dashed, dark fills in the colour, light ones in a tint of it."""
    pale = mixed(color, 0.9)
    return _recolored(
        primitive, lambda _: color, lambda found: color if _lightness(found) < 0.5 else pale, dash
    )


def outlines(primitive: Primitive) -> Primitive:
    """The primitive without its light fills, so that what lies below is seen through it."""
    return _recolored(
        primitive, lambda color: color, lambda color: color if _lightness(color) < 0.5 else "", None
    )


@lru_cache(maxsize=1024)
def mixed(color: str, share: float) -> str:
    """A colour "#RRGGBB" mixed with `share` of white; anything else stays."""
    if len(color) != 7 or color[0] != "#":
        return color
    parts = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * share):02X}" for part in parts)


def _lightness(color: str) -> float:
    if len(color) != 7:
        return 1.0
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255


def _recolored(
    primitive: Primitive, line: Recolor, fill: Recolor, dash: tuple[float, ...] | None
) -> Primitive:
    if isinstance(primitive, Group):
        children = tuple(_recolored(child, line, fill, dash) for child in primitive.children)
        return msgspec.structs.replace(primitive, children=children)
    if isinstance(primitive, Path):
        pen = primitive.pen
        if pen is not None:
            pen = Pen(line(pen.color), pen.width, pen.dash if dash is None else dash)
        return msgspec.structs.replace(
            primitive, pen=pen, fill=fill(primitive.fill) if primitive.fill else ""
        )
    if isinstance(primitive, Text):
        style = msgspec.structs.replace(primitive.style, color=line(primitive.style.color))
        return msgspec.structs.replace(primitive, style=style)
    return primitive
