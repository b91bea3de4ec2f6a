"""What the tree-like layouts return: rectangles by id and the lines between them."""

from __future__ import annotations

import msgspec

from probis_editor.geometry import Point, Rect


class Item(msgspec.Struct, frozen=True, omit_defaults=True):
    """A box of a tree: its size and its parent's id ("" = a root). Order among siblings = declared order.

    `side` places it beside the trunk under its parent: "right" (a secretariat) or "left" (a functional
    group); `dotted` draws its line dotted; `count` > 1 says that it stands for a set that repeats so many
    times.
    """

    id: str
    w: float
    h: float
    parent: str = ""
    side: str = ""
    dotted: bool = False
    count: int = 1


class Link(msgspec.Struct, frozen=True, omit_defaults=True):
    """A drawn line from one box to another."""

    source: str
    target: str
    points: tuple[Point, ...]
    dotted: bool = False


class Picture(msgspec.Struct, frozen=True, omit_defaults=True):
    """Rectangles of boxes and bands by id, lines, and the backs of repeated sets. The corner is (0, 0).

    `titles` are the title strips of bands or the head cells of a table.
    """

    boxes: dict[str, Rect]
    links: tuple[Link, ...] = ()
    bands: dict[str, Rect] = {}
    titles: dict[str, Rect] = {}
    backs: dict[str, tuple[Rect, ...]] = {}

    @property
    def bounds(self) -> Rect:
        """The rectangle around everything."""
        behind = [r for k in sorted(self.backs) for r in self.backs[k]]
        rects = [*self.boxes.values(), *self.bands.values(), *self.titles.values(), *behind]
        points = [p for link in self.links for p in link.points]
        if not rects and not points:
            return Rect(0.0, 0.0, 0.0, 0.0)
        x = min([r.x for r in rects] + [p.x for p in points])
        y = min([r.y for r in rects] + [p.y for p in points])
        right = max([r.x + r.w for r in rects] + [p.x for p in points])
        bottom = max([r.y + r.h for r in rects] + [p.y for p in points])
        return Rect(x, y, right - x, bottom - y)


def moved(picture: Picture, dx: float, dy: float) -> Picture:
    """The whole picture shifted."""
    return Picture(
        {k: r.moved(dx, dy) for k, r in picture.boxes.items()},
        tuple(
            Link(one.source, one.target, tuple(p.moved(dx, dy) for p in one.points), one.dotted)
            for one in picture.links
        ),
        {k: r.moved(dx, dy) for k, r in picture.bands.items()},
        {k: r.moved(dx, dy) for k, r in picture.titles.items()},
        {k: tuple(r.moved(dx, dy) for r in rects) for k, rects in picture.backs.items()},
    )


def at_origin(picture: Picture) -> Picture:
    """The picture with its top-left corner at (0, 0)."""
    b = picture.bounds
    return picture if b.x == 0 and b.y == 0 else moved(picture, -b.x, -b.y)


def turned(picture: Picture) -> Picture:
    """The picture mirrored at the diagonal: what grew downward grows to the right."""

    def flip(r: Rect) -> Rect:
        return Rect(r.y, r.x, r.h, r.w)

    return Picture(
        {k: flip(r) for k, r in picture.boxes.items()},
        tuple(
            Link(one.source, one.target, tuple(Point(p.y, p.x) for p in one.points), one.dotted)
            for one in picture.links
        ),
        {k: flip(r) for k, r in picture.bands.items()},
        {k: flip(r) for k, r in picture.titles.items()},
        {k: tuple(flip(r) for r in rects) for k, rects in picture.backs.items()},
    )
