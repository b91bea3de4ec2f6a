"""Pictures as SVG."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from render.pictures import DOT, small

from probis_editor.drawing.primitives import Group, Text, TextStyle, rectangle
from probis_editor.geometry import Rect
from probis_editor.render import svg

GOLDEN = """\
<g>
<g data-id="task-1" transform="translate(40 20)">
<title>Menerima &lt;surat&gt;</title>
<path d="M0 0L90 0L90 60L0 60Z" fill="#ECEFFF" stroke="#03689A" stroke-width="1.2"/>
<text x="45" y="27.261" text-anchor="middle" font-size="12" fill="#000000">Menerima</text>
<text x="45" y="41.06" text-anchor="middle" font-size="12" fill="#000000">&lt;surat&gt; &amp; arsip</text>
</g>
<path d="M130 50L200.5 50" stroke="#000000" stroke-width="1.2" stroke-dasharray="6 4"/>
<g transform="translate(201 35) scale(0.5)">
<path d="M60 30C60 46.569 46.569 60 30 60C13.431 60 0 46.569 0 30C0 13.431 13.431 0 30 0C46.569 0 60 13.431 60 30Z"\
 fill="#E6FF97"/>
</g>
<text x="20" y="110" transform="rotate(-90 20 110)" font-size="12" fill="#000000" font-weight="bold">Sekretariat</text>
<text x="300" y="20" text-anchor="end" font-size="12" fill="#990000" font-style="italic"\
 text-decoration="underline">Kirim ✓</text>
<text x="250" y="100" text-anchor="middle" font-size="12" fill="#000000">درخواست</text>
<image x="260" y="40" width="20" height="10" preserveAspectRatio="none" href="data:image/png;base64,\
iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"/>
</g>
"""


def test_elements_are_as_ever() -> None:
    assert svg.fragment(small()) == GOLDEN


def test_a_page_is_well_formed_and_framed() -> None:
    text = svg.page(small(), Rect(0, 0, 320, 120), margin=10, background="#FFFFFF", title="Peta <1> & 2")
    root = ElementTree.fromstring(text)
    assert root.attrib["viewBox"] == "-10 -10 340 140"
    assert (root.attrib["width"], root.attrib["height"]) == ("340", "140")
    assert "font-kerning:none" in root.attrib["style"]
    assert root[0].text == "Peta <1> & 2"
    assert root[1].attrib["fill"] == "#FFFFFF"
    assert svg.page(small()) == svg.page(small())


def test_without_a_box_the_whole_picture_shows() -> None:
    picture = Group((rectangle(Rect(-5, 7, 10, 20), None, "#FFFFFF"),))
    assert 'viewBox="-5 7 10 20"' in svg.page(picture)
    assert 'viewBox="0 0 1 1"' in svg.page(Group(()))


def test_jpeg_and_spaces_are_told() -> None:
    image = svg.fragment(small().children[-1])
    assert "image/png" in image
    assert DOT[:2] != b"\xff\xd8"
    assert 'xml:space="preserve"' in svg.fragment(Text(0, 0, "a  b", TextStyle(9)))


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"])))
def test_any_text_survives_the_escaping(text: str) -> None:
    picture = Group((Text(0, 0, text, TextStyle(9)),), id=text, title=text)
    root = ElementTree.fromstring(svg.page(picture, title=text))
    line = next(root.iter("{http://www.w3.org/2000/svg}text"))
    assert (line.text or "") == text


def test_what_xml_cannot_hold_is_left_out() -> None:
    picture = Group((), id="a\x01", title="b\ud800\n\x0bc\uffff")
    root = ElementTree.fromstring(svg.page(picture))
    assert (root[0].attrib["data-id"], root[0][0].text) == ("a", "b\nc")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (-0.0001, "0"),
        (0.12345, "0.123"),
        (-2.5, "-2.5"),
        (1e7, "10000000"),
        (12345.678, "12345.678"),
    ],
)
def test_numbers_are_short(value: float, text: str) -> None:
    assert svg.number(value) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_impossible_numbers_are_refused(value: float) -> None:
    with pytest.raises((ValueError, OverflowError)):
        svg.number(value)
