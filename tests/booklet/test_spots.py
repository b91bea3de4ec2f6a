"""Where everything landed: each piece of a page says what in the document it is."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pypdfium2

from probis_editor.booklet import book
from probis_editor.booklet.seen import Preview
from probis_editor.formats.base import open_any
from probis_editor.kinds import Family, family
from probis_editor.model.document import Document

SAMPLE = Path(__file__).parents[2] / "samples" / "wonoasih.probis"


@cache
def made() -> tuple[Document, Preview, bytes]:
    document = open_any(SAMPLE).document
    return document, *book.preview(document)


def test_the_preview_shows_the_pages_of_the_book() -> None:
    document, seen, data = made()
    report, finished = book.make_bytes(document)
    assert len(seen.leaves) == report.pages
    with pypdfium2.PdfDocument(data) as one, pypdfium2.PdfDocument(finished) as other:
        for at, leaf in enumerate(seen.leaves):
            assert one[at].get_size() == other[at].get_size()
            assert [round(v, 1) for v in one[at].get_size()] == [round(leaf.width, 1), round(leaf.height, 1)]
            assert one[at].get_textpage().get_text_bounded() == other[at].get_textpage().get_text_bounded(), (
                at
            )


def test_every_map_narrative_and_process_of_the_book_can_be_found() -> None:
    document, seen, _ = made()
    sources = {spot.source for spot in seen.spots}
    assert {f"map:{m.id}" for m in document.maps()} <= sources
    assert any(s.startswith("process:") for s in sources)
    assert any(s.startswith("unit:") for s in sources)
    assert {"book", "signature"} <= sources
    written = [
        f"text:process:{m.process}:intro"
        for m in document.maps()
        if m.process and document.narrative(f"process:{m.process}:intro").blocks
    ]
    assert written
    assert set(written) <= sources


def test_spots_lie_on_their_pages_in_reading_order() -> None:
    _, seen, _ = made()
    pages = [spot.page for spot in seen.spots]
    assert pages == sorted(pages)
    for spot in seen.spots:
        leaf = seen.leaves[spot.page]
        assert spot.x >= 0
        assert spot.x + spot.w <= leaf.width + 0.2
        assert spot.y >= 0
        assert spot.y + spot.h <= leaf.height + 0.2
    for entry in seen.outline:
        assert 0 <= entry.page < len(seen.leaves)


def test_the_frame_of_a_picture_finds_its_elements_on_the_page() -> None:
    """The words of a task stand on the page where the frame says the task is."""
    document, seen, data = made()
    looked = 0
    with pypdfium2.PdfDocument(data) as pdf:
        for spot in seen.spots:
            if spot.frame is None or not spot.source.startswith("map:"):
                continue
            x, y, unit = spot.frame
            words = pdf[spot.page].get_textpage()
            for node in document.nodes(spot.source[4:].partition("/")[0]):
                if family(node.kind) is not Family.ACTIVITY or not node.name.strip():
                    continue
                box = node.drawn
                left, top = x + box.x * unit, y + box.y * unit
                if not (spot.x <= left and left + box.w * unit <= spot.x + spot.w):
                    continue
                low = seen.leaves[spot.page].height - top - box.h * unit
                text = words.get_text_bounded(left, low, left + box.w * unit, low + box.h * unit)
                assert node.name.split()[0].rstrip("-") in text, (node.name, text)
                looked += 1
    assert looked > 100
