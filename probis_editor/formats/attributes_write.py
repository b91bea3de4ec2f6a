"""Writing edited extended attributes into a `.diag`, and taking out what it says of elements that are gone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from probis_editor.formats import xpdl_tree as tree
from probis_editor.formats.attributes import FILES, VALUES
from probis_editor.formats.base import FormatError
from probis_editor.formats.xpdl_tree import XSD, XSI, Element, Source
from probis_editor.formats.zipsafe import Entry
from probis_editor.model.elements import AttributeValue

_TYPE = f"{{{XSI}}}type"
_ATTACHMENT = "AttachmentAttributeValue"
_NAME = "ExtendedAttributeValues.xml"
_EMPTY = (
    f'<?xml version="1.0"?>\r\n<DiagramAttributeValues xmlns:xsd="{XSD}" xmlns:xsi="{XSI}">\r\n'
    '  <ElementAttributeValues ElementId="" />\r\n</DiagramAttributeValues>'
)


def bring(
    entries: list[Entry], values: Sequence[AttributeValue], files: Mapping[str, str], gone: Collection[str]
) -> bool:
    """Bring the entries of a `.diag` to the edited `values`, without those of `gone` elements; whether that took an
    edit. `files` names the file's id of each element, `gone` are ids of the file."""
    changed = False
    if gone:
        changed |= _drop(entries, VALUES, "ElementAttributeValues", "ElementId", set(gone))
        changed |= _drop(entries, "actions.xml", "PresentationAction", "ElementId", set(gone))
        changed |= _drop(
            entries, "bpsimdata.xml", "ElementParameters", "elementRef", {"Id_" + i for i in gone}
        )
        changed |= _drop_files(entries, gone)
    if values:
        before = _named(entries)
        changed |= _put(entries, values, files)
        changed |= _put_files(entries, values, files, before)
    return changed


def _plain(name: str) -> str:
    return name.replace("\\", "/").lower()


def _place(entries: Sequence[Entry], name: str) -> int:
    return next((i for i, (entry, _) in enumerate(entries) if _plain(entry) == name), -1)


def _drop(entries: list[Entry], name: str, tag: str, attribute: str, gone: set[str]) -> bool:
    place = _place(entries, name)
    if place < 0 or not any(i.encode() in entries[place][1] for i in gone):
        return False
    try:
        source = Source(entries[place][1], name)
    except FormatError:
        return False
    lost = [item for item in source.root.iter("{*}" + tag) if item.get(attribute) in gone]
    for item in lost:
        tree.remove(item)
    if lost:
        entries[place] = (entries[place][0], source.to_bytes())
    return bool(lost)


def _drop_files(entries: list[Entry], gone: Collection[str]) -> bool:
    starts = tuple(f"{FILES}{i}/".lower() for i in gone)
    kept = [entry for entry in entries if not _plain(entry[0]).startswith(starts)]
    changed = len(kept) < len(entries)
    entries[:] = kept
    return changed


def _named(entries: Sequence[Entry]) -> set[tuple[str, str]]:
    """(element id, name) of the files that attributes name."""
    place = _place(entries, VALUES)
    if place < 0:
        return set()
    try:
        root = Source(entries[place][1], _NAME).root
    except FormatError:
        return set()
    return {
        ((group.get("ElementId") or "").lower(), tree.text(item, "DisplayName"))
        for group in root.iter("{*}ElementAttributeValues")
        for item in group.iter("{*}ExtendedAttributeValue")
        if item.get(_TYPE) == _ATTACHMENT
    }


def _put_files(
    entries: list[Entry],
    values: Sequence[AttributeValue],
    files: Mapping[str, str],
    before: set[tuple[str, str]],
) -> bool:
    """Bring the bytes to what the values now name: files that nothing names any more go."""
    wanted = {
        f"Files/{files[one.element]}/{one.content}": one.data
        for one in values
        if one.attached and one.content and files.get(one.element)
    }
    gone = {f"{FILES}{element}/{name}".lower() for element, name in before - _named(entries)}
    there = {_plain(name): data for name, data in entries}
    if not gone & there.keys() and all(there.get(n.lower()) == data for n, data in wanted.items()):
        return False
    gone |= {name.lower() for name in wanted}
    entries[:] = [entry for entry in entries if _plain(entry[0]) not in gone]
    entries += wanted.items()
    return True


def _put(entries: list[Entry], values: Sequence[AttributeValue], files: Mapping[str, str]) -> bool:
    place = _place(entries, VALUES)
    try:
        source = Source(entries[place][1] if place >= 0 else _EMPTY.encode(), _NAME)
    except FormatError:
        return False
    if place < 0:
        tree.remove(source.root[0])
    changed = False
    for value in values:
        element = files.get(value.element, "")
        if element:
            changed |= _put_one(source.root, element, value)
    if changed:
        entry = (entries[place][0] if place >= 0 else _NAME, source.to_bytes())
        if place >= 0:
            entries[place] = entry
        else:
            entries.append(entry)
    return changed


def _put_one(root: Element, element: str, value: AttributeValue) -> bool:
    if value.attached:
        return _put_attached(root, element, value)
    group = _child(root, "ElementAttributeValues", "ElementId", element)
    item = _child(tree.need(group, "Values"), "ExtendedAttributeValue", "Id", value.attribute)
    if tree.text(item, "Content") == value.content and tree.child(item, "Content") is not None:
        return False
    tree.set_text(item, value.content, "Content")
    tree.need(item, "TableValues")
    return True


def _put_attached(root: Element, element: str, value: AttributeValue) -> bool:
    group = _child(root, "ElementAttributeValues", "ElementId", element)
    item = _child(tree.need(group, "Values"), "ExtendedAttributeValue", "Id", value.attribute)
    if not value.content:
        tree.remove(item)
        if not len(tree.need(group, "Values")):
            tree.remove(group)
        return True
    if item.get(_TYPE) == _ATTACHMENT and tree.text(item, "DisplayName") == value.content:
        return False
    item.set(_TYPE, _ATTACHMENT)
    # Bizagi writes where the file lay on its author's computer, and reads it by its name.
    tree.set_text(item, f"Files\\{element}\\{value.content}", "Content")
    tree.need(item, "TableValues")
    tree.set_text(item, value.content, "DisplayName")
    return True


def _child(parent: Element, tag: str, attribute: str, value: str) -> Element:
    for item in tree.children(parent, tag):
        if item.get(attribute) == value:
            return item
    made = parent.makeelement(tree.namespace(parent) + tag)
    made.set(attribute, tree.clean(value))
    tree.insert(parent, made, len(parent))
    return made
