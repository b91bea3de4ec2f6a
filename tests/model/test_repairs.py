"""Ends of flows that files leave open are found by where the line ends."""

from __future__ import annotations

import msgspec
import pytest

from probis_editor.geometry import Point, Rect
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Map, Node
from probis_editor.model.repairs import effective_ends, guessed_ends, outline_distance


def document(*flows: Flow) -> Document:
    nodes = [
        Node(map="m", id="pool", kind="pool", bounds=Rect(0, 0, 600, 300)),
        Node(map="m", id="task", kind="task", bounds=Rect(100, 100, 90, 60)),
        Node(map="m", id="end", kind="event.end", bounds=Rect(300, 115, 30, 30)),
        Node(map="m", id="paper", kind="data.object", bounds=Rect(100, 200, 40, 50)),
        Node(map="m", id="inner", kind="task", bounds=Rect(190, 100, 90, 60), plane="sub"),
    ]
    return Document([Map(id="m"), *nodes, *flows])


def line(flow_id: str, *points: tuple[float, float], kind: str = "sequence", **ends: str) -> Flow:
    return Flow(map="m", id=flow_id, kind=kind, points=tuple(Point(*p) for p in points), **ends)


def test_both_ends_are_found() -> None:
    doc = document(line("f", (192, 130), (299, 130)))
    assert effective_ends(doc, "m") == {"f": ("task", "end")}
    assert [(f.id, s, t) for f, s, t in guessed_ends(doc, "m")] == [("f", "task", "end")]


def test_stated_ends_stay_and_nothing_is_stored() -> None:
    flow = line("f", (192, 130), (299, 130), source="end", target="task")
    doc = document(flow)
    assert effective_ends(doc, "m") == {"f": ("end", "task")}
    assert guessed_ends(doc, "m") == []
    assert doc.flow("m", "f") == flow


def test_an_end_that_names_nothing_is_found_anew() -> None:
    doc = document(line("f", (190, 130), (300, 130), source="gone", target="end"))
    assert effective_ends(doc, "m")["f"] == ("task", "end")


def test_an_end_that_stops_inside_a_step_is_meant_for_it() -> None:
    doc = document(line("f", (150, 130), (315, 130)), line("p", (300, 250), (150, 120), kind="message"))
    assert effective_ends(doc, "m") == {"f": ("task", "end"), "p": ("", "task")}


def test_a_loose_end_stays_loose() -> None:
    doc = document(line("f", (190, 130), (250, 130)), line("g"))
    assert effective_ends(doc, "m") == {"f": ("task", ""), "g": ("", "")}


def test_only_what_a_flow_may_end_at() -> None:
    doc = document(
        line("s", (190, 130), (0, 130)),
        line("m1", (190, 130), (0, 130), kind="message"),
        line("a", (140, 225), (145, 160), kind="association"),
        line("x", (140, 225), (145, 160)),
    )
    ends = effective_ends(doc, "m")
    assert ends["s"] == ("task", "")
    assert ends["m1"] == ("task", "pool")
    assert ends["a"] == ("paper", "task")
    assert ends["x"] == ("", "task")


def test_kept_until_the_map_changes() -> None:
    doc = document(line("f", (190, 130), (300, 130)))
    first = effective_ends(doc, "m")
    assert effective_ends(doc, "m") is first
    task = doc.node("m", "task")
    with doc.transaction(label("cmd.move")) as tx:
        tx.put(msgspec.structs.replace(task, bounds=task.bounds.moved(0, 100)))
    assert effective_ends(doc, "m") == {"f": ("", "end")}


def test_distance_to_outlines() -> None:
    box = Rect(0, 0, 40, 40)
    assert outline_distance("task", box, Point(50, 20)) == 10
    assert outline_distance("event.start", box, Point(20, 45)) == pytest.approx(5)
    assert outline_distance("gateway.exclusive", box, Point(10, 10)) == 0
