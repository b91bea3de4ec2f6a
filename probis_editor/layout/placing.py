"""Cells: the column and the row within its lane of every box.

The first placing is greedy in the order of the story; `improve` then tries small changes against real routes.
"""

from __future__ import annotations

import msgspec

from probis_editor.layout.story import Story


class Placing(msgspec.Struct):
    """`column[n]` and `row[n]` of box n; rows of a lane are relative until `tidy` makes them 0, 1, 2 ..."""

    column: list[int]
    row: list[int]

    def copy(self) -> Placing:
        return Placing(self.column[:], self.row[:])


STACK = 3
"""So many steps of one lane may stand in one column before the next ones move on (more where a map is crowded)."""


class _Columns:
    """What stands in each column while they are filled."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.cells: dict[tuple[int, int], list[int]] = {}
        self.spans: dict[int, list[tuple[int, int]]] = {}
        self.column = [0] * len(story.boxes)
        depth = [1] * len(story.boxes)
        for v in story.order:
            for u, _ in story.before[v]:
                depth[v] = max(depth[v], depth[u] + 1)
        cells = max(depth, default=1) * len(story.graph.lanes)
        self.most = max(STACK, 2 * len(story.order) // cells)

    def lane(self, n: int) -> int:
        return self.story.boxes[n].lane

    def can_share(self, u: int, v: int, c: int) -> bool:
        """Whether v may stand straight below or above its predecessor u in column c."""
        a, b = self.lane(u), self.lane(v)
        if a == b or self.cells.get((c, b)) or len(self.cells.get((c, a), ())) != 1:
            return False
        low, high = min(a, b), max(a, b)
        if any(self.cells.get((c, lane)) for lane in range(low + 1, high)):
            return False
        return all(s1 <= low or high <= s0 for s0, s1 in self.spans.get(c, ())) and not any(
            s0 < b < s1 for s0, s1 in self.spans.get(c, ())
        )

    def free(self, v: int, c: int) -> bool:
        """Whether v may stand in column c without a hand-over: stacking is allowed where none passes."""
        lane = self.lane(v)
        if any(s0 <= lane <= s1 for s0, s1 in self.spans.get(c, ())):
            return False
        return len(self.cells.get((c, lane), ())) < self.most

    def put(self, v: int, c: int, shared: list[int]) -> None:
        self.column[v] = c
        self.cells.setdefault((c, self.lane(v)), []).append(v)
        for u in shared:
            a, b = sorted((self.lane(u), self.lane(v)))
            self.spans.setdefault(c, []).append((a, b))


def place(story: Story, share: bool = True) -> Placing:
    """The first placing. `share` allows hand-overs straight down or up within a column."""
    grid = _Columns(story)
    phase_start: dict[int, int] = {}
    graph = story.graph
    order = story.order
    if graph.phases:
        order = sorted(order, key=lambda n: graph.boxes[n].phase)
    top = 0
    seen_phase = 0
    for v in order:
        phase = graph.boxes[v].phase if graph.phases else 0
        if phase != seen_phase:
            seen_phase = phase
            phase_start[phase] = top
        c = phase_start.get(phase, 0)
        for u, k in story.before[v]:
            c = max(c, grid.column[u] + (0 if graph.edges[k].kind == "message" else 1))
        last = [u for u, k in story.before[v] if graph.edges[k].kind == "sequence"]
        shared: list[int] = []
        if share and last:
            near = max(grid.column[u] for u in last)
            at = [u for u in last if grid.column[u] == near]
            if (
                near >= phase_start.get(phase, 0)
                and near == c - 1
                and all(grid.can_share(u, v, near) for u in at)
                and _sides_free(story, grid, at, v)
            ):
                c, shared = near, at
        if not shared:
            while not grid.free(v, c):
                c += 1
        grid.put(v, c, shared)
        top = max(top, c + 1)
    _pull(story, grid, phase_start)
    column = grid.column
    return Placing(column, rows(story, column))


def _sides_free(story: Story, grid: _Columns, at: list[int], v: int) -> bool:
    """At most one predecessor above and one below."""
    above = sum(1 for u in at if grid.lane(u) < grid.lane(v))
    return above <= 1 and len(at) - above <= 1


def _pull(story: Story, grid: _Columns, phase_start: dict[int, int]) -> None:
    """A start stands just before what it starts."""
    for v in story.order:
        if story.before[v] or not story.after[v]:
            continue
        want = min(grid.column[w] for w, _ in story.after[v]) - 1
        now = grid.column[v]
        if want > now and grid.free(v, want) and not grid.cells.get((want, grid.lane(v))):
            grid.cells[(now, grid.lane(v))].remove(v)
            grid.put(v, want, [])


def rows(story: Story, column: list[int]) -> list[int]:
    """Rows within the lanes: a step stands level with the predecessor of its lane where the way is free."""
    boxes = story.boxes
    row = [0] * len(boxes)
    taken: dict[tuple[int, int, int], int] = {}
    extent: dict[int, tuple[int, int]] = {}
    place_of = {n: k for k, n in enumerate(story.order)}
    order = sorted(story.steps, key=lambda n: (column[n], place_of[n]))
    thread = threads(story)
    single = len(story.graph.lanes) == 1
    last: dict[tuple[int, int], int] = {}
    for v in order:
        lane, c = boxes[v].lane, column[v]
        low, high = extent.get(lane, (0, 0))
        same = [
            (column[u], k in story.main, u)
            for u, k in story.before[v]
            if boxes[u].lane == lane and column[u] < c
        ]
        if same:
            wanted = row[max(same)[2]]
        elif single and lane in extent and (lane, thread[v]) not in last:
            wanted = high + 1
        else:
            wanted = last.get((lane, thread[v]), 0) if single else 0
        start = max(same)[0] if same else c - 1
        best, best_cost = 0, 1e9
        for r in range(low - 1, high + 2):
            if (c, lane, r) in taken:
                continue
            cost = (
                4.0 * abs(r - wanted) + (9.0 if r < low or r > high else 0.0) + (0.1 if r < wanted else 0.0)
            )
            if same:
                cost += 5.0 * sum(1 for x in range(start + 1, c) if (x, lane, r) in taken)
            if cost < best_cost:
                best, best_cost = r, cost
        row[v] = best
        taken[(c, lane, best)] = v
        extent[lane] = (min(low, best), max(high, best))
        last[(lane, thread[v])] = best
    return row


def threads(story: Story) -> list[int]:
    """For each box the first step of the connected part of the story it belongs to."""
    home = list(range(len(story.boxes)))

    def find(n: int) -> int:
        while home[n] != n:
            home[n] = home[home[n]]
            n = home[n]
        return n

    for a, b, _ in story.links:
        a, b = find(a), find(b)
        home[max(a, b)] = min(a, b)
    return [find(n) for n in range(len(home))]


def beside(story: Story, placing: Placing) -> None:
    """Documents and notes get the free cell nearest to the step they belong to: above, below, then sideways."""
    boxes, edges = story.boxes, story.graph.edges
    partner: dict[int, int] = {}
    for edge in edges:
        a, b = story.index.get(edge.source, -1), story.index.get(edge.target, -1)
        if a < 0 or b < 0:
            continue
        for n, other in ((a, b), (b, a)):
            if boxes[n].role in ("data", "annotation") and boxes[other].role not in ("data", "annotation"):
                partner.setdefault(n, story.host(other))
    taken = {(placing.column[n], boxes[n].lane, placing.row[n]) for n in story.steps}
    spans: dict[int, list[tuple[int, int]]] = {}
    for a, b, _ in story.links:
        if placing.column[a] == placing.column[b]:
            low, high = sorted((boxes[a].lane, boxes[b].lane))
            spans.setdefault(placing.column[a], []).append((low, high))
    for n, box in enumerate(boxes):
        if box.role not in ("data", "annotation"):
            continue
        host = partner.get(n, -1)
        c0 = placing.column[host] if host >= 0 else 0
        r0 = placing.row[host] if host >= 0 and boxes[host].lane == box.lane else 0
        lane_rows = [placing.row[m] for m in story.steps if boxes[m].lane == box.lane] or [0]
        low, high = min(lane_rows), max(lane_rows)
        best: tuple[float, int, int] | None = None
        for dc in (0, 1, -1, 2, -2, 3):
            c = c0 + dc
            if c < 0:
                continue
            passed = any(s0 <= box.lane <= s1 for s0, s1 in spans.get(c, ()))
            for r in range(low - 2, high + 3):
                if (c, box.lane, r) in taken:
                    continue
                price = 6.0 * abs(dc) + 3.0 * abs(r - r0) + (8.0 if r < low or r > high else 0.0)
                price += 5.0 if passed and dc == 0 else 0.0
                if best is None or price < best[0]:
                    best = (price, c, r)
        if best is not None:
            placing.column[n], placing.row[n] = best[1], best[2]
            taken.add((best[1], box.lane, best[2]))


def tidy(story: Story, placing: Placing) -> None:
    """Rows of every lane become 0, 1, 2 ...; empty columns disappear."""
    boxes = story.boxes
    placed = [n for n, box in enumerate(boxes) if box.role not in ("boundary", "pool")]
    used: dict[int, list[int]] = {}
    for n in placed:
        used.setdefault(boxes[n].lane, []).append(placing.row[n])
    number = {
        lane: {r: k for k, r in enumerate(sorted(dict.fromkeys(values)))} for lane, values in used.items()
    }
    columns = {c: k for k, c in enumerate(sorted(dict.fromkeys(placing.column[n] for n in placed)))}
    for n in placed:
        placing.row[n] = number[boxes[n].lane][placing.row[n]]
        placing.column[n] = columns[placing.column[n]]
    for n, box in enumerate(boxes):
        if box.role == "boundary":
            host = story.host(n)
            placing.column[n], placing.row[n] = placing.column[host], placing.row[host]
