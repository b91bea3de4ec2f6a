"""Screen and book texts by key, dates and numbers in the reader's language. Knows no element, no window.

A key is a dotted name of a table entry (`cmd.move`); tables are `resources/i18n/<language>.toml`. Core code
returns `(key, args)`; text is made at the edge with a `Translator`, which is a value passed in, never a global.
"""

from __future__ import annotations

import datetime as dt
import re
import string
import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from probis_editor import resources

LANGUAGES = ("id", "en")
DEFAULT_LANGUAGE = "id"

_MONTHS = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}


class Translator:
    """Texts of one language. Equal for equal languages; safe to share between threads."""

    def __init__(self, language: str = DEFAULT_LANGUAGE) -> None:
        """Raises ValueError for a language that is not in `LANGUAGES`."""
        if language not in LANGUAGES:
            raise ValueError(f"unknown language {language!r}; known: {', '.join(LANGUAGES)}")
        self.language = language
        self._texts = texts(language)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Translator) and other.language == self.language

    def __hash__(self) -> int:
        return hash(self.language)

    def __repr__(self) -> str:
        return f"Translator({self.language!r})"

    def __contains__(self, key: object) -> bool:
        return key in self._texts or f"{key}.other" in self._texts

    def __call__(self, key: str, /, **args: object) -> str:
        """The text of `key` with `{placeholders}` filled in; the key itself if the tables lack it.

        With an argument `n` and entries `key.one` / `key.other`, n decides; `key.one` may be left out
        (Indonesian has no plural form). Dates, floats and whole numbers of five digits and more (a year
        is no amount) among the arguments are written in this language's way. A placeholder without its
        argument stays as it stands: a wrong text is better than a crash in front of the user.
        """
        template = self._texts.get(key)
        if template is None and args.get("n") == 1:
            template = self._texts.get(f"{key}.one")
        if template is None:
            template = self._texts.get(f"{key}.other")
        if template is None:
            return key
        if not args:
            return template.replace("{{", "{").replace("}}", "}")
        shown = {name: self._shown(value) for name, value in args.items()}
        return string.Formatter().vformat(template, (), _Lenient(shown))

    def date(self, day: dt.date) -> str:
        """`day` in words: "3 Maret 2026", "3 March 2026"."""
        return f"{day.day} {self.month(day.month)} {day.year}"

    def month(self, number: int) -> str:
        """The name of month 1 to 12. Raises IndexError outside."""
        if not 1 <= number <= 12:
            raise IndexError(f"month {number}")
        return _MONTHS[self.language][number - 1]

    def number(self, value: float, decimals: int | None = None) -> str:
        """`value` with this language's separators: "1.234,5" in Indonesian, "1,234.5" in English.

        `decimals` fixes the digits after the comma; without it as few as needed, four at most.
        """
        if decimals is None:
            plain = f"{value:,d}" if isinstance(value, int) else f"{value:,.4f}".rstrip("0").rstrip(".")
        else:
            plain = f"{value:,.{decimals}f}"
        if plain in ("-0", ""):
            plain = "0"
        return plain.translate(str.maketrans(",.", ".,")) if self.language == "id" else plain

    def _shown(self, value: object) -> object:
        if isinstance(value, bool):
            return value
        if isinstance(value, float) or (isinstance(value, int) and abs(value) > 9999):
            return self.number(value)
        return self.date(value) if isinstance(value, dt.date) else value


@cache
def texts(language: str) -> Mapping[str, str]:
    """The table of `language`, nested sections joined with dots, in the file's order, read-only."""
    return MappingProxyType(_flat(resources.read_text(f"i18n/{language}.toml")))


_SECTION = re.compile(r"\[([\w.-]+)\]", re.ASCII)
_ENTRY = re.compile(r'([\w.-]+) = "([^"\\\x00-\x1f\x7f]*)"', re.ASCII)


def _flat(source: str) -> dict[str, str]:
    """A table as TOML, flat. Nearly all lines are plain, and read in a fifth of the time that TOML in general takes."""
    flat: dict[str, str] = {}
    prefix = ""
    try:
        for line in source.split("\n"):
            if entry := _ENTRY.fullmatch(line):
                flat[prefix + entry[1]] = entry[2]
            elif section := _SECTION.fullmatch(line):
                prefix = section[1] + "."
            elif line:
                _flatten(prefix, tomllib.loads(line), flat)
    except tomllib.TOMLDecodeError:  # a line that makes no sense alone
        flat = {}
        _flatten("", tomllib.loads(source), flat)
    return flat


def _flatten(prefix: str, table: Mapping[str, Any], into: dict[str, str]) -> None:
    for name, value in table.items():
        if isinstance(value, dict):
            _flatten(f"{prefix}{name}.", value, into)
        else:
            into[prefix + name] = str(value)


class _Lenient(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return "{" + name + "}"
