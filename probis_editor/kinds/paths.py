"""Small vector pictures written as path strings: parsed once, then placed, scaled and inked.

Commands, absolute, on a grid of 20 x 20: M x y · L x y · C x1 y1 x2 y2 x y · Z · O cx cy r (a circle) ·
K cx cy r a b (an arc from angle a to b in degrees, clockwise, joined to the pen where it is down).
"""

from __future__ import annotations

import math
from functools import cache

from probis_editor.drawing.primitives import Segment

GRID = 20.0


@cache
def parsed(text: str) -> tuple[Segment, ...]:
    """The segments of a path string. Raises ValueError for an unknown command."""
    words = text.split()
    segments: list[Segment] = []
    at = 0
    down = False
    while at < len(words):
        command = words[at]
        count = {"M": 2, "L": 2, "C": 6, "Z": 0, "O": 3, "K": 5}.get(command)
        if count is None:
            raise ValueError(f"unknown path command {command!r}")
        numbers = tuple(float(word) for word in words[at + 1 : at + 1 + count])
        at += 1 + count
        if command == "O":
            cx, cy, r = numbers
            segments += arc(cx, cy, r, 0, 360, start="M")
            segments.append(("Z", ()))
            down = False
        elif command == "K":
            cx, cy, r, a, b = numbers
            segments += arc(cx, cy, r, a, b, start="L" if down else "M")
            down = True
        else:
            segments.append((command, numbers))
            down = command != "Z"
    return tuple(segments)


def arc(cx: float, cy: float, r: float, a: float, b: float, start: str) -> list[Segment]:
    """An arc of cubic pieces of at most 90 degrees, reached by a segment of kind `start` ("M" or "L")."""
    pieces = max(1, math.ceil(abs(b - a) / 90 - 1e-9))
    step = math.radians(b - a) / pieces
    k = 4 / 3 * math.tan(step / 4) * r
    t = math.radians(a)
    x, y = cx + r * math.cos(t), cy + r * math.sin(t)
    result: list[Segment] = [(start, (x, y))]
    for _ in range(pieces):
        x1, y1 = x - k * math.sin(t), y + k * math.cos(t)
        t += step
        x, y = cx + r * math.cos(t), cy + r * math.sin(t)
        result.append(("C", (x1, y1, x + k * math.sin(t), y - k * math.cos(t), x, y)))
    return result


def placed(segments: tuple[Segment, ...], x: float, y: float, scale: float) -> tuple[Segment, ...]:
    """The segments scaled, with their origin at (x, y)."""
    return tuple(
        (command, tuple(n * scale + (y if at % 2 else x) for at, n in enumerate(numbers)))
        for command, numbers in segments
    )


def gear(cx: float, cy: float, outer: float, inner: float, hole: float, teeth: int = 8) -> str:
    """The path string of a toothed wheel."""
    corners = []
    for tooth in range(teeth):
        for share, radius in ((-0.3, inner), (-0.2, outer), (0.2, outer), (0.3, inner)):
            angle = 2 * math.pi * (tooth + share) / teeth
            corners.append(f"{cx + radius * math.cos(angle):.3f} {cy + radius * math.sin(angle):.3f}")
    return "M " + " L ".join(corners) + f" Z O {cx} {cy} {hole}"
