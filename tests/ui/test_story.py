"""The whole path once: open, move, rename, add, connect, undo all, redo all, save, reopen, equal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from small_maps import small
from ui.conftest import Driver

from probis_editor.formats import base
from probis_editor.geometry import Point
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Node

pytestmark = pytest.mark.window

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def story(driver: Driver, task_id: str) -> None:
    """Edits with mouse and keys; afterwards undoes and redoes everything."""
    session, history = driver.session, driver.session.history
    before = session.document.snapshot()
    task = driver.node(task_id)
    driver.canvas.view.set_zoom(1.0)
    driver.session.select([task_id])
    driver.canvas.reveal_selection()

    start = task.drawn.center
    driver.drag(start, start.moved(0, 24), Qt.KeyboardModifier.AltModifier)
    assert driver.node(task_id).drawn.center == Point(start.x, start.y + 24)
    assert history.undo_label is not None
    assert history.undo_label.key == "ui.step.move"

    driver.double_click(driver.node(task_id).drawn.center)
    driver.type("Verifikasi berkas")
    assert driver.node(task_id).name == "Verifikasi berkas"

    driver.key(Qt.Key.Key_A)
    driver.type("Susun laporan")
    added = driver.named("Susun laporan")
    assert any(f.source == task_id and f.target == added.id for f in driver.flows())

    driver.key(Qt.Key.Key_N)
    place = Point(added.drawn.center.x, added.drawn.bottom + 60)
    driver.click(place, Qt.KeyboardModifier.AltModifier)
    driver.type("Arsipkan")
    last = driver.named("Arsipkan")
    driver.canvas.use_tool("connect")
    driver.drag(added.drawn.center, last.drawn.center)
    assert any(f.source == added.id and f.target == last.id for f in driver.flows())

    after = session.document.snapshot()
    steps = 0
    while history.can_undo and steps < 20:
        driver.key(Qt.Key.Key_Z, CTRL)
        steps += 1
    assert steps == 5  # a new thing and its name are one step
    assert session.document.snapshot() == before
    for _ in range(steps):
        driver.key(Qt.Key.Key_Y, CTRL)
    assert session.document.snapshot() == after


def test_small_map(driver: Driver, tmp_path: Path, save_to: Callable[[Path], None]) -> None:
    made = small()
    driver.open(made.document, made.map)
    story(driver, made.send)
    path = tmp_path / "hasil.probis"
    save_to(path)
    driver.key(Qt.Key.Key_S, CTRL)
    assert not driver.session.modified
    again = base.open_any(path).document
    assert _maps(again) == _maps(driver.document)


@pytest.mark.parametrize("suffix", [".probis", ".bpm"])
@pytest.mark.corpus(
    "bpm/jeancarloferreira__tcc_agenda_plus__BPM.bpm", "bpm/leoym__FundamentoJava__New_Model.bpm"
)
def test_real_file(
    driver: Driver, corpus_file: Path, suffix: str, tmp_path: Path, save_to: Callable[[Path], None]
) -> None:
    assert driver.window.files.open_path(corpus_file)
    task = next(n for n in driver.document.nodes(driver.canvas.map_id) if n.kind.startswith("task"))
    story(driver, task.id)
    path = tmp_path / ("hasil" + suffix)
    save_to(path)
    driver.key(Qt.Key.Key_S, CTRL | SHIFT)
    assert not driver.session.modified
    written = _maps(driver.document)
    assert driver.window.files.open_path(path)
    read = _maps(driver.document)
    if suffix == ".probis":
        assert read == written
    else:  # Bizagi has whole numbers only
        assert {k: _told(r) for k, r in read.items()} == {k: _told(r) for k, r in written.items()}


def _told(record: object) -> object:
    """What Bizagi's form holds of a record exactly."""
    if isinstance(record, Node):
        return (record.kind, record.name, record.parent, tuple(map(round, record.bounds)))
    if isinstance(record, Flow):
        return (record.kind, record.name, record.source, record.target)
    return None


def _maps(document: Document) -> dict[object, object]:
    """Everything on the maps, without what a file carries along for them."""
    return {k: r for k, r in document.snapshot().items() if k[0] and not k[1].startswith("#carried")}
