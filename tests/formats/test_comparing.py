"""The difference of two files tells attributes too, each by name, and on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from formats.small import GATE, MAP, TASK, small_xpdl
from formats.test_attributes import COUNT, DURATION, FORM, PICTURE, assign, file

from probis_editor.cli import main
from probis_editor.formats import base
from probis_editor.formats.base import ReadResult
from probis_editor.formats.comparing import compare_files
from probis_editor.model.compare import Change
from probis_editor.model.elements import AttributeValue


def read() -> ReadResult:
    return base.read_bytes(file(), "a.bpm")


def told(before: ReadResult, after: ReadResult) -> list[tuple[str, str, str, str]]:
    """(how, element, attribute, content) of the changes of attributes."""
    found = compare_files(before, after)
    changes = [c for one in found.maps for c in one.changes if c.what == "attribute"]
    return [(c.how, r.element, r.attribute, r.content) for c in changes for r in [_value(c)]]


def _value(change: Change) -> AttributeValue:
    assert isinstance(change.record, AttributeValue)
    return change.record


def test_same_file_has_no_difference() -> None:
    assert not compare_files(read(), read())


def test_edited_removed_and_added_values_are_told() -> None:
    after = read()
    assign(after.document, TASK, COUNT, "5")
    assign(after.document, TASK, DURATION, "")
    assign(after.document, GATE, DURATION, "<p>baru</p>")
    assert told(read(), after) == [
        ("changed", TASK, "Banyak", "5"),
        ("added", GATE, "Lama", "baru"),
        ("removed", TASK, "Lama", "1 hari"),
    ]
    assert [how for how, *_ in told(after, read())] == ["added", "changed", "removed"]


def test_attached_file_with_other_bytes_differs() -> None:
    document = read()
    data = file()
    import io
    import zipfile

    from formats.small import zipped

    entries = {
        i: zipfile.ZipFile(io.BytesIO(data)).read(i) for i in zipfile.ZipFile(io.BytesIO(data)).namelist()
    }
    inner = zipfile.ZipFile(io.BytesIO(entries[f"{MAP}.diag"]))
    diag = {n: inner.read(n) for n in inner.namelist()} | {f"Files/{TASK}/{PICTURE}": b"\xff\xd8\xff\xe0"}
    other = base.read_bytes(zipped(entries | {f"{MAP}.diag": zipped(diag)}), "b.bpm")
    assert told(document, other) == [("changed", TASK, "Formulir", PICTURE)]
    assert FORM


def test_formats_that_carry_none_do_not_tell_of_any() -> None:
    assert told(read(), base.read_bytes(small_xpdl(), "a.xpdl")) == []


def test_command_tells_attributes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    after = read()
    assign(after.document, TASK, COUNT, "5")
    (tmp_path / "a.bpm").write_bytes(file())
    base.write_any(after.document, tmp_path / "b.bpm")
    names = [str(tmp_path / "a.bpm"), str(tmp_path / "b.bpm")]
    assert main(["diff", *names]) == 1
    line = capsys.readouterr().out
    assert 'Atribut "Banyak" pada' in line
    assert '"3" → "5"' in line
    assert main(["diff", *names, "--json"]) == 1
    (one,) = json.loads(capsys.readouterr().out)["maps"]
    (element,) = one["elements"]
    assert (element["what"], element["id"], element["name"]) == ("attribute", TASK, "Banyak")
    assert element["fields"][0]["before"] == "3"
