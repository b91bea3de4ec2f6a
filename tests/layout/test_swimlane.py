"""The whole-map layout: hard zeros on every graph, a readable story on small ones, the same result twice."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layout_quality import measure

from probis_editor.layout.graph import COMPACT, NORMAL, Box, Edge, Graph, Lane, Layout, Pool
from probis_editor.layout.story import read
from probis_editor.layout.swimlane import arrange


def graph(
    boxes: str, edges: str, lanes: int = 3, pools: tuple[int, ...] = (), phases: tuple[str, ...] = ()
) -> Graph:
    """A graph from words: "a:task:0 g:gateway:1" and "a>g g>b:yes"."""
    found = []
    for word in boxes.split():
        name, role, lane, *rest = word.split(":")
        w, h = {"task": (120, 60), "gateway": (44, 44), "data": (36, 46)}.get(role, (32, 32))
        stage = {"s": "start", "e": "end"}.get(name[0], "") if role == "event" else ""
        phase = int(rest[1]) if len(rest) > 1 else 0
        host = rest[0] if rest else ""
        label = (80.0, 14.0) if role == "gateway" else (0.0, 0.0)
        found.append(Box(name, w, h, role, int(lane), phase, *label, host, stage))
    ties = []
    for word in edges.split():
        ends, _, note = word.partition(":")
        source, target = ends.split(">")
        kind = note if note in ("message", "association") else "sequence"
        answer = note if note in ("yes", "no") else ""
        ties.append(
            Edge(word, source, target, kind, answer, 28.0 if answer else 0.0, 12.0 if answer else 0.0)
        )
    owners = pools or (0,) * lanes
    return Graph(
        tuple(found),
        tuple(ties),
        tuple(Lane(f"L{n}", p) for n, p in enumerate(owners)),
        tuple(Pool(f"P{n}") for n in range(max(owners) + 1)),
        phases,
    )


CHAIN = graph("s:event:0 a:task:0 b:task:0 c:task:0 e:event:0", "s>a a>b b>c c>e")
DECISION = graph(
    "s:event:0 a:task:0 b:task:1 g:gateway:1 c:task:2 e:event:2",
    "s>a a>b b>g g>c:yes g>a:no c>e",
)
PARALLEL = graph(
    "s:event:0 g:gateway:0 a:task:0 b:task:0 c:task:1 h:gateway:0 e:event:0",
    "s>g g>a g>b g>c a>h b>h c>h h>e",
)
BESIDE = graph(
    "s:event:0 a:task:0 x:boundary:0:a d:data:0 b:task:1 c:task:2 e:event:1",
    "s>a a>b b>e x>c c>e a>d:association d>b:association",
)
POOLS = graph(
    "s:event:0 a:task:0 b:task:1 e:event:1 t:task:2 u:task:2 p:pool:3",
    "s>a a>b b>e t>u a>t:message u>b:message b>p:message",
    4,
    (0, 0, 1, 2),
)
PHASES = graph(
    "s:event:0::0 a:task:0::0 b:task:1::1 c:task:0::1 d:task:1::2 e:event:1::2",
    "s>a a>b b>c c>d d>e",
    2,
    phases=("one", "two", "three"),
)
LOOPS = graph(
    "s:event:0 a:task:0 b:task:1 c:task:2 g:gateway:2 h:gateway:1 e:event:1",
    "s>a a>b b>c c>g g>h:yes g>a:no h>e:yes h>b:no",
)
SAMPLES = {
    "chain": CHAIN,
    "decision": DECISION,
    "parallel": PARALLEL,
    "beside": BESIDE,
    "pools": POOLS,
    "phases": PHASES,
    "loops": LOOPS,
}


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("size", [NORMAL, COMPACT], ids=["normal", "compact"])
def test_no_fault_and_every_label_placed(name: str, size: object) -> None:
    found = measure(SAMPLES[name], arrange(SAMPLES[name], size))  # type: ignore[arg-type]
    assert found.faults == {}
    assert found.labels_missing == 0
    assert found.labels_crossed == 0
    assert found.crossings == 0


def test_a_chain_in_one_lane_is_a_straight_line_from_left_to_right() -> None:
    layout = arrange(CHAIN)
    assert all(len(p) == 2 for p in layout.routes.values())
    xs = [layout.boxes[k].x for k in "sabce"]
    assert xs == sorted(xs)


def test_yes_leaves_to_the_right_and_hand_overs_go_straight_down() -> None:
    layout = arrange(
        graph(
            "s:event:0 a:task:0 b:task:1 g:gateway:1 c:task:1 e:event:1", "s>a a>b b>g g>c:yes g>a:no c>e", 2
        )
    )
    assert len(layout.routes["a>b"]) == 2
    assert layout.routes["a>b"][0].x == layout.routes["a>b"][1].x
    gate = layout.boxes["g"]
    assert layout.routes["g>c:yes"][0].x == gate.right
    assert layout.routes["g>a:no"][0].x < gate.right


def test_forward_flows_never_end_left_of_their_source() -> None:
    for sample in SAMPLES.values():
        layout = arrange(sample)
        for edge in sample.edges:
            back = edge.answer == "no" and sample in (DECISION, LOOPS)
            if edge.kind == "sequence" and not back and edge.source != "x":
                a, b = layout.boxes[edge.source], layout.boxes[edge.target]
                assert b.center.x >= a.center.x - a.w / 2


def test_a_boundary_event_sits_on_its_host_and_a_document_beside_its_step() -> None:
    layout = arrange(BESIDE)
    host, event = layout.boxes["a"], layout.boxes["x"]
    assert event.center.y == host.bottom
    assert host.x < event.x
    assert event.right < host.right
    assert abs(layout.boxes["d"].center.x - host.center.x) < 2 * host.w


def test_phases_are_columns_in_order() -> None:
    layout = arrange(PHASES)
    for box in PHASES.boxes:
        frame = layout.phases[box.phase]
        assert frame.x <= layout.boxes[box.id].x
        assert layout.boxes[box.id].right <= frame.right
    assert all(a.right == b.x for a, b in pairwise(layout.phases))


def test_pools_stand_below_each_other_and_messages_are_routed() -> None:
    layout = arrange(POOLS)
    spans = [layout.pools[f"P{n}"] for n in range(3)]
    assert all(a.bottom < b.y for a, b in pairwise(spans))
    assert {e.id for e in POOLS.edges} == set(layout.routes)
    assert layout.routes["b>p:message"][-1].y == layout.boxes["p"].y


def test_a_lane_is_high_enough_for_its_name() -> None:
    tall = Graph(CHAIN.boxes, CHAIN.edges, (Lane("L0", 0, 300.0),))
    assert arrange(tall).lanes["L0"].h >= 300


def test_unknown_ends_are_left_out_and_a_loop_goes_round_its_shape() -> None:
    odd = Graph(CHAIN.boxes, (*CHAIN.edges, Edge("x", "a", "nowhere"), Edge("y", "a", "a")), CHAIN.lanes)
    layout = arrange(odd)
    assert "x" not in layout.routes
    assert len(layout.routes["y"]) >= 4


def test_an_empty_map_has_empty_lanes() -> None:
    layout = arrange(Graph((), (), (Lane("a"), Lane("b"))))
    assert set(layout.lanes) == {"a", "b"}
    assert layout.boxes == {}


@dataclass
class Drawn:
    graph: Graph
    layout: Layout


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    lanes = draw(st.integers(1, 5))
    count = draw(st.integers(1, 9))
    two_pools = lanes > 2 and draw(st.booleans())
    boxes: list[Box] = []
    for n in range(count):
        role = draw(st.sampled_from(["task", "task", "task", "gateway", "event", "data", "boundary"]))
        lane = draw(st.integers(0, lanes - 1))
        hosts = [b for b in boxes if b.role == "task"]
        if role == "boundary" and not hosts:
            role = "task"
        host = draw(st.sampled_from(hosts)) if role == "boundary" else None
        w, h = {"task": (120.0, draw(st.sampled_from([60.0, 76.0, 92.0]))), "gateway": (44.0, 44.0)}.get(
            role, (36.0, 36.0)
        )
        label = (
            (draw(st.sampled_from([0.0, 60.0, 110.0])), 14.0) if role in ("gateway", "event") else (0.0, 0.0)
        )
        boxes.append(
            Box(f"n{n}", w, h, role, host.lane if host else lane, 0, *label, host.id if host else "")
        )
    edges: list[Edge] = []
    for n in range(draw(st.integers(0, 12))):
        a, b = draw(st.sampled_from(boxes)), draw(st.sampled_from(boxes))
        if a.id == b.id or b.role == "boundary" or a.id == b.host or b.id == a.host:
            continue
        beside = "data" in (a.role, b.role)
        pools = two_pools and (a.lane > 0) != (b.lane > 0)
        kind = "association" if beside else "message" if pools else "sequence"
        answer = draw(st.sampled_from(["", "yes", "no"])) if a.role == "gateway" else ""
        label = (24.0, 12.0) if answer else (0.0, 0.0)
        edges.append(Edge(f"e{n}", a.id, b.id, kind, answer, *label))
    return Graph(
        tuple(boxes),
        tuple(edges),
        tuple(Lane(f"L{n}", int(two_pools and n > 0)) for n in range(lanes)),
        (Pool("P0"), Pool("P1")) if two_pools else (Pool("P0"),),
    )


@settings(deadline=None, max_examples=60)
@given(graphs(), st.sampled_from([NORMAL, COMPACT]))
def test_any_graph_is_laid_out_without_fault_and_twice_alike(some: Graph, size: object) -> None:
    layout = arrange(some, size, 0)  # type: ignore[arg-type]
    assert measure(some, layout).faults == {}
    assert arrange(some, size, 0) == layout  # type: ignore[arg-type]


def test_a_refusal_leads_back_to_a_branch_that_was_not_walked_yet() -> None:
    """Two branches join before the decision: the "no" to one of them runs backward, not that branch."""
    boxes = "s:event:0 fork:gateway:0 look:task:0 draft:task:1 join:gateway:0 ask:gateway:1 sign:task:1"
    flows = "s>fork fork>look fork>draft look>join draft>join join>ask ask>sign:yes ask>draft:no"
    made = graph(boxes, flows, 2)
    assert [made.edges[k].id for k in read(made).back] == ["ask>draft:no"]
