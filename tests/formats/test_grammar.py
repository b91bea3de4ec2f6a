"""What we write is held against a grammar learnt from real Bizagi files.

What a new document needs beyond the grammar stands in `beyond_grammar.txt`, with where it comes from.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bizagi_grammar
import msgspec
import pytest

from probis_editor.formats import base, bizagi
from probis_editor.formats.xpdl_build import Stamp
from probis_editor.geometry import Point, Rect
from probis_editor.kinds import KINDS
from probis_editor.kinds.triggers import triggers_for
from probis_editor.model.changes import Record, label
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Map, Node, Style

STAMP = Stamp(dt.datetime(2026, 3, 1, 8, 0, 0, 123456, tzinfo=dt.timezone(dt.timedelta(hours=7))))
MAP = "11111111-2222-4333-8444-555555555555"


@pytest.fixture(scope="module")
def grammar() -> dict[str, Any]:
    path = Path(__file__).parent.parent / "fixtures/bizagi-bpm-grammar.json"
    found: dict[str, Any] = json.loads(path.read_text())
    return found


def beyond() -> list[str]:
    """The exceptions: every line before its "#" is a finding."""
    text = Path(__file__).with_name("beyond_grammar.txt").read_text(encoding="utf-8")
    return [line.split("#")[0].strip() for line in text.splitlines() if line.split("#")[0].strip()]


def findings(grammar: dict[str, Any], data: bytes, folder: Path) -> set[str]:
    path = folder / "out.bpm"
    path.write_bytes(data)
    return set(bizagi_grammar.check(grammar, str(path)))


def guid(number: int) -> str:
    return f"aaaaaaaa-bbbb-4ccc-8ddd-{number:012d}"


def everything() -> Iterator[Record]:
    """Every kind, every trigger at every event, every loop, in a pool, on the surface and in a sub-process."""
    yield Map(id=MAP, name="Semua & <semua>", kind="cross_functional", documentation="tentang peta")
    main, pool, sub = guid(1), guid(2), guid(3)
    yield Node(
        map=MAP,
        id=main,
        kind="pool",
        bounds=Rect(30, 30, 0, 0),
        name="Proses utama",
        hidden=True,
        workflow=guid(4),
    )
    yield Node(
        map=MAP,
        id=pool,
        kind="pool",
        bounds=Rect(30, 30, 2000, 900),
        name="Bidang",
        workflow=guid(5),
        multiple=True,
    )
    yield Node(map=MAP, id=sub, kind="subprocess", bounds=Rect(99, 99, 90, 60), name="Sub", parent=pool)
    common: dict[str, Any] = {"map": MAP, "name": "Nama\nbaris", "documentation": "teks"}
    number = 10
    for row in KINDS:
        for parent, plane in ((pool, ""), (main, ""), (sub, sub)):
            if row.id == "pool" or (row.id in ("lane", "phase") and parent != pool):
                continue
            if plane and row.id.startswith("data."):
                continue
            number += 1
            bounds = Rect(100.25 + number, 60, row.size.w, row.size.h)
            yield Node(
                id=guid(number), kind=row.id, bounds=bounds, parent=parent, plane=plane, z=number, **common
            )
    events = [row.id for row in KINDS if row.id.startswith("event.")]
    for event in events:
        for trigger in triggers_for(event):
            number += 1
            attached = sub if event == "event.boundary" else ""
            yield Node(
                id=guid(number),
                kind=event,
                bounds=Rect(300, 300, 30, 30),
                parent=pool,
                trigger=trigger,
                attached=attached,
                label=Rect(280, 335, 90, 30),
                **common,
            )
    for loop in ("standard", "parallel", "sequential"):
        number += 1
        yield Node(id=guid(number), kind="task", bounds=Rect(9, 9, 90, 60), parent=pool, loop=loop, **common)
    for kind in ("sequence", "message", "association"):
        for source, target in ((11, 12), (11, 0), (0, 12)):
            for plane in ("", sub):
                number += 1
                if kind == "message" and plane:
                    continue
                yield Flow(
                    id=guid(number),
                    kind=kind,
                    source=guid(source) if source else "",
                    target=guid(target) if target else "",
                    points=(Point(1.5, 2), Point(3, 4)),
                    parent=plane or pool,
                    plane=plane,
                    condition="conditional" if target == 0 else "default" if source == 0 else "",
                    **common,
                )


def test_a_new_document_of_everything(grammar: dict[str, Any], tmp_path: Path) -> None:
    """No finding but the exceptions, and no exception that is not needed."""
    found = findings(grammar, bizagi.write(Document(odd()), [MAP], stamp=STAMP), tmp_path)
    assert sorted(found) == sorted(beyond())


def odd() -> Iterator[Record]:
    """Everything, and what only some documents have: each of these is an exception."""
    yield from everything()
    for number, trigger in enumerate(triggers_for("event.start", in_event_subprocess=True), 950):
        yield Node(
            map=MAP,
            id=guid(number),
            kind="event.start",
            bounds=Rect(9, 9, 30, 30),
            parent=guid(3),
            plane=guid(3),
            trigger=trigger,
        )
    yield Node(
        map=MAP,
        id=guid(901),
        kind="event.boundary",
        bounds=Rect(9, 9, 30, 30),
        parent=guid(2),
        attached=guid(3),
        interrupting=False,
    )
    yield Node(
        map=MAP,
        id=guid(902),
        kind="event.start",
        bounds=Rect(9, 9, 30, 30),
        parent=guid(3),
        plane=guid(3),
        interrupting=False,
    )
    yield Node(
        map=MAP, id=guid(903), kind="task", bounds=Rect(9, 9, 90, 60), parent=guid(2), compensation=True
    )
    yield Node(
        map=MAP,
        id=guid(908),
        kind="call",
        bounds=Rect(9, 9, 90, 60),
        parent=guid(2),
        called="Process_1",
        style=Style(direction="up"),
    )
    yield Node(
        map=MAP, id=guid(904), kind="data.object", bounds=Rect(9, 9, 40, 50), parent=guid(2), state="draf"
    )
    yield Node(
        map=MAP, id=guid(906), kind="data.object", bounds=Rect(9, 9, 40, 50), parent=guid(3), plane=guid(3)
    )
    yield Node(
        map=MAP, id=guid(907), kind="data.store", bounds=Rect(9, 9, 40, 50), parent=guid(3), plane=guid(3)
    )
    yield Flow(
        map=MAP,
        id=guid(905),
        kind="association",
        source=guid(11),
        target=guid(12),
        direction="one",
        points=(Point(1, 2), Point(3, 4)),
    )


@pytest.mark.corpus("bpm/*.bpm")
def test_an_edited_real_file_stays_what_it_was(
    corpus_file: Path, grammar: dict[str, Any], tmp_path: Path
) -> None:
    """Everything moved and renamed, a task and a flow added to each map: no finding that the source lacks."""
    document = base.open_any(corpus_file).document
    source = findings(grammar, corpus_file.read_bytes(), tmp_path)
    for place, record in enumerate(document.maps()):
        with document.transaction(label("cmd.test")) as tx:
            nodes = document.nodes(record.id)
            for node in nodes:
                tx.put(msgspec.structs.replace(node, name=node.name + " x", bounds=node.bounds.moved(7, 3)))
            parent = next((node.id for node in nodes if node.kind == "pool"), "")
            new, joined = (
                guid(1000 + place),
                next((node.id for node in nodes if node.kind.startswith("task")), ""),
            )
            tx.put(
                Node(map=record.id, id=new, kind="task", bounds=Rect(1, 1, 90, 60), parent=parent, z=700_000)
            )
            points = (Point(5, 5), Point(5, 50))
            tx.put(
                Flow(
                    map=record.id,
                    id=guid(2000 + place),
                    kind="sequence",
                    source=joined,
                    target=new,
                    points=points,
                )
            )
    for rewrite in (False, True):
        data = bizagi.write(document, [m.id for m in document.maps()], rewrite=rewrite, stamp=STAMP)
        assert sorted(findings(grammar, data, tmp_path) - source) == []
