"""Pictures as PDF."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from render.pictures import small

from probis_editor.drawing.primitives import Group, Path, Pen, Text, TextStyle, polyline, rectangle
from probis_editor.geometry import Point, Rect
from probis_editor.render import pdf


def embedded_fonts(document: bytes) -> dict[str, bool]:
    """Name of every font of a PDF -> whether its file is inside."""
    found: dict[str, bool] = {}
    with pikepdf.open(BytesIO(document)) as opened:
        for item in opened.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font":
                descriptor = item.get("/FontDescriptor", pikepdf.Dictionary())
                found[str(item.BaseFont).split("+")[-1]] = "/FontFile2" in descriptor
    return found


def page_text(document: bytes, page: int = 0) -> str:
    with pypdfium2.PdfDocument(document) as opened:
        sheet = opened[page]
        text = sheet.get_textpage()
        found: str = text.get_text_bounded()
        text.close()
        sheet.close()
    return found


def operators(document: bytes) -> Iterator[tuple[str, list[float]]]:
    with pikepdf.open(BytesIO(document)) as opened:
        for operands, operator in pikepdf.parse_content_stream(opened.pages[0]):
            numbers = [float(n) for n in operands if not isinstance(n, (pikepdf.Object, bytes, str))]
            yield str(operator), numbers


def test_same_picture_same_bytes() -> None:
    assert pdf.page_pdf(small(), title="Peta") == pdf.page_pdf(small(), title="Peta")


def test_every_font_is_embedded_and_helvetica_stays_out() -> None:
    assert embedded_fonts(pdf.page_pdf(small())) == {
        "Arimo": True,
        "Arimo-Bold": True,
        "Arimo-Italic": True,
        "DejaVuSans": True,
    }


def test_text_can_be_copied() -> None:
    text = page_text(pdf.page_pdf(small()))
    for line in ("Menerima", "<surat> & arsip", "Sekretariat", "Kirim ✓"):
        assert line in text


def test_persian_text_can_be_copied_as_it_was_written() -> None:
    with pikepdf.open(BytesIO(pdf.page_pdf(small()))) as opened:
        content = opened.pages[0].Contents.read_bytes()
    assert "درخواست".encode("utf-16-be").hex().upper().encode() in content


def test_a_page_has_the_size_of_its_picture() -> None:
    picture = Group((rectangle(Rect(-50, 10, 400, 200), None, "#FFFFFF"),))
    with pypdfium2.PdfDocument(pdf.page_pdf([picture, small()], margin=12)) as opened:
        assert len(opened) == 2
        assert opened.get_page_size(0) == pytest.approx((424 * 0.75, 224 * 0.75))


def test_on_paper_a_large_picture_shrinks_and_a_small_one_stays() -> None:
    large = Group((rectangle(Rect(0, 0, 2000, 500), Pen("#000000", 1), ""),))
    scales = {
        name: [n[0] for op, n in operators(pdf.page_pdf(picture, 10, (1000, 700))) if op == "cm"][1]
        for name, picture in (("large", large), ("small", small()))
    }
    assert scales["large"] == pytest.approx(0.75 * 980 / 2001)
    assert scales["small"] == 0.75


def test_pages_never_pass_what_readers_accept() -> None:
    wide = Group((rectangle(Rect(0, 0, 40000, 500), None, "#FFFFFF"),))
    with pypdfium2.PdfDocument(pdf.page_pdf(wide)) as opened:
        assert max(opened.get_page_size(0)) == pytest.approx(14400, abs=1)


def test_lines_stand_where_they_were_measured() -> None:
    line = Text(100, 40, "Surat masuk", TextStyle(16), "middle")
    frame = rectangle(Rect(0, 0, 200, 80), None, "#FFFFFF")
    with pypdfium2.PdfDocument(pdf.page_pdf(Group((frame, line)), margin=0)) as opened:
        sheet = opened[0]
        text = sheet.get_textpage()
        left, bottom, right, top = text.get_rect(0) if text.count_rects() else (0, 0, 0, 0)
        text.close()
        sheet.close()
    assert (left + right) / 2 == pytest.approx(75, abs=1)
    assert bottom == pytest.approx((80 - 40) * 0.75, abs=1)
    assert top > bottom


def test_the_canvas_is_left_as_it_was() -> None:
    count = {"q": 0, "Q": 0}
    for operator, _ in operators(pdf.page_pdf(small())):
        if operator in count:
            count[operator] += 1
    assert count["q"] == count["Q"] > 0


def test_a_pen_is_set_again_after_a_group_restored_another() -> None:
    thick, thin = Pen("#000000", 3), Pen("#000000", 1)
    lines = [polyline((Point(0, y), Point(9, y)), pen) for y, pen in ((0, thin), (1, thick), (2, thick))]
    picture = Group((lines[0], Group((lines[1],), dx=1), lines[2]))
    widths = []
    stack: list[float] = []
    width = 0.0
    for operator, numbers in operators(pdf.page_pdf(picture)):
        if operator == "q":
            stack.append(width)
        elif operator == "Q":
            width = stack.pop()
        elif operator == "w":
            width = numbers[0]
        elif operator == "S":
            widths.append(width)
    assert widths == [1, 3, 3]


def test_bad_colours_are_refused_and_empty_paths_skipped() -> None:
    with pytest.raises(ValueError, match="not a colour"):
        pdf.page_pdf(Group((rectangle(Rect(0, 0, 1, 1), None, "red"),)))
    assert pdf.page_pdf(Group((Path((), Pen("#000000", 1)), Text(0, 0, "", TextStyle(9)))))
