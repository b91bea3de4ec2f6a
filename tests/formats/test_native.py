"""`.probis`: nothing is lost, the same document gives the same bytes, a save is whole or not at all."""

from __future__ import annotations

import datetime as dt
import io
import os
import zipfile
from pathlib import Path

import msgspec
import pytest
from formats.random_documents import documents
from formats.small import small_bpm, small_diagram
from hypothesis import HealthCheck, given, settings

from probis_editor import resources
from probis_editor.formats import base, bizagi, native
from probis_editor.formats.base import FormatError
from probis_editor.formats.xpdl_build import Stamp
from probis_editor.model.changes import Record, label
from probis_editor.model.document import Document
from probis_editor.model.elements import Carried, Key, Map
from probis_editor.model.office import Container

STAMP = Stamp(dt.datetime(2026, 3, 1, 8, 0, tzinfo=dt.UTC))


def content(document: Document) -> dict[Key, Record]:
    """Everything but what the file itself is (the bytes a map was written as, the zip's other entries)."""
    return {k: r for k, r in document.snapshot().items() if not isinstance(r, Carried | Container)}


def written(document: Document, rewrite: bool = False) -> bytes:
    return native.write(document, [m.id for m in document.maps()], rewrite=rewrite, stamp=STAMP)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_any_document_comes_back_equal(document: Document) -> None:
    data = written(document)
    again = base.read_bytes(data, "a.probis")
    assert again.format == "probis"
    assert content(again.document) == content(document)
    for record in again.document.maps():
        assert again.document.untouched(record.id)
    assert written(again.document) == data


def test_same_document_same_bytes_whatever_the_order_of_records() -> None:
    document = base.read_bytes(small_bpm(small_diagram()), "a.bpm").document
    other = Document(reversed(list(document.records())))
    for record in document.maps():
        other.remember(record.id)
    assert written(document) == written(other)


def test_a_rewritten_map_reads_back_equal() -> None:
    document = base.read_bytes(small_bpm(small_diagram()), "a.bpm").document
    again = base.read_bytes(written(document, rewrite=True), "a.probis").document
    assert content(again) == content(document)


def test_carries_what_another_format_held_and_whether_it_was_edited(tmp_path: Path) -> None:
    from formats.small import small_xpdl

    document = base.read_bytes(small_xpdl(), "a.xpdl").document
    (record,) = document.maps()
    again = base.read_bytes(written(document), "a.probis").document
    assert content(again) == content(document)
    assert again.carried(record.id) == document.carried(record.id)
    assert again.untouched(record.id)
    with document.transaction(label("cmd.test")) as tx:
        tx.put(msgspec.structs.replace(record, name="Other"))
    edited = base.read_bytes(written(document), "a.probis").document
    assert not edited.untouched(record.id)
    out = base.to_bytes(edited, base.FORMATS[2])
    assert b'Name="Other"' in out


def changed_entry(data: bytes, name: str, value: bytes | None) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
            elif value is not None:
                new.writestr(entry, value)
    return buffer.getvalue()


@pytest.mark.parametrize("part", ["settings", "links", "steps", "tree", "office", "book", "texts", "units"])
@pytest.mark.parametrize("value", [b"", b"{", b"[]", b'{"format": 1, "maps": 3}', b"\xff"])
def test_a_damaged_part_is_told_and_left_out(part: str, value: bytes) -> None:
    document = base.read_bytes(small_bpm(small_diagram()), "a.bpm").document
    result = base.read_bytes(changed_entry(written(document), f"Probis/{part}.json", value), "a.probis")
    told = {item.key for item in result.notices if item.level == "left_out"}
    assert "import.damaged_part" in told or value == b'{"format": 1, "maps": 3}'
    assert len(result.document.maps()) == 1


def test_a_part_of_a_newer_program_is_refused() -> None:
    data = changed_entry(written(Document()), "Probis/settings.json", b'{"format": 2}')
    with pytest.raises(FormatError) as error:
        base.read_bytes(data, "a.probis")
    assert error.value.label.key == "import.newer"


def test_foreign_data_goes_when_the_xpdl_was_changed() -> None:
    map_id = "11111111-2222-3333-4444-555555555555"
    document = Document([Map(id=map_id, name="A", foreign=(("bpmn:id", "D1"),))])
    data = written(document)
    assert base.read_bytes(data, "a").document.map(map_id).foreign == (("bpmn:id", "D1"),)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        diag = archive.read(map_id + ".diag")
    with zipfile.ZipFile(io.BytesIO(diag)) as archive:
        xml = archive.read("Diagram.xml").replace(b'Name="A"', b'Name="B"')
    result = base.read_bytes(
        changed_entry(data, map_id + ".diag", changed_entry(diag, "Diagram.xml", xml)), "a"
    )
    assert result.document.map(map_id).name == "B"
    assert result.document.map(map_id).foreign == ()
    assert "import.stale_foreign" in {item.key for item in result.notices}


def test_saving_replaces_in_one_step_and_keeps_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.probis"
    document = base.read_bytes(small_bpm(small_diagram()), "a.bpm").document
    base.write_any(document, path)
    path.chmod(0o640)
    before = path.read_bytes()
    base.write_any(document, path)
    assert path.read_bytes() == before
    assert path.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["a.probis"]


def test_a_failed_save_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.probis"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FormatError) as error:
        base.write_any(Document(), path)
    assert error.value.label.key == "import.unwritable"
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.probis"]


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "a.probis"
    link.symlink_to(tmp_path / "real" / "b.probis")
    base.write_any(Document(), link)
    assert link.is_symlink()
    assert (tmp_path / "real" / "b.probis").is_file()


def test_unknown_suffix_is_told(tmp_path: Path) -> None:
    with pytest.raises(FormatError) as error:
        base.write_any(Document(), tmp_path / "a.docx")
    assert error.value.label.key == "import.unknown_suffix"


def test_only_edited_maps_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    document = base.open_any(resources.sample("wonoasih.probis")).document
    read: list[str] = []
    plain = bizagi.Diagram.read
    monkeypatch.setattr(
        bizagi.Diagram, "read", lambda self, *args: (read.append(args[0]), plain(self, *args))[1]
    )
    written(document)
    assert read == []
    edited = document.maps()[2]
    for round_ in range(2):
        with document.transaction(label("test")) as tx:
            tx.put(msgspec.structs.replace(edited, name=f"Peta {round_}"))
        now = written(document)
        assert set(read) == {edited.id}
        assert content(base.read_bytes(now, "x.probis").document) == content(document)
        monkeypatch.setattr(native, "_seen", {})
        assert written(document) == now
        read.clear()
