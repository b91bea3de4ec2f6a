"""The verbs for the office's people, legal bases, terms and goals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from probis_editor.model import laws, people
from probis_editor.model.affairs import Goal, Law, Term
from probis_editor.model.changes import label
from probis_editor.model.document import Document, Transaction
from probis_editor.model.office import Person, Unit
from probis_editor.rules.permits import RefusedError


def set_head(tx: Transaction, **fields: Any) -> None:
    """Set fields of the head of the office. Raises RefusedError for a NIP that cannot be one."""
    tx.put(replace(tx.document.office, head=_checked(replace(tx.document.office.head, **fields))))


def set_officials(tx: Transaction, officials: Iterable[Person]) -> None:
    """Set the list of officials. Raises RefusedError for a NIP that cannot be one, or that two have."""
    found = tuple(_checked(person) for person in officials)
    numbers = [p.nip for p in (tx.document.office.head, *found) if not people.placeholder(p.nip)]
    if len(set(numbers)) != len(numbers):
        twice = next(n for n in numbers if numbers.count(n) > 1)
        raise RefusedError(label("office.refused.nip_twice", nip=twice))
    tx.put(replace(tx.document.office, officials=found))


def _checked(person: Person) -> Person:
    if people.placeholder(person.nip):
        return person
    if people.nip(person.nip) is None:
        raise RefusedError(label("office.refused.nip", name=person.name or person.title, nip=person.nip))
    if person.acting not in people.ACTING:
        raise RefusedError(label("office.refused.acting", acting=person.acting))
    return replace(person, nip=people.nip_written(person.nip))


def add_law(tx: Transaction, text_or_law: str | Law) -> Law:
    """Enter a regulation, given as a record (of the library) or as it is cited. Returns the one that is there already.

    Raises RefusedError for a citation without kind, number and year.
    """
    if isinstance(text_or_law, str):
        law = laws.parsed(text_or_law, tx.document.new_id())
        if law is None:
            raise RefusedError(label("office.refused.law", text=text_or_law[:80]))
    else:
        law = text_or_law
    for present in tx.document.of_type(Law):
        if laws.same(present, law):
            return present
    tx.put(law)
    return law


def change_law(tx: Transaction, law_id: str, **fields: Any) -> None:
    """Set fields of a regulation. Raises KeyError; RefusedError where it would be one that is there already."""
    law = replace(_law(tx, law_id), **fields)
    twin = next((w for w in tx.document.of_type(Law) if w.id != law_id and laws.same(w, law)), None)
    if twin is not None:
        raise RefusedError(label("office.refused.law_twice", text=laws.cited(twin)[:80]))
    tx.put(law)


def merge_laws(tx: Transaction, keep: str, gone: str) -> None:
    """Make two entries one: units that name `gone` name `keep`, which takes over what it does not say.

    Raises KeyError.
    """
    kept, lost = _law(tx, keep), _law(tx, gone)
    if keep == gone:
        raise KeyError(gone)
    for unit in tx.document.of_type(Unit):
        if gone in unit.laws:
            named = dict.fromkeys(keep if one == gone else one for one in unit.laws)
            tx.put(replace(unit, laws=tuple(named)))
    tx.put(replace(kept, about=kept.about or lost.about, issuer=kept.issuer or lost.issuer))
    tx.drop(lost.key)


def _law(tx: Transaction, law_id: str) -> Law:
    law = tx.document.get(("", "law:" + law_id))
    if not isinstance(law, Law):
        raise KeyError(law_id)
    return law


def remove_law(tx: Transaction, law_id: str) -> None:
    """Remove a regulation, also from the units that name it."""
    for unit in tx.document.of_type(Unit):
        if law_id in unit.laws:
            tx.put(replace(unit, laws=tuple(one for one in unit.laws if one != law_id)))
    tx.drop(("", "law:" + law_id))


def set_term(tx: Transaction, short: str, long: str) -> None:
    """Say what an abbreviation stands for; "" removes it."""
    short = " ".join(short.split())
    if not long.strip():
        tx.drop(("", "term:" + short))
    elif short:
        tx.put(Term(short=short, long=" ".join(long.split())))


def change_term(tx: Transaction, old: str, short: str, long: str) -> None:
    """Give an abbreviation another form or meaning. Raises RefusedError where the new form stands for another thing."""
    short = " ".join(short.split())
    if not short or not long.strip():
        raise RefusedError(label("office.refused.term_empty"))
    if short != old:
        if tx.document.get(("", "term:" + short)) is not None:
            raise RefusedError(label("office.refused.term_twice", name=short))
        tx.drop(("", "term:" + old))
    set_term(tx, short, long)


def add_goal(
    tx: Transaction, name: str, indicators: Iterable[str] = (), processes: Iterable[str] = ()
) -> Goal:
    """A new goal at the end of the list."""
    order = max((g.order for g in tx.document.of_type(Goal)), default=-1) + 1
    goal = Goal(
        id=tx.document.new_id(),
        name=name,
        order=order,
        indicators=tuple(indicators),
        processes=tuple(processes),
    )
    tx.put(goal)
    return goal


def change_goal(tx: Transaction, goal_id: str, **fields: Any) -> None:
    """Set fields of a goal. Raises KeyError."""
    goal = tx.document.get(("", "goal:" + goal_id))
    if not isinstance(goal, Goal):
        raise KeyError(goal_id)
    tx.put(replace(goal, **fields))


def goals(document: Document) -> list[Goal]:
    """All goals in their order."""
    return sorted(document.of_type(Goal), key=lambda g: (g.order, g.id))


def move_goal(tx: Transaction, goal_id: str, by: int) -> None:
    """Move a goal up (by < 0) or down the list; at its end it stays. Raises KeyError."""
    found = goals(tx.document)
    at = next((n for n, g in enumerate(found) if g.id == goal_id), None)
    if at is None:
        raise KeyError(goal_id)
    found.insert(min(max(at + by, 0), len(found) - 1), found.pop(at))
    for order, goal in enumerate(found):
        if goal.order != order:
            tx.put(replace(goal, order=order))


def remove_goal(tx: Transaction, goal_id: str) -> None:
    """Remove a goal."""
    tx.drop(("", "goal:" + goal_id))
