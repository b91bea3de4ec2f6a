r"""How quickly maps open and how smoothly they are looked at: rows O1 to O5 and V1 to V4 of the design's table.

    PYTHONPATH=.:tests/benchmarks PROBIS_SHARED=../shared QT_QPA_PLATFORM=offscreen \
        python tests/benchmarks/canvas.py [s200 s1000 s5000]

Inputs come from the generator beside the peers' harness (`tools/perf/gen_bpmn.py`). The peer is bpmn-js, run in turn
with us where it can run (`peers.py`), else as it was measured once on two cores. Medians in milliseconds;
every frame is a real paint at 1920 x 1080.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import peers
from peers import Took, middle, timed
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication

from probis_editor.formats import base
from probis_editor.geometry import Point
from probis_editor.i18n import Translator
from probis_editor.ui import app, hits
from probis_editor.ui.canvas import Canvas
from probis_editor.ui.session import Session
from probis_editor.ui.view import MapView

SIZES = {"s200": (200, 8), "s1000": (1000, 12), "s5000": (5000, 20)}
MEASURED = {
    "open s200": 160.0, "open s1000": 630.0, "open s5000": 3153.0, "parse s1000": 99.0, "parse Bizagi B.2.0": 71.0,
    "pan s1000": 17.0, "pan s5000": 83.0, "zoom s1000": 108.0, "zoom s5000": 542.0, "repaint s1000": 50.0,
    "repaint s5000": 317.0,
}  # fmt: skip
"""bpmn-js and bpmn-moddle on two cores, from the design's table."""

GOALS = {
    "open s200": 0.35, "open s1000": 0.25, "open s5000": 0.25, "parse s1000": 0.5, "parse Bizagi B.2.0": 0.2,
    "open all reference models": 0.4,
    "zoom s1000": 0.08, "zoom s5000": 0.02, "repaint s1000": 0.2, "repaint s5000": 0.12,
}  # fmt: skip
LIMITS = {
    "pan s200": 4.0,
    "pan s1000": 4.0,
    "pan s5000": 4.0,
    "hit s200": 0.1,
    "hit s1000": 0.1,
    "hit s5000": 0.1,
}
"""Goals that are times, not ratios."""


class Paints:
    """Makes a view paint at once and counts that it did."""

    def __init__(self, view: MapView) -> None:
        self._view = view
        self.count = 0
        plain = view.drawBackground

        def counted(painter, rect) -> None:
            self.count += 1
            plain(painter, rect)

        view.drawBackground = counted

    def flush(self) -> None:
        QApplication.processEvents()
        QApplication.sendEvent(self._view.window(), QEvent(QEvent.Type.UpdateRequest))

    def frame(self, change: Callable[[], object]) -> None:
        before = self.count
        change()
        self.flush()
        assert self.count > before, "nothing was painted"


def shown(path: Path) -> tuple[Canvas, Paints]:
    """The first map of a file, read, on a canvas, painted once."""
    session = Session(Translator("en"))
    gc.disable()  # as the window does while it reads
    document = base.open_any(path).document
    gc.enable()
    session.open(document, path, "bpmn")
    session.show(session.document.maps()[0].id)
    canvas = Canvas(session, session.place)
    canvas.resize(1920, 1080)
    canvas.show()
    paints = Paints(canvas.view)
    paints.flush()
    return canvas, paints


def complete(canvas: Canvas) -> None:
    """As the canvas stands a second after it was opened."""
    if hasattr(canvas.scene, "finish"):
        canvas.scene.finish()


def views(name: str, path: Path) -> dict[str, Took]:
    """V1 to V4 on one input."""
    canvas, paints = shown(path)
    complete(canvas)
    view = canvas.view
    middle = canvas.scene.content().center()
    for _ in range(4):
        time.sleep(0.06)
        paints.flush()  # what follows a change in a moment is over
    view.set_zoom(1.0)
    view.centre(middle)
    paints.flush()
    steps = iter(range(10_000))
    result = {
        f"pan {name}": timed(lambda: paints.frame(lambda: view._scroll_by(12, 4 * (next(steps) % 3 - 1))), 40)
    }
    result[f"zoom {name}"] = timed(
        lambda: paints.frame(lambda: view.set_zoom(1.0 if view.zoom > 1.05 else 1.1)), 20
    )
    view.fit()
    paints.flush()
    result[f"repaint {name}"] = timed(lambda: paints.frame(view.viewport().update), 20)
    nodes = [n.drawn.center for n in canvas.session.document.nodes(canvas.map_id)][:200]
    view.set_zoom(1.0)

    def hit_all() -> None:
        for p in nodes:
            hits.at(canvas.scene, canvas.session.document, Point(p.x, p.y), 5.0)

    all_hits = timed(hit_all, 5)
    result[f"hit {name}"] = Took(*(ms / max(len(nodes), 1) for ms in all_hits))
    canvas.close()
    canvas.deleteLater()
    return result


def opened(path: Path) -> Took:
    """One opening to the first full paint; the canvas is thrown away after."""
    held: list[Canvas] = []
    spent = peers.once(lambda: held.append(shown(path)[0]))
    held[0].close()
    held[0].deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return spent


def main() -> None:
    """Print ours, the peer's, the ratio and the goal for every row."""
    shared = os.environ.get("PROBIS_SHARED")
    if not shared:
        sys.exit("PROBIS_SHARED names no folder with the generator")
    wanted = sys.argv[1:] or ["s200", "s1000"]
    with tempfile.TemporaryDirectory() as folder:
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, folder)
        app.make_application()
        paths = {name: Path(folder, name + ".bpmn") for name in wanted}
        for name, path in paths.items():
            nodes, lanes = SIZES[name]
            command = [
                sys.executable,
                str(Path(shared, "tools/perf/gen_bpmn.py")),
                str(nodes),
                str(lanes),
                "1",
                "2",
            ]
            subprocess.run([*command, str(path.with_suffix(""))], check=True, capture_output=True)
        ours: dict[str, Took] = {}
        for name, path in paths.items():
            opened(path)
            ours[f"open {name}"] = middle([opened(path) for _ in range(3 if name == "s5000" else 5)])
        if "s1000" in paths:
            ours["parse s1000"] = timed(lambda: base.open_any(paths["s1000"]), 5)
        bizagi = next(Path(shared, "corpus").rglob("*izagi*B.2.0*.bpmn"), None)
        if bizagi is not None:
            ours["parse Bizagi B.2.0"] = timed(lambda: base.open_any(bizagi), 5)
        for name, path in paths.items():
            ours |= views(name, path)
        failed = 0
        spent = []
        models = sorted(Path(shared, "corpus/miwg").rglob("*.bpmn"))
        opened(models[0])
        for path in models:
            try:
                spent.append(opened(path))
            except Exception as error:
                failed += 1
                print(path.name, error)
        ours["open all reference models"] = Took(sum(t.cpu for t in spent), sum(t.wall for t in spent))
        now = peers.measured(list(paths.values()), ("open", "interact"))
        now |= peers.measured([p for n, p in paths.items() if n == "s1000"], ("moddle",))
        if bizagi is not None:
            for took in peers.measured([bizagi], ("moddle",)).values():
                now["parse Bizagi B.2.0"] = took
        if peers.is_live():
            opened_there = peers.measured(models, ("open",)).values()
            now["open all reference models"] = sum(opened_there)
    print(peers.said())
    print(peers.HEAD)
    for row, took in ours.items():
        stored, goal, limit = MEASURED.get(row), GOALS.get(row), LIMITS.get(row)
        best = _ratio(took.cpu, stored) or _ratio(took.wall, now.get(row))
        met = took.cpu <= limit if limit else best <= goal if best is not None and goal else None
        print(peers.line(row, took, stored, now.get(row), f"{limit} ms" if limit else str(goal or ""), met))
    print(f"reference models: {len(models)}, {failed} failed")


def _ratio(ours: float, theirs: float | None) -> float | None:
    return ours / theirs if theirs else None


if __name__ == "__main__":
    main()
