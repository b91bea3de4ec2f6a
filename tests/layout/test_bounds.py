"""The bound on what the ways of a placing cost: never above what they do cost, in any placing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from probis_editor.layout.bounds import Bounds
from probis_editor.layout.graph import NORMAL, Box, Edge, Graph, Lane
from probis_editor.layout.grid import Grid
from probis_editor.layout.habits import Habits
from probis_editor.layout.placing import Placing, tidy
from probis_editor.layout.story import read


@st.composite
def placed(draw: st.DrawFn) -> tuple[Graph, Placing]:
    """A graph with its boxes in any cells."""
    lanes = draw(st.integers(1, 3))
    cells = draw(
        st.lists(
            st.tuples(st.integers(0, 4), st.integers(0, lanes - 1), st.integers(0, 2)),
            min_size=2,
            max_size=8,
            unique=True,
        )
    )
    sizes = {"task": (120.0, 60.0), "gateway": (44.0, 44.0), "event": (32.0, 32.0)}
    boxes = []
    for n, (_, lane, _) in enumerate(cells):
        role = draw(st.sampled_from(sorted(sizes)))
        boxes.append(Box(f"b{n}", *sizes[role], role, lane))
    host = next((b for b in boxes if b.role == "task"), None)
    if host is not None and draw(st.booleans()):
        boxes.append(Box("x", 32.0, 32.0, "boundary", host.lane, host=host.id))
        cells.append((0, 0, 0))
    names = st.sampled_from([b.id for b in boxes])
    kinds = st.sampled_from(("sequence", "sequence", "message", "association"))
    ends = draw(st.lists(st.tuples(names, names, kinds), min_size=1, max_size=12))
    edges = [Edge(f"e{n}", a, b, kind) for n, (a, b, kind) in enumerate(ends) if a != b]
    graph = Graph(tuple(boxes), tuple(edges), tuple(Lane(f"L{n}") for n in range(lanes)))
    return graph, Placing([c for c, _, _ in cells], [r for _, _, r in cells])


@given(placed())
@settings(max_examples=150, deadline=None)
def test_the_ways_of_a_placing_never_cost_less_than_their_bound(case: tuple[Graph, Placing]) -> None:
    graph, placing = case
    story = read(graph)
    tidy(story, placing)
    habits = Habits(story)
    grid = Grid(story, placing, NORMAL, habits=habits)
    bound = Bounds(story, habits).least(grid)
    grid.route(2)
    if len(grid.ways) == len(graph.edges):
        assert bound <= grid.total() + 1e-6
