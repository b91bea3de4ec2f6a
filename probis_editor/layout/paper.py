"""Paper fit: on which paper, orientation, scale and split a picture prints with no text under 7 pt.

One pure function for layout, the canvas' frame and the book. Lengths are units of 1/96 inch unless a name
says mm.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

MM = 96.0 / 25.4
MIN_PT = 7.0
EASY_PT, LOW = 7.5, 1 / 3
"""A picture of at most this share of an upright page's height stands there if its text keeps this size: turned, it
would leave most of its page empty."""

WIDEST_HEADER = 0.5
"""Share of a page that repeated lane names may take."""

PAPERS: dict[str, tuple[float, float]] = {
    "a4": (210.0, 297.0),
    "f4": (215.0, 330.0),
    "f4-210": (210.0, 330.0),
    "a3": (297.0, 420.0),
}
"""Width and height in mm, upright."""


class Margins(NamedTuple):
    """Kept free of the picture, in mm, as seen on the upright page; `caption` is room for the figure's title."""

    binding: float = 30.0
    outer: float = 20.0
    top: float = 20.0
    bottom: float = 25.0
    caption: float = 14.0


BOOK = Margins()
PLAIN = Margins(10.0, 10.0, 10.0, 10.0, 0.0)


class Tile(NamedTuple):
    """One page's part of a picture: x, y, w, h of what it shows; `header` = the lane headers are repeated
    before it."""

    x: float
    y: float
    w: float
    h: float
    header: bool


class Fit(NamedTuple):
    """The answer. `scale` is print size over picture size (1 = 100 %), `text` the smallest text in pt as
    printed.

    `tiles` has one entry for a picture on one page.
    """

    paper: str
    landscape: bool
    scale: float
    text: float
    tiles: tuple[Tile, ...]

    @property
    def pages(self) -> int:
        return len(self.tiles)


def frame(paper: str, landscape: bool, margins: Margins = BOOK) -> tuple[float, float]:
    """Width and height that a picture may fill on a page. A turned page has its head at the binding."""
    w, h = PAPERS.get(paper, PAPERS["a4"])
    m = margins
    if landscape:
        return (h - m.top - m.bottom) * MM, (w - m.binding - m.outer - m.caption) * MM
    return (w - m.binding - m.outer) * MM, (h - m.top - m.bottom - m.caption) * MM


def fit(
    w: float,
    h: float,
    text: float,
    paper: str = "f4",
    margins: Margins = BOOK,
    cuts: Sequence[float] = (),
    header: float = 0.0,
    rows: Sequence[float] = (),
    least: float = MIN_PT,
) -> Fit:
    """How a picture of w x h, whose smallest text has `text` points, is printed.

    Tried in turn: upright without shrinking much (a low one by more, while it reads easily), turned, upright, A3
    turned, A3 upright, then several turned pages of the wished paper. `cuts` are x positions where a split does not
    cut a shape (column borders), `rows` the same for y (lane borders); `header` is the width at the left (lane names)
    repeated on each further page if that leaves at least half of it. The scale never exceeds 1 and never brings text
    under `least`, unless the text is smaller than that from the start.
    """
    floor = min(1.0, least / text) if text > 0 else 0.0
    upright, turned = _scale(w, h, paper, False, margins), _scale(w, h, paper, True, margins)
    options: list[tuple[str, bool, float]] = []
    low = h * upright <= LOW * frame(paper, False, margins)[1] and text * upright >= EASY_PT
    if upright >= 0.9 or upright >= turned or low:
        options.append((paper, False, upright))
    options += [(paper, True, turned), (paper, False, upright)]
    if paper != "a3":
        options += [
            ("a3", True, _scale(w, h, "a3", True, margins)),
            ("a3", False, _scale(w, h, "a3", False, margins)),
        ]
    for name, landscape, scale in options:
        if scale >= floor - 1e-9:
            return Fit(name, landscape, scale, text * scale, (Tile(0.0, 0.0, w, h, False),))
    return _split(w, h, text, paper, margins, cuts, header, rows, floor)


def _scale(w: float, h: float, paper: str, landscape: bool, margins: Margins) -> float:
    room_w, room_h = frame(paper, landscape, margins)
    return min(1.0, room_w / w if w else 1.0, room_h / h if h else 1.0)


def _split(
    w: float,
    h: float,
    text: float,
    paper: str,
    margins: Margins,
    cuts: Sequence[float],
    header: float,
    rows: Sequence[float],
    floor: float,
) -> Fit:
    """The fewest pages at the smallest allowed scale, A3 where the wished paper would need more than three."""
    best: Fit | None = None
    for name in dict.fromkeys((paper, "a3")):
        for landscape in (True, False):
            room_w, room_h = frame(name, landscape, margins)
            # Names that would take most of each page are not repeated.
            again = header if header < WIDEST_HEADER * room_w / floor else 0.0
            across = _pieces(w, room_w / floor, cuts, again)
            down = _pieces(h, room_h / floor, rows, 0.0)
            tiles = tuple(
                Tile(x0, y0, x1 - x0, y1 - y0, again > 0 and x0 > 0) for y0, y1 in down for x0, x1 in across
            )
            wide = max(x1 - x0 + (again if x0 > 0 else 0.0) for x0, x1 in across)
            high = max(y1 - y0 for y0, y1 in down)
            scale = min(1.0, room_w / wide, room_h / high)
            found = Fit(name, landscape, scale, text * scale, tiles)
            if best is None or (found.pages, name != paper) < (best.pages, best.paper != paper):
                if best is not None and best.paper == paper and best.pages <= 3 and name != paper:
                    continue
                best = found
    assert best is not None
    return best


def _pieces(length: float, room: float, cuts: Sequence[float], header: float) -> list[tuple[float, float]]:
    """Consecutive stretches of at most `room` (less the repeated header from the second on), at cuts where
    possible."""
    result: list[tuple[float, float]] = []
    start = 0.0
    while True:
        space = room - (header if start > 0 else 0.0)
        if length - start <= space + 1e-6:
            result.append((start, length))
            return result
        fitting = [c for c in cuts if start + space * 0.3 < c <= start + space]
        end = max(fitting) if fitting else start + space
        result.append((start, end))
        start = end
