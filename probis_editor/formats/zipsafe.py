"""Zips from anywhere, read within limits, and zips written the same way every time. Nothing is unpacked to disk.

Limits: 10 000 entries, 64 MiB an entry, 256 MiB in all (nested zips share the budget), stored or deflated only.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable

from probis_editor.formats.base import FormatError

MAX_ENTRIES = 10_000
MAX_ENTRY = 64 * 1024 * 1024
MAX_TOTAL = 256 * 1024 * 1024

# The earliest time a zip can hold: an entry says nothing of when it was written.
_TIME = (1980, 1, 1, 0, 0, 0)
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, KeyError)

Entry = tuple[str, bytes]


class Budget:
    """How many inflated bytes and entries one file may still use, its nested zips included."""

    def __init__(self, size: int = MAX_TOTAL, entries: int = MAX_ENTRIES) -> None:
        self.size = size
        self.entries = entries


def read(data: bytes, name: str, budget: Budget | None = None) -> list[Entry]:
    """The entries (name as stored, bytes) in their order; folders are entries with no bytes.

    Raises FormatError for a damaged or encrypted zip, names that leave the zip, names that collide
    (case and slashes apart), and anything over the limits. Claimed sizes are checked before inflating and
    the real ones while reading.
    """
    budget = budget or Budget()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            budget.entries -= len(infos)
            if budget.entries < 0:
                raise FormatError("import.too_many_entries", name=name)
            _check_names(infos, name)
            return [(_name(info), _inflated(archive, info, name, budget)) for info in infos]
    except FormatError:
        raise
    except _DAMAGED as error:
        raise FormatError("import.damaged_zip", name=name) from error


def write(entries: Iterable[Entry]) -> bytes:
    """A zip of the entries in their order, deflated; same entries, same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            info = zipfile.ZipInfo(name, _TIME)
            # ZipInfo turns the system's separator into "/"; Bizagi 3.0 stores backslashes and they stay.
            info.filename = name
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = 0
            archive.writestr(info, data)
    return buffer.getvalue()


def _name(info: zipfile.ZipInfo) -> str:
    # `filename` is cut at NUL and has the system's separator replaced; `orig_filename` is what stands in the zip.
    return info.orig_filename


def _check_names(infos: list[zipfile.ZipInfo], name: str) -> None:
    seen: set[str] = set()
    for info in infos:
        stored = _name(info)
        plain = stored.replace("\\", "/")
        parts = plain.split("/")
        if not plain or "\0" in plain or ":" in plain or plain.startswith("/") or ".." in parts:
            raise FormatError("import.bad_entry_name", name=name, entry=stored[:100])
        if plain.casefold() in seen:
            raise FormatError("import.double_entry", name=name, entry=stored[:100])
        seen.add(plain.casefold())


def _inflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, budget: Budget) -> bytes:
    if info.flag_bits & 0x41:
        raise FormatError("import.encrypted", name=name)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise FormatError("import.zip_method", name=name)
    limit = min(MAX_ENTRY, budget.size)
    if info.file_size > limit:
        raise FormatError("import.too_large", name=name)
    if info.is_dir():
        return b""
    with archive.open(info) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise FormatError("import.too_large", name=name)
    budget.size -= len(data)
    return data
