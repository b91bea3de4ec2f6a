"""Single `.xpdl` files: Bizagi's exports, and what other tools write."""

from __future__ import annotations

import msgspec
import pytest
from formats.random_documents import flows, guids, nodes
from formats.small import MAP, TASK, small_bpm, small_diagram, small_xpdl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from probis_editor.formats import base
from probis_editor.formats.base import FormatError
from probis_editor.geometry import Rect
from probis_editor.model import queries
from probis_editor.model.changes import label
from probis_editor.model.document import Document

XPDL = base.FORMATS[2]
NS = "{http://www.wfmc.org/2009/XPDL2.2}"

TIBCO = b"""<?xml version="1.0" encoding="UTF-8"?>
<x:Package xmlns:x="http://www.wfmc.org/2008/XPDL2.1" Id="_pkg" Name="Lain">
  <x:PackageHeader><x:XPDLVersion>2.1</x:XPDLVersion><x:Vendor>TIBCO</x:Vendor></x:PackageHeader>
  <x:Pools><x:Pool Id="_pool" Name="Pool" BoundaryVisible="true" Process="_p"><x:Lanes>
    <x:Lane Id="_l1" Name="1"><x:NodeGraphicsInfos><x:NodeGraphicsInfo Height="200.0"/></x:NodeGraphicsInfos></x:Lane>
    <x:Lane Id="_l2" Name="2"><x:NodeGraphicsInfos><x:NodeGraphicsInfo Height="100.0"/></x:NodeGraphicsInfos></x:Lane>
  </x:Lanes></x:Pool></x:Pools>
  <x:WorkflowProcesses><x:WorkflowProcess Id="_p" Name="P"><x:Activities>
    <x:Activity Id="_a" Name="A"><x:Implementation><x:No/></x:Implementation><x:NodeGraphicsInfos>
      <x:NodeGraphicsInfo FillColor="255,219,74" Height="60.0" Width="100.0" LaneId="_l2">
      <x:Coordinates XCoordinate="100.0" YCoordinate="50.0"/></x:NodeGraphicsInfo></x:NodeGraphicsInfos></x:Activity>
    <x:Activity Id="_g" Name=""><x:Route GatewayType="AND"/></x:Activity>
  </x:Activities><x:Transitions><x:Transition Id="_t" From="_a" To="_g"/></x:Transitions>
  </x:WorkflowProcess></x:WorkflowProcesses>
</x:Package>"""


def renamed(document: Document) -> Document:
    with document.transaction(label("cmd.test")) as tx:
        tx.put(msgspec.structs.replace(document.node(MAP, TASK), name="Baru"))
    return document


def test_reading_and_writing_back() -> None:
    result = base.read_bytes(small_xpdl(), "a.xpdl")
    assert result.format == "xpdl"
    assert base.to_bytes(result.document, XPDL) == small_xpdl()
    written = base.to_bytes(renamed(result.document), XPDL)
    assert written.replace(b'Name="Baru"', b'Name="Catat&#xA;surat"').count(b"\n") >= small_xpdl().count(
        b"\n"
    )
    assert base.read_bytes(written, "a").document.node(MAP, TASK).name == "Baru"


@pytest.mark.parametrize("version", [b"2008/XPDL2.1", b"2009/XPDL2.2"])
def test_both_namespaces(version: bytes) -> None:
    data = small_xpdl().replace(b"2009/XPDL2.2", version)
    document = base.read_bytes(data, "a.xpdl").document
    assert document.node(MAP, TASK).kind == "task.user"
    again = base.to_bytes(renamed(document), XPDL)
    assert version in again
    assert base.read_bytes(again, "a").document.node(MAP, TASK).name == "Baru"


def test_exporting_a_diagram_leaves_out_what_bizagi_leaves_out() -> None:
    document = base.read_bytes(small_bpm(small_diagram()), "a.bpm").document
    data = base.to_bytes(document, XPDL)
    assert data.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
    root = etree.fromstring(data)
    assert not list(root.iter(NS + "Formatting"))
    assert not [e for e in root.iter("{*}*") if "TextX" in e.attrib or "BorderVisible" in e.attrib]
    header = [etree.QName(e).localname for e in root.find(NS + "PackageHeader")]
    assert header == ["XPDLVersion", "Vendor", "Created", "ModificationDate", "Description", "Documentation"]
    names = {n.name for n in base.read_bytes(data, "a.xpdl").document.nodes(MAP)}
    assert names == {n.name for n in document.nodes(MAP)}


def test_one_map_only() -> None:
    other = "529894cf-4868-477b-aa26-cf79192e190f"
    document = base.read_bytes(small_bpm(small_diagram(), small_diagram(other)), "a.bpm").document
    with pytest.raises(FormatError) as error:
        base.to_bytes(document, XPDL)
    assert error.value.label.key == "import.one_map"
    assert base.to_bytes(document, XPDL, map_id=other)


def test_a_file_of_another_tool_is_laid_out_by_its_lanes() -> None:
    result = base.read_bytes(TIBCO, "a.xpdl")
    (record,) = result.document.maps()
    node = {n.id: n for n in result.document.nodes(record.id)}
    assert node["_pool"].bounds.h == 300
    assert node["_l2"].bounds == Rect(80, 230, node["_pool"].bounds.w - 50, 100)
    assert node["_a"].bounds == Rect(80 + 50, 230 + 20, 100, 60)
    assert (node["_a"].kind, node["_a"].style.fill) == ("task", "#FFDB4A")
    assert node["_g"].kind == "gateway.parallel"
    assert {"import.places_by_lane", "import.no_place", "import.no_points"} <= {n.key for n in result.notices}
    assert base.to_bytes(result.document, XPDL, rewrite=True) == TIBCO
    for row in base.FORMATS[:2]:
        again = base.read_bytes(base.to_bytes(result.document, row), "a").document
        assert len(again.nodes(again.maps()[0].id)) in (len(node), len(node) + 1)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_edits_of_any_export_can_be_written_and_survive_in_probis(data: st.DataObject) -> None:
    document = base.read_bytes(data.draw(st.sampled_from([small_xpdl(), TIBCO])), "a.xpdl").document
    (record,) = document.maps()
    ids = [n.id for n in document.nodes(record.id)] + [f.id for f in document.flows(record.id)]
    some = st.sampled_from(["", *ids])
    with document.transaction(label("cmd.test")) as tx:
        for element in data.draw(st.lists(st.one_of(st.sampled_from(ids), guids), max_size=5)):
            made = data.draw(
                st.one_of(st.none(), nodes(record.id, element, some), flows(record.id, element, some))
            )
            tx.drop((record.id, element)) if made is None else tx.put(made)
    assert base.to_bytes(document, XPDL)
    again = base.read_bytes(base.to_bytes(document, base.FORMATS[0]), "a").document
    assert again.index(record.id).all() == document.index(record.id).all()


def test_the_sheet_of_paper_of_another_program_is_no_lane_for_bizagi() -> None:
    other = TIBCO.replace(b'BoundaryVisible="true"', b'BoundaryVisible="false"')
    start, end = other.index(b'<x:Lane Id="_l2"'), other.index(b"</x:Lanes>")
    document = base.read_bytes(other[:start] + other[end:], "a.xpdl").document
    (record,) = document.maps()
    assert [n.hidden for n in document.nodes(record.id) if n.kind == "lane"] == [True]
    again = base.read_bytes(base.to_bytes(document, base.FORMATS[1]), "a.bpm").document
    assert [n.kind for n in again.nodes(record.id) if n.kind in ("lane", "task")] == ["task"] * sum(
        n.kind == "task" for n in document.nodes(record.id)
    )
    ours = base.read_bytes(base.to_bytes(document, base.FORMATS[0]), "a.probis").document
    assert [n.hidden for n in ours.nodes(record.id) if n.kind == "lane"] == [True]


def test_a_map_is_found_by_the_id_that_its_file_gave_it() -> None:
    document = base.read_bytes(TIBCO, "a.xpdl").document
    assert queries.find_map(document, "_pkg") == document.maps()[0]
