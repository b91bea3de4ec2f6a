"""Where words may be hyphenated, by the patterns of pyphen's dictionaries.

pyphen takes apart all twelve thousand patterns of a language before its first word, which is a tenth of the time of a
book. Here a pattern is taken apart when a word asks for it, which a few hundred do. Same answers.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

_NO_DIGITS = {ord(digit): None for digit in "0123456789"}


class Patterns:
    """The patterns of one dictionary, e.g. "id_ID". Raises KeyError where pyphen has none of that name."""

    def __init__(self, language: str) -> None:
        encoding, _, rest = _dictionary(language).read_bytes().partition(b"\n")
        text = rest.decode(encoding.decode("ascii").strip()).replace("\r", "")
        self._written = dict(zip(text.translate(_NO_DIGITS).split("\n"), text.split("\n"), strict=True))
        self._longest = max(map(len, self._written))
        self._values: dict[str, tuple[int, ...]] = {}
        self._known: dict[str, tuple[int, ...]] = {}

    def positions(self, word: str) -> tuple[int, ...]:
        """After how many letters it may be hyphenated, ascending; also where only one letter stays."""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._found(f".{word.lower()}.")
        return found

    def _found(self, pointed: str) -> tuple[int, ...]:
        marks = [0] * (len(pointed) + 1)
        for start in range(len(pointed) - 1):
            for end in range(start + 1, min(start + self._longest, len(pointed)) + 1):
                letters = pointed[start:end]
                if letters in self._written:
                    for at, value in enumerate(self._of(letters), start):
                        marks[at] = max(marks[at], value)
        return tuple(at - 1 for at, value in enumerate(marks) if value % 2)

    def _of(self, letters: str) -> tuple[int, ...]:
        """The values before, between and after the letters of a pattern: "a1ba" is 0, 1, 0, 0."""
        values = self._values.get(letters)
        if values is None:
            made = [0]
            for sign in self._written[letters]:
                if sign.isdecimal():
                    made[-1] = int(sign)
                else:
                    made.append(0)
            values = self._values[letters] = tuple(made)
        return values


def _dictionary(language: str) -> Any:
    """The file; found without importing pyphen, which looks through all its languages."""
    spec = find_spec("pyphen")
    for place in (spec.submodule_search_locations or ()) if spec is not None else ():
        path = Path(place, "dictionaries", f"hyph_{language}.dic")
        if path.is_file():
            return path
    import pyphen

    return pyphen.LANGUAGES[language]
