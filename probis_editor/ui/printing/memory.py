"""What was printed last of each document: how each page looked then. Kept on this computer, beside the program's
settings, so that printing changes no document. A document that was moved or renamed is known by its maps."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Collection, Iterator
from pathlib import Path

import msgspec
from PySide6.QtCore import QStandardPaths

_log = logging.getLogger(__name__)

LEAST_SHARED = 0.5
"""Of the maps of two documents together: how many must be the same for them to be one document."""


class Printed(msgspec.Struct, frozen=True):
    """`pages`: name -> digest of its look when it was last printed. `maps`: the ids of the document's maps then."""

    pages: dict[str, str]
    maps: tuple[str, ...] = ()


def _home() -> Path:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(place) / "printed"


def _file(document: Path) -> Path:
    name = hashlib.sha256(str(document.resolve()).encode()).hexdigest()[:24]
    return _home() / f"{name}.json"


def _read(file: Path) -> Printed | None:
    try:
        data = file.read_bytes()
        try:
            return msgspec.json.decode(data, type=Printed)
        except msgspec.ValidationError:
            # as it was kept before maps were
            return Printed(msgspec.json.decode(data, type=dict[str, str]))
    except (OSError, msgspec.MsgspecError):
        return None


def _shared(one: Collection[str], other: Collection[str]) -> float:
    together = {*one, *other}
    return len({*one} & {*other}) / len(together) if together else 0.0


def printed(document: Path | None, maps: Collection[str] = ()) -> dict[str, str]:
    """Page name -> digest of its look when it was last printed; empty where nothing is known.

    What was printed from this file, else from the file that has most of these maps and is this document under
    another name.
    """
    if document is None:
        return {}
    own = _read(_file(document))
    if own is not None and (not own.maps or not maps or _shared(own.maps, maps) >= LEAST_SHARED):
        return own.pages
    best = max(_others(), key=lambda one: _shared(one.maps, maps), default=None)
    return best.pages if best is not None and _shared(best.maps, maps) >= LEAST_SHARED else {}


def _others() -> Iterator[Printed]:
    """All that is kept, the latest first."""
    found: list[tuple[float, Path]] = []
    try:
        found = [(file.stat().st_mtime, file) for file in _home().glob("*.json")]
    except OSError as error:
        _log.warning("cannot look for what was printed: %s", error)
    for _, file in sorted(found, reverse=True):
        one = _read(file)
        if one is not None:
            yield one


def remember(
    document: Path | None, pages: dict[str, str], all_names: set[str], maps: Collection[str] = ()
) -> None:
    """These pages were printed; what is known of pages that the book no longer has is dropped."""
    if document is None:
        return
    kept = {name: digest for name, digest in printed(document, maps).items() if name in all_names}
    path = _file(document)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(msgspec.json.encode(Printed(kept | pages, tuple(sorted(maps)))))
    except OSError as error:  # the pages are printed all the same
        _log.warning("cannot remember what was printed: %s", error)
