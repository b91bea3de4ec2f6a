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
        """The cheapest path of up to four corners between two ends, if cheaper than `limit`."""
        sideways = a.side in (RIGHT, LEFT)
        if sideways:
            view = _View(self, self.h, self.v, self.xs, self.ys, self.leftward, 0.0)
            au, aw, bu, bw = a.i, a.j, b.i, b.j
            da = DX[a.side]
        else:
            view = _View(self, self.v, self.h, self.ys, self.xs, 0.0, self.leftward)
            au, aw, bu, bw = a.j, a.i, b.j, b.i
            da = DY[a.side]
        base = a.cost + b.cost
        if (b.side in (RIGHT, LEFT)) == sideways:
            db = DX[b.side] if sideways else DY[b.side]
            found = view.level(au, aw, bu, bw, da, db, limit - base, reach)
        else:
            db = DY[b.side] if sideways else DX[b.side]
            found = view.crosswise(au, aw, bu, bw, da, db, limit - base, reach)
        if found is None:
            return None
        price, corners = found
        path = (
            ((a.i, a.j), *corners, (b.i, b.j))
            if sideways
            else ((a.i, a.j), *((w, u) for u, w in corners), (b.i, b.j))
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


class _View:
    """A lattice seen along one axis: `p[w][u]` is the price of passing (u, w) along u, `q[u][w]` across it.

    So one set of formulas serves ways that set out sideways and ways that set out up or down.
    """

    __slots__ = ("bend", "length", "lp", "lq", "p", "q", "us", "ws")

    def __init__(
        self,
        lattice: Lattice,
        p: list[list[float]],
        q: list[list[float]],
        us: list[float],
        ws: list[float],
        lp: float,
        lq: float,
    ) -> None:
        self.p, self.q, self.us, self.ws, self.lp, self.lq = p, q, us, ws, lp, lq
        self.bend, self.length = lattice.bend, lattice.length

    def level(
        self, au: int, aw: int, bu: int, bw: int, da: int, db: int, top: float, reach: int
    ) -> tuple[float, tuple[Vertex, ...]] | None:
        """Ways that leave and arrive along u: straight, two corners, four corners."""
        p, q, us, ws, length, lp, lq = self.p, self.q, self.us, self.ws, self.length, self.lp, self.lq
        best: tuple[Vertex, ...] | None = None
        ua, ub, row_a, row_b = us[au], us[bu], p[aw], p[bw]
        if aw == bw:
            if (bu - au) * da > 0 and (au - bu) * db > 0:
                price = length * abs(ub - ua) + (lp if bu < au else 0.0)
                price += sum(row_a[au + 1 : bu] if au < bu else row_a[bu + 1 : au])
                if price < top:
                    top, best = price, ()
        else:
            low_w, high_w = (aw, bw) if aw < bw else (bw, aw)
            fixed = 2 * self.bend + length * (ws[high_w] - ws[low_w]) + (lq if bw < aw else 0.0)
            for k in _span(au, bu, da, db, len(us), reach):
                uk = us[k]
                price = fixed + length * (abs(uk - ua) + abs(uk - ub))
                if price >= top:
                    continue
                cross = q[k]
                price += (row_a[k] + cross[aw] + row_b[k] + cross[bw]) * 0.5
                if lp:
                    price += lp * ((k < au) + (bu < k))
                if price >= top:
                    continue
                price += sum(row_a[au + 1 : k] if au < k else row_a[k + 1 : au])
                price += sum(row_b[bu + 1 : k] if bu < k else row_b[k + 1 : bu])
                price += sum(cross[low_w + 1 : high_w])
                if price < top:
                    top, best = price, ((k, aw), (k, bw))
        four = 4 * self.bend
        if top > four:
            ways_in = [(n, self._stub(bu, bw, n, n > bu)) for n in _near(bu, db, len(us))]
            for k in _near(au, da, len(us)):
                stub = four + self._stub(au, aw, k, k < au)
                if stub >= top:
                    continue
                for n, other in ways_in:
                    both = stub + other
                    if n == k or both >= top:
                        continue
                    far = length * abs(us[n] - us[k]) + (lp if n < k else 0.0)
                    low, high = (k, n) if k < n else (n, k)
                    for m in _around(aw, bw, len(ws), reach):
                        price = both + far + length * (abs(ws[m] - ws[aw]) + abs(ws[m] - ws[bw]))
                        if price >= top or m in (aw, bw):
                            continue
                        row = p[m]
                        price += (row[k] + q[k][m] + row[n] + q[n][m]) * 0.5
                        if lq:
                            price += lq * ((m < aw) + (bw < m))
                        if price >= top:
                            continue
                        price += sum(row[low + 1 : high])
                        price += sum(q[k][aw + 1 : m] if aw < m else q[k][m + 1 : aw])
                        price += sum(q[n][bw + 1 : m] if bw < m else q[n][m + 1 : bw])
                        if price < top:
                            top, best = price, ((k, aw), (k, m), (n, m), (n, bw))
        return None if best is None else (top, best)

    def crosswise(
        self, au: int, aw: int, bu: int, bw: int, da: int, db: int, top: float, reach: int
    ) -> tuple[float, tuple[Vertex, ...]] | None:
        """Ways that leave along u and arrive along w: one corner, three corners."""
        p, q, us, ws, length, lp, lq = self.p, self.q, self.us, self.ws, self.length, self.lp, self.lq
        best: tuple[Vertex, ...] | None = None
        row_a, cross_b = p[aw], q[bu]
        if (bu - au) * da > 0 and (aw - bw) * db > 0:
            price = self.bend + length * (abs(us[bu] - us[au]) + abs(ws[bw] - ws[aw]))
            price += (lp if bu < au else 0.0) + (lq if bw < aw else 0.0) + (row_a[bu] + cross_b[aw]) * 0.5
            if price < top:
                price += sum(row_a[au + 1 : bu] if au < bu else row_a[bu + 1 : au])
                price += sum(cross_b[aw + 1 : bw] if aw < bw else cross_b[bw + 1 : aw])
                if price < top:
                    top, best = price, ((bu, aw),)
        three = 3 * self.bend
        if top <= three:
            return None if best is None else (top, best)
        pairs = [
            (k, m)
            for m in _near(bw, db, len(ws))
            if m != aw
            for k in _ahead(au, bu, da, len(us), reach)
            if k != bu
        ]
        near_k = [k for k in _near(au, da, len(us)) if k != bu]
        pairs += [(k, m) for k in near_k for m in _ahead(bw, aw, db, len(ws), reach) if m != aw]
        ua, ub, wa, wb = us[au], us[bu], ws[aw], ws[bw]
        for k, m in pairs:
            uk, wm = us[k], ws[m]
            price = three + length * (abs(uk - ua) + abs(ub - uk) + abs(wm - wa) + abs(wb - wm))
            if price >= top:
                continue
            cross, row = q[k], p[m]
            price += (row_a[k] + cross[aw] + cross[m] + row[k] + row[bu] + cross_b[m]) * 0.5
            if lp:
                price += lp * ((k < au) + (bu < k))
            if lq:
                price += lq * ((m < aw) + (bw < m))
            if price >= top:
                continue
            price += sum(row_a[au + 1 : k] if au < k else row_a[k + 1 : au])
            price += sum(cross[aw + 1 : m] if aw < m else cross[m + 1 : aw])
            price += sum(row[k + 1 : bu] if k < bu else row[bu + 1 : k])
            price += sum(cross_b[m + 1 : bw] if m < bw else cross_b[bw + 1 : m])
            if price < top:
                top, best = price, ((k, aw), (k, m), (bu, m))
        return None if best is None else (top, best)

    def _stub(self, u: int, w: int, k: int, leftward: bool) -> float:
        """The price of the short piece from an end to a near line, the corner there included."""
        row = self.p[w]
        price = self.length * abs(self.us[k] - self.us[u]) + (row[k] + self.q[k][w]) * 0.5
        if leftward:
            price += self.lp
        return price + sum(row[u + 1 : k] if u < k else row[k + 1 : u])


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


def _ahead(a: int, b: int, da: int, n: int, reach: int) -> range:
    """The lines ahead of end `a`, not further than `reach` beyond `b`."""
    low, high = max(0, min(a, b) - reach), min(n - 1, max(a, b) + reach)
    return range(max(low, a + 1), high + 1) if da > 0 else range(low, min(high, a - 1) + 1)


def _around(a: int, b: int, n: int, reach: int) -> range:
    return range(max(0, min(a, b) - reach), min(n - 1, max(a, b) + reach) + 1)


def _near(a: int, da: int, n: int) -> tuple[int, ...]:
    """The next lines ahead of an end."""
    return tuple(k for k in (a + da, a + 2 * da, a + 3 * da) if 0 <= k < n)
