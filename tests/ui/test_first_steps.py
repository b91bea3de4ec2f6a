"""An empty map: what it says, a table pasted on it, and where the pad stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_maps import small
from ui.conftest import Driver
from ui.steps_hand import clip
from ui.test_look import contrast

from probis_editor.commands import maps, shapes
from probis_editor.geometry import Point
from probis_editor.layout.steps import rows
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.ui.canvas import INK_ON_PAPER
from probis_editor.ui.panels.start import FileRow, StartPage


@pytest.fixture
def bare(driver: Driver) -> Driver:
    document = Document()
    with document.transaction(label("cmd.test")) as tx:
        maps.create_map(tx, "P1", "cross_functional")
    driver.open(document)
    return driver


def test_the_first_page_opens_either_sample(driver: Driver) -> None:
    page = StartPage(driver.session)
    page.refresh()
    chosen: list[Path] = []
    page.file_wanted.connect(chosen.append)
    rows = {row.path.stem: row for row in page.findChildren(FileRow)}
    assert {"wonoasih", "jatiluhur"} <= rows.keys()
    page.show()
    QTest.mouseClick(rows["jatiluhur"], Qt.MouseButton.LeftButton)
    rows["wonoasih"].setFocus()
    QTest.keyClick(rows["wonoasih"], Qt.Key.Key_Return)
    assert [path.name for path in chosen] == ["jatiluhur.probis", "wonoasih.probis"]
    page.close()


def test_an_empty_map_tells_how_to_begin(bare: Driver) -> None:
    hint = bare.canvas._hint
    assert hint.isVisible()
    assert contrast(INK_ON_PAPER, "#FFFFFF") >= 4.5
    bare.key(Qt.Key.Key_M)
    bare.key(Qt.Key.Key_Return)
    assert [n.kind for n in bare.nodes("event.start")] == ["event.start"]
    assert not hint.isVisible()
    bare.session.undo()
    assert hint.isVisible()


def test_a_table_pasted_on_the_canvas_makes_the_map(bare: Driver) -> None:
    clip("Kegiatan\tPelaksana\r\nMencatat surat\tStaf\r\nMemeriksa surat\tCamat\r\n")
    bare.window.trigger("paste")
    made = rows(bare.document, bare.canvas.map_id)
    assert [(r.text, r.actor) for r in made] == [("Mencatat surat", "Staf"), ("Memeriksa surat", "Camat")]
    bare.session.undo()
    assert rows(bare.document, bare.canvas.map_id) == ()


def test_a_single_word_on_the_clipboard_makes_nothing(bare: Driver) -> None:
    said: list[str] = []
    bare.session.said.connect(lambda _, text: said.append(text))
    clip("surat")
    bare.window.trigger("paste")
    assert bare.canvas.scene.is_empty
    assert len(said) == 1


def test_shapes_go_before_tables(driver: Driver) -> None:
    made = small()
    driver.open(made.document, made.map)
    driver.session.select([made.write])
    driver.window.trigger("copy")
    count = len(driver.nodes("task"))
    driver.window.trigger("paste")
    assert len(driver.nodes("task")) == count + 1


def test_the_pad_stands_where_no_step_is(bare: Driver) -> None:
    with bare.document.transaction(label("cmd.test")) as tx:
        low = shapes.create(tx, bare.canvas.map_id, "task", Point(400, 300), name="Bawah")
    bare.click(low.drawn.center)
    pad, view = bare.canvas.pad, bare.canvas.view
    assert pad.isVisible()
    assert pad.geometry().bottom() < view.mapFromScene(400, low.drawn.y).y()
    bare.session.select(())
    with bare.document.transaction(label("cmd.test")) as tx:
        shapes.create(tx, bare.canvas.map_id, "task", Point(400, 200), name="Atas")
    bare.click(low.drawn.center)
    QApplication.processEvents()
    assert pad.geometry().top() > view.mapFromScene(400, low.drawn.bottom).y()
