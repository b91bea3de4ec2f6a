"""How Word counts its lists: the label of each paragraph as it is shown, and its pattern as a text keeps it."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from probis_editor.formats.pasted import LEGAL
from probis_editor.formats.word_package import W, number, on, val
from probis_editor.formats.word_styles import Styles

_ROMANS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LETTERS = ("lowerLetter", "upperLetter")
_LEVELS, _HIGHEST, _LONGEST = 9, 3999, 100
"""Depths and the highest Roman number that Word has; letters of a label that are read."""


class Label(NamedTuple):
    """`shown` as on the page ("BAB II", "a)"), `number` the pattern ("1.", "-"; "" = not in a list), depth, value."""

    shown: str = ""
    number: str = ""
    level: int = 0
    value: int = 0
    capital: bool = False


class _Level(NamedTuple):
    form: str
    text: str
    start: int
    plain: bool
    style: str


class Numbers:
    """Counts the paragraphs of one text in their order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._shared: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[tuple[str, int], int] = {}
        if root is not None:
            self._read(root, styles)

    def level_of(self, num: str, style: str) -> int:
        """The depth at which a list counts the paragraphs of a style."""
        found = self._levels.get(num, {})
        return next((at for at, level in found.items() if style and level.style == style), 0)

    def label(self, num: str, level: int) -> Label:
        """The label of the next paragraph of a list. `num` "" or "0": none."""
        if num in ("", "0"):
            return Label()
        level = min(max(level, 0), _LEVELS - 1)
        shape = self._levels.get(num, {}).get(level)
        if shape is None:
            return Label("", LEGAL[min(level, len(LEGAL) - 1)], level)
        if shape.form == "bullet":
            return Label("-", "-", level)
        if shape.form == "none" and "%" not in shape.text:
            return Label(shape.text.strip(), "", level)
        shared = self._shared[num]
        for deeper in range(level + 1, _LEVELS):
            self._counts.pop((shared, deeper), None)
        fresh = self._starts.pop((num, level), None)
        now = (shape.start if fresh is None else fresh) - 1
        if fresh is None:
            now = self._counts.get((shared, level), now)
        self._counts[shared, level] = now + 1
        return self._labelled(num, level, shape, shared)

    def _labelled(self, num: str, level: int, shape: _Level, shared: str) -> Label:
        def counted(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = self._levels[num].get(at, shape)
            form = "decimal" if shape.plain and other.form != "decimalZero" else other.form
            return said(form, self._counts.get((shared, at), other.start))

        shown = re.sub(r"%([1-9])", counted, shape.text).strip()
        last = "a" if shape.form in _LETTERS else "1"
        bare = re.sub(r"%\d", "", shape.text)
        pattern = (
            f"({last})"
            if bare.strip().startswith("(")
            else last + (")" if bare.strip().endswith(")") else ".")
        )
        known = pattern if pattern in LEGAL else "a)" if pattern == "(a)" else "1."
        return Label(
            shown, known, level, self._counts[shared, level], shape.form in ("upperLetter", "upperRoman")
        )

    def _read(self, root: etree._Element, styles: Styles) -> None:
        shapes: dict[str, dict[int, _Level]] = {}
        links: dict[str, str] = {}
        for abstract in root.iterchildren(W + "abstractNum"):
            key = val(abstract, "abstractNumId")
            shapes[key] = dict(_level(one) for one in abstract.iterchildren(W + "lvl"))
            if link := val(abstract.find(W + "numStyleLink")):
                links[key] = link
        numbers = list(root.iterchildren(W + "num"))
        named = {val(one, "numId"): val(one.find(W + "abstractNumId")) for one in numbers}
        for one in numbers:
            num = val(one, "numId")
            key = named[num]
            key = named.get(styles.list_of(links[key]), key) if key in links else key
            self._shared[num] = key
            self._levels[num] = dict(shapes.get(key, {}))
            for override in one.iterchildren(W + "lvlOverride"):
                at = number(val(override, "ilvl"))
                new = override.find(W + "lvl")
                if new is not None:
                    self._levels[num][at] = _level(new)[1]
                start = override.find(W + "startOverride")
                if start is not None:
                    self._starts[num, at] = number(val(start), 1)


def _level(one: etree._Element) -> tuple[int, _Level]:
    parts = {child.tag: child for child in one}
    form = parts.get(W + "numFmt")
    shape = _Level(
        val(form) or "decimal",
        val(parts.get(W + "lvlText"))[:_LONGEST],
        number(val(parts.get(W + "start")), 1),
        bool(on(parts.get(W + "isLgl"))),
        val(parts.get(W + "pStyle")),
    )
    return min(max(number(val(one, "ilvl")), 0), _LEVELS - 1), shape


def said(form: str, value: int) -> str:
    """A number as a list shows it."""
    if form in _LETTERS and value > 0:
        letter = chr(97 + (value - 1) % 26) * min((value - 1) // 26 + 1, 9)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < value <= _HIGHEST:
        found, rest = "", value
        for size, sign in _ROMANS:
            found, rest = found + sign * (rest // size), rest % size
        return found.upper() if form == "upperRoman" else found
    if form == "none":
        return ""
    return f"{value:02}" if form == "decimalZero" else str(value)
