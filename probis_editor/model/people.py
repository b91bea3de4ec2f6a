"""What can be told of officials, dates and periods from how they are written."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from probis_editor.model.office import Person

ACTING = ("", "Plt.", "Plh.", "a.n.", "u.b.")
"""Before the title: acting for a vacant post, for an absent holder, in the name of, for the attention of."""

_MONTHS = (
    *("januari", "februari", "maret", "april", "mei", "juni"),
    *("juli", "agustus", "september", "oktober", "november", "desember"),
)
_YOUNGEST = 16
"""Years between birth and entry; the law says 18, older entries as honorary staff are counted from earlier."""


class Nip(NamedTuple):
    """The parts of a NIP: birth, month of entry, sex ("1" man, "2" woman), number."""

    birth: dt.date
    entry: tuple[int, int]
    sex: str
    number: str


def placeholder(said: str) -> bool:
    """Whether there is nothing but blanks, dots, dashes and zeros."""
    return not said.strip(" .-_0…")


def nip(said: str) -> Nip | None:
    """The parts of a NIP, None for what cannot be one."""
    digits = re.sub(r"[\s.]", "", said)
    if not re.fullmatch(r"\d{18}", digits):
        return None
    try:
        birth = dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
    year, month = int(digits[8:12]), int(digits[12:14])
    if not 1 <= month <= 12 or digits[14] not in "12" or year - birth.year < _YOUNGEST:
        return None
    return Nip(birth, (year, month), digits[14], digits[15:])


def nip_written(said: str) -> str:
    """A NIP in its four groups; what is none stays as it was."""
    digits = re.sub(r"[\s.]", "", said)
    if not re.fullmatch(r"\d{18}", digits):
        return said
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


def signing_title(person: Person) -> str:
    """The title as it stands over a signature: "Plt. Camat Wonoasih"."""
    return f"{person.acting} {person.title}".strip()


def date_parts(said: str) -> tuple[int, int, int] | None:
    """(year, month, day) of a date in words or numbers, day 0 where only the month is known; None for no date.

    Understood: "2026-03-05", "2026-03", "5 Maret 2026", "Maret 2026", "5/3/2026".
    """
    text = " ".join(said.casefold().split())
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", text):
        return _checked(int(found[1]), int(found[2]), int(found[3] or 0))
    if found := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text):
        return _checked(int(found[3]), int(found[2]), int(found[1]))
    if (found := re.fullmatch(r"(?:(\d{1,2}) )?([a-z]+) (\d{4})", text)) and found[2] in _MONTHS:
        return _checked(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1] or 0))
    return None


def _checked(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    try:
        dt.date(year, month, day or 1)
    except ValueError:
        return None
    return (year, month, day)


def period_years(said: str) -> tuple[int, int] | None:
    """The first and last year of a period ("Tahun 2019 – 2024", "2026"); None where it names none, or backwards."""
    years = [int(y) for y in re.findall(r"\b(?:19|20)\d{2}\b", said)]
    if not years or len(years) > 2 or years[0] > years[-1]:
        return None
    return (years[0], years[-1])


def a_year_later(said: str) -> str:
    """The ISO date a year after a date (the yearly review); a month stays a month. "" for no date."""
    parts = date_parts(said)
    if parts is None:
        return ""
    year, month, day = parts[0] + 1, parts[1], parts[2]
    if not day:
        return f"{year:04d}-{month:02d}"
    if (month, day) == (2, 29):
        day = 28
    return f"{year:04d}-{month:02d}-{day:02d}"
