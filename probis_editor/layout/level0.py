"""The level-0 map: all processes as boxes in the office's groups, as titled bands or as a table."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from probis_editor.geometry import Rect
from probis_editor.layout.picture import Item, Picture

PAD = 16.0
GAP = 24.0
TITLE = 28.0
HEAD = 130.0


class Band(msgspec.Struct, frozen=True, omit_defaults=True):
    """A group of processes: its id, and its boxes in order."""

    id: str
    items: tuple[Item, ...] = ()


def bands(groups: Sequence[Band], widest: float, gap: float = GAP) -> Picture:
    """Groups as titled bands below each other, boxes in rows of equal columns, centred, all bands equally
    wide.

    `widest` is the width that the picture should not exceed; one box per row is the least.
    """
    cell_w = max((i.w for g in groups for i in g.items), default=150.0)
    most = max((len(g.items) for g in groups), default=1)
    fitting = int((widest - 2 * PAD + gap) // (cell_w + gap))
    columns = max(1, min(most, fitting))
    width = columns * cell_w + (columns - 1) * gap + 2 * PAD
    boxes: dict[str, Rect] = {}
    frames: dict[str, Rect] = {}
    titles: dict[str, Rect] = {}
    y = 0.0
    for group in groups:
        top = y
        titles[group.id] = Rect(0.0, top, width, TITLE)
        y += TITLE + PAD
        rows = max(1, -(-len(group.items) // columns))
        per = -(-len(group.items) // rows) if group.items else columns
        for n in range(0, max(1, len(group.items)), per):
            row = group.items[n : n + per]
            high = max((i.h for i in row), default=64.0)
            span = len(row) * cell_w + (len(row) - 1) * gap
            x = (width - span) / 2
            for item in row:
                boxes[item.id] = Rect(x + (cell_w - item.w) / 2, y + (high - item.h) / 2, item.w, item.h)
                x += cell_w + gap
            y += high + gap
        y += PAD - gap
        frames[group.id] = Rect(0.0, top, width, y - top)
        y += PAD
    return Picture(boxes, (), frames, titles)


def table(groups: Sequence[Band], columns: int = 3, gap: float = 16.0) -> Picture:
    """Groups as rows of a table: the group's name in the head cell at the left, its boxes in `columns`
    columns."""
    cell_w = max((i.w for g in groups for i in g.items), default=150.0)
    width = HEAD + columns * cell_w + (columns + 1) * gap
    boxes: dict[str, Rect] = {}
    frames: dict[str, Rect] = {}
    titles: dict[str, Rect] = {}
    y = 0.0
    for group in groups:
        top = y
        y += gap
        for n in range(0, max(1, len(group.items)), columns):
            row = group.items[n : n + columns]
            high = max((i.h for i in row), default=64.0)
            for k, item in enumerate(row):
                x = HEAD + gap + k * (cell_w + gap)
                boxes[item.id] = Rect(x + (cell_w - item.w) / 2, y + (high - item.h) / 2, item.w, item.h)
            y += high + gap
        titles[group.id] = Rect(0.0, top, HEAD, y - top)
        frames[group.id] = Rect(0.0, top, width, y - top)
    return Picture(boxes, (), frames, titles)
