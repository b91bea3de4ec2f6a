"""What the table of steps does to the document: each edit one undo step, through the verbs and `session.run`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from probis_editor.commands.steps import apply as steps
from probis_editor.commands.steps import cells, edits
from probis_editor.commands.steps.edits import Rows
from probis_editor.commands.steps.heads import COLUMNS, columns_in
from probis_editor.layout.steps import Row, actors, plain, rows
from probis_editor.model.changes import Label
from probis_editor.model.document import Transaction
from probis_editor.model.office import Unit
from probis_editor.ui.panels.steps_awaited import Awaited
from probis_editor.ui.session import Session

_GROWING = 60
"""Up to so many steps a map that was only ever laid out by the table is laid out again with every edit."""
_WIDE = 8
"""A pasted block of so many columns is whole rows, not cells to fill in."""

Table = Sequence[Sequence[str]]


def step(key: str, /, **args: str | int) -> Label:
    """The label of an undo step, a text of `steps.step`."""
    return Label("steps.step." + key, tuple(args.items()))


class StepsWork(QObject):
    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._grown: dict[str, set[int]] = {}
        self._awaited = Awaited()

    @property
    def rows(self) -> Rows:
        """The rows of the map in front."""
        return rows(self._session.document, self._session.place.map)

    # Changing

    def change(self, what: Label, wanted: Rows, effort: int = 0) -> bool:
        """Make the map in front agree with the rows; whether it was done.

        A map without steps is laid out as a whole, and so is, as it grows, one that nobody has touched since.
        """
        session, map_id = self._session, self._session.place.map
        wanted, met = self._awaited.fulfilled(map_id, wanted)
        growing = len(wanted) <= _GROWING and self._picture(map_id) in self._grown.get(map_id, ())
        empty = not self.rows

        def verb(tx: Transaction) -> bool:
            steps.apply(tx, map_id, wanted)
            if empty or growing:
                steps.arrange(tx, map_id, effort)
            return True

        before = actors(session.document, map_id)
        done = bool(session.run(what, verb))
        if done and (growing or (empty and not effort)):
            self._grown.setdefault(map_id, set()).add(self._picture(map_id))
        if done:
            self._awaited.forget(map_id, met)
        fresh = [name for name in actors(session.document, map_id) if name not in before]
        if done and fresh:
            session.said.emit("info", session.text("steps.new_lane", names=", ".join(fresh)))
        return done

    def _picture(self, map_id: str) -> int:
        document = self._session.document
        shapes = tuple((n.id, n.bounds) for n in document.nodes(map_id))
        return hash((shapes, tuple((f.id, f.points) for f in document.flows(map_id))))

    def type(self, at: int, column: str, text: str) -> bool:
        """Put a text into a cell; in the place below the last row it makes a new row."""
        table = self.rows
        map_id = self._session.place.map
        try:
            if at < len(table):
                self._awaited.forget(map_id, [(table[at].id, column)])
                wanted = cells.set_cell(table, table[at].id, column, text)
                name = self._session.text("steps.column." + column)
                return wanted != table and self.change(step("cell", column=name, n=at + 1), wanted)
            if not text.strip():
                return False
            row = self._new_row(table, at)
            wanted = cells.set_cell(edits.insert(table, at, row), row.id, column, text)
            return self.change(step("add", n=at + 1), wanted)
        except ValueError as error:
            if at < len(table) and self._awaited.note(map_id, table, table[at].id, column, text):
                self._session.said.emit("info", self._session.text("steps.awaited", cell=str(error)))
            else:
                self._refuse(column, str(error))
            return False

    def awaited(self, row_id: str, column: str) -> str:
        """What was typed into a cell about rows that are still to come, "" where nothing waits."""
        return self._awaited.text(self._session.place.map, row_id, column)

    def _new_row(self, table: Rows, at: int) -> Row:
        beside = table[at - 1 : at] or table[at : at + 1]
        names = actors(self._session.document, self._session.place.map)
        actor = beside[0].actor if beside else names[0] if names else ""
        return Row(id=self._session.document.new_id(), actor=actor)

    def _refuse(self, column: str, cell: str) -> None:
        key = "steps.bad_kind" if column == "kind" else "steps.bad_number"
        self._session.said.emit("error", self._session.text(key, cell=cell))

    def insert(self, at: int) -> bool:
        """A new row at a place; what it names is renumbered by itself."""
        table = self.rows
        return self.change(step("insert", n=at + 1), edits.insert(table, at, self._new_row(table, at)))

    def remove(self, places: Sequence[int]) -> bool:
        """Take rows out; locked ones stay, and the reason is said."""
        table = wanted = self.rows
        chosen = [table[at] for at in places if at < len(table)]
        for row in chosen:
            wanted = edits.remove(wanted, row.id)
        self._say_locked([row for row in chosen if row.locked])
        gone = len(table) - len(wanted)
        return gone > 0 and self.change(step("remove", n=gone), wanted)

    def _say_locked(self, locked: Sequence[Row]) -> None:
        if locked:
            self._session.said.emit("error", self._session.text(locked[0].locked))

    def move(self, places: Sequence[int], by: int) -> bool:
        """Take rows one place up (-1) or down (1)."""
        table = wanted = self.rows
        chosen = [at for at in places if at < len(table)]
        if not chosen or chosen[0] + by < 0 or chosen[-1] + by >= len(table):
            return False
        for at in chosen if by < 0 else reversed(chosen):
            wanted = edits.move(wanted, table[at].id, at + by)
        return self.change(step("move", n=len(chosen)), wanted)

    def clear(self, chosen: Sequence[tuple[int, int]]) -> bool:
        """Empty cells; number, kind and actor are never empty, so they stay."""
        table = wanted = self.rows
        for at, column in chosen:
            name = COLUMNS[column]
            if at < len(table) and name not in ("no", "kind", "actor"):
                self._awaited.forget(self._session.place.map, [(table[at].id, name)])
                wanted = cells.set_cell(wanted, table[at].id, name, "")
        return wanted != table and self.change(step("clear", n=len(chosen)), wanted)

    # From elsewhere

    def paste(self, table: Table, at: int, column: int) -> bool:
        """Put cells in at a place: whole rows become new rows there, a smaller block fills what is there."""
        present = self.rows
        width = max((len(line) for line in table), default=0)
        whole = at >= len(present) or width >= _WIDE or any(columns_in(line) for line in table[:10])
        try:
            if whole and (width > 1 or column <= 1):
                wanted = cells.paste(present, at, table, self._session.document.new_id)
                empty = 2 if not present else 0
                return wanted != present and self.change(step("paste", n=len(table)), wanted, empty)
            return self._fill(table, at, column)
        except ValueError as error:
            self._refuse("", str(error))
            return False

    def _fill(self, table: Table, at: int, column: int) -> bool:
        wanted = self.rows
        before = wanted
        ways: list[tuple[str, str, str]] = []
        for down, line in enumerate(table):
            while at + down >= len(wanted):
                wanted = edits.insert(wanted, len(wanted), self._new_row(wanted, len(wanted)))
            row_id = wanted[at + down].id
            for name, cell in zip(COLUMNS[column:], line, strict=False):
                if name in ("yes", "no_"):
                    ways.append((row_id, name, cell))
                elif cell.strip() or name not in ("kind", "actor"):
                    wanted = cells.set_cell(wanted, row_id, name, cell)
        for row_id, name, cell in ways:
            wanted = cells.set_cell(wanted, row_id, name, cell)
        return wanted != before and self.change(step("paste", n=len(table)), wanted)

    def fill(self, chosen: Sequence[tuple[int, int]], cell: str) -> bool:
        """Put one text into several cells."""
        table = wanted = self.rows
        try:
            for at, column in chosen:
                if at < len(table) and COLUMNS[column] != "no":
                    wanted = cells.set_cell(wanted, table[at].id, COLUMNS[column], cell)
        except ValueError as error:
            self._refuse("", str(error))
            return False
        return wanted != table and self.change(step("cells", n=len(chosen)), wanted)

    def read_file(self, path: Path) -> bool:
        """Put a .xlsx or .csv file in the place of the table. Raises FormatError, OSError."""
        from probis_editor.formats import tables
        from probis_editor.formats.base import FormatError

        session, map_id = self._session, self._session.place.map
        lines = tables.read_cells(path.read_bytes(), path.name)
        try:
            wanted = cells.from_cells(lines, session.document.new_id)
        except ValueError as error:
            raise FormatError("steps.bad_number", cell=str(error)) from error
        empty = not self.rows

        def verb(tx: Transaction) -> bool:
            steps.replace_all(tx, map_id, wanted)
            if empty:
                steps.arrange(tx, map_id)
            return True

        return bool(session.run(step("import", name=path.name), verb))

    def tidy(self) -> bool:
        """Lay the whole map out anew."""
        session, map_id = self._session, self._session.place.map

        def verb(tx: Transaction) -> bool:
            steps.arrange(tx, map_id)
            return True

        return bool(session.run(step("tidy"), verb))

    # Words to choose from

    def words(self, column: str) -> list[str]:
        """What can be chosen in a column: actors are the map's lanes, then units, positions and parties."""
        session = self._session
        if column == "kind":
            kinds = ("task", "decision", "parallel", "inclusive", "call", "start", "end")
            return [session.text("steps.kind." + kind) for kind in kinds]
        found = actors(session.document, session.place.map)
        known = {plain(name) for name in found}
        units = sorted(session.document.of_type(Unit), key=lambda u: (u.order, u.name))
        return [*found, *dict.fromkeys(u.name for u in units if plain(u.name) not in known and u.name)]
