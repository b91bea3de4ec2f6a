"""Prints how long the book and the pictures take, process start to file, beside LibreOffice and chromium.

python tests/benchmarks/book.py [SIZE ...]     sizes in maps; without any: 50 200 500

Rows: E1 fifty maps as one vector PDF, E2 a book with fifty maps, E3 fifty SVG, E4 fifty PNG, and whether the time of
a book grows with its maps. LibreOffice converts the same book as .docx; chromium prints the same pictures and texts
from a page. A program that is not installed is left out. Goals: E1 <= 0.1 and E2 <= 0.3 of chromium, E2 <= 0.45 of
LibreOffice, E4 <= 0.5 of saving the same pixels with Qt.
"""

from __future__ import annotations

import html
import os
import shutil
import subprocess
import sys
import tempfile
from itertools import count, cycle
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from probis_editor.commands import maps, tree
from probis_editor.formats import base
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.office import Block, Office, Settings

ROOT = Path(__file__).parents[2]
SAMPLES = ("wonoasih.probis", "jatiluhur.probis")
SENTENCE = (
    "Pelaksana memeriksa kelengkapan berkas, mencatatnya dalam agenda, lalu meneruskannya kepada atasan. "
)
RUNS = 3
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""As an office has it: an installed program keeps its compiled modules."""
STEP = label("cmd.benchmark")


def document(size: int) -> Document:
    """A document with that many swimlane maps of the samples, each with a process and half a page of text."""
    pool = [
        (source, one)
        for name in SAMPLES
        for source in [base.open_any(ROOT / "samples" / name).document]
        for one in source.maps()
        if one.kind == "cross_functional"
    ]
    made = Document([Settings(title="Ukuran"), Office(name="Kecamatan Contoh", region="Kota Contoh")])
    numbers = count(1)
    made.new_id = lambda: f"00000000-0000-4000-8000-{next(numbers):012d}"
    with made.transaction(STEP) as tx:
        parent = ""
        for at, (source, one) in zip(range(size), cycle(pool), strict=False):
            if at % 10 == 0:
                parent = tree.create_process(tx, f"Urusan {at // 10 + 1}", group=made.settings.groups[1]).id
            process = tree.create_process(tx, f"{one.name} {at + 1}", parent).id
            fresh = maps.create_map(tx, f"{one.name} {at + 1}", "cross_functional", process)
            for key in filter(None, tuple(made.index(fresh.id).all())):
                tx.drop((fresh.id, key))
            for record in (*source.nodes(one.id), *source.flows(one.id)):
                tx.put(
                    type(record)(
                        **{f: getattr(record, f) for f in record.__struct_fields__} | {"map": fresh.id}
                    )
                )
            tree.set_text(tx, f"process:{process}:steps", tuple(Block(text=SENTENCE * 4) for _ in range(3)))
    return made


def timed(*command: str | Path) -> float:
    """Median seconds of the command, start to end. Raises CalledProcessError."""
    found = []
    for _ in range(RUNS):
        begin = perf_counter()
        subprocess.run(
            [str(c) for c in command], check=True, capture_output=True, timeout=600, env=ENVIRONMENT
        )
        found.append(perf_counter() - begin)
    return median(found)


def probis(*arguments: str | Path) -> float:
    return timed(sys.executable, "-m", "probis_editor", *arguments)


def row(name: str, ours: float, peer: str, theirs: float | None, goal: float) -> None:
    if theirs is None:
        print(f"{name:34s} {ours:7.2f} s   {peer} is not installed")
    else:
        print(
            f"{name:34s} {ours:7.2f} s   {peer:12s} {theirs:7.2f} s   {ours / theirs:6.3f} x   goal {goal} x"
        )


def chromium(folder: Path, pictures: list[Path], text: str) -> float | None:
    """Seconds that chromium needs to print the pictures with a text after each."""
    if shutil.which("chromium") is None:
        return None
    parts = [f"<div>{p.read_text(encoding='utf-8')}</div><p>{html.escape(text)}</p>" for p in pictures]
    page = folder / "page.html"
    style = "<style>svg{width:100%;height:auto}div{break-before:page}</style>"
    page.write_text(f"<!doctype html><meta charset=utf-8>{style}{''.join(parts)}", encoding="utf-8")
    out = f"--print-to-pdf={folder / 'page.pdf'}"
    return timed("chromium", "--headless=new", "--no-sandbox", "--disable-gpu", out, page.as_uri())


def libreoffice(folder: Path, file: Path) -> float | None:
    """Seconds that LibreOffice needs to make a PDF of a .docx (a second run: its profile is there)."""
    if shutil.which("soffice") is None:
        return None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder / "lo", file)
    subprocess.run([str(c) for c in command], check=True, capture_output=True, timeout=600)
    return timed(*command)


def qt_pictures(pictures: list[Path], folder: Path) -> float:
    """Seconds that Qt needs to draw the SVG files at twice their size and save them as PNG."""
    script = (
        "import sys; from PySide6.QtGui import QGuiApplication, QImage, QPainter; "
        "from PySide6.QtSvg import QSvgRenderer; a = QGuiApplication([])\n"
        "for f in sys.argv[2:]:\n"
        " r = QSvgRenderer(f); i = QImage(r.defaultSize() * 2, QImage.Format.Format_RGB32); i.fill(0xffffffff)\n"
        " p = QPainter(i); r.render(p); p.end(); i.save(sys.argv[1])"
    )
    return timed(
        "env", "QT_QPA_PLATFORM=offscreen", sys.executable, "-c", script, folder / "qt.png", *pictures
    )


def main() -> None:
    sizes = [int(a) for a in sys.argv[1:]] or [50, 200, 500]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        per_map: list[tuple[int, float]] = []
        for size in sizes:
            file = folder / f"{size}.probis"
            base.write_any(document(size), file)
            taken = probis("booklet", file, "-o", folder / f"{size}.pdf")
            made = folder / f"{size}.pdf"
            per_map.append((size, taken))
            print(f"book of {size} maps: {taken:.2f} s, {made.stat().st_size / 1e6:.2f} MB")
        if len(per_map) > 1:
            (few, short), (many, long) = per_map[0], per_map[-1]
            print(f"one more map costs {(long - short) / (many - few) * 1000:.1f} ms")
        file = folder / f"{sizes[0]}.probis"
        svg = probis("image", file, "--all", folder / "svg", "--format", "svg")
        pictures = sorted((folder / "svg").glob("*.svg"))
        printed = chromium(folder, pictures, "")
        row("E1 maps as one PDF", probis("image", file, "-o", folder / "maps.pdf"), "chromium", printed, 0.1)
        probis("booklet", file, "-o", folder / "book.docx")
        book = per_map[0][1]
        row("E2 book", book, "LibreOffice", libreoffice(folder, folder / "book.docx"), 0.45)
        row("E2 book", book, "chromium", chromium(folder, pictures, SENTENCE * 12), 0.3)
        print(f"{'E3 maps as SVG':34s} {svg:7.2f} s")
        png = probis("image", file, "--all", folder / "png", "--format", "png")
        row("E4 maps as PNG", png, "Qt", qt_pictures(pictures, folder), 0.5)


if __name__ == "__main__":
    main()
