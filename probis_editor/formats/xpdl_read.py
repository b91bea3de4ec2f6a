"""Reading one XPDL package into the records of one map, with the place each record was read from.

The same reader serves a first reading, the patching writer (which compares with what a file says) and `.probis`
(which stores only what this reader cannot see in the XPDL). It is therefore total: whatever stands in a
well-formed file, it yields records and notices.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import NAMESPACE_URL, uuid5

from probis_editor.formats import xpdl_activities, xpdl_flows
from probis_editor.formats import xpdl_tree as tree
from probis_editor.formats.xpdl_artifacts import read_artifacts
from probis_editor.formats.xpdl_graphics import Graphics
from probis_editor.formats.xpdl_reading import EMPTY, LANES, PHASES, POOLS, Bound, Reading, add_node
from probis_editor.formats.xpdl_tree import Element, is_guid
from probis_editor.geometry import Rect
from probis_editor.model.elements import Map, Node


def read_package(
    root: Element,
    *,
    map_id: str = "",
    theme: str = "bizagi",
    images: Mapping[str, bytes] = EMPTY,
) -> Reading:
    """The records of a package. `map_id` overrides the Package's Id; `images` are image bytes by artifact id."""
    written = root.get("Id") or ""
    reading = Reading(map_id or map_id_for(written, root), theme)
    reading.images = images
    ns = tree.namespace(root)
    graphics = Graphics(root, ns)
    processes = list(tree.children(root.find(ns + "WorkflowProcesses"), "WorkflowProcess"))
    by_id = {process.get("Id") or "": process for process in processes}
    for pool in tree.children(root.find(ns + "Pools"), "Pool"):
        _read_pool(reading, graphics, pool, by_id)
    stores = {
        store.get("Id") or "": store for store in tree.children(root.find(ns + "DataStores"), "DataStore")
    }
    for process in processes:
        xpdl_activities.read_process(reading, graphics, process, stores)
    read_artifacts(reading, graphics, root, "", "")
    xpdl_flows.read_flows(reading, root, processes)
    _read_map(reading, root, written)
    graphics.settle(reading)
    _check_lanes(reading)
    return reading


def map_id_for(written: str, root: Element) -> str:
    """The id of a map: the Package's Id where it is a GUID, else one made from it, the same every time."""
    if is_guid(written):
        return written
    return str(uuid5(NAMESPACE_URL, f"{written}/{root.get('Name') or ''}"))


def _read_map(reading: Reading, root: Element, written: str) -> None:
    header = tree.child(root, "PackageHeader")
    visible = any(node.kind == "pool" and not node.hidden for node in reading.nodes.values())
    foreign = () if written == reading.map.id else (("xpdl:id", written),)
    reading.map = Map(
        id=reading.map.id,
        name=root.get("Name") or "",
        kind="cross_functional" if visible else "free",
        theme=reading.theme,
        documentation=tree.text(header, "Documentation"),
        foreign=foreign,
    )


def _read_pool(reading: Reading, graphics: Graphics, pool: Element, processes: Mapping[str, Element]) -> None:
    record_id = reading.take(pool)
    process_id = pool.get("Process") or ""
    process = processes.get(process_id)
    info = graphics.info(pool)
    bounds = graphics.bounds(info, "pool")
    hidden = pool.get("BoundaryVisible") == "false"
    if process_id:
        reading.pool_of.setdefault(process_id, record_id)
    if hidden and not reading.main_pool:
        reading.main_pool = record_id
    node = Node(
        map=reading.map.id,
        id=record_id,
        kind="pool",
        bounds=bounds,
        name=pool.get("Name") or "",
        z=reading.z(POOLS),
        style=graphics.style(info, reading.usual("pool")),
        documentation=tree.text(process, "ProcessHeader", "Description"),
        hidden=hidden,
        multiple=pool.get("MultiInstance") == "true",
        workflow=process_id,
    )
    add_node(reading, Bound(pool, info, process), node)
    for lane in tree.children(tree.child(pool, "Lanes"), "Lane"):
        _read_part(reading, graphics, lane, "lane", node, record_id)
    for phase in tree.children(tree.child(pool, "Milestones"), "Milestone"):
        _read_part(reading, graphics, phase, "phase", node, record_id)


def _read_part(
    reading: Reading, graphics: Graphics, element: Element, kind_id: str, pool: Node, parent: str
) -> None:
    """A lane or phase; its place in the file is relative to its pool."""
    record_id = reading.take(element)
    info = graphics.info(element)
    bounds = graphics.part_bounds(info, kind_id, pool.bounds, record_id)
    node = Node(
        map=reading.map.id,
        id=record_id,
        kind=kind_id,
        bounds=bounds,
        name=element.get("Name") or "",
        parent=parent,
        z=reading.z(LANES if kind_id == "lane" else PHASES),
        style=graphics.style(info, reading.usual(kind_id)),
        documentation=tree.text(element, "Documentation"),
    )
    add_node(reading, Bound(element, info), node)
    graphics.lane_of[element.get("Id") or ""] = record_id
    for lane in tree.children(tree.child(element, "Lanes"), "Lane"):
        _read_part(reading, graphics, lane, kind_id, pool, record_id)


def _check_lanes(reading: Reading) -> None:
    parts: dict[tuple[str, str], list[Rect]] = {}
    for node in reading.nodes.values():
        if node.kind in ("lane", "phase"):
            parts.setdefault((node.parent, node.kind), []).append(node.bounds)
    for (parent, kind_id), rects in parts.items():
        pool = reading.nodes.get(parent)
        if pool is None or pool.kind != "pool" or pool.hidden:
            continue
        along = 1 if kind_id == "lane" else 0
        rects.sort(key=lambda rect: rect[along])
        end = pool.bounds[along] + (0 if kind_id == "lane" else 50)
        worst = 0.0
        for rect in rects:
            worst = max(worst, abs(rect[along] - end))
            end = rect[along] + rect[along + 2]
        worst = max(worst, abs(end - (pool.bounds[along] + pool.bounds[along + 2])))
        if worst > 1.5:
            reading.tell("repaired", f"import.{kind_id}s_gap", pool.id, name=pool.name)
