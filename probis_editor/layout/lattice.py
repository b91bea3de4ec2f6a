"""Path search on a lattice of vertical and horizontal lines: the core of layout and of live routing.

A vertex (i, j) is the crossing of line xs[i] and line ys[j]. Passing it costs h[j][i] sideways and v[i][j]
up or down; BLOCK means "inside a shape". Because the costs of one line lie in one list, a straight run of any
length is one slice and one `sum`, so whole families of paths (straight, L, Z, U, hooks) are tried exactly
instead of searched; only where all are blocked does a best-first search step in.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import accumulate, pairwise
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

        `reach` limits how many lines beyond the two ends are looked at; more than `most` corners are tried only
        where fewer do not lead there. None if nothing is free.
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
        views = (
            _View(self, self.h, self.v, self.xs, self.ys, self.leftward, 0.0),
            _View(self, self.v, self.h, self.ys, self.xs, 0.0, self.leftward),
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
        self, views: tuple[_View, _View], a: End, b: End, limit: float, reach: int, corners: int
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


class _View:
    """A lattice seen along one axis: `p[w][u]` is the price of passing (u, w) along u, `q[u][w]` across it.

    So one set of formulas serves ways that set out sideways and ways that set out up or down. Sums from an end
    outward are kept: they only grow, so a bisection tells how far a run can go at all.
    """

    __slots__ = ("_across", "_along", "bend", "length", "lp", "lq", "p", "q", "us", "ws")

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
        self._along: dict[tuple[int, int, int], list[float]] = {}
        self._across: dict[tuple[int, int, int], list[float]] = {}

    def along(self, u: int, w: int, d: int) -> list[float]:
        """Item t: the price of passing what lies between (u, w) and (u + d * (t + 1), w)."""
        key = (u, w, d)
        found = self._along.get(key)
        if found is None:
            found = self._along[key] = _sums(self.p[w], u, d)
        return found

    def across(self, u: int, w: int, d: int) -> list[float]:
        """Item t: the price of passing what lies between (u, w) and (u, w + d * (t + 1))."""
        key = (u, w, d)
        found = self._across.get(key)
        if found is None:
            found = self._across[key] = _sums(self.q[u], w, d)
        return found

    def level(
        self, au: int, aw: int, bu: int, bw: int, da: int, db: int, top: float, reach: int
    ) -> tuple[float, tuple[Vertex, ...]] | None:
        """Ways that leave and arrive along u: straight, two corners."""
        p, q, us, ws, length, lp, lq = self.p, self.q, self.us, self.ws, self.length, self.lp, self.lq
        best: tuple[Vertex, ...] | None = None
        ua, ub = us[au], us[bu]
        from_a, from_b = self.along(au, aw, da), self.along(bu, bw, db)
        if aw == bw:
            if (bu - au) * da > 0 and (au - bu) * db > 0:
                price = length * abs(ub - ua) + (lp if bu < au else 0.0) + from_a[abs(bu - au) - 1]
                if price < top:
                    top, best = price, ()
        else:
            row_a, row_b = p[aw], p[bw]
            low_w, high_w = (aw, bw) if aw < bw else (bw, aw)
            fixed = 2 * self.bend + length * (ws[high_w] - ws[low_w]) + (lq if bw < aw else 0.0)
            far_a, far_b = bisect_left(from_a, top - fixed), bisect_left(from_b, top - fixed)
            low, high = max(0, min(au, bu) - reach), min(len(us) - 1, max(au, bu) + reach)
            low, high = _window(low, high, au, da, far_a)
            low, high = _window(low, high, bu, db, far_b)
            for k in range(low, high + 1):
                uk = us[k]
                price = fixed + length * (abs(uk - ua) + abs(uk - ub))
                price += from_a[(k - au) * da - 1] + from_b[(k - bu) * db - 1]
                if price >= top:
                    continue
                cross = q[k]
                price += (row_a[k] + cross[aw] + row_b[k] + cross[bw]) * 0.5
                if lp:
                    price += lp * ((k < au) + (bu < k))
                if price >= top:
                    continue
                price += sum(cross[low_w + 1 : high_w])
                if price < top:
                    top, best = price, ((k, aw), (k, bw))
        return None if best is None else (top, best)

    def detour(
        self, au: int, aw: int, bu: int, bw: int, da: int, db: int, top: float, reach: int
    ) -> tuple[float, tuple[Vertex, ...]] | None:
        """Ways of four corners that leave and arrive along u."""
        us, ws, length, lp = self.us, self.ws, self.length, self.lp
        best: tuple[Vertex, ...] | None = None
        four = 4 * self.bend
        starts = [(k, four + self._stub(au, aw, k, k < au)) for k in _near(au, da, len(us))]
        stops = [(n, self._stub(bu, bw, n, n > bu)) for n in _near(bu, db, len(us))]
        wa, wb = ws[aw], ws[bw]
        for k, stub in starts:
            for n, other in stops:
                both = stub + other + length * abs(us[n] - us[k]) + (lp if n < k else 0.0)
                if n == k or both + length * abs(wa - wb) >= top:
                    continue
                low_u, high_u = (k, n) if k < n else (n, k)
                for d in (1, -1):
                    found = self._joined(k, n, aw, bw, d, both, top, reach, wa, wb, low_u, high_u)
                    if found is not None:
                        top = found[0]
                        m = found[1]
                        best = ((k, aw), (k, m), (n, m), (n, bw))
        return None if best is None else (top, best)

    def _joined(
        self,
        k: int,
        n: int,
        aw: int,
        bw: int,
        d: int,
        both: float,
        top: float,
        reach: int,
        wa: float,
        wb: float,
        low_u: int,
        high_u: int,
    ) -> tuple[float, int] | None:
        """The best line m on side `d` of aw that joins the cross runs at k and n, if cheaper than `top`."""
        p, ws, length, lq = self.p, self.ws, self.length, self.lq
        from_k = self.across(k, aw, d)
        count = min(bisect_left(from_k, top - both), reach + abs(aw - bw))
        if not count:
            return None
        cross_k, cross_n = self.q[k], self.q[n]
        below, above = self.across(n, bw, 1), self.across(n, bw, -1)
        best: tuple[float, int] | None = None
        beyond = d * (bw - aw)
        m = aw
        for t in range(count):
            m += d
            if m == bw:
                continue
            price = both + from_k[t] + length * (abs(ws[m] - wa) + abs(ws[m] - wb))
            if price >= top:
                if t >= beyond:
                    break
                continue
            price += below[m - bw - 1] if m > bw else above[bw - m - 1]
            if price >= top:
                continue
            row = p[m]
            price += (row[k] + cross_k[m] + row[n] + cross_n[m]) * 0.5
            if lq:
                price += lq * ((m < aw) + (bw < m))
            if price >= top:
                continue
            price += sum(row[low_u + 1 : high_u])
            if price < top:
                top = price
                best = (price, m)
        return best

    def corner(
        self, au: int, aw: int, bu: int, bw: int, da: int, db: int, top: float, reach: int
    ) -> tuple[float, tuple[Vertex, ...]] | None:
        """The way of one corner that leaves along u and arrives along w."""
        us, ws, length, lp, lq = self.us, self.ws, self.length, self.lp, self.lq
        row_a, cross_b = self.p[aw], self.q[bu]
        from_a, from_b = self.along(au, aw, da), self.across(bu, bw, db)
        if (bu - au) * da > 0 and (aw - bw) * db > 0:
            price = self.bend + length * (abs(us[bu] - us[au]) + abs(ws[bw] - ws[aw]))
            price += (lp if bu < au else 0.0) + (lq if bw < aw else 0.0) + (row_a[bu] + cross_b[aw]) * 0.5
            price += from_a[abs(bu - au) - 1] + from_b[abs(aw - bw) - 1]
            if price < top:
                return price, ((bu, aw),)
        return None

    def hook(
        self, au: int, aw: int, bu: int, bw: int, da: int, db: int, top: float, reach: int
    ) -> tuple[float, tuple[Vertex, ...]] | None:
        """Ways of three corners that leave along u and arrive along w."""
        p, q, us, ws, length, lp, lq = self.p, self.q, self.us, self.ws, self.length, self.lp, self.lq
        best: tuple[Vertex, ...] | None = None
        row_a, cross_b = p[aw], q[bu]
        from_a, from_b = self.along(au, aw, da), self.across(bu, bw, db)
        three = 3 * self.bend
        far_a, far_b = bisect_left(from_a, top - three), bisect_left(from_b, top - three)
        low, high = max(0, min(au, bu) - reach), min(len(us) - 1, max(au, bu) + reach)
        low, high = _window(low, high, au, da, far_a)
        ks = [k for k in range(low, high + 1) if k != bu]
        near_m = [m for m in _near(bw, db, len(ws))[:far_b] if m != aw]
        low, high = max(0, min(aw, bw) - reach), min(len(ws) - 1, max(aw, bw) + reach)
        low, high = _window(low, high, bw, db, far_b)
        ms = [m for m in range(low, high + 1) if m != aw]
        near_k = [k for k in _near(au, da, len(us))[:far_a] if k != bu]
        pairs = [(k, m) for m in near_m for k in ks]
        pairs += [(k, m) for k in near_k for m in ms]
        ua, ub, wa, wb = us[au], us[bu], ws[aw], ws[bw]
        for k, m in pairs:
            uk, wm = us[k], ws[m]
            price = three + length * (abs(uk - ua) + abs(ub - uk) + abs(wm - wa) + abs(wb - wm))
            price += from_a[(k - au) * da - 1] + from_b[(m - bw) * db - 1]
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
            price += sum(cross[aw + 1 : m] if aw < m else cross[m + 1 : aw])
            if price >= top:
                continue
            price += sum(row[k + 1 : bu] if k < bu else row[bu + 1 : k])
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


def _sums(row: list[float], start: int, d: int) -> list[float]:
    """Running sums of what lies beyond `start` in a direction, beginning with 0; one item per line there."""
    if d > 0:
        return list(accumulate(row[start + 1 : -1], initial=0.0)) if start + 1 < len(row) else []
    return list(accumulate(reversed(row[1:start]), initial=0.0)) if start > 0 else []


def _window(low: int, high: int, at: int, d: int, count: int) -> tuple[int, int]:
    """The range low..high cut to the `count` lines ahead of `at`."""
    return (max(low, at + 1), min(high, at + count)) if d > 0 else (max(low, at - count), min(high, at - 1))


def _near(a: int, da: int, n: int) -> tuple[int, ...]:
    """The next lines ahead of an end."""
    return tuple(k for k in (a + da, a + 2 * da, a + 3 * da) if 0 <= k < n)
