"""Pictures of the book's pages, drawn by a helper process: at once what there is, the sharp one a moment later."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from probis_editor.booklet.seen import Hit, Leaf
from probis_editor.ui.preview.process import Helper

MOST_BYTES = 160 * 1024 * 1024
"""Memory that pictures may take; those not looked at for longest go first."""
AT_ONCE = 2
MOST_PIXELS = 40_000_000


class Shown(NamedTuple):
    """A page's picture: pixels a point, and whether it is of the book as it is now."""

    image: QImage
    scale: float
    current: bool


class PageImages(QObject):
    """`arrived` tells of a new picture of the page with that index."""

    arrived = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._helper = Helper(self)
        self._helper.died.connect(self._died)
        self._data = b""
        self._leaves: tuple[Leaf, ...] = ()
        self._kept: OrderedDict[tuple[int, float], Shown] = OrderedDict()
        self._wishes: dict[object, list[tuple[int, float]]] = {}
        self._asked: dict[tuple[int, float], int] = {}
        self._open = False
        self._bytes = 0
        self._failed: set[tuple[int, float]] = set()
        self._search = 0

    def use(self, data: bytes, leaves: tuple[Leaf, ...]) -> None:
        """From now on the pages of this PDF; old pictures of pages of the same name serve until new ones come."""
        old = {leaf.key: at for at, leaf in enumerate(self._leaves)}
        new = {old[leaf.key]: at for at, leaf in enumerate(leaves) if leaf.key in old}
        kept = self._kept
        self._kept, self._bytes = OrderedDict(), 0
        for (at, scale), shown in kept.items():
            if at in new:
                self._keep((new[at], scale), shown._replace(current=False))
        self._data, self._leaves = data, leaves
        self._helper.forget()
        self._asked, self._open, self._wishes = {}, False, {}
        self._failed = set()

    def best(self, index: int, scale: float) -> Shown | None:
        """The picture that is nearest to what is wanted; what is of the book as it is now comes first."""
        found = [(key, shown) for key, shown in self._kept.items() if key[0] == index]
        if not found:
            return None
        key, shown = min(found, key=lambda one: (not one[1].current, abs(one[0][1] - scale)))
        self._kept.move_to_end(key)
        return shown

    def wish(self, who: object, wanted: Sequence[tuple[int, float]]) -> None:
        """The pictures that a viewer shows now, the most wanted first; those of before are no longer asked for."""
        self._wishes[who] = [(at, self._scale(at, scale)) for at, scale in wanted if at < len(self._leaves)]
        self._go_on()

    def end(self) -> None:
        """The window closes."""
        self._helper.stop()

    @property
    def quiet(self) -> bool:
        """Whether nothing is being drawn."""
        return not self._asked

    def _scale(self, index: int, scale: float) -> float:
        leaf = self._leaves[index]
        most = (MOST_PIXELS / max(1.0, leaf.width * leaf.height)) ** 0.5
        return round(min(scale, most), 4)

    def _go_on(self) -> None:
        if not self._data:
            return
        for wishes in self._wishes.values():
            for key in wishes:
                if len(self._asked) >= AT_ONCE:
                    return
                shown = self._kept.get(key)
                if (shown is not None and shown.current) or key in self._asked or key in self._failed:
                    continue
                self._ask(key)

    def find(self, wanted: str, case: bool, words: bool, told: Callable[[tuple[Hit, ...]], None]) -> None:
        """Look for words in the texts of all pages; `told` is called with the occurrences unless another search, or
        another book, comes before the answer."""
        self._search += 1
        number = self._search
        if not self._data:
            told(())
            return

        def answer(about: dict[str, Any], _: bytes) -> None:
            if number == self._search:
                told(msgspec.convert(about.get("hits", ()), tuple[Hit, ...]))

        self._begin()
        rooms = [(leaf.top, leaf.bottom) for leaf in self._leaves]
        self._helper.ask(answer, do="find", wanted=wanted, case=case, words=words, rooms=rooms)

    def _begin(self) -> None:
        """The helper has the PDF."""
        if not self._open:
            self._helper.ask(lambda *_: None, self._data, do="open")
            self._open = True

    def _ask(self, key: tuple[int, float]) -> None:
        self._begin()

        def answer(about: dict[str, Any], data: bytes) -> None:
            self._asked.pop(key, None)
            if "failed" in about:
                self._failed.add(key)
            else:
                form = QImage.Format.Format_RGB32
                image = QImage(data, about["width"], about["height"], about["stride"], form).copy()
                self._keep(key, Shown(image, key[1], True))
                self.arrived.emit(key[0])
            self._go_on()

        self._asked[key] = self._helper.ask(answer, do="page", index=key[0], scale=key[1])

    def _keep(self, key: tuple[int, float], shown: Shown) -> None:
        old = self._kept.pop(key, None)
        self._bytes += shown.image.sizeInBytes() - (old.image.sizeInBytes() if old is not None else 0)
        if shown.current:
            for other in [k for k, s in self._kept.items() if k[0] == key[0] and not s.current]:
                self._bytes -= self._kept.pop(other).image.sizeInBytes()
        self._kept[key] = shown
        while self._bytes > MOST_BYTES and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            self._bytes -= gone.image.sizeInBytes()

    def _died(self) -> None:
        self._open = False
        self._failed |= set(self._asked)
        self._asked = {}
        self._go_on()
