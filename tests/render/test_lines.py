"""Flows as paths, and where they meet their shapes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probis_editor.drawing.primitives import Path
from probis_editor.drawing.theme import theme
from probis_editor.geometry import Point, Rect
from probis_editor.kinds.outlines import DIAMOND, ELLIPSE, RECTANGLE, Outline
from probis_editor.render import lines
from probis_editor.render.docking import docked

A, B, C = Point(0, 0), Point(100, 0), Point(100, 80)
LINE = theme("house").line("sequence")


def test_a_sequence_flow() -> None:
    shaft, head = lines.drawn((A, B), LINE, "sequence")
    assert shaft.segments == (("M", (0, 0)), ("L", (94.6, 0)))
    assert head.segments == (("M", (91, 3.5)), ("L", (100, 0)), ("L", (91, -3.5)), ("Z", ()))
    assert head.fill == "#000000"


def test_bends_are_rounded() -> None:
    shaft = lines.drawn((A, B, C), LINE, "sequence")[0]
    assert [s[0] for s in shaft.segments] == ["M", "L", "C", "L"]
    assert shaft.segments[1] == ("L", (96, 0))
    assert shaft.segments[2][1][-2:] == pytest.approx((100, 4))


def test_a_message_flow_has_a_ring_and_a_hollow_head() -> None:
    shaft, head, ring = lines.drawn((A, B), theme("house").line("message"), "message")
    assert shaft.pen is not None
    assert shaft.pen.dash
    assert head.fill == ring.fill == "#FFFFFF"


@pytest.mark.parametrize(("direction", "count"), [("none", 1), ("one", 2), ("both", 3)])
def test_heads_of_associations(direction: str, count: int) -> None:
    assert len(lines.drawn((A, B), theme("house").line("association"), "association", "", direction)) == count


def test_marks_of_conditions() -> None:
    assert len(lines.drawn((A, B), LINE, "sequence", "default")) == 3
    diamond = lines.drawn((A, B), LINE, "sequence", "conditional")[2]
    assert diamond.fill == "#FFFFFF"


def test_too_few_points_draw_nothing() -> None:
    assert lines.drawn((), LINE, "sequence") == ()
    assert lines.drawn((A,), LINE, "sequence") == ()
    assert lines.drawn((A, A), LINE, "message") == ()


coordinates = st.floats(-300, 300)
routes = st.lists(st.builds(Point, coordinates, coordinates), min_size=2, max_size=6).map(tuple)


@given(routes, st.sampled_from(["sequence", "message", "association"]))
def test_any_route_can_be_drawn(points: tuple[Point, ...], kind: str) -> None:
    for path in lines.drawn(points, theme("bizagi").line(kind), kind, "default", "both"):
        assert isinstance(path, Path)
        assert all(abs(n) < 1e4 for _, numbers in path.segments for n in numbers)


BOX = Rect(0, 0, 100, 60)


def test_a_line_from_the_centre_is_cut_at_the_outline() -> None:
    assert docked((Point(50, 30), Point(200, 30)), RECTANGLE, BOX) == (Point(100, 30), Point(200, 30))
    assert docked((Point(50, 30), Point(60, 30), Point(60, 200)), RECTANGLE, BOX)[0] == Point(60, 60)


def test_a_line_that_stops_short_is_drawn_out() -> None:
    # On the corner of a diamond's box, 10 units before its edge.
    found = docked((Point(40, 10), Point(90, 10)), DIAMOND, Rect(0, 0, 40, 40))
    assert found[0].x == pytest.approx(30)
    assert found[0].y == 10


def test_a_line_beside_its_shape_is_led_back() -> None:
    found = docked((Point(136, 60), Point(136, 200)), RECTANGLE, BOX)
    assert found[0] == Point(50, 60)
    assert found[-1] == Point(136, 200)
    assert all(a.x == b.x or a.y == b.y for a, b in pairwise(found))


def test_what_lies_far_away_or_inside_stays() -> None:
    far = (Point(500, 500), Point(600, 500))
    assert docked(far, RECTANGLE, BOX) == far
    inside = (Point(10, 10), Point(50, 50))
    assert docked(inside, RECTANGLE, BOX) == inside
    on_border = (Point(100, 30), Point(200, 30))
    assert docked(on_border, RECTANGLE, BOX) == on_border


@given(routes, st.sampled_from([RECTANGLE, DIAMOND, ELLIPSE]))
def test_docking_twice_changes_nothing(points: tuple[Point, ...], outline: Outline) -> None:
    once = docked(points, outline, BOX)
    again = docked(once, outline, BOX)
    assert again[0].distance(once[0]) < 2.0
