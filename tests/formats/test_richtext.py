"""Documentation text: what Bizagi's editor writes becomes blocks, and blocks become what it reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probis_editor.formats import base, richtext
from probis_editor.formats.richtext import blocks_to_html, edited, html_to_blocks, normal, plain_text
from probis_editor.model.office import Block
from probis_editor.model.runs import Run, markup

STYLE = "color:#000000;background-color:transparent;font-family:Calibri;font-size:11pt;font-weight:{};font-style:{};"


def span(text: str, weight: str = "normal", slant: str = "normal") -> str:
    return f'<span style="{STYLE.format(weight, slant)}">{text}</span>'


def paragraph(*spans: str) -> str:
    mark = '<a name="_dx_frag_StartFragment"></a>'
    return f'<p style="text-align:left;text-indent:0pt;margin:0pt 0pt 0pt 0pt;">{mark}{"".join(spans)}</p>'


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("", ()),
        ("satu", (Block(text="satu"),)),
        ("satu\r\n\r\ndua", (Block(text="satu"), Block(text="dua"))),
        ("a < b & c", (Block(text="a &lt; b &amp; c"),)),
        ("loca&ccedil;&atilde;o", (Block(text="locação"),)),
        ("<surat> masuk", (Block(text="&lt;surat&gt; masuk"),)),
        (
            paragraph(
                span("A pool cont&eacute;m "), span("im&oacute;vel", "bold"), span(" e", "normal", "italic")
            ),
            (Block(text="A pool contém <b>imóvel</b><i> e</i>"),),
        ),
        (
            paragraph(span("a&nbsp;b")) + "\r\n" + paragraph() + paragraph(span("c")),
            (Block(text="a\u00a0b"), Block(text="c")),
        ),
        ("<p>satu<br>dua<br/>tiga</p>", (Block(text="satu<br/>dua<br/>tiga"),)),
        ("<p>ارجاع <b>کالا</b></p>", (Block(text="ارجاع <b>کالا</b>"),)),
        ("<b>a<span style='font-weight: normal'>b</span></b>", (Block(text="<b>a</b>b"),)),
        ("<p style='font-weight:700'>a</p>", (Block(text="<b>a</b>"),)),
        ("<h5>Judul</h5>isi", (Block(kind="h4", text="Judul"), Block(text="isi"))),
        ("<blockquote><p>kata</p></blockquote>", (Block(kind="quote", text="kata"),)),
        (
            "<ul>\n<li>satu</li><li><p>dua</p><p>lanjut</p><ol type='a' start='3'><li>dalam</ol></ul>akhir",
            (
                Block(kind="item", number="-", text="satu"),
                Block(kind="item", number="-", text="dua<br/>lanjut"),
                Block(kind="item", number="a.", level=1, start=3, text="dalam"),
                Block(text="akhir"),
            ),
        ),
        (
            "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
            (Block(text="a | b"), Block(text="c")),
        ),
        ("<script>x()</script><style>p{}</style><p>isi</p>", (Block(text="isi"),)),
        ("<p>tanpa akhir <b>tebal", (Block(text="tanpa akhir <b>tebal</b>"),)),
        ("</p></ul></li><p>a", (Block(text="a"),)),
        ("<p>&lt;b&gt; &amp;amp;</p>", (Block(text="&lt;b&gt; &amp;amp;"),)),
    ],
)
def test_what_is_read(html: str, blocks: tuple[Block, ...]) -> None:
    assert html_to_blocks(html) == blocks


def test_what_is_written_is_bizagis_form() -> None:
    assert blocks_to_html([Block(text="biasa saja")]) == "biasa saja"
    html = blocks_to_html(
        [Block(text="a <b>b</b>\u00a0é"), Block(kind="item", number="1)", text="x", start=2)]
    )
    assert html == (
        f'<p style="text-align:left;text-indent:0pt;margin:0pt 0pt 0pt 0pt;">{span("a ")}{span("b", "bold")}'
        f'{span("&nbsp;é")}</p><ol type="1" start="2" data-number="1)"><li>{span("x")}</li></ol>'
    )
    assert html_to_blocks(blocks_to_html([Block(text="&lt;p&gt;")])) == (Block(text="&lt;p&gt;"),)


def test_an_unedited_text_stays_to_the_letter() -> None:
    html = paragraph(span("cont&eacute;m"))
    assert edited(html, html_to_blocks(html)) == html
    assert edited(html, [Block(text="lain")]) == "lain"
    assert plain_text(html + "<ul><li>b<br>c</ul>") == "contém\nb\nc"


TEXTS = st.text(
    st.one_of(
        st.sampled_from("ab <>&\u00a0\n\"'é漢ا😀;#"),
        st.characters(exclude_categories=("Cs",), max_codepoint=0x1FFFF),
    ),
    max_size=12,
)
RUNS = st.lists(st.builds(lambda *values: Run(*values), TEXTS, st.booleans(), st.booleans()), max_size=4)
KINDS = st.sampled_from(["p", "h1", "h2", "h3", "h4", "item", "quote"])
NUMBERS = st.sampled_from(["", "-", "1.", "a.", "1)", "a)", "(1)"])
BLOCKS = st.builds(
    lambda kind, parts, level, number, start: Block(
        kind=kind, text=markup(parts), level=level, number=number, start=start
    ),
    *(KINDS, RUNS, st.integers(0, 4), NUMBERS, st.sampled_from([0, 0, 1, 7])),
)


@given(st.lists(BLOCKS, max_size=6))
def test_blocks_come_back(blocks: list[Block]) -> None:
    html = blocks_to_html(blocks)
    assert html_to_blocks(html) == normal(blocks)
    assert normal(normal(blocks)) == normal(blocks)
    assert edited(html, blocks) == html


PIECES = (
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<ul>",
    "<ol start=9>",
    "</ol>",
    "<li>",
    "</li>",
    "<br>",
    "<td>",
    "&eacute;",
)
PIECES += (
    "<span style='font-weight:bold'>",
    "</span>",
    "<!--",
    "<![CDATA[",
    "<",
    "a",
    " ",
    "\n",
    "&#0;",
    "</ul>",
    "<h1>",
)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_soup_is_read_and_settles(soup: str) -> None:
    blocks = html_to_blocks(soup)
    assert normal(blocks) == blocks
    assert html_to_blocks(blocks_to_html(blocks)) == blocks


@pytest.mark.corpus("bpm/*.bpm")
def test_real_texts_lose_no_letter(corpus_file: Path) -> None:
    document = base.open_any(corpus_file).document
    for record in document.maps():
        for element in [record, *document.nodes(record.id), *document.flows(record.id)]:
            text = element.documentation
            if richtext.is_html(text):
                letters = "".join(re.sub(r"<[^>]*>", "", text).split())
                assert "".join(plain_text(text).split()) == "".join(
                    re.sub(r"\s", "", richtext.unescape(letters)).split()
                )
            assert html_to_blocks(blocks_to_html(html_to_blocks(text))) == html_to_blocks(text)
