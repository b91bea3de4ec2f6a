"""The commands `tree` and `rename-unit`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from probis_editor.cli import main
from probis_editor.commands import lanes, maps, tree
from probis_editor.formats.base import open_any, write_any
from probis_editor.geometry import Rect
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.office import Process


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    document = Document()
    with document.transaction(label("test")) as tx:
        unit = tree.create_unit(tx, "Camat", aliases=("Pak Camat",)).id
        top = tree.create_process(tx, "Umum", group="Manajerial", owner=unit).id
        tree.create_process(tx, "Surat", top)
        m = maps.create_map(tx, "P1 Umum", process=top).id
        lanes.add_lane(tx, m, lanes.add_pool(tx, m, Rect(0, 0, 500, 100), "x").id, name="Camat", unit=unit)
    path = tmp_path / "kantor.probis"
    write_any(document, path)
    return path


def test_the_tree_is_shown(planted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tree", str(planted)]) == 0
    assert capsys.readouterr().out == "P1 Umum  (Manajerial, Camat, draf)\n  P1.1 Surat  (draf)\n"
    assert main(["tree", str(planted), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["processes"]
    assert [(r["code"], r["depth"], r["maps"]) for r in rows] == [("P1", 0, ["P1 Umum"]), ("P1.1", 1, [])]


def test_the_tree_goes_to_a_sheet_and_back(planted: Path, tmp_path: Path) -> None:
    sheet, fresh = tmp_path / "pohon.xlsx", tmp_path / "baru.probis"
    assert main(["tree", str(planted), "-o", str(sheet)]) == 0
    write_any(_with_a_map(), fresh)
    assert main(["tree", str(sheet), "--into", str(fresh)]) == 0
    found = open_any(fresh).document
    assert sorted(p.name for p in found.of_type(Process)) == ["Surat", "Umum"]
    assert main(["tree", str(planted), "-o", str(tmp_path / "x.csv")]) == 2


def _with_a_map() -> Document:
    document = Document()
    with document.transaction(label("test")) as tx:
        maps.create_map(tx, "Peta")
    return document


def test_a_unit_is_renamed_everywhere(
    planted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "baru.probis"
    assert main(["rename-unit", str(planted), "pak camat", "Lurah", "--dry-run"]) == 0
    assert "lajur: Camat -> Lurah" in capsys.readouterr().out
    assert main(["rename-unit", str(planted), "Camat", "Lurah", "-o", str(out)]) == 0
    document = open_any(out).document
    assert [n.name for m in document.maps() for n in document.nodes(m.id) if n.kind == "lane"] == ["Lurah"]
    assert main(["rename-unit", str(planted), "Siapa", "Lurah", "-o", str(out)]) == 2
    assert main(["rename-unit", str(planted), "Camat", "", "-o", str(out)]) == 2
    assert main(["rename-unit", str(planted), "Camat", "Lurah"]) == 2
