"""Units by the names that they bear, and the units that answer for them."""

from __future__ import annotations

from probis_editor.model.document import Document
from probis_editor.model.office import Unit

_NAMES = "units.names"


def flat(name: str) -> str:
    """A name in one line with single blanks."""
    return " ".join(name.split())


def by_name(document: Document, name: str) -> Unit | None:
    """The unit that bears the name as name, short name or alias; case does not matter, names go before aliases."""
    found = _names(document).get(flat(name).casefold())
    return document.unit(found) if found else None


def _names(document: Document) -> dict[str, str]:
    found = document.derived.get(_NAMES)
    if isinstance(found, dict):
        return found
    result: dict[str, str] = {}
    units = document.of_type(Unit)
    called = ([(u.name,) for u in units], [(u.short,) for u in units], [u.instances for u in units])
    for names in (*called, [u.aliases for u in units]):
        for unit, some in zip(units, names, strict=True):
            for name in some:
                if flat(name):
                    result.setdefault(flat(name).casefold(), unit.id)
    document.derived[_NAMES] = result
    return result


def above(document: Document, unit_id: str) -> list[Unit]:
    """The units above one, the nearest first."""
    result: list[Unit] = []
    unit = document.unit(unit_id)
    while unit is not None and unit.parent:
        unit = document.unit(unit.parent)
        if unit is None or unit in result:
            break
        result.append(unit)
    return result


def roll_up(document: Document, unit_id: str) -> tuple[str, ...]:
    """The units that answer for a unit, position or collective: itself, the unit of a position, the members.

    A position with no unit above it stands for itself.
    """
    unit = document.unit(unit_id)
    if unit is None:
        return ()
    if unit.kind == "collective" and unit.members:
        return tuple(dict.fromkeys(one for m in unit.members if m != unit_id for one in roll_up(document, m)))
    if unit.kind == "position":
        led = any(u.parent == unit.id for u in document.of_type(Unit))
        holder = next((u for u in above(document, unit_id) if u.kind == "unit"), None)
        if holder is not None and not led:
            return (holder.id,)
    return (unit_id,)
