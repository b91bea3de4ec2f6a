"""Cetak: the pages that were chosen reach the printer as vectors, and only what changed the next time."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_maps import Small, small
from ui.conftest import Driver

from probis_editor.booklet import book
from probis_editor.booklet.seen import Leaf, Preview
from probis_editor.commands import shapes, tree
from probis_editor.formats.base import open_any
from probis_editor.model.changes import label
from probis_editor.ui import dialogs
from probis_editor.ui.printing import dialog as asking
from probis_editor.ui.printing import job, memory, run
from probis_editor.ui.printing.dialog import PrintDialog
from probis_editor.ui.printing.replay import Replay

EDIT = label("cmd.test")
SAMPLE = Path(__file__).parents[2] / "samples" / "wonoasih.probis"


@pytest.fixture(autouse=True)
def _own_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "data"))


@cache
def sample() -> tuple[Preview, bytes]:
    return book.preview(open_any(SAMPLE).document)


def printer_to(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_pages_look_as_pdfium_shows_them(qapp: QApplication) -> None:
    """Every kind of page of the sample, drawn by Qt from its vectors; letters differ in their edges only."""
    seen, data = sample()
    kinds: dict[tuple[str, str], int] = {}
    for spot in seen.spots:
        kind = (seen.leaves[spot.page].sheet, spot.source.partition(":")[0])
        kinds.setdefault(kind, spot.page)
    scale = 2.0
    with pypdfium2.PdfDocument(data) as pdf:
        replay = Replay(pdf)
        for at in sorted(set(kinds.values())):
            wanted = pdf[at].render(scale=scale, prefer_bgrx=True)
            image = QImage(wanted.width, wanted.height, QImage.Format.Format_RGB32)
            image.fill(Qt.GlobalColor.white)
            painter = QPainter(image)
            assert replay.draw(painter, at, scale), at
            painter.end()
            pixels = bytes(image.constBits())
            mine = Image.frombytes("RGB", (image.width(), image.height()), pixels, "raw", "BGRX").convert("L")
            theirs = wanted.to_pil().convert("L")
            # both made coarse: a letter half a pixel wider is no difference, one that is missing is
            size = (wanted.width // 8, wanted.height // 8)
            apart = ImageChops.difference(
                mine.resize(size, Image.Resampling.BOX), theirs.resize(size, Image.Resampling.BOX)
            )
            # pdfium makes lines of less than a pixel one pixel wide, as in the small overview of a split map
            assert sum(apart.histogram()[60:]) <= 0.004 * size[0] * size[1], at
            assert mine.getextrema()[0] < 140, at


def test_the_printer_gets_vectors_on_the_right_paper(qapp: QApplication, tmp_path: Path) -> None:
    seen, data = sample()
    turned = next(at for at, leaf in enumerate(seen.leaves) if leaf.sheet == "turned")
    path = tmp_path / "printed.pdf"
    assert job.send(printer_to(path), data, seen.leaves, [1, None, turned], lambda *_: None) == 0
    with pypdfium2.PdfDocument(path) as pdf:
        assert len(pdf) == 3
        for at, source in ((0, 1), (2, turned)):
            leaf = seen.leaves[source]
            width, height = pdf[at].get_size()
            assert abs(width - leaf.width) < 3
            assert abs(height - leaf.height) < 3
        for page in pdf:
            kinds = {pdfium.FPDFPageObj_GetType(o.raw) for o in page.get_objects(max_depth=3)}
            assert pdfium.FPDF_PAGEOBJ_IMAGE not in kinds
        assert len(list(pdf[1].get_objects(max_depth=3))) <= 1
        assert len(list(pdf[2].get_objects(max_depth=3))) > 20


def test_a_stopped_print_ends(qapp: QApplication, tmp_path: Path) -> None:
    seen, data = sample()

    def stop(done: int, _: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        job.send(printer_to(tmp_path / "x.pdf"), data, seen.leaves, [0, 1, 2], stop)


# The dialog and the way through the window


@pytest.fixture
def made(driver: Driver, tmp_path: Path) -> Small:
    made = small()
    with made.document.transaction(EDIT) as tx:
        tree.set_office(tx, name="Kecamatan Contoh", region="Kota Contoh")
    driver.open(made.document, made.map)
    driver.session.path = tmp_path / "contoh.probis"
    return made


def through(driver: Driver, do) -> None:
    """Open the dialog by its action, do something in it and press the button it returns."""
    seen: list[bool] = []

    def act() -> None:
        form = QApplication.activeModalWidget()
        if not isinstance(form, PrintDialog):
            QTimer.singleShot(30, act)
            return
        button = do(form)
        seen.append(True)
        if button is None:
            form.reject()
        else:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, act)
    driver.window.trigger("print_book")
    assert seen


def test_only_what_changed_is_printed_the_second_time(
    driver: Driver, made: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = iter([tmp_path / "one.pdf", tmp_path / "two.pdf"])
    monkeypatch.setattr(run, "ask_printer", lambda _: printer_to(next(paths)))
    counts: list[int] = []

    def first(form: PrintDialog):
        assert not form.which.button(asking.CHANGED).isEnabled()
        counts.append(len(form.pages))
        return form.do

    through(driver, first)
    assert len(memory.printed(driver.session.path)) == counts[0]
    assert not driver.session.modified
    with driver.document.transaction(EDIT) as tx:
        shapes.rename(tx, made.map, made.send, "Mengantar")

    def second(form: PrintDialog):
        form.which.button(asking.CHANGED).click()
        counts.append(len(form.pages))
        return form.do

    through(driver, second)
    assert 0 < counts[1] < counts[0]
    with pypdfium2.PdfDocument(tmp_path / "two.pdf") as pdf:
        assert len(pdf) == counts[1]

    def third(form: PrintDialog):
        assert not form.which.button(asking.CHANGED).isEnabled()
        return None

    through(driver, third)


def test_turning_the_pile_asks_in_between(
    driver: Driver, made: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "ask_printer", lambda _: QPrinter())
    asked: list[str] = []
    monkeypatch.setattr(dialogs, "ask_yes", lambda _w, _t, question, *_: asked.append(question) or False)
    sent: list[tuple[int | None, ...]] = []
    monkeypatch.setattr(job, "send", lambda _p, _d, _l, pages, _g: sent.append(pages) or 0)

    def choose(form: PrintDialog):
        form.way.setCurrentIndex(form.way.findData("turn"))
        assert form.backwards.isVisible()
        return form.do

    through(driver, choose)
    assert len(sent) == 1
    assert len(asked) == 1
    assert memory.printed(driver.session.path) == {}


def test_a_range_goes_into_a_pdf(driver: Driver, made: Small, tmp_path: Path, save_to) -> None:
    path = tmp_path / "pilihan.pdf"
    save_to(path)

    def choose(form: PrintDialog):
        QTest.keyClicks(form.range, "sampul, 99")
        assert not form.do.isEnabled()
        assert form.says.text()
        form.range.selectAll()
        QTest.keyClicks(form.range, "sampul, 1")
        assert form.which.checkedId() == asking.RANGE
        return form.pdf

    through(driver, choose)
    with pypdfium2.PdfDocument(path) as pdf:
        assert len(pdf) == 2
    assert memory.printed(driver.session.path) == {}


def test_an_unreadable_memory_is_none(tmp_path: Path) -> None:
    document = tmp_path / "a.probis"
    memory.remember(document, {"body:1": "x"}, {"body:1"})
    memory.remember(document, {"body:2": "y"}, {"body:2"})
    assert memory.printed(document) == {"body:2": "y"}
    memory._file(document).write_bytes(b"{")
    assert memory.printed(document) == {}
    assert memory.printed(None) == {}
    assert Leaf(1, 2, "", "body", 3, "text").key == "body:3"


def test_a_document_is_known_in_another_folder_by_its_maps(tmp_path: Path) -> None:
    old, new, other = tmp_path / "a.probis", tmp_path / "arsip" / "b.probis", tmp_path / "c.probis"
    maps = ["m1", "m2", "m3", "m4"]
    memory.remember(other, {"body:1": "z"}, {"body:1"}, ["n1", "m4"])
    memory.remember(old, {"body:1": "x", "body:2": "y"}, {"body:1", "body:2"}, maps)
    assert memory.printed(new, maps) == {"body:1": "x", "body:2": "y"}
    assert memory.printed(new, [*maps, "m5"]) == {"body:1": "x", "body:2": "y"}
    assert memory.printed(new, ["m1", "q1", "q2"]) == {}
    assert memory.printed(new, []) == {}
    # another document under the old name is not that one
    assert memory.printed(old, ["q1", "q2"]) == {}
    memory.remember(new, {"body:2": "w"}, {"body:2"}, maps)
    assert memory.printed(new, maps) == {"body:2": "w"}
    assert memory.printed(old, maps) == {"body:1": "x", "body:2": "y"}


def test_what_was_kept_before_maps_were_is_read(tmp_path: Path) -> None:
    document = tmp_path / "a.probis"
    memory.remember(document, {"body:1": "x"}, {"body:1"})
    memory._file(document).write_bytes(b'{"body:1":"x"}')
    assert memory.printed(document, ["m1"]) == {"body:1": "x"}
