"""Starts the program: `probis` and `python -m probis_editor`. Knows only the command line."""

from __future__ import annotations

import gc
import sys

RARELY = (50_000, 20, 20)
"""Thresholds of the garbage collector: a document is many small records and nearly no rings, so the default ones walk
through all of them again and again, a tenth of the time of a book."""


def main(argv: list[str] | None = None) -> int:
    """Runs the command line `argv` (without the program's name; default: this process's); returns its exit code."""
    from probis_editor import cli  # imported here so that importing this module costs nothing

    if argv is None:
        gc.set_threshold(*RARELY)
    return cli.main(sys.argv[1:] if argv is None else argv)


if __name__ == "__main__":
    sys.exit(main())
