"""A helper process of the window (`booklet.server`): requests out, answers in, the window alive meanwhile."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

import probis_editor
from probis_editor.booklet.server import frame, unframed

_log = logging.getLogger(__name__)
Answer = Callable[[dict[str, Any], bytes], None]


class Helper(QObject):
    """Starts with the first request. An answer goes to who asked; what is dropped is never answered."""

    died = Signal()
    """It ended by itself; what was asked is lost."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._buffer = bytearray()
        self._waiting: dict[int, Answer] = {}
        self._count = 0

    def ask(self, answer: Answer, data: bytes = b"", **request: object) -> int:
        """Send a request; its number. `answer(header, bytes)` is called for every answer to it."""
        if self._process is None:
            self._start()
        self._count += 1
        self._waiting[self._count] = answer
        assert self._process is not None
        self._process.write(frame({"id": self._count, **request}, data))
        return self._count

    def forget(self) -> None:
        """What was asked is no longer wanted; it may still be worked on."""
        self._waiting.clear()

    def stop(self) -> None:
        """End the process at once; the next request starts another."""
        process, self._process = self._process, None
        self._waiting.clear()
        self._buffer.clear()
        if process is not None:
            process.readyReadStandardOutput.disconnect()
            process.finished.disconnect()
            process.errorOccurred.disconnect()
            process.kill()
            process.waitForFinished(2000)
            process.deleteLater()

    def done(self, number: int) -> None:
        """A request has had its last answer."""
        self._waiting.pop(number, None)

    def _start(self) -> None:
        process = QProcess(self)
        around = QProcessEnvironment.systemEnvironment()
        home = str(Path(probis_editor.__file__).resolve().parents[1])
        paths = [home, *filter(None, [around.value("PYTHONPATH")])]
        around.insert("PYTHONPATH", os.pathsep.join(paths))
        process.setProcessEnvironment(around)
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(self._said)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._ended)
        self._process = process
        process.start(sys.executable, ["-m", "probis_editor.booklet.server"])

    def _read(self) -> None:
        if self._process is None:
            return
        self._buffer += self._process.readAllStandardOutput().data()
        while (found := unframed(self._buffer)) is not None:
            header, data, length = found
            del self._buffer[:length]
            about: dict[str, Any] = msgspec.json.decode(header)
            answer = self._waiting.get(about.get("id", 0))
            if "progress" not in about:
                self._waiting.pop(about.get("id", 0), None)
            if answer is not None:
                answer(about, data)

    def _said(self) -> None:
        if self._process is not None:
            _log.info("helper: %s", self._process.readAllStandardError().data().decode(errors="replace"))

    def _ended(self, *_: object) -> None:
        if self._process is None:
            return
        self.stop()
        self.died.emit()
