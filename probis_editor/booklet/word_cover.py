"""The cover in Word: what `cover.CoverItem` draws, as paragraphs whose spaces put each line at its printed place."""

from __future__ import annotations

from typing import Any

from probis_editor.booklet import word_parts as parts
from probis_editor.booklet import word_pictures
from probis_editor.booklet.blocks import Cover
from probis_editor.booklet.cover import FOOT, LOGO, TITLE, TOP, YEAR
from probis_editor.booklet.markup import cleaned
from probis_editor.booklet.measures import MM, STEP, Sheet

_RULE = 44 * MM
_HAIR = 1.5
"""The height of a paragraph that is only a rule."""


def cover(docx: Any, cover: Cover, sheet: Sheet, alt: str) -> None:
    """Add the cover to the first page."""
    before, used = 4 * STEP, 4 * STEP
    if cover.logo:
        paragraph = docx.add_paragraph(style=parts.PICTURE)
        form = paragraph.paragraph_format
        form.space_before, form.space_after = parts.points(before), parts.points(0)
        if word_pictures.logo(paragraph, cover.logo, LOGO, alt):
            before, used = 3 * STEP, used + LOGO + 3 * STEP
    for text in cover.top:
        _line(docx, text, TOP, True, 4 * STEP, before)
        before, used = 0.0, used + 4 * STEP
    rule = max(used + 8 * STEP, 0.34 * sheet.depth)
    _rule(docx, sheet, rule - used + before)
    before, used = 5 * STEP - 0.25 * TITLE, rule + _HAIR + 5 * STEP - 0.25 * TITLE
    for at, text in enumerate(cover.title):
        high = 7 * STEP if at == 0 else 5 * STEP
        _line(docx, text, TITLE if at == 0 else TITLE - 6, at == 0, high, before, title=True)
        before, used = 0.0, used + high
    _rule(docx, sheet, STEP)
    used += STEP + _HAIR
    if cover.year:
        _line(docx, cover.year, YEAR, False, 4 * STEP, 6 * STEP)
        used += 10 * STEP
    before = max(0.0, sheet.depth - used - 3 * STEP * len(cover.foot) - STEP)
    for text in cover.foot:
        _line(docx, text, FOOT, False, 3 * STEP, before)
        before = 0.0


def _line(
    docx: Any, text: str, size: float, bold: bool, high: float, before: float, title: bool = False
) -> None:
    paragraph = docx.add_paragraph(style="Title" if title else parts.CENTER)
    form = paragraph.paragraph_format
    form.space_before, form.space_after, form.line_spacing = (
        parts.points(before),
        parts.points(0),
        parts.points(high),
    )
    run = paragraph.add_run(cleaned(text))
    run.font.size, run.bold = parts.points(size), bold


def _rule(docx: Any, sheet: Sheet, before: float) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = docx.add_paragraph(style=parts.CENTER)
    form = paragraph.paragraph_format
    form.space_before, form.space_after, form.line_spacing = (
        parts.points(before),
        parts.points(0),
        parts.points(_HAIR),
    )
    form.left_indent = form.right_indent = parts.points((sheet.measure - _RULE) / 2)
    borders, foot = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "10"), ("space", "0"), ("color", "000000")):
        foot.set(qn("w:" + name), value)
    borders.append(foot)
    paragraph._p.pPr.find(qn("w:spacing")).addprevious(borders)
