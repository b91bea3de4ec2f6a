"""Transactions write through, roll back, join and leave no trace when dry; indexes follow every write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from probis_editor.geometry import Point, Rect
from probis_editor.model.changes import ChangeSet, NotInTransactionError, Put, label
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Carried, Flow, Map, Node, StepRow
from probis_editor.model.office import Office, Unit

EDIT = label("cmd.test")


def node(element_id: str, **fields: object) -> Node:
    return Node(map="m", id=element_id, kind="task", bounds=Rect(0, 0, 10, 10), **fields)  # type: ignore[arg-type]


def flow(element_id: str, source: str = "", target: str = "", z: int = 0) -> Flow:
    return Flow(map="m", id=element_id, kind="sequence", source=source, target=target, z=z)


def some() -> Document:
    return Document([Map(id="m"), node("a"), node("b", z=1), flow("f", "a", "b")])


def _transact(document: Document, *writes: Node | tuple[str, str]) -> None:
    """Put the nodes, drop the keys, and fail."""
    with document.transaction(EDIT) as tx:
        for write in writes:
            if isinstance(write, tuple):
                tx.drop(write)
            else:
                tx.put(write)
        raise RuntimeError


def test_a_transaction_writes_through_and_tells_once() -> None:
    document = some()
    heard: list[ChangeSet] = []
    document.listen(heard.append)
    with document.transaction(EDIT, place="m") as tx:
        tx.put(node("a", name="x"))
        assert document.node("m", "a").name == "x"
        tx.put(node("a", name="y"))
        tx.drop(("m", "f"))
        tx.drop(("m", "no such"))
        assert tx.touched() == (("m", "a"), ("m", "f"))
    assert [put.key for put in heard[0].puts] == [("m", "a"), ("m", "f")]
    assert heard[0].puts[0].after == node("a", name="y")
    assert heard[0].touched == {("m", "a"), ("m", "f")}
    assert len(heard) == 1


def test_a_change_that_comes_back_is_none() -> None:
    document = some()
    heard: list[ChangeSet] = []
    document.listen(heard.append)
    with document.transaction(EDIT) as tx:
        tx.put(node("a", name="x"))
        tx.put(node("a"))
    assert heard == []


def test_the_place_is_the_first_map_written() -> None:
    document = some()
    heard: list[ChangeSet] = []
    document.listen(heard.append)
    with document.transaction(EDIT) as tx:
        tx.put(Office(name="x"))
        tx.put(node("a", name="x"))
    assert heard[0].place == "m"


def test_an_exception_rolls_everything_back() -> None:
    document = some()
    heard: list[ChangeSet] = []
    document.listen(heard.append)
    before = document.snapshot()
    with pytest.raises(RuntimeError):
        _transact(document, node("a", name="x"), node("c"), ("m", "f"))
    assert document.snapshot() == before
    assert heard == []
    assert [f.id for f in document.incident("m", "a")] == ["f"]


def test_a_nested_transaction_joins_the_outer_one() -> None:
    document = some()
    heard: list[ChangeSet] = []
    document.listen(heard.append)
    with document.transaction(EDIT) as outer:
        outer.put(node("a", name="x"))
        with document.transaction(label("cmd.inner")) as inner:
            assert inner is outer
            inner.put(node("b", name="y"))
        assert heard == []
    assert [put.key[1] for put in heard[0].puts] == ["a", "b"]
    assert heard[0].label == EDIT


def test_a_failed_nested_transaction_takes_back_its_own_writes_only() -> None:
    document = some()
    with document.transaction(EDIT) as outer:
        outer.put(node("a", name="x"))
        with pytest.raises(RuntimeError):
            _transact(document, node("a", name="y"), node("c"))
        outer.put(node("b", name="z"))
    assert document.node("m", "a").name == "x"
    assert document.node("m", "b").name == "z"
    assert document.element("m", "c") is None


def test_nothing_is_written_after_a_transaction_closed() -> None:
    document = some()
    with document.transaction(EDIT) as tx:
        pass
    with pytest.raises(NotInTransactionError):
        tx.put(node("a", name="x"))
    kept: list[Transaction] = []
    document.dry_run(kept.append)
    with pytest.raises(NotInTransactionError):
        kept[0].put(node("a", name="x"))
    assert document.node("m", "a").name == ""


def test_a_dry_run_leaves_no_trace() -> None:
    document = some()
    heard: list[ChangeSet] = []
    document.listen(heard.append)
    before = document.snapshot()
    change = document.dry_run(lambda tx: (tx.put(node("a", name="x")), tx.drop(("m", "f"))))
    assert [(put.key[1], put.after is None) for put in change.puts] == [("a", False), ("f", True)]
    assert document.snapshot() == before
    assert heard == []
    with pytest.raises(RuntimeError):
        document.dry_run(_failing)
    assert document.snapshot() == before
    with document.transaction(EDIT) as tx, pytest.raises(NotInTransactionError):
        document.dry_run(lambda _: tx)


def _failing(tx: Transaction) -> None:
    tx.put(node("a", name="x"))
    raise RuntimeError


def test_a_stale_change_is_refused_whole() -> None:
    document = some()
    before = document.snapshot()
    change = ChangeSet(EDIT, (Put(("m", "c"), None, node("c")), Put(("m", "a"), node("a", name="?"), None)))
    with pytest.raises(ValueError, match="stale"):
        document.apply(change)
    assert document.snapshot() == before
    with document.transaction(EDIT), pytest.raises(NotInTransactionError):
        document.apply(ChangeSet(EDIT, ()))


def test_changes_invert_and_merge() -> None:
    a, b, c = node("a"), node("a", name="b"), node("a", name="c")
    first = ChangeSet(EDIT, (Put(a.key, a, b), Put(("m", "f"), flow("f"), None)))
    assert first.inverted().puts == (Put(("m", "f"), None, flow("f")), Put(a.key, b, a))
    merged = first.merged(ChangeSet(EDIT, (Put(a.key, b, c),)))
    assert merged.puts == (Put(a.key, a, c), Put(("m", "f"), flow("f"), None))
    assert first.merged(ChangeSet(EDIT, first.inverted().puts)).puts == ()


def test_a_listener_ends() -> None:
    document = some()
    heard: list[ChangeSet] = []
    end = document.listen(heard.append)
    end()
    with document.transaction(EDIT) as tx:
        tx.put(node("a", name="x"))
    assert heard == []


def test_reading() -> None:
    document = some()
    with document.transaction(EDIT) as tx:
        tx.put(Map(id="m2", order=-1))
        tx.put(Carried(map="m", origin="bizagi", archive=b"x"))
        tx.put(StepRow(map="m", element="a", inputs="Surat"))
        tx.put(Unit(id="u", name="Camat"))
    assert [one.id for one in document.maps()] == ["m2", "m"]
    assert [n.id for n in document.nodes("m")] == ["a", "b"]
    assert document.nodes("none") == []
    assert document.carried("m") is not None
    assert document.carried("m2") is None
    step = document.step("m", "a")
    assert step is not None
    assert step.inputs == "Surat"
    assert document.unit("u") == Unit(id="u", name="Camat")
    assert document.unit("v") is None
    assert document.narrative("chapter:x").blocks == ()
    assert document.office == Office()
    assert document.element("m", "#carried") is None
    with pytest.raises(KeyError):
        document.node("m", "f")
    with pytest.raises(KeyError):
        document.flow("m", "a")
    with pytest.raises(KeyError):
        document.map("none")
    assert not document.equals(some())
    assert some().equals(some())


def test_a_map_is_untouched_until_it_differs() -> None:
    document = some()
    assert not document.untouched("m")
    document.remember("m")
    assert document.untouched("m")
    old = document.node("m", "a")
    with document.transaction(EDIT) as tx:
        tx.drop(old.key)
    assert not document.untouched("m")
    with document.transaction(EDIT) as tx:
        tx.put(old)
    assert document.untouched("m")


def test_derived_values_end_with_every_write() -> None:
    document = some()
    document.index("m").derived["x"] = 1
    with document.transaction(EDIT) as tx:
        assert document.index("m").derived == {"x": 1}
        tx.put(node("a", name="x"))
        assert document.index("m").derived == {}


IDS = st.sampled_from("abcd")
NODES = st.builds(
    lambda i, parent, host, z: node(i, parent=parent, attached=host, z=z),
    IDS,
    st.sampled_from(["", "a", "b"]),
    st.sampled_from(["", "c"]),
    st.integers(0, 2),
)
FLOWS = st.builds(flow, st.sampled_from("fg"), st.sampled_from(["", *"abf"]), IDS, st.integers(0, 2))
DROPS = st.sampled_from([*"abcdfg", ""]).map(lambda i: ("m", i))


@given(st.lists(NODES | FLOWS | DROPS, max_size=25))
def test_indexes_equal_a_scan(writes: list[Node | Flow | tuple[str, str]]) -> None:
    document = some()
    with document.transaction(EDIT) as tx:
        for write in writes:
            if isinstance(write, tuple):
                tx.drop(write)
            else:
                tx.put(write)
    elements = [r for r in document.records() if isinstance(r, Node | Flow)]
    nodes = sorted((r for r in elements if isinstance(r, Node)), key=lambda n: (n.z, n.id))
    flows = sorted((r for r in elements if isinstance(r, Flow)), key=lambda f: (f.z, f.id))
    assert document.nodes("m") == nodes
    assert document.flows("m") == flows
    for wanted in ["", *"abcdfg"]:
        assert document.children("m", wanted) == [n for n in nodes if n.parent == wanted]
        assert document.attached("m", wanted) == [n for n in nodes if n.attached == wanted and wanted]
        touching = [f for f in flows if wanted and wanted in (f.source, f.target)]
        assert document.incident("m", wanted) == touching
    assert bool(document.maps()) == (document.get(("m", "")) is not None)


def test_what_is_drawn_of_a_sub_process() -> None:
    closed = Node(map="m", id="s", kind="subprocess", bounds=Rect(5, 6, 90, 60), expanded_size=(300.0, 200.0))
    assert closed.drawn == closed.bounds
    assert replace(closed, expanded=True).drawn == Rect(5, 6, 300, 200)
    assert Flow(map="m", id="f", kind="message", points=(Point(0, 0),)).key == ("m", "f")
