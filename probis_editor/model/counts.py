"""Numbers typed into texts that count what the document has itself: sub-processes, groups, units that repeat.

Such a number can be a live reference, which is always right; see `tokens`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from probis_editor.model import tokens
from probis_editor.model.document import Document
from probis_editor.model.mentions import escaped
from probis_editor.model.number_words import in_words
from probis_editor.model.office import Unit

HIGHEST = 99
_TAGS = re.compile(r"(<[^>]*>)")
_NOUNS = (
    (r"sub(?: ?-?\u00a0?)proses", "children"),
    (r"kelompok proses", "groups"),
)
"""What is counted, as texts name it."""

_BETWEEN = r"(?:buah |unit )?"


class Typed(NamedTuple):
    """A number as it stands in a text: `said` with the noun, `number` as a number, `what` as `tokens.count_of` has it,
    and how many there are."""

    said: str
    number: int
    what: str
    there: int

    @property
    def of_units(self) -> bool:
        """Whether it counts units that repeat."""
        return self.what.startswith("unit:")


def typed(document: Document, text: str, slot: str = "") -> Iterator[Typed]:
    """The numbers of a text (markup) that count something of the document; live references are none of them."""
    found: list[Typed] = []

    def seen(one: Typed) -> str:
        found.append(one)
        return ""

    _replaced(document, text, slot, seen)
    yield from found


def enlivened(document: Document, text: str, slot: str, said: str) -> str:
    """The text with the number of every such phrase as a live reference; `said` as in `Typed`."""
    return _replaced(
        document, text, slot, lambda one: tokens.token("count", one.what) if one.said == said else ""
    )


def corrected(document: Document, text: str, said: str) -> str:
    """A plain line, which cannot hold references, with the right number in such a phrase, written as it was."""

    def right(one: Typed) -> str:
        if one.said != said:
            return ""
        return f"{one.there} ({in_words(one.there)})" if "(" in said else str(one.there)

    return _replaced(document, text, "", right)


def _replaced(document: Document, text: str, slot: str, becomes: Callable[[Typed], str]) -> str:
    nouns = [(noun, what) for noun, what in _NOUNS if tokens.count_of(document, what, slot)]
    nouns += _repeated(document)
    if not nouns:
        return text
    pattern = _pattern(tuple(noun for noun, _ in nouns))

    def one(match: re.Match[str]) -> str:
        at = next(n for n in range(len(nouns)) if match.group(f"n{n}") is not None)
        what = nouns[at][1]
        number = (
            int(match.group("digits")) if match.group("digits") else _numbers()[_flat(match.group("words"))]
        )
        there = tokens.count_of(document, what, slot)
        if there is None:
            return match.group()
        new = becomes(Typed(_flat(match.group(), False), number, what, there))
        return new + match.group()[len(match.group("number")) :] if new else match.group()

    return "".join(part if part.startswith("<") else pattern.sub(one, part) for part in _TAGS.split(text))


def _repeated(document: Document) -> list[tuple[str, str]]:
    """The units that exist several times, by each of their names."""
    return [
        (re.escape(escaped(name)), f"unit:{unit.id}")
        for unit in document.of_type(Unit)
        if unit.repeat > 1
        for name in (unit.name, unit.short, *unit.aliases)
        if name.strip()
    ]


@cache
def _pattern(nouns: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, _numbers()), key=lambda w: (-len(w), w)))
    number = rf"(?P<number>(?P<digits>\d{{1,2}})(?: ?\([a-zA-Z ]+\))?|(?P<words>{words}))"
    ends = "|".join(f"(?P<n{at}>{noun})" for at, noun in enumerate(nouns))
    return re.compile(rf"(?<![\w.,/-]){number} {_BETWEEN}(?:{ends})(?!\w)", re.IGNORECASE)


@cache
def _numbers() -> dict[str, int]:
    """One alone is no count: "salah satu", "satu kelurahan"."""
    return {in_words(n): n for n in range(2, HIGHEST + 1)}


def _flat(text: str, folded: bool = True) -> str:
    found = " ".join(text.split())
    return found.casefold() if folded else found
