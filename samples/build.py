"""Makes the sample documents from the data files beside it, byte for byte the same every time.

python samples/build.py            writes samples/wonoasih.probis and samples/jatiluhur.probis
python samples/build.py FOLDER     writes them into another folder
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from probis_editor.commands import derived, lanes, maps, narrate
from probis_editor.commands.steps.apply import apply
from probis_editor.geometry import Rect
from probis_editor.i18n import Translator
from probis_editor.layout.maps import arranged
from probis_editor.layout.steps import Next, Row
from probis_editor.model import duties, grids
from probis_editor.model.affairs import Goal, Law, Revision, Term
from probis_editor.model.changes import Label
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Map
from probis_editor.model.office import (
    Block,
    Book,
    Cell,
    Decree,
    Narrative,
    Office,
    Person,
    Process,
    Settings,
    Unit,
)

HERE = Path(__file__).parent
SAMPLES = ("wonoasih", "jatiluhur")
PAPER = "f4"
ROOT = UUID("8f0e3f1c-52a1-5a0f-9b66-6a1f0c5f7c11")
"""Ids are uuid5 of stable paths under this one."""

Data = dict[str, Any]

_TABLE = re.compile(r"\[table (\S+) (\d+)((?: [\d.]+)*)\] (.*)")


class Builder:
    """Builds one document of its data."""

    def __init__(self, name: str, data: Data) -> None:
        self._name, self._data = name, data
        self._place, self._count = "", 0
        self._tr = Translator("id")
        self.document = Document()
        self.document.new_id = self._next_id
        self._units: dict[str, Unit] = {}
        self._processes: dict[str, Process] = {}

    def build(self) -> Document:
        """The whole document."""
        with self.document.transaction(Label("")) as tx:
            self._office(tx)
            self._unit_list(tx)
            self._tree(tx)
            self._maps(tx)
            self._affairs(tx)
        return self.document

    def _id(self, *path: str) -> str:
        return str(uuid5(ROOT, "/".join((self._name, *path))))

    def _next_id(self) -> str:
        self._count += 1
        return self._id(self._place, str(self._count))

    def _at(self, place: str) -> None:
        """Ids made from now on belong to this place, so that a change elsewhere leaves them as they are."""
        self._place, self._count = place, 0

    def _office(self, tx: Transaction) -> None:
        data = self._data
        office = dict(data["office"])
        head = Person(**office.pop("head"))
        tx.put(Office(**office, head=head))
        settings = dict(data["settings"])
        tx.put(Settings(groups=tuple(settings.pop("groups")), **settings))
        decree = data.get("decree")
        book = {key: tuple(v) if isinstance(v, list) else v for key, v in data["book"].items()}
        tx.put(Book(**book, decree=_decree(decree) if decree else None))
        for number, row in enumerate(data.get("law", ()), start=1):
            tx.put(Law(id=self._id("law", f"{number:02}"), **row))

    def _affairs(self, tx: Transaction) -> None:
        """Terms, revisions, goals and the texts of chapters."""
        for row in self._data.get("term", ()):
            tx.put(Term(**row))
        for row in self._data.get("revision", ()):
            tx.put(Revision(**row))
        for order, row in enumerate(self._data.get("goal", ())):
            processes = tuple(self._processes[code].id for code in row["processes"])
            indicators = tuple(row["indicators"])
            key = self._id("goal", str(order))
            tx.put(Goal(id=key, name=row["name"], order=order, indicators=indicators, processes=processes))
        for row in self._data.get("text", ()):
            tx.put(Narrative(slot=row["slot"], blocks=_blocks(row["text"])))

    def _unit_list(self, tx: Transaction) -> None:
        rows = [*self._data["unit"]]
        rows += [
            {"id": f"party-{name}", "name": name, "kind": "party"} for name in self._data["parties"]["names"]
        ]
        for order, row in enumerate(rows):
            fields = dict(row)
            key = fields.pop("id")
            parent = fields.pop("parent", "")
            told = duties.from_lines(self._id("unit", key), fields.pop("duties", ""))
            unit = Unit(
                id=self._id("unit", key),
                parent=self._id("unit", parent) if parent else "",
                order=order,
                aliases=tuple(fields.pop("aliases", ())),
                **fields,
            )
            self._units[key] = self._units[unit.name] = unit
            tx.put(unit)
            if told is not None:
                tx.put(told)

    def _tree(self, tx: Transaction) -> None:
        for order, row in enumerate(self._data["process"]):
            code: str = row["code"]
            parent = code.rpartition(".")[0]
            owner = row.get("owner", "")
            process = Process(
                id=self._id("process", code),
                name=row["name"],
                parent=self._id("process", parent) if parent in self._processes else "",
                order=order,
                group=row.get("group", ""),
                owner=self._units[owner].id if owner else "",
                status="ditetapkan",
                parties=tuple(self._units[name].id for name in row.get("parties", ())),
            )
            self._processes[code] = process
            tx.put(process)
            if "intro" in row:
                paragraphs = [" ".join(p.split()) for p in row["intro"].split("\n\n") if p.strip()]
                blocks = tuple(Block(text=_escaped(p)) for p in paragraphs)
                tx.put(Narrative(slot=f"process:{process.id}:intro", blocks=blocks))

    def _maps(self, tx: Transaction) -> None:
        """Every map's record first, in the order of the book, so that maps can name each other."""
        office = self._data["office"]["name"]
        plain = [("level0", self._tr("booklet.level0_of", office=office))]
        plain.append(("relation", self._tr("booklet.relation_of", office=office)))
        plain.append(("organisation", self._tr("booklet.organisation_of", office=office)))
        drawn: list[tuple[Map, Data]] = []
        wanted = self._data.get("maps", [kind for kind, _ in plain])
        for kind, name in plain:
            if kind not in wanted:
                continue
            self._at("map/" + kind)
            drawn.append((maps.create_map(tx, name, kind), {}))
        parents = {row["code"].rpartition(".")[0] for row in self._data["process"]}
        for row in self._data["process"]:
            kind = "cross_functional" if "steps" in row else "subprocess"
            if kind == "cross_functional" or row["code"] in parents:
                self._at("map/" + row["code"])
                process = self._processes[row["code"]]
                record = maps.create_map(tx, f"{row['code']} {row['name']}", kind, process.id)
                drawn.append((record, row))
        for record, row in drawn:
            if record.kind == "cross_functional":
                self._swimlanes(tx, record, row)
        for record, row in drawn:
            if record.kind != "cross_functional":
                self._at(f"map/{row.get('code', record.kind)}/boxes")
                derived.FILL[record.kind](tx, record.id)

    def _swimlanes(self, tx: Transaction, record: Map, row: Data) -> None:
        self._at(f"map/{row['code']}/shapes")
        pool = lanes.add_pool(tx, record.id, Rect(40, 40, 900, 120), row["name"])
        for name in row["lanes"]:
            unit = self._units.get(name)
            lanes.add_lane(tx, record.id, pool.id, name=name, unit=unit.id if unit else "")
        apply(tx, record.id, [self._row(record, step) for step in row["steps"]])
        for step in row["steps"]:
            if "calls" in step:
                self._link(tx, record, step)
        for changed in arranged(self.document, record.id, paper_name=PAPER):
            tx.put(changed)
        told = narrate.steps_told(self.document, record.id, self._tr)
        tx.put(Narrative(slot=f"process:{record.process}:steps", blocks=told))

    def _step_id(self, record: Map, number: str) -> str:
        return self._id("step", record.id, number)

    def _row(self, record: Map, step: Data) -> Row:
        return Row(
            id=self._step_id(record, step["no"]),
            kind=step["kind"],
            text=step.get("text", ""),
            actor=step["actor"],
            inputs=step.get("inputs", ""),
            outputs=step.get("outputs", ""),
            next=tuple(self._next(record, one) for one in step.get("next", "").split(";") if one.strip()),
        )

    def _next(self, record: Map, written: str) -> Next:
        name, _, number = written.rpartition(":")
        return Next(self._step_id(record, number.strip()), name.strip())

    def _link(self, tx: Transaction, record: Map, step: Data) -> None:
        from msgspec.structs import replace

        node = self.document.node(record.id, self._step_id(record, step["no"]))
        tx.put(replace(node, process=self._processes[step["calls"]].id))


def _decree(data: Data) -> Decree:
    fields = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    return Decree(**fields)


def _blocks(text: str) -> tuple[Block, ...]:
    """A paragraph a line of markup; "[table ID HEADS WIDTHS...] caption" begins a table of the "|" lines after it.

    In a row ">" belongs to the cell at its left, "^" to the one above.
    """
    found: list[Block] = []
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    while lines:
        line = lines.pop(0)
        table = _TABLE.fullmatch(line)
        if table is None:
            found.append(Block(text=line))
            continue
        rows = []
        while lines and lines[0].startswith("|"):
            rows.append([cell.strip() for cell in lines.pop(0).lstrip("|").split("|")])
        name, heads, widths, caption = table.groups()
        shares = tuple(float(one) for one in widths.split())
        found.append(
            Block(kind="table", id=name, text=caption, heads=int(heads), widths=shares, cells=_cells(rows))
        )
    return tuple(found)


def _cells(rows: list[list[str]]) -> grids.Rows:
    made = []
    for at, row in enumerate(rows):
        cells = []
        for column, text in enumerate(row):
            if text in (">", "^"):
                continue
            across = 1
            while column + across < len(row) and row[column + across] == ">":
                across += 1
            down = 1
            while at + down < len(rows) and rows[at + down][column] == "^":
                down += 1
            cells.append(Cell(text, across, down))
        made.append(tuple(cells))
    return grids.sound(made)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def build(name: str) -> Document:
    """The sample document of a name in SAMPLES."""
    return Builder(name, tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))).build()


def to_bytes(document: Document) -> bytes:
    """The document as `.probis`, dated by no clock."""
    from probis_editor.formats import native
    from probis_editor.formats.xpdl_build import UNEDITED

    return native.write(document, [m.id for m in document.maps()], stamp=UNEDITED)


def main(folder: Path = HERE) -> None:
    """Write every sample into a folder."""
    from probis_editor.formats.base import save_bytes

    for name in SAMPLES:
        path = folder / f"{name}.probis"
        save_bytes(to_bytes(build(name)), path)
        print(path)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
