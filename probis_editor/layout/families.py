"""Families of paths on a lattice: two, three and four corners, each tried exactly.

A `Fan` holds what it costs to get from an end straight to each line that crosses its way, the corner there
included. A path of two corners is one fan from each end and the straight piece between them; the least sum of
two fans tells at once whether a family can win at all, so most families are dismissed without a look at a
single path. Everything is seen along one axis (u), so one set of formulas serves both directions.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import accumulate
from math import nextafter
from operator import add
from typing import NamedTuple

Vertex = tuple[int, int]
NONE = 1.0e18
"""The price of what cannot be."""
NEAR = 3
"""One of the two runs out of the ends of a hook is at most so many lines long."""


class View(NamedTuple):
    """A lattice seen along one axis: `p[w][u]` is the price of passing (u, w) along u, `q[u][w]` across it.

    `us` and `ws` are the coordinates times the price of a unit; `lp` (`lq`) is the extra price of a run towards
    lower u (w); `bend` is the price of a corner. Runs out of the ends of a detour are at most `beside` lines long.
    """

    p: list[list[float]]
    q: list[list[float]]
    us: list[float]
    ws: list[float]
    lp: float
    lq: float
    bend: float
    beside: int


class Fan(NamedTuple):
    """`prices[t]` is the price of reaching line `low + t` and turning there; `least` the lowest of them."""

    low: int
    prices: list[float]
    least: float


Found = tuple[float, tuple[Vertex, ...]]
"""A price and the corners."""


def fan(
    view: View,
    span: tuple[int, int],
    u: int,
    w: int,
    ahead: float,
    behind: float,
    top: float,
    arriving: bool,
) -> Fan:
    """What it costs to get from (u, w) along u to each other line in `span`: `ahead` and `behind` are the prices of
    setting out towards higher and lower u. Lines that cost `top` or more are left out. `arriving` ways run the
    other way: from the line to (u, w)."""
    row, q, us = view.p[w], view.q, view.us
    here = us[u]
    right: list[float] = []
    left: list[float] = []
    if arriving:
        ahead += view.lp
    else:
        behind += view.lp
    if ahead < top:
        passed = row[u + 1 : span[1] + 1]
        sums = list(accumulate(passed, initial=ahead - here))
        end = u + 1 + min(len(passed), bisect_left(sums, top - here))
        right = [
            s + x + (r + c[w]) * 0.5
            for s, x, r, c in zip(sums, us[u + 1 : end], passed, q[u + 1 : end], strict=False)
        ]
    if behind < top:
        passed = row[span[0] : u]
        passed.reverse()
        sums = list(accumulate(passed, initial=behind + here))
        start = u - min(len(passed), bisect_left(sums, top + here))
        left = [
            s - x + (r + c[w]) * 0.5
            for s, x, r, c in zip(sums, us[start:u][::-1], passed, q[start:u][::-1], strict=False)
        ]
        left.reverse()
    prices = [*left, NONE, *right]
    return Fan(u - len(left), prices, min(prices))


def level(view: View, a: Fan, b: Fan, aw: int, bw: int, top: float) -> Found | None:
    """The way of two corners that leaves line `aw` and arrives on line `bw`, both along u."""
    low, high = max(a.low, b.low), min(a.low + len(a.prices), b.low + len(b.prices))
    fixed = 2 * view.bend + abs(view.ws[aw] - view.ws[bw]) + (view.lq if bw < aw else 0.0)
    cut = top - fixed
    if high <= low or a.least + b.least >= cut:
        return None
    sums = list(map(add, a.prices[low - a.low : high - a.low], b.prices[low - b.low : high - b.low]))
    least = min(sums)
    if least >= cut:
        return None
    start, stop = (aw + 1, bw) if aw < bw else (bw + 1, aw)
    q = view.q
    best = low + sums.index(least)
    price = least + sum(q[best][start:stop])
    if price < cut:
        cut = price
    else:
        best = -1
    for k, price in enumerate(sums, low):
        if price < cut:
            price += sum(q[k][start:stop])
            if price < cut:
                cut, best = price, k
    return None if best < 0 else (cut + fixed, ((best, aw), (best, bw)))


def hook(view: View, a: Fan, b: Fan, start: Vertex, end: Vertex, top: float) -> Found | None:
    """The way of three corners that leaves `start` along u (fan `a`) and arrives at `end` across it (fan `b`)."""
    au, aw = start
    bu, bw = end
    us, ws, p, q, lp, lq = view.us, view.ws, view.p, view.q, view.lp, view.lq
    cut = top - 3 * view.bend
    if a.least + b.least >= cut:
        return None
    at, rise = us[bu], ws[aw]
    ways = [price + abs(x - at) for price, x in zip(a.prices, us[a.low :], strict=False)]
    if lp:
        for k in range(max(bu + 1, a.low), a.low + len(ways)):
            ways[k - a.low] += lp
    if 0 <= bu - a.low < len(ways):
        ways[bu - a.low] = NONE
    out = min(ways)
    if out + b.least >= cut:
        return None
    rises = [price + abs(x - rise) for price, x in zip(b.prices, ws[b.low :], strict=False)]
    if lq:
        for m in range(b.low, min(aw, b.low + len(rises))):
            rises[m - b.low] += lq
    if 0 <= aw - b.low < len(rises):
        rises[aw - b.low] = NONE
    into = min(rises)
    if out + into >= cut:
        return None
    m = b.low + rises.index(into)
    k = a.low + ways.index(out)
    if abs(k - au) <= NEAR or abs(m - bw) <= NEAR:
        row, cross = p[m], q[k]
        price = out + into + (row[k] + cross[m]) * 0.5
        price += sum(cross[aw + 1 : m] if aw < m else cross[m + 1 : aw])
        price += sum(row[k + 1 : bu] if k < bu else row[bu + 1 : k])
        cut = min(cut, nextafter(price, NONE))
    outs = [(price, k) for k, price in enumerate(ways, a.low) if price + into < cut]
    ins = [(price, m) for m, price in enumerate(rises, b.low) if price + out < cut]
    best: Vertex | None = None
    for first, k in outs:
        near = abs(k - au) <= NEAR
        cross = q[k]
        for second, m in ins:
            price = first + second
            if price >= cut or not (near or -NEAR <= m - bw <= NEAR):
                continue
            row = p[m]
            price += (row[k] + cross[m]) * 0.5
            if price >= cut:
                continue
            price += sum(cross[aw + 1 : m] if aw < m else cross[m + 1 : aw])
            if price >= cut:
                continue
            price += sum(row[k + 1 : bu] if k < bu else row[bu + 1 : k])
            if price < cut:
                cut, best = price, (k, m)
    if best is None:
        return None
    k, m = best
    return cut + 3 * view.bend, ((k, aw), (k, m), (bu, m))


def detour(
    view: View,
    a: Fan,
    b: Fan,
    start: Vertex,
    end: Vertex,
    top: float,
    aside: Callable[[int, float], Fan],
    home: Callable[[int, float], Fan],
) -> Found | None:
    """The way of four corners that leaves `start` and arrives at `end`, both along u. `aside` and `home` make the
    fans across u on a line next to the start and the end, from what it costs to get there."""
    au, aw = start
    bu, bw = end
    us, p, lp = view.us, view.p, view.lp
    cut = top - 4 * view.bend
    rise = abs(view.ws[aw] - view.ws[bw])
    outs, ins = _close(a, au, view.beside), _close(b, bu, view.beside)
    if not outs or not ins:
        return None
    least_in = min(ins)[0]
    best: tuple[int, int, int] | None = None
    for first, k in outs:
        if first + least_in + rise >= cut:
            continue
        one: Fan | None = None
        for second, n in ins:
            between = abs(us[k] - us[n]) + (lp if n < k else 0.0)
            if n == k or first + second + rise + between >= cut:
                continue
            if one is None:
                one = aside(k, first)
            other = home(n, second)
            goal = cut - between
            if one.least + other.least >= goal:
                continue
            low = max(one.low, other.low)
            high = min(one.low + len(one.prices), other.low + len(other.prices))
            left, right = (k + 1, n) if k < n else (n + 1, k)
            if high <= low:
                continue
            sums = list(
                map(
                    add,
                    one.prices[low - one.low : high - one.low],
                    other.prices[low - other.low : high - other.low],
                )
            )
            least = min(sums)
            if least >= goal:
                continue
            m = low + sums.index(least)
            goal = min(goal, nextafter(least + sum(p[m][left:right]), NONE))
            for m, price in enumerate(sums, low):
                if price < goal:
                    price += sum(p[m][left:right])
                    if price < goal:
                        goal, best = price, (k, m, n)
            cut = goal + between
    if best is None:
        return None
    k, m, n = best
    return cut + 4 * view.bend, ((k, aw), (k, m), (n, m), (n, bw))


def _close(one: Fan, u: int, beside: int) -> list[tuple[float, int]]:
    """The lines of a fan next to its end, with their prices."""
    low, high = max(one.low, u - beside), min(one.low + len(one.prices), u + beside + 1)
    return [(one.prices[k - one.low], k) for k in range(low, high) if one.prices[k - one.low] < NONE]


def swapped(corners: Sequence[Vertex]) -> tuple[Vertex, ...]:
    """Corners as seen along the other axis."""
    return tuple((w, u) for u, w in corners)
