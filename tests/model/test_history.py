"""The undo history: merging, sealing, the clean flag, its limit."""

from __future__ import annotations

import pytest

from probis_editor.geometry import Rect
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.elements import Map, Node
from probis_editor.model.history import History


def started(limit: int = 1000) -> tuple[Document, History]:
    document = Document([Map(id="m"), Map(id="k")])
    return document, History(document, limit)


def name(document: Document, text: str, merge: str = "", map_id: str = "m") -> None:
    with document.transaction(label("cmd.rename", name=text), merge) as tx:
        tx.put(Map(id=map_id, name=text))


def test_undo_and_redo() -> None:
    document, history = started()
    assert (history.can_undo, history.can_redo, history.undo_label) == (False, False, None)
    assert history.undo() is None
    assert history.redo() is None
    name(document, "a")
    name(document, "b", map_id="k")
    assert history.undo_label == label("cmd.rename", name="b")
    assert (history.undo_place, history.redo_place) == ("k", "")
    history.undo()
    assert (document.map("m").name, document.map("k").name) == ("a", "")
    assert (history.undo_place, history.redo_place) == ("m", "k")
    assert history.redo_label == label("cmd.rename", name="b")
    history.redo()
    assert document.map("k").name == "b"
    history.undo()
    name(document, "c")
    assert not history.can_redo


def test_steps_of_one_gesture_merge() -> None:
    document, history = started()
    for text in "abc":
        name(document, text, "type:m")
    history.undo()
    assert document.map("m").name == ""
    assert not history.can_undo
    history.redo()
    assert document.map("m").name == "c"


def test_other_keys_and_seals_end_merging() -> None:
    document, history = started()
    name(document, "a", "x")
    name(document, "b", "y")
    history.seal()
    name(document, "c", "y")
    name(document, "d")
    name(document, "e")
    names = []
    while history.can_undo:
        history.undo()
        names.append(document.map("m").name)
    assert names == ["d", "c", "b", "a", ""]
    history.redo()
    name(document, "f", "x")
    history.undo()
    assert document.map("m").name == "a"


def test_a_gesture_that_ends_where_it_began_leaves_no_step() -> None:
    document, history = started()
    name(document, "a", "x")
    name(document, "", "x")
    assert not history.can_undo
    assert history.clean


def test_clean_follows_the_saved_state() -> None:
    document, history = started()
    assert history.clean
    name(document, "a", "x")
    assert not history.clean
    history.mark_saved()
    assert history.clean
    name(document, "b", "x")
    assert not history.clean
    history.undo()
    assert history.clean
    assert document.map("m").name == "a"
    history.undo()
    assert not history.clean
    name(document, "c")
    assert not history.clean
    history.undo()
    assert not history.clean
    history.mark_saved()
    assert history.clean


def test_the_limit_drops_the_oldest() -> None:
    document, history = started(limit=3)
    for text in "abcd":
        name(document, text)
    while history.undo():
        pass
    assert document.map("m").name == "a"
    assert not history.clean


def test_the_limit_reaches_the_saved_state_and_passes_it() -> None:
    document, history = started(limit=3)
    name(document, "a")
    history.mark_saved()
    for text in "bcd":
        name(document, text)
    while history.undo():
        pass
    assert document.map("m").name == "a"
    assert history.clean
    for text in "efgh":
        name(document, text)
    while history.undo():
        pass
    assert not history.clean


def test_listeners_hear_of_every_change_with_the_lists_right() -> None:
    document, history = started()
    heard: list[tuple[bool, bool]] = []
    document.listen(lambda _: heard.append((history.can_undo, history.can_redo)))
    told: list[int] = []
    end = history.listen(lambda: told.append(1))
    name(document, "a")
    history.undo()
    history.redo()
    history.mark_saved()
    assert heard == [(True, False), (False, True), (True, False)]
    assert len(told) == 4
    end()
    history.undo()
    assert len(told) == 4


def test_a_change_that_does_not_fit_stays_where_it_was() -> None:
    document, history = started()
    name(document, "a")
    document._records[("m", "")] = Map(id="m", name="?")
    with pytest.raises(ValueError, match="stale"):
        history.undo()
    assert history.can_undo
    assert not history.can_redo


def test_a_dropped_and_restored_element_leaves_the_map_untouched() -> None:
    document, history = started()
    node = Node(map="m", id="a", kind="task", bounds=Rect(0, 0, 1, 1))
    with document.transaction(label("cmd.create")) as tx:
        tx.put(node)
    document.remember("m")
    with document.transaction(label("cmd.delete")) as tx:
        tx.drop(node.key)
    assert not document.untouched("m")
    history.undo()
    assert document.untouched("m")
