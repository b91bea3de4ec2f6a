"""From nothing to a map in sight: the start of the window with a file, and every map of the corpus opened.

    PYTHONPATH=.:tests/benchmarks PROBIS_SHARED=../shared python tests/benchmarks/opening.py [--starts] [--maps]

Starts are whole processes, wall time from the spawn to the first painted map, fastest and median of five. Maps are
opened one after another, from the bytes of the file to the first full paint (the reading of a file counts to each of
its maps), in processor time; the slowest ten are printed.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).parents[2]
TIMES = 5
SLOW = 1.0
CHILD = """
import sys, time, tempfile
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer
from probis_editor.ui import app
begun, folder, file = float(sys.argv[1]), sys.argv[2], sys.argv[3]
QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, folder)
application = app.make_application()
from probis_editor.ui import view
plain = view.MapView.drawBackground
seen = []
def first(self, painter, rect):
    plain(self, painter, rect)
    if not seen:
        seen.append(1)
        QTimer.singleShot(0, lambda: (print(time.clock_gettime(time.CLOCK_MONOTONIC) - begun, flush=True),
                                      application.exit(0)))
view.MapView.drawBackground = first
sys.exit(app.run(Path(file), "id"))
"""


def started(path: Path) -> list[float]:
    """Seconds from the spawn to the first paint of the map, ascending."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        # compiled once by the first start, as installed programs are
        env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        env["PYTHONPYCACHEPREFIX"] = folder
        for _ in range(TIMES + 1):
            begun = time.clock_gettime(time.CLOCK_MONOTONIC)
            run = subprocess.run(
                [sys.executable, "-c", CHILD, str(begun), folder, str(path)],
                cwd=ROOT,
                env=env,
                capture_output=True,
                text=True,
                check=False,
                timeout=60,
            )
            lines = [line for line in run.stdout.splitlines() if line]
            if not lines:
                sys.exit(run.stderr)
            found.append(float(lines[-1]))
    return sorted(found[1:])


def maps(folder: Path) -> list[tuple[float, str, str]]:
    """(seconds, file, map) of all maps of the files in a folder, slowest first."""
    from canvas import Paints
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    from probis_editor.formats import base
    from probis_editor.i18n import Translator
    from probis_editor.ui.canvas import Canvas
    from probis_editor.ui.session import Session

    found: list[tuple[float, str, str]] = []
    files = [p for p in sorted(folder.rglob("*")) if p.suffix in (".bpm", ".bpmn", ".xpdl", ".probis")]
    for path in files:
        start = time.process_time()
        try:
            document = base.open_any(path).document
        except base.FormatError:
            continue
        read = time.process_time() - start
        session = Session(Translator("id"))
        session.open(document, path, "")
        for record in document.maps():
            start = time.process_time()
            session.show(record.id)
            canvas = Canvas(session, session.place)
            canvas.resize(1920, 1080)
            canvas.show()
            Paints(canvas.view).flush()
            found.append((read + time.process_time() - start, path.name, record.name))
            canvas.close()
            canvas.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return sorted(found, reverse=True)


def main() -> None:
    """Print both."""
    shared = os.environ.get("PROBIS_SHARED")
    wanted = sys.argv[1:]
    if not wanted or "--starts" in wanted:
        sample = ROOT / "samples/wonoasih.probis"
        found = started(sample)
        print(f"start with {sample.name}: {found[0]:.2f} s, median {statistics.median(found):.2f} s")
    if shared and (not wanted or "--maps" in wanted):
        from probis_editor.ui import app

        app.make_application()
        rows = maps(Path(shared, "corpus"))
        print(f"{len(rows)} maps, {sum(1 for r in rows if r[0] > SLOW)} over {SLOW} s; the slowest:")
        for seconds, file, name in rows[:10]:
            print(f"  {seconds:6.2f} s  {file[:60]}  {name[:40]}")


if __name__ == "__main__":
    main()
