"""The commands `diff` and `merge`: exit codes, JSON, pictures, and what they leave alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from small_maps import EDIT, small

from probis_editor.cli import main
from probis_editor.commands import maps, shapes
from probis_editor.formats import base, exports
from probis_editor.model.document import Document


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with `a.probis` (an office's document), `sent.bpm` (exported from it) and `back.bpm` (edited there)."""
    s = small()
    base.write_any(s.document, tmp_path / "a.probis")
    document = base.open_any(tmp_path / "a.probis").document
    base.write_any(document, tmp_path / "sent.bpm")
    exports.remember(document, exports.exported(document, (tmp_path / "sent.bpm").read_bytes()))
    base.write_any(document, tmp_path / "a.probis")
    edit(tmp_path / "sent.bpm", tmp_path / "back.bpm", {"Mengirim surat": "Dari Bizagi"})
    return tmp_path


def edit(source: Path, goal: Path, names: dict[str, str]) -> None:
    document = base.open_any(source).document
    (record,) = document.maps()
    with document.transaction(EDIT) as tx:
        for node in document.nodes(record.id):
            if node.name in names:
                shapes.rename(tx, record.id, node.id, names[node.name])
    base.write_any(document, goal)


def names_in(path: Path) -> set[str]:
    document: Document = base.open_any(path).document
    return {n.name for m in document.maps() for n in document.nodes(m.id)}


def test_same_files_do_not_differ(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(files / "a.probis")
    assert main(["diff", path, path]) == 0
    assert capsys.readouterr().out.strip() == "Tidak ada perbedaan."
    assert main(["diff", path, str(files / "sent.bpm"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"same": True, "maps": [], "document": []}


def test_a_difference_is_named(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(files / "sent.bpm"), str(files / "back.bpm"), "--json"]) == 1
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    (element,) = found["maps"][0]["elements"]
    assert (element["how"], element["kind"], element["fields"][0]["after"]) == (
        "changed",
        "task",
        "Dari Bizagi",
    )
    assert main(["diff", str(files / "sent.bpm"), str(files / "back.bpm")]) == 1
    assert "Dari Bizagi" in capsys.readouterr().out


@pytest.mark.parametrize("suffix", ["svg", "pdf"])
def test_a_difference_is_drawn(files: Path, suffix: str) -> None:
    out = files / f"beda.{suffix}"
    arguments = ["diff", str(files / "sent.bpm"), str(files / "back.bpm"), "-o", str(out)]
    assert main([*arguments, "--map", "P1"]) == 1
    assert {"svg": b"<svg", "pdf": b"%PDF"}[suffix] in out.read_bytes()[:300]


def test_unusable_input_of_diff(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(files / "a.probis")
    assert main(["diff", path, str(files / "none.bpm")]) == 2
    assert main(["diff", path, path, "-o", str(files / "x.png")]) == 2
    assert main(["diff", path, path, "--map", "P9"]) == 2
    assert main(["diff", path]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 4


def test_merge_takes_what_bizagi_changed(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, report = files / "b.probis", files / "r.json"
    before = (files / "a.probis").read_bytes()
    arguments = ["merge", str(files / "a.probis"), str(files / "back.bpm"), "-o", str(out)]
    assert main([*arguments, "--report", str(report)]) == 0
    assert "Dari Bizagi" in capsys.readouterr().out
    assert "Dari Bizagi" in names_in(out)
    found = json.loads(report.read_text(encoding="utf-8"))
    assert found["base"] == "recorded"
    assert found["counts"] == {"taken": 1, "conflicts": 0, "new_maps": 0, "removed_maps": 0, "renames": 0}
    assert (files / "a.probis").read_bytes() == before
    assert main(["merge", str(out), str(files / "back.bpm"), "-o", str(files / "c.probis")]) == 0
    assert main(["diff", str(out), str(files / "c.probis")]) == 0


@pytest.mark.parametrize(
    ("prefer", "code", "name"),
    [
        ([], 1, "Dari kita"),
        (["--prefer", "ours"], 0, "Dari kita"),
        (["--prefer", "theirs"], 0, "Dari Bizagi"),
    ],
)
def test_merge_reports_conflicts(files: Path, prefer: list[str], code: int, name: str) -> None:
    edit(files / "a.probis", files / "a.probis", {"Mengirim surat": "Dari kita", "Menulis surat": "Menyusun"})
    out, report = files / "b.probis", files / "r.json"
    arguments = ["merge", str(files / "a.probis"), str(files / "back.bpm"), "-o", str(out)]
    assert main([*arguments, "--report", str(report), *prefer]) == code
    (one,) = json.loads(report.read_text(encoding="utf-8"))["maps"]
    (conflict,) = one["conflicts"]
    assert (conflict["field"], conflict["base"]) == ("name", "Mengirim surat")
    assert (conflict["ours"], conflict["theirs"]) == ("Dari kita", "Dari Bizagi")
    assert {name, "Menyusun"} <= names_in(out)


def test_merge_with_the_export_at_hand(files: Path) -> None:
    document = base.open_any(files / "a.probis").document
    bare = Document(r for r in document.records() if not r.key[1].startswith("exported:"))
    base.write_any(bare, files / "d.probis")
    edit(files / "d.probis", files / "d.probis", {"Menulis surat": "Menyusun"})
    out, report = files / "b.probis", files / "r.json"
    arguments = ["merge", str(files / "d.probis"), str(files / "back.bpm"), "-o", str(out)]
    assert main([*arguments, "--base", str(files / "sent.bpm"), "--report", str(report)]) == 0
    assert {"Menyusun", "Dari Bizagi"} <= names_in(out)
    assert json.loads(report.read_text(encoding="utf-8"))["base"] == "given"
    assert main([*arguments, "--report", str(report)]) == 0
    assert json.loads(report.read_text(encoding="utf-8"))["base"] == "assumed"
    assert "Menyusun" not in names_in(out)


def test_a_document_made_from_a_bpm_merges_later_editions_of_it(files: Path) -> None:
    assert main(["convert", str(files / "sent.bpm"), str(files / "e.probis")]) == 0
    edit(files / "e.probis", files / "e.probis", {"Menulis surat": "Menyusun"})
    out = files / "f.probis"
    assert main(["merge", str(files / "e.probis"), str(files / "back.bpm"), "-o", str(out)]) == 0
    assert {"Menyusun", "Dari Bizagi"} <= names_in(out)


def test_new_maps_under_a_process_of_the_tree(files: Path) -> None:
    from probis_editor.commands import tree

    document = base.open_any(files / "a.probis").document
    with document.transaction(EDIT) as tx:
        parent = tree.create_process(tx, "Umum")
    base.write_any(document, files / "a.probis")
    came = base.open_any(files / "back.bpm").document
    with came.transaction(EDIT) as tx:
        maps.create_map(tx, "P7 Dari Bizagi")
    base.write_any(came, files / "back.bpm")
    out = files / "b.probis"
    arguments = ["merge", str(files / "a.probis"), str(files / "back.bpm"), "-o", str(out)]
    assert main([*arguments, "--under", "P1"]) == 0
    merged = base.open_any(out).document
    record = next(m for m in merged.maps() if "Dari Bizagi" in m.name)
    process = merged.process(record.process)
    assert process is not None
    assert process.parent == parent.id
    assert main([*arguments, "--under", "P99"]) == 2


def test_unusable_input_of_merge(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a, back = str(files / "a.probis"), str(files / "back.bpm")
    assert main(["merge", a, back, "-o", str(files / "x.bpm")]) == 2
    assert main(["merge", a, str(files / "none.bpm"), "-o", str(files / "x.probis")]) == 2
    assert main(["merge", a, back]) == 2
    (files / "x.bpmn").write_text("<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'/>")
    assert main(["merge", a, str(files / "x.bpmn"), "-o", str(files / "x.probis")]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 4
    assert not (files / "x.probis").exists()
