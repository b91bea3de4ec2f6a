"""What is being chosen for the book, before it is written into the document."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from probis_editor.booklet.profile import PROFILES, Profile, chosen, filled, ready, written
from probis_editor.booklet.words import roman
from probis_editor.i18n import Translator
from probis_editor.model.office import Book

HOUSE_NAME = ""
OWN = "own"


class Draft(QObject):
    """`base` names the ready profile that was chosen last ("" = the house's); `profile` may differ from it by now."""

    changed = Signal()

    def __init__(self, book: Book) -> None:
        super().__init__()
        self._book = book
        self.base = book.profile if book.profile in PROFILES else HOUSE_NAME
        self.profile = chosen(book.profile, book.own_profile)
        self.chapters = book.chapters or self.profile.chapters
        self.paper = self.profile.paper or book.paper
        two_sided = self.profile.two_sided
        self.two_sided = book.two_sided if two_sided is None else two_sided
        self.sheets = dict(book.sheets)
        self.sizes = dict(book.sizes)
        self.annex = book.annex
        self.signing = book.signing
        self.mark = book.mark[:1] or "#"

    @property
    def own(self) -> bool:
        """Whether the form is none of the ready ones."""
        return self._plain() != self._plain(ready(self.base))

    def _plain(self, profile: Profile | None = None) -> Profile:
        """The profile without what the document itself says: name, paper, sides."""
        return replace(profile or self.profile, name="", paper="", two_sided=None)

    def choose(self, name: str) -> None:
        """Take a ready profile; the chapters become its own where they were the old one's."""
        follows = self.chapters == self.profile.chapters
        self.base = name
        self.profile = ready(name)
        self._settle(follows)

    def take(self, profile: Profile) -> None:
        """Take a profile that was read from a file."""
        follows = self.chapters == self.profile.chapters
        self.profile = profile
        self._settle(follows)

    def _settle(self, follows: bool) -> None:
        if follows:
            self.chapters = self.profile.chapters
        self.paper = self.profile.paper or self.paper
        if self.profile.two_sided is not None:
            self.two_sided = self.profile.two_sided
        self.changed.emit()

    def set(self, **fields: Any) -> bool:
        """Change fields of the profile; False (and nothing changed) for values that cannot be."""
        try:
            profile = replace(self.profile, **fields)
        except ValueError:
            return False
        if profile != self.profile:
            self.profile = profile
            self.changed.emit()
        return True

    def put(self, **fields: Any) -> None:
        """Change what is the document's own: chapters, paper, two_sided, sheets, sizes, annex, signing, mark."""
        for name, value in fields.items():
            setattr(self, name, value)
        self.changed.emit()

    def fields(self) -> dict[str, Any]:
        """The fields of the book that differ from what the document has."""
        profile = replace(self.profile, paper="", two_sided=None)
        found: dict[str, Any] = {
            "chapters": () if self.chapters == self.profile.chapters else self.chapters,
            "paper": self.paper,
            "two_sided": self.two_sided,
            "sheets": tuple((m, s) for m, s in self.sheets.items() if s),
            "sizes": tuple((m, s) for m, s in self.sizes.items() if s),
            "annex": tuple(self.annex),
            "signing": self.signing,
            "mark": self.mark if self.signing == "mark" else self._book.mark,
        }
        same = ready(self.base)
        if not self.own and same.paper in ("", self.paper) and same.two_sided in (None, self.two_sided):
            found |= {"profile": self.base, "own_profile": ""}
        else:
            # a profile that differs from the house's in nothing still has to win over a named one
            found |= {"profile": self.base, "own_profile": written(profile) or f"depth = {profile.depth}\n"}
        return {name: value for name, value in found.items() if value != getattr(self._book, name)}


_CODE = "P1.2"
"""Of the process that stands for all in a sample."""


def sample(profile: Profile, tr: Translator, title: str) -> list[tuple[str, str]]:
    """How headings and captions look: (what, words)."""
    words = {key: tr(f"booklet.{name}", number="").strip() for key, name in (
        ("bab", "chapter"), ("gambar", "figure"), ("tabel", "table"))}  # fmt: skip
    about = {**words, "chapter": 3, "roman": roman(3).upper(), "section": 2, "letter": "C", "at": 2}
    section = {**about, "letter": "B"}
    process = filled(profile.processes[-1], code=_CODE, at=2, roman="II")
    caption = filled(profile.caption, code=_CODE, title=title)
    figure = "" if profile.figures == "none" else filled(profile.figure, **about, figure=5)
    return [
        ("chapter", filled(profile.chapter, **about)),
        ("section", filled(profile.section, **section)),
        ("process", f"{process} {title}".strip()),
        ("figure", ("\n" if profile.caption_lines == 2 else "  ").join(p for p in (figure, caption) if p)),
        ("table", "" if profile.tables == "none" else filled(profile.table, **about, table=1)),
    ]
