"""How much room the columns, rows and channels of a placing take.

Lines: xs[2c+1] is the axis of column c, xs[2c] the channel left of it. Of every lane: a channel, the axis of
row 0, a channel, the axis of row 1, ..., a channel; between pools one channel more.
"""

from __future__ import annotations

from itertools import pairwise

import msgspec

from probis_editor.layout.families import Vertex
from probis_editor.layout.graph import Measures
from probis_editor.layout.lattice import DOWN, LEFT, RIGHT, UP
from probis_editor.layout.placing import Placing
from probis_editor.layout.story import Story

LABEL_GAP = 8.0
"""What stays free between an outside label and the next column."""
LEAST = (12.0, 12.0)
"""What an empty row takes above and below its axis."""


class Way(msgspec.Struct, frozen=True):
    """The way of one edge through the lattice: its vertices and the sides at which it leaves and enters."""

    path: tuple[Vertex, ...]
    out: int
    into: int


class Spacing:
    """Lines of a placing. `line_of[n]` is the vertex of box n; `lane_lines[lane]` the first and last line.

    `xs`, `ys`, `width` and `depth` are what is needed at least; `spread` says what the found `ways` need.
    """

    def __init__(self, story: Story, placing: Placing, measures: Measures) -> None:
        self.story, self.placing, self.measures = story, placing, measures
        graph = story.graph
        boxes = graph.boxes
        self.placed = [n for n, box in enumerate(boxes) if box.role not in ("boundary", "pool")]
        self.columns = 1 + max((placing.column[n] for n in self.placed), default=0)
        rows = [1] * len(graph.lanes)
        for n in self.placed:
            rows[boxes[n].lane] = max(rows[boxes[n].lane], placing.row[n] + 1)
        self.rows = rows
        self.lane_lines: list[tuple[int, int]] = []
        at = 0
        pool = graph.lanes[0].pool if graph.lanes else 0
        self.gaps: list[int] = []
        for lane, count in enumerate(rows):
            if graph.lanes[lane].pool != pool:
                pool = graph.lanes[lane].pool
                self.gaps.append(at)
                at += 1
            self.lane_lines.append((at, at + 2 * count))
            at += 2 * count + 1
        self.height = at
        self.column_w = [24.0] * self.columns
        named = {(placing.column[n], boxes[n].lane, placing.row[n]) for n in self.placed if boxes[n].label_w}
        for n in self.placed:
            box = boxes[n]
            c = placing.column[n]
            label = box.label_w
            if label > box.w and not any((c + d, box.lane, placing.row[n]) in named for d in (-1, 1)):
                label -= 2 * self._overhang(c)
            self.column_w[c] = max(self.column_w[c], box.w, label)
        self.line_of = [
            (2 * placing.column[n] + 1, self.row_line(box.lane, placing.row[n]))
            for n, box in enumerate(boxes)
        ]
        for n, box in enumerate(boxes):
            if box.role == "pool":
                self.line_of[n] = (1, self.row_line(box.lane, 0))
        self.extents = self._extents()
        self.axes = {j for low, high in self.lane_lines for j in range(low + 1, high, 2)}
        self.spare: list[float] = []
        self.xs, self.ys = self._coordinates()
        self.ways: dict[int, Way] = {}

    def row_line(self, lane: int, row: int) -> int:
        """The index of the axis of a row."""
        return self.lane_lines[lane][0] + 2 * row + 1

    def _extents(self) -> dict[int, tuple[float, float]]:
        """How far shapes and their labels reach above and below the axis of each row."""
        boxes = self.story.boxes
        result: dict[int, tuple[float, float]] = {}
        for n in self.placed:
            box = boxes[n]
            j = self.line_of[n][1]
            up = down = box.h / 2
            if box.label_h:
                if box.role == "gateway":
                    up += box.label_h + 3.0
                else:
                    down += box.label_h + 3.0
            old = result.get(j, LEAST)
            result[j] = (max(old[0], up), max(old[1], down))
        for n, box in enumerate(boxes):
            if box.role == "boundary":
                host = self.story.host(n)
                j = self.line_of[host][1]
                up, down = result.get(j, LEAST)
                reach = boxes[host].h / 2 + box.h / 2 + (box.label_h + 3.0 if box.label_h else 0.0)
                result[j] = (up, max(down, reach))
        return result

    def _overhang(self, column: int) -> float:
        """How far an outside label may stick out of its column where no other is beside it."""
        m = self.measures
        left = m.lead if column == 0 else m.column_gap
        right = m.tail if column == self.columns - 1 else m.column_gap
        return max(0.0, min(left, right) - LABEL_GAP)

    def _coordinates(self) -> tuple[list[float], list[float]]:
        """The places of all lines as far as they are known before any way is; also `width`, `depth`, `spare`."""
        m = self.measures
        xs: list[float] = [m.lead / 2]
        x = m.lead
        for c in range(self.columns):
            w = self.column_w[c]
            xs += (x + w / 2, x + w + m.column_gap / 2)
            x += w + m.column_gap
        ys: list[float] = []
        y = 0.0
        gaps = set(self.gaps)
        for lane, (low, high) in enumerate(self.lane_lines):
            if low - 1 in gaps:
                ys.append(y + m.pool_gap / 2)
                y += m.pool_gap
                if self.story.graph.headed(self.story.graph.lanes[lane].pool):
                    y += m.phase_header
            start = y
            for j in range(low, high + 1):
                if (j - low) % 2:
                    up, down = self.extents.get(j, LEAST)
                    ys.append(y + up)
                    y += up + down
                else:
                    gap = m.lane_pad if j in (low, high) else m.row_gap
                    ys.append(y + gap / 2)
                    y += gap
            least = max(m.lane_min, self.story.graph.lanes[lane].head)
            self.spare.append(max(0.0, start + least - y))
            y += self.spare[-1]
        self.width, self.depth = x - m.column_gap + m.tail, y
        return xs, ys

    def spread(self) -> tuple[float, float]:
        """Width and height that the ways found will need with their tracks and the names beside their starts."""
        m = self.measures
        across, along = self.label_room()
        for k in sorted(self.ways):
            path = self.ways[k].path
            inner = path[1:-1]
            for (i, j), (after, _) in pairwise(path):
                if i == after:
                    if i % 2 == 0 and inner:
                        across[i] = max(across.get(i, 0.0), 2 * m.clear)
                elif j not in self.axes and inner:
                    along[j] = max(along.get(j, 0.0), 2 * m.clear)
        w = self.width
        for i in sorted(across):
            base = m.lead if i == 0 else m.tail if i == 2 * self.columns else m.column_gap
            w += max(0.0, across[i] - base)
        h = self.depth
        for lane, (low, high) in enumerate(self.lane_lines):
            more = 0.0
            for j in range(low, high + 1, 2):
                if j in along:
                    more += max(0.0, along[j] - (m.lane_pad if j in (low, high) else m.row_gap))
            h += max(0.0, more - self.spare[lane])
        return w, h

    def label_room(self) -> tuple[dict[int, float], dict[int, float]]:
        """What channels beside a shape must have so that the name of a flow that leaves there finds room: widths of
        vertical lines, heights of horizontal ones."""
        across: dict[int, float] = {}
        along: dict[int, float] = {}
        story = self.story
        for k in sorted(self.ways):
            edge, way = story.graph.edges[k], self.ways[k]
            source = story.index[edge.source]
            box = story.boxes[source]
            if not edge.label_w or box.role in ("pool", "boundary"):
                continue
            i, j = way.path[0]
            if way.out in (RIGHT, LEFT):
                line = i + (1 if way.out == RIGHT else -1)
                need = edge.label_w + LABEL_GAP - max(0.0, (self.column_w[i // 2] - box.w) / 2)
                across[line] = max(across.get(line, 0.0), need)
            else:
                line = j + (1 if way.out == DOWN else -1)
                need = edge.label_h + LABEL_GAP
                if way.out == UP and box.role == "gateway" and box.label_h:
                    # The question stands left of the line, the answer right of it, at the same height.
                    need -= box.label_h + 3.0
                along[line] = max(along.get(line, 0.0), need)
        return across, along
