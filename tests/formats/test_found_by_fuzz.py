"""What damaged files once stopped, each as the smallest case."""

from __future__ import annotations

from formats.bpmn_small import diagram, document, shape
from lxml import etree

from probis_editor.commands import maps
from probis_editor.formats import base, bpmn, bpmn_keep, bpmn_valid, native, tables
from probis_editor.geometry import Point, Rect
from probis_editor.i18n import Translator
from probis_editor.layout.steps import Row
from probis_editor.model import repairs
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.office import Container


def task_with(inside: str) -> str:
    """A process of one task with that extension."""
    within = f"<bpmn:extensionElements>{inside}</bpmn:extensionElements>"
    return f'<bpmn:process id="P"><bpmn:task id="T">{within}</bpmn:task></bpmn:process>'


def test_a_prefix_that_was_never_declared_is_left_out() -> None:
    inside = '<own:a xmlns:own="urn:own" own:b="1"><onw:c/><own:d/></own:a>'
    # A parser that reads on where only the prefix is wrong, as the one of real files does for large ones.
    element = etree.fromstring(document(task_with(inside)), etree.XMLParser(recover=True))
    (extension,) = element.iter("{*}extensionElements")
    text = bpmn_keep.kept(extension, "")
    assert [part.tag for part in bpmn_keep.restored(text)[0]] == ["{urn:own}d"]


def test_elements_with_names_of_other_scripts_are_kept() -> None:
    inside = '<own:α xmlns:own="urn:own"><own:β/></own:α>'
    body = task_with(inside) + diagram("P", shape("T", 0, 0, 90, 60))
    read = base.read_bytes(document(body), "a.bpmn").document
    assert "β".encode() in bpmn.write(read)


def test_our_entries_are_ours_in_any_case() -> None:
    made = Document()
    with made.transaction(label("cmd.test")) as tx:
        tx.put(Container(entries=(("PROBIS\\STEPS.JSON", b"{}"),)))
        maps.create_map(tx, "Satu")
    again = base.read_bytes(native.write(made, [one.id for one in made.maps()]), "a.probis").document
    assert [one.name for one in again.maps()] == ["Satu"]


def test_names_of_nothing_but_invisible_letters_take_no_room() -> None:
    events = '<bpmn:startEvent id="S" name="\u200b"/><bpmn:endEvent id="E" name="\u200b"/>'
    flow = '<bpmn:sequenceFlow id="F" sourceRef="S" targetRef="E" name="\u200b"/>'
    read = base.read_bytes(document(f'<bpmn:process id="P">{events}{flow}</bpmn:process>'), "a.bpmn")
    assert len(read.document.nodes(read.document.maps()[0].id)) >= 2


def test_an_element_with_a_prefix_of_its_own_is_set_aside() -> None:
    # Two of them with one prefix for two things, as a serialiser makes them.
    odd = "".join(f'<ns0:y xmlns:ns0="http://example.org/{n}" id="Y{n}"/>' for n in (1, 2))
    data = document(f'<bpmn:process id="P"><bpmn:task id="T"/>{odd}</bpmn:process>')
    written = bpmn.write(base.read_bytes(data, "a.bpmn").document)
    assert bpmn_valid.is_valid(written)
    assert [written.count(b'id="Y%d"' % n) for n in (1, 2)] == [1, 1]
    assert bpmn.write(base.read_bytes(written, "a.bpmn").document) == written


def test_a_line_may_end_beside_an_event_of_next_to_no_width() -> None:
    least = Rect(0, 0, 5e-324, 30)
    assert repairs.outline_distance("event.start", least, Point(3, 15)) > 0


def test_an_extension_that_the_schema_knows_better_is_kept_as_text() -> None:
    area = '<dc:Bounds xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" startQuantity="1"><bpmn:incoming/></dc:Bounds>'
    read = base.read_bytes(document(task_with(area)), "a.bpmn").document
    written = bpmn.write(read)
    assert bpmn_valid.is_valid(written)
    assert b"startQuantity" in written


def test_an_extension_inside_a_documentation_steps_out_of_it() -> None:
    inside = "<bpmn:documentation/><bpmn:extensionElements/><bpmn:task id='X'/>"
    body = f'<bpmn:process id="P"><bpmn:documentation>{inside}</bpmn:documentation><bpmn:task id="T"/></bpmn:process>'
    written = bpmn.write(
        base.read_bytes(document(body + diagram("P", shape("T", 0, 0, 90, 60))), "a.bpmn").document
    )
    assert bpmn_valid.is_valid(written)


def test_half_letters_do_not_stop_a_save() -> None:
    made = Document()
    with made.transaction(label("cmd.test")) as tx:
        made_map = maps.create_map(tx, "a\ud800b \ud83d\ude00")
    again = base.read_bytes(native.write(made, [made_map.id]), "a.probis").document
    assert [one.name for one in again.maps()] == ["a\ufffdb \U0001f600"]


def test_letters_that_xml_cannot_hold_stop_no_table(tr: Translator) -> None:
    assert tables.to_xlsx([], tr, "a\x01\ufffe\ud800b").startswith(b"PK")
    row = Row(id="T", text="a\ud800b")
    assert tables.to_xlsx([row], tr, "a").startswith(b"PK")
    assert b"a?b" in tables.to_csv([row], tr)
