"""Names inside shapes: fitted, placed, and shortened with an ellipsis where they cannot fit."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from probis_editor.drawing import fonts
from probis_editor.drawing.fonts import Align, Fitted, VAlign
from probis_editor.drawing.primitives import Text, TextStyle, pt
from probis_editor.geometry import Rect

ELLIPSIS = "…"
TIGHT = 2.0
"""The padding that is kept even where there is no room."""


def inside(
    text: str,
    style: TextStyle,
    rect: Rect,
    min_pt: float,
    padding: float,
    align: Align = "center",
    valign: VAlign = "middle",
    angle: int = 0,
) -> tuple[Text, ...]:
    """The text in the rectangle, never sticking out of it.

    Tried in turn: the style's size down to `min_pt` with the full padding, `min_pt` with a padding of 2, then cut
    with an ellipsis. `angle` as in `fonts.place`; then width and height change places.
    """
    if not text or rect.w <= 2 * TIGHT or rect.h <= 2 * TIGHT:
        return ()
    w, h = (rect.w, rect.h) if angle == 0 else (rect.h, rect.w)
    return fonts.place(fitted(text, style, w, h, min_pt, padding), rect, align, valign, angle)


@lru_cache(maxsize=8192)
def fitted(text: str, style: TextStyle, w: float, h: float, min_pt: float, padding: float) -> Fitted:
    """The text broken for a box, shortened if need be; `overflow` says that it was shortened."""
    found = fonts.fit(text, style, w, h, min_pt, padding)
    if found.overflow or found.broken:
        size = min(style.size, pt(min_pt) if min_pt > 0 else style.size)
        tight = fonts.fit(text, msgspec.structs.replace(style, size=size), w, h, 0.0, min(TIGHT, padding))
        if found.overflow or not (tight.broken or tight.overflow):
            found = tight
    return _shortened(found, w, h) if found.overflow else found


def _shortened(found: Fitted, w: float, h: float) -> Fitted:
    room_w, room_h = w - 2 * found.padding, h - 2 * found.padding
    style = found.style
    step = fonts.line_height(style)
    if step > room_h:
        style = msgspec.structs.replace(style, size=style.size * room_h / step)
        step = room_h
    count = max(1, int(room_h / step + 1e-6))
    lines = list(found.lines[:count])
    lines = [line if fonts.width(line, style) <= room_w else _cut(line, style, room_w) for line in lines]
    if len(found.lines) > count:
        lines[-1] = _cut(lines[-1], style, room_w)
    width = max(fonts.width(line, style) for line in lines)
    return Fitted(tuple(lines), style, True, found.broken, width, len(lines) * step, found.padding)


def _cut(line: str, style: TextStyle, room: float) -> str:
    line = line.rstrip()
    while line and fonts.width(line + ELLIPSIS, style) > room:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS if line else ""


def text_bounds(text: Text) -> Rect:
    """The rectangle that a line of text takes, from its ascent to its descent."""
    wide = fonts.width(text.text, text.style)
    back = wide / 2 if text.anchor == "middle" else wide if text.anchor == "end" else 0.0
    up, down = fonts.ascent(text.style), fonts.descent(text.style)
    if text.angle == 0:
        return Rect(text.x - back, text.y - up, wide, up + down)
    if text.angle < 0:
        return Rect(text.x - up, text.y - wide + back, up + down, wide)
    return Rect(text.x - down, text.y - back, up + down, wide)


def clear(
    text: str,
    style: TextStyle,
    rect: Rect,
    min_pt: float,
    padding: float,
    align: Align,
    taken: tuple[Rect, ...],
) -> tuple[Text, ...]:
    """The text in the rectangle, clear of markers at its top and bottom where that keeps it as large.

    `taken` are the markers' rectangles. The text stays in the middle if no line touches one; else it gets the room
    between them, unless it would have to be cut there although it need not.
    """
    whole = inside(text, style, rect, min_pt, padding, align)
    if not whole or not any(text_bounds(t).overlaps(m) for t in whole for m in taken):
        return whole
    middle = rect.center.y
    top = max((m.bottom for m in taken if m.center.y < middle), default=rect.y)
    bottom = min((m.y for m in taken if m.center.y >= middle), default=rect.bottom)
    rooms = [
        Rect(rect.x, top - 1, rect.w, rect.bottom - top + 1),
        Rect(rect.x, rect.y, rect.w, bottom - rect.y),
        Rect(rect.x, top - 1, rect.w, bottom - top + 1),
    ]
    aside = max((m.right for m in taken if m.center.y < middle), default=rect.x)
    rooms.append(Rect(aside - 2, rect.y, rect.right - aside + 2, bottom - rect.y))
    narrow = min(padding, 3.0)
    # The full padding at the sides where the text keeps its size, else a narrow one.
    for pad in dict.fromkeys((padding, narrow)):
        for room in rooms:
            if room.h <= 2 * TIGHT or room.w <= 2 * TIGHT:
                continue
            tall = Rect(room.x, room.y - pad + narrow, room.w, room.h + 2 * (pad - narrow))
            trial = fitted(text, style, tall.w, tall.h, min_pt, pad)
            if trial.overflow or trial.broken or (pad > narrow and trial.style.size < style.size):
                continue
            found = inside(text, style, tall, min_pt, pad, align)
            if not any(text_bounds(t).overlaps(m) for t in found for m in taken):
                return found
    return whole
