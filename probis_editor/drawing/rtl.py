"""Right-to-left text for painters without a shaper: Arabic letters joined, runs turned into drawing order.

A small subset of the Unicode bidirectional algorithm (UAX 9): one paragraph, direction of the first strong
character, no explicit embeddings; numbers and Latin words keep their order. Arabic-script letters are replaced
by their presentation forms (Unicode blocks FB50-FDFF, FE70-FEFF), which DejaVu Sans has. Good for names in a
diagram; not a text engine.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_NUMBERS = re.compile(r"(\d+(?:[.,:/-]\d+)*)")
_TATWEEL = "\u0640"
_LAM, _ALEFS = "\u0644", "\u0622\u0623\u0625\u0627"
_FORM = {
    (False, False): "isolated",
    (False, True): "initial",
    (True, True): "medial",
    (True, False): "final",
}
"""(joins the letter before, joins the letter after) -> name of the form."""

_MIRROR = str.maketrans("()[]{}<>«»", ")(][}{><»«")


def occurs(text: str) -> bool:
    """Whether any character of the text is written from right to left."""
    return not text.isascii() and _RTL.search(text) is not None


def is_mark(char: str) -> bool:
    """Whether the character sits on the one before it."""
    return char > "\u02ff" and unicodedata.combining(char[0]) != 0


def visual(text: str) -> str:
    """The line in drawing order, left to right, with joined Arabic letters."""
    levels: list[tuple[bool, str]] = []
    base = _direction(text)
    for turned, run in _runs(text, base):
        if turned:
            run = _turned(_joined(run))
        levels.append((turned, run))
    if base:
        levels.reverse()
    return "".join(run for _, run in levels)


def _kinds(text: str, base: bool) -> list[bool | None]:
    """Per character: True right-to-left, False left-to-right, None neutral.

    A number counts as the letters before it do, a mark as its letter.
    """
    kinds: list[bool | None] = []
    strong = base
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("R", "AL", "L"):
            strong = kind != "L"
            kinds.append(strong)
        elif kind in ("EN", "AN"):
            kinds.append(strong)
        elif kind == "NSM" and kinds:
            kinds.append(kinds[-1])
        else:
            kinds.append(None)
    return kinds


def _direction(text: str) -> bool:
    """Whether the first letter is written from right to left."""
    kinds = (unicodedata.bidirectional(char) for char in text)
    return next((kind != "L" for kind in kinds if kind in ("R", "AL", "L")), False)


def _runs(text: str, base: bool) -> list[tuple[bool, str]]:
    """Maximal runs of one direction; neutrals between equal neighbours join them, others take the base."""
    kinds = _kinds(text, base)
    at = 0
    while at < len(kinds):
        if kinds[at] is None:
            end = at
            while end < len(kinds) and kinds[end] is None:
                end += 1
            before = kinds[at - 1] if at else base
            after = kinds[end] if end < len(kinds) else base
            kinds[at:end] = [before if before == after else base] * (end - at)
            at = end
        else:
            at += 1
    result: list[tuple[bool, str]] = []
    for char, kind in zip(text, kinds, strict=True):
        if result and result[-1][0] == bool(kind):
            result[-1] = (bool(kind), result[-1][1] + char)
        else:
            result.append((bool(kind), char))
    return result


def _turned(run: str) -> str:
    """The run backwards: numbers in their own order, marks still after their letter, brackets mirrored."""
    clusters: list[str] = []
    for part in _NUMBERS.split(run):
        for cluster in [part] if part[:1].isdigit() else part:
            if clusters and is_mark(cluster):
                clusters[-1] += cluster
            else:
                clusters.append(cluster)
    return "".join(reversed(clusters)).translate(_MIRROR)


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Letters (or lam with alef) -> {"isolated" | "initial" | "medial" | "final": presentation form}."""
    table: dict[str, dict[str, str]] = {}
    for first, last in ((0xFB50, 0xFBFF), (0xFE80, 0xFEFC)):
        for code in range(first, last + 1):
            parts = unicodedata.decomposition(chr(code)).split()
            if len(parts) in (2, 3) and parts[0] in ("<isolated>", "<initial>", "<medial>", "<final>"):
                letters = "".join(chr(int(part, 16)) for part in parts[1:])
                if len(letters) == 1 or (letters[0] == _LAM and letters[1] in _ALEFS):
                    table.setdefault(letters, {})[parts[0][1:-1]] = chr(code)
    return table


def _joined(run: str) -> str:
    """The run in logical order with every Arabic letter in the form that its neighbours ask for."""
    forms = _forms()
    units: list[str] = []
    for char in run:
        if units and units[-1] == _LAM and char in _ALEFS:
            units[-1] += char
        else:
            units.append(char)
    letters = [unit for unit in units if not is_mark(unit)]
    shaped = []
    at = -1
    for unit in units:
        if is_mark(unit):
            shaped.append(unit)
            continue
        at += 1
        own = forms.get(unit)
        if own is not None:
            before = letters[at - 1] if at else ""
            after = letters[at + 1] if at + 1 < len(letters) else ""
            joins_before = "final" in own and (before == _TATWEEL or "initial" in forms.get(before, {}))
            joins_after = "initial" in own and (after == _TATWEEL or "final" in forms.get(after, {}))
            form = _FORM[joins_before, joins_after]
            unit = own.get(form, unit)
        shaped.append(unit)
    return "".join(shaped)
