"""The organisation chart: head above, secretariat at the side, dotted functional group, units in rows,
repeated sets.

Items with `side="right"` stand right of the trunk below their parent, those with `side="left"` left of it;
all others hang below as in a tree (deeper than the head's own staff, side units do too). `count` > 1 draws
backs behind a box: it stands for a set that repeats (a kelurahan and its sections).
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from probis_editor.geometry import Point, Rect, simplified
from probis_editor.layout.picture import Item, Link, Picture, at_origin
from probis_editor.layout.trees import Gaps, tree

BACK = 5.0
MOST_BACKS = 2


def chart(items: Sequence[Item], gaps: Gaps = Gaps(24.0, 48.0, 0.0)) -> Picture:  # noqa: B008
    """The chart of the first root and all below it; further roots follow to its right."""
    known = {i.id for i in items}
    parts: list[Picture] = []
    roots = [i for i in items if i.parent not in known or i.parent == i.id]
    tops = {i.id for i in roots}
    sides = {i.id for i in items if i.side and i.parent in tops}
    for root in roots:
        parts.append(_under(root, items, sides, gaps))
    boxes: dict[str, Rect] = {}
    links: list[Link] = []
    x = 0.0
    for part in parts:
        b = part.bounds
        for key, rect in part.boxes.items():
            boxes[key] = rect.moved(x - b.x, 0.0)
        for link in part.links:
            points = tuple(p.moved(x - b.x, 0.0) for p in link.points)
            links.append(Link(link.source, link.target, points, link.dotted))
        x += b.w + gaps.beside
    ordered = {i.id: boxes[i.id] for i in items if i.id in boxes}
    backs = {
        i.id: tuple(boxes[i.id].moved(BACK * k, BACK * k) for k in range(min(i.count - 1, MOST_BACKS), 0, -1))
        for i in items
        if i.count > 1 and i.id in boxes
    }
    return at_origin(Picture(ordered, tuple(links), {}, {}, backs))


def _below(root: Item, items: Sequence[Item], without: set[str]) -> list[Item]:
    """The root and its descendants, not going into the items in `without`."""
    chosen = {root.id}
    result = [msgspec.structs.replace(root, parent="")]
    grown = True
    while grown:
        grown = False
        for item in items:
            if item.id not in chosen and item.parent in chosen and item.id not in without:
                chosen.add(item.id)
                result.append(item)
                grown = True
    order = {i.id: n for n, i in enumerate(items)}
    return sorted(result, key=lambda i: order[i.id])


def _under(root: Item, items: Sequence[Item], sides: set[str], gaps: Gaps) -> Picture:
    """One root with its side units and its tree."""
    mine = [i for i in items if i.id in sides and i.parent == root.id]
    body = _below(root, items, sides)
    base = tree(body, "down", gaps)
    head = base.boxes[root.id]
    if not mine:
        return base
    wings = [
        (item, _under(msgspec.structs.replace(item, parent="", side=""), items, sides, gaps)) for item in mine
    ]
    trunk = head.center.x
    y = head.bottom + gaps.below / 2
    boxes: dict[str, Rect] = {root.id: head}
    links: list[Link] = []
    bottom = y
    edges = {"left": trunk - gaps.beside, "right": trunk + gaps.beside}
    for item, wing in wings:
        b, own = wing.bounds, wing.boxes[item.id]
        if item.side == "left":
            dx = edges["left"] - b.right
            edges["left"] -= b.w + gaps.beside
        else:
            dx = edges["right"] - b.x
            edges["right"] += b.w + gaps.beside
        dy = y - b.y
        for key, rect in wing.boxes.items():
            boxes[key] = rect.moved(dx, dy)
        for link in wing.links:
            points = tuple(p.moved(dx, dy) for p in link.points)
            links.append(Link(link.source, link.target, points, link.dotted))
        placed = own.moved(dx, dy)
        first = not any(other.side == item.side for other, _ in wings[: wings.index((item, wing))])
        level = placed.center.y if first else y - gaps.below / 4
        end = Point(placed.x if item.side != "left" else placed.right, placed.center.y)
        way: tuple[Point, ...]
        if first:
            way = (Point(trunk, head.bottom), Point(trunk, level), end)
        else:
            way = (
                Point(trunk, head.bottom),
                Point(trunk, level),
                Point(placed.center.x, level),
                Point(placed.center.x, placed.y),
            )
        links.append(Link(root.id, item.id, simplified(way, 0.01), item.dotted))
        bottom = max(bottom, b.bottom + dy)
    shift = bottom - head.bottom
    for key, rect in base.boxes.items():
        if key != root.id:
            boxes[key] = rect.moved(0.0, shift)
    for link in base.links:
        if link.source == root.id:
            points = (link.points[0], *(p.moved(0.0, shift) for p in link.points[1:]))
        else:
            points = tuple(p.moved(0.0, shift) for p in link.points)
        links.append(Link(link.source, link.target, points, link.dotted))
    return Picture(boxes, tuple(links))
