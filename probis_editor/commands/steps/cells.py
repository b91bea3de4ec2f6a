"""The cells of a row: what the branch columns show and how they are read, words for kinds, rows from bare cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from probis_editor.commands.steps.edits import Rows, default_next, insert_block, numbers, set_fields, set_kind
from probis_editor.commands.steps.heads import COLUMNS, in_columns
from probis_editor.layout.answers import answer_of
from probis_editor.layout.steps import NO, YES, Next, Row, branch_order

NOWHERE = "–"
"""The cell of a row that leads nowhere although a row follows."""

_WHERE = r"(?:ke\s+)?(?:no(?:mor)?\.?\s*)?([0-9][0-9A-Za-z.]*)\s*(?:[;\n]|$)"
_BARE = re.compile(r"\s*" + _WHERE, re.IGNORECASE)
_NAMED = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([^"]*?))\s*:\s*' + _WHERE, re.IGNORECASE)
_LIST = re.compile(
    r"(?:\s|[,/&;.]|\b(?:ke|no|nomor|langkah|baris|kembali|lanjut|dan|atau|to|row|step|and|go)\b)+"
)

Resolve = Callable[[str], str | None]


def yes_cell(rows: Sequence[Row], row: Row, number: dict[str, int] | None = None) -> str:
    """The cell "Jika Ya ke no.": empty where the row just goes on to the next one.

    A bare number is the branch Ya of a decision, or the one way on of any other row. A yes in other words
    stands with its name ("Sesuai: 5").
    """
    return _branch_cells(rows, row, number)[0]


def no_cell(rows: Sequence[Row], row: Row, number: dict[str, int] | None = None) -> str:
    """The cell "Jika Tidak ke no. / cabang": "name: number" for each other branch, parted by semicolons.

    A bare number is the branch Tidak of a decision, or an unnamed branch of any other row.
    """
    return _branch_cells(rows, row, number)[1]


def _branch_cells(rows: Sequence[Row], row: Row, number: dict[str, int] | None) -> tuple[str, str]:
    number = number or numbers(rows)
    default = default_next(rows, number[row.id] - 1)
    if row.next == default:
        return "", ""
    if not row.next:
        return NOWHERE, ""
    rest = [n for n in row.next if n.to in number]
    deciding = row.kind == "decision"
    yes = NOWHERE if deciding and len(rest) == 1 and rest[0].name == NO else ""
    first = next((n for n in rest if answer_of(n.name) == "yes"), None)
    if first is None and not deciding and len(rest) == 1 and not rest[0].name:
        first = rest[0]
    if first is not None:
        rest.remove(first)
        yes = _shown(first, number, YES if deciding else "")
    return yes, "; ".join(_shown(n, number, NO if deciding else "") for n in rest)


def _shown(branch: Next, number: dict[str, int], bare: str) -> str:
    where = str(number[branch.to])
    if branch.name == bare:
        return where
    part = f"{branch.name}: {where}"
    if _part(part + "; 1", 0) == (branch.name, where, len(part) + 1):
        return part
    return '"' + branch.name.replace('"', '""') + f'": {where}'


def _part(cell: str, at: int) -> tuple[str | None, str, int] | None:
    """(name, or None where there is none; number; end) of the part of a cell that begins at `at`."""
    if found := _BARE.match(cell, at):
        return None, found[1], found.end()
    if found := _NAMED.match(cell, at):
        quoted, name = found[1], found[2]
        return quoted.replace('""', '"') if quoted is not None else name, found[3], found.end()
    return None


def with_branches(
    rows: Sequence[Row], row: Row, yes: str, no: str, resolve: Resolve | None = None, number: int = 0
) -> Row:
    """The row going where the two cells say. Raises ValueError with the text that names no row.

    Both empty: it goes on to the next row. A step with a no (and a yes, or none) becomes a decision. What
    would lead to a start leads to the row after it, for no flow may enter a start.
    """
    at = (number or numbers(rows)[row.id]) - 1
    yes, no = yes.strip(), no.strip()
    default = default_next(rows, at)
    if row.kind == "end":
        return replace(row, next=())
    if not yes and not no:
        return replace(row, next=default)
    find = resolve or (lambda text: _at_place(rows, text))
    nowhere = yes in (NOWHERE, "-", "—")
    first = [] if nowhere else _parts(yes, find)
    others = _parts(no, find)
    one_bare = len(others) == 1 and others[0][0] is None
    yes_bare = len(first) == 1 and first[0][0] is None
    if row.kind == "task" and ((one_bare and not yes) or (yes_bare and others)):
        row = replace(row, kind="decision")
    deciding = row.kind == "decision"
    found = [Next(to, (YES if deciding else "") if name is None else name) for name, to in first]
    if deciding and not yes and one_bare:
        found += [Next(n.to, YES) for n in default]
    found += [Next(to, (NO if deciding else "") if name is None else name) for name, to in others]
    found.sort(key=lambda n: branch_order(n.name))
    return replace(row, next=tuple(_past_start(rows, n) for n in found))


def _past_start(rows: Sequence[Row], branch: Next) -> Next:
    at = next((n for n, row in enumerate(rows) if row.id == branch.to), -1)
    if at >= 0 and rows[at].kind == "start":
        following = default_next(rows, at)
        return Next(following[0].to, branch.name) if following else branch
    return branch


def _parts(cell: str, find: Resolve) -> list[tuple[str | None, str]]:
    """(name of the branch or None where it has none, row id) for each part of a cell."""
    result: list[tuple[str | None, str]] = []
    at = 0
    while at < len(cell):
        part = _part(cell, at)
        to = find(part[1]) if part else None
        if part is None or to is None:
            return [(None, _found(find, word)) for word in _words(cell)]
        result.append((part[0], to))
        at = part[2]
    return result


def _words(cell: str) -> list[str]:
    """The numbers of a cell that is just a list of them in words ("kembali ke no. 3 dan 4")."""
    words = [w for w in _LIST.split(cell.casefold()) if w]
    if not words or not all(w[0].isdigit() for w in words):
        raise ValueError(cell)
    return words


def _found(find: Resolve, word: str) -> str:
    to = find(word)
    if to is None:
        raise ValueError(word)
    return to


def _at_place(rows: Sequence[Row], text: str) -> str | None:
    text = text.rstrip(".")
    return rows[int(text) - 1].id if text.isdigit() and 1 <= int(text) <= len(rows) else None


def set_branches(rows: Rows, row_id: str, yes: str, no: str) -> Rows:
    """Set both branch cells of a row at once. Raises ValueError for what names no row."""
    return tuple(with_branches(rows, r, yes, no) if r.id == row_id else r for r in rows)


_DIVIDING = ("parallel", "inclusive")


def set_cell(rows: Rows, row_id: str, column: str, value: str) -> Rows:
    """Put a text into a cell (`column` of COLUMNS) as if it were typed. A locked row and the column No stay.

    A text in a row that had none says what kind it is ("Mulai", "Lengkap?"). A branch typed beside the silent way
    on of a row that divides comes to that way. Raises ValueError for a branch that
    names no row and for a word that is no kind.
    """
    row = next(r for r in rows if r.id == row_id)
    value = value.strip()
    if row.locked or column == "no":
        return rows
    if column in ("yes", "no_"):
        number = numbers(rows)
        yes = value if column == "yes" else yes_cell(rows, row, number)
        no = value if column == "no_" else no_cell(rows, row, number)
        default = default_next(rows, number[row_id] - 1)
        if column == "no_" and value and not yes and row.kind in _DIVIDING and default == row.next:
            yes = ", ".join(str(number[n.to]) for n in default)
        return set_branches(rows, row_id, yes, no)
    if column == "kind":
        kind = kind_of_word(value) or kind_begun(value)
        if not kind:
            raise ValueError(value)
        return set_kind(rows, row_id, kind)
    changed = set_fields(rows, row_id, **{column: value})
    if column == "text" and not row.text and row.kind == "task":
        return set_kind(changed, row_id, kind_of_text(value))
    return changed


_KIND_WORDS = {
    "start": ("mulai", "start", "awal"),
    "end": ("selesai", "end", "akhir"),
    "decision": ("keputusan", "decision", "cabang", "pilihan"),
    "parallel": ("cabang paralel", "paralel", "parallel"),
    "inclusive": ("cabang inklusif", "inklusif", "inclusive"),
    "call": ("rujukan proses", "rujukan", "call", "subproses", "sub proses"),
    "task": ("kegiatan", "activity", "task", "proses", "aktivitas"),
}
_KIND_OF = {word: kind for kind, words in _KIND_WORDS.items() for word in words}


def kind_of_word(word: str) -> str:
    """The row kind that a word in the column Jenis names, "" for none or an unknown one."""
    return _KIND_OF.get(" ".join(word.split()).casefold(), "")


def kind_begun(word: str) -> str:
    """The one row kind whose word begins like this ("kep"), "" for none; plain steps before others."""
    begun = " ".join(word.split()).casefold()
    order = ("task", "decision", "parallel", "inclusive", "call", "start", "end")
    return next((k for k in order if begun and any(w.startswith(begun) for w in _KIND_WORDS[k])), "")


def kind_of_text(text: str) -> str:
    """The row kind that a step's own words suggest: Mulai, Selesai, a question, else a plain step."""
    word = " ".join(text.split()).casefold().rstrip(".")
    if word in ("mulai", "start"):
        return "start"
    if word in ("selesai", "end", "finish"):
        return "end"
    return "decision" if word.endswith("?") else "task"


def paste(rows: Rows, at: int, table: Sequence[Sequence[str]], new_id: Callable[[], str]) -> Rows:
    """Put pasted cells in as new rows from index `at`; see `from_cells` for the columns. Raises ValueError."""
    return insert_block(rows, at, from_cells(table, new_id, rows))


def from_cells(table: Sequence[Sequence[str]], new_id: Callable[[], str], outer: Sequence[Row] = ()) -> Rows:
    """Rows from cells in the order of COLUMNS, or as a head row among them says. Raises ValueError.

    Branch numbers mean the numbers in the column No where it has them, else places in the table, else rows of
    `outer` (the table that these are pasted into).
    """
    lines = in_columns(table)
    bare = [_bare(line, new_id()) for line in lines]
    labels: dict[str, str] = {}
    for line, row in zip(lines, bare, strict=True):
        if line[0].strip(" ."):
            labels.setdefault(_label(line[0]), row.id)

    def resolve(text: str) -> str | None:
        found = labels.get(_label(text)) if labels else _at_place(bare, text)
        return found or _at_place(outer, text)

    return tuple(
        with_branches(
            bare, row, line[COLUMNS.index("yes")], line[COLUMNS.index("no_")], resolve, number=at + 1
        )
        for at, (line, row) in enumerate(zip(lines, bare, strict=True))
    )


def _label(text: str) -> str:
    return text.strip(" .()").casefold()


def _bare(line: Sequence[str], row_id: str) -> Row:
    cell = dict(zip(COLUMNS, line, strict=True))
    return Row(
        id=row_id,
        kind=kind_of_word(cell["kind"]) or kind_of_text(cell["text"]),
        text=cell["text"],
        actor=cell["actor"],
        inputs=cell["inputs"],
        outputs=cell["outputs"],
        duration=cell["duration"],
        remarks=cell["remarks"],
    )
