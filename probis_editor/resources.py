"""Where the bundled data files are: the one place that knows. Knows nothing of what is in them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def _root(name: str) -> Path:
    """The folder `name` of the source tree, else its copy inside the installed package.

    The source tree comes first because an editable install may leave an old copy behind.
    """
    source = _PACKAGE.parent / name
    if source.is_dir() and (_PACKAGE.parent / "pyproject.toml").is_file():
        return source
    return _PACKAGE / f"_{name}"


def path(name: str) -> Path:
    """The file or folder `name` under `resources/`, e.g. "fonts/Arimo-Regular.ttf".

    Raises FileNotFoundError if there is none, which means a broken installation.
    """
    return _existing(_root("resources") / name)


def read(name: str) -> bytes:
    """The bytes of the file `name` under `resources/`. Raises FileNotFoundError."""
    return path(name).read_bytes()


def read_text(name: str) -> str:
    """The UTF-8 text of the file `name` under `resources/`. Raises FileNotFoundError."""
    return path(name).read_text(encoding="utf-8")


def sample(name: str) -> Path:
    """The file `name` under `samples/`, e.g. "wonoasih.probis". Raises FileNotFoundError."""
    return _existing(_root("samples") / name)


def _existing(found: Path) -> Path:
    if not found.exists():
        raise FileNotFoundError(f"resource missing: {found}")
    return found
