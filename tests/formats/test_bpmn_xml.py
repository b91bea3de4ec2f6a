"""The text of elements that are being written: what lxml reads from it is what they said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from probis_editor.formats import bpmn_xml
from probis_editor.formats.bpmn_names import MODEL, m, p
from probis_editor.formats.bpmn_xml import DEEPER, Drawn, Element, Piece, SubElement

SPACES = {"own": "urn:own", "bpmn": MODEL, "xsi": "http://www.w3.org/2001/XMLSchema-instance"}
_ALLOWED = st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\t\n\r&<>\"':")
_NAMES = st.sampled_from(["plain", m("task"), m("text"), "{urn:own}o", "{urn:far}x", "{urn:further}y"])
_VALUES = st.text(_ALLOWED, max_size=8)


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> Element:
    made = Element(draw(_NAMES), draw(st.dictionaries(_NAMES, _VALUES, max_size=3)))
    made.text = draw(st.none() | _VALUES)
    if depth:
        for child in draw(st.lists(trees(depth=depth - 1), max_size=3)):
            child.tail = draw(st.none() | _VALUES)
            made.append(child)
    return made


def _said(element: etree._Element | Element, blank: bool) -> object:
    def text(value: str | None) -> str:
        return "" if not value or (blank and not value.strip()) else value

    inside = [(_said(child, blank), text(child.tail)) for child in element]
    return str(element.tag), dict(element.items()), text(element.text), inside


@given(trees())
def test_what_is_written_is_read_again(tree: Element) -> None:
    root = Element(m("definitions"))
    root.append(tree)
    tree.tail = None
    read = etree.fromstring(bpmn_xml.bare(root, SPACES))
    assert _said(read[0], False) == _said(tree, False)
    assert _said(etree.fromstring(bpmn_xml.alone(tree, SPACES)), False) == _said(tree, False)
    pretty = etree.fromstring(bpmn_xml.document(root, SPACES, ()))
    assert _said(pretty[0], True) == _said(tree, True)
    assert _said(bpmn_xml.taken(read), False) == _said(root, False)


def test_it_is_indented_and_declares_what_it_uses() -> None:
    root = Element(m("definitions"))
    task = SubElement(root, m("task"), {"id": "A", "{urn:own}k": "own:v"})
    SubElement(task, m("documentation")).text = "a\n b"
    mixed = SubElement(task, m("x"))
    mixed.text = "eins "
    SubElement(mixed, m("y")).tail = " zwei"
    assert bpmn_xml.document(root, SPACES, ()).decode() == (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        f'<bpmn:definitions xmlns:own="urn:own" xmlns:bpmn="{MODEL}">\n'
        '  <bpmn:task id="A" own:k="own:v">\n'
        "    <bpmn:documentation>a\n b</bpmn:documentation>\n"
        "    <bpmn:x>eins <bpmn:y/> zwei</bpmn:x>\n"
        "  </bpmn:task>\n"
        "</bpmn:definitions>\n"
    )


def test_a_prefix_that_only_a_value_uses_stays_declared() -> None:
    root = Element(m("definitions"), {"a": "xsi:b", "c": "gone:d"})
    text = bpmn_xml.document(root, SPACES, ("own",)).decode()
    assert "xmlns:xsi=" in text
    assert "xmlns:own=" in text
    assert "xmlns:bpmn=" in text
    assert text.count("xmlns:") == 3


def test_a_piece_keeps_its_own_prefixes_where_they_are_used() -> None:
    source = etree.fromstring(
        '<q:z xmlns:q="urn:q" xmlns:v="urn:v" xmlns:w="urn:w" t="v:name"><!-- c --><q:y>1</q:y><?p i?>2</q:z>'
    )
    piece = bpmn_xml.taken(source)
    assert isinstance(piece, Piece)
    root = Element(m("definitions"))
    root.append(piece)
    written = '<q:z xmlns:q="urn:q" xmlns:v="urn:v" t="v:name"><q:y>1</q:y>2</q:z>'
    assert written in bpmn_xml.bare(root, SPACES).decode()
    assert bpmn_xml.alone(piece, SPACES) == written
    root[:] = [SubElement(Element(p("a")), m("b")), *bpmn_xml.freed(piece)]
    assert '<q:y xmlns:q="urn:q">1</q:y>' in bpmn_xml.bare(root, SPACES).decode()


def test_what_is_drawn_stands_behind_its_children() -> None:
    root = Element(m("definitions"))
    drawn = Drawn(m("shape"))
    drawn.inner = f"{DEEPER}<raw/>"
    SubElement(drawn, m("kept"))
    SubElement(SubElement(root, m("diagram")), m("plane")).append(drawn)
    lines = bpmn_xml.document(root, SPACES, ()).decode().split("\n")
    assert lines[4:8] == [
        "      <bpmn:shape>",
        "        <bpmn:kept/>",
        "        <raw/>",
        "      </bpmn:shape>",
    ]


def test_signs_that_xml_cannot_hold_are_left_out() -> None:
    root = Element(m("definitions"), {"a": "x\x00\ud800y"})
    root.text = "\x0b\ufffe"
    read = etree.fromstring(bpmn_xml.bare(root, SPACES))
    assert read.get("a") == "xy"
    assert not read.text
