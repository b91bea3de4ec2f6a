"""Edits of a table as plain functions from rows to rows.

A row that goes on to the row below it says so by saying nothing: whatever moves the rows keeps that. Where a
row names another one, it names the row and not its number, so numbers follow by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from probis_editor.layout.answers import answer_of
from probis_editor.layout.steps import LOCKED_BOUNDARY, NO, YES, Next, Row

Rows = tuple[Row, ...]

BRANCHING = ("decision", "parallel", "inclusive")


def numbers(rows: Sequence[Row]) -> dict[str, int]:
    """Row id -> number, 1-based."""
    return {row.id: at for at, row in enumerate(rows, start=1)}


def enterable(row: Row) -> bool:
    """Whether a flow may lead to the row: not to a start, not to an event on a border."""
    return row.kind != "start" and row.locked != LOCKED_BOUNDARY


def default_next(rows: Sequence[Row], at: int) -> tuple[Next, ...]:
    """Where the row with index `at` goes if nothing is said: to the next row that can be entered; an end nowhere."""
    if rows[at].kind == "end":
        return ()
    return next(((Next(row.id),) for row in rows[at + 1 :] if enterable(row)), ())


def implicit(rows: Sequence[Row]) -> set[str]:
    """The ids of the rows that go where `default_next` says."""
    return {row.id for at, row in enumerate(rows) if not row.locked and row.next == default_next(rows, at)}


def _followed(rows: Sequence[Row], ids: Iterable[str]) -> Rows:
    """The rows, those in `ids` going to the row that is now below them."""
    wanted = frozenset(ids)
    return tuple(
        replace(row, next=default_next(rows, at)) if row.id in wanted else row for at, row in enumerate(rows)
    )


def insert(rows: Rows, at: int, row: Row) -> Rows:
    """Put a row at index `at`; see `insert_block`."""
    return insert_block(rows, at, (row,))


def insert_block(rows: Rows, at: int, block: Sequence[Row]) -> Rows:
    """Put rows at index `at`. Where the row before them ran on to the row after them, the story passes through.

    That is: it said nothing, or its first branch (unnamed or a yes) leads there. The last of the new rows goes
    on to the row that follows, unless it says where it goes.
    """
    if not block:
        return rows
    at = max(0, min(len(rows), at))
    silent = {row.id for n, row in enumerate(block) if row.next == default_next(block, n)}
    follow = implicit(rows) | silent
    placed = [*rows[:at], *block, *rows[at:]]
    entry = next((row for row in block if enterable(row)), None)
    if at > 0 and entry is not None:
        before = rows[at - 1]
        after = default_next(rows, at - 1)
        if before.locked or before.id in follow:
            pass
        elif after and before.next and before.next[0].to == after[0].to and _main(before.next[0]):
            first = Next(entry.id, before.next[0].name)
            placed[at - 1] = replace(before, next=(first, *before.next[1:]))
    return _followed(placed, follow)


def _main(branch: Next) -> bool:
    return not branch.name or answer_of(branch.name) == "yes"


def remove(rows: Rows, row_id: str) -> Rows:
    """Take a row out; what led to it leads to where it went first. A locked row stays."""
    gone = next(r for r in rows if r.id == row_id)
    if gone.locked:
        return rows
    heir = next((n.to for n in gone.next if n.to != row_id), "")
    result = []
    for row in rows:
        if row.id == row_id:
            continue
        nexts: list[Next] = []
        for one in row.next:
            to = heir if one.to == row_id else one.to
            looped = one.to == row_id and to == row.id
            if to and not looped and not any(n.to == to and n.name == one.name for n in nexts):
                nexts.append(Next(to, one.name))
        result.append(replace(row, next=tuple(nexts)) if tuple(nexts) != row.next else row)
    return tuple(result)


def move(rows: Rows, row_id: str, to: int) -> Rows:
    """Take a row to index `to`. Rows that said nothing go to what is now below them; named ones stay named."""
    follow = implicit(rows)
    rest = [r for r in rows if r.id != row_id]
    row = next(r for r in rows if r.id == row_id)
    rest.insert(max(0, min(len(rest), to)), row)
    return _followed(rest, follow)


def set_fields(rows: Rows, row_id: str, **fields: str) -> Rows:
    """Set text cells of a row (text, actor, unit, inputs, outputs, duration, remarks)."""
    return tuple(replace(r, **fields) if r.id == row_id else r for r in rows)


def set_kind(rows: Rows, row_id: str, kind: str) -> Rows:
    """Turn a row into another kind. A decision names its branches Ya and Tidak; an end goes nowhere."""
    result = []
    for at, row in enumerate(rows):
        if row.id == row_id and row.kind != kind:
            turned = replace(row, kind=kind)
            row = replace(turned, next=_ways(turned, default_next([*rows[:at], turned, *rows[at + 1 :]], at)))
        result.append(row)
    return _away_from_starts(result)


def _ways(row: Row, default: tuple[Next, ...]) -> tuple[Next, ...]:
    nexts = row.next or default
    if row.kind == "end":
        return ()
    if row.kind == "decision":
        free = [name for name in (YES, NO) if not any(n.name == name for n in nexts)]
        return tuple(Next(n.to, n.name or (free.pop(0) if free else "")) for n in nexts)
    if row.kind in BRANCHING:
        return tuple(Next(n.to, "" if n.name in (YES, NO) else n.name) for n in nexts)
    return tuple(Next(n.to) for n in nexts[:1])


def _away_from_starts(rows: list[Row]) -> Rows:
    """What led to a row that is a start now leads to where the start goes."""
    starts = {row.id: row.next[0].to if row.next else "" for row in rows if row.kind == "start"}
    if not any(n.to in starts for row in rows for n in row.next):
        return tuple(rows)
    return tuple(
        replace(row, next=tuple(Next(to, n.name) for n in row.next if (to := starts.get(n.to, n.to))))
        if any(n.to in starts for n in row.next)
        else row
        for row in rows
    )
