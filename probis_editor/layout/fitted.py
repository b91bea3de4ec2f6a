"""The size and the shape in which a map fits its paper.

Tried in turn: normal, compact, and compact with steps that save what is missing, height or width; each arranged for the
room that one turned page has at the least readable scale. What fits no such page is arranged for A3.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from probis_editor.geometry import Point
from probis_editor.layout import paper
from probis_editor.layout.graph import Graph, Layout, Measures
from probis_editor.layout.improve import Progress, Room, quiet
from probis_editor.layout.placing import Placing
from probis_editor.layout.swimlane import arrange_within, head_width, planned

AROUND = 4.0
"""Units that stay free around a picture on paper."""
LARGE_PAPER = "a3"
WHOLE = 1000
"""Progress counts up to this."""
NOTHING = Room(0.0, 0.0)
GENTLE = 0.5
"""Per unit beyond the page while a smaller size is left to try: no story is bent to save that."""
HOPELESS = 1.4
"""A first placing that exceeds the page by this much is not worth a search at that size."""


class Choice(NamedTuple):
    """One size and shape: its graph, its distances, the smallest text in points that it carries, and the width at
    its left that is not printed."""

    graph: Graph
    measures: Measures
    text: float
    silent: float = 0.0


class Trial(NamedTuple):
    """A choice made when needed. `eases` is "w" or "h" where it is only of use for what is too wide or too high."""

    make: Callable[[], Choice]
    eases: str = ""


def fitted(
    trials: Sequence[Trial], paper_name: str, effort: int = 2, progress: Progress = quiet
) -> tuple[int, Layout]:
    """The index of the first trial whose layout prints on one turned page of the paper and crosses no flow with
    another, and that layout. Where all that print have crossings, the one with the fewest.

    Where none prints on the paper, the same for one turned A3 page, else the last tried.
    """
    search = _Search(trials, effort, progress)
    sheets = [paper_name] if paper_name == LARGE_PAPER or not effort else [paper_name, LARGE_PAPER]
    for sheet in sheets:
        if search.fits(sheet, sheet == sheets[-1]):
            break
    assert search.found is not None
    return search.found


class _Search:
    def __init__(self, trials: Sequence[Trial], effort: int, progress: Progress) -> None:
        self.trials, self.effort, self.progress = trials, effort, progress
        self.found: tuple[int, Layout] | None = None
        self._made: dict[int, Choice] = {}
        self._start: Placing | None = None
        self._done = 0
        self._told = 0.0
        self._plain = [n for n, trial in enumerate(trials) if not trial.eases]
        self._fitting: list[tuple[int, int, Layout]] = []

    def fits(self, sheet: str, last: bool) -> bool:
        """Tries for one paper; whether something prints on it. `last`: no other paper will be tried."""
        plain = self._plain
        over: Room | None = None
        for n in plain:
            if self._hopeless(n, sheet) and not (last and n == plain[-1]):
                continue
            over = self._arrange(n, sheet)
            if over == NOTHING and self._clean():
                return True
        if self._fitting:
            self.found = min(self._fitting, key=lambda one: one[0])[1:]
            return True
        for n, trial in enumerate(self.trials):
            if over is None or trial.eases != _needed(over) or self._hopeless(n, sheet):
                continue
            if self._arrange(n, sheet) == NOTHING:
                return True
        return False

    def _clean(self) -> bool:
        """Notes what fits; whether no flow crosses another, so that no other size is worth a try."""
        assert self.found is not None
        crossed = crossings(self.found[1].routes)
        self._fitting.append((crossed, *self.found))
        return crossed == 0

    def _choice(self, n: int) -> Choice:
        return self._made.get(n) or self._made.setdefault(n, self.trials[n].make())

    def _hopeless(self, n: int, sheet: str) -> bool:
        if not self.effort:
            return False
        choice = self._choice(n)
        room, plan = room_on(sheet, choice), planned(choice.graph, choice.measures, self._start)
        return plan.w > HOPELESS * room.w or plan.h > HOPELESS * room.h

    def _arrange(self, n: int, sheet: str) -> Room:
        """Arranges for a paper and says by how much that exceeds its page."""
        choice = self._choice(n)
        room = room_on(sheet, choice)
        if n < self._plain[-1]:
            room = room._replace(price=GENTLE)
        part = 1.0 / (2 * len(self.trials))
        begun = part * self._done

        def told(at: int, total: int) -> None:
            # A search may take several rounds; what is told never goes back.
            self._told = max(self._told, begun + part * at / total)
            self.progress(int(WHOLE * self._told), WHOLE)

        layout, self._start = arrange_within(
            choice.graph, choice.measures, self.effort, room, self._start, told
        )
        self._done += 1
        self.found = (n, layout)
        return excess(layout, choice, sheet)


def crossings(routes: Mapping[str, Sequence[Point]]) -> int:
    """How often flows cross each other."""
    level: list[tuple[str, float, float, float]] = []
    upright: list[tuple[str, float, float, float]] = []
    for key, points in routes.items():
        for a, b in pairwise(points):
            if a.y == b.y:
                level.append((key, a.y, min(a.x, b.x), max(a.x, b.x)))
            elif a.x == b.x:
                upright.append((key, a.x, min(a.y, b.y), max(a.y, b.y)))
    return sum(
        1
        for key, x, top, bottom in upright
        for other, y, left, right in level
        if key != other and left < x < right and top < y < bottom
    )


def _needed(over: Room) -> str:
    """What would help: "w", "h", or neither where both are missing."""
    return "w" if over.h <= 0.0 else "h" if over.w <= 0.0 else "both"


def room_on(sheet: str, choice: Choice) -> Room:
    """What steps and channels of a map may take on one turned page at the least readable scale."""
    w, h = _page(sheet, choice)
    beside = head_width(choice.graph, choice.measures) - choice.silent
    above = choice.measures.phase_header if choice.graph.phases else 0.0
    return Room(w - beside, h - above)


def excess(layout: Layout, choice: Choice, sheet: str) -> Room:
    """By how much the layout is wider and higher than one turned page of the paper with readable text."""
    w, h = _page(sheet, choice)
    return Room(max(0.0, layout.bounds.w - choice.silent - w), max(0.0, layout.bounds.h - h))


def _page(sheet: str, choice: Choice) -> tuple[float, float]:
    w, h = paper.frame(sheet, True)
    scale = min(1.0, paper.MIN_PT / choice.text)
    return w / scale - 2 * AROUND, h / scale - 2 * AROUND
