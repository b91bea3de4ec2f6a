"""The open document as the window sees it: records, history, file, the map in front, what is selected."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from probis_editor.commands import in_step
from probis_editor.drawing.primitives import Group
from probis_editor.i18n import Translator
from probis_editor.model.changes import ChangeSet, Label
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Element, Flow, Node
from probis_editor.model.history import History
from probis_editor.render import compose
from probis_editor.render.sketch import sketch
from probis_editor.rules.permits import RefusedError

if TYPE_CHECKING:
    from probis_editor.formats.base import Notice

Verb = Callable[[Transaction], Any]


class Place(NamedTuple):
    """A canvas: a map and one of its planes ("" = the map's own surface)."""

    map: str
    plane: str = ""


class Preview(NamedTuple):
    """What a gesture would do: the pictures of the elements that would differ; None = gone."""

    groups: dict[str, Group | None]
    records: dict[str, Element | None]
    refusal: Label | None = None


class Session(QObject):
    """One document at a time. Widgets listen to the signals and change the document through `run` only."""

    opened = Signal()
    changed = Signal(object)
    history_changed = Signal()
    selection_changed = Signal()
    place_changed = Signal()
    reported = Signal()
    said = Signal(str, str)
    """(level, text) for the status bar; level is "info" or "error"."""

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self.tr_ = tr
        self.path: Path | None = None
        self.format = ""
        self.notices: tuple[Notice, ...] = ()
        self.report_words = "ui.report.level."
        self.selection: tuple[str, ...] = ()
        self.place = Place("")
        self.is_open = False
        self.snaps = True
        """Whether drags stick to neighbours and to equal distances."""
        self.snaps_to_grid = True
        self.shown: Callable[[str], Group | None] = lambda _: None
        """How an element of the canvas in front is drawn, set by that canvas."""
        self._creations = 0
        self._take(Document())

    def text(self, key: str, **args: object) -> str:
        return self.tr_(key, **args)

    def label_text(self, label: Label | None) -> str:
        return "" if label is None else self.tr_(label.key, **dict(label.args))

    # The document

    def open(
        self, document: Document, path: Path | None, format_: str, notices: tuple[Notice, ...] = ()
    ) -> None:
        """Make `document` the open one."""
        self.path, self.format, self.notices = path, format_, notices
        self.report_words = "ui.report.level."
        self.selection, self.place, self.is_open = (), Place(""), True
        self._take(document)
        self.opened.emit()
        self.history_changed.emit()

    def report(self, notices: tuple[Notice, ...], words: str = "ui.report.level.") -> None:
        """Tell what an import into the open document found; `words` begins the keys of what its levels are called."""
        self.notices, self.report_words = notices, words
        self.reported.emit()

    def close(self) -> None:
        """Nothing is open any more."""
        self.open(Document(), None, "")
        self.is_open = False
        self.opened.emit()

    def _take(self, document: Document) -> None:
        self.document = document
        in_step.keep_in_step(document)
        self.history = History(document)
        document.listen(self._committed)
        self.history.listen(self.history_changed.emit)

    def _committed(self, change: ChangeSet) -> None:
        kept = tuple(i for i in self.selection if self.element(i) is not None)
        self.changed.emit(change)
        if kept != self.selection:
            self.select(kept)

    @property
    def modified(self) -> bool:
        return self.is_open and not self.history.clean

    def saved(self, path: Path, format_: str) -> None:
        """The document now stands in `path`."""
        self.path, self.format = path, format_
        self.history.mark_saved()

    # Where we are and what is selected

    def show(self, map_id: str, plane: str = "") -> None:
        """Bring a canvas to the front; nothing happens for an unknown map."""
        if self.document.get((map_id, "")) is None or self.place == (map_id, plane):
            return
        self.place = Place(map_id, plane)
        self.selection = ()
        self.place_changed.emit()
        self.selection_changed.emit()

    def leave(self) -> None:
        """No canvas is in front."""
        self.place, self.selection = Place(""), ()
        self.place_changed.emit()
        self.selection_changed.emit()

    def select(self, ids: Iterable[str]) -> None:
        """Select elements of the canvas in front, in the order given, each once."""
        chosen = tuple(dict.fromkeys(ids))
        if chosen != self.selection:
            self.selection = chosen
            self.selection_changed.emit()

    def element(self, element_id: str) -> Element | None:
        """The element of the map in front."""
        return self.document.element(self.place.map, element_id)

    def selected(self) -> list[Element]:
        return [e for e in (self.element(i) for i in self.selection) if e is not None]

    def selected_nodes(self) -> list[Node]:
        return [e for e in self.selected() if isinstance(e, Node)]

    def elements_here(self) -> list[Element]:
        """What is drawn on the canvas in front, bottom to top."""
        map_id, plane = self.place
        nodes = [n for n in self.document.nodes(map_id) if n.plane == plane and not n.hidden]
        flows: list[Flow] = [f for f in self.document.flows(map_id) if f.plane == plane]
        return [*nodes, *flows]

    # Changing

    def run(self, label: Label, verb: Verb, merge_key: str = "") -> Any:
        """Run a verb as one undo step; its result, or None where it was refused (the reason is said)."""
        try:
            with self.document.transaction(label, merge_key, self.place.map) as tx:
                return verb(tx)
        except RefusedError as refusal:
            self.said.emit("error", self.label_text(refusal.reason))
            return None

    def creation_key(self) -> str:
        """A merge key for making a thing and then naming it: both become one undo step."""
        self._creations += 1
        return f"create:{self._creations}"

    def preview(self, verb: Verb, rough: bool = False) -> Preview:
        """Pictures of what the verb would change on the canvas in front, made from the verb itself.

        `rough`: shapes as they would be, lines only about so, for the moment.
        """
        groups: dict[str, Group | None] = {}
        records: dict[str, Element | None] = {}
        map_id, plane = self.place

        def probe(tx: Transaction) -> None:
            verb(tx)
            before = tx.before()
            touched = frozenset(before)
            for key in compose.affected(self.document, touched, near=True):
                if key[0] != map_id or not key[1]:
                    continue
                record = self.document.element(*key)
                if key in touched:
                    records[key[1]] = record
                if record is None:
                    groups[key[1]] = None
                elif record.plane == plane and not (isinstance(record, Node) and record.hidden):
                    old = before.get(key)
                    old = old if isinstance(old, Node | Flow) else record
                    groups[key[1]] = sketch(self.document, record, old, self.shown(key[1]), rough)

        try:
            self.document.dry_run(probe, rough)
        except RefusedError as refusal:
            return Preview({}, {}, refusal.reason)
        return Preview(groups, records)

    def undo(self) -> None:
        """Take the last change back, its map in front."""
        self._show_first(self.history.undo_place)
        change = self.history.undo()
        if change is not None:
            self._select_touched(change)

    def redo(self) -> None:
        """Do the last undone change again, its map in front."""
        self._show_first(self.history.redo_place)
        change = self.history.redo()
        if change is not None:
            self._select_touched(change)

    def _show_first(self, map_id: str) -> None:
        if map_id and map_id != self.place.map:
            self.show(map_id)

    def _select_touched(self, change: ChangeSet) -> None:
        map_id, plane = self.place
        records = [p.after for p in change.puts if p.key[0] == map_id]
        nodes = [r.id for r in records if isinstance(r, Node) and r.plane == plane and not r.hidden]
        if nodes:
            self.select(nodes)
