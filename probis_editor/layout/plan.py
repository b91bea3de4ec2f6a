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
    """One straight piece of a line; `n` counts from the source, `last` is the index of the line's last piece.

    `order` is the line's place among all that were ever put: pieces sort by it.
    """

    order: int
    n: int
    last: int
    line: str
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def vertical(self) -> bool:
        return self.x0 == self.x1


class _Box(NamedTuple):
    """A shape in a cell, with what a look-up asks it."""

    order: int
    x: float
    y: float
    right: float
    bottom: float
    shape: Shape


class Plan:
    """Shapes and lines by id, with look-up by window."""

    def __init__(self, shapes: Iterable[Shape] = (), lines: Iterable[Line] = ()) -> None:
        self.shapes: dict[str, Shape] = {}
        self.lines: dict[str, Line] = {}
        self._order: dict[str, int] = {}
        self._count = 0
        self._boxes: dict[Place, list[_Box]] = {}
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
            box = self._box(shape)
            for place in _places(*shape.rect):
                self._boxes.setdefault(place, []).append(box)

    def remove_shape(self, shape_id: str) -> None:
        shape = self.shapes.pop(shape_id)
        if not shape.flat:
            box = self._box(shape)
            for place in _places(*shape.rect):
                self._boxes[place].remove(box)

    def _box(self, shape: Shape) -> _Box:
        x, y, w, h = shape.rect
        return _Box(self._order[shape.id], x, y, x + w, y + h, shape)

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
        order, last = self._order[line.id], len(line.points) - 2
        pieces = tuple(
            Segment(order, n, last, line.id, *a, *b)
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
        x0, y0, w, h = window
        x1, y1 = x0 + w, y0 + h
        cells = self._boxes
        found: list[_Box] = []
        places = _places(x0, y0, w, h)
        for place in places:
            for box in cells.get(place, ()):
                _, x, y, right, bottom, _ = box
                if x <= x1 and x0 <= right and y <= y1 and y0 <= bottom:
                    found.append(box)
        found.sort()
        return [box.shape for at, box in enumerate(found) if not at or box is not found[at - 1]]

    def segments(self, window: Rect) -> list[Segment]:
        """The pieces of lines that meet the window, in a fixed order."""
        x0, y0, x1, y1 = window.x, window.y, window.right, window.bottom
        cells = self._segments
        found: list[Segment] = []
        places = _places(*window)
        for place in places:
            for s in cells.get(place, ()):
                _, _, _, _, ax, ay, bx, by = s
                if (
                    (ax >= x0 or bx >= x0)
                    and (ax <= x1 or bx <= x1)
                    and (ay >= y0 or by >= y0)
                    and (ay <= y1 or by <= y1)
                ):
                    found.append(s)
        found.sort()
        if len(places) > 1:
            # A piece that spans several cells was found in each; all its finds stand side by side now.
            return [s for at, s in enumerate(found) if not at or s is not found[at - 1]]
        return found


def _places(x: float, y: float, w: float, h: float) -> list[Place]:
    x0, x1 = int(x // CELL), int((x + w) // CELL)
    y0, y1 = int(y // CELL), int((y + h) // CELL)
    if x0 == x1 and y0 == y1:
        return [(x0, y0)]
    return [(i, j) for i in range(x0, x1 + 1) for j in range(y0, y1 + 1)]


def _span(s: Segment) -> Sequence[Place]:
    _, _, _, _, x0, y0, x1, y1 = s
    i0, i1, j0, j1 = int(x0 // CELL), int(x1 // CELL), int(y0 // CELL), int(y1 // CELL)
    if i0 > i1:
        i0, i1 = i1, i0
    if j0 > j1:
        j0, j1 = j1, j0
    if i0 == i1:
        return [(i0, j) for j in range(j0, j1 + 1)]
    return [(i, j) for i in range(i0, i1 + 1) for j in range(j0, j1 + 1)]
