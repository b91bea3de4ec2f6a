"""How large a document's elements have to be for their names: the theme's sizes, grown for long text."""

from __future__ import annotations

import math
from typing import NamedTuple

from probis_editor.drawing import fonts
from probis_editor.drawing.theme import Theme, theme
from probis_editor.kinds import Family, family
from probis_editor.kinds.look import node_look
from probis_editor.layout.graph import COMPACT, NORMAL, Measures
from probis_editor.model.elements import Flow, Map, Node

STEP = 4.0
SLACK = 3.0


class Label(NamedTuple):
    """The room of an outside label."""

    w: float
    h: float


NO_LABEL = Label(0.0, 0.0)


def measures(record: Map, size: str) -> Measures:
    """The distances of a map's theme."""
    base = COMPACT if size == "compact" else NORMAL
    return base


def box_size(record: Map, node: Node, size: str) -> tuple[float, float]:
    """Width and height of a shape: kept where the user or another program chose it, else the theme's, grown
    in height (then in width) until the name fits in full size. Even numbers."""
    look = theme(record.theme, size)
    form = look.form(node.kind)
    kept = node.drawn
    group = family(node.kind)
    usual = {theme(record.theme, s).form(node.kind).width for s in ("normal", "compact")}
    foreign = kept.w > 1 and kept.h > 1 and (record.theme != "house" or kept.w not in usual)
    if group not in (Family.ACTIVITY, Family.BOX, Family.ARTIFACT) or node.expanded:
        if kept.w > 1 and kept.h > 1 and (foreign or node.expanded):
            return kept.w, kept.h
        return form.width, form.height
    w = kept.w if foreign else form.width
    least = kept.h if foreign else form.height
    if node.kind == "image" or not node.name:
        return w, least
    style = node_look(node.kind, node.style, look).text
    if not foreign:
        longest = max(fonts.width(word, style) for word in node.name.split()) if node.name.split() else 0.0
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
    return _even(w + wider), _even(max(least, high))


def _even(x: float) -> float:
    return math.ceil(round(x, 3) / STEP) * STEP


def node_label(record: Map, node: Node, size: str) -> Label:
    """The room for the name of an event, a gateway or a document beside its shape."""
    group = family(node.kind)
    if not node.name.strip() or group not in (Family.EVENT, Family.GATEWAY, Family.DATA):
        return NO_LABEL
    look = theme(record.theme, size)
    style = node_look(node.kind, node.style, look).text
    room = 92.0 if size == "compact" else 112.0
    for width in (room, room * 1.4, room * 1.8):
        lines = fonts.wrap(node.name, style, width)
        if len(lines) <= 3:
            break
    return Label(
        math.ceil(max(fonts.width(line, style) for line in lines) + SLACK),
        math.ceil(len(lines) * fonts.line_height(style)),
    )


def flow_label(record: Map, flow: Flow, size: str) -> Label:
    """The room for the name of a flow."""
    if not flow.name.strip():
        return NO_LABEL
    style = theme(record.theme, size).line(flow.kind).text_style
    lines = fonts.wrap(flow.name, style, 64.0 if size == "compact" else 80.0)
    return Label(
        math.ceil(max(fonts.width(line, style) for line in lines) + SLACK),
        math.ceil(len(lines) * fonts.line_height(style)),
    )


def head_length(record: Map, lane: Node, size: str) -> float:
    """The least height of a lane for its name, which reads upward in at most two lines."""
    look: Theme = theme(record.theme, size)
    style = node_look("lane", lane.style, look).text
    if not lane.name.strip():
        return 0.0
    longest = max(fonts.width(word, style) for word in lane.name.split())
    whole = fonts.width(lane.name, style)
    form = look.form("lane")
    depth = max(1, int((form.header - 2.0) / fonts.line_height(style)))
    return max(longest, whole / depth * 1.15 if depth > 1 else whole) + 2 * form.padding + 2.0


def smallest_text(record: Map, size: str) -> float:
    """The smallest text in points that a map of this size carries."""
    look = theme(record.theme, size)
    return min(look.form("task").text_size, look.form("event").text_size, look.line("sequence").text_size)
