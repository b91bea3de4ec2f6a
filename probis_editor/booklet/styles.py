"""The paragraph styles of the book, all on the grid of `measures.STEP`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from probis_editor.booklet.hyphens import Patterns
from probis_editor.booklet.measures import MM, STEP
from probis_editor.render.pdf import register_fonts

PLAIN, BOLD, ITALIC = "Arimo-Regular", "Arimo-Bold", "Arimo-Italic"
BODY_SIZE, BODY_LEADING = 11.0, 3 * STEP
ENTRY_SIZE, ENTRY_LEADING = 11.0, 3 * STEP
CAPTION_SIZE, CAPTION_LEADING = 9.5, 2.25 * STEP
CELL_LEADING = 2.25 * STEP
HEAD_SIZE, FOLIO_SIZE = 8.5, 9.5

INDENT = 8 * MM
"""Depth of one level of a list."""

HYPHENATION = {"id": "id_ID", "en": "en_GB"}
LEAST_HEAD, LEAST_TAIL = 3, 3
"""Fewest letters of a word before and after a hyphen."""


BEFORE = {"tablecaption": 2 * STEP, "h1": 4 * STEP, "h2": 4 * STEP, "h3": 3 * STEP, "h4": 3 * STEP}
AFTER = {
    "h0": 5 * STEP,
    "h1": 2 * STEP,
    "h2": STEP,
    "h3": STEP,
    "h4": STEP,
    "lead": STEP,
    "body": 1.5 * STEP,
    "small": STEP,
    "clause": STEP,
    "letterhead": 3 * STEP,
    "center": 1.5 * STEP,
    "item": 0.5 * STEP,
    "tablecaption": STEP,
}
"""Space before and after each style in points, 0 where not named."""


@cache
def _hyphenator(language: str) -> Callable[[str], list[tuple[str, str]]] | str:
    """What reportlab asks for the parts of a word, longest head first; "" = no hyphenation.

    A word with a hyphen of its own (reduplication, suffixes after names) breaks only there.
    """
    if language not in HYPHENATION:
        return ""
    patterns = Patterns(HYPHENATION[language])

    def parts(word: str) -> list[tuple[str, str]]:
        if "-" in word:
            ends = [at + 1 for at, letter in enumerate(word) if letter == "-" and 0 < at < len(word) - 1]
            return [(word[:end], word[end:]) for end in reversed(ends)]
        return [
            (word[:at], word[at:])
            for at in reversed(patterns.positions(word))
            if LEAST_HEAD <= at <= len(word) - LEAST_TAIL
        ]

    return parts


_COMMON: dict[str, Any] = {
    "fontName": PLAIN,
    "bulletFontName": PLAIN,
    "fontSize": BODY_SIZE,
    "leading": BODY_LEADING,
    "allowWidows": 0,
    "allowOrphans": 0,
    "splitLongWords": 1,
    "linkUnderline": 0,
}
ALIGNED = {"center": "-center", "right": "-right"}
"""What the name of a cell's style ends with."""

JUSTIFIED = ("body", "lead", "clause")
"""The styles of running text."""

_OWN: dict[str, dict[str, Any]] = {
    "body": {},
    "lead": {},
    "clause": {"alignment": TA_JUSTIFY},
    "item": {"alignment": TA_LEFT},
    "center": {"alignment": TA_CENTER},
    "letterhead": {"fontSize": 9.5, "leading": 2.5 * STEP, "alignment": TA_CENTER},
    "small": {"fontSize": 9.5, "leading": 2.5 * STEP},
    **{
        name + suffix: {"fontName": face, "fontSize": 9.5, "leading": CELL_LEADING, "alignment": align}
        for name, face in (("cell", PLAIN), ("cellhead", BOLD))
        for suffix, align in (("", TA_LEFT), ("-center", TA_CENTER), ("-right", TA_RIGHT))
    },
    "tablecaption": {"fontSize": CAPTION_SIZE, "leading": CAPTION_LEADING},
    "caption": {"fontSize": CAPTION_SIZE, "leading": CAPTION_LEADING, "alignment": TA_CENTER},
    "entry": {"fontSize": ENTRY_SIZE, "leading": ENTRY_LEADING},
    "entrybold": {"fontName": BOLD, "fontSize": ENTRY_SIZE, "leading": ENTRY_LEADING},
    "h0": {"fontName": BOLD, "fontSize": 14.0, "leading": 4 * STEP, "alignment": TA_CENTER},
    "h1": {"fontName": BOLD, "fontSize": 12.0},
    "h2": {"fontName": BOLD, "fontSize": 12.0},
    "h3": {"fontName": BOLD},
    "h4": {"fontName": BOLD},
}


SERIF = {
    PLAIN: "ProbisBonum-Regular",
    BOLD: "ProbisBonum-Bold",
    ITALIC: "ProbisBonum-Italic",
}
"""The serif faces that stand for the sans ones."""


@cache
def style(
    name: str, language: str = "id", family: str = "sans", shrink: float | None = None
) -> ParagraphStyle:
    """A style by name, in a family ("sans" or "serif"); `shrink`: the share by which spaces may shrink.

    Names: "body", "lead", "small", "center", "item", "cell", "cellhead", "caption", "tablecaption", "h0" to "h4".

    Body text is justified with hyphenation: at 160 mm and 11 pt a line holds about 85 characters, where hyphenated
    lines keep even spaces. Items, headings, cells and captions are short: ragged and never hyphenated.
    """
    register_fonts()
    made = ParagraphStyle(name)
    made.__dict__.update(_COMMON)
    made.__dict__.update(_OWN[name])
    if name in JUSTIFIED:
        made.__dict__.update(alignment=TA_JUSTIFY, hyphenationLang=_hyphenator(language))
    if family == "serif":
        for field in ("fontName", "bulletFontName"):
            setattr(made, field, SERIF[getattr(made, field)])
    if shrink is not None:
        made.__dict__["spaceShrinkage"] = shrink
    return made


def family_of(style: ParagraphStyle) -> str:
    """The family that a style is set in."""
    return "serif" if str(style.fontName) in SERIF.values() else "sans"


def is_bold(style: ParagraphStyle) -> bool:
    """Whether a style's own face is bold."""
    return str(style.fontName).endswith("-Bold")
