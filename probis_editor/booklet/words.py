"""Numbers, days and lists in words, as formal texts write them."""

from __future__ import annotations

import datetime as dt
from functools import cache

from probis_editor.i18n import Translator
from probis_editor.model.number_words import in_words


def counted(number: int, language: str) -> str:
    """A number with its words in brackets: "3 (tiga)"."""
    return f"{number} ({spelled(number, language)})"


@cache
def spelled(number: int, language: str) -> str:
    """A number in words, in lower case."""
    if language == "id" and 0 <= number < 1_000_000:
        return in_words(number)
    # It loads its hundred languages, most of a twentieth of the time of a book.
    from num2words import num2words

    return str(num2words(number, lang=language)).strip().lower()


def ordinal(number: int, tr: Translator) -> str:
    """The lead-in of a diktum: KESATU, KEDUA, ..., in English FIRST, SECOND, ..."""
    if tr.language != "id":
        from num2words import num2words

        return str(num2words(number, lang=tr.language, to="ordinal")).upper()
    return "KESATU" if number == 1 else f"KE{spelled(number, 'id')}".upper()


def day(iso: str, tr: Translator) -> str:
    """An ISO date in words, a month alone as month and year; anything else as it is."""
    try:
        return tr.date(dt.date.fromisoformat(iso))
    except ValueError:
        year, _, month = iso.partition("-")
        if year.isdigit() and month.isdigit() and 1 <= int(month) <= 12:
            return f"{tr.month(int(month))} {year}"
        return iso


def roman(number: int) -> str:
    """Small roman numerals, from 1; "" for 0."""
    result = ""
    pairs = "c:100 xc:90 l:50 xl:40 x:10 ix:9 v:5 iv:4 i:1"
    for letters, value in (pair.split(":") for pair in pairs.split()):
        count, number = divmod(number, int(value))
        result += letters * count
    return result


def listed(names: list[str], tr: Translator) -> str:
    """Names as a list in a sentence: "A", "A dan B", "A, B, dan C"."""
    if len(names) <= 1:
        return "".join(names)
    if len(names) == 2:
        return tr("booklet.pair", first=names[0], second=names[1])
    return tr("booklet.series", head=", ".join(names[:-1]), last=names[-1])
