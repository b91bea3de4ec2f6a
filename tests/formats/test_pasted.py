"""What comes from the clipboard keeps its lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probis_editor.formats.pasted import from_html, from_plain, pattern
from probis_editor.model.office import Block, Cell

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
    "<table>",
    "</table>",
    "<tr>",
    "<td colspan=3 rowspan=2>",
    "</td>",
    "<caption>",
    "</caption>",
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
        Block(kind="table", cells=((Cell("a"), Cell("b")),)),
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


def test_tables_of_word_keep_merged_cells_heads_and_the_lists_in_them() -> None:
    html = (
        "<p class=MsoNormal>Sasaran:<o:p></o:p></p>"
        "<table class=MsoTableGrid border=1><thead><tr style='mso-yfti-irow:0'>"
        "<td width=10 rowspan=2><p class=MsoNormal align=center style='text-align:center'><b>No<o:p></o:p></b></p></td>"
        "<td colspan=2><p class=MsoNormal><b>Sasaran</b></p></td></tr>"
        "<tr><td><p>2025</p></td><td><p>2026</p></td></tr></thead>"
        "<tr><td><p>1</p></td><td><p>satu</p><p>dua</p></td><td>"
        + word(1, "a.", "huruf")
        + "</td></tr></table>"
        "<p>Selesai</p>"
    )
    (lead, table, last) = from_html(html)
    assert (lead.text, last) == ("Sasaran:", Block(text="Selesai"))
    assert (table.kind, table.heads) == ("table", 2)
    assert table.cells == (
        (Cell("<b>No</b>", down=2, align="center"), Cell("<b>Sasaran</b>", across=2)),
        (Cell("2025"), Cell("2026")),
        (Cell("1"), Cell("satu<par/>dua"), Cell('<par item="a."/>huruf')),
    )


def test_tables_of_libreoffice() -> None:
    html = (
        "<table width='100%'><col width=128*><tr valign=top><th colspan='2' width='50%'><p>Judul</p></th></tr>"
        "<tr><td><p align='left'>x</p></td><td><ul><li><p>satu</p></li><li><p>dua</p></li></ul></td></tr></table>"
    )
    (table,) = from_html(html)
    assert table.heads == 1
    assert table.cells == (
        (Cell("Judul", across=2),),
        (Cell("x"), Cell('<par item="-"/>satu<par item="-"/>dua')),
    )


def test_lists_in_cells_keep_their_levels_and_numbers() -> None:
    html = (
        "<table><tr><td>" + word(1, "1.", "") + "</td><td><p>Menerima:</p>" + word(1, "a.", "berkas;")
        + word(1, "b.", "surat.") + word(2, "1)", "asli") + "<p>Selesai<br>hari ini</p></td></tr>"
        "<tr><td>" + word(1, "2.", "") + "</td><td>" + word(1, "c.", "<b>arsip</b>") + "</td></tr></table>"
    )  # fmt: skip
    (table,) = from_html(html)
    said = (
        'Menerima:<par item="a."/>berkas;<par item="a."/>surat.<par item="1)" level="1"/>asli'
        "<par/>Selesai<br/>hari ini"
    )
    assert table.cells == (
        (Cell("1."), Cell(said)),
        (Cell("2."), Cell('<par item="a." start="3"/><b>arsip</b>')),
    )


def test_a_frame_of_one_cell_is_a_paragraph_and_an_inner_table_is_text() -> None:
    assert from_html("<table><tr><td><p>a</p></td></tr></table>") == (Block(text="a"),)
    (table,) = from_html("<table><tr><td>a<table><tr><td>b<td>c</table></td><td>d</td></tr></table>")
    assert [c.text for c in table.cells[0]] == ["a<par/>b \u2013 c", "d"]


def test_a_table_that_is_never_closed_is_kept() -> None:
    (table,) = from_html("<table><tr><td>a<td>b")
    assert [c.text for c in table.cells[0]] == ["a", "b"]


@pytest.mark.parametrize(
    "caption", ["Tabel 1. Judul", "<p>Tabel 1. Judul</p>", "<span>Tabel</span> 1. <a href='#x'>Judul</a>"]
)
def test_the_caption_of_a_table_stands_before_it(caption: str) -> None:
    rows = "<tr><th>a</th></tr><tr><td>b</td></tr>"
    for end in ("</caption>", ""):
        found = from_html(f"<p>x</p><table><caption>{caption}{end}{rows}</table><p>y</p>")
        assert [(b.kind, b.text) for b in found] == [
            ("p", "x"), ("p", "Tabel 1. Judul"), ("table", ""), ("p", "y")
        ]  # fmt: skip


@pytest.mark.parametrize("label", ["Tabel 1.", "BAB II", "1.1.", "Pasal 3"])
def test_a_label_that_no_list_counts_stays_as_words(label: str) -> None:
    assert from_html(word(1, label, "Judul")) == (Block(text=f"{label} Judul"),)
