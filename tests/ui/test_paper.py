"""The paper on the canvas: what it says of a map, and that it follows the document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from small_maps import Small
from ui.conftest import Driver

from probis_editor.commands import shapes
from probis_editor.geometry import Point
from probis_editor.layout.paper import MIN_PT, PAPERS, frame
from probis_editor.model.changes import label
from probis_editor.ui.paper import AROUND, _size, judge


@given(
    st.floats(-500, 500), st.floats(-500, 500), st.floats(1, 9000), st.floats(1, 9000), st.floats(4, 12),
    st.sampled_from(sorted(PAPERS)),
)  # fmt: skip
def test_page_holds_the_map_at_the_scale_it_says(
    x: float, y: float, w: float, h: float, text: float, paper: str
) -> None:
    content = QRectF(x, y, w, h)
    verdict = judge(content, text, paper)
    assert verdict.alone == pytest.approx(text * verdict.scale)
    assert verdict.scale <= 1
    if verdict.fit.pages == 1:
        assert verdict.page.adjusted(-0.01, -0.01, 0.01, 0.01).contains(content)
        wide, high = frame(paper, verdict.landscape)
        assert verdict.page.width() * verdict.scale == pytest.approx(wide)
        assert verdict.page.height() * verdict.scale == pytest.approx(high)
    if not verdict.too_small:
        assert verdict.fit.text >= MIN_PT - 0.01
    assert all(content.left() - AROUND < b < content.right() + AROUND for b in verdict.breaks)


def test_warns_as_soon_as_the_text_would_print_too_small(driver: Driver, made: Small) -> None:
    paper, button = driver.canvas.aids.paper, driver.window.viewing.paper_button
    paper.renew()
    assert paper.verdict is not None
    assert not paper.verdict.too_small
    assert "huruf terkecil" in button.text()
    with driver.document.transaction(label("cmd.test")) as tx:
        shapes.create(tx, made.map, "annotation", Point(4200, 100), name="Jauh")
    paper.renew()
    assert paper.verdict.too_small
    assert button.text().startswith("Di A4 huruf hanya")
    driver.session.undo()
    paper.renew()
    assert not paper.verdict.too_small


@given(st.floats(300, 9000))
def test_a_size_that_is_too_small_never_reads_as_the_limit(w: float) -> None:
    verdict = judge(QRectF(0, 0, w, 300), 8.0, "a4")
    assert (float(_size(verdict.alone).replace(",", ".")) < MIN_PT) == verdict.too_small


def test_choosing_a_paper_can_be_undone(driver: Driver, made: Small) -> None:
    driver.canvas.aids.paper.renew()
    assert driver.canvas.aids.paper.verdict.paper == "a4"
    driver.window.trigger("paper_f4")
    assert driver.document.book.paper == "f4"
    assert driver.canvas.aids.paper.verdict.paper == "f4"
    driver.session.undo()
    assert driver.document.book.paper == "a4"
    assert driver.canvas.aids.paper.verdict.paper == "a4"
