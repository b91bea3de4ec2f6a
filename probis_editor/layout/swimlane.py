"""The whole map: lanes as rows, the story as columns, every flow in its own track.

`arrange(graph, measures)` is the one entry. Steps: `story.read` (cycles, order, main path), `placing.place`
(columns and rows), `improve.improve` (small changes judged by the routes they lead to), `grid.Grid` (ways),
`tracks.Tracks` (separation), then the sizes of columns, rows and channels follow from what they carry, so the
result is free of overlaps by construction.
"""

from __future__ import annotations

import math
from itertools import pairwise

from probis_editor.geometry import Point, Rect, bounding_points, simplified
from probis_editor.layout import placing as cells
from probis_editor.layout import rows
from probis_editor.layout.graph import NORMAL, Graph, Layout, Measures
from probis_editor.layout.grid import CROSS, Grid
from probis_editor.layout.improve import NO_LIMIT, Progress, Room, improve, quiet
from probis_editor.layout.labels import Request, place_labels
from probis_editor.layout.lattice import DOWN, LEFT, RIGHT, UP
from probis_editor.layout.placing import Placing
from probis_editor.layout.routing import FURTHEST, Line, Router, Shape
from probis_editor.layout.spacing import LEAST, Spacing, Way
from probis_editor.layout.story import Story, read
from probis_editor.layout.tracks import Tracks

SMALL = 70
"""Up to this many steps the placing is improved by trial."""
ROUNDS = 3
"""How often trials are made for a map that exceeds its room."""


def arrange(graph: Graph, measures: Measures = NORMAL, effort: int = 2) -> Layout:
    """Lays out a map. `effort` 0 = first placing only, 2 = small maps are improved by trial.

    Deterministic; the result's top-left corner is (0, 0). Labels that find no free place are left out of
    `labels`.
    """
    return arrange_within(graph, measures, effort)[0]


def arrange_within(
    graph: Graph,
    measures: Measures,
    effort: int = 2,
    room: Room = NO_LIMIT,
    start: Placing | None = None,
    progress: Progress = quiet,
) -> tuple[Layout, Placing]:
    """The same for a picture within `room` where that can be reached; also the cells that it chose.

    Trials begin with the cells in `start`, which belong to the same graph in another size. `progress(done, total)` is
    told about them and may raise to break off.
    """
    story = read(graph)
    small = len(story.steps) <= SMALL
    placing = start if start is not None else first(story)
    if not (small and effort):
        progress(0, 1)
        return drawn(story, placing, measures, small).layout(), placing
    aim = room
    best: tuple[float, Drawing, Placing] | None = None
    for turn in range(ROUNDS):
        placing, planned = improve(story, placing, measures, effort, aim, progress, 1.0 / (1 + turn))
        drawing = drawn(story, placing, measures, small)
        over = max(0.0, drawing.content.w - room.w) + max(0.0, drawing.content.h - room.h)
        if best is None or over < best[0]:
            best = (over, drawing, placing)
        if over <= 0.0:
            break
        # Tracks and labels take more than was planned for them: the next round aims lower by as much.
        closer = Room(
            room.w - max(0.0, drawing.content.w - planned.w),
            room.h - max(0.0, drawing.content.h - planned.h),
            room.price,
        )
        if closer == aim:
            break
        aim = closer
    assert best is not None
    return best[1].layout(), best[2]


def first(story: Story) -> Placing:
    """The first placing of a story."""
    placing = cells.place(story)
    if len(story.steps) > SMALL:
        rows.settle(story, placing)
    cells.beside(story, placing)
    cells.tidy(story, placing)
    return placing


def planned(graph: Graph, measures: Measures, start: Placing | None = None) -> Room:
    """What a map would take at its first placing, or the given one."""
    story = read(graph)
    grid = Spacing(story, start if start is not None else first(story), measures)
    return Room(grid.width, grid.depth)


def drawn(story: Story, placing: Placing, measures: Measures, small: bool) -> Drawing:
    """Coordinates for a placing, with the best ways that it allows."""
    grid = Grid(story, placing, measures, CROSS if small else 5 * CROSS)
    grid.route(3 if small else 2, 1 << 30 if small else 8)
    return Drawing(grid)


def head_width(graph: Graph, measures: Measures) -> float:
    """The width of what stands left of the first column: title strips and lane headers."""
    head = measures.header if any(not p.plain for p in graph.pools) else 0.0
    return max((p.strip for p in graph.pools), default=0.0) + head


class Drawing:
    """Turns cells and ways into coordinates."""

    def __init__(self, grid: Grid) -> None:
        self.grid, self.measures = grid, grid.measures
        self.story: Story = grid.story
        self.boundary = grid.boundary
        self.room_x, self.room_y = grid.label_room()
        self.tracks = Tracks(grid, self.measures.track, self.boundary)
        seen: set[tuple[int, ...]] = set()
        while self.tracks.clashes and tuple(self.tracks.clashes) not in seen and len(seen) < 6:
            seen.add(tuple(self.tracks.clashes))
            grid.again(self.tracks.clashes)
            self.tracks = Tracks(grid, self.measures.track, self.boundary, self.tracks)
            self.room_x, self.room_y = grid.label_room()
        self.xs = self._columns()
        self.ys, self.lane_spans, self.pool_spans = self._rows()

    @property
    def content(self) -> Room:
        """What steps and channels take."""
        top = self.measures.phase_header if self.story.graph.phases else 0.0
        return Room(self.right - self.left, self.bottom - top)

    def _columns(self) -> list[float]:
        """The x of every vertical line."""
        grid, m = self.grid, self.measures
        xs: list[float] = []
        x = self.left = head_width(self.story.graph, m)
        starts = self._phase_columns()
        self.phase_edges: list[float] = []
        for line in range(2 * grid.columns + 1):
            low, high = self.tracks.reach_x.get(line, (0.0, 0.0))
            used = line in self.tracks.reach_x
            if line % 2:
                c = line // 2
                half = math.ceil(max(grid.column_w[c] / 2, -low, high))
                xs.append(x + half)
                x += 2 * half
                continue
            border = line // 2 in starts and line > 0
            need = high - low + 2 * m.clear if used else 0.0
            base = m.lead if line == 0 else (m.tail if line == 2 * grid.columns else m.column_gap)
            if border:
                base, need = base + 10.0, need + 10.0
            width = math.ceil(max(base, need, self.room_x.get(line, 0.0)))
            middle = x + round(width / 2 - (high + low) / 2)
            if border:
                self.phase_edges.append(x + 5.0)
                middle += 5.0
            xs.append(middle)
            x += width
        self.right = x
        return xs

    def _phase_columns(self) -> set[int]:
        graph = self.story.graph
        if len(graph.phases) < 2:
            return set()
        first: dict[int, int] = {}
        for n in self.story.steps:
            phase = graph.boxes[n].phase
            first[phase] = min(first.get(phase, 1 << 30), self.grid.placing.column[n])
        return {first[p] for p in sorted(first) if first[p] > 0}

    def _rows(self) -> tuple[list[float], list[tuple[float, float]], dict[int, tuple[float, float]]]:
        """The y of every horizontal line, and top and bottom of lanes and pools."""
        grid, m, graph = self.grid, self.measures, self.story.graph
        extents = grid.extents
        ys = [0.0] * grid.height
        y = m.phase_header if graph.phases else 0.0
        lanes: list[tuple[float, float]] = []
        pools: dict[int, tuple[float, float]] = {}
        gaps = set(grid.gaps)
        for lane, (first, last) in enumerate(grid.lane_lines):
            if first - 1 in gaps:
                low, high = self.tracks.reach_y.get(first - 1, (0.0, 0.0))
                gap = math.ceil(max(m.pool_gap, high - low + 2 * m.clear))
                ys[first - 1] = y + round(gap / 2 - (low + high) / 2)
                y += gap
                if graph.headed(graph.lanes[lane].pool):
                    y += m.phase_header
            top = y
            for j in range(first, last + 1):
                low, high = self.tracks.reach_y.get(j, (0.0, 0.0))
                if (j - first) % 2:
                    up, down = extents.get(j, LEAST)
                    up, down = math.ceil(max(up, -low)), math.ceil(max(down, high))
                    ys[j] = y + up
                    y += up + down
                    continue
                used = j in self.tracks.reach_y
                edge = j in (first, last)
                need = (high - low + 2 * m.clear) if used else 0.0
                gap = math.ceil(max(m.lane_pad if edge else m.row_gap, need, self.room_y.get(j, 0.0)))
                ys[j] = y + round(gap / 2 - (low + high) / 2)
                y += gap
            least = math.ceil(max(m.lane_min, graph.lanes[lane].head))
            if y - top < least:
                shift = (least - (y - top)) // 2
                for j in range(first, last + 1):
                    ys[j] += shift
                y = top + least
            lanes.append((top, y))
            pool = graph.lanes[lane].pool
            pools[pool] = (pools.get(pool, (top, y))[0], y)
        self.bottom = y
        return ys, lanes, pools

    def rects(self) -> dict[str, Rect]:
        """The rectangles of all boxes."""
        result: dict[str, Rect] = {}
        boxes = self.story.boxes
        for n, box in enumerate(boxes):
            if box.role == "pool":
                top, bottom = self.lane_spans[box.lane]
                result[box.id] = Rect(0.0, top, self.right, bottom - top)
                continue
            at = self.story.host(n)
            i, j = self.grid.line_of[at]
            x, y = self.xs[i], self.ys[j]
            if box.role == "boundary":
                x += self.boundary[n]
                y += boxes[at].h / 2
            result[box.id] = Rect(x - box.w / 2, y - box.h / 2, box.w, box.h)
        return result

    def points(self, k: int, way: Way, rects: dict[str, Rect]) -> tuple[Point, ...]:
        """The polyline of a way, docked on the outlines of its ends."""
        offset = self.tracks.offset
        edge = self.story.graph.edges[k]
        path = way.path
        result: list[Point] = []
        for n, (i, j) in enumerate(path):
            x, y = self.xs[i], self.ys[j]
            for s in (n - 1, n):
                if 0 <= s < len(path) - 1:
                    if path[s][0] == path[s + 1][0]:
                        x = self.xs[i] + offset[(k, s)]
                    else:
                        y = self.ys[j] + offset[(k, s)]
            result.append(Point(x, y))
        result[0] = self._dock(edge.source, way.out, result[0], rects)
        result[-1] = self._dock(edge.target, way.into, result[-1], rects)
        return simplified(result, 0.01)

    def _dock(self, box_id: str, side: int, point: Point, rects: dict[str, Rect]) -> Point:
        """Where the line at `point` meets the outline on a side."""
        rect = rects[box_id]
        role = self.story.boxes[self.story.index[box_id]].role
        c = rect.center
        reach_x, reach_y = rect.w / 2, rect.h / 2
        dx, dy = abs(point.x - c.x), abs(point.y - c.y)
        if role == "gateway":
            reach_x *= max(0.0, 1.0 - dy / reach_y)
            reach_y *= max(0.0, 1.0 - dx / (rect.w / 2))
        elif role in ("event", "boundary"):
            reach_x *= max(0.0, 1.0 - (dy / (rect.h / 2)) ** 2) ** 0.5
            reach_y *= max(0.0, 1.0 - (dx / (rect.w / 2)) ** 2) ** 0.5
        if side == RIGHT:
            return Point(c.x + reach_x, point.y)
        if side == LEFT:
            return Point(c.x - reach_x, point.y)
        if side == DOWN:
            return Point(point.x, c.y + reach_y)
        assert side == UP
        return Point(point.x, c.y - reach_y)

    def layout(self) -> Layout:
        """Everything in absolute coordinates."""
        graph = self.story.graph
        rects = self.rects()
        routes = {graph.edges[k].id: self.points(k, self.grid.ways[k], rects) for k in sorted(self.grid.ways)}
        lanes: dict[str, Rect] = {}
        for lane, (top, bottom) in zip(graph.lanes, self.lane_spans, strict=True):
            pool = graph.pools[lane.pool]
            lanes[lane.id] = Rect(pool.strip, top, self.right - pool.strip, bottom - top)
        pools = {
            pool.id: Rect(
                0.0, self.pool_spans[n][0], self.right, self.pool_spans[n][1] - self.pool_spans[n][0]
            )
            for n, pool in enumerate(graph.pools)
            if n in self.pool_spans
        }
        self._mend(rects, routes)
        bounds = Rect(0.0, 0.0, self.right, self.bottom)
        return Layout(
            rects,
            routes,
            place_labels(
                self._requests(rects, routes), rects, routes, list(lanes.values()), self._heads(lanes)
            ),
            lanes,
            pools,
            self._phases(),
            bounds,
            self.measures.name,
        )

    def _mend(self, rects: dict[str, Rect], routes: dict[str, tuple[Point, ...]]) -> None:
        """Flows that fixed ports still keep on top of each other are routed freely round what is drawn."""
        edges = self.story.graph.edges
        faulty = {edges[k].id for k in self.tracks.clashes}
        if not faulty:
            return
        outlines = {"gateway": "diamond", "event": "circle", "boundary": "circle"}
        windows = [rects[e.source].united(rects[e.target]).grown(FURTHEST) for e in edges if e.id in faulty]
        router = Router(
            Shape(b.id, rects[b.id], outlines.get(b.role, "rect"), b.role == "pool")
            for b in self.story.boxes
            if any(w.overlaps(rects[b.id]) for w in windows)
        )
        for edge in edges:
            points = routes.get(edge.id)
            if edge.id in faulty and points is not None:
                router.put_line(Line(edge.id, edge.source, edge.target, (), edge.kind))
            elif points is not None:
                reach = bounding_points(points)
                if reach is not None and any(w.overlaps(reach.grown(1.0)) for w in windows):
                    router.put_line(Line(edge.id, edge.source, edge.target, points, edge.kind))
        routes.update(router.again([e.id for e in edges if e.id in faulty and e.id in routes]))

    def _heads(self, lanes: dict[str, Rect]) -> list[Rect]:
        return [Rect(r.x, r.y, self.measures.header, r.h) for r in lanes.values()]

    def _phases(self) -> tuple[Rect, ...]:
        graph = self.story.graph
        if not graph.phases:
            return ()
        edges = [self.left, *self.phase_edges, self.right]
        result = [Rect(a, 0.0, b - a, self.bottom) for a, b in pairwise(edges)]
        while len(result) < len(graph.phases):
            result.append(Rect(self.right, 0.0, 0.0, self.bottom))
        return tuple(result)

    def _requests(self, rects: dict[str, Rect], routes: dict[str, tuple[Point, ...]]) -> list[Request]:
        graph = self.story.graph
        wanted: list[Request] = []
        for edge in graph.edges:
            if edge.label_w and edge.id in routes:
                wanted.append(Request(edge.id, edge.label_w, edge.label_h, "flow", edge.source))
        for box in graph.boxes:
            if box.label_w:
                wanted.append(Request(box.id, box.label_w, box.label_h, box.role, box.id))
        return wanted


__all__ = [
    "NO_LIMIT",
    "Drawing",
    "Progress",
    "Room",
    "arrange",
    "arrange_within",
    "head_width",
    "planned",
    "quiet",
]
