"""A difference of two documents in words and as JSON: the edge where keys become text."""

from __future__ import annotations

import re
from typing import Any

from probis_editor.geometry import Point, Rect
from probis_editor.i18n import Translator
from probis_editor.model.affairs import Goal, Law, Picture, Revision, Sipoc, Sop, Term
from probis_editor.model.blocks import markups
from probis_editor.model.changes import Record
from probis_editor.model.compare import Change, Difference, MapDifference
from probis_editor.model.document import Document
from probis_editor.model.elements import AttributeValue, Flow, Map, Node, StepRow
from probis_editor.model.fields import GEOMETRY, REFERENCES, FieldChange
from probis_editor.model.office import Block, Narrative, Person, Process, Told, Unit
from probis_editor.model.queries import code_of

LONGEST = 60
"""Characters of a value that a line of text shows; the JSON has all of it."""

_TAG = re.compile(r"<[^>]*>")
_GEOMETRY_ONLY = ("moved", "rerouted")


class Words:
    """Tells a difference of two documents in the translator's language."""

    def __init__(self, before: Document, after: Document, tr: Translator) -> None:
        self._before = before
        self._after = after
        self._tr = tr

    def lines(self, difference: Difference) -> list[str]:
        """One line per map and document-wide record, what is on a map indented below it."""
        found: list[str] = []
        for one in difference.maps:
            found.append(self.map_line(one))
            found += ["  " + self.field_line(one.map, field) for field in one.fields]
            found += ["  " + self.change_line(change) for change in one.changes]
        return [*found, *(self.change_line(change) for change in difference.wide)]

    def map_line(self, one: MapDifference) -> str:
        """What became of a map."""
        return self._tr("diff.map." + one.how, name=one.map.name or one.map.id)

    def change_line(self, change: Change) -> str:
        """What became of an element or of a document-wide record."""
        what = self.named(change)
        if change.what == "element" and change.how == "moved" and self._only_size(change):
            return self._tr("diff.how.resized", what=what)
        text = self._tr("diff.how." + change.how, what=what)
        if not change.fields or change.how in _GEOMETRY_ONLY:
            return text
        return text + ": " + "; ".join(self.field_line(change.record, field) for field in change.fields)

    def named(self, change: Change) -> str:
        """The record with the name of its kind, e.g. `Kegiatan "Menulis surat"`."""
        return self._named(change.record, self._after if change.after is not None else self._before)

    def record_named(self, record: Record) -> str:
        """The same for a record of the earlier document, or of the later one where only that has it."""
        return self._named(record, self._before if self._before.get(record.key) else self._after)

    def _named(self, record: Record, document: Document) -> str:
        if isinstance(record, Flow) and not record.name.strip():
            return self._tr(
                "diff.flow",
                kind=self._tr("kind." + record.kind),
                source=self._element_name(document, record.map, record.source),
                target=self._element_name(document, record.map, record.target),
            )
        if isinstance(record, AttributeValue):
            owner = document.get((record.map, record.element))
            what = self._named(owner, document) if owner is not None else ""
            return self._tr("diff.attribute", name=_short(record.attribute), what=what)
        kind = self._kind(record)
        name = self._record_name(document, record)
        return self._tr("diff.named", kind=kind, name=_short(name)) if name else kind

    def json(self, difference: Difference) -> dict[str, Any]:
        """The difference as JSON values: keys and `how` are English and fixed, `text` and `label` in the language."""
        return {
            "same": not difference,
            "maps": [self._map(one) for one in difference.maps],
            "document": [self._change(change) for change in difference.wide],
        }

    def _map(self, one: MapDifference) -> dict[str, Any]:
        document = self._after if one.after else self._before
        return {
            "how": one.how,
            "id": one.map.id,
            "code": code_of(document, one.map),
            "name": one.map.name,
            "text": self.map_line(one),
            "fields": [self.field_json(one.map, field) for field in one.fields],
            "elements": [self._change(change) for change in one.changes],
        }

    def _change(self, change: Change) -> dict[str, Any]:
        record = change.record
        document = self._after if change.after is not None else self._before
        return {
            "how": change.how,
            "what": change.what,
            "id": record.element
            if isinstance(record, StepRow | AttributeValue)
            else getattr(record, "id", record.key[1]),
            "kind": record.kind if isinstance(record, Node | Flow | Unit) else "",
            "name": self._record_name(document, record),
            "text": self.change_line(change),
            "fields": [self.field_json(record, field) for field in change.fields],
        }

    def field_json(self, record: Record, field: FieldChange) -> dict[str, Any]:
        """A field's step with both values."""
        return {
            "name": field.name,
            "label": self.field_name(record, field.name),
            "before": plain(field.before),
            "after": plain(field.after),
        }

    def field_name(self, record: Record, name: str) -> str:
        """What a field is called."""
        if isinstance(record, Flow) and name in ("source", "target"):
            name = "end_" + name
        return self._tr("diff.field." + name)

    def field_line(self, record: Record, field: FieldChange) -> str:
        """A field's step in words."""
        if field.name in GEOMETRY:
            return self._tr("diff.geometry", field=self.field_name(record, field.name))
        old, new = (self.value(record, field.name, v) for v in (field.before, field.after))
        return self._tr("diff.step", field=self.field_name(record, field.name), before=old, after=new)

    def value(self, record: Record, name: str, value: Any) -> str:
        """A field's value in words."""
        named = (*REFERENCES, "source", "target")
        if isinstance(record, Node | Flow) and name in named and isinstance(value, str):
            return self._element_name(self._after, record.map, value)
        if isinstance(record, Node | Flow) and name == "kind":
            return self._tr(f"kind.{value}")
        if isinstance(value, bool):
            return self._tr("diff.yes") if value else self._tr("diff.no")
        if isinstance(value, bytes):
            return self._tr("diff.bytes", n=len(value)) if value else self._tr("diff.nothing")
        shown = plain(value)
        if shown in ("", None, []):
            return self._tr("diff.nothing")
        if isinstance(shown, list):
            shown = ", ".join(str(item) for item in shown)
        if isinstance(shown, float):
            return self._tr.number(shown)
        return f'"{_short(shown)}"' if isinstance(shown, str) else str(shown)

    def _element_name(self, document: Document, map_id: str, element_id: str) -> str:
        for held in (document, self._after, self._before):
            element = held.element(map_id, element_id)
            if element is not None:
                kind = self._tr("kind." + element.kind)
                return f'"{_short(element.name)}"' if element.name.strip() else kind
        return element_id or self._tr("diff.nothing")

    def _kind(self, record: Record) -> str:
        if isinstance(record, Node | Flow):
            return self._tr("kind." + record.kind)
        return self._tr(f"diff.what.{record.__struct_config__.tag}")

    def _record_name(self, document: Document, record: Record) -> str:
        if isinstance(record, Map | Node | Flow | Process | Unit | Goal):
            return " ".join(record.name.split())
        if isinstance(record, StepRow):
            element = document.element(record.map, record.element)
            return " ".join(element.name.split()) if element is not None else ""
        if isinstance(record, AttributeValue):
            return record.attribute
        if isinstance(record, Narrative):
            return self._slot(document, record.slot)
        if isinstance(record, Sipoc | Sop):
            process = document.process(record.process)
            return process.name if process else ""
        if isinstance(record, Revision | Law):
            return str(record.number)
        if isinstance(record, Term):
            return record.short
        if isinstance(record, Picture):
            return record.name
        return ""

    def _slot(self, document: Document, slot: str) -> str:
        head, _, rest = slot.partition(":")
        process = document.process(rest.partition(":")[0]) if head == "process" else None
        return process.name if process else rest

    def _only_size(self, change: Change) -> bool:
        old, new = change.before, change.after
        return isinstance(old, Node) and isinstance(new, Node) and old.drawn[2:] != new.drawn[2:]


def _id(record: Record) -> str:
    """The id of what a record is about."""
    if isinstance(record, StepRow | AttributeValue):
        return record.element
    return str(getattr(record, "id", record.key[1]))


def plain(value: Any) -> Any:
    """A field's value as JSON: places as lists of numbers, rich text as plain text, bytes as their number."""
    if isinstance(value, bytes):
        return len(value)
    if isinstance(value, Rect | Point):
        return [round(float(number), 3) for number in value]
    if isinstance(value, Block):
        return "\n".join(_TAG.sub(" ", text) for text in markups(value) if text)
    if isinstance(value, Person):
        return ", ".join(text for text in (value.name, value.title, value.rank, value.nip) if text)
    if isinstance(value, Node | Flow | Map):
        return value.name
    if isinstance(value, tuple | list):
        if isinstance(value[0] if value else None, Told):
            return len(value)
        items = [plain(item) for item in value]
        return "\n".join(items) if value and isinstance(value[0], Block) else items
    return value


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 1] + "…"
