"""Hasil Periksa: runs by itself, leads to the place, mends in one undo step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeWidgetItem
from small_maps import Small, small
from ui.conftest import Driver

from probis_editor import checks
from probis_editor.commands import lanes, maps, shapes, tree, wording
from probis_editor.geometry import Point
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.office import Block, Unit
from probis_editor.ui import examiner
from probis_editor.ui.panels.findings import _FIX

EDIT = label("cmd.test")


@pytest.fixture
def made(driver: Driver) -> Small:
    made = small()
    with made.document.transaction(EDIT) as tx:
        tree.create_unit(tx, "Bupati", kind="party")
    driver.open(made.document, made.map)
    return made


def wait(driver: Driver) -> None:
    """Until the checks have run over the last change."""
    for _ in range(80):
        if driver.window.office.examiner._fresh:
            break
        QTest.qWait(50)
    assert driver.window.office.examiner._fresh


def row(driver: Driver, rule: str) -> QTreeWidgetItem:
    panel = driver.window.office.findings
    found = [i for i in panel._items() if panel.finding(i).rule == rule]
    assert found, rule
    return found[0]


def click(driver: Driver, item: QTreeWidgetItem, column: int = 0) -> None:
    widget = driver.window.office.findings.tree
    widget.scrollToItem(item)
    box = widget.visualItemRect(item)
    x = widget.header().sectionViewportPosition(column) + min(widget.header().sectionSize(column), 80) // 2
    if column == 0:
        x = box.left() + 20
    spot = box.center()
    spot.setX(x)
    QTest.mouseClick(widget.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QApplication.processEvents()


def test_findings_are_those_of_the_checks_and_closed_until_asked(driver: Driver, made: Small) -> None:
    office = driver.window.office
    assert not office.findings.isVisible()
    wait(driver)
    assert [f.rule for f in office.examiner.findings] == [f.rule for f in checks.run(driver.document)]
    assert any(c.isdigit() for c in office.counter.text())
    driver.key(Qt.Key.Key_F7)
    assert office.findings.isVisible()
    assert len(office.findings._items()) == len(office.examiner.findings)
    QTest.keyClick(office.findings.tree, Qt.Key.Key_F7)
    assert not office.findings.isVisible()


def test_findings_follow_an_edit(driver: Driver, made: Small) -> None:
    driver.key(Qt.Key.Key_F7)
    before = len(driver.window.office.examiner.findings)
    with driver.document.transaction(EDIT) as tx:
        shapes.create(tx, made.map, "task", Point(700, 60), name="")
    wait(driver)
    assert len(driver.window.office.findings._items()) > before
    assert row(driver, "task_unnamed").text(0)
    driver.session.undo()
    wait(driver)
    assert len(driver.window.office.findings._items()) == before


def test_a_burst_of_edits_is_examined_once(driver: Driver, made: Small) -> None:
    wait(driver)
    runs: list[int] = []
    driver.window.office.examiner.found.connect(lambda: runs.append(1))
    for x in range(5):
        with driver.document.transaction(EDIT) as tx:
            shapes.move(tx, made.map, [made.send], 1 + x, 0)
        QTest.qWait(examiner.PAUSE // 10)
    wait(driver)
    assert len(runs) == 1


def test_click_goes_to_the_element_on_another_map(driver: Driver, made: Small) -> None:
    from probis_editor.commands import maps

    with driver.document.transaction(EDIT) as tx:
        other = maps.create_map(tx, "Lain").id
        shapes.create(tx, other, "event.start", Point(100, 200))
        lost = shapes.create(tx, other, "task", Point(300, 200), name="Tersesat").id
    driver.key(Qt.Key.Key_F7)
    panel = driver.window.office.findings
    item = next(i for i in panel._items() if panel.finding(i).element == lost)
    click(driver, item)
    assert driver.session.place.map == other
    assert driver.session.selection == (lost,)


def test_mend_is_one_undo_step(driver: Driver, made: Small) -> None:
    driver.key(Qt.Key.Key_F7)
    item = row(driver, "lane_not_listed")
    before = len(driver.session.history._done)
    click(driver, item, _FIX)
    assert len(driver.document.of_type(Unit)) == 2
    assert len(driver.session.history._done) == before + 1
    driver.session.undo()
    assert len(driver.document.of_type(Unit)) == 1


def test_all_of_a_kind_are_mended_in_one_step(driver: Driver, made: Small) -> None:
    driver.key(Qt.Key.Key_F7)
    panel = driver.window.office.findings
    before = len(driver.session.history._done)
    driver.window.office.examiner.fix_all(panel.finding(row(driver, "lane_not_listed")))
    assert {u.name for u in driver.document.of_type(Unit)} >= {"Camat", "Sekretaris", "Staf"}
    assert not any(f.rule == "lane_not_listed" for f in driver.window.office.examiner.findings)
    assert len(driver.session.history._done) == before + 1


def test_a_repair_made_for_an_older_document_is_worked_out_anew(driver: Driver, made: Small) -> None:
    driver.key(Qt.Key.Key_F7)
    finding = driver.window.office.findings.finding(row(driver, "lane_not_listed"))
    lane = next(n for n in driver.document.nodes(made.map) if n.name == dict(finding.args)["name"])
    with driver.document.transaction(EDIT) as tx:
        shapes.rename(tx, made.map, lane.id, "Pengadministrasi Surat")
    assert not driver.window.office.examiner.fix(finding)
    assert dict(finding.args)["name"] not in {u.name for u in driver.document.of_type(Unit)}


def test_keys_step_through_the_findings(driver: Driver, made: Small) -> None:
    driver.key(Qt.Key.Key_F8)
    tree_ = driver.window.office.findings.tree
    panel = driver.window.office.findings
    items = panel._items()
    assert panel.isVisible()
    assert tree_.currentItem() is items[0]
    QTest.keyClick(tree_, Qt.Key.Key_F8)
    assert tree_.currentItem() is items[1]
    QTest.keyClick(tree_, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert tree_.currentItem() is items[0]


def test_a_process_without_map_is_shown_in_the_tree(driver: Driver, made: Small) -> None:
    with driver.document.transaction(EDIT) as tx:
        alone = tree.create_process(tx, "Tanpa peta").id
    driver.key(Qt.Key.Key_F7)
    click(driver, row(driver, "process_no_map"))
    current = driver.window.tree.tree.currentItem()
    assert current is not None
    assert alone in [current.data(0, Qt.ItemDataRole.UserRole + 1)]


def test_nothing_to_mend_says_so(driver: Driver) -> None:
    driver.session.open(Document(), None, "probis")
    wait(driver)
    driver.window.trigger("findings")
    assert driver.window.office.findings._good.isVisible()
    driver.session.close()
    assert not driver.window.office.findings.isVisible()


def test_only_the_map_in_front(driver: Driver, made: Small) -> None:
    from probis_editor.commands import maps

    with driver.document.transaction(EDIT) as tx:
        other = maps.create_map(tx, "Lain").id
        shapes.create(tx, other, "event.start", Point(100, 200))
        shapes.create(tx, other, "task", Point(300, 200), name="Tersesat")
    driver.key(Qt.Key.Key_F7)
    panel = driver.window.office.findings
    panel.here.click()
    assert {panel.finding(i).map for i in panel._items()} == {made.map}
    driver.session.show(other)
    assert {panel.finding(i).map for i in panel._items()} == {other}


def test_what_typing_makes_wrong_is_told_at_once(driver: Driver, made: Small) -> None:
    """R05 a code that no process has, R08 two spellings of one actor, R09 no map or text, R10 another's name."""

    def told() -> set[str]:
        wait(driver)
        return {f.rule for f in driver.window.office.examiner.findings}

    with driver.document.transaction(EDIT) as tx:
        first = tree.create_process(tx, "Pelayanan Surat Masuk").id
        tree.create_process(tx, "Pengendalian Ketertiban Umum")
    assert "process_no_map" in told()
    with driver.document.transaction(EDIT) as tx:
        maps.change_map(tx, made.map, process=first)
    assert "map_no_narrative" in told()
    slot = f"process:{first}:intro"
    with driver.document.transaction(EDIT) as tx:
        wording.write(tx, slot, (Block(text="Surat dicatat sebagaimana proses P9.9."),))
    assert "text_code" in told()
    with driver.document.transaction(EDIT) as tx:
        wording.write(
            tx, slot, (Block(text="Pengendalian Ketertiban Umum dimulai dari surat yang dicatat."),)
        )
    assert "text_other_process" in told()
    pool = next(n for n in driver.document.nodes(made.map) if n.kind == "pool" and not n.hidden)
    for name in ("Seksi Pelayanan Umum", "Seksi Pelyanan Umum"):
        with driver.document.transaction(EDIT) as tx:
            lanes.add_lane(tx, made.map, pool.id, name=name)
    assert told() & {"unit_spelling", "unit_twice"}


def test_the_list_opens_with_a_finding_that_enter_or_f8_shows(driver: Driver, made: Small) -> None:
    wait(driver)
    panel = driver.window.office.findings
    for key in (Qt.Key.Key_Return, Qt.Key.Key_F8):
        panel.tree.setCurrentItem(None)
        asked: list[object] = []
        panel.asked.connect(asked.append)
        driver.window.trigger("findings")
        first = panel._items()[0]
        assert panel.tree.currentItem() is first
        QTest.keyClick(panel.tree if key == Qt.Key.Key_Return else driver.window, key)
        QApplication.processEvents()
        assert asked[:1] == [panel.finding(first)]
        driver.window.trigger("next_finding")
        assert panel.tree.currentItem() is panel._items()[1]
        panel.asked.disconnect(asked.append)
        driver.window.office.docks["findings"].hide()


def test_enter_on_a_heading_folds_it(driver: Driver, made: Small) -> None:
    wait(driver)
    driver.window.trigger("findings")
    widget = driver.window.office.findings.tree
    top = widget.topLevelItem(0)
    widget.setCurrentItem(top)
    before = top.isExpanded()
    QTest.keyClick(widget, Qt.Key.Key_Return)
    assert top.isExpanded() != before
