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
CELL = 160.0


class Request(NamedTuple):
    """A label to place: the id of its element, its size, what it belongs to ("flow" or a box role)."""

    id: str
    w: float
    h: float
    role: str
    owner: str = ""


class _Near:
    """Rectangles in a uniform grid."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Rect]] = {}

    def add(self, r: Rect) -> None:
        for place in self._places(r):
            self._cells.setdefault(place, []).append(r)

    def hits(self, r: Rect) -> list[Rect]:
        return [o for place in self._places(r) for o in self._cells.get(place, ()) if o.overlaps(r)]

    @staticmethod
    def _places(r: Rect) -> list[tuple[int, int]]:
        return [
            (i, j)
            for i in range(int(r.x // CELL), int(r.right // CELL) + 1)
            for j in range(int(r.y // CELL), int(r.bottom // CELL) + 1)
        ]


def place_labels(
    requests: Sequence[Request],
    boxes: Mapping[str, Rect],
    routes: Mapping[str, Sequence[Point]],
    frames: Sequence[Rect] = (),
    blocked: Sequence[Rect] = (),
) -> dict[str, Rect]:
    """A rectangle for each label, by element id. `frames` are lanes or pools: a label stays within the one
    its owner is in; `blocked` areas (headers) are avoided. Requests are served in the given order."""
    solid, lines = _Near(), _Near()
    for rect in boxes.values():
        solid.add(rect)
    for rect in blocked:
        solid.add(rect)
    for points in routes.values():
        for a, b in pairwise(points):
            lines.add(Rect(min(a.x, b.x) - 1, min(a.y, b.y) - 1, abs(a.x - b.x) + 2, abs(a.y - b.y) + 2))
    result: dict[str, Rect] = {}
    for ask in requests:
        best: tuple[float, Rect] | None = None
        if ask.role == "flow":
            points = routes.get(ask.id, ())
            places = _beside_line(points, ask)
            frame = _frame(frames, points[0]) if points else None
        else:
            rect = boxes[ask.id]
            places = _round_box(rect, ask)
            frame = _frame(frames, rect.center)
        for rank, place in enumerate(places):
            if solid.hits(place):
                continue
            price = rank + 40.0 * len(lines.hits(place))
            if frame is not None and not frame.covers(place):
                price += 25.0
            if best is None or price < best[0]:
                best = (price, place)
            if price == rank:
                break
        if best is not None:
            result[ask.id] = best[1]
            solid.add(best[1].grown(1.0))
    return result


def _frame(frames: Sequence[Rect], p: Point) -> Rect | None:
    return next((f for f in frames if f.contains(p)), None)


def _round_box(r: Rect, ask: Request) -> Iterator[Rect]:
    """Places round an event, a gateway or a document, best first."""
    w, h, c = ask.w, ask.h, r.center
    above = Rect(c.x - w / 2, r.y - h - GAP, w, h)
    below = Rect(c.x - w / 2, r.bottom + GAP, w, h)
    diagonal = r.w / 4 if ask.role == "gateway" else 0.0
    corners = [
        Rect(c.x - w - GAP, r.y - h + diagonal / 2, w, h),
        Rect(c.x + GAP, r.y - h + diagonal / 2, w, h),
        Rect(c.x - w - GAP, r.bottom - diagonal / 2, w, h),
        Rect(c.x + GAP, r.bottom - diagonal / 2, w, h),
    ]
    if ask.role == "gateway":
        yield above
        yield from corners
        yield below
    else:
        yield below
        yield above
        yield from corners
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
