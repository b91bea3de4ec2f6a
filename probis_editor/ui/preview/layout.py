"""Where pages lie in a viewer: one below the other, or two by two as in the open book."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF

from probis_editor.booklet.seen import Leaf

MARGIN, GAP = 16.0, 14.0


class Placing(NamedTuple):
    """The pages' rectangles in logical pixels, the pixels a point of each, and the size of it all."""

    rects: tuple[QRectF, ...]
    units: tuple[float, ...]
    width: float
    height: float


def rows(leaves: Sequence[Leaf], two_up: bool) -> list[list[int]]:
    """The pages that lie side by side. Two by two, even numbers are at the left; cover and folded sheets are alone."""
    if not two_up:
        return [[at] for at in range(len(leaves))]
    found: list[list[int]] = []
    for at, leaf in enumerate(leaves):
        before = leaves[found[-1][-1]] if found else None
        joins = (
            before is not None
            and len(found[-1]) == 1
            and leaf.section == before.section != "cover"
            and before.number % 2 == 0
            and leaf.number % 2 == 1
            and "a3" not in (leaf.sheet, before.sheet)
        )
        if joins:
            found[-1].append(at)
        else:
            found.append([at])
    return found


def placed(
    leaves: Sequence[Leaf], zoom: float, room: float, two_up: bool, foot: float = 0.0, narrow: bool = False
) -> Placing:
    """The pages at a zoom (pixels a point), centred in `room`, with `foot` pixels free below each.

    `narrow` makes what is wider than the room as narrow as it is.
    """
    lines = rows(leaves, two_up)
    inner = room - 2 * MARGIN
    doubled = [two_up and len(line) == 1 and leaves[line[0]].sheet == "text" for line in lines]
    taken = [line * 2 if alone else line for line, alone in zip(lines, doubled, strict=True)]
    zooms = [min(zoom, _most(leaves, line, inner)) if narrow else zoom for line in taken]
    wide = max((_width(leaves, line, z) for line, z in zip(taken, zooms, strict=True)), default=0.0)
    width = max(room, wide + 2 * MARGIN)
    rects: list[QRectF] = [QRectF()] * len(leaves)
    units = [zoom] * len(leaves)
    y = MARGIN
    for line, unit, alone in zip(lines, zooms, doubled, strict=True):
        x = (width - _width(leaves, line, unit)) / 2
        if alone:
            x = _alone(leaves[line[0]], unit, width)
        high = max(leaves[at].height * unit for at in line)
        for at in line:
            leaf = leaves[at]
            w, h = leaf.width * unit, leaf.height * unit
            rects[at] = QRectF(round(x), round(y + (high - h) / 2), round(w), round(h))
            units[at] = unit
            x += w + 2
        y += high + GAP + foot
    return Placing(tuple(rects), tuple(units), width, y - GAP + MARGIN if leaves else 0.0)


def _most(leaves: Sequence[Leaf], line: Sequence[int], room: float) -> float:
    """The zoom at which a row fills the room."""
    points = sum(leaves[at].width for at in line)
    return max(0.05, (room - 2 * (len(line) - 1)) / max(1.0, points))


def _alone(leaf: Leaf, zoom: float, width: float) -> float:
    """An upright page without its neighbour lies on its own side of the spine."""
    right = leaf.section == "cover" or leaf.number % 2 == 1
    return width / 2 + 1 if right else width / 2 - 1 - leaf.width * zoom


def _width(leaves: Sequence[Leaf], line: Sequence[int], zoom: float) -> float:
    return sum(leaves[at].width for at in line) * zoom + 2 * (len(line) - 1)


def fitting(leaves: Sequence[Leaf], two_up: bool, room: float) -> float:
    """The zoom at which the usual page (or pair) fills the width; sheets alone may be wider."""
    usual = sorted(leaf.width for leaf in leaves if leaf.sheet == "text") or [leaf.width for leaf in leaves]
    if not usual:
        return 1.0
    points = usual[len(usual) // 2] * (2 if two_up else 1)
    return max(0.05, (room - 2 * MARGIN - 2) / points)


def fitting_whole(leaves: Sequence[Leaf], two_up: bool, room: float, high: float) -> float:
    """The zoom at which the usual page is seen whole."""
    usual = sorted(leaf.height for leaf in leaves if leaf.sheet == "text") or [leaf.height for leaf in leaves]
    if not usual:
        return 1.0
    return min(fitting(leaves, two_up, room), max(0.05, (high - 2 * MARGIN) / usual[len(usual) // 2]))
