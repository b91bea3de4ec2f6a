"""Jumps at crossings: the level line leaps, the same way whatever happened before, in the house style only."""

from __future__ import annotations

import random

from msgspec.structs import replace
from small_maps import EDIT, counting

from probis_editor.commands import flows, maps, shapes
from probis_editor.geometry import Point
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow
from probis_editor.render import compose
from probis_editor.render.crossings import crossings_of


def cross() -> tuple[Document, str, str, str, list[str]]:
    """A level flow from a to b, an upright one from c to d across it, and the four tasks."""
    document = counting()
    with document.transaction(EDIT) as tx:
        m = maps.create_map(tx, "P1").id
        spots = (Point(100, 200), Point(600, 200), Point(350, 60), Point(350, 340))
        tasks = [shapes.create(tx, m, "task", p).id for p in spots]
        level = flows.connect(tx, m, tasks[0], tasks[1]).id
        upright = flows.connect(tx, m, tasks[2], tasks[3]).id
        flows.set_points(tx, m, level, [Point(160, 200), Point(540, 200)])
        flows.set_points(tx, m, upright, [Point(350, 90), Point(350, 310)])
    return document, m, level, upright, tasks


def jumps(document: Document, m: str, flow: str) -> tuple[Point, ...]:
    record = document.flow(m, flow)
    return crossings_of(document, m, "").of(record, compose.route(document, record))


def test_the_level_line_jumps() -> None:
    document, m, level, upright, _ = cross()
    assert jumps(document, m, level) == (Point(350, 200),)
    assert jumps(document, m, upright) == ()
    path = compose.element(document, (m, level)).children[0]
    tops = [numbers[5] for command, numbers in path.segments if command == "C"]
    assert 195.0 in tops


def test_it_lands_again_when_the_other_goes_away() -> None:
    document, m, level, upright, tasks = cross()
    before = compose.element(document, (m, level))
    with document.transaction(EDIT) as tx:
        shapes.move(tx, m, tasks[2:], 60, 0)
    assert (m, level) in compose.affected(document, frozenset({(m, upright)}))
    assert jumps(document, m, level) == (Point(410, 200),)
    with document.transaction(EDIT) as tx:
        shapes.delete(tx, m, [upright])
    assert jumps(document, m, level) == ()
    assert compose.element(document, (m, level)) != before


def test_lines_that_only_meet_do_not_jump() -> None:
    document, m, level, upright, _ = cross()
    with document.transaction(EDIT) as tx:
        flows.set_points(tx, m, upright, [Point(350, 90), Point(350, 200), Point(540, 200)])
    assert jumps(document, m, level) == ()


def test_not_at_the_tip_and_not_in_the_style_of_bizagi() -> None:
    document, m, level, upright, _ = cross()
    with document.transaction(EDIT) as tx:
        flows.set_points(tx, m, upright, [Point(530, 90), Point(530, 310)])
    assert jumps(document, m, level) == ()
    with document.transaction(EDIT) as tx:
        flows.set_points(tx, m, upright, [Point(350, 90), Point(350, 310)])
        tx.put(replace(document.map(m), theme="bizagi"))
    assert all(command != "C" for command, _ in compose.element(document, (m, level)).children[0].segments)


def test_kept_up_to_date_is_as_found_anew() -> None:
    document, m, _, _, tasks = cross()
    chance = random.Random(7)
    with document.transaction(EDIT) as tx:
        for a in tasks:
            for b in tasks:
                if a != b and chance.random() < 0.5:
                    flows.connect(tx, m, a, b)
    for _ in range(25):
        with document.transaction(EDIT) as tx:
            shapes.move(tx, m, [chance.choice(tasks)], chance.randint(-90, 90), chance.randint(-90, 90))
        fresh = Document(list(document.records()))
        for flow in document.flows(m):
            assert isinstance(flow, Flow)
            assert jumps(document, m, flow.id) == jumps(fresh, m, flow.id)
            assert compose.element(document, flow.key) == compose.element(fresh, flow.key)
