"""Our own `.probis`: a Bizagi file, and beside it in `Probis/` all that Bizagi's XPDL cannot say.

Lossless by construction: what is written as XPDL is read again at once, and every record that comes back different
is stored whole, tied to the XPDL's hash. Should someone change the XPDL, what it says goes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import msgspec

from probis_editor.formats import bizagi, exports, native_sound, zipsafe
from probis_editor.formats import native_parts as parts
from probis_editor.formats.base import Notice, Progress, ReadResult, notice
from probis_editor.formats.bizagi_diag import map_guid
from probis_editor.formats.native_parts import (
    FOLDER,
    CarriedLink,
    CarriedPart,
    ForeignPart,
    LinksPart,
    MapLink,
)
from probis_editor.formats.xpdl_build import Stamp
from probis_editor.formats.zipsafe import Entry
from probis_editor.model import blocks
from probis_editor.model.changes import Record
from probis_editor.model.document import Document
from probis_editor.model.elements import Carried, Flow, Key, Map, Node
from probis_editor.model.office import Container

FORMAT = "probis"

_seen: bizagi.Readings = {}
"""What the diagrams of the file read or written last say: the next one has nearly all of them unchanged."""


def _keep(seen: bizagi.Readings) -> None:
    global _seen
    _seen = seen  # in one step: files are read and written in threads


def read(data: bytes, name: str, progress: Progress | None = None) -> ReadResult:
    """The document of a `.probis`. Raises FormatError."""
    budget = zipsafe.Budget()
    entries = zipsafe.read(data, name, budget)
    ours = {entry.replace("\\", "/")[len(FOLDER) :]: value for entry, value in entries if _ours(entry)}
    rest = [entry for entry in entries if not _ours(entry[0])]
    return _Reader(ours, name).read(rest, budget, progress)


def _ours(entry: str) -> bool:
    # In whatever case: one that is taken for another's entry would be written beside ours, and two are refused.
    return entry.replace("\\", "/").casefold().startswith(FOLDER.casefold())


class _Reader:
    def __init__(self, ours: Mapping[str, bytes], name: str) -> None:
        self.ours = ours
        self.name = name
        self.notices: list[Notice] = []

    def part(self, entry: str, kind: type[parts.T]) -> parts.T | None:
        data = self.ours.get(entry)
        if data is None:
            return None
        found = parts.decode(data, kind)
        if found is None:
            self.notices.append(notice("left_out", "import.damaged_part", name=FOLDER + entry))
        return found

    def read(self, rest: Sequence[Entry], budget: zipsafe.Budget, progress: Progress | None) -> ReadResult:
        links = self.part("links.json", LinksPart) or LinksPart()
        known = {link.entry: (link.id, native_sound.theme(link.theme)) for link in links.maps if link.id}
        seen: bizagi.Readings = {}
        found = bizagi.read_entries(rest, self.name, budget, known, progress, empty=True, seen=seen)
        _keep(seen)
        records: dict[Key, Record] = {record.key: record for record in found.records}
        _apply_links(records, links)
        for map_id in found.map_ids:
            self._apply_foreign(records, map_id, found.digests[map_id])
        archives = {r.map: r.archive for r in records.values() if isinstance(r, Carried)}
        records |= {record.key: record for record in self._wide()}
        if went := self.part("exports.json", parts.ExportsPart):
            records |= {one.key: one for one in exports.restored(went, self.ours, archives)}
        edited = self._apply_carried(records)
        document = Document(records.values())
        for map_id in found.map_ids:
            if map_id not in edited:
                document.remember(map_id)
        return ReadResult(document, FORMAT, (*self.notices, *found.notices))

    def _wide(self) -> list[Record]:
        """The document-wide records and the tables of steps."""
        found: list[Record] = []
        if (settings := self.part("settings.json", parts.SettingsPart)) and settings.settings:
            found.append(settings.settings)
        if (office := self.part("office.json", parts.OfficePart)) and office.office:
            found.append(office.office)
        if tree := self.part("tree.json", parts.TreePart):
            found += tree.processes
        if texts := self.part("texts.json", parts.TextsPart):
            found += [msgspec.structs.replace(t, blocks=blocks.sound(t.blocks)) for t in texts.texts]
        if units := self.part("units.json", parts.UnitsPart):
            found += units.units
            found += parts.told_as_lines(self.ours.get("units.json", b""), found)
        if (book := self.part("book.json", parts.BookPart)) and book.book:
            found.append(book.book)
        if steps := self.part("steps.json", parts.StepsPart):
            found += steps.steps
        if values := self.part("attributes.json", parts.AttributesPart):
            found += values.values
        if affairs := self.part("affairs.json", parts.AffairsPart):
            found += affairs.affairs
        if generated := self.part("generated.json", parts.GeneratedPart):
            found += generated.maps
        return found

    def _apply_foreign(self, records: dict[Key, Record], map_id: str, digest: str) -> None:
        part = self.part(_foreign_name(map_id), ForeignPart)
        if part is None:
            return
        if part.sha256 != digest or part.map != map_id:
            self.notices.append(notice("left_out", "import.stale_foreign", map_id))
            return
        for element in part.drop:
            records.pop((map_id, element), None)
        for given in part.put:
            record = native_sound.sound(given)
            if record is None or record.key[0] != map_id:
                self.notices.append(notice("left_out", "import.damaged_part", map_id, name=FOLDER))
            else:
                records[record.key] = record
        for element, z in part.z.items():
            standing = records.get((map_id, element))
            if isinstance(standing, Node | Flow):
                records[standing.key] = msgspec.structs.replace(standing, z=z)

    def _apply_carried(self, records: dict[Key, Record]) -> set[str]:
        """Put back what other formats held; the ids of maps that were edited since."""
        part = self.part("carried.json", CarriedPart) or CarriedPart()
        for source in part.sources:
            data = self.ours.get(source.file)
            if data is not None and (source.map, "") in records:
                record = Carried(map=source.map, origin=source.origin, archive=data)
                records[record.key] = record
        return {source.map for source in part.sources if source.edited}


def _apply_links(records: dict[Key, Record], links: LinksPart) -> None:
    for link in links.maps:
        record = records.get((link.id, ""))
        if isinstance(record, Map):
            records[record.key] = msgspec.structs.replace(
                record,
                kind=native_sound.map_kind(link.kind),
                process=link.process,
                order=link.order,
                theme=native_sound.theme(link.theme),
                size=native_sound.size(link.size),
            )
        for element, process, unit in link.elements:
            standing = records.get((link.id, element))
            if isinstance(standing, Node):
                records[standing.key] = msgspec.structs.replace(standing, process=process, unit=unit)
            elif isinstance(standing, Flow):
                records[standing.key] = msgspec.structs.replace(standing, process=process)


def write(
    document: Document,
    map_ids: Sequence[str],
    *,
    rewrite: bool = False,
    progress: Progress | None = None,
    stamp: Stamp | None = None,
) -> bytes:
    """The `.probis` of the maps, with all that the document holds.

    Reading it gives the same records, but for what the file itself is: a new or edited map carries the `.diag`
    written here, and the Container holds the entries written here. Same document and stamp, same bytes; `stamp`
    (default: now) dates only what was edited.
    """
    whole = bizagi.entries_of(document, map_ids, rewrite=rewrite, progress=progress, stamp=stamp)
    entries = [entry for entry in whole if not _ours(entry[0])]
    maps = sorted((document.map(map_id) for map_id in map_ids), key=lambda m: m.id)
    links = LinksPart(maps=[_link(document, record) for record in maps])
    ours: list[Entry] = []
    for name, part in parts.documents_parts(document, map_ids):
        ours.append((name, parts.encode(part)))
    ours.append(("links.json", parts.encode(links)))
    ours += _carried_entries(document, maps)
    diagrams = dict(entries)
    ours += exports.stored(document, {link.id: diagrams[link.entry] for link in links.maps})
    known = {link.entry: (link.id, link.theme) for link in links.maps}
    seen = dict(_seen)
    found = bizagi.read_entries(entries, "", zipsafe.Budget(), known, empty=True, seen=seen)
    _keep(seen)
    records: dict[Key, Record] = {record.key: record for record in found.records}
    _apply_links(records, links)
    for record in maps:
        part = _foreign(document, record.id, records, found.digests[record.id])
        if part.put or part.drop or part.z:
            ours.append((_foreign_name(record.id), parts.encode(part)))
    return zipsafe.write([*entries, *((FOLDER + name, data) for name, data in ours)])


def _link(document: Document, record: Map) -> MapLink:
    elements: list[tuple[str, str, str]] = []
    for node in document.nodes(record.id):
        if node.process or node.unit:
            elements.append((node.id, node.process, node.unit))
    elements += [(flow.id, flow.process, "") for flow in document.flows(record.id) if flow.process]
    return MapLink(
        entry=bizagi.entry_name(record),
        id=record.id,
        kind=record.kind,
        process=record.process,
        order=record.order,
        theme=record.theme,
        size=record.size,
        elements=sorted(elements),
    )


def _carried_entries(document: Document, maps: Sequence[Map]) -> list[Entry]:
    """What maps of other formats came from, each file once."""
    sources: list[CarriedLink] = []
    files: dict[str, bytes] = {}
    for record in maps:
        carried = document.carried(record.id)
        if carried is None or carried.origin == "bizagi":
            continue
        name = f"carried/{hashlib.sha256(carried.archive).hexdigest()}.{carried.origin}"
        files[name] = carried.archive
        edited = not document.untouched(record.id)
        sources.append(CarriedLink(map=record.id, origin=carried.origin, file=name, edited=edited))
    if not sources:
        return []
    return [("carried.json", parts.encode(CarriedPart(sources=sources))), *files.items()]


def _at(record: Record | None, z: int) -> Record | None:
    """The element at another z."""
    return msgspec.structs.replace(record, z=z) if isinstance(record, Node | Flow) else None


def _foreign_name(map_id: str) -> str:
    return f"foreign/{map_guid(map_id)}.json"


def _foreign(document: Document, map_id: str, read_back: Mapping[Key, Record], digest: str) -> ForeignPart:
    """What reading the XPDL back does not give."""
    part = ForeignPart(map=map_id, sha256=digest)
    true = document.index(map_id).all()
    for element, record in sorted(true.items()):
        if not isinstance(record, Map | Node | Flow):
            continue
        found = read_back.get((map_id, element))
        if found == record:
            continue
        if isinstance(record, Node | Flow) and _at(found, record.z) == record:
            part.z[element] = record.z
        else:
            part.put.append(record)
    for key, record in read_back.items():
        if key[0] == map_id and key[1] not in true and not isinstance(record, Carried | Container):
            part.drop.append(key[1])
    part.drop.sort()
    return part
