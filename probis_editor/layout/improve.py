"""Small changes of a placing, kept when the routes they lead to are better.

Tried in a fixed order: another row, another column, one column closer, standing straight below the
predecessor. What is better is decided by real ways on the lattice: crossings, corners, lengths, and the paper
that columns and rows take.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from probis_editor.layout.graph import Box, Measures
from probis_editor.layout.grid import Grid
from probis_editor.layout.placing import Placing, tidy
from probis_editor.layout.story import Story

COLUMN = 0.45
ROW = 0.9
ABREAST = 12.0
"""Branches of one gateway that begin in different columns, per column."""
BUDGET = 9000
"""Edges routed at most in all trials: keeps the time of a map bounded and its result the same on every
machine."""


def improve(
    story: Story, placing: Placing, measures: Measures, effort: int, lean: tuple[float, float] = (1.0, 1.0)
) -> Placing:
    """The best placing found from the given one. Deterministic: the budget counts work, not time.

    `lean` makes width and height dearer than usual, for maps that do not fit their paper.
    """
    edges = max(1, len(story.graph.edges))
    best = placing.copy()
    price = judge(story, best, measures, lean)
    trials = BUDGET * effort // (2 * edges)
    seen = {_key(best)}
    while trials > 0:
        better = False
        for trial in _changes(story, best):
            tidy(story, trial)
            key = _key(trial)
            if key in seen or not valid(story, trial):
                continue
            seen.add(key)
            trials -= 1
            value = judge(story, trial, measures, lean)
            if value < price - 0.5:
                best, price, better = trial, value, True
                break
            if trials <= 0:
                break
        if not better:
            break
    return best


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


def judge(
    story: Story, placing: Placing, measures: Measures, lean: tuple[float, float] = (1.0, 1.0)
) -> float:
    """The price of a placing: its ways, its paper, and steps that share a column without a straight
    hand-over."""
    grid = Grid(story, placing, measures)
    grid.route(2)
    price = grid.total()
    missing = len([e for e in story.graph.edges if e.source in story.index]) - len(grid.ways)
    width = grid.lattice.xs[-1]
    height = grid.lattice.ys[-1]
    price += COLUMN * lean[0] * width + ROW * lean[1] * height + 2000.0 * missing
    boxes = story.boxes
    for n in story.order:
        if boxes[n].role == "gateway" and len(story.after[n]) > 1:
            reached = [placing.column[b] for b, _ in story.after[n]]
            price += ABREAST * (max(reached) - min(reached))
    for a, b, k in story.links:
        if placing.column[a] == placing.column[b] and story.graph.edges[k].kind == "sequence":
            way = grid.ways.get(k)
            if way is None or len(way.path) > 2:
                price += 120.0
            if boxes[a].stage == "start" and (boxes[a].lane >= boxes[b].lane):
                price += 60.0
            if boxes[a].lane == boxes[b].lane and k in story.main:
                price += 110.0
    return price


def _changes(story: Story, placing: Placing) -> Iterator[Placing]:
    """Neighbouring placings."""
    boxes = story.boxes
    extent: dict[int, tuple[int, int]] = {}
    for n in story.order:
        low, high = extent.get(boxes[n].lane, (0, 0))
        extent[boxes[n].lane] = (min(low, placing.row[n]), max(high, placing.row[n]))
    for n in story.order:
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
