"""Bad input of every sort gives FormatError with a text, or a document with notices; never another exception."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from pathlib import Path

import pytest
from formats.small import MAP, TASK, small_bpm, small_diag, small_diagram, small_xpdl, zipped

from probis_editor.formats import base, native, zipsafe
from probis_editor.formats.base import FormatError, ReadResult
from probis_editor.i18n import Translator


def refused(data: bytes, name: str = "a.bpm") -> str:
    with pytest.raises(FormatError) as error:
        base.read_bytes(data, name)
    said = error.value.label
    for language in ("id", "en"):
        tr = Translator(language)
        assert said.key in tr
        text = tr(said.key, **dict(said.args))
        assert "{" not in text
        assert "\n" not in text
    return said.key


def forgiving(data: bytes) -> ReadResult | None:
    """What a file gives that may or may not be readable; anything but FormatError gets through."""
    try:
        return base.read_bytes(data, "a")
    except FormatError:
        return None


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "import.empty"),
        (b"PK\x03\x04 nothing", "import.damaged_zip"),
        (zipped({"readme.txt": b"x"}), "import.other_zip"),
        (zipped({"ModelInfo.xml": b"<BizAgiModelInfo />"}), "import.no_diagram"),
        (zipped({"x.diag": b"no zip", "ModelInfo.xml": b"<BizAgiModelInfo />"}), "import.damaged_zip"),
        (zipped({"x.diag": zipped({"Actions.xml": b"<a/>"})}), "import.no_diagram"),
        (b"<?PowerDesigner AppLocale='UTF16'?><Model/>", "import.powerdesigner"),
        (b"<html><body/></html>", "import.unknown_xml"),
        (b"hello", "import.unknown"),
        (bytes(range(256)) * 9, "import.unknown"),
        (b'<Package xmlns="http://www.wfmc.org/2009/XPDL2.2"><Pools>', "import.broken_xml"),
        (b'<Package xmlns="http://www.wfmc.org/2009/XPDL2.2"/>', "import.nothing_drawn"),
    ],
)
def test_what_is_no_map_is_refused_with_the_reason(data: bytes, key: str) -> None:
    assert refused(data) == key


@pytest.mark.parametrize("name", ["../x.xml", "a/../../x", "/etc/x", "C:\\x", "a\\..\\..\\x", "\\\\host\\x"])
def test_names_that_leave_the_zip(name: str) -> None:
    assert refused(small_bpm(small_diagram(), more={name: b"x"})) == "import.bad_entry_name"


def test_names_that_collide() -> None:
    data = small_bpm(small_diagram(), more={"modelinfo.XML": b"x"})
    assert refused(data) == "import.double_entry"


def test_a_small_zip_that_unpacks_to_too_much() -> None:
    data = small_bpm(small_diagram(), more={"Files/x": b"\0" * (zipsafe.MAX_ENTRY + 1)})
    assert len(data) < 1_000_000
    assert refused(data) == "import.too_large"


def test_many_entries_that_are_too_much_together() -> None:
    block = b"\0" * (zipsafe.MAX_ENTRY - 1)
    data = small_bpm(small_diagram(), more={f"Files/{n}": block for n in range(5)})
    assert refused(data) == "import.too_large"


def test_a_bomb_inside_a_diagram() -> None:
    diag = zipped({"Diagram.xml": small_diagram(), "Files/x": b"\0" * (zipsafe.MAX_ENTRY + 1)})
    assert refused(zipped({f"{MAP}.diag": diag, "ModelInfo.xml": b"<a/>"})) == "import.too_large"


def test_too_many_entries() -> None:
    assert (
        refused(zipped({f"{n}.diag": b"" for n in range(zipsafe.MAX_ENTRIES + 1)}))
        == "import.too_many_entries"
    )


def claims(data: bytes, size: int) -> bytes:
    """The zip with every uncompressed size replaced in both headers."""
    out = bytearray(data)
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = 0
        while (start := out.find(mark, start)) >= 0:
            out[start + place : start + place + 4] = struct.pack("<I", size)
            start += 4
    return bytes(out)


def test_a_claim_of_a_gigabyte_is_refused_before_inflating() -> None:
    small = zipped({f"{MAP}.diag": b"x" * 500, "ModelInfo.xml": b"<a/>"})
    assert refused(claims(small, 1 << 30)) == "import.too_large"


def test_a_claim_of_less_than_there_is() -> None:
    assert refused(claims(zipped({f"{MAP}.diag": b"x" * 500}), 3)) == "import.damaged_zip"


def test_an_encrypted_zip() -> None:
    data = bytearray(zipped({f"{MAP}.diag": small_diag(small_diagram())}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        data[start + place] |= 1
    assert refused(bytes(data)) == "import.encrypted"


def test_a_compression_that_is_not_used() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr(f"{MAP}.diag", small_diag(small_diagram()))
    assert refused(buffer.getvalue()) == "import.zip_method"


BOMB = (
    b'<!DOCTYPE Package [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(8))
    + b"]>"
)
EXTERNAL = b'<!DOCTYPE Package [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "doctype", [BOMB, EXTERNAL, b'<!DOCTYPE Package SYSTEM "http://example.invalid/x.dtd">']
)
@pytest.mark.parametrize("wrapped", [False, True])
def test_entities_and_document_types(doctype: bytes, wrapped: bool) -> None:
    xml = small_diagram().replace(b"<Package", doctype + b"<Package", 1).replace(b"Catatan", b"&a;")
    data = zipped({f"{MAP}.diag": small_diag(xml), "ModelInfo.xml": b"<a/>"}) if wrapped else xml
    assert refused(data) in ("import.has_dtd", "import.broken_xml")


def test_xml_without_end_of_depth() -> None:
    deep = b"<Pools>" * 5000 + b"</Pools>" * 5000
    data = b'<Package xmlns="http://www.wfmc.org/2009/XPDL2.2">' + deep + b"</Package>"
    assert refused(data) == "import.broken_xml"


@pytest.mark.parametrize(
    ("encoding", "before"),
    [*((e, "") for e in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-8")), ("utf-8", "\n \t")],
)
def test_encodings_and_marks(encoding: str, before: str) -> None:
    """White space before the declaration is forgiven in UTF-8, the only encoding in which it was met."""
    text = small_xpdl().decode().replace('encoding="utf-8"', f'encoding="{encoding.removesuffix("-sig")}"')
    result = base.read_bytes((before + text).encode(encoding), "a.xpdl")
    assert result.document.node(MAP, TASK).name == "Catat\nsurat"


def test_a_damaged_diagram_is_left_out_told_and_carried() -> None:
    data = small_bpm(small_diagram(), more={"529894cf-4868-477b-aa26-cf79192e190f.diag": b"PK broken"})
    result = base.read_bytes(data, "a.bpm")
    assert len(result.document.maps()) == 1
    assert "import.lost_diagram" in {item.key for item in result.notices}
    written = base.to_bytes(result.document, base.FORMATS[1])
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert archive.read("529894cf-4868-477b-aa26-cf79192e190f.diag") == b"PK broken"


def test_a_file_that_is_missing_or_a_folder(tmp_path: Path) -> None:
    for path, key in ((tmp_path / "no.bpm", "import.no_file"), (tmp_path, "import.unreadable")):
        with pytest.raises(FormatError) as error:
            base.open_any(path)
        assert error.value.label.key == key


def test_torn_and_spoilt_files_never_crash() -> None:
    chance = random.Random(7)
    document = base.read_bytes(small_bpm(small_diagram()), "a.bpm").document
    for whole in (small_bpm(small_diagram()), small_xpdl(), native.write(document, [MAP])):
        for _ in range(60):
            spoilt = bytearray(whole)
            for _ in range(chance.randrange(1, 6)):
                spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
            forgiving(bytes(spoilt))
            forgiving(whole[: chance.randrange(len(whole))])


def test_spoilt_values_in_the_xml_never_crash() -> None:
    chance = random.Random(8)
    xml = small_diagram().decode()
    odd = ["", "NaN", "1e999", "-1", "true", "x" * 50, "99999999999999999999", "#carried", MAP, "&#x10FFFF;"]
    quotes = [i for i, c in enumerate(xml) if c == '"']
    for _ in range(300):
        pair = chance.randrange(10, len(quotes) // 2) * 2
        spoilt = xml[: quotes[pair] + 1] + chance.choice(odd) + xml[quotes[pair + 1] :]
        result = forgiving(spoilt.encode())
        if result is not None:
            again = base.to_bytes(result.document, base.FORMATS[0])
            assert base.read_bytes(again, "a.probis").document.maps() == result.document.maps()


@pytest.mark.corpus("refuse/**/*")
def test_the_corpus_of_bad_files(corpus_file: Path) -> None:
    result = forgiving(corpus_file.read_bytes())
    if result is None:
        assert refused(corpus_file.read_bytes())
    else:
        assert result.notices
