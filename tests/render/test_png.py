"""Pictures as PNG."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from render.pictures import small

from probis_editor.drawing.primitives import Group, Pen, Text, TextStyle, rectangle
from probis_editor.geometry import Rect
from probis_editor.render import pdf, png


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def test_pixels_are_where_the_picture_has_ink() -> None:
    frame = rectangle(Rect(0, 0, 100, 60), None, "#FFFFFF")
    mark = rectangle(Rect(10, 20, 30, 20), None, "#990000")
    image = opened(png.png(Group((frame, mark)), scale=2, margin=5)).convert("RGB")
    assert image.size == (220, 140)
    assert image.getpixel((10 + 50, 10 + 60)) == (0x99, 0, 0)
    assert image.getpixel((10 + 10, 10 + 60)) == (255, 255, 255)
    assert image.getpixel((10 + 90, 10 + 60)) == (255, 255, 255)
    assert image.info["dpi"] == pytest.approx((192, 192), abs=0.1)


def test_grey_pictures_are_written_grey_and_few_colours_as_palette() -> None:
    grey = Group((Text(0, 20, "Surat", TextStyle(16)), rectangle(Rect(0, 0, 60, 30), Pen("#000000", 1))))
    flat = Group(
        (rectangle(Rect(0, 0, 40, 40), None, "#E6FF97"), rectangle(Rect(0, 0, 20, 20), None, "#03689A"))
    )
    assert opened(png.png(grey)).mode == "L"
    palette = opened(png.png(flat, margin=4))
    assert palette.mode == "P"
    colors = {color for _, color in palette.convert("RGB").getcolors(256) or ()}
    assert {(0xE6, 0xFF, 0x97), (0x03, 0x68, 0x9A), (255, 255, 255)} <= colors


def test_same_picture_same_bytes() -> None:
    assert png.png(small(), 1.5) == png.png(small(), 1.5)


def test_thumbnails_fit() -> None:
    for size in ((200, 100), (40, 200)):
        image = opened(png.thumbnail(small(), *size))
        assert image.width <= size[0] + 1
        assert image.height <= size[1] + 1
        assert image.width >= size[0] - 1 or image.height >= size[1] - 1


def test_absurd_sizes_are_refused() -> None:
    with pytest.raises(ValueError, match="too many pixels"):
        png.png(small(), 1000)


def test_pages_of_a_document() -> None:
    document = pdf.page_pdf([small(), small()])
    first, second = png.pages_png(document, (0, 1), 72)
    assert first == second == png.page_png(document, 1, 72)


def test_pictures_one_after_the_other_have_the_same_pixels_as_alone() -> None:
    def pixels(data: bytes) -> tuple[object, bytes]:
        with Image.open(BytesIO(data)) as image:
            image.load()
            return image.info.get("dpi"), image.convert("RGB").tobytes()

    pictures = [small()] * (png.BATCH + 1)
    alone = pixels(png.png(small(), 2))
    assert [pixels(data) for data in png.pngs(pictures, 2)] == [alone] * len(pictures)
    with pytest.raises(ValueError, match="too many pixels"):
        list(png.pngs(pictures, 1000))


def test_nothing_of_a_page_is_left_on_the_next_one() -> None:
    """Pages of all sizes share their memory."""
    full = Group((rectangle(Rect(0, 0, 300, 200), Pen("#000000", 3), "#990000"), small()))
    wide = Group((rectangle(Rect(0, 0, 500, 20), None, "#03689A"),))
    pictures = [full, small(), wide, small(), full, wide] * 3
    alone = {id(one): opened(png.png(one, 2)).convert("RGB").tobytes() for one in (full, wide)}
    for one, data in zip(pictures, png.pngs(pictures, 2), strict=True):
        if id(one) in alone:
            assert opened(data).convert("RGB").tobytes() == alone[id(one)]


def test_a_picture_with_many_colours_is_lossless() -> None:
    """Also where rows repeat, and where they are longer than what counts of them."""
    image = Image.new("RGB", (31, 80))
    image.putdata([(x * 8, y // 2 * 6, (x * (y // 2)) % 256) for y in range(80) for x in range(31)])
    pixels = image.tobytes()
    padded = b"".join(pixels[at : at + 93] + b"\x7f\x01\x02" for at in range(0, len(pixels), 93))
    with Image.open(BytesIO(png._encoded(png._Sheet(31, 80, 96, padded), 192))) as read:
        assert read.mode == "RGB"
        assert read.tobytes() == pixels
        assert round(read.info["dpi"][0]) == 192


def test_few_colours_in_the_middle_do_not_hide_many_elsewhere() -> None:
    image = Image.new("RGB", (31, 200), (255, 255, 255))
    for y in range(40):
        for x in range(31):
            image.putpixel((x, y), (x * 8, y * 6, (x * y) % 256))
    pixels = image.tobytes()
    with Image.open(BytesIO(png._encoded(png._Sheet(31, 200, 93, pixels), 96))) as read:
        assert (read.mode, read.tobytes()) == ("RGB", pixels)
