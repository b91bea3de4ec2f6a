"""The path search: the price told is the price of the path, and no simple path is cheaper."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st

from probis_editor.layout.families import NONE, Vertex
from probis_editor.layout.lattice import DOWN, LEFT, LIMIT, RIGHT, UP, Lattice, Prices, Spot

PRICES = st.integers(0, 40).map(float)
SIDES = st.one_of(
    st.tuples(PRICES, PRICES, PRICES, PRICES),
    st.tuples(st.just(NONE), PRICES, st.just(NONE), st.just(NONE)),
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Lattice, list[Spot], list[Spot]]:
    wide, high = draw(st.integers(4, 9)), draw(st.integers(4, 9))
    numbers = st.integers(0, 90)
    lattice = Lattice(
        [20.0 * n for n in range(wide)],
        [15.0 * n for n in range(high)],
        draw(st.sampled_from((0.0, 40.0))),
        0.2,
    )
    lattice.leftward = draw(st.sampled_from((0.0, 60.0)))
    for row in (*lattice.h, *lattice.v):
        for n in range(len(row)):
            row[n] = float(draw(numbers))
    places = draw(
        st.lists(
            st.tuples(st.integers(0, wide - 1), st.integers(0, high - 1)), min_size=2, max_size=4, unique=True
        )
    )
    spots = [Spot(i, j, draw(SIDES)) for i, j in places]
    for i, j in places:
        lattice.block(i, i + 1, j, j + 1)
    cut = draw(st.integers(1, len(spots) - 1))
    return lattice, spots[:cut], spots[cut:]


def side(end: Vertex, beyond: Vertex) -> int:
    if end[1] == beyond[1]:
        return RIGHT if beyond[0] > end[0] else LEFT
    return DOWN if beyond[1] > end[1] else UP


def whole(lattice: Lattice, a: Prices, b: Prices, path: tuple[Vertex, ...]) -> float:
    return lattice.cost(path) + a[side(path[0], path[1])] + b[side(path[-1], path[-2])]


def simple(lattice: Lattice, a: Spot, b: Spot) -> Iterator[tuple[Vertex, ...]]:
    """All paths of at most two corners."""
    start, end = (a.i, a.j), (b.i, b.j)
    corners: list[tuple[Vertex, ...]] = [(), ((b.i, a.j),), ((a.i, b.j),)]
    corners += [((i, a.j), (i, b.j)) for i in range(len(lattice.xs))]
    corners += [((a.i, j), (b.i, j)) for j in range(len(lattice.ys))]
    for inner in corners:
        path = (start, *inner, end)
        pieces = list(pairwise(path))
        straight = all((p[0] == q[0]) != (p[1] == q[1]) for p, q in pieces)
        if straight and all((p[0] == q[0]) != (q[0] == r[0]) for (p, q), (_, r) in pairwise(pieces)):
            yield path


@given(cases())
@settings(max_examples=150, deadline=None)
def test_the_best_path_costs_what_it_says_and_no_simple_one_is_cheaper(
    case: tuple[Lattice, list[Spot], list[Spot]],
) -> None:
    lattice, sources, targets = case
    ends = {(s.i, s.j): s.prices for s in (*sources, *targets)}
    found = lattice.best(sources, targets)
    others = [
        whole(lattice, a.prices, b.prices, path)
        for a, b in product(sources, targets)
        for path in simple(lattice, a, b)
    ]
    if found is None:
        assert min(others) >= LIMIT
        return
    a, b = ends[found.path[0]], ends[found.path[-1]]
    assert found.out == side(found.path[0], found.path[1])
    assert found.into == side(found.path[-1], found.path[-2])
    assert all((p[0] == q[0]) != (p[1] == q[1]) for p, q in pairwise(found.path))
    assert a[found.out] < NONE
    assert b[found.into] < NONE
    if found.price < LIMIT and len(found.path) <= 6 and min(others) < LIMIT:
        assert abs(found.price - whole(lattice, a, b, found.path)) < 1e-6
        assert found.price <= min(others) + 1e-6
    closed = {(s.i, s.j) for s in (*sources, *targets)} - {found.path[0], found.path[-1]}
    assert not closed & set(found.path)
