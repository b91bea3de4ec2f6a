"""Files attached by extended attributes: put on, replaced, taken off; what copies take along."""

from __future__ import annotations

import io
import zipfile

import msgspec
import pytest
from formats.independent import differences
from formats.small import GATE, MAP, START, TASK, XSI, small_diagram, zipped
from formats.test_attributes import (
    CHOICE,
    CLIENT,
    COUNT,
    DURATION,
    FORM,
    PICTURE,
    STAMP,
    definition,
    file,
    written,
)

from probis_editor.commands import clipboard, maps
from probis_editor.formats import attached, attribute_copies, attributes, base, bizagi, native
from probis_editor.geometry import Point
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.history import History


@pytest.fixture
def document() -> Document:
    return base.read_bytes(file(), "a.bpm").document


def attach(document: Document, name: str, data: bytes, element: str = TASK) -> None:
    with document.transaction(label("cmd.test")) as tx:
        attached.attach(tx, MAP, element, FORM, name, data)


def detach(document: Document) -> None:
    with document.transaction(label("cmd.test")) as tx:
        attached.detach(tx, MAP, TASK, FORM)


def names(document: Document) -> list[str]:
    return [a.name for a in attributes.attachments(document, MAP) if a.element == TASK]


def entries(document: Document) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(written(document))) as archive:
        diag = zipfile.ZipFile(io.BytesIO(archive.read(f"{MAP}.diag")))
    return {name: diag.read(name) for name in diag.namelist()}


def test_a_file_is_replaced(document: Document) -> None:
    attach(document, "C:\\berkas\\baru?.pdf", b"%PDF")
    assert names(document) == ["baru_.pdf"]
    with pytest.raises(KeyError):
        attributes.attachment(document, MAP, TASK, PICTURE)
    files = {n: d for n, d in entries(document).items() if n.startswith("Files/")}
    assert files == {f"Files/{TASK}/baru_.pdf": b"%PDF", f"Files/{GATE}/lain.txt": b"isi"}
    again = base.read_bytes(written(document), "a.bpm").document
    (value,) = [v for v in attributes.values(again, MAP, TASK) if v.definition.id == FORM]
    assert (value.file, attributes.attachment(again, MAP, TASK, value.file)) == ("baru_.pdf", b"%PDF")


def test_new_bytes_under_the_old_name(document: Document) -> None:
    attach(document, PICTURE, b"lain")
    assert names(document) == [PICTURE]
    assert entries(document)[f"Files/{TASK}/{PICTURE}"] == b"lain"


def test_a_file_is_taken_off(document: Document) -> None:
    detach(document)
    assert names(document) == []
    found = entries(document)
    assert [n for n in found if n.startswith("Files/")] == [f"Files/{GATE}/lain.txt"]
    assert FORM.encode() not in found["ExtendedAttributeValues.xml"]
    assert b"Warga" in found["ExtendedAttributeValues.xml"]
    again = base.read_bytes(written(document), "a.bpm").document
    assert [v.file for v in attributes.values(again, MAP, TASK)] == [""] * 3


def test_undo_and_the_same_file_again_leave_no_trace(document: Document) -> None:
    history = History(document)
    attach(document, "a.png", b"a")
    detach(document)
    history.undo()
    assert attributes.attachment(document, MAP, TASK, "a.png") == b"a"
    history.undo()
    assert document.untouched(MAP)
    assert names(document) == [PICTURE]
    attach(document, PICTURE, b"\xff\xd8\xff")
    assert document.untouched(MAP)
    assert differences(file(), bizagi.write(document, [MAP], rewrite=True, stamp=STAMP)) == []


def test_our_own_file_keeps_it(document: Document) -> None:
    attach(document, "a.png", b"a")
    again = base.read_bytes(native.write(document, [MAP], stamp=STAMP), "a.probis").document
    assert again.untouched(MAP)
    assert attributes.attachment(again, MAP, TASK, "a.png") == b"a"
    detach(again)
    assert names(again) == []
    assert names(base.read_bytes(written(again), "a.bpm").document) == []


@pytest.mark.parametrize(("element", "data"), [(GATE, b"x"), (TASK, b"")])
def test_what_cannot_be_attached_is_refused(document: Document, element: str, data: bytes) -> None:
    with pytest.raises(ValueError, match=r"a\.png"):
        attach(document, "a.png", data, element)
    with pytest.raises(KeyError):
        attach(document, "a.png", b"x", "no such element")
    assert document.untouched(MAP)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("..\\..\\.bashrc", "bashrc"),
        ("a/b.png", "b.png"),
        ("", "lampiran"),
        ("x" * 300 + ".pdf", "x" * 117 + ".pdf"),
    ],
)
def test_names_fit_any_system(given: str, name: str) -> None:
    assert attached.leaf(given) == name


def said(document: Document, map_id: str, element: str) -> dict[str, str]:
    found = attributes.values(document, map_id, element)
    return {v.definition.id: v.file or v.content for v in found if v.file or v.content}


WHOLE = {COUNT: "3", DURATION: "<p>1 hari</p>", FORM: PICTURE}


def pasted(document: Document, clip: clipboard.Clip) -> str:
    with document.transaction(label("cmd.test")) as tx:
        made = clipboard.paste(tx, MAP, attribute_copies.fitting(document, clip), Point(300, 300))
    return made[0]


def copied(document: Document) -> clipboard.Clip:
    clip = clipboard.copy(document, MAP, [TASK])
    assert clip is not None
    return clipboard.decode(attribute_copies.complete(document, MAP, clip).encode())


def test_a_pasted_element_keeps_its_values(document: Document) -> None:
    made = pasted(document, copied(document))
    for one in (document, base.read_bytes(written(document), "a.bpm").document):
        assert said(one, MAP, made) == said(one, MAP, TASK) == WHOLE
        assert attributes.attachment(one, MAP, made, PICTURE) == b"\xff\xd8\xff"


def test_pasted_into_another_document_it_keeps_what_that_defines(document: Document) -> None:
    clip = copied(document)
    other = base.read_bytes(file(), "b.bpm").document
    assert said(other, MAP, pasted(other, clip)) == WHOLE
    diag = zipped({"Diagram.xml": small_diagram()})
    parts = {f"Documentation/{COUNT}.xml": definition(COUNT, "Number", "Banyak", "UserTask")}
    fewer = base.read_bytes(zipped({f"{MAP}.diag": diag, **parts}), "c.bpm").document
    assert said(fewer, MAP, pasted(fewer, clip)) == {COUNT: "3"}


def test_a_duplicated_map_keeps_its_values(document: Document) -> None:
    with document.transaction(label("cmd.test")) as tx:
        attributes.assign(tx, MAP, TASK, CHOICE, "Cepat")
        made = maps.duplicate_map(tx, MAP, "Salinan", attribute_copies.values(document, MAP))
    data = bizagi.write(document, [MAP, made.id], stamp=STAMP)
    for one in (document, base.read_bytes(data, "a.bpm").document):
        tasks = [n for n in one.nodes(made.id) if n.kind == "task.user"]
        assert [said(one, made.id, n.id) for n in tasks] == [WHOLE | {CHOICE: "Cepat"}]
        assert said(one, made.id, "") == {CLIENT: "Warga"}


def test_a_table_is_shown_and_carried() -> None:
    table = (
        f'<?xml version="1.0"?>\r\n<DiagramAttributeValues {XSI}><ElementAttributeValues ElementId="{START}"><Values>'
        f'<ExtendedAttributeValue Id="{COUNT}"><Content /><TableValues><Row><Cell>a</Cell><Cell /></Row>'
        "<Row><Cell>b</Cell><Cell>2</Cell></Row><Row><Cell /></Row></TableValues></ExtendedAttributeValue></Values>"
        "</ElementAttributeValues></DiagramAttributeValues>"
    )
    diag = zipped({"Diagram.xml": small_diagram(), "ExtendedAttributeValues.xml": table.encode()})
    definitions = {f"Documentation/{COUNT}.xml": definition(COUNT, "Table", "Rincian", "MessageStart")}
    data = zipped({f"{MAP}.diag": diag, **definitions})
    document = base.read_bytes(data, "a.bpm").document
    (value,) = attributes.values(document, MAP, START)
    assert value.rows == (("a", ""), ("b", "2"))
    with pytest.raises(ValueError, match="x"), document.transaction(label("cmd.test")) as tx:
        attributes.assign(tx, MAP, START, COUNT, "x")
    node = document.node(MAP, START)
    with document.transaction(label("cmd.test")) as tx:
        tx.put(msgspec.structs.replace(node, name="Mulai"))
    again = base.read_bytes(bizagi.write(document, [MAP], stamp=STAMP), "a.bpm").document
    assert attributes.values(again, MAP, START)[0].rows == value.rows
