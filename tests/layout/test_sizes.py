"""Sizes that follow from names: lanes for theirs, steps that were laid out before."""

from __future__ import annotations

import pytest

from probis_editor.drawing.primitives import Group, Primitive, Text, pt
from probis_editor.drawing.theme import theme
from probis_editor.geometry import Rect
from probis_editor.kinds import kind
from probis_editor.kinds.look import node_look
from probis_editor.layout import sizes
from probis_editor.model.elements import Map, Node

NAMES = (
    "Camat",
    "Sekretaris Kecamatan",
    "Masyarakat/Kelompok/Komunitas",
    "Seksi Ketentraman dan Ketertiban",
    "Peserta rapat (Muspika, Pemerintah Desa, Fasilitator, Dinas terkait)",
)
RECORD = Map(id="m", name="", theme="house")


def texts(part: Primitive) -> list[Text]:
    if isinstance(part, Group):
        return [t for child in part.children for t in texts(child)]
    return [part] if isinstance(part, Text) else []


@pytest.mark.parametrize("size", ["normal", "compact"])
@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_lane_stands_whole_and_large_enough(name: str, size: str) -> None:
    lane = Node(map="m", id="l", kind="lane", name=name, bounds=Rect(0, 0, 900, 64))
    high = sizes.head_length(RECORD, lane, size)
    lane = Node(map="m", id="l", kind="lane", name=name, bounds=Rect(0, 0, 900, high))
    drawn = texts(Group(tuple(kind("lane").draw(lane, node_look("lane", lane.style, theme("house", size))))))
    assert "".join(t.text for t in drawn).replace(" ", "") == name.replace(" ", "")
    assert min(t.style.size for t in drawn) >= pt(sizes.smallest_text(RECORD, size)) - 1e-6


def test_a_lane_is_no_higher_than_two_lines_of_its_name_need() -> None:
    lane = Node(map="m", id="l", kind="lane", name=NAMES[2], bounds=Rect(0, 0, 900, 64))
    assert sizes.head_length(RECORD, lane, "normal") < 150


@pytest.mark.parametrize("shape", sizes.SHAPES)
def test_a_step_that_a_layout_sized_is_sized_anew(shape: sizes.Shape) -> None:
    """A size that follows from the name is nobody's choice; one that was dragged stays."""
    node = Node(map="m", id="n", kind="task", name="Pertanggungjawabannya", bounds=Rect(0, 0, 0, 0))
    w, h = sizes.box_size(RECORD, node, shape)
    laid = Node(map="m", id="n", kind="task", name=node.name, bounds=Rect(0, 0, w, h))
    for other in sizes.SHAPES:
        assert sizes.box_size(RECORD, laid, other) == sizes.box_size(RECORD, node, other)
    dragged = Node(map="m", id="n", kind="task", name=node.name, bounds=Rect(0, 0, 222, 90))
    assert sizes.box_size(RECORD, dragged, shape) == (222, 90)
