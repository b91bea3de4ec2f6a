"""What a label should not lie on: shapes, lines and other labels of a plane, in a grid of cells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from probis_editor.geometry import Point, Rect, segment_meets_rect

CELL = 96.0
_Cell = tuple[int, int]


class Obstacles:
    """Rectangles and segments with their owner; asked by a rectangle, it costs its neighbourhood."""

    def __init__(self) -> None:
        self._rects: dict[_Cell, list[tuple[str, Rect]]] = {}
        self._segments: dict[_Cell, list[tuple[str, Point, Point]]] = {}

    def put_rect(self, owner: str, rect: Rect) -> None:
        for cell in _cells(rect):
            self._rects.setdefault(cell, []).append((owner, rect))

    def put_line(self, owner: str, points: tuple[Point, ...]) -> None:
        for a, b in pairwise(points):
            (ax, ay), (bx, by) = a, b
            left, top = min(ax, bx), min(ay, by)
            right, bottom = left + abs(ax - bx), top + abs(ay - by)
            slanted = ax != bx and ay != by
            rows = range(int(top // CELL), int(bottom // CELL) + 1)
            for column in range(int(left // CELL), int(right // CELL) + 1):
                for row in rows:
                    cell = (column, row)
                    if not slanted or _meets(a, b, cell):
                        self._segments.setdefault(cell, []).append((owner, a, b))

    def cost(self, rect: Rect, owner: str = "") -> float:
        """How badly the rectangle is covered: shared area with rectangles of others, and each line through it."""
        area = 0.0
        crossed: dict[tuple[Point, Point], None] = {}
        seen: dict[tuple[str, Rect], None] = {}
        for cell in _cells(rect):
            for found in self._rects.get(cell, ()):
                if found[0] != owner and found not in seen and found[1].overlaps(rect):
                    seen[found] = None
                    area += shared(found[1], rect)
            for _, a, b in self._segments.get(cell, ()):
                if (a, b) not in crossed and segment_meets_rect(a, b, rect):
                    crossed[(a, b)] = None
        return area + LINE_COST * len(crossed)

    def owners(self, rect: Rect) -> list[str]:
        """Whose rectangles overlap this one, each once."""
        found: dict[str, None] = {}
        for cell in _cells(rect):
            for owner, other in self._rects.get(cell, ()):
                if owner not in found and other.overlaps(rect):
                    found[owner] = None
        return list(found)

    def crossed(self, rect: Rect) -> bool:
        """Whether a line runs through the rectangle."""
        return any(
            segment_meets_rect(a, b, rect)
            for cell in _cells(rect)
            for _, a, b in self._segments.get(cell, ())
        )


LINE_COST = 150.0


def _cells(rect: Rect) -> Iterator[_Cell]:
    for column in range(int(rect.x // CELL), int(rect.right // CELL) + 1):
        for row in range(int(rect.y // CELL), int(rect.bottom // CELL) + 1):
            yield (column, row)


def _meets(a: Point, b: Point, cell: _Cell) -> bool:
    return segment_meets_rect(a, b, Rect(cell[0] * CELL, cell[1] * CELL, CELL, CELL).grown(1.0))


def shared(a: Rect, b: Rect) -> float:
    """The area that two rectangles have in common."""
    w = min(a.right, b.right) - max(a.x, b.x)
    h = min(a.bottom, b.bottom) - max(a.y, b.y)
    return max(0.0, w) * max(0.0, h)
