"""What is promised of every book: right contents, fonts within, no raster pictures, small, the same each time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from book_tools import flat, fonts_not_embedded, page_labels, page_texts, pictures, qpdf_problems
from msgspec.structs import replace

from probis_editor import resources
from probis_editor.booklet import book
from probis_editor.booklet.blocks import (
    BookBlock,
    Contents,
    Figure,
    FigureList,
    Grid,
    Heading,
    Table,
    TableList,
)
from probis_editor.booklet.markup import without_tags
from probis_editor.booklet.profile import PROFILES, chosen
from probis_editor.formats.base import open_any
from probis_editor.i18n import Translator
from probis_editor.model.document import Document
from probis_editor.model.office import Book

_LINE = re.compile(r"(.*?)[ .]*\.{3}[ .]*([ivxl]+|\d+)\s*")
OWN = ""
SHORT = ("jatiluhur", OWN)


def sample(name: str, profile: str) -> Document:
    document = open_any(resources.sample(name + ".probis")).document
    if profile == OWN:
        return document
    changed = replace(document.book, profile=profile, own_profile="")
    return Document([changed if isinstance(r, Book) else r for r in document.records()])


def entries(blocks: list[BookBlock]) -> list[str]:
    """What contents and lists must say, in their order."""
    result: list[str] = []
    for block in blocks:
        if isinstance(block, Contents):
            found = (b for b in blocks if isinstance(b, Heading) and b.listed and b.level <= block.depth)
            result += [f"{b.number}{without_tags(b.text)}" for b in found]
        elif isinstance(block, FigureList):
            result += [f"{b.label}{b.title}" for b in blocks if isinstance(b, Figure) and b.label]
        elif isinstance(block, TableList):
            result += [f"{b.label}{b.title}" for b in blocks if isinstance(b, Table | Grid) and b.label]
    return result


@pytest.mark.parametrize(
    ("name", "profile"),
    [
        pytest.param(name, profile, marks=[] if (name, profile) == SHORT else pytest.mark.slow)
        for name in ("wonoasih", "jatiluhur")
        for profile in (OWN, *PROFILES)
    ],
)
def test_a_book_keeps_what_is_promised(name: str, profile: str, tmp_path: Path, tr: Translator) -> None:
    document = sample(name, profile)
    report, data = book.make_bytes(document)
    blocks, _ = book.assemble(document, tr)
    texts, labels = page_texts(data), page_labels(data)
    lines = [line for text in texts for line in text.splitlines() if "...." in line]
    if chosen(document.book.profile, document.book.own_profile).pages == "none":
        whole = flat("".join(texts))
        assert all(flat(entry) in whole for entry in entries(blocks))
        assert lines == []
    else:
        pages = {label: flat(text) for label, text in zip(labels, texts, strict=True)}
        for entry, line in zip(entries(blocks), lines, strict=True):
            found = _LINE.fullmatch(line)
            assert found is not None, line
            assert flat(entry).endswith(flat(found.group(1))), (entry, line)
            assert flat(entry) in pages[found.group(2)], (entry, line)
    assert fonts_not_embedded(data) == []
    assert pictures(data) == 0
    assert len(data) < 1_000_000
    assert report.archival
    assert report.smallest >= 6.95
    assert report.findings == ()
    assert book.make_bytes(document)[1] == data
    path = tmp_path / "book.pdf"
    path.write_bytes(data)
    assert qpdf_problems(path) == ""
