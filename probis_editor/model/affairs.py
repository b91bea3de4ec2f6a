"""The smaller document-wide records: derived maps' arrangement, revisions, legal bases, terms, goals, SIPOC, SOP."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from probis_editor.geometry import Point, Rect
from probis_editor.model.elements import Key

REASONS = ("strategy", "need", "evaluation", "proposal", "feedback")
"""The causes for which a process map may be changed (regulation of 2018, phase four)."""


class Generated(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag="generated"):
    """Says that a map is made of the tree and the unit list, and how it was last laid out.

    `group` limits a level-0 map to one group, `form` is "figure" or "table". `boxes` are the places that boxes got
    (element id, rectangle), `lines` the generated lines with their points: what lies elsewhere was moved by hand.
    `content` is a digest of what it then showed. `hidden` are processes and units that it does not show.
    """

    map: str
    group: str = ""
    form: str = "figure"
    content: str = ""
    boxes: tuple[tuple[str, Rect], ...] = ()
    lines: tuple[tuple[str, tuple[Point, ...]], ...] = ()
    hidden: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        return (self.map, "#generated")


class Stood(msgspec.Struct, frozen=True, omit_defaults=True, array_like=True):
    """What one part of the document was when a revision was determined.

    `what` is "process", "unit", "map", "text" or "law"; `where` its code, or what it lies under; `digest` stands for
    the rest of it.
    """

    what: str
    id: str
    name: str
    where: str = ""
    digest: str = ""


class Revision(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag="revision"):
    """One revision of the document. `number` counts from 0; `reason` is one of REASONS, "" for the first.

    `date` and `review` are ISO dates ("2026-03" where only the month is known). `figures` are the numbers that figures
    had when the revision was determined: (map id, or map id/plane, number); empty while it is open. `changes` is what
    differs from the revision before, in words; `stood` is what the document was when it was determined.
    """

    number: int
    date: str = ""
    reason: str = ""
    note: str = ""
    review: str = ""
    determined: bool = False
    figures: tuple[tuple[str, str], ...] = ()
    changes: tuple[str, ...] = ()
    stood: tuple[Stood, ...] = ()

    @property
    def key(self) -> Key:
        return ("", f"revision:{self.number:04d}")


class Law(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag="law"):
    """A legal basis. `rank` is one of `laws.RANKS`, `issuer` the ministry or region ("" where the rank says it)."""

    id: str
    rank: str
    number: str = ""
    year: int = 0
    about: str = ""
    issuer: str = ""

    @property
    def key(self) -> Key:
        return ("", "law:" + self.id)


class Term(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag="term"):
    """An abbreviation and what it stands for."""

    short: str
    long: str

    @property
    def key(self) -> Key:
        return ("", "term:" + self.short)


class Goal(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag="goal"):
    """A goal (sasaran) of the office with its indicators (IKU) and the processes that serve it."""

    id: str
    name: str
    order: int = 0
    indicators: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        return ("", "goal:" + self.id)


class Sipoc(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag="sipoc"):
    """Who gives what to a process, and who gets what from it, as far as the office said otherwise than the maps.

    A field that is None is proposed from the maps. Suppliers and customers are unit ids or plain names.
    """

    process: str
    suppliers: tuple[str, ...] | None = None
    inputs: tuple[str, ...] | None = None
    outputs: tuple[str, ...] | None = None
    customers: tuple[str, ...] | None = None

    @property
    def key(self) -> Key:
        return ("", "sipoc:" + self.process)


class Picture(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag="picture"):
    """A picture that texts show: PNG or JPEG bytes, and the name of the file that it came from."""

    id: str
    data: bytes
    name: str = ""

    @property
    def key(self) -> Key:
        return ("", "picture:" + self.id)


class Sop(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag="sop"):
    """What stands on the first page of a process's SOP beyond what its map and the office say.

    `number`, `made`, `revised`, `effective` are as they are printed ("" = left to be written by hand). The other
    fields are lines; `laws` and `related` are taken from the owner and the map while they are empty.
    """

    process: str
    title: str = ""
    number: str = ""
    made: str = ""
    revised: str = ""
    effective: str = ""
    laws: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    records: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        return ("", "sop:" + self.process)


Affair: TypeAlias = Revision | Law | Term | Goal | Sipoc | Sop | Picture
AFFAIRS = (Revision, Law, Term, Goal, Sipoc, Sop, Picture)
