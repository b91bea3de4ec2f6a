"""The page maker: items in reading order become pages.

Guarantees: a heading stands with the first lines of what it heads; no paragraph leaves one line alone at the foot
or head of a page; figures keep their order, stand after the place where they were called, and before the next
barrier or chapter, but for a page with a few lines; a page is full unless something forbids it. Nothing is drawn
here, so that page numbers are known before the first stroke, and contents are right without a second pass.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from probis_editor.booklet.figures import FigureItem
from probis_editor.booklet.items import EASE, Item
from probis_editor.booklet.measures import Paper, Sheet, mirrored, upright
from probis_editor.booklet.words import roman

MOST_TEXT_ON_TURNED = 0.42
"""Share of a turned page that text above its figure may take."""

LEAST_FILLED = 0.3
"""Share of a page that text must fill before it is left for a figure on the next one."""

LONE, LEAST_LEFT = 0.2, 0.35
"""What is at most this share of a page does not stand there alone, if what it leaves behind fills at least that."""


class Placed(NamedTuple):
    """An item on its page: the top left corner and the width it was given, in points from the lower left."""

    item: Item
    x: float
    top: float
    width: float


class Page:
    """A page with what stands on it. `section` is "cover", "front" or "body"; `opening` = a chapter begins here.

    `count` is how its number is printed: "roman", "arabic" or "" (not at all).
    """

    def __init__(self, sheet: Sheet, section: str, number: int, count: str = "arabic") -> None:
        self.sheet, self.section, self.number, self.count = sheet, section, number, count
        self.items: list[Placed] = []
        self.opening = False
        self.head = ""


class Places:
    """Where every anchor stands; filled when the pages are made, read when contents are drawn."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self._of: dict[str, int] = {}

    def take(self, pages: list[Page]) -> None:
        """Learn the anchors of finished pages."""
        self.pages = pages
        for at, page in enumerate(pages):
            for placed in page.items:
                if placed.item.anchor:
                    self._of.setdefault(placed.item.anchor, at)

    def page(self, anchor: str) -> int | None:
        """The index of the anchor's page, from 0."""
        return self._of.get(anchor)

    def label(self, anchor: str) -> str:
        """The number printed on the anchor's page, "" for an anchor that stands nowhere."""
        at = self._of.get(anchor)
        return "" if at is None else page_label(self.pages[at])


def page_label(page: Page) -> str:
    """The number as printed, "" for none."""
    if not page.count:
        return ""
    return roman(page.number) if page.count == "roman" else str(page.number)


class PageMaker:
    """Makes pages of a paper. Feed it in reading order, then call `finish`."""

    def __init__(
        self,
        paper: str | Paper,
        two_sided: bool = False,
        step: Callable[[], None] = lambda: None,
        counting: str = "roman",
    ) -> None:
        """`counting` is "roman" (in front, arabic in the body), "arabic" (one count through) or "none"."""
        self._paper, self._two_sided, self._step, self._counting = paper, two_sided, step, counting
        self._section, self._number = "cover", 0
        self._queue: list[FigureItem] = []
        self._run: list[Item] = []
        self._head = ""
        self._page: Page | None = None
        self._y = 0.0
        self._spare = 0.0
        self.pages: list[Page] = []
        self.block = -1
        """Which block the items that are added now come from."""

    # What the caller says

    def section(self, name: str) -> None:
        """Start a section on a new page, its numbers at 1."""
        self.break_page()
        if self._section == "cover" or self._counting == "roman":
            self._number = 0
        self._section = name

    def use(self, paper: str | Paper) -> None:
        """From the next page on another paper."""
        self.break_page()
        self._paper = paper

    def chapter(self, head: str) -> None:
        """Start a chapter on a new page (a right-hand one in a two-sided book)."""
        self.break_page()
        self._head = head
        if self._two_sided and self._section == "body" and self._number % 2 == 1:
            self._begin(upright(self._paper))
            self._end()
        self._text_page().opening = True

    def break_page(self) -> None:
        """Finish the page; figures that wait come out."""
        self._flush()
        if self._queue:
            self._release()
        self._end()

    def barrier(self) -> None:
        """Waiting figures before anything else; the page stays open where none waits.

        A page that would stay nearly empty is no barrier: its plates wait until it is filled.
        """
        self._flush()
        if self._queue and not self._bare():
            self._release()

    def _release(self) -> None:
        self._end()
        self._drain(everything=True)

    def _bare(self) -> bool:
        page = self._page
        if page is None or page.opening or any(item.fit.inline for item in self._queue):
            return False
        return page.sheet.top - self._y < LEAST_FILLED * page.sheet.depth

    def need(self, share: float) -> None:
        """A new page unless this share of the text frame is left."""
        self._flush()
        if self._page is not None and self._left() < share * self._page.sheet.depth:
            self._end()

    def near(self, high: float) -> bool:
        """Whether something of about this height may go a little over the end of the page."""
        self._flush()
        if self._page is None or self._queue:
            return False
        return 0.7 * self._left() < high < 1.5 * (self._left() + LONE * self._page.sheet.depth)

    def alone(self, section: list[Item]) -> bool:
        """Whether a section that ends its page would leave little of itself on a page of its own, though it has room
        on a whole one: better it begins there."""
        self._flush()
        page = self._page
        if page is None or self._queue or page.sheet.top - self._y < LEAST_LEFT * page.sheet.depth:
            return False
        whole, over = self._extent(section, section[-1].height(page.sheet.measure)), page.sheet.depth * LONE
        return self._left() + EASE < whole <= min(self._left() + over, page.sheet.depth)

    def add(self, item: Item) -> None:
        """The next item in reading order."""
        item.block = self.block
        self._run.append(item)
        if not item.keep:
            self._flush()

    def figure(self, item: FigureItem) -> None:
        """A figure: here where it fits and none waits, else it waits for the next page."""
        item.block = self.block
        if item.fit.inline and not self._queue and self._place_run_with(item):
            return
        self._flush()
        if not item.fit.inline and not self._queue and self._turn_page(item):
            return
        self._queue.append(item)

    def finish(self) -> list[Page]:
        """All pages."""
        self.break_page()
        return self.pages

    # How it is done

    def _begin(self, sheet: Sheet) -> Page:
        self._step()
        self._number += 1
        if self._two_sided and self._section != "cover" and self._number % 2 == 0:
            sheet = mirrored(sheet)
        count = "" if self._section == "cover" or self._counting == "none" else "arabic"
        if self._section == "front" and self._counting == "roman":
            count = "roman"
        page = Page(sheet, self._section, self._number, count)
        page.head = self._head
        self.pages.append(page)
        self._page, self._y, self._spare = page, sheet.top, 0.0
        return page

    def _end(self) -> None:
        self._page = None

    def _text_page(self) -> Page:
        """The open text page; where there is none, waiting figures first, then a new one."""
        if self._page is None:
            self._drain()
        return self._page or self._begin(upright(self._paper))

    def _drain(self, everything: bool = False) -> None:
        """Waiting figures: plates on pages of their own, inline ones at the head of a text page while they fit.

        Without `everything`, what comes after an inline figure waits for the next page, so that text fills this one.
        """
        while self._queue:
            item = self._queue[0]
            page = self._page
            if page is not None:
                fits = item.fit.inline and item.height(page.sheet.measure) + self._gap(item) <= self._left()
                if not fits and not everything:
                    return
                if not fits:
                    self._end()
            if self._page is None:
                self._begin(item.fit.sheet if not item.fit.inline else upright(self._paper))
            self._queue.pop(0)
            self._place(item)
            if not item.fit.inline:
                self._end()

    def _left(self) -> float:
        """Height left on the open page, after the space below its last item."""
        return 0.0 if self._page is None else self._y - self._page.sheet.bottom

    def _gap(self, item: Item) -> float:
        """Space above an item here: the larger of the two spaces that meet; none at the head of a page."""
        if self._page is None or not self._page.items:
            return 0.0
        return max(self._spare, item.before)

    def _place(self, item: Item) -> None:
        page = self._page
        assert page is not None
        sheet = page.sheet
        top = self._y - self._gap(item)
        high = item.height(sheet.measure)
        if isinstance(item, FigureItem) and not item.fit.inline and not item.figure.head:
            top -= max(0.0, (sheet.depth - high) / 2)
        page.items.append(Placed(item, sheet.left, top, sheet.measure))
        self._y, self._spare = top - high, item.after

    def _extent(self, run: list[Item], last: float) -> float:
        """Height of a run of items that stand together, its last one counted with `last`."""
        page = self._page
        assert page is not None
        total, spare = 0.0, self._spare if page.items else 0.0
        for at, item in enumerate(run):
            first = at == 0 and not page.items
            total += 0.0 if first else max(spare, item.before)
            total += last if at == len(run) - 1 else item.height(page.sheet.measure)
            spare = item.after
        return total

    def _turn_page(self, figure: FigureItem) -> bool:
        """Turn the open page where it holds little text and the figure finds room under it; True where it did.

        The text keeps the measure of an upright page, so that its lines stay as they are.
        """
        page = self._page
        if page is None:
            return False
        if not any(p.item.height(p.width) for p in page.items):
            self._take_over(page, figure)
            return True
        if page.opening or page.items[0].item.anchor == "" or page.sheet.name != "text":
            return False
        if any(isinstance(p.item, FigureItem) for p in page.items):
            return False
        sheet = figure.fit.sheet
        used = page.sheet.top - self._y
        gap = max(self._spare, 2 * figure.before)
        if used > MOST_TEXT_ON_TURNED * sheet.depth:
            return False
        smaller = figure.shrunk(sheet.depth - used - gap, sheet.measure)
        if smaller is None:
            return False
        smaller.block = figure.block
        moved, rise = sheet.left - page.sheet.left, sheet.top - page.sheet.top
        page.items = [p._replace(x=p.x + moved, top=p.top + rise) for p in page.items]
        page.sheet, self._y = sheet, self._y + rise
        top = self._y - gap
        page.items.append(Placed(smaller, sheet.left, top, sheet.measure))
        self._end()
        return True

    def _take_over(self, page: Page, figure: FigureItem) -> None:
        """A page on which nothing is seen yet becomes the figure's."""
        sheet = figure.fit.sheet
        if self._two_sided and page.section != "cover" and page.number % 2 == 0:
            sheet = mirrored(sheet)
        page.items = [p._replace(x=sheet.left, top=sheet.top, width=sheet.measure) for p in page.items]
        page.sheet, self._y, self._spare = sheet, sheet.top, 0.0
        self._place(figure)
        self._end()

    def _place_run_with(self, figure: FigureItem) -> bool:
        """Place the kept items and a figure together, if they fit on the open page or a fresh one."""
        self._text_page()
        page = self._page
        assert page is not None
        run = [*self._run, figure]
        if self._extent(run, figure.height(page.sheet.measure)) > self._left() + EASE:
            return False
        self._run = []
        for item in run:
            self._place(item)
        return True

    def _flush(self) -> None:
        run, self._run = self._run, []
        if not run:
            return
        page = self._text_page()
        measure = page.sheet.measure
        if self._extent(run, run[-1].least(measure)) > self._left() + EASE and page.items:
            self._end()
            self._text_page()
        for item in run[:-1]:
            self._place(item)
        self._pour(run[-1])

    def _pour(self, item: Item) -> None:
        """Place an item, over as many pages as it takes."""
        while True:
            page = self._text_page()
            measure, room = page.sheet.measure, self._left() - self._gap(item)
            if item.height(measure) <= room + EASE:
                self._place(item)
                return
            parts = item.split(measure, room)
            if parts is None:
                if not page.items:
                    self._place(item)
                    return
            else:
                for part in parts:
                    part.block = item.block
                self._place(parts[0])
                item = parts[1]
            self._end()
