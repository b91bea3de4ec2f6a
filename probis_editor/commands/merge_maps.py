"""One map merged three ways: element by element, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from probis_editor.commands.merge_plan import DERIVED, Conflict, Left, MapMerge
from probis_editor.model.compare import Change
from probis_editor.model.document import Document
from probis_editor.model.elements import Element, Flow, Map, Node
from probis_editor.model.fields import GEOMETRY, changed_fields, references, with_field
from probis_editor.model.matching import reading_place

_NOT_THEIRS = ("process", "unit", "foreign", "inline", "ref", "workflow")
"""Fields that only our file holds, or that name things inside a file."""
_MAP_NOT_THEIRS = ("kind", "process", "order", "theme", "size", "foreign")
_NOTES = ("annotation", "text")
_DERIVED_FIELDS = (*GEOMETRY, "documentation")

Elements = Mapping[str, Element]
Whole = Map | Node | Flow


def merged_map(document: Document, base: Document, edited: Document, seen: Document, map_id: str) -> MapMerge:
    """The plan for a map that all sides have. `seen` is our side in the terms of the other two."""
    return _MapMerger(document, base, edited, seen, map_id).plan()


def elements_of(document: Document, map_id: str) -> dict[str, Element]:
    """The elements of a map by id, in reading order."""
    found: list[Element] = [*document.nodes(map_id), *document.flows(map_id)]
    return {e.id: e for e in sorted(found, key=lambda e: (isinstance(e, Flow), reading_place(e)))}


class _MapMerger:
    def __init__(
        self, document: Document, base: Document, edited: Document, seen: Document, map_id: str
    ) -> None:
        self._id = map_id
        self._record = document.map(map_id)
        self._records = (base.map(map_id), edited.map(map_id), seen.map(map_id))
        self._derived = self._record.kind in DERIVED
        self._named = document.process(self._record.process) is not None
        self._ours: Elements = elements_of(document, map_id)
        self._base: Elements = elements_of(base, map_id)
        self._theirs: Elements = elements_of(edited, map_id)
        self._seen: Elements = elements_of(seen, map_id)
        self._merged: dict[str, Element | None] = {}
        self._conflicts: list[Conflict] = []
        self._left: list[Left] = []

    def plan(self) -> MapMerge:
        own = self._map()
        for element_id in dict.fromkeys([*self._base, *self._theirs]):
            self._element(element_id)
        self._settle_references()
        return MapMerge(
            id=self._id,
            map=own,
            merged=dict(self._merged),
            taken=tuple(self._taken()),
            conflicts=tuple(self._conflicts),
            left=tuple(self._left),
        )

    def _map(self) -> Map | None:
        base, theirs, seen = self._records
        # A map of a process is called as the tree calls it: another name is offered as a rename.
        named = self._derived or self._named
        skip = (*_MAP_NOT_THEIRS, "name") if named else _MAP_NOT_THEIRS
        record = self._fields("", base, theirs, seen, self._record, skip)
        return None if record == self._record else record

    def _element(self, element_id: str) -> None:
        base, theirs = self._base.get(element_id), self._theirs.get(element_id)
        ours, seen = self._ours.get(element_id), self._seen.get(element_id)
        if ours is None and seen is not None:
            return  # only the export makes it
        if base is None:
            self._added(element_id, theirs, ours, seen)
        elif theirs is None:
            self._removed(element_id, base, ours, seen)
        elif ours is None:
            if changed_fields(base, theirs, _NOT_THEIRS):
                self._whole(element_id, base, None, theirs)
        elif seen is not None:
            self._both(element_id, base, theirs, seen, ours)

    def _added(
        self, element_id: str, theirs: Element | None, ours: Element | None, seen: Element | None
    ) -> None:
        if theirs is None:
            return
        if ours is not None and seen is not None:
            for change in changed_fields(seen, theirs, _NOT_THEIRS):
                self._conflict(element_id, change.name, None, change.before, change.after)
        elif self._may_take(theirs):
            self._merged[element_id] = theirs
        else:
            self._left.append(Left(map=self._id, element=element_id, how="added"))

    def _removed(self, element_id: str, base: Element, ours: Element | None, seen: Element | None) -> None:
        if ours is None or seen is None:
            return
        if not self._may_take(base):
            self._left.append(Left(map=self._id, element=element_id, how="removed"))
        elif changed_fields(base, seen, _NOT_THEIRS):
            self._whole(element_id, base, ours, None)
        else:
            self._merged[element_id] = None

    def _both(self, element_id: str, base: Element, theirs: Element, seen: Element, ours: Element) -> None:
        if not type(base) is type(theirs) is type(seen) is type(ours):
            if base != theirs:
                self._whole(element_id, base, ours, theirs)
            return
        skip = list(_NOT_THEIRS)
        if self._derived and not self._may_take(ours):
            for change in changed_fields(base, theirs, _NOT_THEIRS):
                if change.name not in _DERIVED_FIELDS:
                    skip.append(change.name)
                    self._left.append(
                        Left(map=self._id, element=element_id, how="changed", field=change.name)
                    )
        record = self._fields(element_id, base, theirs, seen, ours, skip)
        if record != ours:
            self._merged[element_id] = record

    def _may_take(self, element: Element) -> bool:
        """Whether the other side may make, remove or rewrite it: on derived maps only notes and their lines."""
        if not self._derived:
            return True
        if isinstance(element, Node):
            return element.kind in _NOTES
        ends = [self._ours.get(end) or self._theirs.get(end) for end in (element.source, element.target)]
        return any(isinstance(end, Node) and end.kind in _NOTES for end in ends)

    def _fields(
        self, element_id: str, base: Whole, theirs: Whole, seen: Whole, ours: Any, skip: Iterable[str]
    ) -> Any:
        """Our record with the fields that only the other side changed; conflicts where both did."""
        skipped = tuple(skip)
        mine = {change.name: change.after for change in changed_fields(base, seen, skipped)}
        record = ours
        for change in changed_fields(base, theirs, skipped):
            if change.name not in mine:
                record = with_field(record, change.name, change.after)
            elif mine[change.name] != change.after:
                self._conflict(element_id, change.name, change.before, mine[change.name], change.after)
        return record

    def _conflict(self, element_id: str, field: str, base: Any, ours: Any, theirs: Any) -> None:
        self._conflicts.append(
            Conflict(map=self._id, element=element_id, field=field, base=base, ours=ours, theirs=theirs)
        )

    def _whole(
        self, element_id: str, base: Element | None, ours: Element | None, theirs: Element | None
    ) -> None:
        self._conflict(element_id, "", base, ours, theirs)

    # References

    def _settle_references(self) -> None:
        """What one side removed while the other side came to use it: a conflict about its existence."""
        known = {c.element for c in self._conflicts if not c.field}
        again = True
        while again:
            again = False
            present = self._present()
            for element in list(present.values()):
                for name in references(element):
                    wanted = getattr(element, name)
                    if not wanted or wanted in present or wanted in known:
                        continue
                    if wanted in self._ours:  # they removed it, we came to use it
                        self._whole(wanted, self._base.get(wanted), self._ours[wanted], None)
                        del self._merged[wanted]
                    elif wanted in self._theirs:  # we removed it, they came to use it
                        self._whole(wanted, self._base.get(wanted), None, self._theirs[wanted])
                    else:
                        continue
                    known.add(wanted)
                    again = True

    def _present(self) -> dict[str, Element]:
        found = dict(self._ours)
        for element_id, element in self._merged.items():
            if element is None:
                found.pop(element_id, None)
            else:
                found[element_id] = element
        return found

    def _taken(self) -> Iterable[Change]:
        for element_id, element in self._merged.items():
            ours = self._ours.get(element_id)
            if ours is None:
                yield Change(how="added", what="element", after=element)
            elif element is None:
                yield Change(how="removed", what="element", before=ours)
            else:
                fields = changed_fields(ours, element)
                yield Change(how="changed", what="element", before=ours, after=element, fields=fields)
