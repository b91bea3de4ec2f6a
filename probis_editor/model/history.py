"""The one undo history of a document: a list of finished changes and a place in it."""

from __future__ import annotations

from collections.abc import Callable

from probis_editor.model.changes import ChangeSet, Label
from probis_editor.model.document import Document


class History:
    """Records every commit of its document. Successive changes with the same non-empty merge key join."""

    def __init__(self, document: Document, limit: int = 1000) -> None:
        self._document = document
        self._limit = limit
        self._done: list[ChangeSet] = []
        self._undone: list[ChangeSet] = []
        self._saved: ChangeSet | None = None
        self._saved_lost = False
        self._replaying = False
        self._sealed = False
        self._listeners: list[Callable[[], None]] = []
        document.listen(self._record)

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    @property
    def undo_label(self) -> Label | None:
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> Label | None:
        return self._undone[-1].label if self._undone else None

    @property
    def undo_place(self) -> str:
        """The map that the next undo changes, "" for none."""
        return self._done[-1].place if self._done else ""

    @property
    def redo_place(self) -> str:
        """The map that the next redo changes, "" for none."""
        return self._undone[-1].place if self._undone else ""

    @property
    def clean(self) -> bool:
        """Whether the document is as it was last saved (or opened)."""
        top = self._done[-1] if self._done else None
        return not self._saved_lost and top is self._saved

    def mark_saved(self) -> None:
        self._saved = self._done[-1] if self._done else None
        self._saved_lost = False
        self._sealed = True
        self._tell()

    def seal(self) -> None:
        """End merging: the next change stands on its own (a gesture or a typing run is over)."""
        self._sealed = True

    def undo(self) -> ChangeSet | None:
        """Take the last change back; returns what was applied, None where there was nothing to undo."""
        if not self._done:
            return None
        return self._replay(self._done, self._undone, self._done[-1].inverted())

    def redo(self) -> ChangeSet | None:
        """Apply the last undone change again; None where there was none."""
        if not self._undone:
            return None
        return self._replay(self._undone, self._done, self._undone[-1])

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Be told whenever the state of the history changed; returns the function that ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _replay(self, origin: list[ChangeSet], goal: list[ChangeSet], change: ChangeSet) -> ChangeSet:
        """Apply a change whose original is the last of `origin` and becomes the last of `goal`.

        The lists are right before the document's listeners hear of it, and as before where it does not fit.
        """
        self._document.expect(change)
        self._replaying = True
        self._sealed = True
        goal.append(origin.pop())
        try:
            self._document.apply(change)
        finally:
            self._replaying = False
        self._tell()
        return change

    def _record(self, change: ChangeSet) -> None:
        if self._replaying:
            return
        if self._undone and any(c is self._saved for c in self._undone):
            self._saved_lost = True
        self._undone.clear()
        top = self._done[-1] if self._done else None
        joins = (
            top is not None and change.merge_key and change.merge_key == top.merge_key and not self._sealed
        )
        self._sealed = False
        if top is not None and joins and top is not self._saved:
            merged = top.merged(change)
            self._done.pop()
            if merged.puts:
                self._done.append(merged)
        else:
            self._done.append(change)
        if len(self._done) > self._limit:
            dropped = self._done.pop(0)
            if dropped is self._saved:
                self._saved = None
            elif self._saved is None:
                self._saved_lost = True
        self._tell()

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()
