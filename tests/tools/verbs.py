"""Execute, undo, redo: what every verb must stand, and what must hold of a map after every verb."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from small_maps import EDIT

from probis_editor.kinds import Family, family
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Flow, Node
from probis_editor.model.history import History
from probis_editor.model.layers import layer_of
from probis_editor.model.queries import lanes, phases, pools
from probis_editor.model.repairs import outline_distance

R = TypeVar("R")


def trio(document: Document, verb: Callable[[Transaction], R], *, changes: bool = True) -> R:
    """Run the verb, undo it, redo it; the document is as it was each time. Returns what the verb returned."""
    history = History(document)
    before = document.snapshot()
    with document.transaction(EDIT) as tx:
        result = verb(tx)
    after = document.snapshot()
    assert history.can_undo is changes
    if changes:
        history.undo()
        assert document.snapshot() == before
        history.redo()
        assert document.snapshot() == after
    for one in document.maps():
        sound(document, one.id)
    return result


def sound(document: Document, map_id: str) -> None:
    """What holds of every map that only verbs have made; the first thing that does not fails."""
    for node in document.nodes(map_id):
        _sound_node(document, node)
    for flow in document.flows(map_id):
        _sound_flow(document, flow)
    for pool in pools(document, map_id):
        tiles(document, pool)
    _sound_layers(document, map_id)


def _sound_node(document: Document, node: Node) -> None:
    if node.parent:
        holder = document.node(node.map, node.parent)
        if not holder.kind.startswith("subprocess") or holder.inline:
            assert node.plane == holder.plane, node
        else:
            assert node.plane == holder.id, node
    if node.kind == "event.boundary":
        host = document.node(node.map, node.attached)
        assert outline_distance(host.kind, host.drawn, node.drawn.center) < 0.01, node
        assert (node.parent, node.plane) == (host.parent, host.plane)
    else:
        assert not node.attached, node


def _sound_flow(document: Document, flow: Flow) -> None:
    ends = [document.element(flow.map, end) for end in (flow.source, flow.target) if end]
    assert None not in ends, flow
    nodes = [end for end in ends if isinstance(end, Node)]
    assert all(node.plane == flow.plane for node in nodes), flow
    if flow.parent:
        assert document.element(flow.map, flow.parent) is not None, flow
    if flow.kind == "sequence" and len(nodes) == 2:
        assert flow.parent == nodes[0].parent, flow
    if len(nodes) != 2:
        return
    assert len(flow.points) >= 2, flow
    for node, at in ((nodes[0], flow.points[0]), (nodes[1], flow.points[-1])):
        assert outline_distance(node.kind, node.drawn, at) <= 1.0, (flow, node.drawn)


def tiles(document: Document, holder: Node) -> None:
    """Lanes fill their pool (or lane) without gap or overlap, and so do phases."""
    present = lanes(document, holder.map, holder.id)
    outer = holder.bounds
    if present:
        upright = len(present) > 1 and present[0].bounds.y == present[1].bounds.y
        edge = outer.x if upright else outer.y
        for lane in present:
            rect = lane.bounds
            if upright:
                assert abs(rect.x - edge) < 0.01, (holder.name, lane)
                assert abs(rect.bottom - outer.bottom) < 0.01, (holder.name, lane)
                edge = rect.right
            else:
                assert abs(rect.y - edge) < 0.01, (holder.name, lane)
                assert abs(rect.right - outer.right) < 0.01, (holder.name, lane)
                edge = rect.bottom
            tiles(document, lane)
        assert abs(edge - (outer.right if upright else outer.bottom)) < 0.01, holder
    across = phases(document, holder.map, holder.id)
    for before, phase in zip([None, *across], across, strict=False):
        assert (phase.bounds.y, phase.bounds.h) == (outer.y, outer.h)
        if before:
            assert abs(before.bounds.right - phase.bounds.x) < 0.01
    if across:
        assert abs(across[-1].bounds.right - outer.right) < 0.01


def _sound_layers(document: Document, map_id: str) -> None:
    nodes = document.nodes(map_id)
    containers = [n.z for n in nodes if family(n.kind) in (Family.POOL, Family.LANE, Family.PHASE)]
    others = [n.z for n in nodes if layer_of(n.kind) not in ("pool", "lane", "phase")]
    others += [f.z for f in document.flows(map_id)]
    assert not containers or not others or max(containers) < min(others)
    for low, high in (("pool", "lane"), ("lane", "phase")):
        below = [n.z for n in nodes if n.kind == low]
        above = [n.z for n in nodes if n.kind == high]
        assert not below or not above or max(below) < min(above)
