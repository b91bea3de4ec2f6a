"""Faces for reportlab that are read from their files when first used, and that know the widths of words they met."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase.ttfonts import TTEncoding, TTFont, TTFontFace

MOST_WORDS = 50_000
"""How many widths a face remembers before it starts anew."""


class Face(TTFontFace):
    """A face that parses its file when something of it is asked for; until then it knows its name only."""

    def __init__(self, path: str, name: str) -> None:
        self._path = path
        self._read = False
        self.name = name

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("__") or self.__dict__.get("_read", True):
            raise AttributeError(attribute)
        self._read = True
        super().__init__(self._path, validate=0)
        return getattr(self, attribute)


class Font(TTFont):
    """A font over such a face, without shaping."""

    def __init__(self, name: str, path: str) -> None:
        self.fontName = name
        self.face = Face(path, name)
        self.encoding = TTEncoding()
        self.state: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
        self._asciiReadable = 1
        self.shapable = False
        self._sums: dict[str, float] = {}

    def stringWidth(self, text: str | bytes, size: float, encoding: str = "utf8") -> float:  # noqa: N802
        """The width of a text in points."""
        if isinstance(text, bytes):
            text = text.decode(encoding or "utf8")
        found = self._sums.get(text)
        if found is None:
            if len(self._sums) > MOST_WORDS:
                self._sums.clear()
            get, other = self.face.charWidths.get, self.face.defaultWidth
            found = self._sums[text] = sum(get(ord(letter), other) for letter in text)
        return 0.001 * size * found
