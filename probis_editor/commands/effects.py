"""What a change does, in a list for the reader: one line a place, with the text before and after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from probis_editor.model.blocks import said
from probis_editor.model.changes import ChangeSet, Record
from probis_editor.model.elements import Flow, Map, Node, StepRow
from probis_editor.model.office import Book, Narrative, Office, Process, Unit


class Effect(NamedTuple):
    """One text that changes. `what` is "lane", "box", "step", "map", "process", "unit", "text", "office" or "row".

    `map` and `element` say where ("" for the map of document-wide records; then `element` is an id or a slot).
    """

    what: str
    map: str
    element: str
    before: str
    after: str


def effects(change: ChangeSet) -> tuple[Effect, ...]:
    """The texts that a change alters, in the order of the change; a record that comes or goes has an empty side."""
    found: list[Effect] = []
    for put in change.puts:
        record = put.after if put.after is not None else put.before
        if record is None:
            continue
        before = list(_texts(put.before)) if put.before is not None else []
        after = list(_texts(put.after)) if put.after is not None else []
        for at in range(max(len(before), len(after))):
            old = before[at] if at < len(before) else ""
            new = after[at] if at < len(after) else ""
            if old != new:
                found.append(Effect(_what(record), put.key[0], _element(record), old, new))
    return tuple(found)


def _what(record: Record) -> str:
    if isinstance(record, Node):
        if record.kind in ("lane", "pool"):
            return "lane"
        return "box" if record.kind.startswith("box.") or record.kind == "band" else "step"
    names: dict[type, str] = {
        Flow: "step", Map: "map", Process: "process", Unit: "unit", Narrative: "text", StepRow: "row",
    }  # fmt: skip
    return names.get(type(record), "office")


def _element(record: Record) -> str:
    if isinstance(record, StepRow):
        return record.element
    return str(getattr(record, "slot", getattr(record, "id", "")))


def _texts(record: Record) -> Iterator[str]:
    if isinstance(record, Node | Flow | Map | Process):
        yield record.name
    elif isinstance(record, Unit):
        yield record.name
        yield record.short
    elif isinstance(record, Narrative):
        yield from said(record.blocks)
    elif isinstance(record, StepRow):
        yield from (record.inputs, record.outputs, record.duration, record.remarks)
    elif isinstance(record, Office):
        yield record.name
        for person in (record.head, *record.officials):
            yield from (person.title, person.name)
    elif isinstance(record, Book):
        yield from (record.title, record.subtitle)
