"""A process of its own that makes a set book archival: it loads the checker while the pages are still being made.

What it does is `finish.archival`, word for word; where it cannot be started or ends early, that is done here instead.
Frames: the length (8 bytes, big-endian), then the pickled arguments in, the pickled answer out.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import struct
import subprocess
import sys
from pathlib import Path
from typing import IO

from probis_editor.booklet.tags import Tag

_LENGTH = struct.Struct(">Q")


class Finisher:
    """Starts the process at once; use it as a context, which ends the process."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        if (os.cpu_count() or 1) < 2 or getattr(sys, "frozen", False):
            return
        home = str(Path(__file__).resolve().parents[2])
        around = dict(os.environ)
        around["PYTHONPATH"] = os.pathsep.join([home, *filter(None, [around.get("PYTHONPATH")])])
        with contextlib.suppress(OSError, ValueError):
            self._process = subprocess.Popen(
                [sys.executable, "-m", "probis_editor.booklet.finisher"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=around,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )

    def __enter__(self) -> Finisher:
        return self

    def __exit__(self, *_: object) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()

    def archival(self, data: bytes, tags: list[Tag]) -> bytes | None:
        """See `finish.archival`."""
        answer = self._asked(data, tags)
        if answer is None:
            from probis_editor.booklet import finish

            return finish.archival(data, tags)
        return answer or None

    def _asked(self, data: bytes, tags: list[Tag]) -> bytes | None:
        """The answer, empty where the checker does not pass it; None where the process does not answer."""
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            return None
        try:
            _send(process.stdin, pickle.dumps((data, tags)))
            return _received(process.stdout)
        except OSError:
            return None


def _send(stream: IO[bytes], data: bytes) -> None:
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def _received(stream: IO[bytes]) -> bytes | None:
    """The next frame, None where the stream ends before it does."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    return data if len(data) == length else None


def main() -> None:
    """Load the checker, answer one request, end."""
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    # what a library prints must not get between the frames
    sys.stdout = sys.stderr
    from probis_editor.booklet import finish

    gc.set_threshold(50_000, 20, 20)
    finish.load()
    asked = _received(stdin)
    if asked is None:
        return
    with contextlib.suppress(BrokenPipeError):
        _send(stdout, finish.archival(*pickle.loads(asked)) or b"")


if __name__ == "__main__":
    main()
