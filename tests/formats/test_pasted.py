"""What comes from the clipboard keeps its lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probis_editor.formats.pasted import from_html, from_plain, pattern
from probis_editor.model.office import Block

_IGNORE = (
    "<![if !supportLists]><span style='mso-list:Ignore'>{}"
    "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]>"
)
_TAGS = (
    "<ol>",
    "<ul>",
    "<li>",
    "</li>",
    "</ol>",
    "</ul>",
    "<p>",
    "</p>",
    "<b>",
    "</i>",
    "x",
    "&amp;",
    "<br>",
    "<td>",
)


def word(level: int, label: str, text: str) -> str:
    style = f"margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level{level} lfo1"
    return f"<p class=MsoListParagraph style='{style}'>{_IGNORE.format(label)}{text}<o:p></o:p></p>"


def item(text: str, number: str, level: int = 0, start: int = 0) -> Block:
    return Block(kind="item", text=text, number=number, level=level, start=start)


def test_lists_of_word_keep_levels_and_numbers() -> None:
    html = "<html><head><style>p {}</style></head><body><!--StartFragment-->" + "".join(
        [
            "<p class=MsoNormal>Camat mempunyai\r\n  tugas:<o:p></o:p></p>",
            word(1, "1.", "merumuskan <b>kebijakan</b>"),
            word(2, "a.", "umum"),
            word(2, "b.", "khusus"),
            word(3, "1)", "rinci"),
            word(1, "2.", "melaksanakan"),
            word(1, "5.", "melompat"),
            word(1, "§", "butir"),
        ]
    )
    assert from_html(html + "<!--EndFragment--></body></html>") == (
        Block(text="Camat mempunyai tugas:"),
        item("merumuskan <b>kebijakan</b>", "1."),
        item("umum", "a.", 1),
        item("khusus", "a.", 1),
        item("rinci", "1)", 2),
        item("melaksanakan", "1."),
        item("melompat", "1.", 0, 5),
        item("butir", "-"),
    )


def test_lists_of_other_programs() -> None:
    html = (
        "<h2>Tugas</h2><ol start=3><li><p>satu</p></li><li>dua<ol type='a'><li>x</li></ol></li></ol>"
        "<ul><li><i>butir</i></li></ul><blockquote>kutipan</blockquote><p style='text-align:center'>tengah</p>"
        "<table><tr><td>a</td><td>b</td></tr></table>"
    )
    assert from_html(html) == (
        Block(kind="h2", text="Tugas"),
        item("satu", "1.", 0, 3),
        item("dua", "1."),
        item("x", "a.", 1),
        item("<i>butir</i>", "-"),
        Block(kind="quote", text="kutipan"),
        Block(kind="quote", text="tengah"),
        Block(text="a – b"),
    )


def test_lines_with_labels_are_items() -> None:
    text = "Pembuka & dasar\n1. satu\n  a. huruf\n  b. lagi\n2. dua\n\n4) lain\n- butir\nPenutup"
    assert from_plain(text) == (
        Block(text="Pembuka &amp; dasar"),
        item("satu", "1."),
        item("huruf", "a.", 1),
        item("lagi", "a.", 1),
        item("dua", "1."),
        item("lain", "1)", 1, 4),
        item("butir", "-", 2),
        Block(text="Penutup"),
    )


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("1.", ("1.", 1)), ("12)", ("1)", 12)), ("(3)", ("(1)", 3)), ("c.", ("a.", 3)), ("b)", ("a)", 2)),
        ("(d)", ("a)", 4)), ("iv.", ("1.", 4)), ("B.", ("a.", 2)), ("•", ("-", 0)), ("", ("-", 0)),
    ],
)  # fmt: skip
def test_labels(label: str, found: tuple[str, int]) -> None:
    assert pattern(label) == found


@given(st.lists(st.sampled_from(_TAGS)))
def test_any_page_is_read(parts: list[str]) -> None:
    for block in from_html("".join(parts)):
        assert block.text.strip()
        assert 0 <= block.level <= 4
