"""Places for a label beside its shape or line: the stored one, and free ones in the order of preference."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from probis_editor.drawing import fonts
from probis_editor.drawing.fonts import Align, Fitted, VAlign
from probis_editor.drawing.primitives import TextStyle
from probis_editor.geometry import Point, Rect

Place = tuple[Rect, Align, float]
"""Rectangle of the text, its alignment, and how reluctantly it is taken."""

BOX_PADDING = 5.0
"""Bizagi's labels start so far below the edge of their box: of 458 labels of flows in real files 29 then touch
their own line, 84 if they stood in the middle."""


class Label(NamedTuple):
    """A label ready to be drawn: its lines, the rectangle they are placed in, and how."""

    fitted: Fitted
    rect: Rect
    align: Align = "center"
    valign: VAlign = "top"
    angle: int = 0

    @property
    def bounds(self) -> Rect:
        """The room that the lines take."""
        wide, high = self.fitted.width, self.fitted.height
        rect = self.rect
        length, depth = (rect.w, rect.h) if self.angle == 0 else (rect.h, rect.w)
        along = {"start": 0.0, "center": (length - wide) / 2, "end": length - wide}[self.align]
        across = {"top": 0.0, "middle": (depth - high) / 2, "bottom": depth - high}[self.valign]
        if self.angle == 0:
            return Rect(rect.x + along, rect.y + across, wide, high)
        if self.angle < 0:
            return Rect(rect.x + across, rect.bottom - along - wide, high, wide)
        return Rect(rect.right - across - high, rect.y + along, high, wide)

    def moved(self, dx: float, dy: float) -> Label:
        return self._replace(rect=self.rect.moved(dx, dy))


def wrapped(text: str, style: TextStyle, width: float) -> Fitted:
    """The text in lines of at most `width`; wider where a word is."""
    fitted = fonts.fit(text, style, width, 1e9)
    if not fitted.broken:
        return fitted
    longest = max(fonts.width(word, style) for word in text.split())
    return fonts.fit(text, style, longest + 0.5, 1e9)


def in_box(text: str, style: TextStyle, box: Rect, min_pt: float, width: float, angle: int = 0) -> Label:
    """The text in a stored box, centred, `BOX_PADDING` below its upper edge; larger than the box where it must be.

    A box without a width only says where the text starts; then it is broken at `width`.
    """
    wide, high = (box.w, box.h) if angle == 0 else (box.h, box.w)
    if wide <= 1:
        fitted = wrapped(text, style, width)
        wide = fitted.width
    else:
        fitted = fonts.fit(text, style, wide, max(high, 1.0))
        if fitted.broken or fitted.overflow:
            # Other programs' faces are narrower; a little more room saves a line.
            fitted = fonts.fit(text, style, wide + 8, max(high, 1.0), min_pt)
        if fitted.broken or fitted.overflow:
            fitted = wrapped(text, fitted.style, wide + 8)
    grown = max(wide, fitted.width)
    if angle != 0:
        rect = Rect(box.x, box.y + (wide - grown) / 2, max(high, 1.0), grown)
        return Label(fitted, rect, "center", "middle", angle)
    spare = max(0.0, min(BOX_PADDING, (high - fitted.height) / 2))
    return Label(fitted, Rect(box.x + (wide - grown) / 2, box.y + spare, grown, max(high - spare, 1.0)))


def round_shape(shape: Rect, fitted: Fitted, gap: float, diamond: bool, above_first: bool) -> Iterator[Place]:
    """Places round a shape. A diamond leaves room at its corners; its question stands above in the house style."""
    c = shape.center
    w, h = fitted.width, fitted.height
    below = Rect(c.x - w / 2, shape.bottom + gap, w, h)
    above = Rect(c.x - w / 2, shape.y - gap - h, w, h)
    yield (above if above_first else below), "center", 0.0
    yield (below if above_first else above), "center", 2.0
    reach = -shape.w * 0.25 if diamond else gap
    low = shape.bottom + (-shape.h * 0.25 if diamond else gap)
    for y, cost in ((low, 4.0), (shape.y - h + 2, 5.0)):
        yield Rect(shape.right + reach, y, w, h), "start", cost
        yield Rect(shape.x - reach - w, y, w, h), "end", cost + 0.5
    yield Rect(shape.right + gap, c.y - h / 2, w, h), "start", 6.0
    yield Rect(shape.x - gap - w, c.y - h / 2, w, h), "end", 6.5
    yield below.moved(0, 12), "center", 8.0
    yield above.moved(0, -12), "center", 9.0


def along_line(route: tuple[Point, ...], fitted: Fitted, from_gateway: bool) -> Iterator[Place]:
    """Places beside the pieces of a line: at a gateway's branch near its corner, else at the longest piece."""
    w, h = fitted.width, fitted.height
    pieces = [(a, b, at) for at, (a, b) in enumerate(pairwise(route)) if a != b]
    if not from_gateway:
        pieces.sort(key=lambda piece: (-piece[0].distance(piece[1]), piece[2]))
    for order, (a, b, at) in enumerate(pieces):
        level = abs(a.y - b.y) <= abs(a.x - b.x)
        length = a.distance(b)
        near = min(0.5, ((w if level else h) / 2 + 6) / length) if from_gateway and at == 0 else 0.5
        slope = abs(a.y - b.y) if level else abs(a.x - b.x)
        lean = slope / 2 * min(1.0, (w if level else h) / max(length, 1.0))
        for nth, share in enumerate(dict.fromkeys((near, 0.5, 0.3, 0.7))):
            x, y = a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share
            cost = order * 6.0 + nth * 1.5
            if level:
                yield Rect(x - w / 2, y - h - 2 - lean, w, h), "center", cost
                yield Rect(x - w / 2, y + 2 + lean, w, h), "center", cost + 1
            else:
                yield Rect(x + 4 + lean, y - h / 2, w, h), "start", cost
                yield Rect(x - 4 - lean - w, y - h / 2, w, h), "end", cost + 1


def steps(reach: float) -> Iterator[tuple[float, float, float]]:
    """Small moves in the four directions, the least first: (length, dx, dy)."""
    for at in range(1, int(reach / 2) + 1):
        step = at * 2.0
        for dx, dy in ((0.0, -step), (0.0, step), (step, 0.0), (-step, 0.0)):
            yield step, dx, dy
