"""When two names mean the same unit: abbreviations written out, then word by word with a little room for slips.

Source: the spellings of one unit that five real books use ("Kasubag TU", "Kasubbag Tata Usaha", "SUbbag Tata Ussaha").
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_WORDS = {
    "subbag": "sub bagian",
    "subag": "sub bagian",
    "subbagian": "sub bagian",
    "kasubbag": "kepala sub bagian",
    "kasubag": "kepala sub bagian",
    "subbid": "sub bidang",
    "subbidang": "sub bidang",
    "kasubbid": "kepala sub bidang",
    "kasubid": "kepala sub bidang",
    "kasi": "kepala seksi",
    "kasie": "kepala seksi",
    "kabag": "kepala bagian",
    "kabid": "kepala bidang",
    "kadis": "kepala dinas",
    "sekcam": "sekretaris kecamatan",
    "seklur": "sekretaris kelurahan",
    "sekdes": "sekretaris desa",
    "sekda": "sekretaris daerah",
    "sekdis": "sekretaris dinas",
    "tu": "tata usaha",
    "trantib": "ketentraman dan ketertiban",
    "pemdes": "pemerintahan desa",
    "kesra": "kesejahteraan rakyat",
    "dg": "dengan",
}
_PHRASES = (
    ("sekretaris camat", "sekretaris kecamatan"),
    ("sub bag ", "sub bagian "),
    ("tata usaha kecamatan", "tata usaha"),
)
_TOKEN = re.compile(r"[^\W_]+")
_APART = ({"sekretaris", "sekretariat"},)
"""Words that are near each other and mean different things; so do a word and itself with "-an"."""

_LEAST = 5
"""Words shorter than this have to be the same: "RT" is not "RW"."""


class Spelled(NamedTuple):
    """A name as its words: lower case, abbreviations written out, "&" as "dan"."""

    words: tuple[str, ...]

    def alike(self, other: Spelled) -> bool:
        """Whether both name the same thing: word by word the same but for a slip in longer words."""
        if len(self.words) != len(other.words):
            return False
        return all(_alike(a, b) for a, b in zip(self.words, other.words, strict=True))


@lru_cache(maxsize=4096)
def spelled(name: str) -> Spelled:
    """The words of a name."""
    words = [_WORDS.get(word, word) for word in _TOKEN.findall(name.casefold().replace("&", " dan "))]
    line = " ".join(words) + " "
    for short, long in _PHRASES:
        line = line.replace(short, long)
    return Spelled(tuple(line.split()))


def _alike(a: str, b: str) -> bool:
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if len(short) < _LEAST or a[0] != b[0] or any(c.isdigit() for c in a + b):
        return False
    if long == short + "an" or {short, long} in _APART:
        return False
    room = 1 if len(long) < 8 else 2
    return distance(a, b, room) <= room


def distance(a: str, b: str, most: int) -> int:
    """How many letters have to be changed, added, left out or exchanged with their neighbour; `most` + 1 if more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        older, before, row = before, row, [i, *[0] * len(b)]
        for j, y in enumerate(b, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                row[j] = min(row[j], older[j - 2] + 1)
        if min(row) > most:
            return most + 1
    return row[-1]
