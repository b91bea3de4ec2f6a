"""A list of units as rows (unit, singkatan, jenis, atasan): read from text or a sheet, and entered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from probis_editor.commands import unit_order
from probis_editor.model import unit_names
from probis_editor.model.document import Document, Transaction
from probis_editor.model.office import Unit

_HEADS = {
    "name": ("unit", "nama", "nama unit", "unit kerja", "jabatan", "name"),
    "short": ("singkatan", "nama pendek", "short"),
    "kind": ("jenis", "kind"),
    "above": ("atasan", "induk", "di bawah", "parent", "above"),
}
_KINDS = {
    "unit": "unit", "unit kerja": "unit", "jabatan": "position", "peran": "position",
    "jabatan/peran": "position", "outside party": "party", "position": "position",
    "pihak luar": "party", "pihak": "party", "luar": "party", "party": "party", "gabungan": "collective",
    "kolektif": "collective", "collective": "collective",
}  # fmt: skip
_MARK = re.compile(r"^(?P<blank>[ \t]*)(?P<mark>(?:\(?(?:\d{1,2}|[a-z])[.)]|[-•*–])[ \t]+)?(?P<name>.*)$")
_LEADS = re.compile(r"^(?:camat|lurah|kepala|sekretaris|direktur|ketua|kasi|kasub|kabid)\b", re.IGNORECASE)


class UnitRow(NamedTuple):
    """One unit as a row: its name, short name, kind, and the name of the unit above it."""

    name: str
    short: str = ""
    kind: str = "unit"
    above: str = ""


def from_text(text: str) -> list[UnitRow]:
    """The rows of a list, one unit a line; what is indented (or numbered deeper) lies below the line before it."""
    found: list[UnitRow] = []
    stack: list[tuple[tuple[int, int], str]] = []
    styles: list[str] = []
    for line in text.splitlines():
        match = _MARK.match(line.expandtabs(4))
        name = unit_names.flat(match.group("name")) if match else ""
        if not match or not name:
            continue
        style = re.sub(r"\d+", "1", re.sub(r"[a-z]", "a", (match.group("mark") or "").strip()))
        if style not in styles:
            styles.append(style)
        depth = (len(match.group("blank")), styles.index(style))
        while stack and stack[-1][0] >= depth:
            stack.pop()
        found.append(UnitRow(name, "", kind_of(name), stack[-1][1] if stack else ""))
        stack.append((depth, name))
    return found


def from_cells(lines: Sequence[Sequence[str]]) -> list[UnitRow]:
    """The rows of a table; a head row tells which column is which, else they are name, short name, kind, above."""
    columns: dict[str, int] = {}
    found: list[UnitRow] = []
    for line in lines:
        cells = [unit_names.flat(cell) for cell in line]
        if not any(cells):
            continue
        heads = {f: at for at, c in enumerate(cells) for f, names in _HEADS.items() if c.casefold() in names}
        if not columns:
            columns = heads if "name" in heads else {f: at for at, f in enumerate(_HEADS)}
            if "name" in heads:
                continue
        row = {f: cells[at] if at < len(cells) else "" for f, at in columns.items()}
        if row["name"]:
            kind = _KINDS.get(row.get("kind", "").casefold(), "") or kind_of(row["name"])
            found.append(UnitRow(row["name"], row.get("short", ""), kind, row.get("above", "")))
    return found


def rows(document: Document) -> list[UnitRow]:
    """The list as rows, each unit after the one above it; `from_cells` and `enter` make the same list of them."""
    names = {u.id: u.name for u in document.of_type(Unit)}
    return [UnitRow(u.name, u.short, u.kind, names.get(u.parent, "")) for _, u in unit_order.walk(document)]


def to_text(document: Document) -> str:
    """The list as text, a unit a line, what lies below another one indented, as `from_text` reads it."""
    return "".join("    " * depth + f"{u.name}\n" for depth, u in unit_order.walk(document))


def kind_of(name: str) -> str:
    """What a name sounds like: the head of something is a position, all else a unit."""
    return "position" if _LEADS.match(name) else "unit"


def enter(tx: Transaction, rows: Sequence[UnitRow]) -> tuple[str, ...]:
    """Enter the rows into the list; units that are there already (by any of their names) are kept and completed.

    Returns the ids of the new ones.
    """
    document = tx.document
    made: list[str] = []
    for row in rows:
        unit = unit_names.by_name(document, row.name)
        if unit is None:
            order = max((u.order for u in document.of_type(Unit)), default=-1) + 1
            unit = Unit(id=document.new_id(), name=unit_names.flat(row.name), kind=row.kind, order=order)
            made.append(unit.id)
        holder = unit_names.by_name(document, row.above) if row.above else None
        parent = unit.parent
        if holder is not None and holder.id != unit.id and unit not in unit_names.above(document, holder.id):
            parent = parent or holder.id
        tx.put(replace(unit, short=unit.short or row.short, parent=parent))
    return tuple(made)


def enter_lanes(tx: Transaction) -> tuple[str, ...]:
    """Enter the actor of every lane that is in no list as a position, and tie all lanes to the list. Returns the ids
    of the new units."""
    document = tx.document
    made: list[str] = []
    for one in document.maps():
        for node in document.nodes(one.id):
            if node.kind != "lane" or not unit_names.flat(node.name) or document.unit(node.unit) is not None:
                continue
            unit = unit_names.by_name(document, node.name)
            if unit is None:
                made += enter(tx, [UnitRow(unit_names.flat(node.name), kind="position")])
                unit = unit_names.by_name(document, node.name)
            assert unit is not None
            tie(tx, document, node.map, node.id, unit)
    return tuple(made)


def tie(tx: Transaction, document: Document, map_id: str, lane: str, unit: Unit) -> None:
    """Tie a lane to a unit; it bears its name, or its short name where it already did."""
    node = document.node(map_id, lane)
    name = node.name if node.name in unit.borne else unit.name
    tx.put(replace(node, unit=unit.id, name=name))
