"""Prints layout and router on the synthetic maps s50, s200, s1000, beside their peers.

PYTHONPATH=.:tests/tools PROBIS_SHARED=... python tests/benchmarks/layout_synthetic.py [s50 s200 s1000 flat]
                                                                                   [alone] [out=FOLDER]

Layout: crossings, bends per flow, length, faults, milliseconds of processor time; ELK with lanes
beside it. Router: all flows on the generator's positions, then the flows of one moved shape; libavoid beside it.
Ratios are ours to the peer's. Crossings are counted with `layout_quality`, which counts a bundle of flows that join
at a common end once per flow. "alone" leaves the peers out; "out=" writes our drawings as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import process_time
from typing import Any

import msgspec
from layout_peers import bends, elk, libavoid
from layout_quality import crossings, measure

from probis_editor.geometry import Point, Rect
from probis_editor.layout.graph import Box, Edge, Graph, Lane, Pool
from probis_editor.layout.routing import Line, Router, Shape
from probis_editor.layout.swimlane import arrange

SEEDS = {"s50": (50, 5, 1, 1), "s200": (200, 8, 1, 2), "s1000": (1000, 12, 1, 3)}
MOVES = 40
RUNS = 3


def generated(shared: Path, name: str) -> dict[str, Any]:
    """The generator's graph: nodes, edges, lanes, pools with positions."""
    with tempfile.TemporaryDirectory() as folder:
        script = shared / "tools" / "perf" / "gen_bpmn.py"
        numbers = [str(n) for n in SEEDS[name]]
        subprocess.run(
            [sys.executable, str(script), *numbers, f"{folder}/g"], check=True, capture_output=True
        )
        data: dict[str, Any] = json.loads(Path(folder, "g.json").read_text(encoding="utf-8"))
    return data


def as_graph(data: dict[str, Any]) -> Graph:
    """The generator's graph in our records."""

    def role(kind: str) -> str:
        return "gateway" if "Gateway" in kind else "event" if "Event" in kind else "task"

    stages = {"startEvent": "start", "endEvent": "end"}
    boxes = tuple(
        Box(n["id"], n["w"], n["h"], role(n["kind"]), n["lane"], stage=stages.get(n["kind"], ""))
        for n in data["nodes"]
    )
    edges = tuple(Edge(e["id"], boxes[e["s"]].id, boxes[e["t"]].id, e["kind"]) for e in data["edges"])
    lanes = tuple(Lane(one["id"], one["pool"]) for one in data["lanes"])
    return Graph(boxes, edges, lanes, tuple(Pool(p["id"]) for p in data["pools"]))


def without_lanes(graph: Graph) -> Graph:
    boxes = tuple(msgspec.structs.replace(b, lane=0) for b in graph.boxes)
    return Graph(boxes, graph.edges, (Lane("lane"),), (Pool("pool", 0.0, True),))


def show_layout(name: str, graph: Graph, peers: bool, out: Path | None) -> None:
    times = []
    for _ in range(RUNS):
        began = process_time()
        layout = arrange(graph)
        times.append((process_time() - began) * 1000)
    found = measure(graph, layout)
    flows = len(graph.edges)
    ours = sorted(times)[RUNS // 2]
    print(
        f"layout {name:<6} ours       {ours:8.0f} ms  crossings {found.crossings:>5}  bends/flow "
        f"{found.bends / flows:.2f}  length {found.length / 1000:.0f}k  faults {found.faults or 0}"
    )
    if out is not None:
        ends = {e.id: (e.source, e.target) for e in graph.edges}
        drawing(out / f"ours-{name}.json", layout.boxes, layout.routes, ends)
    if not peers:
        return
    results = elk([graph])
    if results is None:
        print(f"layout {name:<6} elk lanes  not here")
        return
    spent, routes = results[0]
    print(
        f"layout {name:<6} elk lanes  {spent:8.0f} ms  crossings {crossings(routes):>5}  bends/flow "
        f"{bends(routes) / flows:.2f}  ratio of time {ours / spent:.3f}"
    )


def show_router(name: str, data: dict[str, Any], peers: bool, out: Path | None) -> None:
    def outline(kind: str) -> str:
        return "diamond" if "Gateway" in kind else "circle" if "Event" in kind else "rect"

    shapes = [Shape(n["id"], Rect(n["x"], n["y"], n["w"], n["h"]), outline(n["kind"])) for n in data["nodes"]]
    flows = [e for e in data["edges"] if e["kind"] == "sequence"]
    ends = {e["id"]: (shapes[e["s"]].id, shapes[e["t"]].id) for e in flows}
    times = []
    for _ in range(RUNS):
        router = Router(shapes, (Line(key, *pair, ()) for key, pair in ends.items()))
        began = process_time()
        routes = router.again(list(ends))
        times.append((process_time() - began) * 1000)
    ours = sorted(times)[RUNS // 2]
    moves = []
    for n in range(MOVES):
        shape = shapes[int(len(shapes) * (n + 0.5) / MOVES)]
        router.put_shape(shape._replace(rect=shape.rect.moved(20, 10)))
        began = process_time()
        router.moved([shape.id])
        moves.append((process_time() - began) * 1000)
        router.put_shape(shape)
        router.moved([shape.id])
    moves.sort()
    print(
        f"router {name:<6} ours       {ours:8.0f} ms  crossings {crossings(routes):>5}  bends/flow "
        f"{bends(routes) / len(flows):.2f}  one moved: median {moves[MOVES // 2]:.1f} ms, worst {moves[-1]:.1f} ms"
    )
    if out is not None:
        drawing(out / f"router-{name}.json", {s.id: s.rect for s in shapes}, routes, ends)
    found = libavoid([{"nodes": data["nodes"], "edges": flows}]) if peers else None
    for spent, moved, others in found or ():
        print(
            f"router {name:<6} libavoid   {spent:8.0f} ms  crossings {crossings(others):>5}  bends/flow "
            f"{bends(others) / len(flows):.2f}  one moved: {moved:.1f} ms  ratios: time {ours / spent:.3f}, "
            f"crossings {crossings(routes) / max(1, crossings(others)):.3f}, "
            f"bends {bends(routes) / max(1, bends(others)):.3f}, one moved {moves[MOVES // 2] / moved:.4f}"
        )


def drawing(
    path: Path, boxes: dict[str, Rect], routes: dict[str, tuple[Point, ...]], ends: dict[str, tuple[str, str]]
) -> None:
    """Writes nodes and edges as JSON."""
    data = {
        "nodes": [{"id": k, "x": r.x, "y": r.y, "w": r.w, "h": r.h} for k, r in boxes.items()],
        "edges": [{"s": ends[k][0], "t": ends[k][1], "pts": points} for k, points in routes.items()],
    }
    path.write_text(json.dumps(data), encoding="utf-8")


def main() -> None:
    shared = Path(os.environ["PROBIS_SHARED"])
    words = sys.argv[1:]
    alone = "alone" in words
    out = next((Path(w[4:]) for w in words if w.startswith("out=")), None)
    wanted = [w for w in words if w in SEEDS or w == "flat"] or [*SEEDS, "flat"]
    for name in SEEDS:
        if name in wanted:
            data = generated(shared, name)
            show_layout(name, as_graph(data), not alone, out)
            show_router(name, data, not alone, out)
    if "flat" in wanted:
        show_layout("flat", without_lanes(as_graph(generated(shared, "s200"))), False, out)


if __name__ == "__main__":
    main()
