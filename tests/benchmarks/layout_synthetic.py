"""Prints layout and router on the synthetic maps s50, s200, s1000 of the design notes, beside their peers.

PYTHONPATH=.:tests/tools PROBIS_SHARED=... python tests/benchmarks/layout_synthetic.py [s50 s200 s1000 flat]

Layout: crossings, bends per flow, length, faults, milliseconds of processor time; the prototype and ELK with
lanes beside it. Router: all flows on the generator's positions, then the flows of one moved shape. Crossings
are counted with `layout_quality`, which counts a bundle of flows that join at a common end once per flow.
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
from layout_peers import bends, elk, prototype
from layout_quality import crossings, measure

from probis_editor.geometry import Rect
from probis_editor.layout.graph import Box, Edge, Graph, Lane, Pool
from probis_editor.layout.routing import Line, Router, Shape
from probis_editor.layout.swimlane import arrange

SEEDS = {"s50": (50, 5, 1, 1), "s200": (200, 8, 1, 2), "s1000": (1000, 12, 1, 3)}
MOVES = 40


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


def show_layout(name: str, graph: Graph, shared: Path | None) -> None:
    times = []
    for _ in range(3):
        began = process_time()
        layout = arrange(graph)
        times.append((process_time() - began) * 1000)
    found = measure(graph, layout)
    flows = len(graph.edges)
    print(
        f"layout {name:<6} ours       {sorted(times)[1]:8.0f} ms  crossings {found.crossings:>5}  bends/flow "
        f"{found.bends / flows:.2f}  length {found.length / 1000:.0f}k  faults {found.faults or 0}"
    )
    if shared is None:
        return
    for peer, results in (("prototype", prototype(shared, [graph])), ("elk lanes", elk([graph]))):
        if results is None:
            print(f"layout {name:<6} {peer:<10} not here")
            continue
        spent, routes = results[0]
        print(
            f"layout {name:<6} {peer:<10} {spent:8.0f} ms  crossings {crossings(routes):>5}  bends/flow "
            f"{bends(routes) / flows:.2f}"
        )


def show_router(name: str, data: dict[str, Any]) -> None:
    def outline(kind: str) -> str:
        return "diamond" if "Gateway" in kind else "circle" if "Event" in kind else "rect"

    shapes = [Shape(n["id"], Rect(n["x"], n["y"], n["w"], n["h"]), outline(n["kind"])) for n in data["nodes"]]
    router = Router(shapes)
    flows = [e for e in data["edges"] if e["kind"] == "sequence"]
    for e in flows:
        router.put_line(Line(e["id"], shapes[e["s"]].id, shapes[e["t"]].id, ()))
    began = process_time()
    routes = router.again([e["id"] for e in flows])
    spent = (process_time() - began) * 1000
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
        f"router {name:<6} all {spent:8.0f} ms  crossings {crossings(routes):>5}  bends/flow "
        f"{bends(routes) / len(flows):.2f}  one moved: median {moves[MOVES // 2]:.1f} ms, worst {moves[-1]:.1f} ms"
    )


def main() -> None:
    shared = Path(os.environ["PROBIS_SHARED"])
    wanted = sys.argv[1:] or [*SEEDS, "flat"]
    for name in SEEDS:
        if name in wanted:
            data = generated(shared, name)
            show_layout(name, as_graph(data), shared)
            show_router(name, data)
    if "flat" in wanted:
        show_layout("flat", without_lanes(as_graph(generated(shared, "s200"))), None)


if __name__ == "__main__":
    main()
