"""The committed sample is what its data file makes."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from book_tools import page_texts

from probis_editor import resources
from probis_editor.booklet import book
from probis_editor.formats.base import open_any
from probis_editor.model import numbering
from probis_editor.model.affairs import Law
from probis_editor.model.queries import lanes, pools

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("samples_build", ROOT / "samples" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.parametrize("name", ["wonoasih", "jatiluhur"])
def test_the_sample_is_made_again_byte_for_byte(builder: ModuleType, name: str) -> None:
    made: bytes = builder.to_bytes(builder.build(name))
    assert made == resources.sample(f"{name}.probis").read_bytes()


def test_the_second_sample_holds_what_it_must() -> None:
    result = open_any(resources.sample("jatiluhur.probis"))
    assert result.notices == ()
    document = result.document
    codes = set(numbering.codes(document).values())
    assert {*(f"P.{n}" for n in range(1, 11)), "P.1.2.1.2", "P.6.1.2.1"} <= codes
    kinds = [m.kind for m in document.maps()]
    assert (len(kinds), kinds.count("cross_functional")) == (42, 28)
    assert len(document.of_type(Law)) == 17
    report, data = book.make_bytes(document)
    assert report.archival
    assert report.findings == ()
    assert report.smallest >= 6.95
    texts = page_texts(data)
    assert any("Gambar 41" in text for text in texts)
    assert any("MEMUTUSKAN" in text for text in texts)
    assert "LAMPIRAN" in texts[-1]


def test_the_sample_holds_what_it_must() -> None:
    result = open_any(resources.sample("wonoasih.probis"))
    assert result.notices == ()
    document = result.document
    codes = set(numbering.codes(document).values())
    assert {f"P{n}" for n in range(1, 16)} <= codes
    by_code = {numbering.codes(document).get(m.process): m for m in document.maps() if m.process}
    for code, count in (("P1.1.1", 5), ("P1.1.2", 4), ("P3.1", 5), ("P4.1", 12), ("P4.3", 9)):
        record = by_code[code]
        assert record.kind == "cross_functional"
        pool = pools(document, record.id)[0]
        assert len(lanes(document, record.id, pool.id)) == count
    kinds = [m.kind for m in document.maps()]
    assert kinds[:2] == ["level0", "relation"]
    assert kinds.count("cross_functional") == 27
    assert document.office.head.nip == "00000000 000000 0 000"
