"""The verb that places a unit in its tree."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from probis_editor.model import unit_names
from probis_editor.model.changes import label
from probis_editor.model.document import Document, Transaction
from probis_editor.model.office import Unit
from probis_editor.rules.permits import RefusedError


def children(document: Document, parent: str = "") -> list[Unit]:
    """The units right below one ("" = at the top, or with a unit above that is gone), in order."""
    known = {u.id for u in document.of_type(Unit)}
    found = [u for u in document.of_type(Unit) if (u.parent if u.parent in known else "") == parent]
    return sorted(found, key=lambda u: (u.order, u.id))


def walk(document: Document, parent: str = "", depth: int = 0) -> Iterator[tuple[int, Unit]]:
    """Every unit with its depth, those right below one after it."""
    for unit in children(document, parent):
        yield depth, unit
        yield from walk(document, unit.id, depth + 1)


def shifted(document: Document, unit_id: str, way: str) -> tuple[str, int | None] | None:
    """(parent, place) of a unit moved "up", "down", "in" under the one before it or "out" beside its holder.

    None where there is no such place. Parties stand among parties only.
    """
    unit = document.unit(unit_id)
    if unit is None:
        return None
    parent = unit.parent if document.unit(unit.parent) is not None else ""
    siblings = children(document, parent)
    shown = [u.id for u in siblings if parent or (u.kind == "party") is (unit.kind == "party")]
    at = shown.index(unit_id)
    if way in ("up", "down"):
        goal = at + (-1 if way == "up" else 1)
        if not 0 <= goal < len(shown):
            return None
        rest = [u.id for u in siblings if u.id != unit_id]
        return parent, rest.index(shown[goal]) + (way == "down")
    if way == "in":
        return (shown[at - 1], None) if at else None
    holder = document.unit(parent)
    if holder is None:
        return None
    above = holder.parent if document.unit(holder.parent) is not None else ""
    return above, [u.id for u in children(document, above)].index(holder.id) + 1


def move(tx: Transaction, unit_id: str, parent: str, order: int | None = None) -> None:
    """Hang a unit with all below it under another one ("" = the top), as the last or at place `order` (0-based).

    Raises KeyError; RefusedError where it would lie under itself.
    """
    document = tx.document
    unit = document.unit(unit_id)
    if unit is None or (parent and document.unit(parent) is None):
        raise KeyError(unit_id if unit is None else parent)
    if parent == unit_id or (parent and any(u.id == unit_id for u in unit_names.above(document, parent))):
        raise RefusedError(label("units.refused.loop", name=unit.name))
    twin = next((u for u in children(document, parent) if u.id != unit_id and u.name == unit.name), None)
    if twin is not None and unit.parent != parent:
        raise RefusedError(label("units.refused.twice", name=twin.name))
    siblings = [u for u in children(document, parent) if u.id != unit_id]
    siblings.insert(len(siblings) if order is None else order, unit)
    for number, one in enumerate(siblings):
        if one.id == unit_id:
            tx.put(replace(unit, parent=parent, order=number))
        elif one.order != number:
            tx.put(replace(one, order=number))
