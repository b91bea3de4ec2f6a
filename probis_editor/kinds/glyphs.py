"""The markers of BPMN as vectors, drawn on a 20 x 20 grid and inked for their place.

A part's mode says how it is inked: "line" stroked; "paper" stroked and filled with the ground; "ink" filled;
"solid" filled for throwing, else like "paper"; "fold" a line that turns to the ground's colour on a filled shape;
"tint" filled with the tint; "bold" a stroke of 3 grid units.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from probis_editor.drawing.primitives import Path, Pen
from probis_editor.geometry import Rect
from probis_editor.kinds.paths import GRID, gear, parsed, placed

BOLD = 3.0

_ENVELOPE = "M 1 4 L 19 4 L 19 16 L 1 16 Z"
_FLAP = "M 1 4 L 10 11 L 19 4"
_PENTAGON = "M 10 1.5 L 18.6 7.8 L 15.3 17.8 L 4.7 17.8 L 1.4 7.8 Z"
_PLUS = (
    "M 7.4 2 L 12.6 2 L 12.6 7.4 L 18 7.4 L 18 12.6 L 12.6 12.6 "
    "L 12.6 18 L 7.4 18 L 7.4 12.6 L 2 12.6 L 2 7.4 L 7.4 7.4 Z"
)
_ARROW = "M 1.5 7 L 11 7 L 11 3 L 18.5 10 L 11 17 L 11 13 L 1.5 13 Z"
_REWIND = "M 10 4 L 10 16 L 2 10 Z M 18 4 L 18 16 L 10 10 Z"
_CLOCK = " ".join(
    f"M {x1} {y1} L {x2} {y2}"
    for x1, y1, x2, y2 in (
        (10, 1.5, 10, 3.7),
        (10, 18.5, 10, 16.3),
        (1.5, 10, 3.7, 10),
        (18.5, 10, 16.3, 10),
        (14.25, 2.64, 13.45, 4.02),
        (17.36, 5.75, 15.98, 6.55),
        (17.36, 14.25, 15.98, 13.45),
        (14.25, 17.36, 13.45, 15.98),
        (5.75, 17.36, 6.55, 15.98),
        (2.64, 14.25, 4.02, 13.45),
        (2.64, 5.75, 4.02, 6.55),
        (5.75, 2.64, 6.55, 4.02),
    )
)
_CROSS = (
    "M 4.7 2 L 10 7.3 L 15.3 2 L 18 4.7 L 12.7 10 L 18 15.3 "
    "L 15.3 18 L 10 12.7 L 4.7 18 L 2 15.3 L 7.3 10 L 2 4.7 Z"
)

GLYPHS: dict[str, tuple[tuple[str, str], ...]] = {
    # types of tasks
    "user": (
        (
            "M 2.5 18.5 C 2.5 13.4 4.8 11.2 7.6 10 C 8.8 11.4 11.2 11.4 12.4 10 C 15.2 11.2 17.5 13.4 17.5 18.5 Z",
            "paper",
        ),
        ("O 10 5.9 4.1", "paper"),
        ("K 10 5.9 4.1 186 354 C 12.6 6.2 11.6 5.2 10.6 4.2 C 9.2 5.6 7.6 6 5.92 5.47 Z", "ink"),
        ("M 6.2 18.5 L 6.2 15 M 13.8 18.5 L 13.8 15", "line"),
    ),
    "service": (
        (gear(7.6, 7.6, 7.2, 5.4, 2.5), "paper"),
        (gear(12.4, 12.4, 7.2, 5.4, 2.5), "paper"),
    ),
    "script": (
        (
            "M 7 1.5 L 18 1.5 C 13 6 13 8 15 10.5 C 17 13 16.5 15 13 18.5 L 2 18.5 "
            "C 5.5 15 6 13 4 10.5 C 2 8 2 6 7 1.5 Z",
            "paper",
        ),
        ("M 5.4 5 L 12.4 5 M 5.2 8.3 L 11.6 8.3 M 6.9 11.7 L 13.4 11.7 M 6.9 15 L 13.2 15", "line"),
    ),
    "send": ((_ENVELOPE, "ink"), ("M 1.6 4.2 L 10 10.8 L 18.4 4.2", "fold")),
    "receive": ((_ENVELOPE, "paper"), (_FLAP, "line")),
    "receive_start": (
        ("O 10 10 9.5", "paper"),
        ("M 4 6.5 L 16 6.5 L 16 14 L 4 14 Z M 4 6.5 L 10 11 L 16 6.5", "line"),
    ),
    "manual": (
        (
            "M 1 9.2 C 2.8 6 5.4 3.6 8.2 2.6 C 9.9 2.1 10.7 3.9 9.5 4.8 L 7.6 6.3 L 17 6.3 C 18.7 6.3 18.7 8.8 17 8.8 "
            "L 11 8.8 L 18 8.8 C 19.6 8.8 19.6 11.3 18 11.3 L 11 11.3 L 17.2 11.3 C 18.7 11.3 18.7 13.8 17.2 13.8 "
            "L 11 13.8 L 15.4 13.8 C 16.9 13.8 16.9 16.3 15.4 16.3 L 5.6 16.3 C 3.6 16.3 2 15.4 1 14.2 Z",
            "paper",
        ),
    ),
    "rule": (
        ("M 1 3 L 19 3 L 19 17 L 1 17 Z", "paper"),
        ("M 1 3 L 19 3 L 19 7 L 1 7 Z", "tint"),
        ("M 1 3 L 19 3 L 19 17 L 1 17 Z M 1 7 L 19 7 M 1 12 L 19 12 M 6.5 7 L 6.5 17", "line"),
    ),
    # markers at the bottom of an activity
    "loop": (("K 10 10 7.5 128 420", "line"), ("M 1.2 15.7 L 5.4 15.9 L 5.6 11.4", "line")),
    "parallel": (("M 4.5 2.5 L 4.5 17.5 M 10 2.5 L 10 17.5 M 15.5 2.5 L 15.5 17.5", "bold"),),
    "sequential": (("M 2.5 4.5 L 17.5 4.5 M 2.5 10 L 17.5 10 M 2.5 15.5 L 17.5 15.5", "bold"),),
    "rewind": ((_REWIND, "paper"),),
    "adhoc": (
        (
            "M 1.5 12 C 3.2 6.6 7.4 6.2 10 8.8 C 12.4 11.2 15.6 10.8 18.5 6.6 L 18.5 9.2 "
            "C 16 14 12.4 14 9.8 11.4 C 7.2 8.8 4 9.4 1.5 14.6 Z",
            "ink",
        ),
    ),
    "collapsed": (("M 2 2 L 18 2 L 18 18 L 2 18 Z", "paper"), ("M 10 5 L 10 15 M 5 10 L 15 10", "line")),
    # triggers
    "message": ((_ENVELOPE, "solid"), (_FLAP, "fold")),
    "timer": (("O 10 10 8.5", "paper"), (_CLOCK, "line"), ("M 11.2 4.6 L 10 10 L 14 10.6", "line")),
    "conditional": (
        ("M 4 1.5 L 16 1.5 L 16 18.5 L 4 18.5 Z", "paper"),
        ("M 6 5 L 14 5 M 6 8.35 L 14 8.35 M 6 11.7 L 14 11.7 M 6 15 L 14 15", "line"),
    ),
    "signal": (("M 10 2 L 18.5 16.5 L 1.5 16.5 Z", "solid"),),
    "multiple": ((_PENTAGON, "solid"),),
    "parallel_multiple": ((_PLUS, "paper"),),
    "error": (("M 2.5 17 L 6.8 3.6 L 12.4 11 L 17.5 3 L 13.2 16.6 L 7.6 9.6 Z", "solid"),),
    "escalation": (("M 10 1.8 L 16.5 17.8 L 10 11.2 L 3.5 17.8 Z", "solid"),),
    "cancel": ((_CROSS, "solid"),),
    "compensation": ((_REWIND, "solid"),),
    "link": ((_ARROW, "solid"),),
    "terminate": (("O 10 10 9.6", "ink"),),
    # gateways
    "x": (("M 4.5 3 L 15.5 17 M 15.5 3 L 4.5 17", "bold"),),
    "plus": (("M 10 1.5 L 10 18.5 M 1.5 10 L 18.5 10", "bold"),),
    "circle": (("O 10 10 7.5", "bold"),),
    "asterisk": (("M 10 1.5 L 10 18.5 M 1.5 10 L 18.5 10 M 4 4 L 16 16 M 16 4 L 4 16", "bold"),),
    "ring": (("O 10 10 9.5", "line"),),
    "pentagon": ((_PENTAGON, "paper"),),
    "cross_outline": ((_PLUS, "paper"),),
    # data
    "input": ((_ARROW, "paper"),),
    "output": ((_ARROW, "ink"),),
    "collection": (("M 5 3 L 5 17 M 10 3 L 10 17 M 15 3 L 15 17", "bold"),),
}
"""Every marker: its parts as (path string, mode), painted in this order."""


class Ink(NamedTuple):
    """Colours and stroke width (units) that a marker is drawn with; `solid` for throwing triggers."""

    color: str
    paper: str = "#FFFFFF"
    width: float = 1.0
    solid: bool = False
    tint: str = "#C9CDD1"


@lru_cache(maxsize=4096)
def glyph(name: str, rect: Rect, ink: Ink) -> tuple[Path, ...]:
    """The marker in the square at the rectangle's top-left corner with the rectangle's width. KeyError if unknown."""
    scale = rect.w / GRID
    pen = Pen(ink.color, ink.width)
    result = []
    for text, mode in GLYPHS[name]:
        segments = placed(parsed(text), rect.x, rect.y, scale)
        if mode == "line":
            result.append(Path(segments, pen))
        elif mode == "fold":
            result.append(Path(segments, Pen(ink.paper if ink.solid else ink.color, ink.width)))
        elif mode == "bold":
            result.append(Path(segments, Pen(ink.color, BOLD * scale)))
        elif mode == "ink":
            result.append(Path(segments, None, ink.color))
        elif mode == "tint":
            result.append(Path(segments, None, ink.tint))
        elif mode == "solid" and ink.solid:
            result.append(Path(segments, pen, ink.color))
        else:
            result.append(Path(segments, pen, ink.paper))
    return tuple(result)
