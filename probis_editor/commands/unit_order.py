"""The verb that places a unit in its tree."""

from __future__ import annotations

from msgspec.structs import replace

from probis_editor.commands import units
from probis_editor.model.changes import label
from probis_editor.model.document import Document, Transaction
from probis_editor.model.office import Unit
from probis_editor.rules.permits import RefusedError


def children(document: Document, parent: str = "") -> list[Unit]:
    """The units right below one ("" = at the top, or with a unit above that is gone), in order."""
    known = {u.id for u in document.of_type(Unit)}
    found = [u for u in document.of_type(Unit) if (u.parent if u.parent in known else "") == parent]
    return sorted(found, key=lambda u: (u.order, u.id))


def move(tx: Transaction, unit_id: str, parent: str, order: int | None = None) -> None:
    """Hang a unit with all below it under another one ("" = the top), as the last or at place `order` (0-based).

    Raises KeyError; RefusedError where it would lie under itself.
    """
    document = tx.document
    unit = document.unit(unit_id)
    if unit is None or (parent and document.unit(parent) is None):
        raise KeyError(unit_id if unit is None else parent)
    if parent == unit_id or (parent and any(u.id == unit_id for u in units.above(document, parent))):
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
