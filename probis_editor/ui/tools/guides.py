"""Snapping to the edges and middles of neighbours, to equal distances and to the grid, with the lines that say so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from probis_editor.geometry import Point, Rect
from probis_editor.model.elements import Node
from probis_editor.ui.overlay import Hint

if TYPE_CHECKING:
    from probis_editor.ui.session import Session

Line = tuple[Point, Point]
GRID = 10.0
_CONTAINERS = ("pool", "lane", "phase")
_FARTHEST = 400.0
_CELL = 320.0
"""Only shapes in the cells around are asked: what is in line two screens away helps nobody."""


class Guides:
    """Edges and middles of the shapes on the canvas in front that are not being moved."""

    def __init__(self, session: Session, moving: Iterable[str]) -> None:
        left_out = set(moving)
        self._session = session
        self.hints: list[Hint] = []
        self._rects: list[Rect] = []
        self._near: list[_Mark] = []
        self._cells: dict[tuple[int, int], list[_Mark]] = {}
        for e in session.elements_here():
            if isinstance(e, Node) and e.id not in left_out and not e.kind.startswith(_CONTAINERS):
                c = e.drawn.center
                self._cells.setdefault((int(c.x // _CELL), int(c.y // _CELL)), []).append(_mark(e.drawn))

    def snap(self, box: Rect, reach: float) -> tuple[float, float, list[Line]]:
        """(dx, dy) that lays the box in line with its nearest neighbours, at an equal distance, or on the grid.

        The guide lines come with it; `hints` then holds the distances to say: equal ones, else those along the guides.
        """
        self.hints = []
        i, j = int(box.center.x // _CELL), int(box.center.y // _CELL)
        around = [(i + a, j + b) for a in (-2, -1, 0, 1, 2) for b in (-2, -1, 0, 1, 2)]
        self._near = [mark for cell in around for mark in self._cells.get(cell, ())]
        self._rects = [mark.rect for mark in self._near]
        dx = dy = 0.0
        lines: list[Line] = []
        if self._session.snaps:
            dx, vertical = self._along(box, reach, horizontal=True)
            dy, level = self._along(box.moved(dx, 0), reach, horizontal=False)
            if vertical is None:
                dx = self._equal(box.moved(0, dy), reach, horizontal=True)
            if level is None:
                dy = self._equal(box.moved(dx, 0), reach, horizontal=False)
            snapped = bool(self.hints)
            box = box.moved(dx, dy)
            if not snapped:
                self.hints = [*_gap(box, vertical, False), *_gap(box, level, True)]
            if vertical is not None:
                at, other = vertical
                lines.append(
                    (Point(at, min(box.y, other.y) - 8), Point(at, max(box.bottom, other.bottom) + 8))
                )
            if level is not None:
                at, other = level
                lines.append((Point(min(box.x, other.x) - 8, at), Point(max(box.right, other.right) + 8, at)))
            free_x = vertical is None and not (snapped and dx)
            free_y = level is None and not (snapped and dy)
        else:
            free_x = free_y = True
        if self._session.snaps_to_grid:
            c = box.center
            dx += round(c.x / GRID) * GRID - c.x if free_x else 0.0
            dy += round(c.y / GRID) * GRID - c.y if free_y else 0.0
        return dx, dy, lines

    def _along(self, box: Rect, reach: float, horizontal: bool) -> tuple[float, tuple[float, Rect] | None]:
        best: tuple[float, float, float, float, Rect] | None = None
        mine = _mark(box)
        a, b, c = mine.across if horizontal else mine.down
        for mark in self._near:
            p, q, r = mark.across if horizontal else mark.down
            if abs(p - a) > reach and abs(q - b) > reach and abs(r - c) > reach:
                continue
            far = mine.center.distance(mark.center)
            for at, off in enumerate((p - a, q - b, r - c)):
                if abs(off) <= reach:
                    rank = (abs(off) - (0.5 if at == 1 else 0), far)
                    if best is None or rank < best[:2]:
                        best = (*rank, off, (a, b, c)[at] + off, mark.rect)
        return (0.0, None) if best is None else (best[2], (best[3], best[4]))

    def _equal(self, box: Rect, reach: float, horizontal: bool) -> float:
        """How far to the place where the gap to a neighbour equals the next gap in the row."""
        me = _turned(box, horizontal)
        row = sorted(
            (r for r in (_turned(o, horizontal) for o in self._rects) if r.y < me.bottom and me.y < r.bottom),
            key=lambda r: r.x,
        )
        before = [r for r in row if r.right <= me.x + reach and me.x - r.right < _FARTHEST]
        after = [r for r in row if r.x >= me.right - reach and r.x - me.right < _FARTHEST]
        wishes: list[tuple[float, list[tuple[Rect, Rect]]]] = []
        if before and after:
            a, b = max(before, key=lambda r: r.right), after[0]
            wishes.append(((a.right + b.x - me.w) / 2 - me.x, []))
        if len(before) > 1:
            a, b = sorted(before, key=lambda r: r.right)[-2:]
            if b.x > a.right:
                wishes.append((b.right + (b.x - a.right) - me.x, [(a, b)]))
        if len(after) > 1 and after[1].x > after[0].right:
            gap = after[1].x - after[0].right
            wishes.append((after[0].x - gap - me.right, [(after[0], after[1])]))
        near = [w for w in wishes if abs(w[0]) <= reach]
        if not near:
            return 0.0
        by, pairs = min(near, key=lambda w: abs(w[0]))
        moved = me.moved(by, 0)
        if not pairs and before and after:
            pairs = [(max(before, key=lambda r: r.right), moved), (moved, after[0])]
        elif pairs[0][1].right <= moved.x:
            pairs = [*pairs, (pairs[0][1], moved)]
        else:
            pairs = [(moved, pairs[0][0]), *pairs]
        for a, b in pairs:
            y = (max(a.y, b.y) + min(a.bottom, b.bottom)) / 2
            ends = Point(a.right, y), Point(b.x, y)
            if not horizontal:
                ends = Point(y, a.right), Point(y, b.x)
            self.hints.append(Hint(*ends, f"{b.x - a.right:.0f}"))
        return by


def _gap(box: Rect, guide: tuple[float, Rect] | None, horizontal: bool) -> list[Hint]:
    """The distance to the shape that the box is in line with, along the guide; none where they overlap."""
    if guide is None:
        return []
    me, other = _turned(box, horizontal), _turned(guide[1], horizontal)
    left, right = (me, other) if me.x < other.x else (other, me)
    gap = right.x - left.right
    if gap < 1:
        return []
    y = (me.center.y + other.center.y) / 2
    ends = Point(left.right, y), Point(right.x, y)
    if not horizontal:
        ends = Point(y, left.right), Point(y, right.x)
    return [Hint(*ends, f"{gap:.0f}")]


def _turned(rect: Rect, horizontal: bool) -> Rect:
    return rect if horizontal else Rect(rect.y, rect.x, rect.h, rect.w)


class _Mark(NamedTuple):
    """A shape and its edges and middles: left to right, top to bottom."""

    rect: Rect
    center: Point
    across: tuple[float, float, float]
    down: tuple[float, float, float]


def _mark(rect: Rect) -> _Mark:
    c = rect.center
    return _Mark(rect, c, (rect.x, c.x, rect.right), (rect.y, c.y, rect.bottom))
