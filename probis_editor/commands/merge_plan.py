"""What a merge would do, as values: changes to take, conflicts to decide, maps to add or remove, renames to offer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from probis_editor.model.compare import Change
from probis_editor.model.document import Document
from probis_editor.model.elements import AttributeValue, Element, Key, Map

OURS, THEIRS = "ours", "theirs"
ATTRIBUTE = "attribute"
"""The field of a conflict about an extended attribute."""
DERIVED = ("level0", "subprocess", "relation", "organisation")
"""Maps that say what the tree and the unit list say: a merge takes only geometry and notes from the other side."""


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that both sides changed, each in its own way.

    `element` "" is the map itself; `field` "" whether the element (or the map) exists at all, then the three values
    are records or None; else they are values of that field (`model.fields`). Of the field ATTRIBUTE they are texts, and
    `name` is what the attribute is called.
    """

    map: str
    element: str
    field: str
    base: Any
    ours: Any
    theirs: Any
    name: str = ""


Where = tuple[str, str]
"""(element, attribute); element "" = the map itself."""


class Said(msgspec.Struct, frozen=True):
    """What one side says by an attribute: as it is stored, and as it is shown (the attribute's name, plain text)."""

    value: AttributeValue
    shown: AttributeValue


class AttributeSides(msgspec.Struct, frozen=True):
    """What the sides say, by map."""

    base: Mapping[str, Mapping[Where, Said]]
    theirs: Mapping[str, Mapping[Where, Said]]
    ours: Mapping[str, Mapping[Where, Said]]


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """One value: what each side says, and whether theirs is taken; `conflict` where the user decides that."""

    map: str
    where: Where
    ours: Said | None
    theirs: Said | None
    taken: bool = False
    conflict: Conflict | None = None


class Rename(msgspec.Struct, frozen=True, kw_only=True):
    """A name of the tree or the unit list that the other side wrote differently on a map: offered, never just taken.

    `what` is "process", "unit" or "map", `id` which one; `map` and `element` say where it was read.
    """

    what: str
    id: str
    before: str
    after: str
    map: str
    element: str = ""


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """A change on a derived map that is not taken. `how` is "added", "removed" or "changed" (then with its field)."""

    map: str
    element: str
    how: str
    field: str = ""


class MapMerge(msgspec.Struct, frozen=True, kw_only=True):
    """One map's part of the plan.

    `merged` are the elements as they become while every conflict stays with our side (None = removed), `map` the
    map's own record then (None = as it is). `taken` tells the same as differences to the present document.
    """

    id: str
    map: Map | None = None
    merged: Mapping[str, Element | None] = {}
    taken: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    left: tuple[Left, ...] = ()


class MergePlan(msgspec.Struct, frozen=True, kw_only=True):
    """What a merge would do. `edited` is the other side, from which new maps come.

    `removed` are maps that the other side no longer has; whether they go is asked. `assumed` are ids of maps for
    which nobody remembers what was exported: every difference counts as the other side's doing.
    """

    edited: Document
    maps: tuple[MapMerge, ...] = ()
    added: tuple[Map, ...] = ()
    removed: tuple[Map, ...] = ()
    renames: tuple[Rename, ...] = ()
    assumed: tuple[str, ...] = ()
    arrived: tuple[str, ...] = ()
    values: tuple[Merged, ...] = ()

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """All conflicts, in the order of the maps."""
        return tuple(conflict for one in self.maps for conflict in one.conflicts)

    def __bool__(self) -> bool:
        """Whether there is anything to take, decide or tell."""
        return bool(self.maps or self.added or self.removed or self.renames)


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """What the user decided.

    `conflicts` maps (map id, element id) or (map id, "") for the whole map to "ours" or "theirs"; `prefer` holds
    for the rest. `under` is the tree node below which new maps get their process ("" = top level, None = outside
    the tree); `without` are new maps that are not wanted, `remove` removed maps that really go, `renames` the offers
    that were accepted.
    """

    prefer: str = OURS
    conflicts: Mapping[Key, str] = {}
    under: str | None = None
    without: frozenset[str] = frozenset()
    remove: frozenset[str] = frozenset()
    renames: tuple[Rename, ...] = ()

    def of(self, conflict: Conflict) -> str:
        """The side that decides a conflict."""
        whole = self.conflicts.get((conflict.map, ""), self.prefer)
        return self.conflicts.get((conflict.map, conflict.element), whole)
