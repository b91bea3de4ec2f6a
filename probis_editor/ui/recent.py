"""Files opened lately, and the samples that come with the program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

from probis_editor import resources

_LIMIT = 12


def settings() -> QSettings:
    """The program's settings on this machine."""
    return QSettings("Probis", "Probis Editor")


def files() -> list[Path]:
    """The recent files that still exist, newest first."""
    stored = settings().value("recent", [])
    names = [stored] if isinstance(stored, str) else stored if isinstance(stored, list) else []
    return [p for p in map(Path, names) if p.is_file()]


def remember(path: Path) -> None:
    """Put a file at the head of the recent ones."""
    path = path.resolve()
    kept = [path, *(p for p in files() if p != path)][:_LIMIT]
    settings().setValue("recent", [str(p) for p in kept])


def folder() -> str:
    """Where to look for files: beside the newest recent one, else at home."""
    known = files()
    return str(known[0].parent if known else Path.home())


def samples() -> list[Path]:
    """The sample documents: one book for each manner of numbering."""
    try:
        return [resources.sample(f"{name}.probis") for name in ("wonoasih", "jatiluhur")]
    except FileNotFoundError:
        return []
