"""What an edit does to a Bizagi file: it says what the records say, and nothing else in it differs."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import msgspec
import pytest
from formats.independent import differences, parts_of
from formats.random_documents import flows, guids, nodes
from formats.small import (
    CALL,
    END,
    FLOW1,
    GATE,
    INPUT,
    LANE1,
    LINK,
    LINK_DATA,
    LOOSE,
    MAIN,
    MAP,
    NOTE,
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
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from probis_editor.formats import base, bizagi, native
from probis_editor.formats.xpdl_build import Stamp
from probis_editor.geometry import Point, Rect
from probis_editor.model.changes import Record, label
from probis_editor.model.document import Document
from probis_editor.model.elements import Carried, Flow, Map, Node
from probis_editor.model.history import History
from probis_editor.model.office import Container

STAMP = Stamp(dt.datetime(2026, 3, 1, 8, 0, tzinfo=dt.UTC))
NS = "{http://www.wfmc.org/2009/XPDL2.2}"


def opened() -> Document:
    return base.read_bytes(small_bpm(small_diagram()), "a.bpm").document


def put(document: Document, *records: Record) -> None:
    with document.transaction(label("cmd.test")) as tx:
        for record in records:
            tx.put(record)


def drop(document: Document, *ids: str) -> None:
    with document.transaction(label("cmd.test")) as tx:
        for element in ids:
            tx.drop((MAP, element))


def written(document: Document) -> bytes:
    return bizagi.write(document, [m.id for m in document.maps()], stamp=STAMP)


def diagram(document: Document) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(written(document))) as archive:
        diag = archive.read(MAP + ".diag")
    with zipfile.ZipFile(io.BytesIO(diag)) as archive:
        return etree.fromstring(archive.read("Diagram.xml"))


def by_id(root: etree._Element, tag: str, element: str) -> etree._Element:
    (found,) = (e for e in root.iter(NS + tag) if e.get("Id") == element)
    return found


def changed(document: Document, element: str, **fields: object) -> None:
    record = document.element(MAP, element)
    assert record is not None
    put(document, msgspec.structs.replace(record, **fields))


def places(document: Document) -> list[str]:
    """Where the written file differs from the one that was read, without dates and who changed it."""
    found = differences(small_bpm(small_diagram()), written(document))
    dates = ("ModifiedDate", "ModificationDate", "Modifications")
    return [place for place in found if not any(name in place for name in dates)]


def test_renaming_a_task_changes_its_name_and_the_dates_only() -> None:
    document = opened()
    changed(document, TASK, name="Baru & <lain>\nbaris")
    assert places(document) == [f"{MAP}.diag/Diagram.xml: Activity {TASK}@Name"]
    root = diagram(document)
    assert by_id(root, "Activity", TASK).get("Name") == "Baru & <lain>\nbaris"
    entries = list(root.iter(NS + "Modification"))
    assert len(entries) == 2
    assert entries[-1].get("Date") == "2026-03-01T08:00:00.0000000Z"
    assert root.findtext(f"{NS}PackageHeader/{NS}ModificationDate") == "2026-03-01T08:00:00.0000000+00:00"


@pytest.mark.parametrize(
    ("element", "fields", "expected"),
    [
        (TASK, {"bounds": Rect(200.0, 45.0, 90.0, 60.0)}, ["NodeGraphicsInfo/Coordinates@XCoordinate"]),
        (TASK, {"loop": "parallel"}, ["Loop@LoopType"]),
        (TASK, {"documentation": "teks"}, ["Description", "Documentation"]),
        (START, {"label": Rect(1.0, 2.0, 90.0, 30.0)}, ["NodeGraphicsInfo@TextX", "NodeGraphicsInfo@TextY"]),
        (GATE, {"marker": False}, ["Route@MarkerVisible"]),
        (
            FLOW1,
            {"points": (Point(130.0, 75.0), Point(190.0, 75.0))},
            ["ConnectorGraphicsInfo@ToPort", "Coordinates[2]@XCoordinate"],
        ),
        (NOTE, {"name": "lain"}, ["@TextAnnotation"]),
        (LANE1, {"name": "lain"}, ["@Name"]),
        (END, {"trigger": "none"}, ["Event/EndEvent@Result"]),
        (CALL, {"called": ""}, ["SubFlow 0f8fad5b-d9cb-469f-a165-70867728950e@Id"]),
    ],
)
def test_a_field_is_written_where_it_stands_and_nowhere_else(
    element: str, fields: dict[str, object], expected: list[str]
) -> None:
    document = opened()
    changed(document, element, **fields)
    found = places(document)
    assert len(found) == len(expected), found
    for place, end in zip(found, expected, strict=True):
        assert element in place or element == CALL
        assert place.endswith(end)
    again = base.read_bytes(written(document), "a.bpm").document
    assert again.element(MAP, element) == document.element(MAP, element)


def test_renaming_a_pool_and_a_subprocess_renames_both_halves() -> None:
    document = opened()
    changed(document, POOL, name="Lain")
    changed(document, SUB, name="Lain juga")
    root = diagram(document)
    assert by_id(root, "WorkflowProcess", PROCESS).get("Name") == "Lain"
    assert by_id(root, "ActivitySet", SUB).get("Name") == "Lain juga"


def test_an_undone_edit_leaves_no_trace() -> None:
    document = opened()
    history = History(document)
    changed(document, TASK, name="x")
    drop(document, SUB, LANE1)
    history.undo()
    history.undo()
    assert document.untouched(MAP)
    assert written(document) == written(opened())
    assert parts_of(written(document)) == parts_of(small_bpm(small_diagram()))


def test_a_deleted_element_is_gone_with_its_data_links() -> None:
    document = opened()
    drop(document, STORE_REF, LINK)
    root = diagram(document)
    everything = etree.tostring(root).decode()
    for gone in (STORE_REF, STORE, LINK, LINK_DATA, INPUT):
        assert gone not in everything
    assert root.find(f"{NS}DataStores") is None
    assert root.find(f"{NS}Associations") is None


def test_a_deleted_subprocess_takes_its_content() -> None:
    document = opened()
    inside = [n.id for n in document.nodes(MAP) if n.plane == SUB]
    drop(document, SUB, *inside)
    root = diagram(document)
    assert not list(root.iter(NS + "ActivitySet"))


def test_a_task_moved_to_another_process_is_moved_in_the_file() -> None:
    document = opened()
    changed(document, TASK, parent=MAIN)
    root = diagram(document)
    owner = by_id(root, "Activity", TASK).getparent().getparent()
    assert owner.get("Id") != PROCESS
    again = base.read_bytes(written(document), "a").document
    assert again.node(MAP, TASK).parent == MAIN


def test_a_renamed_data_store_does_not_rename_another_reference() -> None:
    document = opened()
    twin = msgspec.structs.replace(
        document.node(MAP, STORE_REF), id="99999999-aaaa-4bbb-8ccc-000000000001", z=500_100
    )
    put(document, twin)
    document = base.read_bytes(written(document), "a.bpm").document
    changed(document, STORE_REF, name="Lain")
    again = base.read_bytes(written(document), "a").document
    assert again.node(MAP, STORE_REF).name == "Lain"
    assert again.node(MAP, twin.id).name == "Arsip"


def test_a_pasted_element_keeps_what_only_its_file_knows() -> None:
    document = opened()
    new = "99999999-aaaa-4bbb-8ccc-000000000002"
    put(document, msgspec.structs.replace(document.node(MAP, START), id=new, source=START, name="Salinan"))
    made = by_id(diagram(document), "Activity", new)
    assert made.find(f".//{NS}Message").get("Id") == "1d2cc463-a08b-4a0f-b581-5aa6180d655c"
    assert made.get("Name") == "Salinan"


def test_order_of_z_is_the_order_of_the_file() -> None:
    document = opened()
    changed(document, TASK, z=document.node(MAP, END).z + 1)
    ids = [e.get("Id") for e in diagram(document).iter(NS + "Activity") if e.get("Id") != document.index(MAP)]
    assert ids.index(TASK) == ids.index(END) + 1


def test_a_loose_end_that_is_joined_is_written() -> None:
    document = opened()
    changed(document, LOOSE, target=GATE)
    assert by_id(diagram(document), "Transition", LOOSE).get("To") == GATE


def test_reordering_deleting_and_adding_maps_keeps_tabs_right() -> None:
    other = "529894cf-4868-477b-aa26-cf79192e190f"
    data = small_bpm(small_diagram(), small_diagram(other, "P2"), tabs=[other, MAP])
    document = base.read_bytes(data, "a.bpm").document
    assert [m.id for m in document.maps()] == [other, MAP]
    put(document, *(msgspec.structs.replace(m, order=1 - m.order) for m in document.maps()))
    put(document, Map(id="629894cf-4868-477b-aa26-cf79192e190f", name="P3", order=2))
    again = base.read_bytes(written(document), "a").document
    assert [m.name for m in again.maps()] == ["P1 Surat masuk", "P2", "P3"]
    with document.transaction(label("cmd.test")) as tx:
        for record in document.index(other).all().values():
            tx.drop(record.key)
    data = written(document)
    assert other.encode() not in b"".join(parts_of(data).values())
    assert [m.name for m in base.read_bytes(data, "a").document.maps()] == ["P1 Surat masuk", "P3"]


IDS = (START, TASK, GATE, SUB, END, CALL, POOL, MAIN, LANE1, STORE_REF, NOTE, FLOW1, LOOSE, LINK)
some = st.sampled_from(["", *IDS])
edits = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(IDS), st.none()),
        st.sampled_from(IDS).flatmap(lambda i: st.tuples(st.just(i), nodes(MAP, i, some))),
        st.sampled_from(IDS).flatmap(lambda i: st.tuples(st.just(i), flows(MAP, i, some))),
        guids.flatmap(lambda i: st.tuples(st.just(i), nodes(MAP, i, some))),
        guids.flatmap(lambda i: st.tuples(st.just(i), flows(MAP, i, some))),
    ),
    max_size=6,
)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits)
def test_any_edits_of_a_bizagi_map_survive_in_probis(changes: list[tuple[str, Node | Flow | None]]) -> None:
    document = opened()
    with document.transaction(label("cmd.test")) as tx:
        for element, record in changes:
            tx.drop((MAP, element)) if record is None else tx.put(record)
    again = base.read_bytes(native.write(document, [MAP], stamp=STAMP), "a").document
    skipped = Carried | Container
    assert {k: r for k, r in again.snapshot().items() if not isinstance(r, skipped)} == {
        k: r for k, r in document.snapshot().items() if not isinstance(r, skipped)
    }
