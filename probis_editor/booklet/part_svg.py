"""A page of a figure over several as SVG: the lane names and the part cut out of the picture, connectors, overview.

Frame: points, y downwards from the upper left corner of `PartItem.extent`. The same part gives the same text.
"""

from __future__ import annotations

from collections.abc import Iterable

from probis_editor.booklet.parts import FRAME, LETTER, OUTLINE, OVERVIEW_EDGE, STUB, PartItem, Sign
from probis_editor.booklet.splitting import silent
from probis_editor.drawing.primitives import Group, Path, Pen, Text, TextStyle, polyline
from probis_editor.geometry import Point, Rect
from probis_editor.render import svg
from probis_editor.render.pdf import POINTS_PER_UNIT

_BLACK, _WHITE = "#000000", "#FFFFFF"


def part(item: PartItem) -> str:
    """The part, as large as `extent`."""
    wide, high = item.extent()
    out = [svg.head(Rect(0.0, 0.0, wide, high), 1 / POINTS_PER_UNIT)]
    top = item.above()
    for at, (window, left) in enumerate(item.windows(0.0, wide)):
        # A clip path, as inner <svg> elements are known to fewer programs.
        x, y, w, h = (svg.number(v) for v in (left, top, window.w * item.unit, window.h * item.unit))
        out.append(f'<clipPath id="c{at}"><rect x="{x}" y="{y}" width="{w}" height="{h}"/></clipPath>\n')
        moved = Group(
            children=(item.seen(window),),
            dx=left - window.x * item.unit,
            dy=top - window.y * item.unit,
            scale=item.unit,
        )
        out.append(f'<g clip-path="url(#c{at})">\n{svg.fragment(moved)}</g>\n')
    out += [svg.fragment(_drawn(sign)) for sign in item.signs(0.0, -top, wide)]
    return "".join([*out, "</svg>\n"])


def overview(item: PartItem) -> str:
    """The whole figure small and without words, the part framed."""
    box, unit, edge = item.figure.bounds, item.small(), OVERVIEW_EDGE
    out = [svg.head(Rect(0.0, 0.0, box.w * unit + 2 * edge, box.h * unit + 2 * edge), 1 / POINTS_PER_UNIT)]
    if small := silent(item.figure.picture):
        out.append(
            svg.fragment(Group(children=(small,), dx=edge - box.x * unit, dy=edge - box.y * unit, scale=unit))
        )
    shown = item.framed()
    x, y = edge + (shown.x - box.x) * unit, edge + (shown.y - box.y) * unit
    w, h = shown.w * unit, shown.h * unit
    corners = (Point(x, y), Point(x + w, y), Point(x + w, y + h), Point(x, y + h))
    out.append(svg.fragment(polyline(corners, Pen(color=_BLACK, width=FRAME), closed=True)))
    return "".join([*out, "</svg>\n"])


def _drawn(sign: Sign) -> Group:
    lines: list[Path] = []
    if sign.stub:
        lines.append(polyline(_down(sign.stub), Pen(color=_BLACK, width=STUB)))
    lines.append(polyline(_down(sign.outline), Pen(color=_BLACK, width=OUTLINE), _WHITE, closed=True))
    style = TextStyle(size=LETTER, bold=True)
    return Group(
        children=(*lines, Text(x=sign.base.x, y=-sign.base.y, text=sign.letter, style=style, anchor="middle"))
    )


def _down(points: Iterable[Point]) -> tuple[Point, ...]:
    return tuple(Point(p.x, -p.y) for p in points)
