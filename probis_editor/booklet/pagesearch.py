"""Where words stand on the pages of a PDF: as a reader sees them, over line ends and through hyphens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from probis_editor.booklet.seen import Hit

MOST = 2000
"""Occurrences that are told."""
LONGEST = 200
AROUND = 32
"""Letters told before and after an occurrence."""
LARGEST = 60.0
"""Height of a line in points; what is larger is the word behind a page, not text."""

_HYPHEN = "\ufffe"
"""What the reader of PDFs has for a hyphen at the end of a line."""
_HYPHENS = "\\-\u2010\u2011\u2013" + _HYPHEN


def pattern(wanted: str, case: bool = False, words: bool = False) -> re.Pattern[str] | None:
    """What finds `wanted` in the text of a page, None where nothing is looked for.

    Any space stands for any number of spaces and line ends. `case`: capitals count. `words`: only whole words.
    """
    pieces = wanted[:LONGEST].split()
    if not pieces:
        return None
    soft = f"(?:{_HYPHEN}\\s*)?"

    def letter(sign: str) -> str:
        return f"[{_HYPHENS}]\\s*" if sign in "-\u2010\u2011\u2013" else re.escape(sign)

    told = "\\s+".join(soft.join(map(letter, piece)) for piece in pieces)
    if words:
        told = f"(?<!\\w){told}(?!\\w)"
    return re.compile(told, 0 if case else re.IGNORECASE)


class PageTexts:
    """The texts of a PDF's pages, each read when it is first searched."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._texts: dict[int, str] = {}

    def find(self, wanted: re.Pattern[str], rooms: Sequence[tuple[float, float]] = ()) -> tuple[Hit, ...]:
        """The first `MOST` occurrences in reading order.

        `rooms` are the heights (top, bottom) in points from the upper edge between which each page has its text: what
        stands over or under it (running head, page number) is passed over. Without them all of a page counts.
        """
        found: list[Hit] = []
        for at in range(len(self._pdf)):
            room = rooms[at] if at < len(rooms) else (0.0, float("inf"))
            for hit in self._on_page(at, wanted, room):
                found.append(hit)
                if len(found) == MOST:
                    return tuple(found)
        return tuple(found)

    def _on_page(self, at: int, wanted: re.Pattern[str], room: tuple[float, float]) -> Iterator[Hit]:
        if at in self._texts and wanted.search(self._texts[at]) is None:
            return
        page = self._pdf[at]
        read = page.get_textpage()
        if at not in self._texts:
            self._texts[at] = text = _text(read)
        else:
            text = self._texts[at]
        high = page.get_height()
        for one in wanted.finditer(text):
            boxes = tuple(_boxes(read, one.start(), one.end() - one.start(), high))
            if boxes and all(room[0] <= y + h / 2 <= room[1] and h < LARGEST for _, y, _, h in boxes):
                yield Hit(at, boxes, *_told(text, one.start(), one.end()))
        read.close()
        page.close()


def _text(read: Any) -> str:
    """The text of a page with one letter for each of its places."""
    import pypdfium2.raw as raw

    count = read.count_chars()
    text = str(read.get_text_range()) if count else ""
    if len(text) == count:
        return text
    # letters beyond the basic plane take two places in one count and one in the other
    codes = (raw.FPDFText_GetUnicode(read, at) for at in range(count))
    return "".join(chr(code) if code else " " for code in codes)


def _boxes(read: Any, start: int, count: int, high: float) -> Iterator[tuple[float, float, float, float]]:
    """x, y, width, height of the lines that an occurrence takes, y down from the page's upper edge."""
    for at in range(read.count_rects(start, count)):
        left, bottom, right, top = read.get_rect(at)
        yield round(left, 1), round(high - top, 1), round(right - left, 1), round(top - bottom, 1)


def _told(text: str, start: int, end: int) -> tuple[str, str, str]:
    """What stands before an occurrence, itself, and what stands after it, each on one line, in whole words."""
    before, after = _line(text[max(0, start - AROUND) : start]), _line(text[end : end + AROUND])
    if start > AROUND and " " in before[:-1]:
        before = "…" + before.partition(" ")[2]
    if end + AROUND < len(text) and " " in after[1:]:
        after = after.rpartition(" ")[0] + "…"
    return _once(before), _line(text[start:end]), _once(after)


def _once(piece: str) -> str:
    return re.sub("…(?:\\s*…)+", "…", piece)


def _line(piece: str) -> str:
    """A piece of a page on one line, without leaders."""
    return re.sub("\\s+", " ", re.sub("(?:\\s*\\.){4,}", " … ", piece.replace(_HYPHEN, "")))
