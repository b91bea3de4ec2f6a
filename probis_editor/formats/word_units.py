"""What a book in Word tells of its units: the list of the organisation, and the duties under each one's heading."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec.structs import replace

from probis_editor.commands import unit_rows, wording
from probis_editor.commands.unit_rows import UnitRow
from probis_editor.formats.word_office import written
from probis_editor.model import duties, unit_names
from probis_editor.model.document import Transaction
from probis_editor.model.office import Block, Process, Unit

_KNOWN = re.compile(
    r"^(?:kepala\s+)?(?:camat|lurah|sekretari[sa]t?|sub\s?bag(?:ian)?|kasub?\s?bag|seksi|kasi|bidang|kabid|"
    r"sub\s?bidang|kepala\s+dinas|kepala\s+badan|inspektur|upt|unit|kelompok\s+jabatan|jabatan\s+fungsional)\b",
    re.IGNORECASE,
)
_SET = re.compile(r"^(\d{1,3})(?:\s*\([a-z ]+\))?\s+(?=[A-Z])")
_EACH = re.compile(r",?\s*(?:masing-masing terdiri atas|each of which has)\s*:?$", re.IGNORECASE)
_NAMED = re.compile(r",\s*yaitu\s+(.+)$", re.IGNORECASE)
"""How a set of alike units goes on in a list: each one's name, and what each of them has."""

_LONGEST = 80


def sounds(name: str) -> bool:
    """Whether a heading among the duties is the name of a unit or a position."""
    return len(name) <= _LONGEST and not name.endswith((":", ";", ".")) and bool(_KNOWN.match(name))


class Units:
    """Collects units, duties, owners and parties as names; `enter` makes records of them."""

    def __init__(self) -> None:
        self.rows: list[UnitRow] = []
        self.repeats: dict[str, int] = {}
        self.instances: dict[str, tuple[str, ...]] = {}
        self.duties: dict[str, list[Block]] = {}
        self.owners: dict[tuple[int, ...], str] = {}
        self.parties: dict[tuple[int, ...], tuple[str, ...]] = {}
        self._stack: list[tuple[tuple[int, str], str]] = []
        self._styles: list[str] = []

    def listed(self, name: str, mark: str, level: int) -> None:
        """An item of the list of the organisation; one counted in a way that is new lies below the one before it."""
        if mark not in self._styles:
            self._styles.append(mark)
        depth = (level, f"{self._styles.index(mark):02}")
        while self._stack and self._stack[-1][0] >= depth:
            self._stack.pop()
        said = unit_names.flat(name).rstrip(".;, ").removesuffix(" dan").rstrip(";, ")
        above = self._stack[-1][1] if self._stack else ""
        if found := _SET.match(said):
            said = _EACH.sub("", said[found.end() :])
            if named := _NAMED.search(said):
                said = said[: named.start()]
                each = re.split(r",\s*(?:dan\s+)?|\s+dan\s+", named[1])
                self.instances[said] = tuple(one for one in each if one)
            self.repeats[said] = int(found[1])
        if said:
            self._add(UnitRow(written(said), "", unit_rows.kind_of(said), above))
            self._stack.append((depth, written(said)))

    def _add(self, row: UnitRow) -> None:
        if all(row.name != known.name for known in self.rows):
            self.rows.append(row)

    def headed(self, name: str) -> str:
        """A unit under whose heading duties stand; its name."""
        said = written(unit_names.flat(name))
        same = next((r.name for r in self.rows if r.name.casefold() == said.casefold()), "")
        if not same:
            self._add(UnitRow(said, "", unit_rows.kind_of(said)))
        self.duties.setdefault(same or said, [])
        return same or said

    def enter(self, tx: Transaction, ids: dict[tuple[int, ...], str]) -> None:
        """Put the units into the list, their duties into texts, owners and parties to their processes."""
        others = [name for names in self.parties.values() for name in names]
        known = {row.name.casefold() for row in self.rows}
        strangers = dict.fromkeys(n for n in others if n.casefold() not in known)
        rows = [*self.rows, *(UnitRow(n, "", "position" if sounds(n) else "party") for n in strangers)]
        unit_rows.enter(tx, rows)
        for name, repeat in self.repeats.items():
            if (unit := unit_names.by_name(tx.document, name)) is not None:
                each = self.instances.get(name, ())
                tx.put(replace(unit, repeat=repeat, instances=each if len(each) == repeat else ()))
        for name, blocks in self.duties.items():
            unit = unit_names.by_name(tx.document, name)
            if unit is not None and blocks:
                wording.write(tx, duties.slot(unit.id, _part(blocks)), blocks)
        for numbers, owner in self.owners.items():
            self._tie(tx, ids.get(numbers, ""), owner=owner)
        for numbers, names in self.parties.items():
            self._tie(tx, ids.get(numbers, ""), parties=names)

    def report(self, note: Callable[..., None]) -> None:
        """Tell what was read."""
        if self.rows:
            note("units", "read", n=len(self.rows), told=sum(1 for b in self.duties.values() if b))

    def _tie(self, tx: Transaction, process_id: str, owner: str = "", parties: tuple[str, ...] = ()) -> None:
        process = tx.document.process(process_id)
        if not isinstance(process, Process):
            return
        found = [unit_names.by_name(tx.document, name) for name in (owner, *parties)]
        ids = [unit.id if isinstance(unit, Unit) else "" for unit in found]
        tied = tuple(dict.fromkeys(i for i in ids[1:] if i))
        tx.put(replace(process, owner=ids[0] or process.owner, parties=tied or process.parties))


def _part(blocks: list[Block]) -> str:
    lead = next((b.text.lower() for b in blocks if b.text.endswith(":")), "")
    return "fungsi" if lead.endswith("fungsi:") else "tugas"
