"""The picture below a map."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from small_maps import small
from verbs import trio

from probis_editor.commands.underlay import LEAST, place_underlay, put_underlay, remove_underlay, underlay
from probis_editor.formats import base
from probis_editor.geometry import Rect
from probis_editor.render import compose, image

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b8"
    "0000000049454e44ae426082"
)


def test_put_replace_remove() -> None:
    s = small()
    before = compose.map_picture(s.document, s.map)
    first = trio(s.document, lambda tx: put_underlay(tx, s.map, "", PNG, Rect(0, 0, 400, 300)))
    assert compose.map_picture(s.document, s.map) == before
    second = trio(s.document, lambda tx: put_underlay(tx, s.map, "", PNG, Rect(0, 0, 500, 300)))
    assert (second.id, second.bounds.w) == (first.id, 500)
    assert underlay(s.document, s.map, s.sub) is None
    trio(s.document, lambda tx: remove_underlay(tx, s.map, ""))
    assert underlay(s.document, s.map) is None


def test_it_is_kept_in_our_own_file(tmp_path: Path) -> None:
    s = small()
    made = trio(s.document, lambda tx: put_underlay(tx, s.map, "", PNG, Rect(5, 6, 400, 300)))
    base.write_any(s.document, tmp_path / "a.probis")
    again = base.open_any(tmp_path / "a.probis").document
    assert again.get(made.key) == made


@pytest.mark.parametrize("suffix", [".bpm", ".xpdl", ".bpmn"])
def test_other_programs_never_see_it(tmp_path: Path, suffix: str) -> None:
    s = small()
    path, bare = tmp_path / ("a" + suffix), tmp_path / ("b" + suffix)
    base.write_any(s.document, bare)
    trio(s.document, lambda tx: put_underlay(tx, s.map, "", PNG, Rect(5, 6, 400, 300)))
    base.write_any(s.document, path)
    again = base.open_any(path).document
    kinds = [n.kind for n in again.nodes(again.maps()[0].id)]
    assert "image" not in kinds
    assert "task" in kinds
    if suffix == ".bpm":
        with ZipFile(path) as outer:
            diagram = next(outer.read(name) for name in outer.namelist() if name.endswith(".diag"))
        with ZipFile(BytesIO(diagram)) as inner:
            assert not [name for name in inner.namelist() if "image" in name.lower()]


def test_it_is_not_printed() -> None:
    s = small()
    before = [image.svg(s.document, s.map), image.pdf(s.document, [s.map])]
    trio(s.document, lambda tx: put_underlay(tx, s.map, "", PNG, Rect(5, 6, 4000, 3000)))
    assert [image.svg(s.document, s.map), image.pdf(s.document, [s.map])] == before


def test_move_and_scale() -> None:
    s = small()
    trio(s.document, lambda tx: put_underlay(tx, s.map, "", PNG, Rect(0, 0, 400, 300)))
    trio(s.document, lambda tx: place_underlay(tx, s.map, "", Rect(9, 8, 7, 600)))
    found = underlay(s.document, s.map)
    assert found is not None
    assert found.bounds == Rect(9, 8, LEAST, 600)
