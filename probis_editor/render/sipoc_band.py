"""SIPOC under a map: five columns in the map's own hand, as wide as the map where that goes on one page.

A strip that reads upward as a lane's does, a row of heads that point onward, and lists below. The text is as large as
that of the map's steps, so that the band never makes a page's text smaller than the map does.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from probis_editor.drawing import fonts
from probis_editor.drawing.primitives import Group, Pen, Primitive, TextStyle, polyline, pt, rectangle
from probis_editor.drawing.theme import theme
from probis_editor.geometry import Point, Rect
from probis_editor.i18n import LANGUAGES, Translator
from probis_editor.layout.sipoc import COLUMNS, Table, of_map
from probis_editor.model.document import Document
from probis_editor.model.elements import Map

ID = "#sipoc"
"""The id of the band's group; no element has it."""

GAP = 20.0
"""Units between the map and its band."""

LEAST, ONE_PAGE, PART = 44.0, 148.0, 64.0
"""Widths in ems: the narrowest band, the widest map that goes on one turned A3 page with readable text (the band is as
wide), and the width under maps that take several pages: there it stays whole on the first."""

WORD = 16.0
"""Ems up to which a word stays whole: the band grows wider rather than break it."""

TALL, STEP, BROAD = 14, 3.0, 50.0
"""Lines from which a band takes more width than the map above it, by how many ems at a time, and up to how many."""

EASY, EVEN = 9.0, 0.165
"""The width in ems that no column goes under, but at most this share of the band."""

MOST_PARTS = 3
NOTHING = "\u2013"
_INK, _SOFT = "#000000", "#6B777B"


class _Laid(NamedTuple):
    """One column: how wide it is, and its lines in parts side by side, each a list of (mark, line)."""

    width: float
    parts: tuple[tuple[tuple[str, str], ...], ...]


def band(document: Document, map_id: str, above: Rect, parted: bool = False) -> Group | None:
    """The band of a map whose own picture takes the room `above`; None where it is to have none.

    It lies under that room, with its left edge where there are lanes, under its middle where a figure of boxes is
    narrower than the band; frame: the map's surface. `parted`: the map goes over several pages.
    """
    if above.w <= 0 or above.h <= 0:
        return None
    found = of_map(document, map_id)
    if found is None:
        return None
    record = document.index(map_id).record or Map(id=map_id)
    em = pt(theme(record.theme, record.size).form("task").text_size)
    wide = above.w if above.w <= ONE_PAGE * em and not parted else PART * em
    language = document.settings.language
    tr = Translator(language if language in LANGUAGES else LANGUAGES[0])
    heads = tuple(tr("sipoc." + name) for name in COLUMNS)
    drawn, wide = _drawn(found, heads, record.theme, record.size, round(max(wide, LEAST * em), 2))
    aside = 0.0 if record.kind == "cross_functional" else max(0.0, round((wide - above.w) / 2, 2))
    return Group(drawn, id=ID, dx=above.x - aside, dy=above.bottom + GAP, title="SIPOC")


@lru_cache(maxsize=64)
def _drawn(
    found: Table, heads: tuple[str, ...], name: str, size: str, wide: float
) -> tuple[tuple[Primitive, ...], float]:
    """The band with its upper left corner at the origin, and how wide it has become (at least `wide`)."""
    lane, task = theme(name, size).form("lane"), theme(name, size).form("task")
    style = TextStyle(pt(task.text_size), _INK)
    bold = TextStyle(style.size, _INK, bold=True)
    em, step = style.size, fonts.line_height(style)
    strip = max(lane.header, 1.6 * em)
    head, pad, tip = round(1.9 * em, 1), round(0.6 * em, 1), round(0.55 * em, 1)
    marked = tuple(_marked(name, getattr(found, name)) for name in COLUMNS)
    least = _least(marked, heads, style, pad + tip / 2)
    wide = max(wide, round(strip + sum(least), 2))
    columns = _columns(marked, least, style, wide - strip, pad + tip / 2)
    lines = _lines(columns)
    while lines > TALL and wide + STEP * em <= BROAD * em:
        wide = round(wide + STEP * em, 2)
        columns = _columns(marked, least, style, wide - strip, pad + tip / 2)
        lines = _lines(columns)
    high = head + 2 * pad + lines * step
    frame, soft = Pen(lane.border, lane.line), Pen("#C3CBCE", max(0.6, lane.line * 0.7))
    fill = lane.header_fill or "#F2F4F5"
    parts: list[Primitive] = [
        rectangle(Rect(0, 0, wide, high), None, "#FFFFFF"),
        rectangle(Rect(0, 0, strip, high), None, fill),
        rectangle(Rect(strip, 0, wide - strip, head), None, fill),
    ]
    x = strip
    for at, (column, title) in enumerate(zip(columns, heads, strict=True)):
        if at:
            parts.append(polyline((Point(x, head), Point(x, high)), soft))
            arrow = (Point(x - tip / 2, 0), Point(x + tip / 2, head / 2), Point(x - tip / 2, head))
            parts.append(polyline(arrow, frame))
        label = fonts.fit(title, bold, column.width - tip, 2 * head, task.min_text)
        parts += fonts.place(label, Rect(x + tip / 2, 0, column.width - tip, head))
        parts += _lists(column, Rect(x + pad, head + pad, column.width - 2 * pad, high), style, step)
        x += column.width
    across = (Point(strip, head), Point(wide, head))
    parts += [polyline(across, frame), polyline((Point(strip, 0), Point(strip, high)), frame)]
    parts += fonts.place(fonts.fit("SIPOC", bold, high, strip), Rect(0, 0, strip, high), angle=-90)
    parts.append(rectangle(Rect(0, 0, wide, high), frame))
    return tuple(parts), wide


def _lines(columns: tuple[_Laid, ...]) -> int:
    return max(len(part) for column in columns for part in column.parts)


def _lists(column: _Laid, box: Rect, style: TextStyle, step: float) -> list[Primitive]:
    """The lines of a column in its parts."""
    gap, count = style.size, len(column.parts)
    wide = (box.w - gap * (count - 1)) / count
    parts: list[Primitive] = []
    for at, part in enumerate(column.parts):
        x = box.x + at * (wide + gap)
        hang = _hang(part, style)
        for row, (mark, line) in enumerate(part):
            place = Rect(x, box.y + row * step, wide, step)
            if line == NOTHING:
                soft = TextStyle(style.size, _SOFT)
                parts += fonts.place(fonts.fit(line, soft, wide, step), place, "center")
                continue
            if mark:
                parts += fonts.place(fonts.fit(mark, style, hang, step), place, "start")
            inner = Rect(place.x + hang, place.y, wide - hang, step)
            parts += fonts.place(fonts.fit(line, style, 1e6, step), inner, "start")
    return parts


def _hang(part: tuple[tuple[str, str], ...], style: TextStyle) -> float:
    """How far the lines of a list stand behind their marks."""
    widest = max((fonts.width(mark, style) for mark, _ in part if mark), default=0.0)
    return widest + 0.35 * style.size if widest else 0.0


def _least(
    marked: tuple[tuple[tuple[str, str], ...], ...], heads: tuple[str, ...], style: TextStyle, pad: float
) -> tuple[float, ...]:
    """The widths at which no column breaks its head or a word."""
    bold, longest = TextStyle(style.size, bold=True), WORD * style.size
    return tuple(
        max(
            min(_List(items, style).longest, longest) + style.size / 2 + 2 * pad,
            fonts.width(title, bold) + 2 * pad + 0.6 * style.size,
        )
        for items, title in zip(marked, heads, strict=True)
    )


def _columns(
    marked: tuple[tuple[tuple[str, str], ...], ...],
    least: tuple[float, ...],
    style: TextStyle,
    wide: float,
    pad: float,
) -> tuple[_Laid, ...]:
    """The columns in as few lines as they need side by side; what is left over goes to all alike."""
    lists = [_List(items, style) for items in marked]
    easy = min(EASY * style.size, EVEN * wide)

    def needed(lines: int) -> tuple[list[tuple[float, int]], list[float]]:
        found = [one.narrowest(lines, wide) for one in lists]
        return found, [max(width + 2 * pad, low, easy) for (width, _), low in zip(found, least, strict=True)]

    low, high = 1, max(1, sum(len(items) for items in marked) * 4)
    while low < high:
        middle = (low + high) // 2
        if sum(needed(middle)[1]) <= wide:
            high = middle
        else:
            low = middle + 1
    narrow, widths = needed(high)
    spare, slack = wide - sum(widths), sum(widths) - sum(least)
    if spare >= 0 or slack <= 0:
        widths = [one + spare / len(widths) for one in widths]
    else:  # what is too much comes off where there is more than the least
        part = (wide - sum(least)) / slack
        widths = [low + (one - low) * part for one, low in zip(widths, least, strict=True)]
    return tuple(
        _Laid(whole, _parted(items, style, whole - 2 * pad, count))
        for whole, items, (_, count) in zip(widths, marked, narrow, strict=True)
    )


def _marked(name: str, said: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The items of a column with their marks: what follows one another is numbered, a single one stands alone."""
    if not said:
        return (("", NOTHING),)
    if len(said) == 1:
        return (("", said[0]),)
    numbered = name == "process"
    return tuple((f"{at}." if numbered else "\u2022", text) for at, text in enumerate(said, 1))


class _List:
    """The items of a column while room is sought for them."""

    def __init__(self, items: tuple[tuple[str, str], ...], style: TextStyle) -> None:
        self._texts = [text for _, text in items]
        self._style = style
        self._hang = _hang(items, style)
        longest = max(fonts.width(word, style) for text in self._texts for word in text.split() or ("",))
        self.longest = longest + self._hang
        """The width at which no word is broken."""

    def narrowest(self, lines: int, widest: float) -> tuple[float, int]:
        """The smallest width at which the items take at most so many lines, and in how many parts side by side."""
        best = (2 * widest, 1)
        for count in range(1, min(MOST_PARTS, len(self._texts)) + 1):
            gaps = self._style.size * (count - 1)
            low, high = count * self.longest + gaps, min(widest, best[0])
            if high < low or not self._fits((high - gaps) / count, count, lines):
                continue
            while high - low > self._style.size / 2:
                middle = (low + high) / 2
                if self._fits((middle - gaps) / count, count, lines):
                    high = middle
                else:
                    low = middle
            if high < best[0]:
                best = (high, count)
        return best

    def _fits(self, wide: float, count: int, lines: int) -> bool:
        """Whether the items stand in so many parts of this width and so many lines."""
        filled, parts = 0, 1
        for text in self._texts:
            high = len(fonts.wrap(text, self._style, wide - self._hang))
            if filled + high > lines:
                filled, parts = 0, parts + 1
                if high > lines or parts > count:
                    return False
            filled += high
        return True


def _parted(
    items: tuple[tuple[str, str], ...], style: TextStyle, wide: float, count: int
) -> tuple[tuple[tuple[str, str], ...], ...]:
    """The lines of the items in parts that are as even as their order allows."""
    each = (wide - style.size * (count - 1)) / count
    hang = _hang(items, style)
    broken = [(mark, fonts.wrap(text, style, each - hang) or ("",)) for mark, text in items]
    total = sum(len(lines) for _, lines in broken)
    for limit in range(max(1, total // count), total + 1):
        parts: list[list[tuple[str, str]]] = [[]]
        for mark, lines in broken:
            if parts[-1] and len(parts[-1]) + len(lines) > limit:
                parts.append([])
            parts[-1] += [(mark if at == 0 else "", line) for at, line in enumerate(lines)]
        if len(parts) <= count:
            return tuple(tuple(part) for part in parts)
    return (tuple((mark, line) for mark, lines in broken for line in lines),)
