"""Random commands on an office's document cannot produce the mistakes that books make where a fact is typed twice.

R01 codes repeat, jump or stand under another's; R02 a title differs between tree, map, box and caption; R06 a generated
count is not what is there; R07 an actor is in no list; R13 a NIP cannot be one. Every edit is undone and redone whole.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from itertools import count

import pytest
from commands import mistake_verbs, mistake_verbs_more
from commands.mistake_verbs import VERBS, Edit
from commands.mistake_verbs_more import MORE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_maps import EDIT, counting

from probis_editor import checks, commands
from probis_editor.commands import (
    in_step,
    lanes,
    maps,
    starting,
)  # fmt: skip
from probis_editor.geometry import Rect
from probis_editor.model import numbering, people, queries, tokens
from probis_editor.model.document import Document
from probis_editor.model.elements import Node
from probis_editor.model.history import History
from probis_editor.model.office import Narrative, Process, Unit
from probis_editor.rules.permits import RefusedError

FORBIDDEN = (
    "code_differs", "code_twice", "code_order", "count_wrong", "number_words", "lane_not_listed", "lane_unit_gone",
    "lane_unit_name", "nip_wrong",
)  # fmt: skip
POOL = VERBS | MORE
EDITS = st.lists(
    st.builds(
        Edit, st.sampled_from(sorted(POOL)), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40)
    ),
    max_size=30,
)


def begun() -> Document:
    document = counting()
    numbers = count(1)
    document.new_id = lambda: f"n{next(numbers)}"
    in_step.keep_in_step(document)
    with document.transaction(EDIT) as tx:
        starting.begin(
            tx,
            starting.proposal("kelurahan"),
            "Kelurahan Contoh",
            without=("Ketatausahaan", "Pemberdayaan Masyarakat"),
        )
        process = numbering.walk(document)[1][1].id
        m = maps.create_map(tx, "x", process=process).id
        pool = lanes.add_pool(tx, m, Rect(0, 0, 600, 120), "x").id
        for name in ("Masyarakat", "Seksi Pelayanan Umum"):
            lanes.add_lane(tx, m, pool, name=name)
    return document


def no_mistake(document: Document) -> None:
    found = checks.run(document, FORBIDDEN)
    assert not found, [(f.rule, f.args) for f in found]
    _codes(document)
    _titles(document)
    _counts(document)
    heads = (document.office.head, *document.office.officials)
    assert all(people.placeholder(p.nip) or people.nip(p.nip) for p in heads)


def _codes(document: Document) -> None:
    found = numbering.codes(document)
    assert len(set(found.values())) == len(found) == len(document.of_type(Process))
    end = document.settings.code_end
    for process in document.of_type(Process):
        if process.parent:
            stem = found[process.parent].removesuffix(end) if end else found[process.parent]
            marked = dict(document.settings.code_marks).get("cross_functional", "")
            assert found[process.id].startswith(stem) or (marked and marked in found[process.parent])
    numbers = numbering.numbers(document)
    for siblings in numbering.tree(document).values():
        placed = [numbers[p.id] for p in siblings]
        assert placed == sorted(set(placed))


def _titles(document: Document) -> None:
    names = {p.id: p.name for p in document.of_type(Process)}
    for one in document.maps():
        if one.process:
            title = f"{numbering.code(document, one.process)} {names[one.process]}".strip()
            assert one.name == title
        generated = document.generated(one.id)
        if generated is None:
            continue
        boxes = [n for n in document.nodes(one.id) if n.kind == "box.process"]
        assert all(n.name == names[n.process] for n in boxes)
        for box in boxes:
            opened = queries.map_for_call(document, box)
            assert opened is None or queries.title_of(document, opened) == box.name
        if one.kind == "level0":
            wanted = {p.id for p in numbering.children(document)} - set(generated.hidden)
            assert sorted(n.process for n in boxes) == sorted(wanted)
        if one.kind == "subprocess" and one.process:
            below = {one.process, *(p.id for p in numbering.children(document, one.process))}
            assert sorted(n.process for n in boxes) == sorted(below - set(generated.hidden))
        _chart(document, one.id, one.kind, set(generated.hidden))


def _chart(document: Document, map_id: str, kind: str, hidden: set[str]) -> None:
    units_of = {n.unit: n for n in document.nodes(map_id) if n.kind in ("box.unit", "box.party")}
    for unit_id, node in units_of.items():
        unit = document.unit(unit_id)
        assert unit is not None
        assert node.name.split("\n")[0] in (unit.name, f"{unit.repeat} {unit.name}")
        assert set(node.name.split("\n")[1:]) <= {", ".join(unit.instances)}
    if kind == "organisation":
        assert {u.id for u in document.of_type(Unit) if u.kind == "unit"} - hidden <= set(units_of)


def _counts(document: Document) -> None:
    for text in document.of_type(Narrative):
        for block in text.blocks:
            said = tokens.resolved(document, block.text, slot=text.slot)
            number = re.search(r"(\d+) sub proses", said)
            process = tokens.process_of(text.slot)
            assert number is None or int(number[1]) == len(numbering.children(document, process))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EDITS)
def test_no_sequence_of_commands_makes_a_mistake(edits: list[Edit]) -> None:
    _run(edits)


@pytest.mark.fuzz
@settings(max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EDITS)
def test_no_long_search_finds_a_mistake(edits: list[Edit]) -> None:
    _run(edits)


def _run(edits: list[Edit]) -> None:
    document = begun()
    history = History(document)
    start = document.snapshot()
    no_mistake(document)
    for edit in edits:
        before = document.snapshot()
        try:
            with document.transaction(EDIT) as tx:
                POOL[edit.name](edit, tx)
        except (RefusedError, KeyError):
            assert document.snapshot() == before
            continue
        no_mistake(document)
    end = document.snapshot()
    while history.can_undo:
        history.undo()
    assert document.snapshot() == start
    while history.can_redo:
        history.redo()
    assert document.snapshot() == end


INNER = {
    "append": ("make_room", "rename_branch", "neighbour_lane"),
    "arrange": "names nothing",
    "consequences": "follows what other verbs do",
    "dropping": "names nothing",
    "following": "follows what other verbs do",
    "in_step": "follows every transaction here",
    "keeping": "names nothing",
    "laying": "names nothing",
    "phases": "phases are no actors",
    "settling": "follows what other verbs do",
    "space": "names nothing",
    "straight": "names nothing",
    "swapping": "names nothing",
    "underlay": "a picture to be traced",
    "yielding": "only says how far",
    "codes": ("loosen_pins",),
    "flows": ("reconnect", "set_points", "tidy", "insert"),
    "import_places": ("plant",),
    "import_units": ("enter",),
    "lanes": ("grow_lane", "grow_pool", "resize_part"),
    "merge_attributes": ("take",),
    "merge_take": ("take",),
    "office": ("change_law", "merge_laws", "change_term", "change_goal", "move_goal", "remove_goal"),
    "decree": ("set_lines",),
    "revisions": ("change",),
    "shapes": ("resize", "change_kind", "set_style", "move_label"),
    "sipoc": ("forget_map",),
    "steps.apply": ("was_empty", "arrange", "flows_of_row"),
    "steps.put": "what a table of steps is made with",
    "texts": ("enlarge",),
    "tree": ("set_settings", "set_text", "rename_group"),
    "turning": ("turn", "attach", "detach"),
}
"""Verbs that the search need not try by themselves: they name, count and number nothing, or run within others."""


def _registry() -> dict[str, list[str]]:
    """The verbs of every module: public functions that get a transaction first."""
    found: dict[str, list[str]] = {}
    for info in pkgutil.walk_packages(commands.__path__, commands.__name__ + "."):
        module = importlib.import_module(info.name)
        verbs = [
            name
            for name, one in vars(module).items()
            if inspect.isfunction(one)
            and one.__module__ == info.name
            and not name.startswith("_")
            and next(iter(inspect.signature(one).parameters), "") == "tx"
        ]
        if verbs:
            found[info.name.removeprefix(commands.__name__ + ".")] = verbs
    return found


def test_every_verb_is_in_the_search() -> None:
    tried = {
        node.attr
        for module in (mistake_verbs, mistake_verbs_more)
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Attribute)
    }
    missing = [
        f"{module}.{verb}"
        for module, verbs in _registry().items()
        if not isinstance(INNER.get(module), str)
        for verb in verbs
        if verb not in tried and verb not in INNER.get(module, ())
    ]
    assert missing == []
    for module, said in INNER.items():
        assert module in _registry()
        assert isinstance(said, str) or set(said) <= set(_registry()[module]), module


@pytest.mark.parametrize("name", sorted(MORE))
def test_every_verb_of_the_search_does_something(name: str) -> None:
    """At least one choice of numbers changes the document: a verb that is always refused would try nothing."""
    document = begun()
    with document.transaction(EDIT) as tx:
        VERBS["text"](Edit("text", 1, 1, 1), tx)
    before = document.snapshot()
    for a in range(12):
        try:
            with document.transaction(EDIT) as tx:
                POOL[name](Edit(name, a, a + 1, a + 2), tx)
        except (RefusedError, KeyError):
            continue
        if document.snapshot() != before:
            return
    pytest.fail(name)


def test_the_bad_is_seen_where_it_is_put_by_force() -> None:
    """The search would notice: what verbs refuse is found when written past them."""
    document = begun()
    document.consequences = ()
    lane = next(n for m in document.maps() for n in document.nodes(m.id) if n.kind == "lane")
    with document.transaction(EDIT) as tx:
        tx.put(
            Node(
                map=lane.map,
                id="bad",
                kind="lane",
                bounds=lane.bounds,
                name="Orang Asing",
                parent=lane.parent,
            )
        )
    with pytest.raises(AssertionError):
        no_mistake(document)
