"""One unit, one name (R08), and every lane's actor in the unit list (R07)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from msgspec.structs import replace

from probis_editor.checks.engine import ADVICE, ERROR, Fix, Hit, hit, rule
from probis_editor.checks.spelling import spelled
from probis_editor.checks.views import Whole
from probis_editor.commands import tree
from probis_editor.model.changes import label
from probis_editor.model.document import Transaction
from probis_editor.model.elements import Node


class _Use(NamedTuple):
    map: str
    lane: Node


def _uses(whole: Whole) -> dict[str, list[_Use]]:
    """Every name of a lane, with the lanes that bear it, in the order of the maps."""
    found: dict[str, list[_Use]] = {}
    for view in whole.maps:
        for lane in view.lanes:
            name = " ".join(lane.name.split())
            if name:
                found.setdefault(name, []).append(_Use(view.id, lane))
    return found


@rule("unit_spelling", ADVICE)
def unit_spelling(whole: Whole) -> Iterator[Hit]:
    """A lane whose name is another spelling of a listed unit, or of a more frequent lane."""
    uses = _uses(whole)
    listed = {u.name: u for u in whole.units}
    known = set(listed) | {alias for u in whole.units for alias in u.aliases}
    often = Counter({name: len(found) for name, found in uses.items()})
    places = {name: place for place, name in enumerate(uses)}
    for name, found in uses.items():
        if name in known:
            continue
        alike = [other for other in (*listed, *uses) if other != name and spelled(name).alike(spelled(other))]
        better = [o for o in alike if o in listed]
        better += [
            o for o in alike if o not in known and (-often[o], places[o]) < (-often[name], places[name])
        ]
        if better:
            wanted = better[0] if better[0] in listed else min(better, key=lambda o: (-often[o], places[o]))
            unit = listed[wanted].id if wanted in listed else ""
            fix = Fix(label("checks.fix.rename"), partial(_rename, uses=found, name=wanted, unit=unit))
            yield hit(found[0].lane.id, map=found[0].map, fix=fix, name=name, other=wanted, n=len(found))


def _rename(tx: Transaction, *, uses: list[_Use], name: str, unit: str) -> None:
    for use in uses:
        lane = tx.document.node(use.map, use.lane.id)
        tx.put(replace(lane, name=name, unit=unit or lane.unit))


@rule("unit_twice", ERROR)
def unit_twice(whole: Whole) -> Iterator[Hit]:
    """Two entries of the unit list that spell the same name; sub-units of different units may share one."""
    for at, unit in enumerate(whole.units):
        for earlier in whole.units[:at]:
            if earlier.parent == unit.parent and spelled(unit.name).alike(spelled(earlier.name)):
                yield hit(unit.id, name=unit.name, other=earlier.name)
                break


@rule("lane_not_listed", ADVICE)
def lane_not_listed(whole: Whole) -> Iterator[Hit]:
    """A lane whose actor is in no list, where there is a list."""
    if not whole.units:
        return
    known = {n for u in whole.units for n in (u.name, u.short, *u.aliases) if n}
    names = [spelled(name) for name in sorted(known)]
    for name, found in _uses(whole).items():
        if name not in known and not any(spelled(name).alike(other) for other in names):
            fix = Fix(label("checks.fix.list"), partial(_list, uses=found, name=name))
            yield hit(found[0].lane.id, map=found[0].map, fix=fix, name=name, n=len(found))


def _list(tx: Transaction, *, uses: list[_Use], name: str) -> None:
    unit = tree.create_unit(tx, name)
    _rename(tx, uses=uses, name=name, unit=unit.id)


@rule("lane_unit_gone", ERROR)
def lane_unit_gone(whole: Whole) -> Iterator[Hit]:
    """A lane tied to a unit that is not in the list any more."""
    for name, found in _uses(whole).items():
        for use in found:
            if use.lane.unit and whole.document.unit(use.lane.unit) is None:
                yield hit(use.lane.id, map=use.map, name=name)


@rule("lane_unit_name", ERROR)
def lane_unit_name(whole: Whole) -> Iterator[Hit]:
    """A lane tied to a unit but with another name."""
    for name, found in _uses(whole).items():
        for use in found:
            unit = whole.document.unit(use.lane.unit)
            if unit is not None and name not in unit.borne:
                fix = Fix(
                    label("checks.fix.rename"), partial(_rename, uses=[use], name=unit.name, unit=unit.id)
                )
                yield hit(use.lane.id, map=use.map, fix=fix, name=name, other=unit.name)
