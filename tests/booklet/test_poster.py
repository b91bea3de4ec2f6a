"""Posters: large paper, the way up that shows the map larger, its words to be found, equal bytes."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from probis_editor.booklet.poster import PAPERS, poster
from probis_editor.formats import base
from probis_editor.i18n import Translator
from probis_editor.model.document import Document
from probis_editor.model.queries import find_map, title_of

TR = Translator("id")


@pytest.fixture(scope="module")
def document() -> Document:
    return base.open_any(Path(__file__).parents[2] / "samples" / "wonoasih.probis").document


def made(document: Document, code: str, paper: str) -> tuple[tuple[float, float], str, bytes]:
    record = find_map(document, code)
    assert record is not None
    data = poster(document, record, paper, TR)
    pdf = pypdfium2.PdfDocument(data)
    assert len(pdf) == 1
    size, text = pdf[0].get_size(), pdf[0].get_textpage().get_text_bounded()
    pdf.close()
    assert " ".join(title_of(document, record).split()) in " ".join(text.split())
    return size, text, data


@pytest.mark.parametrize("paper", PAPERS)
def test_wide_maps_lie_and_high_ones_stand(document: Document, paper: str) -> None:
    short, long = PAPERS[paper]
    wide, _, _ = made(document, "P1.1.2", paper)
    high, _, _ = made(document, "P4.1", paper)
    assert wide == pytest.approx((long, short), abs=0.1)
    assert high == pytest.approx((short, long), abs=0.1)


def test_it_says_what_the_symbols_mean(document: Document) -> None:
    _, text, data = made(document, "P1.1.2", "a2")
    for kind in ("lane", "task", "gateway.exclusive", "gateway.parallel", "sequence"):
        assert TR("kind." + kind) in " ".join(text.split())
    assert TR("kind.pool") not in text, "the strip of the pool is not printed"
    assert made(document, "P1.1.2", "a2")[2] == data


def test_no_such_paper(document: Document) -> None:
    with pytest.raises(KeyError):
        poster(document, document.maps()[0], "a9", TR)
