"""Extended attributes merged three ways: value by value, as the fields of elements are."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from probis_editor.commands.merge_plan import (
    ATTRIBUTE,
    THEIRS,
    AttributeSides,
    Choices,
    Conflict,
    MapMerge,
    Merged,
    MergePlan,
    Said,
)
from probis_editor.model.compare import Change
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import AttributeValue
from probis_editor.model.fields import FieldChange


def merged(
    sides: AttributeSides, document: Document, base: Document, edited: Document, map_id: str
) -> tuple[Merged, ...]:
    """Every value that ours or theirs has on a map that all sides have."""
    was, theirs, ours = (side.get(map_id, {}) for side in (sides.base, sides.theirs, sides.ours))
    found: list[Merged] = []
    for where in dict.fromkeys([*was, *theirs, *ours]):
        element = where[0]
        if element and edited.element(map_id, element) is None:
            continue  # gone there, with all that was said of it
        old, new, own = was.get(where), theirs.get(where), ours.get(where)
        old_mark, new_mark, own_mark = (_mark(one) for one in (old, new, own))
        one = Merged(map=map_id, where=where, ours=own, theirs=new)
        if new_mark not in (old_mark, own_mark):
            if own_mark == old_mark:
                one = msgspec.structs.replace(one, taken=True)
            elif not element or document.element(map_id, element) is not None:
                name = next(s.shown.attribute for s in (new, own, old) if s is not None)
                conflict = Conflict(
                    map=map_id,
                    element=element,
                    field=ATTRIBUTE,
                    name=name,
                    base=_text(old),
                    ours=_text(own),
                    theirs=_text(new),
                )
                one = msgspec.structs.replace(one, conflict=conflict)
        found.append(one)
    return tuple(found)


def told(part: MapMerge, values: Iterable[Merged], document: Document) -> MapMerge:
    """The map's part of the plan with what becomes of attributes; those of new elements come along untold."""
    taken, conflicts = list(part.taken), list(part.conflicts)
    for one in values:
        element = one.where[0]
        if one.conflict is not None:
            conflicts.append(one.conflict)
        elif one.taken and (not element or document.element(part.id, element) is not None):
            taken.append(_change(one))
    return msgspec.structs.replace(part, taken=tuple(taken), conflicts=tuple(conflicts))


def take(tx: Transaction, plan: MergePlan, values: Iterable[Merged], choices: Choices) -> None:
    """Write what the values become, after the maps and what their files carry were written."""
    document = tx.document
    for one in values:
        element, attribute = one.where
        if document.get((one.map, "")) is None or (element and document.element(one.map, element) is None):
            continue
        decided = one.conflict is not None and choices.of(one.conflict) == THEIRS
        wanted = one.theirs if one.taken or decided else one.ours
        standing = document.get((one.map, f"#attribute:{element}:{attribute}"))
        carried, there = document.carried(one.map), plan.edited.carried(one.map)
        if carried is not None and there is not None and carried.archive == there.archive:
            was = _mark(one.theirs)
        elif isinstance(standing, AttributeValue):
            was = standing.was
        else:
            was = _mark(one.ours)
        record = _record(one, wanted, was)
        if record.mark != was:
            tx.put(record)
        elif standing is not None:
            tx.drop(record.key)


def _record(one: Merged, wanted: Said | None, was: str) -> AttributeValue:
    element, attribute = one.where
    if wanted is not None:
        return msgspec.structs.replace(wanted.value, map=one.map, was=was)
    attached = any(side is not None and side.value.attached for side in (one.ours, one.theirs))
    return AttributeValue(
        map=one.map, element=element, attribute=attribute, content="", was=was, attached=attached
    )


def _mark(said: Said | None) -> str:
    return said.value.mark if said is not None else ""


def _text(said: Said | None) -> str:
    return said.shown.content if said is not None else ""


def _change(one: Merged) -> Change:
    before = one.ours.shown if one.ours is not None else None
    after = one.theirs.shown if one.theirs is not None else None
    if before is None or after is None:
        return Change(
            how="added" if before is None else "removed", what="attribute", before=before, after=after
        )
    field = FieldChange("content", before.content, after.content)
    return Change(how="changed", what="attribute", before=before, after=after, fields=(field,))
