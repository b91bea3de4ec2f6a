"""Tidying of maps that are boxes and lines without lanes: level 0, sub-processes, relations, organisation.

Works from what is drawn: boxes keep their band (where they lie), trees follow the lines (source = parent), boxes
without lines stand in rows. What the map says is not changed.
"""

from __future__ import annotations

import msgspec

from probis_editor.geometry import Point, Rect, bounding
from probis_editor.kinds import Family, family
from probis_editor.layout.level0 import TITLE, Band, bands
from probis_editor.layout.picture import Item, Link, Picture
from probis_editor.layout.trees import Gaps, chain, tree
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Node
from probis_editor.model.repairs import effective_ends

WIDEST = 690.0
KINDS = ("level0", "subprocess", "relation", "organisation", "overview")


def is_boxes(document: Document, map_id: str) -> bool:
    """Whether the map is of a derived kind, without a visible pool, and drawn with boxes."""
    if document.map(map_id).kind not in KINDS:
        return False
    nodes = document.nodes(map_id)
    return not any(n.kind == "pool" and not n.hidden for n in nodes) and any(
        family(n.kind) is Family.BOX for n in nodes
    )


def arranged_boxes(document: Document, map_id: str) -> list[Node | Flow]:
    """The records that change when the map is set in order."""
    nodes = [n for n in document.nodes(map_id) if not n.plane and not n.hidden]
    boxes = [n for n in nodes if family(n.kind) in (Family.BOX, Family.ACTIVITY) and n.kind != "band"]
    frames = [n for n in nodes if n.kind == "band"]
    ends = effective_ends(document, map_id)
    known = {n.id for n in boxes}
    flows = [f for f in document.flows(map_id) if not f.plane and set(ends[f.id]) <= known]
    ties = [ends[f.id] for f in flows]
    picture = _picture(boxes, frames, ties, any(f.kind == "sequence" for f in flows))
    placed = {**picture.boxes, **picture.bands}
    old = bounding(n.drawn for n in nodes if n.id in placed and n.drawn.w > 0)
    new = bounding(placed.values())
    x, y = (round(old.x) - round(new.x), round(old.y) - round(new.y)) if old and new else (0, 0)
    routes: dict[tuple[str, str], list[Link]] = {}
    for link in picture.links:
        routes.setdefault((link.source, link.target), []).append(link)
    result: list[Node | Flow] = []
    for node in nodes:
        rect = placed.get(node.id)
        if rect is not None:
            place = Rect(round(rect.x) + x, round(rect.y) + y, round(rect.w), round(rect.h))
            result.append(msgspec.structs.replace(node, bounds=place, label=None))
    for flow in flows:
        ready = routes.get(ends[flow.id])
        if ready:
            points = tuple(Point(round(p.x) + x, round(p.y) + y) for p in ready.pop(0).points)
            result.append(msgspec.structs.replace(flow, points=points, label=None))
    return [r for r in result if r != document.element(map_id, r.id)]


def _picture(boxes: list[Node], frames: list[Node], ties: list[tuple[str, str]], arrows: bool) -> Picture:
    items = [Item(n.id, n.drawn.w, n.drawn.h) for n in boxes]
    if frames:
        return _banded(boxes, frames)
    if not ties or arrows:
        return chain(items, ties, WIDEST)
    parents: dict[str, str] = {}
    for source, target in ties:
        if target not in parents and not _above(parents, source, target):
            parents[target] = source
    grown = [msgspec.structs.replace(i, parent=parents.get(i.id, "")) for i in items]
    return tree(grown, "down", Gaps(widest=WIDEST))


def _above(parents: dict[str, str], low: str, high: str) -> bool:
    """Whether `high` is `low` or stands somewhere above it."""
    at = low
    while at:
        if at == high:
            return True
        at = parents.get(at, "")
    return False


def _banded(boxes: list[Node], frames: list[Node]) -> Picture:
    """Bands from top to bottom, each with the boxes in it in reading order; what lies in none joins the last."""
    frames = sorted(frames, key=lambda n: (n.bounds.y, n.bounds.x))
    members: dict[str, list[Node]] = {f.id: [] for f in frames}
    for node in sorted(boxes, key=lambda n: (round(n.drawn.y / TITLE), n.drawn.x)):
        home = next((f for f in frames if f.bounds.contains(node.drawn.center)), frames[-1])
        members[home.id].append(node)
    groups = [Band(f.id, tuple(Item(n.id, n.drawn.w, n.drawn.h) for n in members[f.id])) for f in frames]
    return bands(groups, WIDEST)
