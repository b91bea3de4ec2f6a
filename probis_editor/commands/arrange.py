"""The verbs that put several elements in order: in line, at equal distances, of one size, in front or behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from probis_editor.commands import shapes
from probis_editor.commands.settling import shifted
from probis_editor.geometry import Rect, bounding
from probis_editor.kinds import POOL_PARTS, family
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Element, Node
from probis_editor.model.layers import layer_of

_AROUND = 16.0

ALIGN: dict[str, Callable[[Rect, Rect], tuple[float, float]]] = {
    "left": lambda r, box: (box.x - r.x, 0),
    "center": lambda r, box: (box.center.x - r.center.x, 0),
    "right": lambda r, box: (box.right - r.right, 0),
    "top": lambda r, box: (0, box.y - r.y),
    "middle": lambda r, box: (0, box.center.y - r.center.y),
    "bottom": lambda r, box: (0, box.bottom - r.bottom),
}
"""How a rectangle has to move to be in line with another."""


def _movable(document: Document, map_id: str, ids: Sequence[str]) -> list[Node]:
    found = [document.element(map_id, i) for i in ids]
    return [n for n in found if isinstance(n, Node) and family(n.kind) not in POOL_PARTS and not n.attached]


def align(tx: Transaction, map_id: str, ids: Sequence[str], how: str) -> None:
    """Bring elements in line with the first one: "left", "center", "right", "top", "middle" or "bottom"."""
    document = tx.document
    first, *others = [n.id for n in _movable(document, map_id, ids)] or [""]
    for element_id in others:
        dx, dy = ALIGN[how](document.node(map_id, element_id).drawn, document.node(map_id, first).drawn)
        if dx or dy:
            shapes.move(tx, map_id, [element_id], dx, dy)


def distribute(tx: Transaction, map_id: str, ids: Sequence[str], across: bool) -> None:
    """Even out the gaps between elements, left to right or top to bottom; the outermost two stay."""
    nodes = _movable(tx.document, map_id, ids)
    if len(nodes) < 3:
        return
    nodes.sort(key=lambda n: (n.drawn.x if across else n.drawn.y, n.id))
    ends = [(n.drawn.x, n.drawn.w) if across else (n.drawn.y, n.drawn.h) for n in nodes]
    gap = (ends[-1][0] - ends[0][0] - sum(length for _, length in ends[:-1])) / (len(nodes) - 1)
    at = ends[0][0]
    for node, (start, length) in zip(nodes, ends, strict=True):
        by = round(at - start)
        if by:
            shapes.move(tx, map_id, [node.id], by if across else 0, 0 if across else by)
        at += length + gap


def same_size(tx: Transaction, map_id: str, ids: Sequence[str]) -> None:
    """Give elements the size of the first one, around their own middle; events and gateways only among themselves."""
    nodes = _movable(tx.document, map_id, ids)
    for node in nodes[1:]:
        if family(node.kind) is not family(nodes[0].kind):
            continue
        c, model = node.drawn.center, nodes[0].drawn
        rect = Rect(c.x - model.w / 2, c.y - model.h / 2, model.w, model.h)
        rect = shifted(tx.document, node, rect)
        if rect != node.drawn:
            shapes.resize(tx, map_id, node.id, rect)


def to_front(tx: Transaction, map_id: str, ids: Sequence[str]) -> None:
    """Bring elements before all others of their layer (containers stay under steps, steps under lines)."""
    _restack(tx, map_id, ids, front=True)


def to_back(tx: Transaction, map_id: str, ids: Sequence[str]) -> None:
    """Send elements behind all others of their layer."""
    _restack(tx, map_id, ids, front=False)


def _restack(tx: Transaction, map_id: str, ids: Sequence[str], front: bool) -> None:
    document = tx.document
    chosen = {e.id: e for e in (document.element(map_id, i) for i in ids) if e is not None}
    everything: list[Element] = [*document.nodes(map_id), *document.flows(map_id)]
    for layer in dict.fromkeys(layer_of(e.kind) for e in chosen.values()):
        members = sorted((e for e in everything if layer_of(e.kind) == layer), key=lambda e: (e.z, e.id))
        moved = [e for e in members if e.id in chosen]
        rest = [e for e in members if e.id not in chosen]
        last = -1_000_000_000
        heights = []
        for member in members:  # the same heights again, so that no other layer is touched
            last = max(member.z, last + 1)
            heights.append(last)
        for element, z in zip([*rest, *moved] if front else [*moved, *rest], heights, strict=True):
            tx.put(replace(element, z=z))


def group(tx: Transaction, map_id: str, ids: Sequence[str], plane: str = "") -> Node | None:
    """A frame around elements, which move with it; None where nothing can be framed."""
    nodes = _movable(tx.document, map_id, ids)
    around = bounding(n.drawn for n in nodes)
    if around is None:
        return None
    return shapes.create(tx, map_id, "group", bounds=around.grown(_AROUND), plane=plane)


def with_grouped(document: Document, map_id: str, ids: Sequence[str]) -> tuple[str, ...]:
    """The elements, and what lies wholly in the frames of groups among them: it moves along."""
    found: dict[str, None] = dict.fromkeys(ids)
    frames = [e for e in (document.element(map_id, i) for i in ids) if isinstance(e, Node)]
    frames = [n for n in frames if n.kind in ("group", "band")]
    for node in document.nodes(map_id) if frames else ():
        if family(node.kind) in POOL_PARTS or node.attached:
            continue
        if any(f.plane == node.plane and f.drawn.covers(node.drawn) for f in frames):
            found[node.id] = None
    return tuple(found)
