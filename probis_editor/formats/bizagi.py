"""Bizagi Modeler's `.bpm`: a zip of diagrams (`.diag`) and of what goes with the model as a whole.

Untouched maps and every entry that is no diagram go back byte for byte; dates change only where something was
edited. See `bizagi_diag` for one diagram and `xpdl_*` for what is in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import msgspec

from probis_editor.formats import zipsafe
from probis_editor.formats.base import FormatError, Notice, Progress, ReadResult, notice
from probis_editor.formats.bizagi_diag import Diagram, diag_bytes, map_guid
from probis_editor.formats.bizagi_parts import (
    dated,
    plain,
    preferences_place,
    skeleton,
    tab_order,
    with_tabs,
    without_people,
    without_tabs,
)
from probis_editor.formats.xpdl_build import UNEDITED, Stamp, now
from probis_editor.formats.zipsafe import Entry
from probis_editor.model.changes import Record
from probis_editor.model.document import Document
from probis_editor.model.elements import Carried, Map
from probis_editor.model.office import Container, Settings

FORMAT = "bizagi-bpm"
ENTRY = "bizagi:entry"
"""Name in `Map.foreign` of the diagram's entry, where that is not the map's id."""


class Parts(msgspec.Struct, frozen=True):
    """A `.bpm` as read: all records, what there is to tell, and the SHA-256 of each map's XPDL."""

    records: list[Record]
    notices: list[Notice]
    map_ids: list[str]
    digests: dict[str, str]


class _Found(msgspec.Struct, frozen=True):
    """One diagram as read. `cost` is what it took of the budget: inflated bytes and entries."""

    map: Map
    records: tuple[Record, ...]
    digest: str
    notices: tuple[Notice, ...]
    cost: tuple[int, int]


Readings: TypeAlias = dict[tuple[str, bytes, str, str], _Found]
"""What diagrams say, by entry, hash of the bytes, map and theme."""


def read(data: bytes, name: str, progress: Progress | None = None) -> ReadResult:
    """The document of a `.bpm` (or of a single `.diag`). Raises FormatError where no diagram can be read."""
    budget = zipsafe.Budget()
    entries = zipsafe.read(data, name, budget)
    if any(plain(entry) == "diagram.xml" for entry, _ in entries):
        entries = [(name.rsplit(".", 1)[0] + ".diag", data)]
    parts = read_entries(entries, name, budget, {}, progress)
    document = Document([Settings(origin=FORMAT), *parts.records])
    for map_id in parts.map_ids:
        document.remember(map_id)
    return ReadResult(document, FORMAT, tuple(parts.notices))


def read_entries(
    entries: Sequence[Entry],
    name: str,
    budget: zipsafe.Budget,
    known: Mapping[str, tuple[str, str]],
    progress: Progress | None = None,
    empty: bool = False,
    seen: Readings | None = None,
) -> Parts:
    """The records of a `.bpm`'s entries. `known` tells of a diagram's entry which map and theme it is.

    A known diagram that is in `seen` is not read again; `seen` then holds those of these entries, and no others.

    A diagram that cannot be read is left out and told, and its bytes are carried; if there is none that can,
    FormatError tells of the first, unless the file may be `empty`.
    """
    parts = Parts([], [], [], {})
    kept: list[Entry] = []
    diagrams = [entry for entry in entries if _is_diagram(entry)]
    first_error: FormatError | None = None
    maps: dict[str, Map] = {}
    before = dict(seen or {})
    if seen is not None:
        seen.clear()
    for entry, data in entries:
        if not _is_diagram((entry, data)):
            kept.append((entry, data))
            continue
        try:
            found = _known(entry, data, budget, known, before, seen) or _read_diagram(
                entry, data, budget, known, maps
            )
        except FormatError as error:
            first_error = first_error or error
            kept.append((entry, data))
            parts.notices.append(notice("left_out", "import.lost_diagram", name=entry))
            continue
        record = found.map
        parts.records.extend(found.records)
        parts.digests[record.id] = found.digest
        parts.notices.extend(found.notices)
        maps[record.id] = record
        kept.append((entry, b""))
        if progress is not None:
            progress(len(maps), len(diagrams))
    if not maps and (first_error or not empty):
        raise first_error or FormatError("import.no_diagram", name=name)
    _order(parts, kept, maps)
    parts.records.append(Container(entries=tuple(kept)))
    parts.map_ids.extend(maps)
    return parts


def _is_diagram(entry: Entry) -> bool:
    return entry[0].lower().endswith(".diag") and bool(entry[1])


def _known(
    entry: str,
    data: bytes,
    budget: zipsafe.Budget,
    known: Mapping[str, tuple[str, str]],
    before: Readings,
    seen: Readings | None,
) -> _Found | None:
    """A diagram whose map is known, read or as it was read before. Raises FormatError."""
    if seen is None or entry not in known:
        return None
    key = (entry, hashlib.sha256(data).digest(), *known[entry])
    found = before.get(key)
    if found is None or found.cost[0] > budget.size or found.cost[1] > budget.entries:
        found = _read_diagram(entry, data, budget, known, {})
    else:
        budget.size -= found.cost[0]
        budget.entries -= found.cost[1]
    seen[key] = found
    return found


def _read_diagram(
    entry: str,
    data: bytes,
    budget: zipsafe.Budget,
    known: Mapping[str, tuple[str, str]],
    maps: Mapping[str, Map],
) -> _Found:
    size, count = budget.size, budget.entries
    diagram = Diagram(data, entry, budget)
    stem = plain(entry).rsplit("/", 1)[-1].removesuffix(".diag")
    written = diagram.source.root.get("Id") or ""
    # Two diagrams with one id would overwrite each other; the entry's name tells them apart.
    map_id, theme = known.get(entry, (map_guid(entry) if written in maps else "", "bizagi"))
    reading = diagram.read(map_id, theme)
    record = reading.map
    if map_guid(record.id) != stem:
        record = msgspec.structs.replace(record, foreign=(*record.foreign, (ENTRY, entry)))
    carried = Carried(map=record.id, origin="bizagi", archive=data)
    notices = list(reading.notices)
    for extra in diagram.extras():
        notices.append(notice("read", f"import.carried_{extra}", record.id, name=record.name))
    return _Found(
        record,
        (record, *reading.nodes.values(), *reading.flows.values(), carried),
        diagram.digest(),
        tuple(notices),
        (size - budget.size, count - budget.entries),
    )


def _order(parts: Parts, entries: Sequence[Entry], maps: Mapping[str, Map]) -> None:
    order = _tab_order(entries, maps)
    for place, record in enumerate(parts.records):
        if isinstance(record, Map):
            parts.records[place] = msgspec.structs.replace(record, order=order.index(record.id))


def _tab_order(entries: Sequence[Entry], maps: Mapping[str, Map]) -> list[str]:
    by_guid = {map_guid(map_id): map_id for map_id in maps}
    names = {guid: maps[map_id].name for guid, map_id in by_guid.items()}
    return [by_guid[guid] for guid in tab_order(entries, names)]


def write(
    document: Document,
    map_ids: Sequence[str],
    *,
    rewrite: bool = False,
    progress: Progress | None = None,
    stamp: Stamp | None = None,
) -> bytes:
    """The `.bpm` of the maps. `stamp` (default: now) dates what was edited; nothing else has a date of today."""
    return zipsafe.write(entries_of(document, map_ids, rewrite=rewrite, progress=progress, stamp=stamp))


def entries_of(
    document: Document,
    map_ids: Sequence[str],
    *,
    rewrite: bool = False,
    progress: Progress | None = None,
    stamp: Stamp | None = None,
) -> list[Entry]:
    """The entries that `write` zips."""
    stamp = stamp or now()
    records = {map_id: document.map(map_id) for map_id in map_ids}
    diagrams: dict[str, bytes] = {}
    for record in records.values():
        diagrams[entry_name(record)] = diag_bytes(document, record, rewrite=rewrite, stamp=stamp)
        if progress is not None:
            progress(len(diagrams), len(records))
    untouched = bool(records) and all(document.untouched(map_id) for map_id in records)
    entries = list(document.container.entries) or skeleton(UNEDITED if untouched else stamp)
    if len(records) < len(document.maps()):
        # A part of the document is a new file: what it holds of the people who worked on the old one stays there.
        entries = without_people(entries)
    edited = _edited(document, records, entries)
    placed, dropped = _with_diagrams(entries, diagrams)
    placed = _with_order(placed, records, dropped, new=not document.container.entries)
    if edited and document.container.entries:
        placed = [(n, dated(d, stamp) if plain(n) == "modelinfo.xml" else d) for n, d in placed]
    return placed


def entry_name(record: Map) -> str:
    """The name of the map's `.diag`."""
    return dict(record.foreign).get(ENTRY) or map_guid(record.id) + ".diag"


def _edited(document: Document, records: Mapping[str, Map], entries: Sequence[Entry]) -> bool:
    here = {entry_name(record) for record in records.values()}
    listed = {name for name, data in entries if name.lower().endswith(".diag") and not data}
    return here != listed or not all(document.untouched(map_id) for map_id in records)


def _with_diagrams(entries: Sequence[Entry], diagrams: Mapping[str, bytes]) -> tuple[list[Entry], list[str]]:
    """The entries with each diagram in its place, new ones after the last; and the ids of diagrams that are gone."""
    left = dict(diagrams)
    placed: list[Entry] = []
    dropped: list[str] = []
    last = 0
    for name, data in entries:
        if name.lower().endswith(".diag") and not data:
            if name not in left:
                dropped.append(plain(name).rsplit("/", 1)[-1].removesuffix(".diag"))
                continue
            data = left.pop(name)
        placed.append((name, data))
        if name.lower().endswith(".diag"):
            last = len(placed)
    placed[last:last] = sorted(left.items())
    return placed, dropped


def _with_order(
    entries: list[Entry], records: Mapping[str, Map], dropped: Sequence[str], new: bool
) -> list[Entry]:
    place = preferences_place(entries)
    if place < 0:
        return entries
    wanted = [record.id for record in sorted(records.values(), key=lambda r: (r.order, r.id))]
    name, data = entries[place]
    if new or _tab_order(entries, records) != wanted:
        entries[place] = (name, with_tabs(data, [map_guid(map_id) for map_id in wanted], dropped))
    elif dropped:
        entries[place] = (name, without_tabs(data, dropped))
    return entries
