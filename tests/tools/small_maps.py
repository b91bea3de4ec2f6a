"""Small documents for tests, with ids that count up: the same call makes the same document."""

from __future__ import annotations

from itertools import count
from typing import NamedTuple

from probis_editor.commands import flows, lanes, maps, shapes
from probis_editor.geometry import Point, Rect
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Node

EDIT = label("cmd.test")


def counting() -> Document:
    """An empty document whose new ids are "new-1", "new-2" ..."""
    document = Document()
    numbers = count(1)
    document.new_id = lambda: f"new-{next(numbers)}"
    return document


class Small(NamedTuple):
    """A pool with three lanes and the flow start -> write -> ok? -> (send -> end | write), and what hangs on it.

    `timer` sits on `write`, `note` is tied to `send` by `tie`, `sub` is an embedded sub-process with `inner_a` ->
    `inner_b` on its own canvas, `other` a second pool below with `reply`, `message` runs from `send` to it.
    """

    document: Document
    map: str
    pool: str
    lanes: tuple[str, str, str]
    start: str
    write: str
    ok: str
    send: str
    end: str
    sub: str
    inner_a: str
    inner_b: str
    timer: str
    note: str
    other: str
    reply: str
    a: str
    b: str
    yes: str
    no: str
    last: str
    inner: str
    tie: str
    message: str

    def node(self, element_id: str) -> Node:
        return self.document.node(self.map, element_id)

    def flow(self, element_id: str) -> Flow:
        return self.document.flow(self.map, element_id)

    @property
    def steps(self) -> tuple[str, ...]:
        return (self.start, self.write, self.ok, self.send, self.end, self.sub)


def small() -> Small:
    """Lanes of 120 from y = 0 in a pool 1000 wide; the second pool stands 60 below."""
    document = counting()
    with document.transaction(EDIT) as tx:
        m = maps.create_map(tx, "P1 Surat").id
        pool = lanes.add_pool(tx, m, Rect(0, 0, 1000, 120), "Kecamatan").id
        names = ("Camat", "Sekretaris", "Staf")
        rows = [lanes.add_lane(tx, m, pool, name=name).id for name in names]

        def put(kind: str, x: float, y: float, name: str = "") -> str:
            return shapes.create(tx, m, kind, Point(x, y), name=name).id

        start = put("event.start", 120, 60)
        write = put("task", 250, 60, "Menulis surat")
        ok = put("gateway.exclusive", 400, 180, "Sesuai?")
        send = put("task", 550, 180, "Mengirim surat")
        end = put("event.end", 900, 180)
        sub = put("subprocess", 550, 300, "Arsip")
        inner_a = shapes.create(tx, m, "task", Point(100, 60), name="A", parent=sub, plane=sub).id
        inner_b = shapes.create(tx, m, "task", Point(300, 60), name="B", parent=sub, plane=sub).id
        host = document.node(m, write).drawn
        border = Point(host.center.x, host.bottom)
        timer = shapes.create(tx, m, "event.catch", border, attached=write, trigger="timer").id
        note = put("annotation", 750, 60, "Lewat pos")
        other = lanes.add_pool(tx, m, Rect(0, 420, 1000, 150), "Penerima").id
        reply = put("task", 550, 500, "Menjawab")
        a = flows.connect(tx, m, start, write).id
        b = flows.connect(tx, m, write, ok).id
        yes = flows.connect(tx, m, ok, send, name="Ya").id
        no = flows.connect(tx, m, ok, write, name="Tidak").id
        last = flows.connect(tx, m, send, end).id
        inner = flows.connect(tx, m, inner_a, inner_b).id
        tie = flows.connect(tx, m, note, send).id
        message = flows.connect(tx, m, send, reply).id
        r0, r1, r2 = rows
    return Small(
        document, m, pool, (r0, r1, r2), start, write, ok, send, end, sub, inner_a, inner_b, timer, note,
        other, reply, a, b, yes, no, last, inner, tie, message,
    )  # fmt: skip
