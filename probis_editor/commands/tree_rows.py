"""A process tree as rows (kode, proses, unit, jenis): read from pasted cells or a sheet, planted, shown again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from probis_editor.commands import tree
from probis_editor.model import numbering
from probis_editor.model.document import Document, Transaction
from probis_editor.model.office import Process, Unit

_HEADS = {
    "code": ("kode", "nomor", "no", "code", "id"),
    "name": ("proses", "nama", "nama proses", "proses bisnis", "judul", "uraian", "process", "name"),
    "unit": ("unit", "penanggung jawab", "pemilik", "pelaksana", "bidang", "seksi", "owner"),
    "kind": ("jenis", "kelompok", "jenis peta", "kind", "group"),
}
_KINDS = {
    "lintas fungsi": "cross_functional",
    "peta lintas fungsi": "cross_functional",
    "cfm": "cross_functional",
    "subproses": "subprocess",
    "sub proses": "subprocess",
    "peta subproses": "subprocess",
    "relasi": "relation",
    "peta relasi": "relation",
}
_CODED = re.compile(r"^\s*([A-Za-z]{0,12}\.?\s?\d+(?:\.(?:\d+|[A-Z]{2,4}(?=\.\d)))*\.?)[\s:_–-]+(?=\S)(.*)$")
_MOST_DEEP = 9


class TreeRow(NamedTuple):
    """One process as a row: its code as written, its name, its owner's name, its kind of map or group."""

    code: str
    name: str
    unit: str = ""
    kind: str = ""


class Planted(NamedTuple):
    """What came of rows: the new processes, the units that had to be entered, names of levels that rows left out."""

    processes: tuple[str, ...]
    units: tuple[str, ...]
    unnamed: tuple[str, ...]


def from_cells(lines: Sequence[Sequence[str]]) -> list[TreeRow]:
    """The rows of a table. A head row tells which column is which, else they are code, process, unit, kind.

    A single column may hold code and name together ("P1.1 Persuratan"). Empty lines are left out.
    """
    columns: dict[str, int] = {}
    body: list[Sequence[str]] = []
    for line in lines:
        if not any(cell.strip() for cell in line):
            continue
        if not columns and not body and (found := _head(line)):
            columns = found
        else:
            body.append(line)
    if not columns:
        wide = max((len(line) for line in body), default=0)
        columns = (
            {"name": 0} if wide == 1 else dict(zip(("code", "name", "unit", "kind"), range(4), strict=True))
        )
    return [row for line in body if (row := _row(line, columns)).name or row.code]


def rows(document: Document) -> list[TreeRow]:
    """The document's tree as rows, in the order of the codes."""
    codes = numbering.codes(document)
    found: list[TreeRow] = []
    for depth, process in numbering.walk(document):
        owner = document.unit(process.owner)
        kind = process.group if not depth else process.kind
        found.append(TreeRow(codes[process.id], process.name, owner.name if owner else "", kind))
    return found


def plant(tx: Transaction, found: Sequence[TreeRow]) -> Planted:
    """Enter the rows into the tree as new processes, after those that are there; their codes tell who lies under whom.

    Numbers that leave a gap are pinned, levels that no row names come in without a name, units not in the list are
    entered. A row without a code lies beside the one before it.
    """
    document = tx.document
    planter = _Planter(tx)
    for row in found:
        planter.add(row)
    for parent in dict.fromkeys(["", *planter.made]):
        _pin_gaps(tx, parent, planter.numbers)
    unnamed = [key for key in planter.made if not _named(document, key)]
    return Planted(tuple(planter.made), tuple(planter.units), tuple(unnamed))


class _Planter:
    def __init__(self, tx: Transaction) -> None:
        self.tx = tx
        self.made: list[str] = []
        self.units: list[str] = []
        self.numbers: dict[str, int] = {}
        self._at: dict[tuple[int, ...], str] = {}
        self._last: tuple[int, ...] = ()
        self._known = {
            n.casefold(): u.id for u in tx.document.of_type(Unit) for n in (u.name, u.short, *u.aliases) if n
        }

    def add(self, row: TreeRow) -> None:
        numbers = _numbers(row.code) or (*self._last[:-1], (self._last[-1] if self._last else 0) + 1)
        numbers = numbers[:_MOST_DEEP]
        self._last = numbers
        group, kind = "", _KINDS.get(row.kind.casefold().strip(), "")
        if row.kind and not kind and len(numbers) == 1:
            group = next(
                (g for g in self.tx.document.settings.groups if g.casefold() == row.kind.casefold()), ""
            )
            group = group or row.kind
            if group not in self.tx.document.settings.groups:
                tree.set_settings(self.tx, groups=(*self.tx.document.settings.groups, group))
        process_id = self._process(numbers)
        process = self.tx.document.process(process_id)
        assert process is not None
        self.tx.put(
            replace(
                process, name=row.name, kind=kind, group=group or process.group, owner=self._unit(row.unit)
            )
        )

    def _process(self, numbers: tuple[int, ...]) -> str:
        found = self._at.get(numbers)
        if found is not None:
            return found
        parent = self._process(numbers[:-1]) if len(numbers) > 1 else ""
        groups = self.tx.document.settings.groups
        made = tree.create_process(self.tx, "", parent, group="" if parent else (groups[0] if groups else ""))
        self._at[numbers] = made.id
        self.numbers[made.id] = numbers[-1]
        self.made.append(made.id)
        return made.id

    def _unit(self, name: str) -> str:
        name = " ".join(name.split())
        if not name:
            return ""
        if name.casefold() not in self._known:
            unit = tree.create_unit(self.tx, name)
            self._known[name.casefold()] = unit.id
            self.units.append(unit.id)
        return self._known[name.casefold()]


def _pin_gaps(tx: Transaction, parent: str, wanted: dict[str, int]) -> None:
    """Pin the numbers that do not follow from the place; new siblings are put in the order of their numbers first."""
    siblings = numbering.children(tx.document, parent)
    old = [p for p in siblings if p.id not in wanted]
    new = sorted((p for p in siblings if p.id in wanted), key=lambda p: wanted[p.id])
    for order, process in enumerate([*old, *new]):
        if process.order != order:
            tx.put(replace(process, order=order))
    for process in new:
        number = numbering.numbers(tx.document).get(process.id, 0)
        placed = tx.document.process(process.id)
        if placed is not None and number < wanted[process.id]:
            tx.put(replace(placed, pinned=wanted[process.id]))


def _named(document: Document, process_id: str) -> bool:
    process = document.process(process_id)
    return isinstance(process, Process) and bool(process.name)


def _numbers(code: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d+", code))


def _head(line: Sequence[str]) -> dict[str, int]:
    """The columns that a head row names; empty where it is none."""
    found: dict[str, int] = {}
    for at, cell in enumerate(line):
        word = " ".join(cell.casefold().replace(".", " ").split())
        for field, names in _HEADS.items():
            if word in names:
                found.setdefault(field, at)
    return found if "name" in found else {}


def _row(line: Sequence[str], columns: dict[str, int]) -> TreeRow:
    cells = {field: " ".join(line[at].split()) if at < len(line) else "" for field, at in columns.items()}
    code, name = cells.get("code", ""), cells.get("name", "")
    joined = _CODED.match(name)
    if not code and joined:
        code, name = joined.group(1), joined.group(2).strip()
    return TreeRow(code, name, cells.get("unit", ""), cells.get("kind", ""))
