"""Finished pages on a canvas: running heads, page numbers, outline, page labels, document information."""

from __future__ import annotations

import math
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from probis_editor.booklet import styles
from probis_editor.booklet.lines import draw_line, fitted, line_width
from probis_editor.booklet.measures import MM
from probis_editor.booklet.pages import Page, Places, page_label
from probis_editor.booklet.tags import Marker, Tag
from probis_editor.render.pdf import register_fonts

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

HEAD_RISE = 7 * MM
"""Baseline of the running head above the frame."""

FOLIO_DROP = 12 * MM
"""Baseline of the page number below the frame."""

GREY = 0.35


class About(NamedTuple):
    """What the file says of itself. `lang` is a language tag; `head` the running head at the left."""

    title: str
    author: str = ""
    subject: str = ""
    lang: str = "id-ID"
    head: str = ""


class Mark(NamedTuple):
    """An entry of the outline."""

    text: str
    level: int
    anchor: str


def paint(
    pages: list[Page],
    places: Places,
    marks: list[Mark],
    about: About,
    two_sided: bool = False,
    step: Callable[[], None] = lambda: None,
    watermark: str = "",
) -> tuple[bytes, list[Tag]]:
    """The pages as PDF, and what was marked on them. The same pages give the same bytes.

    `watermark` is a word behind every page. `step` is called once a page and may raise to stop.
    """
    from reportlab.pdfgen.canvas import Canvas

    register_fonts()
    stream = BytesIO()
    canvas = Canvas(stream, invariant=1, pageCompression=1, lang=about.lang)
    canvas.setTitle(about.title)
    canvas.setAuthor(about.author)
    canvas.setSubject(about.subject)
    canvas.setCreator("Probis Editor")
    canvas.setProducer("Probis Editor")
    canvas.showOutline()
    marker = Marker(canvas)
    outline: dict[int, list[Mark]] = {}
    for mark in marks:
        at = places.page(mark.anchor)
        if at is not None:
            outline.setdefault(at, []).append(mark)
    depth = -1
    section = ""
    for at, page in enumerate(pages):
        step()
        sheet = page.sheet
        canvas.setPageSize((sheet.width, sheet.height))
        if page.section != section:
            section = page.section
            _label_pages(canvas, at, page)
        marker.begin(at, "")
        if watermark:
            _watermark(canvas, page, watermark)
        _furniture(canvas, page, about.head, two_sided)
        marker.end()
        for placed in page.items:
            if placed.item.anchor:
                canvas.bookmarkHorizontal(placed.item.anchor, 0, placed.top + 2 * MM)
            marker.begin(at, placed.item.role, placed.item.alt)
            placed.item.draw(canvas, placed.x, placed.top, placed.width)
            marker.end()
        for mark in outline.get(at, []):
            # An outline may not skip a level on its way down.
            depth = min(mark.level, depth + 1)
            canvas.addOutlineEntry(mark.text, mark.anchor, depth, closed=int(depth >= 1))
        canvas.showPage()
    canvas.save()
    return stream.getvalue(), marker.tags


def _label_pages(canvas: Canvas, at: int, page: Page) -> None:
    if page.section == "cover":
        canvas.addPageLabel(at, prefix="Sampul")
    else:
        canvas.addPageLabel(at, style="ROMAN_LOWER" if page.count == "roman" else "ARABIC", start=page.number)


def _watermark(canvas: Canvas, page: Page, word: str) -> None:
    """A pale word across the page, from the lower left, behind everything."""
    sheet = page.sheet
    size = 0.9 * math.hypot(sheet.width, sheet.height) / max(1.0, line_width(word, 1.0, True)) * 0.62
    canvas.saveState()
    canvas.translate(sheet.width / 2, sheet.height / 2)
    canvas.rotate(math.degrees(math.atan2(sheet.height, sheet.width)))
    canvas.setFillGray(0.92)
    draw_line(canvas, 0, -0.36 * size, word, size, True, "middle")
    canvas.restoreState()


def _furniture(canvas: Canvas, page: Page, title: str, two_sided: bool) -> None:
    """Running head and page number. A chapter's first page has no running head, the cover neither."""
    if page.section == "cover":
        return
    sheet = page.sheet
    left_hand = two_sided and page.number % 2 == 0
    canvas.setFillGray(GREY)
    if not page.opening:
        y = sheet.top + HEAD_RISE
        room = sheet.measure
        right = fitted(page.head, styles.HEAD_SIZE, 0.6 * room)
        left = fitted(title, styles.HEAD_SIZE, room - line_width(right, styles.HEAD_SIZE) - 10)
        if left_hand:
            left, right = right, left
        draw_line(canvas, sheet.left, y, left, styles.HEAD_SIZE)
        draw_line(canvas, sheet.right, y, right, styles.HEAD_SIZE, anchor="end")
    canvas.setFillGray(0)
    x, side = (sheet.left, "start") if left_hand else (sheet.right, "end")
    draw_line(canvas, x, sheet.bottom - FOLIO_DROP, page_label(page), styles.FOLIO_SIZE, anchor=side)
