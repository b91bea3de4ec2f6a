"""The office, who signs (R13), the period (R18) and the words of other offices (R04)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probis_editor.checks.engine import ADVICE, ERROR, Hit, hit, rule
from probis_editor.checks.views import Whole
from probis_editor.model import people
from probis_editor.model.blocks import said
from probis_editor.model.office import Person

_TAG = re.compile(r"<[^>]*>")
_OTHER_KIND = {
    "kecamatan": re.compile(r"\b(?:sekretaris|kepala|fungsi|lingkungan) dinas\b(?! \w)", re.IGNORECASE),
    "dinas": re.compile(r"\b(?:sekretaris camat|sekcam)\b", re.IGNORECASE),
}
_OTHER_REGION = {
    "kabupaten": re.compile(r"\b(?:lingkup|pemerintah|sekretaris daerah|sekda) kota\b", re.IGNORECASE),
    "kota": re.compile(r"\b(?:lingkup|pemerintah|sekretaris daerah|sekda) kabupaten\b", re.IGNORECASE),
}
_BOTH = re.compile(r"\bkabupaten ?/ ?kota\b", re.IGNORECASE)


def nip_is_right(nip: str) -> bool:
    """Whether a NIP has its 18 digits: birth date, month of entry, sex (1, 2), number of three digits."""
    return people.nip(nip) is not None


def _people(whole: Whole) -> Iterator[Person]:
    if whole.document.office.head != Person():
        yield whole.document.office.head
    yield from whole.document.office.officials


def _filled(said: str) -> bool:
    """Whether there is more than a placeholder of blanks, dots, dashes and zeros."""
    return bool(said.strip(" .-_0\u2026"))


@rule("nip_wrong", ERROR)
def nip_wrong(whole: Whole) -> Iterator[Hit]:
    """A NIP that cannot be one."""
    for person in _people(whole):
        if _filled(person.nip) and not nip_is_right(person.nip):
            yield hit(name=person.name or person.title, nip=person.nip)


@rule("signer_incomplete", ADVICE)
def signer_incomplete(whole: Whole) -> Iterator[Hit]:
    """A head of office whose signature block lacks name, rank, NIP or title."""
    head = whole.document.office.head
    missing = [said for said in (head.title, head.name, head.rank, head.nip) if not _filled(said)]
    if whole.document.office.name and missing:
        yield hit(key="checks.signer_incomplete", n=len(missing))


@rule("period_missing", ADVICE)
def period_missing(whole: Whole) -> Iterator[Hit]:
    """A book without its year, or without place and date of signing."""
    book = whole.document.book
    if whole.document.office.name and not (book.year.strip() and book.place.strip() and book.date.strip()):
        yield hit()


@rule("other_office", ADVICE)
def other_office(whole: Whole) -> Iterator[Hit]:
    """Words of another kind of office or region, left over from somebody else's document."""
    office = whole.document.office
    patterns = [
        *(p for kind, p in _OTHER_KIND.items() if office.kind.casefold() == kind),
        *(p for kind, p in _OTHER_REGION.items() if office.region_kind.casefold() == kind),
        *([_BOTH] if office.region_kind else []),
    ]
    if not patterns:
        return
    for map_id, element, text in _sayings(whole):
        for pattern in patterns:
            found = pattern.search(text)
            if found:
                yield hit(element, map=map_id, said=found.group())
                break


def _sayings(whole: Whole) -> Iterator[tuple[str, str, str]]:
    for process in whole.processes:
        yield "", process.id, process.name
    for text in whole.texts:
        yield "", text.slot, " ".join(_TAG.sub(" ", line) for line in said(text.blocks))
    for view in whole.maps:
        for node in view.nodes:
            if node.kind not in ("lane", "pool"):
                yield view.id, node.id, node.name
