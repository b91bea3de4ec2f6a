"""The verbs for codes: the scheme, pinned numbers, determining processes, and what undoes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from probis_editor.model import numbering
from probis_editor.model.changes import label
from probis_editor.model.document import Document, Transaction
from probis_editor.model.office import Process
from probis_editor.rules.permits import RefusedError

DETERMINED = "ditetapkan"
DRAFT = "draf"
_FIELDS = ("code_prefix", "code_separator", "code_end", "code_widths", "code_marks")


def set_scheme(tx: Transaction, **fields: Any) -> None:
    """Set how codes are written (fields of Settings, see `numbering.scheme`).

    Raises RefusedError while a process is determined, as its code must stay. TypeError for other fields.
    """
    unknown = set(fields) - set(_FIELDS)
    if unknown:
        raise TypeError(f"no part of a scheme: {min(unknown)}")
    if any(p.code for p in tx.document.of_type(Process)):
        raise RefusedError(label("tree.refused.scheme"))
    tx.put(replace(tx.document.settings, **fields))


def pin(tx: Transaction, process_id: str, number: int) -> None:
    """Fix the number of a process among its siblings (0 = by its place again). Raises RefusedError, KeyError.

    It must be above the number before it; siblings after it count on, so a pin can leave a gap.
    """
    process = _process(tx.document, process_id)
    if process.code:
        raise RefusedError(label("tree.refused.determined", name=process.name))
    siblings = numbering.children(tx.document, process.parent)
    if number and not _holds(tx.document, siblings, process, number):
        raise RefusedError(label("tree.refused.pin", number=number))
    tx.put(replace(process, pinned=number))


def determine(tx: Transaction, ids: Iterable[str] | None = None) -> tuple[str, ...]:
    """Determine processes (all where None): their codes stay as they are, and so do those of the processes above.

    Returns the ids of those that were not determined before. Raises KeyError.
    """
    document = tx.document
    wanted = [p.id for _, p in numbering.walk(document)] if ids is None else list(ids)
    codes, numbers = numbering.codes(document), numbering.numbers(document)
    chosen: dict[str, None] = {}
    for process_id in wanted:
        _process(document, process_id)
        chosen |= dict.fromkeys([process_id, *(p.id for p in numbering.ancestors(document, process_id))])
    done: list[str] = []
    for process_id in chosen:
        process = _process(document, process_id)
        if process_id in codes and (not process.code or process.status != DETERMINED):
            code, number = process.code or codes[process_id], process.number or numbers[process_id]
            tx.put(replace(process, status=DETERMINED, code=code, number=number))
            done.append(process_id)
    return tuple(done)


def reopen(tx: Transaction, ids: Iterable[str] | None = None) -> None:
    """Make processes (all where None) drafts again, with all below them: their codes follow their place."""
    document = tx.document
    wanted = [p.id for p in document.of_type(Process)] if ids is None else list(ids)
    for process_id in wanted:
        below = [p.id for p in numbering.descendants(document, process_id)]
        for one in (process_id, *below):
            tx.put(replace(_process(document, one), status=DRAFT, code="", number=0))


def loosen_pins(tx: Transaction, parents: Iterable[str]) -> None:
    """Take away the pins under these processes that cannot hold where they now stand."""
    for parent in parents:
        siblings = numbering.children(tx.document, parent)
        for process in siblings:
            if not process.pinned:
                continue
            fits = _holds(tx.document, siblings, process, process.pinned)
            if process.pinned != process.number if process.number else not fits:
                tx.put(replace(process, pinned=0))


def _holds(document: Document, siblings: list[Process], process: Process, number: int) -> bool:
    """Whether the number is above the one before it and leaves room for all up to the next determined one."""
    numbers = numbering.numbers(document)
    at = next((n for n, p in enumerate(siblings) if p.id == process.id), 0)
    before = max((numbers.get(p.id, 0) for p in siblings[:at]), default=0)
    room = all(number + n <= p.number for n, p in enumerate(siblings[at + 1 :], start=1) if p.number)
    return before < number and room


def _process(document: Document, process_id: str) -> Process:
    process = document.process(process_id)
    if process is None:
        raise KeyError(process_id)
    return process
