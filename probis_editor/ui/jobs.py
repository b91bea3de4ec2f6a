"""Long work off the window's thread, with a progress window that appears after 300 ms and can cancel."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, Qt, QThread, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

Progress = Callable[[int, int], None]
Work = Callable[[Progress], Any]

PATIENCE = 300
"""Milliseconds before anything is shown."""


class CancelledError(Exception):
    """The user pressed cancel; raised inside the work by its next progress call."""


class _Worker(QThread):
    moved = Signal(int, int)

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self.cancelled = False
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result = self._work(self._progress)
        except BaseException as error:  # raised again by who waits
            self.error = error

    def _progress(self, done: int, total: int) -> None:
        if self.cancelled:
            raise CancelledError
        self.moved.emit(done, total)


class _Box(QDialog):
    def __init__(self, parent: QWidget, text: str, cancel: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(text)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(420)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(QLabel(text))
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        layout.addWidget(self.bar)
        row = QHBoxLayout()
        row.addStretch()
        self.button = QPushButton(cancel)
        self.button.clicked.connect(self.reject)
        row.addWidget(self.button)
        layout.addLayout(row)

    def show_step(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(total, 0))
        self.bar.setValue(done)

    def reject(self) -> None:
        self.button.setEnabled(False)
        self.rejected.emit()


def run(parent: QWidget, text: str, cancel: str, work: Work) -> Any:
    """The result of `work(progress)`, done in a thread while the window stays alive. Raises what it raised.

    The parent takes no input meanwhile. `text` heads the progress window, `cancel` is its button.
    """
    worker = _Worker(work)
    loop = QEventLoop()
    worker.finished.connect(loop.quit)
    box: list[_Box] = []

    def appear() -> None:
        shown = _Box(parent, text, cancel)
        shown.rejected.connect(lambda: setattr(worker, "cancelled", True))
        worker.moved.connect(shown.show_step)
        box.append(shown)
        shown.show()

    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(appear)
    timer.start(PATIENCE)
    guard = _Guard(parent)
    # A collection inside the worker would destroy the window's dead objects in the wrong thread.
    collecting = gc.isenabled()
    gc.disable()
    try:
        worker.start()
        if worker.isRunning():
            loop.exec()
        worker.wait()
    finally:
        if collecting:
            gc.enable()
        timer.stop()
        guard.end()
    for shown in box:
        shown.hide()
        shown.deleteLater()
    if worker.error is not None:
        raise worker.error
    return worker.result


class _Guard(QObject):
    """Keeps input from a widget while work goes on; repaints go through."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self._watched = watched
        QApplication.instance().installEventFilter(self)

    def end(self) -> None:
        QApplication.instance().removeEventFilter(self)
        self.deleteLater()

    def eventFilter(self, target: QObject, event) -> bool:
        kinds = event.Type
        if event.type() in (
            kinds.MouseButtonPress,
            kinds.MouseButtonDblClick,
            kinds.KeyPress,
            kinds.Shortcut,
            kinds.ShortcutOverride,
            kinds.Wheel,
            kinds.Drop,
            kinds.DragEnter,
            kinds.Close,
        ) and isinstance(target, QWidget):
            return target.window() is self._watched.window()
        return False
