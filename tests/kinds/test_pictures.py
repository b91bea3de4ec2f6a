"""Every kind draws itself, within its bounds, in both symbol sets, both themes and both sizes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probis_editor.drawing.bounds import bounds, walk
from probis_editor.drawing.primitives import Group, Path, Text
from probis_editor.drawing.theme import theme
from probis_editor.geometry import Rect
from probis_editor.kinds import KINDS, Kind, kind
from probis_editor.kinds.glyphs import GLYPHS, Ink, glyph
from probis_editor.kinds.lettering import ELLIPSIS, text_bounds
from probis_editor.kinds.look import Look, node_look
from probis_editor.kinds.triggers import TRIGGERS
from probis_editor.model.elements import PLAIN, Node, Style

WAYS = [
    (name, size, symbols)
    for name in ("house", "bizagi")
    for size in ("normal", "compact")
    for symbols in ("bpmn", "flowchart")
]


def node(kind_id: str, w: float, h: float, **fields: object) -> Node:
    return Node(map="m", id="n", kind=kind_id, bounds=Rect(100, 50, w, h), **fields)  # type: ignore[arg-type]


def look(kind_id: str, name: str = "house", size: str = "normal", symbols: str = "bpmn") -> Look:
    return node_look(kind_id, PLAIN, theme(name, size), symbols)


def picture(one: Node, how: Look) -> Group:
    return Group(kind(one.kind).draw_in(how.symbols)(one, how))


@pytest.mark.parametrize("row", KINDS, ids=lambda row: row.id)
@pytest.mark.parametrize(("name", "size", "symbols"), WAYS)
def test_every_kind_draws(row: Kind, name: str, size: str, symbols: str) -> None:
    w, h = row.size_in(name, size)
    one = node(row.id, w, h, name="Memeriksa kelengkapan berkas", marker=True)
    drawn = picture(one, look(row.id, name, size, symbols))
    assert drawn.children
    box = bounds(drawn)
    assert box is not None
    room = row.outline_in(symbols).framed(Rect(0, 0, w, h)).united(Rect(0, 0, w, h))
    assert room.grown(2.5).covers(box)


@pytest.mark.parametrize("trigger", [t.id for t in TRIGGERS])
@pytest.mark.parametrize("place", ["start", "catch", "throw", "boundary", "end"])
def test_triggers_stay_inside_the_ring(trigger: str, place: str) -> None:
    one = node("event." + place, 32, 32, trigger=trigger)
    plain = picture(node("event." + place, 32, 32), look(one.kind))
    drawn = picture(one, look(one.kind))
    assert (drawn != plain) == (trigger != "none")
    for leaf in drawn.children[len(plain.children) :]:
        box = bounds(leaf)
        assert box is not None
        assert Rect(2.5, 2.5, 27, 27).covers(box)


def test_what_the_circles_say() -> None:
    def pens(kind_id: str, **fields: object) -> list[tuple[float, bool]]:
        drawn = picture(node(kind_id, 32, 32, **fields), look(kind_id))
        return [(p.pen.width, bool(p.pen.dash)) for p in drawn.children if isinstance(p, Path) and p.pen]

    assert pens("event.start") == [(1.2, False)]
    assert pens("event.end") == [(3.0, False)]
    assert pens("event.catch") == [(1.2, False)] * 2
    assert pens("event.boundary", interrupting=False) == [(1.2, True)] * 2
    assert pens("event.start", interrupting=False) == [(1.2, True)]


def test_throwing_triggers_are_filled() -> None:
    def fill(kind_id: str) -> str:
        drawn = picture(node(kind_id, 32, 32, trigger="signal"), look(kind_id))
        last = drawn.children[-1]
        assert isinstance(last, Path)
        return last.fill

    assert fill("event.catch") == "#FFFFFF"
    assert fill("event.throw") == "#000000"
    assert fill("event.end") == "#000000"


def test_exclusive_shows_its_marker_only_where_told() -> None:
    plain = picture(node("gateway.exclusive", 44, 44), look("gateway.exclusive"))
    marked = picture(node("gateway.exclusive", 44, 44, marker=True), look("gateway.exclusive"))
    assert len(plain.children) == 1
    assert len(marked.children) == 2


def test_hidden_pool_draws_nothing() -> None:
    assert picture(node("pool", 700, 350, hidden=True), look("pool")).children == ()


def test_own_colours_win_and_none_means_none() -> None:
    style = Style(fill="#FF0000", border="none", text="#00FF00", bold=True, size=12.0, font="Times New Roman")
    found = node_look("task", style, theme("house"))
    assert found.form.fill == "#FF0000"
    assert found.form.border == ""
    assert found.text.color == "#00FF00"
    assert found.text.bold
    assert found.text.size == pytest.approx(16.0)
    assert found.text.family == "serif"


names = st.text(st.characters(blacklist_categories=("Cs",)), max_size=160)
activities = st.sampled_from([row.id for row in KINDS if row.family == "activity"])


@given(
    name=names,
    kind_id=activities,
    w=st.floats(40, 260),
    h=st.floats(24, 160),
    loop=st.sampled_from(["", "standard", "parallel"]),
    expanded=st.booleans(),
    size=st.sampled_from([0.0, 6.0, 14.0, 40.0]),
    ways=st.sampled_from(WAYS),
)
def test_text_never_leaves_its_box(
    name: str,
    kind_id: str,
    w: float,
    h: float,
    loop: str,
    expanded: bool,
    size: float,
    ways: tuple[str, str, str],
) -> None:
    one = node(kind_id, w, h, name=name, loop=loop, expanded=expanded)
    how = node_look(kind_id, Style(size=size), theme(ways[0], ways[1]), ways[2])
    for leaf, *_ in walk(picture(one, how)):
        if isinstance(leaf, Text) and leaf.text:
            assert Rect(0, 0, w, h).grown(0.5).covers(text_bounds(leaf))


def test_text_that_cannot_fit_ends_in_an_ellipsis() -> None:
    one = node("task", 90, 40, name="Memeriksa kelengkapan berkas permohonan pelayanan " * 5)
    lines = [p.text for p in picture(one, look("task", "bizagi")).children if isinstance(p, Text)]
    assert lines[-1].endswith(ELLIPSIS)


def test_text_keeps_clear_of_markers() -> None:
    one = node("task.user", 120, 60, name="Memeriksa kelengkapan permohonan warga", loop="parallel")
    drawn = picture(one, look("task.user"))
    texts = [text_bounds(p) for p in drawn.children if isinstance(p, Text)]
    marker = Rect(4, 4, 14, 14)
    assert texts
    assert not any(t.overlaps(marker) for t in texts)


@pytest.mark.parametrize("name", sorted(GLYPHS))
def test_glyphs_stay_in_their_square(name: str) -> None:
    for path in glyph(name, Rect(10, 20, 20, 20), Ink("#000000")):
        box = bounds(path)
        assert box is not None
        assert Rect(10, 20, 20, 20).grown(0.8).covers(box)


@pytest.mark.parametrize(("name", "size", "symbols"), WAYS)
def test_drawing_is_repeatable(name: str, size: str, symbols: str) -> None:
    for row in KINDS:
        one = node(row.id, *row.size_in(name, size), name="Surat masuk")
        assert picture(one, look(row.id, name, size, symbols)) == picture(
            one, look(row.id, name, size, symbols)
        )
