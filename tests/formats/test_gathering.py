"""Many files as one document: a bad one never stops the rest, ids that meet are told apart, nothing is taken twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from formats.small import MAP, TASK, small_bpm, small_diagram, small_xpdl

from probis_editor.cli import main
from probis_editor.formats import base, bizagi, exports, gathering
from probis_editor.formats.base import FormatError
from probis_editor.model.document import Document
from probis_editor.model.office import Exported

OTHER = "529894cf-4868-477b-aa26-cf79192e190f"
RESOURCE = (
    b'<?xml version="1.0"?>\r\n<Participants xmlns="http://www.wfmc.org/2009/XPDL2.2">\r\n'
    b'  <Participant Id="%s" Name="x">\r\n  </Participant>\r\n</Participants>'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """`kantor/` with a file below it, a damaged one, and what is none of ours."""
    root = tmp_path / "kantor"
    (root / "P2 Umum").mkdir(parents=True)
    (root / "10.bpm").write_bytes(small_bpm(small_diagram(OTHER, "P1.2 Surat keluar")))
    (root / "9.bpm").write_bytes(b"PK\x03\x04 nothing")
    (root / "P2 Umum" / "P2.1 Arsip.xpdl").write_bytes(small_xpdl())
    (root / "catatan.txt").write_text("x")
    (root / ".tersembunyi.bpm").write_bytes(b"x")
    return root


def test_folder_is_read_and_a_bad_file_is_told(folder: Path) -> None:
    found = gathering.gather([folder])
    assert [s.name for s in found.sources] == [
        "kantor/9.bpm", "kantor/10.bpm", "kantor/P2 Umum/P2.1 Arsip.xpdl"
    ]  # fmt: skip
    assert [s.error is not None for s in found.sources] == [True, False, False]
    assert [m.order for m in found.document.maps()] == [0, 1]
    assert found.format == "bizagi-bpm"
    assert [n for n in found.notices if n.level == "left_out" and not n.map]
    assert found.hints[MAP] == ("P2.1 Arsip", "P2 Umum", "kantor")
    assert all(found.document.untouched(m.id) for m in found.document.maps())


def test_nothing_to_read_and_own_documents(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(FormatError, match="no_files"):
        gathering.gather([tmp_path / "kantor" / "P2 Umum" / ".."][:0])
    base.write_any(base.open_any(folder / "10.bpm").document, tmp_path / "a.probis")
    found = gathering.gather([tmp_path / "a.probis", tmp_path / "none.bpm"])
    assert [s.error.key for s in found.sources if s.error] == ["gather.own_format", "import.no_file"]
    assert found.format == ""


def test_cancel_ends_it_and_a_fault_of_a_reader_does_not(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class StopError(Exception):
        pass

    def progress(done: int, total: int) -> None:
        assert total == 3
        if done == 1:
            raise StopError

    with pytest.raises(StopError):
        gathering.gather([folder], progress=progress)

    def fails(*_: object) -> base.ReadResult:
        raise ZeroDivisionError

    monkeypatch.setattr(gathering, "open_any", fails)
    assert {s.error.key for s in gathering.gather([folder]).sources if s.error} == {"gather.unexpected"}


def test_same_map_twice_is_taken_once(tmp_path: Path) -> None:
    data = small_bpm(small_diagram())
    for name in ("a.bpm", "b.bpm"):
        (tmp_path / name).write_bytes(data)
    found = gathering.gather([tmp_path / "a.bpm", tmp_path / "b.bpm", tmp_path / "a.bpm"])
    assert len(found.sources) == 2
    assert len(found.document.maps()) == 1
    assert "gather.same_map" in {n.key for n in found.notices}


def test_copied_file_that_was_edited_gets_ids_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.bpm").write_bytes(small_bpm(small_diagram(name="Satu")))
    (tmp_path / "b.bpm").write_bytes(small_bpm(small_diagram(name="Dua")))
    found = gathering.gather([tmp_path / "a.bpm", tmp_path / "b.bpm"])
    one, two = found.document.maps()
    assert (one.id, one.name, two.name) == (MAP, "Satu", "Dua")
    assert found.document.node(two.id, TASK).name == found.document.node(one.id, TASK).name
    assert [n.map for n in found.notices if n.key == "gather.double_map"] == [two.id]
    again = gathering.gather([tmp_path / "a.bpm", tmp_path / "b.bpm"]).document
    assert again.snapshot() == found.document.snapshot()
    written = base.read_bytes(bizagi.write(found.document, [one.id, two.id]), "c.bpm").document
    assert sorted(m.name for m in written.maps()) == ["Dua", "Satu"]


def test_into_a_document(tmp_path: Path) -> None:
    (tmp_path / "a.bpm").write_bytes(small_bpm(small_diagram(name="Satu")))
    (tmp_path / "b.bpm").write_bytes(small_bpm(small_diagram(name="Dua"), small_diagram(OTHER, "Tiga")))
    own = base.open_any(tmp_path / "a.bpm").document
    found = gathering.gather([tmp_path / "a.bpm", tmp_path / "b.bpm"], own)
    assert [m.name for m in found.document.maps()] == ["Dua", "Tiga"]
    assert MAP not in {m.id for m in found.document.maps()}
    assert min(m.order for m in found.document.maps()) > max(m.order for m in own.maps())
    assert {n.key for n in found.notices} >= {"gather.same_map", "gather.other_map"}


def test_resources_and_definitions_of_all_files_and_no_people(tmp_path: Path) -> None:
    for name, guid in (("a", MAP), ("b", OTHER)):
        more = {
            "Participants.xml": RESOURCE % name.encode(),
            f"Documentation/{name}.xml": b"<ExtendedAttribute/>",
            "Users/some one/UserInfo.xml": b"<UserInfo/>",
        }
        (tmp_path / f"{name}.bpm").write_bytes(small_bpm(small_diagram(guid), more=more))
    document = gathering.gather([tmp_path / "a.bpm", tmp_path / "b.bpm"]).document
    entries = dict(document.container.entries)
    assert entries["Participants.xml"].count(b"<Participant ") == 2
    assert {"Documentation/a.xml", "Documentation/b.xml", f"{MAP}.diag", f"{OTHER}.diag"} <= entries.keys()
    assert not [name for name in entries if "some one" in name]
    again = base.read_bytes(bizagi.write(document, [m.id for m in document.maps()]), "c.bpm").document
    assert [m.name for m in again.maps()] == [m.name for m in document.maps()]


def test_each_file_is_a_batch_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.bpm").write_bytes(small_bpm(small_diagram()))
    (tmp_path / "b.bpm").write_bytes(small_bpm(small_diagram(OTHER)))
    document = gathering.gather([tmp_path / "a.bpm", tmp_path / "b.bpm"]).document
    assert len({e.batch for e in document.of_type(Exported)}) == 2
    back = exports.sides(document, (tmp_path / "a.bpm").read_bytes(), "a.bpm")
    assert back.assumed == ()


def test_command(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, report = tmp_path / "hasil.probis", tmp_path / "r.json"
    assert main(["import", str(folder), "-o", str(out), "--report", str(report)]) == 1
    document = base.open_any(out).document
    assert [m.name for m in document.maps()] == ["P1.2 Surat keluar", "P1 Surat masuk"]
    told = json.loads(report.read_text(encoding="utf-8"))
    assert [bool(f["error"]) for f in told["files"]] == [True, False, False]
    assert told["maps"][0]["code"] == "P1.2"
    assert told["maps"][0]["counts"]["lanes"]
    assert {"read", "guessed", "repaired", "left_out"} <= told["maps"][0].keys()
    assert "9.bpm" in capsys.readouterr().err
    assert main(["import", str(folder / "9.bpm"), "-o", str(out)]) == 2
    assert main(["import", str(folder), "-o", str(tmp_path / "x.bpm")]) == 2
    more = tmp_path / "lagi.bpm"
    more.write_bytes(small_bpm(small_diagram("629894cf-4868-477b-aa26-cf79192e190f", "P1.3 Lain")))
    into = ["import", str(more), "-o", str(out), "--into", str(out), "--no-tree", "--no-units"]
    assert main(into) == 0
    assert len(base.open_any(out).document.maps()) == 3


def test_command_takes_nothing_where_there_is_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(tmp_path), "-o", str(tmp_path / "x.probis")]) == 2
    assert (
        capsys.readouterr().err.strip()
        == "probis: " + "Tidak ada berkas Bizagi, XPDL, atau BPMN untuk diimpor."
    )


def test_real_folders_at_once(shared: Path) -> None:
    found = gathering.gather([shared / "corpus" / "bpmn", shared / "corpus" / "other-xpdl"])
    assert all(s.error is None for s in found.sources), [s.name for s in found.sources if s.error]
    document = Document(found.document.records())
    assert len({m.id for m in document.maps()}) == sum(len(s.maps) for s in found.sources)
