"""Verbs of every kind as a search can choose them: a name and three numbers that say on what."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from small_maps import EDIT

from probis_editor.commands import (
    codes,
    derived,
    drafts,
    import_units,
    importing,
    lanes,
    maps,
    office,
    revisions,
    shapes,
    sipoc,
    starting,
    tree,
    tree_rows,
    unit_order,
    unit_rows,
    units,
    wording,
)  # fmt: skip
from probis_editor.formats import word_made
from probis_editor.geometry import Rect
from probis_editor.i18n import Translator
from probis_editor.model import numbering, queries
from probis_editor.model.document import Document, Transaction
from probis_editor.model.office import Block, Cell, Person, Process, Unit

NAMES = (
    "Umum",
    "P9.9 Surat",
    "Camat",
    "Pelayanan & Aduan",
    "Seksi <A>",
    "Bendahara",
    "Sekretaris Camat",
    "umum",
    "P2 X",
)
NIPS = ("197307091992011001", "1980", "", "00000000 000000 0 000", "19730230 199201 1 001")


class Edit:
    """A verb's name and three numbers that choose what it works on."""

    def __init__(self, name: str, a: int, b: int, c: int) -> None:
        self.name, self.a, self.b, self.c = name, a, b, c

    def __repr__(self) -> str:
        return f"Edit({self.name!r}, {self.a}, {self.b}, {self.c})"

    def pick(self, found: list[str], which: int) -> str:
        return found[which % len(found)] if found else "gone"

    def process(self, tx: Transaction, which: int) -> str:
        return self.pick([p.id for _, p in numbering.walk(tx.document)], which)

    def unit(self, tx: Transaction, which: int) -> str:
        return self.pick([u.id for u in tx.document.of_type(Unit)], which)

    def map(self, tx: Transaction, which: int) -> str:
        return self.pick([m.id for m in tx.document.maps()], which)

    def node(self, tx: Transaction, m: str, *kinds: str) -> str:
        return self.pick([n.id for n in tx.document.nodes(m) if n.kind in kinds], self.b)

    @property
    def text(self) -> str:
        return NAMES[self.c % len(NAMES)]


def _lane(e: Edit, tx: Transaction) -> None:
    m = e.map(tx, e.a)
    pools = queries.pools(tx.document, m)
    pool = pools[0].id if pools else lanes.add_pool(tx, m, Rect(0, 0, 400, 100), "x").id
    lanes.add_lane(tx, m, pool, name=e.text)


def _kind(e: Edit, tx: Transaction) -> None:
    kind = ("level0", "relation", "organisation", "subprocess", "cross_functional")[e.a % 5]
    process = e.process(tx, e.b) if kind in ("subprocess", "cross_functional") else ""
    if process != "gone":
        derived.fill(tx, maps.create_map(tx, e.text, kind, process).id)


def _text(e: Edit, tx: Transaction) -> None:
    process = e.process(tx, e.a)
    children = len(numbering.children(tx.document, process))
    said = f"Terdiri dari {children} ({('nol', 'satu', 'dua', 'tiga')[min(children, 3)]}) sub proses."
    if 0 < children < 4:
        wording.write(tx, f"process:{process}:intro", (Block(text=said),))


def _rename_box(e: Edit, tx: Transaction) -> None:
    m = e.map(tx, e.a)
    shapes.rename(tx, m, e.node(tx, m, "box.process", "box.unit", "box.party", "band"), e.text)


def _rename_lane(e: Edit, tx: Transaction) -> None:
    m = e.map(tx, e.a)
    shapes.rename(tx, m, e.node(tx, m, "lane"), e.text)


def _move_box(e: Edit, tx: Transaction) -> None:
    m = e.map(tx, e.a)
    shapes.move(tx, m, [e.node(tx, m, "box.process", "band", "box.unit")], e.b * 7 - 60, e.c * 9 - 60)


def _delete_box(e: Edit, tx: Transaction) -> None:
    m = e.map(tx, e.a)
    shapes.delete(tx, m, [e.node(tx, m, "box.process", "lane", "band", "box.party")])


def _unlink(e: Edit, tx: Transaction) -> None:
    m = e.map(tx, e.a)
    shapes.change(tx, m, e.node(tx, m, "lane"), unit=("", "gone", e.unit(tx, e.c))[e.c % 3])


def _import(e: Edit, tx: Transaction) -> None:
    """Maps of another file: one with a code in its name that may be taken, lanes that may have no unit here."""
    incoming = Document([])
    numbers = count(1)
    incoming.new_id = lambda: f"{tx.document.new_id()}-in{next(numbers)}"
    with incoming.transaction(EDIT) as other:
        for name in (f"P{1 + e.a % 4}.{1 + e.b % 3} {e.text}", e.text, f"P{1 + e.c % 3} Surat"):
            map_id = maps.create_map(other, name, kind="free").id
            pool = lanes.add_pool(other, map_id, Rect(0, 0, 800, 120), "Kantor").id
            for actor in (e.text, NAMES[e.a % len(NAMES)], "Seksi Lain"):
                lanes.add_lane(other, map_id, pool, name=actor)
    placing = importing.propose(tx.document, incoming)
    found = import_units.actors(tx.document, incoming)
    importing.take(tx, incoming, importing.proposed(placing, found, unify=e.c % 2 == 0))


def _rows(e: Edit, tx: Transaction) -> None:
    """What a book in Word or a pasted sheet tells: codes with gaps, twice the same, of levels without a name."""
    number = (1 + e.a % 4, 1 + e.b % 3, 1 + e.c % 3)
    coded = [number[: 1 + n] for n in range(3) if (e.a >> n) % 2 or n == 2]
    if e.b % 2:
        said = [word_made.Coded(one, "P" + ".".join(map(str, one)), e.text, "Utama") for one in coded]
        word_made.plant(tx, said)
    else:
        rows = [tree_rows.TreeRow("P" + ".".join(map(str, one)), e.text, NAMES[e.c % 3], "") for one in coded]
        tree_rows.plant(tx, rows)


def _hide(e: Edit, tx: Transaction) -> None:
    m = e.map(tx, e.a)
    shown = [n.process or n.unit for n in tx.document.nodes(m) if n.process or n.unit]
    if e.c % 4 == 0:
        derived.show_hidden(tx, m)
    else:
        derived.hide(tx, m, [e.pick(shown, e.b)])


def _repeated(e: Edit, tx: Transaction) -> None:
    repeat = 1 + e.b % 4
    each = tuple(f"{e.text} {n}" for n in range(repeat)) if e.c % 2 and repeat > 1 else ()
    tree.change_unit(tx, e.unit(tx, e.a), repeat=repeat, instances=each)


def _rich(e: Edit, tx: Transaction) -> None:
    process = e.process(tx, e.a)
    children = len(numbering.children(tx.document, process))
    words = ("nol", "satu", "dua", "tiga")[min(children, 3)]
    said = f"Terdiri dari {children} ({words}) sub proses." if 0 < children < 4 else e.text
    table = Block(
        kind="table", id=tx.document.new_id(), text=said, cells=((Cell(said), Cell(e.text)),), heads=0
    )
    figure = Block(kind="figure", id=tx.document.new_id(), text=e.text, map=e.map(tx, e.b))
    wording.write(tx, f"process:{process}:intro", (table, figure, Block(text=f'<ref table="{table.id}"/>')))


def _sipoc(e: Edit, tx: Transaction) -> None:
    said = (e.text, NAMES[e.b % len(NAMES)]) if e.c % 3 else None
    sipoc.say(tx, e.process(tx, e.a), suppliers=said, customers=said, inputs=said)


VERBS: dict[str, Callable[[Edit, Transaction], object]] = {
    "create process": lambda e, tx: tree.create_process(
        tx, e.text, e.process(tx, e.a) if e.b % 2 and tx.document.of_type(Process) else "",
        group=tx.document.settings.groups[e.b % len(tx.document.settings.groups)], order=e.c % 4,
    ),
    "rename process": lambda e, tx: tree.rename_process(tx, e.process(tx, e.a), e.text),
    "move process": lambda e, tx: tree.move_process(
        tx, e.process(tx, e.a), e.process(tx, e.b) if e.c % 2 else "", e.c % 5
    ),
    "delete process": lambda e, tx: tree.delete_process(tx, e.process(tx, e.a)),
    "pin raw": lambda e, tx: tree.change_process(tx, e.process(tx, e.a), pinned=e.b % 5),
    "pin": lambda e, tx: codes.pin(tx, e.process(tx, e.a), e.b % 7),
    "determine": lambda e, tx: tree.change_process(tx, e.process(tx, e.a), status="ditetapkan"),
    "undetermine": lambda e, tx: tree.change_process(tx, e.process(tx, e.a), status="draf"),
    "revision": lambda e, tx: revisions.determine(tx, "2026-01") if e.a % 2 else revisions.open_new(tx, "need"),
    "scheme": lambda e, tx: codes.set_scheme(tx, **numbering.scheme(list(numbering.SCHEMES)[e.a % 4])),
    "groups": lambda e, tx: tree.set_groups(tx, ("Satu", "Utama", "Dua")[: 1 + e.a % 3]),
    "parties": lambda e, tx: tree.change_process(tx, e.process(tx, e.a), parties=(e.unit(tx, e.b), e.unit(tx, e.c))),
    "related": lambda e, tx: tree.change_process(tx, e.process(tx, e.a), related=(e.process(tx, e.b),)),
    "create unit": lambda e, tx: tree.create_unit(tx, e.text, ("unit", "position", "party")[e.a % 3]),
    "rename unit": lambda e, tx: units.rename(tx, e.unit(tx, e.a), e.text),
    "merge units": lambda e, tx: units.merge(tx, e.unit(tx, e.a), e.unit(tx, e.b)),
    "delete unit": lambda e, tx: units.remove(tx, e.unit(tx, e.a)),
    "short": lambda e, tx: tree.change_unit(tx, e.unit(tx, e.a), short=e.text),
    "map": _kind,
    "rename map": lambda e, tx: maps.rename_map(tx, e.map(tx, e.a), e.text),
    "link map": lambda e, tx: maps.change_map(tx, e.map(tx, e.a), process=e.process(tx, e.b)),
    "copy map": lambda e, tx: maps.duplicate_map(tx, e.map(tx, e.a), e.text),
    "delete map": lambda e, tx: maps.delete_map(tx, e.map(tx, e.a)),
    "lane": _lane,
    "rename lane": _rename_lane,
    "unlink lane": _unlink,
    "rename box": _rename_box,
    "move box": _move_box,
    "delete box": _delete_box,
    "text": _text,
    "import": _import,
    "rows": _rows,
    "last year": lambda e, tx: starting.from_last_year(tx, "need"),
    "office of another kind": lambda e, tx: starting.begin(
        tx, starting.proposal(("kelurahan", "bagian")[e.a % 2]), "Kelurahan Contoh"
    ),
    "hide": _hide,
    "repeated": _repeated,
    "units from a list": lambda e, tx: unit_rows.enter(
        tx, unit_rows.from_text(f"{e.text}\n  {NAMES[e.a % len(NAMES)]}\n{NAMES[e.b % len(NAMES)]}")
    ),
    "units from lanes": lambda e, tx: unit_rows.enter_lanes(tx),
    "move unit": lambda e, tx: unit_order.move(tx, e.unit(tx, e.a), e.unit(tx, e.b) if e.c % 2 else "", None),
    "remove unit": lambda e, tx: units.remove(tx, e.unit(tx, e.a)),
    "rich text": _rich,
    "draft": lambda e, tx: drafts.draft(tx, e.map(tx, e.a), Translator("id"), ("numbered", "prose")[e.b % 2]),
    "sipoc": _sipoc,
    "rename group": lambda e, tx: tree.rename_group(
        tx, tx.document.settings.groups[e.a % len(tx.document.settings.groups)], f"Kelompok {e.text}"
    ),
    "nip": lambda e, tx: tree.set_office(tx, head=Person(title="Camat", nip=NIPS[e.a % len(NIPS)])),
    "officials": lambda e, tx: office.set_officials(tx, [Person(title="Sekretaris", nip=NIPS[e.a % len(NIPS)])]),
}  # fmt: skip
