"""What the commands share: opening with progress, finding the map that was asked for, usage errors."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from probis_editor.formats.base import FormatError, ReadResult, open_any
from probis_editor.i18n import Translator
from probis_editor.model.document import Document
from probis_editor.model.elements import Map
from probis_editor.model.queries import code_of, find_map


class UsageError(Exception):
    """The arguments cannot be used; the text is already in the user's language."""


def progress_line(tr: Translator, what: str) -> Callable[[int, int], None] | None:
    """A line on the terminal that counts the steps; None where standard error is no terminal."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        end = "\n" if done >= total else ""
        print(f"\r{tr(what)} {done}/{total}\033[K", end=end, file=sys.stderr, flush=True)

    return show


def opened(path: Path, tr: Translator) -> ReadResult:
    """What the file holds, with a line of progress on a terminal. Raises FormatError, OSError."""
    return open_any(path, progress_line(tr, "cli.reading"))


def chosen_map(document: Document, wanted: str | None) -> Map | None:
    """The map called for with --map, None without it. Raises FormatError where there is no such map."""
    if wanted is None:
        return None
    found = find_map(document, wanted)
    if found is None:
        names = ", ".join(code_of(document, m) or m.name for m in document.maps()[:8])
        raise FormatError("cli.no_map", wanted=wanted, names=names)
    return found


def only_map(document: Document) -> Map:
    """The document's one map. Raises FormatError where there are none or several."""
    maps = document.maps()
    if len(maps) != 1:
        names = ", ".join(code_of(document, m) or m.name for m in maps[:8])
        raise FormatError("cli.name_map", names=names)
    return maps[0]
