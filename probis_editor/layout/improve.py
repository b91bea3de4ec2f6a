"""Small changes of a placing, kept when the routes they lead to are better.

Tried in a fixed order: another row, another column, one column closer, standing straight below the
predecessor. What is better is decided by real ways on the lattice: crossings, corners, lengths, and the paper
that columns and rows take.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from probis_editor.layout.bounds import Bounds
from probis_editor.layout.graph import Box, Measures
from probis_editor.layout.grid import Grid
from probis_editor.layout.habits import Habits
from probis_editor.layout.placing import Placing, tidy
from probis_editor.layout.story import Story

Progress: TypeAlias = Callable[[int, int], None]
"""Is told (done, of how many) while a layout goes on; what it raises ends the layout."""


def quiet(done: int, total: int) -> None:
    """Tells nobody."""


OVER = 4.0
"""Per unit of width or height beyond the room."""


class Room(NamedTuple):
    """Width and height that steps and channels may take, strips and headers not counted, and what a unit beyond it
    costs."""

    w: float
    h: float
    price: float = OVER


NO_LIMIT = Room(math.inf, math.inf)

COLUMN = 0.45
ROW = 0.9
ABREAST = 12.0
"""Branches of one gateway that begin in different columns, per column."""
HOPE = 220.0
"""What a second look at all ways may save at most, to be worth it."""
TELL = 8
"""Progress is told every so many trials."""
BUDGET = 9000
"""Edges routed at most in all trials: keeps the time of a map bounded and its result the same on every
machine."""


def improve(
    story: Story,
    placing: Placing,
    measures: Measures,
    effort: int,
    room: Room = NO_LIMIT,
    progress: Progress = quiet,
    share: float = 1.0,
) -> tuple[Placing, Room]:
    """The best placing found from the given one, and the room it is expected to take. Deterministic: the budget
    counts work, not time; `share` is the part of it that may be used.
    """
    edges = max(1, len(story.graph.edges))
    best = placing.copy()
    judge = Judge(story, measures, room)
    price = judge.price(best)
    total = trials = int(share * BUDGET * effort) // (2 * edges)
    seen = {_key(best)}
    at = calm = 0
    while trials > 0 and calm < len(story.order):
        n = story.order[at % len(story.order)]
        at += 1
        calm += 1
        for trial in _changes(story, best, n):
            tidy(story, trial)
            key = _key(trial)
            if key in seen or not valid(story, trial):
                continue
            seen.add(key)
            if len(seen) % TELL == 0:
                progress(total - trials, total)
            value = judge.price(trial, price - 0.5)
            trials -= judge.routed
            if value < price - 0.5:
                best, price, calm = trial, value, 0
                at -= 1
                break
            if trials <= 0:
                break
    return best, judge.size(best)


def _key(placing: Placing) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(placing.column), tuple(placing.row)


def valid(story: Story, placing: Placing) -> bool:
    """Whether no two boxes share a cell, forward flows do not run back, and phases keep their order."""
    boxes = story.boxes
    taken: set[tuple[int, int, int]] = set()
    for n, box in enumerate(boxes):
        if box.role in ("boundary", "pool"):
            continue
        cell = (placing.column[n], box.lane, placing.row[n])
        if cell in taken:
            return False
        taken.add(cell)
    for a, b, _ in story.links:
        if placing.column[b] < placing.column[a]:
            return False
    if story.graph.phases:
        last: dict[int, int] = {}
        first: dict[int, int] = {}
        for n in story.steps:
            phase, c = boxes[n].phase, placing.column[n]
            last[phase] = max(last.get(phase, -1), c)
            first[phase] = min(first.get(phase, 1 << 30), c)
        keys = sorted(first)
        for p, q in pairwise(keys):
            if first[q] <= last[p]:
                return False
    return True


class Judge:
    """Says what placings cost: their ways, their paper, and steps that share a column without a straight
    hand-over."""

    def __init__(self, story: Story, measures: Measures, room: Room) -> None:
        self.story, self.measures, self.room = story, measures, room
        self._links = [e for e in story.graph.edges if e.source in story.index]
        self._habits = Habits(story)
        self._bounds = Bounds(story, self._habits)
        self.routed = 0

    def size(self, placing: Placing) -> Room:
        """The room that a placing is expected to take."""
        grid = Grid(self.story, placing, self.measures, habits=self._habits)
        grid.route(2)
        return Room(*grid.spread())

    def price(self, placing: Placing, limit: float = math.inf) -> float:
        """The price of a placing, or some number above `limit` if it is not below that. `routed` says whether ways
        had to be looked for to know."""
        story = self.story
        grid = Grid(story, placing, self.measures, habits=self._habits)
        self.routed = 0
        price = self._abreast(placing) + self._stacked(placing)
        least = price + self._paper(grid.width, grid.depth)
        if least + self._bounds.least(grid) > limit:
            return math.inf
        self.routed = 1
        grid.route(1)
        if limit < math.inf and least + grid.total() > limit + HOPE:
            return math.inf
        grid.refine()
        price += grid.total() + self._paper(*grid.spread())
        price += 2000.0 * (len(self._links) - len(grid.ways))
        return price + self._sharing(grid)

    def _paper(self, w: float, h: float) -> float:
        over = max(0.0, w - self.room.w) + max(0.0, h - self.room.h)
        return COLUMN * w + ROW * h + self.room.price * over

    def _abreast(self, placing: Placing) -> float:
        story = self.story
        price = 0.0
        for n in story.order:
            if story.boxes[n].role == "gateway" and len(story.after[n]) > 1:
                reached = [placing.column[b] for b, _ in story.after[n]]
                price += ABREAST * (max(reached) - min(reached))
        return price

    def _stacked(self, placing: Placing) -> float:
        """The price of steps that share a column where a reader expects them side by side."""
        story, boxes = self.story, self.story.boxes
        price = 0.0
        for a, b, k in story.links:
            if placing.column[a] == placing.column[b] and story.graph.edges[k].kind == "sequence":
                if boxes[a].stage == "start" and (boxes[a].lane >= boxes[b].lane):
                    price += 60.0
                if boxes[a].lane == boxes[b].lane and k in story.main:
                    price += 110.0
        return price

    def _sharing(self, grid: Grid) -> float:
        """The price of steps that share a column without a straight way between them."""
        story, placing = self.story, grid.placing
        price = 0.0
        for a, b, k in story.links:
            if placing.column[a] == placing.column[b] and story.graph.edges[k].kind == "sequence":
                way = grid.ways.get(k)
                if way is None or len(way.path) > 2:
                    price += 120.0
        return price


def _changes(story: Story, placing: Placing, n: int) -> Iterator[Placing]:
    """Neighbouring placings that differ in where step n stands."""
    boxes = story.boxes
    extent: dict[int, tuple[int, int]] = {}
    for m in story.order:
        low, high = extent.get(boxes[m].lane, (0, 0))
        extent[boxes[m].lane] = (min(low, placing.row[m]), max(high, placing.row[m]))
    c, r = placing.column[n], placing.row[n]
    lane = boxes[n].lane
    for dr in (1, -1):
        trial = placing.copy()
        trial.row[n] = r + dr
        other = _at(story, placing, c, lane, r + dr)
        if other >= 0:
            trial.row[other] = r
        yield trial
    low, high = extent[lane]
    for edge in (low - 1, high + 1):
        if abs(edge - r) > 1:
            trial = placing.copy()
            trial.row[n] = edge
            yield trial
    for dc in (-1, 1):
        trial = placing.copy()
        trial.column[n] = c + dc
        yield trial
        trial = placing.copy()
        trial.column[n] = c + dc
        trial.row[n] = r + 1
        yield trial
    trial = placing.copy()
    for m in range(len(boxes)):
        if trial.column[m] > c or (m == n):
            trial.column[m] += 1
    yield trial
    trial = placing.copy()
    for m in range(len(boxes)):
        if trial.column[m] >= c:
            trial.column[m] -= 1
    yield trial
    reached = [b for b, _ in story.after[n]]
    if boxes[n].role == "gateway" and len(reached) > 1:
        # All branches abreast, with the rest where it is or one further.
        for further in (0, 1):
            trial = placing.copy()
            for m in range(len(boxes)):
                if trial.column[m] > c:
                    trial.column[m] += further
            for m in reached:
                if boxes[m].lane != lane:
                    trial.column[m] = c + 1
            yield trial
    for u in dict.fromkeys(u for u, _ in (*story.before[n], *story.after[n])):
        if boxes[u].lane != lane:
            continue
        for step in (1, -1):
            trial = placing.copy()
            trial.column[n] = placing.column[u]
            _insert(trial, n, lane, placing.row[u], step, boxes)
            yield trial
        trial = placing.copy()
        trial.row[n] = placing.row[u]
        yield trial


def _insert(trial: Placing, n: int, lane: int, row: int, step: int, boxes: Sequence[Box]) -> None:
    """Puts box n into a new row of its lane right below (step 1) or above (-1) the given one."""
    for m, box in enumerate(boxes):
        if box.lane == lane:
            trial.row[m] *= 2
    trial.row[n] = 2 * row + step


def _at(story: Story, placing: Placing, c: int, lane: int, r: int) -> int:
    for n, box in enumerate(story.boxes):
        if (
            placing.column[n] == c
            and placing.row[n] == r
            and box.lane == lane
            and box.role not in ("boundary", "pool")
        ):
            return n
    return -1
