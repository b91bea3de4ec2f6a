"""Several paragraphs and items in one cell, as one markup and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from probis_editor.booklet.markup import without_tags
from probis_editor.model import cells
from probis_editor.model.office import Block
from probis_editor.model.runs import markup, runs

TEXTS = st.sampled_from(["a", "<b>b</b> c", 'x<br/>y <ref code="p"/>', "1. &lt;p&gt;"])
ITEMS = st.builds(
    Block, kind=st.just("item"), text=TEXTS, level=st.integers(0, 4), start=st.sampled_from([0, 3]),
    number=st.sampled_from(["1.", "a.", "1)", "a)", "(1)", "-"]), continues=st.booleans(),
)  # fmt: skip


@given(st.lists(st.builds(Block, text=TEXTS) | ITEMS, min_size=1, max_size=6))
def test_paragraphs_come_back(blocks: list[Block]) -> None:
    text = cells.text_of(blocks)
    assert cells.paragraphs(text) == tuple(blocks)
    assert cells.is_plain(text) is (len(blocks) == 1 and blocks[0].kind == "p")
    assert cells.rewritten(text, lambda one: one) == text
    lines = markup(runs(cells.on_lines(text)))
    assert lines == markup(runs(text))
    assert cells.is_plain(lines)
    assert "<par" not in without_tags(text)


def test_a_text_without_the_tag_is_one_paragraph() -> None:
    assert cells.paragraphs("a<br/>b") == (Block(text="a<br/>b"),)
    assert cells.paragraphs("") == (Block(),)
    assert cells.paragraphs('a<par item="x"/>b') == (Block(text='a<par item="x"/>b'),)


def test_other_blocks_become_plain_and_empty_ones_go() -> None:
    given_ = (Block(kind="h1", text="Judul"), Block(text=" "), Block(kind="item", text="a"))
    assert cells.text_of(given_) == 'Judul<par item="1."/>a'
