"""How long the window takes for the largest real file. Measures and prints; asserts nothing about time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from ui.conftest import Driver

from probis_editor.commands import shapes
from probis_editor.model.changes import label

pytestmark = pytest.mark.benchmark


@pytest.mark.corpus("bpm/jeancarloferreira__tcc_agenda_plus__BPM.bpm")
def test_largest_file(driver: Driver, corpus_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows: list[tuple[str, float]] = []

    def timed(name: str, work: object) -> None:
        start = time.perf_counter()
        work()  # type: ignore[operator]
        QApplication.processEvents()
        rows.append((name, (time.perf_counter() - start) * 1000))

    timed("open and draw", lambda: driver.window.files.open_path(corpus_file))
    canvas, session = driver.canvas, driver.session
    task = next(n for n in session.document.nodes(canvas.map_id) if n.kind.startswith("task"))
    canvas.view.set_zoom(1.0)
    session.select([task.id])
    canvas.reveal_selection()
    start = task.drawn.center
    driver.press(start, Qt.KeyboardModifier.AltModifier)
    timed(
        "three steps of a drag", lambda: driver.move_to(start.moved(30, 20), Qt.KeyboardModifier.AltModifier)
    )
    driver.key(Qt.Key.Key_Escape)
    move = lambda tx: shapes.move(tx, canvas.map_id, [task.id], 10, 10)  # noqa: E731
    timed("move and draw", lambda: session.run(label("cmd.test"), move))
    timed("undo and draw", session.undo)
    timed("zoom step", lambda: canvas.view.zoom_step(up=True))
    timed("fit", canvas.view.fit)
    with capsys.disabled():
        print()
        for name, took in rows:
            print(f"  {name:<24}{took:8.1f} ms")
