"""Random edits: what must hold holds after each, undoing them all gives the start, redoing them all the end."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_maps import EDIT, small
from verbs import sound

from probis_editor.commands import clipboard, flows, lanes, shapes
from probis_editor.geometry import Point, Rect
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Flow, Node
from probis_editor.model.history import History
from probis_editor.rules.permits import RefusedError

KINDS = (
    "task",
    "gateway.exclusive",
    "event.end",
    "data.object",
    "annotation",
    "subprocess",
    "event.catch",
    "lane",
)


class Edit:
    """One edit: a verb's name, three numbers that choose elements, and a vector."""

    def __init__(self, name: str, picks: tuple[int, int, int], by: tuple[int, int]) -> None:
        self.name, self.picks, self.by = name, picks, by

    def __repr__(self) -> str:
        return f"Edit({self.name!r}, {self.picks}, {self.by})"

    def run(self, document: Document, map_id: str) -> None:
        with document.transaction(EDIT) as tx:
            VERBS[self.name](self, tx, map_id)

    def _pick(self, found: list[str], which: int) -> str:
        return found[self.picks[which] % len(found)] if found else "gone"

    def node(self, tx: Transaction, m: str, which: int, *kinds: str) -> str:
        found = [
            n.id for n in tx.document.nodes(m) if not n.hidden and (not kinds or n.kind.startswith(kinds))
        ]
        return self._pick(found, which)

    def flow(self, tx: Transaction, m: str) -> str:
        return self._pick([f.id for f in tx.document.flows(m)], 0)

    def point(self) -> Point:
        return Point(40 + 37 * (self.picks[0] % 30), 30 + 29 * (self.picks[1] % 24))


STEPS = ("task", "gateway", "event", "subprocess", "data", "annotation")


def _move(e: Edit, tx: Transaction, m: str) -> None:
    shapes.move(tx, m, [e.node(tx, m, 0)], *e.by)


def _move_some(e: Edit, tx: Transaction, m: str) -> None:
    shapes.move(tx, m, [e.node(tx, m, n, *STEPS) for n in range(3)], *e.by)


def _create(e: Edit, tx: Transaction, m: str) -> None:
    shapes.create(tx, m, KINDS[e.picks[2] % len(KINDS)], e.point(), name="Baru")


def _attach(e: Edit, tx: Transaction, m: str) -> None:
    host = e.node(tx, m, 0, "task", "subprocess")
    shapes.create(tx, m, "event.catch", e.point(), attached=host, trigger="timer")


def _delete(e: Edit, tx: Transaction, m: str) -> None:
    shapes.delete(tx, m, [e.node(tx, m, 0)])


def _delete_some(e: Edit, tx: Transaction, m: str) -> None:
    shapes.delete(tx, m, [e.node(tx, m, 0, *STEPS), e.node(tx, m, 1, *STEPS), e.flow(tx, m)])


def _resize(e: Edit, tx: Transaction, m: str) -> None:
    node = tx.document.node(m, e.node(tx, m, 0))
    r, (dw, dh), move = node.drawn, e.by, e.picks[1] % 3
    x, y = (r.x - dw if move == 1 else r.x), (r.y - dh if move == 2 else r.y)
    shapes.resize(tx, m, node.id, Rect(x, y, r.w + dw, r.h + dh))


def _open(e: Edit, tx: Transaction, m: str) -> None:
    node = tx.document.node(m, e.node(tx, m, 0, "subprocess"))
    shapes.change(tx, m, node.id, expanded=not node.expanded, expanded_size=(220.0, 110.0))


def _kind(e: Edit, tx: Transaction, m: str) -> None:
    kinds = ("task.user", "gateway.parallel", "event.throw")
    shapes.change_kind(tx, m, e.node(tx, m, 0), kinds[e.picks[1] % 3])


def _connect(e: Edit, tx: Transaction, m: str) -> None:
    flows.connect(tx, m, e.node(tx, m, 0, *STEPS, "pool"), e.node(tx, m, 1, *STEPS, "pool"))


def _annotate(e: Edit, tx: Transaction, m: str) -> None:
    flows.connect(tx, m, e.node(tx, m, 1, "annotation", "data"), e.flow(tx, m))


def _reconnect(e: Edit, tx: Transaction, m: str) -> None:
    end = ("source", "target")[e.picks[2] % 2]
    flows.reconnect(tx, m, e.flow(tx, m), end, e.node(tx, m, 1, *STEPS))


def _insert(e: Edit, tx: Transaction, m: str) -> None:
    flows.insert(tx, m, e.flow(tx, m), e.node(tx, m, 1, *STEPS))


def _bend(e: Edit, tx: Transaction, m: str) -> None:
    p = tx.document.flow(m, e.flow(tx, m)).points
    if len(p) >= 2 and p[0] != p[-1]:
        middle = (
            Point(p[0].x + e.by[0], p[0].y),
            Point(p[0].x + e.by[0], p[-1].y + 40),
            Point(p[-1].x, p[-1].y + 40),
        )
        flows.set_points(tx, m, e.flow(tx, m), (p[0], *middle, p[-1]))


def _tidy(e: Edit, tx: Transaction, m: str) -> None:
    flows.tidy(tx, m, [f.id for f in tx.document.flows(m)])


def _add_lane(e: Edit, tx: Transaction, m: str) -> None:
    lanes.add_lane(tx, m, e.node(tx, m, 0, "lane", "pool"), e.picks[1] % 2 == 0)


def _move_lane(e: Edit, tx: Transaction, m: str) -> None:
    lanes.move_lane(tx, m, e.node(tx, m, 0, "lane"), e.picks[1] % 5 - 2)


def _delete_lane(e: Edit, tx: Transaction, m: str) -> None:
    lanes.delete_lane(tx, m, e.node(tx, m, 0, "lane"), contents=e.picks[1] % 2 == 0)


def _add_phase(e: Edit, tx: Transaction, m: str) -> None:
    lanes.add_phase(tx, m, e.node(tx, m, 0, "pool"))


def _copy(e: Edit, tx: Transaction, m: str) -> None:
    clip = clipboard.copy(tx.document, m, [e.node(tx, m, n) for n in (0, 1)])
    if clip:
        clipboard.paste(tx, m, clip, e.point())


def _label(e: Edit, tx: Transaction, m: str) -> None:
    shapes.move_label(tx, m, e.flow(tx, m), Rect(e.by[0], e.by[1], 40, 15))


VERBS: dict[str, Callable[[Edit, Transaction, str], None]] = {
    f.__name__[1:]: f
    for f in (
        _move, _move_some, _create, _attach, _delete, _delete_some, _resize, _open, _kind, _connect, _annotate,
        _reconnect, _insert, _bend, _tidy, _add_lane, _move_lane, _delete_lane, _add_phase, _copy, _label,
    )
}  # fmt: skip

NUMBERS = st.integers(0, 60)
VECTORS = st.tuples(st.integers(-300, 300), st.integers(-300, 300))
EDITS = st.builds(Edit, st.sampled_from(sorted(VERBS)), st.tuples(NUMBERS, NUMBERS, NUMBERS), VECTORS)


def run_all(edits: list[Edit]) -> None:
    s = small()
    history = History(s.document)
    start = s.document.snapshot()
    for edit in edits:
        try:
            edit.run(s.document, s.map)
        except (RefusedError, KeyError):
            continue
        sound(s.document, s.map)
    end = s.document.snapshot()
    while history.undo():
        pass
    assert s.document.snapshot() == start
    while history.redo():
        pass
    assert s.document.snapshot() == end
    orphans = [r for r in s.document.records() if isinstance(r, Node | Flow) and r.map != s.map]
    assert orphans == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(EDITS, max_size=12))
def test_any_edits(edits: list[Edit]) -> None:
    run_all(edits)


@pytest.mark.fuzz
@settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(EDITS, max_size=40))
def test_many_edits(edits: list[Edit]) -> None:
    run_all(edits)


@pytest.mark.corpus("bpm/*.bpm", "miwg/*.bpmn")
def test_edits_of_real_maps(corpus_file: Path) -> None:
    """Whatever a file holds, verbs do their work or are refused, and undoing them leaves the map untouched."""
    from probis_editor.formats.base import open_any

    document = open_any(corpus_file).document
    numbers = random.Random(corpus_file.name)
    for one in document.maps()[:1]:
        document.remember(one.id)
        history = History(document)
        for _ in range(12):
            picks = (numbers.randrange(300), numbers.randrange(300), numbers.randrange(300))
            by = (numbers.randint(-300, 300), numbers.randint(-300, 300))
            edit = Edit(numbers.choice(sorted(VERBS)), picks, by)
            try:
                edit.run(document, one.id)
            except RefusedError:
                continue
            except KeyError as error:
                if "gone" not in str(error):
                    raise
        while history.undo():
            pass
        assert document.untouched(one.id)
