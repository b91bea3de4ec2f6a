"""How quickly gestures are answered: rows D1 to D7 of the design's table.

    PYTHONPATH=.:tests/benchmarks PROBIS_SHARED=../shared QT_QPA_PLATFORM=offscreen \
        python tests/benchmarks/gestures.py [s200 s1000 s5000]

Inputs come from the generator beside the peers' harness. The peer is bpmn-js, run in turn with us where it can run
(`peers.py`), else as it was measured once on two cores. Medians in milliseconds; a drag step
is everything from the mouse event to the painted frame at 1920 x 1080, 100 %.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import peers
from canvas import SIZES, Paints, complete, shown
from peers import Took, middle, once, timed
from PySide6.QtCore import QEvent, QPointF, QSettings, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from probis_editor.commands import append as append_commands
from probis_editor.commands import shapes
from probis_editor.commands.dropping import drop
from probis_editor.formats import base
from probis_editor.geometry import Point
from probis_editor.kinds import Family, family
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.elements import Node
from probis_editor.model.history import History
from probis_editor.ui import app
from probis_editor.ui.canvas import Canvas

NAMES = ("s200", "s1000", "s5000")
PEER = {
    "D1 drag step": (4.5, 23.0, 146.0),
    "D1 of it ours": (4.5, 23.0, 146.0),
    "D2 drop": (6.9, 20.0, 58.0),
    "D3 drop to painted": (34.0, 101.0, 392.0),
    "D4 undo": (0.9, 1.9, 7.7),
    "D4 redo": (3.3, 6.7, 24.0),
    "D5 move 20": (21.0, 30.0, 124.0),
    "D6 append": (3.9, 13.0, 72.0),
    "D7 save BPMN": (25.0, 128.0, 957.0),
}  # fmt: skip
"""bpmn-js: moveElements, live drag, append, saveXML."""

GOALS = {
    "D1 drag step": (0.5, 0.1, 0.03), "D1 of it ours": (0.4, 0.087, 0.03), "D2 drop": (0.5, 0.2, 0.1),
    "D3 drop to painted": (0.25, 0.08, 0.03), "D4 undo": (1.0, 0.5, 0.15), "D4 redo": (1.0, 0.5, 0.15),
    "D5 move 20": (0.4, 0.3, 0.15), "D6 append": (0.5, 0.2, 0.05), "D7 save BPMN": (0.4, 0.4, 0.4),
}  # fmt: skip
EDIT = label("cmd.test")


def middle_task(document: Document, map_id: str) -> Node:
    """A task in the middle of the map that has flows in and out."""
    tasks = [n for n in document.nodes(map_id) if family(n.kind) is Family.ACTIVITY]
    tasks = [n for n in tasks if len(document.incident(map_id, n.id)) > 1]
    tasks.sort(key=lambda n: (n.drawn.center.x, n.drawn.y))
    return tasks[len(tasks) // 2]


def drags(name: str, path: Path) -> dict[str, Took]:
    """D1 and D3: a real drag with mouse events on a real canvas."""
    canvas, paints = shown(path)
    complete(canvas)
    canvas.come_to_front()
    view, node = canvas.view, middle_task(canvas.session.document, canvas.map_id)
    view.set_zoom(1.0)
    view.centerOn(node.drawn.center.x, node.drawn.center.y)
    paints.flush()
    start = view.mapFromScene(node.drawn.center.x, node.drawn.center.y).toPointF()
    _send(canvas, QMouseEvent.Type.MouseButtonPress, start)
    count = iter(range(10_000))

    def spot() -> QPointF:
        at = next(count)
        return start + QPointF(20 + (at * 13) % 80, 15 + (at * 11) % 40)  # farther than things snap

    _send(canvas, QMouseEvent.Type.MouseMove, spot())
    result = {
        "D1 drag step": timed(lambda: _painted(canvas, paints, spot()), 60),
        "D1 of it ours": timed(lambda: _send(canvas, QMouseEvent.Type.MouseMove, spot()), 60),
    }

    def dropped() -> None:
        _send(canvas, QMouseEvent.Type.MouseButtonRelease, spot())
        paints.flush()

    def again() -> None:
        here = canvas.session.document.node(canvas.map_id, node.id).drawn.center
        nonlocal start
        start = view.mapFromScene(here.x, here.y).toPointF()
        _send(canvas, QMouseEvent.Type.MouseButtonPress, start)
        _send(canvas, QMouseEvent.Type.MouseMove, spot())
        paints.flush()

    times = []
    for _ in range(12):
        times.append(once(dropped))
        again()
    result["D3 drop to painted"] = middle(times)
    _send(canvas, QMouseEvent.Type.MouseButtonRelease, spot())
    canvas.close()
    canvas.deleteLater()
    return result


def _painted(canvas: Canvas, paints: Paints, spot: QPointF) -> None:
    _send(canvas, QMouseEvent.Type.MouseMove, spot)
    paints.flush()


def _send(canvas: Canvas, kind: QEvent.Type, spot: QPointF) -> None:
    viewport = canvas.view.viewport()
    moved = kind is QMouseEvent.Type.MouseMove
    none, left = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
    held = none if kind is QMouseEvent.Type.MouseButtonRelease else left
    event = QMouseEvent(
        kind, spot, viewport.mapToGlobal(spot), none if moved else left, held, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(viewport, event)


def commands(path: Path, folder: Path) -> dict[str, Took]:
    """D2 and D4 to D7: the document alone."""
    document = base.open_any(path).document
    m = document.maps()[0].id
    history, node = History(document), middle_task(document, m)
    count = iter(range(10_000))

    def move(ids: list[str]) -> None:
        at = next(count)
        with document.transaction(EDIT) as tx:
            drop(tx, m, ids, 30.0 if at % 2 else -30.0, 20.0 if at % 2 else -20.0)

    move([node.id])
    result = {"D2 drop": timed(lambda: move([node.id]), 40)}
    undo, redo = [], []
    for _ in range(20):
        undo.append(once(history.undo))
        redo.append(once(history.redo))
    result["D4 undo"], result["D4 redo"] = middle(undo), middle(redo)
    tasks = [n for n in document.nodes(m) if family(n.kind) is Family.ACTIVITY]
    tasks.sort(key=lambda n: n.drawn.center.distance(node.drawn.center))
    result["D5 move 20"] = timed(lambda: move([n.id for n in tasks[:20]]), 10)

    def append() -> None:
        with document.transaction(EDIT) as tx:
            append_commands.append(tx, m, node.id, "task")
        history.undo()

    undone = result["D4 undo"]
    result["D6 append"] = timed(append, 20).less(undone)
    with document.transaction(EDIT) as tx:
        shapes.rename(tx, m, node.id, "Diubah")
    gc.disable()  # as the window does while it writes
    result["D7 save BPMN"] = timed(lambda: base.write_any(document, folder / "out.bpmn", map_id=m), 5)
    gc.enable()
    assert node.drawn.center != Point(0, 0)
    return result


def main() -> None:
    """Print ours, the peer's, the ratio and the goal for every row."""
    shared = os.environ.get("PROBIS_SHARED")
    if not shared:
        sys.exit("PROBIS_SHARED names no folder with the generator")
    with tempfile.TemporaryDirectory() as folder:
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, folder)
        app.make_application()
        print(peers.said())
        print(peers.HEAD)
        for name in sys.argv[1:] or ("s200", "s1000"):
            nodes, lanes = SIZES[name]
            path = Path(folder, name + ".bpmn")
            generator = str(Path(shared, "tools/perf/gen_bpmn.py"))
            command = [sys.executable, generator, str(nodes), str(lanes), "1", "2", str(path.with_suffix(""))]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            theirs = peers.measured([path], ("interact",))
            found = drags(name, path) | commands(path, Path(folder))
            at = NAMES.index(name)
            for row, stored in PEER.items():
                took, goal, now = found[row], GOALS[row][at], theirs.get(f"{row} {name}")
                met = took.cpu / stored[at] <= goal
                print(peers.line(f"{row} {name}", took, stored[at], now, f"{goal:.3f}", met))


if __name__ == "__main__":
    main()
