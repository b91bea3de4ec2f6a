"""What the ways of a placing cost at least, told without looking for them.

A trial whose bound is dearer than the best placing so far needs no routing, and most are.
"""

from __future__ import annotations

from probis_editor.layout.grid import BEND, LEFTWARD, LENGTH, Grid
from probis_editor.layout.habits import BOUNDARY, Habits
from probis_editor.layout.lattice import DX, DY, LEFT, RIGHT, Prices
from probis_editor.layout.story import Story


class Bounds:
    """For each edge the price of its sides and corners by where its ends lie to each other."""

    __slots__ = ("_ends", "_habits", "_least", "_story")

    def __init__(self, story: Story, habits: Habits) -> None:
        self._story, self._habits = story, habits
        self._least: dict[tuple[int, int, int, bool], float] = {}
        index, boxes = story.index, story.boxes
        pairs = (
            (k, index.get(e.source, -1), index.get(e.target, -1)) for k, e in enumerate(story.graph.edges)
        )
        self._ends = [
            (k, a, b)
            for k, a, b in pairs
            if a >= 0 and b >= 0 and boxes[a].role != "pool" and boxes[b].role != "pool"
        ]

    def least(self, grid: Grid) -> float:
        """What all ways together cost at least: lengths, habits, and the corners that no way can save. Crossings
        and shared sides are not counted."""
        line_of, known = grid.line_of, self._least
        xs, ys = grid.lattice.xs, grid.lattice.ys
        taken = {line_of[n] for n in grid.placed}
        total = 0.0
        for k, a, b in self._ends:
            (i0, j0), (i1, j1) = line_of[a], line_of[b]
            sx, sy = (i1 > i0) - (i1 < i0), (j1 > j0) - (j1 < j0)
            if not sx and not sy:
                continue
            clear = True
            if not sy:
                clear = not any((i, j0) in taken for i in range(i0 + 2 * sx, i1, 2 * sx))
            elif not sx:
                clear = not any((i0, j) in taken for j in range(j0 + sy, j1, sy))
            key = (k, sx, sy, clear)
            price = known.get(key)
            if price is None:
                price = known[key] = self._corners(k, a, b, sx, sy, clear)
            total += price + LENGTH * (abs(xs[i0] - xs[i1]) + abs(ys[j0] - ys[j1]))
        return total

    def _corners(self, k: int, a: int, b: int, sx: int, sy: int, clear: bool) -> float:
        """The cheapest pair of sides with the corners between them."""
        boxes, edge = self._story.boxes, self._story.graph.edges[k]
        out = self._habits.leaving[k] if boxes[a].role != "boundary" else BOUNDARY
        into: Prices = self._habits.rising[k] if sy < 0 else self._habits.entering[k]
        if boxes[b].role == "boundary":
            into = BOUNDARY
        forward = k not in self._story.back and edge.kind == "sequence"
        return min(
            out[s]
            + into[t]
            + BEND * corners(s, t, sx, sy, clear)
            + (LEFTWARD if forward and (sx < 0 or s == LEFT or t == RIGHT) else 0.0)
            for s in range(4)
            for t in range(4)
        )


def corners(out: int, into: int, sx: int, sy: int, clear: bool) -> int:
    """The least number of corners of a way that leaves at side `out` and enters at side `into` of a shape in
    direction (sx, sy); `clear`: a straight line between them meets no shape."""
    level_out, level_in = out in (RIGHT, LEFT), into in (RIGHT, LEFT)
    ahead = (sx * DX[out] if level_out else sy * DY[out]) > 0
    behind = (sx * DX[into] if level_in else sy * DY[into]) < 0
    if level_out != level_in:
        return 1 if ahead and behind else 3
    aligned = not (sy if level_out else sx)
    if out == into:
        return 4 if aligned else 2
    if not (ahead and behind):
        return 4
    return (0 if clear else 4) if aligned else 2
