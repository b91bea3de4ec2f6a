"""An SOP's pages as pictures: the table with its heads, texts, symbols and lines, and the page of identity."""

from __future__ import annotations

from collections.abc import Iterable

from probis_editor.booklet.sop.columns import (
    BODY,
    HEAD,
    LEAST_PT,
    LEFT,
    PAD,
    Column,
    cell,
    head_height,
    stands,
)
from probis_editor.booklet.sop.plan import OFF_PAGE, Line, Sign, SopPage
from probis_editor.booklet.sop.steps import CAPSULE, DIAMOND, SopTable
from probis_editor.drawing import fonts
from probis_editor.drawing.primitives import (
    Group,
    Path,
    Pen,
    Primitive,
    Text,
    TextStyle,
    arrow_head,
    polyline,
    pt,
    rectangle,
)
from probis_editor.geometry import Point, Rect

RULE = Pen("#8C9498", 0.7)
FRAME = Pen("#000000", 1.0)
STROKE = Pen("#000000", 1.0)
SHADE = "#EDF0F1"
TITLE = TextStyle(pt(11), bold=True)
SMALL = TextStyle(pt(7), color="#3C4548")
TITLE_HEIGHT = 30.0
SPAN_HEIGHT = 18.0
"""Of the upper row of heads: "Pelaksana", "Mutu Baku"."""
_HEAD_LENGTH, _HEAD_WIDTH = 7.0, 5.5


def heads_height(shape: tuple[Column, ...]) -> float:
    """Height of everything above the body of the table."""
    return TITLE_HEIGHT + SPAN_HEIGHT + head_height(shape)


def flow_page(
    table: SopTable, shape: tuple[Column, ...], page: SopPage, title: str, count: str, spans: tuple[str, str]
) -> Group:
    """One page; its frame begins at the upper left corner of the title line. `spans` are the two wide heads."""
    parts: list[Primitive] = []
    wide = shape[-1].x + shape[-1].w
    room = wide - fonts.width(count, SMALL) - 12
    said = fonts.fit(title, TITLE, room, TITLE_HEIGHT, LEAST_PT)
    parts += fonts.place(said, Rect(0, -4, room, TITLE_HEIGHT), "start")
    parts.append(Text(wide, TITLE_HEIGHT - 10, count, SMALL, "end"))
    parts += _heads(shape, spans)
    body = Group(tuple(_body(table, shape, page)), dy=heads_height(shape))
    return Group((*parts, body), title=title)


def _heads(shape: tuple[Column, ...], spans: tuple[str, str]) -> list[Primitive]:
    high, low = TITLE_HEIGHT, SPAN_HEIGHT + head_height(shape)
    parts: list[Primitive] = [rectangle(Rect(0, high, shape[-1].x + shape[-1].w, low), None, SHADE)]
    actors = [column for column in shape if not column.key]
    standard = [column for column in shape if column.key in ("inputs", "duration", "outputs")]
    for group, text in zip((actors, standard), spans, strict=True):
        over = Rect(group[0].x, high, sum(column.w for column in group), SPAN_HEIGHT)
        parts += [rectangle(over, RULE), *_set(text, HEAD, over)]
    for column in shape:
        spanned = column in actors or column in standard
        top = high + (SPAN_HEIGHT if spanned else 0)
        box = Rect(column.x, top, column.w, high + low - top)
        parts.append(rectangle(box, RULE))
        if not column.key and stands(column):
            fitted = fonts.fit(column.title, HEAD, box.h, box.w, LEAST_PT, PAD)
            parts += fonts.place(fitted, box, angle=-90)
        else:
            parts += _set(column.title, HEAD, box)
    return parts


def _set(text: str, style: TextStyle, box: Rect, centred: bool = True) -> tuple[Text, ...]:
    fitted = fonts.fit(text, style, box.w, box.h, LEAST_PT, PAD)
    return fonts.place(fitted, box, "center" if centred else "start")


def _body(table: SopTable, shape: tuple[Column, ...], page: SopPage) -> Iterable[Primitive]:
    wide, tops = shape[-1].x + shape[-1].w, page.tops
    for y in tops:
        yield polyline((Point(0, y), Point(wide, y)), RULE)
    for column in shape:
        yield polyline((Point(column.x, 0), Point(column.x, page.height)), RULE)
    for at in range(page.first, page.last):
        top, foot = tops[at - page.first], tops[at - page.first + 1]
        for column in shape:
            text = cell(table.rows[at], column.key) if column.key else ""
            if text:
                number = column.key == LEFT[0]
                yield from _set(text, BODY, Rect(column.x, top, column.w, foot - top), number)
    for line in page.lines:
        yield from line_parts(line)
    for sign in page.signs:
        yield from sign_parts(sign)
    yield rectangle(Rect(0, 0, wide, page.height), FRAME)


def line_parts(line: Line) -> list[Primitive]:
    """A line with its head and its label."""
    *_, behind, tip = line.points
    parts: list[Primitive] = [polyline(line.points, STROKE)]
    parts.append(arrow_head(tip, behind, _HEAD_LENGTH, _HEAD_WIDTH, None, STROKE.color))
    if line.label:
        parts.append(
            Text(line.spot.x, line.spot.y, line.label, SMALL, "start" if line.anchor == "start" else "end")
        )
    return parts


def sign_parts(sign: Sign) -> list[Primitive]:
    """One of the five symbols."""
    rect = sign.rect
    if sign.symbol == CAPSULE:
        return [rectangle(rect, STROKE, "#FFFFFF", rect.h / 2)]
    if sign.symbol == DIAMOND:
        middle = rect.center
        corners = (
            Point(middle.x, rect.y),
            Point(rect.right, middle.y),
            Point(middle.x, rect.bottom),
            Point(rect.x, middle.y),
        )
        return [polyline(corners, STROKE, "#FFFFFF", closed=True)]
    if sign.symbol == OFF_PAGE:
        return [pentagon(rect), *_letter(sign)]
    return [rectangle(rect, STROKE, "#FFFFFF")]


def pentagon(rect: Rect) -> Path:
    """The off-page connector, its tip down."""
    shoulder = rect.y + rect.h * 0.62
    corners = (
        Point(rect.x, rect.y),
        Point(rect.right, rect.y),
        Point(rect.right, shoulder),
        Point(rect.center.x, rect.bottom),
        Point(rect.x, shoulder),
    )
    return polyline(corners, STROKE, "#FFFFFF", closed=True)


def _letter(sign: Sign) -> tuple[Text, ...]:
    fitted = fonts.fit(sign.text, TextStyle(pt(8), bold=True), sign.rect.w, sign.rect.h, LEAST_PT)
    return fonts.place(fitted, Rect(sign.rect.x, sign.rect.y, sign.rect.w, sign.rect.h * 0.8))
