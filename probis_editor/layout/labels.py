"""Free places for outside labels: of events, gateways, documents and flows.

A place is taken from a short list of habitual ones, the first that lies on no shape, no other label, no line
and no border; if all are crossed by a line, the one crossed least; never one on a shape or on another label.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from probis_editor.geometry import Point, Rect

GAP = 3.0
TIGHT = 4.0
"""Nearer than this to the border of its lane a label looks squeezed."""
CELL = 160.0


class Request(NamedTuple):
    """A label to place: the id of its element, its size, what it belongs to ("flow" or a box role)."""

    id: str
    w: float
    h: float
    role: str
    owner: str = ""


class _Near:
    """Rectangles with a name in a uniform grid."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[str, Rect]]] = {}

    def add(self, r: Rect, name: str = "") -> None:
        for place in self._places(r):
            self._cells.setdefault(place, []).append((name, r))

    def remove(self, r: Rect, name: str) -> None:
        for place in self._places(r):
            self._cells[place].remove((name, r))

    def hits(self, r: Rect) -> list[str]:
        """The names of what the rectangle overlaps, each once."""
        found = (n for place in self._places(r) for n, o in self._cells.get(place, ()) if o.overlaps(r))
        return list(dict.fromkeys(found))

    @staticmethod
    def _places(r: Rect) -> list[tuple[int, int]]:
        return [
            (i, j)
            for i in range(int(r.x // CELL), int(r.right // CELL) + 1)
            for j in range(int(r.y // CELL), int(r.bottom // CELL) + 1)
        ]


class _Board:
    """What is taken, and where each label may go, best place first."""

    def __init__(
        self,
        boxes: Mapping[str, Rect],
        routes: Mapping[str, Sequence[Point]],
        frames: Sequence[Rect],
        blocked: Sequence[Rect],
    ) -> None:
        self.boxes, self.routes, self.frames = boxes, routes, frames
        self.solid, self.lines, self.labels = _Near(), _Near(), _Near()
        for key, rect in boxes.items():
            self.solid.add(rect, key)
        for n, rect in enumerate(blocked):
            self.solid.add(rect, f"blocked {n}")
        for key, points in routes.items():
            for n, (a, b) in enumerate(pairwise(points)):
                run = Rect(min(a.x, b.x) - 1, min(a.y, b.y) - 1, abs(a.x - b.x) + 2, abs(a.y - b.y) + 2)
                self.lines.add(run, f"{n} {key}")
        self.placed: dict[str, Rect] = {}
        self._ranked: dict[str, list[tuple[float, Rect]]] = {}

    def ranked(self, ask: Request) -> list[tuple[float, Rect]]:
        """Places on no shape, with what speaks against them: rank, lines crossed, another lane."""
        found = self._ranked.get(ask.id)
        if found is not None:
            return found
        if ask.role == "flow":
            points = self.routes.get(ask.id, ())
            places = list(_beside_line(points, ask))
            frame = _frame(self.frames, points[0]) if points else None
        else:
            places = list(_round_box(self.boxes[ask.id], ask))
            frame = _frame(self.frames, self.boxes[ask.id].center)
        result: list[tuple[float, Rect]] = []
        for rank, place in enumerate(places):
            if any(key != ask.id or ask.role != "gateway" for key in self.solid.hits(place)):
                continue
            price = rank + 40.0 * len(self.lines.hits(place))
            if frame is not None and not frame.grown(-TIGHT).covers(place):
                price += 25.0 if not frame.covers(place) else 12.0
            result.append((price, place))
        result.sort(key=lambda pair: pair[0])
        self._ranked[ask.id] = result
        return result

    def take(self, ask: Request, place: Rect) -> None:
        self.placed[ask.id] = place
        self.labels.add(place.grown(1.0), ask.id)

    def drop(self, key: str) -> None:
        self.labels.remove(self.placed.pop(key).grown(1.0), key)

    def free(self, ask: Request) -> Rect | None:
        """The best place that no label has taken."""
        return next((p for _, p in self.ranked(ask) if not self.labels.hits(p)), None)


def place_labels(
    requests: Sequence[Request],
    boxes: Mapping[str, Rect],
    routes: Mapping[str, Sequence[Point]],
    frames: Sequence[Rect] = (),
    blocked: Sequence[Rect] = (),
) -> dict[str, Rect]:
    """A rectangle for each label, by element id. `frames` are lanes or pools: a label stays within the one its
    owner is in; `blocked` areas (headers) are avoided. Requests are served in the given order; one that finds
    nothing free may send the labels in its way to their next places.
    """
    if not requests:
        return {}
    board = _Board(boxes, routes, frames, blocked)
    asked = {ask.id: ask for ask in requests}
    for ask in requests:
        place = board.free(ask)
        if place is not None:
            board.take(ask, place)
        else:
            _push(board, ask, asked)
    return {ask.id: board.placed[ask.id] for ask in requests if ask.id in board.placed}


def _push(board: _Board, ask: Request, asked: Mapping[str, Request]) -> None:
    """Takes a place from at most two other labels that find another one."""
    for _, place in board.ranked(ask):
        others = board.labels.hits(place)
        if len(others) > 2:
            continue
        before = {key: board.placed[key] for key in others}
        for key in others:
            board.drop(key)
        board.take(ask, place)
        done: list[str] = []
        for key in others:
            spot = board.free(asked[key])
            if spot is None:
                break
            board.take(asked[key], spot)
            done.append(key)
        if len(done) == len(others):
            return
        for key in [*done, ask.id]:
            board.drop(key)
        for key in others:
            board.take(asked[key], before[key])


def _frame(frames: Sequence[Rect], p: Point) -> Rect | None:
    return next((f for f in frames if f.contains(p)), None)


def _round_box(r: Rect, ask: Request) -> Iterator[Rect]:
    """Places round an event, a gateway or a document, best first. A gateway leaves the corners of its box free."""
    w, h, c = ask.w, ask.h, r.center
    above = Rect(c.x - w / 2, r.y - h - GAP, w, h)
    below = Rect(c.x - w / 2, r.bottom + GAP, w, h)
    diagonal = r.w / 4 if ask.role == "gateway" else 0.0
    aside = GAP + diagonal / 2
    corners = [
        Rect(c.x - w - aside, r.y - h + diagonal / 2, w, h),
        Rect(c.x + aside, r.y - h + diagonal / 2, w, h),
        Rect(c.x - w - aside, r.bottom - diagonal / 2, w, h),
        Rect(c.x + aside, r.bottom - diagonal / 2, w, h),
    ]
    if ask.role == "gateway":
        yield above
        yield Rect(r.right + GAP, c.y - h / 2, w, h)
        yield from corners
        yield below
    else:
        yield below
        yield above
        yield from corners
        for part in (16, 8, 4):
            for slid in (w / part, -w / part):
                yield below.moved(slid, 0.0)
                yield above.moved(slid, 0.0)
    for step in (8.0, 16.0, 24.0, 36.0):
        yield Rect(c.x - w - GAP, r.y - h - step + diagonal, w, h)
        yield Rect(c.x + GAP, r.y - h - step + diagonal, w, h)
        yield Rect(c.x - w - GAP, r.bottom + step - diagonal, w, h)
        yield Rect(c.x + GAP, r.bottom + step - diagonal, w, h)
    yield Rect(r.right + GAP, c.y - h / 2, w, h)
    yield Rect(r.x - w - GAP, c.y - h / 2, w, h)


def _beside_line(points: Sequence[Point], ask: Request) -> Iterator[Rect]:
    """Places along a flow: first beside the start of its first piece, then further on."""
    w, h = ask.w, ask.h
    for n, (a, b) in enumerate(pairwise(points)):
        length = abs(a.x - b.x) + abs(a.y - b.y)
        starts = [3.0, 10.0, 20.0, 40.0] if n == 0 else [4.0, length / 2 - (w if a.y == b.y else h) / 2]
        for start in starts:
            if start > 3.0 and start > length:
                continue
            if a.y == b.y:
                x = a.x + start if b.x > a.x else a.x - start - w
                yield Rect(x, a.y - h - 2.0, w, h)
                yield Rect(x, a.y + 2.0, w, h)
            else:
                y = a.y + start if b.y > a.y else a.y - start - h
                yield Rect(a.x + GAP, y, w, h)
                yield Rect(a.x - GAP - w, y, w, h)
