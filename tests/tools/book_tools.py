"""What the tests of the book read out of a finished PDF, with tools that did not make it."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from msgspec.structs import replace

from probis_editor import resources
from probis_editor.formats.base import open_any
from probis_editor.geometry import Point, Rect
from probis_editor.model.affairs import AFFAIRS
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Map, Node
from probis_editor.model.office import Book

_SPACE = re.compile(r"\s+")


def flat(text: str) -> str:
    """Text without any white space or hyphens, for comparing what was broken into lines."""
    return _SPACE.sub("", text).replace("-", "").replace("\xad", "").replace("\ufffe", "").replace("\x02", "")


def page_texts(data: bytes) -> list[str]:
    """The text of every page."""
    with pypdfium2.PdfDocument(data) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def page_labels(data: bytes) -> list[str]:
    """The label of every page as a reader shows it."""
    with pypdfium2.PdfDocument(data) as pdf:
        return [pdf.get_page_label(at) for at in range(len(pdf))]


def outline(data: bytes) -> list[tuple[int, str]]:
    """(level, title) of every bookmark."""
    with pypdfium2.PdfDocument(data) as pdf:
        return [(mark.level, mark.get_title()) for mark in pdf.get_toc()]


def fonts_not_embedded(data: bytes) -> list[str]:
    """The names of fonts without their program."""
    lost: list[str] = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font":
                found: Any = item.get("/FontDescriptor")
                if found is None or not any(
                    key in found for key in ("/FontFile", "/FontFile2", "/FontFile3")
                ):
                    lost.append(str(item.get("/BaseFont")))
    return lost


def pictures(data: bytes) -> int:
    """How many raster pictures the file holds."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return sum(
            1 for item in pdf.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        )


def qpdf_problems(path: Path) -> str:
    """What `qpdf --check` has to say against the file, "" for nothing."""
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def plain_sample() -> Document:
    """The sample with nothing but its maps, processes, units and their texts; the house's chapters and profile."""
    document = open_any(resources.sample("wonoasih.probis")).document
    book = replace(document.book, chapters=(), distribution=(), own_profile="")
    kept = (
        r
        for r in document.records()
        if not isinstance(r, AFFAIRS) and not r.key[1].startswith("text:chapter:")
    )
    return Document([book if isinstance(r, Book) else r for r in kept])


def long_map(count: int, sheet: str = "") -> Document:
    """A pool with one lane and a row of tasks, each led to the next."""
    pool = Node(map="m", id="pool", kind="pool", bounds=Rect(0, 0, 60 + 160 * count, 200), name="Proses")
    lane = Node(
        map="m",
        id="lane",
        kind="lane",
        parent="pool",
        bounds=Rect(50, 0, 10 + 160 * count, 200),
        name="Camat",
    )
    tasks = [
        Node(
            map="m",
            id=f"t{n}",
            kind="task",
            parent="lane",
            bounds=Rect(110 + 160 * n, 70, 90, 60),
            name=f"Kegiatan{n:02}",
        )
        for n in range(count)
    ]
    flows = [
        Flow(
            map="m",
            id=f"f{n}",
            kind="sequence",
            source=f"t{n}",
            target=f"t{n + 1}",
            points=(Point(200 + 160 * n, 100), Point(270 + 160 * n, 100)),
        )
        for n in range(count - 1)
    ]
    sheets = (("m", sheet),) if sheet else ()
    return Document([Map(id="m", name="P1 Panjang"), pool, lane, *tasks, *flows, Book(sheets=sheets)])
