"""A process of its own that sets books and draws their pages, so that the window never waits for them.

Frames both ways: two lengths (4 bytes each, big-endian), a JSON object, then raw bytes. Requests: "make" (bytes: the
pickled records of a document) is answered by any number of {"progress": per cent} and then {"made": a `Preview`} with
the PDF; "open" (bytes: a PDF) by {"opened": number of pages}; "page" with `index` and `scale` (pixels a point) by
{"page": index, "width", "height", "stride", "scale"} with BGRx pixels; "hash" with `index` by {"hash": hex digest};
"document" (bytes: pickled records) by {"document": number of maps}; "outcomes" with `map`, `book`, `paper` and
`language` by {"outcomes": see `outcomes`} for that document with that book; "find" with `wanted`, `case`, `words` and
`rooms` (see `pagesearch`) by {"hits": occurrences}.
What fails is answered by {"failed": why}. Every answer carries the request's "id". The process ends with its input.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import struct
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

if TYPE_CHECKING:
    from probis_editor.booklet.pagesearch import PageTexts
    from probis_editor.model.document import Document

_LENGTHS = struct.Struct(">II")
HASH_DPI = 96
"""Resolution at which two pages are told apart."""


def frame(header: object, data: bytes = b"") -> bytes:
    """A frame to send."""
    head = msgspec.json.encode(header)
    return _LENGTHS.pack(len(head), len(data)) + head + data


def unframed(buffer: bytes | bytearray) -> tuple[bytes, bytes, int] | None:
    """(header, bytes, length) of the first frame in a buffer, None while it is not all there."""
    if len(buffer) < _LENGTHS.size:
        return None
    head, body = _LENGTHS.unpack_from(buffer)
    end = _LENGTHS.size + head + body
    if len(buffer) < end:
        return None
    return bytes(buffer[_LENGTHS.size : _LENGTHS.size + head]), bytes(buffer[end - body : end]), end


def page_hash(pdf: Any, index: int) -> str:
    """What tells a page from another: the digest of how it looks and of its size."""
    page = pdf[index]
    seen = page.render(scale=HASH_DPI / 72, grayscale=True)
    digest = hashlib.sha256(bytes(seen.buffer))
    digest.update("{:.1f} {:.1f}".format(*page.get_size()).encode())
    page.close()
    return digest.hexdigest()[:32]


class Server:
    """Answers requests; `send` takes the frames of the answers."""

    def __init__(self, send: Callable[[bytes], None]) -> None:
        self._send = send
        self._pdf: Any = None
        self._texts: PageTexts | None = None
        self._document: Document | None = None

    def answer(self, header: dict[str, Any], data: bytes) -> None:
        """Answer one request; never raises for what is asked."""
        number = header.get("id", 0)
        try:
            work = {
                "make": self._make,
                "open": self._open,
                "page": self._page,
                "hash": self._hash,
                "find": self._find,
                "document": self._keep,
                "outcomes": self._outcomes,
            }
            work[header["do"]](number, header, data)
        except MemoryError:
            self._send(frame({"id": number, "failed": "MemoryError"}))
        except Exception as error:  # the window is told, whatever fails, and may go on asking
            if os.environ.get("PROBIS_DEBUG"):
                raise
            self._send(frame({"id": number, "failed": f"{type(error).__name__}: {error}"[:500]}))

    def _make(self, number: int, header: dict[str, Any], data: bytes) -> None:
        from probis_editor.booklet import book
        from probis_editor.model.document import Document

        document = Document(pickle.loads(data))

        def tell(done: int, total: int) -> None:
            self._send(frame({"id": number, "progress": done * 100 // max(total, 1)}))

        seen, made = book.preview(
            document, progress=tell, language=header.get("language", "id"), name=header.get("name", "")
        )
        self._send(frame({"id": number, "made": seen}, made))

    def _open(self, number: int, header: dict[str, Any], data: bytes) -> None:
        import pypdfium2

        if self._pdf is not None:
            self._pdf.close()
        self._pdf, self._texts = pypdfium2.PdfDocument(data), None
        self._send(frame({"id": number, "opened": len(self._pdf)}))

    def _page(self, number: int, header: dict[str, Any], data: bytes) -> None:
        page = self._pdf[header["index"]]
        seen = page.render(scale=header["scale"], prefer_bgrx=True)
        about = {
            "id": number,
            "page": header["index"],
            "width": seen.width,
            "height": seen.height,
            "stride": seen.stride,
            "scale": header["scale"],
        }
        pixels = bytes(seen.buffer)
        page.close()
        self._send(frame(about, pixels))

    def _hash(self, number: int, header: dict[str, Any], data: bytes) -> None:
        index = header["index"]
        self._send(frame({"id": number, "hash": page_hash(self._pdf, index), "index": index}))

    def _find(self, number: int, header: dict[str, Any], data: bytes) -> None:
        from probis_editor.booklet.pagesearch import PageTexts, pattern

        if self._texts is None:
            self._texts = PageTexts(self._pdf)
        wanted = pattern(header["wanted"], header.get("case", False), header.get("words", False))
        rooms = [(top, bottom) for top, bottom in header.get("rooms", ())]
        hits = self._texts.find(wanted, rooms) if wanted is not None else ()
        self._send(frame({"id": number, "hits": hits}))

    def _keep(self, number: int, header: dict[str, Any], data: bytes) -> None:
        from probis_editor.model.document import Document

        self._document = Document(pickle.loads(data))
        self._send(frame({"id": number, "document": len(self._document.maps())}))

    def _outcomes(self, number: int, header: dict[str, Any], data: bytes) -> None:
        from probis_editor.booklet.measures import Paper
        from probis_editor.booklet.outcomes import outcomes
        from probis_editor.model.document import Document
        from probis_editor.model.office import Book

        kept = self._document
        if kept is None:
            raise ValueError("no document")
        book = msgspec.convert(header["book"], Book)
        document = Document([book if isinstance(r, Book) else r for r in (book, *kept.records())])
        found = outcomes(document, header["map"], Paper(*header["paper"]), header.get("language", "id"))
        self._send(frame({"id": number, "map": header["map"], "outcomes": found}))


def main() -> None:
    """Answer what comes in until it ends."""
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    # what a library prints must not get between the frames
    sys.stdout = sys.stderr
    if hasattr(os, "nice"):
        os.nice(5)

    def send(data: bytes) -> None:
        stdout.write(data)
        stdout.flush()

    server = Server(send)
    try:
        while (lengths := _exactly(stdin, _LENGTHS.size)) is not None:
            head, body = _LENGTHS.unpack(lengths)
            header, data = _exactly(stdin, head), _exactly(stdin, body)
            if header is None or data is None:
                return
            server.answer(msgspec.json.decode(header), data)
    except (BrokenPipeError, KeyboardInterrupt):
        return


def _exactly(stream: BinaryIO, count: int) -> bytes | None:
    data = stream.read(count)
    return data if len(data) == count else None


if __name__ == "__main__":
    main()
