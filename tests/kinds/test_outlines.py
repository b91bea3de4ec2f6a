"""Outlines: docking, hitting and clipping agree with each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probis_editor.geometry import Point, Rect
from probis_editor.kinds.outlines import CAPSULE, DIAMOND, ELLIPSE, PENTAGON, RECTANGLE, Outline

ALL = [RECTANGLE, DIAMOND, ELLIPSE, CAPSULE, PENTAGON]
lengths = st.floats(8, 400)
places = st.floats(-500, 500)
rects = st.builds(Rect, places, places, lengths, lengths)
points = st.builds(Point, st.floats(-2000, 2000), st.floats(-2000, 2000))


@pytest.mark.parametrize("outline", ALL)
@given(rect=rects, toward=points)
def test_dock_lies_on_the_outline(outline: Outline, rect: Rect, toward: Point) -> None:
    frame = outline.framed(rect)
    dock = outline.dock(rect, toward)
    if toward.distance(frame.center) < 1e-3:
        return
    assert frame.grown(1e-3).contains(dock)
    inward = Point(dock.x + (frame.center.x - dock.x) * 0.01, dock.y + (frame.center.y - dock.y) * 0.01)
    outward = Point(dock.x - (frame.center.x - dock.x) * 0.01, dock.y - (frame.center.y - dock.y) * 0.01)
    assert outline.contains(rect, inward)
    assert not outline.contains(rect, outward)


def test_known_docks() -> None:
    box = Rect(0, 0, 100, 60)
    assert RECTANGLE.dock(box, Point(500, 30)) == Point(100, 30)
    assert DIAMOND.dock(Rect(0, 0, 40, 40), Point(20, 500)) == Point(20, 40)
    assert ELLIPSE.dock(Rect(0, 0, 30, 30), Point(-100, 15)) == Point(0, 15)
    # The capsule of a square event is half as wide again.
    assert CAPSULE.dock(Rect(0, 0, 32, 32), Point(500, 16)).x == pytest.approx(40)


def test_crossing_is_none_within() -> None:
    box = Rect(0, 0, 100, 60)
    assert RECTANGLE.crossing(box, Point(10, 10), Point(20, 20)) is None
    assert RECTANGLE.crossing(box, Point(10, 10), Point(10, 90)) == Point(10, 60)
