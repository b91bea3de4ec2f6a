"""The peers of layout and router on the same graphs: ELK with lanes as compounds, and libavoid.

ELK is `elkjs`, libavoid is `libavoid-js`, both from npm; they are looked for in PROBIS_NPM (a folder with node_modules)
or fetched into a temporary folder where npm is there. Their times are milliseconds of processor time after one run to
warm up, as ours are, so that a busy machine does not favour anyone.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

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
    for (let k = 0; k < 4; k++) {
      const g = build(G), t = process.cpuUsage();
      r = await elk.layout(g);
      const u = process.cpuUsage(t); if (k) ms.push((u.user + u.system) / 1000);
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

_LIBAVOID = r"""
import fs from 'fs';
const { AvoidLib } = await import(process.argv[4]);
await AvoidLib.load(); const A = AvoidLib.getInstance();
const out = [];
for (const G of JSON.parse(fs.readFileSync(process.argv[2]))) {
  let router, conns, shapes, spent;
  for (let k = 0; k < 2; k++) {
    router = new A.Router(2);
    for (const [n, v] of [[0, 10], [2, 0], [6, 10], [7, 10]]) router.setRoutingParameter(n, v);
    for (const n of [0, 4, 5]) router.setRoutingOption(n, true);
    shapes = G.nodes.map(n => {
      const s = new A.ShapeRef(router, new A.Rectangle(new A.Point(n.x, n.y), new A.Point(n.x + n.w, n.y + n.h)));
      for (const [x, y, d] of [[0, .5, 4], [1, .5, 8], [.5, 0, 1], [.5, 1, 2]])
        new A.ShapeConnectionPin(s, 1, x, y, true, 0, d).setExclusive(false);
      return s; });
    const end = n => new A.ConnEnd(shapes[n], 1);
    conns = G.edges.map(e => new A.ConnRef(router, end(e.s), end(e.t)));
    const t = process.cpuUsage(); router.processTransaction();
    const u = process.cpuUsage(t); spent = (u.user + u.system) / 1000;
  }
  const edges = conns.map((c, n) => {
    const p = c.displayRoute(), pts = [];
    for (let q = 0; q < p.size(); q++) { const a = p.get_ps(q); pts.push([a.x, a.y]); }
    return {id: G.edges[n].id, pts}; });
  router.moveShape(shapes[shapes.length >> 1], 20, 10);
  const t = process.cpuUsage(); router.processTransaction();
  const u = process.cpuUsage(t);
  out.push({ms: spent, moved: (u.user + u.system) / 1000, edges});
}
fs.writeFileSync(process.argv[3], JSON.stringify(out));
"""


def plain(graph: Graph) -> dict[str, object]:
    """The graph as JSON: sequence flows between placed boxes."""
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


def elk(graphs: Sequence[Graph]) -> list[tuple[float, Routes]] | None:
    """Milliseconds and routes of ELK for each graph; None where node or elkjs cannot be had."""
    found = _node("elkjs@0.12.1", "elk.cjs", _ELK, [plain(g) for g in graphs])
    return None if found is None else [(float(one["ms"]), _routes(one["edges"])) for one in found]


def libavoid(scenes: Sequence[dict[str, object]]) -> list[tuple[float, float, Routes]] | None:
    """For each scene (nodes with x, y, w, h; edges with id, s, t) the milliseconds for all routes, those after one
    shape was moved, and the routes; None where node or libavoid-js cannot be had."""
    found = _node("libavoid-js@0.4.5", "avoid.mjs", _LIBAVOID, list(scenes))
    if found is None:
        return None
    return [(float(one["ms"]), float(one["moved"]), _routes(one["edges"])) for one in found]


def _routes(edges: Sequence[dict[str, Any]]) -> Routes:
    return {e["id"]: tuple(Point(x, y) for x, y in e["pts"]) for e in edges}


def _node(package: str, name: str, script: str, data: Sequence[object]) -> list[dict[str, Any]] | None:
    """What a script for node with an npm package makes of the data; None where one of them is missing."""
    if shutil.which("node") is None:
        return None
    module = package.partition("@")[0]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(os.environ.get("PROBIS_NPM", folder))
        if not (home / "node_modules" / module).exists():
            if shutil.which("npm") is None:
                return None
            got = subprocess.run(
                ["npm", "i", "--silent", package], cwd=folder, capture_output=True, check=False
            )
            if got.returncode:
                return None
            home = Path(folder)
        program, source, target = (Path(folder) / n for n in (name, "in.json", "out.json"))
        program.write_text(script, encoding="utf-8")
        source.write_text(json.dumps(data), encoding="utf-8")
        entry = home / "node_modules" / module / "dist" / "index-node.mjs"
        command = ["node", str(program), str(source), str(target), str(entry)]
        environment = {**os.environ, "NODE_PATH": str(home / "node_modules")}
        subprocess.run(command, cwd=home, env=environment, check=True, capture_output=True)
        found: list[dict[str, Any]] = json.loads(target.read_text(encoding="utf-8"))
    return found


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
