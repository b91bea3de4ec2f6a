"""Layout of a document's map: records in, changed records out. The caller puts them in its transaction.

`arranged(document, map_id)` lays out a whole plane, `rerouted` only its flows, `arranged_selection` only the
chosen shapes. Nothing is written here; unchanged records are not returned.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TypedDict, Unpack

import msgspec

from probis_editor.geometry import Rect
from probis_editor.layout import sizes
from probis_editor.layout.boxes import arranged_boxes, is_boxes
from probis_editor.layout.fitted import Choice, Trial, fitted
from probis_editor.layout.graph import Layout
from probis_editor.layout.improve import Progress, quiet
from probis_editor.layout.reading import STRIP, Homes, Reading
from probis_editor.layout.reroute import reroute_all, shape_of
from probis_editor.layout.selection import part, places
from probis_editor.layout.writing import Changed, Writing
from probis_editor.model import queries
from probis_editor.model.document import Document
from probis_editor.model.elements import Node

__all__ = ["Changed", "Homes", "arranged", "arranged_selection", "laid_out", "rerouted"]

EASES = {sizes.FLAT: "h", sizes.SLIM: "w"}


class Wishes(TypedDict, total=False):
    """What a layout may be asked for.

    `size` is "normal", "compact" or "" (normal if that prints on the paper, else compact; foreign maps and maps
    of boxes keep their sizes). `homes` names the lane of each node where the map has no geometry. `effort` says how
    much is tried: 2 as a rule, 0 where one must not wait. `paper_name` "" = the book's. `progress` is told how far
    it is, and what it raises ends the work.
    """

    size: str
    homes: Homes | None
    effort: int
    paper_name: str
    progress: Progress


def arranged(document: Document, map_id: str, plane: str = "", **wishes: Unpack[Wishes]) -> Changed:
    """The records of a plane that a fresh layout changes: containers, shapes, flows, labels, the map's size.

    Lane membership and order are kept.
    """
    if not plane and is_boxes(document, map_id):
        return list(arranged_boxes(document, map_id))
    return Writing(*laid_out(document, map_id, plane, **wishes)).changed()


def laid_out(
    document: Document,
    map_id: str,
    plane: str = "",
    size: str = "",
    homes: Homes | None = None,
    effort: int = 2,
    paper_name: str = "",
    progress: Progress = quiet,
) -> tuple[Reading, Layout]:
    """The neutral graph that `arranged` lays out (in the size and shape that it chooses), and its layout."""
    record = document.map(map_id)
    shapes = [sizes.Shape(size)] if size else sizes.SHAPES if record.theme == "house" else sizes.SHAPES[:1]
    readings: dict[sizes.Shape, Reading] = {}
    silent = STRIP if queries.silent_pool(document, map_id, plane) is not None else 0.0

    def choice(shape: sizes.Shape) -> Choice:
        readings[shape] = Reading(document, map_id, plane, shape, homes)
        text = sizes.smallest_text(record, shape.size)
        return Choice(readings[shape].graph, sizes.measures(record, shape), text, silent)

    sheet = paper_name or document.book.paper
    chosen, layout = fitted(
        [Trial(partial(choice, s), EASES.get(s, "")) for s in shapes], sheet, effort, progress
    )
    return readings[shapes[chosen]], layout


def rerouted(document: Document, map_id: str, plane: str = "", only: Sequence[str] = ()) -> Changed:
    """The flows of a plane (or those in `only`) with new routes; shapes stay. Manual bends are given up."""
    reading = Reading(document, map_id, plane, document.map(map_id).size, None)
    return list(reroute_all(reading.record, reading.nodes, reading.flows, reading.ends, only))


def arranged_selection(document: Document, map_id: str, chosen: Sequence[str], plane: str = "") -> Changed:
    """The records that change when only the chosen shapes are set in order. Nothing else moves.

    Flows at the chosen shapes get new routes, the others keep theirs. Empty where the shapes find no place.
    """
    record = document.map(map_id)
    reading = Reading(document, map_id, plane, record.size, None)
    graph = part(reading.graph, chosen)
    if not graph.boxes:
        return []
    kept = {
        b.id: msgspec.structs.replace(b, w=reading.by_id[b.id].drawn.w, h=reading.by_id[b.id].drawn.h)
        for b in graph.boxes
    }
    graph = msgspec.structs.replace(graph, boxes=tuple(kept.values()))
    lanes = {n.id: n.bounds for n in (*reading.lane_nodes.values(), *queries.pools(document, map_id))}
    old = {k: reading.by_id[k].drawn for k in kept}
    solid = [
        n.drawn
        for n in reading.nodes
        if n.id not in kept and n.id not in reading.inner and not shape_of(n).flat and n.drawn.w > 0
    ]
    found = places(graph, sizes.measures(record, record.size), lanes, old, solid)
    if not found:
        return []
    moved: dict[str, Node] = {}
    for node in reading.nodes:
        rect = found.get(node.id)
        if rect is not None:
            bounds = Rect(rect.x, rect.y, node.bounds.w, node.bounds.h)
            moved[node.id] = msgspec.structs.replace(node, bounds=bounds, label=None)
        elif reading.inner.get(node.id) in found:
            host = reading.inner[node.id]
            dx, dy = found[host].x - old[host].x, found[host].y - old[host].y
            moved[node.id] = msgspec.structs.replace(node, bounds=node.bounds.moved(dx, dy))
    fresh = [moved.get(n.id, n) for n in reading.nodes]
    touched = [f.id for f in reading.flows if set(reading.ends[f.id]) & set(moved)]
    result: Changed = [n for n in fresh if n != reading.by_id[n.id]]
    result += reroute_all(record, fresh, reading.flows, reading.ends, touched)
    return result
