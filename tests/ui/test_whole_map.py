"""A whole map from nothing: once with keys only, once with the mouse only. The map is P1.1.2 of a real booklet."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from ui.conftest import Driver
from verbs import sound

from probis_editor.commands import maps
from probis_editor.geometry import Point
from probis_editor.model.document import Document
from probis_editor.model.elements import Node
from probis_editor.model.queries import lane_of
from probis_editor.ui.tools import appending

pytestmark = pytest.mark.window

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

LANES = ("Seksi dan Subbag", "Subbag Tata Usaha", "Sekretaris Kecamatan", "Camat")
START, DECISION, SPLIT, END = "event.start", "gateway.exclusive", "gateway.parallel", "event.end"
STEPS: tuple[tuple[str, int, str, str], ...] = (
    ("1", 0, START, "Mulai"),
    ("2", 0, "task", "Membuat konsep surat untuk instansi lain"),
    ("3", 1, "task", "Memeriksa konsep surat"),
    ("4", 1, DECISION, "Konsep surat sesuai?"),
    ("5", 1, "task", "Memaraf konsep surat"),
    ("6", 2, "task", "Memverifikasi konsep surat"),
    ("7", 2, DECISION, "Konsep surat sesuai?"),
    ("7a", 1, "task", "Menerima kembali konsep surat dan meneruskan ke Seksi/Subbag"),
    ("8", 2, "task", "Memaraf konsep surat"),
    ("9", 3, "task", "Menandatangani surat"),
    ("10", 1, "task", "Memeriksa surat yang telah ditandatangani"),
    ("10p", 1, SPLIT, ""),
    ("11", 1, "task", "Mengarsipkan surat"),
    ("12", 0, "task", "Mendistribusikan surat ke instansi tujuan"),
    ("13", 0, END, "Selesai"),
)
"""Step, lane, kind and text."""

FLOWS = (
    ("1", "2", ""), ("2", "3", ""), ("3", "4", ""), ("4", "5", "Ya"), ("4", "2", "Tidak"), ("5", "6", ""),
    ("6", "7", ""), ("7", "8", "Ya"), ("7", "7a", "Tidak"), ("7a", "2", ""), ("8", "9", ""), ("9", "10", ""),
    ("10", "10p", ""), ("10p", "11", ""), ("10p", "12", ""), ("11", "13", ""), ("12", "13", ""),
)  # fmt: skip
KINDS = {step: kind for step, _, kind, _ in STEPS}
TEXTS = {step: text for step, _, _, text in STEPS}
ROWS = {step: lane for step, lane, _, _ in STEPS}


def shot(driver: Driver, name: str) -> None:
    """A picture of the window where a folder for them is named."""
    folder = os.environ.get("PROBIS_SHOTS")
    if folder:
        QTest.qWait(30)
        driver.window.grab().save(str(Path(folder) / f"{name}.png"))


@pytest.fixture
def empty(driver: Driver) -> Driver:
    document = Document()
    from probis_editor.model.changes import label

    with document.transaction(label("cmd.test")) as tx:
        maps.create_map(tx, "P1.1.2 Penatausahaan Surat Keluar", "cross_functional")
    driver.open(document)
    driver.window.resize(1500, 900)
    QApplication.processEvents()
    return driver


def check(driver: Driver, ids: dict[str, str]) -> None:
    """The map is the one of the booklet; one undo step after the other leads back to nothing."""
    document, map_id = driver.document, driver.canvas.map_id
    lanes = sorted(driver.nodes("lane"), key=lambda n: n.bounds.y)
    assert tuple(n.name for n in lanes) == LANES
    for step, row, kind, text in STEPS:
        node = driver.node(ids[step])
        assert (node.kind, node.name) == (kind, text)
        lane = lane_of(document, node)
        assert lane is not None
        assert lane.name == LANES[row], step
        assert lane.bounds.grown(0.1).covers(node.drawn), step
    names = {element: step for step, element in ids.items()}
    found = sorted((names[f.source], names[f.target], f.name) for f in driver.flows())
    assert found == sorted(FLOWS)
    assert len([n for n in document.nodes(map_id) if not n.hidden]) == len(STEPS) + len(LANES) + 1
    boxes = [driver.node(i).drawn for i in ids.values()]
    assert not any(a.overlaps(b) for at, a in enumerate(boxes) for b in boxes[:at])
    sound(document, map_id)
    after, history = document.snapshot(), driver.session.history
    while history.can_undo:
        history.undo()
    assert not [n for n in document.nodes(map_id) if not n.hidden]
    while history.can_redo:
        history.redo()
    assert document.snapshot() == after


def selected(driver: Driver) -> str:
    (found,) = driver.session.selection
    return found


class Keys:
    """Builds with key events alone, sent to whatever has the focus."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.ids: dict[str, str] = {}

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._focus(), key, modifiers)
        QApplication.processEvents()

    def _focus(self) -> QWidget:
        """Where a key goes; the list of names gives the window back without a window manager's help."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup
        if not self.driver.window.isActiveWindow():
            self.driver.window.activateWindow()
            assert QTest.qWaitForWindowActive(self.driver.window)
        found = self.driver.window.focusWidget()
        assert found is not None
        return found

    def write(self, text: str) -> None:
        editor = self._focus()
        assert editor is self.driver.canvas._editor
        QTest.keyClicks(editor, text)
        self.press(Qt.Key.Key_Return)

    def go_to(self, step: str) -> None:
        """Walk to a shape with Tab."""
        for _ in range(40):
            if self.driver.session.selection == (self.ids[step],):
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(step)

    def append(self, step: str, source: str, way: Qt.Key) -> None:
        self.go_to(source)
        self.press(way, ALT | SHIFT)
        self.write(TEXTS[step])
        if KINDS[step] != "task":
            self.turn(KINDS[step])
        self.ids[step] = selected(self.driver)

    def turn(self, kind: str) -> None:
        """R opens the kinds; the word of the wanted one is walked to."""
        self.press(Qt.Key.Key_R)
        menu = QApplication.activePopupWidget()
        wanted = self.driver.session.text("kind." + kind)
        for _ in range(40):
            action = menu.activeAction()
            if action is not None and action.text().endswith(wanted):
                break
            self.press(Qt.Key.Key_Down)
        self.press(Qt.Key.Key_Return)

    def lane(self, step: str, by: int) -> None:
        for _ in range(abs(by)):
            self.press(Qt.Key.Key_Down if by > 0 else Qt.Key.Key_Up, ALT)
        assert selected(self.driver) == self.ids[step]

    def connect(self, source: str, target: str) -> None:
        self.go_to(source)
        self.press(Qt.Key.Key_C)
        for _ in range(40):
            self.press(Qt.Key.Key_Tab)
            if self.driver.canvas.connect_tool._goal == self.ids[target]:
                break
        self.press(Qt.Key.Key_Return)


def test_with_keys_only(empty: Driver) -> None:
    driver = empty
    keys = Keys(driver)
    for name in LANES:
        keys.press(Qt.Key.Key_L, CTRL | SHIFT)
        keys.write(name)
    shot(driver, "keys-1-lanes")
    keys.press(Qt.Key.Key_Escape)
    keys.press(Qt.Key.Key_M)
    keys.press(Qt.Key.Key_Return)
    keys.ids["1"] = selected(driver)
    keys.press(Qt.Key.Key_F2)
    keys.write(TEXTS["1"])
    right, down, up = Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up
    for step, source, way in (
        ("2", "1", right), ("3", "2", down), ("4", "3", right), ("5", "4", right), ("6", "5", down),
        ("7", "6", right), ("8", "7", right), ("7a", "7", up), ("9", "8", down),
    ):  # fmt: skip
        keys.append(step, source, way)
    shot(driver, "keys-2-half")
    keys.append("10", "9", right)
    keys.lane("10", -2)
    keys.append("10p", "10", right)
    keys.append("11", "10p", right)
    keys.append("12", "10p", up)
    keys.append("13", "12", right)
    for source, target in (("4", "2"), ("7a", "2"), ("11", "13")):
        keys.connect(source, target)
    driver.canvas.view.fit()
    shot(driver, "keys-3-done")
    check(driver, keys.ids)


class Hand:
    """Builds with mouse events alone; letters are typed only into the boxes that open by themselves."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.ids: dict[str, str] = {}

    def handle(self, source: str, way: str) -> Point:
        self.driver.session.select(())
        box = self.node(source).drawn
        self.driver.canvas.view.ensureVisible(QRectF(*box), 160, 140)
        QApplication.processEvents()
        self.driver.click(box.center)
        return next(h.point for h in self.driver.canvas.arrows if h.role == way)

    def node(self, step: str) -> Node:
        return self.driver.node(self.ids[step])

    def written(self, step: str) -> None:
        self.driver.type(TEXTS[step])
        self.ids[step] = selected(self.driver)

    def append(self, step: str, source: str, way: str) -> None:
        self.driver.click(self.handle(source, way))
        self.written(step)

    def from_pad(self, step: str, source: str) -> None:
        self.driver.click(self.node(source).drawn.center)
        button = self.driver.canvas.pad._kinds[KINDS[step]]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
        QApplication.processEvents()
        if self.driver.canvas._editor is None:
            self.ids[step] = selected(self.driver)
            self.driver.double_click(self.node(step).drawn.center)
        self.written(step)

    def pull(self, step: str, source: str, to: Point) -> None:
        """Drag the handle to a place; with Ctrl where another kind than a step is wanted."""
        kind = KINDS[step]
        self.driver.drag(
            self.handle(source, "right"), to, CTRL if kind != "task" else Qt.KeyboardModifier.NoModifier
        )
        if kind != "task":
            menu = QApplication.activePopupWidget()
            action = menu.actions()[appending.CHOICES.index(kind)]
            QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
            QApplication.processEvents()
        if self.driver.canvas._editor is not None:
            self.driver.type(TEXTS[step])
        self.ids[step] = selected(self.driver)

    def connect(self, source: str, target: str) -> None:
        self.driver.drag(self.handle(source, "left"), self.node(target).drawn.center)


def test_with_the_mouse_only(empty: Driver) -> None:
    driver = empty
    hand = Hand(driver)
    driver.canvas.use_tool("select")
    view = driver.canvas.view
    view.centerOn(640, 330)
    button = driver.canvas.palette_.kinds["lane"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    driver.click(Point(120, 160))
    driver.type(LANES[0])
    for name in LANES[1:]:
        (pool,) = (n for n in driver.nodes("pool") if not n.hidden)
        driver.click(driver.canvas.adders.middle(pool.id))
        driver.type(name)
    shot(driver, "mouse-1-lanes")
    lanes = sorted(driver.nodes("lane"), key=lambda n: n.bounds.y)
    QTest.mouseClick(driver.canvas.palette_.kinds[START], Qt.MouseButton.LeftButton)
    driver.click(Point(lanes[0].bounds.x + 70, lanes[0].bounds.center.y))
    hand.ids["1"] = selected(driver)
    driver.double_click(hand.node("1").drawn.center)
    hand.written("1")
    hand.append("2", "1", "right")
    hand.append("3", "2", "down")
    hand.from_pad("4", "3")
    hand.append("5", "4", "right")
    hand.append("6", "5", "down")
    hand.from_pad("7", "6")
    hand.append("8", "7", "right")
    hand.append("7a", "7", "up")
    hand.append("9", "8", "down")
    shot(driver, "mouse-2-half")
    row = {
        i: lane.bounds.center.y
        for i, lane in enumerate(sorted(driver.nodes("lane"), key=lambda n: n.bounds.y))
    }
    hand.pull("10", "9", Point(hand.node("9").drawn.right + 60, row[1]))
    hand.pull("10p", "10", Point(hand.node("10").drawn.right + 70, row[1]))
    hand.append("11", "10p", "right")
    hand.append("12", "10p", "up")
    hand.from_pad("13", "12")
    for source, target in (("4", "2"), ("7a", "2"), ("11", "13")):
        hand.connect(source, target)
    driver.canvas.view.fit()
    shot(driver, "mouse-3-done")
    check(driver, hand.ids)
