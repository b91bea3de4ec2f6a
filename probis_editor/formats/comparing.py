"""The difference of two files: that of their documents, and of the extended attributes that Bizagi's files carry."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from probis_editor.formats import attributes, richtext
from probis_editor.formats.attributes import Value
from probis_editor.formats.base import ReadResult
from probis_editor.model import matching
from probis_editor.model.compare import Change, Difference, How, MapDifference, compare
from probis_editor.model.document import Document
from probis_editor.model.elements import AttributeValue
from probis_editor.model.fields import FieldChange

_CARRYING = ("probis", "bizagi-bpm")
"""The formats that carry attributes."""


def compare_files(before: ReadResult, after: ReadResult) -> Difference:
    """What differs between two files as they were read; of files of different formats only what both can say."""
    found = compare(before.document, after.document, loose=before.format != after.format)
    if before.format in _CARRYING and after.format in _CARRYING:
        return with_attributes(found, before.document, after.document)
    return found


def with_attributes(found: Difference, before: Document, after: Document) -> Difference:
    """The difference with what became of extended attributes, after the other changes of their map.

    Such a change holds `AttributeValue` records whose `attribute` is the attribute's name and whose content is plain
    text (the file's name for an attached file).
    """
    listed = {one.map.id: one for one in found.maps if one.how == "changed"}
    back = {new: old for old, new in matching.maps(before, after).items()}
    maps: list[MapDifference] = [one for one in found.maps if one.how == "added"]
    order = {m.id: at for at, m in enumerate(after.maps())}
    for record in after.maps():
        old = back.get(record.id)
        if old is None:
            continue
        one = listed.get(record.id) or MapDifference(how="changed", before=before.map(old), after=record)
        changes = _changes(before, old, after, record.id)
        if record.id in listed or changes:
            maps.append(msgspec.structs.replace(one, changes=(*one.changes, *changes)))
    maps.sort(key=lambda one: order[one.map.id])
    maps += [one for one in found.maps if one.how == "removed"]
    return Difference(tuple(maps), found.wide)


def _changes(before: Document, old: str, after: Document, new: str) -> list[Change]:
    """What became of the attributes of elements that are on both maps, and of the map's own."""
    was, now = attributes.said(before, old), attributes.said(after, new)
    if not was and not now:
        return []
    pairs: Mapping[str, str] = {"": ""} | matching.elements(before, old, after, new)
    there = {"", *pairs.values()}
    translated = {(pairs[e], a): (e, v) for (e, a), v in was.items() if e in pairs}
    keys = dict.fromkeys([*(k for k in now if k[0] in there), *translated])
    found: list[Change] = []
    for element, attribute in keys:
        one, value = translated.get((element, attribute)), now.get((element, attribute))
        first = shown(before, old, one[1]) if one is not None else None
        second = shown(after, new, value) if value is not None else None
        if first is None or second is None:
            how: How = "added" if first is None else "removed"
            found.append(Change(how=how, what="attribute", before=first, after=second))
        elif one is not None and value is not None and not _same(before, old, one[1], after, new, value):
            field = FieldChange("content", first.content, second.content)
            found.append(Change(how="changed", what="attribute", before=first, after=second, fields=(field,)))
    return found


def shown(document: Document, map_id: str, value: Value) -> AttributeValue:
    """The value as it is shown: the attribute's name, plain text or the file's name."""
    name = value.definition.name or value.definition.id
    text = value.file or richtext.plain_text(value.content)
    return AttributeValue(map=map_id, element=value.element, attribute=name, content=text)


def _same(before: Document, old: str, one: Value, after: Document, new: str, other: Value) -> bool:
    if not one.file and not other.file:
        return one.content == other.content
    return one.file == other.file and _bytes(before, old, one) == _bytes(after, new, other)


def _bytes(document: Document, map_id: str, value: Value) -> bytes | None:
    try:
        return attributes.attachment(document, map_id, value.element, value.file)
    except KeyError:
        return None
