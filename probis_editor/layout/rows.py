"""Rows of large maps: sweeps that bring each step near its neighbours, so that few flows cross.

After the barycentre method of layered layouts: columns are visited left to right and back; the steps of one
lane in one column are ordered (in a map without lanes: thread by thread) by where their neighbours stand (in
this lane: their row; in another: the edge of the lane on that side) and get the rows nearest to that. Cost is
linear; four sweeps settle.
"""

from __future__ import annotations

from probis_editor.layout.placing import Placing, threads, tidy
from probis_editor.layout.story import Story

SWEEPS = 4
SLACK = 1
OWN = 0.7
"""Weight of a neighbour in the same lane against one in another lane."""
MOST = 8
SAME = 1.0e-9
NEVER = 1.0e18


def settle(story: Story, placing: Placing) -> None:
    """Changes the rows of a placing; columns stay."""
    tidy(story, placing)
    boxes, row = story.boxes, placing.row
    room = [1] * len(story.graph.lanes)
    for n in story.steps:
        room[boxes[n].lane] = max(room[boxes[n].lane], row[n] + 1)
    band = threads(story) if len(room) == 1 else [0] * len(boxes)
    room = [r + max(SLACK, len(dict.fromkeys(band)) // 2) for r in room]
    cells: dict[tuple[int, int], list[int]] = {}
    for n in story.steps:
        cells.setdefault((placing.column[n], boxes[n].lane), []).append(n)
    near = _neighbours(story)
    ordered = sorted(cells)
    for turn in range(SWEEPS):
        for cell in ordered if turn % 2 == 0 else reversed(ordered):
            _order(story, cells[cell], cell[1], room[cell[1]], near, row, band)


def _neighbours(story: Story) -> list[list[int]]:
    near: list[list[int]] = [[] for _ in story.boxes]
    for a, b, _ in story.links:
        near[a].append(b)
        near[b].append(a)
    for k in sorted(story.back):
        edge = story.graph.edges[k]
        a, b = story.host(story.index[edge.source]), story.host(story.index[edge.target])
        near[a].append(b)
        near[b].append(a)
    return near


def _order(
    story: Story,
    steps: list[int],
    lane: int,
    room: int,
    near: list[list[int]],
    row: list[int],
    band: list[int],
) -> None:
    """The rows of the steps in one cell: distinct, in the order of what they wish for, as near to it as can be."""
    boxes = story.boxes
    wishes: list[tuple[float, int, int]] = []
    for n in steps:
        total = weight = 0.0
        for m in near[n]:
            other = boxes[m].lane
            if other == lane:
                total += OWN * row[m]
                weight += OWN
            else:
                total += -0.5 if other < lane else room - 0.5
                weight += 1.0
        wishes.append((total / weight if weight else float(row[n]), row[n], n))
    wishes.sort(key=lambda wish: (band[wish[2]], *wish))
    if len(steps) == 1:
        row[steps[0]] = max(0, min(room - 1, round(wishes[0][0])))
        return
    chosen = _nearest(wishes, room) if room > MOST else _best(wishes, room)
    for r, (_, _, n) in zip(chosen, wishes, strict=True):
        row[n] = r


def _best(wishes: list[tuple[float, int, int]], room: int) -> list[int]:
    """Distinct rows in order with the least sum of squared distances; of equal ones the upper."""
    count = len(wishes)
    below = [0.0] * (room + 1)
    choices: list[list[int]] = []
    for n in range(count - 1, -1, -1):
        wish = wishes[n][0]
        last = room - count + n
        least, best = NEVER, last
        prices, chosen = [NEVER] * (room + 1), [0] * (room + 1)
        for r in range(last, n - 1, -1):
            price = (r - wish) ** 2 + below[r + 1]
            if price <= least + SAME:
                least, best = min(price, least), r
            prices[r], chosen[r] = least, best
        below = prices
        choices.append(chosen)
    rows: list[int] = []
    for n, chosen in enumerate(reversed(choices)):
        rows.append(chosen[rows[-1] + 1 if rows else n])
    return rows


def _nearest(wishes: list[tuple[float, int, int]], room: int) -> list[int]:
    """Distinct rows in order, near the wishes: the mean of pushing down from the top and up from the bottom."""
    count = len(wishes)
    down: list[int] = []
    for n, (wish, _, _) in enumerate(wishes):
        least = down[-1] + 1 if down else 0
        down.append(min(max(least, round(wish)), room - count + n))
    up = [0] * count
    for n in range(count - 1, -1, -1):
        most = up[n + 1] - 1 if n + 1 < count else room - 1
        up[n] = max(min(most, round(wishes[n][0])), n)
    return [(d + u) // 2 for d, u in zip(down, up, strict=True)]
