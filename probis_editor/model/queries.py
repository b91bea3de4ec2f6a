"""Questions about a document that several rooms ask: titles, codes, containers, lanes, links between maps."""

from __future__ import annotations

import re
from collections.abc import Callable

from probis_editor.geometry import Point
from probis_editor.model import numbering
from probis_editor.model.document import Document
from probis_editor.model.elements import Map, Node

_CODE = re.compile(
    r"""^\s*(
        (?!(?:NO|RT|RW)\.)[A-Z]{2,}(?:\.(?:\d+|[A-Z]{2,4}(?=\.\d)))+  # KECKLB.02.01.CFM.01
        | [Pp]\.?\s?\d+(?:\.\d+)*                  # P1.1.2, P.1.2.1.1, P 4
    )
    (?:\.(?=[^\W\d_])|\.?(?=[\s:_\-–]|$))         # a dot may end it, or stand between it and the name
    [\s:_\-–]*""",
    re.VERBOSE,
)


def code_in(name: str) -> str:
    """The process code at the head of a name ("P1.1.2 Surat Keluar" -> "P1.1.2"), "" where there is none.

    Without blanks and without the dot that some offices write behind it; "P1" and "P.1" stay apart.
    """
    found = _CODE.match(name)
    return found.group(1).replace(" ", "") if found else ""


def code_of(document: Document, record: Map) -> str:
    """The map's code: its process's place in the tree, else the code at the head of its name, else ""."""
    if record.process:
        code = numbering.code(document, record.process)
        if code:
            return code
    return code_in(record.name)


def title_of(document: Document, record: Map) -> str:
    """The map's title without its code: the process's name where it has one, so the two cannot differ."""
    if record.process:
        process = document.process(record.process)
        if process is not None:
            return process.name
    found = _CODE.match(record.name)
    rest = record.name[found.end() :].strip() if found else record.name.strip()
    return rest or record.name


def find_map(document: Document, wanted: str) -> Map | None:
    """The map whose id, carried id, code or name is `wanted` (case does not matter), in this order of preference.

    A code of the tree goes before the same code in a name.
    """
    maps = document.maps()
    folded = wanted.casefold().strip()
    if not folded:
        return None
    for one in maps:
        carried = dict(one.foreign)
        if folded in {i.casefold() for i in (one.id, carried.get("bpmn:id"), carried.get("xpdl:id")) if i}:
            return one
    for one in sorted(maps, key=lambda m: not m.process):
        if code_of(document, one).casefold() == folded:
            return one
    for one in maps:
        if folded in (one.name.casefold(), title_of(document, one).casefold()):
            return one
    return None


SUBPROCESSES = ("subprocess", "subprocess.event", "subprocess.transaction", "subprocess.adhoc")


def main_pool(document: Document, map_id: str) -> Node | None:
    """The hidden pool that stands for the map's surface, None where the map has none."""
    return next((n for n in document.index(map_id).of_kind("pool") if n.hidden), None)


def surface(document: Document, map_id: str) -> str:
    """The parent of things outside every pool: the hidden main pool's id, or ""."""
    pool = main_pool(document, map_id)
    return pool.id if pool else ""


def pools(document: Document, map_id: str) -> list[Node]:
    """The visible pools, from top to bottom, then left to right."""
    found = [n for n in document.index(map_id).of_kind("pool") if not n.hidden]
    return sorted(found, key=lambda n: (n.bounds.y, n.bounds.x, n.id))


def silent_pool(document: Document, map_id: str, plane: str = "") -> Node | None:
    """The pool whose title strip is not printed, because it would only repeat the caption under the map.

    That is a house-style map's only pool, where lanes tile the pool and no flow docks at it.
    """
    visible = pools(document, map_id)
    if document.map(map_id).theme != "house" or plane or len(visible) != 1:
        return None
    pool = visible[0]
    if not lanes(document, map_id, pool.id) or pool.style.direction == "down":
        return None
    return None if document.incident(map_id, pool.id) else pool


def lanes(document: Document, map_id: str, parent: str) -> list[Node]:
    """The lanes directly under a pool (or under a lane), from top to bottom; vertical ones from left to right."""
    found = [n for n in document.index(map_id).of_kind("lane") if n.parent == parent]
    return sorted(found, key=lambda n: (n.bounds.y, n.bounds.x, n.id))


def phases(document: Document, map_id: str, parent: str) -> list[Node]:
    """The phases of a pool, from left to right."""
    found = [n for n in document.index(map_id).of_kind("phase") if n.parent == parent]
    return sorted(found, key=lambda n: (n.bounds.x, n.id))


def lane_at(document: Document, map_id: str, plane: str, point: Point) -> Node | None:
    """The smallest lane that contains the point on that plane."""
    found = [
        n for n in document.index(map_id).of_kind("lane") if n.plane == plane and n.bounds.contains(point)
    ]
    return min(found, key=lambda n: (n.bounds.w * n.bounds.h, n.id), default=None)


def phase_at(document: Document, map_id: str, plane: str, point: Point) -> Node | None:
    """The phase that the point lies in on that plane: of the pool there, its head or the column below it."""
    found = [n for n in document.index(map_id).of_kind("phase") if n.plane == plane]
    return next((n for n in found if n.bounds.contains(point)), None)


def lane_of(document: Document, node: Node) -> Node | None:
    """The lane that a node lies in, by its centre, as Bizagi decides it."""
    return lane_at(document, node.map, node.plane, node.drawn.center)


def lanes_in(document: Document, map_id: str) -> Callable[[Node], Node | None]:
    """What `lane_of` says, for many nodes of a map as it is now."""
    planes: dict[str, list[tuple[float, float, float, float, Node]]] = {}
    for lane in sorted(document.index(map_id).of_kind("lane"), key=lambda n: (n.bounds.w * n.bounds.h, n.id)):
        box = lane.bounds
        planes.setdefault(lane.plane, []).append((box.x, box.y, box.right, box.bottom, lane))

    def found(node: Node) -> Node | None:
        x, y = node.drawn.center
        for left, top, right, bottom, lane in planes.get(node.plane, ()):
            if left <= x <= right and top <= y <= bottom:
                return lane
        return None

    return found


def container_at(document: Document, map_id: str, plane: str, point: Point, without: str = "") -> str:
    """The id of what owns a thing placed there: an inline sub-process, a visible pool, or the plane itself."""
    best: Node | None = None
    for node in document.index(map_id).of_kind("pool", *SUBPROCESSES):
        if node.plane != plane or node.id == without or node.hidden:
            continue
        holds = node.kind == "pool" or (node.kind.startswith("subprocess") and node.expanded and node.inline)
        smaller = best is None or node.drawn.w * node.drawn.h <= best.drawn.w * best.drawn.h
        if holds and smaller and node.drawn.contains(point):
            best = node
    if best is not None:
        return best.id
    return plane or surface(document, map_id)


def pool_of(document: Document, map_id: str, element_id: str) -> str:
    """The id of the pool whose process an element belongs to; "" for the surface without a pool record."""
    seen: set[str] = set()
    while element_id and element_id not in seen:
        seen.add(element_id)
        node = document.element(map_id, element_id)
        if node is None:
            return ""
        if isinstance(node, Node) and node.kind == "pool":
            return node.id
        element_id = node.parent
    return ""


def descendants(document: Document, map_id: str, element_id: str) -> list[Node]:
    """Everything inside a container, at any depth, on any plane."""
    result: list[Node] = []
    stack = [element_id]
    while stack:
        for child in document.children(map_id, stack.pop()):
            result.append(child)
            stack.append(child.id)
    return result


def is_underlay(node: Node) -> bool:
    """Whether a node is the picture that a plane is traced from: seen on the canvas only, never printed or exported."""
    return node.kind == "image" and node.hidden


def exported_nodes(document: Document, map_id: str) -> list[Node]:
    """The nodes that other programs get to see: all but pictures to trace from."""
    return [n for n in document.nodes(map_id) if not is_underlay(n)]


def map_for_call(document: Document, node: Node) -> Map | None:
    """The map that a call activity or process box opens: by the process it links to, else by the called workflow.

    A workflow is that of a pool, or the process of a BPMN file that draws it without any pool; a call of its own
    map opens nothing.
    """
    if node.process:
        for one in document.maps():
            if one.process == node.process and one.id != node.map:
                return one
    if not node.called:
        return None
    for one in document.maps():
        if any(n.kind == "pool" and n.workflow == node.called for n in document.nodes(one.id)):
            return one
    # A process without a pool has no record but its map; both ends carry the id that the file gave the process.
    own = dict(node.foreign)
    raw = own.get("bpmn:calledElement", "") if own.get("bpmn:called") == node.called else ""
    for one in document.maps():
        if raw and one.id != node.map and ("process:@id", raw) in one.foreign:
            return one
    return None


def top_z(document: Document, map_id: str) -> int:
    """The z of the topmost element, 0 for an empty map."""
    nodes, flows = document.nodes(map_id), document.flows(map_id)
    return max([n.z for n in nodes[-1:]] + [f.z for f in flows[-1:]], default=0)
