"""The fields of records as values: what differs between two states of one record, and a record with a field set.

A style counts field by field (`style.fill`), so that two people may change different things of it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import msgspec

from probis_editor.geometry import Point, Rect
from probis_editor.model.changes import Record
from probis_editor.model.elements import PLAIN, Flow, Node, Style

GEOMETRY = ("bounds", "expanded_size", "label", "points")
"""Fields that say where something lies, not what it is."""

ENDS = ("source", "target")
REFERENCES = ("parent", "plane", "attached")
"""Fields of nodes that name another element of the map; flows also have their ends."""

_IDENTITY = ("map", "id", "z", "element", "slot")
_STYLE = "style."


class FieldChange(msgspec.Struct, frozen=True):
    """One field's step; `name` as in `values`."""

    name: str
    before: Any
    after: Any


def references(record: Node | Flow) -> tuple[str, ...]:
    """The names of the record's fields that hold ids of other elements of its map."""
    return REFERENCES if isinstance(record, Node) else ("parent", "plane", *ENDS)


def values(record: Record) -> dict[str, Any]:
    """The record's fields by name, but for its identity, its z and (of a node) what it was copied from."""
    found: dict[str, Any] = {}
    for name in record.__struct_fields__:
        if name in _IDENTITY or (name == "source" and isinstance(record, Node)):
            continue
        value = getattr(record, name)
        if name == "style":
            for part in Style.__struct_fields__:
                found[_STYLE + part] = getattr(value, part)
        else:
            found[name] = value
    return found


def changed_fields(
    before: Record, after: Record, skip: Collection[str] = (), tolerance: float = 0.0
) -> tuple[FieldChange, ...]:
    """The fields that differ, in the order of the record. Lengths within `tolerance` units count as equal."""
    if before == after:
        return ()
    if type(before) is not type(after):
        return (FieldChange("", before, after),)
    old, new = values(before), values(after)
    return tuple(
        FieldChange(name, value, new[name])
        for name, value in old.items()
        if value != new[name] and name not in skip and not _near(value, new[name], tolerance)
    )


def with_field(record: Any, name: str, value: Any) -> Any:
    """The record with one field set; `name` as in `values`."""
    if name.startswith(_STYLE):
        style = msgspec.structs.replace(record.style, **{name.removeprefix(_STYLE): value})
        return msgspec.structs.replace(record, style=PLAIN if style == PLAIN else style)
    return msgspec.structs.replace(record, **{name: value})


def _near(a: Any, b: Any, tolerance: float) -> bool:
    """Whether two lengths, places or lines of places differ by no more than `tolerance` in any number."""
    if not tolerance or type(a) is not type(b):
        return False
    if isinstance(a, float):
        return abs(a - float(b)) <= tolerance
    if not isinstance(a, tuple) or not isinstance(b, tuple) or len(a) != len(b):
        return False
    return all(
        _near(x, y, tolerance) if isinstance(x, float | Point | Rect) else x == y
        for x, y in zip(a, b, strict=True)
    )
