"""The peculiarities of real files, numbers 14 to 23; see `test_quirks`."""

from __future__ import annotations

import io
import zipfile

import msgspec
import pytest
from formats.bpmn_small import diagram as bpmn_diagram
from formats.bpmn_small import document as bpmn_document
from formats.bpmn_small import edge, shape
from formats.quirks import (
    BIZAGI,
    NEW,
    STAMP,
    comes_back,
    maps_of,
    one,
    swapped,
)
from formats.small import (
    CALL,
    DATA_COLORS,
    GROUP,
    LINK,
    LOOSE,
    MAP,
    POOL,
    STORE_REF,
    TASK,
    XSI,
    activity,
    small_diagram,
    small_xpdl,
    zipped,
)
from formats.small import shape as graphics

from probis_editor.formats import base, bizagi, bpmn, native
from probis_editor.formats.base import FormatError
from probis_editor.geometry import Rect
from probis_editor.model.changes import label
from probis_editor.model.repairs import effective_ends
from probis_editor.render import compose


def test_14_loose_associations_and_those_between_activities() -> None:
    for old, new, ends in (
        (f'Source="{STORE_REF}" ', "", ("", TASK)),
        (f' Target="{TASK}"', "", (STORE_REF, "")),
        (f'Source="{STORE_REF}"', f'Source="{NEW}"', ("", TASK)),
        (f'Source="{STORE_REF}"', f'Source="{CALL}"', (CALL, TASK)),
        (f'Source="{STORE_REF}"', f'Source="{LOOSE}"', (LOOSE, TASK)),
    ):
        _, _, flows, told = one(swapped((old, new)))
        assert (flows[LINK].source, flows[LINK].target) == ends
        assert ("import.lost_end" in told) == (NEW in new)


def test_15_a_group_that_repeats_its_id_inside() -> None:
    document, nodes, _, told = one(small_diagram())
    assert [n.name for n in nodes.values() if n.kind == "group"] == ["Kelompok"]
    assert "import.double_id" not in told
    with document.transaction(label("cmd.test")) as tx:
        tx.put(msgspec.structs.replace(nodes[GROUP], name="Lain"))
    written = bizagi.write(document, [MAP], stamp=STAMP)
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        diag = zipfile.ZipFile(io.BytesIO(archive.read(f"{MAP}.diag")))
    assert diag.read("Diagram.xml").count(b'Name="Lain"') == 2


def test_16_attachments_with_paths_of_another_computer() -> None:
    values = (
        f'<?xml version="1.0"?>\r\n<DiagramAttributeValues {XSI}><ElementAttributeValues ElementId="{TASK}"><Values>'
        f'<ExtendedAttributeValue xsi:type="AttachmentAttributeValue" Id="{NEW}"><Content>C:\\Users\\x\\Temp\\BPM2\\'
        f"Files\\{TASK}\\skéma 1.jpg</Content><DisplayName>skéma 1.jpg</DisplayName></ExtendedAttributeValue></Values>"
        "</ElementAttributeValues></DiagramAttributeValues>"
    )
    attached = f"Files/{TASK}/skéma 1.jpg"
    diag = zipped(
        {
            "Diagram.xml": small_diagram(),
            "ExtendedAttributeValues.xml": values.encode(),
            attached: b"\xff\xd8\xff",
        }
    )
    data = zipped({f"{MAP}.diag": diag, "ModelInfo.xml": b'<BizAgiModelInfo ModifiedDate="x" />'})
    result = comes_back(data)
    assert {"import.carried_attributes", "import.carried_attachments"} <= {n.key for n in result.notices}


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (
            '<Event><IntermediateEvent Trigger="ParallelMultiple"><TriggerIntermediateMultiple /></IntermediateEvent>'
            "</Event>",
            {"kind": "event.catch", "trigger": "multiple", "parallel_multiple": True},
        ),
        (
            '<Route GatewayType="Parallel" Instantiate="true" ParallelEventBased="true" />',
            {"kind": "gateway.event_parallel"},
        ),
        ('<Route GatewayType="Complex" />', {"kind": "gateway.complex"}),
        ('<Event><EndEvent Result="Cancel" /></Event>', {"kind": "event.end", "trigger": "cancel"}),
        (
            '<Event><IntermediateEvent Trigger="Link"><TriggerResultLink CatchThrow="THROW" /></IntermediateEvent>'
            "</Event>",
            {"kind": "event.throw", "trigger": "link"},
        ),
        (
            '<Implementation><Task /></Implementation><Loop LoopType="MultiInstance" />',
            {"kind": "task", "loop": "parallel"},
        ),
    ],
)
def test_17_rare_things(body: str, fields: dict[str, object]) -> None:
    made = activity(NEW, "x", body, graphics(10, 900, 40, 40, DATA_COLORS), looped=False)
    _, nodes, _, _ = one(swapped(("<Activities><Activity", f"<Activities>{made}<Activity")))
    assert {name: getattr(nodes[NEW], name) for name in fields} == fields


def test_17_a_pool_of_many() -> None:
    many = f'<Pool Id="{POOL}" MultiInstance="true" MaximumMultiInstance="5"'
    _, nodes, _, _ = one(swapped((f'<Pool Id="{POOL}"', many)))
    assert nodes[POOL].multiple


def test_18_many_pools_at_negative_places_without_lines() -> None:
    count = 81
    pools = "".join(f'<bpmn:participant id="P{n}" name="{n}" processRef="R{n}"/>' for n in range(count))
    body = "".join(f'<bpmn:process id="R{n}"><bpmn:task id="T{n}"/></bpmn:process>' for n in range(count))
    drawn = "".join(
        shape(f"P{n}", -600, n * 250 - 300, 500, 250) + shape(f"T{n}", -400, n * 250 - 200, 90, 60)
        for n in range(count)
    )
    data = bpmn_document(
        body + f'<bpmn:collaboration id="C">{pools}</bpmn:collaboration>' + bpmn_diagram("C", drawn), BIZAGI
    )
    document = base.read_bytes(data, "a.bpmn").document
    (map_id,) = maps_of(document)
    pool = {n.name: n for n in document.nodes(map_id) if n.kind == "pool" and not n.hidden}
    assert len(pool) == count
    assert pool["0"].bounds == Rect(-600, -300, 500, 250)
    compose.map_picture(document, map_id)
    shifted = base.read_bytes(bizagi.write(document, [map_id], stamp=STAMP), "a.bpm").document
    places = [n.bounds for n in shifted.nodes(map_id)]
    assert min(r.x for r in places) >= 0
    assert min(r.y for r in places) >= 0
    again = base.read_bytes(native.write(document, [map_id], stamp=STAMP), "a.probis").document
    assert again.nodes(map_id) == document.nodes(map_id)


def test_19_bizagis_bpmn_lanes_ends_texts_and_double_ids() -> None:
    long = "&lt;p&gt;" + "naskah &amp;nbsp; " * 8_000 + "&lt;/p&gt;"
    body = (
        '<bpmn:process id="R"><bpmn:laneSet id="L"><bpmn:lane id="L1" name="satu"/></bpmn:laneSet>'
        f'<bpmn:task id="A" name="A"><bpmn:documentation>{long}</bpmn:documentation></bpmn:task>'
        '<bpmn:intermediateCatchEvent id="B"><bpmn:timerEventDefinition id="T"/></bpmn:intermediateCatchEvent>'
        '<bpmn:intermediateCatchEvent id="D"><bpmn:timerEventDefinition id="T"/></bpmn:intermediateCatchEvent>'
        '<bpmn:sequenceFlow id="F" name="f"/></bpmn:process>'
        '<bpmn:collaboration id="C"><bpmn:participant id="P" processRef="R"/></bpmn:collaboration>'
    )
    drawn = (
        shape("P", 358, 100, 650, 400)
        + shape("L1", 50, 100, 600, 400)
        + shape("A", 450, 120, 90, 60)
        + shape("B", 600, 135, 30, 30)
        + shape("D", 700, 135, 30, 30)
        + edge("F", (540, 150), (600, 150))
    )
    document = base.read_bytes(bpmn_document(body + bpmn_diagram("C", drawn), BIZAGI), "a.bpmn").document
    (map_id,) = maps_of(document)
    named = {n.name: n for n in document.nodes(map_id)}
    assert named["satu"].bounds == Rect(408, 100, 600, 400)
    assert len(named["A"].documentation) > 100_000
    assert [n.trigger for n in document.nodes(map_id) if n.kind == "event.catch"] == ["timer", "timer"]
    (flow,) = document.flows(map_id)
    assert (flow.source, flow.target) == ("", "")
    task, event_at = named["A"], next(n for n in document.nodes(map_id) if n.bounds.x == 600)
    assert effective_ends(document, map_id)[flow.id] == (task.id, event_at.id)


def test_20_bizagis_bpmn_saved_again_by_another_program() -> None:
    mark = (
        '<ns0:extensionElements><ns1:BizagiExtensions><ns1:BizagiProperties><ns1:BizagiProperty name="bgColor" '
        'value="#FF0000"/></ns1:BizagiProperties></ns1:BizagiExtensions></ns0:extensionElements>'
    )
    data = (
        '<?xml version="1.0" encoding="UTF-8"?><ns0:definitions '
        'xmlns:ns0="http://www.omg.org/spec/BPMN/20100524/MODEL" '
        'xmlns:ns1="http://www.bizagi.com/bpmn20" xmlns:a="http://www.omg.org/spec/BPMN/20100524/DI" '
        'xmlns:b="http://www.omg.org/spec/DD/20100524/DC" targetNamespace="http://bpmn.io/schema/bpmn">'
        f'<ns0:process id="R"><ns0:task id="A" name="A">{mark}</ns0:task></ns0:process><a:BPMNDiagram id="D">'
        '<a:BPMNPlane id="E" bpmnElement="R"><a:BPMNShape id="S" bpmnElement="A"><b:Bounds x="9" y="8" width="90" '
        'height="60"/></a:BPMNShape></a:BPMNPlane></a:BPMNDiagram></ns0:definitions>'
    ).encode()
    document = base.read_bytes(data, "a.bpmn").document
    (map_id,) = maps_of(document)
    (node,) = [n for n in document.nodes(map_id) if n.name == "A"]
    assert (node.bounds, node.style.fill) == (Rect(9, 8, 90, 60), "#FF0000")
    assert b"BizagiProperty" in bpmn.write(document)


@pytest.mark.parametrize(
    "broken",
    [
        bpmn_document("") + bpmn_document(""),
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><x:task id="A"/></definitions>',
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><!-- a -- b --></definitions>',
    ],
)
def test_21_broken_xml_is_refused_with_its_line(broken: bytes) -> None:
    with pytest.raises(FormatError) as error:
        base.read_bytes(broken, "a.bpmn")
    assert error.value.label.key == "import.broken_xml"
    assert dict(error.value.label.args)["line"]


def test_22_older_xpdl_other_spellings_and_data_as_artifacts() -> None:
    old = swapped(
        ("http://www.wfmc.org/2009/XPDL2.2", "http://www.wfmc.org/2008/XPDL2.1"),
        ("<XPDLVersion>2.2", "<XPDLVersion>2.1"),
        ("Bizagi Process Modeler.", "BizAgi Process Modeler."),
        ('XCoordinate="180" YCoordinate="45"', 'XCoordinate="180.0" YCoordinate="45.0"'),
        (
            "</Artifacts>",
            f'<Artifact Id="{NEW}" ArtifactType="DataObject" Name="Berkas"><DataObject Id="{NEW}" Name="Berkas" />'
            f"{graphics(10, 10, 40, 50, DATA_COLORS)}</Artifact></Artifacts>",
        ),
        ("<Activities><Activity", '<Activities><Activity xmlns:ns2="http://example.org/x" ns2:y="1"'),
        data=small_xpdl(),
    )
    document = base.read_bytes(old, "a.xpdl").document
    assert document.node(MAP, TASK).bounds == Rect(180, 45, 90, 60)
    assert (document.node(MAP, NEW).kind, document.node(MAP, NEW).name) == ("data.object", "Berkas")
    assert base.to_bytes(document, base.FORMATS[2]) == old
    again = base.read_bytes(base.to_bytes(document, base.FORMATS[2], rewrite=True), "a.xpdl").document
    assert again.nodes(MAP) == document.nodes(MAP)
    assert again.flows(MAP) == document.flows(MAP)


def test_23_large_ones() -> None:
    results = "\ufeff<ScenarioResults><Result>" + "&lt;x&gt;" * 20_000 + "</Result></ScenarioResults>"
    wide = swapped(('Height="300" Width="800"', 'Height="300" Width="7957"'), ('Width="750"', 'Width="7907"'))
    ids = [f"{n:08x}-4868-477b-aa26-cf79192e190f" for n in range(13)]
    diagrams = [wide.replace(MAP.encode(), map_id.encode()) for map_id in ids]
    entries = {
        f"{i}.diag": zipped({"Diagram.xml": d, "BPSimDataResult.xml": results.encode()})
        for i, d in zip(ids, diagrams, strict=True)
    }
    data = zipped(entries | {"ModelInfo.xml": b'<BizAgiModelInfo ModifiedDate="x" />'})
    document = comes_back(data).document
    assert len(document.maps()) == 13
    assert document.node(ids[0], POOL).bounds.w == 7957
