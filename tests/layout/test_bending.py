"""Lines bent by hand: right angles, docks on the outline, clear of their own shapes."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from probis_editor.geometry import Point, Rect
from probis_editor.layout.bending import bend_moved, segment_moved
from probis_editor.layout.plan import Shape

A = Shape("a", Rect(100, 100, 120, 60))
B = Shape("b", Rect(500, 100, 120, 60))
EVENT = Shape("e", Rect(500, 114, 32, 32), "circle")
LEVEL = (Point(220, 130), Point(500, 130))


def square(points: tuple[Point, ...]) -> bool:
    return all(a.x == b.x or a.y == b.y for a, b in pairwise(points))


def test_a_straight_line_keeps_straight_as_far_as_its_shapes_reach() -> None:
    assert segment_moved(LEVEL, 0, 145, A, B) == (Point(220, 145), Point(500, 145))


def test_beyond_it_leaves_at_the_side_where_it_runs() -> None:
    below = (Point(160, 160), Point(160, 200), Point(560, 200), Point(560, 160))
    assert segment_moved(LEVEL, 0, 200, A, B) == below
    above = (Point(160, 100), Point(160, 60), Point(560, 60), Point(560, 100))
    assert segment_moved(LEVEL, 0, 60, A, B) == above
    assert segment_moved(below, 1, 60, A, B)[1:3] == (Point(160, 60), Point(560, 60))


def test_it_never_runs_along_a_side() -> None:
    for y in range(60, 200):
        points = segment_moved(LEVEL, 0, y, A, B)
        runs = [p.y for p, q in pairwise(points) if p.y == q.y]
        assert all(abs(abs(run - 130) - 30) >= 6 for run in runs), y


def test_an_upright_line_does_the_same() -> None:
    up = (Point(160, 160), Point(160, 400))
    low = Shape("c", Rect(100, 400, 120, 60))
    assert segment_moved(up, 0, 190, A, low) == (Point(190, 160), Point(190, 400))
    assert segment_moved(up, 0, 260, A, low) == (
        Point(220, 130), Point(260, 130), Point(260, 430), Point(220, 430),
    )  # fmt: skip


def test_a_dock_at_a_round_shape_lies_on_it() -> None:
    points = segment_moved((Point(220, 130), Point(500, 130)), 0, 138, A, EVENT)
    c, p = EVENT.rect.center, points[-1]
    assert abs(((p.x - c.x) ** 2 + (p.y - c.y) ** 2) ** 0.5 - 16) < 0.01
    assert points[0].y == p.y == 138


def test_without_a_shape_the_end_stays() -> None:
    assert segment_moved(LEVEL, 0, 170) == (
        Point(220, 130),
        Point(220, 170),
        Point(500, 170),
        Point(500, 130),
    )


def test_a_bend_takes_both_its_segments_along() -> None:
    line = (Point(220, 130), Point(400, 130), Point(400, 300), Point(600, 300))
    target = Shape("t", Rect(600, 270, 120, 60))
    assert bend_moved(line, 1, Point(360, 140), A, target) == (
        Point(220, 140), Point(360, 140), Point(360, 300), Point(600, 300),
    )  # fmt: skip
    assert bend_moved(line, 1, Point(220 + 80, 220), A, target)[:3] == (
        Point(160, 160), Point(160, 220), Point(300, 220),
    )  # fmt: skip


def test_a_slanted_line_is_bent_freely() -> None:
    line = (Point(220, 130), Point(300, 200), Point(500, 130))
    assert bend_moved(line, 1, Point(310, 240), A, B)[1] == Point(310, 240)


@given(st.integers(0, 300), st.integers(0, 700), st.integers(1, 2))
def test_bends_stay_square_and_docked(y: int, x: int, at: int) -> None:
    line = (Point(220, 130), Point(400, 130), Point(400, 300), Point(600, 300))
    target = Shape("t", Rect(600, 270, 120, 60))
    points = bend_moved(line, at, Point(x, y), A, target)
    assert square(points)
    for end, shape in ((points[0], A), (points[-1], target)):
        r = shape.rect
        assert r.contains(end)
        assert end.x in (r.x, r.right, r.center.x) or end.y in (r.y, r.bottom, r.center.y)
