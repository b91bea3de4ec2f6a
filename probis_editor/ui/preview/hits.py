"""What was found on the pages: which occurrences stand where, and which is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF

from probis_editor.booklet.seen import Hit, Spot


class Hits:
    """Occurrences in reading order; `current` is the index of the one that is shown."""

    def __init__(self) -> None:
        self.all: tuple[Hit, ...] = ()
        self.current: int | None = None
        self._on_page: dict[int, list[int]] = {}

    def use(self, hits: tuple[Hit, ...]) -> None:
        """Others are found now; none of them is shown."""
        self.all, self.current, self._on_page = hits, None, {}
        for at, hit in enumerate(hits):
            self._on_page.setdefault(hit.page, []).append(at)

    def on(self, page: int) -> list[int]:
        """The occurrences on a page."""
        return self._on_page.get(page, [])

    @property
    def shown(self) -> Hit | None:
        """The one that is shown."""
        return self.all[self.current] if self.current is not None else None

    def first_from(self, page: int) -> int:
        """The first occurrence on this page or after it, else the first of all."""
        return next((at for at, hit in enumerate(self.all) if hit.page >= page), 0)


def middle(hit: Hit) -> QPointF:
    """The middle of the first line of an occurrence, on its page in points."""
    x, y, w, h = hit.boxes[0]
    return QPointF(x + w / 2, y + h / 2)


def origin(hit: Hit, spots: Sequence[Spot]) -> Spot | None:
    """The piece of its page that an occurrence stands in, else the nearest above or below it; None without any."""
    at = middle(hit)
    here = [spot for spot in spots if spot.page == hit.page]

    def away(spot: Spot) -> tuple[float, float]:
        down = max(spot.y - at.y(), 0.0, at.y() - spot.y - spot.h)
        across = max(spot.x - at.x(), 0.0, at.x() - spot.x - spot.w)
        return down + across, spot.w * spot.h

    return min(here, key=away, default=None)
