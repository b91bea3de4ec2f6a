"""The lattice of a placing, and the ways of all flows in it.

Its lines are those of `spacing`. Channels and columns get their width afterwards from the tracks they carry
(`tracks`), so every way found here can be drawn without touching anything.
"""

from __future__ import annotations

from itertools import pairwise

from probis_editor.layout.families import NONE, Vertex
from probis_editor.layout.graph import Edge, Measures
from probis_editor.layout.habits import BOUNDARY, KINDS, Habits, Sides, level_only
from probis_editor.layout.lattice import DOWN, LEFT, LIMIT, RIGHT, Lattice, Spot
from probis_editor.layout.placing import Placing
from probis_editor.layout.spacing import Spacing, Way
from probis_editor.layout.story import Story

BEND = 42.0
CROSS = 80.0
SHARE = 3.0
AXIS = 9.0
LENGTH = 0.18
LEFTWARD = 110.0
LARGE = 100
"""From this many flows on, flows that cross nothing are routed once."""
HUGE = 500
"""From this many flows on, only flows that cross several others are routed twice, and detours are looked for only
then."""
SAME = 1.0e-6
"""Ways whose prices differ by no more are equally good."""
PINNED = ("gateway", "event", "boundary", "data")


class Grid(Spacing):
    """The lattice over the lines of a placing, and the ways found in it."""

    def __init__(
        self,
        story: Story,
        placing: Placing,
        measures: Measures,
        crossing: float = CROSS,
        habits: Habits | None = None,
    ) -> None:
        self.crossing = crossing
        self.habits = habits or Habits(story)
        super().__init__(story, placing, measures)
        self.lattice = Lattice(self.xs, self.ys, BEND, LENGTH)
        for n in self.placed:
            i, j = self.line_of[n]
            self.lattice.block(i, i + 1, j, j + 1)
        for gap in self.gaps:
            self.lattice.h[gap] = [2.0] * len(self.lattice.xs)
        self.boundary = self._boundary()
        self.sides = Sides(story)

    def _boundary(self) -> dict[int, float]:
        """How far right of its host's middle each boundary event sits."""
        boxes = self.story.boxes
        count: dict[int, int] = {}
        result: dict[int, float] = {}
        for n, box in enumerate(boxes):
            if box.role != "boundary":
                continue
            host = self.story.host(n)
            k = count.get(host, 0)
            count[host] = k + 1
            room = boxes[host].w / 2 - box.w / 2 - 4.0
            result[n] = max(-room, room - k * (box.w + 8.0))
        return result

    def route(self, passes: int = 2, reach: int = 1 << 30) -> None:
        """Routes every edge, then each that is not straight again against all others."""
        known = self._known()
        for k in known:
            self._choose(k, reach, 3 if len(known) > HUGE else 4)
        for _ in range(passes - 1):
            self.refine(reach)

    def refine(self, reach: int = 1 << 30) -> None:
        """Routes each edge that is not straight again against all others."""
        known = self._known()
        enough = self.crossing * (2.8 if len(known) > HUGE else 0.5 if len(known) > LARGE else 0.0)
        for k in known:
            old = self.ways.get(k)
            if old is None or len(old.path) == 2:
                continue
            self._unmark(k)
            if enough and self.lattice.passing(old.path) < enough:
                self._keep(k, old)
            else:
                self._choose(k, reach, 4, old)

    def _known(self) -> list[int]:
        """The edges between boxes, most urgent first."""
        edges, index = self.story.graph.edges, self.story.index
        known = [k for k, e in enumerate(edges) if e.source in index and e.target in index]
        known.sort(key=self._urgency)
        return known

    def again(self, edges: list[int]) -> None:
        """Routes edges anew that a fixed port keeps on top of another: the columns they took become dear."""
        for k in dict.fromkeys(edges):
            way = self.ways[k]
            path = way.path
            self._unmark(k)
            for (i0, j0), (i1, j1) in pairwise(path):
                if i0 == i1 and i0 % 2:
                    for j in range(min(j0, j1) + 1, max(j0, j1)):
                        self.lattice.v[i0][j] += 200.0
                elif j0 == j1 and j0 % 2:
                    for i in range(min(i0, i1) + 1, max(i0, i1)):
                        self.lattice.h[j0][i] += 200.0
            self._choose(k, 1 << 30)

    def total(self) -> float:
        """What all ways cost now, crossings counted at both flows."""
        total = 0.0
        for k in sorted(self.ways):
            way = self.ways[k]
            edge = self.story.graph.edges[k]
            a, b = self.story.index[edge.source], self.story.index[edge.target]
            self._use(k, way, a, b, -1)
            total += self._price(k, way, self._spots(k, a, edge, True), self._spots(k, b, edge, False))
            total -= self._own(way.path)
            self._use(k, way, a, b, 1)
        return total

    def _price(self, k: int, way: Way, sources: list[Spot], targets: list[Spot]) -> float:
        """What a way costs that is not marked, its ends included."""
        self.lattice.leftward = self._leftward(k)
        price = self.lattice.cost(way.path)
        for spots, end, side in ((sources, way.path[0], way.out), (targets, way.path[-1], way.into)):
            for spot in spots:
                if (spot.i, spot.j) == end and spot.prices[side] < NONE:
                    price += spot.prices[side]
        return price

    def _own(self, path: tuple[Vertex, ...]) -> float:
        """What the marks of a path add to its own price."""
        price = self.crossing * 0.5 * (len(path) - 2)
        for (i0, j0), (i1, j1) in pairwise(path):
            if j0 == j1:
                price += (AXIS if j0 % 2 else SHARE) * max(0, abs(i1 - i0) - 1)
            else:
                price += (AXIS if i0 % 2 else SHARE) * max(0, abs(j1 - j0) - 1)
        return price

    def _leftward(self, k: int) -> float:
        """What running left costs a flow."""
        forward = k not in self.story.back and self.story.graph.edges[k].kind == "sequence"
        return LEFTWARD if forward else 0.0

    def _urgency(self, k: int) -> tuple[float, ...]:
        edge = self.story.graph.edges[k]
        a, b = self.story.index[edge.source], self.story.index[edge.target]
        (i0, j0), (i1, j1) = self.line_of[a], self.line_of[b]
        straight = i0 == i1 or j0 == j1
        return (
            0.0
            if k in self.story.main and straight
            else 1.0
            if straight and k not in self.story.back
            else 2.0,
            abs(i0 - i1) + abs(j0 - j1),
            k,
        )

    def _keep(self, k: int, way: Way) -> None:
        """Puts a way (back) that was chosen before."""
        edge = self.story.graph.edges[k]
        self.ways[k] = way
        self._mark(k, way, 1.0)
        self._use(k, way, self.story.index[edge.source], self.story.index[edge.target], 1)

    def _choose(self, k: int, reach: int, most: int = 4, old: Way | None = None) -> None:
        """Finds the best way of an edge and keeps it; `old` is a way that it may well keep."""
        edge = self.story.graph.edges[k]
        a, b = self.story.index[edge.source], self.story.index[edge.target]
        if self.line_of[a] == self.line_of[b]:
            self._loop(k, a, b)
            return
        self.lattice.leftward = self._leftward(k)
        sources, targets = self._spots(k, a, edge, True), self._spots(k, b, edge, False)
        limit = LIMIT if old is None else self._price(k, old, sources, targets) - SAME
        found = self.lattice.best(sources, targets, reach, most, limit)
        if found is not None:
            self._keep(k, Way(found.path, found.out, found.into))
        elif old is not None:
            self._keep(k, old)

    def _loop(self, k: int, a: int, b: int) -> None:
        """A flow from a shape (or an event on its border) to itself: down and round to a side."""
        i, j = self.line_of[a]
        if self.story.boxes[a].role == "pool" or self.story.boxes[b].role == "pool":
            return
        best: tuple[float, Way] | None = None
        for step, side in ((-1, LEFT), (1, RIGHT)):
            path = ((i, j), (i, j + 1), (i + step, j + 1), (i + step, j), (i, j))
            busy = self.sides.outs[4 * b + side]
            price = self.lattice.cost(path) + 100.0 * busy
            if best is None or price < best[0]:
                best = price, Way(path, DOWN, side)
        assert best is not None
        self._keep(k, best[1])

    def _use(self, k: int, way: Way, a: int, b: int, sign: int) -> None:
        kind = KINDS[self.story.graph.edges[k].kind]
        self.sides.add(a, way.out, kind, True, sign)
        self.sides.add(b, way.into, kind, False, sign)

    def _unmark(self, k: int) -> None:
        way = self.ways.pop(k)
        edge = self.story.graph.edges[k]
        self._mark(k, way, -1.0)
        self._use(k, way, self.story.index[edge.source], self.story.index[edge.target], -1)

    def _mark(self, k: int, way: Way, sign: float) -> None:
        """Adds (or takes away) what a way costs others: crossing it, sharing its line."""
        h, v = self.lattice.h, self.lattice.v
        path = way.path
        cross = sign * self.crossing
        for (i0, j0), (i1, j1) in pairwise(path):
            if j0 == j1:
                low, high = (i0, i1) if i0 < i1 else (i1, i0)
                share = sign * (AXIS if j0 % 2 else SHARE)
                row = h[j0]
                for i in range(low + 1, high):
                    row[i] += share
                    v[i][j0] += cross
            else:
                low, high = (j0, j1) if j0 < j1 else (j1, j0)
                column = v[i0]
                share = sign * (AXIS if i0 % 2 else SHARE)
                for j in range(low + 1, high):
                    column[j] += share
                    h[j][i0] += cross
        half = cross * 0.5
        for i, j in path[1:-1]:
            h[j][i] += half
            v[i][j] += half

    def _spots(self, k: int, n: int, edge: Edge, leaving: bool) -> list[Spot]:
        """Where a flow may leave or enter a box, with what each side costs."""
        i, j = self.line_of[n]
        role = self.story.boxes[n].role
        if role == "pool":
            other = self.story.index[edge.target if leaving else edge.source]
            at, below = self.line_of[other]
            return [
                Spot(
                    x,
                    j,
                    (NONE, 6.0 * abs(x - at), NONE, NONE)
                    if below > j
                    else (NONE, NONE, NONE, 6.0 * abs(x - at)),
                )
                for x in range(max(0, at - 2), min(at + 3, len(self.lattice.xs)))
            ]
        if role == "boundary":
            return [Spot(i, j, BOUNDARY)]
        if leaving:
            prices = self.sides.leaving(n, self.habits.leaving[k])
        else:
            rising = self.line_of[self.story.index[edge.source]][1] > j
            habit = self.habits.rising[k] if rising else self.habits.entering[k]
            prices = self.sides.entering(n, habit, KINDS[edge.kind])
        if self.boundary and self._under_boundary(n, edge, leaving):
            prices = level_only(prices)
        return [Spot(i, j, prices)]

    def _under_boundary(self, n: int, edge: Edge, leaving: bool) -> bool:
        """Whether the other end is a boundary event whose place off the column's axis this shape cannot meet."""
        boxes = self.story.boxes
        other = self.story.index[edge.target if leaving else edge.source]
        if boxes[other].role != "boundary" or self.line_of[other][0] != self.line_of[n][0]:
            return False
        return boxes[n].role in PINNED or abs(self.boundary[other]) > boxes[n].w / 2 - 10.0
