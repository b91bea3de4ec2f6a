"""Finding, for a table from elsewhere, the steps of the map that its rows tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from msgspec.structs import replace

from probis_editor.layout.steps import Next, Row, plain

_ALIKE = 0.6


def matched(present: Sequence[Row], wanted: Sequence[Row]) -> list[Row]:
    """The wanted rows under the ids of the present ones that they tell; a locked row stands as it is on the map.

    A row is the same step where kind and text agree (case and white space aside), then where the text alone
    agrees, then where actor and kind agree and the text is mostly the same. Locked rows that are not told
    stay behind the row that they stood behind.
    """
    same = _pairs(present, wanted)
    names = {row.id: old.id for row, old in same}
    by_name = {old.id: old for _, old in same}
    result: list[Row] = []
    for row in wanted:
        own = names.get(row.id, row.id)
        old = by_name.get(own)
        if old is not None and old.locked:
            result.append(old)
            continue
        text, actor = row.text, row.actor
        if old is not None:
            text = old.text if old.text.split() == text.split() else text
            actor = old.actor if plain(old.actor) == plain(actor) else actor
        nexts = tuple(Next(names.get(n.to, n.to), n.name) for n in row.next)
        result.append(replace(row, id=own, text=text, actor=actor, next=nexts))
    return _with_locked(present, result)


def _pairs(present: Sequence[Row], wanted: Sequence[Row]) -> list[tuple[Row, Row]]:
    free = list(present)
    left = list(wanted)
    found: list[tuple[Row, Row]] = []

    def take(agree: Callable[[Row, Row], bool]) -> None:
        for row in tuple(left):
            old = next((o for o in free if agree(row, o)), None)
            if old is not None:
                found.append((row, old))
                free.remove(old)
                left.remove(row)

    take(lambda row, old: _told(row) == _told(old) and plain(row.actor) == plain(old.actor))
    take(lambda row, old: _told(row) == _told(old))
    take(lambda row, old: bool(plain(row.text)) and plain(row.text) == plain(old.text))
    take(lambda row, old: _role(row) == _role(old) and _alike(row.text, old.text))
    return found


def _told(row: Row) -> tuple[str, str]:
    return row.kind, plain(row.text)


def _role(row: Row) -> tuple[str, str]:
    return row.kind, plain(row.actor)


def _alike(a: str, b: str) -> bool:
    return bool(a and b) and SequenceMatcher(None, plain(a), plain(b), autojunk=False).ratio() >= _ALIKE


def _with_locked(present: Sequence[Row], rows: list[Row]) -> list[Row]:
    told = {row.id for row in rows}
    for at, row in enumerate(present):
        if row.locked and row.id not in told:
            before = [one.id for one in present[:at]]
            places = [n for n, one in enumerate(rows, start=1) if one.id in before]
            rows.insert(max(places, default=0), row)
            told.add(row.id)
    return rows
