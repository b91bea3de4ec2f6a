"""The part of a drawing that one way is searched in, as a lattice with prices."""

from __future__ import annotations

from bisect import bisect_left

from probis_editor.geometry import Rect
from probis_editor.layout.docking import Port
from probis_editor.layout.lattice import Lattice
from probis_editor.layout.plan import Ask, Plan, Segment, Shape

MARGIN = 12.0
TRACK = 10.0
NEAR = 6.0
CROSS = 104.0
OVER = 4000.0
HUG = 12.0
TOUCH = 1.5
ALONG = 400.0
"""Nearer than `TOUCH` a line seems to lie on the side of the shape."""
HEAD = 9.5
STUB = 130.0
"""A corner nearer than `HEAD` to the side that a flow docks at leaves no room for the head of its arrow."""


def fill(
    plan: Plan, lattice: Lattice, ask: Ask, shapes: list[Shape], pieces: list[Segment], own: tuple[str, str]
) -> None:
    """Closes the shapes and prices what lies near them, and what other lines cost to cross or to lie on."""
    xs, ys, h, v = lattice.xs, lattice.ys, lattice.h, lattice.v
    for s in shapes:
        r = s.rect
        right, bottom = r.right, r.bottom
        i0, i1 = bisect_left(xs, r.x + 0.5), bisect_left(xs, right - 0.49)
        j0, j1 = bisect_left(ys, r.y + 0.5), bisect_left(ys, bottom - 0.49)
        lattice.block(i0, i1, j0, j1)
        if s.id in own:
            for i in (*_between(xs, r.x - HEAD, r.x), *_between(xs, right, right + HEAD)):
                column = v[i]
                for j in range(j0, j1):
                    column[j] += 2 * STUB
            for j in (*_between(ys, r.y - HEAD, r.y), *_between(ys, bottom, bottom + HEAD)):
                row = h[j]
                for i in range(i0, i1):
                    row[i] += 2 * STUB
            continue
        g0, g1 = bisect_left(xs, r.x - NEAR), bisect_left(xs, right + NEAR)
        k0, k1 = bisect_left(ys, r.y - NEAR), bisect_left(ys, bottom + NEAR)
        for i in (*range(g0, i0), *range(i1, g1)):
            column = v[i]
            price = ALONG if r.x - TOUCH < xs[i] < right + TOUCH else HUG
            for j in range(k0, k1):
                column[j] += price
        for j in (*range(k0, j0), *range(j1, k1)):
            row = h[j]
            price = ALONG if r.y - TOUCH < ys[j] < bottom + TOUCH else HUG
            for i in range(g0, g1):
                row[i] += price
    lines = plan.lines
    for _, n, last, line_id, x0, y0, x1, y1 in pieces:
        joins = False
        if n == 0 or n == last:
            line = lines[line_id]
            if line.kind == ask.kind:
                joins = (n == last and line.target == ask.target) or (n == 0 and line.source == ask.source)
        if x0 == x1:
            low, high = (y0, y1) if y0 < y1 else (y1, y0)
            _mark(x0, low, high, xs, ys, v, h, joins)
        elif y0 == y1:
            low, high = (x0, x1) if x0 < x1 else (x1, x0)
            _mark(y0, low, high, ys, xs, h, v, joins)


def _mark(
    at: float,
    low: float,
    high: float,
    across: list[float],
    along: list[float],
    same: list[list[float]],
    other: list[list[float]],
    joins: bool,
) -> None:
    """Prices a foreign segment into the lattice: lying on it is dear, crossing it costs, joining it is free."""
    j0, j1 = bisect_left(along, low - NEAR), bisect_left(along, high + NEAR)
    if j0 >= j1:
        return
    i0, i1 = bisect_left(across, at - NEAR), bisect_left(across, at + NEAR)
    if not joins:
        for i in range(i0, i1):
            row = same[i]
            for j in range(j0, j1):
                row[j] += OVER
    nearest = bisect_left(across, at)
    if nearest == len(across) or (nearest > 0 and at - across[nearest - 1] < across[nearest] - at):
        nearest -= 1
    cross = 4.0 if joins else CROSS
    for j in range(j0, j1):
        other[j][nearest] += cross


def _between(lines: list[float], low: float, high: float) -> range:
    """The lines strictly between two coordinates."""
    return range(bisect_left(lines, low + 0.01), bisect_left(lines, high - 0.01))


def window_lines(
    shapes: list[Shape], pieces: list[Segment], docks: list[Port], window: Rect, own: tuple[str, str]
) -> tuple[list[float], list[float]]:
    """The coordinates that a way may take, sorted, without near-duplicates; those of docks always stay."""
    keep_x = sorted({p.x for p in docks})
    keep_y = sorted({p.y for p in docks})
    xs: list[float] = []
    ys: list[float] = []
    for s in shapes:
        x, y, w, h = s.rect
        xs += (x - MARGIN, x + w + MARGIN, x + w / 2)
        ys += (y - MARGIN, y + h + MARGIN, y + h / 2)
    for _, _, _, _, x0, y0, x1, y1 in pieces:
        if x0 == x1:
            xs += (x0 - TRACK, x0 + TRACK)
        elif y0 == y1:
            ys += (y0 - TRACK, y0 + TRACK)
    rects = [s.rect for s in shapes if s.id in own]
    if len(rects) == 2:
        a, b = sorted(rects)
        if b.x > a.right:
            xs.append((a.right + b.x) / 2)
        a, b = sorted(rects, key=lambda r: r.y)
        if b.y > a.bottom:
            ys.append((a.bottom + b.y) / 2)
    return (
        _thin(keep_x, xs, window.x, window.right),
        _thin(keep_y, ys, window.y, window.bottom),
    )


def _thin(keep: list[float], more: list[float], low: float, high: float) -> list[float]:
    """Sorted coordinates at least 3 apart, except that all of `keep` stay."""
    result = list(keep)
    last = -1e18
    extra: list[float] = []
    for x in sorted(set(more)):
        if x < low or x > high or x - last < 3.0:
            continue
        n = bisect_left(keep, x)
        if (n < len(keep) and keep[n] - x < 3.0) or (n > 0 and x - keep[n - 1] < 3.0):
            continue
        extra.append(x)
        last = x
    result += extra
    result.sort()
    return result
