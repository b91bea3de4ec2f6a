"""Look-ups of the router's plan: what a look at everything finds, in the order things were first put."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from probis_editor.geometry import Point, Rect
from probis_editor.layout.plan import Line, Plan, Segment, Shape

_AT = st.integers(-500, 900).map(float)
_SIDE = st.integers(0, 700).map(float)
_RECTS = st.builds(Rect, _AT, _AT, _SIDE, _SIDE)
_POINTS = st.lists(st.builds(Point, _AT, _AT), min_size=2, max_size=4).map(tuple)


@given(st.lists(st.tuples(st.integers(0, 5), _RECTS), max_size=10), _RECTS)
def test_shapes_of_a_window(puts: list[tuple[int, Rect]], window: Rect) -> None:
    plan, first = Plan(), list(dict.fromkeys(number for number, _ in puts))
    for number, rect in puts:
        plan.put_shape(Shape(str(number), rect, flat=number == 5))
    shapes = [plan.shapes[str(number)] for number in first]
    meets = [
        s
        for s in shapes
        if not s.flat
        and s.rect.x <= window.right
        and window.x <= s.rect.right
        and s.rect.y <= window.bottom
        and window.y <= s.rect.bottom
    ]
    assert plan.boxes(window) == meets
    for shape in shapes:
        plan.remove_shape(shape.id)
    assert plan.boxes(Rect(-2000, -2000, 4000, 4000)) == []


@given(st.lists(st.tuples(st.integers(0, 4), _POINTS), max_size=8), _RECTS)
def test_pieces_of_lines_in_a_window(puts: list[tuple[int, tuple[Point, ...]]], window: Rect) -> None:
    plan, first = Plan(), list(dict.fromkeys(number for number, _ in puts))
    for number, points in puts:
        plan.put_line(Line(str(number), "", "", points))

    def meets(a: Point, b: Point) -> bool:
        across = max(a.x, b.x) >= window.x and min(a.x, b.x) <= window.right
        return across and max(a.y, b.y) >= window.y and min(a.y, b.y) <= window.bottom

    expected = []
    for number in first:
        points = plan.lines[str(number)].points
        for n, (a, b) in enumerate(pairwise(points)):
            if meets(a, b):
                expected.append((str(number), n, len(points) - 2, *a, *b))
    found: list[Segment] = plan.segments(window)
    assert [(s.line, s.n, s.last, s.x0, s.y0, s.x1, s.y1) for s in found] == expected
