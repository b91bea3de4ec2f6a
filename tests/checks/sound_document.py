"""A document in which no check finds anything."""

from __future__ import annotations

from typing import NamedTuple

from small_maps import EDIT, counting

from probis_editor.commands import flows, lanes, maps, shapes, tree
from probis_editor.geometry import Point, Rect
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Flow, Node
from probis_editor.model.office import Block, Person


class Sound(NamedTuple):
    """A document in which no check finds anything: two maps with two lanes each, tree, units, texts, office."""

    document: Document
    map: str
    other: str
    pool: str
    camat: str
    staf: str
    start: str
    write: str
    ok: str
    end: str
    a: str
    b: str
    yes: str
    no: str
    head: str
    first: str
    second: str
    unit: str

    def node(self, element_id: str) -> Node:
        return self.document.node(self.map, element_id)

    def flow(self, element_id: str) -> Flow:
        return self.document.flow(self.map, element_id)


def sound() -> Sound:
    document = counting()
    with document.transaction(EDIT) as tx:
        tree.set_office(
            tx, name="Kecamatan Wonoasih", kind="kecamatan", region="Probolinggo", region_kind="kota",
            head=Person(title="Camat", name="Nama Camat", rank="Pembina", nip="19800101 200801 1 001"),
        )  # fmt: skip
        tree.set_book(tx, year="2026", place="Probolinggo", date="Juni 2026")
        unit = tree.create_unit(tx, "Camat").id
        tree.create_unit(tx, "Sub Bagian Tata Usaha", aliases=("TU",))
        head = tree.create_process(tx, "Persuratan", owner=unit).id
        first = tree.create_process(tx, "Penatausahaan Surat Masuk", head).id
        second = tree.create_process(tx, "Penatausahaan Surat Keluar", head).id
        texts = {
            f"process:{head}:intro": "Persuratan terdiri dari P1.1 dan P1.2.",
            f"process:{first}:intro": "Penatausahaan surat masuk dimulai dari sebagai berikut:",
            f"process:{second}:steps": "Penatausahaan surat keluar dimulai dari konsep.",
        }
        for slot, line in texts.items():
            tree.set_text(tx, slot, (Block(text=line),))
        drawn = _draw(tx, first)
        other = _draw(tx, second)["map"]
    return Sound(document, other=other, head=head, first=first, second=second, unit=unit, **drawn)


def _draw(tx: Transaction, process: str) -> dict[str, str]:
    m = maps.create_map(tx, "", process=process).id
    pool = lanes.add_pool(tx, m, Rect(0, 0, 900, 130), "Kecamatan").id
    camat = lanes.add_lane(tx, m, pool, name="Camat").id
    staf = lanes.add_lane(tx, m, pool, name="Sub Bagian Tata Usaha", height=130).id
    ids = {"map": m, "pool": pool, "camat": camat, "staf": staf}
    for name, kind, x, y, text in (
        ("start", "event.start", 120, 60, ""),
        ("write", "task", 260, 60, "Menulis surat"),
        ("ok", "gateway.exclusive", 420, 190, "Sesuai?"),
        ("end", "event.end", 700, 190, ""),
    ):
        ids[name] = shapes.create(tx, m, kind, Point(x, y), name=text).id
    for name, source, target, answer in (
        ("a", "start", "write", ""),
        ("b", "write", "ok", ""),
        ("yes", "ok", "end", "Ya"),
        ("no", "ok", "write", "Tidak"),
    ):
        ids[name] = flows.connect(tx, m, ids[source], ids[target], name=answer).id
    return ids
