"""How wide the columns of an SOP are, and how high its rows."""

from __future__ import annotations

from typing import NamedTuple

from probis_editor.booklet.sop.steps import SopRow, SopTable
from probis_editor.drawing import fonts
from probis_editor.drawing.primitives import TextStyle, pt

BODY = TextStyle(pt(8))
HEAD = TextStyle(pt(8), bold=True)
LEAST_PT = 7.0
PAD = 4.0
SYMBOL_W, SYMBOL_H = 38.0, 22.0
ROOM = 13.0
"""Free above and under a symbol: there lines turn, and arrow heads stand."""
WIDEST_ACTOR, NARROWEST_ACTOR = 92.0, 50.0
_WIDE = (26.0, 230.0, 118.0, 66.0, 118.0, 100.0)
_TIGHT = (24.0, 150.0, 88.0, 54.0, 88.0, 78.0)
LEFT = ("number", "text")
RIGHT = ("inputs", "duration", "outputs", "remarks")


class Column(NamedTuple):
    """`key` is a field of `SopRow`, or "" for that of an actor. Units, from the table's left edge."""

    key: str
    title: str
    x: float
    w: float

    @property
    def middle(self) -> float:
        return self.x + self.w / 2


def columns(table: SopTable, titles: dict[str, str], room: float) -> tuple[Column, ...]:
    """All columns from left to right, together `room` units wide, wider only where the actors need it.

    Few actors leave their room to the texts.
    """
    count = len(table.actors)
    least = count * NARROWEST_ACTOR
    fixed = _WIDE if sum(_WIDE) + count * 64 <= room else _TIGHT
    actor = min(WIDEST_ACTOR, max(NARROWEST_ACTOR, (room - sum(fixed)) / count))
    spare = max(0.0, room - sum(fixed) - max(least, count * actor))
    growing = sum(fixed) - fixed[0]
    widths = [fixed[0], *(w + spare * w / growing for w in fixed[1:])]
    result: list[Column] = []
    x = 0.0
    for key, title, w in (
        *((key, titles[key], widths[at]) for at, key in enumerate(LEFT)),
        *(("", " ".join(name.split()), actor) for name in table.actors),
        *((key, titles[key], widths[at]) for at, key in enumerate(RIGHT, start=2)),
    ):
        result.append(Column(key, title, x, w))
        x += w
    return tuple(result)


def cell(row: SopRow, key: str) -> str:
    """What a row says in a column of text."""
    return str(row.number or "") if key == "number" else str(getattr(row, key))


def row_height(row: SopRow, shape: tuple[Column, ...]) -> float:
    """High enough for the symbol with its room and for every text at the size of the body."""
    texts = [
        len(fonts.wrap(cell(row, column.key), BODY, column.w - 2 * PAD)) for column in shape if column.key
    ]
    return max(SYMBOL_H + 2 * ROOM, max(texts) * fonts.line_height(BODY) + 2 * PAD)


def head_height(shape: tuple[Column, ...]) -> float:
    """Height of the lower row of heads, where the actors' names stand: upright where a word is too long to lie."""
    return max(26.0, *(_head_need(column) for column in shape if not column.key))


def stands(column: Column) -> bool:
    """Whether a head reads upward because a word of it is wider than the column."""
    room = column.w - 2 * PAD
    return any(fonts.width(word, HEAD) > room for word in fonts.clean(column.title).split())


def _head_need(column: Column) -> float:
    step = fonts.line_height(HEAD)
    if not stands(column):
        return len(fonts.wrap(column.title, HEAD, column.w - 2 * PAD)) * step + 2 * PAD
    most = max(1, int((column.w - 2 * PAD) // step))
    longest = max(fonts.width(word, HEAD) for word in fonts.clean(column.title).split())
    need = max(longest, fonts.width(column.title, HEAD) / most)
    while len(fonts.wrap(column.title, HEAD, need)) > most:
        need += 6.0
    return need + 2 * PAD + 1.0
