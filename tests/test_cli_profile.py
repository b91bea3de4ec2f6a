"""`probis profile`: ready forms listed, written to a file, put into a document."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from probis_editor.booklet.profile import PROFILES, chosen, parse, ready
from probis_editor.cli import main
from probis_editor.formats.base import open_any

SAMPLE = Path(__file__).parents[1] / "samples" / "wonoasih.probis"


def test_forms_are_listed_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile"]) == 0
    listed = capsys.readouterr().out
    assert all(name in listed for name in PROFILES)
    assert main(["profile", "huruf"]) == 0
    assert parse(capsys.readouterr().out) == ready("huruf")


def test_a_form_goes_from_one_document_into_another(tmp_path: Path) -> None:
    form, document = tmp_path / "bentuk.toml", tmp_path / "dokumen.probis"
    shutil.copy(SAMPLE, document)
    assert main(["profile", "bab-huruf", "-o", str(form)]) == 0
    form.write_text(
        form.read_text(encoding="utf-8").replace("binding = 30.0", "binding = 35.0"), encoding="utf-8"
    )
    assert main(["profile", str(form), "--into", str(document)]) == 0
    book = open_any(document).document.book
    assert chosen(book.profile, book.own_profile).binding == 35.0
    out = tmp_path / "lagi.toml"
    assert main(["profile", str(document), "-o", str(out)]) == 0
    assert parse(out.read_text(encoding="utf-8")).binding == 35.0


def test_what_is_no_form_is_told_and_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "dokumen.probis"
    shutil.copy(SAMPLE, document)
    before = document.read_bytes()
    bad = tmp_path / "salah.toml"
    bad.write_text("figures = 'kadang'", encoding="utf-8")
    assert main(["profile", str(bad), "--into", str(document)]) == 2
    assert main(["profile", "tidak-ada"]) == 2
    assert "huruf" in capsys.readouterr().err
    assert document.read_bytes() == before
