"""Small maps for the tests of composing."""

from __future__ import annotations

from typing import Any

from probis_editor.geometry import Point, Rect
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Map, Node
from probis_editor.model.office import Process, Settings


def node(node_id: str, kind: str, x: float, y: float, w: float, h: float, **fields: Any) -> Node:
    return Node(map="m", id=node_id, kind=kind, bounds=Rect(x, y, w, h), **fields)


def flow(flow_id: str, source: str, target: str, *points: tuple[float, float], **fields: Any) -> Flow:
    fields.setdefault("kind", "sequence")
    return Flow(
        map="m", id=flow_id, source=source, target=target, points=tuple(Point(*p) for p in points), **fields
    )


def document(*records: Node | Flow | Process, theme: str = "house", symbols: str = "bpmn") -> Document:
    return Document([Map(id="m", name="P1.1 Surat", theme=theme), Settings(symbols=symbols), *records])


def letter() -> Document:
    """A pool with two lanes, a decision with two branches, a document and a boundary event."""
    return document(
        node("p", "pool", 0, 0, 700, 300, name="Kecamatan"),
        node("l1", "lane", 50, 0, 650, 150, name="Camat", parent="p"),
        node("l2", "lane", 50, 150, 650, 150, name="Staf", parent="p"),
        node("s", "event.start", 100, 60, 32, 32, name="Surat masuk", parent="p", z=1),
        node("t", "task.user", 180, 46, 120, 60, name="Memeriksa surat", parent="p", z=2),
        node("g", "gateway.exclusive", 350, 54, 44, 44, name="Lengkap?", parent="p", z=3),
        node("u", "task", 450, 46, 120, 60, name="Menandatangani", parent="p", z=4),
        node("r", "task", 312, 196, 120, 60, name="Mengembalikan", parent="p", z=5),
        node("b", "event.boundary", 284, 90, 32, 32, trigger="timer", attached="t", parent="p", z=6),
        node("d", "data.object", 200, 180, 36, 46, name="Surat", state="draf", parent="p", z=7),
        flow("f1", "s", "t", (132, 76), (180, 76)),
        flow("f2", "t", "g", (300, 76), (350, 76)),
        flow("f3", "g", "u", (394, 76), (450, 76), name="Ya"),
        flow("f4", "g", "r", (372, 98), (372, 196), name="Tidak"),
        flow("f5", "d", "t", (218, 180), (218, 106), kind="association", direction="one"),
    )
