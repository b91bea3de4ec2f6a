"""What would spoil the printed book: empty and scanned maps, titles too long, a decree without bases, a stray mark."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.checks.engine import ADVICE, ERROR, Hit, hit, map_rule, rule
from probis_editor.checks.views import DERIVED, MapView, Whole
from probis_editor.kinds import Family, family
from probis_editor.model import queries
from probis_editor.model.affairs import Law

LONGEST_TITLE = 120
"""Letters of code and title together that still make two lines under a figure and in the list of figures."""
MOST_STEPS = 1
LARGE = 0.25


@map_rule("map_empty", ADVICE)
def map_empty(view: MapView) -> Iterator[Hit]:
    """A map with nothing on it is not printed."""
    if not view.nodes:
        yield hit()


@map_rule("map_scanned", ADVICE)
def map_scanned(view: MapView) -> Iterator[Hit]:
    """A map that is still a picture of one: a large image and hardly a step."""
    if view.record.kind in DERIVED:
        return
    images = [n for n in view.nodes if n.kind == "image"]
    steps = [n for n in view.nodes if family(n.kind) is Family.ACTIVITY]
    if not images or len(steps) > MOST_STEPS:
        return
    largest = max(images, key=lambda n: (n.drawn.w * n.drawn.h, n.id))
    boxes = [n.drawn for n in view.nodes]
    wide = max(b.right for b in boxes) - min(b.x for b in boxes)
    high = max(b.bottom for b in boxes) - min(b.y for b in boxes)
    if largest.drawn.w * largest.drawn.h >= LARGE * wide * high:
        yield hit(largest.id)


@rule("title_long", ADVICE)
def title_long(whole: Whole) -> Iterator[Hit]:
    """A title that fills more than two lines under its figure."""
    for view in whole.maps:
        title = whole.titles[view.id]
        if len(title) > LONGEST_TITLE:
            yield hit(map=view.id, n=len(title))


@rule("decree_no_laws", ADVICE)
def decree_no_laws(whole: Whole) -> Iterator[Hit]:
    """A decree that recalls no law."""
    if whole.document.book.decree is not None and not whole.document.of_type(Law):
        yield hit()


@rule("mark_in_text", ERROR)
def mark_in_text(whole: Whole) -> Iterator[Hit]:
    """The character that an electronic signature's service looks for, standing elsewhere in the book."""
    book = whole.document.book
    mark = book.mark[:1]
    if book.signing != "mark" or not mark:
        return
    for text in whole.texts:
        if any(mark in block.text for block in text.blocks):
            yield hit(text.slot, mark=mark)
    for process in whole.processes:
        if mark in process.name:
            yield hit(process.id, mark=mark)
    for view in whole.maps:
        if mark in queries.title_of(whole.document, view.record):
            yield hit(map=view.id, mark=mark)
        for node in view.nodes:
            if mark in node.name:
                yield hit(node.id, map=view.id, mark=mark)
