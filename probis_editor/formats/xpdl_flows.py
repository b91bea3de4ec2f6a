"""Reading flows: transitions, message flows and associations, loose ends and missing routes included."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from probis_editor.formats import xpdl_tree as tree
from probis_editor.formats.xmlsafe import local
from probis_editor.formats.xpdl_kinds import CONDITIONED
from probis_editor.formats.xpdl_reading import FLOWS, Bound, Reading
from probis_editor.formats.xpdl_style import line_default, read_label, read_style, to_float
from probis_editor.formats.xpdl_tree import Element
from probis_editor.geometry import Point
from probis_editor.model.elements import PLAIN, Flow

_CONDITIONS = {"CONDITION": "conditional", "OTHERWISE": "default"}
_DIRECTIONS = {"To": "one", "Both": "both"}


def read_flows(reading: Reading, root: Element, processes: Sequence[Element]) -> None:
    """All flows of a package. Ends are resolved once all are known, since an association may end at a flow."""
    for process in processes:
        parent = reading.pool_of.get(process.get("Id") or "", "")
        _read_list(reading, process, "Transitions", "Transition", "sequence", parent, "")
        _read_list(reading, process, "Associations", "Association", "association", parent, "")
        for inside in tree.children(tree.child(process, "ActivitySets"), "ActivitySet"):
            owner = reading.read_sets.get(inside)
            if owner is not None:
                _read_list(reading, inside, "Transitions", "Transition", "sequence", owner, owner)
                _read_list(reading, inside, "Associations", "Association", "association", owner, owner)
    _read_list(reading, root, "MessageFlows", "MessageFlow", "message", "", "")
    _read_list(reading, root, "Associations", "Association", "association", "", "")
    _resolve_flows(reading)
    _resolve_hosts(reading)


def _read_list(
    reading: Reading, owner: Element, holder: str, tag: str, kind: str, parent: str, plane: str
) -> None:
    for element in tree.children(tree.child(owner, holder), tag):
        _read_flow(reading, element, kind, parent, plane)


def _read_flow(reading: Reading, element: Element, kind: str, parent: str, plane: str) -> None:
    record_id = reading.take(element)
    sequence = kind == "sequence"
    parts: dict[str, Element] = {}
    for item in element:
        parts.setdefault(local(item), item)
    infos, condition, text = (
        parts.get("ConnectorGraphicsInfos"),
        parts.get("Condition"),
        parts.get("Description"),
    )
    info, points = _route(reading, infos)
    name = element.get("Name") or ""
    ns = tree.namespace(element)
    flow = Flow(
        map=reading.map.id,
        id=record_id,
        kind=kind,
        source=element.get("From" if sequence else "Source") or "",
        target=element.get("To" if sequence else "Target") or "",
        points=points,
        name=name,
        parent=parent,
        plane=plane,
        z=reading.z(FLOWS),
        label=read_label(info, name) if info is not None and name.strip() else None,
        style=PLAIN if info is None else read_style(info, ns, line_default(reading.theme, kind), line=True),
        documentation=(text.text or "") if text is not None else "",
        condition=_CONDITIONS.get(condition.get("Type") or "", "") if condition is not None else "",
        direction=_DIRECTIONS.get(element.get("AssociationDirection") or "", "none"),
    )
    reading.flows[record_id] = flow
    reading.bound[record_id] = Bound(element, info)


def _route(reading: Reading, infos: Element | None) -> tuple[Element | None, tuple[Point, ...]]:
    """The graphics info and its points. Fewer than two points are no route."""
    if infos is None:
        return None, ()
    ns = tree.namespace(infos)
    found = infos.find(ns + "ConnectorGraphicsInfo")
    if found is None:
        return None, ()
    points = tuple(
        Point(to_float(item.get("XCoordinate")), to_float(item.get("YCoordinate")))
        for item in found.iterchildren(ns + "Coordinates")
    )
    return found, points if len(points) > 1 else ()


def _resolve_flows(reading: Reading) -> None:
    for flow in list(reading.flows.values()):
        source, target = reading.ids.get(flow.source, ""), reading.ids.get(flow.target, "")
        lost = [end for end, found in ((flow.source, source), (flow.target, target)) if end and not found]
        if lost:
            reading.tell("repaired", "import.lost_end", flow.id, name=flow.name)
        elif not source or not target:
            reading.tell("guessed", "import.loose_end", flow.id, name=flow.name)
        if not flow.points:
            reading.tell("guessed", "import.no_points", flow.id, name=flow.name)
        condition = flow.condition
        from_node = reading.nodes.get(source)
        if condition == "conditional" and from_node is not None and from_node.kind in CONDITIONED:
            condition = ""
        if (source, target, condition) != (flow.source, flow.target, flow.condition):
            reading.flows[flow.id] = msgspec.structs.replace(
                flow, source=source, target=target, condition=condition
            )


def _resolve_hosts(reading: Reading) -> None:
    for node in list(reading.nodes.values()):
        if not node.attached:
            continue
        host = reading.ids.get(node.attached, "")
        if host not in reading.nodes or host == node.id:
            reading.tell("repaired", "import.lost_host", node.id, name=node.name)
            host = ""
        if host != node.attached:
            reading.nodes[node.id] = msgspec.structs.replace(node, attached=host)
