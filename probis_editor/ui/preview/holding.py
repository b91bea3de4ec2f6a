"""What stays in view when a book is made or laid out anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from probis_editor.booklet.seen import Spot

if TYPE_CHECKING:
    from probis_editor.ui.preview.view import PageView


class Held(NamedTuple):
    """What the user looks at: a source ("" for none), its page and its height in the viewport; else the page at the
    upper edge and how much of it is above."""

    source: str
    was: int
    top: float
    page: int
    share: float


def held(view: PageView) -> Held:
    """What is in view now."""
    y, high = view.verticalScrollBar().value(), view.viewport().height()
    page = view.page_at(y + high / 2)
    best: tuple[float, Spot] | None = None
    for at in range(max(0, page - 1), min(len(view.leaves), page + 2)):
        for spot in map(view.spots.__getitem__, view.on_page.get(at, [])):
            top = view.rect_of(spot).top() - y
            if spot.source.startswith("anchor:") or not -20 <= top < high:
                continue
            away = abs(top - high / 3)
            if best is None or away < best[0]:
                best = (away, spot)
    rect = view.placing.rects[page]
    share = (y - rect.top()) / max(1.0, rect.height())
    if best is None:
        return Held("", page, 0.0, page, share)
    return Held(best[1].source, best[1].page, view.rect_of(best[1]).top() - y, page, share)


def restore(view: PageView, held: Held) -> None:
    """Bring it back to where it was."""
    same = [s for s in view.spots if held.source and s.source == held.source]
    if same:
        spot = min(same, key=lambda s: abs(s.page - held.was))
        view.verticalScrollBar().setValue(int(view.rect_of(spot).top() - held.top))
    else:
        rect = view.placing.rects[min(held.page, len(view.leaves) - 1)]
        view.verticalScrollBar().setValue(int(rect.top() + held.share * rect.height()))
