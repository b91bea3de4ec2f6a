"""Every real file goes the whole way: what is in it, a picture of each map, the other formats, a book."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from probis_editor.cli import main

FILES = ("bpm/*.bpm", "xpdl/*.xpdl", "bpmn/*.bpmn", "miwg/**/*.bpmn", "miwg/**/*.bpm", "miwg/**/*.xpdl")
COUNTS = (
    *("pools", "lanes", "phases", "tasks", "subprocesses", "calls", "gateways", "events", "data"),
    *("annotations", "groups", "sequence_flows", "message_flows", "associations"),
)


def _info(path: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, int]]:
    capsys.readouterr()
    assert main(["info", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    return [{key: one[key] for key in COUNTS} for one in found["maps"]]


@pytest.mark.corpus(*FILES)
def test_real_file_is_counted_drawn_and_converted(
    corpus_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = _info(corpus_file, capsys)
    pictures = tmp_path / "pictures"
    assert main(["image", str(corpus_file), "--all", str(pictures)]) == 0
    assert len(list(pictures.glob("*.svg"))) == len(counts)
    for suffix in (".probis", ".bpm", ".bpmn"):
        out = tmp_path / f"out{suffix}"
        assert main(["convert", str(corpus_file), str(out)]) == 0
        assert _info(out, capsys) == counts, suffix


@pytest.mark.slow
@pytest.mark.corpus(*FILES)
def test_real_file_becomes_a_book(corpus_file: Path, tmp_path: Path) -> None:
    from pypdfium2 import PdfDocument

    out = tmp_path / "book.pdf"
    assert main(["booklet", str(corpus_file), "-o", str(out)]) == 0
    with PdfDocument(out) as book:
        assert len(book) >= 3


@pytest.mark.corpus("refuse/**/*.bpm*", "refuse/**/*.xpdl", "refuse/**/*.xml")
def test_unusable_file_is_refused_in_one_line(
    corpus_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.probis"
    code = main(["convert", str(corpus_file), str(out)])
    error = capsys.readouterr().err
    assert code in (0, 2)
    assert out.exists() == (code == 0)
    if code == 2:
        assert len(error.strip().splitlines()) == 1
    assert "Traceback" not in error
    assert "tidak terduga" not in error
