"""Trees (sub-process maps, organisation charts) and wrapped chains of boxes with arrows.

`tree` grows downward or to the right; siblings that would be wider than the paper wrap into several rows
under one trunk. `chain` sets boxes in reading order and routes the arrows between them. No box overlaps
another, no line enters a box; lines of one parent share their trunk.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from probis_editor.geometry import Point, Rect, simplified
from probis_editor.layout.picture import Item, Link, Picture, at_origin, turned
from probis_editor.layout.routing import Line, Router, Shape


class Gaps(NamedTuple):
    """Distances: between siblings, between generations, and the widest row (0 = never wrap)."""

    beside: float = 24.0
    below: float = 48.0
    widest: float = 0.0


class _Block(msgspec.Struct):
    """A laid-out subtree in its own frame: its root box is at (root_x, 0)."""

    w: float
    h: float
    root: Rect
    boxes: dict[str, Rect]
    links: list[Link]


def tree(items: Sequence[Item], direction: str = "down", gaps: Gaps = Gaps()) -> Picture:  # noqa: B008
    """A tree or forest. `direction` is "down" or "right"; `gaps.widest` limits the width of a row of siblings
    (the height of a column when growing to the right). An unknown parent makes a root."""
    if direction == "right":
        flat = [msgspec.structs.replace(i, w=i.h, h=i.w) for i in items]
        return at_origin(turned(tree(flat, "down", gaps)))
    known = {i.id for i in items}
    children: dict[str, list[Item]] = {}
    for item in items:
        children.setdefault(
            item.parent if item.parent in known and item.parent != item.id else "", []
        ).append(item)
    roots = [block(item, children, gaps) for item in children.get("", [])]
    boxes: dict[str, Rect] = {}
    links: list[Link] = []
    x = 0.0
    for one in roots:
        _paste(one, x, 0.0, boxes, links)
        x += one.w + gaps.beside
    return at_origin(Picture({i.id: boxes[i.id] for i in items if i.id in boxes}, tuple(links)))


def block(item: Item, children: dict[str, list[Item]], gaps: Gaps) -> _Block:
    """A subtree in its own frame."""
    kids = [block(child, children, gaps) for child in children.get(item.id, [])]
    by_id = {child.id: child for child in children.get(item.id, [])}
    if not kids:
        rect = Rect(0.0, 0.0, item.w, item.h)
        return _Block(item.w, item.h, rect, {item.id: rect}, [])
    rows = _wrapped(kids, gaps)
    names = [child.id for child in children[item.id]]
    boxes: dict[str, Rect] = {}
    links: list[Link] = []
    if len(rows) == 1:
        span = sum(k.w for k in kids) + gaps.beside * (len(kids) - 1)
        first = kids[0].root.center.x
        last = span - kids[-1].w + kids[-1].root.center.x
        middle = (first + last) / 2
        left = min(0.0, middle - item.w / 2)
        root = Rect(middle - item.w / 2 - left, 0.0, item.w, item.h)
        x, bus = -left, item.h + gaps.below / 2
        for name, kid in zip(names, kids, strict=True):
            top = Point(x + kid.root.center.x, item.h + gaps.below)
            _paste(kid, x, item.h + gaps.below, boxes, links)
            start = Point(root.center.x, item.h)
            way = simplified((start, Point(start.x, bus), Point(top.x, bus), top), 0.01)
            links.append(Link(item.id, name, way, by_id[name].dotted))
            x += kid.w + gaps.beside
        w = max(span - left, root.right)
        h = item.h + gaps.below + max(k.h for k in kids)
        return _Block(w, h, root, {item.id: root, **boxes}, links)
    return _rows(item, rows, names, by_id, gaps)


def _rows(
    item: Item, rows: list[list[_Block]], names: list[str], by_id: dict[str, Item], gaps: Gaps
) -> _Block:
    """Children in several rows: a trunk at the left, a bus above each row."""
    indent = gaps.beside
    widest = max(sum(k.w for k in row) + gaps.beside * (len(row) - 1) for row in rows)
    root = Rect(max(0.0, indent + widest / 2 - item.w / 2), 0.0, item.w, item.h)
    boxes: dict[str, Rect] = {item.id: root}
    links: list[Link] = []
    y = item.h + gaps.below
    start = Point(root.center.x, item.h)
    first_bus = item.h + gaps.below / 2
    n = 0
    for k, row in enumerate(rows):
        bus = y - gaps.below / 2
        x = indent
        for kid in row:
            name = names[n]
            n += 1
            top = Point(x + kid.root.center.x, y)
            _paste(kid, x, y, boxes, links)
            way = [start, Point(start.x, first_bus)]
            if k:
                way += [Point(0.0, first_bus), Point(0.0, bus)]
            way += [Point(top.x, bus), top]
            links.append(Link(item.id, name, simplified(way, 0.01), by_id[name].dotted))
            x += kid.w + gaps.beside
        y += max(kid.h for kid in row) + gaps.below
    return _Block(max(indent + widest, root.right), y - gaps.below, root, boxes, links)


def _wrapped(kids: list[_Block], gaps: Gaps) -> list[list[_Block]]:
    """Rows no wider than allowed, filled in order."""
    if gaps.widest <= 0:
        return [kids]
    rows: list[list[_Block]] = [[]]
    used = 0.0
    for kid in kids:
        if rows[-1] and used + gaps.beside + kid.w > gaps.widest:
            rows.append([])
            used = 0.0
        used += kid.w + (gaps.beside if rows[-1] else 0.0)
        rows[-1].append(kid)
    return rows


def _paste(one: _Block, dx: float, dy: float, boxes: dict[str, Rect], links: list[Link]) -> None:
    for key, rect in one.boxes.items():
        boxes[key] = rect.moved(dx, dy)
    for link in one.links:
        links.append(Link(link.source, link.target, tuple(p.moved(dx, dy) for p in link.points), link.dotted))


def chain(
    items: Sequence[Item],
    arrows: Sequence[tuple[str, str]],
    widest: float,
    gap_x: float = 48.0,
    gap_y: float = 48.0,
) -> Picture:
    """Boxes in reading order, wrapped into rows no wider than `widest`, with routed arrows between them.

    Columns are aligned. Arrows whose ends are unknown are left out; the id of a link's ends names it.
    """
    if not items:
        return Picture({})
    cell_w = max(i.w for i in items)
    per = max(1, int((widest + gap_x) // (cell_w + gap_x))) if widest > 0 else len(items)
    rows = -(-len(items) // per)
    per = -(-len(items) // rows)
    boxes: dict[str, Rect] = {}
    y = 0.0
    for n in range(0, len(items), per):
        row = items[n : n + per]
        high = max(i.h for i in row)
        for k, item in enumerate(row):
            x = k * (cell_w + gap_x) + (cell_w - item.w) / 2
            boxes[item.id] = Rect(x, y + (high - item.h) / 2, item.w, item.h)
        y += high + gap_y
    router = Router(Shape(i.id, boxes[i.id]) for i in items)
    for n, (source, target) in enumerate(arrows):
        if source in boxes and target in boxes and source != target:
            router.put_line(Line(f"{n}", source, target, ()))
    router.again(list(router.plan.lines))
    lines = sorted(router.plan.lines.values(), key=lambda one: int(one.id))
    links = tuple(Link(one.source, one.target, one.points) for one in lines)
    return at_origin(Picture(boxes, links))
