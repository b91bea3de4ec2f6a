"""Styles read from graphics infos."""

from __future__ import annotations

from itertools import permutations

from lxml import etree

from probis_editor.formats.xpdl_style import default, read_style
from probis_editor.model.elements import PLAIN, Style

NS = "{http://www.wfmc.org/2009/XPDL2.2}"


def info(*texts: tuple[str, str], inside: str = "") -> etree._Element:
    font = "".join(f"<{tag}>{text}</{tag}>" for tag, text in texts)
    return etree.fromstring(
        f'<NodeGraphicsInfo xmlns="{NS[1:-1]}"><Coordinates/><Formatting>{font}</Formatting>{inside}'
        "</NodeGraphicsInfo>"
    )


def test_what_was_read_before_is_not_taken_for_what_only_looks_like_it() -> None:
    usual = default("bizagi", "task")
    cases = [
        (info(("Italic", "true"), ("Underline", "false")), Style(italic=True)),
        (info(("Italic", "false"), ("Underline", "true")), Style(underline=True)),
        (info(("Underline", "true"), ("Italic", "false")), Style(underline=True)),
        (info(("Italic", "false"), ("Underline", "false")), PLAIN),
        (info(inside="<TextDirection>BottomToTop</TextDirection>"), Style(direction="up")),
        (info(inside="<TextDirection>TopToBottom</TextDirection>"), Style(direction="down")),
    ]
    for order in permutations(cases, 3):
        for element, wanted in order:
            assert read_style(element, NS, usual) == wanted


def test_the_same_texts_depart_from_one_theme_and_not_from_another() -> None:
    usual = default("bizagi", "task")
    element = info(("Bold", "true"), ("SizeFont", str(usual.size)))
    assert read_style(element, NS, usual) == Style(bold=True)
    assert read_style(element, NS, usual._replace(bold=True)) == PLAIN
    assert read_style(element, NS, usual._replace(size=usual.size + 1, bold=True)).size == usual.size


def test_of_several_the_first_counts() -> None:
    twice = "<TextDirection>BottomToTop</TextDirection><TextDirection>TopToBottom</TextDirection>"
    assert read_style(info(inside=twice), NS, default("bizagi", "task")) == Style(direction="up")
