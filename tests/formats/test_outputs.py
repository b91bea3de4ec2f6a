"""Maps as files to hand out."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_maps import Small, small

from probis_editor.commands import maps, shapes
from probis_editor.formats import base, outputs
from probis_editor.formats.outputs import Order
from probis_editor.geometry import Point
from probis_editor.i18n import Translator
from probis_editor.model.changes import label

HEADS = {
    "pdf": b"%PDF",
    "png": b"\x89PNG",
    "svg": b"<",
    "bpm": b"PK",
    "bpmn": b"<?xml",
    "xpdl": b"<?xml",
    "xlsx": b"PK",
}
TR = Translator("id")


@pytest.fixture
def two() -> tuple[Small, tuple[str, str]]:
    s = small()
    with s.document.transaction(label("cmd.test")) as tx:
        other = maps.create_map(tx, "P2 Surat/Keluar")
        shapes.create(tx, other.id, "task", Point(200, 100), name="Menulis")
    return s, (s.map, other.id)


@pytest.mark.parametrize("form", outputs.FORMS)
def test_each_form_of_one_map(two: tuple[Small, tuple[str, str]], tmp_path: Path, form: str) -> None:
    s, _ = two
    place = tmp_path / f"peta.{form}"
    assert outputs.write(s.document, Order(form, (s.map,)), place, TR) == [place]
    assert place.read_bytes().startswith(HEADS.get(form, b""))
    if form in ("bpm", "bpmn", "xpdl"):
        again = base.open_any(place).document
        assert [" ".join(m.name.split()) for m in again.maps()] == [s.document.map(s.map).name]


@pytest.mark.parametrize("form", outputs.FORMS)
def test_two_maps_are_one_file_or_one_each(
    two: tuple[Small, tuple[str, str]], tmp_path: Path, form: str
) -> None:
    s, both = two
    order = Order(form, both)
    steps: list[tuple[int, int]] = []
    place = tmp_path / f"peta.{form}" if order.one_file else tmp_path
    found = outputs.write(s.document, order, place, TR, lambda done, all_: steps.append((done, all_)))
    assert sorted(p for p in tmp_path.iterdir()) == sorted(found)
    if order.one_file:
        assert found == [place]
    else:
        assert found[1].name == f"P2 Surat_Keluar.{form}"
        assert steps == [(0, 2), (1, 2), (2, 2)]


def test_sharper_pictures_have_more_pixels(two: tuple[Small, tuple[str, str]], tmp_path: Path) -> None:
    from PIL import Image

    s, _ = two
    wide = []
    for dpi in (96, 300):
        (path,) = outputs.write(s.document, Order("png", (s.map,), dpi), tmp_path / f"{dpi}.png", TR)
        with Image.open(path) as picture:
            wide.append(picture.width)
            assert picture.info["dpi"][0] == pytest.approx(dpi, abs=0.1)
    assert wide[1] / wide[0] == pytest.approx(300 / 96, rel=0.01)


def test_too_large_a_picture_is_refused_in_words(two: tuple[Small, tuple[str, str]], tmp_path: Path) -> None:
    s, _ = two
    with s.document.transaction(label("cmd.test")) as tx:
        shapes.create(tx, s.map, "task", Point(30000, 9000))
    with pytest.raises(base.FormatError) as refused:
        outputs.write(s.document, Order("png", (s.map,), 600), tmp_path / "a.png", TR)
    assert "600" in TR(refused.value.label.key, **dict(refused.value.label.args))
    assert not list(tmp_path.iterdir())


def test_part_of_a_document_keeps_what_was_not_touched(
    two: tuple[Small, tuple[str, str]], tmp_path: Path
) -> None:
    s, _ = two
    whole = tmp_path / "whole.bpm"
    base.write_any(s.document, whole)
    read = base.open_any(whole).document
    first = read.maps()[0].id
    part = outputs.only(read, (first,))
    assert part.untouched(first)
    assert [m.id for m in part.maps()] == [first]
    (path,) = outputs.write(read, Order("bpm", (first,)), tmp_path / "part.bpm", TR)
    again = base.open_any(path)
    assert [m.name for m in again.document.maps()] == [read.map(first).name]
    assert not [n for n in again.notices if n.level in ("left_out", "repaired")]
