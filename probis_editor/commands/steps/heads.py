"""The columns of a table of steps, and finding them in a table that somebody else made."""

from __future__ import annotations

import re
from collections.abc import Sequence

COLUMNS = ("no", "text", "actor", "kind", "inputs", "outputs", "yes", "no_", "duration", "remarks")
"""The columns of the table in order; `formats.tables` and the window share them."""

_TITLES = {
    "no": ("no", "nomor", "no urut", "nomor urut", "number"),
    "text": (
        *("kegiatan", "uraian kegiatan", "uraian", "uraian prosedur", "prosedur", "aktivitas", "langkah"),
        *("langkah kegiatan", "activity", "step", "task"),
    ),
    "actor": ("pelaksana", "pelaku", "aktor", "penanggung jawab", "lajur", "unit", "unit kerja", "actor"),
    "kind": ("jenis", "kind", "tipe", "type", "simbol"),
    "inputs": ("kelengkapan", "persyaratan", "persyaratan/kelengkapan", "masukan", "input", "inputs"),
    "outputs": ("output", "outputs", "keluaran", "hasil"),
    "yes": ("jika ya", "jika ya ke no", "ya", "if yes", "if yes, to no", "yes"),
    "no_": (
        *("jika tidak", "jika tidak ke no", "jika tidak ke no. / cabang", "tidak", "cabang"),
        *("if no", "if no, to no. / branches"),
    ),
    "duration": ("waktu", "waktu penyelesaian", "durasi", "time", "duration"),
    "remarks": ("keterangan", "ket", "catatan", "remarks", "remark", "notes"),
}
_COLUMN_OF = {title: column for column, titles in _TITLES.items() for title in titles}
_NUMBER = re.compile(r"\(?\d+[a-z]?\s*[.)]?")
_NUMBERED = re.compile(r"\s*(\(?\d+[a-z]?[.)])\s+(.*)", re.DOTALL)
_BULLET = re.compile(r"\s*[-•*–·]\s+(.*)", re.DOTALL)
_HEAD_WITHIN = 10


def in_columns(table: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines that say something, each with exactly the cells of COLUMNS, ends trimmed.

    A head row among the first lines says which column is which (what stands above it is left out, and so is a
    line that only counts the columns). Without one the columns are in order; two are text and actor (or number
    and text), a first one without numbers is the text, and a single one may begin with "1." or a dash.
    """
    lines = [[_clean(c) for c in line] for line in table]
    lines = [line for line in lines if any(line)]
    for at, line in enumerate(lines[:_HEAD_WITHIN]):
        order = columns_in(line)
        if order:
            below = [one for one in lines[at + 1 :] if not _counts(one)]
            return [_sorted_by(order, one) for one in below]
    width = max((_width(line) for line in lines), default=0)
    if width <= 1:
        return [_from_sentence(next(c for c in line if c)) for line in lines]
    if not all(_NUMBER.fullmatch(line[0]) or not line[0] for line in lines):
        lines = [["", *line] for line in lines]
    count = len(COLUMNS)
    return [(line + [""] * count)[:count] for line in lines]


def columns_in(line: Sequence[str]) -> dict[int, str]:
    """Place -> column for a head row, empty where the line is none: it must name the steps and one more column."""
    found: dict[int, str] = {}
    for at, cell in enumerate(line):
        column = _COLUMN_OF.get(_title(cell))
        if column and column not in found.values():
            found[at] = column
    return found if "text" in found.values() and len(found) > 1 else {}


def _title(cell: str) -> str:
    return " ".join(cell.split()).casefold().strip(" .:")


def _clean(cell: str) -> str:
    return str(cell or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def _width(line: Sequence[str]) -> int:
    return max((at for at, cell in enumerate(line, start=1) if cell), default=0)


def _counts(line: Sequence[str]) -> bool:
    """Whether a line only numbers the columns: (1) (2) (3) ..."""
    filled = [cell.strip("() .") for cell in line if cell]
    return len(filled) > 2 and filled == [str(n) for n in range(1, len(filled) + 1)]


def _sorted_by(order: dict[int, str], line: Sequence[str]) -> list[str]:
    cells = dict.fromkeys(COLUMNS, "")
    for at, column in order.items():
        cells[column] = line[at] if at < len(line) else ""
    return list(cells.values())


def _from_sentence(text: str) -> list[str]:
    """A line of its own, with or without a number or a dash in front."""
    number = ""
    if found := _NUMBERED.fullmatch(text):
        number, text = found[1], found[2]
    elif found := _BULLET.fullmatch(text):
        text = found[1]
    return [number, text.strip(), *[""] * (len(COLUMNS) - 2)]
