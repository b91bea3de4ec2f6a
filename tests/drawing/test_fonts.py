"""Measuring, breaking, fitting and placing text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probis_editor.drawing import faces, fonts
from probis_editor.drawing.bounds import bounds
from probis_editor.drawing.primitives import TextStyle, pt
from probis_editor.geometry import Rect

STYLE = TextStyle(pt(8))
TEXTS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), max_codepoint=0x3000)
    | st.sampled_from(list(" -/\n\xad\xa0aeiou")),
    max_size=60,
)
WIDTHS = st.floats(1, 400)


def visible(text: str) -> str:
    return "".join(fonts.clean(text).replace("\xa0", "\0").split()).replace("\0", "\xa0")


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("italic", [False, True])
@pytest.mark.parametrize("family", ["sans", "serif"])
def test_width_is_that_of_reportlab(family: str, bold: bool, italic: bool) -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    from probis_editor.render import pdf

    pdf.register_fonts()
    style = TextStyle(11.5, bold=bold, italic=italic, family=family)
    for text in ("AVATAR To Ya, Wonoasih – 12/2024", "Peñalolén, “Ärger” & co.", "i", "\xa0", ""):
        theirs = stringWidth(text, pdf.font_name(faces.file_of(family, bold, italic)), 11.5)
        assert fonts.width(text, style) == pytest.approx(theirs, abs=1e-9)


@given(TEXTS, WIDTHS)
def test_no_text_is_lost(text: str, room: float) -> None:
    lines = fonts.wrap(text, STYLE, room)
    assert "".join(visible(line) for line in lines) == visible(text)


@given(TEXTS, WIDTHS)
def test_lines_keep_to_the_width(text: str, room: float) -> None:
    for line in fonts.wrap(text, STYLE, room):
        letters = [char for char in line if not fonts.rtl.is_mark(char)]
        if len(letters) > 1 and not fonts.rtl.occurs(line):
            assert fonts.width(line, STYLE) <= room + 1e-4
        assert line == line.strip(" ")


@given(TEXTS, WIDTHS)
def test_breaking_a_line_again_changes_nothing(text: str, room: float) -> None:
    for line in fonts.wrap(text, STYLE, room):
        if line and not fonts.rtl.occurs(line):
            assert fonts.wrap(line, STYLE, room + 1e-3) == (line,)


@given(TEXTS, WIDTHS, st.floats(0, 100), st.floats(0, 12))
def test_fitting_never_shrinks_under_the_floor_and_tells_overflow(
    text: str, wide: float, high: float, floor: float
) -> None:
    style = TextStyle(pt(10))
    fitted = fonts.fit(text, style, wide, high, floor)
    least = min(pt(floor), style.size) if floor else style.size
    assert least - 1e-6 <= fitted.style.size <= style.size
    assert fitted.lines == fonts.wrap(text, fitted.style, wide)
    assert fitted.height == pytest.approx(len(fitted.lines) * fonts.line_height(fitted.style))
    if not fitted.overflow:
        assert fitted.height <= high + 1e-4
        assert fitted.width <= wide + 1e-4


def wrapped(text: str, room_of: str) -> tuple[str, ...]:
    """Lines of the text in a room exactly as wide as another text."""
    return fonts.wrap(text, STYLE, fonts.width(room_of, STYLE))


def test_breaks_where_a_reader_expects_it() -> None:
    assert wrapped("Surat keluar", "Surat keluar") == ("Surat keluar",)
    assert wrapped("Surat keluar", "Surat kelua") == ("Surat", "keluar")
    assert wrapped("Masuk/keluar", "Masuk/kelu") == ("Masuk/", "keluar")
    assert wrapped("non-dinas", "non-din") == ("non-", "dinas")
    assert wrapped("suhu -5 derajat", "suhu -5") == ("suhu -5", "derajat")
    assert wrapped("satu\n\ndua", "satu dua") == ("satu", "", "dua")
    assert wrapped("a\r\nb\rc\u2028d", "abcd") == ("a", "b", "c", "d")
    assert wrapped("Rp\xa05 juta", "Rp\xa05 ju") == ("Rp\xa05", "juta")
    assert wrapped("me\xadnerima", "menerima") == ("menerima",)
    assert wrapped("aaaaaaaa", "aaa") == ("aaa", "aaa", "aa")
    assert fonts.wrap("abc", STYLE, 0) == ("a", "b", "c")
    assert fonts.wrap(" \n \t", STYLE, 50) == ()
    assert fonts.wrap("", STYLE, 50) == ()


def test_shrinks_by_half_points_rather_than_cutting_a_word() -> None:
    style = TextStyle(pt(8))
    room = fonts.width("Pertanggungjawaban", TextStyle(pt(7.5)))
    fitted = fonts.fit("Pertanggungjawaban", style, room + 8 + 0.01, 60, 7, 4)
    assert (fitted.lines, fitted.style.size, fitted.broken) == (("Pertanggungjawaban",), pt(7.5), False)
    cut = fonts.fit("Pertanggungjawaban", style, room / 2, 60, 7)
    assert (cut.style.size, cut.broken, cut.overflow) == (pt(8), True, False)
    high = fonts.fit("Pertanggungjawaban", style, room / 2, 8, 7)
    assert (high.style.size, high.overflow) == (pt(7), True)


@pytest.mark.parametrize("angle", [0, -90, 90])
@pytest.mark.parametrize("align", ["start", "center", "end"])
@pytest.mark.parametrize("valign", ["top", "middle", "bottom"])
def test_placed_lines_stand_inside_the_padding(angle: int, align: fonts.Align, valign: fonts.VAlign) -> None:
    rect = Rect(10, 20, 90, 60) if angle == 0 else Rect(10, 20, 60, 90)
    fitted = fonts.fit("Menerima surat masuk dan mencatat", STYLE, 90, 60, 7, 4)
    lines = fonts.place(fitted, rect, align, valign, angle)
    assert tuple(line.text for line in lines) == fitted.lines
    for line in lines:
        box = bounds(line)
        assert box is not None
        assert rect.grown(-4 + 1e-6).covers(box)


def test_middle_of_a_box_is_the_middle_of_the_block() -> None:
    rect = Rect(0, 0, 90, 60)
    boxes = [bounds(line) for line in fonts.place(fonts.fit("satu\ndua", STYLE, 90, 60), rect)]
    first, last = boxes
    assert first is not None
    assert last is not None
    assert (first.y + last.bottom) / 2 == pytest.approx(30)
    assert first.center.x == pytest.approx(45)


def test_upward_text_reads_from_the_bottom() -> None:
    fitted = fonts.fit("satu\ndua", STYLE, 200, 30)
    first, second = fonts.place(fitted, Rect(0, 0, 30, 200), "start", "middle", -90)
    assert first.y == second.y == 200
    assert first.x < second.x
    first, second = fonts.place(fitted, Rect(0, 0, 30, 200), "start", "middle", 90)
    assert first.y == second.y == 0
    assert first.x > second.x


@given(TEXTS)
def test_runs_carry_the_whole_line_and_its_width(text: str) -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    from probis_editor.render import pdf

    pdf.register_fonts()
    line = fonts.clean(text).replace("\n", " ")
    runs = fonts.runs(line, STYLE)
    total = sum(stringWidth(run, pdf.font_name(file), STYLE.size) for file, run in runs)
    assert fonts.width(line, STYLE) == pytest.approx(total, abs=1e-6)
    if not fonts.rtl.occurs(line):
        assert "".join(run for _, run in runs) == line


def test_runs_split_where_the_face_has_no_glyph() -> None:
    assert fonts.runs("a ✓ b", STYLE) == (
        ("Arimo-Regular.ttf", "a "),
        ("DejaVuSans.ttf", "✓"),
        ("Arimo-Regular.ttf", " b"),
    )
    assert fonts.runs("", STYLE) == ()
