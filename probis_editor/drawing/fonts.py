"""Text measured once, for every backend: advance widths, line breaks, fitting into boxes, placing.

All lengths are units of 1/96 inch unless a name says `pt`. The widths are those of the bundled faces with
kerning off, so canvas, SVG, PNG and PDF break lines at the same word. Soft hyphens and control characters
are never part of a measured or placed line.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from probis_editor.drawing import faces, rtl
from probis_editor.drawing.primitives import Text, TextStyle, pt
from probis_editor.geometry import Rect

Align: TypeAlias = Literal["start", "center", "end"]
VAlign: TypeAlias = Literal["top", "middle", "bottom"]

HALF_POINT = pt(0.5)
UNDERLINE = 0.106
STRIKE = -0.26
RULE = 0.073
"""Depth of an underline and of a strike-out below the baseline, and the thickness of both, in em."""

_ANCHORS: dict[str, Literal["start", "middle", "end"]] = {"start": "start", "center": "middle", "end": "end"}
_SLACK = 1e-6
_PIECES = re.compile(r" +|[-/_\u2010\u2013]*[^ \-/_\u2010\u2013]+[-/_\u2010\u2013]*|[-/_\u2010\u2013]+")
"""A run of spaces, or a word up to where a line may end within it: after hyphens, dashes, slashes and underscores."""

_SPACES = str.maketrans(
    dict.fromkeys("\t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000", " ")
)
_LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\ud800-\udfff]"
)


class Fitted(NamedTuple):
    """Text broken for a box: its lines, the style that they are set in, and how well they fit.

    `overflow`: the lines are higher than the room, or a single character wider. `broken`: a word had to be cut.
    `width`, `height` are those of the block of lines; `padding` is the room kept free around it.
    """

    lines: tuple[str, ...]
    style: TextStyle
    overflow: bool
    broken: bool
    width: float
    height: float
    padding: float


def clean(text: str) -> str:
    """The text as it is drawn: line ends as \\n, odd spaces as spaces, nothing invisible. NBSP stays."""
    if text.isascii() and text.isprintable():
        return text
    return _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text).translate(_SPACES))


def width(text: str, style: TextStyle) -> float:
    """Width of one line as it will be drawn (no line ends in it; already `clean`)."""
    return _ems(text, faces.advances(style.family, style.bold, style.italic)) * style.size


def _ems(text: str, table: faces.Advances) -> float:
    if rtl.occurs(text):
        text = rtl.visual(text)
    return sum(map(table.__getitem__, text))


def ascent(style: TextStyle) -> float:
    """Height of the face above the baseline."""
    return _metrics(style).ascent * style.size


def descent(style: TextStyle) -> float:
    """Depth of the face below the baseline, positive."""
    return _metrics(style).descent * style.size


def line_height(style: TextStyle) -> float:
    """Distance of two baselines."""
    m = _metrics(style)
    return (m.ascent + m.descent + m.gap) * style.size


def _metrics(style: TextStyle) -> faces.Metrics:
    return _face_metrics(style.family, style.bold, style.italic)


@cache
def _face_metrics(family: str, bold: bool, italic: bool) -> faces.Metrics:
    return faces.face(faces.file_of(family, bold, italic)).metrics


def wrap(text: str, style: TextStyle, max_width: float) -> tuple[str, ...]:
    """The lines of a text no wider than `max_width`.

    Breaks at spaces, after hyphens, dashes, slashes and underscores, and at line ends in the text (an empty
    paragraph is an empty line); a word that is wider than the room is cut between characters, of which at least
    one stays on every line. NBSP never breaks. Blank text has no lines.
    """
    return _wrapped(text, style.family, style.bold, style.italic, max_width / style.size)[0]


class _Word(NamedTuple):
    """A piece that a line may end after, with the spaces before it; widths in em."""

    gap: str
    gap_width: float
    text: str
    width: float


_Paragraph: TypeAlias = tuple[str, float, tuple[_Word, ...]]


@lru_cache(maxsize=8192)
def _measured(text: str, family: str, bold: bool, italic: bool) -> tuple[_Paragraph, ...]:
    """The paragraphs of a text, each with its width in one line and its words: measured once for all sizes."""
    table = faces.advances(family, bold, italic)
    result: list[_Paragraph] = []
    for line in clean(text).strip(" \n").split("\n"):
        paragraph = line.strip(" ")
        words: list[_Word] = []
        gap, gap_width, total = "", 0.0, 0.0
        for piece in _PIECES.findall(paragraph):
            wide = _ems(piece, table)
            if piece[0] == " ":
                gap, gap_width = piece, wide
            else:
                words.append(_Word(gap, gap_width, piece, wide))
                total += gap_width + wide
                gap, gap_width = "", 0.0
        result.append((paragraph, total, tuple(words)))
    return tuple(result)


@lru_cache(maxsize=16384)
def _wrapped(
    text: str, family: str, bold: bool, italic: bool, room: float
) -> tuple[tuple[str, ...], bool, float]:
    """(lines, whether a word was cut, widest line); lengths in em."""
    room += _SLACK
    lines: list[str] = []
    widest = 0.0
    cut = False
    paragraphs = _measured(text, family, bold, italic)
    if len(paragraphs) == 1 and not paragraphs[0][0]:
        return (), False, 0.0
    for paragraph, total, words in paragraphs:
        if total <= room:
            lines.append(paragraph)
            widest = max(widest, total)
            continue
        line, used = "", 0.0
        for gap, gap_width, word, wide in words:
            if line:
                if used + gap_width + wide <= room:
                    line += gap + word
                    used += gap_width + wide
                    continue
                lines.append(line)
                widest = max(widest, used)
            if wide > room and len(word) > 1:
                heads, line, used = _cut(word, faces.advances(family, bold, italic), room)
                if heads:
                    cut = True
                    lines += [head for head, _ in heads]
                    widest = max(widest, *(head_width for _, head_width in heads))
            else:
                line, used = word, wide
        lines.append(line)
        widest = max(widest, used)
    return tuple(lines), cut, widest


def _cut(word: str, table: faces.Advances, room: float) -> tuple[list[tuple[str, float]], str, float]:
    """A word in parts no wider than `room`, each of at least one character; marks stay with their letter.

    (all parts but the last with their widths, the last part, its width).
    """
    parts: list[tuple[str, float]] = []
    part, used = "", 0.0
    for char in word:
        wide = table[char]
        if part and used + wide > room and not rtl.is_mark(char):
            parts.append((part, used))
            part, used = "", 0.0
        part += char
        used += wide
    return parts, part, used


@lru_cache(maxsize=16384)
def fit(
    text: str, style: TextStyle, box_w: float, box_h: float, min_size_pt: float = 0.0, padding: float = 0.0
) -> Fitted:
    """The text broken for a box, in the largest size from `style.size` down to the floor that fits.

    Sizes go down in half points, never under `min_size_pt` (0 = never shrink). A size at which every word stays
    whole is preferred; else the largest at which the lines are not too high; else the floor, with `overflow`.
    """
    room_w, room_h = max(0.0, box_w - 2 * padding), max(0.0, box_h - 2 * padding)
    floor = pt(min_size_pt) if min_size_pt > 0 else style.size
    second: Fitted | None = None
    size = style.size
    while True:
        sized = style if size == style.size else msgspec.structs.replace(style, size=size)
        lines, cut, widest = _wrapped(text, style.family, style.bold, style.italic, room_w / size)
        high = len(lines) * line_height(sized)
        overflow = high > room_h + _SLACK or widest * size > room_w + 2 * _SLACK * size
        fitted = Fitted(lines, sized, overflow, cut, widest * size, high, padding)
        if not overflow and not cut:
            return fitted
        if not overflow and second is None:
            second = fitted
        if size <= floor + _SLACK:
            return second or fitted
        size = max(floor, size - HALF_POINT)


def place(
    fitted: Fitted, rect: Rect, align: Align = "center", valign: VAlign = "middle", angle: int = 0
) -> tuple[Text, ...]:
    """The lines of a fitted text in a rectangle, inside its padding.

    `angle` 0, or -90 for text that reads upward, 90 downward: then `align` counts along the reading direction and
    the text must have been fitted to (rect.h, rect.w). Lines that do not fit stick out evenly on both sides
    when `valign` is "middle", else at the far side.
    """
    lines, style, pad = fitted.lines, fitted.style, fitted.padding
    length, depth = (rect.w, rect.h) if angle == 0 else (rect.h, rect.w)
    step = line_height(style)
    m = _metrics(style)
    spare = depth - len(lines) * step
    top = pad if valign == "top" else spare - pad if valign == "bottom" else spare / 2
    along = pad if align == "start" else length - pad if align == "end" else length / 2
    first = top + (m.gap / 2 + m.ascent) * style.size
    anchor = _ANCHORS[align]
    result = []
    for at, line in enumerate(lines):
        if line:
            across = first + at * step
            if angle == 0:
                x, y = rect.x + along, rect.y + across
            elif angle < 0:
                x, y = rect.x + across, rect.bottom - along
            else:
                x, y = rect.right - across, rect.y + along
            result.append(Text(x, y, line, style, anchor, angle))
    return tuple(result)


def runs(text: str, style: TextStyle) -> tuple[tuple[str, str], ...]:
    """The line in drawing order, left to right, as (font file, substring): for painters without fallback.

    The files are names in `resources/fonts`. Right-to-left text comes shaped and turned. The widths of the
    substrings in their files add up to `width(text, style)`.
    """
    return _runs(text, style.family, style.bold, style.italic)


@lru_cache(maxsize=4096)
def _runs(text: str, family: str, bold: bool, italic: bool) -> tuple[tuple[str, str], ...]:
    if not text:
        return ()
    table = faces.advances(family, bold, italic)
    shown = rtl.visual(text) if rtl.occurs(text) else text
    _ = sum(map(table.__getitem__, shown))
    if table.pure(shown):
        return ((table.file, shown),)
    result: list[tuple[str, str]] = []
    for char in shown:
        file = table.file_for(char)
        if result and result[-1][0] == file:
            result[-1] = (file, result[-1][1] + char)
        else:
            result.append((file, char))
    return tuple(result)
