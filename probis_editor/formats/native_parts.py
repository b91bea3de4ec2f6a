"""The JSON entries of a `.probis`: what each holds, made from records and back.

Every entry is an object with `"format": 1`. Records stand as msgspec writes them, sorted by key, so that equal
documents give equal bytes. An entry that cannot be understood is told and left out, never a reason to refuse.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias, TypeVar, cast

import msgspec

from probis_editor.formats.base import FormatError
from probis_editor.model import duties
from probis_editor.model.affairs import AFFAIRS, Affair, Generated
from probis_editor.model.changes import Record
from probis_editor.model.document import Document
from probis_editor.model.elements import AttributeValue, Flow, Map, Node, StepRow
from probis_editor.model.office import Book, Narrative, Office, Process, Settings, Unit

FORMAT = 1
FOLDER = "Probis/"

Stored: TypeAlias = Map | Node | Flow
T = TypeVar("T", bound=msgspec.Struct)


class OfficePart(msgspec.Struct, kw_only=True):
    """`office.json`."""

    format: int = FORMAT
    office: Office | None = None


class SettingsPart(msgspec.Struct, kw_only=True):
    """`settings.json`."""

    format: int = FORMAT
    settings: Settings | None = None


class TreePart(msgspec.Struct, kw_only=True):
    """`tree.json`: the process tree."""

    format: int = FORMAT
    processes: list[Process] = []


class UnitsPart(msgspec.Struct, kw_only=True):
    """`units.json`."""

    format: int = FORMAT
    units: list[Unit] = []


class _Told(msgspec.Struct):
    id: str
    duties: str = ""


class _ToldUnits(msgspec.Struct):
    units: list[_Told] = []


def told_as_lines(data: bytes, found: Iterable[Record]) -> list[Narrative]:
    """The duties that units held as lines of text (until 2026-11-22), as the texts that hold them now.

    What is there as a text already stays as it is.
    """
    try:
        units = msgspec.json.decode(data, type=_ToldUnits).units
    except (msgspec.DecodeError, UnicodeDecodeError):
        return []
    known = {record.key for record in found}
    texts = (duties.from_lines(unit.id, unit.duties) for unit in units if unit.duties)
    return [text for text in texts if text is not None and text.key not in known]


class TextsPart(msgspec.Struct, kw_only=True):
    """`texts.json`: the narratives."""

    format: int = FORMAT
    texts: list[Narrative] = []


class BookPart(msgspec.Struct, kw_only=True):
    """`book.json`."""

    format: int = FORMAT
    book: Book | None = None


class StepsPart(msgspec.Struct, kw_only=True):
    """`steps.json`: what the tables of steps say beyond the pictures."""

    format: int = FORMAT
    steps: list[StepRow] = []


class AttributesPart(msgspec.Struct, kw_only=True):
    """`attributes.json`: edited values of extended attributes, by map, element and attribute."""

    format: int = FORMAT
    values: list[AttributeValue] = []


class AffairsPart(msgspec.Struct, kw_only=True):
    """`affairs.json`: revisions, legal bases, terms, goals, SIPOC, pictures, by key."""

    format: int = FORMAT
    affairs: list[Affair] = []


class GeneratedPart(msgspec.Struct, kw_only=True):
    """`generated.json`: which maps are made of the tree and the unit list, and how they were laid out."""

    format: int = FORMAT
    maps: list[Generated] = []


class MapLink(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What a map is in the document. `entry` is its `.diag`; `elements` are (element, process, unit)."""

    entry: str
    id: str
    kind: str = "free"
    process: str = ""
    order: int = 0
    theme: str = "house"
    size: str = "normal"
    elements: list[tuple[str, str, str]] = []


class LinksPart(msgspec.Struct, kw_only=True):
    """`links.json`: the maps in the order of their ids."""

    format: int = FORMAT
    maps: list[MapLink] = []


class CarriedLink(msgspec.Struct, kw_only=True):
    """A map that came from another format: the source's bytes stand in `file`; `edited` = no longer as it was read."""

    map: str
    origin: str
    file: str
    edited: bool


class CarriedPart(msgspec.Struct, kw_only=True):
    """`carried.json`."""

    format: int = FORMAT
    sources: list[CarriedLink] = []


class ForeignPart(msgspec.Struct, kw_only=True):
    """`foreign/<map>.json`: what the XPDL with this SHA-256 cannot say.

    `put` are records that differ from what is read there, `drop` ids that are read there and do not exist, `z` the
    places of records that differ in nothing else.
    """

    format: int = FORMAT
    map: str
    sha256: str
    put: list[Stored] = []
    drop: list[str] = []
    z: dict[str, int] = {}


class ExportLink(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A map as it last went to Bizagi: `file` holds its `.diag`, "" = it is the one that this file holds anyway."""

    map: str
    batch: str
    sha256: str
    file: str = ""


class ExportsPart(msgspec.Struct, kw_only=True):
    """`exports.json`."""

    format: int = FORMAT
    maps: list[ExportLink] = []


def encode(part: msgspec.Struct) -> bytes:
    """The part as readable JSON. Half letters, which JSON cannot hold, become a sign for what is unknown."""
    try:
        data = msgspec.json.encode(part)
    except UnicodeEncodeError:
        data = msgspec.json.encode(_whole(msgspec.to_builtins(part)))
    return msgspec.json.format(data, indent=1)


def _whole(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_whole(key): _whole(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_whole(one) for one in value]
    return value


def decode(data: bytes, kind: type[T]) -> T | None:
    """The part, or None where it is damaged. Raises FormatError where it was written by a newer program."""
    try:
        version = msgspec.json.decode(data, type=_Version).format
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    if version > FORMAT:
        raise FormatError("import.newer", version=version)
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


class _Version(msgspec.Struct):
    format: int


def documents_parts(document: Document, maps: Iterable[str]) -> list[tuple[str, msgspec.Struct]]:
    """The parts that hold the document-wide records, the tables of steps, the derived maps' arrangement."""
    steps = [record for record in document.of_type(StepRow) if record.map in set(maps)]
    affairs = [cast(Affair, record) for kind in AFFAIRS for record in document.of_type(kind)]
    generated = [found for map_id in sorted(maps) if (found := document.generated(map_id)) is not None]
    office, settings, book = (document.get(("", name)) for name in ("office", "settings", "book"))
    values = [record for record in document.of_type(AttributeValue) if record.map in set(maps)]
    parts: list[tuple[str, msgspec.Struct]] = [
        ("settings.json", SettingsPart(settings=settings if isinstance(settings, Settings) else None)),
        ("office.json", OfficePart(office=office if isinstance(office, Office) else None)),
        ("tree.json", TreePart(processes=sorted(document.of_type(Process), key=lambda p: p.id))),
        ("units.json", UnitsPart(units=sorted(document.of_type(Unit), key=lambda u: u.id))),
        ("texts.json", TextsPart(texts=sorted(document.of_type(Narrative), key=lambda t: t.slot))),
        ("book.json", BookPart(book=book if isinstance(book, Book) else None)),
        ("steps.json", StepsPart(steps=sorted(steps, key=lambda s: s.key))),
        ("affairs.json", AffairsPart(affairs=sorted(affairs, key=lambda a: a.key))),
        ("generated.json", GeneratedPart(maps=generated)),
    ]
    if values:
        parts.append(("attributes.json", AttributesPart(values=sorted(values, key=lambda v: v.key))))
    return parts
