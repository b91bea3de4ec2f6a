"""Who takes part in a process: the units behind the lanes of its maps, rolled up, and the parties typed in."""

from __future__ import annotations

from collections.abc import Iterable

from probis_editor.model import numbering, unit_names
from probis_editor.model.document import Document
from probis_editor.model.elements import Node
from probis_editor.model.office import Process, Unit

_LANES = "involved.lanes"


def actors(document: Document, map_id: str) -> tuple[tuple[str, str], ...]:
    """(name, unit id) of every lane without lanes in it, top to bottom; visible pools without lanes count as lanes.

    The unit id is that of the list, by tie or by name, "" for none.
    """
    derived = document.index(map_id).derived
    found = derived.get(_LANES)
    if not isinstance(found, tuple):
        nodes = document.nodes(map_id)
        holders = {n.parent for n in nodes if n.kind == "lane"}
        lanes = [n for n in nodes if n.kind in ("lane", "pool") and not n.hidden and n.id not in holders]
        found = tuple(sorted(lanes, key=lambda n: (n.bounds.y, n.bounds.x, n.id)))
        derived[_LANES] = found
    return tuple((unit_names.flat(n.name), _unit_of(document, n)) for n in found if unit_names.flat(n.name))


def _unit_of(document: Document, lane: Node) -> str:
    if lane.unit and document.unit(lane.unit) is not None:
        return lane.unit
    unit = unit_names.by_name(document, lane.name)
    return unit.id if unit is not None and lane.kind == "lane" else ""


def by_process(document: Document) -> dict[str, list[str]]:
    """Top-level process id -> the units in it: the parties typed in, then those behind lanes in the order of the list.

    The owner stands for them where there are none.
    """
    homes: dict[str, list[str]] = {}
    for one in document.maps():
        if one.process and one.kind not in ("level0", "subprocess", "relation", "organisation"):
            homes.setdefault(one.process, []).append(one.id)
    order = {u.id: (u.order, u.id) for u in document.of_type(Unit)}
    result: dict[str, list[str]] = {}
    for process in numbering.children(document):
        branch = [process, *numbering.descendants(document, process.id)]
        maps = [m for p in branch for m in homes.get(p.id, ())]
        typed = [key for p in branch for key in p.parties if key in order]
        behind = _rolled(document, (unit for m in maps for _, unit in actors(document, m) if unit))
        found = dict.fromkeys([*typed, *sorted(behind, key=lambda key: order[key])])
        result[process.id] = list(found) or [key for key in (process.owner,) if key in order]
    return result


def _rolled(document: Document, found: Iterable[str]) -> list[str]:
    return list(
        dict.fromkeys(one for key in dict.fromkeys(found) for one in unit_names.roll_up(document, key))
    )


def related(document: Document) -> list[tuple[str, str]]:
    """Pairs of top-level processes that are named as related, each once, in the order of the tree."""
    tops: dict[str, str] = {}
    members: list[Process] = []
    for depth, process in numbering.walk(document):
        members.append(process)
        tops[process.id] = process.id if not depth else tops[process.parent]
    pairs = [
        (tops[p.id], tops[other])
        for p in members
        for other in p.related
        if other in tops and tops[other] != tops[p.id]
    ]
    result: dict[tuple[str, str], None] = {}
    for first, second in pairs:
        if (second, first) not in result:
            result[first, second] = None
    return list(result)
