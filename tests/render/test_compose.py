"""Composing: what is drawn, where, in which order; the same picture every time."""

from __future__ import annotations

import random
from itertools import pairwise

import msgspec
import pytest
from render.maps import document, flow, letter, node

from probis_editor.commands import lanes, maps
from probis_editor.drawing.bounds import bounds, texts, walk
from probis_editor.drawing.primitives import Group, Path, Primitive, Text
from probis_editor.geometry import Point, Rect
from probis_editor.kinds import KINDS
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.elements import Style
from probis_editor.model.office import Process
from probis_editor.render import compose


def lines_of(primitive: Primitive, owner: str) -> list[str]:
    return [placed.text.text for placed in texts(primitive) if placed.id == owner]


def test_every_drawn_element_has_its_group() -> None:
    doc = letter()
    picture = compose.map_picture(doc, "m")
    ids = [g.id for g in picture.group.children if isinstance(g, Group)]
    assert sorted(ids) == sorted(r.id for r in [*doc.nodes("m"), *doc.flows("m")])
    assert tuple(ids) == compose.order(doc, "m")
    for group in picture.group.children:
        assert isinstance(group, Group)
        assert group == compose.element(doc, ("m", group.id))


def test_order_of_painting() -> None:
    order = compose.order(letter(), "m")
    assert order[:3] == ("p", "l1", "l2")
    assert order.index("l2") < order.index("f1") < order.index("t") < order.index("b")


def test_bounds_hold_everything() -> None:
    picture = compose.map_picture(letter(), "m")
    assert picture.bounds == bounds(picture.group)
    assert Rect(-2, -2, 704, 304).covers(picture.bounds)


def test_nothing_and_unknown_are_empty() -> None:
    doc = document()
    assert compose.map_picture(doc, "m") == compose.Picture(Group(()), Rect(0, 0, 0, 0))
    assert compose.map_picture(doc, "x").group.children == ()
    assert compose.element(doc, ("m", "gone")).children == ()


def test_same_picture_whatever_the_order_of_records() -> None:
    doc = letter()
    records = list(doc.records())
    for seed in range(5):
        random.Random(seed).shuffle(records)
        assert compose.map_picture(Document(records), "m") == compose.map_picture(doc, "m")


def test_a_change_shows_at_once_and_undone_is_as_before() -> None:
    doc = letter()
    before = compose.map_picture(doc, "m")
    task = doc.node("m", "t")
    with doc.transaction(label("cmd.rename")) as tx:
        tx.put(msgspec.structs.replace(task, name="Membaca surat"))
    assert "Membaca surat" in " ".join(lines_of(compose.map_picture(doc, "m").group, "t"))
    with doc.transaction(label("cmd.rename")) as tx:
        tx.put(task)
    assert compose.map_picture(doc, "m") == before


def test_hidden_pool_is_not_drawn() -> None:
    doc = document(node("h", "pool", 30, 30, 700, 350, hidden=True), node("t", "task", 900, 50, 120, 60))
    assert compose.map_picture(doc, "m").bounds.x > 890


def test_outside_label_carries_the_state() -> None:
    assert lines_of(compose.map_picture(letter(), "m").group, "d") == ["Surat", "[draf]"]


def test_stored_label_stays_where_it_is() -> None:
    box = Rect(90, 110, 90, 30)
    doc = document(node("s", "event.start", 100, 60, 32, 32, name="Surat masuk", label=box))
    found = compose.label(doc, doc.node("m", "s"))
    assert found is not None
    assert box.covers(found.bounds)


def test_automatic_labels_keep_off_lines_and_shapes() -> None:
    doc = letter()
    for element in [*doc.nodes("m"), *doc.flows("m")]:
        found = compose.label(doc, element)
        if found is None:
            continue
        for one in doc.flows("m"):
            points = compose.route(doc, one)
            for a, b in pairwise(points):
                box = Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x) + 0.01, abs(a.y - b.y) + 0.01)
                assert not found.bounds.overlaps(box), (element.id, one.id)
        for other in doc.nodes("m"):
            if other.kind not in ("pool", "lane") and other.id != element.id:
                assert not found.bounds.overlaps(other.drawn)


def test_stored_label_leaves_its_own_line() -> None:
    doc = document(
        node("a", "task", 0, 0, 90, 60),
        node("b", "task", 300, 0, 90, 60),
        flow("f", "a", "b", (90, 30), (300, 30), name="Surat", label=Rect(150, 15, 90, 30)),
    )
    found = compose.label(doc, doc.flow("m", "f"))
    assert found is not None
    assert not found.bounds.contains(Point(195, 30))
    assert abs(found.bounds.center.y - 30) < 20


def test_flow_without_points_gets_a_route() -> None:
    doc = document(
        node("a", "task", 0, 0, 90, 60), node("b", "event.end", 300, 200, 30, 30), flow("f", "a", "b")
    )
    points = compose.route(doc, doc.flow("m", "f"))
    assert len(points) >= 2
    assert doc.node("m", "a").bounds.grown(0.1).contains(points[0])
    assert points[-1].distance(Point(315, 215)) == pytest.approx(15, abs=0.1)
    assert doc.flow("m", "f").points == ()


def test_loose_flow_without_points_is_not_drawn() -> None:
    doc = document(node("a", "task", 0, 0, 90, 60), flow("f", "a", ""))
    assert compose.element(doc, ("m", "f")).children == ()


def test_flow_may_end_at_a_flow() -> None:
    doc = document(
        node("a", "task", 0, 0, 90, 60),
        node("b", "task", 300, 0, 90, 60),
        node("n", "annotation", 150, 100, 100, 60, name="Lihat"),
        flow("f", "a", "b", (90, 30), (300, 30)),
        flow("g", "n", "f", kind="association"),
    )
    assert compose.route(doc, doc.flow("m", "g"))[-1].y == pytest.approx(30)


@pytest.mark.parametrize(("kind", "marks"), [("task", 3), ("gateway.exclusive", 2)])
def test_conditional_diamond_only_at_activities(kind: str, marks: int) -> None:
    doc = document(
        node("a", kind, 0, 0, 60, 60),
        node("b", "task", 300, 0, 90, 60),
        flow("f", "a", "b", (60, 30), (300, 30), condition="conditional"),
    )
    assert len(compose.element(doc, ("m", "f")).children) == marks


def test_terminators_of_the_flowchart_meet_their_arrows() -> None:
    doc = document(
        node("s", "event.start", 0, 0, 32, 32),
        node("t", "task", 100, -14, 90, 60),
        flow("f", "s", "t", (32, 16), (100, 16)),
        symbols="flowchart",
    )
    assert compose.route(doc, doc.flow("m", "f"))[0] == Point(40, 16)


def test_lane_strip_gives_way_to_the_first_step() -> None:
    def width(x: float) -> float:
        doc = document(
            node("p", "pool", 0, 0, 700, 150),
            node("l", "lane", 50, 0, 650, 150, name="Camat", parent="p"),
            node("t", "task", x, 40, 90, 60, parent="p"),
            theme="bizagi",
        )
        return compose.header(doc, doc.node("m", "l"))

    assert width(200) == 32
    assert width(75) == 21
    assert width(55) == 14


def test_vertical_pool_has_its_strip_on_top() -> None:
    def angles(**fields: object) -> set[int]:
        doc = document(
            node("p", "pool", 0, 0, 300, 600, name="Kecamatan", **fields),
            node("t", "task", 50, 100, 90, 60, parent="p"),
        )
        return {p.text.angle for p in texts(compose.element(doc, ("m", "p")))}

    assert angles() == {-90}
    assert angles(style=Style(direction="down")) == {0}
    assert angles(foreign=(("di:@isHorizontal", "false"),)) == {0}


def test_preview_of_an_inner_canvas_stays_inside() -> None:
    doc = document(
        node("s", "subprocess", 100, 100, 90, 60, name="Arsip", expanded=True, expanded_size=(270, 180)),
        node("a", "task", 0, 0, 90, 60, name="Menyimpan", plane="s", parent="s"),
        node("b", "task", 800, 300, 90, 60, plane="s", parent="s"),
        flow("f", "a", "b", (90, 30), (845, 30), (845, 300), plane="s"),
    )
    box = bounds(compose.element(doc, ("m", "s")))
    assert box is not None
    assert Rect(99, 99, 272, 182).covers(box)
    assert compose.order(doc, "m") == ("s",)
    assert compose.map_picture(doc, "m", "s").bounds.w == pytest.approx(891.2, abs=1)
    scales = {placed.scale for placed in walk(compose.element(doc, ("m", "s"))) if placed.id == "a"}
    assert all(0 < scale < 0.4 for scale in scales)


def test_inline_children_are_drawn_on_top() -> None:
    doc = document(
        node("s", "subprocess", 0, 0, 400, 200, expanded=True, inline=True, z=9),
        node("a", "task", 50, 50, 90, 60, parent="s"),
    )
    assert compose.order(doc, "m") == ("s", "a")


def test_process_box_shows_the_code_of_the_tree() -> None:
    doc = document(
        Process(id="x", name="Pelayanan"),
        node("b", "box.process", 0, 0, 150, 64, name="Pelayanan", process="x"),
    )
    assert lines_of(compose.element(doc, ("m", "b")), "b") == ["P1", "Pelayanan"]
    with doc.transaction(label("cmd.change")) as tx:
        tx.put(Process(id="x", name="Pelayanan", pinned=7))
    assert lines_of(compose.element(doc, ("m", "b")), "b") == ["P7", "Pelayanan"]


def test_affected_holds_what_a_move_changes() -> None:
    doc = letter()
    before = {key: compose.element(doc, key) for key in [("m", i) for i in compose.order(doc, "m")]}
    task = doc.node("m", "t")
    with doc.transaction(label("cmd.move")) as tx:
        tx.put(msgspec.structs.replace(task, bounds=task.bounds.moved(0, 20)))
    changed = {key for key, old in before.items() if compose.element(doc, key) != old}
    assert changed
    assert changed <= set(compose.affected(doc, frozenset({("m", "t")})))


@pytest.mark.parametrize("symbols", ["bpmn", "flowchart"])
@pytest.mark.parametrize("theme", ["house", "bizagi"])
def test_a_map_of_every_kind(theme: str, symbols: str) -> None:
    records = [
        node(row.id, row.id, 200.0 * (at % 7), 150.0 * (at // 7), *row.size_in(theme), name="Contoh", z=at)
        for at, row in enumerate(KINDS)
    ]
    picture = compose.map_picture(document(*records, theme=theme, symbols=symbols), "m")
    assert len(picture.group.children) == len(KINDS)


def test_text_is_one_line_each() -> None:
    for leaf, *_ in walk(compose.map_picture(letter(), "m").group):
        assert isinstance(leaf, Path) or (isinstance(leaf, Text) and "\n" not in leaf.text)


def test_a_printed_map_leaves_out_the_strip_that_repeats_its_caption() -> None:
    paged = Document()
    with paged.transaction(label("test")) as tx:
        map_id = maps.create_map(tx, "Surat").id
        pool = lanes.add_pool(tx, map_id, Rect(0, 0, 600, 200), "Surat")
        lane = lanes.add_lane(tx, map_id, pool.id, name="Camat")
    drawn, paper = compose.map_picture(paged, map_id), compose.printed(paged, map_id)
    assert {g.id for g in drawn.group.children} - {g.id for g in paper.group.children} == {pool.id}
    assert lane.id in {g.id for g in paper.group.children}
    assert drawn.bounds.w - paper.bounds.w == pytest.approx(lanes.STRIP, abs=1)
    with paged.transaction(label("test")) as tx:
        lanes.add_pool(tx, map_id, Rect(0, 300, 600, 100), "Pihak lain")
    assert compose.printed(paged, map_id) == compose.map_picture(paged, map_id)
