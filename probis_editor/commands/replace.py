"""Find and replace over all texts of a document, as one change."""

from __future__ import annotations

from collections.abc import Iterable

from probis_editor.model import search
from probis_editor.model.document import Transaction
from probis_editor.model.elements import Key
from probis_editor.model.search import Found, Path, Query


def replace(tx: Transaction, query: Query, new: str, only: Iterable[Found] | None = None) -> int:
    """Put `new` in the place of every occurrence, or of `only` these; how many were replaced.

    Nothing but texts that people write is touched, see `model.search`. An occurrence of `only` that is no longer
    there is passed over.
    """
    present = search.find(tx.document, query)
    if only is not None:
        wanted = {found.place for found in only}
        present = [found for found in present if found.place in wanted]
    places: dict[Key, set[tuple[Path, int]]] = {}
    for found in present:
        places.setdefault(found.key, set()).add((found.path, found.start))
    for key, spots in places.items():
        record = tx.document.get(key)
        if record is not None:
            tx.put(search.replaced(record, query, new, frozenset(spots)))
    return len(present)
