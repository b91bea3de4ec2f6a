"""Who is named in a file that is written, and damaged parts of files that are set right."""

from __future__ import annotations

import io
import zipfile

import msgspec
import pytest
from formats.quirks import (
    OTHER,
    STAMP,
    comes_back,
    maps_of,
    refused,
)
from formats.small import (
    MAP,
    TASK,
    small_bpm,
    small_diagram,
    zipped,
)

from probis_editor.formats import base, bizagi, native
from probis_editor.geometry import Rect
from probis_editor.model.changes import label
from probis_editor.render import compose


def test_the_users_own_name_goes_into_the_history(monkeypatch: pytest.MonkeyPatch) -> None:
    document = base.read_bytes(small_bpm(small_diagram()), "a.bpm").document
    with document.transaction(label("cmd.test")) as tx:
        tx.put(msgspec.structs.replace(document.node(MAP, TASK), name="Baru"))
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "sri <rahayu>")
    names = [line for line in modifications(bizagi.write(document, [MAP])) if "UserName" in line]
    assert len(names) == 2
    assert "someone" in names[0]
    assert "sri &lt;rahayu&gt;" in names[1]
    assert "Sri" in modifications(bizagi.write(document, [MAP], stamp=STAMP))[-1]
    unedited = base.read_bytes(small_bpm(small_diagram()), "a.bpm").document
    assert len(modifications(bizagi.write(unedited, [MAP], rewrite=True))) == 1


def modifications(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        diag = zipfile.ZipFile(io.BytesIO(archive.read(f"{MAP}.diag")))
    text = diag.read("Diagram.xml").decode()
    part = text[text.index("<Modifications>") : text.index("</Modifications>")]
    return [
        line for line in part.replace("<Modification ", "\n<Modification ").splitlines() if "UserName" in line
    ]


def test_people_stay_in_their_file_and_out_of_new_ones() -> None:
    picture = {"Users/bpc_budi/UserInfo.xml": b"<UserInfo Name='budi'><Picture>iVBOR</Picture></UserInfo>"}
    data = small_bpm(small_diagram(), small_diagram(OTHER, "P2"), more=picture)
    document = comes_back(data).document
    assert b"bpc_budi" in bizagi.write(document, [MAP, OTHER], stamp=STAMP)
    part = bizagi.write(document, [OTHER], stamp=STAMP)
    with zipfile.ZipFile(io.BytesIO(part)) as archive:
        names = [info.orig_filename for info in archive.infolist()]
    assert not [name for name in names if name.startswith("Users/")]
    assert "Users\\Default\\UserPreferences.xml" in names
    assert maps_of(base.read_bytes(part, "a.bpm").document) == [OTHER]
    diagrams = {name: entry for name, entry in entries_of(data).items() if name.endswith(".diag")}
    others = zipped(diagrams | picture | {"Users/bpc_budi/UserPreferences.xml": b"<UserPreferences />"})
    document = base.read_bytes(others, "a.bpm").document
    assert list(entries_of(bizagi.write(document, [MAP], stamp=STAMP))) == [
        f"{MAP}.diag",
        "Users/Default/UserPreferences.xml",
    ]


def entries_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.orig_filename: archive.read(info) for info in archive.infolist()}


def test_a_spoilt_part_of_our_own_file_is_set_right() -> None:
    document = base.read_bytes(small_bpm(small_diagram()), "a.bpm").document
    with document.transaction(label("cmd.test")) as tx:
        tx.put(msgspec.structs.replace(document.node(MAP, TASK), bounds=Rect(-5.5, 1, 90, 60)))
    entries = entries_of(native.write(document, [MAP], stamp=STAMP))
    foreign = f"Probis/foreign/{MAP}.json"
    for name, old, new in (
        ("Probis/links.json", b'"theme": "bizagi"', b'"theme": "1e308"'),
        (foreign, b'"task.user"', b'"task.nothing"'),
        (foreign, b"-5.5", b"-1e300"),
    ):
        assert old in entries[name]
        spoilt = zipped(entries | {name: entries[name].replace(old, new)})
        again = base.read_bytes(spoilt, "a.probis").document
        assert again.map(MAP).theme == "bizagi"
        compose.map_picture(again, MAP)


def test_a_diagram_that_is_no_package_is_left_out() -> None:
    other = small_diagram(OTHER).replace(b"<Package ", b"<Created ").replace(b"</Package>", b"</Created>")
    result = base.read_bytes(small_bpm(small_diagram(), other), "a.bpm")
    assert maps_of(result.document) == [MAP]
    assert "import.lost_diagram" in {n.key for n in result.notices}
    assert refused(small_bpm(other), "a.bpm") == "import.no_diagram"
