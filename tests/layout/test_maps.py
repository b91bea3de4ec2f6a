"""The document's side: membership, order, content are kept; twice changes nothing; modes touch only theirs."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest

from probis_editor.geometry import Point, Rect
from probis_editor.layout.maps import Changed, arranged, arranged_selection, rerouted
from probis_editor.model import queries
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Map, Node

MAP = "m"


def node(key: str, kind: str, parent: str = "p", **more: object) -> Node:
    return Node(
        map=MAP, id=key, kind=kind, parent=parent, bounds=Rect(0, 0, 0, 0), name=more.pop("name", key), **more
    )  # type: ignore[arg-type]


def flow(source: str, target: str, kind: str = "sequence", name: str = "") -> Flow:
    return Flow(map=MAP, id=f"{source}-{target}", kind=kind, source=source, target=target, name=name)


def bare() -> tuple[Document, dict[str, str]]:
    """A map without geometry, and who is in which lane."""
    pool = Node(map=MAP, id="p", kind="pool", bounds=Rect(0, 0, 600, 300), name="Pool")
    lanes = [
        Node(
            map=MAP, id=f"l{n}", kind="lane", parent="p", bounds=Rect(50, 100 * n, 550, 100), name=f"Lane {n}"
        )
        for n in range(3)
    ]
    nodes = [
        node("start", "event.start", name=""),
        node("write", "task"),
        node("check", "task"),
        node("ok", "gateway.exclusive", name="Lengkap?"),
        node("sign", "task"),
        node("end", "event.end", name=""),
        node("late", "event.boundary", attached="write", trigger="timer"),
        node("letter", "data.object"),
        node("note", "annotation"),
    ]
    flows = [
        flow("start", "write"),
        flow("write", "check"),
        flow("check", "ok"),
        flow("ok", "sign", name="Ya"),
        flow("ok", "write", name="Tidak"),
        flow("sign", "end"),
        flow("late", "sign"),
        flow("write", "letter", "association"),
        flow("note", "sign", "association"),
    ]
    homes = dict.fromkeys(("start", "write", "late", "letter"), "l0")
    homes |= dict.fromkeys(("check", "ok"), "l1") | dict.fromkeys(("sign", "end", "note"), "l2")
    return Document([Map(id=MAP, kind="cross_functional"), pool, *lanes, *nodes, *flows]), homes


def put(document: Document, changed: Changed) -> None:
    with document.transaction(label("cmd.test")) as tx:
        for record in changed:
            tx.put(record)


@pytest.fixture
def laid_out() -> Document:
    document, homes = bare()
    put(document, arranged(document, MAP, homes=homes))
    return document


def test_everyone_is_in_the_lane_that_was_named(laid_out: Document) -> None:
    _, homes = bare()
    for key, lane in homes.items():
        if key != "late":
            found = queries.lane_of(laid_out, laid_out.node(MAP, key))
            assert found is not None
            assert found.id == lane


def test_lanes_tile_their_pool_in_their_order(laid_out: Document) -> None:
    pool = laid_out.node(MAP, "p").bounds
    lanes = [laid_out.node(MAP, f"l{n}").bounds for n in range(3)]
    assert lanes[0].y == pool.y
    assert lanes[2].bottom == pool.bottom
    assert all(a.bottom == b.y for a, b in pairwise(lanes))
    assert all(lane.x == pool.x + 50 and lane.right == pool.right for lane in lanes)


def test_laying_out_again_changes_nothing(laid_out: Document) -> None:
    assert arranged(laid_out, MAP) == []


def test_everything_has_whole_coordinates(laid_out: Document) -> None:
    for one in laid_out.nodes(MAP):
        assert all(float(v).is_integer() for v in one.bounds)
    for one in laid_out.flows(MAP):
        assert all(float(p.x).is_integer() and float(p.y).is_integer() for p in one.points)


def test_nothing_but_places_changes(laid_out: Document) -> None:
    document, _ = bare()
    for old in document.nodes(MAP):
        new = laid_out.node(MAP, old.id)
        assert (new.name, new.kind, new.parent, new.attached) == (
            old.name,
            old.kind,
            old.parent,
            old.attached,
        )
    assert len(laid_out.flows(MAP)) == len(document.flows(MAP))


def test_the_boundary_event_sits_on_its_host(laid_out: Document) -> None:
    host, event = laid_out.node(MAP, "write").bounds, laid_out.node(MAP, "late").bounds
    assert event.center.y == host.bottom
    assert host.x < event.center.x < host.right


def test_a_long_name_makes_its_task_higher(laid_out: Document) -> None:
    document, homes = bare()
    name = "Memeriksa kelengkapan dan kebenaran berkas permohonan pelayanan administrasi kependudukan"
    put(document, [node("check", "task", name=name)])
    put(document, arranged(document, MAP, homes=homes))
    assert document.node(MAP, "check").bounds.h > laid_out.node(MAP, "check").bounds.h


def test_routes_only_moves_no_shape(laid_out: Document) -> None:
    old = laid_out.flow(MAP, "write-check")
    put(
        laid_out,
        [
            Flow(
                map=MAP,
                id=old.id,
                kind="sequence",
                source="write",
                target="check",
                points=(Point(0, 0), Point(9, 9)),
            )
        ],
    )
    changed = rerouted(laid_out, MAP)
    assert all(isinstance(r, Flow) for r in changed)
    assert old.id in [r.id for r in changed]


def test_routes_of_chosen_flows_only(laid_out: Document) -> None:
    changed = rerouted(laid_out, MAP, only=("write-check",))
    assert {r.id for r in changed} <= {"write-check"}


def test_a_selection_is_set_in_order_and_the_rest_stays(laid_out: Document) -> None:
    moved = laid_out.node(MAP, "sign")
    aside = moved.bounds.moved(0, 17)
    put(laid_out, [Node(map=MAP, id="sign", kind="task", parent="p", bounds=aside, name="sign")])
    changed = arranged_selection(laid_out, MAP, ["sign", "end"])
    shapes = {r.id for r in changed if isinstance(r, Node)}
    assert shapes <= {"sign", "end"}
    put(laid_out, changed)
    assert laid_out.node(MAP, "sign").bounds.center.y == laid_out.node(MAP, "end").bounds.center.y
    lane = laid_out.node(MAP, "l2").bounds
    assert lane.covers(laid_out.node(MAP, "sign").bounds)


def test_an_empty_selection_changes_nothing(laid_out: Document) -> None:
    assert arranged_selection(laid_out, MAP, []) == []
    assert arranged_selection(laid_out, MAP, ["nobody"]) == []


def test_a_map_without_pools_is_laid_out_too() -> None:
    nodes = [node("a", "task", ""), node("b", "task", ""), node("c", "task", "")]
    document = Document([Map(id=MAP), *nodes, flow("a", "b"), flow("b", "c")])
    put(document, arranged(document, MAP))
    xs = [document.node(MAP, k).bounds.x for k in "abc"]
    assert xs == sorted(xs)
    assert all(len(f.points) == 2 for f in document.flows(MAP))


def test_an_empty_pool_receives_messages_at_its_border() -> None:
    pools = [
        Node(map=MAP, id="p", kind="pool", bounds=Rect(0, 0, 600, 100)),
        Node(map=MAP, id="q", kind="pool", bounds=Rect(0, 200, 600, 60), name="Warga"),
    ]
    document = Document([Map(id=MAP), *pools, node("a", "task"), flow("a", "q", "message")])
    put(document, arranged(document, MAP, homes={"a": "p"}))
    points = document.flow(MAP, "a-q").points
    assert points[-1].y == document.node(MAP, "q").bounds.y
    assert points[0].y == document.node(MAP, "a").bounds.bottom


def test_bands_of_a_level_0_map_keep_their_boxes() -> None:
    band = Node(map=MAP, id="band", kind="band", bounds=Rect(0, 0, 600, 128), name="Utama")
    boxes = [
        Node(map=MAP, id=f"b{n}", kind="box.process", bounds=Rect(20 + 37 * n, 30 + 5 * n, 150, 64))
        for n in range(3)
    ]
    document = Document([Map(id=MAP, kind="level0"), band, *boxes])
    put(document, arranged(document, MAP))
    places = [document.node(MAP, f"b{n}").bounds for n in range(3)]
    assert all(document.node(MAP, "band").bounds.covers(p) for p in places)
    assert not any(a.overlaps(b) for n, a in enumerate(places) for b in places[n + 1 :])


def test_a_tree_of_boxes_follows_its_lines() -> None:
    boxes = [Node(map=MAP, id=k, kind="box.process", bounds=Rect(0, 0, 150, 64)) for k in "rab"]
    lines = [flow("r", "a", "association"), flow("r", "b", "association")]
    document = Document([Map(id=MAP, kind="subprocess"), *boxes, *lines])
    put(document, arranged(document, MAP))
    root = document.node(MAP, "r").bounds
    assert all(document.node(MAP, k).bounds.y > root.bottom for k in "ab")
    assert document.flow(MAP, "r-a").points[0].y == root.bottom


def test_a_tree_whose_lines_run_beside_it_stays_where_it_is() -> None:
    boxes = [
        Node(map=MAP, id=k, kind="box.process", bounds=Rect(40 + 9 * n, 40, 150, 64))
        for n, k in enumerate("rabcdefg")
    ]
    lines = [flow("r", k, "association") for k in "abcdefg"]
    document = Document([Map(id=MAP, kind="subprocess"), *boxes, *lines])
    put(document, arranged(document, MAP))
    assert min(n.bounds.x for n in document.nodes(MAP)) == 40
    assert arranged(document, MAP) == []


def test_a_flow_with_a_loose_end_goes_with_its_shape(laid_out: Document) -> None:
    at = laid_out.node(MAP, "end").bounds
    start = Point(at.right, at.center.y)
    loose = Flow(
        map=MAP, id="loose", kind="sequence", source="end", points=(start, start.moved(30, 0)), name="x"
    )
    moved = msgspec.structs.replace(laid_out.node(MAP, "end"), bounds=at.moved(0, 40))
    put(laid_out, [loose, moved])
    put(laid_out, [msgspec.structs.replace(loose, points=tuple(p.moved(0, 40) for p in loose.points))])
    put(laid_out, arranged(laid_out, MAP))
    at = laid_out.node(MAP, "end").bounds
    assert laid_out.flow(MAP, "loose").points[0] == Point(at.right, at.center.y)
    assert arranged(laid_out, MAP) == []


def two_pools() -> Document:
    """Two pools with the same two phases; the steps of both lie thrown about, each within its phase."""
    records: list[Map | Node | Flow] = [Map(id=MAP, name="m", kind="cross_functional")]
    for n, pool in enumerate(("p", "q")):
        top = 400.0 * n
        records.append(Node(map=MAP, id=pool, kind="pool", bounds=Rect(0, top, 900, 240), name=pool))
        for k in range(2):
            frame = Rect(80 + 410 * k, top, 410, 240)
            records.append(
                Node(map=MAP, id=f"{pool}{k}", kind="phase", parent=pool, bounds=frame, name=f"Fase {k}")
            )
            for m in range(2):
                at = Rect(frame.x + 20 + 150 * m, top + 40 + 70 * m, 120, 60)
                records.append(
                    Node(
                        map=MAP,
                        id=f"{pool}{k}{m}",
                        kind="task",
                        parent=pool,
                        bounds=at,
                        name=f"Kegiatan {k}{m}",
                    )
                )
    for pool in ("p", "q"):
        for a, b in pairwise((f"{pool}00", f"{pool}01", f"{pool}10", f"{pool}11")):
            records.append(flow(a, b))
    records.append(flow("p01", "q10", "message"))
    return Document(records)


def test_phases_are_columns_through_all_pools() -> None:
    document = two_pools()
    put(document, arranged(document, MAP))
    for pool in ("p", "q"):
        frame = document.node(MAP, pool).bounds
        for k in range(2):
            phase = document.node(MAP, f"{pool}{k}").bounds
            assert phase.x == document.node(MAP, f"p{k}").bounds.x
            assert phase.bottom == frame.bottom
            assert phase.y < frame.y
            for m in range(2):
                assert phase.covers(document.node(MAP, f"{pool}{k}{m}").bounds)
    assert not document.node(MAP, "p0").bounds.overlaps(document.node(MAP, "q0").bounds)
    assert arranged(document, MAP) == []


def test_a_group_that_closes_round_another_step_stays_so() -> None:
    document, homes = bare()
    frame = Rect(60, 0, 300, 90)
    with document.transaction(label("x")) as tx:
        for record in arranged(document, MAP, homes=homes):
            tx.put(record)
        first = document.node(MAP, "start").bounds
        last = document.node(MAP, "check").bounds
        frame = first.united(last).grown(4)
        tx.put(Node(map=MAP, id="g", kind="group", parent="p", bounds=frame, name=""))
    put(document, arranged(document, MAP))
    assert arranged(document, MAP) == []
