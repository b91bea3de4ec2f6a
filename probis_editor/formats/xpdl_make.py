"""Making the element of a new record, from scratch or after the element it was copied from; tidying data links."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence

import msgspec

from probis_editor.formats import xpdl_build as build
from probis_editor.formats import xpdl_tree as tree
from probis_editor.formats.xmlsafe import local
from probis_editor.formats.xpdl_owners import Owners, made_id, workflow_id
from probis_editor.formats.xpdl_reading import Bound
from probis_editor.formats.xpdl_style import Default
from probis_editor.formats.xpdl_tree import Element, is_guid
from probis_editor.geometry import Rect
from probis_editor.kinds import kind
from probis_editor.model.elements import Node

_COPIED = ("Activity", "DataObject", "Artifact")


def made(
    root: Element, owners: Owners, now: Node, file_id: str, usual: Default, stamp: build.Stamp
) -> tuple[Bound, Node]:
    """A new element (not yet in the tree) for a record, and the record that it stands for so far."""
    tag = kind(now.kind).xpdl.tag
    start = Node(map=now.map, id=now.id, kind="", bounds=Rect(0.0, 0.0, 0.0, 0.0))
    if tag == "Pool":
        process_id = workflow_id(now)
        element = build.pool(root, file_id, process_id, usual)
        return _bound(element, owners.new_process(process_id)), start
    if tag in ("Lane", "Milestone"):
        return _bound(build.part(root, tag, file_id, owners.pool_id(now), usual)), start
    if tag == "DataStoreReference":
        store = _store(owners, now, file_id)
        element = build.store_reference(root, file_id, store.get("Id") or "", usual)
        said = msgspec.structs.replace(
            start, name=store.get("Name") or "", documentation=tree.text(store, "Object", "Documentation")
        )
        return _bound(element, store), said
    if tag == "DataObject":
        return _bound(build.data_object(root, file_id, usual)), start
    if tag == "Artifact":
        return _bound(build.artifact(root, file_id, now.kind, usual)), start
    if now.kind.startswith("subprocess"):
        start = msgspec.structs.replace(start, expanded_size=(270.0, 180.0))
    return _bound(build.activity(root, file_id, now.kind, usual)), start


def _bound(element: Element, other: Element | None = None) -> Bound:
    return Bound(element, tree.child(element, "NodeGraphicsInfos", "NodeGraphicsInfo"), other)


def _store(owners: Owners, now: Node, file_id: str) -> Element:
    present = owners.store(now.ref) if now.ref else None
    if present is not None and (present.get("Name") or "") == now.name:
        return present
    free = is_guid(now.ref) and present is None
    return owners.new_store(now.ref if free else made_id(file_id, "store"))


def copied(pattern: Bound, record: Node, now: Node, file_id: str) -> tuple[Bound, Node] | None:
    """A copy of the element that the record was copied from, with all that it says beyond our records.

    None where the two differ too much. What ties the pattern to others (data links) is left out.
    """
    tag = local(pattern.element)
    if tag not in _COPIED or kind(now.kind).xpdl.tag != tag or now.kind != record.kind:
        return None
    element = copy.deepcopy(pattern.element)
    element.tail = None
    element.set("Id", file_id)
    for name in ("InputSets", "OutputSets"):
        found = tree.child(element, name)
        if found is not None:
            tree.remove(found)
    for name, key in (("BlockActivity", "ActivitySetId"), ("Group", "Id")):
        found = tree.child(element, name)
        if found is not None:
            found.set(key, file_id)
    start = record
    if now.kind.startswith("subprocess"):
        start = msgspec.structs.replace(record, kind="")
    return _bound(element), start


def data_links(root: Element, gone: Sequence[str], cut: Iterable[tuple[str, str]]) -> None:
    """Take away Bizagi's logical copy of associations with data that is gone.

    `gone` are ids of the file, `cut` the end ids of associations that are gone. A data association names the
    data and an input or output of the activity; both go with it.
    """
    lost = set(gone)
    inputs = _inputs(root)
    pairs = [frozenset(pair) for pair in cut]
    ends: set[str] = set()
    for link in list(root.iter(tree.namespace(root) + "DataAssociation")):
        source, target = link.get("From") or "", link.get("To") or ""
        joined = frozenset((inputs.get(source, source), inputs.get(target, target)))
        if lost & {source, target} or joined in pairs or lost & joined:
            ends |= {source, target} & inputs.keys()
            holder = link.getparent()
            tree.remove(link)
            if holder is not None and not len(holder):
                tree.remove(holder)
    if ends:
        _drop_inputs(root, ends)


def _inputs(root: Element) -> dict[str, str]:
    """Id of a data input or output -> id of the activity that has it."""
    ns = tree.namespace(root)
    found: dict[str, str] = {}
    for item in root.iter(ns + "Input", ns + "Output"):
        owner = item.getparent()
        while owner is not None and local(owner) != "Activity":
            owner = owner.getparent()
        if owner is not None:
            found[item.get("ArtifactId") or ""] = owner.get("Id") or ""
    return found


def _drop_inputs(root: Element, ends: set[str]) -> None:
    ns = tree.namespace(root)
    for item in list(root.iter(ns + "Input", ns + "Output")):
        if item.get("ArtifactId") in ends:
            group = item.getparent()
            tree.remove(item)
            if group is not None and not len(group):
                tree.remove(group)
    for item in list(root.iter(ns + "DataInput", ns + "DataOutput")):
        if item.get("Id") in ends:
            tree.remove(item)
