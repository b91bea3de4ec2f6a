"""Where a wide or tall map may be cut into pages, and which of its flows then go on from page to page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from probis_editor.booklet.blocks import Route, Splitting
from probis_editor.drawing.bounds import bounds
from probis_editor.drawing.primitives import Group, Primitive, Text
from probis_editor.geometry import Point, Rect
from probis_editor.kinds import POOL_PARTS, Family, family
from probis_editor.layout.paper import Tile
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Node
from probis_editor.render import compose, sipoc_band
from probis_editor.render.compose import Picture
from probis_editor.render.plane import plane_of

GAP = 6.0
"""Units between shapes that are enough to cut between them."""


def splitting(document: Document, map_id: str, plane: str, picture: Picture) -> Splitting:
    """What a page maker needs to cut the picture of a plane. Frame: that of the picture."""
    solid: list[Rect] = []
    lanes: list[float] = []
    header, left = 0.0, min((box.x for box in picture.boxes if box is not None), default=0.0)
    routes: list[Route] = []
    whole: Rect | None = None
    ready = plane_of(document, map_id, plane)
    for group, box in zip(picture.group.children, picture.boxes, strict=True):
        if not isinstance(group, Group):
            continue
        record = document.element(map_id, group.id)
        if group.id == sipoc_band.ID:
            whole = box
        elif isinstance(record, Flow):
            points = compose.route(document, record)
            if len(points) > 1:
                routes.append(Route(tuple((p.x, p.y) for p in points)))
            solid += [around for text in _texts(group) if (around := bounds(text)) is not None]
        elif isinstance(record, Node):
            if family(record.kind) in POOL_PARTS:
                drawn = record.drawn
                lanes += [drawn.y, drawn.bottom]
                strip = compose.header(document, record)
                if family(record.kind) is not Family.PHASE and not ready.upright(record):
                    header = max(header, drawn.x + strip - left)
            elif box is not None and not (record.expanded and record.inline):
                solid.append(box)
    across = _gaps((box.x, box.right) for box in solid)
    down = _gaps((box.y, box.bottom) for box in solid)
    borders = sorted({y for y in lanes if all(y <= b.y or y >= b.bottom for b in solid)})
    rows = borders or down
    if whole is not None:  # the columns below a map stay whole
        across = [x for x in across if not whole.x < x < whole.right]
        rows = sorted({*(y for y in rows if y < whole.y - sipoc_band.GAP), whole.y - sipoc_band.GAP / 2})
    return Splitting(cuts=tuple(across), rows=tuple(rows), header=header, routes=tuple(routes))


def _texts(part: Primitive, dx: float = 0.0, dy: float = 0.0) -> Iterator[Text]:
    """The texts of a flow's group, which has no scale of its own."""
    if isinstance(part, Text):
        yield Text(part.x + dx, part.y + dy, part.text, part.style, part.anchor, part.angle)
    elif isinstance(part, Group):
        for child in part.children:
            yield from _texts(child, dx + part.dx, dy + part.dy)


def _gaps(spans: Iterable[tuple[float, float]]) -> list[float]:
    """The middles of the stretches that no span covers."""
    result: list[float] = []
    end: float | None = None
    for start, stop in sorted(spans):
        if end is not None and start - end >= GAP:
            result.append((start + end) / 2)
        end = stop if end is None else max(end, stop)
    return result


def uncrossed(split: Splitting) -> Splitting:
    """The same with only the cuts that no flow crosses."""

    def free(places: tuple[float, ...], axis: int) -> tuple[float, ...]:
        spans = [
            (min(a[axis], b[axis]), max(a[axis], b[axis]))
            for route in split.routes
            for a, b in zip(route.points, route.points[1:], strict=False)
        ]
        return tuple(at for at in places if not any(low < at < high for low, high in spans))

    return Splitting(
        cuts=free(split.cuts, 0), rows=free(split.rows, 1), header=split.header, routes=split.routes
    )


class Connector(NamedTuple):
    """A flow that goes on elsewhere: where it meets the edge of its tile, the way it runs, its letter.

    `side` is the edge of the tile: "left", "right", "top" or "bottom". `onward`: the flow leaves the tile there.
    """

    side: str
    at: Point
    onward: bool
    letter: str


def connectors(routes: Iterable[Route], tiles: tuple[Tile, ...]) -> list[list[Connector]]:
    """The connectors of every tile. Both ends of a cut have the same letter; letters run in the order of the flows."""
    found: list[list[Connector]] = [[] for _ in tiles]
    count = 0
    seen: set[tuple[int, int, float, float]] = set()
    for route in routes:
        for (x0, y0), (x1, y1) in zip(route.points, route.points[1:], strict=False):
            for one, other, side, back, at in _crossed(tiles, x0, y0, x1, y1):
                place = (one, other, round(at.x, 1), round(at.y, 1))
                if place in seen:
                    # Lines that share a trunk go on as one.
                    continue
                seen.add(place)
                forth = (x1 > x0) if side == "right" else (y1 > y0)
                mark = letter(count)
                count += 1
                found[one].append(Connector(side, at, forth, mark))
                found[other].append(Connector(back, at, not forth, mark))
    return found


def _crossed(
    tiles: tuple[Tile, ...], x0: float, y0: float, x1: float, y1: float
) -> Iterator[tuple[int, int, str, str, Point]]:
    """The borders between neighbouring tiles that a stretch crosses, in the order of the tiles."""
    for one, a in enumerate(tiles):
        for other, b in enumerate(tiles):
            if abs(b.x - a.x - a.w) < 1e-6 and b.y == a.y and min(x0, x1) < b.x < max(x0, x1):
                y = y0 + (y1 - y0) * (b.x - x0) / (x1 - x0)
                if a.y <= y < a.y + a.h:
                    yield one, other, "right", "left", Point(b.x, y)
            elif abs(b.y - a.y - a.h) < 1e-6 and b.x == a.x and min(y0, y1) < b.y < max(y0, y1):
                x = x0 + (x1 - x0) * (b.y - y0) / (y1 - y0)
                if a.x <= x < a.x + a.w:
                    yield one, other, "bottom", "top", Point(x, b.y)


def letter(number: int) -> str:
    """A, B, ... Z, AA, AB from 0."""
    result = ""
    number += 1
    while number:
        number, digit = divmod(number - 1, 26)
        result = chr(ord("A") + digit) + result
    return result


class Parts:
    """The parts of a picture in windows; the room of each child is measured once for all of them."""

    def __init__(self, picture: Group) -> None:
        self._children = [(child, box) for child in picture.children if (box := bounds(child)) is not None]

    def part(self, window: Rect) -> Group:
        """What shows in a window: texts that stand in it, shapes that touch it. Groups keep their frames."""
        found: list[Primitive] = []
        for child, box in self._children:
            inside = (
                box.x > window.x
                and box.y > window.y
                and box.right < window.right
                and box.bottom < window.bottom
            )
            if inside:
                found.append(child)
            elif _touching(box, window):
                kept = _seen(child, window, 0.0, 0.0, 1.0)
                if kept is not None:
                    found.append(kept)
        return Group(tuple(found))


def _touching(box: Rect, window: Rect) -> bool:
    return box.x < window.right and box.right > window.x and box.y < window.bottom and box.bottom > window.y


def _seen(one: Primitive, window: Rect, dx: float, dy: float, scale: float) -> Primitive | None:
    if isinstance(one, Group):
        frame = (dx + scale * one.dx, dy + scale * one.dy, scale * one.scale)
        children = tuple(k for child in one.children if (k := _seen(child, window, *frame)) is not None)
        return Group(children, one.id, one.dx, one.dy, one.scale, one.title) if children else None
    box = bounds(one)
    if box is None:
        return None
    box = Rect(dx + scale * box.x, dy + scale * box.y, scale * box.w, scale * box.h)
    if isinstance(one, Text):
        middle = box.center
        inside = window.x <= middle.x < window.right and window.y <= middle.y < window.bottom
        return one if inside else None
    return one if _touching(box, window) else None


def silent(part: Primitive) -> Primitive | None:
    """A picture without its texts."""
    if isinstance(part, Text):
        return None
    if isinstance(part, Group):
        children = tuple(kept for child in part.children if (kept := silent(child)) is not None)
        return Group(children, part.id, part.dx, part.dy, part.scale)
    return part
