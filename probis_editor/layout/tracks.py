"""Line separation: which of several flows on one lattice line lies left (or above), and how far apart.

Flows on one line whose stretches meet get different tracks. The order is chosen by what would cross: a flow
that turns off to one side lies on that side. Flows that go the same way to a common end (or come from a
common start) share a track.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from probis_editor.layout.grid import PINNED, Grid
from probis_editor.layout.spacing import Way

STEP = 1.0e4
NODE = 0.3 * STEP


class Piece(NamedTuple):
    """What is fixed of one segment of a way while offsets are sought. `ends`: place on the line, the number of the
    segment there (-1 at a shape) and the turn (see Unit), lower end first."""

    member: tuple[int, int]
    ends: tuple[tuple[float, int, int], tuple[float, int, int]]
    pin: float | None
    room: float
    attached: bool
    port: str
    keys: tuple[tuple[object, ...], ...]


class Unit(msgspec.Struct):
    """One track's worth: the segments (edge, number in its way) that share it. `ends` are (place, turn)
    pairs, turn -1/+1 towards lower/higher coordinates across the line, 0 at a shape. `port` is the shape that
    pins it. `first` and `last` are `low` and `high` in tenths of a step: what meets there meets."""

    members: list[tuple[int, int]]
    low: float
    high: float
    first: float
    last: float
    ends: list[tuple[float, int]]
    pin: float | None
    room: float
    attached: bool
    keys: tuple[tuple[object, ...], ...]
    port: str = ""
    at: float = 0.0


class _Solved(NamedTuple):
    """The answer for one line, and what it was found for."""

    asked: list[tuple[Piece, float, float]]
    offsets: list[tuple[tuple[int, int], float]]
    clashes: list[int]
    reach: tuple[float, float]


class Tracks:
    """Offsets of all segments from their lattice line: `offset[(edge, number)]`; `clashes` are edges that a
    fixed port keeps on top of another (to be routed anew).

    `before` are the tracks of nearly the same ways: lines where nothing changed are not solved again.
    """

    def __init__(
        self, grid: Grid, spacing: float, boundary: dict[int, float], before: Tracks | None = None
    ) -> None:
        self.grid, self.spacing, self.boundary = grid, spacing, boundary
        self.offset: dict[tuple[int, int], float] = {}
        self.clashes: list[int] = []
        self.reach_x: dict[int, tuple[float, float]] = {}
        self.reach_y: dict[int, tuple[float, float]] = {}
        self._pieces: dict[int, tuple[Way, list[tuple[bool, int, Piece]]]] = {}
        self._solved: dict[tuple[int, int], _Solved] = {}
        lines = self._lines(before._pieces if before else {})
        for turn in range(3):
            vertical = turn != 1
            if turn == 1:
                self.clashes = []
            self._solve_all(turn, lines[vertical], before._solved if before else {})

    def _lines(
        self, known: dict[int, tuple[Way, list[tuple[bool, int, Piece]]]]
    ) -> tuple[dict[int, list[Piece]], dict[int, list[Piece]]]:
        """The segments on each horizontal and each vertical line."""
        lines: tuple[dict[int, list[Piece]], dict[int, list[Piece]]] = ({}, {})
        for k in sorted(self.grid.ways):
            way = self.grid.ways[k]
            found = known.get(k)
            if found is None or found[0] is not way:
                found = way, [self._piece(k, n, way) for n in range(len(way.path) - 1)]
            self._pieces[k] = found
            for vertical, line, piece in found[1]:
                lines[vertical].setdefault(line, []).append(piece)
        return lines

    def _solve_all(
        self, turn: int, lines: dict[int, list[Piece]], known: dict[tuple[int, int], _Solved]
    ) -> None:
        reach = self.reach_y if turn == 1 else self.reach_x
        reach.clear()
        offset = self.offset
        for line in sorted(lines):
            asked = []
            for piece in lines[line]:
                k = piece.member[0]
                (low, before, _), (high, after, _) = piece.ends
                if before >= 0:
                    low += offset.get((k, before), 0.0)
                if after >= 0:
                    high += offset.get((k, after), 0.0)
                asked.append((piece, low, high))
            found = known.get((turn, line))
            if found is None or found.asked != asked:
                found = self._line(asked)
            self._solved[(turn, line)] = found
            offset.update(found.offsets)
            self.clashes += found.clashes
            reach[line] = found.reach

    def _line(self, asked: list[tuple[Piece, float, float]]) -> _Solved:
        """The tracks of one line."""
        if len(asked) == 1:
            at = asked[0][0].pin or 0.0
            return _Solved(asked, [(asked[0][0].member, at)], [], (at, at))
        units = self._merged([_unit(*one) for one in asked])
        clashes = self._solve(units)
        offsets = [(member, unit.at) for unit in units for member in unit.members]
        places = [unit.at for unit in units]
        return _Solved(asked, offsets, clashes, (min(places), max(places)))

    def _piece(self, k: int, n: int, way: Way) -> tuple[bool, int, Piece]:
        path = way.path
        p, q = path[n], path[n + 1]
        vertical = p[0] == q[0]
        axis = 1 if vertical else 0
        forward = q[axis] > p[axis]
        last = len(path) - 2
        near = (p[axis] * STEP + (NODE if forward else -NODE), -1, 0)
        far = (q[axis] * STEP - (NODE if forward else -NODE), -1, 0)
        if n > 0:
            near = (p[axis] * STEP, n - 1, 1 if path[n - 1][1 - axis] > p[1 - axis] else -1)
        if n < last:
            far = (q[axis] * STEP, n + 1, 1 if path[n + 2][1 - axis] > q[1 - axis] else -1)
        edge = self.grid.story.graph.edges[k]
        keys = (
            ("to", edge.target, edge.kind, path[n + 1 :], way.into, edge.source if n == 0 else ""),
            ("from", edge.source, edge.kind, path[: n + 1], way.out, edge.target if n == last else ""),
        )
        pinned = self._pin(k, n, way, vertical)
        piece = Piece((k, n), (near, far) if forward else (far, near), *pinned, keys)
        return vertical, p[0] if vertical else p[1], piece

    def _pin(self, k: int, n: int, way: Way, vertical: bool) -> tuple[float | None, float, bool, str]:
        """Where a port fixes the segment: (offset or None, how far it may slide, whether a port is there, whose)."""
        story = self.grid.story
        edge = story.graph.edges[k]
        pin: float | None = None
        room = 1e9
        attached = False
        port = ""
        ends = []
        if n == 0:
            ends.append(edge.source)
        if n == len(way.path) - 2:
            ends.append(edge.target)
        for name in ends:
            index = story.index[name]
            box = story.boxes[index]
            if box.role == "pool":
                continue
            attached = True
            if box.role == "boundary":
                pin, port = self.boundary.get(index, 0.0), name
            elif box.role in PINNED and pin is None:
                pin, port = 0.0, name
            else:
                room = min(room, (box.w if vertical else box.h) / 2 - 8.0)
        return pin, room, attached, port

    def _merged(self, units: list[Unit]) -> list[Unit]:
        """Units whose stretches meet and that have a way to (or from) a common end in common become one.

        All members of one unit share the same end: who joined by the target takes no more partners by the
        source.
        """
        result: list[Unit] = []
        by_key: dict[tuple[object, ...], list[Unit]] = {}
        for unit in units:
            home: Unit | None = None
            for key in unit.keys:
                for other in by_key.get(key, ()):
                    if key in other.keys and _meet(unit, other):
                        home = other
                        home.keys = (key,)
                        break
                if home is not None:
                    break
            if home is None:
                result.append(unit)
                home = unit
            else:
                home.members += unit.members
                home.low, home.high = min(home.low, unit.low), max(home.high, unit.high)
                home.first, home.last = min(home.first, unit.first), max(home.last, unit.last)
                home.ends += unit.ends
                if home.pin is None:
                    home.pin, home.port = unit.pin, unit.port
                home.room = min(home.room, unit.room)
                home.attached = home.attached or unit.attached
            for key in unit.keys:
                by_key.setdefault(key, []).append(home)
        return result

    def _solve(self, units: list[Unit]) -> list[int]:
        """Sets the tracks of units on one line; the edges that clash."""
        units.sort(key=lambda u: (u.low, u.high, u.members))
        clashes: list[int] = []
        group: list[Unit] = []
        last = -1e18
        for unit in units:
            if group and unit.first > last:
                clashes += self._order(group)
                group, last = [], -1e18
            group.append(unit)
            last = max(last, unit.last)
        return clashes + self._order(group)

    def _order(self, units: list[Unit]) -> list[int]:
        n = len(units)
        if n == 1:
            units[0].at = units[0].pin or 0.0
            return []
        meet = [[_meet(a, b) for b in units] for a in units]
        cost = [[_crossings(units[a], units[b]) if meet[a][b] else 0.0 for b in range(n)] for a in range(n)]
        for a in range(n):
            for b in range(n):
                first, second = units[a].pin, units[b].pin
                if first is not None and second is not None and first > second + 1.0 and meet[a][b]:
                    cost[a][b] += 1000.0
        order = sorted(range(n), key=lambda a: (sum(cost[a]) - sum(cost[b][a] for b in range(n)), a))
        for _ in range(n):
            changed = False
            for p in range(n - 1):
                a = order[p]
                gain, best, to = 0.0, 0.0, -1
                for q in range(p + 1, n):
                    b = order[q]
                    gain += cost[b][a] - cost[a][b]
                    if gain < best - 1e-9:
                        best, to = gain, q
                if to >= 0:
                    order.insert(to, order.pop(p))
                    changed = True
            if not changed:
                break
        return self._spread([units[a] for a in order], [[meet[a][b] for b in order] for a in order])

    def _spread(self, units: list[Unit], meet: list[list[bool]]) -> list[int]:
        """Distances for a given order: fixed ports stay, the rest keeps its spacing as near the axis as it
        can. The edges that clash."""
        clashes: list[int] = []
        n = len(units)
        hard = [u.pin is not None for u in units]
        gap = [[self.spacing] * n for _ in range(n)]
        for p in range(n):
            for q in range(p + 1, n):
                if not (hard[p] and hard[q] and meet[p][q]):
                    continue
                apart = (units[q].pin or 0.0) - (units[p].pin or 0.0)
                if units[p].port == units[q].port:
                    gap[p][q] = min(self.spacing, max(0.0, apart))
                elif apart < 6.0:
                    clashes += [k for k, _ in units[q].members]
                    hard[q] = False
                else:
                    gap[p][q] = min(self.spacing, apart)
        fixed = hard[:]
        for p in range(n):
            if (
                units[p].attached
                and not hard[p]
                and not any(meet[p][q] and (fixed[q] or units[q].attached) for q in range(n) if q != p)
            ):
                fixed[p] = True
        want = [(u.pin or 0.0) if f else 0.0 for u, f in zip(units, fixed, strict=True)]
        upper, lower = want[:], want[:]
        for p in range(n - 1, -1, -1):
            if not fixed[p]:
                upper[p] = min([1e9, *(upper[q] - gap[p][q] for q in range(p + 1, n) if meet[p][q])])
        for p in range(n):
            if not fixed[p]:
                lower[p] = max([-1e9, *(lower[q] + gap[q][p] for q in range(p) if meet[p][q])])
        ahead, behind = want[:], want[:]
        for p in range(n):
            if not fixed[p]:
                pushed = max([want[p], lower[p], *(ahead[q] + gap[q][p] for q in range(p) if meet[p][q])])
                ahead[p] = min(pushed, upper[p])
        for p in range(n - 1, -1, -1):
            if not fixed[p]:
                rest = [behind[q] - gap[p][q] for q in range(p + 1, n) if meet[p][q]]
                behind[p] = max(min([want[p], upper[p], *rest]), lower[p])
        for p, unit in enumerate(units):
            unit.at = float(round((ahead[p] + behind[p]) / 2 + 0.01))
            if unit.attached and not fixed[p] and abs(unit.at) > unit.room:
                clashes += [k for k, _ in unit.members]
        for p in range(n):
            for q in range(p + 1, n):
                if meet[p][q] and units[q].at - units[p].at < min(3.0, gap[p][q]):
                    clashes += [k for k, _ in units[p if hard[q] else q].members]
        return clashes


def _unit(piece: Piece, low: float, high: float) -> Unit:
    """The unit of one segment that reaches from `low` to `high`."""
    return Unit(
        [piece.member],
        low,
        high,
        round(low / STEP, 1),
        round(high / STEP, 1),
        [(low, piece.ends[0][2]), (high, piece.ends[1][2])],
        piece.pin,
        piece.room,
        piece.attached,
        piece.keys,
        piece.port,
    )


def _meet(a: Unit, b: Unit) -> bool:
    """Whether two stretches meet, touching at a crossing included (there both turn)."""
    return max(a.first, b.first) <= min(a.last, b.last)


def _crossings(a: Unit, b: Unit) -> float:
    """How many crossings it means that `a` lies on the lower side of `b`."""
    total = 0.0
    for place, turn in a.ends:
        if turn > 0 and b.low < place < b.high:
            total += 1.0
    for place, turn in b.ends:
        if turn < 0 and a.low < place < a.high:
            total += 1.0
    return total
