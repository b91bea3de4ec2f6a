"""What extended attributes say of elements, taken along by their copies."""

from __future__ import annotations

from collections.abc import Container

import msgspec

from probis_editor.commands.clipboard import Clip
from probis_editor.formats import attributes
from probis_editor.model.document import Document
from probis_editor.model.elements import AttributeValue


def values(
    document: Document, map_id: str, elements: Container[str] | None = None
) -> tuple[AttributeValue, ...]:
    """All that is said of the elements (default: of all, and of the map), attached files with their bytes.

    Tables are left out: they cannot be written anew.
    """
    found: list[AttributeValue] = []
    for (element, attribute), value in attributes.said(document, map_id).items():
        if value.rows or (elements is not None and element not in elements):
            continue
        data = b""
        if value.file:
            try:
                data = attributes.attachment(document, map_id, element, value.file)
            except KeyError:
                continue
        record = AttributeValue(
            map=map_id,
            element=element,
            attribute=attribute,
            content=value.file or value.content,
            attached=bool(value.file),
            data=data,
        )
        found.append(record)
    return tuple(found)


def complete(document: Document, map_id: str, clip: Clip) -> Clip:
    """The clip with what attributes say of its elements."""
    ids = {n.id for n in clip.nodes} | {f.id for f in clip.flows}
    return msgspec.structs.replace(clip, values=values(document, map_id, ids))


def fitting(document: Document, clip: Clip) -> Clip:
    """The clip with only those values whose attribute the document defines too."""
    if not clip.values:
        return clip
    known = {one.id for one in attributes.definitions(document)}
    return msgspec.structs.replace(clip, values=tuple(v for v in clip.values if v.attribute in known))
