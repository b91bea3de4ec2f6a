"""Pictures put on a map: by the menu, dropped from the file manager, pasted; kept by undo, files and prints."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_maps import Small
from ui.conftest import Driver

from probis_editor.formats import base
from probis_editor.geometry import Point
from probis_editor.model.elements import Node
from probis_editor.render import image
from probis_editor.ui import dialogs, inserting

CTRL = Qt.KeyboardModifier.ControlModifier


def logo(path: Path, wide: int = 300, high: int = 150, clear: bool = True) -> Path:
    kind = QImage.Format.Format_ARGB32 if clear else QImage.Format.Format_RGB32
    image = QImage(wide, high, kind)
    image.fill(QColor(0, 0, 0, 0) if clear else QColor("#3060C0"))
    for x in range(20, 60):
        for y in range(20, 60):
            image.setPixelColor(x, y, QColor("#C03030"))
    assert image.save(str(path))
    return path


def photo(path: Path, wide: int = 2400, high: int = 1200) -> Path:
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    for x in range(wide):
        image.setPixelColor(x, 0, QColor(0))
    image.fill(QColor("#808080"))
    for i in range(0, min(wide, high), 4):
        for j in range(0, min(wide, high), 4):
            image.setPixel(i, j, (i * 7919 + j * 104729) % 0xFFFFFF)
    assert image.save(str(path))
    return path


def pictures(driver: Driver) -> list[Node]:
    return driver.nodes("image")


def test_a_picture_is_inserted_from_the_menu(
    driver: Driver, made: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = logo(tmp_path / "lambang.png")
    monkeypatch.setattr(dialogs, "ask_picture", lambda *_: path)
    before = made.document.snapshot()
    driver.window._actions["insert_picture"].trigger()
    (node,) = pictures(driver)
    assert (node.drawn.w, node.drawn.h) == (240, 120)
    assert node.name == "lambang"
    assert not node.hidden
    kept = QImage.fromData(node.image)
    assert (kept.width(), kept.height()) == (300, 150)
    assert kept.pixelColor(5, 5).alpha() == 0  # transparent it stays
    assert driver.session.selection == (node.id,)
    assert not any(node.drawn.overlaps(made.node(i).drawn) for i in made.steps)
    driver.key(Qt.Key.Key_Z, CTRL)
    assert made.document.snapshot() == before
    driver.key(Qt.Key.Key_Y, CTRL)
    assert pictures(driver) == [node]


def test_a_picture_is_dropped_from_the_file_manager_where_it_is_wanted(
    driver: Driver, made: Small, tmp_path: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(logo(tmp_path / "a.jpg", 100, 80, clear=False)))])
    goal = Point(700, 300)
    viewport = driver.canvas.view.viewport()
    spot = QPointF(viewport.mapTo(driver.window, driver.spot(goal)))
    event = QDropEvent(
        spot, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    driver.window.dropEvent(event)
    QApplication.processEvents()
    (node,) = pictures(driver)
    assert (node.drawn.w, node.drawn.h) == (100, 80)
    assert node.drawn.center.distance(goal) <= 2
    assert driver.document is made.document


def test_a_picture_is_pasted(driver: Driver, made: Small) -> None:
    image = QImage(64, 32, QImage.Format.Format_RGB32)
    image.fill(QColor("#204060"))
    QGuiApplication.clipboard().setImage(image)
    driver.key(Qt.Key.Key_V, CTRL)
    (node,) = pictures(driver)
    assert (node.drawn.w, node.drawn.h) == (64, 32)


def test_what_is_no_picture_is_said_and_nothing_happens(driver: Driver, made: Small, tmp_path: Path) -> None:
    path = tmp_path / "rusak.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 50)
    said: list[tuple[str, str]] = []
    driver.session.said.connect(lambda level, words: said.append((level, words)))
    before = made.document.snapshot()
    inserting.put_files(driver.window, [path])
    assert said == [("error", driver.session.text("ui.error.picture", name="rusak.png"))]
    assert made.document.snapshot() == before


def test_a_large_photo_is_kept_smaller(tmp_path: Path, qapp: QApplication) -> None:
    picture = inserting.read(photo(tmp_path / "foto.png"))
    assert picture is not None
    assert (picture.wide, picture.high) == (1600, 800)
    assert picture.data[:2] == b"\xff\xd8"


def test_a_corner_keeps_the_proportions_of_a_picture(driver: Driver, made: Small, tmp_path: Path) -> None:
    inserting.put_files(driver.window, [logo(tmp_path / "a.png")], Point(800, 300))
    (node,) = pictures(driver)
    d = node.drawn
    driver.drag(Point(d.right + 4, d.bottom + 4), Point(d.right + 64, d.bottom + 8))
    (now,) = pictures(driver)
    assert now.drawn.w > d.w + 40
    assert now.drawn.w / now.drawn.h == pytest.approx(d.w / d.h, rel=0.02)
    driver.drag(now.drawn.center.moved(20, 20), now.drawn.center.moved(-70, 60))
    (moved,) = pictures(driver)
    assert (moved.drawn.w, moved.drawn.h) == (now.drawn.w, now.drawn.h)
    assert moved.drawn != now.drawn
    QTest.mouseMove(driver.canvas.view.viewport(), QPoint(5, 5))


@pytest.mark.parametrize("suffix", ["probis", "bpm", "bpmn"])
def test_a_picture_comes_back_from_files(driver: Driver, made: Small, tmp_path: Path, suffix: str) -> None:
    inserting.put_files(driver.window, [logo(tmp_path / "a.png")], Point(800, 300))
    (node,) = pictures(driver)
    path = tmp_path / f"peta.{suffix}"
    base.write_any(driver.document, path)
    again = base.open_any(path).document
    found = [n for m in again.maps() for n in again.nodes(m.id) if n.kind == "image"]
    assert [n.image for n in found] == [node.image]


def test_a_picture_is_in_what_is_printed(driver: Driver, made: Small, tmp_path: Path) -> None:
    inserting.put_files(driver.window, [logo(tmp_path / "a.png")], Point(800, 300))
    drawn, page = image.svg(driver.document, made.map), image.pdf(driver.document, [made.map])
    assert "data:image/png;base64," in drawn
    assert b"/Subtype /Image" in page
