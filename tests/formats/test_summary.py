"""What `info` tells, the records that a Bizagi file gives, and the notices that go with them."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from formats.small import (
    BARE,
    BOUNDARY,
    CALL,
    END,
    FLOW2,
    GATE,
    GROUP,
    INNER,
    LANE2,
    LOOSE,
    MAIN,
    MAP,
    MESSAGE,
    NOTE,
    PHASE,
    POOL,
    PROCESS,
    START,
    STORE,
    STORE_REF,
    SUB,
    TASK,
    small_bpm,
    small_diagram,
)

from probis_editor.formats import base, native
from probis_editor.formats.base import ReadResult
from probis_editor.formats.summary import summary
from probis_editor.geometry import Rect
from probis_editor.i18n import Translator
from probis_editor.model.changes import label
from probis_editor.model.elements import PLAIN, Map, Node, Style


def read(diagram: bytes) -> ReadResult:
    return base.read_bytes(small_bpm(diagram), "a.bpm")


def test_info() -> None:
    found = summary(read(small_diagram()), Translator("en"))
    assert found["format"] == "bizagi-bpm"
    (one,) = found["maps"]
    assert one == {
        "id": MAP,
        "code": "P1",
        "name": "P1 Surat masuk",
        "kind": "cross_functional",
        "pools": 1,
        "lanes": 2,
        "phases": 1,
        "tasks": 2,
        "subprocesses": 1,
        "calls": 1,
        "gateways": 1,
        "events": 3,
        "data": 2,
        "annotations": 1,
        "groups": 1,
        "sequence_flows": 4,
        "message_flows": 1,
        "associations": 1,
    }
    told = {(item["key"], item["element"]) for item in found["warnings"]}
    assert told == {("import.loose_end", LOOSE), ("import.loose_end", MESSAGE), ("import.no_points", BARE)}
    assert all(item["map"] == MAP and item["text"] for item in found["warnings"])


def test_records() -> None:
    document = read(small_diagram()).document
    node = {n.id: n for n in document.nodes(MAP)}
    assert document.map(MAP).documentation == "about the map"
    assert document.map(MAP).theme == "bizagi"
    assert (node[MAIN].hidden, node[POOL].hidden, node[POOL].workflow) == (True, False, PROCESS)
    assert node[POOL].documentation == "about the process"
    assert node[LANE2].bounds == Rect(80, 170, 750, 150)
    assert node[PHASE].parent == POOL
    assert (node[TASK].kind, node[TASK].name, node[TASK].parent) == ("task.user", "Catat\nsurat", POOL)
    assert node[TASK].style == PLAIN
    assert (node[START].trigger, node[START].label) == ("message", Rect(100, 95, 90, 30))
    assert node[GATE].marker
    assert (node[INNER].parent, node[INNER].plane) == (SUB, SUB)
    assert (node[SUB].expanded, node[SUB].expanded_size) == (False, (270, 180))
    assert (node[BOUNDARY].kind, node[BOUNDARY].attached, node[BOUNDARY].trigger) == (
        "event.boundary",
        SUB,
        "timer",
    )
    assert node[CALL].called == "0f8fad5b-d9cb-469f-a165-70867728950e"
    assert (node[END].kind, node[END].trigger) == ("event.end", "terminate")
    assert (node[STORE_REF].name, node[STORE_REF].ref) == ("Arsip", STORE)
    assert (node[NOTE].name, node[NOTE].parent) == ("Catatan", POOL)
    assert node[GROUP].z < node[TASK].z < node[BOUNDARY].z
    assert node[POOL].z < node[LANE2].z < node[PHASE].z < node[GROUP].z
    flow = {f.id: f for f in document.flows(MAP)}
    # After an exclusive gateway Bizagi marks every flow as conditional, which says nothing.
    assert (flow[FLOW2].condition, flow[FLOW2].label) == ("", Rect(365, 55, 90, 30))
    assert (flow[LOOSE].source, flow[LOOSE].target) == (TASK, "")
    assert flow[BARE].points == ()


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        (f'To="{TASK}"', 'To="aaaaaaaa-0000-4000-8000-000000000000"', "import.lost_end"),
        (
            f'Target="{SUB}" IsAttached',
            'Target="aaaaaaaa-0000-4000-8000-000000000000" IsAttached',
            "import.lost_host",
        ),
        (f'<Activity Id="{END}"', f'<Activity Id="{TASK}"', "import.double_id"),
        (
            '<Event><EndEvent Result="Terminate" /></Event>',
            "<Event><Odd /></Event>",
            "import.unknown_activity",
        ),
        ('ArtifactType="Annotation"', 'ArtifactType="Odd"', "import.unknown_artifact"),
        (f'<BlockActivity ActivitySetId="{SUB}" />', "<Route />", "import.lost_set"),
        ('YCoordinate="150"', 'YCoordinate="170"', "import.lanes_gap"),
    ],
)
def test_what_is_wrong_is_told_and_kept(old: str, new: str, key: str) -> None:
    diagram = small_diagram().decode().replace(old, new, 1).encode()
    result = read(diagram)
    assert key in {item.key for item in result.notices}
    ids = [m.id for m in result.document.maps()]
    assert base.to_bytes(result.document, base.FORMATS[1], rewrite=True) != b""
    again = base.read_bytes(base.to_bytes(result.document, base.FORMATS[1], rewrite=True), "a.bpm").document
    for map_id in ids:
        mine, theirs = again.index(map_id).all(), result.document.index(map_id).all()
        del mine["#carried"], theirs["#carried"]
        assert mine == theirs


def test_styles_are_what_departs_from_the_theme() -> None:
    diagram = small_diagram().decode()
    shape = diagram.index(f'<Activity Id="{TASK}"')
    head, tail = diagram[:shape], diagram[shape:]
    tail = tail.replace('FillColor="-1249281"', 'FillColor="-65536"', 1).replace(
        "<Bold>false", "<Bold>true", 1
    )
    tail = tail.replace("<Alignment>Center", "<Alignment>Near", 1).replace("<SizeFont>8", "<SizeFont>12", 1)
    document = read((head + tail).encode()).document
    assert document.node(MAP, TASK).style == Style(fill="#FF0000", bold=True, align="start", size=12.0)


def test_a_new_picture_is_written_and_read() -> None:
    document = read(small_diagram()).document
    picture = Node(
        map=MAP,
        id="99999999-aaaa-4bbb-8ccc-000000000003",
        kind="image",
        bounds=Rect(600, 200, 100, 80),
        parent=POOL,
        image=b"\x89PNG...",
        z=450_000,
    )
    with document.transaction(label("cmd.test")) as tx:
        tx.put(picture)
    for row in base.FORMATS[:2]:
        again = base.read_bytes(base.to_bytes(document, row), "a").document
        assert again.node(MAP, picture.id).image == picture.image
        assert again.node(MAP, picture.id).kind == "image"


def test_a_house_map_stays_lean() -> None:
    """A new map of ordinary elements needs nothing beyond its XPDL but what the map is in the document."""
    map_id, pool = "11111111-2222-4333-8444-555555555555", "aaaaaaaa-bbbb-4ccc-8ddd-000000000001"
    document = base.read_bytes(small_bpm(small_diagram()), "a.bpm").document
    record = Map(id=map_id, name="Baru", kind="cross_functional", order=1)
    workflow = "aaaaaaaa-bbbb-4ccc-8ddd-000000000002"
    with document.transaction(label("cmd.test")) as tx:
        tx.put(record)
        main, inside = (f"aaaaaaaa-bbbb-4ccc-8ddd-00000000000{n}" for n in (4, 5))
        tx.put(
            Node(
                map=map_id,
                id=main,
                kind="pool",
                bounds=Rect(30, 30, 0, 0),
                z=1,
                hidden=True,
                workflow=inside,
            )
        )
        tx.put(Node(map=map_id, id=pool, kind="pool", bounds=Rect(30, 30, 700, 300), z=2, workflow=workflow))
        tx.put(
            Node(
                map=map_id,
                id="aaaaaaaa-bbbb-4ccc-8ddd-000000000003",
                kind="task",
                bounds=Rect(100, 60, 120, 60),
                name="Satu",
                parent=pool,
                z=3,
            )
        )
    data = native.write(document, [m.id for m in document.maps()])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        stored = json.loads(archive.read(f"Probis/foreign/{map_id}.json"))
    assert set(stored["z"]) <= {pool, main, "aaaaaaaa-bbbb-4ccc-8ddd-000000000003"}
    assert (stored["put"], stored["drop"]) == ([], [])


def test_reading_imports_little(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from probis_editor.formats import base; "
        "base.read_bytes(Path(sys.argv[1]).read_bytes(), 'a'); "
        "print([n for n in ('PySide6', 'reportlab', 'networkx', 'openpyxl', 'pikepdf') if n in sys.modules])"
    )
    path = tmp_path / "a.bpm"
    path.write_bytes(small_bpm(small_diagram()))
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
