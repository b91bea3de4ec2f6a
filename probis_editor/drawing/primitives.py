"""The display list: four painter-independent primitives that canvas, SVG, PNG and PDF all draw.

Frame: x right, y down, unit 1/96 inch. Everything is decided before a painter sees it: a `Text` is one
line that has already been measured and broken (`drawing.fonts`), a round corner is a cubic segment, an
arrow head is a path. Backends place; they never lay out.
"""

from __future__ import annotations

import math
from typing import Literal, TypeAlias

import msgspec

from probis_editor.geometry import Point, Rect

Segment: TypeAlias = tuple[str, tuple[float, ...]]
"""("M", (x, y)) · ("L", (x, y)) · ("C", (x1, y1, x2, y2, x, y)) · ("Z", ())."""

KAPPA = 0.5522847498307936
"""Control-point distance of a cubic quarter circle of radius 1."""


class Pen(msgspec.Struct, frozen=True, omit_defaults=True):
    """A stroke: colour "#RRGGBB", width in units, dash pattern in units. Joins are mitred, caps butt."""

    color: str
    width: float
    dash: tuple[float, ...] = ()


class TextStyle(msgspec.Struct, frozen=True, omit_defaults=True):
    """How one line of text looks. `size` is the em in units (8 pt = 10.667); `family` a key of `drawing.fonts`."""

    size: float
    color: str = "#000000"
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    family: str = "sans"


class Path(msgspec.Struct, frozen=True, omit_defaults=True, tag="path"):
    """A stroked and/or filled outline. `fill` is "#RRGGBB" or "" for none; even-odd is never needed."""

    segments: tuple[Segment, ...]
    pen: Pen | None = None
    fill: str = ""


class Text(msgspec.Struct, frozen=True, omit_defaults=True, tag="text"):
    """One line of text whose baseline starts (anchor "start"), is centred or ends at (x, y).

    `angle` turns the line about (x, y): 0, or -90 for text that reads upward, 90 downward.
    """

    x: float
    y: float
    text: str
    style: TextStyle
    anchor: Literal["start", "middle", "end"] = "start"
    angle: int = 0


class Image(msgspec.Struct, frozen=True, omit_defaults=True, tag="image"):
    """A raster picture (PNG or JPEG bytes) stretched over a rectangle."""

    rect: Rect
    data: bytes


class Group(msgspec.Struct, frozen=True, omit_defaults=True, tag="group"):
    """Children in their own frame: a child's point p lies at (dx + scale * p.x, dy + scale * p.y) outside.

    `id` names the element that the group pictures ("" for none). `title` is its plain text for readers.
    """

    children: tuple[Primitive, ...]
    id: str = ""
    dx: float = 0.0
    dy: float = 0.0
    scale: float = 1.0
    title: str = ""


Primitive: TypeAlias = Path | Text | Image | Group


def pt(points: float) -> float:
    """Typographic points to units (1 pt = 1/72 inch, 1 unit = 1/96 inch)."""
    return points * 96.0 / 72.0


def polyline(points: tuple[Point, ...], pen: Pen | None, fill: str = "", closed: bool = False) -> Path:
    """A path through the points; at least one point."""
    segments: list[Segment] = [("M", (points[0].x, points[0].y))]
    segments += [("L", (p.x, p.y)) for p in points[1:]]
    if closed:
        segments.append(("Z", ()))
    return Path(tuple(segments), pen, fill)


def rectangle(rect: Rect, pen: Pen | None, fill: str = "", radius: float = 0.0) -> Path:
    """A rectangle, its corners rounded by `radius` (limited to half the shorter side)."""
    x, y, w, h = rect
    r = min(radius, w / 2, h / 2)
    if r <= 0:
        corners = (Point(x, y), Point(x + w, y), Point(x + w, y + h), Point(x, y + h))
        return polyline(corners, pen, fill, closed=True)
    k = r * (1 - KAPPA)
    return Path(
        (
            ("M", (x + r, y)),
            ("L", (x + w - r, y)),
            ("C", (x + w - k, y, x + w, y + k, x + w, y + r)),
            ("L", (x + w, y + h - r)),
            ("C", (x + w, y + h - k, x + w - k, y + h, x + w - r, y + h)),
            ("L", (x + r, y + h)),
            ("C", (x + k, y + h, x, y + h - k, x, y + h - r)),
            ("L", (x, y + r)),
            ("C", (x, y + k, x + k, y, x + r, y)),
            ("Z", ()),
        ),
        pen,
        fill,
    )


def ellipse(rect: Rect, pen: Pen | None, fill: str = "") -> Path:
    """The ellipse inscribed in the rectangle."""
    cx, cy = rect.center
    rx, ry = rect.w / 2, rect.h / 2
    kx, ky = rx * KAPPA, ry * KAPPA
    return Path(
        (
            ("M", (cx + rx, cy)),
            ("C", (cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry)),
            ("C", (cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy)),
            ("C", (cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry)),
            ("C", (cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy)),
            ("Z", ()),
        ),
        pen,
        fill,
    )


def arrow_head(tip: Point, behind: Point, length: float, width: float, pen: Pen | None, fill: str) -> Path:
    """A triangle with its tip at `tip`, pointing away from `behind`."""
    angle = math.atan2(tip.y - behind.y, tip.x - behind.x)
    back = Point(tip.x - length * math.cos(angle), tip.y - length * math.sin(angle))
    ox, oy = -math.sin(angle) * width / 2, math.cos(angle) * width / 2
    return polyline((back.moved(ox, oy), tip, back.moved(-ox, -oy)), pen, fill, closed=True)
