"""Keeps a preview of the book up to date in the background, some time after the last change."""

from __future__ import annotations

import pickle
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from probis_editor.booklet.seen import Preview
from probis_editor.model.changes import ChangeSet
from probis_editor.model.document import Document
from probis_editor.model.elements import Carried
from probis_editor.model.office import Container, Exported
from probis_editor.ui.preview.process import Helper
from probis_editor.ui.session import Session

PAUSE = 900
"""Milliseconds without a change before the book is made anew."""

_UNSEEN = (Carried, Container, Exported)
"""Records that no book shows."""


class BookMaker(QObject):
    """`preview` and `data` are those of the last book that was made, None and b"" before the first.

    Works only while it is `wanted` by someone who looks.
    """

    made = Signal()
    staled = Signal()
    """Something changed since; `stale` says what."""
    moved = Signal(int)
    """Per cent of the work done."""
    state_changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.preview: Preview | None = None
        self.data = b""
        self.failed = ""
        self.working = False
        self.stale: set[str] = set()
        """Sources that changed since the book was made; "*" = all of it may look different."""
        self._wanted = False
        self._held = False
        self._helper = Helper(self)
        self._helper.died.connect(lambda: self._fail(self._session.text("preview.died")))
        self._taken: set[str] = set()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.make)
        session.opened.connect(self._opened)
        session.changed.connect(self._changed)

    @property
    def fresh(self) -> bool:
        """Whether the book is that of the document as it is now."""
        return self.preview is not None and not self.stale and not self.working

    @property
    def held(self) -> bool:
        """Whether the user stopped it; the next change starts it again."""
        return self._held

    def want(self, wanted: bool) -> None:
        """Somebody looks at the book, or no longer."""
        self._wanted = wanted
        if wanted and not self.working and (self.preview is None or self.stale):
            self._pause.start(0 if self.preview is None else PAUSE)
        elif not wanted:
            self._pause.stop()

    def make(self) -> None:
        """Make the book now; work on an older state of the document is thrown away."""
        if not self._session.is_open:
            return
        self._pause.stop()
        if self.working:
            self._helper.stop()
        document = self._session.document
        records = [r for r in document.records() if not isinstance(r, _UNSEEN)]
        self.failed, self.working, self._held = "", True, False
        self._taken, self.stale = self.stale, set()
        path = self._session.path
        self._helper.ask(
            self._answered,
            pickle.dumps(records, pickle.HIGHEST_PROTOCOL),
            do="make",
            language=document.settings.language,
            name=path.stem if path is not None else "",
        )
        self.state_changed.emit()

    def cancel(self) -> None:
        """Stop working; what was made before stays, marked as not up to date."""
        self._pause.stop()
        if self.working:
            self._helper.stop()
            self.working, self._held = False, True
            self.stale |= self._taken or {"*"}
            self.state_changed.emit()
            self.staled.emit()

    def end(self) -> None:
        """The window closes."""
        self._pause.stop()
        self._helper.stop()
        self.working = False

    def _answered(self, about: dict[str, Any], data: bytes) -> None:
        if "progress" in about:
            self.moved.emit(int(about["progress"]))
        elif "failed" in about:
            self._fail(str(about["failed"]))
        else:
            self.preview = msgspec.convert(about["made"], Preview)
            self.data, self.working, self.failed = data, False, ""
            self._taken = set()
            self.made.emit()
            self.state_changed.emit()

    def _fail(self, why: str) -> None:
        if not self.working:
            return
        self.working, self.failed = False, why
        self.stale |= self._taken or {"*"}
        self.state_changed.emit()

    def _opened(self) -> None:
        self._pause.stop()
        if self.working:
            self._helper.stop()
        self.preview, self.data, self.failed, self.working = None, b"", "", False
        self.stale, self._taken, self._held = set(), set(), False
        self.made.emit()
        self.state_changed.emit()
        if self._wanted and self._session.is_open:
            self._pause.start(0)

    def _changed(self, change: ChangeSet) -> None:
        found = sources(self._session.document, change)
        if not found:
            return
        self.stale |= found
        self.staled.emit()
        if self.working:
            self._helper.stop()
            self.working = False
            self.stale |= self._taken
        self.state_changed.emit()
        if self._wanted:
            self._pause.start(PAUSE)


def sources(document: Document, change: ChangeSet) -> set[str]:
    """What of a book a change touches, in the words of `booklet.seen`; "*" where it may be all of it."""
    found: set[str] = set()
    for put in change.puts:
        if all(record is None or isinstance(record, _UNSEEN) for record in (put.before, put.after)):
            continue
        map_id, element = put.key
        if map_id:
            found.add("map:" + map_id)
            if not element:
                found.add("*")
        elif element.startswith("text:"):
            found.add(element)
            found.add("text:")
        else:
            found.add("*")
    return found
