"""A Word file's parts, found by their relations, in the transitional and the strict form of the standard."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from probis_editor.formats import xmlsafe, zipsafe
from probis_editor.formats.base import FormatError
from probis_editor.formats.xmlsafe import local

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = tuple(
    (f"http://purl.oclc.org/ooxml/{strict}".encode(), f"http://schemas.openxmlformats.org/{usual}".encode())
    for strict, usual in (
        ("wordprocessingml/main", "wordprocessingml/2006/main"),
        ("officeDocument/relationships", "officeDocument/2006/relationships"),
        ("drawingml/main", "drawingml/2006/main"),
    )
)
_DIGITS = 12
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_BINARY = "WordDocument".encode("utf-16-le")
_OTHERS = ((b"{\\rtf", "RTF"), (b"%PDF", "PDF"), (b"<html", "HTML"), (b"<!doctype html", "HTML"))


def refuse(data: bytes, name: str) -> None:
    """Raise FormatError, with what to do about it, for what people take for .docx: locked files, .doc, RTF, PDF."""
    if data.startswith(_OLD):
        key = "locked" if _LOCKED in data else "old" if _BINARY in data else ""
        raise FormatError("import.word." + key if key else "import.no_word", name=name)
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for sign, form in _OTHERS:
        if start.startswith(sign.lower()):
            raise FormatError("import.word.other", name=name, form=form)


class Package:
    """The parts of a Word file. Raises FormatError for what is none, is damaged, locked or too large."""

    def __init__(self, data: bytes, name: str) -> None:
        refuse(data, name)
        self._name = name
        entries = zipsafe.read(data, name)
        if entries and entries[0][0] == "mimetype" and b"opendocument" in entries[0][1][:80]:
            raise FormatError("import.word.other", name=name, form="OpenDocument (.odt)")
        self._parts = {_plain(path): content for path, content in entries}
        self.unreadable = 0
        main = next((t for kind, t in self._relations("").values() if kind == "officeDocument"), "")
        self._main = main if _plain(main) in self._parts else "word/document.xml"
        if _plain(self._main) not in self._parts:
            raise FormatError("import.no_word", name=name)
        self.root = self._parsed(self._main)
        if self.root.tag != W + "document":
            raise FormatError("import.no_word", name=name)
        self._related = self._relations(self._main)

    def first(self, kind: str) -> etree._Element | None:
        """The root of the first part of a kind ("styles", "numbering", ...), None where there is none to be read."""
        return next(self.every(kind), None)

    def every(self, kind: str) -> Iterator[etree._Element]:
        """The roots of the parts of a kind, in the order of their names; broken ones are only counted."""
        for target in sorted({t for found, t in self._related.values() if found == kind}):
            try:
                yield self._parsed(target)
            except FormatError:
                self.unreadable += 1

    def file(self, relation: str) -> tuple[str, bytes]:
        """The name and the bytes of what the text points at; empty where the file holds no such thing."""
        _, target = self._related.get(relation, ("", ""))
        return posixpath.basename(target), self._parts.get(_plain(target), b"")

    def _parsed(self, path: str) -> etree._Element:
        data = self._parts.get(_plain(path), b"")
        for strict, usual in _STRICT if b"purl.oclc.org" in data else ():
            data = data.replace(strict, usual)
        return xmlsafe.parse(data, self._name)

    def _relations(self, path: str) -> dict[str, tuple[str, str]]:
        """id -> (kind, path) of what a part points at inside the file."""
        folder, _, base = path.rpartition("/")
        data = self._parts.get(_plain(f"{folder}/_rels/{base}.rels"))
        if data is None:
            return {}
        found: dict[str, tuple[str, str]] = {}
        try:
            root = xmlsafe.parse(data, self._name)
        except FormatError:
            return {}
        for one in root:
            if local(one) == "Relationship" and one.get("TargetMode") != "External":
                kind = (one.get("Type") or "").rpartition("/")[2]
                found[one.get("Id") or ""] = (
                    kind,
                    posixpath.normpath(posixpath.join("/" + folder, one.get("Target") or "")),
                )
        return found


def _plain(path: str) -> str:
    """A part's name as the standard compares it."""
    return path.replace("\\", "/").lstrip("/").casefold()


def val(element: etree._Element | None, name: str = "val") -> str:
    """A value of Word's own, "" where it is not given."""
    return "" if element is None else (element.get(W + name) or "")


def on(element: etree._Element | None) -> bool | None:
    """What a switch says, None where it is not set."""
    return None if element is None else val(element).casefold() not in ("0", "false", "off")


def number(said: str, default: int = 0) -> int:
    """A whole number that a file gives, within what a page can hold; `default` for anything else."""
    digits = said.strip()
    sign, digits = (-1, digits[1:]) if digits.startswith("-") else (1, digits)
    if not (digits.isascii() and digits.isdecimal() and len(digits) < _DIGITS):
        return default
    return sign * min(int(digits), 1_000_000)
