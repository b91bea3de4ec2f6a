"""Prints how long the book and the pictures take, process start to file, beside LibreOffice and chromium.

python tests/benchmarks/book.py [SIZE ...]     sizes in maps; without any: 50 200 500

Rows: E1 fifty maps as one vector PDF, E2 a book with fifty maps, E3 fifty SVG, E4 fifty PNG, and whether the time of
a book grows with its maps. Ours is from the start of the process to the file, the document opened within; E1 and E3
ask for the time from open maps, which stands first.

The peers get the same maps. bpmn-js, in chromium, reads them as BPMN and makes SVG of each (E3), which chromium prints
as one PDF (with its start, this is the row of E1 and E2). Beside it stands what is only a part of that way: chromium
printing a page of finished pictures. LibreOffice converts the same book as .docx. Qt saves the pixels of our very PNG
files, ready in memory, so that neither its start nor its painting count (E4). What is not installed is left out.
Goals: E1 <= 0.1 and E2 <= 0.3 of bpmn-js and chromium, E2 <= 0.45 of LibreOffice, E3 <= 0.05, E4 <= 0.5.
"""

from __future__ import annotations

import html
import json
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

import peers

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


def from_open(file: Path, form: str) -> float:
    """Seconds from an open document to its maps in that form, in a process that drew nothing yet."""
    script = (
        "import sys, time; from pathlib import Path; from probis_editor.formats import base\n"
        "from probis_editor.render import image; d = base.open_any(Path(sys.argv[1])).document\n"
        "ids = [m.id for m in d.maps()]; out = Path(sys.argv[3]); out.mkdir(exist_ok=True)\n"
        "begin = time.perf_counter()\n"
        "if sys.argv[2] == 'pdf': (out / 'maps.pdf').write_bytes(image.pdf(d, ids))\n"
        "else:\n"
        "  for one in ids: (out / (one + '.svg')).write_text(image.svg(d, one), 'utf-8')\n"
        "print(time.perf_counter() - begin)"
    )
    command = [sys.executable, "-c", script, str(file), form, str(file.parent / "open")]
    found = [
        subprocess.run(command, check=True, capture_output=True, text=True, env=ENVIRONMENT, cwd=ROOT).stdout
        for _ in range(RUNS)
    ]
    return median(map(float, found))


def row(name: str, ours: float, peer: str, theirs: float | None, goal: float | None = None) -> None:
    """One line; a comparison without a goal is told for what it is worth."""
    if theirs is None:
        print(f"{name:22s} {ours:6.2f} s   {peer} is not installed")
        return
    wanted = "" if goal is None else f"   goal {goal} x {'met' if ours <= goal * theirs else 'OVER'}"
    print(f"{name:22s} {ours:6.2f} s   {peer:13s} {theirs:6.2f} s   {ours / theirs:6.3f} x{wanted}")


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


def browser(file: Path) -> dict[str, float]:
    """Seconds of bpmn-js and chromium for the maps of a document: "svg", "pdf", "launch"; {} where it cannot run."""
    harness = peers.harness()
    if harness is None:
        return {}
    inputs = harness.parent / "inputs"
    inputs.mkdir(exist_ok=True)
    opened = base.open_any(file).document
    for number, one in enumerate(opened.maps()[:50], start=1):
        base.write_any(opened, inputs / f"book{number}.bpmn", map_id=one.id)
    run = subprocess.run(
        ["node", "export.mjs"], cwd=harness, capture_output=True, text=True, check=False, timeout=600
    )
    last = run.stdout.strip().splitlines()[-1:]
    if run.returncode or not last:
        return {}
    return {name: ms / 1000 for name, ms in json.loads(last[0]).items()}


def qt_saves(pictures: list[Path], folder: Path) -> tuple[float, float]:
    """Seconds that Qt needs to save the pixels of the PNG files, which it has in memory; megabytes of its files."""
    script = (
        "import os, sys, time; from PySide6.QtGui import QGuiApplication, QImage; a = QGuiApplication([])\n"
        "held = [QImage(f).convertToFormat(QImage.Format.Format_RGB32) for f in sys.argv[2:]]; size = 0\n"
        "begin = time.perf_counter()\n"
        "for i in held: i.save(sys.argv[1]); size += os.path.getsize(sys.argv[1])\n"
        "print(time.perf_counter() - begin, size / 1e6)"
    )
    command = ["env", "QT_QPA_PLATFORM=offscreen", sys.executable, "-c", script, folder / "qt.png", *pictures]
    found = [
        subprocess.run([str(c) for c in command], check=True, capture_output=True, text=True).stdout.split()
        for _ in range(RUNS)
    ]
    return median(float(seconds) for seconds, _ in found), float(found[0][1])


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
        against(folder, folder / f"{sizes[0]}.probis", per_map[0][1])


def against(folder: Path, file: Path, book: float) -> None:
    """The rows beside the peers; `book` is what the book of the file took."""
    svg = probis("image", file, "--all", folder / "svg", "--format", "svg")
    pictures = sorted((folder / "svg").glob("*.svg"))
    way = browser(file)
    whole = sum(way.values()) or None
    if whole:
        print("bpmn-js and chromium: " + ", ".join(f"{name} {took:.2f} s" for name, took in way.items()))
    maps = probis("image", file, "-o", folder / "maps.pdf")
    row("E1 PDF, maps open", from_open(file, "pdf"), "bpmn-js route", whole, 0.1)
    row("E1, from start", maps, "bpmn-js route", whole)
    row("E1, pictures ready", maps, "chromium", chromium(folder, pictures, ""))
    probis("booklet", file, "-o", folder / "book.docx")
    row("E2 book", book, "LibreOffice", libreoffice(folder, folder / "book.docx"), 0.45)
    row("E2 book", book, "bpmn-js route", whole, 0.3)
    row("E2, pictures ready", book, "chromium", chromium(folder, pictures, SENTENCE * 12))
    row("E3 SVG, maps open", from_open(file, "svg"), "bpmn-js", way.get("svg"), 0.05)
    row("E3, from start", svg, "bpmn-js", way.get("svg"))
    png = probis("image", file, "--all", folder / "png", "--format", "png")
    made = sorted((folder / "png").glob("*.png"))
    saved, size = qt_saves(made, folder)
    row("E4 maps as PNG", png, "Qt saves", saved, 0.5)
    print(f"the PNG files: {sum(f.stat().st_size for f in made) / 1e6:.2f} MB, those of Qt {size:.2f} MB")


if __name__ == "__main__":
    main()
