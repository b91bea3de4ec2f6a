"""The verb that writes a text into a shape so that it fits: the box grows in steps of the grid."""

from __future__ import annotations

import math

from probis_editor.commands import shapes
from probis_editor.commands.settling import shifted
from probis_editor.drawing import fonts
from probis_editor.drawing.theme import theme
from probis_editor.geometry import Rect
from probis_editor.kinds import Family, family
from probis_editor.kinds.lettering import fitted
from probis_editor.kinds.look import node_look
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Node
from probis_editor.model.queries import lane_of

STEP = 10.0
MOST = 2.0
"""A box grows to this many times its usual height; then the letters get smaller, down to the theme's least size."""

_MARKED = 12.0


def fitting_height(document: Document, node: Node, text: str) -> float:
    """The height that a step's box needs for a text in full size, from the theme's height to twice that."""
    record = document.map(node.map)
    look = theme(record.theme, record.size)
    form = look.form(node.kind)
    style = node_look(node.kind, node.style, look).text
    lines = fonts.wrap(text, style, max(node.drawn.w - 2 * form.padding, 10.0)) if text.strip() else ()
    high = len(lines) * fonts.line_height(style) + 2 * form.padding
    if node.kind != "task":
        high += _MARKED
    steps = math.ceil(round((high - form.height) / STEP, 3))
    return form.height + STEP * min(max(steps, 0), math.floor(form.height * (MOST - 1) / STEP))


def enlarge(tx: Transaction, map_id: str, element_id: str) -> None:
    """Make the box of a step larger in steps of the grid until its text is no longer cut, at most to five times."""
    document = tx.document
    node = document.node(map_id, element_id)
    record = document.map(map_id)
    look = theme(record.theme, record.size)
    form = look.form(node.kind)
    style = node_look(node.kind, node.style, look).text
    c, w, h = node.drawn.center, node.drawn.w, node.drawn.h
    most = 5 * w
    while w < most and fitted(node.name, style, w, h - _MARKED, form.min_text, form.padding).overflow:
        w, h = w + 2 * STEP, h + STEP
    rect = Rect(c.x - w / 2, c.y - h / 2, w, h)
    shapes.resize(tx, map_id, element_id, shifted(document, node, rect))


def retitle(tx: Transaction, map_id: str, element_id: str, text: str) -> None:
    """Give an element a new text; the box of a step in the house style grows for it, and shrinks again.

    A box that the user has made larger or smaller than its old text needed keeps its size unless the text would
    not fit. The middle line stays where the lane has room.
    """
    document = tx.document
    before = document.element(map_id, element_id)
    shapes.rename(tx, map_id, element_id, text)
    if not isinstance(before, Node) or family(before.kind) is not Family.ACTIVITY or before.expanded:
        return
    if document.map(map_id).theme != "house":
        return
    old, new = fitting_height(document, before, before.name), fitting_height(document, before, text.strip())
    high = before.drawn.h
    if new > high or (abs(high - old) < 0.5 and new < high):
        d = before.drawn
        y = d.center.y - new / 2
        lane = lane_of(document, before)
        if lane is not None:
            y = max(y, min(lane.bounds.y + STEP, d.y))
        shapes.resize(tx, map_id, element_id, Rect(d.x, y, d.w, new))
