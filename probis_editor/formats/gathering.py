"""Many files as one document: every file that can be read is, and what cannot is told and never stops the rest.

Ids that meet are told apart: a map that is there already in the same state is left out, a different one under the same
id (copied files keep their ids) gets an id of its own.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import msgspec

from probis_editor.formats import bizagi, exports
from probis_editor.formats.base import (
    FORMATS,
    FormatError,
    Level,
    Notice,
    Progress,
    ReadResult,
    notice,
    open_any,
)
from probis_editor.formats.gathering_parts import united
from probis_editor.formats.summary import told
from probis_editor.model.changes import Label, Record, label
from probis_editor.model.document import Document
from probis_editor.model.elements import Carried, Map
from probis_editor.model.office import Container, Settings

_log = logging.getLogger(__name__)

SUFFIXES = (".bpm", ".xpdl", ".bpmn")
MOST_FILES = 2000
_OWN = "probis"


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One file: `name` below the folder that was given, the maps that came from it, or why none did.

    `hints` are other names that may tell what its maps are about: of the file and of the folders it lies in, the
    nearest first.
    """

    name: str
    format: str = ""
    maps: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    error: Label | None = None


class Gathered(msgspec.Struct, frozen=True, kw_only=True):
    """What came of the files. `document` holds the maps in the order of the files, and nothing of any tree or list.

    Its `Container` is to replace that of the document into which the maps go.
    """

    document: Document
    sources: tuple[Source, ...]
    notices: tuple[Notice, ...] = ()

    @property
    def hints(self) -> dict[str, tuple[str, ...]]:
        """Map id -> what the names of its file and folders may tell; of a file with several maps only the folders'."""
        return {m: s.hints if len(s.maps) == 1 else s.hints[1:] for s in self.sources for m in s.maps}

    @property
    def format(self) -> str:
        """The format of the first file that was read, "" where none was."""
        return next((s.format for s in self.sources if s.maps), "")


def found_files(paths: Iterable[Path]) -> list[tuple[Path, str]]:
    """The files to read with their names for messages: those given, and those of a known kind in folders given.

    In natural order ("2" before "10"), each once, hidden ones not. Raises FormatError for more than MOST_FILES.
    """
    found: dict[Path, str] = {}
    for path in paths:
        if not path.is_dir():
            found.setdefault(path.absolute(), path.name)
            continue
        inside: list[tuple[Path, str]] = []
        for folder, names, files in os.walk(path):
            names[:] = [n for n in names if not n.startswith(".")]
            for name in files:
                if name.lower().endswith(SUFFIXES) and not name.startswith((".", "~$")):
                    whole = Path(folder, name)
                    inside.append((whole.absolute(), whole.relative_to(path.parent).as_posix()))
            if len(found) + len(inside) > MOST_FILES:
                raise FormatError("gather.too_many", n=MOST_FILES)
        for whole, shown in sorted(inside, key=lambda one: _natural(one[1])):
            found.setdefault(whole, shown)
    return list(found.items())


def _natural(name: str) -> list[tuple[int, int, str]]:
    return [
        (0, int(part), "") if part.isdigit() else (1, 0, part)
        for part in re.split(r"(\d+)", name.casefold())
        if part
    ]


def gather(paths: Iterable[Path], into: Document | None = None, progress: Progress | None = None) -> Gathered:
    """Read the files, to be a new document or to go `into` one, which is only looked at.

    `progress` counts files; what it raises ends the reading. Raises FormatError where there is no file at all.
    """
    files = found_files(paths)
    if not files:
        raise FormatError("gather.no_files")
    gatherer = _Gatherer(into or Document())
    for done, (path, name) in enumerate(files):
        watch = _Watch(progress, done, len(files))
        watch(0, 0)
        try:
            result = open_any(path, watch)
            if result.format == _OWN:
                raise FormatError("gather.own_format", name=path.name)
        except FormatError as error:
            gatherer.refuse(name, error.label)
        except Exception as error:
            if error is watch.raised:
                raise
            # One file must not take the others with it, whatever a reader does.
            _log.error("reading %s failed: %r", path.name, error)
            gatherer.refuse(name, label("gather.unexpected", name=path.name))
        else:
            gatherer.add(result, name)
    if progress is not None:
        progress(len(files), len(files))
    return gatherer.done()


class _Watch:
    """Counts files while one file counts its own steps, and knows the exception that ended it."""

    def __init__(self, progress: Progress | None, done: int, total: int) -> None:
        self._progress, self._done, self._total = progress, done, total
        self.raised: BaseException | None = None

    def __call__(self, _: int, __: int) -> None:
        if self._progress is None:
            return
        try:
            self._progress(self._done, self._total)
        except BaseException as error:
            self.raised = error
            raise


class _Gatherer:
    def __init__(self, into: Document) -> None:
        self._into = into
        self._records: list[Record] = []
        self._known = {m.id: _Seen(into, m.id, "") for m in into.maps()}
        self._entries = {bizagi.entry_name(m) for m in into.maps()}
        self._containers: list[Container] = [into.container] if into.container.entries else []
        self._order = max((m.order for m in into.maps()), default=-1) + 1
        self._sources: list[Source] = []
        self._notices: list[Notice] = []
        self._ids: list[str] = []

    def refuse(self, name: str, reason: Label) -> None:
        self._sources.append(Source(name=name, error=reason))
        self._notices.append(Notice("", "", reason.key, reason.args, "left_out"))

    def add(self, result: ReadResult, name: str) -> None:
        document = result.document
        names: dict[str, str] = {}
        records: list[Record] = []
        for record in document.maps():
            map_id = self._place(document, record, name)
            if map_id:
                names[record.id] = map_id
                records += self._renumbered(document, record, map_id)
                self._notices.append(told(Document(records), map_id, Path(name).name))
        self._ids += names.values()
        self._records += records
        if result.format == "bizagi-bpm":
            kept = Document(records)
            self._records += exports.imported(kept)
            self._containers.append(document.container)
        self._notices += [
            msgspec.structs.replace(n, map=names.get(n.map, n.map))
            for n in result.notices
            if not n.map or n.map in names
        ]
        path = Path(name)
        hints = (path.stem, *(folder.name for folder in path.parents if folder.name))
        self._sources.append(Source(name=name, format=result.format, maps=tuple(names.values()), hints=hints))

    def _place(self, document: Document, record: Map, name: str) -> str:
        """The id that the map gets here; "" where it is here already as it is."""
        seen = self._known.get(record.id)
        if seen is None:
            self._known[record.id] = _Seen(document, record.id, name)
            return record.id
        if seen.same(document, record.id):
            self._tell("left_out", "gather.same_map", "", name=record.name, file=name)
            return ""
        number = 2
        while (made := str(uuid5(NAMESPACE_URL, f"{record.id}/{number}"))) in self._known:
            if self._known[made].same(document, record.id):
                self._tell("left_out", "gather.same_map", "", name=record.name, file=name)
                return ""
            number += 1
        self._known[made] = _Seen(document, record.id, name)
        key = "gather.other_map" if seen.file == "" else "gather.double_map"
        self._tell("repaired", key, made, name=record.name, other=seen.name)
        return made

    def _tell(self, level: Level, key: str, map_id: str, **args: str) -> None:
        self._notices.append(notice(level, key, map_id, **args))

    def _renumbered(self, document: Document, record: Map, map_id: str) -> list[Record]:
        """The map's records under the id it has here, at the end of the tabs."""
        foreign = dict(record.foreign)
        if bizagi.entry_name(record) in self._entries:
            foreign.pop(bizagi.ENTRY, None)
        carried = document.carried(record.id)
        if map_id != record.id and carried is not None and carried.origin != "bpmn":
            foreign.setdefault("xpdl:id", record.id)
        own = msgspec.structs.replace(
            record, id=map_id, order=self._order, foreign=tuple(foreign.items()), process=""
        )
        self._order += 1
        self._entries.add(bizagi.entry_name(own))
        found: list[Record] = [own]
        for one in document.index(record.id).all().values():
            if not isinstance(one, Map):
                found.append(one if map_id == record.id else msgspec.structs.replace(one, map=map_id))
        return found

    def done(self) -> Gathered:
        origin = next((s.format for s in self._sources if s.maps), "")
        alone = len(self._sources) == 1 and not self._into.maps()
        container = united(self._containers, self._entries, alone)
        wide: list[Record] = [Settings(origin=origin)]
        document = Document([*wide, *self._records, *([container] if container is not None else [])])
        for map_id in self._ids:
            document.remember(map_id)
        return Gathered(document=document, sources=tuple(self._sources), notices=tuple(self._notices))


class _Seen:
    """A map that is here already, to compare others with."""

    def __init__(self, document: Document, map_id: str, file: str) -> None:
        self.file = file
        self.name = document.map(map_id).name
        self._document, self._id = document, map_id

    def same(self, document: Document, map_id: str) -> bool:
        """Whether another map of the same file's id says nothing else."""
        one, other = self._document.carried(self._id), document.carried(map_id)
        if isinstance(one, Carried) and isinstance(other, Carried) and one.archive == other.archive:
            return True
        if self._id != map_id or self._document.map(self._id).name != document.map(map_id).name:
            return False
        return _elements(self._document, map_id) == _elements(document, map_id)


def _elements(document: Document, map_id: str) -> Sequence[Record]:
    return [*document.nodes(map_id), *document.flows(map_id)]


def suffixes() -> tuple[str, ...]:
    """The suffixes of all files that can be gathered, for the question which."""
    return tuple(row.suffix for row in FORMATS if row.name != _OWN)
