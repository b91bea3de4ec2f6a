"""Markup of blocks as reportlab's paragraph markup: characters that the face lacks get the fallback face."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from probis_editor.drawing import faces, fonts
from probis_editor.drawing.primitives import TextStyle
from probis_editor.render.pdf import font_name

_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffe\uffff]"
)
_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"<(?:br|par)\b[^>]*>")
_SPACE = re.compile(r"[ \t\r\n]+")


def cleaned(text: str) -> str:
    """Plain text on one line, without characters that cannot be set."""
    return _SPACE.sub(" ", _CONTROL.sub("", fonts.clean(text))).strip()


def writable(text: str) -> str:
    """The text with its spaces as they are, without characters that no file holds."""
    return _CONTROL.sub("", text)


def without_tags(markup: str) -> str:
    """The plain text of a markup; a line break is a space."""
    return cleaned(unescape(_TAG.sub("", _BREAK.sub(" ", markup))))


_LAST_WORD = re.compile(r"(?<=[ ])([^ <>]{6,})$")
_SHORT_END = re.compile(r"(?<=[^ <>]{2}) (?=[^ <>]{1,5}$)")
_COUNTED = re.compile(
    r"\b(langkah|nomor|gambar|tabel|bab|pasal|ayat|huruf|angka|lampiran|step|figure|table|chapter|annex) "
    r"(?=[\dIVXL]+\b)",
    re.IGNORECASE,
)
"""Words that stand on one line with the number behind them."""


def paragraph_markup(markup: str, bold: bool = False, family: str = "sans", whole: bool = True) -> str:
    """reportlab's form of a block's markup. Unknown tags are dropped, unclosed ones closed: never an error.

    A short last word is not left alone on its line, nor a number parted from the word that it counts. With `whole` the
    last word is not hyphenated either, so that no paragraph ends in a line of half a word.
    """
    reader = _Reader(bold, family)
    if "<" in markup or "&" in markup:
        reader.feed(markup)
        reader.close()
    elif markup:
        reader.handle_data(markup)
    if reader.out and not reader.open:
        reader.out[-1] = _SHORT_END.sub("\u00a0", reader.out[-1])
        if whole:
            reader.out[-1] = _LAST_WORD.sub(r"<nobr>\1</nobr>", reader.out[-1])
    return "".join([*reader.out, *(f"</{tag}>" for tag in reversed(reader.open))])


class _Reader(HTMLParser):
    def __init__(self, bold: bool, family: str = "sans") -> None:
        super().__init__(convert_charrefs=True)
        self._bold, self._family = bold, family
        self.out: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br" or (tag == "par" and self.out):
            self.out.append("<br/>")
        elif tag in ("b", "i"):
            self._begin(tag, f"<{tag}>")
        elif tag == "a":
            target = dict(attrs).get("href") or ""
            if target.startswith("#"):
                self._begin("a", f'<a href="{_escaped(target)}">')

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.open:
            return
        while self.open:
            last = self.open.pop()
            self.out.append(f"</{last}>")
            if last == tag:
                return

    def handle_data(self, data: str) -> None:
        text = _COUNTED.sub("\\1\u00a0", _CONTROL.sub("", fonts.clean(data)))
        style = TextStyle(
            size=1, bold=self._bold or "b" in self.open, italic="i" in self.open, family=self._family
        )
        own = font_name(faces.file_of(style.family, style.bold, style.italic))
        for file, run in fonts.runs(text, style):
            name = font_name(file)
            piece = _escaped(run)
            self.out.append(piece if name == own else f'<font face="{name}">{piece}</font>')

    def _begin(self, tag: str, written: str) -> None:
        self.open.append(tag)
        self.out.append(written)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
