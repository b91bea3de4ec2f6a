"""The size in which maps are printed: as they are drawn, or laid out for paper in the house's normal or compact size.

Nothing of that is written into the document: a map keeps its drawing.
"""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from probis_editor.model.changes import Record, label
from probis_editor.model.document import Document
from probis_editor.model.elements import Carried, Map

DRAWN = "drawn"
SIZES = (DRAWN, "normal", "compact")
_MOST = 400
"""Layouts that are kept."""


class _Key(NamedTuple):
    map: str
    size: str
    paper: str


_kept: dict[_Key, tuple[tuple[Record, ...], Document]] = {}


def wanted(document: Document, usual: str, map_id: str) -> str:
    """The size in which a map is to be printed: its own where the book names one, else the `usual` of the profile."""
    own = dict(document.book.sizes).get(map_id, "")
    return own if own in SIZES else usual


def can_resize(document: Document, map_id: str) -> bool:
    """Whether a map has sizes: a house-style map of steps. Those of boxes, and those drawn elsewhere, have one."""
    from probis_editor.layout.boxes import is_boxes

    return (
        document.map(map_id).theme == "house"
        and not is_boxes(document, map_id)
        and bool(document.nodes(map_id))
    )


def on_paper(document: Document, map_id: str, size: str, paper: str = "") -> Document:
    """A document in which the map has the size; the given one where it has it already, or can have no other.

    Only the map and what belongs to the whole document is sure to be in it. `paper` "" = the book's.
    """
    if size == DRAWN or document.map(map_id).size == size or not can_resize(document, map_id):
        return document
    own = tuple(r for r in document.records() if r.key[0] in ("", map_id) and not isinstance(r, Carried))
    key = _Key(map_id, size, paper or document.book.paper)
    known = _kept.get(key)
    if known is not None and known[0] == own:
        return known[1]
    made = _laid_out(own, *key)
    _kept.pop(key, None)
    _kept[key] = (own, made)
    while len(_kept) > _MOST:
        _kept.pop(next(iter(_kept)))
    return made


def _laid_out(records: tuple[Record, ...], map_id: str, size: str, paper: str) -> Document:
    # needed only where a map has another size than it is drawn in
    from probis_editor.layout import maps as laying

    made = Document(records)
    inner = [n.id for n in made.nodes(map_id) if n.kind.startswith("subprocess") and not n.inline]
    with made.transaction(label("booklet.sized")) as tx:
        tx.put(replace(made.map(map_id), size=size))
        for plane in ("", *inner):
            if any(node.plane == plane for node in made.nodes(map_id)):
                for record in laying.arranged(made, map_id, plane, size=size, paper_name=paper):
                    tx.put(replace(record, size=size) if isinstance(record, Map) else record)
    return made
