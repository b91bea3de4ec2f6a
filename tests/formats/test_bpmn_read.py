"""What a BPMN file means as records: each construct in a file of its own."""

from __future__ import annotations

import msgspec
import pytest
from formats.bpmn_small import PROCESS, diagram, document, edge, label, shape, small_bpmn

from probis_editor.formats import bpmn
from probis_editor.formats.base import FormatError, ReadResult, read_bytes
from probis_editor.geometry import Point, Rect
from probis_editor.kinds.draw_activities import global_task
from probis_editor.model import queries
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Node

BIZAGI = "http://www.bizagi.com/definitions/_2025"


def read(data: bytes) -> ReadResult:
    return bpmn.read(data, "Berkas.bpmn")


def by_bpmn_id(document: Document) -> dict[str, Node | Flow]:
    found: dict[str, Node | Flow] = {}
    for record in document.records():
        if isinstance(record, Node | Flow):
            found[dict(record.foreign)["bpmn:id"]] = record
    return found


def nodes(data: bytes) -> dict[str, Node]:
    return {k: r for k, r in by_bpmn_id(read(data).document).items() if isinstance(r, Node)}


def flows(data: bytes) -> dict[str, Flow]:
    return {k: r for k, r in by_bpmn_id(read(data).document).items() if isinstance(r, Flow)}


@pytest.fixture(scope="module")
def small() -> Document:
    return read(small_bpmn()).document


def test_content_is_sniffed() -> None:
    result = read_bytes(small_bpmn(), "x.txt")
    assert result.format == "bpmn"


def test_map(small: Document) -> None:
    (record,) = small.maps()
    assert (record.name, record.kind, record.theme) == ("Peta kecil", "cross_functional", "house")
    assert dict(record.foreign)["bpmn:id"] == "Diagram_1"


def test_equal_files_give_equal_ids(small: Document) -> None:
    assert read(small_bpmn()).document.equals(small)


def test_kinds(small: Document) -> None:
    kinds = {k: r.kind for k, r in by_bpmn_id(small).items()}
    assert kinds["Pool"] == kinds["Box"] == "pool"
    assert kinds["Outer"] == kinds["Nested"] == "lane"
    assert kinds["Task"] == "task.user"
    assert (kinds["Start"], kinds["Late"], kinds["End"]) == ("event.start", "event.boundary", "event.end")
    assert (kinds["Gate"], kinds["Wait"]) == ("gateway.exclusive", "gateway.event_parallel")
    assert (kinds["Sub"], kinds["Call"]) == ("subprocess", "call")
    assert (kinds["Paper"], kinds["Drawer"]) == ("data.object", "data.store")
    assert (kinds["Note"], kinds["Group"]) == ("annotation", "group")
    assert (kinds["F1"], kinds["Mail"], kinds["Reads"]) == ("sequence", "message", "association")


def test_parents_and_planes(small: Document) -> None:
    found = by_bpmn_id(small)
    assert found["Task"].parent == found["Pool"].id
    assert found["Outer"].parent == found["Pool"].id
    assert found["Nested"].parent == found["Outer"].id
    assert found["InnerTask"].parent == found["InnerTask"].plane == found["Sub"].id
    assert found["InnerFlow"].plane == found["Sub"].id
    assert found["Group"].parent == ""


def test_fields(small: Document) -> None:
    found = by_bpmn_id(small)
    task, late, paper = found["Task"], found["Late"], found["Paper"]
    assert isinstance(task, Node)
    assert isinstance(late, Node)
    assert isinstance(paper, Node)
    assert (task.loop, task.documentation) == ("sequential", "Catatan")
    assert (task.style.fill, task.style.border) == ("#FFCDD2", "#831311")
    assert (late.trigger, late.interrupting, late.attached) == ("timer", False, task.id)
    assert (paper.state, paper.multiple) == ("asli", True)
    assert found["Drawer"].name == "Arsip"
    assert found["Group"].name == "Kelompok"
    assert found["Note"].name == "Dua\nbaris"
    assert found["Call"].style.fill == "#ADD8E6"
    box, start, gate = found["Box"], found["Start"], found["Gate"]
    assert isinstance(box, Node)
    assert isinstance(start, Node)
    assert isinstance(gate, Node)
    assert box.multiple
    assert gate.marker
    assert start.label == Rect(190, 225, 60, 14)


def test_flow_fields(small: Document) -> None:
    found = by_bpmn_id(small)
    default, conditional, reads = found["F3"], found["F4"], found["Reads"]
    assert isinstance(default, Flow)
    assert isinstance(conditional, Flow)
    assert isinstance(reads, Flow)
    assert (default.condition, conditional.condition) == ("default", "conditional")
    assert default.points == (Point(400, 200), Point(475, 200))
    assert (reads.source, reads.target, reads.direction) == (found["Paper"].id, found["Task"].id, "one")
    assert (found["Mail"].kind, found["Mail"].parent) == ("message", "")


def test_call_opens_its_map(small: Document) -> None:
    call = by_bpmn_id(small)["Call"]
    assert isinstance(call, Node)
    opened = queries.map_for_call(small, call)
    assert opened is not None
    assert opened.id == call.map


def test_a_call_opens_a_process_without_a_pool() -> None:
    body = (
        '<bpmn:process id="P"><bpmn:callActivity id="Go" calledElement="Q"/></bpmn:process>'
        '<bpmn:process id="Q" name="Dipanggil"><bpmn:task id="T"/></bpmn:process>'
        + diagram("P", shape("Go", 0, 0, 90, 60), "satu")
        + diagram("Q", shape("T", 0, 0, 90, 60), "dua", 2)
    )
    read = bpmn.read(document(body), "a.bpmn").document
    call = by_bpmn_id(read)["Go"]
    assert isinstance(call, Node)
    opened = queries.map_for_call(read, call)
    assert opened is not None
    assert opened.id == by_bpmn_id(read)["T"].map != call.map


def test_guid_in_an_id_is_kept() -> None:
    guid = "93c466ab-b271-4376-a427-f4c353d55ce8"
    for raw in ("Id_" + guid, "_" + guid, "sid-" + guid.upper()):
        body = f'<bpmn:process id="P"><bpmn:task id="{raw}"/></bpmn:process>'
        assert nodes(document(body + diagram("P", shape(raw, 0, 0, 9, 9))))[raw].id == guid


def test_inline_and_collapsed_subprocesses() -> None:
    body = (
        '<bpmn:process id="P"><bpmn:subProcess id="Open"><bpmn:task id="A"/></bpmn:subProcess>'
        '<bpmn:subProcess id="Shut"><bpmn:task id="B"/></bpmn:subProcess></bpmn:process>'
    )
    shapes = shape("Open", 0, 0, 300, 200, 'isExpanded="true"') + shape("A", 50, 50, 100, 80)
    shapes += shape("Shut", 400, 0, 100, 80, 'isExpanded="false"') + shape("B", 420, 20, 50, 40)
    found = nodes(document(body + diagram("P", shapes)))
    assert (found["Open"].expanded, found["Open"].inline, found["A"].plane) == (True, True, "")
    assert (found["Shut"].expanded, found["B"].plane) == (False, found["Shut"].id)


def test_several_diagrams_are_several_maps() -> None:
    body = '<bpmn:process id="P"><bpmn:task id="A"/><bpmn:task id="B"/></bpmn:process>'
    both = diagram("P", shape("A", 0, 0, 9, 9), "Satu") + diagram("P", shape("B", 0, 0, 9, 9), "Dua", 2)
    result = read(document(body + both)).document
    assert [m.name for m in result.maps()] == ["Satu", "Dua"]
    assert [[n.foreign[0][1] for n in result.nodes(m.id)] for m in result.maps()] == [["A"], ["B"]]


def test_vertical_pools_keep_their_direction() -> None:
    body = '<bpmn:collaboration id="C"><bpmn:participant id="P"/></bpmn:collaboration>'
    found = nodes(document(body + diagram("C", shape("P", 0, 0, 200, 600, 'isHorizontal="false"'))))
    assert found["P"].style.direction == "down"


def test_pool_without_a_shape_is_hidden() -> None:
    body = (
        '<bpmn:collaboration id="C"><bpmn:participant id="P" processRef="R"/></bpmn:collaboration>'
        '<bpmn:process id="R"><bpmn:task id="A"/></bpmn:process>'
    )
    found = nodes(document(body + diagram("C", shape("A", 0, 0, 9, 9))))
    assert found["P"].hidden
    assert found["A"].parent == found["P"].id


MAIN = (
    "<bpmn:extensionElements><bizagi:BizagiExtensions><bizagi:BizagiProperties>{}"
    "</bizagi:BizagiProperties></bizagi:BizagiExtensions></bpmn:extensionElements>"
)


def test_bizagi_dialect() -> None:
    mark = MAIN.format('<bizagi:BizagiProperty name="isMainParticipant"/>')
    colours = MAIN.format(
        '<bizagi:BizagiProperty name="bgColor" value="#ECEFFF"/>'
        '<bizagi:BizagiProperty name="borderColor" value="Tomato"/>'
    )
    body = (
        f'<bpmn:process id="R0"/><bpmn:process id="R"><bpmn:laneSet id="L"><bpmn:lane id="L1"/><bpmn:lane id="L2"/>'
        f'</bpmn:laneSet><bpmn:task id="A">{colours}</bpmn:task>'
        '<bpmn:subProcess id="S"><bpmn:task id="B"/></bpmn:subProcess>'
        '<bpmn:sequenceFlow id="F" sourceRef="A"/></bpmn:process>'
        f'<bpmn:collaboration id="C"><bpmn:participant id="Main" processRef="R0">{mark}</bpmn:participant>'
        '<bpmn:participant id="P" processRef="R"/></bpmn:collaboration>'
    )
    shapes = (
        shape("Main", 30, 30, 700, 350)
        + shape("P", 300, 100, 650, 400)
        + shape("L1", 50, 100, 600, 150)
        + shape("L2", 50, 250, 600, 250)
        + shape("A", 400, 120, 90, 60, "", label(0, 0, 90, 60))
        + shape("S", 600, 120, 90, 60)
        + shape("B", 20, 20, 90, 60)
        + edge("F", (490, 150), (560, 150))
    )
    result = read(document(body + diagram("C", shapes), BIZAGI))
    found = by_bpmn_id(result.document)
    main, first, second, a, s, b = (found[k] for k in ("Main", "L1", "L2", "A", "S", "B"))
    assert all(isinstance(n, Node) for n in (main, first, second, a, s, b))
    assert result.document.maps()[0].theme == "bizagi"
    assert isinstance(main, Node)
    assert main.hidden
    assert isinstance(first, Node)
    assert first.bounds == Rect(350, 100, 600, 150)
    assert isinstance(second, Node)
    assert second.bounds == Rect(350, 250, 600, 250)
    assert a.style.fill == ""
    assert a.style.border == "#FF6347"
    assert b.plane == s.id
    flow = found["F"]
    assert isinstance(flow, Flow)
    assert (flow.source, flow.target) == (a.id, "")
    keys = {n.key for n in result.notices}
    assert {"import.bpmn.lane_moved", "import.bpmn.loose"} <= keys


def test_open_subprocess_of_bizagi_takes_its_size_from_its_flows() -> None:
    body = (
        '<bpmn:process id="R"><bpmn:subProcess id="S"><bpmn:task id="B"/></bpmn:subProcess><bpmn:task id="A"/>'
        '<bpmn:boundaryEvent id="E" attachedToRef="S"/><bpmn:sequenceFlow id="F" sourceRef="S" targetRef="A"/>'
        "</bpmn:process>"
    )
    shapes = shape("S", 100, 100, 90, 60) + shape("B", 500, 20, 90, 60) + shape("A", 600, 120, 90, 60)
    shapes += shape("E", 350, 289, 22, 22) + edge("F", (400, 190), (600, 150))
    result = read(document(body + diagram("R", shapes), BIZAGI))
    sub = by_bpmn_id(result.document)["S"]
    assert isinstance(sub, Node)
    assert (sub.bounds, sub.expanded_size) == (Rect(100, 100, 90, 60), (300.0, 200.0))
    again = bpmn.write(result.document)
    assert b'x="100" y="100" width="90" height="60"' in again
    assert by_bpmn_id(read(again).document)["S"].drawn == sub.drawn  # type: ignore[union-attr]


def test_file_without_diagrams_is_laid_out() -> None:
    result = read(document(PROCESS))
    (record,) = result.document.maps()
    boxes = [n for n in result.document.nodes(record.id) if n.kind.startswith(("task", "event", "gateway"))]
    outer = [n for n in boxes if not n.plane and not n.attached]
    assert len(outer) == 5
    assert not any(a.bounds.overlaps(b.bounds) for a in outer for b in outer if a is not b)
    assert all(f.points for f in result.document.flows(record.id) if f.kind == "sequence")
    assert [n.key for n in result.notices if n.level == "guessed"] == ["import.bpmn.laid_out"]


def test_missing_edges_and_shapes_are_told() -> None:
    body = (
        '<bpmn:process id="P"><bpmn:task id="A"/><bpmn:task id="B"/>'
        '<bpmn:sequenceFlow id="F" sourceRef="A" targetRef="B"/></bpmn:process>'
    )
    shapes = shape("A", 0, 0, 9, 9) + shape("B", 50, 0, 9, 9) + shape("Gone", 9, 9, 9, 9)
    result = read(document(body + diagram("P", shapes)))
    assert isinstance(by_bpmn_id(result.document)["F"], Flow)
    assert {n.key for n in result.notices} >= {"import.bpmn.no_edge", "import.bpmn.no_element"}


def test_choreography_is_carried() -> None:
    body = (
        '<bpmn:choreography id="Ch"><bpmn:participant id="P1"/><bpmn:participant id="P2"/><bpmn:startEvent id="S"/>'
        '<bpmn:choreographyTask id="T" initiatingParticipantRef="P1"><bpmn:participantRef>P1</bpmn:participantRef>'
        "<bpmn:participantRef>P2</bpmn:participantRef></bpmn:choreographyTask>"
        '<bpmn:sequenceFlow id="F" sourceRef="S" targetRef="T"/></bpmn:choreography>'
    )
    bands = shape("P1", 0, 0, 9, 9, 'participantBandKind="top_initiating" choreographyActivityShape="T_di"')
    shapes = shape("S", -60, 20, 36, 36) + shape("T", 0, 0, 100, 80) + bands + edge("F", (-24, 40), (0, 40))
    result = read(document(body + diagram("Ch", shapes)))
    assert [n.key for n in result.notices if n.level == "left_out"] == ["import.bpmn.choreography"]
    (record,) = result.document.maps()
    assert not result.document.nodes(record.id)
    assert not result.document.flows(record.id)
    written = bpmn.write(result.document)
    assert b"choreographyTask" in written
    assert b"<bpmn:process" not in written
    assert written.count(b'<bpmn:startEvent id="S"') == 1
    for name in (b"S", b"T", b"F", b"Ch", b"P1"):
        assert b'bpmnElement="' + name + b'"' in written


def test_a_conversation_is_carried_and_told() -> None:
    body = (
        '<bpmn:collaboration id="C"><bpmn:participant id="P1" name="Warga"/><bpmn:participant id="P2" name="Kantor"/>'
        '<bpmn:conversation id="Talk" name="Tanya jawab"><bpmn:participantRef>P1</bpmn:participantRef>'
        "<bpmn:participantRef>P2</bpmn:participantRef></bpmn:conversation>"
        '<bpmn:conversationLink id="L" sourceRef="P1" targetRef="Talk"/></bpmn:collaboration>'
    )
    shapes = shape("P1", 0, 0, 100, 80) + shape("P2", 400, 0, 100, 80) + shape("Talk", 230, 20, 50, 43)
    result = read(document(body + diagram("C", shapes + edge("L", (100, 40), (230, 40)))))
    told = {n.key: dict(n.args)["ref"] for n in result.notices if n.level == "left_out"}
    assert told == {"import.bpmn.conversation": "Tanya jawab", "import.bpmn.conversation_link": "L"}
    written = bpmn.write(result.document)
    for text in (b'<bpmn:conversation id="Talk"', b'bpmnElement="Talk"', b'bpmnElement="L"'):
        assert text in written


def test_the_call_of_a_global_task_is_drawn_as_that_task() -> None:
    body = (
        '<bpmn:globalUserTask id="G" name="Umum"/><bpmn:process id="P"><bpmn:callActivity id="A" calledElement="G"/>'
        '<bpmn:callActivity id="B" calledElement="Q"/></bpmn:process><bpmn:process id="Q"/>'
    )
    result = read(document(body + diagram("P", shape("A", 0, 0, 100, 80) + shape("B", 200, 0, 100, 80))))
    found = by_bpmn_id(result.document)
    first, second = found["A"], found["B"]
    assert isinstance(first, Node)
    assert isinstance(second, Node)
    assert (global_task(first), global_task(second)) == ("globalUserTask", "")
    assert global_task(msgspec.structs.replace(first, called=second.called)) == ""
    assert b'calledElement="G"' in bpmn.write(result.document)


def test_what_lies_in_a_subprocess_without_a_shape_is_written_once() -> None:
    body = (
        '<bpmn:process id="P"><bpmn:subProcess id="Sub"><bpmn:task id="A"/><bpmn:task id="B"/><bpmn:task id="C"/>'
        '<bpmn:sequenceFlow id="F" sourceRef="A" targetRef="B"/></bpmn:subProcess></bpmn:process>'
    )
    shapes = shape("A", 0, 0, 100, 80) + shape("B", 200, 0, 100, 80) + edge("F", (100, 40), (200, 40))
    first = read(document(body + diagram("P", shapes))).document
    assert {"A", "B", "F"} == by_bpmn_id(first).keys()
    written = bpmn.write(first)
    for name in ("A", "B", "C", "F", "Sub"):
        assert written.count(f' id="{name}"'.encode()) + written.count(f"id=&quot;{name}&quot;".encode()) == 1
    again = read(written).document
    assert {"A", "B", "F"} == by_bpmn_id(again).keys()


def test_expanded_call_shows_the_called_process() -> None:
    body = (
        '<bpmn:process id="P"><bpmn:callActivity id="Call" calledElement="Q"/></bpmn:process>'
        '<bpmn:process id="Q" name="Dipanggil"><bpmn:task id="A"/></bpmn:process>'
    )
    shapes = shape("Call", 0, 0, 300, 200, 'isExpanded="true"') + shape("A", 50, 50, 100, 80)
    result = read(document(body + diagram("P", shapes)))
    found = by_bpmn_id(result.document)
    assert found["A"].parent == found["Call"].id
    written = bpmn.write(result.document)
    assert b'calledElement="Q"' in written
    assert b'<bpmn:process id="Q" name="Dipanggil">' in written


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<definitions/>",
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/DI"/>',
        b'<!DOCTYPE d [<!ENTITY x "y">]><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>',
        small_bpmn()[:-30],
        small_bpmn() + b"more",
    ],
)
def test_what_is_no_bpmn_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError):
        read(data)


def test_empty_definitions_make_an_empty_map() -> None:
    result = read(document(""))
    assert [m.name for m in result.document.maps()] == ["Berkas"]
    assert [n.key for n in result.notices] == ["import.bpmn.nothing"]


def test_undrawn_content_is_kept() -> None:
    body = (
        '<bpmn:signal id="Sig" name="s"/><bpmn:process id="P"><bpmn:property id="Prop"/><bpmn:task id="A"/>'
        '<bpmn:subProcess id="S"><bpmn:task id="Undrawn"/></bpmn:subProcess></bpmn:process>'
        '<bpmn:process id="Other"><bpmn:task id="Elsewhere"/></bpmn:process>'
    )
    shapes = shape("A", 0, 0, 9, 9) + shape("S", 50, 0, 9, 9, 'isExpanded="false"')
    written = bpmn.write(read(document(body + diagram("P", shapes))).document)
    for kept in (b'"Sig"', b'"Prop"', b'"Undrawn"', b'"Other"', b'"Elsewhere"'):
        assert written.count(b"id=" + kept) == 1
