"""What a window knows of a set book: its pages, and for every piece of one its place and what in the document it is.

A source is one of "map:<id>" or "map:<id>/<plane>", "process:<id>", "text:<slot>", "unit:<id>", "chapter:<name>",
"decree", "signature", "book" or "anchor:<name>" (an entry of the contents, which leads to another place in the book).
Frame of a page: points, x right, y down from the upper left corner.
"""

from __future__ import annotations

import msgspec

from probis_editor.booklet.context import Finding


class Leaf(msgspec.Struct, frozen=True, array_like=True):
    """A page: its size in points, the number printed on it, its place in its section, its kind of sheet.

    `sheet` is "text", "turned" or "a3"; `section` "cover", "front" or "body". Its text stands between the heights
    `top` and `bottom`; running head and number are outside.
    """

    width: float
    height: float
    label: str
    section: str
    number: int
    sheet: str
    top: float = 0.0
    bottom: float = 5000.0

    @property
    def key(self) -> str:
        """What names the page from one making of the book to the next: "body:12"."""
        return f"{self.section}:{self.number}"


class Spot(msgspec.Struct, frozen=True, array_like=True):
    """A piece of a page. For a picture `frame` is (x, y, points a unit) of the map's origin on the page."""

    page: int
    x: float
    y: float
    w: float
    h: float
    source: str
    frame: tuple[float, float, float] | None = None


class Hit(msgspec.Struct, frozen=True, array_like=True):
    """An occurrence of what was looked for: where its lines stand (x, y, width, height), and the words around it."""

    page: int
    boxes: tuple[tuple[float, float, float, float], ...]
    before: str
    words: str
    after: str


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """An entry of the outline: what it says, how deep, where it leads."""

    text: str
    level: int
    page: int
    y: float


class Preview(msgspec.Struct, frozen=True):
    """A book to be looked at: its pages, what stands where on them, its outline, what the office should mend.

    `anchors` are (name, index of its page).
    """

    leaves: tuple[Leaf, ...]
    spots: tuple[Spot, ...]
    outline: tuple[Entry, ...]
    anchors: tuple[tuple[str, int], ...]
    findings: tuple[Finding, ...]
