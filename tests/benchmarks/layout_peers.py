"""The peers of the layout on the same graphs: the prototype of the design notes and ELK with lanes as compounds.

The prototype is `tools/perf/proto_lane.py` below PROBIS_SHARED, run as it is. ELK is `elkjs` from npm; it is
looked for in PROBIS_ELK (a folder with node_modules) or fetched into a temporary folder where npm is there.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from probis_editor.geometry import Point
from probis_editor.layout.graph import Graph

Routes = dict[str, tuple[Point, ...]]

_ELK = r"""
const ELK = require('elkjs/lib/elk.bundled.js'); const fs = require('fs');
const graphs = JSON.parse(fs.readFileSync(process.argv[2]));
const opts = {'elk.algorithm': 'layered', 'elk.direction': 'RIGHT', 'elk.edgeRouting': 'ORTHOGONAL',
  'elk.spacing.nodeNode': '30', 'elk.layered.spacing.nodeNodeBetweenLayers': '60',
  'elk.layered.spacing.edgeNodeBetweenLayers': '15'};
(async () => {
  const elk = new ELK(); const out = [];
  const build = G => ({id: 'root', layoutOptions: {...opts, 'elk.hierarchyHandling': 'INCLUDE_CHILDREN'},
    edges: G.edges.map(e => ({id: e.id, sources: [G.nodes[e.s].id], targets: [G.nodes[e.t].id]})),
    children: Array.from({length: G.lanes}, (_, l) => ({id: 'lane:' + l, layoutOptions: {...opts},
      children: G.nodes.filter(n => n.lane == l).map(n => ({id: n.id, width: n.w, height: n.h}))}))});
  for (const G of graphs) {
    let r, ms = [];
    for (let k = 0; k < 3; k++) {
      const g = build(G), t = performance.now(); r = await elk.layout(g); ms.push(performance.now() - t);
    }
    ms.sort((a, b) => a - b);
    const off = {root: [0, 0]}; for (const c of r.children) off[c.id] = [c.x, c.y];
    out.push({ms: ms[1], edges: r.edges.map(e => {
      const o = off[e.container || 'root'] || [0, 0], s = e.sections[0];
      const all = [s.startPoint, ...(s.bendPoints || []), s.endPoint];
      return {id: e.id, pts: all.map(p => [p.x + o[0], p.y + o[1]])}; })});
  }
  fs.writeFileSync(process.argv[3], JSON.stringify(out));
})();
"""


def plain(graph: Graph) -> dict[str, object]:
    """The graph in the form of the design notes' harness: sequence flows between placed boxes."""
    nodes = [b for b in graph.boxes if b.role in ("task", "gateway", "event")]
    index = {b.id: n for n, b in enumerate(nodes)}
    return {
        "nodes": [{"id": b.id, "w": b.w, "h": b.h, "lane": b.lane} for b in nodes],
        "edges": [
            {"id": e.id, "s": index[e.source], "t": index[e.target], "kind": "sequence"}
            for e in graph.edges
            if e.kind == "sequence" and e.source in index and e.target in index
        ],
        "lanes": len(graph.lanes),
    }


def prototype(shared: Path, graphs: Sequence[Graph]) -> list[tuple[float, Routes]] | None:
    """Milliseconds and routes of the prototype for each graph; None where it is not there."""
    script = shared / "tools" / "perf" / "proto_lane.py"
    if not script.exists():
        return None
    result = []
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "inputs").mkdir()
        (Path(folder) / "out" / "layout").mkdir(parents=True)
        for graph in graphs:
            data = plain(graph)
            (Path(folder) / "inputs" / "g.json").write_text(json.dumps(data), encoding="utf-8")
            subprocess.run([sys.executable, str(script), "g"], cwd=folder, check=True, capture_output=True)
            found = json.loads((Path(folder) / "out" / "layout" / "proto-g.json").read_text(encoding="utf-8"))
            edges: list[dict[str, str]] = data["edges"]  # type: ignore[assignment]
            routes = {
                e["id"]: tuple(Point(x, y) for x, y in drawn["pts"])
                for e, drawn in zip(edges, found["edges"], strict=True)
            }
            result.append((float(found["ms"]), routes))
    return result


def elk(graphs: Sequence[Graph]) -> list[tuple[float, Routes]] | None:
    """Milliseconds and routes of ELK for each graph; None where node or elkjs cannot be had."""
    if shutil.which("node") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        home = Path(os.environ.get("PROBIS_ELK", folder))
        if not (home / "node_modules" / "elkjs").exists():
            if shutil.which("npm") is None:
                return None
            got = subprocess.run(
                ["npm", "i", "--silent", "elkjs@0.12.1"], cwd=home, capture_output=True, check=False
            )
            if got.returncode:
                return None
        source, target = Path(folder) / "in.json", Path(folder) / "out.json"
        source.write_text(json.dumps([plain(g) for g in graphs]), encoding="utf-8")
        command = ["node", "-e", _ELK, "elk", str(source), str(target)]
        environment = {**os.environ, "NODE_PATH": str(home / "node_modules")}
        subprocess.run(command, cwd=home, env=environment, check=True, capture_output=True)
        found = json.loads(target.read_text(encoding="utf-8"))
    return [
        (float(one["ms"]), {e["id"]: tuple(Point(x, y) for x, y in e["pts"]) for e in one["edges"]})
        for one in found
    ]


def bends(routes: Routes) -> int:
    """Corners in all routes, repeated and straight points not counted."""
    total = 0
    for points in routes.values():
        kept: list[Point] = []
        for p in points:
            if kept and abs(p.x - kept[-1].x) < 0.5 and abs(p.y - kept[-1].y) < 0.5:
                continue
            if len(kept) > 1 and (
                (abs(kept[-2].x - kept[-1].x) < 0.5 and abs(kept[-1].x - p.x) < 0.5)
                or (abs(kept[-2].y - kept[-1].y) < 0.5 and abs(kept[-1].y - p.y) < 0.5)
            ):
                kept.pop()
            kept.append(p)
        total += max(0, len(kept) - 2)
    return total
