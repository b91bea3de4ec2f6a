"""Outside labels: on no shape, no other label, no line where a free place exists."""

from __future__ import annotations

from probis_editor.geometry import Point, Rect
from probis_editor.layout.labels import Request, place_labels

GATE = Rect(100, 100, 44, 44)


def test_the_question_stands_above_a_gateway_when_nothing_is_there() -> None:
    found = place_labels([Request("g", 60, 14, "gateway")], {"g": GATE}, {})
    assert found["g"].bottom <= GATE.y
    assert found["g"].center.x == GATE.center.x


def test_it_gives_way_to_a_flow_that_leaves_upward() -> None:
    up = {"f": (Point(122, 100), Point(122, 0))}
    found = place_labels([Request("g", 60, 14, "gateway")], {"g": GATE}, up)["g"]
    assert not (found.x < 122 < found.right and found.y < 100)


def test_an_event_has_its_name_below() -> None:
    found = place_labels([Request("e", 60, 14, "event")], {"e": Rect(0, 0, 32, 32)}, {})
    assert found["e"].y >= 32


def test_an_event_between_neighbours_keeps_its_name_below() -> None:
    event = Rect(100, 100, 32, 32)
    boxes = {
        "e": event,
        "above": Rect(60, 60, 100, 37),
        "left": Rect(60, 140, 22, 40),
        "right": Rect(160, 90, 90, 48),
    }
    found = place_labels([Request("e", 70, 26, "event")], boxes, {})["e"]
    assert found.y >= event.bottom
    assert abs(found.center.x - event.center.x) < 10


def test_a_branch_is_named_near_its_gateway() -> None:
    route = {"f": (Point(144, 122), Point(260, 122))}
    found = place_labels([Request("f", 20, 14, "flow")], {"g": GATE}, route)["f"]
    assert abs(found.x - 144) <= 24
    assert not found.overlaps(GATE)


def test_two_labels_never_overlap() -> None:
    boxes = {"a": Rect(0, 0, 32, 32), "b": Rect(40, 0, 32, 32)}
    asks = [Request("a", 70, 14, "event"), Request("b", 70, 14, "event")]
    found = place_labels(asks, boxes, {})
    assert not found["a"].overlaps(found["b"])


def test_a_label_without_any_room_is_left_out() -> None:
    walls = {"e": Rect(0, 0, 32, 32), "w": Rect(-500, 33, 1000, 500), "v": Rect(-500, -500, 1000, 499)}
    walls |= {"l": Rect(-500, -1, 499, 34), "r": Rect(33, -1, 499, 34)}
    assert place_labels([Request("e", 60, 14, "event")], walls, {}) == {}


def test_the_question_stands_on_the_side_that_no_flow_leaves() -> None:
    routes = {"u": (Point(122, 100), Point(122, 0)), "d": (Point(122, 144), Point(122, 300))}
    found = place_labels([Request("g", 60, 14, "gateway")], {"g": GATE}, routes)["g"]
    assert found.x >= GATE.right
    assert found.center.y == GATE.center.y


def test_a_low_lane_lets_the_question_into_the_corner_of_the_gateway() -> None:
    routes = {"u": (Point(122, 100), Point(122, 0)), "r": (Point(144, 122), Point(400, 122))}
    boxes = {"g": GATE, "left": Rect(0, 80, 90, 84)}
    lane = Rect(0, 60, 500, 104)
    taken = [Rect(124, 60, 376, 55)]
    found = place_labels([Request("g", 70, 25, "gateway")], boxes, routes, [lane], taken)["g"]
    assert lane.covers(found)
    assert found.y >= 122
