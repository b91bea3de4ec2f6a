"""Where everything of an SOP stands, page by page: rows, symbols, lines, off-page connectors.

Frame: units of 1/96 inch from the upper left corner of the table's body (under its heads), y downward.
Lines leave a step at its foot or sides and enter one at its top. They run along the free room above and under the
symbols of a row, and up or down in tracks beside the border of two columns; so none passes through a symbol.
"""

from __future__ import annotations

from typing import NamedTuple

from probis_editor.booklet.sop.columns import SYMBOL_H, SYMBOL_W, Column, row_height
from probis_editor.booklet.sop.steps import CAPSULE, DIAMOND, Edge, SopTable
from probis_editor.geometry import Point, Rect

STRIP = 36.0
"""Height of the strip of off-page connectors at the head or foot of a page."""
OFF = Rect(0, 0, 16.0, 18.0)
OFF_PAGE = "offpage"
_TURN = 5.0
_TRACK = 4.5
_GAP = 20.0
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Sign(NamedTuple):
    """A symbol; `text` is the letter of an off-page connector."""

    symbol: str
    rect: Rect
    text: str = ""


class Line(NamedTuple):
    """A line with its head at the last point. `label` stands at `spot`, which it begins ("start") or ends ("end")."""

    points: tuple[Point, ...]
    label: str = ""
    spot: Point = Point(0, 0)
    anchor: str = "start"


class SopPage(NamedTuple):
    """Rows `first` to before `last`, each with its top; `tops` has one more, the foot of the last row."""

    first: int
    last: int
    tops: tuple[float, ...]
    head: float
    foot: float
    signs: tuple[Sign, ...]
    lines: tuple[Line, ...]

    @property
    def height(self) -> float:
        return self.tops[-1] + self.foot


def planned(table: SopTable, shape: tuple[Column, ...], room: float) -> tuple[SopPage, ...]:
    """The pages of a table whose body may be `room` units high. A single row higher than that has its own page."""
    heights = [row_height(row, shape) for row in table.rows]
    spans = _spans(heights, room)
    crossing = [e for e in table.edges if _page(spans, e.source) != _page(spans, e.target)]
    targets = list(dict.fromkeys(e.target for e in sorted(crossing, key=lambda e: (e.source, e.target))))
    letters = {target: _letter(at) for at, target in enumerate(targets)}
    return tuple(_Page(table, shape, heights, span, letters).made() for span in spans)


def _spans(heights: list[float], room: float) -> list[tuple[int, int]]:
    if sum(heights) <= room:
        return [(0, len(heights))]
    spans: list[tuple[int, int]] = []
    first, used = 0, 0.0
    for at, high in enumerate(heights):
        strips = STRIP if not spans else 2 * STRIP
        if at > first and used + high + strips > room:
            spans.append((first, at))
            first, used = at, 0.0
        used += high
    return [*spans, (first, len(heights))]


def _page(spans: list[tuple[int, int]], row: int) -> int:
    return next(at for at, (first, last) in enumerate(spans) if first <= row < last)


def _letter(at: int) -> str:
    return _LETTERS[at] if at < len(_LETTERS) else f"{_LETTERS[at // 26 - 1]}{_LETTERS[at % 26]}"


class _Page:
    """One page in the making."""

    def __init__(
        self,
        table: SopTable,
        shape: tuple[Column, ...],
        heights: list[float],
        span: tuple[int, int],
        letters: dict[int, str],
    ) -> None:
        self.table, self.letters = table, letters
        self.first, self.last = span
        self.actors = [column for column in shape if not column.key]
        inside = range(self.first, self.last)
        edges = table.edges
        self.here = [e for e in edges if e.source in inside and e.target in inside]
        self.leaving = [e for e in edges if e.source in inside and e.target not in inside]
        come = [e for e in edges if e.target in inside and e.source not in inside]
        self.coming = list({e.target: e for e in come}.values())
        self.head = STRIP if self.coming else 0.0
        self.foot = STRIP if self.leaving else 0.0
        y = self.head
        self.tops = [y]
        for at in inside:
            y += heights[at]
            self.tops.append(y)
        self.signs: list[Sign] = []
        self.lines: list[Line] = []
        self._taken: dict[int, dict[str, int]] = {}
        self._tracks: list[tuple[float, float, float]] = []
        self._ports: dict[str, list[float]] = {"head": [], "foot": []}

    def made(self) -> SopPage:
        for at in range(self.first, self.last):
            self.signs.append(Sign(self.table.rows[at].symbol, self._rect(at)))
        for edge in self.coming:
            self._come(edge)
        # The story's main way first: straight down is nobody else's.
        for edge in sorted(self.here, key=lambda e: (not self._straight(e), e.target != e.source + 1)):
            self._go(edge)
        for edge in self.leaving:
            self._leave(edge)
        return SopPage(
            self.first,
            self.last,
            tuple(self.tops),
            self.head,
            self.foot,
            tuple(self.signs),
            tuple(self.lines),
        )

    # Places

    def _column(self, row: int) -> Column:
        return self.actors[self.table.rows[row].column]

    def _rect(self, row: int) -> Rect:
        top, foot = self.tops[row - self.first], self.tops[row - self.first + 1]
        high = SYMBOL_H + (6.0 if self.table.rows[row].symbol == DIAMOND else 0.0)
        high -= 4.0 if self.table.rows[row].symbol == CAPSULE else 0.0
        return Rect(self._column(row).middle - SYMBOL_W / 2, (top + foot - high) / 2, SYMBOL_W, high)

    def _above(self, row: int) -> float:
        """Where lines run over the symbol of a row."""
        return self.tops[row - self.first] + _TURN

    def _under(self, row: int) -> float:
        return self.tops[row - self.first + 1] - _TURN

    def _straight(self, edge: Edge) -> bool:
        return edge.target == edge.source + 1 and self._column(edge.source) == self._column(edge.target)

    # Ways

    def _go(self, edge: Edge) -> None:
        source, target = self._rect(edge.source), self._rect(edge.target)
        tx = target.center.x
        if self._straight(edge) and self._free(edge.source, "foot"):
            self._take(edge.source, "foot")
            self._draw((Point(tx, source.bottom), Point(tx, target.y)), edge)
            return
        way = (tx > source.center.x) - (tx < source.center.x)
        side = self._side(edge.source, "right" if way >= 0 else "left")
        toward = {"right": 1, "left": -1}.get(side, 0)
        start = self._start(edge.source, side)
        if edge.target == edge.source + 1 and way and toward == way:
            self._draw((*start, Point(tx, start[-1].y), Point(tx, target.y)), edge)
            return
        above = self._above(edge.target)
        x = self._track(self._border(edge, way, toward), start[-1].y, above)
        self._draw(
            (*start, Point(x, start[-1].y), Point(x, above), Point(tx, above), Point(tx, target.y)), edge
        )

    def _border(self, edge: Edge, way: int, toward: int) -> float:
        """The border of columns to run along: the near one of the target's column, else beside the source."""
        own, there = self._column(edge.source), self._column(edge.target)
        if way and (toward in (way, 0)):
            return there.x if way > 0 else there.x + there.w
        return own.x + own.w if toward >= 0 else own.x

    def _leave(self, edge: Edge) -> None:
        foot = self.tops[-1]
        source = self._rect(edge.source)
        straight = edge.source == self.last - 1 and self._free(edge.source, "foot")
        if straight and self._open_port("foot", source.center.x) == source.center.x:
            self._take(edge.source, "foot")
            port = self._port("foot", source.center.x)
            self._draw((Point(port, source.bottom), Point(port, foot + STRIP - OFF.h - 2)), edge)
        else:
            side = self._side(edge.source, "right")
            start = self._start(edge.source, side)
            own = self._column(edge.source)
            x = self._track(own.x if side == "left" else own.x + own.w, start[-1].y, foot)
            port = self._port("foot", x)
            way = [*start, Point(x, start[-1].y)]
            if port != x:
                turn = foot + 3.0 + 3.0 * (len(self._ports["foot"]) % 3)
                way += [Point(x, turn), Point(port, turn)]
            self._draw((*way, Point(port, foot + STRIP - OFF.h - 2)), edge)
        self.signs.append(
            Sign(
                OFF_PAGE,
                Rect(port - OFF.w / 2, foot + STRIP - OFF.h - 2, *OFF[2:]),
                self.letters[edge.target],
            )
        )

    def _come(self, edge: Edge) -> None:
        target, column = self._rect(edge.target), self._column(edge.target)
        tx = target.center.x
        first = edge.target == self.first
        x = tx if first else self._track(column.x, self.head, self._above(edge.target))
        port = self._port("head", x)
        self.signs.append(Sign(OFF_PAGE, Rect(port - OFF.w / 2, 2.0, *OFF[2:]), self.letters[edge.target]))
        way = [Point(port, 2.0 + OFF.h)]
        if port != x:
            turn = self.head - 3.0 - 3.0 * (len(self._ports["head"]) % 3)
            way += [Point(port, turn), Point(x, turn)]
        if not first:
            above = self._above(edge.target)
            way += [Point(x, above), Point(tx, above)]
        self._draw((*way, Point(tx, target.y)), edge._replace(name=""))

    # Exits, tracks and connectors, each given once

    def _free(self, row: int, side: str) -> bool:
        return not self._taken.get(row, {}).get(side)

    def _take(self, row: int, side: str) -> None:
        sides = self._taken.setdefault(row, {})
        sides[side] = sides.get(side, 0) + 1

    def _side(self, row: int, wanted: str) -> str:
        other = "left" if wanted == "right" else "right"
        side = next((s for s in (wanted, other, "foot") if self._free(row, s)), wanted)
        self._take(row, side)
        return side

    def _start(self, row: int, side: str) -> tuple[Point, ...]:
        rect = self._rect(row)
        if side == "foot":
            return (Point(rect.center.x, rect.bottom), Point(rect.center.x, self._under(row)))
        return (Point(rect.right if side == "right" else rect.x, rect.center.y),)

    def _track(self, border: float, y0: float, y1: float) -> float:
        """A way up or down beside a border of columns that no other line has there."""
        low, high = min(y0, y1), max(y0, y1)
        left, right = self.actors[0].x, self.actors[-1].x + self.actors[-1].w
        room = (min(column.w for column in self.actors) - SYMBOL_W) / 2 - 1.0
        offers = [border + sign * _TRACK * n for n in range(1, 8) for sign in (1, -1) if _TRACK * n <= room]
        offers = [x for x in offers if left < x < right] or [min(max(border, left + 3), right - 3)]
        x = next((x for x in offers if self._is_clear(x, low, high)), offers[-1])
        self._tracks.append((x, low, high))
        return x

    def _is_clear(self, x: float, low: float, high: float) -> bool:
        return not any(abs(x - a) < 1.0 and b < high + 2 and low < c + 2 for a, b, c in self._tracks)

    def _open_port(self, strip: str, x: float) -> float:
        taken = self._ports[strip]
        offers = (x + sign * step * _GAP / 2 for step in range(80) for sign in (1, -1))
        return next((o for o in offers if o > OFF.w and all(abs(o - t) >= _GAP for t in taken)), x)

    def _port(self, strip: str, x: float) -> float:
        found = self._open_port(strip, x)
        self._ports[strip].append(found)
        return found

    def _draw(self, points: tuple[Point, ...], edge: Edge) -> None:
        start, after = points[0], points[1]
        if after.y == start.y:
            anchor = "start" if after.x > start.x else "end"
            # A line that goes up from there would cut through a label over it.
            rises = len(points) > 2 and points[2].y < after.y
            spot = Point(start.x + (2.0 if after.x > start.x else -2.0), start.y + (9.0 if rises else -2.5))
        else:
            anchor, spot = "start", Point(start.x + 3.0, start.y + 9.0)
        self.lines.append(Line(_simple(points), edge.name, spot, anchor))


def _simple(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Without points that stand where the one before does."""
    return tuple(p for at, p in enumerate(points) if not at or p != points[at - 1])
