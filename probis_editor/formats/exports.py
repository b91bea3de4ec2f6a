"""What went to Bizagi and what came back: the record of an export, and the sides of a merge in our own terms.

Everything is compared as Bizagi's files say it, read by one reader; then it is told in the document's terms: its
element ids, its planes, its coordinates.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

import msgspec

from probis_editor.commands.merge_plan import AttributeSides, Said
from probis_editor.formats import attribute_copies, attributes, bizagi, comparing, sniff, zipsafe
from probis_editor.formats import native_parts as parts
from probis_editor.formats.base import FormatError
from probis_editor.formats.bizagi_diag import Diagram, map_guid
from probis_editor.formats.bizagi_parts import plain
from probis_editor.formats.xpdl_build import UNEDITED
from probis_editor.formats.xpdl_tree import is_guid
from probis_editor.formats.zipsafe import Entry
from probis_editor.model.changes import Record, label
from probis_editor.model.document import Document
from probis_editor.model.elements import Carried, Element, Flow, Map, Node
from probis_editor.model.office import Exported
from probis_editor.model.queries import main_pool, surface

_NEEDED = ("diagram.xml", "imageartifactimages/", attributes.VALUES, attributes.FILES)
_READABLE = ("bizagi-bpm", "probis")


class Sides(NamedTuple):
    """The sides of a merge beside the document itself.

    `base` is what was exported, `edited` what came back (with its Carried, Container and Exported records), `seen` the
    document as an export would now say it. Maps in `assumed` have no record of an export: their base is `seen`.
    """

    base: Document
    edited: Document
    seen: Document
    assumed: tuple[str, ...]
    attributes: AttributeSides


# The record of an export


def exported(document: Document, data: bytes) -> list[Exported]:
    """The records of an export of `document` whose `.bpm` bytes are `data`, to be put into the document."""
    return _records(_archives(document, zipsafe.read(data, "")))


def imported(document: Document) -> list[Exported]:
    """The same for a document as it was read from a `.bpm`: at that moment both said the same."""
    archives: dict[str, bytes] = {}
    for record in document.maps():
        carried = document.carried(record.id)
        if carried is not None and carried.origin == "bizagi":
            archives[record.id] = carried.archive
    return _records(archives)


def remember(document: Document, records: Iterable[Exported]) -> None:
    """Put the records of an export into its document, as one step of its history where it has one."""
    with document.transaction(label("merge.export_step")) as tx:
        for record in records:
            tx.put(record)


def _records(archives: Mapping[str, bytes]) -> list[Exported]:
    hashes = {map_id: hashlib.sha256(archive).hexdigest() for map_id, archive in archives.items()}
    batch = hashlib.sha256("".join(sorted(hashes.values())).encode()).hexdigest()[:16]
    return [
        Exported(map=map_id, batch=batch, sha256=hashes[map_id], archive=archive)
        for map_id, archive in archives.items()
    ]


def slim(archive: bytes) -> bytes:
    """The `.diag` with nothing but what is compared: the diagram and its pictures, attributes and attached files."""
    entries = zipsafe.read(archive, "")
    return zipsafe.write((name, data) for name, data in entries if plain(name).startswith(_NEEDED))


def _archives(document: Document, entries: Sequence[Entry]) -> dict[str, bytes]:
    """Map id -> its `.diag` among the entries; for maps of the document only."""
    by_guid = {map_guid(m.id).lower(): m.id for m in document.maps()}
    by_name = {bizagi.entry_name(m): m.id for m in document.maps()}
    found: dict[str, bytes] = {}
    for name, data in entries:
        map_id = by_name.get(name) or by_guid.get(_stem(name)) if name.lower().endswith(".diag") else None
        if map_id and data:
            found[map_id] = data
    return found


def _stem(entry: str) -> str:
    return plain(entry).rsplit("/", 1)[-1].removesuffix(".diag")


# The record in a `.probis`


def stored(document: Document, written: Mapping[str, bytes]) -> list[Entry]:
    """The entries that hold what went to Bizagi; `written` are the maps' `.diag` in the same file.

    Of a map that is still as it went, nothing is stored twice.
    """
    part = parts.ExportsPart()
    files: list[Entry] = []
    for one in sorted(document.of_type(Exported), key=lambda e: e.map):
        file = "" if written.get(one.map) == one.archive else f"exports/{map_guid(one.map)}.diag"
        if file:
            files.append((file, slim(one.archive)))
        part.maps.append(parts.ExportLink(map=one.map, batch=one.batch, sha256=one.sha256, file=file))
    return [("exports.json", parts.encode(part)), *files] if part.maps else []


def restored(
    part: parts.ExportsPart, entries: Mapping[str, bytes], archives: Mapping[str, bytes]
) -> list[Exported]:
    """The records that `stored` wrote; what has lost its `.diag` is left out."""
    found: list[Exported] = []
    for link in part.maps:
        archive = entries.get(link.file) if link.file else archives.get(link.map)
        if archive is not None:
            found.append(Exported(map=link.map, batch=link.batch, sha256=link.sha256, archive=archive))
    return found


# The sides of a merge


def sides(document: Document, data: bytes, name: str, base: bytes | None = None) -> Sides:
    """The sides of a merge of the file `data`. `base` is the `.bpm` as exported, else the document's own record of it.

    Raises FormatError where a file is none of Bizagi's or cannot be read.
    """
    edited = _read(document, data, name)
    written = bizagi.write(document, [m.id for m in document.maps()], stamp=UNEDITED)
    seen = _read(document, written, name)
    was = _base(document) if base is None else _read(document, base, name)
    assumed = [m.id for m in seen.maps() if m.id not in {b.id for b in was.maps()}]
    if base is None:
        was = Document([*was.records(), *(r for i in assumed for r in seen.index(i).all().values())])
    else:
        assumed = []
    frames = {m.id: _Frame(document, seen, m.id) for m in document.maps() if seen.get((m.id, ""))}
    whole, back, here = (Document(_told(side, frames)) for side in (was, edited, seen))
    back = Document([*back.records(), *_records({c.map: c.archive for c in edited.of_type(Carried)})])
    said = AttributeSides(*(_said(side) for side in (whole, back, document)))
    return Sides(whole, back, here, tuple(assumed), said)


def _said(side: Document) -> dict[str, dict[tuple[str, str], Said]]:
    """What extended attributes say on the maps of a side."""
    found: dict[str, dict[tuple[str, str], Said]] = {}
    for record in side.maps():
        shown = attributes.said(side, record.id)
        found[record.id] = {
            (one.element, one.attribute): Said(
                one, comparing.shown(side, record.id, shown[one.element, one.attribute])
            )
            for one in attribute_copies.values(side, record.id)
        }
    return found


def _read(document: Document, data: bytes, name: str) -> Document:
    """A Bizagi file read as the document's own maps are: with their ids and themes."""
    found = sniff.format_of(data)
    if found.startswith("import."):
        raise FormatError(found, name=name)
    budget = zipsafe.Budget()
    entries = zipsafe.read(data, name, budget) if found in _READABLE else []
    entries = [entry for entry in entries if not plain(entry[0]).startswith(parts.FOLDER.lower())]
    if document.maps() and not any(entry.lower().endswith(".diag") for entry, _ in entries):
        raise FormatError("merge.not_bizagi", name=name)
    by_guid = {map_guid(m.id).lower(): m for m in document.maps()}
    by_name = {bizagi.entry_name(m): m for m in document.maps()}
    known: dict[str, tuple[str, str]] = {}
    for entry, _ in entries:
        record = by_name.get(entry) or by_guid.get(_stem(entry))
        if record is not None and entry.lower().endswith(".diag"):
            known[entry] = (record.id, record.theme)
    return Document(bizagi.read_entries(entries, name, budget, known, empty=True).records)


def _base(document: Document) -> Document:
    """What the document remembers of its last export; a damaged part counts as none."""
    records: list[Record] = []
    for one in document.of_type(Exported):
        own = document.get((one.map, ""))
        theme = own.theme if isinstance(own, Map) else "bizagi"
        try:
            reading = Diagram(one.archive, one.map).read(one.map, theme)
        except FormatError:
            continue
        records += [reading.map, *reading.nodes.values(), *reading.flows.values(), one]
        records.append(Carried(map=one.map, origin="bizagi", archive=one.archive))
    records.append(document.container)  # the names of attributes
    return Document(records)


class _Frame:
    """How the document names and places what Bizagi's file says of one map."""

    def __init__(self, document: Document, seen: Document, map_id: str) -> None:
        own: list[Element] = [*document.nodes(map_id), *document.flows(map_id)]
        self.names = {str(uuid5(NAMESPACE_URL, f"{map_id}/{e.id}")): e.id for e in own if not is_guid(e.id)}
        written = main_pool(seen, map_id)
        self.pool = written.id if written and document.element(map_id, written.id) is None else ""
        if self.pool and self.pool not in self.names:
            self.names[self.pool] = surface(document, map_id)
        self.planes = self._planes(document, seen, map_id)

    def _planes(self, document: Document, seen: Document, map_id: str) -> dict[str, tuple[str, float, float]]:
        """Plane in the file -> the document's plane and the shift onto it."""
        found: dict[str, tuple[str, float, float]] = {}
        for node in sorted(seen.nodes(map_id), key=lambda n: n.id):
            own = document.element(map_id, self.names.get(node.id, node.id))
            if node.plane in found or not isinstance(own, Node) or node.kind in ("lane", "phase"):
                continue
            dx, dy = own.bounds.x - node.bounds.x, own.bounds.y - node.bounds.y
            # Less than one is rounding, no shift.
            found[node.plane] = (own.plane, dx if abs(dx) >= 1 else 0.0, dy if abs(dy) >= 1 else 0.0)
        for node in document.nodes(map_id):
            if node.inline and node.kind.startswith("subprocess") and node.id not in found:
                found[node.id] = (node.plane, node.drawn.x, node.drawn.y)
        return found

    def told(self, element: Node | Flow) -> Element | None:
        """The element in the document's terms; None for what only the export makes."""
        if element.id == self.pool:
            return None
        here, dx, dy = self.planes.get(element.plane, (self._named(element.plane), 0.0, 0.0))
        label = element.label.moved(dx, dy) if element.label else None
        common: dict[str, Any] = {
            "id": self._named(element.id),
            "parent": self._named(element.parent),
            "plane": here,
            "label": label,
        }
        if isinstance(element, Node):
            return msgspec.structs.replace(
                element,
                bounds=element.bounds.moved(dx, dy),
                attached=self._named(element.attached),
                **common,
            )
        return msgspec.structs.replace(
            element,
            points=tuple(point.moved(dx, dy) for point in element.points),
            source=self._named(element.source),
            target=self._named(element.target),
            **common,
        )

    def _named(self, element_id: str) -> str:
        return self.names.get(element_id, element_id)


def _told(side: Document, frames: Mapping[str, _Frame]) -> Iterable[Record]:
    for record in side.records():
        frame = frames.get(record.map) if isinstance(record, Node | Flow) else None
        if frame is None or not isinstance(record, Node | Flow):
            yield record
        elif (told := frame.told(record)) is not None:
            yield told
