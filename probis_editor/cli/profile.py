"""`probis profile`: forms of books as files; and a book made in another form than its document says."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from probis_editor.cli.common import opened, progress_line
from probis_editor.formats.base import FormatError, save_bytes, write_any
from probis_editor.i18n import Translator
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.office import Book

if TYPE_CHECKING:
    from probis_editor.booklet.profile import Profile


def profile(options: argparse.Namespace, tr: Translator) -> int:
    """`probis profile [NAME|FILE.toml|DOC.probis] [-o OUT.toml | --into DOC.probis]`: list, show, write, put in."""
    from probis_editor.booklet.profile import PROFILES, exported, ready

    if not options.source:
        for name in PROFILES:
            print(f"{name:18} {ready(name).name}")
        return 0
    if options.into:
        document = opened(options.into, tr).document
        with document.transaction(label("ui.step.book")) as tx:
            tx.put(_changed(document.book, options.source))
        write_any(document, options.into, progress=progress_line(tr, "cli.writing"))
        return 0
    text = exported(_profile_of(options.source, tr))
    if options.out:
        save_bytes(text.encode(), options.out)
    else:
        print(text, end="")
    return 0


def _profile_of(wanted: str, tr: Translator) -> Profile:
    """The form that a name, a file or a document names."""
    from probis_editor.booklet.profile import chosen

    path = Path(wanted)
    if path.suffix.lower() == ".probis" and path.is_file():
        book = opened(path, tr).document.book
        found = chosen(book.profile, book.own_profile)
        return replace(found, chapters=book.chapters or found.chapters, paper=found.paper or book.paper)
    book = _changed(Book(), wanted)
    return chosen(book.profile, book.own_profile)


def with_profile(document: Document, wanted: str) -> Document:
    """The document with another profile: a ready one by name, else the TOML file of that path."""
    changed = _changed(document.book, wanted)
    return Document([*(r for r in document.records() if not isinstance(r, Book)), changed])


def _changed(book: Book, wanted: str) -> Book:
    """The book with a ready profile, else with the one of a file. Raises FormatError."""
    from probis_editor.booklet.profile import PROFILES, ProfileError, parse

    if wanted in PROFILES:
        return replace(book, profile=wanted, own_profile="")
    path = Path(wanted)
    if not path.is_file():
        raise FormatError("cli.no_profile", wanted=wanted, names=", ".join(PROFILES))
    try:
        text = path.read_text(encoding="utf-8-sig")
        parse(text)
    except (ProfileError, UnicodeDecodeError) as error:
        raise FormatError("cli.bad_profile", name=path.name, reason=str(error)) from error
    return replace(book, own_profile=text)
