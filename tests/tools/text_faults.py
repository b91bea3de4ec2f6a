"""Geometric check of the texts of pictures, on the display list: clipped, overlapping, lying on shapes, too small.

Written from what a reader may expect, not from the code that places labels. Also a command:
python tests/tools/text_faults.py FILE ...     prints every fault of every figure of the books of these documents
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import NamedTuple

from probis_editor.booklet.figures import LEAST_TEXT, FigureItem
from probis_editor.booklet.pages import Page
from probis_editor.booklet.parts import PartItem
from probis_editor.drawing import fonts
from probis_editor.drawing.bounds import texts
from probis_editor.drawing.primitives import Group, Text
from probis_editor.geometry import Rect
from probis_editor.kinds import Family, family, kind
from probis_editor.model.document import Document
from probis_editor.model.elements import Node
from probis_editor.render import compose

EPS = 0.5
HIGH, LOW = 0.72, 0.21
"""Of the type size: how far capitals stand over the base line, and tails hang under it."""

SLANTED = (Family.GATEWAY, Family.EVENT)
FRAMES = (Family.POOL, Family.LANE, Family.PHASE)


class Fault(NamedTuple):
    """`kind` is "clipped", "overlap", "on shape", "crossed", "off page" or "small"; `other` what it meets."""

    kind: str
    text: str
    other: str
    map: str = ""


class Line(NamedTuple):
    """A line of text: its element, what it says, the room its letters take in the picture's frame, its size."""

    owner: str
    text: str
    box: Rect
    size: float


def lines(picture: Group) -> list[Line]:
    """Every line of text of a picture."""
    return [Line(owner, text.text, ink(text), text.style.size) for text, owner in texts(picture)]


def ink(text: Text) -> Rect:
    """The room that a line's letters take; for one that is turned, as turned."""
    wide, size = fonts.width(text.text, text.style), text.style.size
    start = {"start": 0.0, "middle": -wide / 2, "end": -wide}[text.anchor]
    if text.angle == 0:
        return Rect(text.x + start, text.y - HIGH * size, wide, (HIGH + LOW) * size)
    if text.angle < 0:
        return Rect(text.x - HIGH * size, text.y - start - wide, (HIGH + LOW) * size, wide)
    return Rect(text.x - LOW * size, text.y + start, (HIGH + LOW) * size, wide)


def picture_faults(document: Document, map_id: str, plane: str = "") -> list[Fault]:
    """What is wrong with the texts of a map as printed."""
    return list(_faults(document, map_id, plane))


def _faults(document: Document, map_id: str, plane: str) -> Iterator[Fault]:
    found = lines(compose.printed(document, map_id, plane).group)
    nodes = {n.id: n for n in document.nodes(map_id) if n.plane == plane and not n.hidden}
    for line in found:
        node = nodes.get(line.owner)
        if node is not None and _is_clipped(document, node, line):
            yield Fault("clipped", line.text, node.name, map_id)
    for a, b in combinations(found, 2):
        if _meet(a.box, b.box):
            yield Fault("overlap", a.text, b.text, map_id)
    solid = [n for n in nodes.values() if family(n.kind) not in FRAMES and n.kind not in ("group", "band")]
    for line in found:
        for node in solid:
            if line.owner != node.id or family(node.kind) in SLANTED:
                if node.expanded and line.owner in nodes and nodes[line.owner].parent == node.id:
                    continue
                if _touches(line.box, node):
                    yield Fault("on shape", line.text, node.name or node.kind, map_id)
    for flow in document.flows(map_id):
        for a, b in pairwise(compose.route(document, flow) if flow.plane == plane else ()):
            way = Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x) + 2 * EPS, abs(a.y - b.y) + 2 * EPS)
            for line in found:
                if _meet(line.box.grown(-EPS), way):
                    yield Fault("crossed", line.text, flow.name or flow.id, map_id)


def _is_clipped(document: Document, node: Node, line: Line) -> bool:
    """Whether a text that stands in its shape (in the strip of a lane or pool) leaves it."""
    shape = node.drawn
    if family(node.kind) in FRAMES and node.kind != "phase":
        strip = compose.header(document, node)
        shape = Rect(shape.x, shape.y, strip, shape.h) if line.box.h > line.box.w else shape
    elif kind(node.kind).label_outside:
        return False
    if line.text.endswith("\u2026") and "\u2026" not in node.name:
        return True
    return not shape.grown(EPS).covers(line.box)


def _meet(a: Rect, b: Rect) -> bool:
    return min(a.right, b.right) - max(a.x, b.x) > EPS and min(a.bottom, b.bottom) - max(a.y, b.y) > EPS


def _touches(box: Rect, node: Node) -> bool:
    """Whether a rectangle meets a shape: a diamond or a circle where it is one."""
    shape = node.drawn
    if not _meet(box, shape):
        return False
    if family(node.kind) not in SLANTED:
        return True
    x = min(max(shape.center.x, box.x), box.right) - shape.center.x
    y = min(max(shape.center.y, box.y), box.bottom) - shape.center.y
    u, v = abs(x) / (shape.w / 2 - EPS), abs(y) / (shape.h / 2 - EPS)
    return (u + v if family(node.kind) is Family.GATEWAY else u * u + v * v) < 1


def page_faults(pages: list[Page]) -> list[Fault]:
    """What is wrong with the texts of the figures of a book as they stand on their pages."""
    return [
        fault
        for page in pages
        for placed in page.items
        if isinstance(placed.item, FigureItem)
        for fault in _on_page(page, placed.item, placed.x, placed.top, placed.width)
    ]


def _on_page(page: Page, item: FigureItem, x: float, top: float, width: float) -> Iterator[Fault]:
    figure, sheet = item.figure, page.sheet
    left, high, unit = item.origin(x, top, width)
    room = Rect(sheet.left, -sheet.top, sheet.measure, sheet.depth).grown(EPS)
    tile = item._tile if isinstance(item, PartItem) else None
    for line in lines(figure.picture):
        box = line.box
        if tile is not None:
            window = Rect(tile.x, tile.y, tile.w, tile.h)
            if not window.contains(box.center):
                continue
            if not window.grown(EPS).covers(box):
                yield Fault("clipped", line.text, figure.title, figure.map)
        if line.size * unit < LEAST_TEXT - 0.05:
            yield Fault("small", line.text, f"{line.size * unit:.2f} pt", figure.map)
        printed = Rect(left + box.x * unit, -high + box.y * unit, box.w * unit, box.h * unit)
        if not room.covers(printed):
            yield Fault("off page", line.text, figure.title, figure.map)


def book_faults(document: Document) -> list[Fault]:
    """What is wrong with the texts of all figures of a document's book."""
    from probis_editor.booklet import book
    from probis_editor.booklet.blocks import Figure
    from probis_editor.i18n import Translator

    made = book._made(document, Translator(document.settings.language), book._Way(None, None), "")
    shown = dict.fromkeys((b.map, b.plane) for b in made.blocks if isinstance(b, Figure) and b.map)
    found = [
        fault for one, plane in shown if document.map(one) for fault in picture_faults(document, one, plane)
    ]
    return found + page_faults(made.result.pages)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from probis_editor.formats.base import open_any

    for name in sys.argv[1:]:
        for fault in book_faults(open_any(Path(name)).document):
            print(name, *fault, sep=" | ")
