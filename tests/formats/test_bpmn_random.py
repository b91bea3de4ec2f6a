"""Any document at all makes a valid BPMN file, and any damaged file is refused or read, never a crash."""

from __future__ import annotations

from formats.bpmn_small import small_bpmn
from formats.random_documents import documents
from formats.test_bpmn_corpus import references_resolve
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from probis_editor.formats import bpmn
from probis_editor.formats.base import FormatError
from probis_editor.formats.bpmn_valid import schema
from probis_editor.model.document import Document

SLOW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(documents())
def test_any_document_becomes_valid_bpmn(document: Document) -> None:
    data = bpmn.write(document)
    assert schema().validate(etree.fromstring(data)), schema().error_log
    assert references_resolve(data) == []
    assert bpmn.write(document) == data
    again = bpmn.read(data, "x.bpmn").document
    assert len(again.maps()) == max(1, len(document.maps()))


@SLOW
@given(st.data())
def test_damaged_files_are_read_or_refused(data: st.DataObject) -> None:
    text = bytearray(small_bpmn())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(text) - 1))
        cut = data.draw(st.integers(0, 40))
        text[place : place + cut] = data.draw(st.binary(max_size=8))
    try:
        document = bpmn.read(bytes(text), "x.bpmn").document
    except FormatError:
        return
    written = bpmn.write(document)
    assert schema().validate(etree.fromstring(written)), schema().error_log


ATTRIBUTES = (
    "bpmnElement",
    "sourceRef",
    "targetRef",
    "processRef",
    "attachedToRef",
    "id",
    "width",
    "x",
    "default",
)


@SLOW
@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200), st.sampled_from(ATTRIBUTES)), max_size=8))
@example([(9, 9, "id")])
def test_crossed_references_are_read(swaps: list[tuple[int, int, str]]) -> None:
    root = etree.fromstring(small_bpmn())
    for first, second, name in swaps:
        found = [e for e in root.iter(etree.Element) if e.get(name) is not None]
        a, b = found[first % len(found)], found[second % len(found)]
        value = str(a.get(name))
        a.set(name, str(b.get(name)))
        b.set(name, value if first % 3 else "nowhere")
    document = bpmn.read(etree.tostring(root), "x.bpmn").document
    written = bpmn.write(document)
    assert schema().validate(etree.fromstring(written)), schema().error_log
    assert references_resolve(written) == []
