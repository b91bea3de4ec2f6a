"""Extended attributes and attachments of Bizagi files: shown, edited, written back; gone with their element."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import msgspec
import pytest
from formats.independent import differences
from formats.small import (
    CALL,
    FLOW1,
    GATE,
    MAP,
    POOL,
    START,
    TASK,
    XSI,
    small_bpm,
    small_diagram,
    small_xpdl,
    zipped,
)

from probis_editor.formats import attributes, base, bizagi, native
from probis_editor.formats.xpdl_build import Stamp
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.elements import AttributeValue
from probis_editor.model.history import History

STAMP = Stamp(dt.datetime(2026, 3, 1, 8, 0, tzinfo=dt.UTC), "Sri")
DURATION, CHOICE, FORM, COUNT = (f"{n}e2fe8c6-6389-4e21-9928-54caea895131" for n in (1, 2, 3, 4))
CLIENT = "5e2fe8c6-6389-4e21-9928-54caea895131"
PICTURE = "skéma 1.jpg"
DATES = ("ModificationDate", "Modifications", "ModifiedDate")


def definition(key: str, kind: str, name: str, element: str, options: str = "<Options />") -> bytes:
    return (
        f'<?xml version="1.0"?>\r\n<ExtendedAttribute {XSI} Id="{key}" Type="{kind}"><Name>{name}</Name>{options}'
        f'<ElementTypes><AttributeElementType Type="{element}" /></ElementTypes></ExtendedAttribute>'
    ).encode()


def group(element: str, *values: str) -> str:
    return (
        f'  <ElementAttributeValues ElementId="{element}">\r\n    <Values>\r\n{"".join(values)}    </Values>\r\n'
        "  </ElementAttributeValues>\r\n"
    )


def value(key: str, content: str) -> str:
    return (
        f'      <ExtendedAttributeValue Id="{key}">\r\n        <Content>{content}</Content>\r\n'
        "        <TableValues />\r\n"
        "      </ExtendedAttributeValue>\r\n"
    )


ATTACHED = (
    f'      <ExtendedAttributeValue xsi:type="AttachmentAttributeValue" Id="{FORM}">\r\n        <Content>C:\\Temp\\'
    f"Files\\{TASK}\\{PICTURE}</Content>\r\n        <TableValues />\r\n        <DisplayName>{PICTURE}</DisplayName>\r\n"
    "      </ExtendedAttributeValue>\r\n"
)
SIMULATION = (
    '<?xml version="1.0"?>\r\n<ns1:BPSimData xmlns:ns1="http://www.bpsim.org/schemas/1.0"><ns1:Scenario id="S">'
    f'<ns1:ElementParameters elementRef="Id_{TASK}" /><ns1:ElementParameters elementRef="Id_{GATE}" />'
    "</ns1:Scenario></ns1:BPSimData>"
)
ACTIONS = f'<?xml version="1.0"?>\r\n<DiagramActions {XSI}><PresentationAction ElementId="{TASK}" /></DiagramActions>'


def file() -> bytes:
    values = group(TASK, value(DURATION, "&lt;p&gt;1 hari&lt;/p&gt;"), value(COUNT, "3"), ATTACHED)
    values += group(MAP, value(CLIENT, "Warga")) + group("00000000-0000-0000-0000-00000000dead")
    text = f'<?xml version="1.0"?>\r\n<DiagramAttributeValues {XSI}>\r\n{values}</DiagramAttributeValues>'
    diag = zipped(
        {
            "Actions.xml": ACTIONS.encode(),
            "BPSimData.xml": SIMULATION.encode(),
            "Diagram.xml": small_diagram(),
            "ExtendedAttributeValues.xml": text.encode(),
            f"Files/{TASK}/{PICTURE}": b"\xff\xd8\xff",
            f"Files/{GATE}/lain.txt": b"isi",
        }
    )
    options = "<Options><Option>Cepat</Option><Option>Biasa</Option></Options>"
    order = f"<ExtendedAttributeOrder><ExtendedAttributes><Id>{COUNT}</Id><Id>{DURATION}</Id></ExtendedAttributes>"
    return zipped(
        {
            f"{MAP}.diag": diag,
            f"Documentation/{DURATION}.xml": definition(DURATION, "LongText", "Lama", "UserTask"),
            f"Documentation\\{CHOICE}.xml": definition(CHOICE, "Combo", "Cara", "UserTask", options),
            f"Documentation/{FORM}.xml": definition(FORM, "Image", "Formulir", "ManualTask"),
            f"Documentation/{COUNT}.xml": definition(COUNT, "Number", "Banyak", "UserTask"),
            f"Documentation/{CLIENT}.xml": definition(CLIENT, "Text", "Pemohon", "Collaboration"),
            "Documentation/x.xml": b"broken",
            "Documentation/UserTask.order": (order + "</ExtendedAttributeOrder>").encode(),
            "ModelInfo.xml": b'<BizAgiModelInfo ModifiedDate="x" />',
        }
    )


@pytest.fixture
def document() -> Document:
    return base.read_bytes(file(), "a.bpm").document


def assign(document: Document, element: str, attribute: str, content: str) -> None:
    with document.transaction(label("cmd.test")) as tx:
        attributes.assign(tx, MAP, element, attribute, content)


def shown(document: Document, element: str) -> dict[str, str]:
    return {v.definition.name: v.content for v in attributes.values(document, MAP, element) if not v.file}


def written(document: Document) -> bytes:
    return bizagi.write(document, [MAP], stamp=STAMP)


def places(document: Document) -> list[str]:
    found = differences(file(), written(document))
    return [place.partition(".diag/")[2] for place in found if not any(name in place for name in DATES)]


def test_definitions_by_name(document: Document) -> None:
    found = attributes.definitions(document)
    assert [(d.name, d.type) for d in found] == [
        ("Banyak", "Number"),
        ("Cara", "Combo"),
        ("Formulir", "Image"),
        ("Lama", "LongText"),
        ("Pemohon", "Text"),
    ]
    assert found[1].options == ("Cepat", "Biasa")


def test_an_element_has_its_types_attributes_in_the_models_order_and_its_own(document: Document) -> None:
    found = attributes.values(document, MAP, TASK)
    assert [v.definition.id for v in found] == [COUNT, DURATION, CHOICE, FORM]
    assert [v.content for v in found[:3]] == ["3", "<p>1 hari</p>", ""]
    assert found[3].file == PICTURE
    assert shown(document, "") == {"Pemohon": "Warga"}
    assert attributes.values(document, MAP, GATE) == ()
    assert attributes.element_types(document, MAP, START)[0] == "MessageStart"
    assert attributes.element_types(document, MAP, POOL)[0] == "Participant"
    assert attributes.element_types(document, MAP, CALL)[0] == "CallActivity"
    assert attributes.element_types(document, MAP, FLOW1) == ("SequenceFlow",)


def test_attachments_can_be_opened(document: Document) -> None:
    found = attributes.attachments(document, MAP)
    assert [(a.element, a.name, a.size) for a in found] == [(TASK, PICTURE, 3), (GATE, "lain.txt", 3)]
    assert attributes.attachment(document, MAP, TASK, PICTURE) == b"\xff\xd8\xff"
    with pytest.raises(KeyError):
        attributes.attachment(document, MAP, TASK, "lain.txt")


def test_looking_changes_nothing(document: Document) -> None:
    attributes.values(document, MAP, TASK)
    attributes.attachments(document, MAP)
    assert document.untouched(MAP)
    assert differences(file(), bizagi.write(document, [MAP], rewrite=True)) == []


def test_an_edited_value_is_written_and_nothing_else(document: Document) -> None:
    assign(document, TASK, COUNT, "4")
    (place,) = places(document)
    assert place.startswith("ExtendedAttributeValues.xml: ")
    assert place.endswith("/Content")
    again = base.read_bytes(written(document), "a.bpm").document
    assert shown(again, TASK) == {"Banyak": "4", "Lama": "<p>1 hari</p>", "Cara": ""}


def test_new_values_for_elements_that_had_none(document: Document) -> None:
    assign(document, TASK, CHOICE, "Cepat")
    assign(document, "", CLIENT, "Kantor <lain>")
    assign(document, POOL, CLIENT, "x")
    again = base.read_bytes(written(document), "a.bpm").document
    assert shown(again, TASK)["Cara"] == "Cepat"
    assert shown(again, "") == {"Pemohon": "Kantor <lain>"}
    assert shown(again, POOL) == {"Pemohon": "x"}


def test_undo_and_taking_back_leave_no_trace(document: Document) -> None:
    history = History(document)
    assign(document, TASK, COUNT, "4")
    history.undo()
    assert written(document) == bizagi.write(base.read_bytes(file(), "a.bpm").document, [MAP], stamp=STAMP)
    history.redo()
    assert shown(document, TASK)["Banyak"] == "4"
    assign(document, TASK, COUNT, "3")
    assert document.untouched(MAP)


@pytest.mark.parametrize(
    ("attribute", "content"),
    [(COUNT, "tiga"), (COUNT, "1e5"), (CHOICE, "Lambat"), (FORM, "x"), (COUNT, "١٢x")],
)
def test_what_the_type_cannot_hold_is_refused(document: Document, attribute: str, content: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        assign(document, TASK, attribute, content)
    with pytest.raises(KeyError):
        assign(document, "no such element", COUNT, "1")
    assert document.untouched(MAP)


def test_a_deleted_elements_entries_go_with_it(document: Document) -> None:
    with document.transaction(label("cmd.test")) as tx:
        tx.drop((MAP, TASK))
    with zipfile.ZipFile(io.BytesIO(written(document))) as archive:
        diag = zipfile.ZipFile(io.BytesIO(archive.read(f"{MAP}.diag")))
    texts = {name: diag.read(name) for name in diag.namelist()}
    assert f"Files/{TASK}/{PICTURE}" not in texts
    assert texts[f"Files/{GATE}/lain.txt"] == b"isi"
    for name, kept in (("ExtendedAttributeValues.xml", b"Warga"), ("BPSimData.xml", GATE.encode())):
        assert TASK.encode() not in texts[name]
        assert kept in texts[name]
    assert TASK.encode() not in texts["Actions.xml"]
    assert b"00000000-0000-0000-0000-00000000dead" in texts["ExtendedAttributeValues.xml"]


def test_edited_values_survive_in_our_own_file(document: Document) -> None:
    assign(document, TASK, COUNT, "4")
    again = base.read_bytes(native.write(document, [MAP], stamp=STAMP), "a.probis").document
    assert shown(again, TASK)["Banyak"] == "4"
    assert again.untouched(MAP)
    assign(again, TASK, COUNT, "5")
    assert shown(base.read_bytes(written(again), "a.bpm").document, TASK)["Banyak"] == "5"


def test_a_newer_file_wins_over_an_older_edit(document: Document) -> None:
    assign(document, TASK, COUNT, "4")
    carried = document.carried(MAP)
    assert carried is not None
    with zipfile.ZipFile(io.BytesIO(carried.archive)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    name = "ExtendedAttributeValues.xml"
    newer = zipped(entries | {name: entries[name].replace(b">3<", b">7<")})
    with document.transaction(label("cmd.test")) as tx:
        tx.put(msgspec.structs.replace(carried, archive=newer))
    assert shown(document, TASK)["Banyak"] == "7"
    assert shown(base.read_bytes(written(document), "a.bpm").document, TASK)["Banyak"] == "7"


def test_a_map_of_another_format_gets_values_too() -> None:
    document = base.read_bytes(small_xpdl(), "a.xpdl").document
    with document.transaction(label("cmd.test")) as tx:
        tx.put(AttributeValue(map=MAP, element=TASK, attribute=COUNT, content="4"))
    again = base.read_bytes(bizagi.write(document, [MAP], stamp=STAMP), "a.bpm").document
    assert [v.content for v in attributes.values(again, MAP, TASK)] == ["4"]
    ours = base.read_bytes(native.write(document, [MAP], stamp=STAMP), "a.probis").document
    assert ours.get((MAP, f"#attribute:{TASK}:{COUNT}")) == document.get((MAP, f"#attribute:{TASK}:{COUNT}"))


def test_broken_entries_show_nothing() -> None:
    diag = zipped({"Diagram.xml": small_diagram(), "ExtendedAttributeValues.xml": b"<broken"})
    document = base.read_bytes(zipped({f"{MAP}.diag": diag, "ModelInfo.xml": b"<a />"}), "a.bpm").document
    assert attributes.values(document, MAP, TASK) == ()
    assert attributes.attachments(document, MAP) == ()
    plain = base.read_bytes(small_bpm(small_diagram()), "a.bpm").document
    assert attributes.definitions(plain) == ()


def test_the_real_file_with_attributes(shared: Path) -> None:
    path = next((shared / "corpus/bpm").glob("*Purchase_Request.bpm"))
    document = base.open_any(path).document
    assert len(attributes.definitions(document)) == 13
    files = [a for record in document.maps() for a in attributes.attachments(document, record.id)]
    assert len(files) == 16
    named = 0
    for record in document.maps():
        for node in document.nodes(record.id):
            for one in attributes.values(document, record.id, node.id):
                if one.file:
                    assert attributes.attachment(document, record.id, node.id, one.file)
                    named += 1
    assert named >= 14
