"""Who gives what to a process and who gets what from it: proposed from its maps, or as the office said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec.structs import replace

from probis_editor.commands import involved, units
from probis_editor.commands.steps.rows import Row, rows
from probis_editor.model import numbering, queries
from probis_editor.model.affairs import Sipoc
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Map
from probis_editor.model.repairs import effective_ends

COLUMNS = ("suppliers", "inputs", "process", "outputs", "customers")
_DERIVED = ("level0", "subprocess", "relation", "organisation", "overview")


class Table(NamedTuple):
    """The five columns of one process, as names; `process` are its sub-processes, or the steps of its map."""

    suppliers: tuple[str, ...]
    inputs: tuple[str, ...]
    process: tuple[str, ...]
    outputs: tuple[str, ...]
    customers: tuple[str, ...]


def table(document: Document, process_id: str) -> Table:
    """A process's SIPOC: what the office said of it, else what its maps tell. Raises KeyError."""
    if document.process(process_id) is None:
        raise KeyError(process_id)
    told = proposed(document, process_id)
    said = document.get(("", "sipoc:" + process_id))
    if not isinstance(said, Sipoc):
        return told
    return Table(
        told.suppliers if said.suppliers is None else tuple(_name(document, n) for n in said.suppliers),
        told.inputs if said.inputs is None else said.inputs,
        told.process,
        told.outputs if said.outputs is None else said.outputs,
        told.customers if said.customers is None else tuple(_name(document, n) for n in said.customers),
    )


def proposed(document: Document, process_id: str) -> Table:
    """What the maps of a process and of all below it tell.

    Suppliers are who does the first steps or sends to them from outside, customers who does the last ones or is sent
    to; the unit that owns the process is neither. Inputs and outputs are those of the table of steps and the data drawn
    on the map; what one step makes and a later one takes is neither in nor out.
    """
    process = document.process(process_id)
    if process is None:
        raise KeyError(process_id)
    branch = {process_id, *(p.id for p in numbering.descendants(document, process_id))}
    maps = [m for m in document.maps() if m.process in branch and m.kind not in _DERIVED]
    first: list[str] = []
    last: list[str] = []
    taken: list[str] = []
    made: list[str] = []
    for one in maps:
        found = rows(document, one.id)
        first += _first_actors(found) + _outside(document, one, sending=True)
        last += _last_actors(found) + _outside(document, one, sending=False)
        for row in found:
            taken += _split(row.inputs)
            made += _split(row.outputs)
        taken += _data(document, one, "data.input")
        made += _data(document, one, "data.output")
    owner = document.unit(process.owner)
    own = {owner.name} if owner else set()
    children = [p.name for p in numbering.children(document, process_id) if p.name]
    steps = [row.text for one in maps[:1] for row in rows(document, one.id) if row.kind in ("task", "call")]
    inner = {t.casefold() for t in taken} & {m.casefold() for m in made}
    return Table(
        _once(_listed(document, first, own)),
        _once(t for t in taken if t.casefold() not in inner),
        _once(children or steps),
        _once(m for m in made if m.casefold() not in inner) or _once(made[-1:]),
        _once(_listed(document, last, own)),
    )


def say(tx: Transaction, process_id: str, **columns: Iterable[str] | None) -> None:
    """Say what stands in columns of a process's SIPOC; None leaves a column to the maps again. Raises KeyError.

    Names of suppliers and customers that are in the list are kept as references to it.
    """
    document = tx.document
    if document.process(process_id) is None:
        raise KeyError(process_id)
    before = document.get(("", "sipoc:" + process_id))
    record = before if isinstance(before, Sipoc) else Sipoc(process=process_id)
    fields: dict[str, tuple[str, ...] | None] = {}
    for column, said in columns.items():
        if column not in ("suppliers", "inputs", "outputs", "customers"):
            raise TypeError(f"no column: {column}")
        names = None if said is None else _once(said)
        if names is not None and column in ("suppliers", "customers"):
            names = tuple(unit.id if (unit := units.by_name(document, n)) else n for n in names)
        fields[column] = names
    record = replace(record, **fields)
    if record == Sipoc(process=process_id):
        tx.drop(record.key)
    else:
        tx.put(record)


def _first_actors(found: tuple[Row, ...]) -> list[str]:
    """Who does the steps that nothing leads to, or that follow a start."""
    starts = {n.to for row in found if row.kind == "start" for n in row.next}
    led = {n.to for row in found for n in row.next}
    return [
        r.actor
        for r in found
        if r.actor and r.kind in ("task", "call") and (r.id in starts or r.id not in led)
    ]


def _last_actors(found: tuple[Row, ...]) -> list[str]:
    """Who does the steps that an end follows."""
    ends = {row.id for row in found if row.kind == "end"}
    return [
        r.actor for r in found if r.actor and r.kind in ("task", "call") and any(n.to in ends for n in r.next)
    ]


def _outside(document: Document, one: Map, sending: bool) -> list[str]:
    """The pools without lanes of their own that message flows come from, or go to."""
    ends = effective_ends(document, one.id)
    found: list[str] = []
    for flow in document.flows(one.id):
        if flow.kind == "message":
            end = ends.get(flow.id, (flow.source, flow.target))[0 if sending else 1]
            pool = document.element(one.id, queries.pool_of(document, one.id, end))
            if pool is not None and not queries.lanes(document, one.id, pool.id):
                found.append(pool.name)
    return found


def _data(document: Document, one: Map, kind: str) -> list[str]:
    return [units.flat(n.name) for n in document.nodes(one.id) if n.kind == kind and n.name.strip()]


def _listed(document: Document, names: Iterable[str], own: set[str]) -> list[str]:
    """The names as the list has them, rolled up to units, without the owner where others are left."""
    found: list[str] = []
    for name in names:
        unit = units.by_name(document, name)
        rolled = units.roll_up(document, unit.id) if unit else ()
        found += [one.name for key in rolled if (one := document.unit(key))] or [units.flat(name)]
    others = [name for name in found if name not in own]
    return others or found


def _name(document: Document, said: str) -> str:
    unit = document.unit(said)
    return unit.name if unit else said


def _split(cell: str) -> list[str]:
    return [units.flat(part) for part in cell.replace("\n", ";").split(";") if part.strip()]


def _once(names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        flat = units.flat(name)
        if flat:
            found.setdefault(flat.casefold(), flat)
    return tuple(found.values())


def parties(document: Document, process_id: str) -> tuple[str, ...]:
    """The names of all who take part in a process of the top level. Raises KeyError."""
    found = involved.by_process(document)[process_id]
    return tuple(unit.name for key in found if (unit := document.unit(key)) is not None)
