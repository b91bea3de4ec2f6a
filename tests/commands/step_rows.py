"""Tables of steps for tests: those of the real books, and random ones."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from probis_editor.commands import shapes
from probis_editor.commands.maps import create_map
from probis_editor.commands.steps.apply import apply, arrange
from probis_editor.commands.steps.edits import enterable
from probis_editor.geometry import Point, Rect
from probis_editor.layout.steps import Next, Row, branch_order
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.history import History

_ANSWERS = {"ya": "Ya", "tidak": "Tidak"}


def counted(document: Document) -> Document:
    """The document with ids that count, so that runs are alike."""
    numbers = itertools.count(1)
    document.new_id = lambda: f"id{next(numbers):05d}"
    return document


def narrated(shared: Path) -> list[tuple[str, tuple[Row, ...]]]:
    """(code and title, rows) of every map of the books that has steps."""
    books: dict[str, Any] = json.loads((shared / "domain" / "booklets.json").read_text(encoding="utf-8"))
    return [
        (f"{book} {one['code']} {one['title']}", tuple(_row(step) for step in one["steps"]))
        for book, content in books.items()
        if not book.startswith("_")
        for one in content["maps"]
        if one["steps"]
    ]


def _row(step: dict[str, Any]) -> Row:
    kind = "call" if step["type"] == "subprocess" else step["type"]
    nexts = tuple(Next(n["to"], _ANSWERS.get(n["label"] or "", n["label"] or "")) for n in step["next"])
    return Row(id=step["id"], kind=kind, text=step["text"], actor=step["lane"], next=nexts)


def on_new_map(rows: tuple[Row, ...], name: str = "Peta") -> tuple[Document, str, History]:
    """A document with one map that the rows were put on; the history has that one step."""
    document = counted(Document())
    with document.transaction(label("test")) as tx:
        one = create_map(tx, name)
    history = History(document)
    with document.transaction(label("test")) as tx:
        apply(tx, one.id, rows)
    return document, one.id, history


def story(*texts: str, actor: str = "") -> tuple[Row, ...]:
    """Plain steps one after the other."""
    ids = [f"s{n}" for n in range(1, len(texts) + 1)]
    return tuple(
        Row(id=own, text=text, actor=actor, next=(Next(to),) if to else ())
        for own, text, to in zip(ids, texts, [*ids[1:], ""], strict=True)
    )


def service() -> tuple[Row, ...]:
    """A small service over two lanes with a decision that leads back."""
    return (
        Row(id="a", kind="start", text="Mulai", actor="Pemohon", next=(Next("b"),)),
        Row(id="b", text="Menyerahkan berkas", actor="Pemohon", next=(Next("c"),), inputs="Berkas"),
        Row(id="c", text="Memeriksa berkas", actor="Petugas", next=(Next("d"),), duration="5 menit"),
        Row(
            id="d",
            kind="decision",
            text="Lengkap?",
            actor="Petugas",
            next=(Next("e", "Ya"), Next("b", "Tidak")),
        ),
        Row(id="e", text="Mencetak surat", actor="Petugas", next=(Next("f"),), outputs="Surat"),
        Row(id="f", kind="end", text="Selesai", actor="Pemohon"),
    )


def arranged_service() -> tuple[Document, str, History]:
    document, map_id, history = on_new_map(service())
    with document.transaction(label("test")) as tx:
        arrange(tx, map_id, effort=0)
    return document, map_id, history


def places(document: Document, map_id: str) -> dict[str, Rect]:
    return {n.id: n.drawn for n in document.nodes(map_id)}


def with_boundary() -> tuple[Document, str, History]:
    document, map_id, history = arranged_service()
    host = document.node(map_id, "c").drawn
    with document.transaction(label("test")) as tx:
        shapes.create(
            tx,
            map_id,
            "event.boundary",
            Point(host.x + 20, host.bottom),
            attached="c",
            name="3 hari",
            trigger="timer",
        )
    return document, map_id, history


_WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp")), max_size=24).map(
    lambda text: " ".join(text.split())
)
_NAMES = st.sampled_from(
    ["", "Ya", "Tidak", "ya", "Lengkap", "Tidak (revisi)", "3; a: 4", 'a "b"', "2", "a;b"]
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Row, ...]:
    """Any table that a map can show: no flow out of an end, into a start, or from what is no activity to itself."""
    count = draw(st.integers(1, 9))
    lanes = draw(st.lists(st.sampled_from(["Camat", "Kasi Pelayanan", "Sekretaris", "Pemohon"]), max_size=4))
    kinds = st.sampled_from(["task", "task", "decision", "parallel", "inclusive", "call", "start", "end"])
    bare = [
        Row(
            id=f"r{at}",
            kind=draw(kinds),
            text=draw(_WORDS),
            actor=draw(st.sampled_from(lanes)) if lanes else "",
            inputs=draw(_WORDS),
            outputs=draw(_WORDS),
            duration=draw(_WORDS),
            remarks=draw(_WORDS),
        )
        for at in range(count)
    ]
    result = []
    for row in bare:
        ends = [r.id for r in bare if enterable(r) and (r.id != row.id or row.kind in ("task", "call"))]
        ways = st.lists(st.tuples(st.sampled_from(ends), _NAMES), max_size=3, unique=True) if ends else None
        nexts = [Next(*way) for way in draw(ways)] if ways is not None and row.kind != "end" else []
        nexts.sort(key=lambda n: branch_order(n.name))
        result.append(
            Row(**{f: getattr(row, f) for f in Row.__struct_fields__ if f != "next"}, next=tuple(nexts))
        )
    return tuple(result)
