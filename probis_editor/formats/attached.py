"""Files attached to elements by an extended attribute: put on, replaced, taken off."""

from __future__ import annotations

import re

from probis_editor.formats import attributes
from probis_editor.formats.xpdl_tree import clean
from probis_editor.model.document import Transaction
from probis_editor.model.elements import AttributeValue

LARGEST = 20 * 1024 * 1024
"""Bytes of the largest file that can be attached: the document carries it from then on."""

_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_LONGEST = 120


def attach(
    tx: Transaction, map_id: str, element: str, attribute: str, name: str, data: bytes
) -> AttributeValue:
    """Attach a file by an attribute, in place of the one it had. The name is made fit for a file and for the element.

    Raises KeyError for an unknown element, ValueError for an attribute that holds no files and for an empty or too
    large file.
    """
    document = tx.document
    if element and document.element(map_id, element) is None:
        raise KeyError((map_id, element))
    value = next(
        (v for v in attributes.values(document, map_id, element) if v.definition.id == attribute), None
    )
    kind = value.definition.type if value is not None else ""
    if kind not in attributes.ATTACHED or not 0 < len(data) <= LARGEST:
        raise ValueError(name)
    others = {
        a.name.lower()
        for a in attributes.attachments(document, map_id)
        if a.element == element and (value is None or a.name != value.file)
    }
    record = AttributeValue(
        map=map_id,
        element=element,
        attribute=attribute,
        content=_free(leaf(name), others),
        attached=True,
        data=data,
    )
    attributes.put(tx, record, attributes.mark_there(document, map_id, element, attribute))
    return record


def detach(tx: Transaction, map_id: str, element: str, attribute: str) -> None:
    """Take the file off that the attribute attaches; nothing where it attaches none."""
    document = tx.document
    if any(v.file for v in attributes.values(document, map_id, element) if v.definition.id == attribute):
        record = AttributeValue(map=map_id, element=element, attribute=attribute, content="", attached=True)
        attributes.put(tx, record, attributes.mark_there(document, map_id, element, attribute))


def leaf(name: str) -> str:
    """The file's own name, as any system can write it: a name of a foreign archive never says where it goes."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    fit = _UNFIT.sub("_", clean(last)).strip().lstrip(".").strip()
    stem, dot, suffix = fit.rpartition(".")
    if not stem:
        return fit[:_LONGEST] or "lampiran"
    return stem[: _LONGEST - len(suffix)].rstrip() + dot + suffix[:20]


def _free(name: str, taken: set[str]) -> str:
    stem, dot, suffix = name.rpartition(".")
    if not stem:
        stem, dot, suffix = name, "", ""
    number, found = 1, name
    while found.lower() in taken:
        number += 1
        found = f"{stem} ({number}){dot}{suffix}"
    return found
