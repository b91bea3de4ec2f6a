"""The router for editing: valid ways, sensible sides, only the neighbourhood touched, ends repaired."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from probis_editor.geometry import Point, Rect
from probis_editor.layout.routing import Ask, Line, Router, Shape, dock, ports, repair_end, route

A = Shape("a", Rect(0, 0, 120, 60))
B = Shape("b", Rect(300, 0, 120, 60))
GATE = Shape("g", Rect(0, 0, 44, 44), "diamond")


def orthogonal(points: tuple[Point, ...]) -> bool:
    return all(a.x == b.x or a.y == b.y for a, b in pairwise(points))


def enters(points: tuple[Point, ...], rect: Rect) -> bool:
    r = rect.grown(-0.5)
    return any(
        min(a.x, b.x) < r.right and max(a.x, b.x) > r.x and min(a.y, b.y) < r.bottom and max(a.y, b.y) > r.y
        for a, b in pairwise(points)
    )


def test_level_shapes_are_joined_by_a_straight_line() -> None:
    assert route([A, B], [], Ask("f", "a", "b")) == (Point(120, 30), Point(300, 30))


def test_shapes_nearly_level_are_joined_by_a_straight_line_too() -> None:
    low = Shape("b", Rect(300, 12, 120, 60))
    points = route([A, low], [], Ask("f", "a", "b"))
    assert len(points) == 2
    assert points[0].y == points[1].y


def test_a_shape_in_the_way_is_gone_round() -> None:
    wall = Shape("w", Rect(180, -40, 60, 140))
    points = route([A, B, wall], [], Ask("f", "a", "b"))
    assert orthogonal(points)
    assert not enters(points, wall.rect)


@given(
    st.sampled_from([(120.0, 0.0), (-120.0, 0.0), (0.0, 60.0), (0.0, -60.0), (0.0, 0.0), (60.0, 30.0)]),
    st.sampled_from(["rect", "diamond", "circle"]),
    st.lists(st.tuples(st.integers(-200, 300), st.integers(-200, 300)), max_size=4),
)
def test_shapes_that_touch_have_a_way_too(
    by: tuple[float, float], outline: str, others: list[tuple[int, int]]
) -> None:
    second = Shape("b", Rect(*by, 120, 60), outline)
    more = [Shape(f"o{at}", Rect(x, y, 90, 60)) for at, (x, y) in enumerate(others)]
    points = route([A, second, *more], [], Ask("f", "a", "b"))
    assert len(points) >= 2
    assert all(p != q for p, q in pairwise(points))
    assert orthogonal(points)


def test_a_step_down_bends_in_the_middle() -> None:
    points = route(
        [A, Shape("b", Rect(300, 200, 120, 60))],
        [],
        Ask("f", "a", "b", source_side="right", target_side="left"),
    )
    assert points == (Point(120, 30), Point(210, 30), Point(210, 230), Point(300, 230))


def test_forced_sides_are_kept() -> None:
    points = route([A, B], [], Ask("f", "a", "b", source_side="bottom", target_side="top"))
    assert points[0] == Point(60, 60)
    assert points[-1] == Point(360, 0)


def test_a_flow_gives_way_to_a_line_that_is_there() -> None:
    c, d = Shape("c", Rect(0, 200, 120, 60)), Shape("d", Rect(300, 200, 120, 60))
    first = Line("1", "a", "d", (Point(120, 30), Point(210, 30), Point(210, 230), Point(300, 230)))
    points = route([A, B, c, d], [first], Ask("2", "c", "b"))
    xs = {a.x for a, b in pairwise(points) if a.x == b.x}
    assert 210 not in xs
    assert orthogonal(points)


def test_flows_to_one_target_may_join() -> None:
    c = Shape("c", Rect(0, 200, 120, 60))
    first = Line("1", "a", "b", (Point(120, 30), Point(300, 30)))
    points = route([A, B, c], [first], Ask("2", "c", "b"))
    assert not any(enters(points, s.rect) for s in (A, B, c))


def test_branches_leave_a_gateway_by_their_name() -> None:
    right, down = Shape("r", Rect(120, -8, 120, 60)), Shape("d", Rect(-38, 120, 120, 60))
    router = Router([GATE, right, down])
    yes = router.route(Ask("y", "g", "r", answer="yes"))
    router.put_line(Line("y", "g", "r", yes))
    no = router.route(Ask("n", "g", "d", answer="no"))
    assert yes[0] == Point(44, 22)
    assert no[0] == Point(22, 44)


def test_messages_run_upright() -> None:
    points = route([A, Shape("b", Rect(20, 300, 120, 60))], [], Ask("m", "a", "b", "message"))
    assert points[0].y == 60
    assert points[-1].y == 300


def test_a_flow_to_itself_leaves_and_comes_back() -> None:
    points = route([A], [], Ask("f", "a", "a"))
    assert orthogonal(points)
    assert len(points) >= 4
    assert not enters(points, A.rect)
    assert points[0].y == A.rect.bottom  # out below, in from the left, where nothing is there
    assert points[-1].x == A.rect.x


def test_a_flow_to_itself_goes_round_a_free_corner() -> None:
    near = Shape("n", Rect(A.rect.x - 20, A.rect.bottom + 4, 40, 40))
    points = route([A, near], [], Ask("f", "a", "a"))
    assert not enters(points, near.rect)
    assert not enters(points, A.rect)


def test_a_shape_that_holds_an_end_hinders_nothing() -> None:
    holder = Shape("h", Rect(-20, -20, 600, 400))
    assert route([holder, A, B], [], Ask("f", "a", "b")) == (Point(120, 30), Point(300, 30))


def test_only_flows_of_the_moved_shape_change() -> None:
    c, d = Shape("c", Rect(0, 200, 120, 60)), Shape("d", Rect(300, 200, 120, 60))
    router = Router([A, B, c, d])
    for key, source, target in (("1", "a", "b"), ("2", "c", "d")):
        router.put_line(Line(key, source, target, router.route(Ask(key, source, target))))
    router.put_shape(Shape("b", Rect(300, 60, 120, 60)))
    changed = router.moved(["b"])
    assert list(changed) == ["1"]
    assert router.plan.shapes["b"].rect.contains(changed["1"][-1])


def test_a_straight_association_docks_on_outlines() -> None:
    assert dock(GATE, Point(122, 22)) == Point(44, 22)
    assert dock(A, Point(60, 500)) == Point(60, 60)
    assert dock(Shape("c", Rect(0, 0, 32, 32), "circle"), Point(116, 16)) == Point(32, 16)


def test_ports_of_round_and_slanted_shapes_are_their_four_corners() -> None:
    assert {(p.x, p.y) for p in ports(GATE)} == {(44, 22), (22, 44), (0, 22), (22, 0)}


@st.composite
def scenes(draw: st.DrawFn) -> tuple[list[Shape], str, str]:
    shapes: list[Shape] = []
    for n in range(draw(st.integers(2, 10))):
        rect = Rect(draw(st.integers(0, 9)) * 90, draw(st.integers(0, 9)) * 60, 60, 36)
        if not any(s.rect.grown(20).overlaps(rect) for s in shapes):
            shapes.append(Shape(f"s{n}", rect))
    assume(len(shapes) >= 2)
    return shapes, shapes[0].id, shapes[-1].id


@settings(deadline=None, max_examples=150)
@given(scenes())
def test_any_way_is_orthogonal_docked_and_through_nothing(scene: tuple[list[Shape], str, str]) -> None:
    shapes, source, target = scene
    router = Router(shapes)
    points = router.route(Ask("f", source, target))
    assert orthogonal(points)
    assert not any(enters(points, s.rect) for s in shapes)
    first, last = router.plan.shapes[source].rect, router.plan.shapes[target].rect
    assert first.contains(points[0])
    assert last.contains(points[-1])
    assert router.route(Ask("f", source, target)) == points


OLD = Rect(0, 0, 120, 60)
BENT = (Point(120, 30), Point(180, 30), Point(180, 130), Point(240, 130), Point(240, 230), Point(300, 230))


def test_repair_moves_only_the_end_and_the_first_bend() -> None:
    fixed = repair_end(BENT, OLD, OLD.moved(0, 12), at_target=False)
    assert fixed == (Point(120, 42), Point(180, 42), *BENT[2:])


def test_repair_of_the_target_keeps_the_rest() -> None:
    target = Rect(300, 200, 120, 60)
    fixed = repair_end(BENT, target, target.moved(10, -20), at_target=True)
    assert fixed is not None
    assert fixed[:4] == BENT[:4]
    assert fixed[-1] == Point(310, 210)


@pytest.mark.parametrize(
    ("points", "new"),
    [
        ((Point(120, 30), Point(300, 30)), OLD.moved(0, 12)),
        (BENT, OLD.moved(90, 0)),
        (BENT, OLD.moved(400, 0)),
    ],
    ids=["straight", "bend swallowed", "beyond"],
)
def test_repair_gives_up_where_nothing_is_left_to_keep(points: tuple[Point, ...], new: Rect) -> None:
    assert repair_end(points, OLD, new, at_target=False) is None


def test_the_last_piece_has_room_for_the_head_of_the_arrow() -> None:
    low = Shape("b", Rect(300, 300, 120, 60))
    crowd = (Line(str(n), "", "", (Point(x, -200), Point(x, 500))) for n, x in enumerate((138, 210)))
    points = route([A, low], crowd, Ask("f", "b", "a", source_side="left", target_side="right"))
    assert points[-1] == Point(120, 30)
    assert points[-2].x - points[-1].x >= 9


def test_no_line_runs_on_the_side_of_a_shape() -> None:
    low, wall = Shape("b", Rect(0, 300, 120, 60)), Shape("w", Rect(60, 120, 90, 80))
    points = route([A, low, wall], [], Ask("f", "a", "b"))
    assert not any(a.x == b.x == 60.0 and max(a.y, b.y) > 120 for a, b in pairwise(points))


@pytest.mark.parametrize("apart", [70, 90])
def test_shapes_that_only_overlap_a_little_are_joined_by_a_straight_line(apart: float) -> None:
    low = Shape("b", Rect(apart, 300, 120, 60))
    points = route([A, low], [], Ask("f", "a", "b"))
    assert len(points) == 2
    assert points[0].x == points[1].x
    assert apart < points[0].x < 120


@pytest.mark.parametrize("outline", ["rect", "circle", "diamond"])
@pytest.mark.parametrize("off", [0.5, 1, 3, -2])
def test_what_is_hardly_off_is_joined_without_a_jog(outline: str, off: float) -> None:
    gate = Shape("a", Rect(0, 0, 44, 44), "diamond")
    points = route([gate, Shape("b", Rect(200, off, 44, 44), outline)], [], Ask("f", "a", "b"))
    assert len(points) == 2
    assert points[0].y == points[1].y
    assert points[0].distance(dock(gate, points[1])) < 5
