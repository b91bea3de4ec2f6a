"""The committed sample is what its data file makes."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from probis_editor import resources
from probis_editor.formats.base import open_any
from probis_editor.model import numbering
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
def test_the_sample_is_made_again_byte_for_byte(builder: ModuleType) -> None:
    made: bytes = builder.to_bytes(builder.build("wonoasih"))
    assert made == resources.sample("wonoasih.probis").read_bytes()


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
