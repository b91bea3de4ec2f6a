"""Words are found on the pages as a reader sees them."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probis_editor.booklet.pagesearch import MOST, PageTexts, pattern

WORDS = st.text("abcdeABCDE.()*[]é-", min_size=1, max_size=9).filter(lambda w: w.strip("-") == w)


def found(wanted: str, text: str, **how: bool) -> bool:
    looked = pattern(wanted, **how)
    assert looked is not None
    return looked.search(text) is not None


@given(st.lists(WORDS, min_size=1, max_size=4), st.sampled_from([" ", "  ", "\r\n", "\u2002"]))
def test_any_space_stands_for_any_other(words: list[str], space: str) -> None:
    assert found(" ".join(words), space.join(words))
    assert found("  ".join(words).upper(), space.join(words).upper())


@given(WORDS.filter(lambda w: len(w) > 2 and "-" not in w), st.integers(1, 8))
def test_a_word_broken_at_the_end_of_a_line_is_one(word: str, at: int) -> None:
    at = min(at, len(word) - 1)
    assert found(word, f"x {word[:at]}\ufffe{word[at:]} x")
    assert found(word, f"x {word[:at]}\ufffe\r\n{word[at:]} x")


def test_hyphens_capitals_and_whole_words() -> None:
    assert found("lintas-fungsi", "peta lintas\ufffefungsi")
    assert found("lintas-fungsi", "Peta Lintas-\r\nFungsi")
    assert not found("lintasfungsi", "lintas-fungsi")
    assert not found("Camat", "camat", case=True)
    assert found("camat", "Kepada Camat.", words=True)
    assert not found("camat", "kecamatan", words=True)
    assert pattern("  ") is None


def pdf(*pages: list[tuple[float, float, float, str]]) -> pypdfium2.PdfDocument:
    """Pages of 400 x 300 points with words at (x, height above the lower edge, size)."""
    from reportlab.pdfgen.canvas import Canvas

    from probis_editor.render.pdf import register_fonts

    register_fonts()
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(400, 300))
    for page in pages:
        for x, y, size, words in page:
            canvas.setFont("Arimo-Regular", size)
            canvas.drawString(x, y, words)
        canvas.showPage()
    canvas.save()
    return pypdfium2.PdfDocument(stream.getvalue())


def looked(document: pypdfium2.PdfDocument, wanted: str, rooms: list[tuple[float, float]] | None = None):
    sought = pattern(wanted)
    assert sought is not None
    return PageTexts(document).find(sought, rooms or ())


def test_places_are_told_in_reading_order_from_the_upper_edge() -> None:
    with pdf(
        [(50, 200, 10, "Camat menerima surat."), (50, 180, 10, "Surat kedua")], [(20, 90, 8, "surat")]
    ) as book:
        hits = looked(book, "SURAT")
        assert [hit.page for hit in hits] == [0, 0, 1]
        assert (hits[0].before, hits[0].words, hits[0].after) == ("Camat menerima ", "surat", ". Surat kedua")
        (x, y, w, h) = hits[1].boxes[0]
        assert 49 < x < 52
        assert 300 - 180 - 10 < y < 300 - 180
        assert y + h == pytest.approx(300 - 180, abs=3)
        assert 20 < w < 35
        across = looked(book, "surat. surat")
        assert len(across[0].boxes) == 2


def test_running_heads_and_the_word_behind_the_page_are_passed_over() -> None:
    page = [(50, 285, 8, "Buku surat"), (50, 150, 10, "surat"), (10, 60, 120, "surat"), (380, 8, 8, "surat")]
    with pdf(page) as book:
        assert len(looked(book, "surat", [(30.0, 270.0)])) == 1
        assert len(looked(book, "surat")) == 3


def test_the_number_of_places_has_a_limit() -> None:
    many = [
        (5.0, 290 - 2.0 * n, 2.0, "aa aa aa aa aa aa aa aa aa aa aa aa aa aa aa aa aa aa aa aa aa")
        for n in range(140)
    ]
    with pdf(many) as book:
        assert len(looked(book, "a")) == MOST
