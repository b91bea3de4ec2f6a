"""The verbs for revisions: opened for a reason, determined with their codes and figure numbers, compared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from probis_editor.commands import codes, revision_changes
from probis_editor.i18n import Translator
from probis_editor.model import people
from probis_editor.model.affairs import REASONS, Revision
from probis_editor.model.changes import label
from probis_editor.model.document import Document, Transaction
from probis_editor.rules.permits import RefusedError


def revisions(document: Document) -> list[Revision]:
    """All revisions, the first one first."""
    return sorted(document.of_type(Revision), key=lambda r: r.number)


def current(document: Document) -> Revision:
    """The revision that is worked on or holds; number 0 where none was opened."""
    found = revisions(document)
    return found[-1] if found else Revision(number=0)


def determine(
    tx: Transaction,
    date: str = "",
    figures: Iterable[tuple[str, str]] = (),
    changes: Iterable[str] = (),
) -> Revision:
    """Determine the revision that is open: every process, its code, and the figure numbers of the book
    (`booklet.references.numbers`) stay until the next one is opened. The yearly review is due a year after `date`.

    Raises RefusedError for a date that is none, or where the revision is determined already.
    """
    open_one = current(tx.document)
    if open_one.determined:
        raise RefusedError(label("revision.refused.determined", number=open_one.number))
    if date and people.date_parts(date) is None:
        raise RefusedError(label("revision.refused.date", date=date))
    codes.determine(tx)
    record = replace(
        open_one,
        date=date,
        determined=True,
        figures=tuple(figures),
        changes=tuple(changes) or open_one.changes,
        stood=revision_changes.stood(tx.document),
        review=people.a_year_later(date),
    )
    tx.put(record)
    return record


def open_new(tx: Transaction, reason: str, note: str = "") -> Revision:
    """Open the next revision; all processes become drafts, codes follow their places again.

    `reason` is one of `affairs.REASONS`. Raises RefusedError while one is open, ValueError for another reason.
    """
    if reason not in REASONS:
        raise ValueError(f"no reason: {reason}")
    last = current(tx.document)
    if not last.determined:
        raise RefusedError(label("revision.refused.open", number=last.number))
    codes.reopen(tx)
    record = Revision(number=last.number + 1, reason=reason, note=note)
    tx.put(record)
    return record


def change(tx: Transaction, number: int, **fields: Any) -> None:
    """Set date, note, review or changes of a revision. Raises KeyError, RefusedError for a date that is none."""
    record = tx.document.get(("", f"revision:{number:04d}"))
    if not isinstance(record, Revision):
        raise KeyError(number)
    for name in ("date", "review"):
        said = fields.get(name, "")
        if said and people.date_parts(said) is None:
            raise RefusedError(label("revision.refused.date", date=said))
    tx.put(replace(record, **fields))


def changes_since(before: Document, after: Document, tr: Translator) -> tuple[str, ...]:
    """What differs from an earlier document (last year's file), in words, a line a change."""
    from probis_editor.model.compare import compare
    from probis_editor.model.difference_words import Words

    found = compare(before, after)
    return tuple(" ".join(line.split()) for line in Words(before, after, tr).lines(found)) if found else ()


def review_due(document: Document, today: str) -> bool:
    """Whether the yearly review of the determined revision is due on the ISO date `today`."""
    found = current(document)
    due, now = people.date_parts(found.review), people.date_parts(today)
    if not found.determined or due is None or now is None:
        return False
    return (now[0], now[1], now[2] or 31) >= (due[0], due[1], due[2] or 1)
