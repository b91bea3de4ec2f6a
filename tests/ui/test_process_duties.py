"""The duties that a process serves, seen and ticked beside its texts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from small_maps import small
from ui.conftest import Driver

from probis_editor.commands import maps, tree
from probis_editor.model import duties
from probis_editor.model.changes import label
from probis_editor.model.office import Block
from probis_editor.ui.facts.form import CheckedForm, Ticks
from probis_editor.ui.panels.process_duties import DutyStrip

EDIT = label("cmd.test")


class Desk:
    def __init__(self, driver: Driver) -> None:
        made = small()
        with made.document.transaction(EDIT) as tx:
            self.process = tree.create_process(tx, "Persuratan").id
            maps.change_map(tx, made.map, process=self.process)
            unit = tree.create_unit(tx, "Sekretariat").id
            items = ("menata surat;", "mengelola keuangan.")
            blocks = tuple(Block(kind="item", number="a.", text=text) for text in items)
            tree.set_text(tx, duties.slot(unit, "tugas"), blocks)
        driver.open(made.document, made.map)
        driver.window.trigger("texts")
        QApplication.processEvents()
        self.driver = driver

    @property
    def strip(self) -> DutyStrip:
        return self.driver.window.office.narrative.duties

    @property
    def served(self) -> list[str]:
        return [one.block.text for one in duties.of_process(self.driver.document, self.process)]


@pytest.fixture
def desk(driver: Driver) -> Desk:
    return Desk(driver)


def answer(do: Callable[[CheckedForm, Ticks], None]) -> None:
    """In the question that opens next do something, and press its button."""

    def act() -> None:
        form = QApplication.activeModalWidget()
        assert isinstance(form, CheckedForm)
        try:
            (ticks,) = form.findChildren(Ticks)
            do(form, ticks)
            QTest.mouseClick(form.do, Qt.MouseButton.LeftButton)
        finally:
            if form.isVisible():
                form.reject()

    QTimer.singleShot(0, act)


def tick_first(_: CheckedForm, ticks: Ticks) -> None:
    ticks.setCurrentItem(ticks.items()[1])
    ticks.setFocus()
    QTest.keyClick(ticks, Qt.Key.Key_Space)


def test_a_tick_ties_a_duty_in_one_step(desk: Desk) -> None:
    assert desk.strip.isVisible()
    assert "Belum" in desk.strip.words.text()
    answer(tick_first)
    QTest.mouseClick(desk.strip.choose, Qt.MouseButton.LeftButton)
    assert desk.served == [f'menata surat (<ref code="{desk.process}"/>);']
    assert "1 tugas (Sekretariat)" in desk.strip.words.text()
    assert "Sekretariat: menata surat (P1)" in desk.strip.words.toolTip()
    desk.driver.session.undo()
    assert desk.served == []
    assert "Belum" in desk.strip.words.text()


def test_the_menu_asks_and_the_same_answer_changes_nothing(desk: Desk) -> None:
    before = len(desk.driver.session.history._done)
    answer(lambda *_: None)
    desk.driver.window.trigger("process_duties")
    assert len(desk.driver.session.history._done) == before


def test_search_narrows_the_duties_and_keeps_the_ticks(desk: Desk) -> None:
    def act(form: CheckedForm, ticks: Ticks) -> None:
        tick_first(form, ticks)
        search = form.findChild(QLineEdit)
        assert search is not None
        search.setFocus()
        QTest.keyClicks(search, "keuangan")
        assert [item.isHidden() for item in ticks.items()] == [False, True, False]

    answer(act)
    desk.driver.window.trigger("process_duties")
    assert len(desk.served) == 1


def test_nothing_is_shown_beside_a_chapter(desk: Desk) -> None:
    desk.driver.window.office.narrative.show_subject("chapter:preface")
    assert not desk.strip.isVisible()
