"""Path search on a lattice of vertical and horizontal lines: the core of layout and of live routing.

A vertex (i, j) is the crossing of line xs[i] and line ys[j]. Passing it costs h[j][i] sideways and v[i][j] up
or down; BLOCK means "inside a shape". Because the costs of one line lie in one list, a straight run of any
length is one slice and one `sum`, so whole families of paths (straight, L, Z, U, hooks; `families`) are tried
exactly instead of searched; only where all are blocked does a best-first search step in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from probis_editor.layout.families import (
    NONE,
    Fan,
    Found,
    Vertex,
    View,
    detour,
    fan,
    hook,
    level,
    swapped,
)

BLOCK = 1.0e7
LIMIT = BLOCK / 4
"""A path that costs this much runs through something."""

RIGHT, DOWN, LEFT, UP = 0, 1, 2, 3
DX = (1, 0, -1, 0)
DY = (0, 1, 0, -1)


Prices = tuple[float, float, float, float]
"""Of leaving (or entering) on each side: right, bottom, left, top; NONE where that cannot be."""


class Spot(NamedTuple):
    """A vertex where a flow may begin or end, and what each side of it costs."""

    i: int
    j: int
    prices: Prices


class Route(NamedTuple):
    """A path with its price, its vertices, and the sides at which it leaves its first and enters its last one."""

    price: float
    path: tuple[Vertex, ...]
    out: int
    into: int


class _Scene(NamedTuple):
    """The lattice seen sideways and upright, and the lines of each that are looked at."""

    views: tuple[View, View]
    spans: tuple[tuple[int, int], tuple[int, int]]


class _Reach:
    """An end with its fans, made when first asked for. `rest` is the least that the other end costs."""

    __slots__ = ("_aside", "_fans", "i", "j", "least", "open", "prices", "rest")

    def __init__(self, spot: Spot) -> None:
        self.i, self.j, self.prices = spot
        right, bottom, left, top = self.prices
        self.open = (min(right, left) < NONE, min(bottom, top) < NONE)
        self.least = min(self.prices)
        self.rest = 0.0
        self._fans: list[Fan | None] = [None, None]
        self._aside: tuple[dict[int, Fan], dict[int, Fan]] = ({}, {})

    def fan(self, scene: _Scene, turn: int, limit: float, arriving: bool) -> Fan:
        """The fan sideways (turn 0) or up and down (turn 1)."""
        found = self._fans[turn]
        if found is None:
            u, w = (self.j, self.i) if turn else (self.i, self.j)
            ahead, behind = self.prices[turn], self.prices[turn + 2]
            found = fan(
                scene.views[turn], scene.spans[turn], u, w, ahead, behind, limit - self.rest, arriving
            )
            self._fans[turn] = found
        return found

    def aside(self, scene: _Scene, turn: int, limit: float, arriving: bool) -> Callable[[int, float], Fan]:
        """The fans across a way along `turn`, from the lines beside the end, for ways that cost less than `limit`.

        Limits only fall while ends are joined, so what is left out of a fan is never asked for later.
        """
        known, view, span = self._aside[turn], scene.views[1 - turn], scene.spans[1 - turn]
        u, top = (self.i if turn else self.j), limit - self.rest

        def made(line: int, price: float) -> Fan:
            found = known.get(line)
            if found is None:
                found = known[line] = fan(view, span, u, line, price, price, top, arriving)
            return found

        return made


class Lattice:
    """Lines, and what it costs to pass their crossings. `bend` is the price of a corner, `length` of a unit.

    Ways of four corners turn at most `beside` lines from their ends.
    """

    __slots__ = ("_views", "bend", "beside", "h", "leftward", "length", "sx", "sy", "v", "xs", "ys")

    def __init__(
        self, xs: Sequence[float], ys: Sequence[float], bend: float, length: float, beside: int = 1
    ) -> None:
        self.xs, self.ys = list(xs), list(ys)
        self.bend, self.length, self.beside = bend, length, beside
        self.sx, self.sy = [length * x for x in self.xs], [length * y for y in self.ys]
        self.leftward = 0.0
        self._views: tuple[View, View] | None = None
        self.h = [[0.0] * len(self.xs) for _ in self.ys]
        self.v = [[0.0] * len(self.ys) for _ in self.xs]

    def block(self, i0: int, i1: int, j0: int, j1: int) -> None:
        """Closes the vertices i0..i1-1 x j0..j1-1."""
        across, along = [BLOCK] * (i1 - i0), [BLOCK] * (j1 - j0)
        for row in self.h[j0:j1]:
            row[i0:i1] = across
        for column in self.v[i0:i1]:
            column[j0:j1] = along

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
        self,
        sources: Sequence[Spot],
        targets: Sequence[Spot],
        reach: int = 1 << 30,
        most: int = 4,
        limit: float = LIMIT,
    ) -> Route | None:
        """The cheapest path between any of the ends with at most four corners, else by full search.

        `reach` limits how many lines beyond the ends are looked at; more than `most` corners are tried only
        where fewer do not lead there. None if nothing is free, or nothing costs less than `limit`; with a limit of
        the caller's own there is no full search.
        """
        thorough = limit >= LIMIT
        starts, stops = [_Reach(s) for s in sources], [_Reach(t) for t in targets]
        scene = self._scene((*starts, *stops), reach)
        rest_a, rest_b = min(a.least for a in starts), min(b.least for b in stops)
        pairs = []
        for a in starts:
            a.rest = rest_b
        for b in stops:
            b.rest = rest_a
        for na, a in enumerate(starts):
            for nb, b in enumerate(stops):
                if a.i == b.i and a.j == b.j:
                    continue
                far = abs(self.sx[a.i] - self.sx[b.i]) + abs(self.sy[a.j] - self.sy[b.j])
                level = (a.open[0] and b.open[0]) or (a.open[1] and b.open[1])
                mixed = (a.open[0] and b.open[1]) or (a.open[1] and b.open[0])
                pairs.append((a.least + b.least + far, na, nb, (True, level, mixed, level)))
        pairs.sort()
        found: Found | None = None
        for corners in (1, 2, 3, 4):
            if corners > most and (found is not None or not thorough):
                break
            bends = self.bend * corners if corners > 1 else 0.0
            for base, na, nb, may in pairs:
                if base + bends >= limit:
                    break
                if not may[corners - 1]:
                    continue
                got = self._family(scene, starts[na], stops[nb], limit, corners)
                if got is not None:
                    limit, found = got[0], got
        if found is None:
            return self.search(sources, targets) if thorough else None
        return _routed(*found)

    def _scene(self, ends: Sequence[_Reach], reach: int) -> _Scene:
        """The lattice within `reach` lines of all ends."""
        some_i, some_j = [end.i for end in ends], [end.j for end in ends]
        spans = (
            (max(0, min(some_i) - reach), min(len(self.xs) - 1, max(some_i) + reach)),
            (max(0, min(some_j) - reach), min(len(self.ys) - 1, max(some_j) + reach)),
        )
        if self._views is None or self._views[0].lp != self.leftward:
            h, v, sx, sy = self.h, self.v, self.sx, self.sy
            self._views = (
                View(h, v, sx, sy, self.leftward, 0.0, self.bend, self.beside),
                View(v, h, sy, sx, 0.0, self.leftward, self.bend, self.beside),
            )
        return _Scene(self._views, spans)

    def _family(self, scene: _Scene, a: _Reach, b: _Reach, limit: float, corners: int) -> Found | None:
        """The cheapest path of `corners` corners (1: or none) between two ends, if cheaper than `limit`; both
        ends are part of it."""
        if corners == 1:
            return self._plain(a, b, limit)
        best: Found | None = None
        for turn in (0, 1):
            view = scene.views[turn]
            au, aw = (a.j, a.i) if turn else (a.i, a.j)
            bu, bw = (b.j, b.i) if turn else (b.i, b.j)
            if not (a.open[turn] and b.open[1 - turn if corners == 3 else turn]) or (
                corners == 2 and aw == bw
            ):
                continue
            one = a.fan(scene, turn, limit, False)
            two = b.fan(scene, 1 - turn if corners == 3 else turn, limit, True)
            if corners == 2:
                found = level(view, one, two, aw, bw, limit)
            elif corners == 3:
                found = hook(view, one, two, (au, aw), (bu, bw), limit)
            else:
                least = limit - 4 * self.bend
                aside, home = a.aside(scene, turn, least, False), b.aside(scene, turn, least, True)
                found = detour(view, one, two, (au, aw), (bu, bw), limit, aside, home)
            if found is not None:
                limit = found[0]
                inner = swapped(found[1]) if turn else found[1]
                best = limit, ((a.i, a.j), *inner, (b.i, b.j))
        return best

    def _plain(self, a: _Reach, b: _Reach, limit: float) -> Found | None:
        """The way without a corner, else those with one."""
        h, v = self.h, self.v
        far = abs(self.sx[a.i] - self.sx[b.i]) + abs(self.sy[a.j] - self.sy[b.j])
        if b.i < a.i:
            far += self.leftward
        sideways, upright = (RIGHT if b.i > a.i else LEFT), (DOWN if b.j > a.j else UP)
        left, right = (a.i + 1, b.i) if a.i < b.i else (b.i + 1, a.i)
        top, bottom = (a.j + 1, b.j) if a.j < b.j else (b.j + 1, a.j)
        best: Found | None = None
        if a.j == b.j:
            price = a.prices[sideways] + b.prices[(sideways + 2) % 4] + far + sum(h[a.j][left:right])
            if price < limit:
                best = price, ((a.i, a.j), (b.i, b.j))
        elif a.i == b.i:
            price = a.prices[upright] + b.prices[(upright + 2) % 4] + far + sum(v[a.i][top:bottom])
            if price < limit:
                best = price, ((a.i, a.j), (b.i, b.j))
        else:
            far += self.bend
            price = a.prices[sideways] + b.prices[(upright + 2) % 4] + far + self.turn(b.i, a.j)
            if price < limit:
                price += sum(h[a.j][left:right]) + sum(v[b.i][top:bottom])
                if price < limit:
                    limit, best = price, (price, ((a.i, a.j), (b.i, a.j), (b.i, b.j)))
            price = a.prices[upright] + b.prices[(sideways + 2) % 4] + far + self.turn(a.i, b.j)
            if price < limit:
                price += sum(v[a.i][top:bottom]) + sum(h[b.j][left:right])
                if price < limit:
                    best = price, ((a.i, a.j), (a.i, b.j), (b.i, b.j))
        return best

    def search(self, sources: Sequence[Spot], targets: Sequence[Spot]) -> Route | None:
        """Best-first search over the whole lattice (Dijkstra with directions); None if all is closed."""
        xs, ys, h, v = self.xs, self.ys, self.h, self.v
        nx, ny = len(xs), len(ys)
        goals: dict[tuple[int, int, int], float] = {}
        for b in targets:
            for side, price in enumerate(b.prices):
                if price < NONE:
                    goals.setdefault((b.i, b.j, (side + 2) % 4), price)
        mids = {(b.i, b.j) for b in targets}
        best: dict[tuple[int, int, int], float] = {}
        back: dict[tuple[int, int, int], tuple[int, int, int] | None] = {}
        heap: list[tuple[float, int, tuple[int, int, int]]] = []
        count = 0
        for a in sources:
            for side, price in enumerate(a.prices):
                state = (a.i, a.j, side)
                if price < best.get(state, NONE):
                    best[state] = price
                    back[state] = None
                    heappush(heap, (price, count, state))
                    count += 1
        final: tuple[float, tuple[int, int, int]] | None = None
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
                if final is None or price + goal < final[0]:
                    final = (price + goal, state)
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
        return _routed(final[0], tuple(path))


def _routed(price: float, path: tuple[Vertex, ...]) -> Route:
    """A path with the sides of its ends read from its first and last piece."""
    return Route(price, path, _side(path[0], path[1]), _side(path[-1], path[-2]))


def _side(end: Vertex, beyond: Vertex) -> int:
    """The side of a vertex on which another one lies that shares its row or column."""
    if end[1] == beyond[1]:
        return RIGHT if beyond[0] > end[0] else LEFT
    return DOWN if beyond[1] > end[1] else UP
