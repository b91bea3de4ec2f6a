"""A picture as PNG: its PDF page drawn by pdfium, so that pixels show what the paper will."""

from __future__ import annotations

import ctypes
import struct
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from probis_editor.drawing.primitives import Group
from probis_editor.render import pdf

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 120_000_000
PACKING = 3
"""Level of zlib: the next one takes two thirds longer and saves a tenth."""

MOST_COLORS = 256
"""What a palette holds."""

STRIP = 64
"""Rows in the middle of a page that tell of most that it has too many colours for a palette."""

PART = 256
"""Rows that are packed at a time: few enough not to need the memory of a page again, and enough that the thread that
packs seldom asks for the interpreter."""

BATCH, MOST_WAITING = 16, 4


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
    room = _Room()
    found: list[bytes] = []
    for sheet in _drawn(document, pages, dpi, room):
        found.append(_encoded(sheet, dpi))
        room.give(sheet)
    return found


def pngs(pictures: Iterable[Group], scale: float = 1.0, margin: float = 12.0) -> Iterator[bytes]:
    """`png` of each, in their order: a few of them share a PDF, and the next one is drawn while one is packed."""
    dpi = 96.0 * scale
    room = _Room()
    waiting: deque[Future[bytes]] = deque()

    def packed(sheet: _Sheet) -> bytes:
        data = _encoded(sheet, dpi)
        room.give(sheet)
        return data

    with ThreadPoolExecutor(1) as packer:
        for some in _batches(pictures):
            for sheet in _drawn(pdf.page_pdf(some, margin), range(len(some)), dpi, room):
                waiting.append(packer.submit(packed, sheet))
                if len(waiting) >= MOST_WAITING:
                    yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _batches(pictures: Iterable[Group]) -> Iterator[list[Group]]:
    left = iter(pictures)
    while some := list(islice(left, BATCH)):
        yield some


class _Sheet(NamedTuple):
    """A page as RGB: rows of `stride` bytes, of which the first 3 * width count."""

    width: int
    height: int
    stride: int
    pixels: bytes | ctypes.Array[ctypes.c_ubyte]

    def image(self, first: int, rows: int) -> Image:
        """Some of its rows."""
        import PIL.Image

        part = memoryview(self.pixels)[first * self.stride : (first + rows) * self.stride]
        return PIL.Image.frombytes("RGB", (self.width, rows), part, "raw", "RGB", self.stride, 1)


class _Room:
    """Memory for pages, used again once a page is packed: fresh memory costs as much as the drawing on it."""

    def __init__(self) -> None:
        self._free: deque[ctypes.Array[ctypes.c_ubyte]] = deque()

    def take(self, size: int) -> ctypes.Array[ctypes.c_ubyte]:
        """At least so many bytes, of any value."""
        while self._free:
            found = self._free.popleft()
            if len(found) >= size:
                return found
        return (ctypes.c_ubyte * size)()

    def give(self, sheet: _Sheet) -> None:
        """The sheet is not looked at any more."""
        if not isinstance(sheet.pixels, bytes):
            self._free.append(sheet.pixels)


def _drawn(document: bytes, pages: Iterable[int], dpi: float, room: _Room) -> Iterator[_Sheet]:
    """Pages as pixels, the file opened once; the sheets stand in the room until they are given back."""
    import pypdfium2

    def blank(width: int, height: int, **form: Any) -> pypdfium2.PdfBitmap:
        return pypdfium2.PdfBitmap.new_native(width, height, buffer=room.take(3 * width * height), **form)

    with pypdfium2.PdfDocument(document) as opened:
        for number in pages:
            wide, high = opened.get_page_size(number)
            if wide * high * (dpi / 72.0) ** 2 > MOST_PIXELS:
                raise ValueError(f"{wide:.0f} x {high:.0f} pt at {dpi:g} dpi: too many pixels")
            page = opened[number]
            bitmap = page.render(scale=dpi / 72.0, rev_byteorder=True, bitmap_maker=blank)
            sheet = _Sheet(bitmap.width, bitmap.height, bitmap.stride, bitmap.buffer)
            bitmap.close()
            page.close()
            yield sheet


def _encoded(sheet: _Sheet, dpi: float) -> bytes:
    """PNG bytes: grey or palette where that loses nothing, for they are a third of the size and quicker."""
    strip = min(sheet.height, STRIP)
    if sheet.image((sheet.height - strip) // 2, strip).getcolors(MOST_COLORS) is None:
        return _rgb(sheet, dpi)
    reduced = _reduced(sheet.image(0, sheet.height))
    if reduced.mode == "RGB":
        return _rgb(sheet, dpi)
    stream = BytesIO()
    reduced.save(stream, "PNG", dpi=(dpi, dpi), compress_level=5)
    return stream.getvalue()


def _rgb(sheet: _Sheet, dpi: float) -> bytes:
    """PNG without filters but for rows that repeat the one above: for drawings with flat colours that is as small as
    what others write, and several times quicker."""
    packer = zlib.compressobj(PACKING)
    packed = [packer.compress(part) for part in _parts(sheet)]
    packed.append(packer.flush())
    metre = round(dpi / 0.0254)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", sheet.width, sheet.height, 8, 2, 0, 0, 0)),
            _chunk(b"pHYs", struct.pack(">IIB", metre, metre, 1)),
            _chunk(b"IDAT", b"".join(packed)),
            _chunk(b"IEND", b""),
        )
    )


def _parts(sheet: _Sheet) -> Iterator[bytes]:
    """The rows, some at a time, each with its filter before it: 0 = as it is, 2 = what differs from the row above."""
    stride, row = sheet.stride, 3 * sheet.width
    same, above = b"\2" + bytes(row), b""
    pixels = memoryview(sheet.pixels)
    for first in range(0, sheet.height, PART):
        part: list[bytes] = []
        some = bytes(pixels[first * stride : min(first + PART, sheet.height) * stride])
        for at in range(0, len(some), stride):
            now = some[at : at + row]
            if now == above:
                part.append(same)
            else:
                part += (b"\0", now)
                above = now
        yield b"".join(part)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _reduced(image: Image) -> Image:
    from PIL.Image import Dither

    colors = cast("list[tuple[int, tuple[int, int, int]]] | None", image.getcolors(MOST_COLORS))
    if colors is None:
        return image
    if all(red == green == blue for _, (red, green, blue) in colors):
        return image.convert("L")
    reduced = image.quantize(len(colors), dither=Dither.NONE)
    return reduced if len(reduced.getcolors(MOST_COLORS) or ()) == len(colors) else image
