"""Edits of a table as plain functions from rows to rows. Numbers are 1-based places in the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from probis_editor.commands.steps.rows import NO, YES, Next, Row

Rows = tuple[Row, ...]

BRANCHING = ("decision", "parallel", "inclusive")


def numbers(rows: Sequence[Row]) -> dict[str, int]:
    """Row id -> number."""
    return {row.id: at for at, row in enumerate(rows, start=1)}


def default_next(rows: Sequence[Row], at: int) -> tuple[Next, ...]:
    """Where the row with index `at` goes if nothing is said: to the next row; an end goes nowhere."""
    if rows[at].kind == "end" or at + 1 >= len(rows):
        return ()
    return (Next(rows[at + 1].id),)


def insert(rows: Rows, at: int, row: Row) -> Rows:
    """Put a row at index `at`. Where the row before it ran on to the row after it, the story now passes through.

    A row without `next` goes on to the row that follows it, if any.
    """
    at = max(0, min(len(rows), at))
    placed = list(rows)
    after = rows[at] if at < len(rows) else None
    if not row.next and row.kind != "end" and after is not None:
        row = replace(row, next=(Next(after.id),))
    if at > 0:
        before = placed[at - 1]
        if after is not None and Next(after.id) in before.next and row.next == (Next(after.id),):
            placed[at - 1] = replace(
                before, next=tuple(Next(row.id) if n == Next(after.id) else n for n in before.next)
            )
        elif after is None and not before.next and before.kind != "end":
            placed[at - 1] = replace(before, next=(Next(row.id),))
    placed.insert(at, row)
    return tuple(placed)


def remove(rows: Rows, row_id: str) -> Rows:
    """Take a row out; what led to it leads to where it went, if that is one place."""
    gone = next(r for r in rows if r.id == row_id)
    heir = gone.next[0].to if len(gone.next) == 1 and gone.next[0].to != row_id else ""
    result = []
    for row in rows:
        if row.id == row_id:
            continue
        nexts: list[Next] = []
        for one in row.next:
            to = heir if one.to == row_id else one.to
            if to and to != row.id and not any(n.to == to and n.name == one.name for n in nexts):
                nexts.append(Next(to, one.name))
        result.append(replace(row, next=tuple(nexts)))
    return tuple(result)


def move(rows: Rows, row_id: str, to: int) -> Rows:
    """Take a row to index `to`; references stay with the rows they name, so only numbers change."""
    rest = [r for r in rows if r.id != row_id]
    row = next(r for r in rows if r.id == row_id)
    rest.insert(max(0, min(len(rest), to)), row)
    return tuple(rest)


def set_fields(rows: Rows, row_id: str, **fields: str) -> Rows:
    """Set text cells of a row (text, actor, unit, inputs, outputs, duration, remarks)."""
    return tuple(replace(r, **fields) if r.id == row_id else r for r in rows)


def set_kind(rows: Rows, row_id: str, kind: str) -> Rows:
    """Turn a row into another kind. A decision names its branches Ya and Tidak; an end goes nowhere."""
    result = []
    for at, row in enumerate(rows):
        if row.id == row_id and row.kind != kind:
            nexts = row.next
            if kind == "end":
                nexts = ()
            elif not nexts:
                nexts = default_next(rows, at) if row.kind == "end" else ()
            if kind == "decision":
                nexts = tuple(
                    Next(n.to, n.name or name) for n, name in zip(nexts, _names(nexts), strict=True)
                )
            elif kind not in BRANCHING:
                nexts = tuple(Next(n.to) for n in nexts[:1])
            row = replace(row, kind=kind, next=nexts)
        result.append(row)
    return tuple(result)


def _names(nexts: Sequence[Next]) -> list[str]:
    free = [name for name in (YES, NO) if not any(n.name == name for n in nexts)]
    return [free.pop(0) if not n.name and free else n.name for n in nexts]


def yes_cell(rows: Sequence[Row], row: Row) -> str:
    """The cell "Jika Ya ke no.": the number of the branch Ya, or of the only way on where it is not the next row."""
    number = numbers(rows)
    for one in row.next:
        if one.name == YES:
            return str(number.get(one.to, ""))
    if len(row.next) == 1 and not row.next[0].name and row.kind not in BRANCHING:
        at = number[row.id]
        to = number.get(row.next[0].to, 0)
        return str(to) if to and to != at + 1 else ""
    return ""


def no_cell(rows: Sequence[Row], row: Row) -> str:
    """The cell "Jika Tidak ke no. / cabang lain": a bare number for Tidak, "name: number" for every other branch."""
    number = numbers(rows)
    cells = [str(number.get(n.to, "")) for n in row.next if n.name == NO]
    for one in row.next:
        if one.name in (YES, NO) or (not one.name and row.kind not in BRANCHING and len(row.next) == 1):
            continue
        cells.append(f"{one.name}: {number.get(one.to, '')}" if one.name else f": {number.get(one.to, '')}")
    return "; ".join(c for c in cells if c)


def parse_branches(rows: Sequence[Row], row: Row, yes: str, no: str) -> tuple[Next, ...]:
    """The ways on that the two cells say. Raises ValueError with the text that is no row number.

    Empty cells: a plain step goes on to the next row; a branching one keeps no branch that is not named.
    """
    found: list[Next] = []
    if yes.strip():
        name = YES if row.kind == "decision" else ""
        found.append(Next(_row_at(rows, yes), name))
    for part in no.replace("\n", ";").split(";"):
        if not part.strip():
            continue
        name, colon, where = part.rpartition(":")
        found.append(Next(_row_at(rows, where), name.strip() if colon else NO))
    if not found and row.kind not in BRANCHING:
        at = numbers(rows)[row.id] - 1
        return default_next(rows, at)
    return tuple(found)


def _row_at(rows: Sequence[Row], cell: str) -> str:
    text = cell.strip().rstrip(".")
    if not text.isdigit() or not 1 <= int(text) <= len(rows):
        raise ValueError(cell.strip())
    return rows[int(text) - 1].id


def set_branches(rows: Rows, row_id: str, yes: str, no: str) -> Rows:
    """Set both cells of a row at once. Raises ValueError for a number that is no row's."""
    return tuple(replace(r, next=parse_branches(rows, r, yes, no)) if r.id == row_id else r for r in rows)


def paste(rows: Rows, at: int, table: Sequence[Sequence[str]], new_id: Callable[[], str]) -> Rows:
    """Put pasted cells in as new rows from index `at`; see `from_cells` for the columns."""
    made = from_cells(table, new_id)
    result = rows
    for offset, row in enumerate(made):
        result = insert(result, at + offset, row)
    return result


COLUMNS = ("no", "text", "actor", "kind", "inputs", "outputs", "yes", "no_", "duration", "remarks")
"""The columns of the table in order; `formats.tables` and the window share them."""

_KIND_WORDS = {
    "mulai": "start",
    "start": "start",
    "selesai": "end",
    "end": "end",
    "keputusan": "decision",
    "decision": "decision",
    "cabang paralel": "parallel",
    "paralel": "parallel",
    "parallel": "parallel",
    "cabang inklusif": "inclusive",
    "inklusif": "inclusive",
    "inclusive": "inclusive",
    "rujukan proses": "call",
    "rujukan": "call",
    "call": "call",
}


def kind_of_word(word: str) -> str:
    """The row kind that a word in the column Jenis names; a plain step for anything unknown."""
    return _KIND_WORDS.get(" ".join(word.split()).casefold(), "task")


def from_cells(table: Sequence[Sequence[str]], new_id: Callable[[], str]) -> Rows:
    """Rows from cells in the order of COLUMNS (missing ones at the end are empty). Raises ValueError.

    Two columns only are read as text and actor. Branch numbers mean the numbers in the first column where it
    has them, else places in the table.
    """
    cells = [
        [str(c or "").strip() for c in line] for line in table if any(str(c or "").strip() for c in line)
    ]
    if cells and max(len(line) for line in cells) <= 2:
        cells = [["", *line] for line in cells]
    cells = [line + [""] * (len(COLUMNS) - len(line)) for line in cells]
    bare = [
        Row(
            id=new_id(),
            kind=kind_of_word(line[3]),
            text=line[1],
            actor=line[2],
            inputs=line[4],
            outputs=line[5],
            duration=line[8],
            remarks=line[9],
        )
        for line in cells
    ]
    numbered = {line[0].rstrip("."): row for line, row in zip(cells, bare, strict=True) if line[0]}
    result: list[Row] = []
    for at, (line, row) in enumerate(zip(cells, bare, strict=True)):
        yes, no = (_renumbered(cell, numbered, bare) for cell in (line[6], line[7]))
        if row.kind == "task" and line[7]:
            row = replace(row, kind="decision")
        nexts = parse_branches(bare, row, yes, no)
        if row.kind in BRANCHING and not nexts:
            nexts = default_next(bare, at)
        result.append(replace(row, next=nexts))
    return tuple(result)


def _renumbered(cell: str, numbered: dict[str, Row], bare: list[Row]) -> str:
    """The cell with the table's own numbers turned into places."""
    parts = []
    for part in cell.replace("\n", ";").split(";"):
        name, colon, where = part.rpartition(":")
        key = where.strip().rstrip(".")
        if key in numbered:
            where = str(bare.index(numbered[key]) + 1)
        parts.append(f"{name}{colon}{where}")
    return ";".join(parts)
