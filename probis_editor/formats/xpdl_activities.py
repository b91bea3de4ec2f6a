"""Reading a workflow process: its activities, embedded sub-processes and data."""

from __future__ import annotations

from collections.abc import Mapping

from probis_editor.formats import xpdl_tree as tree
from probis_editor.formats.xmlsafe import local
from probis_editor.formats.xpdl_artifacts import read_artifacts
from probis_editor.formats.xpdl_graphics import Graphics
from probis_editor.formats.xpdl_kinds import BODIES, read_body, read_loop
from probis_editor.formats.xpdl_reading import (
    ACTIVITIES,
    BOUNDARIES,
    DATA,
    Bound,
    Reading,
    add_node,
    labelled,
)
from probis_editor.formats.xpdl_style import read_label, to_float
from probis_editor.formats.xpdl_tree import Element
from probis_editor.model.elements import Node


def read_process(
    reading: Reading, graphics: Graphics, process: Element, stores: Mapping[str, Element]
) -> None:
    """Everything with bounds in a process and in its activity sets."""
    parent = reading.pool_of.get(process.get("Id") or "", "")
    sets = {
        inside.get("Id") or "": inside
        for inside in tree.children(tree.child(process, "ActivitySets"), "ActivitySet")
    }
    _read_data(reading, graphics, process, stores, parent, "")
    _read_activities(reading, graphics, process, sets, parent, "")
    # Nested sets stand beside each other in the file; the reference makes the nesting, wherever it stands.
    left = list(sets.items())
    while ready := [item for item in left if item[0] in reading.sets]:
        for set_id, inside in ready:
            _read_set(reading, graphics, inside, sets, stores, reading.sets[set_id])
        left = [item for item in left if item not in ready]
    for set_id, inside in left:
        reading.tell("left_out", "import.lost_set", name=inside.get("Name") or set_id)


def _read_set(
    reading: Reading,
    graphics: Graphics,
    inside: Element,
    sets: Mapping[str, Element],
    stores: Mapping[str, Element],
    owner: str,
) -> None:
    reading.read_sets[inside] = owner
    reading.bound[owner].other = inside
    read_artifacts(reading, graphics, inside, owner, owner)
    _read_data(reading, graphics, inside, stores, owner, owner)
    _read_activities(reading, graphics, inside, sets, owner, owner)


def _read_activities(
    reading: Reading,
    graphics: Graphics,
    owner: Element,
    sets: Mapping[str, Element],
    parent: str,
    plane: str,
) -> None:
    for activity in tree.children(tree.child(owner, "Activities"), "Activity"):
        _read_activity(reading, graphics, activity, sets, parent, plane)


def _read_activity(
    reading: Reading,
    graphics: Graphics,
    activity: Element,
    sets: Mapping[str, Element],
    parent: str,
    plane: str,
) -> None:
    record_id = reading.take(activity)
    parts: dict[str, Element] = {}
    for item in activity:
        name = local(item)
        if name in BODIES:
            name = "body"
        parts.setdefault(name, item)
    body = read_body(activity, parts.get("body"), sets)
    name = activity.get("Name") or ""
    if not body.known:
        reading.tell("guessed", "import.unknown_activity", record_id, name=name)
    if body.inner and body.inner not in reading.sets:
        reading.sets[body.inner] = record_id
    info = graphics.info_in(parts.get("NodeGraphicsInfos"))
    bounds = graphics.bounds(info, body.kind, record_id)
    documentation, description = parts.get("Documentation"), parts.get("Description")
    text = documentation.text if documentation is not None else None
    if not text and description is not None:
        text = description.text
    expanded, size = False, None
    if info is not None and body.kind.startswith("subprocess"):
        block = parts["body"]
        expanded = info.get("Expanded") == "true" or block.get("View") == "EXPANDED"
        width, height = to_float(info.get("ExpandedWidth")), to_float(info.get("ExpandedHeight"))
        size = (width, height) if width > 0 and height > 0 else None
    node = Node(
        map=reading.map.id,
        id=record_id,
        kind=body.kind,
        bounds=bounds,
        name=name,
        parent=parent,
        plane=plane,
        attached=body.attached,
        z=reading.z(BOUNDARIES if body.kind == "event.boundary" else ACTIVITIES),
        label=read_label(info, name) if info is not None and labelled(body.kind) else None,
        style=graphics.style(info, reading.usual(body.kind)),
        documentation=text or "",
        trigger=body.trigger,
        interrupting=body.interrupting,
        parallel_multiple=body.parallel_multiple,
        loop=read_loop(parts.get("Loop")),
        marker=body.marker,
        instantiate=body.instantiate,
        expanded=expanded,
        expanded_size=size,
        compensation=activity.get("IsForCompensation") == "true",
        called=body.called,
    )
    add_node(reading, Bound(activity, info), node)


def _read_data(
    reading: Reading,
    graphics: Graphics,
    owner: Element,
    stores: Mapping[str, Element],
    parent: str,
    plane: str,
) -> None:
    for data in tree.children(tree.child(owner, "DataObjects"), "DataObject"):
        text = tree.text(data, "Object", "Documentation")
        _read_datum(reading, graphics, data, None, "data.object", data.get("Name") or "", text, parent, plane)
    for data in tree.children(tree.child(owner, "DataStoreReferences"), "DataStoreReference"):
        store = stores.get(data.get("DataStoreRef") or "")
        name = (store.get("Name") or "") if store is not None else data.get("Name") or ""
        text = tree.text(store, "Object", "Documentation")
        _read_datum(reading, graphics, data, store, "data.store", name, text, parent, plane)


def _read_datum(
    reading: Reading,
    graphics: Graphics,
    element: Element,
    store: Element | None,
    kind_id: str,
    name: str,
    documentation: str,
    parent: str,
    plane: str,
) -> None:
    record_id = reading.take(element)
    info = graphics.info(element)
    node = Node(
        map=reading.map.id,
        id=record_id,
        kind=kind_id,
        bounds=graphics.bounds(info, kind_id, record_id),
        name=name,
        parent=parent,
        plane=plane,
        z=reading.z(DATA),
        label=read_label(info, name) if info is not None else None,
        style=graphics.style(info, reading.usual(kind_id)),
        documentation=documentation,
        state=element.get("State") or "",
        ref=element.get("DataStoreRef") or "",
    )
    add_node(reading, Bound(element, info, store), node)
