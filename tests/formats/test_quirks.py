"""The peculiarities of real Bizagi files, each in a small file built here: it is read, and comes back whole.

The numbers are those of the checklist that the real files led to; the corpus tests run over the real ones.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import msgspec
import pytest
from formats.bpmn_small import diagram as bpmn_diagram
from formats.bpmn_small import document as bpmn_document
from formats.bpmn_small import edge, shape
from formats.independent import differences
from formats.small import (
    BARE,
    CALL,
    DATA_COLORS,
    GATE,
    GROUP,
    INNER,
    INPUT,
    LINK,
    LINK_DATA,
    LOOSE,
    MAIN,
    MAIN_PROCESS,
    MAP,
    MESSAGE,
    NOTE,
    POOL,
    START,
    STORE_REF,
    SUB,
    TASK,
    TASK_COLORS,
    XSI,
    activity,
    process,
    small_bpm,
    small_diagram,
    small_xpdl,
    zipped,
)
from formats.small import shape as graphics

from probis_editor.formats import base, bizagi, bpmn, native
from probis_editor.formats.base import FormatError, ReadResult
from probis_editor.formats.xpdl_build import Stamp
from probis_editor.geometry import Point, Rect
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Node
from probis_editor.model.repairs import effective_ends
from probis_editor.render import compose

STAMP = Stamp(dt.datetime(2026, 3, 1, 8, 0, tzinfo=dt.UTC), "Sri")
OTHER = "529894cf-4868-477b-aa26-cf79192e190f"
THIRD = "629894cf-4868-477b-aa26-cf79192e190f"
NEW = "7a0894cf-4868-477b-aa26-cf79192e190f"
BIZAGI = "http://www.bizagi.com/definitions/_2025112607337"
DATES = ("ModificationDate", "Modifications", "ModifiedDate")


def swapped(*pairs: tuple[str, str], data: bytes | None = None) -> bytes:
    """The small diagram (or `data`) with texts replaced, each of which must be there."""
    text = (data or small_diagram()).decode()
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()


def maps_of(document: Document) -> list[str]:
    return [record.id for record in document.maps()]


def comes_back(data: bytes) -> ReadResult:
    """Read the file, and check that plainly, rewritten and by way of our own format it comes back whole, and that
    an edit of one element changes that element only."""
    result = base.read_bytes(data, "a.bpm")
    document = result.document
    ids = maps_of(document)
    assert differences(data, bizagi.write(document, ids, stamp=STAMP)) == []
    assert differences(data, bizagi.write(document, ids, rewrite=True, stamp=STAMP)) == []
    through = base.read_bytes(native.write(document, ids, stamp=STAMP), "a.probis").document
    assert differences(data, bizagi.write(through, ids, stamp=STAMP)) == []
    for map_id in ids:
        assert through.index(map_id).all() == document.index(map_id).all()
        for plane in {node.plane for node in document.nodes(map_id)}:
            compose.map_picture(document, map_id, plane)
        assert set(effective_ends(document, map_id)) == {flow.id for flow in document.flows(map_id)}
    _edit_one(through, data)
    return result


def _edit_one(document: Document, data: bytes) -> None:
    node = next((n for m in document.maps() for n in document.nodes(m.id) if n.kind.startswith("task")), None)
    if node is None:
        return
    with document.transaction(label("cmd.test")) as tx:
        tx.put(msgspec.structs.replace(node, name="Baru"))
    found = differences(data, bizagi.write(document, maps_of(document), stamp=STAMP))
    found = [place for place in found if not any(name in place for name in DATES)]
    assert found == [f"{bizagi.entry_name(document.map(node.map))}/Diagram.xml: Activity {node.id}@Name"]


def one(data: bytes) -> tuple[Document, dict[str, Node], dict[str, Flow], set[str]]:
    """A `.bpm` around one diagram, checked by `comes_back`: document, nodes, flows, keys of what was told."""
    result = comes_back(small_bpm(data))
    document = result.document
    nodes = {n.id: n for n in document.nodes(MAP)}
    return document, nodes, {f.id: f for f in document.flows(MAP)}, {n.key for n in result.notices}


def refused(data: bytes, name: str) -> str:
    with pytest.raises(FormatError) as error:
        base.read_bytes(data, name)
    return error.value.label.key


def test_01_a_bpm_of_another_program() -> None:
    for start in (b"<?PowerDesigner AppLocale='UTF16'?>", b'<?xml version="1.0"?>\n<?PowerDesigner x="1"?>'):
        assert refused(start + b"<Model><o/></Model>", "a.bpm") == "import.powerdesigner"


def test_02_backslashes_and_folders_in_the_zip() -> None:
    more = {"Users\\Default\\PrintingPreferences.xml": b"<PrintingPreferences />", "BizAgiArtifacts/": b""}
    data = small_bpm(small_diagram(), more=more)
    result = comes_back(data)
    with zipfile.ZipFile(io.BytesIO(bizagi.write(result.document, [MAP], rewrite=True))) as archive:
        names = [info.orig_filename for info in archive.infolist()]
    assert {"Users\\Default\\UserPreferences.xml", "BizAgiArtifacts/", *more} <= set(names)


def test_03_no_encoding_in_the_declaration_and_a_mark_inside() -> None:
    data = small_bpm(swapped(("Catatan", "Çà và Đồ — مرحبا")))
    result = comes_back(data)
    assert result.document.node(MAP, NOTE).name == "Çà và Đồ — مرحبا"
    written = bizagi.write(result.document, [MAP], rewrite=True)
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        diag = zipfile.ZipFile(io.BytesIO(archive.read(f"{MAP}.diag")))
    assert diag.read("Diagram.xml").startswith(b'<?xml version="1.0"?>\r\n<Package')
    assert diag.read("BPSimDataResult.xml").startswith(b"\xef\xbb\xbf<?xml")


def test_04_the_oldest_form_has_no_simulation_files() -> None:
    info = f'<?xml version="1.0"?>\r\n<BizAgiModelInfo {XSI} FilePersistenceVersion="4" ModifiedDate="x" />'
    diag = zipped(
        {"Diagram.xml": small_diagram(), "Thumbnail.png": b"\x89PNG", "Actions/": b"", "Files/": b""}
    )
    data = zipped({f"{MAP}.diag": diag, "ModelInfo.xml": info.encode(), "Documentation/": b"", "Users/": b""})
    result = comes_back(data)
    assert result.document.node(MAP, TASK).kind == "task.user"
    _edit_one(result.document, data)


def test_05_main_pool_last_nameless_filled_or_alone() -> None:
    text = small_diagram().decode()
    start, end = text.index(f'<Pool Id="{MAIN}"'), text.index(f'<Pool Id="{POOL}"')
    main = text[start:end]
    late = (text[:start] + text[end:]).replace(
        "</Pools>", main.replace(' Name="Proses utama"', "") + "</Pools>"
    )
    _, nodes, _, _ = one(late.encode())
    assert (nodes[MAIN].hidden, nodes[MAIN].name, nodes[TASK].parent) == (True, "", POOL)

    work = activity(
        NEW, "Di luar", "<Implementation><Task /></Implementation>", graphics(9, 900, 90, 60, TASK_COLORS)
    )
    empty, full = (
        process(MAIN_PROCESS, "Proses utama"),
        process(MAIN_PROCESS, "Proses utama", f"<Activities>{work}</Activities>"),
    )
    document, nodes, _, _ = one(swapped((empty, full)))
    assert (nodes[NEW].parent, nodes[NEW].bounds) == (MAIN, Rect(9, 900, 90, 60))
    assert NEW in compose.order(document, MAP)

    alone = (
        f'<?xml version="1.0"?>\r\n<Package {XSI} Id="{MAP}" Name="x" xmlns="http://www.wfmc.org/2009/XPDL2.2">'
        "<PackageHeader><XPDLVersion>2.2</XPDLVersion><Vendor>Bizagi Process Modeler.</Vendor>"
        "<ModificationDate /></PackageHeader>"
        f"<Pools>{main}</Pools><WorkflowProcesses>{full}</WorkflowProcesses></Package>"
    )
    document, nodes, _, _ = one(alone.encode())
    assert document.map(MAP).kind == "free"
    assert set(nodes) == {MAIN, NEW}


def test_06_ends_that_are_missing_are_found_by_place() -> None:
    document, _, flows, told = one(small_diagram())
    assert (flows[LOOSE].source, flows[LOOSE].target) == (TASK, "")
    assert (flows[MESSAGE].source, flows[MESSAGE].target) == ("", START)
    ends = effective_ends(document, MAP)
    assert ends[LOOSE] == (TASK, GATE)
    assert ends[MESSAGE] == ("", START)
    assert "import.loose_end" in told
    both = swapped((f' From="{TASK}"', ""))
    document, _, flows, _ = one(both)
    assert (flows[LOOSE].source, flows[LOOSE].target) == ("", "")
    assert effective_ends(document, MAP)[LOOSE] == (TASK, GATE)


def test_07_a_flow_without_any_point_gets_a_route_that_is_not_stored() -> None:
    document, _, flows, told = one(small_diagram())
    assert flows[BARE].points == ()
    route = compose.route(document, flows[BARE])
    assert route[0] == Point(650, 75)
    assert route[-1] == Point(700, 75)
    assert "import.no_points" in told


def test_08_fractions_and_ends_off_the_shape() -> None:
    data = swapped(
        ('XCoordinate="180" YCoordinate="45"', 'XCoordinate="59.992733001708984" YCoordinate="45.5"'),
        ('Height="40" Width="40"', 'Height="31.99999237060547" Width="40.25"'),
        ('XCoordinate="270" YCoordinate="75"', 'XCoordinate="262.333333" YCoordinate="79.1"'),
    )
    _, nodes, flows, _ = one(data)
    assert nodes[TASK].bounds == Rect(59.992733001708984, 45.5, 90, 60)
    assert nodes[GATE].bounds[2:] == (40.25, 31.99999237060547)
    assert flows[LOOSE].points[0] == Point(262.333333, 79.1)


def test_09_the_same_ids_in_several_diagrams() -> None:
    twin = small_diagram(OTHER, "P2").replace(b"Catat&#xA;surat", b"Lain")
    data = small_bpm(small_diagram(), twin)
    document = comes_back(data).document
    assert (document.node(MAP, TASK).name, document.node(OTHER, TASK).name) == ("Catat\nsurat", "Lain")
    with document.transaction(label("cmd.test")) as tx:
        tx.drop((OTHER, TASK))
    again = base.read_bytes(bizagi.write(document, maps_of(document), stamp=STAMP), "a.bpm").document
    assert again.element(OTHER, TASK) is None
    assert again.node(MAP, TASK).name == "Catat\nsurat"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("", ""),
        ("satu&#xA;dua", "satu\ndua"),
        ("satu&#xD;&#xA;dua&#xD;", "satu\r\ndua\r"),
        ("a\u00a0b", "a\u00a0b"),
        ("&#x9;tab", "\ttab"),
        ("Основной процесс", "Основной процесс"),
        ("ارجاع کالا", "ارجاع کالا"),
        ("Đề nghị — ắ", "Đề nghị — ắ"),
        ("Zażółć → gęślą 😀", "Zażółć → gęślą 😀"),
        ("&lt;b&gt; &amp;amp; &quot;", '<b> &amp; "'),
    ],
)
def test_10_names_of_every_sort(written: str, name: str) -> None:
    _, nodes, _, _ = one(swapped(("Lengkap?", written)))
    assert nodes[GATE].name == name
    assert base.read_bytes(small_bpm(small_diagram()), "دیاگرام → x.bpm").format == "bizagi-bpm"


def test_11_open_and_event_subprocesses_have_a_canvas_of_their_own() -> None:
    document, nodes, _, _ = one(swapped(('Expanded="false"', 'Expanded="true"')))
    assert (nodes[SUB].expanded, nodes[SUB].expanded_size) == (True, (270.0, 180.0))
    assert nodes[SUB].drawn == Rect(420, 45, 270, 180)
    assert (nodes[INNER].plane, nodes[INNER].parent, nodes[INNER].bounds) == (SUB, SUB, Rect(20, 20, 90, 60))
    assert INNER not in compose.order(document, MAP)
    assert INNER in compose.order(document, MAP, SUB)
    marked = f'<ActivitySet Id="{SUB}" Name="Sub" TriggeredByEvent="true">'
    _, nodes, _, _ = one(swapped((f'<ActivitySet Id="{SUB}" Name="Sub">', marked)))
    assert nodes[SUB].kind == "subprocess.event"


def test_12_tabs_of_subprocesses_and_diagrams_without_a_tab() -> None:
    data = small_bpm(
        small_diagram(), small_diagram(OTHER, "B"), small_diagram(THIRD, "A"), tabs=[THIRD, f"{MAP}", NEW]
    )
    inner = f'<ModelItem ItemType="Subprocess" DiagramId="{MAP}" SubProcessId="{SUB}" IsSelected="false" />'
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = {info.orig_filename: archive.read(info) for info in archive.infolist()}
    place = "Users\\Default\\UserPreferences.xml"
    entries[place] = entries[place].replace(b"</OpenedItems>", inner.encode() + b"</OpenedItems>")
    document = comes_back(zipped(entries)).document
    assert maps_of(document) == [THIRD, MAP, OTHER]
    with document.transaction(label("cmd.test")) as tx:
        tx.put(msgspec.structs.replace(document.map(MAP), order=-1))
    written = bizagi.write(document, maps_of(document), stamp=STAMP)
    assert maps_of(base.read_bytes(written, "a.bpm").document) == [MAP, THIRD, OTHER]
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        tabs = next(archive.read(info) for info in archive.infolist() if info.orig_filename == place)
    assert tabs.count(SUB.encode()) == 1


def test_13_data_stores_named_elsewhere_and_data_that_is_never_drawn() -> None:
    lost = swapped((f'From="{STORE_REF}" To="{INPUT}"', f'From="{NEW}" To="{INPUT}"'))
    document, nodes, flows, _ = one(lost)
    assert (nodes[STORE_REF].name, nodes[STORE_REF].kind) == ("Arsip", "data.store")
    assert INPUT not in nodes
    assert LINK_DATA not in flows
    assert not {INPUT, LINK_DATA} & set(compose.order(document, MAP))
    without = swapped(
        ('Name="Arsip"', 'Name=""'), (f'DataStoreRef="{nodes[STORE_REF].ref}"', f'DataStoreRef="{NEW}"')
    )
    _, nodes, _, _ = one(without)
    assert nodes[STORE_REF].name == ""


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


# Who is named in a file


def test_the_users_own_name_goes_into_the_history(monkeypatch: pytest.MonkeyPatch) -> None:
    document = base.read_bytes(small_bpm(small_diagram()), "a.bpm").document
    with document.transaction(label("cmd.test")) as tx:
        tx.put(msgspec.structs.replace(document.node(MAP, TASK), name="Baru"))
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "sri <rahayu>")
    names = [line for line in modifications(bizagi.write(document, [MAP])) if "UserName" in line]
    assert len(names) == 2
    assert "someone" in names[0]
    assert "sri &lt;rahayu&gt;" in names[1]
    assert "Sri" in modifications(bizagi.write(document, [MAP], stamp=STAMP))[-1]
    unedited = base.read_bytes(small_bpm(small_diagram()), "a.bpm").document
    assert len(modifications(bizagi.write(unedited, [MAP], rewrite=True))) == 1


def modifications(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        diag = zipfile.ZipFile(io.BytesIO(archive.read(f"{MAP}.diag")))
    text = diag.read("Diagram.xml").decode()
    part = text[text.index("<Modifications>") : text.index("</Modifications>")]
    return [
        line for line in part.replace("<Modification ", "\n<Modification ").splitlines() if "UserName" in line
    ]


def test_people_stay_in_their_file_and_out_of_new_ones() -> None:
    picture = {"Users/bpc_budi/UserInfo.xml": b"<UserInfo Name='budi'><Picture>iVBOR</Picture></UserInfo>"}
    data = small_bpm(small_diagram(), small_diagram(OTHER, "P2"), more=picture)
    document = comes_back(data).document
    assert b"bpc_budi" in bizagi.write(document, [MAP, OTHER], stamp=STAMP)
    part = bizagi.write(document, [OTHER], stamp=STAMP)
    with zipfile.ZipFile(io.BytesIO(part)) as archive:
        names = [info.orig_filename for info in archive.infolist()]
    assert not [name for name in names if name.startswith("Users/")]
    assert "Users\\Default\\UserPreferences.xml" in names
    assert maps_of(base.read_bytes(part, "a.bpm").document) == [OTHER]
    diagrams = {name: entry for name, entry in entries_of(data).items() if name.endswith(".diag")}
    others = zipped(diagrams | picture | {"Users/bpc_budi/UserPreferences.xml": b"<UserPreferences />"})
    document = base.read_bytes(others, "a.bpm").document
    assert list(entries_of(bizagi.write(document, [MAP], stamp=STAMP))) == [
        f"{MAP}.diag",
        "Users/Default/UserPreferences.xml",
    ]


def entries_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.orig_filename: archive.read(info) for info in archive.infolist()}


def test_a_spoilt_part_of_our_own_file_is_set_right() -> None:
    document = base.read_bytes(small_bpm(small_diagram()), "a.bpm").document
    with document.transaction(label("cmd.test")) as tx:
        tx.put(msgspec.structs.replace(document.node(MAP, TASK), bounds=Rect(-5.5, 1, 90, 60)))
    entries = entries_of(native.write(document, [MAP], stamp=STAMP))
    foreign = f"Probis/foreign/{MAP}.json"
    for name, old, new in (
        ("Probis/links.json", b'"theme": "bizagi"', b'"theme": "1e308"'),
        (foreign, b'"task.user"', b'"task.nothing"'),
        (foreign, b"-5.5", b"-1e300"),
    ):
        assert old in entries[name]
        spoilt = zipped(entries | {name: entries[name].replace(old, new)})
        again = base.read_bytes(spoilt, "a.probis").document
        assert again.map(MAP).theme == "bizagi"
        compose.map_picture(again, MAP)


def test_a_diagram_that_is_no_package_is_left_out() -> None:
    other = small_diagram(OTHER).replace(b"<Package ", b"<Created ").replace(b"</Package>", b"</Created>")
    result = base.read_bytes(small_bpm(small_diagram(), other), "a.bpm")
    assert maps_of(result.document) == [MAP]
    assert "import.lost_diagram" in {n.key for n in result.notices}
    assert refused(small_bpm(other), "a.bpm") == "import.no_diagram"
