"""The verbs that fill the derived maps: level 0, sub-processes, relations, organisation.

They say on a map what the process tree and the unit list say, so that the two cannot disagree. Filling a map again
keeps the element of every process, unit and party that is still there, and what was moved or added by hand; a map once
filled is kept in step (`in_step`).
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from probis_editor.commands import involved
from probis_editor.commands.arrangement import CORNER, KINDS, Arranger, Filling
from probis_editor.drawing import fonts
from probis_editor.drawing.primitives import TextStyle, pt
from probis_editor.drawing.theme import theme
from probis_editor.kinds import kind
from probis_editor.kinds.spec import Size
from probis_editor.layout import level0 as level0_layout
from probis_editor.layout import organisation as organisation_layout
from probis_editor.layout import paper, trees
from probis_editor.layout.picture import Item, Picture
from probis_editor.layout.relation import ROOMY, TIGHT, Involved, Party, Rhythm
from probis_editor.layout.relation_rows import RowsOf
from probis_editor.model import numbering, queries
from probis_editor.model.affairs import Generated
from probis_editor.model.changes import label
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Map, Node
from probis_editor.model.office import Process, Unit
from probis_editor.rules.permits import RefusedError

__all__ = ["CORNER", "FILL", "arrange_anew", "fill", "fill_level0", "forms", "hide", "refresh", "show_hidden"]

COLUMN = 690.0
"""Widest picture that stands in a column of text (165 mm) at nine tenths of its size."""

CHIP_TEXT = 9.0
FLAT_CHIP = 40.0
"""Height of a chip with two lines of its text and no more."""
FORMS = ("figure", "table")
_R = TypeVar("_R", Process, Unit)


class Content(NamedTuple):
    """What a derived map shows. `layout` makes its picture; `inputs` is all that the picture depends on."""

    fillings: dict[str, Filling]
    inputs: object
    layout: Callable[[], Picture]
    related: tuple[tuple[str, str], ...] = ()


class Shared:
    """What several derived maps of a document ask, worked out once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._workflows: dict[str, list[tuple[str, str]]] | None = None
        self._involved: dict[str, list[str]] | None = None

    def called(self, record: Map, process: str) -> str:
        """The workflow that a process box opens in Bizagi: that of its map's visible pool, else of its main pool."""
        if self._workflows is None:
            self._workflows = {}
            for one in self.document.maps():
                if one.process:
                    self._workflows.setdefault(one.process, []).append((one.id, ""))
        for map_id, _ in self._workflows.get(process, ()):
            if map_id != record.id:
                pools: Sequence[Node] = queries.pools(self.document, map_id)
                main = queries.main_pool(self.document, map_id)
                return pools[0].workflow if pools else main.workflow if main else ""
        return ""

    @property
    def involved(self) -> dict[str, list[str]]:
        if self._involved is None:
            self._involved = involved.by_process(self.document)
        return self._involved


def fill(tx: Transaction, map_id: str) -> None:
    """Fill a map of a derived kind and keep it in step from now on; nothing for other kinds. Raises KeyError."""
    record = tx.document.map(map_id)
    if record.kind in _CONTENT:
        _fill(tx, record, Shared(tx.document))


def fill_level0(tx: Transaction, map_id: str, group: str = "", form: str = "figure") -> None:
    """All processes of the top level in the office's groups (those of one group, where one is named).

    `form` is "figure" (titled bands) or "table" (a row a group).
    """
    before = tx.document.generated(map_id) or Generated(map=map_id)
    tx.put(replace(before, group=group, form=form))
    _fill(tx, tx.document.map(map_id), Shared(tx.document), "level0", anew=not before.boxes)


def forms(tx: Transaction, map_id: str, form: str) -> None:
    """Show a level-0 map as "figure" or as "table", laid out anew."""
    before = tx.document.generated(map_id) or Generated(map=map_id)
    tx.put(replace(before, form=form))
    _fill(tx, tx.document.map(map_id), Shared(tx.document), "level0", anew=True)


def arrange_anew(tx: Transaction, map_id: str) -> None:
    """Lay a derived map out as a whole, whatever was moved by hand; what was added by hand stays."""
    record = tx.document.map(map_id)
    if record.kind in _CONTENT:
        _fill(tx, record, Shared(tx.document), anew=True)


def hide(tx: Transaction, map_id: str, ids: Iterable[str]) -> None:
    """Leave processes or units out of one derived map; all else that shows them stays.

    Raises KeyError; RefusedError for what the map is about, or where nothing would be left.
    """
    generated, record = tx.document.generated(map_id), tx.document.map(map_id)
    if generated is None:
        raise KeyError(map_id)
    hidden = tuple(dict.fromkeys([*generated.hidden, *(i for i in ids if i)]))
    content = _CONTENT[record.kind](Shared(tx.document), record, replace(generated, hidden=hidden))
    if record.process in hidden or content is None or not content.fillings:
        raise RefusedError(label("derived.refused.empty"))
    tx.put(replace(generated, hidden=hidden))
    _fill(tx, record, Shared(tx.document))


def show_hidden(tx: Transaction, map_id: str) -> None:
    """Show on a derived map again all that was left out. Raises KeyError."""
    generated = tx.document.generated(map_id)
    if generated is None:
        raise KeyError(map_id)
    tx.put(replace(generated, hidden=()))
    _fill(tx, tx.document.map(map_id), Shared(tx.document))


def refresh(tx: Transaction, map_id: str, shared: Shared | None = None) -> bool:
    """Bring a map that was filled before up to date, if it is not; whether something had to be done."""
    generated = tx.document.generated(map_id)
    record = tx.document.map(map_id)
    if generated is None or record.kind not in _CONTENT:
        return False
    content = _CONTENT[record.kind](shared or Shared(tx.document), record, generated)
    if content is None:
        # What it was made of is gone, so it is a drawing like any other now.
        tx.drop(generated.key)
        return True
    if generated.content == _digest(content) and _intact(tx.document, generated, content):
        return False
    _arrange(tx, generated, content)
    return True


def _filler(kind_name: str) -> Callable[[Transaction, str], None]:
    def verb(tx: Transaction, map_id: str) -> None:
        _fill(tx, tx.document.map(map_id), Shared(tx.document), kind_name)

    return verb


FILL: dict[str, Callable[[Transaction, str], None]] = {
    name: _filler(name) for name in ("level0", "subprocess", "relation", "organisation")
}
"""Map kind -> the verb that fills a map of that kind."""


def _fill(tx: Transaction, record: Map, shared: Shared, kind_name: str = "", anew: bool = False) -> None:
    before = tx.document.generated(record.id)
    content = _CONTENT[kind_name or record.kind](shared, record, before or Generated(map=record.id))
    if content is not None:
        _arrange(tx, before or Generated(map=record.id), content, anew)


def _arrange(tx: Transaction, generated: Generated, content: Content, anew: bool = False) -> None:
    arranger = Arranger(tx, generated.map, replace(generated, content=_digest(content)))
    if anew:
        arranger.by_hand = False
    arranger.put(content.layout(), content.fillings, content.related)


def _digest(content: Content) -> str:
    told = repr((list(content.fillings.items()), content.inputs, content.related))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _intact(document: Document, generated: Generated, content: Content) -> bool:
    """Whether the map's boxes and lines are there and say what they should."""
    wanted = {(*f.identity, f.name) for f in content.fillings.values()}
    nodes = [n for n in document.nodes(generated.map) if n.kind in KINDS]
    if wanted != {(n.kind, n.process or n.unit or n.name, n.name) for n in nodes}:
        return False
    parts = [*(box for box, _ in generated.boxes), *(line for line, _ in generated.lines)]
    return len(nodes) == len(generated.boxes) and all(document.element(generated.map, part) for part in parts)


def _level0(shared: Shared, record: Map, generated: Generated) -> Content | None:
    document = shared.document
    members = _kept(numbering.children(document), generated)
    size = _process_size(record, members)
    fillings: dict[str, Filling] = {}
    groups: list[level0_layout.Band] = []
    names = [*document.settings.groups]
    names += [name for name in dict.fromkeys(p.group for p in members) if name not in names]
    for name in names:
        chosen = [p for p in members if p.group == name and generated.group in ("", name)]
        if chosen:
            groups.append(
                level0_layout.Band("band:" + name, tuple(Item(p.id, size.w, size.h) for p in chosen))
            )
            fillings["band:" + name] = Filling("band", name)
            fillings |= {p.id: _of_process(shared, record, p) for p in chosen}
    table = generated.form == "table"

    def layout() -> Picture:
        return level0_layout.table(groups) if table else level0_layout.bands(groups, COLUMN)

    return Content(fillings, (tuple(groups), table), layout)


def _subprocess(shared: Shared, record: Map, generated: Generated) -> Content | None:
    document = shared.document
    process = document.process(record.process)
    if process is None:
        return None
    members = _kept(numbering.children(document, process.id), generated)
    size = _process_size(record, [process, *members])
    items = [Item(process.id, size.w, size.h)]
    items += [Item(child.id, size.w, size.h, process.id) for child in members]
    fillings = {p.id: _of_process(shared, record, p) for p in (process, *members)}
    return Content(fillings, tuple(items), lambda: trees.tree(items, "down", trees.Gaps(widest=COLUMN)))


def _relation(shared: Shared, record: Map, generated: Generated) -> Content | None:
    document = shared.document
    members = _kept(numbering.children(document), generated)
    size = _process_size(record, members)
    chip = kind("box.party").size_in(record.theme)
    fillings: dict[str, Filling] = {}
    units: dict[str, Unit] = {}
    processes: list[Involved] = []
    for process in members:
        found = [
            unit
            for key in shared.involved.get(process.id, ())
            if key not in generated.hidden and (unit := document.unit(key)) is not None
        ]
        units |= {unit.id: unit for unit in found}
        processes.append(Involved(process.id, size.w, size.h, tuple(unit.id for unit in found)))
        fillings[process.id] = _of_process(shared, record, process)
        for unit in found:
            chips = Filling("box.party", unit.name, unit=unit.id)
            fillings |= {f"{process.id}/{unit.id}": chips, unit.id: chips}
    inputs = (tuple(processes), tuple(Party(key, size.w, chip.h) for key in units))
    return Content(fillings, inputs, lambda: _best_relation(*inputs), tuple(involved.related(document)))


@lru_cache(maxsize=8)
def _best_relation(
    processes: tuple[Involved, ...], parties: tuple[Party, ...], paper_name: str = "f4"
) -> Picture:
    if not processes:
        return Picture({})
    flat = tuple(replace(party, h=min(party.h, FLAT_CHIP)) for party in parties)
    rows = {ROOMY: RowsOf(processes, parties), TIGHT: RowsOf(processes, flat)}

    def rank(form: tuple[Rhythm, int, int]) -> tuple[int, bool, bool, bool, float]:
        rhythm, columns, chips = form
        fits = paper.fit(*rows[rhythm].size(columns, chips, rhythm), CHIP_TEXT, paper_name)
        tight = rhythm is TIGHT
        # A picture that must be folded should at least be folded only once.
        folded = fits.paper != paper_name
        return fits.pages, folded, tight, folded and not fits.landscape, -round(fits.scale, 2)

    rhythm, columns, chips = min(product((ROOMY, TIGHT), range(3, 11), (8, 7, 6, 5, 4)), key=rank)
    return rows[rhythm].picture(columns, chips, rhythm)


def _organisation(shared: Shared, record: Map, generated: Generated) -> Content | None:
    size = kind("box.unit").size_in(record.theme)
    every = _kept(sorted(shared.document.of_type(Unit), key=lambda u: (u.order, u.id)), generated)
    leading = {u.parent for u in every}
    shown = [u for u in every if u.kind == "unit" or (u.kind == "position" and u.id in leading)]
    names = {u.id: _unit_title(u) for u in shown}
    items = [
        Item(
            u.id, size.w, _high_enough(record, "box.unit", size, names[u.id]), u.parent,
            "right" if u.side else "", False, max(1, u.repeat),
        )
        for u in shown
    ]  # fmt: skip
    fillings = {u.id: Filling("box.unit", names[u.id], unit=u.id) for u in shown}
    return Content(fillings, tuple(items), lambda: organisation_layout.chart(items))


def _unit_title(unit: Unit) -> str:
    """A unit's name; of a repeated one how often it is there, and below each one's name where the office gave them."""
    if unit.repeat <= 1:
        return unit.name
    counted = f"{unit.repeat} {unit.name}"
    return "\n".join((counted, ", ".join(unit.instances))) if unit.instances else counted


def _high_enough(record: Map, kind_id: str, size: Size, name: str) -> float:
    """The height of a box of this kind, more where its text needs it."""
    form = theme(record.theme).form(kind_id)
    style = TextStyle(size=pt(form.text_size))
    lines = len(fonts.wrap(name, style, size.w - form.padding))
    return max(size.h, 8.0 * math.ceil((lines * fonts.line_height(style) + 2 * form.padding) / 8.0))


def _kept(records: Sequence[_R], generated: Generated) -> list[_R]:
    """Those that the map is to show."""
    return [one for one in records if one.id not in generated.hidden]


_CONTENT: Mapping[str, Callable[[Shared, Map, Generated], Content | None]] = {
    "level0": _level0,
    "subprocess": _subprocess,
    "relation": _relation,
    "organisation": _organisation,
}


def _process_size(record: Map, processes: Sequence[Process]) -> Size:
    """The size of the map's process boxes: the kind's, higher where a name needs more lines under its code."""
    size = kind("box.process").size_in(record.theme)
    form = theme(record.theme).form("box.process")
    style = TextStyle(size=pt(form.text_size))
    step = fonts.line_height(style)
    lines = max((len(fonts.wrap(p.name, style, size.w - form.padding)) for p in processes), default=1)
    return Size(size.w, max(size.h, 8.0 * math.ceil((lines + 1) * step / 8.0 + 1.0)))


def _of_process(shared: Shared, record: Map, process: Process) -> Filling:
    called = shared.called(record, process.id)
    return Filling("box.process", process.name, process=process.id, called=called)
