"""Path search on a lattice of vertical and horizontal lines: the core of layout and of live routing.

A vertex (i, j) is the crossing of line xs[i] and line ys[j]. Passing it costs h[j][i] sideways and v[i][j]
up or down; BLOCK means "inside a shape". Because the costs of one line lie in one list, a straight run of any
length is one slice and one `sum`, so whole families of paths (straight, L, Z, U, hooks) are tried exactly
instead of searched; only where all are blocked does a best-first search step in.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

BLOCK = 1.0e7
LIMIT = BLOCK / 4
"""A path that costs this much runs through something."""

RIGHT, DOWN, LEFT, UP = 0, 1, 2, 3
DX = (1, 0, -1, 0)
DY = (0, 1, 0, -1)

Vertex = tuple[int, int]


class End(NamedTuple):
    """A possible end of a flow: the vertex of the port, the side of the shape it lies on, its price."""

    i: int
    j: int
    side: int
    cost: float = 0.0


class Lattice:
    """Lines, and what it costs to pass their crossings. `bend` is the price of a corner, `length` of a
    unit."""

    __slots__ = ("bend", "h", "length", "v", "xs", "ys")

    def __init__(self, xs: Sequence[float], ys: Sequence[float], bend: float, length: float) -> None:
        self.xs, self.ys = list(xs), list(ys)
        self.bend, self.length = bend, length
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
            else:
                low, high = (j0, j1) if j0 < j1 else (j1, j0)
                total += sum(v[i0][low + 1 : high]) + self.length * (self.ys[high] - self.ys[low])
        for i, j in path[1:-1]:
            total += self.bend + (h[j][i] + v[i][j]) * 0.5
        return total

    def best(
        self, sources: Sequence[End], targets: Sequence[End], reach: int = 1 << 30
    ) -> tuple[float, tuple[Vertex, ...], End, End] | None:
        """The cheapest path between any of the ends with at most four corners, else by full search.

        `reach` limits how many lines beyond the two ends are looked at. None if nothing is free.
        """
        pairs = []
        for na, a in enumerate(sources):
            for nb, b in enumerate(targets):
                if a.i == b.i and a.j == b.j:
                    continue
                low = self._bound(a, b)
                pairs.append((low, na, nb, a, b))
        pairs.sort(key=lambda p: p[:3])
        found: tuple[float, tuple[Vertex, ...], End, End] | None = None
        limit = LIMIT
        for low, _, _, a, b in pairs:
            if low >= limit:
                break
            got = self._patterns(a, b, limit, reach)
            if got is not None:
                limit = got[0]
                found = (got[0], got[1], a, b)
        if found is None:
            return self.search(sources, targets)
        return found

    def _bound(self, a: End, b: End) -> float:
        """A lower bound of any path between two ends."""
        xs, ys = self.xs, self.ys
        dx, dy = b.i - a.i, b.j - a.j
        ha, hb = a.side in (RIGHT, LEFT), b.side in (RIGHT, LEFT)
        ahead = dx * DX[a.side] > 0 if ha else dy * DY[a.side] > 0
        behind = -dx * DX[b.side] > 0 if hb else -dy * DY[b.side] > 0
        if ha == hb:
            level = dy == 0 if ha else dx == 0
            bends = (0 if level else 2) if ahead and behind else (2 if a.side == b.side and not level else 4)
            if not ahead and not behind and a.side != b.side:
                bends = 4
            elif a.side != b.side and not (ahead and behind):
                bends = 4 if not (ahead or behind) else 2
        else:
            bends = 1 if ahead and behind else 3
        return (
            a.cost
            + b.cost
            + bends * self.bend
            + self.length * (abs(xs[a.i] - xs[b.i]) + abs(ys[a.j] - ys[b.j]))
        )

    def _patterns(self, a: End, b: End, limit: float, reach: int) -> tuple[float, tuple[Vertex, ...]] | None:
        ha, hb = a.side in (RIGHT, LEFT), b.side in (RIGHT, LEFT)
        base = a.cost + b.cost
        best: tuple[float, tuple[Vertex, ...]] | None = None
        top = limit - base

        def consider(path: tuple[Vertex, ...]) -> None:
            nonlocal best, top
            price = self.cost(path)
            if price < top:
                top = price
                best = (price + base, path)

        ai, aj, bi, bj = a.i, a.j, b.i, b.j
        dxa, dya, dxb, dyb = DX[a.side], DY[a.side], DX[b.side], DY[b.side]
        start, stop = (ai, aj), (bi, bj)
        bend = self.bend
        if ha and hb:
            if aj == bj and (bi - ai) * dxa > 0 and (ai - bi) * dxb > 0:
                consider((start, stop))
            if top > 2 * bend and aj != bj:
                for k in self._span(ai, bi, dxa, dxb, len(self.xs), reach):
                    consider((start, (k, aj), (k, bj), stop))
            if top > 4 * bend:
                for k in self._near(ai, dxa, len(self.xs)):
                    for n in self._near(bi, dxb, len(self.xs)):
                        if n == k:
                            continue
                        for m in self._around(aj, bj, len(self.ys), reach):
                            if m not in (aj, bj):
                                consider((start, (k, aj), (k, m), (n, m), (n, bj), stop))
        elif not ha and not hb:
            if ai == bi and (bj - aj) * dya > 0 and (aj - bj) * dyb > 0:
                consider((start, stop))
            if top > 2 * bend and ai != bi:
                for m in self._span(aj, bj, dya, dyb, len(self.ys), reach):
                    consider((start, (ai, m), (bi, m), stop))
            if top > 4 * bend:
                for m in self._near(aj, dya, len(self.ys)):
                    for n in self._near(bj, dyb, len(self.ys)):
                        if n == m:
                            continue
                        for k in self._around(ai, bi, len(self.xs), reach):
                            if k not in (ai, bi):
                                consider((start, (ai, m), (k, m), (k, n), (bi, n), stop))
        elif ha:
            if (bi - ai) * dxa > 0 and (aj - bj) * dyb > 0:
                consider((start, (bi, aj), stop))
            if top > 3 * bend:
                for m in self._near(bj, dyb, len(self.ys)):
                    if m == aj:
                        continue
                    for k in self._ahead(ai, bi, dxa, len(self.xs), reach):
                        if k != bi:
                            consider((start, (k, aj), (k, m), (bi, m), stop))
                for k in self._near(ai, dxa, len(self.xs)):
                    if k == bi:
                        continue
                    for m in self._ahead(bj, aj, dyb, len(self.ys), reach):
                        if m != aj:
                            consider((start, (k, aj), (k, m), (bi, m), stop))
        else:
            if (bj - aj) * dya > 0 and (ai - bi) * dxb > 0:
                consider((start, (ai, bj), stop))
            if top > 3 * bend:
                for m in self._near(aj, dya, len(self.ys)):
                    if m == bj:
                        continue
                    for k in self._ahead(bi, ai, dxb, len(self.xs), reach):
                        if k != ai:
                            consider((start, (ai, m), (k, m), (k, bj), stop))
                for k in self._near(bi, dxb, len(self.xs)):
                    if k == ai:
                        continue
                    for m in self._ahead(aj, bj, dya, len(self.ys), reach):
                        if m != bj:
                            consider((start, (ai, m), (k, m), (k, bj), stop))
        return best

    @staticmethod
    def _span(a: int, b: int, da: int, db: int, n: int, reach: int) -> range:
        """The lines that lie ahead of both ends."""
        low, high = max(0, min(a, b) - reach), min(n - 1, max(a, b) + reach)
        if da > 0:
            low = max(low, a + 1)
        else:
            high = min(high, a - 1)
        if db > 0:
            low = max(low, b + 1)
        else:
            high = min(high, b - 1)
        return range(low, high + 1)

    @staticmethod
    def _ahead(a: int, b: int, da: int, n: int, reach: int) -> range:
        """The lines ahead of end `a`, not further than `reach` beyond `b`."""
        low, high = max(0, min(a, b) - reach), min(n - 1, max(a, b) + reach)
        return range(max(low, a + 1), high + 1) if da > 0 else range(low, min(high, a - 1) + 1)

    @staticmethod
    def _around(a: int, b: int, n: int, reach: int) -> range:
        return range(max(0, min(a, b) - reach), min(n - 1, max(a, b) + reach) + 1)

    @staticmethod
    def _near(a: int, da: int, n: int) -> tuple[int, ...]:
        """The next lines ahead of an end."""
        return tuple(k for k in (a + da, a + 2 * da, a + 3 * da) if 0 <= k < n)

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
