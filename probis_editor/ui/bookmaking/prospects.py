"""What each choice of sheet and size would make of the maps on paper, found out by another process."""

from __future__ import annotations

import pickle
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from probis_editor.booklet.measures import MM
from probis_editor.booklet.outcomes import Outcome
from probis_editor.model.document import Document
from probis_editor.model.elements import Carried
from probis_editor.model.office import Container, Exported
from probis_editor.ui.bookmaking.draft import Draft
from probis_editor.ui.preview.process import Helper

PAUSE = 250
"""Milliseconds without a change of the form before anything is asked anew."""

Choices = dict[tuple[str, str], Outcome]
"""(size, sheet) -> what comes of it."""


class Prospects(QObject):
    """Works once it is `begun`; `known` tells the id of a map whose prospects have come."""

    known = Signal(str)

    def __init__(self, document: Document, draft: Draft, language: str, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._draft, self._language = document, draft, language
        self._helper = Helper(self)
        self._helper.died.connect(self._died)
        self._found: dict[str, Choices] = {}
        self._maps = [record.id for record in document.maps()]
        self._first: list[str] = []
        self._asked = ""
        self._form: object = None
        self._sent = self._running = False
        self._failures = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._go_on)
        draft.changed.connect(self._changed)

    def begin(self) -> None:
        """Find out about all maps, one after the other."""
        if not self._running:
            self._running = True
            self._form = self._form_now()
            self._go_on()

    def prefer(self, maps: list[str]) -> None:
        """These maps first."""
        self._first = maps

    def of(self, map_id: str) -> Choices | None:
        """The prospects of a map, None while they are not known."""
        return self._found.get(map_id)

    @property
    def complete(self) -> bool:
        """Whether everything is known."""
        return len(self._found) == len(self._maps)

    def end(self) -> None:
        """Nobody looks any more."""
        self._running = False
        self._pause.stop()
        self._helper.stop()

    def _form_now(self) -> tuple[object, ...]:
        profile = self._draft.profile
        margins = (profile.binding, profile.outer, profile.top, profile.bottom)
        paper = (self._draft.paper, *(side * MM for side in margins), profile.edge)
        return paper, profile

    def _changed(self) -> None:
        form = self._form_now()
        if self._running and form != self._form:
            self._form, self._found, self._asked = form, {}, ""
            self._helper.forget()
            self._pause.start()

    def _go_on(self) -> None:
        if not self._running or self._asked:
            return
        wanted = next((m for m in (*self._first, *self._maps) if m not in self._found), "")
        if not wanted:
            return
        if not self._sent:
            unseen = (Carried, Container, Exported)
            records = [r for r in self._document.records() if not isinstance(r, unseen)]
            self._helper.ask(lambda *_: None, pickle.dumps(records, pickle.HIGHEST_PROTOCOL), do="document")
            self._sent = True
        form = self._form

        def answer(about: dict[str, Any], _: bytes) -> None:
            if form != self._form:
                return
            told = msgspec.convert(about.get("outcomes", ()), tuple[Outcome, ...])
            self._found[wanted] = {(one.size, one.sheet): one for one in told}
            self._asked = ""
            self.known.emit(wanted)
            self._go_on()

        self._asked = wanted
        book = msgspec.structs.replace(self._document.book, **self._draft.fields())
        paper, _ = self._form_now()
        self._helper.ask(answer, do="outcomes", map=wanted, book=book, paper=paper, language=self._language)

    def _died(self) -> None:
        """What was asked is lost; a map that ends the process is passed over."""
        self._sent = False
        if self._asked:
            self._found[self._asked], self._asked = {}, ""
        self._failures += 1
        if self._failures < 3:
            self._go_on()
