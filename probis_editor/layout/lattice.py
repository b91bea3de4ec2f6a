"""Path search on a lattice of vertical and horizontal lines: the core of layout and of live routing.

A vertex (i, j) is the crossing of line xs[i] and line ys[j]. Passing it costs h[j][i] sideways and v[i][j] up
or down; BLOCK means "inside a shape". Because the costs of one line lie in one list, a straight run of any
length is one slice and one `sum`, so whole families of paths (straight, L, Z, U, hooks) are tried exactly
instead of searched; only where all are blocked does a best-first search step in.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from probis_editor.layout.families import Vertex, View

BLOCK = 1.0e7
LIMIT = BLOCK / 4
"""A path that costs this much runs through something."""

RIGHT, DOWN, LEFT, UP = 0, 1, 2, 3
DX = (1, 0, -1, 0)
DY = (0, 1, 0, -1)


class End(NamedTuple):
    """A possible end of a flow: the vertex of the port, the side of the shape it lies on, its price."""

    i: int
    j: int
    side: int
    cost: float = 0.0


class Lattice:
    """Lines, and what it costs to pass their crossings. `bend` is the price of a corner, `length` of a unit."""

    __slots__ = ("bend", "h", "leftward", "length", "v", "xs", "ys")

    def __init__(self, xs: Sequence[float], ys: Sequence[float], bend: float, length: float) -> None:
        self.xs, self.ys = list(xs), list(ys)
        self.bend, self.length = bend, length
        self.leftward = 0.0
        self.h = [[0.0] * len(self.xs) for _ in self.ys]
        self.v = [[0.0] * len(self.ys) for _ in self.xs]

    def block(self, i0: int, i1: int, j0: int, j1: int) -> None:
        """Closes the vertices i0..i1-1 x j0..j1-1."""
        for j in range(j0, j1):
            row = self.h[j]
            for i in range(i0, i1):
                row[i] += BLOCK
        for i in range(i0, i1):
            column = self.v[i]
            for j in range(j0, j1):
                column[j] += BLOCK

    def turn(self, i: int, j: int) -> float:
        """The price of turning at a vertex, without the bend itself."""
        return (self.h[j][i] + self.v[i][j]) * 0.5

    def cost(self, path: Sequence[Vertex]) -> float:
        """The price of a path, without its ends' own prices."""
        total, h, v = 0.0, self.h, self.v
        for (i0, j0), (i1, j1) in pairwise(path):
            if j0 == j1:
                low, high = (i0, i1) if i0 < i1 else (i1, i0)
                total += sum(h[j0][low + 1 : high]) + self.length * (self.xs[high] - self.xs[low])
                if i1 < i0:
                    total += self.leftward
            else:
                low, high = (j0, j1) if j0 < j1 else (j1, j0)
                total += sum(v[i0][low + 1 : high]) + self.length * (self.ys[high] - self.ys[low])
        for i, j in path[1:-1]:
            total += self.bend + (h[j][i] + v[i][j]) * 0.5
        return total

    def passing(self, path: Sequence[Vertex]) -> float:
        """What a path costs beside its length and corners: crossings and company."""
        total, h, v = 0.0, self.h, self.v
        for (i0, j0), (i1, j1) in pairwise(path):
            if j0 == j1:
                total += sum(h[j0][i0 + 1 : i1] if i0 < i1 else h[j0][i1 + 1 : i0])
            else:
                total += sum(v[i0][j0 + 1 : j1] if j0 < j1 else v[i0][j1 + 1 : j0])
        return total

    def best(
        self, sources: Sequence[End], targets: Sequence[End], reach: int = 1 << 30, most: int = 4
    ) -> tuple[float, tuple[Vertex, ...], End, End] | None:
        """The cheapest path between any of the ends with at most four corners, else by full search.

        `reach` limits how many lines beyond the two ends are looked at; more than `most` corners are tried
        only where fewer do not lead there. None if nothing is free.
        """
        pairs = []
        for na, a in enumerate(sources):
            for nb, b in enumerate(targets):
                if a.i == b.i and a.j == b.j:
                    continue
                far = self.length * (abs(self.xs[a.i] - self.xs[b.i]) + abs(self.ys[a.j] - self.ys[b.j]))
                pairs.append((self._bends(a, b), a.cost + b.cost + far, na, nb, a, b))
        pairs.sort(key=lambda p: (p[0] * self.bend + p[1], p[2], p[3]))
        found: tuple[float, tuple[Vertex, ...], End, End] | None = None
        limit = LIMIT
        prices = (self.bend, self.length)
        views = (
            View(prices, self.h, self.v, self.xs, self.ys, self.leftward, 0.0),
            View(prices, self.v, self.h, self.ys, self.xs, 0.0, self.leftward),
        )
        for corners in (2, 3, 4):
            if corners > most and found is not None:
                break
            for least, base, _, _, a, b in pairs:
                if least > corners or base + max(least, corners - 1) * self.bend >= limit:
                    continue
                got = self._patterns(views, a, b, limit, reach, corners)
                if got is not None:
                    limit = got[0]
                    found = (got[0], got[1], a, b)
        if found is None:
            return self.search(sources, targets)
        return found

    @staticmethod
    def _bends(a: End, b: End) -> int:
        """The least number of corners of any path between two ends."""
        dx, dy = b.i - a.i, b.j - a.j
        ha, hb = a.side in (RIGHT, LEFT), b.side in (RIGHT, LEFT)
        ahead = dx * DX[a.side] > 0 if ha else dy * DY[a.side] > 0
        behind = -dx * DX[b.side] > 0 if hb else -dy * DY[b.side] > 0
        if ha != hb:
            return 1 if ahead and behind else 3
        level = dy == 0 if ha else dx == 0
        if a.side == b.side:
            return 4 if level else 2
        return (0 if level else 2) if ahead and behind else 4

    def _patterns(
        self, views: tuple[View, View], a: End, b: End, limit: float, reach: int, corners: int
    ) -> tuple[float, tuple[Vertex, ...]] | None:
        """The cheapest path of `corners` corners (2: or fewer) between two ends, if cheaper than `limit`."""
        sideways = a.side in (RIGHT, LEFT)
        if sideways:
            view = views[0]
            au, aw, bu, bw = a.i, a.j, b.i, b.j
            da = DX[a.side]
        else:
            view = views[1]
            au, aw, bu, bw = a.j, a.i, b.j, b.i
            da = DY[a.side]
        base = a.cost + b.cost
        if (b.side in (RIGHT, LEFT)) == sideways:
            db = DX[b.side] if sideways else DY[b.side]
            if corners == 3:
                return None
            family = view.level if corners == 2 else view.detour
            found = family(au, aw, bu, bw, da, db, limit - base, reach)
        else:
            db = DY[b.side] if sideways else DX[b.side]
            if corners == 4:
                return None
            turn = view.corner if corners == 2 else view.hook
            found = turn(au, aw, bu, bw, da, db, limit - base, reach)
        if found is None:
            return None
        price, inner = found
        path = (
            ((a.i, a.j), *inner, (b.i, b.j))
            if sideways
            else ((a.i, a.j), *((w, u) for u, w in inner), (b.i, b.j))
        )
        return price + base, path

    def search(
        self, sources: Sequence[End], targets: Sequence[End]
    ) -> tuple[float, tuple[Vertex, ...], End, End] | None:
        """Best-first search over the whole lattice (Dijkstra with directions); None if all is closed."""
        xs, ys, h, v = self.xs, self.ys, self.h, self.v
        nx, ny = len(xs), len(ys)
        goals: dict[tuple[int, int, int], End] = {}
        for b in targets:
            goals.setdefault((b.i, b.j, (b.side + 2) % 4), b)
        mids = {(b.i, b.j) for b in targets}
        best: dict[tuple[int, int, int], float] = {}
        back: dict[tuple[int, int, int], tuple[int, int, int] | None] = {}
        first: dict[tuple[int, int, int], End] = {}
        heap: list[tuple[float, int, tuple[int, int, int]]] = []
        count = 0
        for a in sources:
            state = (a.i, a.j, a.side)
            if a.cost < best.get(state, 1e18):
                best[state] = a.cost
                back[state] = None
                first[state] = a
                heappush(heap, (a.cost, count, state))
                count += 1
        final: tuple[float, tuple[int, int, int], End] | None = None
        starts = {(a.i, a.j) for a in sources}
        while heap:
            price, _, state = heappop(heap)
            if price > best[state]:
                continue
            if final is not None and price >= final[0]:
                break
            i, j, d = state
            goal = goals.get(state)
            if goal is not None and back[state] is not None:
                total = price + goal.cost
                if final is None or total < final[0]:
                    final = (total, state, goal)
                continue
            turns = (d,) if back[state] is None else (d, (d + 1) % 4, (d + 3) % 4)
            for e in turns:
                i1, j1 = i + DX[e], j + DY[e]
                if not (0 <= i1 < nx and 0 <= j1 < ny):
                    continue
                step = self.length * (abs(xs[i1] - xs[i]) + abs(ys[j1] - ys[j]))
                if (i1, j1) not in mids:
                    step += h[j1][i1] if e in (RIGHT, LEFT) else v[i1][j1]
                elif (i1, j1, e) not in goals:
                    continue
                if e != d:
                    step += self.bend
                if step >= LIMIT or (i1, j1) in starts:
                    continue
                nxt = (i1, j1, e)
                if price + step < best.get(nxt, 1e18):
                    best[nxt] = price + step
                    back[nxt] = state
                    heappush(heap, (price + step, count, nxt))
                    count += 1
        if final is None:
            return None
        chain: list[tuple[int, int, int]] = []
        walk: tuple[int, int, int] | None = final[1]
        while walk is not None:
            chain.append(walk)
            walk = back[walk]
        chain.reverse()
        path: list[Vertex] = []
        for n, (i, j, _) in enumerate(chain):
            if 0 < n < len(chain) - 1 and chain[n + 1][2] == chain[n][2]:
                continue
            path.append((i, j))
        return final[0], tuple(path), first[chain[0]], final[2]
