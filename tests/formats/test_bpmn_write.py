"""What the program writes as BPMN: valid, complete, and read back as it was."""

from __future__ import annotations

import msgspec
import pytest
from formats.bpmn_raw import BPMNDI, PROBIS, M
from formats.bpmn_small import small_bpmn
from lxml import etree

from probis_editor.formats import bpmn
from probis_editor.formats.base import FORMATS, to_bytes
from probis_editor.formats.bpmn_valid import schema
from probis_editor.geometry import Point, Rect
from probis_editor.kinds import KINDS
from probis_editor.model.changes import Record, label
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Map, Node, Style

MAP = "10000000-0000-4000-8000-000000000001"


def guid(number: int) -> str:
    return f"20000000-0000-4000-8000-{number:012d}"


def node(number: int, kind: str, x: float = 0, y: float = 0, **fields: object) -> Node:
    return Node(map=MAP, id=guid(number), kind=kind, bounds=Rect(x, y, 100, 60), z=number, **fields)  # type: ignore[arg-type]


def flow(number: int, source: int, target: int, kind: str = "sequence", **fields: object) -> Flow:
    ends = (guid(source) if source else "", guid(target) if target else "")
    return Flow(map=MAP, id=guid(number), kind=kind, source=ends[0], target=ends[1], z=number, **fields)  # type: ignore[arg-type]


def made(*records: Record) -> Document:
    return Document([Map(id=MAP, name="Peta", theme="house"), *records])


def tree(document: Document) -> etree._Element:
    data = bpmn.write(document)
    root = etree.fromstring(data)
    assert schema().validate(root), schema().error_log
    assert bpmn.write(document) == data
    return root


def again(document: Document) -> Document:
    return bpmn.read(bpmn.write(document), "x.bpmn").document


def the(root: etree._Element, tag: str) -> etree._Element:
    found = root.findall(".//" + M + tag)
    assert len(found) == 1
    return found[0]


def plain(record: Node | Flow) -> Node | Flow:
    return msgspec.structs.replace(record, foreign=(), z=0)


def test_registered_as_a_format() -> None:
    row = next(f for f in FORMATS if f.suffix == ".bpmn")
    document = made(node(1, "task"))
    assert to_bytes(document, row) == bpmn.write(document)
    assert to_bytes(document, row, map_id=MAP) == bpmn.write(document, [MAP])


def test_unknown_map_is_an_error() -> None:
    with pytest.raises(KeyError):
        bpmn.write(made(), ["nowhere"])


@pytest.mark.parametrize("kind", [row.id for row in KINDS])
def test_every_kind_comes_back(kind: str) -> None:
    document = made(node(1, kind, 40, 40, name="Nama"))
    tree(document)
    back = again(document).node(MAP, guid(1))
    assert (back.kind, back.name, back.bounds) == (kind, "Nama", Rect(40, 40, 100, 60))


@pytest.mark.parametrize(
    "trigger", ["message", "timer", "conditional", "error", "link", "terminate", "multiple"]
)
def test_every_trigger_comes_back(trigger: str) -> None:
    document = made(node(1, "event.end", trigger=trigger))
    tree(document)
    assert again(document).node(MAP, guid(1)).trigger == trigger


def test_fields_come_back() -> None:
    host = node(
        1, "task.receive", loop="sequential", compensation=True, instantiate=True, documentation="a & b"
    )
    late = node(2, "event.boundary", 80, 50, attached=host.id, interrupting=False, trigger="timer")
    paper = node(3, "data.object", state="asli", multiple=True, label=Rect(1, 2, 30, 10))
    gate = node(
        4, "gateway.exclusive", marker=True, style=Style(fill="#ABCDEF", border="#123456", text="#FF0000")
    )
    pool = node(5, "pool", multiple=True, style=Style(direction="down"))
    document = made(host, late, paper, gate, pool)
    tree(document)
    back = again(document)
    for record in (host, late, paper, gate, pool):
        found = plain(back.node(MAP, record.id))
        assert isinstance(found, Node)
        found = msgspec.structs.replace(found, workflow="", parent="")
        assert found == msgspec.structs.replace(record, z=0)


def test_flows_come_back() -> None:
    steps = [node(i, "task", 200 * i) for i in (1, 2, 3)]
    default = flow(11, 1, 2, condition="default", points=(Point(300, 30), Point(400, 30.5)), name="ya")
    conditional = flow(12, 2, 3, condition="conditional", points=(Point(500, 30), Point(600, 30)))
    tie = flow(13, 1, 3, "association", direction="both", points=(Point(1, 2), Point(3, 4)))
    document = made(*steps, default, conditional, tie)
    root = tree(document)
    assert the(root, "association").get("associationDirection") == "Both"
    back = again(document)
    for record in (default, conditional, tie):
        assert plain(back.flow(MAP, record.id)) == msgspec.structs.replace(record, z=0)


def test_loose_flow_stands_in_an_extension_and_comes_back() -> None:
    start = node(1, "task", 0, 0)
    loose = flow(11, 1, 0, points=(Point(100, 30), Point(900, 30)), name="ke mana", label=Rect(1, 2, 3, 4))
    mail = flow(12, 0, 1, "message", points=(Point(50, -500), Point(50, 0)))
    document = made(start, loose, mail)
    root = tree(document)
    assert root.findall(".//" + M + "sequenceFlow") == []
    assert len(root.findall(".//" + PROBIS + "sequenceFlow")) == 1
    back = again(document)
    assert plain(back.flow(MAP, loose.id)) == msgspec.structs.replace(loose, z=0)
    assert plain(back.flow(MAP, mail.id)) == msgspec.structs.replace(mail, z=0)


def test_guessed_end_is_written_and_marked_but_not_stored() -> None:
    steps = [node(1, "task", 0), node(2, "task", 300)]
    open_flow = flow(11, 1, 0, points=(Point(100, 30), Point(300, 30)))
    document = made(*steps, open_flow)
    written = the(tree(document), "sequenceFlow")
    assert written.get("targetRef") == "Id_" + guid(2)
    assert again(document).flow(MAP, guid(11)).target == ""


def test_flow_without_points_gets_a_route_but_keeps_none() -> None:
    document = made(node(1, "task", 0), node(2, "task", 300, 200), flow(11, 1, 2))
    edge = tree(document).find(".//" + BPMNDI + "BPMNEdge")
    assert edge is not None
    assert len(edge.findall("{*}waypoint")) >= 2
    assert again(document).flow(MAP, guid(11)).points == ()


def test_hidden_main_pool() -> None:
    empty = made(node(1, "pool", hidden=True), node(2, "pool", name="Kantor"))
    assert len(tree(empty).findall(".//" + M + "participant")) == 1
    filled = made(node(1, "pool", hidden=True), node(2, "pool"), node(3, "task", parent=guid(1)))
    root = tree(filled)
    assert len(root.findall(".//" + M + "participant")) == 2
    assert len(root.findall(".//" + BPMNDI + "BPMNShape")) == 2
    assert b"isMainParticipant" in bpmn.write(filled)
    back = again(filled)
    assert back.node(MAP, guid(1)).hidden
    assert back.node(MAP, guid(3)).parent == guid(1)


def test_surface_beside_pools_stays_without_a_pool() -> None:
    document = made(node(1, "pool"), node(2, "task", 500, 500))
    tree(document)
    back = again(document)
    assert back.node(MAP, guid(2)).parent == ""
    assert len(back.nodes(MAP)) == 2


def test_lanes_hold_what_lies_in_them() -> None:
    pool = msgspec.structs.replace(node(1, "pool"), bounds=Rect(0, 0, 600, 200))
    outer = msgspec.structs.replace(node(2, "lane", parent=pool.id), bounds=Rect(50, 0, 550, 200))
    inner = msgspec.structs.replace(node(3, "lane", parent=outer.id), bounds=Rect(80, 0, 520, 200))
    document = made(pool, outer, inner, node(4, "task", 200, 50, parent=pool.id))
    root = tree(document)
    assert the(root, "flowNodeRef").getparent() is root.findall(".//" + M + "lane")[1]
    assert again(document).node(MAP, inner.id).parent == outer.id


def test_subprocess_with_its_own_canvas_gets_its_own_diagram() -> None:
    sub = node(1, "subprocess", 50, 50, expanded=True, expanded_size=(270.0, 180.0))
    inside = node(2, "task", 10, 10, parent=sub.id, plane=sub.id)
    document = made(sub, inside)
    root = tree(document)
    planes = [p.get("bpmnElement") for p in root.iter(BPMNDI + "BPMNPlane")]
    assert planes == [f"Process_{MAP}", f"Id_{sub.id}"]
    back = again(document)
    assert len(back.maps()) == 1
    assert plain(back.node(MAP, sub.id)) == msgspec.structs.replace(sub, z=0)
    assert plain(back.node(MAP, inside.id)) == msgspec.structs.replace(inside, z=0)


def test_ids_used_in_two_maps_get_a_suffix_and_keep_the_original() -> None:
    other = "10000000-0000-4000-8000-000000000002"
    twin = msgspec.structs.replace(node(1, "task", name="dua"), map=other)
    document = Document([Map(id=MAP, name="Satu"), node(1, "task"), Map(id=other, name="Dua", order=1), twin])
    root = tree(document)
    assert [e.get("id") for e in root.iter(M + "task")] == [f"Id_{guid(1)}", f"Id_{guid(1)}_2"]
    back = again(document)
    assert [m.id for m in back.maps()] == [MAP, other]
    assert back.node(other, guid(1)).name == "dua"
    only = etree.fromstring(bpmn.write(document, [other]))
    assert [e.get("name") for e in only.iter(M + "task")] == ["dua"]


def test_call_names_the_process_of_another_map() -> None:
    other = "10000000-0000-4000-8000-000000000002"
    workflow = guid(77)
    pool = msgspec.structs.replace(node(5, "pool", workflow=workflow), map=other)
    document = Document([Map(id=MAP), node(1, "call", called=workflow), Map(id=other, order=1), pool])
    root = tree(document)
    assert the(root, "callActivity").get("calledElement") == f"Id_{workflow}"
    assert again(document).node(MAP, guid(1)).called == workflow


def test_theme_kind_and_size_of_a_map_come_back() -> None:
    record = Map(id=MAP, name="Peta", kind="relation", theme="bizagi", size="compact", documentation="isi")
    (back,) = again(Document([record])).maps()
    assert msgspec.structs.replace(back, foreign=()) == record


def test_what_was_not_understood_comes_back() -> None:
    data = bpmn.write(bpmn.read(small_bpmn(), "x").document)
    for text in (
        b'camunda:assignee="budi"',
        b"<camunda:string>a &amp; b</camunda:string>",
        b'textFormat="text/plain"',
        b'camunda:versionTag="3"',
        b"P3D",
        b'<bpmn:message id="Msg" name="Surat"/>',
        b'messageRef="Msg"',
        b'minimum="2" maximum="4"',
        b"<bpmn:targetRef>In</bpmn:targetRef>",
        b"${ok}",
    ):
        assert text in data


def test_an_edit_reaches_the_file() -> None:
    document = bpmn.read(small_bpmn(), "x").document
    (record,) = document.maps()
    found = {dict(r.foreign)["bpmn:id"]: r for r in document.nodes(record.id)}
    with document.transaction(label("")) as tx:
        tx.put(msgspec.structs.replace(found["Task"], name="Teliti", loop="", kind="task.manual"))
        tx.put(msgspec.structs.replace(found["Late"], trigger="error"))
        tx.put(msgspec.structs.replace(found["Group"], name="Lain"))
        tx.put(msgspec.structs.replace(found["Paper"], state="salinan"))
        tx.drop(found["End"].key)
    root = tree(document)
    manual = the(root, "manualTask")
    assert (manual.get("id"), manual.get("name")) == ("Task", "Teliti")
    assert manual.find(M + "multiInstanceLoopCharacteristics") is None
    assert the(root, "boundaryEvent").find(M + "errorEventDefinition") is not None
    assert the(root, "categoryValue").get("value") == "Lain"
    assert the(root, "dataState").get("name") == "salinan"
    assert [e.get("sourceRef") for e in root.iter(PROBIS + "sequenceFlow")] == ["Gate"]


def test_colours_are_written_both_ways() -> None:
    shape = tree(made(node(1, "task", style=Style(fill="#ABCDEF", border="#000001")))).find(
        f".//{BPMNDI}BPMNShape"
    )
    assert shape is not None
    values = {name.rpartition("}")[2]: value for name, value in shape.attrib.items()}
    assert (values["fill"], values["background-color"]) == ("#ABCDEF", "#ABCDEF")
    assert (values["stroke"], values["border-color"]) == ("#000001", "#000001")


def test_text_that_xml_cannot_hold_is_cleaned() -> None:
    root = tree(made(node(1, "task", name="a\x00b\x0bc"), node(2, "annotation", name="\ud800 x")))
    assert the(root, "task").get("name") == "abc"


def test_what_the_schema_forbids_steps_aside() -> None:
    data = small_bpmn().replace(b'<bpmn:sequenceFlow id="F1"', b'<bpmn:sequenceFlow id="F1" isDefault="true"')
    document = bpmn.read(data, "x").document
    root = tree(document)
    (moved,) = [e for e in root.iter(M + "sequenceFlow") if e.get(PROBIS + "isDefault")]
    assert moved.get("id") == "F1"
    assert bpmn.write(again(document)) == bpmn.write(document)
