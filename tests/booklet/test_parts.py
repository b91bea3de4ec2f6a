"""Maps over several pages: nothing lost, nothing cut, every flow led on by its letter."""

from __future__ import annotations

from collections import Counter
from io import BytesIO

import pikepdf
import pytest
from book_tools import long_map, page_texts
from msgspec.structs import replace

from probis_editor.booklet import book
from probis_editor.booklet.blocks import Route
from probis_editor.booklet.splitting import connectors, letter
from probis_editor.geometry import Point
from probis_editor.layout.paper import Tile
from probis_editor.model.document import Document
from probis_editor.model.elements import Map


def test_a_long_map_is_split_with_its_lane_names_on_every_page() -> None:
    report, data = book.make_bytes(long_map(30))
    assert report.figures == 1
    assert report.smallest >= 6.95
    assert report.findings == ()
    pages = [text for text in page_texts(data) if "Camat" in text and "(" in text]
    assert len(pages) > 1
    assert all("Proses" in text for text in pages)
    whole = "".join(pages)
    assert all(whole.count(f"Kegiatan{n:02}") == 1 for n in range(30))
    letters = Counter(word for text in pages for word in text.split() if len(word) == 1)
    assert all(letters[letter(n)] == 2 for n in range(len(pages) - 1))


@pytest.mark.parametrize(("sheet", "split"), [("split", True), ("turned", False), ("a3", False), ("", True)])
def test_the_sheet_of_a_map_can_be_forced(sheet: str, split: bool) -> None:
    report, data = book.make_bytes(long_map(24, sheet))
    assert any("(2/" in text for text in page_texts(data)) == split
    assert (report.smallest < 6.9) == (not split)


def test_a_split_book_is_the_same_each_time() -> None:
    assert book.make_bytes(long_map(30))[1] == book.make_bytes(long_map(30))[1]


def test_the_overview_stands_once_in_the_file_and_on_every_page() -> None:
    with pikepdf.open(BytesIO(book.make_bytes(long_map(30))[1])) as pdf:
        shown = [page.resources["/XObject"] for page in pdf.pages if "/XObject" in page.resources]
        forms = {form.objgen for each in shown for form in each.values()}
    assert len(shown) > 1
    assert len(forms) == 1


def test_connectors_meet_on_both_sides_of_a_cut() -> None:
    tiles = (Tile(0, 0, 100, 50, False), Tile(100, 0, 80, 50, True))
    back, none = Route(((150, 20), (50, 20))), Route(((10, 10), (90, 10)))
    left, right = connectors([none, back], tiles)
    assert [(c.side, c.at, c.onward, c.letter) for c in left] == [("right", Point(100, 20), False, "A")]
    assert [(c.side, c.at, c.onward, c.letter) for c in right] == [("left", Point(100, 20), True, "A")]
    assert [letter(n) for n in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


def test_a_short_text_stands_above_its_turned_map() -> None:
    records = [*long_map(7).records()]
    again = [replace(r, id="n") if isinstance(r, Map) else replace(r, map="n") for r in records if r.key[0]]
    _, data = book.make_bytes(Document([*records, *again]))
    last = page_texts(data)[-1]
    assert "Kegiatan00" in last
    assert "memuat" in last
