"""What the tests of single peculiarities share: a small file with one thing changed, and what must hold of it."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from formats.independent import differences
from formats.small import (
    MAP,
    small_bpm,
    small_diagram,
)

from probis_editor.formats import base, bizagi, native
from probis_editor.formats.base import FormatError, ReadResult
from probis_editor.formats.xpdl_build import Stamp
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
    edit_one(through, data)
    return result


def edit_one(document: Document, data: bytes) -> None:
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
