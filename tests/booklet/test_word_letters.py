"""Letters that XML cannot hold, wherever a document has them, stop no book in Word."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace
from small_maps import EDIT, small

from probis_editor.cli import main
from probis_editor.formats import native
from probis_editor.model.office import Block, Cell, Narrative, Person

BAD = "a\x01\x0c\ufffe"


def test_letters_that_xml_cannot_hold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    s = small()
    blocks = (
        Block(text=BAD),
        Block(kind="item", number="1.", text=BAD),
        Block(kind="h1", text=BAD),
        Block(kind="table", text=BAD, numbered=True, heads=1, cells=((Cell(BAD),), (Cell("b"),))),
    )
    with s.document.transaction(EDIT) as tx:
        for node in s.document.nodes(s.map):
            tx.put(replace(node, name=node.name + BAD, documentation=BAD))
        tx.put(replace(s.document.map(s.map), name="Peta" + BAD))
        tx.put(Narrative(slot="chapter:background", blocks=blocks))
        head = Person(title="Camat" + BAD, name="Nama" + BAD, nip=BAD)
        tx.put(
            replace(s.document.office, name="Kecamatan" + BAD + "x" * 300, region=BAD, address=BAD, head=head)
        )
        tx.put(replace(s.document.book, period="2024" + BAD, place=BAD, date=BAD))
    source, out = tmp_path / "a.probis", tmp_path / "a.docx"
    source.write_bytes(native.write(s.document, [s.map]))
    assert main(["booklet", str(source), "-o", str(out)]) == 0, capsys.readouterr().err
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(parts.read(name))
