"""Flows after their shapes moved or were straightened: no point twice, no new way through a shape."""

from __future__ import annotations

from itertools import pairwise

import pytest
from msgspec.structs import replace
from small_maps import EDIT
from verbs import trio

from probis_editor.commands import flows, laying, maps, shapes
from probis_editor.commands.routes import runs_through, shapes_of
from probis_editor.commands.straight import straighten
from probis_editor.geometry import Point, Rect
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow


@pytest.fixture
def document() -> Document:
    found = Document()
    with found.transaction(EDIT) as tx:
        maps.create_map(tx, "Satu")
    return found


def between(document: Document, first: Rect, second: Rect, *others: Rect) -> tuple[str, str, str, str]:
    """(map, first, second, flow) of two steps with a flow; the others are steps too."""
    m = document.maps()[0].id
    with document.transaction(EDIT) as tx:
        ids = [shapes.create(tx, m, "task", bounds=rect).id for rect in (first, second, *others)]
        flow = flows.connect(tx, m, ids[0], ids[1])
    return m, ids[0], ids[1], flow.id


def is_sound(document: Document, flow: Flow) -> bool:
    ends = (flow.source, flow.target)
    clear = not runs_through(flow.points, shapes_of(document, flow.map, ""), ends)
    return len(flow.points) >= 2 and all(a != b for a, b in pairwise(flow.points)) and clear


def test_an_end_level_with_a_side_of_the_other_is_straightened_without_a_double_point(
    document: Document,
) -> None:
    m, _, _, flow = between(document, Rect(0, 100, 120, 60), Rect(300, 70, 120, 60))
    with document.transaction(EDIT) as tx:
        flows.set_points(tx, m, flow, (Point(60, 160), Point(60, 300), Point(360, 300), Point(360, 130)))
    trio(document, lambda tx: straighten(tx, m, [flow]))
    assert is_sound(document, document.flow(m, flow))


def test_a_step_laid_exactly_on_another_keeps_two_points(document: Document) -> None:
    m, first, second, flow = between(document, Rect(0, 0, 120, 60), Rect(300, 0, 120, 60))
    trio(document, lambda tx: shapes.move(tx, m, [second], -300, 0))
    assert document.node(m, first).drawn == document.node(m, second).drawn
    points = document.flow(m, flow).points
    assert len(points) >= 2
    assert all(a != b for a, b in pairwise(points))


@pytest.mark.parametrize("dx", [-100, -99.5, -90, -110])
def test_a_step_moved_up_to_the_bend_of_its_flow_leaves_no_double_point(
    document: Document, dx: float
) -> None:
    m, _, second, flow = between(document, Rect(0, 0, 120, 60), Rect(300, 100, 120, 60))
    bent = (Point(120, 30), Point(200, 30), Point(200, 130), Point(300, 130))
    with document.transaction(EDIT) as tx:
        flows.set_points(tx, m, flow, bent)
    trio(document, lambda tx: shapes.move(tx, m, [second], dx, 0))
    points = document.flow(m, flow).points
    assert len(points) >= 2
    assert all(a != b for a, b in pairwise(points))


def test_a_flow_drawn_through_one_shape_does_not_go_through_another(document: Document) -> None:
    m, first, _, flow = between(
        document,
        Rect(0, 0, 120, 60),
        Rect(600, 400, 120, 60),
        Rect(300, 400, 90, 60),
        Rect(200, 150, 120, 60),
    )
    with document.transaction(EDIT) as tx:
        flows.set_points(tx, m, flow, (Point(60, 60), Point(60, 430), Point(600, 430)))
    trio(document, lambda tx: shapes.move(tx, m, [first], 200, 0))
    assert is_sound(document, document.flow(m, flow))


def test_a_layout_leads_other_flows_round_what_it_laid_on_them(document: Document) -> None:
    m, _, _, flow = between(document, Rect(0, 0, 120, 60), Rect(600, 0, 120, 60), Rect(300, 300, 90, 60))
    lone = next(n for n in document.nodes(m) if n.drawn.y == 300)
    laid = replace(lone, bounds=Rect(300, 0, 90, 60))
    trio(document, lambda tx: laying.lay(tx, m, [laid]))
    assert document.node(m, lone.id).drawn == laid.drawn
    assert is_sound(document, document.flow(m, flow))


def test_a_layout_keeps_the_flows_that_it_led_itself(document: Document) -> None:
    m, _, _, flow = between(document, Rect(0, 0, 120, 60), Rect(600, 0, 120, 60), Rect(300, 300, 90, 60))
    lone = next(n for n in document.nodes(m) if n.drawn.y == 300)
    led = replace(document.flow(m, flow), points=(Point(120, 20), Point(600, 20)))
    trio(document, lambda tx: laying.lay(tx, m, [replace(lone, bounds=Rect(300, 0, 90, 60)), led]))
    assert document.flow(m, flow).points == led.points


def test_a_flow_that_had_to_run_through_a_shape_is_led_round_it_when_its_end_moves(
    document: Document,
) -> None:
    m, _, second, flow = between(
        document, Rect(371, 184, 44, 44), Rect(812, 314, 44, 44), Rect(492.5, 149, 120, 60)
    )
    drawn = (Point(415, 206), Point(640, 206), Point(640, 336), Point(812, 336))
    with document.transaction(EDIT) as tx:
        flows.set_points(tx, m, flow, drawn)
    trio(document, lambda tx: shapes.move(tx, m, [second], 0, -75))
    assert is_sound(document, document.flow(m, flow))
