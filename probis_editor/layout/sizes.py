"""How large a document's elements have to be for their names: the theme's sizes, grown for long text."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

import msgspec

from probis_editor.drawing import fonts
from probis_editor.drawing.primitives import TextStyle, pt
from probis_editor.drawing.theme import Theme, theme
from probis_editor.kinds import Family, family
from probis_editor.kinds.look import node_look
from probis_editor.layout.graph import COMPACT, NORMAL, Measures
from probis_editor.model.elements import Flow, Map, Node

_PIECES = re.compile(r"[^\s\-/_]+[\-/_]*|[\-/_]+")
"""What no line end may fall into."""

STEP = 4.0
SLACK = 3.0
HEAD_PADDING = 2.0
HEAD_SLACK = 4.0
"""What the name of a lane leaves free of its strip at either end, together."""


class Label(NamedTuple):
    """The room of an outside label."""

    w: float
    h: float


NO_LABEL = Label(0.0, 0.0)


class Shape(NamedTuple):
    """How the steps of a map are drawn: the theme's size, another width and least height (0 = the theme's), and how
    much lower a lane may then be."""

    size: str
    w: float = 0.0
    h: float = 0.0
    lane: float = 0.0


NORMAL_SHAPE, COMPACT_SHAPE = Shape("normal"), Shape("compact")
FLAT, SLIM = Shape("compact", 120.0, 36.0, 12.0), Shape("compact", 80.0, 56.0)
"""Compact steps for maps that would be too high, or too wide, for their page."""
FLAT_LABEL = 132.0
SHAPES = (NORMAL_SHAPE, COMPACT_SHAPE, FLAT, SLIM)


def measures(record: Map, shape: Shape | str) -> Measures:
    """The distances of a map's theme."""
    if isinstance(shape, str):
        shape = Shape(shape)
    base = COMPACT if shape.size == "compact" else NORMAL
    return msgspec.structs.replace(base, lane_min=base.lane_min - shape.lane) if shape.lane else base


def box_size(record: Map, node: Node, shape: Shape | str) -> tuple[float, float]:
    """Width and height of a shape: kept where the user or another program chose it, else the theme's, grown
    in height (then in width) until the name fits in full size. Even numbers."""
    if isinstance(shape, str):
        shape = Shape(shape)
    look = theme(record.theme, shape.size)
    form = look.form(node.kind)
    kept = node.drawn
    group = family(node.kind)
    if group not in (Family.ACTIVITY, Family.BOX, Family.ARTIFACT) or node.expanded:
        if kept.w > 1 and kept.h > 1 and (node.expanded or _foreign(record, node)):
            return kept.w, kept.h
        return form.width, form.height
    foreign = _foreign(record, node)
    if node.kind == "image" or not node.name or foreign:
        w, least = (kept.w, kept.h) if foreign else (form.width, form.height)
        if node.kind == "image" or not node.name:
            return w, least
        return _grown(record, node, shape, w, least, True)
    return _own_size(record, node, shape)


def _foreign(record: Map, node: Node) -> bool:
    """Whether the size of a shape was chosen by the user or another program."""
    kept = node.drawn
    if kept.w <= 1 or kept.h <= 1:
        return False
    if record.theme != "house":
        return True
    usual = [theme(record.theme, s).form(node.kind).width for s in ("normal", "compact")]
    if family(node.kind) is Family.ACTIVITY:
        usual += [s.w for s in SHAPES if s.w]
    if kept.w in usual:
        return False
    if family(node.kind) not in (Family.ACTIVITY, Family.BOX, Family.ARTIFACT) or not node.name:
        return True
    return all((kept.w, kept.h) != _own_size(record, node, s) for s in SHAPES)


def _own_size(record: Map, node: Node, shape: Shape) -> tuple[float, float]:
    """The size that the theme and the name give a shape."""
    form = theme(record.theme, shape.size).form(node.kind)
    if shape.w and family(node.kind) is Family.ACTIVITY:
        return _grown(record, node, shape, shape.w, shape.h, False)
    return _grown(record, node, shape, form.width, form.height, False)


def _grown(
    record: Map, node: Node, shape: Shape, w: float, least: float, foreign: bool
) -> tuple[float, float]:
    """Width and height, at least the given ones, in which the name stands in full size."""
    look = theme(record.theme, shape.size)
    form = look.form(node.kind)
    style = node_look(node.kind, node.style, look).text
    if not foreign:
        longest = max((fonts.width(word, style) for word in node.name.split()), default=0.0)
        w = max(w, min(w * 1.5, longest + 2 * form.padding + 1.0))
    inner = w - 2 * form.padding
    for wider in (0.0, 24.0, 48.0):
        lines = fonts.wrap(node.name, style, inner + wider)
        high = len(lines) * fonts.line_height(style) + 2 * form.padding
        if family(node.kind) is Family.ACTIVITY and node.kind != "task":
            high += 12.0
        if high <= least * 2.0 or foreign:
            break
    else:
        wider = 48.0
    if foreign:
        return w, least if high <= least else _even(high)
    return _even(w + wider), _even(max(least, high))


def _even(x: float) -> float:
    return math.ceil(round(x, 3) / STEP) * STEP


def node_label(record: Map, node: Node, shape: Shape | str) -> Label:
    """The room for the name of an event, a gateway or a document beside its shape."""
    if isinstance(shape, str):
        shape = Shape(shape)
    group = family(node.kind)
    if not node.name.strip() or group not in (Family.EVENT, Family.GATEWAY, Family.DATA):
        return NO_LABEL
    look = theme(record.theme, shape.size)
    style = node_look(node.kind, node.style, look).text
    room = FLAT_LABEL if shape.lane else 92.0 if shape.size == "compact" else 112.0
    for width in (room, room * 1.4, room * 1.8):
        lines = fonts.wrap(node.name, style, width)
        if len(lines) <= 3:
            break
    return Label(
        math.ceil(max((fonts.width(line, style) for line in lines), default=0.0) + SLACK),
        math.ceil(len(lines) * fonts.line_height(style)),
    )


def flow_label(record: Map, flow: Flow, size: str) -> Label:
    """The room for the name of a flow."""
    if not flow.name.strip():
        return NO_LABEL
    style = theme(record.theme, size).line(flow.kind).text_style
    room = 64.0 if size == "compact" else 80.0
    for width in (room, room * 1.4, room * 1.8):
        lines = fonts.wrap(flow.name, style, width)
        if len(lines) <= 3:
            break
    return Label(
        math.ceil(max((fonts.width(line, style) for line in lines), default=0.0) + SLACK),
        math.ceil(len(lines) * fonts.line_height(style)),
    )


def head_length(record: Map, lane: Node, size: str) -> float:
    """The least height of a lane in which its name, which reads upward, stands whole and no smaller than the
    smallest text of the map, in as many lines as the strip has room for."""
    look: Theme = theme(record.theme, size)
    style = node_look("lane", lane.style, look).text
    if not lane.name.strip():
        return 0.0
    form = look.form("lane")
    least = min(style.size, pt(max(form.min_text, smallest_text(record, size))))
    best = math.inf
    sized = style
    while True:
        lines = max(1, int((form.header - 2 * HEAD_PADDING) / fonts.line_height(sized) + 1e-6))
        best = min(best, _narrowest(lane.name, sized, lines))
        if sized.size <= least + 1e-6:
            return best + 2 * HEAD_PADDING + HEAD_SLACK
        sized = msgspec.structs.replace(sized, size=max(least, sized.size - fonts.HALF_POINT))


def _narrowest(text: str, style: TextStyle, lines: int) -> float:
    """The least width in which the text takes at most so many lines and no word is cut."""
    low = max((fonts.width(piece, style) for piece in _PIECES.findall(text)), default=0.0)
    high = fonts.width(text.strip(), style)
    if lines == 1 or high <= low:
        return max(low, high)
    while high - low > 1.0:
        middle = (low + high) / 2
        if len(fonts.wrap(text, style, middle)) <= lines:
            high = middle
        else:
            low = middle
    return high


def smallest_text(record: Map, size: str) -> float:
    """The smallest text in points that a map of this size carries."""
    look = theme(record.theme, size)
    return min(look.form("task").text_size, look.form("event").text_size, look.line("sequence").text_size)
