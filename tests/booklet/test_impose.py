"""Which pages go on which side of which sheet; a selection as a PDF; what changed since the last print."""

from __future__ import annotations

import io

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probis_editor.booklet import impose
from probis_editor.booklet.seen import Leaf

FRONT = ("i", "ii", "iii")


def leaves(front: int = 3, body: int = 6, folded: tuple[int, ...] = ()) -> list[Leaf]:
    """A cover, a front part with roman and a body with arabic numbers."""
    found = [Leaf(595, 842, "", "cover", 1, "text")]
    found += [Leaf(595, 842, FRONT[n], "front", n + 1, "text") for n in range(front)]
    for n in range(1, body + 1):
        wide = n in folded
        found.append(Leaf(1191 if wide else 595, 842, str(n), "body", n, "a3" if wide else "text"))
    return found


@pytest.mark.parametrize(
    ("wanted", "pages"),
    [
        ("sampul, i-ii, 3", [0, 1, 2, 6]),
        ("Cover", [0]),
        ("2–4", [5, 6, 7]),
        ("iii-2", [3, 4, 5]),
        ("4, 2, 2", [5, 7]),
        ("99", None),
        ("4-2", None),
        ("a b", None),
        ("", None),
        ("1-", None),
    ],
)
def test_ranges_are_read_as_numbers_are_printed(wanted: str, pages: list[int] | None) -> None:
    assert impose.chosen(leaves(), wanted) == pages


def test_a_book_without_numbers_is_counted() -> None:
    bare = [leaf.__class__(595, 842, "", "body", n, "text") for n, leaf in enumerate(leaves(), 1)]
    assert impose.chosen(bare, "2-3") == [1, 2]
    assert impose.chosen(bare, "77") is None


def test_every_section_begins_a_sheet() -> None:
    book = leaves(front=3, body=4)
    assert impose.sheets(book, range(len(book))) == [(0, None), (1, 2), (3, None), (4, 5), (6, 7)]


def test_turning_the_pile_keeps_fronts_and_backs_together() -> None:
    book = leaves(front=3, body=5, folded=(4,))
    fronts, backs, folded = impose.passes(book, range(len(book)), "turn", "apart")
    assert fronts.pages == (0, 1, 3, 4, 6, 8)
    assert backs.pages == (None, 2, None, 5, None, None)
    assert folded == impose.Pass("a3", (7,))
    turned = impose.passes(book, range(len(book)), "turn", "none", backwards=True)[1]
    assert turned.pages == tuple(reversed(backs.pages))


PAGES = st.lists(st.integers(0, 9), unique=True).map(sorted)


@given(PAGES, st.sampled_from(impose.WAYS), st.sampled_from(["apart", "with", "none"]), st.booleans())
def test_nothing_is_lost_or_printed_twice(pages: list[int], way: str, a3: str, backwards: bool) -> None:
    book = leaves(front=3, body=6, folded=(2, 5))
    found = impose.passes(book, pages, way, a3, backwards)
    sent = [at for one in found for at in one.pages if at is not None]
    assert len(sent) == len(set(sent))
    wanted = {at for at in pages if a3 != "none" or book[at].sheet != "a3"}
    rest = {at for at in wanted if a3 == "with" or book[at].sheet != "a3"}
    if way in ("all", "turn"):
        assert set(sent) == wanted
    odd = {at for at in rest if book[at].number % 2 == 1 or book[at].section == "cover"}
    if way == "odd":
        assert set(sent) & rest == odd
    if way == "even":
        assert set(sent) & rest == rest - odd
    if way == "turn" and len(found) > 1 and found[1].name == "backs":
        backs = found[1].pages[::-1] if backwards else found[1].pages
        assert len(backs) == len(found[0].pages)
        for front, back in zip(found[0].pages, backs, strict=True):
            assert front is not None or back is not None
            if front is not None and back is not None:
                assert book[back].number == book[front].number + 1
                assert book[back].section == book[front].section


def test_only_what_looks_different_is_changed() -> None:
    book = leaves(front=1, body=2)
    printed = {leaf.key: f"look {at}" for at, leaf in enumerate(book)}
    assert impose.changed(book, [f"look {at}" for at in range(4)], printed) == []
    assert impose.changed(book, ["look 0", "new", "look 2", "look 3"], printed) == [1]
    assert impose.changed(book, ["look 0"] * 4, {}) == [0, 1, 2, 3]


def test_a_selection_is_a_pdf_with_the_printed_numbers() -> None:
    whole = io.BytesIO()
    with pikepdf.new() as pdf:
        for at in range(5):
            pdf.add_blank_page(page_size=(100 + at, 200))
        pdf.save(whole)
    book = leaves(front=1, body=3)
    data = impose.extracted(whole.getvalue(), [3, None, 1], book)
    assert data == impose.extracted(whole.getvalue(), [3, None, 1], book)
    with pikepdf.open(io.BytesIO(data)) as part:
        assert [float(p.mediabox[2]) for p in part.pages] == [103, 595, 101]
        assert [p.label for p in part.pages] == ["2", "", "i"]
