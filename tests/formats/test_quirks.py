"""The peculiarities of real Bizagi files, each in a small file built here: it is read, and comes back whole.

The numbers are those of the checklist that the real files led to; the corpus tests run over the real ones.
"""

from __future__ import annotations

import io
import zipfile

import msgspec
import pytest
from formats.quirks import (
    NEW,
    OTHER,
    STAMP,
    THIRD,
    comes_back,
    edit_one,
    maps_of,
    one,
    refused,
    swapped,
)
from formats.small import (
    BARE,
    GATE,
    INNER,
    INPUT,
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
    zipped,
)
from formats.small import shape as graphics

from probis_editor.formats import base, bizagi
from probis_editor.geometry import Point, Rect
from probis_editor.model.changes import label
from probis_editor.model.repairs import effective_ends
from probis_editor.render import compose


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
    edit_one(result.document, data)


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
