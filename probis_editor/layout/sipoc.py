"""Who gives what to a process and who gets what from it: proposed from its maps, or as the office said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from probis_editor.layout.steps import Row, rows
from probis_editor.model import numbering, queries
from probis_editor.model.affairs import Sipoc
from probis_editor.model.document import Document
from probis_editor.model.elements import Map
from probis_editor.model.repairs import effective_ends
from probis_editor.model.unit_names import by_name, flat, roll_up

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
        once(_listed(document, first, own)),
        once(t for t in taken if t.casefold() not in inner),
        once(children or steps),
        once(m for m in made if m.casefold() not in inner) or once(made[-1:]),
        once(_listed(document, last, own)),
    )


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
    return [flat(n.name) for n in document.nodes(one.id) if n.kind == kind and n.name.strip()]


def _listed(document: Document, names: Iterable[str], own: set[str]) -> list[str]:
    """The names as the list has them, rolled up to units, without the owner where others are left."""
    found: list[str] = []
    for name in names:
        unit = by_name(document, name)
        rolled = roll_up(document, unit.id) if unit else ()
        found += [one.name for key in rolled if (one := document.unit(key))] or [flat(name)]
    others = [name for name in found if name not in own]
    return others or found


def _name(document: Document, said: str) -> str:
    unit = document.unit(said)
    return unit.name if unit else said


def _split(cell: str) -> list[str]:
    return [flat(part) for part in cell.replace("\n", ";").split(";") if part.strip()]


def once(names: Iterable[str]) -> tuple[str, ...]:
    """The names in one line each, without empty ones and without those that differ in nothing but case."""
    found: dict[str, str] = {}
    for name in names:
        said = flat(name)
        if said:
            found.setdefault(said.casefold(), said)
    return tuple(found.values())


def shown_on(document: Document, map_id: str) -> bool:
    """Whether a map is to show the columns of its process: as was said for it, else as the document has it."""
    settings = document.settings
    return dict(settings.sipoc_maps).get(map_id, settings.sipoc_on_maps)


def of_map(document: Document, map_id: str) -> Table | None:
    """The columns that stand under a map, None for none.

    None for a map that is not to show them, that belongs to no process, or of whose process nothing else is known.
    """
    record = document.index(map_id).record
    if record is None or not shown_on(document, map_id) or document.process(record.process) is None:
        return None
    found = table(document, record.process)
    return found if any(found._replace(process=())) else None
