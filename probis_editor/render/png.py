"""A picture as PNG: its PDF page drawn by pdfium, so that pixels show what the paper will."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, cast

from probis_editor.drawing.primitives import Group
from probis_editor.render import pdf

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 120_000_000


def png(picture: Group, scale: float = 1.0, margin: float = 12.0, dpi: float = 0.0) -> bytes:
    """The picture on white, one unit = `scale` pixels, or at `dpi` where given; `margin` units around it.

    Raises `ValueError` if the picture would have more than `MOST_PIXELS` pixels. The resolution is written into
    the file, so that it prints at its size. Same picture, same bytes.
    """
    return page_png(pdf.page_pdf(picture, margin), 0, dpi or 96.0 * scale)


def thumbnail(picture: Group, width: int, height: int) -> bytes:
    """The picture on white, as large as fits into width x height pixels."""
    document = pdf.page_pdf(picture, 4.0)
    wide, high = page_size(document, 0)
    return page_png(document, 0, min(width / wide, height / high) * 72.0)


def page_size(document: bytes, page: int) -> tuple[float, float]:
    """Width and height of a page of a PDF in points."""
    import pypdfium2

    with pypdfium2.PdfDocument(document) as opened:
        size: tuple[float, float] = opened.get_page_size(page)
    return size


def page_png(document: bytes, page: int, dpi: float) -> bytes:
    """A page of a PDF as PNG. Raises `ValueError` as `png` does."""
    return pages_png(document, (page,), dpi)[0]


def pages_png(document: bytes, pages: Sequence[int], dpi: float) -> list[bytes]:
    """Pages of a PDF as PNGs, the file opened once. Raises `ValueError` as `png` does."""
    import pypdfium2

    result: list[bytes] = []
    with pypdfium2.PdfDocument(document) as opened:
        for number in pages:
            wide, high = opened.get_page_size(number)
            if wide * high * (dpi / 72.0) ** 2 > MOST_PIXELS:
                raise ValueError(f"{wide:.0f} x {high:.0f} pt at {dpi:g} dpi: too many pixels")
            sheet = opened[number]
            bitmap = sheet.render(scale=dpi / 72.0)
            image = bitmap.to_pil().convert("RGB")
            bitmap.close()
            sheet.close()
            result.append(_encoded(image, dpi))
    return result


def _encoded(image: Image, dpi: float) -> bytes:
    """PNG bytes: grey or palette where that loses nothing, for they are a third of the size and quicker."""
    stream = BytesIO()
    _reduced(image).save(stream, "PNG", dpi=(dpi, dpi), compress_level=5)
    return stream.getvalue()


def _reduced(image: Image) -> Image:
    from PIL.Image import Dither

    colors = cast("list[tuple[int, tuple[int, int, int]]] | None", image.getcolors(256))
    if colors is None:
        return image
    if all(red == green == blue for _, (red, green, blue) in colors):
        return image.convert("L")
    reduced = image.quantize(len(colors), dither=Dither.NONE)
    return reduced if len(reduced.getcolors(256) or ()) == len(colors) else image
