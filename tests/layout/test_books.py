"""Maps of real books: no fault, every label placed, readable on F4 or A3."""

from __future__ import annotations

from pathlib import Path

import pytest
from layout_quality import measure
from narrated_maps import MAP, Narrated, narrated

from probis_editor.booklet.figures import MARGIN, smallest_text
from probis_editor.layout import paper, sizes
from probis_editor.layout.maps import arranged
from probis_editor.layout.reading import Reading
from probis_editor.layout.swimlane import arrange
from probis_editor.model import queries
from probis_editor.model.changes import label
from probis_editor.render import compose

TURNED = (
    "000/P1.2.3",
    "000/P2.1.4",
    "000/P4.3",
    "000/P6.4",
    "002/P.1.3.4",
    "002/P.9",
    "004/P2.3.1",
    "004/P5.3",
)
"""Maps of many lanes, long stories and long names."""
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


def as_printed(one: Narrated) -> tuple[float, float, float]:
    """Width, height and smallest text in points of a map that was laid out, as the book prints it."""
    document = one.document
    with document.transaction(label("cmd.test")) as tx:
        for record in arranged(document, MAP, homes=one.homes, paper_name="f4"):
            tx.put(record)
    picture = compose.printed(document, MAP)
    return picture.bounds.w + 2 * MARGIN, picture.bounds.h + 2 * MARGIN, smallest_text(picture.group)


@pytest.mark.parametrize("name", TURNED)
def test_every_text_can_be_read_on_one_turned_page(maps: dict[str, Narrated], name: str) -> None:
    w, h, text = as_printed(maps[name])
    room_w, room_h = paper.frame("f4", True)
    assert text * min(1.0, room_w / w, room_h / h) >= paper.MIN_PT


def test_what_fits_no_page_stands_on_one_a3(maps: dict[str, Narrated]) -> None:
    w, h, text = as_printed(maps["000/P5.1"])
    found = paper.fit(w, h, text, "f4")
    assert (found.paper, found.landscape, found.pages) == ("a3", True, 1)


def test_work_on_a_layout_can_be_broken_off(maps: dict[str, Narrated]) -> None:
    one = maps["000/P5.1"]
    heard: list[float] = []

    class EnoughError(Exception):
        pass

    def progress(done: int, total: int) -> None:
        heard.append(done / total)
        if len(heard) == 25:
            raise EnoughError

    with pytest.raises(EnoughError):
        arranged(one.document, MAP, homes=one.homes, progress=progress)
    assert heard == sorted(heard)
    assert 0.0 <= heard[0] < heard[-1] < 1.0


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
