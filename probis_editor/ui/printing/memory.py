"""What was printed last of each document: how each page looked then. Kept on this computer, beside the program's
settings, so that printing changes no document."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

import msgspec
from PySide6.QtCore import QStandardPaths

_log = logging.getLogger(__name__)


def _file(document: Path) -> Path:
    home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    name = hashlib.sha256(str(document.resolve()).encode()).hexdigest()[:24]
    return Path(home) / "printed" / f"{name}.json"


def printed(document: Path | None) -> dict[str, str]:
    """Page name -> digest of its look when it was last printed; empty where nothing is known."""
    if document is None:
        return {}
    try:
        return msgspec.json.decode(_file(document).read_bytes(), type=dict[str, str])
    except (OSError, msgspec.MsgspecError):
        return {}


def remember(document: Path | None, pages: dict[str, str], all_names: set[str]) -> None:
    """These pages were printed; what is known of pages that the book no longer has is dropped."""
    if document is None:
        return
    kept = {name: digest for name, digest in printed(document).items() if name in all_names}
    path = _file(document)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(msgspec.json.encode(kept | pages))
    except OSError as error:  # the pages are printed all the same
        _log.warning("cannot remember what was printed: %s", error)
