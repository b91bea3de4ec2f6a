"""Maps of real books: no fault, every label placed, readable on F4 or A3."""

from __future__ import annotations

from pathlib import Path

import pytest
from layout_quality import measure
from narrated_maps import MAP, Narrated, narrated

from probis_editor.layout import paper, sizes
from probis_editor.layout.maps import arranged
from probis_editor.layout.reading import Reading
from probis_editor.layout.swimlane import arrange
from probis_editor.model import queries
from probis_editor.model.changes import label

CHOSEN = ("000/P1.1.1", "000/P1.1.2", "000/P3.1", "000/P4.1", "000/P4.3", "002/P.10", "004/P2.3.1")


@pytest.fixture(scope="module")
def maps(shared: Path) -> dict[str, Narrated]:
    return {f"{m.book}/{m.code}": m for m in narrated(shared)}


@pytest.mark.parametrize("name", CHOSEN)
def test_a_map_of_a_book_has_no_fault_and_prints(maps: dict[str, Narrated], name: str) -> None:
    one = maps[name]
    record = one.document.map(MAP)
    graph = Reading(one.document, MAP, "", "compact", one.homes).graph
    layout = arrange(graph, sizes.measures(record, "compact"))
    found = measure(graph, layout)
    assert found.faults == {}
    assert found.labels_missing == 0
    assert found.crossings <= 2
    fits = paper.fit(layout.bounds.w, layout.bounds.h, sizes.smallest_text(record, "compact"), "f4")
    assert fits.pages == 1
    assert fits.text >= paper.MIN_PT


def test_the_map_with_twelve_lanes_keeps_its_lanes_and_comes_out_the_same_again(
    maps: dict[str, Narrated],
) -> None:
    one = maps["000/P4.1"]
    document = one.document
    with document.transaction(label("cmd.test")) as tx:
        for record in arranged(document, MAP, homes=one.homes):
            tx.put(record)
    for key, lane in one.homes.items():
        found = queries.lane_of(document, document.node(MAP, key))
        assert found is not None
        assert found.id == lane
    assert arranged(document, MAP) == []
