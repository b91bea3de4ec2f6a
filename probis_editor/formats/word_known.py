"""Tables of a book in Word that stand for records: abbreviations, goals, SIPOC, lists of processes, who owns what;
and the heads of maps (kop peta), which the book makes anew.

A table that the program makes itself from such records is taken as these and not as a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from probis_editor.commands import sipoc
from probis_editor.formats import word_marks as marks
from probis_editor.formats.word_lines import Line
from probis_editor.formats.word_made import Coded
from probis_editor.formats.word_office import written
from probis_editor.formats.word_units import Units
from probis_editor.model import cells
from probis_editor.model.affairs import Goal, Term
from probis_editor.model.document import Transaction

_SIPOC = {"pemasok": "suppliers", "supplier": "suppliers", "masukan": "inputs", "input": "inputs",
          "keluaran": "outputs", "output": "outputs", "pelanggan": "customers", "customer": "customers"}  # fmt: skip
_CODE = ("kode", "kode proses", "kode peta", "no", "nomor", "nomor proses", "nomor peta")
_OWNER = ("penanggung jawab", "pemilik", "pemilik proses", "unit penanggung jawab", "unit pemilik proses")
_OF_HEADS = frozenset(
    (*_CODE, *_OWNER, "jenis peta", "jenis", "level", "nama", "nama proses", "nama peta", "judul", "judul peta",
     "revisi", "nomor revisi", "tanggal", "tanggal pengesahan", "tanggal pembuatan", "tanggal revisi",
     "tanggal efektif", "tanggal berlaku", "halaman")
)  # fmt: skip
"""What stands before a value in the head of a map."""
_OWN_HEAD = frozenset(("kode", "jenis peta", "nama", "penanggung jawab", "revisi", "tanggal"))
"""What the book itself says in it; of another one the report names what is told nowhere else."""
_MOST_ROWS = 10
_OWNS = "●"
_LEAST = 3
"""Columns that a table must have in common with a SIPOC to be one."""


def numbers_of(code: str) -> tuple[int, ...]:
    """The numbers of a code."""
    return tuple(int(n) for n in re.findall(r"\d+", code))


class Known:
    """Collects what known tables say; `enter` makes records of it."""

    def __init__(self, units: Units) -> None:
        self.terms: dict[str, str] = {}
        self.receivers: list[str] = []
        self.goals: list[tuple[str, list[str], list[tuple[int, ...]]]] = []
        self.sipocs: dict[tuple[int, ...], dict[str, tuple[str, ...]]] = {}
        self.coded: list[Coded] = []
        self._units = units

    def take(self, line: Line, current: tuple[int, ...] | None, group: str) -> str:
        """What kind of known table it is, "" for another one. `current` is the process that it stands under."""
        rows = [[marks.plain(cell.text) for cell in row] for row in line.cells]
        head = [" ".join(cell.casefold().split()).rstrip(".") for cell in rows[0]]
        ways: tuple[tuple[bool, str, Callable[[], bool]], ...] = (
            (head[:2] == ["singkatan", "kepanjangan"], "terms", lambda: self._terms(rows)),
            ("penerima" in head, "receivers", lambda: self._receivers(rows, head.index("penerima"))),
            (head[:1] in (["kode"], ["kode proses"]), "coded", lambda: self._coded(rows, group)),
            (head[:2] == ["unit", "proses"], "owners", lambda: self._owners(rows)),
            (head[:2] == ["proses", "sasaran"], "made", lambda: True),
            (head == ["unit", "tugas", "proses"], "made", lambda: True),
            (head[:2] == ["revisi", "tanggal"], "made", lambda: True),
            (head[1:2] == ["sasaran"] and len(head) == 4, "goals", lambda: self._goals(line)),
            (
                sum(cell in _SIPOC for cell in head) >= _LEAST and current is not None,
                "sipoc",
                lambda: self._sipoc(rows, head, current or ()),
            ),
        )
        known = next((name for fits, name, way in ways if fits and way()), "")
        return known or self._head_of_map(line)

    def _head_of_map(self, line: Line) -> str:
        """The head of a map: words that it has, each beside its value or before a colon, one of them a code if
        it is not that of a map of the whole office. Who answers for the process is kept, if nothing said so before."""
        if len(line.cells) > _MOST_ROWS:
            return ""
        said: dict[str, str] = {}
        for row in line.cells:
            parts = [part for cell in row for part in marks.plain(cell.text).split("\n")]
            for at, part in enumerate(parts):
                name, _, value = (" ".join(one.split()) for one in part.partition(":"))
                if name.casefold().rstrip(".") in _OF_HEADS:
                    beside = [one for one in (value, *parts[at + 1 :]) if one.strip(" :")]
                    said.setdefault(name.casefold().rstrip("."), beside[0].strip(" :") if beside else "")
        code = next((said[name] for name in _CODE if said.get(name)), "")
        coded = len(said) >= _LEAST and marks.CODED.match(f"{code} x")
        if not coded and not ("jenis peta" in said and "nama" in said and not code):
            return ""
        owner = next((said[name] for name in _OWNER if said.get(name)), "")
        if coded and owner and owner.casefold() not in _OF_HEADS:
            self._units.owners.setdefault(numbers_of(code), owner)
        return "made" if said.keys() <= _OWN_HEAD else "head"

    def _terms(self, rows: list[list[str]]) -> bool:
        self.terms |= {row[0]: row[1] for row in rows[1:] if len(row) > 1 and row[0] and row[1]}
        return True

    def _receivers(self, rows: list[list[str]], at: int) -> bool:
        self.receivers += [row[at] for row in rows[1:] if at < len(row) and row[at]]
        return True

    def _coded(self, rows: list[list[str]], group: str) -> bool:
        found = [row for row in rows[1:] if len(row) > 1 and row[1]]
        if not found or any(marks.CODED.match(f"{row[0]} {row[1]}") is None for row in found):
            return False
        for row in found:
            numbers = numbers_of(row[0])
            self.coded.append(Coded(numbers, row[0].replace(" ", ""), written(row[1]), group))
            if len(row) > 2 and row[2].strip(" –-"):
                names = [name.strip() for name in re.split(r"[,;\n]", row[2])]
                self._units.parties[numbers] = tuple(dict.fromkeys(n for n in names if n))
        return True

    def _owners(self, rows: list[list[str]]) -> bool:
        """● says who answers for a process; ○, that someone takes part, the lanes tell."""
        codes = next((row for row in rows if row and all(marks.CODED.match(cell) for cell in row)), None)
        if codes is None:
            return False
        marked: dict[int, list[str]] = {}
        for row in rows[rows.index(codes) + 1 :]:
            for at, cell in enumerate(row[1:]):
                if cell == _OWNS and at < len(codes):
                    marked.setdefault(at, []).append(row[0])
        self._units.owners |= {numbers_of(codes[at]): who[0] for at, who in marked.items() if len(who) == 1}
        return True

    def _goals(self, line: Line) -> bool:
        for row in line.cells[1:]:
            parts = [[marks.plain(one) for one in cells.on_lines(cell.text).split("<br/>")] for cell in row]
            if len(parts) == 1 and self.goals:
                self.goals[-1][1].extend(parts[0])
            elif len(parts) == 4 and parts[1][0]:
                coded = [m["code"] for one in parts[3] if (m := marks.CODED.match(one))]
                self.goals.append((" ".join(parts[1]), parts[2], [numbers_of(c) for c in coded]))
            else:
                return False
        return True

    def _sipoc(self, rows: list[list[str]], head: list[str], current: tuple[int, ...]) -> bool:
        self.sipocs[current] = {
            _SIPOC[name]: tuple(row[at] for row in rows[1:] if at < len(row) and row[at].strip(" –-"))
            for at, name in enumerate(head)
            if name in _SIPOC
        }
        return True

    def enter(self, tx: Transaction, ids: dict[tuple[int, ...], str]) -> None:
        """Make the records."""
        for short, long in self.terms.items():
            tx.put(Term(short=short, long=long))
        for at, (name, indicators, served) in enumerate(self.goals):
            processes = tuple(ids[n] for n in served if n in ids)
            told = tuple(i for i in indicators if i)
            tx.put(Goal(id=tx.document.new_id(), name=name, order=at, indicators=told, processes=processes))
        for numbers, columns in self.sipocs.items():
            if numbers in ids:
                sipoc.say(tx, ids[numbers], **columns)
