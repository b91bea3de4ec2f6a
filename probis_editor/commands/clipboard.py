"""Copy and paste within a map, between maps and between windows: the clip is a value that JSON can carry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from probis_editor.commands import consequences
from probis_editor.commands.keeping import hold
from probis_editor.commands.lanes import hidden_pool
from probis_editor.commands.settling import settle
from probis_editor.geometry import Point, Rect, bounding
from probis_editor.kinds import STEPS, Family, family
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import AttributeValue, Flow, Foreign, Node
from probis_editor.model.layers import next_z
from probis_editor.model.queries import container_at, descendants, main_pool, pools
from probis_editor.model.repairs import effective_ends


class Clip(msgspec.Struct, frozen=True):
    """Copied elements with their contents and the flows between them; `bounds` is the rectangle around them.

    `values` are what extended attributes say of them (see `formats.attribute_copies`).
    """

    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    bounds: Rect
    values: tuple[AttributeValue, ...] = ()

    def encode(self) -> bytes:
        """As JSON, for the system's clipboard."""
        return msgspec.json.encode(self)


def decode(data: bytes) -> Clip:
    """The clip from its JSON. Raises msgspec.DecodeError for anything else."""
    return msgspec.json.decode(data, type=Clip)


def copy(document: Document, map_id: str, ids: Iterable[str]) -> Clip | None:
    """The elements with contents, boundary events and the flows among them; None where no node is among them.

    Lanes and phases alone are not copied: their pool is.
    """
    chosen: dict[str, Node] = {}
    for element_id in ids:
        node = document.element(map_id, element_id)
        if not isinstance(node, Node) or family(node.kind) in (Family.LANE, Family.PHASE):
            continue
        for one in [node, *descendants(document, map_id, element_id)]:
            chosen[one.id] = one
            chosen.update((event.id, event) for event in document.attached(map_id, one.id))
    if not chosen:
        return None
    flows = _flows_among(document, map_id, set(chosen))
    bounds: Rect | None = None
    planes = {n.plane for n in chosen.values() if n.parent not in chosen}
    for node in chosen.values():
        if node.plane in planes:
            bounds = node.drawn if bounds is None else bounds.united(node.drawn)
    assert bounds is not None
    nodes = sorted(chosen.values(), key=lambda n: (n.z, n.id))
    return Clip(tuple(nodes), flows, bounds)


def _flows_among(document: Document, map_id: str, chosen: set[str]) -> tuple[Flow, ...]:
    """The flows between chosen elements, with the ends they are meant to have, and the notes tied to those flows."""
    ends = effective_ends(document, map_id)
    found: dict[str, Flow] = {}
    while True:
        more = [
            f
            for f in document.flows(map_id)
            if f.id not in found and chosen.issuperset(ends.get(f.id, (f.source, f.target)))
        ]
        if not more:
            return tuple(found.values())
        for flow in more:
            source, target = ends[flow.id]
            found[flow.id] = replace(flow, source=source, target=target)
        chosen = chosen | found.keys()


def paste(
    tx: Transaction, map_id: str, clip: Clip, at: Point | None = None, plane: str = ""
) -> tuple[str, ...]:
    """Put copies on the map, their middle at `at` (None: 20 right of and below the originals). Returns the new ids.

    The ids are those of the outermost copies. Each gets the container it lies in; a boundary event without its host
    becomes an intermediate event.
    """
    document = tx.document
    if at is None:
        dx = dy = 20.0
    else:
        dx, dy = at.x - clip.bounds.center.x, at.y - clip.bounds.center.y
    outer = [n for n in clip.nodes if n.parent not in {c.id for c in clip.nodes} and not n.attached]
    by_x, by_y = _kept_in_pool(tx, map_id, plane, outer, (dx, dy))
    dx, dy = dx + by_x, dy + by_y
    if any(n.kind == "pool" for n in clip.nodes) and main_pool(document, map_id) is None:
        tx.put(hidden_pool(document, map_id))
    names = {key: document.new_id() for key in [n.id for n in clip.nodes] + [f.id for f in clip.flows]}
    top = {n.plane for n in clip.nodes if n.parent not in names and n.plane not in names}
    fresh: list[str] = []
    for node in clip.nodes:
        made = _placed(node, names, plane)
        if node.plane in top:
            made = _moved(made, dx, dy)
        kind = "event.catch" if node.kind == "event.boundary" and not made.attached else node.kind
        made = replace(
            made,
            map=map_id,
            kind=kind,
            z=next_z(document, map_id, kind),
            workflow=document.new_id() if kind == "pool" else node.workflow,
        )
        if not made.parent and kind != "pool" and not made.attached:
            home = container_at(document, map_id, made.plane, made.drawn.center)
            made = replace(made, parent=home)
        if node.parent not in names and not made.attached:
            fresh.append(made.id)
        tx.put(made)
    for node in clip.nodes:
        made = document.node(map_id, names[node.id])
        if made.attached and not made.parent:
            tx.put(replace(made, parent=document.node(map_id, made.attached).parent))
    for flow in clip.flows:
        _paste_flow(tx, map_id, flow, names, plane, (dx, dy) if flow.plane in top else (0.0, 0.0))
    for value in clip.values:
        if value.element in names:
            tx.put(replace(value, map=map_id, element=names[value.element], was=""))
    settle(tx, map_id, fresh)
    consequences.make_way(tx, map_id, fresh)
    return tuple(fresh)


def _kept_in_pool(
    tx: Transaction, map_id: str, plane: str, nodes: Sequence[Node], by: tuple[float, float]
) -> tuple[float, float]:
    """How far pasted steps must be shifted to lie in the lanes of the pool in whose middle they come to lie."""
    steps = [n for n in nodes if family(n.kind) in STEPS]
    box = bounding(n.drawn.moved(*by) for n in steps)
    if box is None or any(n.kind == "pool" for n in nodes):
        return 0.0, 0.0
    for pool in pools(tx.document, map_id):
        if pool.plane == plane and pool.bounds.contains(box.center):
            return hold(tx, pool, box)
    return 0.0, 0.0


def _placed(node: Node, names: dict[str, str], plane: str) -> Node:
    return replace(
        node,
        id=names[node.id],
        plane=names.get(node.plane, plane),
        parent=names.get(node.parent, ""),
        attached=names.get(node.attached, ""),
        foreign=own_foreign(node.foreign),
    )


def _moved(node: Node, dx: float, dy: float) -> Node:
    label = node.label.moved(dx, dy) if node.label else None
    return replace(node, bounds=node.bounds.moved(dx, dy), label=label)


def own_foreign(foreign: Foreign) -> Foreign:
    """What another standard says of the original and also holds for its copy: all but its name there."""
    return tuple((key, text) for key, text in foreign if key not in ("bpmn:id", "xpdl:id"))


def _paste_flow(
    tx: Transaction,
    map_id: str,
    flow: Flow,
    names: dict[str, str],
    plane: str,
    shift: tuple[float, float],
) -> None:
    document = tx.document
    source = document.element(map_id, names[flow.source])
    inside = names.get(flow.plane, plane)
    tx.put(
        replace(
            flow,
            map=map_id,
            id=names[flow.id],
            source=names[flow.source],
            target=names[flow.target],
            points=tuple(p.moved(*shift) for p in flow.points),
            label=flow.label.moved(*shift) if flow.label else None,
            plane=inside,
            parent=source.parent if flow.kind == "sequence" and source is not None else inside,
            z=next_z(document, map_id, flow.kind),
            foreign=own_foreign(flow.foreign),
        )
    )
