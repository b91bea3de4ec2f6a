"""What the router knows of a drawing: shapes and lines in a uniform grid, so a look-up costs its
neighbourhood.

A `Plan` is mutable and cheap to keep up to date: put and remove touch only the cells of the one shape or
line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from probis_editor.geometry import Point, Rect

CELL = 192.0

Place = tuple[int, int]


class Shape(NamedTuple):
    """An obstacle and a possible end. `outline` is "rect", "diamond" or "circle" (ports of the last two:
    four).

    `rect` is what is drawn. A loose end is a shape without size. `flat` shapes (lanes, pools, groups) may be
    ends but hinder nothing.
    """

    id: str
    rect: Rect
    outline: str = "rect"
    flat: bool = False


class Line(NamedTuple):
    """A routed flow: ids of its ends ("" = loose), its points and kind ("sequence", "message",
    "association")."""

    id: str
    source: str
    target: str
    points: tuple[Point, ...]
    kind: str = "sequence"


class Ask(NamedTuple):
    """What to route. `source_side`/`target_side` force a side ("right", "bottom", "left", "top", "" = free).

    `answer` is "yes" or "no" for a labelled branch of a gateway: yes prefers to leave to the right, no
    downward.
    """

    id: str
    source: str
    target: str
    kind: str = "sequence"
    source_side: str = ""
    target_side: str = ""
    answer: str = ""


class Segment(NamedTuple):
    """One straight piece of a line; `n` counts from the source, `last` is the index of the line's last piece."""

    line: str
    n: int
    last: int
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def vertical(self) -> bool:
        return self.x0 == self.x1


class Plan:
    """Shapes and lines by id, with look-up by window."""

    def __init__(self, shapes: Iterable[Shape] = (), lines: Iterable[Line] = ()) -> None:
        self.shapes: dict[str, Shape] = {}
        self.lines: dict[str, Line] = {}
        self._order: dict[str, int] = {}
        self._count = 0
        self._boxes: dict[Place, list[str]] = {}
        self._segments: dict[Place, list[Segment]] = {}
        self._of: dict[str, tuple[Segment, ...]] = {}
        self.incident: dict[str, list[str]] = {}
        for shape in shapes:
            self.put_shape(shape)
        for line in lines:
            self.put_line(line)

    def put_shape(self, shape: Shape) -> None:
        """Adds or moves a shape."""
        if shape.id in self.shapes:
            self.remove_shape(shape.id)
        self.shapes[shape.id] = shape
        if shape.id not in self._order:
            self._count += 1
            self._order[shape.id] = self._count
        if not shape.flat:
            for place in _places(*shape.rect):
                self._boxes.setdefault(place, []).append(shape.id)

    def remove_shape(self, shape_id: str) -> None:
        shape = self.shapes.pop(shape_id)
        if not shape.flat:
            for place in _places(*shape.rect):
                self._boxes[place].remove(shape_id)

    def put_line(self, line: Line) -> None:
        """Adds or replaces a line."""
        if line.id in self.lines:
            self.remove_line(line.id)
        self.lines[line.id] = line
        if line.id not in self._order:
            self._count += 1
            self._order[line.id] = self._count
        for end in dict.fromkeys((line.source, line.target)):
            if end:
                self.incident.setdefault(end, []).append(line.id)
        last = len(line.points) - 2
        pieces = tuple(
            Segment(line.id, n, last, *a, *b)
            for n, (a, b) in enumerate(zip(line.points, line.points[1:], strict=False))
        )
        self._of[line.id] = pieces
        cells = self._segments
        for piece in pieces:
            for place in _span(piece):
                cell = cells.get(place)
                if cell is None:
                    cells[place] = [piece]
                else:
                    cell.append(piece)

    def remove_line(self, line_id: str) -> None:
        line = self.lines.pop(line_id)
        for end in dict.fromkeys((line.source, line.target)):
            if end:
                self.incident[end].remove(line_id)
        for piece in self._of.pop(line_id):
            for place in _span(piece):
                self._segments[place].remove(piece)

    def boxes(self, window: Rect) -> list[Shape]:
        """The shapes whose rectangles meet the window, in the order they were first put."""
        found: dict[str, Shape] = {}
        for place in _places(*window):
            for shape_id in self._boxes.get(place, ()):
                if shape_id not in found:
                    shape = self.shapes[shape_id]
                    r = shape.rect
                    if (
                        r.x <= window.x + window.w
                        and window.x <= r.x + r.w
                        and r.y <= window.y + window.h
                        and window.y <= r.y + r.h
                    ):
                        found[shape_id] = shape
        order = self._order
        return sorted(found.values(), key=lambda s: order[s.id])

    def segments(self, window: Rect) -> list[Segment]:
        """The pieces of lines that meet the window, in a fixed order."""
        x0, y0, x1, y1 = window.x, window.y, window.right, window.bottom
        found: dict[tuple[str, int], Segment] = {}
        for place in _places(*window):
            for s in self._segments.get(place, ()):
                key = (s.line, s.n)
                if key in found:
                    continue
                if (
                    max(s.x0, s.x1) >= x0
                    and min(s.x0, s.x1) <= x1
                    and max(s.y0, s.y1) >= y0
                    and min(s.y0, s.y1) <= y1
                ):
                    found[key] = s
        order = self._order
        return sorted(found.values(), key=lambda s: (order[s.line], s.n))


def _places(x: float, y: float, w: float, h: float) -> list[Place]:
    x0, x1 = int(x // CELL), int((x + w) // CELL)
    y0, y1 = int(y // CELL), int((y + h) // CELL)
    if x0 == x1 and y0 == y1:
        return [(x0, y0)]
    return [(i, j) for i in range(x0, x1 + 1) for j in range(y0, y1 + 1)]


def _span(s: Segment) -> Sequence[Place]:
    _, _, _, x0, y0, x1, y1 = s
    i0, i1, j0, j1 = int(x0 // CELL), int(x1 // CELL), int(y0 // CELL), int(y1 // CELL)
    if i0 > i1:
        i0, i1 = i1, i0
    if j0 > j1:
        j0, j1 = j1, j0
    if i0 == i1:
        return [(i0, j) for j in range(j0, j1 + 1)]
    return [(i, j) for i in range(i0, i1 + 1) for j in range(j0, j1 + 1)]
