"""Pratinjau buku: made by another process, follows the document, leads to the source and back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_maps import Small, small
from ui.conftest import Driver

from probis_editor.booklet.seen import Leaf, Spot
from probis_editor.commands import shapes, tree
from probis_editor.model.changes import label
from probis_editor.model.office import Block
from probis_editor.ui.preview import layout, maker
from probis_editor.ui.preview.panel import PreviewPanel

EDIT = label("cmd.test")


@pytest.fixture
def made(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> Iterator[Small]:
    monkeypatch.setattr(maker, "PAUSE", 30)
    made = small()
    with made.document.transaction(EDIT) as tx:
        tree.set_office(tx, name="Kecamatan Contoh", region="Kota Contoh")
        process = tree.create_process(tx, "Penerbitan Surat")
        tree.set_text(tx, f"process:{process.id}:intro", (Block(text="Warga meminta surat. " * 8),))
        from probis_editor.commands import maps

        maps.change_map(tx, made.map, process=process.id)
    driver.open(made.document, made.map)
    driver.window.resize(1700, 900)
    yield made
    driver.window.book.end()


def until(test) -> None:
    for _ in range(600):
        if test():
            return
        QTest.qWait(25)
    assert test()


def shown(driver: Driver) -> PreviewPanel:
    """The preview, open and up to date."""
    book = driver.window.book
    if not book.shown:
        driver.window.trigger("preview")
    until(lambda: book.maker.fresh)
    return book.panel


def process_of(driver: Driver) -> str:
    return driver.document.map(driver.canvas.map_id).process


def click(panel: PreviewPanel, spot: Spot, x: float, y: float) -> None:
    """A click at a place of the spot's page, in points."""
    view = panel.view
    view.go_to(spot.page, max(1.0, y - 60))
    QApplication.processEvents()
    rect, unit = view.placing.rects[spot.page], view.placing.units[spot.page]
    at = QPoint(
        round(rect.left() + x * unit) - view.horizontalScrollBar().value(),
        round(rect.top() + y * unit) - view.verticalScrollBar().value(),
    )
    assert view.viewport().rect().contains(at)
    QTest.mouseMove(view.viewport(), at)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QApplication.processEvents()


def spot_of(panel: PreviewPanel, source: str) -> Spot:
    return next(s for s in panel.view.spots if s.source == source)


def test_the_book_is_made_and_drawn_while_the_window_lives(driver: Driver, made: Small) -> None:
    driver.window.trigger("preview")
    book = driver.window.book
    assert book.maker.preview is None
    driver.click(driver.node(made.send).drawn.center)
    assert driver.session.selection == (made.send,)
    panel = shown(driver)
    assert len(panel.view.leaves) > 4
    scale = panel.view.placing.units[panel.view.visible()[0]] * panel.devicePixelRatioF()
    until(lambda: panel.images.best(panel.view.visible()[0], scale) is not None)
    image = panel.images.best(0, scale).image
    colors = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert len(colors) > 2


def test_a_page_leads_to_its_sources(driver: Driver, made: Small) -> None:
    panel = shown(driver)
    process = process_of(driver)
    entry = next(s for s in panel.view.spots if s.source == "anchor:process-" + process)
    click(panel, entry, entry.x + 30, entry.y + 6)
    assert panel.view.front == spot_of(panel, "process:" + process).page
    driver.session.leave()
    spot = spot_of(panel, "map:" + made.map)
    assert spot.frame is not None
    x, y, unit = spot.frame
    center = driver.document.node(made.map, made.send).drawn.center
    click(panel, spot, x + center.x * unit, y + center.y * unit)
    assert driver.session.place.map == made.map
    assert driver.session.selection == (made.send,)
    spot = spot_of(panel, f"text:process:{process}:intro")
    click(panel, spot, spot.x + 20, spot.y + 8)
    assert driver.window.office.in_front("narrative")
    assert driver.window.office.narrative.focused_slot() == f"process:{process}:intro"
    head = spot_of(panel, "process:" + process)
    click(panel, head, head.x + 20, head.y + 8)
    assert driver.window.tree.current_ids()[0] == process


def test_what_is_in_front_is_shown_in_the_book(driver: Driver, made: Small) -> None:
    """Also where the book has to be made first."""
    driver.window.trigger("show_in_book")
    panel = shown(driver)
    until(lambda: panel.view.current is not None)
    assert panel.view.spots[panel.view.current].source == "map:" + made.map
    driver.window.office.show_text("chapter:closing")
    driver.window.trigger("show_in_book")
    assert panel.view.spots[panel.view.current].source == "text:chapter:closing"


def test_an_edit_marks_its_pages_and_the_book_is_made_anew(driver: Driver, made: Small) -> None:
    panel = shown(driver)
    panel.show_source("map:" + made.map)
    front, leaves = panel.view.front, len(panel.view.leaves)
    with driver.document.transaction(EDIT) as tx:
        shapes.rename(tx, made.map, made.send, "Mengantar sendiri")
    own = {s.page for s in panel.view.spots if s.source.partition("/")[0] == "map:" + made.map}
    assert panel.view.stale == own
    assert 0 < len(panel.view.stale) < leaves
    until(lambda: driver.window.book.maker.fresh)
    assert panel.view.stale == set()
    assert panel.view.front == front
    import pypdfium2

    with pypdfium2.PdfDocument(driver.window.book.maker.data) as pdf:
        assert any("Mengantar" in page.get_textpage().get_text_bounded() for page in pdf)
    # what was looked at stays in view where pages come before it
    source = "map:" + made.map
    panel.show_source(source)
    before = spot_of(panel, source).page
    with driver.document.transaction(EDIT) as tx:
        paragraphs = tuple(
            Block(text=f"Bagian {n}. " + "Kata pengantar yang panjang. " * 30) for n in range(20)
        )
        tree.set_text(tx, "chapter:preface", paragraphs)
    until(lambda: driver.window.book.maker.fresh)
    after = spot_of(panel, source).page
    assert after > before
    assert after in panel.view.visible()


def test_cancelled_work_waits_for_the_next_change(driver: Driver, made: Small) -> None:
    panel = shown(driver)
    keeper = driver.window.book.maker
    data = keeper.data
    with driver.document.transaction(EDIT) as tx:
        tree.set_book(tx, title="Buku yang lain")
    until(lambda: keeper.working)
    QTest.mouseClick(panel.do, Qt.MouseButton.LeftButton)
    assert keeper.held
    assert keeper.data == data
    assert keeper.stale
    QTest.qWait(150)
    assert not keeper.working
    with driver.document.transaction(EDIT) as tx:
        tree.set_book(tx, title="Buku lagi")
    until(lambda: keeper.fresh)
    assert keeper.data != data
    # a helper that dies is told, and can be tried again
    keeper.make()
    process = keeper._helper._process
    assert process is not None
    process.kill()
    until(lambda: not keeper.working)
    assert keeper.failed
    assert panel.do.isVisible()
    QTest.mouseClick(panel.do, Qt.MouseButton.LeftButton)
    until(lambda: keeper.fresh)
    # closed it makes nothing
    driver.window.trigger("preview")
    keeper = driver.window.book.maker
    with driver.document.transaction(EDIT) as tx:
        tree.set_book(tx, title="Tidak ada yang melihat")
    QTest.qWait(120)
    assert not keeper.working
    driver.window.trigger("preview")
    until(lambda: keeper.working)


def test_zoom_pages_and_keys(driver: Driver, made: Small) -> None:
    panel = shown(driver)
    view = panel.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.front == len(view.leaves) - 1
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.front == 0
    panel.page.setFocus()
    panel.page.selectAll()
    QTest.keyClicks(panel.page, "1")
    QTest.keyClick(panel.page, Qt.Key.Key_Return)
    assert view.leaves[view.front].label == "1"
    zoom = view.zoom
    view.step_zoom(True)
    assert view.zoom > zoom
    assert view.leaves[view.front].label == "1"
    view.set_fit("page")
    top = view.placing.rects[0]
    assert top.height() <= view.viewport().height()
    QTest.mouseClick(panel.pair, Qt.MouseButton.LeftButton)
    assert view.two_up
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert view.current is not None


LEAVES = st.lists(
    st.builds(
        Leaf,
        width=st.sampled_from([595.0, 842.0, 1190.0]),
        height=st.sampled_from([842.0, 595.0]),
        label=st.just("1"),
        section=st.sampled_from(["cover", "front", "body"]),
        number=st.integers(1, 9),
        sheet=st.sampled_from(["text", "turned", "a3"]),
    ),
    max_size=12,
)


@given(LEAVES, st.floats(0.05, 4), st.floats(100, 2000), st.booleans(), st.booleans())
def test_pages_never_overlap_and_keep_their_order(
    leaves: list[Leaf], zoom: float, room: float, two_up: bool, narrow: bool
) -> None:
    placing = layout.placed(leaves, zoom, room, two_up, 0.0, narrow)
    rects = placing.rects
    assert sorted(at for row in layout.rows(leaves, two_up) for at in row) == list(range(len(leaves)))
    for at, rect in enumerate(rects):
        assert rect.left() >= -0.5
        assert rect.bottom() <= placing.height + 1
        for other in rects[at + 1 :]:
            assert not rect.adjusted(0.6, 0.6, -0.6, -0.6).intersects(other.adjusted(0.6, 0.6, -0.6, -0.6))
            assert other.top() > rect.top() - rect.height()


def searched(driver: Driver, words: str) -> PreviewPanel:
    """The preview with the search open and answered, everything by keys."""
    panel = shown(driver)
    panel.view.setFocus()
    QTest.keyClick(panel.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert panel.search.wanted.hasFocus()
    QTest.keyClicks(panel.search.wanted, words)
    until(lambda: not panel.search._waiting)
    return panel


def test_search_marks_counts_and_goes_round(driver: Driver, made: Small) -> None:
    panel = searched(driver, "meminta  SURAT")
    bar, view = panel.search, panel.view
    assert not driver.window.viewing.findbar.isVisible()
    assert len(bar.hits) == 8
    assert bar.list.count() == 8
    assert "1 dari 8" in bar.count.text()
    QTest.keyClick(bar.wanted, Qt.Key.Key_Return)
    assert view.hits.current == 1
    QTest.keyClick(bar.wanted, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(bar.wanted, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert view.hits.current == 7
    assert "8 dari 8" in bar.count.text()
    hit = bar.hits[7]
    assert hit.page in view.visible()
    # what is found is marked on its page
    (x, y, w, _), unit = hit.boxes[0], view.placing.units[hit.page]
    rect = view.placing.rects[hit.page]
    at = QPoint(
        round(rect.left() + (x + w / 2) * unit) - view.horizontalScrollBar().value(),
        round(rect.top() + (y - 0.8) * unit) - view.verticalScrollBar().value(),
    )
    assert view.viewport().rect().contains(at)
    seen = view.viewport().grab().toImage()
    color = seen.pixelColor(at * seen.devicePixelRatio())
    assert color.blue() < color.red() - 60
    QTest.mouseClick(bar.words, Qt.MouseButton.LeftButton)
    bar.wanted.setFocus()
    bar.wanted.selectAll()
    QTest.keyClicks(bar.wanted, "memint")
    until(lambda: not bar._waiting)
    assert bar.hits == ()
    assert not bar.next.isEnabled()


def test_what_was_found_leads_to_its_source(driver: Driver, made: Small) -> None:
    panel = searched(driver, "meminta surat")
    process = process_of(driver)
    QTest.keyClick(panel.search.wanted, Qt.Key.Key_Down)
    assert panel.search.list.hasFocus()
    QTest.keyClick(panel.search.list, Qt.Key.Key_Return)
    assert driver.window.office.narrative.focused_slot() == f"process:{process}:intro"
    # a word in a map leads to its shape; Escape puts the search away and leaves the mark for Enter
    name = driver.node(made.send).name
    panel.view.setFocus()
    driver.window.trigger("find")
    panel.search.wanted.selectAll()
    QTest.keyClicks(panel.search.wanted, name)
    until(lambda: not panel.search._waiting)
    spots = panel.view.spots
    from probis_editor.ui.preview.hits import origin

    on_map = [
        n for n, hit in enumerate(panel.search.hits)
        if (spot := origin(hit, spots)) is not None and spot.source == "map:" + made.map and spot.frame is not None
    ]  # fmt: skip
    for _ in range(on_map[0] - (panel.view.hits.current or 0)):
        QTest.keyClick(panel.search.wanted, Qt.Key.Key_F3)
        driver.window.trigger("find_next")
    while panel.view.hits.current != on_map[0]:
        QTest.keyClick(panel.search.wanted, Qt.Key.Key_Return)
    driver.session.leave()
    QTest.keyClick(panel.search.wanted, Qt.Key.Key_Escape)
    assert panel.search.isHidden()
    assert panel.view.hasFocus()
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert driver.session.selection == (made.send,)


def test_the_search_follows_the_book(driver: Driver, made: Small) -> None:
    """From the menu too; running heads and page numbers are no text of a page."""
    shown(driver)
    driver.canvas.view.setFocus()
    driver.window.trigger("find_in_book")
    panel = driver.window.book.panel
    QTest.keyClicks(panel.search.wanted, "meminta surat")
    until(lambda: not panel.search._waiting)
    process = process_of(driver)
    with driver.document.transaction(EDIT) as tx:
        tree.set_text(tx, f"process:{process}:intro", (Block(text="Warga meminta surat."),))
    until(
        lambda: driver.window.book.maker.fresh and not panel.search._waiting and len(panel.search.hits) == 1
    )
    driver.window.trigger("undo")
    until(
        lambda: driver.window.book.maker.fresh and not panel.search._waiting and len(panel.search.hits) == 8
    )
    panel.search.wanted.selectAll()
    QTest.keyClicks(panel.search.wanted, driver.window.book.maker.preview.leaves[-1].label)
    until(lambda: not panel.search._waiting)
    leaves = panel.view.leaves
    for hit in panel.search.hits:
        _, y, _, h = hit.boxes[0]
        assert leaves[hit.page].top < y + h / 2 < leaves[hit.page].bottom


def test_a_map_in_another_size_leads_to_its_shapes_all_the_same(driver: Driver, made: Small) -> None:
    with driver.document.transaction(EDIT) as tx:
        tree.set_book(tx, sizes=((made.map, "compact"),))
    panel = shown(driver)
    before = driver.document.node(made.map, made.send)
    driver.session.leave()
    book = driver.window.book
    shown_there = {n.id: n for n in book._printed(made.map, "")}
    assert shown_there[made.send].bounds != before.bounds
    spot = spot_of(panel, "map:" + made.map)
    assert spot.frame is not None
    x, y, unit = spot.frame
    center = shown_there[made.send].drawn.center
    click(panel, spot, x + center.x * unit, y + center.y * unit)
    assert driver.session.selection == (made.send,)
    assert driver.document.node(made.map, made.send) == before


def test_the_list_of_what_was_found_does_not_cover_what_is_shown(driver: Driver, made: Small) -> None:
    panel = searched(driver, "meminta surat")
    bar, view = panel.search, panel.view
    first = view.hits.first_from(view.front)

    def bottom() -> float:
        hit = bar.hits[first]
        (_, y, _, h), unit = hit.boxes[0], view.placing.units[hit.page]
        return view.placing.rects[hit.page].top() + (y + h) * unit - view.verticalScrollBar().value()

    at = bottom() + view.verticalScrollBar().value()
    bar.wanted.clear()
    until(lambda: not bar.list.isVisible())
    QTest.qWait(50)
    view.verticalScrollBar().setValue(int(at - view.viewport().height() + 14))
    bar.wanted.setText("meminta surat")
    until(bar.list.isVisible)
    QApplication.processEvents()
    assert 0 < bottom() <= view.viewport().height()
