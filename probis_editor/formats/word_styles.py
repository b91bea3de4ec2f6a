"""What the styles of a Word file say of a paragraph or a run, those they are based on included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from probis_editor.formats.word_package import W, number, on, val

_HEADING = re.compile(r"(?:heading|judul|bab)[\s_-]*([1-9])\b", re.IGNORECASE)
_TITLE = ("title", "judul")
_LISTED = re.compile(
    r"^(?:toc|contents\s+(?:\d|heading)|daftar\s+(?:isi|gambar|tabel)|tabel\s+gambar|table of (?:figures|contents)|"
    r"(?:illustration|figure|table|user|object)\s+index|index\s+heading)",
    re.IGNORECASE,
)
_BODY, _DEEPEST = 9, 32
"""The outline level of a text that is no heading; and how long a chain of styles is followed."""


class Style(NamedTuple):
    """What a style says. `head` is the outline level from 1 (0 = a text), `number` its list and level."""

    head: int = 0
    title: bool = False
    listed: bool = False
    number: tuple[str, int | None] | None = None
    center: bool = False
    bold: bool = False
    italic: bool = False


class Styles:
    """The styles by their ids; `root` is the part that holds them."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._default = ""
        self._known: dict[str, Style] = {}
        for one in root.iterchildren(W + "style") if root is not None else ():
            key = val(one, "styleId")
            self._styles.setdefault(key, one)
            if val(one, "type") == "paragraph" and val(one, "default") in ("1", "true", "on"):
                self._default = self._default or key

    def of(self, key: str) -> Style:
        """What a style says; that of plain paragraphs for an id that is not known."""
        key = key or self._default
        if key not in self._known:
            self._known[key] = self._resolved(key)
        return self._known[key]

    def run(self, key: str) -> tuple[bool | None, bool | None]:
        """Whether a style of letters is bold, and italic; None where it does not say."""
        bold: bool | None = None
        italic: bool | None = None
        for one in self._chain(key):
            look = one.find(W + "rPr")
            if look is not None:
                bold = on(look.find(W + "b")) if bold is None else bold
                italic = on(look.find(W + "i")) if italic is None else italic
        return bold, italic

    def list_of(self, key: str) -> str:
        """The list that a style of lists stands for."""
        one = self._styles.get(key)
        return val(one.find(f"{W}pPr/{W}numPr/{W}numId")) if one is not None else ""

    def _chain(self, key: str) -> Iterator[etree._Element]:
        for _ in range(_DEEPEST):
            one = self._styles.get(key)
            if one is None:
                return
            yield one
            key = val(one.find(W + "basedOn"))

    def _resolved(self, key: str) -> Style:
        chain = list(self._chain(key))
        names = [val(one.find(W + "name")) or val(one, "styleId") for one in chain] or [key]
        forms = [one.find(W + "pPr") for one in chain]
        head: int | None = None
        for name, form in zip(names, forms or [None], strict=False):
            level = form.find(W + "outlineLvl") if form is not None else None
            found = _HEADING.search(name)
            if level is not None:
                head = number(val(level), _BODY) + 1
            elif found:
                head = int(found[1])
            elif name.casefold() in _TITLE:
                head = 1
            if head is not None:
                break
        title = any(name.casefold() in _TITLE for name in names)
        listed = any(_LISTED.match(name) for name in names[:1]) or bool(_LISTED.match(key))
        given = [form for form in forms if form is not None]
        center = next((val(jc) for form in given if (jc := form.find(W + "jc")) is not None), "") == "center"
        bold, italic = self.run(key)
        return Style(
            head if head is not None and head <= _BODY else 0,
            title, listed, self._number(chain), center, bool(bold), bool(italic),
        )  # fmt: skip

    def _number(self, chain: list[etree._Element]) -> tuple[str, int | None] | None:
        level: int | None = None
        for one in chain:
            said = one.find(f"{W}pPr/{W}numPr")
            if said is None:
                continue
            depth = said.find(W + "ilvl")
            level = level if level is not None or depth is None else number(val(depth))
            which = said.find(W + "numId")
            if which is not None:
                return val(which), level
        return None
