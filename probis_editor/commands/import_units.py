"""The actors in imported lanes as units of one list: those that are there, those that may be the same, the new ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from msgspec.structs import replace

from probis_editor.commands import unit_rows
from probis_editor.model import unit_names
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Node
from probis_editor.model.office import Unit
from probis_editor.model.spelling import Spelled, spelled

LEAST = 86
"""From here on two names are offered as one."""
UNIT = "unit:"
"""Head of a target that is a unit of the list; any other target is the name of one to be entered."""


class Actor(NamedTuple):
    """A name that lanes bear. `target` is whom it stands for: itself, a unit, or the name of another actor.

    `score` says how alike the two are, 100 where nothing has to be decided: the list has the name, or nothing is alike.
    """

    name: str
    lanes: int
    maps: int
    target: str
    score: int = 100

    @property
    def suggested(self) -> bool:
        """Whether the target is a suggestion that can be declined."""
        return self.score < 100 or (not self.target.startswith(UNIT) and self.target != self.name)


def actors(document: Document, incoming: Document) -> list[Actor]:
    """The actors of the maps of `incoming`, the most used first, with the units of `document` they may stand for."""
    uses: Counter[str] = Counter()
    maps: dict[str, set[str]] = {}
    for lane in _lanes(incoming):
        name = unit_names.flat(lane.name)
        uses[name] += 1
        maps.setdefault(name, set()).add(lane.map)
    # Of names that may be one, the one written out is the unit's; else the one that is used most.
    names = sorted(uses, key=lambda n: (not _written_out(n), -uses[n], -len(n), n.casefold()))
    listed = [(said, u) for u in document.of_type(Unit) for said in (u.name, u.short, *u.aliases) if said]
    heads: list[str] = []
    found: list[Actor] = []
    for name in names:
        target, score = _whom(document, name, listed, heads)
        if target == name:
            heads.append(name)
        found.append(Actor(name, uses[name], len(maps[name]), target, score))
    return sorted(found, key=lambda a: (-a.lanes, a.name.casefold()))


def _written_out(name: str) -> bool:
    """Whether there is nothing shortened in a name, and no slip in its capitals."""
    plain = "".join(c for c in name if c.isalnum()).casefold()
    usual = all(w in (w.lower(), w.upper(), w.capitalize()) for w in name.replace("/", " ").split())
    return usual and plain == "".join(spelled(name).words)


def _whom(document: Document, name: str, listed: list[tuple[str, Unit]], heads: list[str]) -> tuple[str, int]:
    known = unit_names.by_name(document, name)
    if known is not None:
        return UNIT + known.id, 100
    rated = [(likeness(name, said), 1, UNIT + unit.id) for said, unit in listed]
    rated += [(likeness(name, head), 0, head) for head in heads]
    score, _, target = max(rated, default=(0, 0, ""), key=lambda r: r[:2])
    return (target, min(score, 99)) if score >= LEAST else (name, 100)


def _lanes(document: Document) -> list[Node]:
    return [
        node
        for one in document.maps()
        for node in document.nodes(one.id)
        if node.kind == "lane" and unit_names.flat(node.name)
    ]


def likeness(first: str, second: str) -> int:
    """How alike two names of units are, from 0 to 100, abbreviations written out; 0 for what means something else.

    Words may stand in another order, run together or hold a slip; another number, another short word ("RT", "RW") or
    one more word make another unit.
    """
    from rapidfuzz import fuzz

    one, other = spelled(first).words, spelled(second).words
    if one == other:
        return 100
    if "".join(one) == "".join(other):
        return 98
    if Spelled(tuple(sorted(one))).alike(Spelled(tuple(sorted(other)))):
        return max(round(fuzz.token_sort_ratio(" ".join(one), " ".join(other))), LEAST)
    return 0


def enter(tx: Transaction, maps: list[str], wanted: Mapping[str, str]) -> tuple[str, ...]:
    """Tie the lanes of these maps to the units that `wanted` names by the lanes' names; missing ones are entered.

    A lane bears the unit's name from then on; what it was called becomes another name of the unit. Returns the new
    units' ids. Lanes without an entry stay as they are.
    """
    document = tx.document
    made: list[str] = []
    for map_id in maps:
        for lane in document.nodes(map_id):
            name = unit_names.flat(lane.name)
            target = wanted.get(name, "") if lane.kind == "lane" else ""
            if not target:
                continue
            unit = _unit(tx, target, made)
            if name.casefold() not in {n.casefold() for n in (unit.name, unit.short, *unit.aliases)}:
                unit = replace(unit, aliases=(*unit.aliases, name))
                tx.put(unit)
            tx.put(replace(lane, unit=unit.id, name=name if name == unit.short else unit.name))
    return tuple(made)


def _unit(tx: Transaction, target: str, made: list[str]) -> Unit:
    """The unit that a target names; where it is gone or new, one of that name."""
    document = tx.document
    unit = document.unit(target.removeprefix(UNIT)) if target.startswith(UNIT) else None
    unit = unit or unit_names.by_name(document, target)
    if unit is None:
        made += unit_rows.enter(tx, [unit_rows.UnitRow(target, kind="position")])
        unit = unit_names.by_name(document, target)
    assert unit is not None
    return unit
