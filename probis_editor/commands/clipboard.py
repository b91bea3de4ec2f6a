"""Copy and paste within a map, between maps and between windows: the clip is a value that JSON can carry."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from probis_editor.commands import consequences
from probis_editor.geometry import Point, Rect
from probis_editor.kinds import Family, family
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Flow, Node
from probis_editor.model.queries import container_at, descendants, surface, top_z


class Clip(msgspec.Struct, frozen=True):
    """Copied elements with their contents and the flows between them; `bounds` is the rectangle around them."""

    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    bounds: Rect

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
    flows = tuple(f for f in document.flows(map_id) if f.source in chosen and f.target in chosen)
    bounds: Rect | None = None
    planes = {n.plane for n in chosen.values() if n.parent not in chosen}
    for node in chosen.values():
        if node.plane in planes:
            bounds = node.drawn if bounds is None else bounds.united(node.drawn)
    assert bounds is not None
    nodes = sorted(chosen.values(), key=lambda n: (n.z, n.id))
    return Clip(tuple(nodes), flows, bounds)


def paste(
    tx: Transaction, map_id: str, clip: Clip, at: Point | None = None, plane: str = ""
) -> tuple[str, ...]:
    """Put copies on the map, their middle at `at` (None: 20 right of and below the originals). Returns the new ids."""
    document = tx.document
    if at is None:
        dx = dy = 20.0
    else:
        dx, dy = at.x - clip.bounds.center.x, at.y - clip.bounds.center.y
    names = {key: document.new_id() for key in [n.id for n in clip.nodes] + [f.id for f in clip.flows]}
    top = {n.plane for n in clip.nodes if n.parent not in names and n.plane not in names}
    start = max(top_z(document, map_id) + 1, 10)
    fresh: list[str] = []
    for number, node in enumerate(clip.nodes):
        outer = node.plane in top
        bounds = node.bounds.moved(dx, dy) if outer else node.bounds
        box = node.label.moved(dx, dy) if node.label and outer else node.label
        inner = node.parent in names
        low = family(node.kind) in (Family.POOL, Family.LANE, Family.PHASE)
        made = replace(
            node,
            map=map_id,
            id=names[node.id],
            bounds=bounds,
            label=box,
            plane=names.get(node.plane, plane),
            parent=names[node.parent] if inner else "",
            attached=names.get(node.attached, ""),
            kind="event.catch" if node.kind == "event.boundary" and node.attached not in names else node.kind,
            z=node.z if low else start + number,
            workflow=document.new_id() if node.kind == "pool" else node.workflow,
        )
        if not inner:
            whole = node.kind == "pool"
            home = (
                surface(document, map_id)
                if whole
                else container_at(document, map_id, plane, made.drawn.center)
            )
            made = replace(made, parent=home)
            fresh.append(made.id)
        tx.put(made)
    for number, flow in enumerate(clip.flows):
        outer = flow.plane in top
        points = tuple(p.moved(dx, dy) for p in flow.points) if outer else flow.points
        box = flow.label.moved(dx, dy) if flow.label and outer else flow.label
        made_flow = replace(
            flow,
            map=map_id,
            id=names[flow.id],
            source=names[flow.source],
            target=names[flow.target],
            points=points,
            label=box,
            plane=names.get(flow.plane, plane),
            z=start + len(clip.nodes) + number,
        )
        source = document.element(map_id, made_flow.source)
        if flow.kind == "sequence" and source is not None:
            made_flow = replace(made_flow, parent=source.parent)
        else:
            made_flow = replace(made_flow, parent=made_flow.plane)
        tx.put(made_flow)
    consequences.grow_to_hold(tx, map_id, fresh)
    return tuple(fresh)
