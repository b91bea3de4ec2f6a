"""The page: papers, margins and the grid, in points. The frame is PDF's: x right, y up, from the lower left corner."""

from __future__ import annotations

from typing import NamedTuple

MM = 72.0 / 25.4
INCH = 72.0
STEP = 5.5
"""The grid: every space and every leading is a multiple of it (body text 11 on 16.5 = three steps)."""

BINDING, OUTER, TOP, BOTTOM = 30 * MM, 20 * MM, 20 * MM, 25 * MM

PAPERS: dict[str, tuple[float, float]] = {
    "a4": (210 * MM, 297 * MM),
    "f4": (215 * MM, 330 * MM),
    "f4-210": (210 * MM, 330 * MM),
    "a3": (297 * MM, 420 * MM),
}


class Sheet(NamedTuple):
    """One page's size and the frame that text and figures may fill."""

    name: str
    width: float
    height: float
    left: float
    bottom: float
    right: float
    top: float

    @property
    def measure(self) -> float:
        """Width of the frame."""
        return self.right - self.left

    @property
    def depth(self) -> float:
        """Height of the frame."""
        return self.top - self.bottom


class Paper(NamedTuple):
    """A paper (a key of `PAPERS`) with its margins in points; `edge` is where an upright page is bound: "left", "top".

    Bound at the top, the outer margin is that of both sides.
    """

    name: str = "a4"
    binding: float = BINDING
    outer: float = OUTER
    top: float = TOP
    bottom: float = BOTTOM
    edge: str = "left"


def paper_of(paper: str | Paper) -> Paper:
    """A paper with the house margins where only its name is given."""
    return paper if isinstance(paper, Paper) else Paper(paper)


def paper_called(name: str, own: str | Paper) -> Paper:
    """The paper that a page break asks for: the book's `own`, or another with its margins."""
    return paper_of(own) if name == "own" else paper_of(own)._replace(name=name)


def upright(paper: str | Paper) -> Sheet:
    """A portrait page. An unknown paper is A4."""
    of = paper_of(paper)
    w, h = PAPERS.get(of.name, PAPERS["a4"])
    if of.edge == "top":
        return Sheet("text", w, h, of.outer, of.bottom, w - of.outer, h - of.binding)
    return Sheet("text", w, h, of.binding, of.bottom, w - of.outer, h - of.top)


def turned(paper: str | Paper) -> Sheet:
    """The same paper read sideways: its head at the binding, so that it reads from the binding outward."""
    of = paper_of(paper)
    h, w = PAPERS.get(of.name, PAPERS["a4"])
    if of.edge == "top":
        return Sheet("turned", w, h, of.binding, of.outer, w - of.bottom, h - of.outer)
    return Sheet("turned", w, h, of.bottom, of.outer, w - of.top, h - of.binding)


def folded(paper: str | Paper = "a3") -> Sheet:
    """A3, bound at its left edge and folded in."""
    of = paper_of(paper)
    h, w = PAPERS["a3"]
    return Sheet("a3", w, h, of.binding, of.outer, w - of.outer, h - of.top)


def mirrored(sheet: Sheet) -> Sheet:
    """The sheet as a left-hand page of a book printed on both sides (turned pages stay: their head is inside)."""
    if sheet.name == "turned":
        return sheet
    return sheet._replace(left=sheet.width - sheet.right, right=sheet.width - sheet.left)
