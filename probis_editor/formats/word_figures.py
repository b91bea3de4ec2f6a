"""Pictures, captions and typed numbers of a book in Word: they become figures, tables and live references.

A picture under a process that has no map of its own becomes its map, to be drawn later; one that the program draws from
the tree or the units is left out; any other one is a figure of the text. "Gambar 3.5" in a sentence leads to the figure
whose caption bears that number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from probis_editor.commands import maps, shapes
from probis_editor.drawing import raster
from probis_editor.formats.word_inline import Shot
from probis_editor.geometry import Rect
from probis_editor.model import tokens
from probis_editor.model.affairs import Picture
from probis_editor.model.blocks import rewritten
from probis_editor.model.document import Transaction
from probis_editor.model.mentions import escaped
from probis_editor.model.office import Block

_LARGEST = 16 * 1024 * 1024
_WIDE = 1000.0
"""How wide a picture lies on a map, in units."""
_ONE = r"(?:\d{1,3}|[IVX]{1,5})(?:\s?\.\s?\d{1,3})*"
_REFERENCE = re.compile(
    rf"\b(gambar|bagan|tabel)\s+({_ONE})(?![\w(])((?:\s*(?:,|dan|s\.?d\.?|sampai(?:\s+dengan)?|[-–])\s*\d+(?:\.\d+)+\b)*)",
    re.IGNORECASE,
)
_DERIVED = {
    "chapter:level0": "level0",
    "chapter:relation": "relation",
    "chapter:organisation": "organisation",
}


@dataclass
class _Found:
    """A figure or a table of the book: where it stands, its typed number and title, its picture where it has one."""

    id: str
    place: str
    kind: str
    number: str = ""
    title: str = ""
    shot: Shot | None = None


def flat(number: str) -> str:
    """A typed number as it is compared: "6. 10" -> "6.10"."""
    return re.sub(r"\s", "", number).rstrip(".").upper()


class Figures:
    """Collects them in the order of the book; `settle` decides what each becomes."""

    def __init__(self) -> None:
        self.left = 0
        self.scans = 0
        self.unmatched: dict[str, None] = {}
        self._found: list[_Found] = []
        self._waiting: _Found | None = None
        self._bare: _Found | None = None
        self._last: _Found | None = None
        self._targets: dict[tuple[str, str], str | None] = {}
        self._dropped: set[str] = set()

    # While the book is read

    def shots(self, place: str, shots: Sequence[Shot]) -> list[Block]:
        """Pictures at a place: the figures that stand for them."""
        blocks: list[Block] = []
        for shot in shots:
            usable = len(shot.data) <= _LARGEST and raster.size(shot.data) is not None
            found = _Found(f"w{len(self._found) + 1}", place, "figure", shot=shot if usable else None)
            self._found.append(found)
            if self._waiting is not None:
                found.number, found.title, self._waiting = self._waiting.number, self._waiting.title, None
                self._bare = None
            else:
                self._bare = found
            if usable:
                blocks.append(Block(kind="figure", picture=found.id, id=found.id))
        return blocks

    def caption(self, place: str, number: str, title: str) -> None:
        """A caption: of the picture right before it, else of the next one."""
        bare, self._bare = self._bare, None
        if bare is not None and bare.place == place:
            bare.number, bare.title = flat(number), title
            self._waiting = None
            self._last = bare
        else:
            self._last = self._waiting = _Found("", place, "figure", flat(number), title)

    def title(self, title: str) -> None:
        """The second line of the caption just read."""
        if self._last is not None:
            self._last.title = f"{self._last.title} {title}".strip()

    def text(self) -> None:
        """A sentence: no picture is before it any more, and a caption above has no picture."""
        self._bare = None
        if self._waiting is not None:
            self._found.append(self._waiting)
            self._waiting = None

    def table(self, place: str, number: str) -> str:
        """A table with a typed number ("" = none): its id."""
        found = _Found(f"w{len(self._found) + 1}", place, "table", flat(number))
        self._found.append(found)
        return found.id

    # When all is read

    def settle(
        self, tx: Transaction, ids: Mapping[tuple[int, ...], str], texts: dict[str, list[Block]]
    ) -> list[str]:
        """Enter pictures and maps, give the figures in `texts` their captions, take those away that the program draws.

        The captions that found nothing to stand under are returned.
        """
        self.text()
        alone: list[str] = []
        shown: set[str] = set()
        for one in self._found:
            target = one.id if one.kind == "table" else self._settled(tx, one, ids, shown)
            if one.number:
                key = ("table" if one.kind == "table" else "figure", one.number)
                self._targets[key] = None if key in self._targets else target or None
            if one.kind == "figure" and not target and (one.title or one.number):
                alone.append(f"Gambar {one.number} {one.title}".strip())
        known = {one.id: one for one in self._found}
        for place, blocks in texts.items():
            kept = [b for b in blocks if b.id not in self._dropped]
            texts[place] = [self._captioned(known[b.id], b) if b.kind == "figure" else b for b in kept]
        return alone

    def referring(self, block: Block) -> Block:
        """The block with its typed references alive, where a caption bears the number."""
        return rewritten(block, self._referring) if self._targets else block

    def _settled(
        self, tx: Transaction, one: _Found, ids: Mapping[tuple[int, ...], str], shown: set[str]
    ) -> str:
        """What references to a figure mean: a process, a map or a figure in a text, "" where nothing came of it."""
        drawn = one.shot is not None
        owner = one.place
        if one.place.startswith("process:"):
            owner = ids.get(tuple(int(n) for n in one.place.split(":")[1].split(".")), "")
            if owner and owner not in shown:
                shown.add(owner)
                if any(m.process == owner for m in tx.document.maps()):
                    self._drop(one)
                    return owner
                if one.shot is not None:
                    self._scan(tx, one.shot, owner)
                    self._dropped.add(one.id)
                    return owner
                shown.discard(owner)
        elif kind := _DERIVED.get(one.place):
            made = next((m.id for m in tx.document.maps() if m.kind == kind), "")
            if made and (one.place not in shown or kind == "level0"):
                first = one.place not in shown
                shown.add(one.place)
                self._drop(one)
                return made if first else ""
        if not drawn or not one.place:
            self.left += bool(one.id)
            return ""
        self._keep(tx, one)
        return one.id

    def _drop(self, one: _Found) -> None:
        self._dropped.add(one.id)
        self.left += 1

    def _keep(self, tx: Transaction, one: _Found) -> None:
        if one.shot is not None:
            tx.put(Picture(id=one.id, data=one.shot.data, name=one.shot.name))

    def _scan(self, tx: Transaction, shot: Shot, process: str) -> None:
        wide, high = raster.size(shot.data) or (1, 1)
        made = maps.create_map(tx, "", "cross_functional", process)
        box = Rect(0, 0, _WIDE, max(20.0, min(_WIDE * high / wide, 4 * _WIDE)))
        shapes.create(tx, made.id, "image", bounds=box, image=shot.data)
        self.scans += 1

    def _captioned(self, one: _Found, block: Block) -> Block:
        return replace(block, text=escaped(one.title), numbered=bool(one.number))

    def _referring(self, text: str) -> str:
        pieces = re.split(r"(<[^>]*>)", text)
        return "".join(p if p.startswith("<") else _REFERENCE.sub(self._said, p) for p in pieces)

    def _said(self, match: re.Match[str]) -> str:
        kind = "table" if match[1].casefold() == "tabel" else "figure"
        first = self._one(kind, match[2], match[0][: len(match[0]) - len(match[3])])
        return first + re.sub(r"\d+(?:\.\d+)+", lambda m: self._one(kind, m[0], m[0]), match[3])

    def _one(self, kind: str, number: str, typed: str) -> str:
        target = self._targets.get((kind, flat(number)))
        if target is None:
            word = "Tabel" if kind == "table" else "Gambar"
            self.unmatched.setdefault(f"{word} {flat(number)}")
            return typed
        return tokens.token(kind, target)
