"""The numbers that the book will give to figures and tables, for the references of the texts in the window."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from probis_editor.ui.session import Session

SOONEST, REST = 500, 12
"""Milliseconds after a change; and how many times as long as they took the numbers are left alone."""


class FigureNumbers(QObject):
    """Knows the numbers as they were a moment ago; they are worked out again only while somebody wants them."""

    changed = Signal()

    def __init__(self, session: Session, busy: Callable[[], bool], parent: QObject) -> None:
        """`busy` says that nothing may change just now; nothing is worked out once `parent` is gone."""
        super().__init__(parent)
        self._session, self._busy = session, busy
        self._labels: dict[str, str] = {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SOONEST)
        self._later.timeout.connect(self._work)

    def of(self, name: str) -> str:
        """The label of the figure of a map, or of a figure or table of a text ("Gambar 3.5"); "" where unknown."""
        return self._labels.get(name, "")

    def want(self) -> None:
        """Something changed that numbers may depend on, and there is someone to read them."""
        self._later.start()

    def forget(self) -> None:
        """Another document: what was known is not true of it."""
        self._later.stop()
        self._labels = {}

    def _work(self) -> None:
        if self._busy():
            self._later.start()
            return
        from probis_editor.booklet import book, references

        start = perf_counter()
        blocks, _ = book.assemble(self._session.document, self._session.tr_)
        found = references.labels(blocks)
        self._later.setInterval(max(SOONEST, int(1000 * REST * (perf_counter() - start))))
        if found != self._labels:
            self._labels = found
            self.changed.emit()
