"""Where Word will put things: the pages of the .docx before there is one, so that its contents are right when it opens.

Word sets the same faces in the same sizes as the printed book, but cannot let a figure float, and knows no hyphens of
Indonesian. So the page maker works here with one more rule: a figure that waits comes out between two blocks, never
inside one; and no word is parted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from probis_editor.booklet.blocks import BookBlock
from probis_editor.booklet.figures import FigureItem
from probis_editor.booklet.items import EASE, AnchorItem, Item
from probis_editor.booklet.pages import Page, PageMaker, Places
from probis_editor.booklet.tables import TableItem
from probis_editor.booklet.typeset import Compositor, Setting

_LEFT = 0.25
"""Share of a page that may stay empty before a figure that waits, so that no block is torn apart for it."""
_SLACK = 33.0
"""Points left free on a page before a plate: where Word needs a line more, it would stand alone on a page."""


class Plan:
    """`figures` says what stands before a block, by the block's place; `broken` where a page ends that is not full."""

    def __init__(
        self, blocks: Sequence[BookBlock], setting: Setting, step: Callable[[], None] = lambda: None
    ) -> None:
        self.figures: Mapping[int, list[FigureItem]] = {}
        self.broken: set[int] = set()
        self._places = Places()
        figures: dict[int, list[FigureItem]] = {}
        broken = self.broken

        class Maker(_Maker):
            found, ends = figures, broken

        self.pages = Compositor(blocks, setting._replace(language=""), self._places, step, Maker).pages()
        self._places.take(self.pages)
        self.figures = figures

    def label(self, anchor: str) -> str:
        """The number that will be printed on the page of an anchor, "" for none."""
        return self._places.label(anchor)


class _Maker(PageMaker):
    found: dict[int, list[FigureItem]]
    ends: set[int]
    _pouring = False
    _before = -1
    """The block that figures which come out now stand before, -1 = the one that is being added."""

    def need(self, share: float) -> None:
        before = self._page
        super().need(share)
        if before is not None and self._page is None:
            self.ends.add(self.block)

    def finish(self) -> list[Page]:
        self.block += 1
        return super().finish()

    def _turn_page(self, figure: FigureItem) -> bool:
        """Text stays upright; but a page on which nothing stands yet is the figure's."""
        page = self._page
        if page is None or not all(isinstance(placed.item, AnchorItem) for placed in page.items):
            return False
        page.sheet, self._y = figure.fit.sheet, figure.fit.sheet.top
        self._place(figure)
        self._end()
        return True

    def _place(self, item: Item) -> None:
        if isinstance(item, FigureItem):
            at = self.block if self._before < 0 else self._before
            self.found.setdefault(at, []).append(item)
        super()._place(item)

    def _flush(self) -> None:
        while self._run and self._queue and self._page is not None and self._page.items:
            page = self._page
            high = self._run[-1].height(page.sheet.measure)
            if self._extent(self._run, high) <= self._left() - _SLACK:
                break
            if self._left() > _LEFT * page.sheet.depth:
                break
            self._before = self._run[0].block
            self._end()
            self._text_page()
        self._before = self._run[0].block if self._run else -1
        self._tell_of_table()
        super()._flush()
        self._before = -1

    def _tell_of_table(self) -> None:
        """A table that finds no room for its first rows begins a page: programs differ in how much of it they want to
        see on the page before."""
        page, run = self._page, self._run
        if page is None or not page.items or not run or not isinstance(run[-1], TableItem):
            return
        if self._extent(run, run[-1].least(page.sheet.measure)) > self._left() + EASE:
            self.ends.add(run[0].block)

    def _pour(self, item: Item) -> None:
        self._text_page()
        self._pouring = True
        super()._pour(item)
        self._pouring = False

    def _drain(self, everything: bool = False) -> None:
        if not self._pouring:
            super()._drain(everything)
