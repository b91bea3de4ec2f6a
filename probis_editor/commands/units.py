"""The verbs for units, positions and parties that reach everything which refers to them; and who uses what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from probis_editor.commands.effects import Effect, effects
from probis_editor.model import duties, tokens
from probis_editor.model.affairs import Sipoc
from probis_editor.model.blocks import rewritten, said
from probis_editor.model.changes import label
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Node, StepRow
from probis_editor.model.mentions import escaped, mentions, replaced
from probis_editor.model.office import Narrative, Person, Process, Unit
from probis_editor.model.spelling import spelled
from probis_editor.model.unit_names import above, by_name, flat
from probis_editor.rules.permits import RefusedError

_BOXES = ("box.unit", "box.party")


class Use(NamedTuple):
    """Where a unit is used: `what` is "lane", "box", "owner", "party", "below", "member", "text", "signature" or
    "sipoc"; `map` and `element` say where ("" and an id or slot for document-wide records)."""

    what: str
    map: str
    element: str


class Twins(NamedTuple):
    """Two units that may be one; `score` from 0 to 100."""

    first: str
    second: str
    score: int


def rename(tx: Transaction, unit_id: str, name: str) -> None:
    """Give a unit a new name everywhere: lanes, boxes, texts that mention it, tables of steps, signatures.

    Lanes that bear the old name without being tied to the list are tied. Raises KeyError; RefusedError where another
    unit has the name (merge the two instead) or it is empty.
    """
    document = tx.document
    unit = _unit(document, unit_id)
    name = flat(name)
    if not name:
        raise RefusedError(label("units.refused.empty"))
    other = by_name(document, name)
    if other is not None and other.id != unit_id and other.parent == unit.parent:
        raise RefusedError(label("units.refused.twice", name=other.name))
    known = _all_names(document)
    old = unit.name
    aliases = tuple(a for a in unit.aliases if flat(a).casefold() != name.casefold())
    tx.put(replace(unit, name=name, aliases=aliases))
    _rename_on_maps(tx, unit_id, old, name)
    if old != name:
        _rename_in_texts(tx, old, name, known)


def preview_rename(document: Document, unit_id: str, name: str) -> tuple[Effect, ...]:
    """What `rename` would change. Raises as it does."""
    return effects(document.dry_run(lambda tx: rename(tx, unit_id, name)))


def merge(tx: Transaction, keep: str, gone: str) -> None:
    """Make two units one: what referred to `gone` refers to `keep`, whose name it takes; its names become aliases.

    Raises KeyError; RefusedError for a unit and itself, or one that lies above the other.
    """
    document = tx.document
    kept, lost = _unit(document, keep), _unit(document, gone)
    if keep == gone or any(u.id == gone for u in above(document, keep)):
        raise RefusedError(label("units.refused.merge"))
    names = (*kept.aliases, lost.name, lost.short, *lost.aliases)
    aliases = tuple(dict.fromkeys(n for n in names if n and n not in (kept.name, kept.short)))
    known = _all_names(document)
    for child in document.of_type(Unit):
        if child.id != gone:
            members = tuple(
                dict.fromkeys(keep if m == gone else m for m in child.members if child.id != keep)
            )
            tx.put(replace(child, parent=keep if child.parent == gone else child.parent, members=members))
    for process in document.of_type(Process):
        parties = tuple(dict.fromkeys(keep if p == gone else p for p in process.parties))
        tx.put(replace(process, owner=keep if process.owner == gone else process.owner, parties=parties))
    for sipoc in document.of_type(Sipoc):
        tx.put(_sipoc_with(sipoc, gone, keep))
    for one in document.maps():
        for node in document.nodes(one.id):
            if node.unit == gone:
                tx.put(replace(node, unit=keep, name=kept.name))
    for part in duties.PARTS:
        text = document.narrative(f"unit:{gone}:{part}")
        if text.blocks and not document.narrative(f"unit:{keep}:{part}").blocks:
            tx.put(replace(text, slot=f"unit:{keep}:{part}"))
        tx.drop(text.key)
    tx.drop(lost.key)
    present = _unit(document, keep)
    tx.put(replace(present, aliases=aliases))
    for text in document.of_type(Narrative):
        moved = (rewritten(b, lambda line: tokens.with_unit(line, gone, keep)) for b in text.blocks)
        tx.put(replace(text, blocks=tuple(moved)))
    for name in (lost.name, *lost.aliases):
        if name != kept.name:
            _rename_in_texts(tx, name, kept.name, known)


def preview_merge(document: Document, keep: str, gone: str) -> tuple[Effect, ...]:
    """What `merge` would change. Raises as it does."""
    return effects(document.dry_run(lambda tx: merge(tx, keep, gone)))


def remove(tx: Transaction, unit_id: str) -> None:
    """Remove a unit that nobody uses; its sub-units go up one level. Raises RefusedError where it is used, KeyError."""
    unit = _unit(tx.document, unit_id)
    used = [
        use for use in usage(tx.document, unit_id) if use.what not in ("below", "box", "text", "signature")
    ]
    if used:
        raise RefusedError(label("units.refused.used", name=unit.name, n=len(used)))
    for child in tx.document.of_type(Unit):
        if child.parent == unit_id:
            tx.put(replace(child, parent=unit.parent))
    for part in duties.PARTS:
        tx.drop(("", f"text:unit:{unit_id}:{part}"))
    tx.drop(unit.key)


def usage(document: Document, unit_id: str) -> tuple[Use, ...]:
    """Everywhere a unit is used ("dipakai di"). Raises KeyError."""
    unit = _unit(document, unit_id)
    return tuple(_uses(document, unit))


def _uses(document: Document, unit: Unit) -> Iterator[Use]:
    for one in document.maps():
        for node in document.nodes(one.id):
            if node.unit == unit.id:
                yield Use("box" if node.kind in _BOXES else "lane", one.id, node.id)
    for process in document.of_type(Process):
        if process.owner == unit.id:
            yield Use("owner", "", process.id)
        if unit.id in process.parties:
            yield Use("party", "", process.id)
    for other in document.of_type(Unit):
        if other.parent == unit.id:
            yield Use("below", "", other.id)
        if unit.id in other.members:
            yield Use("member", "", other.id)
    for sipoc in document.of_type(Sipoc):
        if unit.id in (*(sipoc.suppliers or ()), *(sipoc.customers or ())):
            yield Use("sipoc", "", sipoc.process)
    known = _all_names(document)
    for text in document.of_type(Narrative):
        if any(mentions(line, escaped(unit.name), known) for line in said(text.blocks)):
            yield Use("text", "", text.slot)
    office = document.office
    if any(mentions(person.title, unit.name, known) for person in (office.head, *office.officials)):
        yield Use("signature", "", "office")


def suggestions(document: Document, least: int = 88) -> tuple[Twins, ...]:
    """Pairs of units that may be one and the same, the likeliest first.

    Sub-units of different units may share a name; those are left out.
    """
    from rapidfuzz import fuzz

    units = sorted(document.of_type(Unit), key=lambda u: (u.order, u.id))
    words = [" ".join(spelled(u.name).words) for u in units]
    found: list[Twins] = []
    for at, first in enumerate(units):
        for other in range(at + 1, len(units)):
            second = units[other]
            elsewhere = first.parent and second.parent and first.parent != second.parent
            related = first.id == second.parent or second.id == first.parent
            digits = [c for c in words[at] if c.isdigit()] != [c for c in words[other] if c.isdigit()]
            if elsewhere or related or digits:
                continue
            score = fuzz.token_sort_ratio(words[at], words[other], score_cutoff=least)
            if score >= least:
                found.append(Twins(first.id, second.id, round(score)))
    return tuple(sorted(found, key=lambda t: -t.score))


def _rename_on_maps(tx: Transaction, unit_id: str, old: str, name: str) -> None:
    document = tx.document
    unit = _unit(document, unit_id)
    spoken = flat(old).casefold()
    for one in document.maps():
        for node in document.nodes(one.id):
            loose = node.kind == "lane" and not node.unit and flat(node.name).casefold() == spoken
            tied = node.unit == unit_id and node.kind not in _BOXES and node.name not in unit.borne
            if loose or tied:
                tx.put(replace(node, name=name, unit=unit_id))
            elif node.unit == unit_id and node.kind in _BOXES:
                shown = f"{unit.repeat} {name}" if unit.repeat > 1 and node.kind == "box.unit" else name
                tx.put(replace(node, name=shown))


def _rename_in_texts(tx: Transaction, old: str, new: str, known: frozenset[str]) -> None:
    document = tx.document
    marked = frozenset(escaped(name) for name in known)
    for text in document.of_type(Narrative):
        blocks = tuple(
            rewritten(b, lambda line: replaced(line, escaped(old), escaped(new), marked)) for b in text.blocks
        )
        told = tuple(replace(t, actor=new) if t.actor == old else t for t in text.told)
        tx.put(replace(text, blocks=blocks, told=told))
    for row in document.of_type(StepRow):
        fields = {f: replaced(getattr(row, f), old, new, known) for f in ("inputs", "outputs", "remarks")}
        tx.put(replace(row, **fields))
    office = document.office

    def titled(person: Person) -> Person:
        return replace(person, title=replaced(person.title, old, new, known))

    if document.get(office.key) is not None:
        tx.put(replace(office, head=titled(office.head), officials=tuple(map(titled, office.officials))))


def _sipoc_with(one: Sipoc, gone: str, keep: str) -> Sipoc:
    def swapped(names: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return None if names is None else tuple(dict.fromkeys(keep if n == gone else n for n in names))

    return replace(one, suppliers=swapped(one.suppliers), customers=swapped(one.customers))


def _all_names(document: Document) -> frozenset[str]:
    return frozenset(n for u in document.of_type(Unit) for n in (u.name, u.short, *u.aliases) if n)


def tied_lanes(document: Document, unit_id: str) -> list[Node]:
    """The lanes and pools of all maps that are tied to a unit."""
    return [
        node
        for one in document.maps()
        for node in document.nodes(one.id)
        if node.unit == unit_id and node.kind not in _BOXES
    ]


def _unit(document: Document, unit_id: str) -> Unit:
    unit = document.unit(unit_id)
    if unit is None:
        raise KeyError(unit_id)
    return unit
