"""The verbs that fill the derived maps: level 0, sub-processes, relations, organisation.

They say on a map what the process tree and the unit list say, so that the two cannot disagree. Filling a map again
keeps the element of every process, unit and party that is still there.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import product
from typing import NamedTuple

from probis_editor.drawing import fonts
from probis_editor.drawing.primitives import TextStyle, pt
from probis_editor.drawing.theme import theme
from probis_editor.geometry import Rect
from probis_editor.kinds import kind
from probis_editor.kinds.spec import Size
from probis_editor.layout import level0 as level0_layout
from probis_editor.layout import organisation as organisation_layout
from probis_editor.layout import paper, relation_rows, trees
from probis_editor.layout.picture import Item, Picture
from probis_editor.layout.relation import Involved, Party
from probis_editor.model import numbering, queries
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Flow, Map, Node
from probis_editor.model.office import Process, Unit

CORNER = 40.0
COLUMN = 690.0
"""Widest picture that stands in a column of text (165 mm) at nine tenths of its size."""

CHIP_TEXT = 9.0
_BOXES = ("box.process", "box.unit", "box.party", "band")


class Filling(NamedTuple):
    """What a box of a picture stands for: its kind, text and links."""

    kind: str
    name: str
    process: str = ""
    unit: str = ""


def fill_level0(tx: Transaction, map_id: str, group: str = "") -> None:
    """All processes of the top level in the office's groups (those of one group, where one is named)."""
    document = tx.document
    members = numbering.children(document)
    size = _process_size(document.map(map_id), members)
    fillings: dict[str, Filling] = {}
    bands: list[level0_layout.Band] = []
    for name in document.settings.groups:
        chosen = [p for p in members if p.group == name and group in ("", name)]
        if chosen:
            bands.append(level0_layout.Band(name, tuple(Item(p.id, size.w, size.h) for p in chosen)))
            fillings |= {p.id: _of_process(p) for p in chosen}
    picture = level0_layout.bands(bands, COLUMN)
    _put(tx, map_id, picture, fillings)


def fill_subprocess(tx: Transaction, map_id: str) -> None:
    """The map's process above its children, joined by lines."""
    document = tx.document
    process = document.process(document.map(map_id).process)
    if process is None:
        return
    members = numbering.children(document, process.id)
    size = _process_size(document.map(map_id), [process, *members])
    items = [Item(process.id, size.w, size.h)]
    items += [Item(child.id, size.w, size.h, process.id) for child in members]
    picture = trees.tree(items, "down", trees.Gaps(widest=COLUMN))
    _put(tx, map_id, picture, {p.id: _of_process(p) for p in (process, *members)})


def fill_relation(tx: Transaction, map_id: str, paper_name: str = "f4") -> None:
    """Every process of the top level with the parties to it; the owner stands for them where none is named."""
    document = tx.document
    size = _process_size(document.map(map_id), numbering.children(document))
    chip = kind("box.party").size_in(document.map(map_id).theme)
    processes: list[Involved] = []
    fillings: dict[str, Filling] = {}
    units: dict[str, Unit] = {}
    for process in numbering.children(document):
        named = process.parties or ((process.owner,) if process.owner else ())
        found = [unit for key in named if (unit := document.unit(key)) is not None]
        units |= {unit.id: unit for unit in found}
        processes.append(Involved(process.id, size.w, size.h, tuple(unit.id for unit in found)))
        fillings[process.id] = _of_process(process)
    parties = [Party(key, size.w, chip.h) for key in units]
    best: tuple[tuple[int, bool, bool, float], Picture] | None = None
    for columns, chips in product(range(3, 10), (7, 6, 5, 4)):
        picture = relation_rows.relation_rows(processes, parties, columns, chips)
        # A picture that must be folded should at least be folded only once.
        fits = paper.fit(picture.bounds.w, picture.bounds.h, CHIP_TEXT, paper_name)
        folded = fits.paper != paper_name
        rank = (fits.pages, folded, folded and not fits.landscape, -round(fits.scale, 2))
        if best is None or rank < best[0]:
            best = (rank, picture)
    if best is None:
        return
    for key in best[1].boxes:
        unit = units.get(key.rpartition("/")[2])
        if unit is not None:
            fillings[key] = Filling("box.party", unit.name, unit=unit.id)
    _put(tx, map_id, best[1], fillings)


def fill_organisation(tx: Transaction, map_id: str) -> None:
    """Units, and the positions that lead someone, as a chart."""
    document = tx.document
    size = kind("box.unit").size_in(document.map(map_id).theme)
    every = sorted(document.of_type(Unit), key=lambda u: (u.order, u.id))
    leading = {u.parent for u in every}
    shown = [u for u in every if u.kind == "unit" or (u.kind == "position" and u.id in leading)]
    items = [
        Item(u.id, size.w, size.h, u.parent, "right" if u.side else "", False, max(1, u.repeat))
        for u in shown
    ]
    names = {u.id: f"{u.repeat} {u.name}" if u.repeat > 1 else u.name for u in shown}
    fillings = {u.id: Filling("box.unit", names[u.id], unit=u.id) for u in shown}
    _put(tx, map_id, organisation_layout.chart(items), fillings)


FILL = {
    "level0": fill_level0,
    "subprocess": fill_subprocess,
    "relation": fill_relation,
    "organisation": fill_organisation,
}
"""Map kind -> the verb that fills a map of that kind."""


def _process_size(record: Map, processes: Sequence[Process]) -> Size:
    """The size of the map's process boxes: the kind's, higher where a name needs more lines under its code."""
    size = kind("box.process").size_in(record.theme)
    form = theme(record.theme).form("box.process")
    style = TextStyle(size=pt(form.text_size))
    step = fonts.line_height(style)
    lines = max((len(fonts.wrap(p.name, style, size.w - form.padding)) for p in processes), default=1)
    return Size(size.w, max(size.h, 8.0 * math.ceil((lines + 1) * step / 8.0 + 1.0)))


def _of_process(process: Process) -> Filling:
    return Filling("box.process", process.name, process=process.id)


def _put(tx: Transaction, map_id: str, picture: Picture, fillings: Mapping[str, Filling]) -> None:
    """Make the map show the picture; boxes that were there keep their ids, boxes gone are dropped."""
    document = tx.document
    record = document.map(map_id)
    parent = queries.surface(document, map_id)
    old = _present(document, map_id)
    for flow in document.flows(map_id):
        if flow.kind == "association":
            tx.drop(flow.key)
    ids: dict[str, str] = {}
    for at, (key, rect) in enumerate([*picture.bands.items(), *picture.boxes.items()]):
        filling = fillings.get(key) or Filling("band", key)
        spare = old.get((filling.kind, filling.process or filling.unit or filling.name), [])
        node = Node(
            map=map_id,
            id=spare.pop(0) if spare else document.new_id(),
            kind=filling.kind,
            bounds=_placed(rect),
            name=filling.name,
            parent=parent,
            z=at + 1,
            process=filling.process,
            unit=filling.unit,
            called=_called(document, record, filling.process),
        )
        ids[key] = node.id
        tx.put(node)
    for names in old.values():
        for gone in names:
            tx.drop((map_id, gone))
    for at, one in enumerate(picture.links):
        if one.source in ids and one.target in ids:
            flow = Flow(
                map=map_id,
                id=document.new_id(),
                kind="association",
                source=ids[one.source],
                target=ids[one.target],
                points=tuple(p.moved(CORNER, CORNER) for p in one.points),
                parent=parent,
                z=len(ids) + at + 1,
            )
            tx.put(flow)


def _placed(rect: Rect) -> Rect:
    return Rect(round(rect.x) + CORNER, round(rect.y) + CORNER, round(rect.w), round(rect.h))


def _present(document: Document, map_id: str) -> dict[tuple[str, str], list[str]]:
    """What the map's boxes stand for -> their ids."""
    found: dict[tuple[str, str], list[str]] = {}
    for node in document.nodes(map_id):
        if node.kind in _BOXES:
            found.setdefault((node.kind, node.process or node.unit or node.name), []).append(node.id)
    return found


def _called(document: Document, record: Map, process: str) -> str:
    """The workflow that a process box opens in Bizagi: that of its map's visible pool, else of its main pool."""
    if not process:
        return ""
    for one in document.maps():
        if one.process == process and one.id != record.id:
            pools: Sequence[Node] = queries.pools(document, one.id)
            main = queries.main_pool(document, one.id)
            return pools[0].workflow if pools else main.workflow if main else ""
    return ""
