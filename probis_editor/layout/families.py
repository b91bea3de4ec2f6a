"""Families of paths on a lattice: straight, L, Z and U, hooks, detours; each tried exactly.

Everything is seen along one axis (u), so one set of formulas serves ways that set out sideways and ways that
set out up or down.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

Vertex = tuple[int, int]


class View:
    """A lattice seen along one axis: `p[w][u]` is the price of passing (u, w) along u, `q[u][w]` across it.

    So one set of formulas serves ways that set out sideways and ways that set out up or down. Sums from an
    end outward are kept: they only grow, so a bisection tells how far a run can go at all.
    """

    __slots__ = ("_across", "_along", "bend", "length", "lp", "lq", "p", "q", "us", "ws")

    def __init__(
        self,
        prices: tuple[float, float],
        p: list[list[float]],
        q: list[list[float]],
        us: list[float],
        ws: list[float],
        lp: float,
        lq: float,
    ) -> None:
        self.p, self.q, self.us, self.ws, self.lp, self.lq = p, q, us, ws, lp, lq
        self.bend, self.length = prices
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
