"""Themes: complete, with fallback, and Bizagi's as its files have it."""

from __future__ import annotations

import re

import pytest

from probis_editor.drawing.primitives import pt
from probis_editor.drawing.theme import NAMES, SIZES, theme

KINDS = [
    *("pool", "lane", "phase", "task", "task.user", "task.rule", "subprocess", "subprocess.event", "call"),
    *("event.start", "event.catch", "event.throw", "event.boundary", "event.end"),
    *("gateway.exclusive", "gateway.event_parallel", "data.object", "data.store"),
    *(
        "annotation",
        "group",
        "image",
        "text",
        "box.process",
        "box.unit",
        "box.party",
        "band",
        "nothing.known",
    ),
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", SIZES)
def test_every_kind_has_a_usable_form(name: str, size: str) -> None:
    for kind in KINDS:
        form = theme(name, size).form(kind)
        assert form.width > 0
        assert form.height > 0
        assert 7 <= form.min_text <= form.text_size
        for color in (form.fill, form.border, form.header_fill, form.text):
            assert re.fullmatch("(#[0-9A-F]{6})?", color)
    for kind in ("sequence", "message", "association"):
        assert theme(name, size).line(kind).width >= 1


def argb(value: int) -> str:
    """A signed 32-bit ARGB colour as Bizagi writes it."""
    return f"#{value & 0xFFFFFF:06X}"


@pytest.mark.parametrize(
    ("kind", "border", "fill", "width", "height"),
    [
        ("task.user", -16553830, -1249281, 90, 60),
        ("call", -16553830, -1249281, 90, 60),
        ("event.start", -10311914, -1638505, 30, 30),
        ("event.end", -6750208, -1135958, 30, 30),
        ("event.throw", -6909623, -66833, 30, 30),
        ("gateway.inclusive", -5855715, -52, 40, 40),
        ("data.object", -10066330, -986896, 40, 50),
        ("data.store", -10066330, -986896, 50, 50),
        ("pool", -16777216, -1, 700, 350),
        ("lane", -11513776, -1, 650, 350),
    ],
)
def test_bizagi_defaults(kind: str, border: int, fill: int, width: int, height: int) -> None:
    form = theme("bizagi").form(kind)
    assert (form.border, form.fill) == (argb(border), argb(fill))
    assert (form.width, form.height) == (width, height)
    assert (form.text_size, form.min_text, form.padding) == (8, 7, 4)


def test_a_kind_inherits_from_its_stem() -> None:
    house = theme("house")
    assert house.form("task.user") == house.form("task")
    assert house.form("event.start").width == house.form("event.end").width == 32
    assert (house.form("event.start").line, house.form("event.end").line) == (1.2, 3.0)
    assert house.form("unheard").width == house.form("default").width


def test_compact_replaces_only_what_it_names() -> None:
    normal, compact = theme("house"), theme("house", "compact")
    assert (compact.form("task").width, compact.form("task").height) == (96, 48)
    assert (compact.form("task").text_size, compact.form("task").padding) == (8, 5)
    assert compact.form("task").radius == normal.form("task").radius
    assert compact.label_gap == normal.label_gap > 0


def test_pens_and_styles_come_from_the_row() -> None:
    form = theme("house").form("lane")
    assert (form.pen.width, form.pen.color, form.text_style.bold) == (form.line, form.border, True)
    assert form.text_style.size == pt(form.text_size)
    line = theme("house").line("message")
    assert line.pen.dash == line.dash != ()
    assert line.head_pen.dash == ()


def test_unknown_themes_are_refused() -> None:
    with pytest.raises(KeyError):
        theme("visio")
    with pytest.raises(KeyError):
        theme("house", "huge")
