"""What every file format shares: results, notices, errors, the list of formats, opening and saving.

A format is one module with `read(data, name)` and `write(document, map_ids)`, named in FORMATS and imported
only when a file of it is met. What a file is, its content says; what is written, the suffix says.
"""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, TypeAlias

import msgspec

from probis_editor.formats import sniff
from probis_editor.model.changes import Label
from probis_editor.model.document import Document

Progress: TypeAlias = Callable[[int, int], None]
"""Called with (steps done, steps in all) while long work goes on."""

Level: TypeAlias = Literal["read", "guessed", "repaired", "left_out"]
MAX_FILE = 256 * 1024 * 1024
WORD_BOOKS = (".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".rtf", ".odt")
"""What people take for a book in Word; `word_book` says which it cannot read, and what to do."""


class Notice(msgspec.Struct, frozen=True):
    """One line of the import report: what was read, guessed, repaired or left out (`level`).

    `map` and `element` say where ("" = the whole document, the whole map); `key` is an i18n key under `import.`
    and `args` its arguments. "guessed" and "repaired" tell what is shown; the records keep what the file says.
    """

    map: str
    element: str
    key: str
    args: tuple[tuple[str, str | int], ...] = ()
    level: Level = "read"


def notice(level: Level, key: str, map_id: str = "", element: str = "", **args: str | int) -> Notice:
    """A Notice with its arguments in the order given."""
    return Notice(map_id, element, key, tuple(args.items()), level)


class ReadResult(msgspec.Struct, frozen=True):
    """A document as read. `format` is "probis", "bizagi-bpm", "xpdl" or "bpmn"."""

    document: Document
    format: str
    notices: tuple[Notice, ...] = ()


class FormatError(Exception):
    """A file that cannot be read or written. `label` is one clear line as i18n key and arguments."""

    def __init__(self, key: str, **args: str | int) -> None:
        self.label = Label(key, tuple(args.items()))
        super().__init__(key, *args.items())


class Format(msgspec.Struct, frozen=True):
    """One row of FORMATS. `module` is a module of this package; `staged` ones also take `rewrite` and `progress`."""

    name: str
    suffix: str
    module: str
    staged: bool = False

    def load(self) -> Any:
        """The module of the format."""
        return import_module("probis_editor.formats." + self.module)


FORMATS = (
    Format("probis", ".probis", "native", staged=True),
    Format("bizagi-bpm", ".bpm", "bizagi", staged=True),
    Format("xpdl", ".xpdl", "xpdl", staged=True),
    Format("bpmn", ".bpmn", "bpmn"),
)


def open_any(path: Path, progress: Progress | None = None) -> ReadResult:
    """Read a file of any known format, told by its content. Raises FormatError, also where it cannot be opened."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise FormatError("import.too_large", name=path.name)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise FormatError("import.no_file", name=str(path)) from error
    except OSError as error:
        raise FormatError("import.unreadable", name=str(path), reason=error.strerror or "") from error
    return read_bytes(data, path.name, progress)


def read_bytes(data: bytes, name: str, progress: Progress | None = None) -> ReadResult:
    """Read the bytes of a file called `name` (for messages); the document keeps itself in step. Raises FormatError."""
    from probis_editor.commands.in_step import keep_in_step

    found = sniff.format_of(data)
    for row in FORMATS:
        if row.name == found:
            module = row.load()
            with _uncollected():
                result = module.read(data, name, progress=progress) if row.staged else module.read(data, name)
            assert isinstance(result, ReadResult)
            if not row.staged:
                for record in result.document.maps():
                    result.document.remember(record.id)
            keep_in_step(result.document)
            return result
    raise FormatError(found, name=name)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for garbage: a reader makes next to none, and looking takes a third of its time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def format_for(path: Path) -> Format:
    """The format that the suffix names. Raises FormatError."""
    for row in FORMATS:
        if row.suffix == path.suffix.lower():
            return row
    known = ", ".join(row.suffix for row in FORMATS)
    raise FormatError("import.unknown_suffix", name=path.name, known=known)


def to_bytes(
    document: Document,
    row: Format,
    *,
    map_id: str | None = None,
    rewrite: bool = False,
    progress: Progress | None = None,
) -> bytes:
    """The document (or only the map `map_id`) in the format `row`.

    `rewrite` writes every map from its records even if untouched. Raises FormatError where the format cannot
    hold what is asked, KeyError for an unknown map.
    """
    map_ids: Sequence[str] = [m.id for m in document.maps()] if map_id is None else [document.map(map_id).id]
    module = row.load()
    if row.staged:
        data = module.write(document, map_ids, rewrite=rewrite, progress=progress)
    else:
        data = module.write(document, map_ids)
    assert isinstance(data, bytes)
    return data


def write_any(
    document: Document,
    path: Path,
    *,
    map_id: str | None = None,
    rewrite: bool = False,
    progress: Progress | None = None,
) -> None:
    """Write the document in the format its suffix names; see `to_bytes`.

    The file appears whole or not at all: the bytes go to a file beside it, are forced to disk and then take
    its name. Raises FormatError, also where the place cannot be written.
    """
    row = format_for(path)
    data = to_bytes(document, row, map_id=map_id, rewrite=rewrite, progress=progress)
    try:
        save_bytes(data, path)
    except OSError as error:
        raise FormatError("import.unwritable", name=str(path), reason=error.strerror or "") from error


def save_bytes(data: bytes, path: Path, durable: bool = True) -> None:
    """Put `data` in the place of `path` in one step; after a failure the old file stands. Raises OSError.

    A link is followed, and an existing file keeps its permissions. `durable`: the file also outlives a power cut,
    which takes as long as drawing it; not for what is easily made again.
    """
    path = path.resolve()
    handle, name = tempfile.mkstemp(prefix="." + path.name[:100] + ".", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        os.chmod(temporary, _mode(path))
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if durable:
        _sync_folder(path.parent)


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    # Makes the new name durable too; not every system lets a folder be opened.
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
