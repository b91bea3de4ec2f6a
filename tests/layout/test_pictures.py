"""Trees, level 0, relation map, organisation chart: nothing overlaps, no line enters a box, order is kept."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probis_editor.layout import level0, organisation, relation, trees
from probis_editor.layout.picture import Item, Picture


def sound(picture: Picture) -> None:
    """No two boxes overlap; lines are orthogonal and enter no box."""
    assert not [1 for a, b in combinations(picture.boxes.values(), 2) if a.overlaps(b)]
    for link in picture.links:
        for a, b in pairwise(link.points):
            assert abs(a.x - b.x) < 0.01 or abs(a.y - b.y) < 0.01
            for rect in picture.boxes.values():
                r = rect.grown(-0.5)
                across = min(a.x, b.x) < r.right and max(a.x, b.x) > r.x
                assert not (across and min(a.y, b.y) < r.bottom and max(a.y, b.y) > r.y)


TREE = [
    Item("P1", 150, 64),
    *(Item(f"P1.{n}", 150, 64, "P1") for n in range(1, 6)),
    *(Item(f"P1.2.{n}", 150, 64, "P1.2") for n in range(1, 4)),
]


@pytest.mark.parametrize("direction", ["down", "right"])
@pytest.mark.parametrize("widest", [0.0, 500.0])
def test_a_tree_is_sound_and_keeps_its_order(direction: str, widest: float) -> None:
    picture = trees.tree(TREE, direction, trees.Gaps(24, 48, widest))
    sound(picture)
    assert set(picture.boxes) == {i.id for i in TREE}
    assert len(picture.links) == len(TREE) - 1
    spots = [picture.boxes[f"P1.2.{n}"] for n in range(1, 4)]
    ordered = [(r.y, r.x) if widest else ((r.x, r.y) if direction == "down" else (r.y, r.x)) for r in spots]
    assert ordered == sorted(ordered)


def test_a_parent_stands_in_the_middle_of_its_children() -> None:
    picture = trees.tree(TREE)
    first, last = picture.boxes["P1.1"].center.x, picture.boxes["P1.5"].center.x
    assert picture.boxes["P1"].center.x == pytest.approx((first + last) / 2)


def test_a_wide_row_wraps() -> None:
    flat = [Item("r", 150, 64), *(Item(f"c{n}", 150, 64, "r") for n in range(9))]
    assert trees.tree(flat, "down", trees.Gaps(24, 48, 600)).bounds.w <= 600 + 24
    sound(trees.tree(flat, "down", trees.Gaps(24, 48, 600)))


def test_a_chain_wraps_and_its_arrows_touch_nothing() -> None:
    items = [Item(f"b{n}", 150, 64) for n in range(9)]
    ties = [(f"b{n}", f"b{n + 1}") for n in range(8)]
    picture = trees.chain(items, [*ties, ("b1", "b7"), ("b0", "nowhere")], 900)
    sound(picture)
    assert len(picture.links) == 9
    assert picture.bounds.w <= 900


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 20), min_size=1, max_size=18), st.sampled_from([0.0, 400.0, 900.0]))
def test_any_tree_is_sound(parents: list[int], widest: float) -> None:
    items = [Item("n0", 120, 50)]
    for n, parent in enumerate(parents, start=1):
        items.append(Item(f"n{n}", 100 + 10 * (n % 4), 40 + 8 * (n % 3), f"n{parent % n}"))
    picture = trees.tree(items, "down", trees.Gaps(24, 48, widest))
    sound(picture)
    assert len(picture.boxes) == len(items)


GROUPS = [
    level0.Band(name, tuple(Item(f"{name}{n}", 150, 64) for n in range(count)))
    for name, count in (("Manajerial", 3), ("Utama", 3), ("Lainnya", 9))
]


def test_bands_hold_their_boxes_and_are_equally_wide() -> None:
    picture = level0.bands(GROUPS, 1000)
    sound(picture)
    for group in GROUPS:
        assert all(picture.bands[group.id].covers(picture.boxes[i.id]) for i in group.items)
        assert not any(picture.titles[group.id].overlaps(picture.boxes[i.id]) for i in group.items)
    assert len({r.w for r in picture.bands.values()}) == 1
    assert picture.bounds.w <= 1000


def test_the_table_has_a_head_cell_per_group() -> None:
    picture = level0.table(GROUPS)
    sound(picture)
    for group in GROUPS:
        assert picture.titles[group.id].right <= min(picture.boxes[i.id].x for i in group.items)


def test_a_party_of_two_neighbours_is_drawn_once_and_others_are_repeated() -> None:
    processes = [
        relation.Involved("P1", 150, 64, ("a", "b", "c")),
        relation.Involved("P2", 150, 64, ("c", "d")),
        relation.Involved("P3", 150, 64, ("a",)),
    ]
    parties = [relation.Party(k, 120, 44) for k in "abcd"]
    picture = relation.relation(processes, parties, 900)
    sound(picture)
    assert "c" in picture.boxes
    assert relation.chip_id("P1", "a") in picture.boxes
    assert relation.chip_id("P3", "a") in picture.boxes
    assert sum(1 for link in picture.links if link.target == "c") == 2


def test_the_secretariat_stands_at_the_side_and_a_set_has_backs() -> None:
    units = [
        Item("camat", 150, 64),
        Item("fungsional", 130, 50, "camat", "left", True),
        Item("sekretaris", 150, 64, "camat", "right"),
        Item("kasubag", 130, 60, "sekretaris"),
        *(Item(f"seksi{n}", 130, 60, "camat") for n in range(4)),
        Item("lurah", 130, 60, "camat", count=5),
        Item("kasi", 120, 50, "lurah"),
    ]
    picture = organisation.chart(units)
    sound(picture)
    head, side = picture.boxes["camat"], picture.boxes["sekretaris"]
    assert side.x > head.center.x
    assert picture.boxes["fungsional"].right < head.center.x
    assert picture.boxes["seksi0"].y > picture.boxes["kasubag"].bottom
    assert [link.dotted for link in picture.links if link.target == "fungsional"] == [True]
    assert len(picture.backs["lurah"]) == 2
