"""The command line: exit codes, one clear line for every mistake, the shapes of its JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from probis_editor.cli import main
from probis_editor.formats.base import open_any, write_any
from probis_editor.geometry import Point, Rect
from probis_editor.layout.steps import rows
from probis_editor.model.changes import label
from probis_editor.model.document import Document


@pytest.fixture
def document_file(tmp_path: Path) -> Path:
    """A document of two maps, one with a small story, one empty."""
    from probis_editor.commands import flows, lanes, maps, shapes

    document = Document()
    with document.transaction(label("test")) as tx:
        one = maps.create_map(tx, "P1.1 Surat masuk")
        pool = lanes.add_pool(tx, one.id, Rect(40, 40, 700, 240), "Kecamatan")
        lanes.add_lane(tx, one.id, pool.id, name="Camat")
        start = shapes.create(tx, one.id, "event.start", Point(160, 120))
        task = shapes.create(tx, one.id, "task", Point(320, 120), name="Mencatat surat")
        end = shapes.create(tx, one.id, "event.end", Point(480, 120))
        flows.connect(tx, one.id, start.id, task.id)
        flows.connect(tx, one.id, task.id, end.id)
        maps.create_map(tx, "P1.2 Surat keluar")
    path = tmp_path / "surat.probis"
    write_any(document, path)
    return path


def test_info_counts_what_is_drawn(document_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", str(document_file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["format"] == "probis"
    first = found["maps"][0]
    assert (first["code"], first["name"]) == ("P1.1", "P1.1 Surat masuk")
    assert {k: first[k] for k in ("pools", "lanes", "tasks", "events", "sequence_flows", "gateways")} == {
        "pools": 1,
        "lanes": 1,
        "tasks": 1,
        "events": 2,
        "sequence_flows": 2,
        "gateways": 0,
    }
    assert found["maps"][1]["pools"] == 0


@pytest.mark.parametrize("suffix", [".bpm", ".bpmn", ".probis"])
def test_convert_keeps_the_story(
    document_file: Path, suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / f"out{suffix}"
    report = tmp_path / "report.json"
    assert main(["convert", str(document_file), str(out), "--report", str(report)]) == 0
    assert "notices" in json.loads(report.read_text(encoding="utf-8"))
    capsys.readouterr()
    assert main(["info", str(out), "--json"]) == 0
    maps = json.loads(capsys.readouterr().out)["maps"]
    assert [m["tasks"] for m in maps] == [1, 0]
    assert [m["sequence_flows"] for m in maps] == [2, 0]


def test_xpdl_needs_one_map(document_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.xpdl"
    assert main(["convert", str(document_file), str(out)]) == 2
    assert not out.exists()
    assert main(["convert", str(document_file), str(out), "--map", "P1.1"]) == 0
    capsys.readouterr()
    assert main(["info", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["maps"][0]["tasks"] == 1


@pytest.mark.parametrize("form", ["svg", "png", "pdf"])
def test_image_of_one_map(document_file: Path, form: str, tmp_path: Path) -> None:
    out = tmp_path / f"peta.{form}"
    assert main(["image", str(document_file), "--map", "P1.1", "-o", str(out)]) == 0
    heads = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF"}
    assert heads[form] in out.read_bytes()[:300]


def test_images_of_all_maps(document_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "gambar"
    assert main(["image", str(document_file), "--all", str(folder)]) == 0
    names = sorted(p.name for p in folder.iterdir())
    assert names == ["P1.1 Surat masuk.svg", "P1.2 Surat keluar.svg"]
    assert "Mencatat surat" in (folder / names[0]).read_text(encoding="utf-8")


def test_booklet(document_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "buku.pdf"
    assert main(["booklet", str(document_file), "-o", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF")


def test_check_reports_by_exit_code(document_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from probis_editor.commands import maps, shapes
    from probis_editor.formats.base import open_any

    document = open_any(document_file).document
    map_id = document.maps()[0].id
    with document.transaction(label("test")) as tx:
        for empty in document.maps()[1:]:
            maps.delete_map(tx, empty.id)
    write_any(document, document_file)
    assert main(["check", str(document_file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"findings": []}
    with document.transaction(label("test")) as tx:
        shapes.create(tx, map_id, "task", Point(320, 200))
    write_any(document, document_file)
    assert main(["check", str(document_file), "--json"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert {f["map"] for f in findings} == {map_id}
    assert all(f["text"] and not f["text"].startswith("checks.") for f in findings)


def test_layout_writes_a_laid_out_document(
    document_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "rapi.probis"
    assert main(["layout", str(document_file), str(out)]) == 0
    assert main(["info", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["maps"][0]["tasks"] == 1


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_table_of_a_map_and_back_onto_it(document_file: Path, suffix: str, tmp_path: Path) -> None:
    sheet, again = tmp_path / f"langkah{suffix}", tmp_path / f"lagi{suffix}"
    assert main(["table", str(document_file), "--map", "P1.1", "-o", str(sheet)]) == 0
    before = open_any(document_file).document
    assert main(["table", str(sheet), "--into", str(document_file), "--map", "P1.1"]) == 0
    assert open_any(document_file).document.nodes(before.maps()[0].id) == before.nodes(before.maps()[0].id)
    assert main(["table", str(sheet), "--into", str(document_file), "--map", "P1.2"]) == 0
    assert main(["table", str(document_file), "--map", "P1.2", "-o", str(again)]) == 0
    assert again.read_bytes() == sheet.read_bytes() or suffix == ".xlsx"
    found = [rows(open_any(document_file).document, m.id) for m in before.maps()]
    assert [r.text for r in found[1]] == [r.text for r in found[0]] == ["", "Mencatat surat", ""]
    assert {r.actor for r in found[1]} == {"Camat"}


def test_table_of_a_clerk_becomes_a_new_map(
    document_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "SOP legalisasi.csv"
    sheet.write_text(
        "No;Uraian Kegiatan;Pelaksana;Jika Ya;Jika Tidak\n1;Menerima berkas;Loket;;\n"
        "2;Berkas lengkap?;Loket;3;1\n3;Menandatangani;Camat;;\n4;Selesai;;;\n",
        encoding="utf-8",
    )
    assert main(["table", str(sheet), "--into", str(document_file)]) == 0
    assert main(["info", str(document_file), "--json"]) == 0
    made = json.loads(capsys.readouterr().out)["maps"][-1]
    assert made["name"] == "SOP legalisasi"
    wanted = {"lanes": 2, "tasks": 2, "gateways": 1, "events": 1, "sequence_flows": 4}
    assert {k: made[k] for k in wanted} == wanted


def test_table_mistakes_are_one_line(
    document_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = document_file.read_bytes()
    bad = tmp_path / "salah.csv"
    bad.write_text("No;Kegiatan;Pelaksana;Jika Ya\n1;Menerima;Loket;17\n", encoding="utf-8")
    broken = tmp_path / "rusak.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    for arguments in (
        ["table", str(document_file)],
        ["table", str(document_file), "--map", "P9", "-o", str(tmp_path / "x.csv")],
        ["table", str(document_file), "--map", "P1.1", "-o", str(tmp_path / "x.pdf")],
        ["table", str(bad), "--into", str(document_file)],
        ["table", str(broken), "--into", str(document_file)],
        ["table", str(tmp_path / "tidak-ada.csv"), "--into", str(document_file)],
    ):
        assert main(arguments) == 2, arguments
        assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert document_file.read_bytes() == before
    assert main(["table", str(bad), "--into", str(document_file)]) == 2
    assert "17" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["info"],
        ["info", "tidak-ada.bpm"],
        ["tidak-ada.bpm"],
        ["convert", "tidak-ada.bpm", "x.probis"],
        ["image", "tidak-ada.bpm", "-o", "x.svg"],
        ["booklet", "tidak-ada.bpm", "-o", "x.pdf"],
        ["apa", "ini"],
        ["--lang", "en", "info", "missing.bpm"],
    ],
)
def test_a_mistake_is_one_line(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.strip().splitlines()) == 1
    assert "Traceback" not in captured.err
    assert list(tmp_path.iterdir()) == []


def test_wrong_map_and_wrong_suffix(
    document_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["image", str(document_file), "--map", "P9", "-o", str(tmp_path / "x.svg")]) == 2
    assert "P9" in capsys.readouterr().err
    assert main(["image", str(document_file), "-o", str(tmp_path / "x.gif")]) == 2
    assert main(["convert", str(document_file), str(tmp_path / "x.docx")]) == 2
    assert main(["convert", str(document_file), str(tmp_path / "no" / "x.bpm")]) == 2
    assert [p.name for p in tmp_path.iterdir()] == ["surat.probis"]


def test_unusable_file_is_refused_in_a_process_of_its_own(tmp_path: Path) -> None:
    bad = tmp_path / "rusak.bpm"
    bad.write_bytes(b"PK\x03\x04 not really a zip")
    run = subprocess.run(
        [sys.executable, "-m", "probis_editor", "info", str(bad)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert len(run.stderr.strip().splitlines()) == 1
    assert "Traceback" not in run.stderr
