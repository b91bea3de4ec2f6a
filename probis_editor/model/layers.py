"""The order from bottom to top: containers under artifacts, those under steps, flows on top."""

from __future__ import annotations

from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Node

LAYER = 100_000
"""Elements lie in layers, each this many z apart; within one, later ones lie above earlier ones."""

_ORDER = ("pool", "lane", "phase", "group", "artifact", "data", "step", "boundary", "flow")
_CONTAINERS = _ORDER[:3]


def layer_of(kind_id: str) -> str:
    """The layer of a node kind or flow kind."""
    head = kind_id.split(".")[0]
    if kind_id in ("sequence", "message", "association"):
        return "flow"
    if kind_id == "event.boundary":
        return "boundary"
    if head in _CONTAINERS or head == "data":
        return head
    if head in ("group", "band"):
        return "group"
    return "artifact" if head in ("annotation", "image", "text") else "step"


def next_z(document: Document, map_id: str, kind_id: str) -> int:
    """The z of a new element: on top of its layer. Containers stay under all that is no container."""
    layer = layer_of(kind_id)
    nodes, flows = document.nodes(map_id), document.flows(map_id)
    if layer in _CONTAINERS:
        elements: list[Node | Flow] = [*nodes, *flows]
        placed = [(layer_of(e.kind), e.z) for e in elements]
        z = max([_ORDER.index(layer) * LAYER, *(at for other, at in placed if other == layer)]) + 1
        above = [at for other, at in placed if _ORDER.index(other) > _ORDER.index(layer)]
        return min([z, *(at - 1 for at in above)])
    index = document.index(map_id)
    top = _ORDER.index(layer) * LAYER
    if layer == "flow":
        top = max(top, flows[-1].z if flows else top)
    elif any(layer_of(present) == layer for present in index.kinds()):
        top = max(top, next(n.z for n in reversed(nodes) if layer_of(n.kind) == layer))
    below = index.of_kind(*(k for k in index.kinds() if layer_of(k) in _CONTAINERS))
    return max(top, max((n.z for n in below), default=top)) + 1
