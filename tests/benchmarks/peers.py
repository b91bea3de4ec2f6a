"""bpmn-js beside us: the harness of the design's table run on the same inputs, in the same minutes.

Needs node, npm and chromium, and the harness in `$PROBIS_SHARED/tools/perf/js`. Its packages are installed once, into
`$PROBIS_BPMNJS` or a folder of the system's temporary one. Where anything is missing, stored figures stand in.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

PACKAGES = ("bpmn-js@18.31.1", "bpmn-moddle@10.3.1", "puppeteer-core@24")
FROM_INTERACT = {
    "pan": "pan_100", "zoom": "zoom_100", "repaint": "pan_fit", "D1 drag step": "drag_event_to_frame",
    "D1 of it ours": "drag_event_to_frame", "D2 drop": "move", "D3 drop to painted": "move_to_paint",
    "D4 undo": "undo", "D4 redo": "redo", "D5 move 20": "move20", "D6 append": "append", "D7 save BPMN": "saveXML",
}  # fmt: skip
"""Our row -> what the harness calls it. A frame of the whole map in sight is one of a pan at that zoom."""

_folders: list[Path | None] = []


def harness() -> Path | None:
    """The folder of the harness with its packages; None where it cannot run."""
    if not _folders:
        _folders.append(_made())
    return _folders[0]


def _made() -> Path | None:
    shared, npm = os.environ.get("PROBIS_SHARED"), shutil.which("npm")
    if not shared or not npm or not shutil.which("node") or not shutil.which("chromium"):
        return None
    source = Path(shared, "tools/perf/js")
    if not source.is_dir():
        return None
    root = Path(os.environ.get("PROBIS_BPMNJS") or Path(tempfile.gettempdir(), "probis-bpmnjs"))
    folder = root / "js"
    folder.mkdir(parents=True, exist_ok=True)
    (root / "out").mkdir(exist_ok=True)
    for path in source.iterdir():
        if path.is_file() and path.name != "package.json":
            shutil.copy(path, folder)
    if not all((folder / "node_modules" / name.split("@")[0]).is_dir() for name in PACKAGES):
        (folder / "package.json").write_text('{"type": "commonjs"}')
        run = [npm, "install", "--no-audit", "--no-fund", "--silent", "--ignore-scripts", *PACKAGES]
        if subprocess.run(run, cwd=folder, capture_output=True, check=False, timeout=300).returncode:
            return None
    return folder


def is_live() -> bool:
    """Whether the peer is measured beside us."""
    return harness() is not None


def measured(paths: Sequence[Path], scripts: Sequence[str]) -> dict[str, float]:
    """(row, milliseconds) of the peer for the files, by the scripts "open", "moddle" and "interact"; {} where none."""
    folder = harness()
    if folder is None:
        return {}
    found: dict[str, float] = {}
    for script in scripts:
        run = subprocess.run(
            ["node", script + ".mjs", *map(str, paths)],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=1200,
            env={**os.environ, "RUNS": "3"},
        )
        for row in _rows(run.stdout):
            found.update(_named(script, row))
    return found


def _rows(text: str) -> Iterator[dict[str, object]]:
    for line in text.splitlines():
        if line.startswith("{"):
            yield json.loads(line)


def _named(script: str, row: dict[str, object]) -> dict[str, float]:
    name = Path(str(row["file"])).stem
    if script == "open":
        return {f"open {name}": float(str(row["import_paint"]))} if row["kind"] == "viewer" else {}
    if script == "moddle":
        return {f"parse {name}": float(str(row["median"]))}
    return {f"{ours} {name}": float(str(row[theirs])) for ours, theirs in FROM_INTERACT.items()}


class Took(NamedTuple):
    """Milliseconds: of the processor, which other programs hardly disturb, and of the clock on the wall."""

    cpu: float
    wall: float

    def less(self, other: Took) -> Took:
        return Took(self.cpu - other.cpu, self.wall - other.wall)


def timed(run: Callable[[], object], times: int) -> Took:
    """The median of so many runs."""
    return middle([once(run) for _ in range(times)])


def once(run: Callable[[], object]) -> Took:
    cpu, wall = time.process_time(), time.perf_counter()
    run()
    return Took((time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000)


def middle(found: Sequence[Took]) -> Took:
    return Took(statistics.median(t.cpu for t in found), statistics.median(t.wall for t in found))


HEAD = f"{'':28}{'ours cpu':>10}{'stored':>9}{'ratio':>8} |{'ours wall':>10}{'peer now':>9}{'ratio':>8} |{'goal':>8}"


def line(row: str, ours: Took, stored: float | None, now: float | None, goal: str, met: bool | None) -> str:
    """A row of the table: processor time beside figures of an idle machine, wall time beside the peer's just now."""

    def pair(mine: float, other: float | None) -> str:
        theirs = f"{other:9.1f}{mine / other:8.3f}" if other else f"{'-':>9}{'-':>8}"
        return f"{mine:10.2f}{theirs}"

    verdict = "" if met is None else "  met" if met else "  OVER"
    return f"{row:28}{pair(ours.cpu, stored)} |{pair(ours.wall, now)} |{goal:>8}{verdict}"


def said() -> str:
    """What the table's columns of the peer are."""
    load = f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    if is_live():
        return f"bpmn-js stored (idle machine) and measured now, beside us; {load}"
    return f"bpmn-js from stored figures (node, npm or chromium is missing here); {load}"
