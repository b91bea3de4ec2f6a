"""What a book in Word said and the document does not: so that the report can name every sentence that was left out."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

import msgspec

from probis_editor import i18n
from probis_editor.formats import word_marks as marks
from probis_editor.formats import word_own
from probis_editor.formats.word_lines import Line
from probis_editor.model import laws, numbering, tokens
from probis_editor.model.affairs import Law
from probis_editor.model.document import Document

_NOT_LETTERS = re.compile(r"[\W_]+")
_TAG = re.compile(r"<[^>]*>")
_MARKED = re.compile(
    r"^(?:BAB\s+(?:[IVXLC]+|\d+)\b|\(?(?:\d+(?:\.\d+)*|[A-Za-z]|[IVXLC]+)[.)](?=\s|$)|[-–•▪]\s)\s*",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"\b(?:gambar|bagan|tabel|figure|table)\s+[\dIVX]+(?:\s?\.\s?\d+)*|\b(?:P\.?\s?|[A-Z]{3,10}\.)\d+(?:\.\d+)*\.?"
    r"|\d{1,2} ?\([a-zA-Z ]+\)|\b\d{1,2}(?:\.\d{1,2})+\b|[\t\n:|,;]",
    re.IGNORECASE,
)
"""What the program writes anew: numbers of figures, codes, counts; and what parts of a line are parted by."""
_LONG = 12
"""Letters that are no chance, wherever spaces stand between them."""
_ORDINALS = ("kesatu", "kedua", "ketiga", "keempat", "kelima", "keenam", "ketujuh", "kedelapan", "kesembilan")
_WINDOW = 4
"""Words in a row that must stand together somewhere for a line to count as kept."""


def letters(text: str) -> str:
    """A text by its letters and digits only."""
    return _NOT_LETTERS.sub("", text).casefold()


def bare(text: str) -> str:
    """A line by its letters, without the label before it."""
    return letters(marks.MARK.sub("", text))


def lost(
    document: Document, lines: Iterable[Line], said: Iterable[str], excused: Container[str]
) -> Iterator[str]:
    """The texts of the lines that stand neither in the document nor in what the report says already.

    `excused` are lines by their `bare` letters that the book makes itself.
    """
    held = [_TAG.sub("", text) for text in _texts(document)]
    held += numbering.codes(document).values()
    held += [_laws_of(document), *_titles(document), *_house()]
    whole = _Held([*held, *said])
    seen: set[str] = set()
    for line in lines:
        for text in (line.plain, *(marks.plain(cell.text) for row in line.cells for cell in row)):
            if not text or text in seen or bare(text) in excused:
                continue
            own = word_own.without_reference(text)
            if not word_own.usual(own) and not whole.keeps(own):
                seen.add(text)
                yield " ".join(text.split())


def _laws_of(document: Document) -> str:
    return " ".join(laws.cited(law) for law in document.of_type(Law))


def _titles(document: Document) -> Iterator[str]:
    """What the cover says by itself."""
    office, book = document.office, document.book
    for title in ("Peta Proses Bisnis", "Buku Peta Proses Bisnis"):
        yield f"{title} {office.name} {office.region} Tahun {book.period}"
        yield f"{title} {office.region}"
    yield f"Pemerintah {office.region}"
    yield f"{office.address} {office.phone} {office.email}"
    yield f"Telepon {office.phone} Telp. {office.phone} Surel {office.email} Email {office.email}"
    yield from (f"NIP {one.nip}" for one in (office.head, book.knowing) if one and one.nip)

    if (decree := book.decree) is not None:
        about = f"Nomor {decree.number} tentang {decree.about}"
        yield f"Keputusan {office.head.title} {about}"
        yield f"Lampiran Keputusan {office.head.title} {about}"
        yield f"Menetapkan Keputusan tentang {decree.about}"
        yield " ".join(words.upper() for words in _ORDINALS)


def _house() -> Iterator[str]:
    """What every book says by itself: titles, heads of columns, names of symbols."""
    for key, text in i18n.texts("id").items():
        if key.startswith(("booklet.", "kind.")):
            yield from re.split(r"\{\w+\}", text)


def _texts(document: Document) -> Iterator[str]:
    for record in document.records():
        for text in _strings(msgspec.to_builtins(record, builtin_types=(bytes,))):
            yield tokens.resolved(document, text) if "<ref" in text else text


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)


class _Held:
    """All that the document and the report say, to be looked through."""

    def __init__(self, texts: list[str]) -> None:
        self._words = "\n".join(f" {_words(text)} " for text in texts)
        self._letters = "\n".join(letters(text) for text in texts)

    def keeps(self, text: str) -> bool:
        """Whether all parts of a text stand there, however they are parted."""
        if self._has(text):
            return True
        for part in _GIVEN.split(_MARKED.sub("", text)):
            part = _MARKED.sub("", part.strip())
            if self._has(part):
                continue
            words = part.split()
            windows = (words[at : at + _WINDOW] for at in range(max(1, len(words) - _WINDOW + 1)))
            if not all(self._has(" ".join(window)) for window in windows):
                return False
        return True

    def _has(self, text: str) -> bool:
        flat = letters(text)
        return (
            not flat or f" {_words(text)} " in self._words or (len(flat) >= _LONG and flat in self._letters)
        )


def _words(text: str) -> str:
    return " ".join(_NOT_LETTERS.sub(" ", text).casefold().split())
