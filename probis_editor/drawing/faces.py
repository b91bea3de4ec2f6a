"""The bundled TrueType faces: which file sets which character, and how far it advances.

Read with `struct` from the tables head, hhea, cmap and hmtx only (a few kB of each file, on first use), so
that measuring costs nothing at start-up. Widths equal those that reportlab prints and, with kerning off,
those of Qt. Lengths are in em (1.0 = the text size).
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from probis_editor import resources

FAMILIES: dict[str, tuple[str, str, str, str]] = {
    "sans": ("Arimo-Regular.ttf", "Arimo-Bold.ttf", "Arimo-Italic.ttf", "Arimo-BoldItalic.ttf"),
    "serif": (
        "ProbisBonum-Regular.ttf",
        "ProbisBonum-Bold.ttf",
        "ProbisBonum-Italic.ttf",
        "ProbisBonum-BoldItalic.ttf",
    ),
}
"""Family -> its files: regular, bold, italic, bold italic."""

FALLBACK = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
"""Regular and bold face for characters that a family lacks (arrows, mathematics, Arabic script)."""


class Metrics(NamedTuple):
    """Vertical measures of a face in em; all positive, `descent` counts downward from the baseline."""

    ascent: float
    descent: float
    gap: float


class Face:
    """One TrueType file. Raises `ValueError` for a file without a Unicode character map."""

    def __init__(self, file: str) -> None:
        self.file = file
        with open(resources.path(f"fonts/{file}"), "rb") as stream:
            count = struct.unpack(">4xH6x", stream.read(12))[0]
            entries = struct.iter_unpack(">4s4xLL", stream.read(16 * count))
            where: dict[bytes, tuple[int, int]] = {tag: (offset, length) for tag, offset, length in entries}

            def table(tag: bytes) -> bytes:
                offset, length = where[tag]
                stream.seek(offset)
                return stream.read(length)

            self._per_em: int = struct.unpack_from(">H", table(b"head"), 18)[0]
            hhea, self._hmtx, cmap = table(b"hhea"), table(b"hmtx"), table(b"cmap")
        ascent, descent, gap = struct.unpack_from(">hhh", hhea, 4)
        self._long_metrics: int = struct.unpack_from(">H", hhea, 34)[0]
        em = self._per_em
        self.metrics = Metrics(ascent / em, -descent / em, gap / em)
        self._ends, self._starts, self._glyphs = _character_map(cmap, file)

    def glyph(self, char: str) -> int:
        """Index of the glyph of one character, 0 where the face has none. NBSP is the space."""
        code = 32 if char == "\xa0" else ord(char)
        at = bisect_left(self._ends, code)
        if at == len(self._ends) or self._starts[at] > code:
            return 0
        return self._glyphs[at][code - self._starts[at]]

    def advance(self, glyph: int) -> float:
        """Advance width of a glyph in em."""
        at = min(glyph, self._long_metrics - 1)
        width: int = struct.unpack_from(">H", self._hmtx, 4 * at)[0]
        return width / self._per_em


def _character_map(cmap: bytes, file: str) -> tuple[list[int], list[int], list[tuple[int, ...] | range]]:
    """Last codes, first codes and glyphs of the ascending code ranges of a cmap table (formats 4 and 12)."""
    count = struct.unpack_from(">2xH", cmap)[0]
    tables = {
        (platform, encoding): offset
        for platform, encoding, offset in struct.iter_unpack(">HHL", cmap[4 : 4 + 8 * count])
    }
    for key in ((3, 10), (0, 4), (3, 1), (0, 3)):
        if key in tables:
            offset = tables[key]
            form = struct.unpack_from(">H", cmap, offset)[0]
            if form == 12:
                return _format_12(cmap, offset)
            if form == 4:
                return _format_4(cmap, offset)
    raise ValueError(f"{file}: no Unicode character map")


def _format_12(cmap: bytes, offset: int) -> tuple[list[int], list[int], list[tuple[int, ...] | range]]:
    count = struct.unpack_from(">L", cmap, offset + 12)[0]
    groups = list(struct.iter_unpack(">LLL", cmap[offset + 16 : offset + 16 + 12 * count]))
    glyphs: list[tuple[int, ...] | range] = [
        range(glyph, glyph + end - start + 1) for start, end, glyph in groups
    ]
    return [end for _, end, _ in groups], [start for start, _, _ in groups], glyphs


def _format_4(cmap: bytes, offset: int) -> tuple[list[int], list[int], list[tuple[int, ...] | range]]:
    count = struct.unpack_from(">H", cmap, offset + 6)[0] // 2
    row = f">{count}H"
    ends = struct.unpack_from(row, cmap, offset + 14)
    starts = struct.unpack_from(row, cmap, offset + 16 + 2 * count)
    deltas = struct.unpack_from(row, cmap, offset + 16 + 4 * count)
    table = offset + 16 + 6 * count
    hops = struct.unpack_from(row, cmap, table)
    glyphs: list[tuple[int, ...] | range] = []
    for at, (start, end, delta, hop) in enumerate(zip(starts, ends, deltas, hops, strict=True)):
        if hop == 0:
            glyphs.append(tuple((code + delta) & 0xFFFF for code in range(start, end + 1)))
        else:
            first = table + 2 * at + hop
            room = max(0, min(end - start + 1, (len(cmap) - first) // 2))
            found = struct.unpack_from(f">{room}H", cmap, first)
            padded = found + (0,) * (end - start + 1 - room)
            glyphs.append(tuple((glyph + delta) & 0xFFFF if glyph else 0 for glyph in padded))
    return list(ends), list(starts), glyphs


@cache
def face(file: str) -> Face:
    """The face of a file of `resources/fonts`; read once."""
    return Face(file)


def file_of(family: str, bold: bool, italic: bool) -> str:
    """The file that sets a family's text. An unknown family is set in "sans"."""
    return FAMILIES.get(family, FAMILIES["sans"])[bold + 2 * italic]


class Advances(dict[str, float]):
    """Character -> advance in em for one file with its fallback; filled as characters are met."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.fallback = FALLBACK["Bold" in file]
        self._foreign: dict[str, str] = {}

    def __missing__(self, char: str) -> float:
        own = face(self.file)
        glyph = own.glyph(char)
        if not glyph:
            other = face(self.fallback)
            spare = other.glyph(char)
            if spare:
                self._foreign[char] = self.fallback
                own, glyph = other, spare
        self[char] = own.advance(glyph)
        return self[char]

    def file_for(self, char: str) -> str:
        """The file that sets the character: its own, or the fallback where only that has a glyph."""
        if char not in self:
            self.__missing__(char)
        return self._foreign.get(char, self.file)

    def pure(self, text: str) -> bool:
        """Whether the family's own face sets the whole text. Every character must have been measured."""
        return not self._foreign or self._foreign.keys().isdisjoint(text)


@cache
def advances(family: str, bold: bool, italic: bool) -> Advances:
    """The shared advance table of a family's face."""
    return Advances(file_of(family, bold, italic))
