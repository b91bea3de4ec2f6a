"""The command `new`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from word_books import BOOKS

from probis_editor.cli import main
from probis_editor.formats.base import open_any
from probis_editor.model.affairs import Revision
from probis_editor.model.office import Process


def test_from_a_kind_of_office(tmp_path: Path) -> None:
    out = tmp_path / "a.probis"
    assert (
        main(["new", "--type", "kecamatan", "--name", "Kecamatan X", "--region", "Kota Y", "-o", str(out)])
        == 0
    )
    document = open_any(out).document
    assert (document.office.name, document.office.region) == ("Kecamatan X", "Kota Y")
    assert len(document.of_type(Process)) > 10


def test_from_a_book_in_word_with_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, out, report = tmp_path / "buku.docx", tmp_path / "a.probis", tmp_path / "r.json"
    book.write_bytes(BOOKS["decimal"]())
    assert main(["new", "--from", str(book), "-o", str(out), "--report", str(report)]) == 0
    assert "Tidak terbaca" in capsys.readouterr().out
    notices = json.loads(report.read_text(encoding="utf-8"))["notices"]
    assert {n["level"] for n in notices} >= {"read", "left_out"}
    assert open_any(out).document.office.name == "Kecamatan Sukamaju"


def test_from_last_year(tmp_path: Path) -> None:
    old, out = tmp_path / "old.probis", tmp_path / "new.probis"
    assert main(["new", "--type", "kelurahan", "-o", str(old)]) == 0
    before = old.read_bytes()
    assert main(["new", "--from", str(old), "--reason", "need", "-o", str(out)]) == 0
    found = sorted(open_any(out).document.of_type(Revision), key=lambda r: r.number)
    assert [(r.number, r.determined, r.reason) for r in found] == [(0, True, ""), (1, False, "need")]
    assert old.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [["-o", "x.probis"], ["--type", "dinas", "--from", "a.docx", "-o", "x.probis"], ["--type", "dinas", "-o", "x.bpm"],
     ["--type", "kementerian", "-o", "x.probis"], ["--from", "none.docx", "-o", "x.probis"]],
)  # fmt: skip
def test_what_cannot_be_done_is_said_in_one_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", *arguments]) == 2
    said = capsys.readouterr().err
    assert said.startswith("probis: ")
    assert said.count("\n") == 1
