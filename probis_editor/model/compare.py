"""The difference of two documents as values: maps, elements, flows, texts, tree, units, office.

Elements belong together by (map id, element id); maps without a common id by name or code (`matching`). What a
change is called in words is made at the edge (`difference_words`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from typing import Literal, TypeAlias

import msgspec

from probis_editor.model import matching
from probis_editor.model.affairs import Affair, Goal, Law, Picture, Revision, Sipoc, Sop, Term
from probis_editor.model.changes import Record
from probis_editor.model.document import Document
from probis_editor.model.elements import Element, Flow, Key, Map, Node, StepRow
from probis_editor.model.fields import ENDS, GEOMETRY, FieldChange, changed_fields, references
from probis_editor.model.loose import resolved
from probis_editor.model.office import Book, Narrative, Office, Process, Settings, Unit
from probis_editor.model.repairs import guessed_ends

How: TypeAlias = Literal["added", "removed", "changed", "moved", "rerouted", "reconnected"]
"""What can have become of a record. "moved" and "rerouted": only geometry differs, of a node or of a flow."""

HALF = 0.5
"""How far places may lie apart in files of different formats, in units: some hold whole numbers only."""

_FILE_ONLY = ("kind", "process", "order", "theme", "size", "foreign")
_ELEMENT_FILE_ONLY = (
    *("process", "unit", "foreign", "workflow", "ref", "inline", "called"),
    *("style.align", "style.direction", "style.text_background", "style.font"),
)
Wide: TypeAlias = Office | Settings | Process | Unit | Narrative | Book | Affair
_SAID_AS = {
    "band": "group",
    "box.process": "call",
    "box.unit": "task",
    "box.party": "task",
    "data.input": "data.object",
    "data.output": "data.object",
}
"""Kinds that only our own file can tell from others."""

_WIDE: tuple[tuple[str, type[Wide]], ...] = (
    ("office", Office),
    ("settings", Settings),
    ("process", Process),
    ("unit", Unit),
    ("text", Narrative),
    ("book", Book),
    ("revision", Revision),
    ("law", Law),
    ("term", Term),
    ("goal", Goal),
    ("sipoc", Sipoc),
    ("sop", Sop),
    ("picture", Picture),
)


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one record. `what` is "element", "step" or a name of the document-wide records.

    `before` and `after` are the records themselves (None = absent), each in its own document's ids; of a flow in a
    loose comparison, with its ends as they are meant.
    """

    how: How
    what: str
    before: Record | None = None
    after: Record | None = None
    fields: tuple[FieldChange, ...] = ()

    @property
    def record(self) -> Record:
        """The record as it now is; as it was where it is gone."""
        record = self.after if self.after is not None else self.before
        assert record is not None
        return record

    @property
    def key(self) -> Key:
        return self.record.key


class MapDifference(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one map: "added", "removed" or "changed", its own fields, what is on it.

    The elements of a map that was added or removed are not listed.
    """

    how: How
    before: Map | None = None
    after: Map | None = None
    fields: tuple[FieldChange, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def map(self) -> Map:
        record = self.after or self.before
        assert record is not None
        return record


class Difference(msgspec.Struct, frozen=True):
    """All differences of two documents, in an order that depends on nothing but them; false where there are none."""

    maps: tuple[MapDifference, ...] = ()
    wide: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.maps or self.wide)


def compare(before: Document, after: Document, *, loose: bool = False) -> Difference:
    """What differs between two documents.

    `loose` compares files of different formats: only what every format can say of maps counts, places within half a
    unit are equal, and a colour counts as it looks, not as it is stored.
    """
    pairs = matching.maps(before, after)
    back = {new: old for old, new in pairs.items()}
    shifted = _restacked(
        [pairs[m.id] for m in before.maps() if m.id in pairs], [m.id for m in after.maps() if m.id in back]
    )
    found: list[MapDifference] = []
    for record in after.maps():
        old = back.get(record.id)
        if old is None:
            found.append(MapDifference(how="added", after=record))
            continue
        # That a map before it came or went is no change of a map.
        one = compare_maps(before, old, after, record.id, loose=loose, order=record.id in shifted)
        if one is not None:
            found.append(one)
    gone = (record for record in before.maps() if record.id not in pairs)
    found += [MapDifference(how="removed", before=record) for record in gone]
    return Difference(tuple(found), () if loose else _wide(before, after))


def compare_maps(
    before: Document, old: str, after: Document, new: str, *, loose: bool = False, order: bool = False
) -> MapDifference | None:
    """What differs between a map of one document and a map of another (or the same); None where nothing does.

    `order` says whether its place among the maps counts.
    """
    one, other = before.map(old), after.map(new)
    fields = changed_fields(one, other, _FILE_ONLY if loose else () if order else ("order",))
    pairs = matching.elements(before, old, after, new)
    changes = _Elements(before, old, after, new, pairs, loose).changes()
    if not loose:
        changes += _steps(before, old, after, new, pairs)
    if not fields and not changes:
        return None
    return MapDifference(how="changed", before=one, after=other, fields=fields, changes=tuple(changes))


class _Elements:
    """Compares the elements of two maps of which `pairs` says which belong together."""

    def __init__(
        self, before: Document, old: str, after: Document, new: str, pairs: matching.Pairs, loose: bool
    ) -> None:
        self._old = {e.id: e for e in _shown(before, old, loose)}
        self._new = {e.id: e for e in _shown(after, new, loose)}
        self._pairs = {a: b for a, b in pairs.items() if a in self._old and b in self._new}
        self._loose = loose
        self._names = dict(self._pairs)
        self._surface: set[str] = set()
        if loose:  # a main pool that only one of the files has is no place of its own
            self._names |= {n.id: "" for n in before.nodes(old) if n.hidden}
            self._surface = {n.id for n in after.nodes(new) if n.hidden}
            self._old |= _with_meant_ends(before, old)
            self._new |= _with_meant_ends(after, new)
        self._themes = (before.map(old), after.map(new))
        partners = set(self._pairs.values())
        self._restacked = _restacked(
            [self._pairs[e] for e in self._old if e in self._pairs], [e for e in self._new if e in partners]
        )

    def changes(self) -> list[Change]:
        found = [c for a, b in self._pairs.items() if (c := self._changed(self._old[a], self._new[b]))]
        partners = set(self._pairs.values())
        found += [_change("added", after=e) for i, e in self._new.items() if i not in partners]
        found += [_change("removed", before=e) for i, e in self._old.items() if i not in self._pairs]
        return sorted(found, key=_place)

    def _changed(self, old: Element, new: Element) -> Change | None:
        a, b = self._translated(old), new
        if self._loose:
            a, b = self._plain(a, self._themes[0]), self._plain(b, self._themes[1])
        skip: Collection[str] = _ELEMENT_FILE_ONLY if self._loose else ()
        fields = changed_fields(a, b, skip, HALF if self._loose else 0.0)
        if new.id in self._restacked and not self._loose:
            fields += (FieldChange("z", old.z, new.z),)
        return _change(_how(new, fields), old, new, fields) if fields else None

    def _translated(self, element: Element) -> Element:
        """The earlier element with the ids that its partners have in the later map."""
        names = self._names
        other = {
            name: names[value]
            for name in references(element)
            if names.get(value := getattr(element, name), value) != value
        }
        return msgspec.structs.replace(element, **other) if other else element

    def _plain(self, element: Element, record: Map) -> Element:
        if element.parent in self._surface:
            element = msgspec.structs.replace(element, parent="")
        if (self._themes[0].theme, self._themes[0].size) != (self._themes[1].theme, self._themes[1].size):
            element = resolved(element, record)
        if isinstance(element, Node):
            size = element.expanded_size if element.expanded else None
            said = _SAID_AS.get(element.kind, element.kind)
            element = msgspec.structs.replace(element, kind=said, expanded_size=size)
        return element


def _shown(document: Document, map_id: str, loose: bool) -> list[Element]:
    """The elements, bottom to top."""
    nodes = [n for n in document.nodes(map_id) if not (loose and n.hidden)]
    elements: list[Element] = [*nodes, *document.flows(map_id)]
    return sorted(elements, key=lambda e: (e.z, e.id))


def _with_meant_ends(document: Document, map_id: str) -> dict[str, Element]:
    """The flows whose ends the file leaves open and geometry tells."""
    return {
        flow.id: msgspec.structs.replace(flow, source=source, target=target)
        for flow, source, target in guessed_ends(document, map_id)
    }


def _restacked(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """The fewest ids that must have changed their place in the order from bottom to top.

    Both name the same ids; the longest run that kept its order did not change.
    """
    if list(old) == list(new):
        return set()
    place = {element: at for at, element in enumerate(old)}
    lowest: list[int] = []
    last: list[str] = []
    below: dict[str, str] = {}
    for element in new:
        at = bisect_left(lowest, place[element])
        lowest[at : at + 1] = [place[element]]
        last[at : at + 1] = [element]
        below[element] = last[at - 1] if at else ""
    kept, element = set[str](), last[-1]
    while element:
        kept.add(element)
        element = below[element]
    return set(new) - kept


def _how(record: Element, fields: Sequence[FieldChange]) -> How:
    names = {change.name for change in fields}
    if isinstance(record, Flow) and names & set(ENDS):
        return "reconnected"
    if names <= set(GEOMETRY):
        return "moved" if isinstance(record, Node) else "rerouted"
    return "changed"


def _change(
    how: How,
    before: Element | None = None,
    after: Element | None = None,
    fields: tuple[FieldChange, ...] = (),
) -> Change:
    return Change(how=how, what="element", before=before, after=after, fields=fields)


def _place(change: Change) -> tuple[bool, bool, tuple[str, int, float, float, str]]:
    record = change.record
    assert isinstance(record, Node | Flow)
    return (isinstance(record, Flow), change.after is None, matching.reading_place(record))


def _steps(before: Document, old: str, after: Document, new: str, pairs: Mapping[str, str]) -> list[Change]:
    back = {b: a for a, b in pairs.items()}
    rows = {r.element: r for r in after.index(new).all().values() if isinstance(r, StepRow)}
    was = {r.element: r for r in before.index(old).all().values() if isinstance(r, StepRow)}
    order: dict[str, None] = dict.fromkeys(sorted({*rows, *(pairs.get(e, e) for e in was)}))
    found = (_difference("step", was.get(back.get(e, e)), rows.get(e)) for e in order)
    return [change for change in found if change is not None]


def _wide(before: Document, after: Document) -> tuple[Change, ...]:
    """The document-wide records: each kind in its own order, those that are gone last."""
    found: list[Change] = []
    for what, kind in _WIDE:
        old, new = _by_key(before.of_type(kind)), _by_key(after.of_type(kind))
        keys = dict.fromkeys([*new, *old])
        found += [c for key in keys if (c := _difference(what, old.get(key), new.get(key)))]
    return tuple(found)


def _by_key(records: Sequence[Wide]) -> dict[Key, Wide]:
    return {r.key: r for r in sorted(records, key=lambda r: (getattr(r, "order", 0), r.key))}


def _difference(what: str, old: Record | None, new: Record | None) -> Change | None:
    if old is None or new is None:
        how: How = "added" if old is None else "removed"
        return None if old is new else Change(how=how, what=what, before=old, after=new)
    fields = changed_fields(old, new, ("origin",))
    return Change(how="changed", what=what, before=old, after=new, fields=fields) if fields else None
