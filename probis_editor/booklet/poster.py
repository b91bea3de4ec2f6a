"""One map as a poster for the wall: large paper, the map as large as it goes, its title and what its symbols mean."""

from __future__ import annotations

from probis_editor.booklet.chapters.symbols import symbol_rows
from probis_editor.booklet.measures import MM
from probis_editor.drawing import fonts
from probis_editor.drawing.primitives import Group, Pen, Primitive, Text, TextStyle, polyline
from probis_editor.geometry import Point, Rect
from probis_editor.i18n import Translator
from probis_editor.model import queries
from probis_editor.model.document import Document
from probis_editor.model.elements import Map
from probis_editor.render.compose import printed
from probis_editor.render.pdf import POINTS_PER_UNIT, Sheet, sheets_pdf

PAPERS: dict[str, tuple[float, float]] = {
    "a3": (297 * MM, 420 * MM),
    "a2": (420 * MM, 594 * MM),
    "a1": (594 * MM, 841 * MM),
    "a0": (841 * MM, 1189 * MM),
}
"""Width and height of an upright sheet in points."""

_MARGIN, _HEAD, _FOOT = 0.045, 0.085, 0.075
"""Of the shorter side: margin, height of the title, height of the legend."""
_INK, _SOFT, _ACCENT = "#000000", "#3C4548", "#0F6E75"
_LARGEST = 4.0
"""How many times a map is made larger at most: a small one does not become a caricature."""


def poster(document: Document, record: Map, paper: str, tr: Translator) -> bytes:
    """The map on one sheet of `paper` (a key of PAPERS), upright or across, whichever shows it larger.

    The same document gives the same bytes. Raises KeyError for an unknown paper.
    """
    short, long = PAPERS[paper]
    picture = printed(document, record.id)
    sheets = [(long, short), (short, long)]
    wide, high = max(sheets, key=lambda size: _scale(picture.bounds, _rooms(*size)[1]))
    head, middle, foot = _rooms(wide, high)
    parts: list[Primitive] = [*_title(document, record, head), *_legend(document, record, foot, tr)]
    scale = _scale(picture.bounds, middle)
    box = picture.bounds
    x = middle.center.x - scale * box.center.x
    y = middle.center.y - scale * box.center.y
    parts.append(Group((picture.group,), dx=x, dy=y, scale=scale))
    title = queries.title_of(document, record)
    return sheets_pdf([Sheet(Group(tuple(parts), title=title), wide, high, 0.0, high)], title)


def _rooms(wide: float, high: float) -> tuple[Rect, Rect, Rect]:
    """Title, map and legend on a sheet of that many points, in units from its upper left corner."""
    w, h = wide / POINTS_PER_UNIT, high / POINTS_PER_UNIT
    short = min(w, h)
    margin, head, foot = _MARGIN * short, _HEAD * short, _FOOT * short
    gap = margin / 2
    inner = w - 2 * margin
    middle = Rect(margin, margin + head + gap, inner, h - 2 * margin - head - foot - 2 * gap)
    return (
        Rect(margin, margin, inner, head),
        middle,
        Rect(margin, middle.bottom + gap, inner, foot),
    )


def _scale(bounds: Rect, room: Rect) -> float:
    return min(room.w / max(bounds.w, 1.0), room.h / max(bounds.h, 1.0), _LARGEST)


def _title(document: Document, record: Map, box: Rect) -> list[Primitive]:
    code, name = queries.code_of(document, record), queries.title_of(document, record)
    said = " ".join(f"{code}  {name}".split()) if code else " ".join(name.split())
    big = TextStyle(box.h * 0.42, _INK, bold=True)
    small = TextStyle(box.h * 0.2, _SOFT)
    title = fonts.fit(said, big, box.w, box.h * 0.55, 14)
    parts: list[Primitive] = [*fonts.place(title, Rect(box.x, box.y, box.w, box.h * 0.55), "start")]
    office, region = document.office.name, document.office.region
    line = ", ".join(dict.fromkeys(part for part in (office, region) if part))
    parts.append(Text(box.x, box.y + box.h * 0.8, line, small))
    date = document.book.date or document.book.year
    if date:
        parts.append(Text(box.right, box.y + box.h * 0.8, date, small, "end"))
    rule = Pen(_ACCENT, box.h * 0.02)
    parts.append(polyline((Point(box.x, box.bottom), Point(box.right, box.bottom)), rule))
    return parts


def _legend(document: Document, record: Map, box: Rect, tr: Translator) -> list[Primitive]:
    """The symbols in a row, each with its name under it, as many as the map has."""
    rows = symbol_rows(document, [record], tr)
    if len(rows) < 2:
        return []  # boxes that are their own explanation, and the line between them
    each = min(box.w / len(rows), box.h * 2.4)
    style = TextStyle(box.h * 0.2, _SOFT)
    parts: list[Primitive] = []
    for at, row in enumerate(rows):
        x = box.x + at * each
        scale = min(each * 0.7 / row.bounds.w, box.h * 0.55 / row.bounds.h)
        parts.append(
            Group(
                (row.picture,),
                dx=x + each / 2 - scale * row.bounds.center.x,
                dy=box.y + box.h * 0.3 - scale * row.bounds.center.y,
                scale=scale,
            )
        )
        name = fonts.fit(row.name, style, each, box.h * 0.4, 7, 2.0)
        parts += fonts.place(name, Rect(x, box.y + box.h * 0.6, each, box.h * 0.4))
    return parts
