"""What follows from a change of the tree, the unit list or a lane, in the same transaction.

Names stand in one place only: a box, a lane, a map says what its process or unit is called. A name typed on a map goes
to where it belongs; a new actor of a lane is entered into the list; generated maps are brought up to date. So the parts
of a document cannot disagree, whichever verb was used.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from probis_editor.commands import codes, derived, tree, unit_rows, units
from probis_editor.commands.arrangement import KINDS
from probis_editor.model import numbering, people, queries, unit_names
from probis_editor.model.changes import Put, label
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Map, Node
from probis_editor.model.office import Office, Process, Settings, Unit
from probis_editor.rules.permits import RefusedError

_LANES = ("lane",)


def keep_in_step(document: Document) -> None:
    """From now on every transaction of the document ends with `follow`."""
    if follow not in document.consequences:
        document.consequences = (*document.consequences, follow)


def follow(tx: Transaction) -> None:
    """Make everything agree with what this transaction has written. Raises RefusedError for what cannot be made to."""
    found = _Changed(tx.changes())
    if found.nothing:
        return
    _people(found)
    _typed_on_maps(tx, found)
    _lanes(tx, found)
    later = _Changed(tx.changes())
    _tree(tx, later)
    _map_names(tx, later)
    _unit_names(tx, later)
    _generated(tx)


class _Changed:
    """What a transaction wrote, as far as it matters here."""

    def __init__(self, puts: Iterable[Put]) -> None:
        self.processes: list[Put] = []
        self.units: list[Put] = []
        self.maps: list[Put] = []
        self.lanes: list[Put] = []
        self.boxes: list[Put] = []
        self.office: list[Put] = []
        self.settings = False
        self.other = False
        for put in puts:
            record = put.after if put.after is not None else put.before
            if isinstance(record, Node):
                if _only_moved(put):
                    continue
                if record.kind in _LANES:
                    self.lanes.append(put)
                elif record.kind in KINDS:
                    self.boxes.append(put)
                elif record.kind == "pool":
                    self.other = True
            elif isinstance(record, Process):
                self.processes.append(put)
            elif isinstance(record, Unit):
                self.units.append(put)
            elif isinstance(record, Map):
                self.maps.append(put)
            elif isinstance(record, Office):
                self.office.append(put)
            elif isinstance(record, Settings):
                self.settings = True

    @property
    def nothing(self) -> bool:
        parts = (self.processes, self.units, self.maps, self.lanes, self.boxes, self.office)
        return not (any(parts) or self.settings or self.other)

    def renamed(self, puts: list[Put]) -> set[str]:
        """The ids of processes or units whose name changed."""
        found: set[str] = set()
        for put in puts:
            before, after = put.before, put.after
            if not isinstance(after, Process | Unit) or not isinstance(before, Process | Unit):
                continue
            if before.name != after.name:
                found.add(after.id)
        return found


def _people(found: _Changed) -> None:
    """Nobody gets a NIP that cannot be one; what a file brought stays until it is changed."""
    for put in found.office:
        before, after = put.before, put.after
        known = {p.nip for p in (before.head, *before.officials)} if isinstance(before, Office) else set()
        for person in (after.head, *after.officials) if isinstance(after, Office) else ():
            if (
                person.nip not in known
                and not people.placeholder(person.nip)
                and people.nip(person.nip) is None
            ):
                raise RefusedError(
                    label("office.refused.nip", name=person.name or person.title, nip=person.nip)
                )


def _only_moved(put: Put) -> bool:
    """Whether an element is what it was, in another place or look: nothing follows, and a drag has no time."""
    before, after = put.before, put.after
    if not isinstance(before, Node) or not isinstance(after, Node):
        return False
    same = (before.name, before.unit, before.process, before.kind, before.workflow, before.hidden)
    return same == (after.name, after.unit, after.process, after.kind, after.workflow, after.hidden)


def _typed_on_maps(tx: Transaction, found: _Changed) -> None:
    """A new name typed on a box is that of its process, unit or group; one typed for a map is that of its process."""
    processes, named_units = found.renamed(found.processes), found.renamed(found.units)
    document = tx.document
    for put in found.boxes:
        before, after = put.before, put.after
        if not isinstance(before, Node) or not isinstance(after, Node) or before.name == after.name:
            continue
        name = unit_names.flat(after.name)
        process, unit = document.process(after.process), document.unit(after.unit)
        if not name or document.element(after.map, after.id) != after:
            continue
        if process is not None and process.id not in processes:
            tree.rename_process(tx, process.id, name)
        elif unit is not None and unit.id not in named_units and unit.name != name and unit.repeat == 1:
            units.rename(tx, unit.id, name)
        elif after.kind == "band" and document.generated(after.map) and name not in document.settings.groups:
            tree.rename_group(tx, before.name, name)
    for put in found.maps:
        old, new = put.before, put.after
        if isinstance(old, Map) and isinstance(new, Map) and old.name != new.name and new.process:
            linked = document.process(new.process)
            if linked is not None and old.process == new.process and new.process not in processes:
                title = _title(new.name)
                if title:
                    tree.rename_process(tx, new.process, title)


def _title(name: str) -> str:
    """A map's name without its code."""
    return queries.title_of(Document(), Map(id="", name=name)) if name.strip() else ""


def _lanes(tx: Transaction, found: _Changed) -> None:
    """Every lane that was touched has its actor in the list, and bears its name."""
    document = tx.document
    gone = [put.before for put in found.units if put.after is None and isinstance(put.before, Unit)]
    if not (document.of_type(Unit) or gone or not document.settings.origin):
        return
    for unit in gone:
        held = [n for n in _touched(document, found) if unit_names.flat(n.name) in unit.borne]
        if held and unit_names.by_name(document, unit.name) is None:
            raise RefusedError(label("units.refused.used", name=unit.name, n=len(held)))
    own = found.renamed(found.units)
    for put in found.lanes:
        after = put.after
        if isinstance(after, Node) and document.element(after.map, after.id) == after:
            before = put.before if isinstance(put.before, Node) else None
            _lane(tx, before, after, own)


def _touched(document: Document, found: _Changed) -> list[Node]:
    nodes = (put.after for put in found.lanes if isinstance(put.after, Node))
    return [n for n in nodes if document.element(n.map, n.id) == n]


def _lane(tx: Transaction, before: Node | None, lane: Node, renamed: set[str]) -> None:
    document = tx.document
    name = unit_names.flat(lane.name)
    unit = document.unit(lane.unit)
    if not name:
        if lane.unit:
            tx.put(replace(lane, unit=""))
        return
    if unit is not None and name in unit.borne:
        return
    same = before is not None and before.name == lane.name and not before.unit and not lane.unit
    if same and unit_names.by_name(document, name) is None:
        return
    typed = before is None or before.name != lane.name
    if unit is not None and (unit.id in renamed or not typed):
        tx.put(replace(lane, name=unit.name))
        return
    listed = unit_names.by_name(document, name)
    if (
        listed is None
        and unit is not None
        and before is not None
        and before.unit == unit.id
        and _only(document, unit)
    ):
        units.rename(tx, unit.id, name)
        return
    if listed is None:
        made = unit_rows.enter(tx, [unit_rows.UnitRow(name, kind="position")])
        listed = document.unit(made[0])
    assert listed is not None
    unit_rows.tie(tx, document, lane.map, lane.id, listed)


def _only(document: Document, unit: Unit) -> bool:
    """Whether nothing but one lane uses the unit, so that a new name for the lane is a new name for it."""
    return len(units.usage(document, unit.id)) == 1


def _tree(tx: Transaction, found: _Changed) -> None:
    parents: dict[str, None] = {}
    for put in found.processes:
        for record in (put.before, put.after):
            if isinstance(record, Process):
                parents[record.parent] = None
    if parents:
        known = {p.id for p in tx.document.of_type(Process)} | {""}
        codes.loosen_pins(tx, [p for p in parents if p in known])


def _map_names(tx: Transaction, found: _Changed) -> None:
    """A map of a process bears its code and name; one whose process is gone loses the code."""
    document = tx.document
    if not (found.processes or found.settings or found.maps):
        return
    touched = {put.after.id for put in found.maps if isinstance(put.after, Map)}
    for one in document.maps():
        process = document.process(one.process) if one.process else None
        if one.process and process is None and one.id in touched:
            tx.put(replace(one, process=""))
        if process is not None:
            name = f"{numbering.code(document, process.id)} {process.name}".strip()
            if one.name != name:
                tx.put(replace(one, name=name))
    taken = set(numbering.codes(document).values())
    for put in found.maps:
        before, after = put.before, put.after
        if not isinstance(after, Map) or after.process or document.get(after.key) is None:
            continue
        here = document.map(after.id)
        left = isinstance(before, Map) and bool(before.process)
        others = {queries.code_in(m.name) for m in document.maps() if m.id != here.id and not m.process}
        name = here.name
        while (code := queries.code_in(name)) and (left or code in taken or code in others):
            rest = _title(name)
            if rest == name:
                break  # nothing but a code
            name, left = rest, False  # behind one code there may stand another
        if name != here.name and not document.settings.origin:
            tx.put(replace(here, name=name))


def _unit_names(tx: Transaction, found: _Changed) -> None:
    """Lanes and boxes of a unit whose name was changed without `units.rename` bear the new name."""
    document = tx.document
    changed = found.renamed(found.units) | {
        put.after.id
        for put in found.units
        if isinstance(put.after, Unit)
        and isinstance(put.before, Unit)
        and put.before.short != put.after.short
    }
    for unit_id in sorted(changed):
        unit = document.unit(unit_id)
        if unit is None:
            continue
        for lane in units.tied_lanes(document, unit_id):
            if lane.name not in unit.borne:
                tx.put(replace(lane, name=unit.name))


def _generated(tx: Transaction) -> None:
    document = tx.document
    shared = derived.Shared(document)
    for one in document.maps():
        if document.generated(one.id) is not None:
            derived.refresh(tx, one.id, shared)
