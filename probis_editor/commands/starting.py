"""A new document from the kind of office: a proposed tree, units, derived maps, of which anything may be left out."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from functools import cache
from typing import Any, NamedTuple

from msgspec.structs import replace

from probis_editor import resources
from probis_editor.commands import derived, maps, revisions, tree
from probis_editor.model import laws, people, unit_names
from probis_editor.model.affairs import REASONS, Law
from probis_editor.model.document import Transaction
from probis_editor.model.office import Person
from probis_editor.model.office_kinds import OFFICES

DERIVED = ("level0", "relation", "organisation")
_LAWS = ("uu-23-2014", "permenpanrb-19-2018")


class ProposedUnit(NamedTuple):
    """A unit that an office of that kind commonly has; `above` is the name of the unit over it."""

    name: str
    kind: str = "unit"
    above: str = ""
    side: bool = False


class ProposedProcess(NamedTuple):
    """A process of the first level with the names of those below it, its owner and its parties."""

    name: str
    group: str
    owner: str = ""
    children: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()


class Proposal(NamedTuple):
    """What is proposed for a kind of office. `laws` are entries of the library, `maps` kinds of derived maps."""

    kind: str
    head: str
    groups: tuple[str, ...]
    units: tuple[ProposedUnit, ...]
    processes: tuple[ProposedProcess, ...]
    maps: tuple[str, ...] = DERIVED
    laws: tuple[Law, ...] = ()


@cache
def proposal(kind: str) -> Proposal:
    """The proposal for a kind of OFFICES. Raises KeyError for another."""
    if kind not in OFFICES:
        raise KeyError(kind)
    data: dict[str, Any] = tomllib.loads(resources.read_text(f"offices/{kind}.toml"))
    return Proposal(
        kind,
        data["head"],
        tuple(data["groups"]),
        tuple(ProposedUnit(**row) for row in data["unit"]),
        tuple(
            ProposedProcess(
                row["name"],
                row["group"],
                row.get("owner", ""),
                tuple(row.get("children", ())),
                tuple(row.get("parties", ())),
            )
            for row in data["process"]
        ),
        laws=tuple(law for law in laws.LIBRARY if law.id in _LAWS),
    )


def begin(
    tx: Transaction,
    proposed: Proposal,
    name: str = "",
    region: str = "",
    without: Collection[str] = (),
    titles: dict[str, str] | None = None,
    chapters: tuple[str, ...] = (),
) -> None:
    """Fill a document with a proposal but for what is named in `without` (names of processes, units or map kinds).

    What is there already is kept: units by name, processes beside those of the proposal. `titles` are the names of the
    derived maps by kind. Each process with others below it gets its sub-process map. `chapters` are those of the book
    (() = as the profile says).
    """
    document = tx.document
    office = document.office
    head = office.head if office.head.title else replace(office.head, title=f"{proposed.head} {name}".strip())
    if not name:
        head = office.head if office.head != Person() else Person(title=proposed.head)
    tree.set_office(
        tx, kind=proposed.kind, name=name or office.name, region=region or office.region, head=head
    )
    if chapters:
        tree.set_book(tx, chapters=chapters)
    groups = (
        *proposed.groups,
        *(g for g in document.settings.groups if _used(tx, g) and g not in proposed.groups),
    )
    tree.set_groups(tx, groups)
    known = {u.name: found.id for u in proposed.units if (found := unit_names.by_name(document, u.name))}
    for unit in proposed.units:
        if unit.name not in known and unit.name not in without:
            known[unit.name] = tree.create_unit(
                tx, unit.name, unit.kind, known.get(unit.above, ""), side=unit.side
            ).id
    made: list[str] = []
    for row in proposed.processes:
        if row.name in without:
            continue
        parties = tuple(known[p] for p in row.parties if p in known)
        owner = known.get(row.owner, "")
        top = tree.create_process(tx, row.name, group=row.group, owner=owner, parties=parties).id
        children = [child for child in row.children if child not in without]
        for child in children:
            tree.create_process(tx, child, top, owner=owner)
        if children:
            made.append(top)
    for law in proposed.laws:
        if law.id not in without and document.get(law.key) is None:
            tx.put(law)
    for kind in proposed.maps:
        if kind not in without and not any(m.kind == kind for m in document.maps()):
            derived.fill(tx, maps.create_map(tx, (titles or {}).get(kind, kind), kind).id)
    for process in made:
        if "subprocess" not in without:
            derived.fill(tx, maps.create_map(tx, "", "subprocess", process).id)


def from_last_year(tx: Transaction, reason: str, note: str = "") -> None:
    """Make a document of last year this year's: what stood is determined where it was not, the next revision opened.

    Year, date and the number of the decree are this year's to fill in. Raises ValueError for no such `reason`.
    """
    if reason not in REASONS:
        raise ValueError(f"no reason: {reason}")
    book = tx.document.book
    if not revisions.current(tx.document).determined:
        date = book.date if people.date_parts(book.date) is not None else ""
        revisions.determine(tx, date)
    revisions.open_new(tx, reason, note)
    decree = replace(book.decree, number="", date="") if book.decree is not None else None
    tree.set_book(tx, year="", date="", decree=decree)


def _used(tx: Transaction, group: str) -> bool:
    from probis_editor.model.office import Process

    return any(p.group == group for p in tx.document.of_type(Process))
